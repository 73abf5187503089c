"""Deletion by voice: which Echos can be told, what is said to them, once, and what becomes of it."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    BadResponse,
    CannotConnect,
    Refused,
    SignedOut,
    Throttled,
    Withdrawn,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.phrases import LANGUAGES, Spoken, language_for
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.voice import EchoUnavailable, is_own_command, list_echos, speak
from tests.amazon_double import Account, AmazonDouble, Fault, echo as amazon_echo
from tests.amazon_double.phrases import wake_word_for
from tests.helpers.session import session

__all__ = ["session"]

EVERY_PHRASE = [(language, what) for language in LANGUAGES for what in Spoken]


@pytest.fixture
def account(amazon: AmazonDouble, account: Account) -> Account:
    """Let the account's owner have switched deletion by voice on."""
    account.settings["deletion_by_voice"] = True
    return account


def said(*lines: str, utterances: tuple[str | None, ...] = ("U",)) -> Recording:
    """Return a recording of some words, as Amazon lists them."""
    items = [
        {
            "recordItemType": "CUSTOMER_TRANSCRIPT",
            "utteranceId": utterances[number % len(utterances)],
            "transcriptText": line,
        }
        for number, line in enumerate(lines)
    ]
    return read_record({"recordKey": "C#1#T#S", "timestamp": 1, "voiceHistoryRecordItems": items})


async def held(session: AmazonSession, account: Account) -> list[Recording]:
    """Return what a complete listing shows."""
    return await History(session).recordings(0, account.now + 1)


async def test_lists_echos(session: AmazonSession, account: Account) -> None:
    """Every device is named; only the account's own Echos can be told to delete what was said to it."""
    echos = await list_echos(session)
    assert [echo.name for echo in echos] == sorted((echo.name for echo in echos), key=str.casefold)
    assert {echo.serial for echo in echos if echo.takes_text} == {device.serial for device in account.devices}
    assert {echo.name for echo in echos if not echo.takes_text} == {"Everywhere", "This Device", "Guest room"}
    assert all(echo.online for echo in echos)
    assert not any(echo.name in repr(echo) or echo.serial in repr(echo) or echo.owner in repr(echo) for echo in echos)


@pytest.mark.parametrize("fault", [Fault.JSON_LIST, Fault.NO_LIST, Fault.TRUNCATED])
async def test_a_list_of_another_shape(session: AmazonSession, amazon: AmazonDouble, fault: Fault) -> None:
    """What is no list of devices is an error, not an account without Echos."""
    amazon.fail(fault, "devices")
    with pytest.raises(BadResponse):
        await list_echos(session)


@pytest.mark.parametrize(
    ("odd", "names"),
    [
        (None, []),
        ({}, []),
        ({"accountName": None, "serialNumber": 7}, []),
        ({"accountName": "A", "serialNumber": "S", "deviceType": "T", "deviceOwnerCustomerId": None}, []),
        ({"accountName": "A", "serialNumber": "S", "deviceType": "T", "deviceOwnerCustomerId": "X"}, ["A"]),
    ],
)
async def test_odd_devices(session: AmazonSession, monkeypatch: pytest.MonkeyPatch, odd: Any, names: list[str]) -> None:
    """A device that says too little about itself is left out, or cannot be told anything."""
    monkeypatch.setattr(amazon_echo, "entry", lambda *_, **__: odd)
    echos = await list_echos(session)
    assert {echo.name for echo in echos} == set(names)
    assert not any(echo.takes_text for echo in echos)


