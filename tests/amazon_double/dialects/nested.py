"""An object per recording with all its identifiers; all settings in one document."""

from typing import Any, override

from aiohttp import web

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Route
from tests.amazon_double.dialects.base import CSRF, Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json, Recording
from tests.amazon_double.sessions import Sessions

NAMES = {"human_review": "humanReview", "message_review": "messageReview", "deletion_by_voice": "voiceErase"}
BATCH = 10


class NestedDialect(Dialect):
    """Objects in objects."""

    name = "nested"
    recordings_script = """
    const entry = (record) => {
      const items = record.voiceHistoryRecordItems ?? [];
      return {
        id: { key: record.recordKey, at: record.timestamp, serial: record.recordKey.split("#")[3] },
        items: items.map((item) => ({ utterance: item.utteranceId, type: item.recordItemType })),
        utterances: items.map((item) => item.utteranceId),
      };
    };
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 10) {
          answer = await fetch(`${root}/erase`, {
            method: "POST",
            headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
            body: JSON.stringify({ request: { source: "VOICE", entries: records.slice(at, at + 10).map(entry) } }),
          });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    settings_script = """
    const names = { human_review: "humanReview", message_review: "messageReview", deletion_by_voice: "voiceErase" };
    const load = async () => (await fetch(`${root}/profile`)).json();
    const dialect = {
      async read() {
        const { profile: { privacy } } = await load();
        return Object.fromEntries(Object.entries(names).map(([id, name]) => [id, privacy[name]]));
      },
      async set(id, enabled) {
        const all = await load();
        all.profile.privacy[names[id]] = enabled;
        return fetch(`${root}/profile`, {
          method: "POST",
          headers: { "anti-csrftoken-a2z": csrf, "content-type": "application/json" },
          body: JSON.stringify(all),
        });
      },
    };
    """

    def __init__(self, sessions: Sessions) -> None:
        """Count how often each account's settings were set."""
        super().__init__(sessions)
        self._revisions: dict[Account, int] = {}

    @override
    def requests(self) -> list[Route]:
        return [
            self.route("delete", "POST", "erase", self._erase),
            self.route("settings_read", "GET", "profile", self._profile, csrf=None),
            self.route("settings", "POST", "profile", self._set_profile),
        ]

    @override
    def recipes(self) -> Json:
        items = "recording.voiceHistoryRecordItems"
        entry = {
            "id": {
                "key": "{{recording.recordKey}}",
                "at": "{{recording.timestamp}}",
                "serial": "{{recording.recordKey|part:#:3}}",
            },
            "items": {"$each": items, "do": {"utterance": "{{item.utteranceId}}", "type": "{{item.recordItemType}}"}},
            "utterances": {"$each": items, "do": "{{item.utteranceId}}"},
        }
        return {
            "version": 1,
            "delete_recordings": {
                "request": {
                    "method": "POST",
                    "path": f"{self.root}/erase",
                    "headers": CSRF,
                    "json": {"request": {"source": "VOICE", "entries": {"$each": "recordings", "do": entry}}},
                },
                "batch": BATCH,
            },
            "switches": {switch: self._switch_recipe(name) for switch, name in NAMES.items()},
        }

    def _switch_recipe(self, name: str) -> Json:
        """Return the recipe of one switch: the others are sent as they are now."""
        others = {other: f"{{{{now:/profile/privacy/{other}}}}}" for other in NAMES.values()}
        profile = {
            "revision": "{{now:/profile/revision}}",
            "locale": "{{now:/profile/locale}}",
            "privacy": others | {name: "{{value}}"},
        }
        return {
            "set": {
                "method": "POST",
                "path": f"{self.root}/profile",
                "headers": CSRF,
                "json": {"profile": profile},
            },
            "values": {"on": True, "off": False},
            "read": {
                "request": {"method": "GET", "path": f"{self.root}/profile"},
                "at": f"/profile/privacy/{name}",
            },
        }

    def _erase(self, call: Call) -> web.Response:
        """Delete the entries, if each fits its recording in every identifier."""
        entries = call.json()["request"]["entries"]
        if not 0 < len(entries) <= BATCH:
            return json({"message": "Made up: between 1 and 10 entries"}, status=400)
        going: list[Recording] = []
        for entry in entries:
            found = call.account.find([entry["id"]["key"]])
            if any(not fits(entry, recording) for recording in found):
                return json({"message": "Made up: these identifiers do not belong together"}, status=400)
            going += found
        erase(call, going)
        return json({"outcome": [{"key": entry["id"]["key"], "state": "DONE"} for entry in entries]})

    def _profile(self, call: Call) -> web.Response:
        """Tell the settings, all in one."""
        settings = call.account.settings
        profile = {
            "revision": self._revisions.get(call.account, 1),
            "locale": "de-DE",
            "privacy": {name: settings[switch] for switch, name in NAMES.items()},
        }
        return json({"profile": profile})

    def _set_profile(self, call: Call) -> web.Response:
        """Set all of them; who has not read them last is refused."""
        profile = call.json()["profile"]
        revision = self._revisions.get(call.account, 1)
        if profile["revision"] != revision or profile["locale"] != "de-DE":
            return json({"message": "Made up: somebody else was quicker"}, status=409)
        if any(not isinstance(profile["privacy"][name], bool) for name in NAMES.values()):
            return json({"message": "Made up: true or false"}, status=400)
        self._revisions[call.account] = revision + 1
        store(call, {switch: profile["privacy"][name] for switch, name in NAMES.items()})
        return self._profile(call)


def fits(entry: dict[str, Any], recording: Recording) -> bool:
    """Return whether what a request says of a recording is so."""
    record = recording.record()
    items = record.get("voiceHistoryRecordItems") or []
    said = [(item["utteranceId"], item["recordItemType"]) for item in items]
    return (
        entry["id"]["at"] == record["timestamp"]
        and entry["id"]["serial"] == record["recordKey"].split("#")[3]
        and [(item["utterance"], item["type"]) for item in entry["items"]] == said
        and entry["utterances"] == [utterance for utterance, _ in said]
    )
