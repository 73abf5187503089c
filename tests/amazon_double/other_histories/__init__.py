"""Pages of other histories than the voice history: smart home, detected sounds, conversations."""

from collections.abc import Callable
from html import escape

from aiohttp import web

from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import html
from tests.amazon_double.other_histories.dialects import HISTORIES, REFUSED, TEACHABLE
from tests.amazon_double.other_histories.page import HistoryDialect
from tests.amazon_double.privacy import ROOT
from tests.amazon_double.sessions import Sessions

__all__ = ["HISTORIES", "REFUSED", "TEACHABLE", "HistoryDialect", "routes"]


def routes(sessions: Sessions, smart_home: Callable[[], str]) -> list[Route]:
    """Return the routes of all dialects, the page at Amazon's own address, and the one that links to all."""

    async def own_address(call: Call) -> web.Response:
        return await HISTORIES[smart_home()].show(sessions, call)

    async def home(call: Call) -> web.Response:
        links = [f'<li><a href="{each.page}">{escape(each.name)}</a></li>' for each in HISTORIES.values()]
        body = f'<p id="status"></p><ul>{"".join(links)}</ul><script>document.body.dataset.state = "ready"</script>'
        token = f'<meta name="csrf-token" content="{sessions.csrf(call.session)}">'
        return html("Alexa Privacy", head=token, body=body)

    return [
        Route("page", Host.WWW, "GET", f"{ROOT}/home", home),
        Route("smart_home_page", Host.WWW, "GET", f"{ROOT}/dsh", own_address),
        *(route for dialect in HISTORIES.values() for route in dialect.routes(sessions)),
    ]
