"""Shapes of deletions by where they name recordings, what else is sent, and what happens around them."""

from base64 import b64encode, urlsafe_b64encode
from hashlib import md5, sha256
from urllib.parse import quote
from uuid import UUID

import orjson

from tests.amazon.learn.delete_shapes import (
    EITHER,
    REFUSED,
    at,
    by_day,
    by_second,
    item,
    key,
    keys,
    shape,
    since,
    since_on_echo,
    token,
    until,
    utc,
)
from tests.amazon.learn.range_shapes import iso
from tests.amazon.learn.simulator import DAY, NOW, DeleteApp, form, post, send, serial

PLACES = "names in other places"
shape(
    "lines of text",
    PLACES,
    lambda r, m: send("POST", "x", "\n".join(keys(r)).encode(), {"content-type": "text/plain", **token(m)}),
    batches=(3,),
)
shape(
    "one JSON a line",
    PLACES,
    lambda r, m: send(
        "POST",
        "x",
        b"\n".join(orjson.dumps({"k": k}) for k in keys(r)),
        {"content-type": "application/x-ndjson", **token(m)},
    ),
    EITHER,
    batches=(3,),
)
shape(
    "JSON in JSON in JSON",
    PLACES,
    lambda r, m: post("x", {"a": orjson.dumps({"b": orjson.dumps({"keys": keys(r)}).decode()}).decode()}, token(m)),
    batches=(2,),
)
shape(
    "a URL that names it",
    PLACES,
    lambda r, m: post(
        "x", {"href": f"https://www.amazon.de/alexa-privacy/r?id={quote(key(r), safe='')}&view=list"}, token(m)
    ),
)
shape(
    "numbered objects in a form",
    PLACES,
    lambda r, m: form(
        "x",
        [
            (f"records[{n}][{name}]", value)
            for n, one in enumerate(r)
            for name, value in (("key", one["recordKey"]), ("at", one["timestamp"]))
        ],
        token(m),
    ),
    batches=(3,),
)
shape("names with brackets", PLACES, lambda r, m: form("x", [("ids[]", k) for k in keys(r)], token(m)), batches=(2,))
shape(
    "keys in the query, joined by bars",
    PLACES,
    lambda r, m: post("x", {}, token(m), [("keys", "|".join(keys(r)))]),
    batches=(3,),
)
shape(
    "keys in a header, joined",
    PLACES,
    lambda r, m: send("DELETE", "x", headers={"x-keys": ",".join(keys(r)), **token(m)}),
    batches=(2,),
)
shape(
    "base64 of several",
    PLACES,
    lambda r, m: send(
        "DELETE", "x/" + urlsafe_b64encode(",".join(keys(r)).encode()).decode().rstrip("="), headers=token(m)
    ),
    batches=(2,),
)
shape(
    "pairs in lists",
    PLACES,
    lambda r, m: post("x", [[one["recordKey"], one["timestamp"]] for one in r], token(m)),
    batches=(3,),
)
shape(
    "lists by column",
    PLACES,
    lambda r, m: post("x", {"keys": keys(r), "times": [one["timestamp"] for one in r]}, token(m)),
    batches=(3,),
)
shape(
    "grouped by Echo",
    PLACES,
    lambda r, m: post("x", {"devices": [{"serial": serial(r[0]), "keys": keys(r)}]}, token(m)),
    EITHER,
)
shape(
    "an Echo's address",
    PLACES,
    lambda r, m: send("DELETE", f"devices/{serial(r[0])}/records/{at(r)}", headers=token(m)),
    EITHER,
)
shape(
    "an Echo's kind and number in the address",
    PLACES,
    lambda r, m: send(
        "DELETE", f"devices/{key(r).split('#')[2]}/{serial(r[0])}/{quote(key(r), safe='')}", headers=token(m)
    ),
)
shape(
    "an action in the query",
    PLACES,
    lambda r, m: send("POST", "x", headers=token(m), query=[("action", "delete"), ("key", key(r)), ("_", m.time)]),
)
shape(
    "a batch of operations",
    PLACES,
    lambda r, m: post(
        "batch",
        {
            "operations": [
                {"method": "DELETE", "path": f"/records/{quote(k, safe='')}", "id": str(n)}
                for n, k in enumerate(keys(r), 1)
            ]
        },
        token(m),
    ),
    batches=(3,),
)
shape(
    "a batch of one operation",
    PLACES,
    lambda r, m: post(
        "batch",
        {"operations": [{"method": "DELETE", "path": f"/records/{quote(key(r), safe='')}", "id": "1"}]},
        token(m),
    ),
)
shape(
    "a map of keys to times",
    PLACES,
    lambda r, m: post("x", {"records": {one["recordKey"]: one["timestamp"] for one in r}}, token(m)),
    batches=(2,),
)
shape(
    "an OData filter",
    PLACES,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("$filter", f"recordKey eq '{key(r)}'")]),
)
shape(
    "a GraphQL list in its text",
    PLACES,
    lambda r, m: post(
        "g", {"query": "mutation { erase(keys: [" + ", ".join(f'"{k}"' for k in keys(r)) + "]) { ok } }"}, token(m)
    ),
    batches=(2,),
)
shape("a reversed key", PLACES, lambda r, m: post("x", {"id": key(r)[::-1]}, token(m)), REFUSED)
shape("a key without its signs", PLACES, lambda r, m: post("x", {"id": key(r).replace("#", "")}, token(m)), EITHER)
shape("a key with other signs", PLACES, lambda r, m: post("x", {"id": key(r).replace("#", "/")}, token(m)), EITHER)
shape("half a key", PLACES, lambda r, m: post("x", {"id": key(r)[-12:]}, token(m)), REFUSED)
shape(
    "the digest in base64",
    PLACES,
    lambda r, m: post("x", {"id": b64encode(sha256(key(r).encode()).digest()).decode()}, token(m)),
    REFUSED,
)
shape(
    "a version 5 UUID",
    PLACES,
    lambda r, m: post("x", {"id": str(UUID(md5(key(r).encode()).hexdigest(), version=5))}, token(m)),
    REFUSED,
)

