"""Home Assistant's own Assist: asked in every language, it counts, and deletes for those who may."""

from pathlib import Path
import re
from typing import Any

from hassil.intents import Intents
from hassil.recognize import recognize_all
from hassil.sample import sample_intents
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.intent import IntentResponse
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_WHO_MAY, DOMAIN
from custom_components.alexa_privacy.permissions import WhoMay
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.helpers.documents import ROOT, page, section
from tests.helpers.timing import SetTiming

SENTENCES = ROOT / "custom_components" / DOMAIN / "sentences"
LANGUAGES = {
    language: (count, delete)
    for language, count, delete in re.findall(
        r"^\| `([\w-]+)` \| (.+?) \| (.+?) \|$",
        section(page("automations"), "Ask Assist"),
        re.MULTILINE,
    )
}
COUNT, DELETE = LANGUAGES["en"]
NOT_KNOWN = "The number of recordings at Amazon is unknown right now."


@pytest.fixture(autouse=True)
async def _at_home(hass: HomeAssistant, account: Account, tmp_path: Path) -> None:
    """In a home that agrees with its Echos on when today began, and without a file of sentences, speak."""
    await hass.config.async_set_time_zone(account.time_zone.key)
    hass.config.config_dir = str(tmp_path)
    account.say("what is the time", minutes_ago=0.01)


@pytest.fixture
def administrator(hass: HomeAssistant) -> Context:
    """Return the context of somebody who may delete."""
    return Context(user_id=MockUser(is_owner=True).add_to_hass(hass).id)


async def ask(hass: HomeAssistant, text: str, context: Context, language: str = "en") -> IntentResponse:
    """Ask Assist, and return its answer."""
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    await hass.async_block_till_done()
    result = await conversation.async_converse(hass, text, None, context, language)
    return result.response


def speech(answer: IntentResponse) -> str:
    """Return what was said."""
    text: str = answer.speech["plain"]["speech"]
    return text


def test_every_language_is_told() -> None:
    """The page has a line for each file."""
    assert LANGUAGES.keys() == {path.stem for path in SENTENCES.iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_is_understood(
    hass: HomeAssistant, account: Account, set_up: SetUp, administrator: Context, language: str
) -> None:
    """Both figures are told, to anybody; today's recordings go, and how many they were is told."""
    count, delete = LANGUAGES[language]
    await set_up(account)
    held, today = account.held, int(state(hass, "recordings_today"))
    answer = await ask(hass, count, Context(), language)
    assert re.findall(r"\d+", speech(answer)) == [str(held), str(today)]
    assert account.held == held

    answer = await ask(hass, delete, administrator, language)
    assert re.findall(r"\d+", speech(answer)) == [str(today)]
    assert account.held == held - today

    again = speech(await ask(hass, delete, administrator, language))
    assert again != speech(answer)
    assert not re.search(r"\d", again)


async def test_other_words(hass: HomeAssistant, account: Account, set_up: SetUp, administrator: Context) -> None:
    """Sentences vary."""
    await set_up(account)
    newest = account.recordings[0]
    answer = await ask(hass, "how many voice recordings does Alexa keep", administrator)
    assert speech(answer) == (
        f"Recordings that Amazon holds: {account.held}. From today: {state(hass, 'recordings_today')}."
    )
    await ask(hass, "Please erase what Alexa recorded today!", administrator)
    assert newest not in account.recordings


def test_no_sentence_is_heard_twice() -> None:
    """A trigger hears all languages: none has a sentence of another, which would delete and answer twice."""
    intents = {
        f"{path.stem} {name}": told for path in SENTENCES.iterdir() for name, told in load_yaml_dict(path).items()
    }
    assert len(intents) == 2 * len(LANGUAGES)
    heard = Intents.from_dict(
        {
            "language": "en",
            "intents": {name: {"data": [{"sentences": told["sentences"]}]} for name, told in intents.items()},
        }
    )
    for name, said in sample_intents(heard):
        assert {result.intent.name for result in recognize_all(said, heard)} == {name}, said


async def test_the_answer_is_in_the_language_that_is_spoken(
    hass: HomeAssistant, account: Account, set_up: SetUp
) -> None:
    """An assistant that is set to another language understands."""
    await set_up(account)
    assert speech(await ask(hass, LANGUAGES["de"][0], Context())).startswith("Aufnahmen bei Amazon: ")


async def test_the_owner_adds_sentences(hass: HomeAssistant, account: Account, set_up: SetUp, tmp_path: Path) -> None:
    """The intents have names to write custom sentences for."""
    own = tmp_path / "custom_sentences" / "en" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "language: en\n"
        'intents: {AlexaPrivacyCountRecordings: {data: [{sentences: ["how nosy is alexa"]}]}}\n'
        'responses: {intents: {AlexaPrivacyCountRecordings: {default: "{{ slots.total }} times"}}}\n'
    )
    await set_up(account)
    assert speech(await ask(hass, "How nosy is Alexa?", Context())) == f"{account.held} times"


