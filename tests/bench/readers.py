"""The CPU time a page takes: ours, other clients', and a request that does the least there can be."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
import ssl
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from aiohttp import ClientSession, CookieJar, TCPConnector
import orjson

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.pace import Pace
from custom_components.alexa_privacy.amazon.responses import find_csrf_token
from custom_components.alexa_privacy.amazon.session import CSRF_HEADER, HISTORY_PAGE, AmazonSession
from tests.amazon_double.resolver import AmazonResolver
from tests.home import AmazonProcess

PAGES = 10
"""As many as alexapy reads at a time."""
WARM_UP = 2
BARE, OURS = "bare request", "Alexa Privacy"
FOR_EVER = 253_402_300_799_000

type Read = Callable[[], Awaitable[tuple[int, int]]]
"""Reads the newest pages; returns how many pages and recordings there were."""


@dataclass
class Cost:
    """CPU seconds of the rounds."""

    pages: list[float] = field(default_factory=list)
    recordings: list[float] = field(default_factory=list)

    @property
    def page(self) -> float:
        """Seconds a page."""
        return median(self.pages)

    @property
    def recording(self) -> float:
        """Seconds a recording that the caller is given."""
        return median(self.recordings)


async def measure(amazon: AmazonProcess, rounds: int) -> dict[str, Cost]:
    """Let all read in turn, so that what else the machine does meets each alike."""
    costs: dict[str, Cost] = {}
    async with _readers(amazon) as readers:
        for number in range(WARM_UP + rounds):
            for name, read in readers.items():
                before = process_time()
                pages, recordings = await read()
                seconds = process_time() - before
                if number >= WARM_UP:
                    cost = costs.setdefault(name, Cost())
                    cost.pages.append(seconds / pages)
                    cost.recordings.append(seconds / recordings)
    return costs


@asynccontextmanager
async def _readers(amazon: AmazonProcess) -> AsyncIterator[dict[str, Read]]:
    """Sign every reader in that is installed here."""
    with TemporaryDirectory() as folder:
        async with _session(amazon) as bare, _session(amazon) as ours, _session(amazon) as devices:
            readers = {BARE: await _bare(bare, amazon), OURS: await _ours(ours, amazon)}
            if find_spec("aioamazondevices"):
                readers["aioamazondevices"] = await _aioamazondevices(devices, amazon, folder)
            if find_spec("alexapy"):
                async with _session(amazon) as alexa:
                    readers["alexapy"] = await _alexapy(alexa, amazon, folder)
                    yield readers
            else:
                yield readers


def _session(amazon: AmazonProcess) -> ClientSession:
    """Return a session that takes the stand-in for Amazon."""
    trust = ssl.create_default_context(cafile=amazon.ca)
    connector = TCPConnector(resolver=AmazonResolver(amazon.port), ssl=trust)
    return ClientSession(connector=connector, cookie_jar=CookieJar())


async def _login_data(amazon: AmazonProcess) -> dict[str, Any]:
    """Sign an app in."""
    return dict(await amazon.tell("/login_data"))


async def _bare(http: ClientSession, amazon: AmazonProcess) -> Read:
    """Post and parse, and nothing else."""
    site = f"https://www.amazon.{amazon.site}"
    cookies = (await _login_data(amazon))["website_cookies"]
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    async with http.get(site + HISTORY_PAGE, headers={"Cookie": cookie}) as response:
        csrf = find_csrf_token(await response.text())
    page = {"Referer": site + HISTORY_PAGE, "Content-Type": "application/json; charset=utf-8"}
    headers = {"Cookie": cookie, CSRF_HEADER: csrf, **page}
    address = (
        f"{site}{HISTORY_PAGE}/customer-history-records-v2"
        f"?startTime=0&endTime={FOR_EVER}&recordType=VOICE_HISTORY&maxRecordSize=10"
    )

    async def read() -> tuple[int, int]:
        token, pages, recordings = None, 0, 0
        while pages < PAGES:
            body = orjson.dumps({"previousRequestToken": token})
            async with http.post(address, data=body, headers=headers) as response:
                page = orjson.loads(await response.read())
            pages += 1
            recordings += len(page["customerHistoryRecords"])
            token = page["encodedRequestToken"]
            if token is None:
                break
        return pages, recordings

    return read


async def _ours(http: ClientSession, amazon: AmazonProcess) -> Read:
    """Read as a walk does."""
    history = History(AmazonSession(http, Credentials.from_login_data(await _login_data(amazon)), pace=Pace(pause=0.0)))

    async def read() -> tuple[int, int]:
        pages = recordings = 0
        async for page in history.pages(0, FOR_EVER):
            pages += 1
            recordings += len(page)
            if pages == PAGES:
                break
        return pages, recordings

    return read


async def _aioamazondevices(http: ClientSession, amazon: AmazonProcess, folder: str) -> Read:
    """Read what was said last to each Echo: one page, and a new access token each time."""
    from aioamazondevices.api import AmazonEchoApi  # noqa: PLC0415 - may be missing
    from aioamazondevices.implementation import history  # noqa: PLC0415 - likewise
    from aioamazondevices.structures import AmazonSaveDataConfig  # noqa: PLC0415 - likewise

    history.BACKEND_REFRESH_WAIT_SECONDS = 0
    save_data = AmazonSaveDataConfig(path=Path(folder))
    library = AmazonEchoApi(
        http,
        amazon.account["email"],
        amazon.account["password"],
        save_data=save_data,
        login_data=await _login_data(amazon),
    )

    async def read() -> tuple[int, int]:
        recordings = 0
        for _ in range(PAGES):
            recordings += len(await library.sync_history_state())
        return PAGES, recordings

    return read


async def _alexapy(http: ClientSession, amazon: AmazonProcess, folder: str) -> Read:
    """Read as many pages as it does at a time."""
    from alexapy import AlexaAPI, AlexaLogin  # noqa: PLC0415 - may be missing

    site, email, password = f"amazon.{amazon.site}", amazon.account["email"], amazon.account["password"]
    login = AlexaLogin(site, email, password, lambda name: str(Path(folder) / name))
    await login._session.close()
    login._session, login._ssl = http, ssl.create_default_context(cafile=amazon.ca)
    cookies = (await _login_data(amazon))["website_cookies"]
    login._headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    await login.get_csrf_token()

    async def read() -> tuple[int, int]:
        records = await AlexaAPI.get_customer_history_records(login, 0, FOR_EVER, 10, max_pages=PAGES)
        return PAGES, len(records)

    return read
