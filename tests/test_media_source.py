"""Recordings among the media: only where the owner opened them, without words, each playable."""

from http import HTTPStatus
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.const import CONF_MEDIA_SOURCE
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.privacy import silence
from tests.conftest import SetUp

ROOT = "media-source://alexa_privacy"


class Media:
    """Somebody who browses media without being an administrator."""

    def __init__(self, client: Any) -> None:
        """Ask over a WebSocket."""
        self._client = client

    async def ask(self, command: str, place: str) -> dict[str, Any]:
        """Return the answer to a command of the media source."""
        await self._client.send_json_auto_id({"type": f"media_source/{command}", "media_content_id": place})
        answer: dict[str, Any] = await self._client.receive_json()
        return answer

    async def open(self, place: str) -> dict[str, str]:
        """Return what lies at a place: titles, and where they lead."""
        answer = await self.ask("browse_media", place)
        return {child["title"]: child["media_content_id"] for child in answer["result"]["children"]}

    async def refused(self, command: str, place: str) -> str:
        """Return why a command is refused."""
        answer = await self.ask(command, place)
        assert not answer["success"]
        return str(answer["error"]["message"])


@pytest.fixture
async def entry(hass: HomeAssistant, account: Account, recipes: dict[str, Any], set_up: SetUp) -> MockConfigEntry:
    """Set up an account that is open to all users."""
    assert await async_setup_component(hass, "media_source", {})
    return await set_up(account, options={"recipes": recipes, CONF_MEDIA_SOURCE: True})


@pytest.fixture
async def media(entry: MockConfigEntry, hass_ws_client: WebSocketGenerator, hass_read_only_access_token: str) -> Media:
    """Open the media browser."""
    return Media(await hass_ws_client(access_token=hass_read_only_access_token))


def audible(account: Account, serial: str) -> list[Recording]:
    """Return what an Echo recorded and Amazon has sound of."""
    recordings = map(read_record, account.records)
    return [item for item in recordings if item.utterance_id and item.echo and item.echo.serial == serial]


def local(recording: Recording, form: str) -> str:
    """Return when a recording was made, here."""
    return dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000)).strftime(form)


async def test_every_recording_is_found(account: Account, media: Media) -> None:
    """Account, Echo, day, recording: each once, by its time."""
    accounts = await media.open(ROOT)
    assert list(accounts) == ["Alexa Privacy"]
    echoes = await media.open(accounts["Alexa Privacy"])
    assert echoes.keys() == {device.name for device in account.devices}
    for device in account.devices:
        days = await media.open(echoes[device.name])
        assert list(days) == sorted(days, reverse=True)
        times = [(day, time) for day, place in days.items() for time in await media.open(place)]
        expected = {(local(item, "%Y-%m-%d"), local(item, "%H:%M:%S")) for item in audible(account, device.serial)}
        assert set(times) == expected


async def test_a_recording_is_played(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    media: Media,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """By a signed address, for those who are no administrators too, and the right one."""
    recording = audible(account, account.devices[0].serial)[3]
    day = await media.open(f"{ROOT}/{entry.entry_id}/{account.devices[0].serial}/{local(recording, '%Y-%m-%d')}")
    found = (await media.ask("resolve_media", day[local(recording, "%H:%M:%S")]))["result"]
    assert found["mime_type"] == "audio/wav"
    answer = await (await hass_client_no_auth()).get(found["url"])
    assert await answer.read() == silence()
    assert amazon.requests[-1].query == {"uid": recording.utterance_id}


async def test_titles_hold_no_words(account: Account, entry: MockConfigEntry, media: Media) -> None:
    """What is played stands in states: nothing said, nobody's name, no key."""
    recording = audible(account, account.devices[0].serial)[0]
    place = f"{ROOT}/{entry.entry_id}/{account.devices[0].serial}/{local(recording, '%Y-%m-%d')}"
    children = (await media.ask("browse_media", place))["result"]["children"]
    for child in children:
        assert re.fullmatch(r"\d\d:\d\d:\d\d", child.pop("title"))
        assert account.customer_id not in str(child)


async def test_titles_hold_no_address(hass: HomeAssistant, entry: MockConfigEntry, media: Media) -> None:
    """Users who browse media do not see the e-mail address that an account is called by."""
    hass.config_entries.async_update_entry(entry, title="owner@example.org")
    for place in (ROOT, f"{ROOT}/{entry.entry_id}"):
        answer = await media.ask("browse_media", place)
        assert "example.org" not in str(answer["result"])
    assert [*await media.open(ROOT)] == ["Alexa Privacy"]


async def test_closed_unless_the_owner_opens_it(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    media: Media,
    hass_client: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:
    """An account that is not open shows nothing, tells nothing and plays nothing."""
    recording = audible(account, account.devices[0].serial)[0]
    place = f"{ROOT}/{entry.entry_id}/{account.devices[0].serial}/{local(recording, '%Y-%m-%d')}"
    url = (await media.ask("resolve_media", f"{place}/{recording.id}"))["result"]["url"].partition("?")[0]
    hass.config_entries.async_update_entry(entry, options={})
    amazon.clear_log()
    assert await media.open(ROOT) == {}
    assert "not open" in await media.refused("browse_media", place)
    assert await media.refused("resolve_media", f"{place}/{recording.id}")
    assert "not open" in await media.refused("browse_media", f"{ROOT}/nobody")
    answer = await (await hass_client(hass_read_only_access_token)).get(url)
    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert not amazon.requests


@pytest.mark.parametrize(
    "place",
    [
        *("{}/echo/someday", "{}/echo/2026-11-21/more/and/more", "{}/echo/2026-99-99"),
        *("{}/echo/0001-01-01", "{}/echo/9999-12-31"),
    ],
)
async def test_nothing_there(entry: MockConfigEntry, media: Media, place: str) -> None:
    """What is not there is said in words."""
    address = f"{ROOT}/{place.format(entry.entry_id)}"
    for command in ("browse_media", "resolve_media"):
        assert "does not exist" in await media.refused(command, address)


@pytest.mark.parametrize(
    "recording_id",
    [
        *("..%2f..%2fstates", "..", "%2e%2e", "", "x", "1763630000000", "1763630000000-a?b=c", "..%2Fconfig"),
        f"{'9' * 15}-{'a' * 32}",
        f"..%2f1763630000000-{'a' * 32}",
        f"1763630000000-{'a' * 32}%2f..%2f..%2fstates",
        f"1763630000000-{'a' * 32}#x",
    ],
)
async def test_only_recordings_have_an_address(
    amazon: AmazonDouble, entry: MockConfigEntry, media: Media, recording_id: str
) -> None:
    """No id leads to another of Home Assistant's addresses."""
    place = f"{ROOT}/{entry.entry_id}/echo/2026-11-21/{recording_id}"
    amazon.clear_log()
    assert await media.refused("resolve_media", place)
    assert not amazon.requests


async def test_amazon_away(amazon: AmazonDouble, account: Account, entry: MockConfigEntry, media: Media) -> None:
    """What is in the way is said in words."""
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None)
    day = local(audible(account, account.devices[0].serial)[0], "%Y-%m-%d")
    place = f"{ROOT}/{entry.entry_id}/{account.devices[0].serial}/{day}"
    assert (
        await media.refused("browse_media", place)
        == "Cannot reach Amazon. Check your internet connection and try again"
    )
