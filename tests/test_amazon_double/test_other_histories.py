"""The pages of other histories: what is shown, deleted and sent, and what goes wrong on demand."""

from collections.abc import Callable
from datetime import timedelta

from aiohttp import ClientSession
from playwright.async_api import Browser, Page
import pytest

from custom_components.alexa_privacy.amazon.errors import AmazonError
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import HistoryRecipe
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.amazon.recordings import Recording
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.taught_history import TaughtHistory
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault, HistoryDialect
from tests.amazon_double.accounts import system_clock
from tests.amazon_double.other_histories import TEACHABLE
from tests.amazon_double.records import Recording as Entry
from tests.browser.har import sign_in
from tests.browser.histories import SITE, delete_entry, load_more, open_history, shown
from tests.browser.visit import is_ready
from tests.helpers.double import batch, send
from tests.helpers.session import session

__all__ = ["session"]

type Taught = Callable[[str], TaughtHistory]

LISTED = [name for name in TEACHABLE if HISTORIES[name].history != "conversations"]
SIZE = 45
HOUR = 3_600_000


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=25, others=SIZE, days=20, seed=5))
    for minutes in range(SIZE):
        account.note("conversations", minutes_ago=30 * minutes)
    return account


@pytest.fixture
def taught(session: AmazonSession) -> Taught:
    """Return what lists as the document of a dialect says."""

    def build(name: str) -> TaughtHistory:
        recipe = recipe_of(name)
        assert recipe.listing
        return TaughtHistory(session, recipe.listing)

    return build


def recipe_of(name: str) -> HistoryRecipe:
    """Return what the integration makes of a dialect's document."""
    dialect = HISTORIES[name]
    return read_recipes(dialect.document(dialect.history)).histories[dialect.history]


async def listed(history: TaughtHistory) -> list[Recording]:
    """List all there is."""
    return await history.recordings(0, int(system_clock().timestamp() * 1000) + HOUR)


def ids(dialect: HistoryDialect, entries: list[Entry]) -> list[str]:
    """Return the ids of entries as a dialect lists them."""
    return [dialect.id_of(entry) for entry in entries]


async def test_pages(amazon: AmazonDouble, account: Account, chromium: Browser, subtests: pytest.Subtests) -> None:
    """Each page shows entries, loads more, deletes one by one, and shows the same when it is loaded again."""
    for name in HISTORIES:
        with subtests.test(name):
            amazon.clear_log()
            async with await chromium.new_context(ignore_https_errors=True) as context:
                await sign_in(context, amazon.login_data(account)["website_cookies"], SITE)
                await use_page(amazon, account, await context.new_page(), name)


async def use_page(amazon: AmazonDouble, account: Account, page: Page, name: str) -> None:
    """Do what somebody does on a dialect's page."""
    dialect = HISTORIES[name]
    await open_history(page, name)
    first = len(await shown(page))
    assert await load_more(page)
    assert len(await shown(page)) > first
    expected = account.entries(dialect.history)
    for number in (1, 4):
        # A conversation may have utterances before it.
        deletable = [at for at, key in enumerate(await shown(page)) if key or name == "nameless"]
        deleted = await delete_entry(page, deletable[number])
        gone = expected.pop(number)
        assert deleted == dialect.id_of(gone)
        assert account.entries(dialect.history) == expected
        assert not deleted or deleted not in await shown(page)
    await page.reload()
    await is_ready(page)
    found = [key for key in await shown(page) if key]
    assert found == ids(dialect, expected)[: len(found)]
    loads = 0
    while loads < 8 and await load_more(page):
        loads += 1
    assert (loads == 8) is (name == "endless") or dialect.history == "conversations"
    assert amazon.count(f"{dialect.history}_delete") == 2


