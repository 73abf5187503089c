"""Requests that delete recordings, in shapes that a large web app could send: what is right, what has to be refused."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5, sha1, sha256
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.simulator import DAY, DeleteApp, Moment, form, post, send, serial

type Records = Sequence[Json]

RIGHT, REFUSED, EITHER = "right", "refused", "either"


@dataclass(slots=True)
class Shape:
    """One shape: its kind, the page, and what is expected of a lesson."""

    kind: str
    app: DeleteApp
    expected: str = RIGHT
    batches: Sequence[int] = ()
    more: Json = field(default_factory=dict)
    """What the lesson is told besides."""
    world: Json = field(default_factory=dict)


SHAPES: dict[str, Shape] = {}


def shape(name: str, kind: str, send_: Any, expected: str = RIGHT, **more: Any) -> None:
    """Note a shape; `send_` makes of records and a moment what is sent, or is a page."""
    own = {key: more.pop(key) for key in ("batches", "more", "world") if key in more}
    app = send_ if isinstance(send_, DeleteApp) else DeleteApp(_several(send_), **more)
    assert name not in SHAPES, name
    SHAPES[name] = Shape(kind, app, expected, **own)


def _several(made: Callable[..., Any]) -> Callable[[Records, Moment], list[Request]]:
    """Return a page's requests as a list."""

    def send_all(records: Records, moment: Moment) -> list[Request]:
        """Send one request, or several."""
        found = made(records, moment)
        return found if isinstance(found, list) else [found]

    return send_all


def keys(records: Records) -> list[str]:
    """Return the keys of records."""
    return [record["recordKey"] for record in records]


def key(records: Records) -> str:
    """Return the key of the first record."""
    return str(records[0]["recordKey"])


def at(records: Records) -> int:
    """Return the time of the first record."""
    return int(records[0]["timestamp"])


def item(records: Records) -> Json:
    """Return the first item of the first record."""
    return dict((records[0].get("voiceHistoryRecordItems") or [{}])[0])


def token(moment: Moment) -> Json:
    """Return the usual header."""
    return {"anti-csrftoken-a2z": moment.csrf}


def each(make: Callable[[Json], Any]) -> Callable[[Records], list[Any]]:
    """Return what is made of every record."""
    return lambda records: [make(record) for record in records]