WHEN = "when it was said"
EXACT = {
    "gone": lambda named, there: [r for r in there if r["timestamp"] == at(named) and serial(r) == serial(named[0])]
}
shape(
    "a decimal second", WHEN, lambda r, m: post("x", {"at": at(r) / 1000, "s": serial(r[0])}, token(m)), EITHER, **EXACT
)
shape("microseconds", WHEN, lambda r, m: post("x", {"at": at(r) * 1000, "s": serial(r[0])}, token(m)), EITHER, **EXACT)
shape(
    "ISO with an offset",
    WHEN,
    lambda r, m: post(
        "x", {"at": utc(at(r), "%Y-%m-%dT%H:%M:%S") + f".{at(r) % 1000:03d}+00:00", "s": serial(r[0])}, token(m)
    ),
    EITHER,
    **EXACT,
)
shape(
    "a day and a clock time",
    WHEN,
    lambda r, m: post(
        "x", {"date": utc(at(r), "%Y-%m-%d"), "time": utc(at(r), "%H:%M:%S"), "s": serial(r[0])}, token(m)
    ),
    EITHER,
    gone=by_second,
)
shape(
    "as Americans say it",
    WHEN,
    lambda r, m: post("x", {"at": utc(at(r), "%m/%d/%Y, %I:%M:%S %p"), "s": serial(r[0])}, token(m)),
    EITHER,
    gone=by_second,
)
shape(
    "a day in the address",
    WHEN,
    lambda r, m: send("DELETE", f"{utc(at(r), '%Y/%m/%d')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)
shape(
    "the record's day besides", WHEN, lambda r, m: post("x", {"key": key(r), "day": utc(at(r), "%Y-%m-%d")}, token(m))
)
shape(
    "the record's time in another unit besides",
    WHEN,
    lambda r, m: post("x", {"key": key(r), "at": at(r) // 1000}, token(m)),
)
shape(
    "unmodified since",
    WHEN,
    lambda r, m: post(
        "x", {"key": key(r)}, {"x-unmodified-since": utc(at(r), "%a, %d %b %Y %H:%M:%S GMT"), **token(m)}
    ),
)
shape(
    "a minute around",
    WHEN,
    lambda r, m: post("x", {"from": at(r) - 30_000, "to": at(r) + 30_000, "s": serial(r[0])}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if serial(r) == serial(n[0]) and abs(r["timestamp"] - at(n)) <= 30_000],
)
shape(
    "a second around",
    WHEN,
    lambda r, m: post("x", {"from": at(r) - 500, "to": at(r) + 500}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if abs(r["timestamp"] - at(n)) <= 500],
)
shape(
    "a span in ISO",
    WHEN,
    lambda r, m: post("x", {"start": iso(at(r)), "end": iso(at(r) + 1000)}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if at(n) <= r["timestamp"] < at(n) + 1000],
)
shape(
    "a time and a duration",
    WHEN,
    lambda r, m: post("x", {"start": at(r), "durationMs": 1}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if r["timestamp"] == at(n)],
)
shape(
    "a time and a fixed end",
    WHEN,
    lambda r, m: post("x", {"start": at(r), "end": NOW + DAY}, token(m)),
    REFUSED,
    gone=since,
)
shape(
    "an end and a fixed start", WHEN, lambda r, m: post("x", {"start": 0, "end": at(r)}, token(m)), REFUSED, gone=until
)
shape(
    "since, on an Echo, by key",
    WHEN,
    lambda r, m: post("x", {"sinceKey": key(r)}, token(m)),
    REFUSED,
    gone=since_on_echo,
)
shape(
    "by day and Echo",
    WHEN,
    lambda r, m: post("x", {"key": key(r)}, token(m)),
    REFUSED,
    gone=lambda n, there: [r for r in by_day(n, there) if serial(r) == serial(n[0])],
)
shape(
    "with the one before",
    WHEN,
    lambda r, m: post("x", {"key": key(r)}, token(m)),
    REFUSED,
    gone=lambda n, there: (
        [r for r in there if r["recordKey"] == key(n)] + [r for r in there if r["timestamp"] < at(n)][:1]
    ),
)

ELSE = "what else is sent"
shape("its row in the listing", ELSE, DeleteApp(lambda r, m: [post("x", {"key": key(r), "row": 3}, token(m))]))
shape(
    "a token of the listing", ELSE, lambda r, m: post("x", {"key": key(r), "pageToken": "token-1"}, token(m)), REFUSED
)
shape(
    "the number of those listed",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "total": 60 - m.version + 17}, token(m)),
    REFUSED,
)
shape(
    "how long it took",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "elapsedMs": 1000 + m.number * 37}, token(m)),
    REFUSED,
)
shape("the size of a window", ELSE, lambda r, m: post("x", {"key": key(r), "viewport": "1280x720"}, token(m)), EITHER)
shape(
    "when a page was opened",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "openedAt": m.time - 45_000}, token(m)),
    EITHER,
)
shape(
    "a date of AWS", ELSE, lambda r, m: post("x", {"key": key(r)}, {"x-amz-date": m.utc("%Y%m%dT%H%M%SZ"), **token(m)})
)
shape(
    "a date and its hash",
    ELSE,
    lambda r, m: post(
        "x",
        {"key": key(r)},
        {
            "x-amz-date": m.utc("%Y%m%dT%H%M%SZ"),
            "x-signature": sha256(f"{m.time}{key(r)}".encode()).hexdigest(),
            **token(m),
        },
    ),
    REFUSED,
)
shape("a UUID in capitals", ELSE, lambda r, m: post("x", {"key": key(r)}, {"x-request-id": m.uuid.upper(), **token(m)}))
shape(
    "a UUID without signs",
    ELSE,
    lambda r, m: post("x", {"key": key(r)}, {"x-request-id": m.uuid.replace("-", ""), **token(m)}),
    EITHER,
)
shape("a UUID in a text", ELSE, lambda r, m: post("x", {"key": key(r), "ref": f"web:{m.uuid}:1"}, token(m)))
shape(
    "a UUID of time",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "id": f"{m.time & 0xFFFFFFFF:08x}-1234-11ee-8c99-0242ac120002"}, token(m)),
    REFUSED,
)
shape(
    "a ULID",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "id": f"01HF{m.code.upper()}{m.number:010d}"}, token(m)),
    REFUSED,
)
shape("a random number", ELSE, lambda r, m: post("x", {"key": key(r), "_": int(m.code[:8], 16)}, token(m)), REFUSED)
shape(
    "a fraction at random",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "r": int(m.code[:8], 16) / 2**32}, token(m)),
    REFUSED,
)
shape(
    "the customer in base64",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "c": b64encode(m.customer.encode()).decode()}, token(m)),
    EITHER,
)
shape(
    "the customer in a URN",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "owner": f"urn:customer:{m.customer}"}, token(m)),
)
shape(
    "the customer in a header", ELSE, lambda r, m: post("x", {"key": key(r)}, {"x-customer-id": m.customer, **token(m)})
)
shape(
    "the customer in small letters",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "c": m.customer.lower()}, token(m)),
    EITHER,
)
shape(
    "a directed id",
    ELSE,
    lambda r, m: post(
        "x", {"key": key(r), "directedId": f"amzn1.account.{md5(m.session.encode()).hexdigest().upper()}"}, token(m)
    ),
    REFUSED,
)
shape(
    "a browser's id",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "ubid": f"258-{m.session}4567890-1234567"}, token(m)),
    REFUSED,
)
shape(
    "a date of the page's version",
    ELSE,
    lambda r, m: post("x", {"key": key(r)}, {"x-app-version": "2026.11.18", **token(m)}),
    REFUSED,
)
shape(
    "a version in words",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "schemaVersion": "1.0", "client": "web/2.4.1"}, token(m)),
    EITHER,
)
shape(
    "a number of a policy",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "policy": 4, "priority": 100, "ttl": 3600}, token(m)),
)
shape(
    "a word in other alphabets",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "reason": "Löschen", "lang": "日本語"}, token(m)),
)
shape(
    "what was replied",
    ELSE,
    lambda r, m: post(
        "x", {"key": key(r), "reply": (item(r).get("agentReply") or "okay then, here it is")[:10]}, token(m)
    ),
    EITHER,
)
shape(
    "the Echo's name besides",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "deviceName": (r[0].get("device") or {}).get("deviceName")}, token(m)),
    EITHER,
)
shape(
    "flags of kinds",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "voice": True, "text": False, "audio": None}, token(m)),
)
shape("an empty filter", ELSE, lambda r, m: post("x", {"key": key(r), "filter": {}, "tags": [], "note": ""}, token(m)))

