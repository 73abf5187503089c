"""Deletions that resume where something has changed meanwhile: the site, or what was taught."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES
from custom_components.alexa_privacy.deletion.receipts import Receipt
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete
from tests.helpers.agreement import learn_now
from tests.helpers.jobs import receipts, restart
from tests.helpers.waiting import until


def single(amazon: AmazonDouble, dialect: str) -> dict[str, Any]:
    """Return how a dialect deletes recordings, and nothing else."""
    recipes = amazon.dialects[dialect].recipes()
    return {"version": recipes["version"], "delete_recordings": recipes["delete_recordings"]}


async def begin(hass: HomeAssistant, amazon: AmazonDouble, *, after: int = 0) -> int:
    """Begin a deletion of which a request gets no answer; return how many recordings it is about."""
    scope = {"older_than": {"days": 10}}
    matched: int = (await delete(hass, **scope, dry_run=True))["matched"]
    amazon.clear_log()
    amazon.fail(Fault.SILENT, "delete", after=after)
    await delete(hass, **scope, wait=False)
    await until(lambda: amazon.count("delete") == after + 1)
    amazon.heal()
    return matched


async def teach_again(hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, dialect: str) -> Receipt:
    """Teach the same by another request, which is tested, and let the deletion resume; return its receipt."""
    document = single(amazon, dialect)
    learn_now(entry, document)
    entry.runtime_data.store.request_statuses.under(document).works("delete_recordings")
    assert await hass.config_entries.async_unload(entry.entry_id)
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: document})
    amazon.clear_log()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    [receipt] = receipts(entry)
    return receipt


async def test_at_another_site(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """There nothing is listed: what was left is unknown, neither gone nor listed."""
    entry = await set_up(account, options={CONF_RECIPES: single(amazon, "list")})
    matched = await begin(hass, amazon)
    assert await hass.config_entries.async_unload(entry.entry_id)
    away = Credentials.from_login_data(amazon.sessions.login_data(account, "com"))
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_CREDENTIALS: away.as_dict()})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    [receipt] = receipts(entry)
    figures = receipt.matched, receipt.verified_gone, receipt.still_listed, receipt.unknown, receipt.others_gone
    assert (receipt.status, figures) == ("failed", (matched, 0, 0, matched, 0))


async def test_another_request_is_watched_from_the_start(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """That the one before it took nothing else along says nothing of it."""
    entry = await set_up(account, options={CONF_RECIPES: single(amazon, "list")})
    await begin(hass, amazon, after=1)
    amazon.fail(Fault.GREEDY, "delete", times=None)
    receipt = await teach_again(hass, amazon, entry, "nested")
    assert (receipt.status, amazon.count("delete")) == ("stopped", 1)
    assert entry.runtime_data.store.request_statuses.deleted_too_much


async def test_another_request_is_not_blamed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What the one before it took along is said, and the new one can be used."""
    entry = await set_up(account, options={CONF_RECIPES: single(amazon, "list")})
    await begin(hass, amazon)
    known = {recording.id for recording in await entry.runtime_data.voice.history.recordings(0, account.now)}
    [job] = entry.runtime_data.deletions._job_store.jobs
    assert job.state
    other = next(each for each in job.state.others if each in known)
    account.erase([each for each in account.recordings if each.timestamp == int(other.partition("-")[0])])
    receipt = await teach_again(hass, amazon, entry, "nested")
    assert (receipt.status, receipt.error) == ("stopped", "deleted_too_much")
    assert receipt.others_gone > 0
    assert entry.runtime_data.store.request_statuses.is_usable("delete_recordings")
    assert (await delete(hass, older_than={"days": 20}))["status"] in {"verified", "nothing_to_delete"}


async def test_a_canceled_one_stays_canceled(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What its owner has canceled asks for nothing after a restart, whatever it waited for by then."""
    entry = await set_up(account, options={CONF_RECIPES: single(amazon, "list")})
    matched = await begin(hass, amazon, after=1)
    entry.runtime_data.deletions.cancel()
    await hass.async_block_till_done()
    amazon.clear_log()
    await restart(hass, entry)
    [receipt] = receipts(entry)
    assert (amazon.count("delete"), receipt.error) == (0, "purge_cancelled")
    assert (receipt.matched, receipt.unknown) == (matched, 0)
