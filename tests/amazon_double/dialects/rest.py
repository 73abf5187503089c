"""A key taken apart into path segments, and a request id of its own each time; settings patched, read in a script."""

from typing import override

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route
from tests.amazon_double.dialects.base import CSRF, Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json
from tests.amazon_double.sessions import Sessions

NAMES = {"human_review": "reviewByPeople", "message_review": "messageTranscripts", "deletion_by_voice": "voiceErase"}
WORDS = {"allowed": True, "refused": False}
SWITCHES = {name: switch for switch, name in NAMES.items()}
PATCH = "application/json-patch+json"


class RestDialect(Dialect):
    """Resources and patches."""

    name = "rest"
    recordings_script = """
    const dialect = {
      async erase(records) {
        let answer = null;
        for (const { recordKey } of records) {
          const [customer, time, type, serial] = recordKey.split("#");
          answer = await fetch(`${root}/customers/${customer}/devices/${type}/${serial}/recordings/${time}`, {
            method: "DELETE",
            headers: { "anti-csrftoken-a2z": csrf, "idempotency-key": crypto.randomUUID() },
          });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    settings_script = """
    const names = { human_review: "reviewByPeople", message_review: "messageTranscripts",
                    deletion_by_voice: "voiceErase" };
    const dialect = {
      read() {
        const value = (name) => window.madeUpState.privacy[name] === "allowed";
        return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, value(name)]));
      },
      set(id, enabled) {
        return fetch(`${root}/privacy`, {
          method: "PATCH",
          headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json-patch+json" },
          body: JSON.stringify([{ op: "replace", path: `/${names[id]}`, value: enabled ? "allowed" : "refused" }]),
        });
      },
    };
    """

    def __init__(self, sessions: Sessions) -> None:
        """Remember the ids of requests."""
        super().__init__(sessions)
        self._seen: set[str] = set()

    @override
    def requests(self) -> list[Route]:
        one = "customers/{customer}/devices/{type}/{serial}/recordings/{time}"
        return [
            self.route("delete", "DELETE", one, self._delete),
            self.route("settings", "PATCH", "privacy", self._patch),
        ]

    @override
    def recipes(self) -> Json:
        customer, time, device, serial = (f"{{{{recording.recordKey|part:#:{number}}}}}" for number in range(4))
        return {
            "version": 1,
            "delete_recordings": {
                "request": {
                    "method": "DELETE",
                    "path": f"{self.root}/customers/{customer}/devices/{device}/{serial}/recordings/{time}",
                    "headers": CSRF | {"idempotency-key": "{{uuid}}"},
                }
            },
            "switches": {
                switch: {
                    "set": {
                        "method": "PATCH",
                        "path": f"{self.root}/privacy",
                        "headers": CSRF | {"content-type": PATCH},
                        "json": [{"op": "replace", "path": f"/{name}", "value": "{{value}}"}],
                    },
                    "values": {"on": "allowed", "off": "refused"},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/settings"},
                        "inside": {"after": "window.madeUpState = "},
                        "at": f"/privacy/{name}",
                    },
                }
                for switch, name in NAMES.items()
            },
        }

    @override
    def state(self, account: Account) -> str:
        words = {on: word for word, on in WORDS.items()}
        state = {"privacy": {name: words[account.settings[switch]] for switch, name in NAMES.items()}}
        return f"<script>window.madeUpState = {orjson.dumps(state).decode()};</script>"

    def _delete(self, call: Call) -> web.Response:
        """Delete one, unless the request is one that was made before."""
        request_id = call.request.headers["idempotency-key"]
        if request_id in self._seen:
            return json({"message": "Made up: this request was made before"}, status=409)
        self._seen.add(request_id)
        part = call.request.match_info
        erase(call, call.account.find([f"{part['customer']}#{part['time']}#{part['type']}#{part['serial']}"]))
        return web.Response(status=204)

    def _patch(self, call: Call) -> web.Response:
        """Set what the patch replaces."""
        if call.request.content_type != PATCH:
            return json({"message": "Made up: a JSON patch"}, status=415)
        changes: dict[str, bool] = {}
        for step in call.json():
            changes[SWITCHES[step["path"].removeprefix("/")]] = WORDS[step["value"]]
        store(call, changes)
        return web.Response(status=204)
