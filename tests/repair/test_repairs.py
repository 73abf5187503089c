"""Repairs: whatever the owner can mend is told, mended from its dialog, and told no more."""

from collections.abc import Iterator
import json
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy import exceptions as failures
from custom_components.alexa_privacy.amazon.errors import AmazonError, NoSound
from custom_components.alexa_privacy.amazon.learn import Lesson
from custom_components.alexa_privacy.const import CONF_BORROWED, CONF_CREDENTIALS, CONF_RECIPES, DOMAIN, LOGIN_DATA
from custom_components.alexa_privacy.repair.issues import Issue, report
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp
from tests.helpers.agreement import learn_now
from tests.helpers.borrowing import add_borrowed, lend
from tests.helpers.lessons import show, switching
from tests.helpers.options import go_on, open_step
from tests.helpers.repairs import ENGLISH, Named, lead, says
from tests.helpers.sign_in import enter_password

# They lead to the sign-in, or to nothing at all.
NO_ACCOUNT_NEEDED = {
    Issue.BORROW_OTHER_ACCOUNT,
    Issue.BORROW_UNREADABLE,
    Issue.FIRST_NIGHT,
    Issue.FIRST_NIGHT_HISTORY,
    Issue.PURGE_SETTINGS_LOST,
}


def kinds(kind: type[AmazonError]) -> Iterator[type[AmazonError]]:
    """Go through all kinds of error."""
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds(narrower)


def test_each_reason_has_a_text() -> None:
    """Whatever goes wrong with Amazon, the dialogs can say it, and with it alone: a receipt keeps no more."""
    reasons = {failures.key_of(kind) for kind in kinds(AmazonError) if kind is not NoSound}
    assert len(reasons) > 6
    for issue, elsewhere in (
        ("purge_failed", set()),
        ("review_comes_back", {"echo_unavailable", "listing_incomplete", "time_unknown"}),
    ):
        texts = ENGLISH["issues"][issue]["fix_flow"]["error"]
        assert reasons - elsewhere <= texts.keys()
        assert "{" not in "".join(texts.values())


async def test_what_is_not_taught_leads_to_the_teaching(
    account: Account, hass: HomeAssistant, set_up: SetUp, repair: Named
) -> None:
    """From the repair one comes to where the requests are taught."""
    not_taught = repair(await set_up(account, options={}), "not_taught")
    form = await not_taught.open()
    assert form["description_placeholders"]["account"] == account.email
    assert (await lead(hass, await not_taught.submit(form)))["step_id"] == "teach"


@pytest.mark.parametrize("how", ["gone", "other account"])
async def test_a_lender_that_lends_no_more_leads_to_the_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, repair: Named, how: str
) -> None:
    """From the repair one comes to where the account gets a sign-in of its own."""
    lender = lend(hass, amazon, account)
    entry = await add_borrowed(hass, lender)
    if how == "gone":
        await hass.config_entries.async_remove(lender.entry_id)
    else:
        other = amazon.add_account(Account.generate(seed=9, size=3, email="noah@example.org"))
        hass.config_entries.async_update_entry(lender, data={LOGIN_DATA: amazon.login_data(other)})
    await hass.config_entries.async_reload(entry.entry_id)
    issues = ("borrow_unreadable", "borrow_other_account")
    issue, never = issues if how == "gone" else issues[::-1]
    assert not repair(entry, never).told()
    lost = repair(entry, issue)
    form = await lost.open()
    assert says(form, issue) is None
    step = await lead(hass, await lost.submit(form))
    assert step["step_id"] == "reconfigure"
    assert (await lead(hass, await lost.submit(await lost.open())))["flow_id"] == step["flow_id"]
    assert lost.told()
    result = await enter_password(hass, step, account)
    assert result["reason"] == "reconfigure_successful"
    assert entry.state is ConfigEntryState.LOADED
    assert CONF_BORROWED not in entry.data
    assert CONF_CREDENTIALS in entry.data
    assert not lost.told()


async def test_a_lender_that_lends_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, repair: Named
) -> None:
    """The sign-in that nobody went through with ends: Amazon's own question must not find it there."""
    lender = lend(hass, amazon, account)
    entry = await add_borrowed(hass, lender)
    good = dict(lender.data)
    hass.config_entries.async_update_entry(lender, data={})
    await hass.config_entries.async_reload(entry.entry_id)
    unreadable = repair(entry, "borrow_unreadable")
    await lead(hass, await unreadable.submit(await unreadable.open()))
    hass.config_entries.async_update_entry(lender, data=good)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not unreadable.told()
    assert not hass.config_entries.flow.async_progress()


