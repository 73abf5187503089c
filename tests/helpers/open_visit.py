"""A visit without a browser: what Amazon's page would ask for, sent as its script sends it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from tests.amazon_double import Account
from tests.conftest import SetUp
from tests.helpers.page import Page

CSRF = 'name="csrf-token" content="'
LISTING = "/alexa-privacy/apd/rvh/customer-history-records-v2"


class OpenVisit:
    """A lesson that is open, and a browser's two ways to ask."""

    def __init__(self, commands: Page, client: TestClient[Any, Any], entry_id: str) -> None:
        """Take the page's commands, and a client that is not signed in to Home Assistant."""
        self.commands = commands
        self.client = client
        self.entry_id = entry_id
        self.subscription = 0
        self.snapshot: dict[str, Any] = {}
        self.token = ""

    async def open(self, lesson: str = "delete_recordings") -> dict[str, Any]:
        """Open a lesson; return the snapshot."""
        self.subscription = await self.commands.follow("visit/open", entry_id=self.entry_id, lesson=lesson)
        await self.until("open", "refused", "learned", "to_test")
        self.token = (self.snapshot["path"] or "").removeprefix("/api/alexa_privacy/visit/").partition("/")[0]
        return self.snapshot

    async def until(self, *states: str) -> dict[str, Any]:
        """Wait for a snapshot in one of some states."""
        while True:
            self.snapshot = await self.commands.event(self.subscription)
            if self.snapshot["state"] in states:
                return self.snapshot

    async def noted(self, key: str | None) -> dict[str, Any]:
        """Wait for a snapshot with a note, or for one without."""
        while (self.snapshot["note"] or {}).get("key") != key:
            self.snapshot = await self.commands.event(self.subscription)
        return self.snapshot

    @property
    def prefix(self) -> str:
        """What the addresses of pages begin with."""
        return f"/api/alexa_privacy/visit/{self.token}"

    async def ask(self, address: str, method: str = "GET", **more: Any) -> tuple[int, str]:
        """Ask as a browser does by itself; return the status and the text."""
        url = URL(str(self.client.make_url("")).rstrip("/") + self.prefix + address, encoded=True)
        async with self.client.session.request(method, url, allow_redirects=False, **more) as answer:
            self.headers = answer.headers
            return answer.status, (await answer.read()).decode(errors="replace")

    async def page(self, path: str = "/alexa-privacy/apd/rvh") -> str:
        """Load a page."""
        status, text = await self.ask(path, headers={"Accept": "text/html,*/*"})
        assert status == HTTPStatus.OK, (status, text)
        return text

    async def send(
        self, method: str, target: str, body: Any = None, headers: Iterable[tuple[str, str]] = (), **more: Any
    ) -> tuple[int, str]:
        """Ask as the page's script does."""
        line = orjson.dumps({"method": method, "target": target, "headers": [*headers], **more})
        text = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        packed = {"Content-Type": "text/plain", "Origin": "null"}
        return await self.ask("/!", "POST", data=line + b"\n" + text, headers=packed)

    async def csrf(self) -> list[tuple[str, str]]:
        """Load the page; return the headers that its script sends."""
        token = (await self.page()).split(CSRF)[1].split('"')[0]
        return [("anti-csrftoken-a2z", token), ("content-type", "application/json")]

    async def list(self, headers: Iterable[tuple[str, str]], until: int = 4_102_444_800_000) -> None:
        """List everything until a time (epoch ms), as the page does."""
        token = None
        while True:
            target = f"{LISTING}?startTime=0&endTime={until}&recordType=VOICE_HISTORY"
            status, text = await self.send("POST", target, {"previousRequestToken": token}, headers)
            if status == HTTPStatus.NOT_FOUND and self.headers["Content-Type"].startswith("text/plain"):
                # What was to be seen was seen, and the page is closed.
                return
            assert status == HTTPStatus.OK, text
            if not (token := orjson.loads(text)["encodedRequestToken"]):
                return

    async def delete(self, key: str, headers: Iterable[tuple[str, str]], *, lists: bool = True) -> None:
        """Delete a recording as the page of the list dialect does."""
        status, text = await self.send("POST", "/alexa-privacy/made-up-list/remove?lang=en", {"keys": [key]}, headers)
        assert status == HTTPStatus.OK, text
        if lists:
            await self.list(headers)

    async def flip(self, name: str, headers: Iterable[tuple[str, str]], *, on: bool) -> None:
        """Set a switch as the page of the list dialect does."""
        target = "/alexa-privacy/made-up-list/preference"
        status, text = await self.send("POST", target, {"name": name, "enabled": on}, headers)
        assert status == HTTPStatus.OK, text

    async def close(self) -> None:
        """Close it."""
        await self.commands.ask("visit/close", subscription=self.subscription)


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account that was taught nothing."""
    return await set_up(account, options={})


@pytest.fixture
async def visit(entry: MockConfigEntry, page: Page, hass_client_no_auth: ClientSessionGenerator) -> OpenVisit:
    """Have somebody who can open a lesson."""
    return OpenVisit(page, await hass_client_no_auth(), entry.entry_id)
