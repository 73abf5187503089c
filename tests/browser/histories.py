"""What somebody does on the pages of other histories, in a tab as in the frame of a visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Frame, Page

from tests.amazon_double.other_histories import HISTORIES
from tests.browser.visit import is_ready, press

SITE = "https://www.amazon.de"
DSH = "/alexa-privacy/apd/dsh"
"""Amazon's own address of the smart home history."""


async def open_history(page: Page, dialect: str) -> None:
    """Open a dialect's page; in a visit, `FrameVisit.show(HISTORIES[dialect].page)` does."""
    await page.goto(SITE + HISTORIES[dialect].page)
    await is_ready(page)


async def shown(page: Page | Frame) -> list[str]:
    """Return the ids of the entries that are shown, in order, as text; what cannot be deleted has none."""
    ids = await page.locator("#entries li").evaluate_all("lines => lines.map((line) => line.dataset.id)")
    return [str(each) for each in ids]


async def load_more(page: Page | Frame, *, may_fail: bool = False) -> bool:
    """Load the next entries, by the button or by scrolling down; return whether the page offered more."""
    before = await page.locator("#entries li").count()
    if await page.locator("#more").is_visible():
        await press(page, "#more", may_fail=may_fail)
        return True
    if not await page.evaluate("dialect.scrolls && Boolean(next)"):
        return False
    # Away from the end first: who is there already does not scroll.
    await page.evaluate("scrollTo(0, 0)")
    await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    await page.wait_for_function(
        "(before) => document.body.dataset.state === 'failed'"
        " || (document.body.dataset.state === 'ready' && (shown.length > before || !next))",
        arg=before,
    )
    await is_ready(page, may_fail=may_fail)
    return True


async def delete_entry(page: Page | Frame, number: int, *, may_fail: bool = False) -> str:
    """Delete the entry at a place of the list by its button; return its id, empty where it has none."""
    line = page.locator("#entries li").nth(number)
    found = await line.get_attribute("data-id")
    await line.get_by_role("button", name="Delete").click()
    await is_ready(page, may_fail=may_fail)
    return found or ""


async def delete_by_id(page: Page | Frame, key: str, *, may_fail: bool = False) -> None:
    """Delete the entry with an id, as `HistoryDialect.id_of` has it, loading more until it is shown."""
    while key not in await shown(page):
        assert await load_more(page), "the page shows no such entry"
    await delete_entry(page, (await shown(page)).index(key), may_fail=may_fail)


@dataclass(frozen=True, kw_only=True)
class HistoryVisit:
    """What the lesson of another history asks for: the whole list, and again after each of some deletions."""

    delete: Sequence[str]
    """Ids, as `HistoryDialect.id_of` has them."""
    most: int = 9
    """How often more is loaded at most."""
    time_zone: str = "Europe/Berlin"

    async def make(self, page: Page, root: str) -> None:
        """Do it all; `root` is the address of the dialect's pages."""
        await page.goto(f"{root}/page")
        await is_ready(page)
        await self._load_all(page)
        for key in self.delete:
            await delete_by_id(page, key)
            await page.reload()
            await is_ready(page)
            await self._load_all(page)

    async def _load_all(self, page: Page) -> None:
        """Load more until there is no more."""
        for _ in range(self.most):
            if not await load_more(page):
                return