@pytest.mark.parametrize(
    ("issue", "options", "lends"),
    [
        (Issue.NOT_TAUGHT, {}, True),
        (Issue.REQUESTS_UNREADABLE, {CONF_RECIPES: [1]}, True),
        (Issue.BORROW_UNREADABLE, {}, False),
    ],
)
async def test_what_is_ignored_stays_ignored(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, issue: Issue, options: dict[str, Any], lends: bool
) -> None:
    """Loading an account anew nags nobody."""
    lender = lend(hass, amazon, account)
    entry = await add_borrowed(hass, lender)
    hass.config_entries.async_update_entry(entry, options=options)
    if not lends:
        hass.config_entries.async_update_entry(lender, data={})
    registry, issue_id = ir.async_get(hass), f"{issue}_{entry.entry_id}"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    registry.async_ignore(DOMAIN, issue_id, ignore=True)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    told = registry.async_get_issue(DOMAIN, issue_id)
    assert told
    assert told.dismissed_version


async def test_what_was_never_rehearsed_leads_to_the_rehearsal(
    hass: HomeAssistant, account: Account, set_up: SetUp, repair: Named
) -> None:
    """It is told until one way to delete is proven, also where it stops working later."""
    entry = await set_up(account, proven=False)
    waits = repair(entry, "not_tested")
    form = await waits.open()
    assert says(form, "not_tested") is None
    assert (await lead(hass, await waits.submit(form)))["step_id"] == "test"
    assert waits.told()
    form = await open_step(hass, entry, "test")
    while form["type"] == "form":
        form = await go_on(hass, form, {"recording": "1"})
    assert not waits.told()
    entry.runtime_data.requests.note("delete_recordings", works=False)
    broken = repair(entry, "requests_broken")
    assert broken.told()
    assert (await broken.open())["description_placeholders"]["requests"] == "Delete recordings"
    assert not waits.told()


async def test_what_cannot_be_rehearsed_is_not_asked_for(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """Nor is anything where nothing was taught."""
    entry = await set_up(account, options={}, proven=False)
    assert not repair(entry, "not_tested").told()
    everything = {key: amazon.dialects["path"].recipes()[key] for key in ("version", "delete_everything")}
    learn_now(entry, everything)
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: everything})
    await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert not repair(entry, "not_tested").told()


@pytest.mark.parametrize("stored", [{"version": 2}, {"version": 1, "switches": []}, [1], "recipes", 7])
async def test_unreadable_requests_lead_to_where_they_are_shown(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], repair: Named, stored: Any
) -> None:
    """The account is counted all the same, and the requests can be replaced."""
    entry = await set_up(account, options={CONF_RECIPES: stored}, proven=False)
    unreadable = repair(entry, "requests_unreadable")
    form = await unreadable.open()
    assert says(form, "requests_unreadable") is None
    step = await lead(hass, await unreadable.submit(form))
    assert step["step_id"] == "requests"
    (field,) = step["data_schema"].schema
    assert json.loads(field.description["suggested_value"]) == stored
    assert unreadable.told()
    assert not repair(entry, "not_taught").told()
    form = await open_step(hass, entry, "requests")
    form = await go_on(hass, form, {"recipes": json.dumps(recipes)})
    assert form["step_id"] == "agree"
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert not unreadable.told()
    assert repair(entry, "requests_waiting").told()


async def test_teaching_replaces_what_cannot_be_read(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    repair: Named,
) -> None:
    """Nothing has to be emptied first."""
    entry = await set_up(account, options={CONF_RECIPES: {**recipes, "version": 2}}, proven=False)
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, switching(amazon, account))
    result = await go_on(hass, form, {})
    assert result["type"] == "create_entry"
    assert entry.options[CONF_RECIPES].keys() == {"version", "switches"}
    assert not repair(entry, "requests_unreadable").told()


# What cannot be written is written as the account is unloaded, and that a history is empty is looked up; both go.
@pytest.mark.parametrize("issue", sorted({*Issue} - NO_ACCOUNT_NEEDED - {Issue.NOT_STORED, Issue.EMPTY_UNCONFIRMED}))
async def test_an_account_that_is_not_loaded(
    hass: HomeAssistant, account: Account, set_up: SetUp, repair: Named, issue: Issue
) -> None:
    """The dialog says that this is to be mended first."""
    entry = await set_up(account)
    placeholders = {"requests": "delete_recordings", "count": "3", "entities": "notify.phone", "settings": "Retention"}
    report(hass, entry, issue, exists=True, **placeholders)
    assert await hass.config_entries.async_unload(entry.entry_id)
    told = repair(entry, issue)
    result = await told.open()
    if result["type"] == "form":
        assert says(result, issue) is None
        result = await told.submit(result)
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
    assert ENGLISH["issues"][issue]["fix_flow"]["abort"].keys() >= {"not_loaded"}
    assert told.told()
    assert not hass.config_entries.options.async_progress()


async def test_an_account_that_is_removed(hass: HomeAssistant, account: Account, set_up: SetUp, repair: Named) -> None:
    """Nothing is told of it any more."""
    entry = await set_up(account)
    for issue in Issue:
        report(hass, entry, issue, exists=True)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not [issue for issue in Issue if repair(entry, issue).told()]
