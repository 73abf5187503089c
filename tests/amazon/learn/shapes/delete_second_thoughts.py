"""Deletions: second thoughts."""

from base64 import b64encode
from hashlib import md5
from urllib.parse import quote

from tests.amazon.learn.shapes.deletions import EITHER, REFUSED, at, item, key, shape, token, utc
from tests.amazon.learn.simulator import DAY, DeleteApp, post, send, serial

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
