"""Amazon's page in a frame at Home Assistant's address, as the Voice History page holds it, and the steps around it."""

from typing import Any

from aiohttp import web
from homeassistant.core import HomeAssistant
from playwright.async_api import Browser, BrowserContext, Error, Frame, Page as BrowserPage
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.browser.visit import is_ready
from tests.helpers.page import Page

AROUND = """<!DOCTYPE html><title>Around</title><script>
localStorage.setItem("hassTokens", '{"access_token": "%token%"}');
</script><iframe sandbox="allow-scripts allow-forms allow-modals" referrerpolicy="no-referrer"
 style="width: 100%; height: 90vh"></iframe>"""
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "timezone_id": "Europe/Berlin",
    "locale": "en-GB",
}
ADDRESS = "/local-around"


def serve_around(hass: HomeAssistant, token: str = "") -> None:
    """Serve the page around the frame, which has Home Assistant's tokens in its storage."""

    async def around(_: web.Request) -> web.Response:
        return web.Response(text=AROUND.replace("%token%", token), content_type="text/html")

    hass.http.app.router.add_get(ADDRESS, around)


class FrameVisit:
    """Somebody with a phone, who opens a lesson and does what its steps say."""

    def __init__(self, hass: HomeAssistant, commands: Page, entry_id: str, home: str) -> None:
        """Know where Home Assistant is."""
        self.hass = hass
        self.commands = commands
        self.entry_id = entry_id
        self.home = home
        self.context: BrowserContext | None = None
        self.page: BrowserPage
        self.subscription = 0
        self.snapshot: dict[str, Any] = {}
        self.snapshots: list[dict[str, Any]] = []

    async def start(self, browser: Browser, lesson: str) -> dict[str, Any]:
        """Open a lesson, and Amazon's page in the frame."""
        await self.open(lesson)
        await self.browse(browser)
        return self.snapshot

    async def open(self, lesson: str) -> dict[str, Any]:
        """Open a lesson."""
        self.subscription = await self.commands.follow("visit/open", entry_id=self.entry_id, lesson=lesson)
        return await self.until(lambda snapshot: snapshot["state"] != "opening")

    async def browse(self, browser: Browser) -> None:
        """Open Amazon's page."""
        if self.context is None:
            self.context = await browser.new_context(**PHONE)
            self.page = await self.context.new_page()
            await self.page.goto(self.home + ADDRESS)
        await self.load()

    async def within(self, page: BrowserPage) -> None:
        """Open Amazon's page in a frame of a page that is there."""
        self.page = page
        await page.evaluate(
            """() => {
                 const frame = document.createElement("iframe");
                 frame.sandbox = "allow-scripts allow-forms allow-modals";
                 frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; z-index: 99; background: white";
                 document.body.append(frame);
               }"""
        )
        await self.load()

    async def load(self) -> Frame:
        """Load what the last snapshot says."""
        await self._navigate(self.snapshot["path"])
        await is_ready(self.frame)
        return self.frame

    @property
    def frame(self) -> Frame:
        """The frame."""
        return self.page.main_frame.child_frames[-1]

    async def until(self, wanted: Any) -> dict[str, Any]:
        """Wait for a snapshot; load the page where one says so."""
        while True:
            load = self.snapshot.get("load", 0)
            self.snapshot = await self.commands.event(self.subscription)
            self.snapshots.append(self.snapshot)
            if self.snapshot["load"] > load and self.snapshot["path"]:
                await self.load()
            if wanted(self.snapshot):
                return self.snapshot

    async def show(self, path: str, seconds: float = 60) -> str:
        """Show another of Amazon's pages; return why it does not work within some time, if so."""
        await self._navigate(prefix_of(self.snapshot["path"]) + path)
        wanted = "body[data-state=ready], body[data-state=failed]"
        try:
            found = await self.frame.wait_for_selector(wanted, timeout=seconds * 1000, state="attached")
        except Error as err:
            return f"{type(err).__name__} at {self.frame.url}"
        assert found
        return await found.get_attribute("data-why") or ""

    async def _navigate(self, address: str) -> None:
        """Lead the frame to an address."""
        await self.page.evaluate(
            """(src) => new Promise((done) => {
                 const frame = document.querySelector("iframe");
                 frame.onload = done;
                 frame.src = src;
               })""",
            address,
        )

    async def step(self) -> dict[str, Any]:
        """Wait for the next step of the owner, or the end of the visit."""
        done = sum(step["done"] for step in self.snapshot["steps"])
        return await self.until(
            lambda snapshot: (
                snapshot["state"] != "open"
                or (
                    sum(step["done"] for step in snapshot["steps"]) > done
                    and (snapshot["current"] is None or "waits" not in snapshot["steps"][snapshot["current"]])
                )
            )
        )

    async def learned(self) -> dict[str, Any]:
        """Wait for the result."""
        return await self.until(lambda snapshot: snapshot["state"] in {"learned", "refused", "closed"})

    async def close(self) -> None:
        """Put the phone away."""
        if self.context:
            await self.context.close()


@pytest.fixture
async def visit(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry, page: Page
) -> FrameVisit:
    """Have somebody with a phone, who can open a lesson."""
    serve_around(hass)
    return FrameVisit(hass, page, entry.entry_id, str((await hass_client()).make_url("")).rstrip("/"))


def prefix_of(path: str) -> str:
    """Return what the addresses of a visit begin with."""
    return "/".join(path.split("/")[:5])
