"""Every message is an envelope whose payload is JSON in a string; all settings in one versioned document."""

from secrets import token_hex
from typing import Any, override

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route, csrf_json
from tests.amazon_double.dialects.base import Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json
from tests.amazon_double.sessions import Sessions

NAMES = {"human_review": "humanReview", "message_review": "messageReview", "deletion_by_voice": "voiceDeletion"}
WORDS = {"ON": True, "OFF": False}
SCHEMA = "made-up/2"
BATCH = 15

SCRIPT = """
    const send = (method, path, payload) => fetch(`${root}/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ schema: "made-up/2", token: csrf, payload: JSON.stringify(payload) }),
    });
    """


class EnvelopeDialect(Dialect):
    """JSON in JSON."""

    name = "envelope"
    recordings_script = (
        SCRIPT
        + """
    const entry = ({ recordKey }) => {
      const [, , type, serial] = recordKey.split("#");
      return { key: recordKey, device: { serial, type } };
    };
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 15) {
          answer = await send("POST", "erasures", { records: records.slice(at, at + 15).map(entry) });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    )
    settings_script = (
        SCRIPT
        + """
    const names = { human_review: "humanReview", message_review: "messageReview", deletion_by_voice: "voiceDeletion" };
    const load = async () => JSON.parse((await (await fetch(`${root}/document`)).json()).payload);
    const dialect = {
      async read() {
        const { choices } = await load();
        return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, choices[name] === "ON"]));
      },
      async set(id, enabled) {
        const all = await load();
        all.choices[names[id]] = enabled ? "ON" : "OFF";
        return send("PUT", "document", all);
      },
    };
    """
    )

    def __init__(self, sessions: Sessions) -> None:
        """Keep the version of each account's settings."""
        super().__init__(sessions)
        self._versions: dict[Account, str] = {}

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "POST", "erasures", self._erase, csrf=csrf_json("token")),
            self.route("settings_read", "GET", "document", self._document, csrf=None),
            self.route("settings", "PUT", "document", self._replace, csrf=csrf_json("token")),
        ]

    @override
    def recipes(self) -> Json:
        entry = {
            "key": "{{recording.recordKey}}",
            "device": {"serial": "{{recording.recordKey|part:#:3}}", "type": "{{recording.recordKey|part:#:2}}"},
        }
        records = {"records": {"$each": "recordings", "do": entry}}
        return {
            "version": 1,
            "delete_recordings": {"request": self._request("POST", "erasures", records), "batch": BATCH},
            "switches": {switch: self._switch_recipe(name) for switch, name in NAMES.items()},
        }

    def _switch_recipe(self, name: str) -> Json:
        """Return the recipe of one switch: the others, and the version, are sent as they are now."""
        others = {other: f"{{{{now:/payload/choices/{other}}}}}" for other in NAMES.values()}
        payload = {"version": "{{now:/payload/version}}", "choices": others | {name: "{{value}}"}}
        return {
            "set": self._request("PUT", "document", payload),
            "values": {"on": "ON", "off": "OFF"},
            "read": {
                "request": {"method": "GET", "path": f"{self.root}/document"},
                "at": f"/payload/choices/{name}",
            },
        }

    def _request(self, method: str, path: str, payload: Json) -> Json:
        """Return the recipe that sends a payload."""
        return {
            "method": method,
            "path": f"{self.root}/{path}",
            "json": {"schema": SCHEMA, "token": "{{csrf}}", "payload": {"$json": payload}},
        }

    def _erase(self, call: Call) -> web.Response:
        """Delete the records, if each was recorded by the Echo that is named."""
        records = opened(call)["records"]
        if not 0 < len(records) <= BATCH:
            return json({"message": "Made up: between 1 and 15 records"}, status=400)
        for record in records:
            if record["key"].split("#")[2:] != [record["device"]["type"], record["device"]["serial"]]:
                return json({"message": "Made up: another Echo"}, status=400)
        erase(call, call.account.find(record["key"] for record in records))
        return envelope({"erased": len(records)})

    def _document(self, call: Call) -> web.Response:
        """Tell the settings."""
        words = {on: word for word, on in WORDS.items()}
        choices = {name: words[call.account.settings[switch]] for switch, name in NAMES.items()}
        version = self._versions.setdefault(call.account, token_hex(8))
        return envelope({"version": version, "choices": choices})

    def _replace(self, call: Call) -> web.Response:
        """Set all of them; who has not read them last is refused."""
        document = opened(call)
        if document["version"] != self._versions.get(call.account):
            return json({"message": "Made up: somebody else was quicker"}, status=409)
        changes = {switch: WORDS[document["choices"][name]] for switch, name in NAMES.items()}
        self._versions[call.account] = token_hex(8)
        store(call, changes)
        return envelope({})


def opened(call: Call) -> Any:
    """Take the payload out of its envelope."""
    message = call.json()
    if message["schema"] != SCHEMA:
        raise ValueError("another schema")
    return orjson.loads(message["payload"])


def envelope(payload: Json) -> web.Response:
    """Put a payload into an envelope."""
    return json({"schema": SCHEMA, "payload": orjson.dumps(payload).decode()})
