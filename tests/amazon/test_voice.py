"""Deletion by voice in Home Assistant: off by default, for what it can do exactly, verified as everything else."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault, echo as amazon_echo
from tests.amazon_double.phrases import wake_word_for
from tests.conftest import SetUp, delete, state
from tests.helpers.options import go_on, open_step


@pytest.fixture(autouse=True)
async def _at_home(hass: HomeAssistant, account: Account) -> None:
    """Let the home and its Echos agree on when today began."""
    await hass.config.async_set_time_zone(account.time_zone.key)


def spoken(account: Account, language: str = "de-DE") -> dict[str, Any]:
    """Return the options of somebody who deletes by voice."""
    return {"spoken": {"enabled": True, "device": account.devices[0].serial, "language": language}}


@pytest.mark.parametrize("language", ["de-DE", "en-GB", "ja-JP"])
async def test_everything_and_today(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, language: str
) -> None:
    """Both scopes that Amazon's phrases know are done by one command; its own recording is no failure."""
    account.settings["deletion_by_voice"] = True
    account.say("what is the time", minutes_ago=0.01)
    await set_up(account, options=spoken(account, language))
    today = int(state(hass, "recordings_today"))
    before = account.held
    await hass.services.async_call("button", "press", {"entity_id": "button.alexa_privacy_delete_today"}, blocking=True)
    assert state(hass, "deleted_recordings") == str(today)
    assert amazon.count("command") == 1
    receipt = await delete(hass, everything=True)
    assert (receipt["status"], receipt["method"]) == ("verified", "voice")
    assert receipt["matched"] >= before - today
    assert amazon.count("command") == 2
    assert account.held <= 1


@pytest.mark.parametrize("scope", [{"last": {"hours": 1}}, {"older_than": {"days": 1}}, {"kind": ["intended"]}])
async def test_nothing_in_between(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, scope: dict[str, Any]
) -> None:
    """A scope that no phrase means exactly is refused, and nothing is said."""
    account.say("what is the time", minutes_ago=0.01)
    account.settings["deletion_by_voice"] = True
    await set_up(account, options=spoken(account))
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, **scope)
    assert error.value.translation_key == "nothing_taught"
    assert amazon.count("command") == 0


