"""One recording per request, its key in the path; ranges; settings as words in a form, their state inside the page."""

from typing import override

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route, csrf_field
from tests.amazon_double.dialects.base import CSRF, Dialect, between, erase, everything, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json

# Two of them say the opposite of the switch: on means that nothing is refused.
WORDS = {
    "human_review": ("review", "ALLOW", "DENY"),
    "message_review": ("refuse-messages", "NO", "YES"),
    "deletion_by_voice": ("voice-lock", "OPEN", "LOCKED"),
}


class PathDialect(Dialect):
    """A key in the path."""

    name = "path"
    recordings_script = """
    const headers = { "anti-csrftoken-a2z": csrf };
    const dialect = {
      async erase(records) {
        let answer = null;
        for (const { recordKey } of records) {
          answer = await fetch(`${root}/recordings/${encodeURIComponent(recordKey)}`, { method: "DELETE", headers });
          if (!answer.ok) break;
        }
        return answer;
      },
      eraseRange(start, end) {
        const body = new URLSearchParams({ from: start, to: end, csrfToken: csrf });
        return fetch(`${root}/range`, { method: "POST", body });
      },
      eraseEverything() {
        return fetch(`${root}/recordings`, { method: "DELETE", headers });
      },
    };
    """
    settings_script = """
    const words = { human_review: ["review", "ALLOW", "DENY"], message_review: ["refuse-messages", "NO", "YES"],
                    deletion_by_voice: ["voice-lock", "OPEN", "LOCKED"] };
    const dialect = {
      read() {
        const { settings } = JSON.parse(document.getElementById("state").textContent);
        const value = (name) => settings.find((setting) => setting.name === name).value;
        return Object.fromEntries(Object.entries(words).map(([id, [name, on]]) => [id, value(name) === on]));
      },
      set(id, enabled) {
        const [name, on, off] = words[id];
        return fetch(`${root}/settings`, {
          method: "PUT",
          headers: { "anti-csrftoken-a2z": csrf },
          body: new URLSearchParams({ [name]: enabled ? on : off }),
        });
      },
    };
    """

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "DELETE", "recordings/{key}", self._delete),
            self.route("delete", "POST", "range", self._delete_range, csrf=csrf_field("csrfToken")),
            self.route("delete", "DELETE", "recordings", self._delete_everything),
            self.route("settings", "PUT", "settings", self._set),
        ]

    @override
    def recipes(self) -> Json:
        one = {"method": "DELETE", "path": f"{self.root}/recordings/{{{{recording.recordKey}}}}", "headers": CSRF}
        span = [["from", "{{start}}"], ["to", "{{end|minus:1}}"], ["csrfToken", "{{csrf}}"]]
        return {
            "version": 1,
            "delete_recordings": {"request": one},
            "delete_range": {"request": {"method": "POST", "path": f"{self.root}/range", "form": span}},
            "delete_everything": {
                "request": {"method": "DELETE", "path": f"{self.root}/recordings", "headers": CSRF},
            },
            "switches": {
                switch: {
                    "set": {
                        "method": "PUT",
                        "path": f"{self.root}/settings",
                        "headers": CSRF,
                        "form": [[name, "{{value}}"]],
                    },
                    "values": {"on": on, "off": off},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/settings"},
                        "inside": {"after": 'id="state" type="application/json">'},
                        "at": f"/settings/[name={name}]/value",
                    },
                }
                for switch, (name, on, off) in WORDS.items()
            },
        }

    @override
    def state(self, account: Account) -> str:
        settings = [
            {"name": name, "value": on if account.settings[switch] else off}
            for switch, (name, on, off) in WORDS.items()
        ]
        return f'<script id="state" type="application/json">{orjson.dumps({"settings": settings}).decode()}</script>'

    def _delete(self, call: Call) -> web.Response:
        """Delete one; it does not matter if it is gone already."""
        erase(call, call.account.find([call.request.match_info["key"]]))
        return web.Response(status=204)

    def _delete_range(self, call: Call) -> web.Response:
        """Delete what was recorded from one time until another, that one included."""
        erase(call, between(call.account, int(call.form["from"]), int(call.form["to"]) + 1))
        return json({"accepted": True})

    def _delete_everything(self, call: Call) -> web.Response:
        """Delete all there is."""
        erase(call, everything(call.account))
        return json({"accepted": True})

    def _set(self, call: Call) -> web.Response:
        """Set what the form names."""
        changes: dict[str, bool] = {}
        for switch, (name, on, off) in WORDS.items():
            if name in call.form:
                changes[switch] = {on: True, off: False}[call.form[name]]
        if not changes:
            return json({"message": "Made up: nothing to set"}, status=400)
        store(call, changes)
        return json({"saved": len(changes)})
