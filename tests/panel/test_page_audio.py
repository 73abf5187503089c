"""Playing a recording: streamed from Amazon by us, to administrators, and kept by nobody."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import ClientResponse
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.privacy import silence
from tests.conftest import SetUp
from tests.helpers.page import Page

SOUND = silence()


@pytest.fixture
async def entry(amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account; only what is asked of Amazon from now on counts."""
    account.say("alexa play something loud", minutes_ago=3)
    entry = await set_up(account)
    amazon.clear_log()
    return entry


def address(entry: MockConfigEntry, recording: Recording) -> str:
    """Return where a recording is played from."""
    return f"/api/alexa_privacy/audio/{entry.entry_id}/{recording.id}"


def newest(account: Account) -> Recording:
    """Return the newest recording."""
    return read_record(account.records[0])


async def play(
    hass_client: ClientSessionGenerator, entry: MockConfigEntry, recording: Recording, **headers: str
) -> ClientResponse:
    """Ask for a recording's sound as an administrator."""
    answer: ClientResponse = await (await hass_client()).get(address(entry, recording), headers=headers)
    return answer


async def test_a_listed_recording_is_played(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page, hass_client: ClientSessionGenerator
) -> None:
    """One request for the right sound, with the right type, and the browser keeps nothing."""
    await page.event(await page.follow("recordings/subscribe", entry_id=entry.entry_id))
    recording = read_record(account.records[4])
    amazon.clear_log()
    answer = await play(hass_client, entry, recording)
    assert answer.status == HTTPStatus.OK
    assert answer.content_type == "audio/x-wav"
    assert answer.headers["Cache-Control"] == "no-store"
    assert await answer.read() == SOUND
    (asked,) = (entry for entry in amazon.requests if entry.kind == "audio")
    assert asked.query == {"uid": recording.utterance_id}
    assert "Set-Cookie" not in answer.headers


async def test_any_recording_is_played(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """One that nobody listed lately is found again by its id; that takes one listing request."""
    recording = next(
        recording for recording in map(read_record, account.records[50:]) if recording.utterance_id is not None
    )
    assert await (await play(hass_client, entry, recording)).read() == SOUND
    assert (amazon.count("audio"), amazon.count("v2")) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-", HTTPStatus.PARTIAL_CONTENT, slice(0, None)),
        ("bytes=0-1", HTTPStatus.PARTIAL_CONTENT, slice(0, 2)),
        ("bytes=100-199", HTTPStatus.PARTIAL_CONTENT, slice(100, 200)),
        ("bytes=100-999999", HTTPStatus.PARTIAL_CONTENT, slice(100, None)),
        ("bytes=-44", HTTPStatus.PARTIAL_CONTENT, slice(-44, None)),
        ("bytes=999999-", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, slice(0, 0)),
        ("bytes=9-1", HTTPStatus.OK, slice(None)),
        ("seconds=1-2", HTTPStatus.OK, slice(None)),
    ],
)
async def test_a_player_seeks(
    account: Account,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    asked: str,
    status: HTTPStatus,
    part: slice,
) -> None:
    """Every part can be asked for."""
    answer = await play(hass_client, entry, newest(account), Range=asked)
    assert answer.status == status
    assert await answer.read() == SOUND[part]
    if status == HTTPStatus.PARTIAL_CONTENT:
        start, stop, _ = part.indices(len(SOUND))
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(SOUND)}"


async def test_where_there_is_no_sound(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """A record without one, one that Amazon does not find, one that was deleted: each is said in words."""
    mute = next(
        recording for recording in map(read_record, account.records) if not recording.raw.get("voiceHistoryRecordItems")
    )
    deleted = read_record(account.records[30])
    account.delete_elsewhere(deleted.key)
    withdrawn = newest(account)
    amazon.fail(Fault.NOT_FOUND, "audio")
    for recording in (withdrawn, mute, deleted):
        answer = await play(hass_client, entry, recording)
        assert answer.status == HTTPStatus.NOT_FOUND
        body = await answer.json()
        assert body["code"] == "no_sound"
        assert "audio" in body["message"]


async def test_an_empty_sound(
    account: Account, entry: MockConfigEntry, hass_client: ClientSessionGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer without anything in it is no sound."""
    monkeypatch.setattr("tests.amazon_double.privacy.silence", bytes)
    assert (await play(hass_client, entry, newest(account))).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.UNAVAILABLE, "cannot_connect"),
        (Fault.DROPPED, "cannot_connect"),
        (Fault.THROTTLED, "throttled"),
        (Fault.THROTTLED_200, "throttled"),
        (Fault.HTML, "bad_answer"),
        (Fault.SIGN_IN, "signed_out"),
        (Fault.JSON_LIST, "bad_answer"),
    ],
)
async def test_faults(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    fault: Fault,
    code: str,
) -> None:
    """What is in the way is said in words, and nothing of Amazon's answer comes through."""
    amazon.fail(fault, "audio", times=None)
    answer = await play(hass_client, entry, newest(account))
    assert answer.status == HTTPStatus.BAD_GATEWAY
    body = await answer.json()
    assert body.keys() == {"message", "code"}
    assert body["code"] == code


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.DROPPED, Fault.UNAUTHORIZED])
async def test_passing_faults(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    fault: Fault,
) -> None:
    """What one more try gets past is not noticed."""
    amazon.fail(fault, "audio")
    assert await (await play(hass_client, entry, newest(account))).read() == SOUND


@pytest.mark.parametrize(
    "recording_id", [f"{'9' * 15}-{'a' * 32}", f"1763630000000-{'a' * 32}%0a", "..%2f..%2fstates", f"\u0661-{'a' * 32}"]
)
async def test_what_is_no_recording(
    amazon: AmazonDouble, entry: MockConfigEntry, hass_client: ClientSessionGenerator, recording_id: str
) -> None:
    """Nobody asks Amazon for it."""
    answer = await (await hass_client()).get(
        URL(f"/api/alexa_privacy/audio/{entry.entry_id}/{quote(recording_id, safe='%')}", encoded=True)
    )
    assert answer.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
    assert not amazon.requests


async def test_who_may_listen(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    hass_read_only_access_token: str,
) -> None:
    """Administrators, also by a signed address as a player needs it; nobody else."""
    path = address(entry, newest(account))
    stranger = await hass_client_no_auth()
    child = await hass_client(hass_read_only_access_token)
    child_token = hass.auth.async_validate_access_token(hass_read_only_access_token)
    assert child_token
    signed = async_sign_path(hass, path, timedelta(seconds=30), refresh_token_id=child_token.id)
    for answer in (await stranger.get(path), await child.get(path), await stranger.get(signed)):
        assert answer.status == HTTPStatus.UNAUTHORIZED
    assert amazon.requests == []
