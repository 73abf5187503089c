"""Deletions: names in headers, numbered, encoded, or inside a text."""

from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.shapes.deletions import Records, at, key, keys, shape
from tests.amazon.learn.simulator import EITHER, REFUSED, Moment, form, post, send, token

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
    "a small number in a header",
    TARGET,
    lambda r, m: post("x", {"keys": keys(r)}, {"x-made-up-level": "3", **token(m)}),
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
    "a key in two encodings",
    ENCODED,
    lambda r, m: post("x", {"key": key(r), "b": b64encode(key(r).encode()).decode()}, token(m)),
)
shape(
    "CBOR in base64",
    ENCODED,
    lambda r, m: send(
        "POST", "x", b64encode(b"\xa1\x63key\x78\x3c" + key(r).encode()), {"content-type": "text/plain", **token(m)}
    ),
    EITHER,
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