async def test_nobody_is_known_to_own_an_echo(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """Where the sign-in does not say who the customer is, no Echo is spoken to: each might be somebody else's."""
    session.credentials = replace(session.credentials, customer_id=None)
    echos = await list_echos(session)
    assert len(echos) == len(account.devices) + 3
    assert not any(echo.takes_text for echo in echos)
    for echo in echos:
        with pytest.raises(EchoUnavailable):
            await speak(session, echo.serial, Spoken.TODAY, "en-GB")
    assert amazon.count("command") == 0


@pytest.mark.parametrize("capabilities", [None, "MICROPHONES", {"MICROPHONE": True}, 7, [["MICROPHONE"]]])
async def test_odd_capabilities(
    session: AmazonSession, account: Account, monkeypatch: pytest.MonkeyPatch, capabilities: Any
) -> None:
    """Only a list of them says that a device hears."""
    good = amazon_echo.entry
    monkeypatch.setattr(
        amazon_echo,
        "entry",
        lambda *args, **kwargs: {**good(*args, **kwargs), "capabilities": capabilities, "deviceFamily": ["ECHO"]},
    )
    assert not any(echo.takes_text for echo in await list_echos(session))


@pytest.mark.parametrize(("language", "what"), EVERY_PHRASE)
async def test_deletes(
    session: AmazonSession, amazon: AmazonDouble, account: Account, language: str, what: Spoken
) -> None:
    """Every phrase makes go what it says, leaves the rest, and the command itself behind."""
    account.say("alexa what time is it")
    echo = account.devices[2]
    today = account.held_on(amazon.now().astimezone(account.time_zone).date())
    older = account.held - today
    assert today
    assert older
    await speak(session, echo.serial, what, language)
    assert amazon.count("command") == 1
    left = await held(session, account)
    assert len(left) == (older if what is Spoken.TODAY else 0) + 1
    own = [recording for recording in left if is_own_command(recording, what, language)]
    assert own == [left[0]]
    assert own[0].echo
    assert own[0].echo.serial == echo.serial


async def test_what_is_sent(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """One text command, to the chosen Echo and the account's own Alexa host, with the cookie's token as header."""
    echo = account.devices[0]
    await speak(session, echo.serial, Spoken.TODAY, "fr-CA")
    request = amazon.requests[-1]
    assert (request.method, request.host, request.path) == ("POST", "alexa.amazon.de", "/api/behaviors/preview")
    assert request.headers["csrf"] in account.secrets
    assert request.headers["Origin"] == "https://alexa.amazon.de"
    sequence = orjson.loads(orjson.loads(request.body)["sequenceJson"])
    (command,) = amazon_echo.commands(sequence)
    assert command["deviceSerialNumber"] == echo.serial
    assert command["deviceType"] == echo.type
    assert command["customerId"] == account.customer_id
    assert command["locale"] == "fr-CA"
    assert command["text"] == "supprime tout ce que j'ai dit aujourd'hui"
    assert amazon.counts() == {"devices": 1, "command": 1}


async def test_switched_off_deletes_nothing(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """Where the owner has not enabled deletion by voice, Amazon takes the command, and one recording more is listed."""
    account.settings["deletion_by_voice"] = False
    before = account.held
    await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "de-DE")
    left = await held(session, account)
    assert len(left) == before + 1
    assert is_own_command(left[0], Spoken.EVERYTHING, "de-DE")


@pytest.mark.parametrize("serial", ["MADEUPGROUP", "MADEUPPHONE", "MADEUPGUEST", "GONE", ""])
async def test_says_nothing_to_what_is_no_echo_of_ours(
    session: AmazonSession, amazon: AmazonDouble, serial: str
) -> None:
    """A group, a phone, somebody else's Echo and one that is gone are not told anything."""
    with pytest.raises(EchoUnavailable):
        await speak(session, serial, Spoken.TODAY, "en-GB")
    assert amazon.count("command") == 0


async def test_says_nothing_to_an_offline_echo(
    session: AmazonSession, amazon: AmazonDouble, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unplugged Echo would hear nothing; that is said at once."""
    monkeypatch.setattr(amazon_echo.Echo, "is_online", lambda *_: False)
    with pytest.raises(EchoUnavailable):
        await speak(session, account.devices[0].serial, Spoken.TODAY, "en-US")
    assert amazon.count("command") == 0


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.UNAUTHORIZED, SignedOut),
        (Fault.SIGN_IN, SignedOut),
        (Fault.HTML, BadResponse),
        (Fault.STALE_CSRF, Refused),
        (Fault.BAD_REQUEST, Refused),
        (Fault.NOT_FOUND, Withdrawn),
        (Fault.THROTTLED, Throttled),
        (Fault.THROTTLED_WITHOUT_BODY, Throttled),
        (Fault.THROTTLED_200, Throttled),
        (Fault.UNAVAILABLE, CannotConnect),
        (Fault.DROPPED, CannotConnect),
        (Fault.DROPPED_AFTER, CannotConnect),
    ],
)
async def test_faults(
    session: AmazonSession, amazon: AmazonDouble, account: Account, fault: Fault, error: type[AmazonError]
) -> None:
    """Whatever goes wrong has its own error, and nothing is ever said twice."""
    before = account.held
    amazon.fail(fault, "command")
    with pytest.raises(error) as caught:
        await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "en-US")
    assert amazon.count("command") == 1
    assert amazon.count("token") == 0
    assert account.held == (1 if fault is Fault.DROPPED_AFTER else before)
    assert not any(secret in str(caught.value) for secret in account.secrets)
    assert account.devices[0].serial not in str(caught.value)


async def test_after_a_stale_token_comes_a_fresh_one(
    session: AmazonSession, amazon: AmazonDouble, account: Account
) -> None:
    """A refused command is not said again, but the next one carries a token that is good."""
    await speak(session, account.devices[0].serial, Spoken.TODAY, "en-US")
    amazon.fail(Fault.STALE_CSRF, "command")
    with pytest.raises(Refused):
        await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "en-US")
    await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "en-US")
    assert account.held == 1


async def test_a_dead_session_is_mended_first(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """Cookies that have ended are renewed while the Echos are listed; the command goes out once."""
    amazon.expire_cookies()
    await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "en-US")
    assert amazon.count("token") == 1
    assert amazon.count("command") == 1
    assert account.held == 1


async def test_signed_out_says_nothing(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """Where nothing revives the session, nothing is said."""
    amazon.sign_everyone_out()
    with pytest.raises(SignedOut):
        await speak(session, account.devices[0].serial, Spoken.EVERYTHING, "en-US")
    assert amazon.count("command") == 0


async def test_throttling_pauses_the_account(session: AmazonSession, amazon: AmazonDouble, account: Account) -> None:
    """Too fast on one host is too fast on the other."""
    amazon.fail(Fault.THROTTLED, "command")
    with pytest.raises(Throttled):
        await speak(session, account.devices[0].serial, Spoken.TODAY, "en-US")
    assert session.paused_for > 0
    with pytest.raises(Throttled):
        await held(session, account)
    assert amazon.counts() == {"devices": 1, "command": 1}


@pytest.mark.parametrize(("language", "what"), EVERY_PHRASE)
def test_knows_its_own_command(language: str, what: Spoken) -> None:
    """A transcript's case, commas, spaces and wake word do not matter; its words do."""
    text = LANGUAGES[language][what]
    for words in (text, f"Alexa, {text}.", f"{text.upper()}!", f"ziggy  {text}", text.replace("'", "\N{PRIME}")):
        assert is_own_command(said(words), what, language), words
    other = Spoken.TODAY if what is Spoken.EVERYTHING else Spoken.EVERYTHING
    for words in ("", "alexa", f"please {text}", f"{text} now", LANGUAGES[language][other]):
        assert not is_own_command(said(words), what, language), words


@pytest.mark.parametrize(("language", "what"), EVERY_PHRASE)
def test_knows_its_own_command_in_every_listing(language: str, what: Spoken) -> None:
    """It may be listed once, twice or three times, with whatever the Echo was called by; nothing else passes for it."""
    text = LANGUAGES[language][what]
    own = wake_word_for(text)
    calls = (own, "Alexa", "hey alexa", "OK Alexa,", "he alexa", "Computer", "echo echo", f"{own} {own}")
    for call in calls:
        called = f"{call} {text}"
        listings = ((called, text), (text, called), (called,), (called, called), (call, called, text), (call, text))
        for lines in listings:
            for utterances in (("U",), (None,), ("U", None), ("U", "V")):
                recording = said(*lines, utterances=utterances)
                assert is_own_command(recording, what, language), (lines, utterances)
        for others in ((called, "and stop"), (called, f"{text} now"), ("and stop", text), (f"{called} please", text)):
            assert not is_own_command(said(*others), what, language), others


@pytest.mark.parametrize(
    ("call", "language"),
    [
        ("アレクサ、", "ja-JP"),
        ("ねえアレクサ、", "ja-JP"),
        ("ｱﾚｸｻ", "ja-JP"),
        ("अलेक्सा ", "hi-IN"),
        ("हे एलेक्सा, ", "hi-IN"),
        ("أليكسا ", "ar-SA"),
        ("يا أليكسا، ", "ar-SA"),
        ("Oye, Alexa, ", "es-MX"),
        ("Olá Alexa, ", "pt-BR"),
        ("Dis Alexa, ", "fr-FR"),
        ("Ehi Alexa, ", "it-IT"),
        ("Hé Alexa, ", "nl-NL"),
    ],
)
def test_knows_wake_words_in_their_own_script(call: str, language: str) -> None:
    """Transcripts spell the wake word, and what people put before it, as their language does."""
    text = LANGUAGES[language][Spoken.TODAY]
    assert is_own_command(said(call + text), Spoken.TODAY, language)
    assert is_own_command(said(call + text, text), Spoken.TODAY, language)


def test_phrases_differ() -> None:
    """Every language says both, differently."""
    for phrases in LANGUAGES.values():
        assert set(phrases) == set(Spoken)
        assert phrases[Spoken.TODAY] != phrases[Spoken.EVERYTHING]


@pytest.mark.parametrize(
    ("domain", "language"),
    [("de", "de-DE"), ("co.uk", "en-GB"), ("com.br", "pt-BR"), ("in", None), ("ca", None), ("com.be", None)],
)
def test_language(domain: str, language: str | None) -> None:
    """A site's only likely language is suggested; else nobody guesses."""
    assert language_for(domain) == language