shape("the year", ELSE, lambda r, m: post("x", {"key": key(r), "year": int(m.utc("%Y"))}, token(m)), REFUSED)

IN_TEXT = "JSON and pairs in a text"
CONTEXT = {"utcOffset": -300, "page": 1}
shape(
    "an offset in JSON in a text",
    IN_TEXT,
    lambda r, m: post("x", {"p": orjson.dumps({"key": key(r), **CONTEXT}).decode()}, token(m)),
    REFUSED,
)
shape(
    "an offset in JSON in a header",
    IN_TEXT,
    lambda r, m: post("x", {"key": key(r)}, {"x-context": orjson.dumps(CONTEXT).decode(), **token(m)}),
    REFUSED,
)
shape(
    "an offset in pairs in a header",
    IN_TEXT,
    lambda r, m: post("x", {"key": key(r)}, {"x-context": "page=1; utcOffset=-300", **token(m)}),
    REFUSED,
)
shape(
    "an offset in GraphQL",
    IN_TEXT,
    lambda r, m: post("g", {"query": f'mutation {{ erase(key: "{key(r)}", utcOffset: -300) {{ ok }} }}'}, token(m)),
    REFUSED,
)
shape(
    "an offset in XML",
    IN_TEXT,
    lambda r, m: send(
        "POST",
        "x",
        f"<x><key>{key(r)}</key><utcOffset>-300</utcOffset></x>".encode(),
        {"content-type": "application/xml", **token(m)},
    ),
    REFUSED,
)
shape(
    "a version of the session in JSON in a text",
    IN_TEXT,
    lambda r, m: post(
        "x",
        {"p": orjson.dumps({"key": key(r), "expectedVersion": 41 + len(m.session * (m.session == "s2"))}).decode()},
        token(m),
    ),
    REFUSED,
)
shape(
    "JSON with spaces in a text",
    IN_TEXT,
    lambda r, m: post("x", {"p": f'{{"key": "{key(r)}", "hard": true}}'}, token(m)),
)
shape(
    "JSON in a header, and pairs of the page",
    IN_TEXT,
    lambda r, m: post(
        "x", {"key": key(r)}, {"x-context": '{"page":1,"size":20}', "x-client": "web; v=2; q=0.8", **token(m)}
    ),
)

