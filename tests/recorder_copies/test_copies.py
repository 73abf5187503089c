"""Copies of what was said in Home Assistant's own recorder: found, shown, and purged only when asked."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

from aioamazondevices.structures import AmazonVocalRecord
from homeassistant.components.alexa_devices.event import EVENTS, AlexaVoiceEvent
from homeassistant.components.recorder import CONFIG_SCHEMA as RECORDER_SCHEMA
from homeassistant.components.recorder.core import Recorder
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from sqlalchemy import text

from custom_components.alexa_privacy.const import ALEXA_DEVICES, DOMAIN
from custom_components.alexa_privacy.recorder_copies import find as copies_find
from custom_components.alexa_privacy.recorder_copies.copies_issue import async_report
from tests.amazon_double import Account
from tests.conftest import SetUp

SAID = "where did I hide the presents"
KITCHEN = "event.kitchen_voice_event"
STUDIO = "media_player.studio"
LAMP = "light.lamp"
LAST_CALLED = "alexa_media_last_called_event"


@pytest.fixture(autouse=True)
def _home_assistant_first(recorder_mock: Recorder) -> None:
    """Record for real; the recorder has to be there first."""


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account in a home where nothing has been said yet."""
    return await set_up(account)


@pytest.fixture
async def said(hass: HomeAssistant) -> None:
    """Let other integrations keep four rows with words, among others without."""
    registry = er.async_get(hass)
    for entity_id, platform in ((KITCHEN, "alexa_devices"), (STUDIO, "alexa_media"), (LAMP, "hue")):
        domain, name = entity_id.split(".")
        registry.async_get_or_create(domain, platform, name, suggested_object_id=name)
    hass.states.async_set(KITCHEN, "unknown", {"event_type": None})
    hass.states.async_set(KITCHEN, "1", {"event_type": "triggered", "voice_command": SAID, "voice_reply": None})
    hass.states.async_set(KITCHEN, "2", {"event_type": "triggered", "voice_command": "", "voice_reply": "In the attic"})
    hass.states.async_set(STUDIO, "idle", {"last_called_summary": None, "history_records": []})
    hass.states.async_set(STUDIO, "playing", {"last_called_summary": SAID})
    hass.states.async_set(STUDIO, "idle", {"history_records": [{"summary": SAID}]})
    # What is called alike elsewhere is none of it.
    hass.states.async_set(LAMP, "on", {"voice_command": SAID})
    await async_wait_recording_done(hass)


async def find(hass: HomeAssistant, *own: str) -> dict[str, Any]:
    """Find copies."""
    return await act(hass, "find_copies", entity_id=list(own))


