"""The dialects of the other histories."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.amazon_double.calls import CSRF_HEADER
from tests.amazon_double.other_histories.page import HistoryDialect
from tests.amazon_double.privacy import ROOT
from tests.amazon_double.records import DatedEntry, Json, Recording

_ISO = "utc:%Y-%m-%dT%H:%M:%S.%fZ"
_CSRF = {CSRF_HEADER: "{{csrf}}"}


def _iso(entry: Recording, zone: ZoneInfo | None = None) -> str:
    """Return when an entry was made, as JavaScript writes it, or with the offset of a zone."""
    text = datetime.fromtimestamp(entry.timestamp / 1000, zone or UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _number(entry: Recording) -> int:
    """Return an entry's id as a whole number."""
    assert isinstance(entry, DatedEntry)
    return entry.number


_RAH = f"{ROOT}/rah/alexa-history-records-v2"
_RAH_QUERY = [["startTime", "{{start}}"], ["endTime", "{{end}}"]]
_RAH_REQUEST = {"method": "POST", "path": _RAH, "query": _RAH_QUERY, "headers": _CSRF}
_CONVERSATIONS: Json = {
    "request": {**_RAH_REQUEST, "json": {"previousRequestToken": None}},
    "more": {**_RAH_REQUEST, "json": {"previousRequestToken": "{{page}}"}},
    "records": "/alexaHistoryRecords",
    "id": "/conversationId",
    "time": "/timestamp",
    "unit": "ms",
    "next": {"at": "/paginationToken"},
}
"""Amazon's own listing, of which the pages of conversations show what is one."""
_SEARCH = {"size": 20, "from": f"{{{{start|{_ISO}}}}}", "to": f"{{{{end|{_ISO}}}}}", "token": "{{csrf}}"}
_SPAN = {"since": "{{start}}", "until": "{{end}}"}
_SMART_HOME_CURSOR: dict[str, Any] = {
    "name": "smart-home-cursor",
    "history": "smart_home",
    "listing": {
        "request": {"method": "GET", "path": "history", "query": [["max", "20"]]},
        "more": {"method": "GET", "path": "history/next", "query": [["from", "{{page}}"], ["max", "20"]]},
        "records": "/history/items",
        "id": "/ref",
        "time": "/time",
        "unit": "iso",
        "next": {"at": "/paging/next"},
    },
    "delete": {
        "request": {"method": "POST", "path": "history/{{recording.ref}}/delete", "query": [["csrf", "{{csrf}}"]]}
    },
    "entry": lambda entry: {"ref": f"hist:{entry.key}=", "time": _iso(entry), "who": {"id": entry.device.serial}},
    "around": {"history": {"since": "2014-11-06T00:00:00.000Z"}},
    "scrolls": True,
}

