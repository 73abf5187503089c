"""A form with one field per recording, its key in base64; settings as 1 and 0."""

from base64 import b64decode
from typing import override

from aiohttp import web

from tests.amazon_double.calls import Call, Route, csrf_field
from tests.amazon_double.dialects.base import Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json

# What the form calls a setting, and what the answer does.
NAMES = {
    "human_review": ("people", "reviewByPeople"),
    "message_review": ("messages", "messageTranscripts"),
    "deletion_by_voice": ("spoken", "deleteByVoice"),
}
BATCH = 20


class FormDialect(Dialect):
    """Everything in forms, the anti-CSRF token too."""

    name = "form"
    recordings_script = """
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 20) {
          const body = new URLSearchParams({ csrf, action: "DELETE" });
          for (const { recordKey } of records.slice(at, at + 20)) body.append("id", btoa(recordKey));
          answer = await fetch(`${root}/selection`, { method: "POST", body });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    settings_script = """
    const names = { human_review: ["people", "reviewByPeople"], message_review: ["messages", "messageTranscripts"],
                    deletion_by_voice: ["spoken", "deleteByVoice"] };
    const dialect = {
      async read() {
        const state = await (await fetch(`${root}/choices`)).json();
        return Object.fromEntries(Object.entries(names).map(([id, [, name]]) => [id, state[name] === 1]));
      },
      set(id, enabled) {
        const body = new URLSearchParams({ csrf, choice: names[id][0], state: enabled ? 1 : 0 });
        return fetch(`${root}/choices`, { method: "POST", body });
      },
    };
    """

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "POST", "selection", self._selection, csrf=csrf_field("csrf")),
            self.route("settings_read", "GET", "choices", self._choices, csrf=None),
            self.route("settings", "POST", "choices", self._choose, csrf=csrf_field("csrf")),
        ]

    @override
    def recipes(self) -> Json:
        ids = {"$each": "recordings", "do": ["id", "{{recording.recordKey|base64}}"]}
        return {
            "version": 1,
            "delete_recordings": {
                "request": {
                    "method": "POST",
                    "path": f"{self.root}/selection",
                    "form": [["csrf", "{{csrf}}"], ["action", "DELETE"], ids],
                },
                "batch": BATCH,
            },
            "switches": {
                switch: {
                    "set": {
                        "method": "POST",
                        "path": f"{self.root}/choices",
                        "form": [["csrf", "{{csrf}}"], ["choice", field], ["state", "{{value}}"]],
                    },
                    "values": {"on": "1", "off": "0"},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/choices"},
                        "at": f"/{name}",
                        "values": {"on": 1, "off": 0},
                    },
                }
                for switch, (field, name) in NAMES.items()
            },
        }

    def _selection(self, call: Call) -> web.Response:
        """Delete the keys of a form."""
        keys = [b64decode(value, validate=True).decode() for name, value in call.fields if name == "id"]
        if not 0 < len(keys) <= BATCH or call.form["action"] != "DELETE":
            return json({"message": "Made up: between 1 and 20 ids"}, status=400)
        erase(call, call.account.find(keys))
        return json({"status": "OK"})

    def _choices(self, call: Call) -> web.Response:
        """Tell the settings."""
        return json({name: int(call.account.settings[switch]) for switch, (_, name) in NAMES.items()})

    def _choose(self, call: Call) -> web.Response:
        """Set one."""
        switches = {field: switch for switch, (field, _) in NAMES.items()}
        store(call, {switches[call.form["choice"]]: {"1": True, "0": False}[call.form["state"]]})
        return json({"status": "OK"})