GIVEN = "what an answer gave"


def record_etag(record_key: str) -> str:
    """Return an ETag of one recording."""
    return f'"{md5(record_key.encode()).hexdigest()[:8]}"'


shape(
    "a revision deep in an answer",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "rev": f"r-{m.version}-{m.code[:3] * 0}x"}, token(m))],
        reads={"doc": lambda m: {"data": {"history": {"rev": f"r-{m.version}-x", "n": 1}}}},
    ),
)
shape(
    "a version that a list gives",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={
            "doc": lambda m: {"histories": [{"type": "VOICE", "version": m.version}, {"type": "TEXT", "version": 3}]}
        },
    ),
)
shape(
    "a version by its place in a list",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={"doc": lambda m: {"versions": [m.version, 3, 5]}},
    ),
    EITHER,
)
shape(
    "the sum of an answer's number",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version + 1}, token(m))],
        reads={"doc": lambda m: {"history": {"version": m.version}}},
    ),
    REFUSED,
)
shape(
    "a version in a header of a page",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"x-config": f"c{m.version}-z", **token(m)})],
        reads={"doc": lambda m: ({"a": 1}, {"x-config": f"c{m.version}-z"})},
    ),
    EITHER,
)
shape(
    "two answers with the same version",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={"doc": lambda m: {"a": {"version": m.version}}, "other": lambda m: {"b": {"version": m.version}}},
    ),
    EITHER,
)
shape(
    "a stale version",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version - 1}, token(m))],
        reads={"doc": lambda m: {"a": {"version": m.version}}},
    ),
    REFUSED,
)
shape(
    "a person that an answer gives",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("x", {"key": key(r), "personId": f"amzn1.person.{md5(m.session.encode()).hexdigest()}"}, token(m))
        ],
        reads={"me": lambda m: {"me": {"personId": f"amzn1.person.{md5(m.session.encode()).hexdigest()}"}}},
    ),
    EITHER,
)
shape(
    "a nonce of the page for each load",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "nonce": f"n{m.version:x}kq7"}, token(m))],
        page=lambda m: f'<script>window.boot = {{"nonce": "n{m.version:x}kq7"}};</script>',
    ),
    EITHER,
)
shape(
    "a code from a GraphQL query",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("g", {"query": "query Challenge { challenge { code } }"}, token(m)),
            post(
                "g",
                {
                    "query": "mutation Erase($c: String!, $k: ID!) { erase(c: $c, k: $k) { ok } }",
                    "variables": {"c": m.code, "k": key(r)},
                },
                token(m),
            ),
        ],
        answers=lambda q, m: (
            {"data": {"challenge": {"code": m.code}}} if b"Challenge" in (q.body or b"") else {"ok": True}
        ),
    ),
)
shape(
    "prepare gives several codes",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": m.code, "check": m.code[::-1]}, token(m)),
        ],
        answers=lambda q, m: {"code": m.code, "check": m.code[::-1]} if "prepare" in q.target else {},
    ),
)
shape(
    "prepare, look, confirm",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("look", {"job": m.code}, token(m)),
            post("confirm", {"job": m.code}, token(m)),
        ],
        answers=lambda q, m: {"job": {"id": m.code}} if "prepare" in q.target else {"state": "READY"},
    ),
)
shape(
    "a confirmation that an answer hashes",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": md5(m.code.encode()).hexdigest()}, token(m)),
        ],
        answers=lambda q, m: {"code": m.code} if "prepare" in q.target else {},
    ),
    REFUSED,
)


