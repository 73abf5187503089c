"""A client of Home Assistant's REST and WebSocket interfaces, as the frontend uses them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
import json
import time
from typing import Any

import aiohttp

DOMAIN = "alexa_privacy"
# A deletion that Amazon carries out late is verified for more than five minutes.
PATIENCE = aiohttp.ClientTimeout(total=900)


class HomeError(Exception):
    """Home Assistant refused a request; the text is its answer."""


async def wait_until(condition: Callable[[], Awaitable[bool]], *, within: float, what: str) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + within
    while not await condition():
        if time.monotonic() > deadline:
            message = f"Waited {within:.0f} s in vain for {what}"
            raise TimeoutError(message)
        await asyncio.sleep(0.1)


def sign_in_script(address: str, token: str, language: str = "en") -> str:
    """Return the script by which Home Assistant's frontend finds itself signed in."""
    day = 86_400
    life = {"expires_in": day, "expires": int((time.time() + day) * 1000)}
    client = {"hassUrl": address, "clientId": f"{address}/"}
    tokens = {"access_token": token, "refresh_token": "", "token_type": "Bearer", **client, **life}
    stored = {"hassTokens": tokens, "selectedLanguage": language}
    return "".join(f"localStorage.{key} = {json.dumps(json.dumps(value))};" for key, value in stored.items())


