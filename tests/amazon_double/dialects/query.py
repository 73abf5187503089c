"""Everything in the query: keys encoded and joined, the anti-CSRF token, the time; settings say what is disabled."""

from typing import override
from urllib.parse import unquote

from aiohttp import web

from tests.amazon_double.calls import Call, Route, csrf_query
from tests.amazon_double.dialects.base import Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json

NAMES = {"human_review": "people", "message_review": "messages", "deletion_by_voice": "spoken-deletion"}
SWITCHES = {name: switch for switch, name in NAMES.items()}
BATCH = 10


class QueryDialect(Dialect):
    """No bodies."""

    name = "query"
    recordings_script = """
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 10) {
          const ids = records.slice(at, at + 10).map(({ recordKey }) => encodeURIComponent(recordKey)).join(",");
          const query = new URLSearchParams({ ids, ts: Date.now(), token: csrf });
          answer = await fetch(`${root}/items?${query}`, { method: "DELETE" });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    settings_script = """
    const names = { human_review: "people", message_review: "messages", deletion_by_voice: "spoken-deletion" };
    const isOn = async (what) => {
      const answer = await fetch(`${root}/feature?${new URLSearchParams({ what })}`);
      return !(await answer.json()).disabled;
    };
    const dialect = {
      async read() {
        const states = Object.entries(names).map(async ([id, what]) => [id, await isOn(what)]);
        return Object.fromEntries(await Promise.all(states));
      },
      set(id, enabled) {
        const query = new URLSearchParams({ what: names[id], disabled: !enabled, ts: Date.now(), token: csrf });
        return fetch(`${root}/feature?${query}`, { method: "POST" });
      },
    };
    """

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "DELETE", "items", self._delete, csrf=csrf_query("token")),
            self.route("settings_read", "GET", "feature", self._feature, csrf=None),
            self.route("settings", "POST", "feature", self._set_feature, csrf=csrf_query("token")),
        ]

    @override
    def recipes(self) -> Json:
        ids = {"$join": {"$each": "recordings", "do": "{{recording.recordKey|percent}}"}, "with": ","}
        fresh = [["ts", "{{time}}"], ["token", "{{csrf}}"]]
        return {
            "version": 1,
            "delete_recordings": {
                "request": {"method": "DELETE", "path": f"{self.root}/items", "query": [["ids", ids], *fresh]},
                "batch": BATCH,
            },
            "switches": {
                switch: {
                    "set": {
                        "method": "POST",
                        "path": f"{self.root}/feature",
                        "query": [["what", name], ["disabled", "{{value}}"], *fresh],
                    },
                    "values": {"on": False, "off": True},
                    "read": {
                        "request": {"method": "GET", "path": f"{self.root}/feature", "query": [["what", name]]},
                        "at": "/disabled",
                    },
                }
                for switch, name in NAMES.items()
            },
        }

    def _delete(self, call: Call) -> web.Response:
        """Delete the keys of the query."""
        keys = [unquote(key) for key in call.query["ids"].split(",")]
        if len(keys) > BATCH or not call.query["ts"].isdecimal():
            return json({"message": "Made up: at most 10 ids, and the time"}, status=400)
        erase(call, call.account.find(keys))
        return web.Response(status=204)

    def _feature(self, call: Call) -> web.Response:
        """Return whether something is disabled."""
        return json({"disabled": not call.account.settings[self._switch(call)]})

    def _set_feature(self, call: Call) -> web.Response:
        """Disable something, or enable it."""
        store(call, {self._switch(call): {"false": True, "true": False}[call.query["disabled"]]})
        return json({})

    def _switch(self, call: Call) -> str:
        """Return what the query is about."""
        return SWITCHES[call.query["what"]]