async def test_today_is_a_whole_day(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Today with its end, as a calendar names it, is done by voice; today until an hour ago is not."""
    account.settings["deletion_by_voice"] = True
    account.say("what is the time", minutes_ago=0.01)
    await set_up(account, options=spoken(account))
    today = dt_util.start_of_local_day()
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, start=today, end=today + timedelta(hours=23, minutes=59))
    assert error.value.translation_key == "nothing_taught"
    assert amazon.count("command") == 0
    receipt = await delete(hass, start=today, end=dt_util.start_of_local_day(today + timedelta(days=1, hours=2)))
    assert (receipt["status"], receipt["method"]) == ("verified", "voice")


async def test_where_amazon_does_not_obey(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """With deletion by voice off at Amazon the error says what to switch on, and the command is not repeated."""
    await set_up(account, options=spoken(account))
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, everything=True)
    assert error.value.translation_key == "voice_deleted_nothing"
    assert amazon.count("command") == 1
    assert state(hass, "deleted_recordings") == "0"


async def test_where_amazon_obeys_in_part(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What went is counted and what is left is named; that is no deletion by voice that is switched off."""
    account.settings["deletion_by_voice"] = True
    held = account.held
    await set_up(account, options=spoken(account))
    amazon.fail(Fault.HALF, "command", times=1)
    amazon.fail(Fault.IGNORED, "command", times=None)
    receipt = await delete(hass, everything=True)
    assert (receipt["status"], receipt["method"], receipt["error"]) == ("partial", "voice", None)
    assert amazon.count("command") == 2
    left = account.held - 1
    assert 0 < left < held
    assert (receipt["matched"], receipt["verified_gone"], receipt["still_listed"]) == (held, held - left, left)
    assert state(hass, "deleted_recordings") == str(held - left)


@pytest.mark.parametrize(
    ("language", "call"), [("de-DE", "hey alexa"), ("fr-FR", ""), ("ja-JP", ""), ("hi-IN", ""), ("ar-SA", "OK Alexa,")]
)
async def test_a_second_try(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    call: str,
) -> None:
    """What the first command left goes by a second one: the first one's own recording is in nobody's way."""
    account.settings["deletion_by_voice"] = True
    monkeypatch.setattr(amazon_echo, "wake_word_for", lambda words: call or wake_word_for(words))
    await set_up(account, options=spoken(account, language))
    amazon.fail(Fault.HALF, "command", times=1)
    receipt = await delete(hass, everything=True)
    assert (receipt["status"], receipt["still_listed"]) == ("verified", 0)
    assert amazon.count("command") == 2
    # The owner's next wish may be the same.
    account.say("one more", minutes_ago=0.01)
    assert (await delete(hass, everything=True))["status"] == "verified"


async def test_words_are_shown_once(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """A recording that Amazon lists in two lines is found by, and shown with, its words once."""
    account.say("play the news", wake_word="hey alexa", minutes_ago=0.01)
    await set_up(account)
    for words, found in (("play the news", ["play the news"]), ("news hey", []), ("news play", [])):
        ask = {"last": {"minutes": 5}, "said": words}
        answer: Any = await hass.services.async_call(DOMAIN, "get_recordings", ask, blocking=True, return_response=True)
        assert [row["said"] for row in answer["recordings"]] == found


async def test_a_learned_request_goes_first(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """An Echo that answers aloud is the last resort."""
    account.settings["deletion_by_voice"] = True
    await set_up(account, options={CONF_RECIPES: recipes, **spoken(account)})
    assert (await delete(hass, everything=True))["method"] == "request"
    assert amazon.count("command") == 0


async def test_switching_it_on(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The owner chooses an Echo and its language; off by default, and off again without a trace."""
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "voice")
    assert not form["errors"]
    form = await go_on(hass, form, {"enabled": True})
    assert form["errors"] == {"base": "voice_incomplete"}
    chosen = {"enabled": True, "device": account.devices[1].serial, "language": "de-DE"}
    result = await go_on(hass, form, chosen)
    assert result["type"] == "create_entry"
    assert entry.options["spoken"] == chosen
    result = await go_on(hass, await open_step(hass, entry, "voice"), {"enabled": False})
    assert result["type"] == "create_entry"
    assert "spoken" not in entry.options


async def test_a_sign_in_without_a_customer(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Where nothing says which Echos are the account's own, none is offered, the dialog says why, none is used."""
    account.settings["deletion_by_voice"] = True
    entry = await set_up(account, options=spoken(account))
    data = {**entry.data, CONF_CREDENTIALS: {**entry.data[CONF_CREDENTIALS], "customer_id": None}}
    hass.config_entries.async_update_entry(entry, data=data)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    form = await open_step(hass, entry, "voice")
    assert form["errors"] == {"base": "no_own_echo"}
    assert not form["data_schema"].schema["device"].config["options"]
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, everything=True)
    assert error.value.translation_key == "echo_unavailable"
    assert amazon.count("command") == 0


async def test_where_the_echos_cannot_be_listed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What goes wrong is said in the form."""
    entry = await set_up(account, options={})
    amazon.fail(Fault.TRUNCATED, "devices")
    form = await open_step(hass, entry, "voice")
    assert form["errors"] == {"base": "bad_answer"}


async def test_an_echo_that_is_gone(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """An Echo that is not there any more is named as the reason."""
    options = spoken(account)
    options["spoken"]["device"] = "GONE"
    await set_up(account, options=options)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, everything=True)
    assert error.value.translation_key == "echo_unavailable"
    assert amazon.count("command") == 0


async def test_voice_options_of_an_account_that_is_not_there(
    hass: HomeAssistant, account: Account, set_up: SetUp
) -> None:
    """Without a connection nobody knows which Echos there are."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    result = await open_step(hass, entry, "voice")
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
