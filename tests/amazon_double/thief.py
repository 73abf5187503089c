"""A page of Amazon's turned hostile: it looks for Home Assistant's tokens, and sends what it finds to Amazon."""

from aiohttp import web

from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.dialects.base import page as page_text

ROOT = "/alexa-privacy/made-up-thief"
PAGE = f"{ROOT}/page"
LOOT = f"{ROOT}/loot"


def routes() -> list[Route]:
    """Return its page, and where it sends what it found."""

    async def page(_: Call) -> web.Response:
        return web.Response(text=page_text("thief.html"), content_type="text/html")

    async def loot(_: Call) -> web.Response:
        return web.Response(text="{}", content_type="application/json")

    return [Route("thief", Host.WWW, "GET", PAGE, page), Route("loot", Host.WWW, "POST", LOOT, loot)]
