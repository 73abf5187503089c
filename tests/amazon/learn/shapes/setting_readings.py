"""Settings: how and where the page reads them."""

from hashlib import md5, sha256

import orjson

from tests.amazon.learn.settings_simulator import NAMES
from tests.amazon.learn.shapes.settings import DOC, iso, one, setting, told, words
from tests.amazon.learn.simulator import EITHER, REFUSED, post, send, token

setting(
    "reading by POST, AWS",
    "read by POST",
    lambda n, v, s, m: post("", {"name": n, "enabled": v}, {"X-Amz-Target": "Privacy.UpdateSetting", **token(m)}),
    asks=lambda m: [post("", {}, {"X-Amz-Target": "Privacy.GetSettings", **token(m)})],
    answers=lambda r, s, m: {"settings": told(s)} if "GetSettings" in str(dict(r.headers)) else {"ok": True},
)
setting(
    "reading by POST, GraphQL",
    "read by POST",
    lambda n, v, s, m: post(
        "g",
        {
            "operationName": "Choose",
            "query": "mutation Choose($n: ID!, $v: Boolean!) { choose(n: $n, v: $v) { ok } }",
            "variables": {"n": n, "v": v},
        },
        token(m),
    ),
    asks=lambda m: [
        post(
            "g",
            {"operationName": "Choices", "query": "query Choices { choices { name value } }", "variables": {}},
            token(m),
        )
    ],
    answers=lambda r, s, m: (
        {"data": {"choices": [{"name": n, "value": v} for n, v in told(s).items()]}}
        if b"query Choices" in (r.body or b"")
        else {"ok": True}
    ),
)
setting(
    "reading by POST, persisted",
    "read by POST",
    lambda n, v, s, m: post(
        "g",
        {
            "operationName": "SetChoice",
            "variables": {"n": n, "v": v},
            "extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(b"set").hexdigest()}},
        },
        token(m),
    ),
    asks=lambda m: [
        post(
            "g",
            {
                "operationName": "GetChoices",
                "variables": {},
                "extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(b"get").hexdigest()}},
            },
            token(m),
        )
    ],
    answers=lambda r, s, m: (
        {"data": {"choices": [{"name": n, "value": v} for n, v in told(s).items()]}}
        if b"GetChoices" in (r.body or b"")
        else {"ok": True}
    ),
)

DISTRACTED = "what else the page tells"
setting(
    "a time or null",
    "times and lists",
    one,
    reads={
        "doc": lambda s, m: {
            "people": {"optedOutAt": None if s["people"] else iso(m.time - 5000)},
            "letters": {"optedOutAt": None},
        }
    },
)
setting(
    "a list of what is on", "times and lists", one, reads={"doc": lambda s, m: {"enabled": [n for n in NAMES if s[n]]}}
)
setting(
    "state beside updatedAt",
    "times and lists",
    one,
    reads={
        "doc": lambda s, m: {
            "settings": {n: {"state": words("ON", "OFF")(v), "updatedAt": iso(m.time)} for n, v in told(s).items()}
        }
    },
)

TOLD = "told in other forms"
setting(
    "in a list of lists",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"rows": [[n, v] for n, v in told(s).items()]}},
)
setting(
    "in rows with dates first",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "rows": [{"since": f"2026-0{i + 1}-01", "name": n, "on": v} for i, (n, v) in enumerate(told(s).items())]
        }
    },
)
setting(
    "in rows with ids of the session",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "rows": [
                {"id": md5(f"{n}{m.session}".encode()).hexdigest(), "name": n, "on": v} for n, v in told(s).items()
            ]
        }
    },
)
setting(
    "in rows with ids alone",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "rows": [{"id": md5(f"{n}{m.session}".encode()).hexdigest(), "on": v} for n, v in told(s).items()]
        }
    },
)
setting(
    "in rows in another order",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "rows": sorted(
                ({"name": n, "on": v} for n, v in told(s).items()),
                key=lambda row: md5(f"{row['name']}{m.number}".encode()).hexdigest(),
            )
        }
    },
)
setting(
    "under a person's id",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"persons": {m.person: told(s)}}},
)
setting(
    "of two persons",
    TOLD,
    lambda n, v, s, m: post("set", {"person": "ADULT", "name": n, "enabled": v}, token(m)),
    reads={
        "doc": lambda s, m: {
            "persons": [
                {"kind": "ADULT", "settings": told(s)},
                {"kind": "CHILD", "settings": dict.fromkeys(NAMES, True)},
            ]
        }
    },
)
setting(
    "of two persons by name",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "persons": [{"name": "Anna", "settings": told(s)}, {"name": "Ben", "settings": dict.fromkeys(NAMES, True)}]
        }
    },
)
setting(
    "with its meaning in words",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"label": words("On", "Off")(s["people"]), "hint": "Help improve"}}},
)
setting("in numbers", TOLD, one, reads={"doc": lambda s, m: {n: int(v) for n, v in told(s).items()}})
setting(
    "in an enumeration of its own",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"status": words("STATE_A", "STATE_B")(s["people"])}}},
)
setting(
    "absent when off",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {n: True for n, v in told(s).items() if v}}},
)
setting(
    "null when off",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {n: True if v else None for n, v in told(s).items()}}},
)
setting(
    "a list of what is off",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"disabled": [n for n in NAMES if not s[n]]}},
)
setting(
    "a time when off",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"revokedOn": None if s["people"] else m.utc("%Y-%m-%d")}}},
)
setting(
    "a time when on, else absent",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"acceptedAt": m.time - 100} if s["people"] else {}}},
)
setting(
    "in a page with the time",
    TOLD,
    one,
    page=lambda s, m: (
        f"<p>{m.iso()}</p><script>var boot = {orjson.dumps({'at': m.time, 'settings': told(s)}).decode()};</script>"
    ),
)
setting(
    "by GET with a time",
    TOLD,
    one,
    EITHER,
    asks=lambda m: [send("GET", "doc", query=[("_", m.time)])],
    answers=lambda r, s, m: {"settings": told(s)} if r.method == "GET" else {"ok": True},
)
setting(
    "chosen later",
    TOLD,
    one,
    REFUSED,
    reads=DOC,
    chatter=lambda m: [post("profiles", {"use": "ADULT"}, token(m))] if 6 < m.number < 13 else [],
)
setting("an answer's echo", TOLD, one, EITHER, answers=lambda r, s, m: {"people": s["people"]})
setting(
    "the first load is stale",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s), "fresh": m.number > 3}},
)
setting(
    "in two pages",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": s["people"]}, "profile": lambda s, m: {"profile": {"people": s["people"]}}},
)
setting(
    "beside the same of another account",
    TOLD,
    one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "accounts": [{"type": "PRIMARY", "people": s["people"]}, {"type": "OTHER", "people": True}]
        }
    },
)
setting(
    "told the other way round",
    TOLD,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"optOut": {n: not v for n, v in told(s).items()}}},
)