async def test_own_addresses(account: Account, client: ClientSession, amazon: AmazonDouble) -> None:
    """Amazon's own addresses lead to the pages, which belong to no dialect of the voice history."""
    amazon.dialect = "path"
    home = await (await client.get("/alexa-privacy/apd/home")).text()
    for dialect in HISTORIES.values():
        assert dialect.page in home
        assert (await client.get(dialect.page)).status == 200
    amazon.smart_home = "smart-home-pages"
    assert "made-up-smart-home-pages" in await (await client.get("/alexa-privacy/apd/dsh")).text()


@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("name", LISTED)
async def test_listing(account: Account, taught: Taught, name: str, odd: bool) -> None:
    """The document lists all entries, newest first, where pages begin with what is known, too."""
    account.oddities.boundary_repeats = odd
    dialect, entries = HISTORIES[name], account.entries(HISTORIES[name].history)
    found = await listed(taught(name))
    assert [each.key for each in found] == ids(dialect, entries)
    step = 1000 if dialect.listing["unit"] == "s" else 1
    assert [each.time for each in found] == [entry.timestamp // step * step for entry in entries]


@pytest.mark.parametrize("name", LISTED)
async def test_moment(account: Account, taught: Taught, name: str) -> None:
    """A listing of one moment has the entry of that moment, though its page may say whole seconds only."""
    history = taught(name)
    for each in (await listed(history))[::9]:
        assert each.key in {found.key for found in await history.recordings(each.time, each.time + 1)}


@pytest.mark.parametrize("fault", [Fault.UNSORTED, Fault.ENDLESS, Fault.REPEATING_TOKEN, Fault.NO_LIST])
@pytest.mark.parametrize("name", LISTED)
async def test_listing_goes_wrong(
    amazon: AmazonDouble, account: Account, taught: Taught, name: str, fault: Fault
) -> None:
    """What is in disorder, or never ends, is no list."""
    amazon.fail(fault, f"{HISTORIES[name].history}_list", times=None)
    with pytest.raises(AmazonError):
        await listed(taught(name))


@pytest.mark.parametrize("name", LISTED)
async def test_listing_lies(amazon: AmazonDouble, account: Account, taught: Taught, name: str) -> None:
    """A list may claim to be empty, and may show what is new late."""
    dialect = HISTORIES[name]
    history = taught(name)
    amazon.fail(Fault.EMPTY_WINDOW, f"{dialect.history}_list")
    with pytest.raises(AmazonError):
        # Asked once more, it shows what is there.
        await listed(history)
    amazon.fail(Fault.EMPTY_WINDOW, f"{dialect.history}_list", times=2)
    assert await listed(history) == []
    late = account.note(dialect.history, late_seconds=60)
    assert len(await listed(history)) == SIZE
    amazon.now = lambda: system_clock() + timedelta(minutes=2)
    assert (await listed(history))[0].key == dialect.id_of(late)


@pytest.mark.parametrize("name", TEACHABLE)
async def test_deletion(amazon: AmazonDouble, account: Account, client: ClientSession, name: str) -> None:
    """The document deletes what it names; what goes wrong on demand does."""
    dialect, recipe, others = HISTORIES[name], recipe_of(name).delete, account.recordings
    for fault, going, expected in (
        (None, recipe.batch, 200),
        (Fault.GREEDY, recipe.batch + 1, 200),
        (Fault.IGNORED, 0, 200),
        (Fault.HTML, 0, 200),
        (Fault.STALE_CSRF, 0, 403),
        (Fault.THROTTLED, 0, 429),
    ):
        before = account.entries(dialect.history)
        if fault:
            amazon.fail(fault, f"{dialect.history}_delete")
        named = [dialect.entry(entry) for entry in before[3 : 3 + recipe.batch]]
        status, _ = await send(client, recipe.request, **batch(named))
        assert status == expected
        assert account.entries(dialect.history) == before[:3] + before[3 + going :]
    assert account.recordings == others


async def test_refused(account: Account, taught: Taught) -> None:
    """One page names no entry, the other has no end."""
    with pytest.raises(AmazonError):
        await listed(taught("endless"))
    with pytest.raises(RecipeError, match="recipe_placeholder"):
        recipe_of("nameless")