HISTORIES: dict[str, HistoryDialect] = {
    dialect.name: dialect
    for dialect in (
        HistoryDialect(
            name="smart-home-offset",
            history="smart_home",
            listing={
                "request": {"method": "GET", "path": "events", "query": [["offset", "0"], ["limit", "20"]]},
                "more": {"method": "GET", "path": "events", "query": [["offset", "{{page}}"], ["limit", "20"]]},
                "records": "/data/entries",
                "id": "/eventId",
                "time": "/when",
                "unit": "iso",
                "device": "/source/label",
                "next": {"count": "entries"},
            },
            delete={"request": {"method": "DELETE", "path": "events/{{recording.eventId}}", "headers": _CSRF}},
            entry=lambda entry: {
                "eventId": entry.key,
                "when": _iso(entry),
                "source": {"label": entry.device.name, "id": entry.device.serial, "kind": "LIGHT"},
                "change": [{"name": "power", "value": "ON"}],
            },
            around={"data": {"filters": [{"id": "LIGHT", "label": "Lights"}, {"id": "LOCK", "label": "Locks"}]}},
        ),
        HistoryDialect(
            name="smart-home-pages",
            history="smart_home",
            listing={
                "request": {"method": "POST", "path": "search", "json": {"page": 1, **_SEARCH}},
                "more": {"method": "POST", "path": "search", "json": {"page": "{{page}}", **_SEARCH}},
                "records": "",
                "id": "/id",
                "time": "/at",
                "unit": "iso",
                "next": {"count": "pages", "first": 2},
            },
            delete={
                "request": {
                    "method": "POST",
                    "path": "remove",
                    "form": [
                        ["id", "{{recording.id}}"],
                        ["appliance", "{{recording.appliance}}"],
                        ["token", "{{csrf}}"],
                    ],
                }
            },
            entry=lambda entry: {
                "id": _number(entry),
                "at": _iso(entry, ZoneInfo("Europe/Berlin")),
                "appliance": entry.device.serial,
            },
            relists=True,
        ),
        HistoryDialect(**_SMART_HOME_CURSOR),
        HistoryDialect(
            name="sounds-cursor",
            history="sounds",
            listing={
                "request": {"method": "GET", "path": "detections", "query": [["kind", "all"]]},
                "more": {"method": "GET", "path": "detections", "query": [["kind", "all"], ["after", "{{page}}"]]},
                "records": "/detections",
                "id": "/sound/ref/id",
                "time": "/at",
                "unit": "ms",
                "next": {"header": "x-next-cursor"},
            },
            delete={
                "request": {
                    "method": "POST",
                    "path": "detections/delete",
                    "headers": _CSRF,
                    "json": {"refs": {"$each": "recordings", "do": {"id": "{{recording.sound.ref.id}}"}}},
                },
                "batch": 10,
            },
            entry=lambda entry: {"at": entry.timestamp, "sound": {"kind": "GLASS_BREAK", "ref": {"id": entry.key}}},
            around={"servedAt": 0, "kinds": [{"id": "GLASS_BREAK", "at": 0}, {"id": "BABY_CRY", "at": 0}]},
            scrolls=True,
        ),
        HistoryDialect(
            name="sounds-window",
            history="sounds",
            listing={
                "request": {"method": "POST", "path": "list", "json": {"span": _SPAN, "cursor": None}},
                "more": {"method": "POST", "path": "list", "json": {"span": _SPAN, "cursor": "{{page}}"}},
                "records": "/result/heard",
                "id": "/meta/key/number",
                "time": "/meta/seconds",
                "unit": "s",
                "device": "/echo",
                "next": {"header": "x-continue"},
            },
            delete={
                "request": {
                    "method": "PUT",
                    "path": "sounds/{{recording.meta.key.number}}/state",
                    "headers": {"x-made-up-token": "{{csrf}}"},
                    "json": {
                        "state": "DELETED",
                        "heard": "{{recording.meta.seconds}}",
                        "request": "{{uuid}}",
                        "at": "{{time}}",
                    },
                }
            },
            entry=lambda entry: {
                "meta": {"key": {"number": _number(entry)}, "seconds": entry.timestamp // 1000},
                "echo": entry.device.name,
            },
            size=12,
            relists=True,
        ),
        HistoryDialect(
            name="conversations-list",
            history="conversations",
            listing=_CONVERSATIONS,
            delete={
                "request": {
                    "method": "POST",
                    "path": "forget",
                    "headers": _CSRF,
                    "json": {
                        "conversations": {
                            "$each": "recordings",
                            "do": {
                                "id": "{{recording.conversationId}}",
                                "began": "{{recording.startTime}}",
                            },
                        }
                    },
                },
                "batch": 10,
            },
            entry=lambda entry: entry.history_record(),
            relists=True,
        ),
        HistoryDialect(
            name="conversations-query",
            history="conversations",
            listing=_CONVERSATIONS,
            delete={
                "request": {
                    "method": "DELETE",
                    "path": "conversation",
                    "query": [["conversationId", "{{recording.conversationId}}"], ["token", "{{csrf}}"]],
                }
            },
            entry=lambda entry: entry.history_record(),
        ),
        # Two that must be refused: nothing names an entry, and the list does not end.
        HistoryDialect(
            name="nameless",
            history="sounds",
            listing={
                "request": {"method": "GET", "path": "moments", "query": [["from", "0"]]},
                "more": {"method": "GET", "path": "moments", "query": [["from", "{{page}}"]]},
                "records": "/moments",
                "time": "/at",
                "unit": "ms",
                "next": {"count": "entries"},
            },
            delete={
                "request": {
                    "method": "POST",
                    "path": "forget",
                    "headers": _CSRF,
                    "json": {"position": "{{position}}"},
                }
            },
            entry=lambda entry: {"at": entry.timestamp, "kind": "GLASS_BREAK"},
        ),
        HistoryDialect(**{**_SMART_HOME_CURSOR, "name": "endless", "endless": True}),
    )
}
REFUSED = ("nameless", "endless")
TEACHABLE = tuple(name for name in HISTORIES if name not in REFUSED)
