"""What an account's owner would not want to read elsewhere: found nowhere, with everything logged that can be."""

from collections.abc import Iterator
from contextlib import suppress
import json
import logging
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_RECONFIGURE, ConfigFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.recipes.document import DELETIONS
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.responses import Request, Response
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll
from tests.helpers.agreement import learn_now
from tests.helpers.leaks import found, private
from tests.helpers.lessons import key_of
from tests.helpers.open_visit import OpenVisit
from tests.helpers.page import Page
from tests.helpers.sign_in import (
    answers,
    begin,
    enter,
    enter_password,
    land,
    open_link,
    sign_in_there,
    ways,
)

# The harness logs what is stored; the stand-in, what it is asked.
NOT_OURS = ("pytest_homeassistant_custom_component", "tests.")
# At debug level, Home Assistant itself logs all that goes to a browser.
CODE = "openid.oa2.authorization_code"
WEBSOCKET = "homeassistant.components.websocket_api"
# Every address a browser asks for: Home Assistant keeps it silent.
ACCESS = "aiohttp.access"


@pytest.fixture(autouse=True)
def _log_everything(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Log at debug level, libraries and Home Assistant's own too."""
    caplog.set_level(logging.DEBUG)
    loggers = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    levels = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.NOTSET)
    yield
    for logger, level in levels:
        logger.setLevel(level)


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[logging.LogRecord]:
    """Go through what was logged, set-up included."""
    for when in ("setup", "call"):
        yield from (record for record in caplog.get_records(when) if not record.name.startswith(NOT_OURS))