def utc(time: int, layout: str) -> str:
    """Return a time in UTC."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime(layout)


def since(named: Records, there: Records) -> list[Json]:
    """Everything younger goes along."""
    return [record for record in there if record["timestamp"] >= at(named)]


def until(named: Records, there: Records) -> list[Json]:
    """Everything older goes along."""
    return [record for record in there if record["timestamp"] <= at(named)]


def since_on_echo(named: Records, there: Records) -> list[Json]:
    """Everything younger of the same Echo goes along."""
    return [record for record in since(named, there) if serial(record) == serial(named[0])]


def by_day(named: Records, there: Records) -> list[Json]:
    """All of the day goes along."""
    return [record for record in there if record["timestamp"] // DAY == at(named) // DAY]


def by_device(named: Records, there: Records) -> list[Json]:
    """All of the Echo goes along."""
    return [record for record in there if serial(record) == serial(named[0])]


def by_second(named: Records, there: Records) -> list[Json]:
    """All of the same second and Echo go along."""
    return [
        record
        for record in there
        if record["timestamp"] // 1000 == at(named) // 1000 and serial(record) == serial(named[0])
    ]


BASIC = "names recordings"
shape("a list of keys", BASIC, lambda r, m: post("x", {"keys": keys(r)}, token(m)), batches=(3,))
shape("a key in the path", BASIC, lambda r, m: send("DELETE", f"r/{quote(key(r), safe='')}", headers=token(m)))
shape("a key alone", BASIC, lambda r, m: post("x", key(r), token(m)))
shape("a list alone", BASIC, lambda r, m: post("x", keys(r), token(m)), batches=(3,))
shape(
    "a form",
    BASIC,
    lambda r, m: form("x", [("csrf", m.csrf), ("act", "DELETE"), *(("id", k) for k in keys(r))]),
    batches=(2,),
)
shape(
    "a query",
    BASIC,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("id", k) for k in keys(r)]),
    batches=(2,),
)
shape(
    "keys joined",
    BASIC,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("ids", ",".join(keys(r)))]),
    batches=(2,),
)
shape("a key in base64", BASIC, lambda r, m: post("x", {"id": b64encode(key(r).encode()).decode()}, token(m)))
shape(
    "parts of a key",
    BASIC,
    lambda r, m: post("x", dict(zip(("c", "t", "d", "s"), key(r).split("#"), strict=True)), token(m)),
)
shape(
    "a key and more",
    BASIC,
    lambda r, m: post(
        "x", {"entries": [{"k": k["recordKey"], "at": k["timestamp"], "s": serial(k)} for k in r]}, token(m)
    ),
    batches=(3,),
)
shape(
    "JSON in JSON",
    BASIC,
    lambda r, m: post(
        "x", {"schema": "made-up/2", "token": m.csrf, "payload": orjson.dumps({"keys": keys(r)}).decode()}
    ),
    batches=(3,),
)
shape(
    "JSON in a form",
    BASIC,
    lambda r, m: form("x", [("payload", orjson.dumps({"keys": keys(r)}).decode()), ("token", m.csrf)]),
    batches=(3,),
)
shape(
    "GraphQL",
    BASIC,
    lambda r, m: post(
        "g",
        {
            "operationName": "Erase",
            "query": "mutation Erase($k: [ID!]!) { erase(k: $k) { ok } }",
            "variables": {"k": keys(r)},
        },
        token(m),
    ),
    batches=(3,),
)
shape(
    "GraphQL with values in its text",
    BASIC,
    lambda r, m: post("g", {"query": f'mutation {{ erase(key: "{key(r)}", at: {at(r)}) {{ ok }} }}'}, token(m)),
)
shape(
    "utterances",
    BASIC,
    lambda r, m: post(
        "x", {"utterances": [i["utteranceId"] for k in r for i in k.get("voiceHistoryRecordItems") or []]}, token(m)
    ),
)
shape(
    "an utterance in the path",
    BASIC,
    lambda r, m: send("DELETE", f"u/{quote(item(r).get('utteranceId', ''), safe='')}", headers=token(m)),
)
shape(
    "XML",
    BASIC,
    lambda r, m: send(
        "PUT", "x", f"<remove><key>{key(r)}</key></remove>".encode(), {"content-type": "application/xml", **token(m)}
    ),
)
shape("the whole record", BASIC, lambda r, m: post("x", {"records": list(r)}, token(m)), batches=(3,))
shape(
    "a JSON patch",
    BASIC,
    lambda r, m: post(
        "x",
        [{"op": "remove", "path": f"/recordings/{k}"} for k in keys(r)],
        {"content-type": "application/json-patch+json", **token(m)},
    ),
)
shape(
    "a JSON patch with escapes",
    "JSON pointer",
    lambda r, m: post(
        "x",
        [{"op": "remove", "path": "/u/" + item(r).get("utteranceId", "").replace("~", "~0").replace("/", "~1")}],
        token(m),
    ),
    EITHER,
)
shape(
    "a customer id in the address",
    "customer id",
    lambda r, m: send("DELETE", f"customers/{m.customer}/r/{quote(key(r), safe='')}", headers=token(m)),
)
shape(
    "a customer id in the body",
    "customer id",
    lambda r, m: post("x", {"customerId": m.customer, "keys": keys(r)}, token(m)),
    batches=(2,),
)
shape("a time of the click", "now", lambda r, m: post("x", {"key": key(r), "at": m.time}, token(m)))
shape("a time of the click in seconds", "now", lambda r, m: post("x", {"key": key(r), "at": m.time // 1000}, token(m)))
shape("a time of the click, ISO", "now", lambda r, m: post("x", {"key": key(r), "at": m.iso()}, token(m)))
shape(
    "a time of the click, RFC 1123",
    "now",
    lambda r, m: post("x", {"key": key(r), "at": m.utc("%a, %d %b %Y %H:%M:%S GMT")}, token(m)),
)
shape(
    "a time of the click in nanoseconds",
    "now",
    lambda r, m: post("x", {"key": key(r), "at": m.time * 1_000_000}, token(m)),
)
shape("the day of the click", "now", lambda r, m: post("x", {"key": key(r), "deletedOn": m.utc("%Y-%m-%d")}, token(m)))
shape(
    "the local day of the click",
    "now",
    lambda r, m: post("x", {"key": key(r), "deletedOn": m.local("%d.%m.%Y")}, token(m)),
    world={"zone": ZoneInfo("America/New_York")},
    more={"zone": ZoneInfo("America/New_York")},
)
shape("a clock time", "now", lambda r, m: post("x", {"key": key(r), "shown": m.utc("%H:%M")}, token(m)), EITHER)
shape(
    "year, month, day apart",
    "now",
    lambda r, m: post(
        "x",
        {"key": key(r), "on": {"year": int(m.utc("%Y")), "month": int(m.utc("%m")), "day": int(m.utc("%d"))}},
        token(m),
    ),
    REFUSED,
)
shape(
    "the day in the path",
    "now",
    lambda r, m: send("DELETE", f"{m.utc('%Y/%m/%d')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)
shape("the name of the day", "now", lambda r, m: post("x", {"key": key(r), "weekday": m.utc("%A")}, token(m)), REFUSED)
shape(
    "a start of the listing",
    "now",
    lambda r, m: post("x", {"key": key(r), "startTime": 1_795_176_000_000 - 7 * DAY}, token(m)),
    REFUSED,
)
shape(
    "an id of each request", "random", lambda r, m: post("x", {"key": key(r)}, {"idempotency-key": m.uuid, **token(m)})
)
shape(
    "an id of each request in the body",
    "random",
    lambda r, m: post("x", {"key": key(r), "requestId": m.uuid}, token(m)),
)
shape("a random nonce", "random", lambda r, m: post("x", {"key": key(r), "nonce": m.code}, token(m)), REFUSED)
shape(
    "a UUID of the session",
    "random",
    lambda r, m: post(
        "x", {"key": key(r), "visit": f"0d9b6a3e-41f7-4c52-9a8e-{md5(m.session.encode()).hexdigest()[:12]}"}, token(m)
    ),
    REFUSED,
)
shape(
    "a hash of the key",
    "hash",
    lambda r, m: post("x", {"recordId": sha256(key(r).encode()).hexdigest()}, token(m)),
    REFUSED,
)
shape(
    "a signature beside the key",
    "hash",
    lambda r, m: post("x", {"key": key(r), "sig": md5(f"{key(r)}{m.session}".encode()).hexdigest()}, token(m)),
    REFUSED,
)
shape(
    "a short hash",
    "hash",
    lambda r, m: post("x", {"key": key(r), "h": sha1(key(r).encode()).hexdigest()[:8]}, token(m)),
    REFUSED,
)
shape(
    "a hash of the account",
    "hash",
    lambda r, m: post("x", {"key": key(r), "who": md5((m.customer + m.session).encode()).hexdigest()}, token(m)),
    REFUSED,
)
shape(
    "a session id",
    "session",
    lambda r, m: post(
        "x",
        {"key": key(r), "sessionId": f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):07d}-1234567"},
        token(m),
    ),
    REFUSED,
)
shape(
    "a session id that is a cookie",
    "session",
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "sessionId": _sid(m)}, token(m))],
        cookies=lambda m: f"session-id={_sid(m)}; a=b",
    ),
    REFUSED,
)


def _sid(moment: Moment) -> str:
    """Return the id of a session."""
    return f"262-{int(md5(moment.session.encode()).hexdigest()[:6], 16):07d}-7654321"


def label(records: Records, size: int) -> str:
    """Return words that were said, cut short."""
    words: str = item(records).get("transcriptText", "what is the weather like tomorrow")
    return words if len(words) <= size else words[:size] + "…"


shape("words cut short", "words", lambda r, m: post("x", {"key": key(r), "label": label(r, 12)}, token(m)), REFUSED)
shape(
    "the words",
    "words",
    lambda r, m: post("x", {"key": key(r), "label": item(r).get("transcriptText")}, token(m)),
    EITHER,
)
shape(
    "the words in capitals",
    "words",
    lambda r, m: post("x", {"key": key(r), "label": label(r, 300).title()}, token(m)),
    EITHER,
)
shape(
    "a name in a sentence",
    "words",
    lambda r, m: post(
        "x", {"key": key(r), "toast": f"Deleted on {r[0].get('device') and r[0]['device']['deviceName']}."}, token(m)
    ),
    EITHER,
)

TARGET = "headers say what is done"


def viewed(records: Records, moment: Moment) -> list[Request]:
    """Mark a recording as viewed, then delete it."""
    return [
        post("", {"recordKey": key(records)}, {"X-Amz-Target": f"Privacy.{verb}", **token(moment)})
        for verb in ("MarkViewed", "DeleteRecords")
    ]


shape("two targets", TARGET, viewed, EITHER)
shape(
    "one target",
    TARGET,
    lambda r, m: post(
        "",
        {"recordKeys": keys(r)},
        {"X-Amz-Target": "Privacy.DeleteRecords", "content-type": "application/x-amz-json-1.1", **token(m)},
    ),
    batches=(2,),
)
shape("a key in a header", TARGET, lambda r, m: send("DELETE", "record", headers={"x-record-key": key(r), **token(m)}))
shape(
    "JSON in a header",
    TARGET,
    lambda r, m: send("DELETE", "record", headers={"x-record": orjson.dumps({"k": key(r)}).decode(), **token(m)}),
)
shape(
    "a count in a header",
    TARGET,
    lambda r, m: post("x", {"keys": keys(r)}, {"x-count": str(len(r)), **token(m)}),
    batches=(3,),
)
shape(
    "a page's own header",
    TARGET,
    lambda r, m: post(
        "x",
        {"keys": keys(r)},
        {"x-requested-with": "XMLHttpRequest", "accept": "application/vnd.made-up.v2+json", **token(m)},
    ),
)
shape(
    "an authorization",
    TARGET,
    lambda r, m: post("x", {"keys": keys(r)}, {"Authorization": "Bearer made-up-1234567890abcdef", **token(m)}),
    REFUSED,
)

COUNTS = "counts and places"
shape(
    "member.N",
    COUNTS,
    lambda r, m: form(
        "x", [("Action", "Delete"), *((f"RecordKeys.member.{n}", k) for n, k in enumerate(keys(r), 1))], token(m)
    ),
    batches=(3,),
)
shape(
    "member.N of one", COUNTS, lambda r, m: form("x", [("Action", "Delete"), ("RecordKeys.member.1", key(r))], token(m))
)
shape(
    "a position beside the key",
    COUNTS,
    lambda r, m: post("x", [{"position": n, "key": k} for n, k in enumerate(keys(r), 1)], token(m)),
    batches=(3,),
)
shape("a count of one", COUNTS, lambda r, m: post("x", {"count": len(r), "keys": keys(r)}, token(m)))
shape("a count of several", COUNTS, lambda r, m: post("x", {"count": len(r), "keys": keys(r)}, token(m)), batches=(3,))
shape(
    "a count in the query",
    COUNTS,
    lambda r, m: post("x", {"keys": keys(r)}, token(m), [("count", len(r))]),
    batches=(2,),
)
shape("a version with two keys", COUNTS, lambda r, m: post("x", {"keys": keys(r)}, token(m), [("v", 2)]), batches=(2,))
shape(
    "JSON-RPC",
    COUNTS,
    lambda r, m: post(
        "rpc", {"jsonrpc": "2.0", "method": "deleteRecords", "params": {"keys": keys(r)}, "id": m.time}, token(m)
    ),
    EITHER,
)
shape("a counter", COUNTS, lambda r, m: post("x", {"key": key(r), "seq": m.number}, token(m)), REFUSED)
shape("the row on the page", COUNTS, lambda r, m: post("x", {"row": at(r) % 10, "key": key(r)}, token(m)), REFUSED)
shape("a length", "lengths", lambda r, m: post("x", {"key": key(r), "kLen": len(key(r))}, token(m)))
shape(
    "bytes",
    "lengths",
    lambda r, m: send(
        "POST",
        "x",
        b"\xa1\x63key\x78\x3c" + key(r).encode() + b"\xff",
        {"content-type": "application/cbor", **token(m)},
    ),
    REFUSED,
)
shape(
    "several parts",
    "lengths",
    lambda r, m: send(
        "POST",
        "x",
        f'--b{m.number}\r\nContent-Disposition: form-data; name="k"\r\n\r\n{key(r)}\r\n--b{m.number}--'.encode(),
        {"content-type": f"multipart/form-data; boundary=b{m.number}", **token(m)},
    ),
    REFUSED,
)

VERSIONS = "versions"
FETCHED = {"doc": lambda m: {"settings": {"revision": m.version, "theme": "dark"}}}
shape(
    "a version of an answer",
    VERSIONS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "expectedVersion": m.version}, token(m))],
        reads={"doc": lambda m: {"history": {"version": m.version}}},
    ),
)
shape(
    "an ETag",
    VERSIONS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"If-Match": m.etag, **token(m)})],
        reads={"doc": lambda m: ({"a": 1}, {"ETag": m.etag})},
    ),
)
shape(
    "a version of no answer",
    VERSIONS,
    lambda r, m: post("x", {"key": key(r), "expectedVersion": 4700 + m.version}, token(m)),
    REFUSED,
)
shape(
    "a version that stays, of an answer",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "revision": m.version}, token(m))], reads=FETCHED, bumps=False),
    EITHER,
)
shape(
    "a version that stays, of no answer",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, {"If-Match": f'"{m.version}"', **token(m)})], bumps=False),
    REFUSED,
)
shape(
    "a large version that stays",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "version": 4711 + (m.session == "s2")}, token(m))], bumps=False),
    REFUSED,
)
shape("a version of the page", VERSIONS, lambda r, m: post("x", {"key": key(r), "v": 2, "schema": "v3"}, token(m)))

TOKENS = "tokens"
shape(
    "a token in a page's JSON",
    TOKENS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"x-page-token": _page_token(m)})],
        page=lambda m: f'<script>window.state = {{"security": {{"pageToken": "{_page_token(m)}"}}}};</script>',
    ),
)
shape(
    "a token in a hidden field",
    TOKENS,
    DeleteApp(
        lambda r, m: [form("x", [("ctx", _page_token(m)), ("key", key(r))])],
        page=lambda m: f'<form><input type="hidden" name="ctx" value="{_page_token(m)}"></form>',
    ),
)
shape(
    "a token of an answer",
    TOKENS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "token": _page_token(m)})],
        reads={"token": lambda m: {"data": {"token": _page_token(m)}}},
    ),
)
shape(
    "the token in a query",
    TOKENS,
    lambda r, m: send("DELETE", "x", query=[("ids", key(r)), ("ts", m.time), ("token", m.csrf)]),
)
shape("the token twice", TOKENS, lambda r, m: post("x", {"key": key(r), "csrf": m.csrf}, token(m)))


def _page_token(moment: Moment) -> str:
    """Return a token of a session."""
    return b64encode(sha256(moment.session.encode()).digest()).decode().rstrip("=").replace("+", "x").replace("/", "y")


PREPARE = "prepare and confirm"


def answered_code(request: Request, moment: Moment) -> Any:
    """Return a code."""
    return {"confirmation": {"code": moment.code}} if "prepare" in request.target else {"ok": True}


shape(
    "prepare, then confirm",
    PREPARE,
    DeleteApp(
        lambda r, m: [post("prepare", {"keys": keys(r)}, token(m)), post("confirm", {"code": m.code}, token(m))],
        answers=answered_code,
    ),
)
shape(
    "prepare, then confirm with the key",
    PREPARE,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": m.code, "key": key(r)}, token(m)),
        ],
        answers=answered_code,
    ),
)
shape(
    "prepare, then confirm in the path",
    PREPARE,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            send("DELETE", f"pending/{m.code}", headers=token(m)),
        ],
        answers=answered_code,
    ),
)

WORSE = "deletes more than it names"
shape(
    "since a time until now",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"startTime": at(r), "endTime": m.time}, token(m))], gone=since),
    REFUSED,
)
shape(
    "since a time on an Echo",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "since": at(r)}, token(m))], gone=since_on_echo),
    REFUSED,
)
shape("until a time", WORSE, DeleteApp(lambda r, m: [post("x", {"until": at(r)}, token(m))], gone=until), REFUSED)
shape(
    "a key, and all younger",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"from": key(r)}, token(m))], gone=since),
    REFUSED,
)
shape(
    "by day, said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"day": utc(at(r), "%Y-%m-%d")}, token(m))], gone=by_day),
    REFUSED,
)
shape("by day, not said", WORSE, DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=by_day), REFUSED)
shape(
    "by device, not said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=by_device),
    REFUSED,
)
shape(
    "by second",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "at": at(r) // 1000}, token(m))], gone=by_second),
    EITHER,
)
shape(
    "by second, not said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "at": at(r)}, token(m))], gone=by_second),
    EITHER,
)
shape(
    "a millisecond",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"startTime": at(r), "endTime": at(r) + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) <= r["timestamp"] < at(n) + 1],
    ),
    EITHER,
)
shape(
    "a second",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"start": at(r) // 1000, "end": at(r) // 1000 + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) // 1000 <= r["timestamp"] // 1000 <= at(n) // 1000 + 1],
    ),
    EITHER,
)
shape(
    "a millisecond before and after",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"from": at(r) - 1, "to": at(r) + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) - 1 <= r["timestamp"] <= at(n) + 1],
    ),
    EITHER,
)
shape(
    "a time alone",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"at": at(r)}, token(m))],
        gone=lambda n, there: [r for r in there if r["timestamp"] == at(n)],
    ),
    EITHER,
)
shape(
    "a time in ISO",
    WORSE,
    DeleteApp(
        lambda r, m: [
            post("x", {"at": utc(at(r), "%Y-%m-%dT%H:%M:%S") + f".{at(r) % 1000:03d}Z", "s": serial(r[0])}, token(m))
        ]
    ),
)
shape(
    "the whole history",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=lambda _, there: list(there)),
    REFUSED,
)

CONSTANTS = "constants"
shape(
    "words of the page",
    CONSTANTS,
    lambda r, m: post(
        "x",
        {"key": key(r), "source": "VOICE_HISTORY", "reason": "CUSTOMER", "hard": True, "page": 1, "lang": "en-US"},
        token(m),
        [("ref", "activityHistory")],
    ),
)
shape("a marketplace", CONSTANTS, lambda r, m: post("x", {"key": key(r), "marketplace": "A1PA6795UKMFR9"}, token(m)))
shape(
    "a kind of record", CONSTANTS, lambda r, m: post("x", {"key": key(r), "recordType": r[0]["recordType"]}, token(m))
)
shape("a name of an Echo", CONSTANTS, lambda r, m: post("x", {"key": key(r), "device": "Küche"}, token(m)), EITHER)
shape(
    "a person",
    CONSTANTS,
    lambda r, m: post("x", {"key": key(r), "actor": "amzn1.actor.person.did.0123456789ABCDEF01234567"}, token(m)),
    REFUSED,
)
shape(
    "a time zone of elsewhere",
    CONSTANTS,
    lambda r, m: post("x", {"key": key(r), "timeZone": "America/New_York"}, token(m)),
    REFUSED,
    more={"zone": ZoneInfo("Europe/Berlin")},
)
shape(
    "the time zone of the home",
    CONSTANTS,
    lambda r, m: post("x", {"key": key(r), "timeZone": "Europe/Berlin"}, token(m)),
    more={"zone": ZoneInfo("Europe/Berlin")},
    world={"zone": ZoneInfo("Europe/Berlin")},
)
shape("an offset", CONSTANTS, lambda r, m: post("x", {"key": key(r), "utcOffset": 60}, token(m)), REFUSED)
shape(
    "a persisted query",
    CONSTANTS,
    lambda r, m: post(
        "g",
        {
            "operationName": "Erase",
            "variables": {"key": key(r)},
            "extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(b"x").hexdigest()}},
        },
        token(m),
    ),
)

ENCODED = "encodings"
shape(
    "base64url JSON in the path",
    ENCODED,
    lambda r, m: send(
        "DELETE",
        "r/" + urlsafe_b64encode(orjson.dumps({"k": key(r), "t": at(r)})).decode().rstrip("="),
        headers=token(m),
    ),
)
shape(
    "encoded twice",
    ENCODED,
    lambda r, m: send("DELETE", f"r/{quote(quote(key(r), safe=''), safe='')}", headers=token(m)),
)
shape(
    "JSON in base64",
    ENCODED,
    lambda r, m: form("x", [("p", b64encode(orjson.dumps({"keys": keys(r)})).decode()), ("t", m.csrf)]),
    batches=(2,),
)
shape(
    "JSON in a query",
    ENCODED,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("p", orjson.dumps({"keys": keys(r)}).decode())]),
    batches=(2,),
)
shape(
    "a key as a member",
    ENCODED,
    lambda r, m: post("x", {"records": dict.fromkeys(keys(r), True)}, token(m)),
    batches=(3,),
)
shape("a matrix", ENCODED, lambda r, m: send("DELETE", f"x;key={quote(key(r), safe='')};v=1/all", headers=token(m)))
shape("a URN", ENCODED, lambda r, m: post("x", {"id": f"urn:record:{key(r)}:v1"}, token(m)))
shape(
    "a web token",
    ENCODED,
    lambda r, m: post(
        "x",
        {
            "jwt": ".".join(
                urlsafe_b64encode(each).decode().rstrip("=")
                for each in (b'{"alg":"HS256"}', orjson.dumps({"k": key(r)}), sha256(key(r).encode()).digest())
            )
        },
        token(m),
    ),
    REFUSED,
)
shape(
    "a request for each key",
    ENCODED,
    lambda r, m: [send("DELETE", f"r/{quote(k, safe='')}", headers=token(m)) for k in keys(r)],
    batches=(3,),
)
shape(
    "a request for each item",
    "one request for each item",
    lambda r, m: [
        post("x", {"item": i["recordItemKey"]}, token(m))
        for i in r[0].get("voiceHistoryRecordItems") or []
        if "recordItemKey" in i
    ],
    EITHER,
)

CHATTER = "chatter"
shape(
    "telemetry",
    CHATTER,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, token(m))],
        chatter=lambda m: [post("telemetry", {"event": "delete", "at": m.time, "session": m.session})],
    ),
)
shape(
    "telemetry that names the recording",
    CHATTER,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, token(m))],
        before=lambda r, m: [(post("metrics", {"deleted": key(r), "n": m.number}), 200)],
    ),
)
shape(
    "telemetry of an unknown name",
    CHATTER,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, token(m))],
        before=lambda r, m: [(post("shown", {"opened": key(r)}), 200)],
    ),
    EITHER,
)
shape(
    "a retry",
    CHATTER,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, token(m))],
        before=lambda r, m: [
            (post("x", {"key": key(r)}, {"anti-csrftoken-a2z": "stale-token-0123456789"}), 403),
            (send("OPTIONS", "x"), 204),
        ],
    ),
)
shape(
    "the same twice",
    CHATTER,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, token(m))],
        before=lambda r, m: [(post("x", {"key": key(r)}, token(m)), 200)],
    ),
)
