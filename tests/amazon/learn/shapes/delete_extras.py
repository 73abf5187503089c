"""Deletions: what is sent besides, and what else a page sends."""

from base64 import b64encode
from hashlib import md5, sha256
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tests.amazon.learn.shapes.deletions import item, key, keys, shape
from tests.amazon.learn.simulator import EITHER, REFUSED, DeleteApp, post, send, serial, token

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
shape(
    "the mail of the account",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "contact": "somebody@example.org"}, token(m)),
    REFUSED,
)
shape(
    "the newest one besides",
    ELSE,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "newest": f"A6A06E985A0BCC1#179517{m.version}"}, token(m))]),
    REFUSED,
)
shape(
    "a flag that depends on the Echo",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "screen": serial(r[0])[-1] in "02468ACE"}, token(m)),
    EITHER,
)
shape(
    "a kind that depends on the recording",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "kind": r[0]["recordType"], "intent": r[0].get("intent")}, token(m)),
    EITHER,
)
shape("an attempt", ELSE, lambda r, m: post("x", {"key": key(r), "attempt": 1}, token(m)))
shape(
    "a referrer",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "ref": "/alexa-privacy/apd/rvh?ref_=nav_youraccount_42"}, token(m)),
    EITHER,
)
shape(
    "a listing's window",
    ELSE,
    lambda r, m: post("x", {"key": key(r), "window": {"start": 0, "end": 253402300799000}}, token(m)),
    EITHER,
)
shape(
    "a click's place", ELSE, lambda r, m: post("x", {"key": key(r), "x": 312, "y": 118 + m.number}, token(m)), REFUSED
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
shape("hidden or deleted", CONSTANTS, lambda r, m: post("x", {"key": key(r), "how": "DELETE", "hide": False}, token(m)))

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
