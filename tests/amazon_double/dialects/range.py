"""No single recording can be deleted: only a range, in UTC, and everything. Settings stand in an attribute."""

from datetime import UTC, datetime
from html import escape
from typing import override

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route
from tests.amazon_double.dialects.base import CSRF, Dialect, between, erase, everything, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json

NAMES = {"human_review": "humanReview", "message_review": "messageReview", "deletion_by_voice": "voiceDeletion"}
SWITCHES = {name: switch for switch, name in NAMES.items()}
LAYOUT = "%Y-%m-%dT%H:%M:%S.%fZ"


class RangeDialect(Dialect):
    """A range, its end included."""

    name = "range"
    recordings_script = """
    const erase = (range) => fetch(`${root}/erase`, {
      method: "POST",
      headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
      body: JSON.stringify({ history: "VOICE", range }),
    });
    const dialect = {
      eraseRange: (start, end) => erase({ from: new Date(start).toISOString(), to: new Date(end).toISOString() }),
      eraseEverything: () => erase("ALL"),
    };
    """
    settings_script = """
    const names = { human_review: "humanReview", message_review: "messageReview", deletion_by_voice: "voiceDeletion" };
    const dialect = {
      read() {
        const state = JSON.parse(document.getElementById("privacy").dataset.state);
        return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, state[name].allowed]));
      },
      set(id, enabled) {
        return fetch(`${root}/consents/${names[id]}`, {
          method: "PATCH",
          headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
          body: JSON.stringify({ allowed: enabled }),
        });
      },
    };
    """

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "POST", "erase", self._erase),
            self.route("settings", "PATCH", "consents/{name}", self._consent),
        ]

    @override
    def recipes(self) -> Json:
        span = {"from": f"{{{{start|utc:{LAYOUT}}}}}", "to": f"{{{{end|minus:1|utc:{LAYOUT}}}}}"}
        return {
            "version": 1,
            "delete_range": {"request": self._request(span)},
            "delete_everything": {"request": self._request("ALL")},
            "switches": {
                switch: {
                    "set": {
                        "method": "PATCH",
                        "path": f"{self.root}/consents/{name}",
                        "headers": CSRF,
                        "json": {"allowed": "{{value}}"},
                    },
                    "values": {"on": True, "off": False},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/settings"},
                        "inside": {"after": 'data-state="', "escaped": True},
                        "at": f"/{name}/allowed",
                    },
                }
                for switch, name in NAMES.items()
            },
        }

    def _request(self, span: Json | str) -> Json:
        """Return the recipe for a range."""
        return {
            "method": "POST",
            "path": f"{self.root}/erase",
            "headers": CSRF,
            "json": {"history": "VOICE", "range": span},
        }

    @override
    def state(self, account: Account) -> str:
        state = {name: {"allowed": account.settings[switch]} for switch, name in NAMES.items()}
        return f'<div id="privacy" data-state="{escape(orjson.dumps(state).decode())}"></div>'

    def _erase(self, call: Call) -> web.Response:
        """Delete a range, its end included."""
        asked = call.json()
        if asked["history"] != "VOICE":
            return json({"message": "Made up: VOICE"}, status=400)
        if asked["range"] == "ALL":
            erase(call, everything(call.account))
        else:
            start, end = (round(moment(asked["range"][name]) * 1000) for name in ("from", "to"))
            erase(call, between(call.account, start, end + 1))
        return json({"started": True}, status=202)

    def _consent(self, call: Call) -> web.Response:
        """Set one."""
        allowed = call.json()["allowed"]
        if not isinstance(allowed, bool):
            return json({"message": "Made up: true or false"}, status=400)
        store(call, {SWITCHES[call.request.match_info["name"]]: allowed})
        return json({"allowed": allowed})


def moment(text: str) -> float:
    """Read a time in UTC."""
    return datetime.strptime(text, LAYOUT).replace(tzinfo=UTC).timestamp()
