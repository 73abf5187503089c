"""Teaching with requests as a browser copies them: what went is seen in a new listing, so the match is certain."""

from collections.abc import Callable
from http import HTTPMethod
import json
import re
import shlex
import threading
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate
from custom_components.alexa_privacy.amazon.recipes.schema import read_recipes
from custom_components.alexa_privacy.amazon.responses import Request
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching import teaching_session as teaching
from tests.amazon_double import Account, AmazonDouble, Recording
from tests.conftest import SetUp, delete
from tests.helpers.options import go_on, open_step, upload

COOKIE = "session-token=SECRETCOOKIE; at-main=SECRETTOO"
CSRF = "gMadeUpTokenOfTheBrowser0123456789"


def render(template: RequestTemplate, recording: Recording | None = None, **values: Any) -> Request:
    """Return the request that a page would send."""
    raw = recording.record() if recording else {}
    return template.render({"csrf": CSRF, "recording": raw, "recordings": [raw], **values})


def as_curl(request: Request) -> str:
    """Write a request as Chrome's "Copy as cURL (bash)" does."""
    words = ["curl", f"https://www.amazon.de{request.target}"]
    if request.method != HTTPMethod.GET:
        words += ["-X", request.method]
    for name, value in {"accept": "*/*", "user-agent": "Mozilla/5.0", **request.headers}.items():
        words += ["-H", f"{name}: {value}"]
    words += ["-b", COOKIE]
    if request.body:
        words += ["--data-raw", request.body.decode()]
    return shlex.join(words)