class HomeClient:
    """One signed-in user."""

    def __init__(self, url: str) -> None:
        """Talk to the Home Assistant at this address."""
        self.url = url
        self._token: str | None = None

    # Sign-in

    async def answers(self) -> bool:
        """Return whether Home Assistant serves requests."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/manifest.json") as response:
                return response.status == HTTPStatus.OK
        except aiohttp.ClientConnectionError:
            return False

    async def onboard(self, username: str, password: str) -> None:
        """Create the first user, the owner, and sign in."""
        user = {"name": username.title(), "username": username, "password": password, "language": "en"}
        created = await self.post("/api/onboarding/users", {**user, "client_id": f"{self.url}/"})
        await self._redeem(created["auth_code"])

    async def sign_in(self, username: str, password: str) -> None:
        """Sign in as a user that exists."""
        client = {"client_id": f"{self.url}/"}
        handler = {"handler": ["homeassistant", None], "redirect_uri": f"{self.url}/"}
        flow = await self.post("/auth/login_flow", {**client, **handler})
        answer = {"username": username, "password": password, **client}
        flow = await self.post(f"/auth/login_flow/{flow['flow_id']}", answer)
        await self._redeem(flow["result"])

    async def _redeem(self, code: str) -> None:
        """Turn an authorization code into an access token, and wait until everything is set up."""
        form = {"grant_type": "authorization_code", "code": code, "client_id": f"{self.url}/"}
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/auth/token", data=form) as response:
            tokens = await _answer(response)
        # An access token of the frontend lives half an hour; this one as long as the user.
        self._token = tokens["access_token"]
        self._token = await self.command("auth/long_lived_access_token", client_name=f"tests {time.time()}", lifespan=1)

        async def running() -> bool:
            return bool((await self.get("/api/config"))["state"] == "RUNNING")

        await wait_until(running, within=120, what="Home Assistant's start")

    def browser_sign_in(self, language: str = "en") -> str:
        """Return the script that signs a browser's page in before it loads."""
        return sign_in_script(self.url, self._token or "", language)

    # Requests

    async def get(self, path: str) -> Any:
        """Read over REST."""
        return await self._request("GET", path)

    async def post(self, path: str, data: Any = None) -> Any:
        """Send over REST."""
        return await self._request("POST", path, json=data or {})

    async def delete(self, path: str) -> Any:
        """Delete over REST."""
        return await self._request("DELETE", path)

    async def upload(self, data: bytes, name: str) -> str:
        """Hand a file to Home Assistant; return its id."""
        form = aiohttp.FormData()
        form.add_field("file", data, filename=name)
        return str((await self._request("POST", "/api/file_upload", data=form))["file_id"])

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        """Send one request with the token, if there is one yet."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with (
            aiohttp.ClientSession(headers=headers, timeout=PATIENCE) as session,
            session.request(method, self.url + path, **options) as response,
        ):
            return await _answer(response)

    async def command(self, name: str, **arguments: Any) -> Any:
        """Send one command over a WebSocket of its own and return its result."""
        async with self._commanded(name, arguments) as (_, result):
            return result

    async def first_event(self, name: str, **arguments: Any) -> Any:
        """Subscribe to something over a WebSocket of its own, and return the first event."""
        async with self._commanded(name, arguments) as (socket, _):
            return (await socket.receive_json())["event"]

    @asynccontextmanager
    async def _commanded(
        self, name: str, arguments: dict[str, Any]
    ) -> AsyncIterator[tuple[aiohttp.ClientWebSocketResponse, Any]]:
        """Open a WebSocket, sign in and send one command; give the socket and the result."""
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{self.url}/api/websocket") as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self._token})
            await socket.receive_json()
            await socket.send_json({"id": 1, "type": name, **arguments})
            answer = await socket.receive_json()
            if not answer["success"]:
                raise HomeError(f"{name}: {answer['error']}")
            yield socket, answer["result"]

    # Flows

    async def start_flow(self, handler: str, *, options: bool = False) -> Any:
        """Start a config flow of an integration, or the options flow of an entry."""
        return await self.post(_flow_path(options=options), {"handler": handler})

    async def continue_flow(self, flow: Any, data: dict[str, Any], *, options: bool = False) -> Any:
        """Answer a step, and see a progress step through to the next one.

        Home Assistant goes on by itself once a progress step is done, and says so. Who asks in that very moment makes
        it go on twice, and may find the flow gone.
        """
        path = f"{_flow_path(options=options)}/{flow['flow_id']}"
        async with self._commanded("subscribe_events", {"event_type": "data_entry_flow_progressed"}) as (socket, _):
            flow = await self.post(path, data)
            async with asyncio.timeout(PATIENCE.total):
                while flow["type"] == "progress":
                    if (await socket.receive_json())["event"]["data"]["flow_id"] == flow["flow_id"]:
                        flow = await self.get(path)
        if options and flow["type"] in ("create_entry", "abort"):
            await self._wait_until_loaded(flow["handler"])
        return flow

    async def _wait_until_loaded(self, entry_id: str) -> None:
        """Wait until an entry is set up again: changed options reload it, and until then its actions are refused."""

        async def loaded() -> bool:
            entries = await self.get("/api/config/config_entries/entry")
            return any(entry["entry_id"] == entry_id and entry["state"] == "loaded" for entry in entries)

        await wait_until(loaded, within=60, what=f"entry {entry_id}")

    # States and actions

    async def state(self, entity_id: str) -> Any:
        """Read an entity."""
        return await self.get(f"/api/states/{entity_id}")

    async def wait_for_state(self, entity_id: str, test: Callable[[str], bool], *, within: float = 60) -> str:
        """Wait until an entity's state passes the test, and return it."""
        seen = ""

        async def passes() -> bool:
            nonlocal seen
            seen = (await self.state(entity_id))["state"]
            return test(seen)

        try:
            await wait_until(passes, within=within, what=entity_id)
        except TimeoutError as error:
            message = f"{error}: last seen as {seen!r}"
            raise TimeoutError(message) from error
        return seen

    async def call(self, action: str, *, response: bool = False, **data: Any) -> Any:
        """Call an action such as `switch.turn_on`; return its response if it is asked for."""
        answer = await self.post(
            f"/api/services/{action.replace('.', '/')}{'?return_response' if response else ''}", data
        )
        return answer["service_response"] if response else answer

    async def entities(self) -> dict[str, str]:
        """Find the account's entities: translation key to entity id."""
        return {entity["translation_key"]: entity["entity_id"] for entity in await self._entities(of_account=True)}

    async def echo_entities(self, key: str) -> list[str]:
        """Find the entities of all Echos with this translation key."""
        entities = await self._entities(of_account=False)
        return sorted(entity["entity_id"] for entity in entities if entity["translation_key"] == key)

    async def _entities(self, *, of_account: bool) -> list[Any]:
        """List the integration's entities in use, either those of the account's own device or those of its Echos."""
        devices = await self.command("config/device_registry/list")
        account = {device["id"] for device in devices if device["entry_type"] == "service"}
        return [
            entity
            for entity in await self.command("config/entity_registry/list")
            if entity["platform"] == DOMAIN
            and not entity["disabled_by"]
            and (entity["device_id"] in account) == of_account
        ]


def _flow_path(*, options: bool) -> str:
    """Where flows are served."""
    return f"/api/config/config_entries/{'options/' if options else ''}flow"


async def _answer(response: aiohttp.ClientResponse) -> Any:
    """Return the JSON of an answer, or raise what it complains about."""
    if not response.ok:
        raise HomeError(f"{response.method} {response.url.path}: {response.status} {await response.text()}")
    return await response.json()