def said_in_logs(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Return logger and text of everything that was logged, tracebacks included."""
    formatter = logging.Formatter()
    return [(record.name, formatter.format(record)) for record in logged(caplog)]


async def act(hass: HomeAssistant, action: str, **data: Any) -> Any:
    """Call an action; what it answers or raises is not looked at."""
    with suppress(HomeAssistantError):
        return await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True)


async def switch(hass: HomeAssistant, action: str) -> None:
    """Flip the review switch."""
    with suppress(HomeAssistantError):
        target = {"entity_id": "switch.alexa_privacy_human_review"}
        await hass.services.async_call("switch", action, target, blocking=True)


async def live(hass: HomeAssistant, amazon: AmazonDouble, account: Account, recipes: dict[str, Any]) -> MockConfigEntry:
    """Do all that an owner does, and let everything happen that may; return the account's entry."""
    entry = await arrive(hass, amazon, account, recipes)
    await count(hass, amazon, account, entry)
    await change(hass, amazon, account)
    await return_home(hass, amazon, account, entry)
    return entry


async def arrive(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, recipes: dict[str, Any]
) -> MockConfigEntry:
    """Sign in at last, and teach."""
    form = await begin(hass)
    for wrong in ({"username": "nobody@example.org"}, {"password": account.password[:-1]}, {"code": "000000"}):
        form = await enter(hass, form, answers(account, **wrong))
    for fault, where in ((Fault.DROPPED, "signin"), (Fault.TRUNCATED, "register"), (Fault.REFUSED, "token")):
        planned = amazon.fail(fault, where, times=None)
        form = await enter(hass, form, answers(account))
        planned.times = 0
    entry = await arrive_by_browser(hass, amazon, account, form)

    learn_now(entry, recipes)
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    options = await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": "requests"})
    form = await hass.config_entries.options.async_configure(options["flow_id"], {"recipes": json.dumps(recipes)})
    while form.get("step_id") == "test":
        form = await hass.config_entries.options.async_configure(form["flow_id"], {"recording": "skip"})
    await hass.async_block_till_done(wait_background_tasks=True)
    for name in DELETIONS:
        entry.runtime_data.store.request_statuses.works(name)
    return entry


async def arrive_by_browser(hass: HomeAssistant, amazon: AmazonDouble, account: Account, form: Any) -> MockConfigEntry:
    """Go on in the browser, and paste all that is wrong before what is right."""
    form = await enter(hass, form, {"username": account.email, "use_browser": True})
    form = await enter(hass, form, {"site": "de"})
    address = await land(amazon, account, form)
    for wrong in (f"<html>{address}</html>", address.replace(".de/", ".fr/"), f"{address}&{CODE}=ANsecond"):
        form = await enter(hass, form, {"address": wrong})
    earlier = await land(amazon, account, await open_link(hass, await ways(hass)))
    form = await enter(hass, form, {"address": earlier})
    for fault, where in (
        (Fault.DROPPED, "register"),
        (Fault.TRUNCATED, "register"),
        (Fault.BAD_REQUEST, "register"),
        (Fault.REFUSED, "token"),
        (Fault.HTML, "deregister"),
    ):
        planned = amazon.fail(fault, where, times=None)
        address = await land(amazon, account, form)
        if where == "deregister":
            amazon.fail(Fault.DROPPED, "me", times=2)
        form = await enter(hass, form, {"address": address})
        assert form["step_id"] == "browser_finish"
        planned.times = 0
        amazon.heal()
    entry: MockConfigEntry = (await enter(hass, form, {"address": await land(amazon, account, form)}))["result"]
    return entry


async def count(hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry) -> None:
    """Poll and list, whatever goes wrong."""
    account.say("alexa where did I hide the presents", persons=tuple(account.persons))
    await poll(hass, entry)
    amazon.expire_csrf()
    await poll(hass, entry)
    amazon.expire_cookies()
    await poll(hass, entry)
    for fault in Fault:
        if fault not in {Fault.SLOW, Fault.REFUSED}:
            amazon.fail(fault, "v2", after=1)
            await poll(hass, entry)
            amazon.heal()

    for data in ({}, {"said": "presents"}, {"person": account.persons[0].first_name}, {"last": {"days": 40}}):
        assert (await act(hass, "get_recordings", **data))["recordings"]
    amazon.fail(Fault.TRUNCATED, "v2", times=None)
    await act(hass, "get_recordings")
    amazon.heal()


async def change(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Switch and delete, whatever goes wrong."""
    for setting in (None, Fault.IGNORED, Fault.DROPPED, Fault.BAD_REQUEST, Fault.STALE_CSRF, Fault.HTML):
        if setting:
            amazon.fail(setting, "settings")
        await switch(hass, "turn_off")
        await switch(hass, "turn_on")
        amazon.heal()
    amazon.fail(Fault.TRUNCATED, "settings_read", times=None)
    await switch(hass, "turn_off")
    amazon.heal()

    await act(hass, "delete_recordings", said="presents", dry_run=True)
    for erasing in (None, Fault.IGNORED, Fault.HALF, Fault.DROPPED, Fault.BAD_REQUEST, Fault.HTML):
        if erasing:
            amazon.fail(erasing, "delete")
        account.say("alexa play something quiet", persons=tuple(account.persons))
        assert await act(hass, "delete_recordings", last={"hours": 1})
        amazon.heal()
    account.say("alexa play something quiet")
    amazon.fail(Fault.TRUNCATED, "v2", after=1, times=None)
    amazon.fail(Fault.TRUNCATED, "v1", times=None)
    assert (await act(hass, "delete_recordings", last={"hours": 1}))["unknown"]
    amazon.heal()
    await act(hass, "delete_recordings", older_than={"days": 20}, wait=False)
    await hass.async_block_till_done(wait_background_tasks=True)


async def return_home(hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry) -> None:
    """Be signed out, and sign in again."""
    amazon.sign_everyone_out()
    await poll(hass, entry)
    await act(hass, "get_recordings")
    [flow] = entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    form = await enter_password(hass, flow, account, code="111111")
    assert (await enter(hass, form, answers(account)))["reason"] == "reauth_successful"
    context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=entry.entry_id)
    menus = [await hass.config_entries.flow.async_init(DOMAIN, context=context) for _ in range(2)]
    assert (await sign_in_there(hass, amazon, account, menus[0], "fr"))["errors"] == {"base": "nothing_listed"}
    assert (await sign_in_there(hass, amazon, account, menus[1]))["reason"] == "reconfigure_successful"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_nothing_leaks(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    amazon: AmazonDouble,
    account: Account,
    recipes: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A whole life of an account leaves its secrets in its credentials, and everything else nowhere."""
    monkeypatch.setattr("aioamazondevices.http_wrapper.asyncio.sleep", _no_sleep)
    assert await async_setup_component(hass, "diagnostics", {})
    before = private(account)
    persons = {person.first_name for person in account.persons}
    entry = await live(hass, amazon, account, recipes)
    hidden = before | private(account) | {"where did I hide the presents", "play something quiet"}

    # Logs
    texts = said_in_logs(caplog)
    names = {name.split(".")[0] for name, _ in texts}
    assert {"homeassistant", "custom_components"} <= names
    for name, text in texts:
        # Home Assistant's own debug log tells what an action was called with.
        asked = name == "homeassistant.core" and "call_service" in text
        assert not found(hidden, set() if asked else persons, text), f"{name} logs it: {text[:2000]}"
        assert CODE not in text, f"{name} logs an address: {text[:2000]}"

    # States, repairs, diagnostics
    states = json.dumps([state.as_dict() for state in hass.states.async_all()], default=str, ensure_ascii=False)
    assert "alexa_privacy_recordings" in states
    issues = repr(ir.async_get(hass).issues)
    client = await hass_client()
    diagnostics = await (await client.get(f"/api/diagnostics/config_entry/{entry.entry_id}")).text()
    assert json.loads(diagnostics)["data"]["learned"]["shapes"]["delete_recordings"]
    for where, text in (("states", states), ("issues", issues), ("diagnostics", diagnostics)):
        assert not found(hidden, persons, text), where
    for personal in (account.email, account.user_id, *(device.serial for device in account.devices)):
        assert personal not in diagnostics
    assert not any(device.name in diagnostics for device in account.devices)

    # What is written
    credentials = dict(entry.data[CONF_CREDENTIALS])
    await hass.async_stop(force=True)
    assert {f"{DOMAIN}.{entry.entry_id}", "core.entity_registry", "core.device_registry"} <= hass_storage.keys()
    for stored in hass_storage["core.config_entries"]["data"]["entries"]:
        kept = stored["data"].pop(CONF_CREDENTIALS, None)
        assert kept == credentials
    for key, stored in hass_storage.items():
        assert not found(hidden, persons, json.dumps(stored, ensure_ascii=False)), key

    # The credentials themselves: what is good now, and nothing that is not needed
    assert {secret for secret in account.secrets if secret in json.dumps(credentials)} == {credentials["refresh_token"]}


async def test_the_page_leaks_nothing(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    amazon: AmazonDouble,
    account: Account,
    page: Page,
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What an administrator sees, searches, plays and deletes on the page stays on the page."""
    account.say("alexa where did I hide the presents", persons=tuple(account.persons), minutes_ago=2)
    entry = await set_up(account)
    hidden = {*private(account), "where did I hide the presents"}
    asked = {"entry_id": entry.entry_id}
    said, persons = {"said": "hide the presents"}, {"persons": [person.first_name for person in account.persons]}
    shown: list[dict[str, Any]] = []
    for scope in (said, persons, {}):
        listing = await page.follow("recordings/subscribe", **asked, **scope)
        shown = (await page.event(listing))["recordings"]
        await page.leave(listing)
    client = await hass_client()
    for fault in (None, Fault.HTML, Fault.DROPPED, Fault.THROTTLED):
        if fault:
            amazon.fail(fault, "audio", times=None)
        await (await client.get(f"/api/alexa_privacy/audio/{entry.entry_id}/{shown[0]['id']}")).read()
        amazon.heal()
    feed = await page.follow_deletions(entry.entry_id)
    for scope in ({"ids": [shown[0]["id"]]}, said, persons):
        await page.until(await page.follow("preview", **asked, **scope), "receipt", "error")
        await page.finished(feed, await page.delete(**asked, **scope))
    await page.close()
    await hass.async_stop(force=True)

    texts = [(name, text) for name, text in said_in_logs(caplog) if not name.startswith(WEBSOCKET)]
    assert any(name.startswith("custom_components") for name, _ in texts)
    for name, text in texts:
        assert not found(hidden, {person.first_name for person in account.persons}, text), f"{name}: {text[:2000]}"
    for key, stored in hass_storage.items():
        if key != "core.config_entries":
            assert not found(hidden, set(), json.dumps(stored, ensure_ascii=False)), key


async def test_a_visit_leaks_nothing(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    amazon: AmazonDouble,
    account: Account,
    page: Page,
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What Amazon's page shows and sends in a lesson, is refused or fails with, is in no log and on no disk."""
    account.say("alexa where did I hide the presents", persons=tuple(account.persons), minutes_ago=2)
    entry = await set_up(account, options={})
    hidden = {*private(account), "where did I hide the presents"}
    visit = OpenVisit(page, await hass_client_no_auth(), entry.entry_id)
    await visit.open()
    secrets = {visit.token, *(step["placeholders"]["said"] for step in visit.snapshot["steps"])} - {""}
    headers = await visit.csrf()
    await visit.list(headers)
    key = account.recordings[0].key
    for fault in (Fault.HTML, Fault.DROPPED, Fault.THROTTLED, Fault.UNAVAILABLE, Fault.BAD_REQUEST):
        amazon.fail(fault, "delete", times=None)
        await visit.send("POST", "/alexa-privacy/made-up-list/remove?lang=en", {"keys": [key]}, headers)
        amazon.heal()
    await visit.send("GET", f"/ap/signin?secret={key}", None, headers)
    for step in visit.snapshot["steps"]:
        await visit.delete(key_of(account, step["placeholders"]), headers)
    await visit.until("learned", "refused")
    await visit.close()
    await page.close()
    await hass.async_stop(force=True)

    texts = [(name, text) for name, text in said_in_logs(caplog) if not name.startswith((WEBSOCKET, ACCESS))]
    for name, text in texts:
        assert not found(hidden | secrets, {person.first_name for person in account.persons}, text), f"{name}: {text}"
    for key, stored in hass_storage.items():
        if key != "core.config_entries":
            assert not found(hidden | secrets, set(), json.dumps(stored, ensure_ascii=False)), key


async def _no_sleep(_seconds: float) -> None:
    """Do not wait before the library tries again."""


async def test_library_is_silent_only_for_us(
    hass: HomeAssistant, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    """The library tells codes and cookies at debug level; Alexa Devices, which uses it too, keeps its log."""
    await enter(hass, await begin(hass), answers(account))
    assert not [record for record in logged(caplog) if record.name == "aioamazondevices"]
    logging.getLogger("aioamazondevices").debug("somebody else's")
    assert "somebody else's" in caplog.text


async def test_removal_leaves_nothing(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    amazon: AmazonDouble,
    account: Account,
) -> None:
    """An account that is removed takes everything with it."""
    entry = (await sign_in_there(hass, amazon, account, await ways(hass)))["result"]
    assert er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_stop(force=True)
    assert not [key for key in hass_storage if DOMAIN in key]
    assert not found(
        private(account), {account.email, account.user_id}, json.dumps(hass_storage["core.config_entries"])
    )


async def test_the_dialog_shows_no_secret(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """What goes to the browser, and from there perhaps into a screenshot, has neither code nor verifier in it."""
    form = await open_link(hass, await ways(hass))
    first = await land(amazon, account, form)
    flow = hass.config_entries.flow._progress[form["flow_id"]]
    shown = [form, await enter(hass, form, {"address": f"{first}&{CODE}=second"})]
    earlier = await land(amazon, account, await open_link(hass, await ways(hass)))
    shown.append(await enter(hass, form, {"address": earlier}))
    result = await enter(hass, form, {"address": await land(amazon, account, shown[-1])})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    for text in (*map(str, shown), repr(flow.__dict__)):
        assert not found(set(account.secrets), set(), text)


def test_nothing_shows_itself(amazon: AmazonDouble, account: Account) -> None:
    """What may end in a traceback tells nothing."""
    credentials = Credentials.from_login_data(amazon.login_data(account))
    record = account.records[0]
    shown = repr(
        [
            credentials,
            read_record(record),
            Request(
                method="POST", target=f"/x?key={record['recordKey']}", headers={"a": account.secrets[0]}, body=b"x"
            ),
            Response(200, "text/html", account.secrets[0].encode()),
        ]
    )
    hidden = private(account) - {account.customer_id}
    assert not found(hidden, set(), shown)