def as_curl_cmd(request: Request) -> str:
    """Write a request as Chrome's "Copy as cURL (cmd)" does."""

    def quoted(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'^"{re.sub(r"[^a-zA-Z0-9\s_:=+~'/.,?;()*`-]", r"^\g<0>", escaped)}^"'

    lines = [f"curl {quoted(f'https://www.amazon.de{request.target}')}", f"-X {request.method}"]
    lines += [f"-H {quoted(f'{name}: {value}')}" for name, value in request.headers.items()]
    lines.append(f"-b {quoted(COOKIE)}")
    if request.body:
        lines.append(f"--data-raw {quoted(request.body.decode())}")
    return " ^\r\n  ".join(lines)


def as_fetch(request: Request) -> str:
    """Write a request as "Copy as fetch" does."""
    options: dict[str, Any] = {
        "headers": {"accept": "*/*", "cookie": COOKIE, **request.headers},
        "referrer": "https://www.amazon.de/alexa-privacy/apd/rvh",
        "body": request.body.decode() if request.body else None,
        "method": request.method,
        "mode": "cors",
        "credentials": "include",
    }
    return f'fetch("https://www.amazon.de{request.target}", {json.dumps(options, indent=2)});'


@pytest.mark.parametrize("written", [as_curl, as_curl_cmd, as_fetch])
@pytest.mark.parametrize("dialect", ["list", "path", "nested", "form", "envelope"])
async def test_one_pasted_request_teaches_how_to_delete(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, dialect: str, written: Any
) -> None:
    """Delete one of the newest on Amazon's page, paste that request, and the same request deletes others."""
    for minute in range(12):
        account.say(f"number {minute}", minutes_ago=minute / 20)
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "teach", "teach_copied")
    template = read_recipes(amazon.dialects[dialect].recipes()).delete_recordings
    assert template
    chosen = account.recordings[2]
    pasted = written(render(template.request, chosen))
    account.delete_elsewhere(chosen.key)
    form = await go_on(hass, form, {"copied": pasted})
    assert form["step_id"] == "confirm", form["errors"]
    form = await go_on(hass, form, {})
    assert form["step_id"] == "test"
    result = await go_on(hass, form, {"recording": "0"})
    assert result["type"] == "create_entry"
    stored = json.dumps(entry.options[CONF_RECIPES])
    for secret in ("SECRET", CSRF, chosen.key, account.customer_id):
        assert secret not in stored
    assert (await delete(hass, last={"minutes": 5}))["status"] == "verified"


@pytest.mark.parametrize("written", [as_curl, as_curl_cmd, as_fetch])
async def test_two_pasted_requests_teach_a_switch(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, written: Any
) -> None:
    """Off and on, pasted one after the other; which switch it is, the owner says."""
    entry = await set_up(account, options={})
    template = read_recipes(amazon.dialects["list"].recipes()).switches["human_review"].set
    pasted = "\n".join(written(render(template, value=value)) for value in (False, True))
    form = await go_on(hass, await open_step(hass, entry, "teach", "teach_copied"), {"copied": pasted})
    assert form["step_id"] == "confirm", form["errors"]
    result = await go_on(hass, form, {"switch_1": "human_review", "switch_1_on": "on"})
    assert result["type"] == "create_entry"
    target = {"entity_id": "switch.alexa_privacy_human_review"}
    await hass.services.async_call("switch", "turn_off", target, blocking=True)
    assert account.settings["human_review"] is False


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("hello", "copied_unreadable"),
        ("curl 'javascript:alert(1)'", "copied_other_site"),
        ("curl https://www.amazon.com/alexa-privacy/x -X POST", "copied_other_site"),
        ("curl https://example.org/ -X POST", "copied_other_site"),
        ("curl https://www.amazon.de/alexa-privacy/made-up/x -X POST -b 'a=SECRET'", "copied_nothing_gone"),
    ],
)
async def test_what_was_pasted_wrongly_is_said_and_not_echoed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, pasted: str, key: str
) -> None:
    """A clear message, nothing stored, and nothing of what was pasted shown again."""
    entry = await set_up(account, options={})
    form = await go_on(hass, await open_step(hass, entry, "teach", "teach_copied"), {"copied": pasted})
    assert form["errors"] == {"base": key}
    assert "SECRET" not in repr(form)
    assert entry.options == {}


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("\n" * 32_000, "copied_unreadable"),
        ('curl ^"a^" ' + '"\\' * 16_000, "copied_unreadable"),
        ("a" * 200_000, "copied_too_large"),
        ("curl https://www.amazon.de/alexa-privacy/x -d '" + " " * 20_000 + "KEY'", "too_much_work"),
        ("curl https://www.amazon.de/alexa-privacy/x -d a=1\n" * 2, "switch_same"),
    ],
    ids=range(5),
)
async def test_pastes_are_read_off_the_event_loop(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
    pasted: str,
    key: str,
) -> None:
    """However long it takes, Home Assistant goes on meanwhile; what takes too long is refused in words."""
    threads = set()

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            threads.add(threading.get_ident())
            return work(*args, **more)

        return run

    for name in ("read_copied", "learn_copied_deletion", "learn_copied_switch"):
        where = f"custom_components.alexa_privacy.teaching.teaching_session.{name}"
        monkeypatch.setattr(where, watched(getattr(teaching, name)))
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "teach", "teach_copied")
    gone = account.recordings[2].key
    account.delete_elsewhere(gone)
    form = await go_on(hass, form, {"copied": pasted.replace("KEY", gone)})
    assert form["errors"] == {"base": key}
    assert threads
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"not a file", "har_not_json"),
        (b'{"log": {"entries": [{"request": {"url": "https://www.am', "har_truncated"),
        (b'{"a": 1}', "har_not_har"),
        (b'{"log": {"entries": []}}', "har_no_amazon"),
        pytest.param(b"[" * 100_000, "har_hostile", id="too deep"),
    ],
)
async def test_a_file_that_teaches_nothing_says_why(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
    data: bytes,
    key: str,
) -> None:
    """A clear message, and nothing stored."""
    assert await async_setup_component(hass, "file_upload", {})
    entry = await set_up(account, options={})
    file = await upload(hass, hass_client, data)
    form = await go_on(hass, await open_step(hass, entry, "teach", "teach_har"), {"har": file})
    assert form["errors"] == {"base": key}
    assert entry.options == {}
    assert (await go_on(hass, form, {"har": file}))["errors"] == {"base": "har_gone"}


async def test_something_unexpected_ends_in_the_form(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It does not leave the dialog waiting."""

    def fail(*_: Any) -> None:
        raise RuntimeError("SECRET")

    form = await open_step(hass, await set_up(account, options={}), "teach", "teach_har")
    file = await upload(hass, hass_client, b"{}")
    monkeypatch.setattr("custom_components.alexa_privacy.teaching.teaching_session.process_uploaded_file", fail)
    assert (await go_on(hass, form, {"har": file}))["errors"] == {"base": "unexpected"}
    assert "unexpected: RuntimeError" in caplog.text
    assert "SECRET" not in caplog.text


async def test_an_account_that_is_not_there_cannot_be_taught(
    hass: HomeAssistant, account: Account, set_up: SetUp
) -> None:
    """Teaching needs the account."""
    entry = await set_up(account, options={})
    await hass.config_entries.async_unload(entry.entry_id)
    result = await open_step(hass, entry, "teach")
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
