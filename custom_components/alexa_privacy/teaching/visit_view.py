"""Serves Amazon's page during a visit, below an address with an unguessable token."""

from http import HTTPStatus
import re
from typing import Final, override

from aiohttp import hdrs, web
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView

from ..const import DOMAIN
from .visit import ADDRESS, dress
from .visit_session import VISITS

_HOST: Final = re.compile(r"[\w.:\[\]-]{1,260}")


class VisitView(HomeAssistantView):
    """Serves Amazon's page during a visit."""

    url = f"{ADDRESS}{{tail:.*}}"
    name = f"api:{DOMAIN}:visit"
    # A page in a sandbox has no way to sign in; the address is the key.
    requires_auth = False

    @override
    def register(self, hass: HomeAssistant, app: web.Application, router: web.UrlDispatcher) -> None:
        """Register for all methods, and keep the addresses out of the log."""
        router.add_route(hdrs.METH_ANY, self.url, self._handle)

    async def _handle(self, request: web.Request) -> web.Response:
        """Respond with the headers of the sandbox, also to errors."""
        token, slash, rest = request.raw_path.removeprefix(ADDRESS).partition("/")
        visits = request.app[KEY_HASS].data[VISITS].values()
        session = next((each for each in visits if each.is_at(token)), None)
        if session is None or not slash:
            response = web.Response(status=HTTPStatus.NOT_FOUND, text="This page is no longer open")
        else:
            try:
                response = await session.answer(request, f"/{rest}")
            except web.HTTPException as err:
                response = web.Response(status=err.status, text=err.reason)
        host = request.host if _HOST.fullmatch(request.host) else "invalid"
        return dress(response, f"{ADDRESS}{token}" if session else ADDRESS, host, request.headers.get(hdrs.ORIGIN))
