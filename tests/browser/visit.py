"""What somebody does on the two pages of a dialect, click by click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import Frame, Page


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit to the recordings, then to the settings; a page where nothing is to be done is not opened."""

    delete: Sequence[Sequence[str]] = ()
    """Record keys, one deletion after the other: a single key by its own button, several by ticking them."""
    delete_ranges: Sequence[tuple[datetime, datetime]] = ()
    """Each from the minute of the first until the end of the minute of the last."""
    delete_everything: bool = False
    flip: Sequence[str] = ()
    """Switches, each time to where they are not; one may come several times."""
    reload: bool = False
    """Load the page again after each step, as a lesson asks for it; the settings three times more after the second."""
    may_fail: bool = False
    """Go on where a page says that something went wrong."""
    time_zone: str = "Europe/Berlin"

    async def make(self, page: Page, root: str) -> None:
        """Do it all; `root` is the address of the dialect's pages."""
        if self.delete or self.delete_ranges or self.delete_everything:
            await self._recordings(page, root)
        if self.flip:
            await self._settings(page, root)

    async def _recordings(self, page: Page, root: str) -> None:
        """Delete."""
        await page.goto(f"{root}/recordings")
        await is_ready(page)
        for keys in self.delete:
            await delete(page, keys, may_fail=self.may_fail)
            await self._load_again(page)
        for span in self.delete_ranges:
            await delete_range(page, span, may_fail=self.may_fail, time_zone=self.time_zone)
            await self._load_again(page)
        if self.delete_everything:
            await press(page, "#delete-everything", may_fail=self.may_fail)

    async def _settings(self, page: Page, root: str) -> None:
        """Flip switches."""
        await page.goto(f"{root}/settings")
        await is_ready(page)
        for number, name in enumerate(self.flip):
            await press(page, f"#{name}", may_fail=self.may_fail)
            for _ in range(4 if number == 1 else 1):
                await self._load_again(page)

    async def _load_again(self, page: Page) -> None:
        """Load a page again."""
        if self.reload:
            await page.reload()
            await is_ready(page)


async def delete(page: Page | Frame, keys: Sequence[str], *, may_fail: bool = False) -> None:
    """Delete recordings of the list by their keys."""
    if len(keys) == 1:
        await press(page, f'li[data-key="{keys[0]}"] button', may_fail=may_fail)
        return
    for key in keys:
        await page.check(f'li[data-key="{key}"] input')
    await press(page, "#delete-ticked", may_fail=may_fail)


async def delete_range(
    page: Page | Frame, span: tuple[datetime, datetime], *, time_zone: str, may_fail: bool = False
) -> None:
    """Show a range of the list, in the browser's time zone, and delete it."""
    for field, moment in zip(("#from", "#to"), span, strict=True):
        await page.fill(field, f"{moment.astimezone(ZoneInfo(time_zone)):%Y-%m-%dT%H:%M}")
    await press(page, "#show", may_fail=may_fail)
    await press(page, "#delete-range", may_fail=may_fail)


async def press(page: Page | Frame, selector: str, *, may_fail: bool = False) -> None:
    """Click, and wait until the page has done what it was told."""
    await page.click(selector)
    await is_ready(page, may_fail=may_fail)


async def is_ready(page: Page | Frame, *, may_fail: bool = False) -> None:
    """Wait until the page is at rest; what it says went wrong is an error unless it may."""
    await page.wait_for_selector("body[data-state=ready], body[data-state=failed]")
    said = await page.inner_text("#status")
    assert may_fail or not said, said