async def purge(hass: HomeAssistant, **data: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Purge copies, and return what was there before and after."""
    answer = await act(hass, "purge_copies", **data)
    return answer["before"], answer["after"]


async def act(hass: HomeAssistant, action: str, context: Context | None = None, **data: Any) -> dict[str, Any]:
    """Call an action and return its answer."""
    answer = await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True, context=context)
    assert answer is not None
    return dict(answer)


def rows(found: dict[str, Any]) -> dict[str, int]:
    """Return how many rows each has."""
    assert SAID not in str(found)
    named = {one.get("entity_id") or one["event_type"]: one["rows"] for one in found["entities"] + found["events"]}
    assert found["rows"] == sum(named.values())
    return named


async def test_copies_are_found(hass: HomeAssistant, entry: MockConfigEntry, said: None) -> None:
    """Each row with words counts, no other does, and finding changes nothing."""
    hass.bus.async_fire(LAST_CALLED, {"name": "Studio", "summary": SAID})
    hass.bus.async_fire(LAST_CALLED, {"name": "Studio", "summary": None})
    begun = dt_util.utcnow() - timedelta(minutes=10)
    for _ in range(2):
        found = await find(hass)
        assert rows(found) == {KITCHEN: 2, STUDIO: 2, LAST_CALLED: 1}
        assert all(one["recorded"] for one in found["entities"] + found["events"])
        assert begun < dt_util.parse_datetime(found["since"], raise_on_error=True) < dt_util.utcnow()


async def test_nothing_to_find(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Where nothing was said, nothing is found, and nothing has to be purged."""
    nothing: dict[str, Any] = {"rows": 0, "since": None, "entities": [], "events": []}
    assert await find(hass) == nothing
    assert await purge(hass) == (nothing, nothing)


async def test_purged_and_counted_again(
    hass: HomeAssistant, recorder_mock: Recorder, entry: MockConfigEntry, said: None
) -> None:
    """The entities with copies are gone from the recorder, however many batches it takes; others are not."""
    recorder_mock.max_bind_vars = 1
    before, after = await purge(hass)
    assert rows(before) == {KITCHEN: 2, STUDIO: 2}
    assert rows(after) == {}
    assert rows(await find(hass, KITCHEN, STUDIO, LAMP)) == {LAMP: 1}


async def test_entities_of_the_owner(hass: HomeAssistant, entry: MockConfigEntry, said: None) -> None:
    """Of an entity that the owner names, every row counts and is purged."""
    for words in ("", SAID, "thank you"):
        hass.states.async_set("sensor.last_words", words)
    assert rows(await find(hass, "sensor.last_words", KITCHEN)) == {KITCHEN: 3, STUDIO: 2, "sensor.last_words": 3}
    before, after = await purge(hass, entity_id="sensor.last_words")
    assert before["rows"] == 7
    assert after["rows"] == 0
    assert rows(await find(hass, "sensor.last_words")) == {}


async def test_what_a_removed_integration_left(hass: HomeAssistant, entry: MockConfigEntry, said: None) -> None:
    """Rows stay when an integration goes, and are found; not once another entity has the name."""
    for entity_id in (KITCHEN, STUDIO):
        er.async_get(hass).async_remove(entity_id)
        hass.states.async_remove(entity_id)
    hass.states.async_set(STUDIO, "on")
    assert rows(await find(hass)) == {KITCHEN: 2}


async def test_events_go_once_excluded(
    hass: HomeAssistant, recorder_mock: Recorder, entry: MockConfigEntry, said: None
) -> None:
    """The recorder purges events by its filter only, and its filter only when asked."""
    long_ago = dt_util.utcnow() - timedelta(days=2 * recorder_mock.keep_days)
    hass.states.async_set(LAMP, "off", timestamp=long_ago.timestamp())
    hass.bus.async_fire(LAST_CALLED, {"summary": SAID})
    hass.bus.async_fire("other", {"summary": SAID})
    assert (await find(hass))["events"][0]["recorded"]
    recorder_mock.exclude_event_types.add(LAST_CALLED)
    _, after = await purge(hass, repack=True)
    assert rows(after) == {LAST_CALLED: 1}
    assert not after["events"][0]["recorded"]
    _, after = await purge(hass, apply_filter=True)
    assert rows(after) == {}
    with recorder_mock.get_session() as session:
        kept = "SELECT count(*) FROM events JOIN event_types USING (event_type_id) WHERE event_types.event_type = "
        assert session.scalar(text(f"{kept}'other'")) == 1
    # Nothing went for its age.
    assert rows(await find(hass, LAMP)) == {LAMP: 2}


@pytest.mark.parametrize("persistent_database", [True])
async def test_repacking_leaves_no_remains(
    hass: HomeAssistant, recorder_mock: Recorder, recorder_db_url: str, entry: MockConfigEntry
) -> None:
    """Once the database is rewritten, the words are in none of its files, nor is there room left where they were."""
    folder = Path(recorder_db_url.removeprefix("sqlite:///")).parent

    def on_disk() -> tuple[int, int]:
        with recorder_mock.get_session() as session:
            free = session.scalar(text("PRAGMA freelist_count"))
        return sum(file.read_bytes().count(SAID.encode()) for file in folder.iterdir()), free

    for number in range(200):
        hass.states.async_set("sensor.last_words", "", {"words": f"{number} {SAID * 20}"})
    await purge(hass, entity_id="sensor.last_words")
    words, free = await recorder_mock.async_add_executor_job(on_disk)
    assert min(words, free) > 0
    await purge(hass, repack=True)
    assert await recorder_mock.async_add_executor_job(on_disk) == (0, 0)


def test_words_of_alexa_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """That integration's voice events hold words where they are looked for, and nowhere else."""
    spoken = AmazonVocalRecord(timestamp=1, history_type="", intent="", title=SAID, sub_title="In the attic")
    home = Mock(data={"echo": Mock(serial_number="echo")}, vocal_records={"echo": spoken})
    event = AlexaVoiceEvent(home, "echo", next(iter(EVENTS)))
    monkeypatch.setattr(event, "async_write_ha_state", Mock())
    event._handle_coordinator_update()
    words = {key for key, value in event.state_attributes.items() if value in {SAID, "In the attic"}}
    assert words == copies_find._ATTRIBUTES[ALEXA_DEVICES]


@pytest.mark.parametrize("action", ["find_copies", "purge_copies"])
async def test_refused(
    hass: HomeAssistant, recorder_mock: Recorder, entry: MockConfigEntry, said: None, action: str
) -> None:
    """Only administrators may; and without a recorder that can be read, nothing is claimed."""
    user = MockUser(groups=[]).add_to_hass(hass)
    with pytest.raises(Unauthorized):
        await act(hass, action, Context(user_id=user.id))
    with recorder_mock.get_session() as session:
        session.execute(text("ALTER TABLE event_types RENAME TO elsewhere"))
        session.commit()
    with pytest.raises(HomeAssistantError) as error:
        await act(hass, action)
    assert error.value.translation_key == "recorder_unreadable"
    hass.config.components.remove("recorder")
    with pytest.raises(HomeAssistantError) as error:
        await act(hass, action)
    assert error.value.translation_key == "recorder_unavailable"


def issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """Return the repair, if there is one."""
    return ir.async_get(hass).async_get_issue(DOMAIN, "copies")


async def a_day_later(hass: HomeAssistant) -> None:
    """Let the day pass after which copies are looked for again."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(days=1, minutes=1))
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_the_repair_comes_and_goes(
    hass: HomeAssistant, recorder_mock: Recorder, said: None, account: Account, set_up: SetUp
) -> None:
    """It is there when copies are, at the start and later, and goes with them or with the last account."""
    entry = await set_up(account)
    found = issue(hass)
    assert found
    assert found.translation_placeholders == {"rows": "4"}
    await purge(hass)
    assert issue(hass) is None
    hass.states.async_set(KITCHEN, "3", {"voice_command": SAID})
    await a_day_later(hass)
    assert issue(hass)
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert issue(hass) is None
    # What was being looked for when it was removed tells nobody.
    await async_report(hass)
    assert issue(hass) is None


class Fix:
    """The repair's dialog, driven as the frontend drives it."""

    def __init__(self, hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
        """Belong to one home."""
        self._hass = hass
        self._hass_client = hass_client

    async def open(self) -> dict[str, Any]:
        """Open it."""
        assert await async_setup_component(self._hass, REPAIRS, {})
        return await self._post("/api/repairs/issues/fix", {"handler": DOMAIN, "issue_id": "copies"})

    async def submit(self, form: dict[str, Any], **chosen: bool) -> dict[str, Any]:
        """Submit it."""
        return await self._post(f"/api/repairs/issues/fix/{form['flow_id']}", chosen)

    async def _post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        answer = await (await self._hass_client()).post(path, json=data)
        assert answer.status == 200
        return dict(await answer.json())


@pytest.fixture
def fix(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Fix:
    """Return the dialog of the repair."""
    return Fix(hass, hass_client)


async def test_the_repair_purges(hass: HomeAssistant, said: None, account: Account, set_up: SetUp, fix: Fix) -> None:
    """It shows the figures and what to exclude, and purges once submitted, not before."""
    await set_up(account)
    form = await fix.open()
    shown = form["description_placeholders"]
    assert (shown["rows"], shown["since"]) == ("4", dt_util.now().date().isoformat())
    excluded = parse_yaml(shown["exclude"].removeprefix("```yaml").removesuffix("```"))
    assert excluded == {"recorder": {"exclude": {"entities": [KITCHEN, STUDIO]}}}
    RECORDER_SCHEMA(excluded)
    assert [field["name"] for field in form["data_schema"]] == ["repack"]
    assert (await find(hass))["rows"] == 4
    result = await fix.submit(form, repack=False)
    assert result["type"] == "create_entry"
    assert issue(hass) is None
    assert (await find(hass))["rows"] == 0


async def test_the_repair_tells_what_is_left(
    hass: HomeAssistant, recorder_mock: Recorder, said: None, account: Account, set_up: SetUp, fix: Fix
) -> None:
    """Events stay until they are excluded, and so does the repair."""
    hass.bus.async_fire(LAST_CALLED, {"summary": SAID})
    await set_up(account)
    form = await fix.open()
    assert LAST_CALLED in form["description_placeholders"]["exclude"]
    result = await fix.submit(form, repack=False)
    assert (result["type"], result["reason"]) == ("abort", "left")
    assert result["description_placeholders"] == {"before": "5", "rows": "1"}
    told = issue(hass)
    assert told
    assert told.translation_placeholders == {"rows": "1"}
    recorder_mock.exclude_event_types.add(LAST_CALLED)
    form = await fix.open()
    assert [field["name"] for field in form["data_schema"]] == ["repack", "apply_filter"]
    result = await fix.submit(form, repack=False, apply_filter=True)
    assert result["type"] == "create_entry"


async def test_the_repair_without_a_recorder(
    hass: HomeAssistant, said: None, account: Account, set_up: SetUp, fix: Fix
) -> None:
    """Where nothing can be seen, the repair stays and says so; where nothing is left, it goes."""
    await set_up(account)
    hass.config.components.remove("recorder")
    await a_day_later(hass)
    assert issue(hass)
    assert (await fix.open())["reason"] == "recorder_unavailable"
    hass.config.components.add("recorder")
    await hass.services.async_call("recorder", "purge_entities", {"domains": ["event", "media_player"]}, blocking=True)
    assert (await fix.open())["type"] == "create_entry"
    assert issue(hass) is None