async def test_only_administrators_delete(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Another user is told so, until the account is open to everyone."""
    entry = await set_up(account)
    user = MockUser(groups=[]).add_to_hass(hass)
    before = account.held
    answer = await ask(hass, DELETE, Context(user_id=user.id))
    assert speech(answer).startswith("Only an administrator can do this.")
    assert account.held == before
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: recipes, CONF_WHO_MAY: WhoMay.EVERYONE.value})
    await ask(hass, DELETE, Context(user_id=user.id))
    assert account.held < before


async def test_whoever_speaks_deletes_where_that_is_wished(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Voice devices do not know who speaks: that is refused, until the owner allows it."""
    entry = await set_up(account)
    before = account.held
    answer = await ask(hass, DELETE, Context())
    assert speech(answer).startswith("I don't know who is asking.")
    assert account.held == before
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: recipes, CONF_WHO_MAY: WhoMay.EVERYONE.value})
    await ask(hass, DELETE, Context())
    assert account.held < before


async def test_each_account_allows_for_itself(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Of two accounts, whoever speaks deletes from the one that allows it; the counts are added."""
    other = amazon.add_account(Account.generate(seed=8, email="noa@example.org"))
    other.say("what is the time", minutes_ago=0.01)
    await set_up(account)
    await set_up(other, options={CONF_RECIPES: recipes, CONF_WHO_MAY: WhoMay.EVERYONE.value})
    held = account.held
    assert str(held + 1) in speech(await ask(hass, COUNT, Context()))
    await ask(hass, DELETE, Context())
    assert (account.held, other.held) == (held, 0)


async def test_what_cannot_be_done_is_said(
    hass: HomeAssistant, account: Account, set_up: SetUp, administrator: Context
) -> None:
    """The error of the action is the answer, and Home Assistant's log stays clean."""
    await set_up(account, options={})
    answer = await ask(hass, DELETE, administrator)
    assert (
        speech(answer)
        == "No learned request can delete exactly these recordings. Teach one in the options of Alexa Privacy."
    )


async def test_what_is_still_listed_is_said(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, administrator: Context
) -> None:
    """With its figures."""
    await set_up(account)
    today = state(hass, "recordings_today")
    amazon.fail(Fault.IGNORED, "delete", times=None)
    answer = await ask(hass, DELETE, administrator)
    assert speech(answer) == (
        f"Not all recordings are verified gone. Verified gone: 0. Still listed: {today}. "
        "Not verified: 0. Not deletable with the learned request: 0."
    )


async def test_patience_ends(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    administrator: Context,
    timing: SetTiming,
) -> None:
    """Who asks does not wait for ever, and the deletion goes on."""
    timing(answer_within=0.0)
    await set_up(account)
    before = account.held
    answer = await ask(hass, DELETE, administrator)
    assert speech(answer) == "This takes a while. Home Assistant shows when today's recordings are gone."
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held < before


async def test_what_fails_after_the_answer_is_logged(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    administrator: Context,
    timing: SetTiming,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody is there to hear it."""
    timing(answer_within=0.0)
    await set_up(account, options={})
    await ask(hass, DELETE, administrator)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "Failed to delete today's recordings for Assist: No learned request" in caplog.text


async def test_what_is_not_known_is_not_told(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, administrator: Context
) -> None:
    """Not all counted, Amazon away, no account: no figure is made up."""
    entry = await set_up(account)
    entry.runtime_data.store.voice.ledger.complete = False
    entry.runtime_data.coordinator.async_publish()
    today = state(hass, "recordings_today")
    answer = await ask(hass, COUNT, administrator)
    assert speech(answer) == f"Counting is not finished yet. Recordings from today: {today}."
    entry.runtime_data.store.voice.ledger.complete = True
    amazon.fail(Fault.UNAVAILABLE, times=None)
    await poll(hass, entry)
    assert speech(await ask(hass, COUNT, administrator)) == NOT_KNOWN
    await hass.config_entries.async_unload(entry.entry_id)
    assert speech(await ask(hass, COUNT, administrator)) == NOT_KNOWN
    answer = await ask(hass, DELETE, administrator)
    assert speech(answer) == "No Alexa Privacy account is loaded right now."