AGAIN = "second thoughts"
shape(
    "undone within seconds",
    AGAIN,
    lambda r, m: [post("x", {"key": key(r)}, token(m)), post("commit", {"sure": True}, token(m))],
    EITHER,
)
shape(
    "a key in two encodings",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "b": b64encode(key(r).encode()).decode()}, token(m)),
)
shape("hidden or deleted", AGAIN, lambda r, m: post("x", {"key": key(r), "how": "DELETE", "hide": False}, token(m)))
shape(
    "the mail of the account",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "contact": "somebody@example.org"}, token(m)),
    REFUSED,
)
shape(
    "the name of the account",
    AGAIN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "customerName": f"Anna {m.session}"}, token(m))],
        reads={"me": lambda m: {"customerName": f"Anna {m.session}", "n": 1}},
    ),
    EITHER,
)
shape(
    "the newest one besides",
    AGAIN,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "newest": f"A6A06E985A0BCC1#179517{m.version}"}, token(m))]),
    REFUSED,
)
shape(
    "a flag that depends on the Echo",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "screen": serial(r[0])[-1] in "02468ACE"}, token(m)),
    EITHER,
)
shape(
    "a kind that depends on the recording",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "kind": r[0]["recordType"], "intent": r[0].get("intent")}, token(m)),
    EITHER,
)
shape(
    "a member for some recordings only",
    AGAIN,
    lambda r, m: post(
        "x", {"key": key(r), **({"u": item(r)["utteranceId"]} if item(r).get("utteranceId") else {})}, token(m)
    ),
    EITHER,
)
shape(
    "all its items",
    AGAIN,
    lambda r, m: post(
        "x",
        {"key": key(r), "items": [i.get("recordItemKey") for i in r[0].get("voiceHistoryRecordItems") or []]},
        token(m),
    ),
    EITHER,
)
shape(
    "its age in days", AGAIN, lambda r, m: post("x", {"key": key(r), "days": (m.time - at(r)) // DAY}, token(m)), EITHER
)
shape("its hour", AGAIN, lambda r, m: post("x", {"key": key(r), "hour": int(utc(at(r), "%H"))}, token(m)), EITHER)
shape("its month", AGAIN, lambda r, m: post("x", {"key": key(r), "month": utc(at(r), "%Y-%m")}, token(m)), EITHER)
shape(
    "a folder of its month",
    AGAIN,
    lambda r, m: send("DELETE", f"{utc(at(r), '%Y-%m')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)
shape("an attempt", AGAIN, lambda r, m: post("x", {"key": key(r), "attempt": 1}, token(m)))
shape(
    "a referrer",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "ref": "/alexa-privacy/apd/rvh?ref_=nav_youraccount_42"}, token(m)),
    EITHER,
)
shape(
    "a listing's window",
    AGAIN,
    lambda r, m: post("x", {"key": key(r), "window": {"start": 0, "end": 253402300799000}}, token(m)),
    EITHER,
)
shape(
    "a click's place", AGAIN, lambda r, m: post("x", {"key": key(r), "x": 312, "y": 118 + m.number}, token(m)), REFUSED
)
shape(
    "CBOR in base64",
    AGAIN,
    lambda r, m: send(
        "POST", "x", b64encode(b"\xa1\x63key\x78\x3c" + key(r).encode()), {"content-type": "text/plain", **token(m)}
    ),
    EITHER,
)
shape(
    "two keys, one of another",
    AGAIN,
    lambda r, m: post(
        "x", {"keys": [key(r), "A6A06E985A0BCC1#1795066488533#A3RBAYBE7VM004#G08A4996B447C0CE"]}, token(m)
    ),
    REFUSED,
)
shape(
    "a device's key alone",
    AGAIN,
    DeleteApp(
        lambda r, m: [post("x", {"serial": serial(r[0])}, token(m))],
        gone=lambda n, there: [r for r in there if serial(r) == serial(n[0])][:1],
    ),
    REFUSED,
)
shape(
    "the newest of the Echo",
    AGAIN,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "which": "SELECTED"}, token(m))]),
    REFUSED,
)
shape("nothing named", AGAIN, lambda r, m: post("deleteSelected", {"selected": True}, token(m)), REFUSED)
shape(
    "a token for each recording that an answer gave",
    AGAIN,
    DeleteApp(
        lambda r, m: [post("x", {"t": md5(key(r).encode()).hexdigest()}, token(m))],
        reads={"tokens": lambda m: {"t": "none"}},
    ),
    REFUSED,
)
