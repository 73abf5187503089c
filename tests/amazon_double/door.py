"""A door to the stand-in's sign-in pages for a person's own browser, which knows no stand-in by Amazon's names."""

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web
from yarl import URL

from tests.amazon_double.server import AmazonDouble

_AMAZON = "https://www.amazon."


class Door:
    """Shows at http://127.0.0.1:<port>/<site>/ap/… what is at https://www.amazon.<site>/ap/…, and leads to itself."""

    def __init__(self, amazon: AmazonDouble) -> None:
        """Know the stand-in."""
        self._amazon = amazon
        self._runner: web.AppRunner | None = None
        self._client: ClientSession | None = None
        self.port = 0

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        connector = TCPConnector(resolver=self._amazon.resolver(), ssl=self._amazon.ssl_context())
        self._client = ClientSession(connector=connector, cookie_jar=DummyCookieJar())
        app = web.Application()
        app.router.add_route("*", "/{site}/ap/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner and self._client:
            await self._runner.cleanup()
            await self._client.close()

    async def _pass(self, request: web.Request) -> web.Response:
        """Hand a request on, and its answer back with addresses of the door."""
        assert self._client
        site, _, rest = request.raw_path.removeprefix("/").partition("/")
        here = f"http://127.0.0.1:{self.port}/"
        async with self._client.request(
            request.method,
            URL(f"{_AMAZON}{site}/{rest}", encoded=True),
            data=await request.read(),
            headers={"Content-Type": request.content_type},
            allow_redirects=False,
        ) as answer:
            response = web.Response(
                status=answer.status,
                text=(await answer.text()).replace(_AMAZON, here),
                content_type=answer.content_type,
            )
            if location := answer.headers.get("Location"):
                response.headers["Location"] = location.replace(_AMAZON, here, 1)
            return response
