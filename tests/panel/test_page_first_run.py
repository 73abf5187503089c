"""The first run: what the page is told of it, what is decided there, and the test of what was learned."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, problems, state
from tests.helpers.lessons import key_of
from tests.helpers.page import CommandFailed, Page


async def first_run(page: Page) -> dict[str, Any]:
    """Return how far it has come."""
    [account] = (await page.ask("accounts"))["accounts"]
    return dict(account["first_run"])


async def open_test(page: Page, entry: MockConfigEntry, *states: str) -> tuple[int, dict[str, Any]]:
    """Open the test of what was learned; return what it is called and what it shows."""
    data = {"entry_id": entry.entry_id, "lesson": "delete_recordings", "only_test": True}
    subscription = await page.follow("visit/open", **data)
    return subscription, await until(page, subscription, *states)


async def until(page: Page, subscription: int, *states: str) -> dict[str, Any]:
    """Return what is shown in one of some states."""
    while (snapshot := await page.event(subscription))["state"] not in states:
        pass
    return snapshot


async def test_what_is_missing_comes_step_by_step(
    hass: HomeAssistant, account: Account, page: Page, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Nights are decided once they can be kept clean, or left; human review is left as it is; a restart keeps both."""
    entry = await set_up(account, options={})
    nothing: dict[str, Any] = {"counting": None, "usable": [], "nights": False, "review": False}
    assert await first_run(page) == nothing
    with pytest.raises(CommandFailed) as failed:
        await page.ask("decide", entry_id=entry.entry_id, nightly=True, keep_days=7)
    assert failed.value.code == "purge_not_tested"
    assert await first_run(page) == nothing
    await page.ask("decide", entry_id=entry.entry_id, nightly=False)
    await page.ask("decide", entry_id=entry.entry_id, accept_review=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    for _ in range(2):
        assert await first_run(page) == {**nothing, "nights": True, "review": True}
        assert "review_on" not in problems(hass)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "nightly_purge", "switch") == "off"


async def test_nights_are_kept_clean(hass: HomeAssistant, account: Account, page: Page, set_up: SetUp) -> None:
    """For as many days as are said, and it is not asked again once it is off."""
    entry = await set_up(account)
    await page.ask("decide", entry_id=entry.entry_id, keep_days=7)
    assert (await first_run(page))["nights"] is False
    await page.ask("decide", entry_id=entry.entry_id, nightly=True)
    await hass.async_block_till_done()
    assert state(hass, "nightly_purge", "switch") == "on"
    assert entry.runtime_data.store.voice.nightly.keep_days == 7
    assert (await first_run(page))["nights"] is True
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.alexa_privacy_nightly_purge"}, blocking=True
    )
    assert (await first_run(page))["nights"] is True


@pytest.mark.parametrize("wrong", [{"keep_days": 0}, {"keep_days": 3651}, {"keep_days": "7"}, {"accept_review": False}])
async def test_nonsense_decides_nothing(account: Account, page: Page, set_up: SetUp, wrong: dict[str, Any]) -> None:
    """It is refused as a whole."""
    entry = await set_up(account)
    with pytest.raises(CommandFailed) as failed:
        await page.ask("decide", entry_id=entry.entry_id, nightly=True, **wrong)
    assert failed.value.code == "invalid_format"
    assert not entry.runtime_data.store.voice.nightly.enabled


async def test_only_the_test_is_left(
    amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Three recordings to choose from with neighbors of their Echo, another three after one that shows nothing."""
    taught = {key: recipes[key] for key in ("version", "delete_recordings")}
    entry = await set_up(account, options={CONF_RECIPES: taught}, proven=False)
    subscription, snapshot = await open_test(page, entry, "to_test")
    assert len(snapshot["candidates"]) == 3
    for candidate in snapshot["candidates"]:
        assert candidate["said"]
        place = next(n for n, each in enumerate(account.recordings) if each.key == key_of(account, candidate))
        echoes = [each.device.serial for each in account.recordings]
        assert echoes[place] in echoes[:place]
        assert echoes[place] in echoes[place + 1 :]
    amazon.fail(Fault.IGNORED, "delete")
    first = snapshot["candidates"][0]["id"]
    await page.ask("visit/test", subscription=subscription, recording=first)
    snapshot = await until(page, subscription, "to_test")
    assert snapshot["error"]["key"] == "test_still_listed"
    assert first not in [candidate["id"] for candidate in snapshot["candidates"]]
    assert (await first_run(page))["usable"] == []
    held = account.held
    await page.ask("visit/test", subscription=subscription, recording=snapshot["candidates"][1]["id"])
    await until(page, subscription, "done")
    assert account.held == held - 1
    assert (await first_run(page))["usable"] == ["delete_recordings"]
    # A page that is loaded again finds it done, and teaches nothing once more.
    await open_test(page, entry, "done")


async def test_too_few_recordings_can_be_looked_for_again(
    amazon: AmazonDouble, page: Page, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Until there are enough to test on, it says so."""
    account = amazon.add_account(Account.generate(seed=7, size=2, devices=1, days=0.1))
    entry = await set_up(account, proven=False)
    subscription, snapshot = await open_test(page, entry, "to_test")
    assert (snapshot["error"]["key"], snapshot["candidates"]) == ("test_too_few", [])
    account.say("what time is it", minutes_ago=1)
    await page.ask("visit/test", subscription=subscription, recording="")
    assert len((await until(page, subscription, "to_test"))["candidates"]) == 1


@pytest.mark.parametrize(("language", "title"), [("en", "Voice History"), ("de", "Sprachverlauf"), ("ja", "音声履歴")])
async def test_the_sidebar_calls_the_page_what_it_calls_itself(
    hass: HomeAssistant, account: Account, set_up: SetUp, language: str, title: str
) -> None:
    """In Home Assistant's language."""
    hass.config.language = language
    await set_up(account)
    assert hass.data["frontend_panels"]["alexa-privacy"].sidebar_title == title


async def test_what_no_longer_works_is_not_tested(account: Account, page: Page, set_up: SetUp) -> None:
    """A request that broke has to be tested again, and so may not be used."""
    entry = await set_up(account)
    assert (await first_run(page))["usable"] == ["delete_recordings"]
    entry.runtime_data.store.request_statuses.fails("delete_recordings")
    assert (await first_run(page))["usable"] == []


async def test_human_review_is_decided_once_it_was_seen_to_be_off(
    hass: HomeAssistant, account: Account, page: Page, set_up: SetUp
) -> None:
    """That it was taught decides nothing, nor does what is not known."""
    entry = await set_up(account)
    assert state(hass, "human_review", "switch") == "on"
    assert (await first_run(page))["review"] is False
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.alexa_privacy_human_review"}, blocking=True
    )
    assert (await first_run(page))["review"] is True
    entry.runtime_data.settings.watch.states.clear()
    assert (await first_run(page))["review"] is False


async def test_totals_are_unknown_while_amazon_cannot_be_reached(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp
) -> None:
    """What was counted before may be so no longer."""
    entry = await set_up(account)
    amazon.fail(Fault.DROPPED, times=None)
    await entry.runtime_data.coordinator.async_refresh()
    [shown] = (await page.ask("accounts"))["accounts"]
    assert (shown["held"], shown["today"]) == (None, None)
    amazon.heal()
    await entry.runtime_data.coordinator.async_refresh()
    [shown] = (await page.ask("accounts"))["accounts"]
    assert shown["held"] == account.held
