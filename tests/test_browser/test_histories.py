"""Other histories, taught by what a real browser sent on their pages, then listed and deleted as was learned."""

from aiohttp import ClientSession
from playwright.async_api import Browser
import pytest

from custom_components.alexa_privacy.amazon import taught_history
from custom_components.alexa_privacy.amazon.errors import ListingEndless
from custom_components.alexa_privacy.amazon.learn import LearnError, LearnResult, Lesson, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.taught_history import TaughtHistory
from tests.amazon_double import HISTORIES, Account, AmazonDouble
from tests.browser.har import record
from tests.browser.histories import SITE, HistoryVisit
from tests.helpers.double import batch, send
from tests.helpers.session import session
from tests.test_amazon_double.conftest import client

__all__ = ["client", "session"]


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories of more than one page."""
    account = amazon.add_account(Account.generate(size=15, others=50, days=20, seed=5))
    for number in range(12):
        account.note("conversations", minutes_ago=47 * number)
    return account


async def taught(chromium: Browser, amazon: AmazonDouble, account: Account, name: str) -> LearnResult:
    """Give the lesson on a dialect's page."""
    dialect = HISTORIES[name]
    entries = account.entries(dialect.history)
    visit = HistoryVisit(delete=[dialect.id_of(entries[number]) for number in (4, 8)])
    cookies = amazon.login_data(account)["website_cookies"]
    har = await record(chromium, cookies, SITE + dialect.root, visit)
    called = "conversations" if dialect.history == "conversations" else "my_list"
    return learn_har(har, lesson=Lesson.HISTORY, history=called, site=SITE, customer_id=account.customer_id)


@pytest.mark.parametrize("name", ["smart-home-offset", "sounds-cursor", "conversations-query"])
async def test_taught(
    amazon: AmazonDouble,
    account: Account,
    chromium: Browser,
    client: ClientSession,
    session: AmazonSession,
    name: str,
) -> None:
    """What was learned lists all entries, and deletes the ones that are named."""
    dialect = HISTORIES[name]
    result = await taught(chromium, amazon, account, name)
    recipe = read_recipes(result.document).histories[result.lesson]
    entries = account.entries(dialect.history)
    if recipe.listing:
        found = await TaughtHistory(session, recipe.listing).recordings(0, account.now)
        assert [each.key for each in found] == [dialect.id_of(entry) for entry in entries]
    named = [dialect.entry(entry) for entry in entries[6 : 6 + recipe.delete.batch]]
    await send(client, recipe.delete.request, **batch(named))
    assert account.entries(dialect.history) == entries[:6] + entries[6 + len(named) :]


async def test_refused(
    amazon: AmazonDouble, account: Account, chromium: Browser, session: AmazonSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ids nothing is learned; a list that never ends is never taken for whole."""
    with pytest.raises(LearnError) as caught:
        await taught(chromium, amazon, account, "nameless")
    assert caught.value.reason == "history_no_ids"
    result = await taught(chromium, amazon, account, "endless")
    listing = read_recipes(result.document).histories[result.lesson].listing
    assert listing
    monkeypatch.setattr(taught_history, "MOST_PAGES", 50)
    with pytest.raises(ListingEndless):
        await TaughtHistory(session, listing).recordings(0, account.now)
