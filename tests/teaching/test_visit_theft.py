"""A hostile page in a visit cannot read Home Assistant's tokens, nor reach its API, in any browser."""

import asyncio
from typing import Any
from urllib.parse import quote

from aiohttp import web
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import orjson
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.teaching import visit as visits
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.thief import PAGE
from tests.browser.fixtures import expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import prefix_of
from tests.browser.others import showing
from tests.conftest import SetUp
from tests.helpers.page import Page
from tests.helpers.waiting import until

__all__ = ["expected_lingering_tasks", "expected_lingering_timers"]

BROWSERS = ["chromium", "firefox", "webkit"]
SECRET = "of-home-assistant-alone"
SANDBOX = 'sandbox="allow-scripts allow-forms allow-modals"'
AROUND = """<!DOCTYPE html><title>Around</title><body><script>
var secret = "%secret%";
localStorage.hassTokens = JSON.stringify({ access_token: "%token%", secret });
sessionStorage.secret = secret;
document.cookie = `secret=${secret}; path=/`;
const where = new URLSearchParams(location.search);
if (where.has("open")) location = where.get("open");
if (where.has("frame")) document.body.innerHTML = `<iframe %sandbox% src="${where.get("frame")}"></iframe>`;
</script>"""


class Home:
    """Home Assistant's address with its secrets, and a page that frames or opens another."""

    def __init__(self, hass: HomeAssistant, token: str) -> None:
        """Serve it."""
        self.told: list[str] = []
        self.sandbox = SANDBOX
        self._token = token
        for path, answer in {"around": self._around, "secret.js": self._script, "told": self._tell}.items():
            hass.http.app.router.add_get(f"/local-{path}", answer)

    async def _around(self, _: web.Request) -> web.Response:
        text = AROUND.replace("%token%", self._token).replace("%secret%", SECRET).replace("%sandbox%", self.sandbox)
        return web.Response(text=text, content_type="text/html")

    async def _script(self, _: web.Request) -> web.Response:
        return web.Response(text=f"window.secretOfHome = '{SECRET}'", content_type="text/javascript")

    async def _tell(self, request: web.Request) -> web.Response:
        self.told.append(request.query_string)
        return web.Response(text="told")


@pytest.fixture
async def page_path(account: Account, set_up: SetUp, page: Page) -> str:
    """Open a lesson; return where its hostile page is."""
    entry = await set_up(account, options={})
    subscription = await page.follow("visit/open", entry_id=entry.entry_id, lesson="human_review")
    while (event := await page.event(subscription))["state"] != "open":
        pass
    return prefix_of(event["path"]) + PAGE


@pytest.fixture
async def home(hass: HomeAssistant, hass_access_token: str) -> Home:
    """Serve Home Assistant's API and tokens."""
    assert await async_setup_component(hass, "http", {})
    assert await async_setup_component(hass, "api", {})
    return Home(hass, hass_access_token)


async def loot_of(amazon: AmazonDouble, name: str, address: str) -> dict[str, Any]:
    """Let a browser show the page; return what it found."""
    async with showing(name, address) as is_there:
        if not is_there:
            pytest.skip(f"no {name} found")
        await until(lambda: amazon.count("loot") > 0)
        # What it does to the windows around it comes last.
        await asyncio.sleep(1)
    found: dict[str, Any] = orjson.loads(next(entry.body for entry in amazon.requests if entry.kind == "loot"))
    return found


@pytest.mark.parametrize("way", ["frame", "open"])
@pytest.mark.parametrize("name", BROWSERS)
async def test_nothing_is_stolen(
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    home: Home,
    page_path: str,
    hass_access_token: str,
    name: str,
    way: str,
) -> None:
    """In a frame and in a tab of its own: nothing of Home Assistant's is read, and nothing around is moved."""
    address = str((await hass_client()).make_url(f"/local-around?{way}={quote(page_path)}"))
    loot = await loot_of(amazon, name, address)
    assert loot["origin"] == "null"
    assert len(loot) > 25
    said = str(loot)
    assert SECRET not in said
    assert hass_access_token not in said
    assert "location_name" not in said
    assert [told for told in home.told if way == "frame" or told not in {"top", "parent"}] == []


@pytest.mark.parametrize("name", BROWSERS)
async def test_without_the_sandbox_all_is_stolen(
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    home: Home,
    page_path: str,
    hass_access_token: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """The same page gets everything where the sandbox is taken away: the test above can fail."""
    monkeypatch.setattr(visits, "SANDBOX", "upgrade-insecure-requests-not")
    monkeypatch.setattr(visits, "_HOOK", "")
    home.sandbox = ""
    address = str((await hass_client()).make_url(f"/local-around?frame={quote(page_path)}"))
    loot = await loot_of(amazon, name, address)
    assert loot["origin"] != "null"
    stolen = {way for way, found in loot.items() if SECRET in found}
    assert {"storage", "cookies", "storage of the window above"} <= stolen
    assert hass_access_token in loot["storage"]


@pytest.mark.parametrize("name", BROWSERS)
async def test_a_browser_without_sandboxes_shows_nothing(
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    home: Home,
    page_path: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Where a browser ignores the sandbox, the page is blanked before anything of it runs."""
    monkeypatch.setattr(visits, "SANDBOX", "upgrade-insecure-requests-not")
    home.sandbox = ""
    address = str((await hass_client()).make_url(f"/local-around?frame={quote(page_path)}"))
    async with showing(name, address) as is_there:
        if not is_there:
            pytest.skip(f"no {name} found")
        await until(lambda: amazon.count("thief") > 0)
        await asyncio.sleep(8)
    assert amazon.count("loot") == 0
