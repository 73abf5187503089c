"""A plain HTTP door to a stand-in that runs as a process of its own: to look into it, and to make things happen."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.amazon_double.accounts import Account, system_clock
from tests.amazon_double.faults import Fault, json
from tests.amazon_double.other_histories import HISTORIES
from tests.amazon_double.server import AmazonDouble


class Control:
    """What can be asked and told. Answers and bodies are JSON."""

    def __init__(self, amazon: AmazonDouble) -> None:
        """Know the stand-in; its first account is meant throughout."""
        self._amazon = amazon
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def _account(self) -> Account:
        return self._amazon.accounts[0]

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/state", self._state),
                web.get("/secrets", self._secrets),
                web.get("/recordings", self._recordings),
                web.get("/recipes/{dialect}", self._recipes),
                web.get("/entries/{history}", self._entries),
                web.get("/history/{dialect}", self._history),
                web.post("/note", self._note),
                web.post("/browser", self._browser),
                web.post("/login_data", self._login_data),
                web.get("/apps", self._apps),
                web.post("/meet", self._meet),
                web.post("/approve", self._approve),
                web.post("/say", self._say),
                web.post("/delete", self._delete),
                web.post("/settings", self._settings),
                web.post("/fault", self._fault),
                web.post("/heal", self._heal),
                web.post("/expire/{what}", self._expire),
                web.post("/clock", self._clock),
                web.post("/clear_log", self._clear_log),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    async def _state(self, request: web.Request) -> web.Response:
        """Tell counts and settings: `tz` for what today is, `start` and `end` (ms) for a window."""
        time_zone = ZoneInfo(request.query["tz"]) if "tz" in request.query else self._account.time_zone
        today = self._amazon.now().astimezone(time_zone).date()
        state: dict[str, Any] = {
            "held": self._account.held,
            "held_today": self._account.held_on(today, time_zone),
            "unintended": self._account.unintended,
            "conversations": len(self._account.conversations),
            "others": {name: len(self._account.entries(name)) for name in self._account.others},
            "settings": self._account.settings,
            "requests": self._amazon.counts(),
            "answered": sum(entry.status is not None for entry in self._amazon.requests),
        }
        if "start" in request.query:
            start, end = int(request.query["start"]), int(request.query["end"])
            state["held_in_window"] = self._account.held_between(start, end)
        return json(state)

    async def _secrets(self, _request: web.Request) -> web.Response:
        """Tell what must not be found in any log."""
        return json(self._account.secrets)

    async def _recordings(self, request: web.Request) -> web.Response:
        """Return the newest records, at most `limit`."""
        recordings = self._account.recordings[: int(request.query.get("limit", 100))]
        return json([recording.record() for recording in recordings])

    async def _recipes(self, request: web.Request) -> web.Response:
        """Return the recipes of a dialect."""
        return json(self._amazon.dialects[request.match_info["dialect"]].recipes())

    async def _entries(self, request: web.Request) -> web.Response:
        """Return key and time of all entries of another history, newest first."""
        entries = self._account.entries(request.match_info["history"])
        return json([{"key": entry.key, "timestamp": entry.timestamp} for entry in entries])

    async def _history(self, request: web.Request) -> web.Response:
        """Return the document that teaches another history as a dialect speaks of it, by the name `called`."""
        return json(HISTORIES[request.match_info["dialect"]].document(request.query["called"]))

    async def _note(self, request: web.Request) -> web.Response:
        """Put an entry into another `history`, with what else Account.note takes."""
        body = await request.json()
        entry = self._account.note(body.pop("history"), **body)
        return json({"key": entry.key, "timestamp": entry.timestamp})

    async def _browser(self, _request: web.Request) -> web.Response:
        """Sign a browser in: its cookies, and what makes Chromium take this for Amazon."""
        cookies = self._amazon.login_data(self._account)["website_cookies"]
        return json({"cookies": cookies, "arguments": self._amazon.chromium_arguments()})

    async def _login_data(self, _request: web.Request) -> web.Response:
        """Sign an app in: what aioamazondevices would have stored."""
        return json(self._amazon.login_data(self._account))

    async def _apps(self, _request: web.Request) -> web.Response:
        """Return the apps that are registered as the account's devices: serial number, name and site."""
        apps = self._amazon.apps(self._account)
        return json([{"serial": app.serial, "name": app.name, "site": app.site} for app in apps])

    async def _meet(self, request: web.Request) -> web.Response:
        """Let a sign-in meet `pages`, and those alone; see Account.meets."""
        self._account.meets = set((await request.json())["pages"])
        return json({"meets": sorted(self._account.meets)})

    async def _approve(self, _request: web.Request) -> web.Response:
        """Approve a sign-in on the phone, as its owner."""
        self._account.approved = True
        return json({"approved": True})

    async def _say(self, request: web.Request) -> web.Response:
        """Say something: `words`, and what else Account.say takes."""
        body = await request.json()
        return json({"recordKey": self._account.say(body.pop("words"), **body).key})

    async def _delete(self, request: web.Request) -> web.Response:
        """Delete `keys` of any history, as if by the owner in Amazon's app."""
        self._account.delete_elsewhere(*(await request.json())["keys"])
        return json({"held": self._account.held})

    async def _settings(self, request: web.Request) -> web.Response:
        """Flip switches, as if by the owner in Amazon's app."""
        self._account.settings |= await request.json()
        return json(self._account.settings)

    async def _fault(self, request: web.Request) -> web.Response:
        """Plan a fault: its name as `fault`, and what else AmazonDouble.fail takes."""
        body = await request.json()
        self._amazon.fail(Fault[body.pop("fault").upper()], **body)
        return json({"planned": True})

    async def _heal(self, _request: web.Request) -> web.Response:
        """Plan no more faults."""
        self._amazon.heal()
        return json({"planned": False})

    async def _expire(self, request: web.Request) -> web.Response:
        """Let `cookies`, `tokens`, `csrf` or `everything` end."""
        acts = {
            "cookies": self._amazon.expire_cookies,
            "tokens": self._amazon.expire_tokens,
            "csrf": self._amazon.expire_csrf,
            "everything": self._amazon.sign_everyone_out,
        }
        acts[request.match_info["what"]]()
        return json({"expired": request.match_info["what"]})

    async def _clock(self, request: web.Request) -> web.Response:
        """Set the clock `ahead` of the machine's, by so many seconds."""
        ahead = timedelta(seconds=(await request.json())["ahead"])
        self._amazon.now = lambda: system_clock() + ahead
        return json({"now": self._amazon.now().isoformat()})

    async def _clear_log(self, _request: web.Request) -> web.Response:
        """Forget the requests so far."""
        self._amazon.clear_log()
        return json({"requests": {}})
