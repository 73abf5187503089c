"""A JSON list of record keys; one setting at a time."""

from collections.abc import Mapping
from typing import override

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route
from tests.amazon_double.dialects.base import CSRF, Dialect, erase, store
from tests.amazon_double.faults import Fault, json
from tests.amazon_double.records import Json

NAMES = {"human_review": "human-review", "message_review": "message-review", "deletion_by_voice": "voice-deletion"}
BATCH = 25
RETENTIONS = ("UNTIL_DELETED", "EIGHTEEN_MONTHS", "THREE_MONTHS", "DO_NOT_SAVE")


class ListDialect(Dialect):
    """A JSON list of record keys."""

    name = "list"
    recordings_script = """
    const send = (path, body) => fetch(`${root}/${path}`, {
      method: "POST",
      headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 25) {
          const keys = records.slice(at, at + 25).map((record) => record.recordKey);
          answer = await send("remove?lang=en", { keys });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    settings_script = """
    const names = { "human-review": "human_review", "message-review": "message_review",
                    "voice-deletion": "deletion_by_voice" };
    const dialect = {
      async read() {
        const answer = await fetch(`${root}/preferences`);
        const { preferences } = await answer.json();
        return Object.fromEntries(preferences.map(({ name, enabled }) => [names[name], enabled]));
      },
      set(id, enabled) {
        const name = Object.keys(names).find((name) => names[name] === id);
        return fetch(`${root}/preference`, {
          method: "POST",
          headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
          body: JSON.stringify({ name, enabled }),
        });
      },
    };
    """

    @override
    def state(self, account: Account) -> str:
        """Return the way to other settings."""
        return f'<p><a href="{self.root}/more-settings">More settings</a></p>'

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "POST", "remove", self._remove),
            self.route("settings_read", "GET", "preferences", self._preferences, csrf=None),
            self.route("settings", "POST", "preference", self._preference),
            self.route("page", "GET", "more-settings", self._more_settings, csrf=None),
            self.route("settings_read", "GET", "choices", self._choices, csrf=None),
            self.route("settings", "POST", "choice", self._choose),
        ]

    @override
    def recipes(self) -> Json:
        keys = {"$each": "recordings", "do": "{{recording.recordKey}}"}
        return {
            "version": 1,
            "delete_recordings": {
                "request": {
                    "method": "POST",
                    "path": f"{self.root}/remove",
                    "query": [["lang", "en"]],
                    "headers": CSRF,
                    "json": {"keys": keys},
                },
                "batch": BATCH,
            },
            "switches": {
                switch: {
                    "set": {
                        "method": "POST",
                        "path": f"{self.root}/preference",
                        "headers": CSRF,
                        "json": {"name": name, "enabled": "{{value}}"},
                    },
                    "values": {"on": True, "off": False},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/preferences"},
                        "at": f"/preferences/[name={name}]/enabled",
                    },
                }
                for switch, name in NAMES.items()
            },
        }

    def _remove(self, call: Call) -> web.Response:
        """Delete the keys of a list."""
        keys = call.json()["keys"]
        if not 0 < len(keys) <= BATCH or call.query["lang"] != "en":
            return json({"message": "Made up: between 1 and 25 keys"}, status=400)
        erase(call, call.account.find(keys))
        return json({"removed": len(keys)})

    def _preferences(self, call: Call) -> web.Response:
        """Tell the settings."""
        settings = call.account.settings
        return json({"preferences": [{"name": name, "enabled": settings[switch]} for switch, name in NAMES.items()]})

    def _more_settings(self, call: Call) -> web.Response:
        """Show the settings of other pages."""
        return self._page("choices.html", call, orjson.dumps(RETENTIONS).decode())

    def _choices(self, call: Call) -> web.Response:
        """Return the settings of other pages."""
        choices = call.account.choices
        return json({"choices": [{"choice": name, "selected": value} for name, value in choices.items()]})

    def _choose(self, call: Call) -> web.Response:
        """Set one of them."""
        change = call.json()
        name, value = change["choice"], change["selected"]
        if value not in (RETENTIONS if name == "recording-retention" else (True, False)):
            return json({"message": "Made up: no such choice"}, status=400)
        if not call.goes_wrong(Fault.IGNORED):
            call.account.choices[name] = value
        return json({"ok": True})

    def _preference(self, call: Call) -> web.Response:
        """Set one."""
        change = call.json()
        if not isinstance(change["enabled"], bool):
            return json({"message": "Made up: true or false"}, status=400)
        switch = next(switch for switch, name in NAMES.items() if name == change["name"])
        store(call, {switch: change["enabled"]})
        return json({"ok": True})


def choice_recipe(name: str, values: Mapping[str, str | bool]) -> Json:
    """Return the recipe of one of an account's choices."""
    root = "/alexa-privacy/made-up-list"
    return {
        "set": {
            "method": "POST",
            "path": f"{root}/choice",
            "headers": CSRF,
            "json": {"choice": name, "selected": "{{value}}"},
        },
        "values": dict(values),
        "read": {
            "request": {"method": "GET", "path": f"{root}/choices"},
            "at": f"/choices/[choice={name}]/selected",
        },
    }
