"""The Voice History page, as far as Home Assistant sees it: somebody who asks over a WebSocket."""

from collections import defaultdict, deque
from typing import Any, Self

import pytest
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.alexa_privacy.const import DOMAIN


class CommandFailed(Exception):
    """A command was answered with an error."""

    def __init__(self, error: dict[str, Any]) -> None:
        """Keep what was answered."""
        super().__init__(error["message"])
        self.code: str = error.get("translation_key") or error["code"]


def _parts(event: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what of an event names its deletion."""
    return [event[name] for name in ("progress", "receipt") if name in event]


class Page:
    """A page that is open; it connects once it asks for something."""

    def __init__(self, connect: WebSocketGenerator, token: str | None = None) -> None:
        """Ask as an administrator, or as whose token this is."""
        self._connect = connect
        self._token = {"access_token": token} if token else {}
        self._client: MockHAClientWebSocket | None = None
        self._events: dict[int, deque[dict[str, Any]]] = defaultdict(deque)

    def as_user(self, token: str) -> Self:
        """Return the page as another user sees it."""
        return type(self)(self._connect, token)

    async def ask(self, command: str, **data: Any) -> Any:
        """Return a command's result; CommandFailed where it is refused."""
        answer = await self._send(command, data)
        return answer["result"]

    async def follow(self, command: str, **data: Any) -> int:
        """Begin something that tells events; returns what to call it."""
        answer = await self._send(command, data)
        return int(answer["id"])

    async def leave(self, subscription: int) -> None:
        """Look no more at something."""
        await self._exchange({"type": "unsubscribe_events", "subscription": subscription})

    async def event(self, subscription: int) -> dict[str, Any]:
        """Return the next event."""
        while not self._events[subscription]:
            self._take(await self._receive())
        return self._events[subscription].popleft()

    async def until(self, subscription: int, *names: str) -> list[dict[str, Any]]:
        """Return the events up to one that has any of these in it."""
        events = [await self.event(subscription)]
        while not any(events[-1].get(name) for name in names):
            events.append(await self.event(subscription))
        return events

    async def follow_deletions(self, entry_id: str) -> int:
        """Subscribe to an account's deletions while none is unfinished; returns what to call it."""
        feed = await self.follow("deletions/subscribe", entry_id=entry_id)
        assert await self.event(feed) == {"unfinished": []}
        return feed

    async def delete(self, **target: Any) -> str:
        """Begin a deletion; returns what its receipt will be called."""
        answer = await self.ask("delete", **target)
        assert answer.keys() == {"receipt_id"}
        return str(answer["receipt_id"])

    async def finished(self, feed: int, receipt_id: str) -> list[dict[str, Any]]:
        """Return a deletion's events up to its end; those of others are dropped."""
        events: list[dict[str, Any]] = []
        while not events or "receipt" not in events[-1]:
            event = await self.event(feed)
            if receipt_id in {event.get("receipt_id"), *(part.get("receipt_id") for part in _parts(event))}:
                events.append(event)
        return events

    def heard(self, subscription: int) -> list[dict[str, Any]]:
        """Return the events that have come and were not looked at."""
        return list(self._events[subscription])

    async def close(self) -> None:
        """Close it."""
        if self._client:
            await self._client.close()

    async def _send(self, command: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send a command of ours."""
        return await self._exchange({"type": f"{DOMAIN}/{command}", **data})

    async def _exchange(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message and return its answer."""
        if self._client is None:
            self._client = await self._connect(**self._token)
        await self._client.send_json_auto_id(message)
        while (answer := await self._receive())["type"] != "result" or answer["id"] != message["id"]:
            self._take(answer)
        if not answer["success"]:
            raise CommandFailed(answer["error"])
        return answer

    async def _receive(self) -> dict[str, Any]:
        """Return what comes next."""
        assert self._client
        message: dict[str, Any] = await self._client.receive_json()
        return message

    def _take(self, message: dict[str, Any]) -> None:
        """Keep an event."""
        assert message["type"] == "event"
        self._events[message["id"]].append(message["event"])


@pytest.fixture
def page(hass_ws_client: WebSocketGenerator) -> Page:
    """Open the page as an administrator."""
    return Page(hass_ws_client)
