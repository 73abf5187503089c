"""Shapes of settings: other forms of requests and readings, and more than two values."""

from base64 import b64encode
from hashlib import md5

import orjson

from tests.amazon.learn.delete_shapes import (
    EITHER,
    REFUSED,
    token,
)
from tests.amazon.learn.setting_shapes import DOC, setting, told, words
from tests.amazon.learn.settings_simulator import NAMES
from tests.amazon.learn.simulator import form, post, send

SET = "settings in other forms"
setting(
    "add or remove",
    SET,
    lambda n, v, s, m: post("set", {"add": [n] if v else [], "remove": [] if v else [n]}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "grant or revoke",
    SET,
    lambda n, v, s, m: post(f"consent/{n}/{'grant' if v else 'revoke'}", {}, token(m)),
    reads=DOC,
)
setting(
    "put with a value, or delete",
    SET,
    lambda n, v, s, m: (
        post(f"consents/{n}", {"given": True}, token(m), method="PUT")
        if v
        else send("DELETE", f"consents/{n}", headers=token(m))
    ),
    EITHER,
    reads=DOC,
)
setting(
    "a list of one", SET, lambda n, v, s, m: post("set", {"changes": [{"name": n, "value": v}]}, token(m)), reads=DOC
)
setting(
    "a member of a list",
    SET,
    lambda n, v, s, m: post("set", {"enabled": [k for k, x in {**told(s), n: v}.items() if x]}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "checkboxes",
    SET,
    lambda n, v, s, m: form("set", [("choice", k) for k, x in {**told(s), n: v}.items() if x]),
    REFUSED,
    reads=DOC,
)
setting(
    "checkboxes by name",
    SET,
    lambda n, v, s, m: form("set", [(k, "on") for k, x in {**told(s), n: v}.items() if x]),
    REFUSED,
    reads=DOC,
)
setting("a checkbox alone", SET, lambda n, v, s, m: form("set", [(n, "on")] if v else [], token(m)), EITHER, reads=DOC)
setting(
    "a hidden zero before a checkbox",
    SET,
    lambda n, v, s, m: form("set", [(n, "0"), *([(n, "1")] if v else [])], token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a value in base64",
    SET,
    lambda n, v, s, m: post("set", {"p": b64encode(orjson.dumps({n: v})).decode()}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "JSON in the query",
    SET,
    lambda n, v, s, m: send(
        "PUT", "set", headers=token(m), query=[("change", orjson.dumps({"n": n, "v": v}).decode())]
    ),
    reads=DOC,
)
setting(
    "a header with the value",
    SET,
    lambda n, v, s, m: send("PUT", f"set/{n}", headers={"x-enabled": "true" if v else "false", **token(m)}),
    reads=DOC,
)
setting(
    "a path with the value",
    SET,
    lambda n, v, s, m: send("PUT", f"set/{n}/{'on' if v else 'off'}", headers=token(m)),
    reads=DOC,
)
setting(
    "a sentence",
    SET,
    lambda n, v, s, m: send(
        "POST", "set", f"{n}={'yes' if v else 'no'};".encode(), {"content-type": "text/plain", **token(m)}
    ),
    EITHER,
    reads=DOC,
)
setting(
    "GraphQL with the value in its text",
    SET,
    lambda n, v, s, m: post(
        "g", {"query": f'mutation {{ choose(name: "{n}", value: {"true" if v else "false"}) {{ ok }} }}'}, token(m)
    ),
    EITHER,
    reads=DOC,
)
setting(
    "JSON-RPC",
    SET,
    lambda n, v, s, m: post(
        "rpc", {"jsonrpc": "2.0", "id": m.number, "method": "setChoice", "params": [n, v]}, token(m)
    ),
    reads=DOC,
)
setting(
    "a sentence of consent",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "answer": words("Yes, I agree", "No, thanks")(v)}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a double negative",
    SET,
    lambda n, v, s, m: post("set", {"do-not-share": {"disabled": v}, "name": n}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "opt out is true",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "optOut": not v}, token(m)),
    reads={"doc": lambda s, m: {"people": {"optOut": not s["people"]}}},
)
setting(
    "what a click would do",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "choice": "A" if v else "B"}, token(m)),
    REFUSED,
    reads={"doc": lambda s, m: {"people": {"next": "OPT_OUT" if s["people"] else "OPT_IN"}}},
)
setting(
    "excluded is true",
    SET,
    lambda n, v, s, m: post("set", {"excludeFromReview": not v, "feature": n}, token(m)),
    reads={"doc": lambda s, m: {"people": {"excludeFromReview": not s["people"]}}},
)
setting(
    "numbers of an enumeration",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "state": 1 if v else 2}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"people": {"state": 1 if s["people"] else 2}}},
)
setting(
    "now besides",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "changedAt": m.iso()}, token(m)),
    reads=DOC,
)
setting(
    "a policy besides",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "policyVersion": "2026-11-01"}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a number of consents besides",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "count": m.number // 2}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a confirmation besides",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "confirmed": True, "silent": False}, token(m)),
    reads=DOC,
)
setting(
    "only turning it off asks why",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, **({} if v else {"reason": "OTHER"})}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a version from a POST that reads",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "version": m.version}, token(m)),
    asks=lambda m: [post("read", {"what": "settings"}, token(m))],
    answers=lambda r, s, m: {"settings": told(s), "version": m.version} if "read" in r.target else {"ok": True},
)
setting(
    "a version that the last answer gave",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "etag": m.etag}, token(m)),
    EITHER,
    reads=DOC,
    answers=lambda r, s, m: {"etag": m.etag},
)

TOLD = "told in other forms"
setting(
    "in a list of lists",
    TOLD,
    setting_one := (lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m))),
    EITHER,
    reads={"doc": lambda s, m: {"rows": [[n, v] for n, v in told(s).items()]}},
)
setting(
    "in rows with dates first",
    TOLD,
    setting_one,
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
    setting_one,
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
    setting_one,
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
    setting_one,
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
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"persons": {f"amzn1.person.{md5(m.session.encode()).hexdigest()}": told(s)}}},
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
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m)),
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
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"label": words("On", "Off")(s["people"]), "hint": "Help improve"}}},
)
setting("in numbers", TOLD, setting_one, reads={"doc": lambda s, m: {n: int(v) for n, v in told(s).items()}})
setting(
    "in an enumeration of its own",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"status": words("STATE_A", "STATE_B")(s["people"])}}},
)
setting(
    "absent when off",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {n: True for n, v in told(s).items() if v}}},
)
setting(
    "null when off",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {n: True if v else None for n, v in told(s).items()}}},
)
setting(
    "late by one load",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "people": s["previous"]["people"]}}},
)
setting(
    "with a sum of it",
    TOLD,
    setting_one,
    reads={"doc": lambda s, m: {"settings": told(s), "enabledCount": sum(map(bool, told(s).values()))}},
)
setting(
    "with the last change",
    TOLD,
    setting_one,
    reads={
        "doc": lambda s, m: {
            "settings": told(s),
            "lastChange": {"name": "people", "to": s["people"], "from": s["previous"]["people"]},
        }
    },
)
setting(
    "with a default beside",
    TOLD,
    setting_one,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "default": True, "isDefault": bool(s["people"])}}},
)
setting(
    "with a pending value",
    TOLD,
    setting_one,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "pending": s["people"] != s["previous"]["people"]}}},
)
setting(
    "a list of what is off",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"disabled": [n for n in NAMES if not s[n]]}},
)
setting(
    "a time when off",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"revokedOn": None if s["people"] else m.utc("%Y-%m-%d")}}},
)
setting(
    "a time when on, else absent",
    TOLD,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"acceptedAt": m.time - 100} if s["people"] else {}}},
)
setting(
    "in a page with the time",
    TOLD,
    setting_one,
    page=lambda s, m: (
        f"<p>{m.iso()}</p><script>var boot = {orjson.dumps({'at': m.time, 'settings': told(s)}).decode()};</script>"
    ),
)
setting(
    "by GET with a time",
    TOLD,
    setting_one,
    EITHER,
    asks=lambda m: [send("GET", "doc", query=[("_", m.time)])],
    answers=lambda r, s, m: {"settings": told(s)} if r.method == "GET" else {"ok": True},
)
setting(
    "chosen later",
    TOLD,
    setting_one,
    REFUSED,
    reads=DOC,
    chatter=lambda m: [post("profiles", {"use": "ADULT"}, token(m))] if 6 < m.number < 13 else [],
)

MANY = "several positions"


def choice(name: str, values: tuple[object, ...], expected: str = "right") -> None:
    """Note a setting of some values."""
    setting(
        name,
        MANY,
        lambda n, v, s, m: post("set", {"retention": v}, token(m)),
        expected,
        reads={"doc": lambda s, m: {"retention": s["people"], "locale": "en"}},
        values=values,
        start=values[0],
    )


choice("durations", ("P18M", "P3M", "P0D"), EITHER)
choice("months in words", ("18_MONTHS", "3_MONTHS", "NEVER"))
choice("numbers with a negative one", (-1, 540, 90, 0))
choice("null among them", (None, 18, 3), EITHER)
choice("texts of numbers", ("0", "3", "18"))
choice("sentences", ("Until I delete them", "18 months", "3 months", "Don't save"), EITHER)
choice("words and one that says off", ("OFF", "LOW", "HIGH"))
setting(
    "a choice told in other words",
    MANY,
    lambda n, v, s, m: post("set", {"retention": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": {"KEEP": "FOREVER", "YEAR": "P1Y", "NONE": "P0D"}[s["people"]]}},
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)
setting(
    "a choice by address",
    MANY,
    lambda n, v, s, m: send("PUT", f"retention/{v}", headers=token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": s["people"]}},
    values=("keep", "year", "none"),
    start="keep",
)
setting(
    "a choice with the old one",
    MANY,
    lambda n, v, s, m: post("set", {"old": s["people"], "new": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": s["people"]}},
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)
setting(
    "a choice not told",
    MANY,
    lambda n, v, s, m: post("set", {"retention": v}, token(m)),
    REFUSED,
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)

SWITCHED = "switches again"
setting(
    "shared or not",
    SWITCHED,
    lambda n, v, s, m: post("set", {n: words("SHARING", "NOT_SHARING")(v)}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {n: words("SHARING", "NOT_SHARING")(v) for n, v in told(s).items()}},
)
setting("an answer's echo", SWITCHED, setting_one, EITHER, answers=lambda r, s, m: {"people": s["people"]})
setting(
    "enable by POST, disable by DELETE of another address",
    SWITCHED,
    lambda n, v, s, m: post(f"on/{n}", {}, token(m)) if v else send("DELETE", f"off/{n}", headers=token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "turned by a number of the state",
    SWITCHED,
    lambda n, v, s, m: post("toggle", {"name": n, "from": s[n]}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "what it was, alone",
    SWITCHED,
    lambda n, v, s, m: post("toggle", {"name": n, "was": "ON" if s[n] else "OFF"}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a duration of the choice",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "tookMs": 900 + m.number * 13}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "the first load is stale",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s), "fresh": m.number > 3}},
)
setting(
    "another setting follows",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "letters": s["people"]}}},
)
setting(
    "another setting follows the other way round",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "peopleHidden": not s["people"]}}},
)
setting(
    "only its shadow is told",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"banner": {"visible": not s["people"]}}},
)
setting(
    "its shadow, and it in words",
    SWITCHED,
    setting_one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "banner": {"visible": not s["people"]},
            "summary": {"people": words("Shared", "Private")(s["people"])},
        }
    },
)
setting(
    "a member that comes later",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s)} if m.number > 3 else {"settings": {}}},
)
setting(
    "in two pages",
    SWITCHED,
    setting_one,
    EITHER,
    reads={"doc": lambda s, m: {"people": s["people"]}, "profile": lambda s, m: {"profile": {"people": s["people"]}}},
)
setting(
    "beside the same of another account",
    SWITCHED,
    setting_one,
    EITHER,
    reads={
        "doc": lambda s, m: {
            "accounts": [{"type": "PRIMARY", "people": s["people"]}, {"type": "OTHER", "people": True}]
        }
    },
)
setting(
    "only of those that are chosen",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, {"x-person": "CHILD_ONE", **token(m)}),
    EITHER,
    reads=DOC,
)
setting(
    "a person in a cookie",
    SWITCHED,
    lambda n, v, s, m: post(
        "set", {"name": n, "enabled": v, "person": f"p-{m.session}-{md5(m.session.encode()).hexdigest()[:8]}"}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
setting(
    "a person that an answer gives",
    SWITCHED,
    lambda n, v, s, m: post(
        "set", {"person": f"amzn1.person.{md5(m.session.encode()).hexdigest()}", "name": n, "enabled": v}, token(m)
    ),
    EITHER,
    reads={
        "doc": lambda s, m: {
            "me": {"person": f"amzn1.person.{md5(m.session.encode()).hexdigest()}"},
            "settings": told(s),
        }
    },
)
setting(
    "a person of several that an answer gives",
    SWITCHED,
    lambda n, v, s, m: post(
        "set", {"person": f"amzn1.person.{md5(m.session.encode()).hexdigest()}", "name": n, "enabled": v}, token(m)
    ),
    EITHER,
    reads={
        "doc": lambda s, m: {
            "people": [
                {"name": "Ben", "id": f"amzn1.person.{md5(b'x' + m.session.encode()).hexdigest()}"},
                {"name": "Anna", "id": f"amzn1.person.{md5(m.session.encode()).hexdigest()}"},
            ],
            "settings": told(s),
        }
    },
)
setting(
    "two flips for one click",
    SWITCHED,
    lambda n, v, s, m: [
        post("set", {"name": n, "enabled": v}, token(m)),
        post("mirror", {"name": n, "on": v}, token(m)),
    ],
    EITHER,
    reads=DOC,
)
setting(
    "an array in the order of the page",
    SWITCHED,
    lambda n, v, s, m: post("set", [v if k == n else s[k] for k in NAMES], token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"values": [s[k] for k in NAMES]}},
)
setting(
    "an array, told by name",
    SWITCHED,
    lambda n, v, s, m: post("set", [v if k == n else s[k] for k in NAMES], token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a text of flags",
    SWITCHED,
    lambda n, v, s, m: post(
        "set", {"flags": "".join("1" if (v if k == n else s[k]) else "0" for k in NAMES)}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
setting(
    "a mask and a value",
    SWITCHED,
    lambda n, v, s, m: post("set", {"mask": [n], "settings": {n: v}}, token(m)),
    reads=DOC,
)
setting(
    "a mask in the query",
    SWITCHED,
    lambda n, v, s, m: post("set", {n: v}, token(m), [("updateMask", n)], method="PATCH"),
    reads=DOC,
)
setting(
    "an entity with its type",
    SWITCHED,
    lambda n, v, s, m: post("set", {"@type": "Consent", "id": n, "state": {"value": v, "source": "WEB"}}, token(m)),
    reads=DOC,
)
setting(
    "a state word for each",
    SWITCHED,
    lambda n, v, s, m: post("set", {"featureName": n, "featureState": words("ALLOWED", "NOT_ALLOWED")(v)}, token(m)),
    reads={
        "doc": lambda s, m: {
            "features": [
                {"featureName": k, "featureState": words("ALLOWED", "NOT_ALLOWED")(x)} for k, x in told(s).items()
            ]
        }
    },
)
setting(
    "do not use",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "value": words("USE_RECORDINGS", "DO_NOT_USE_RECORDINGS")(v)}, token(m)),
    reads={"doc": lambda s, m: {"people": words("USE_RECORDINGS", "DO_NOT_USE_RECORDINGS")(s["people"])}},
)
setting(
    "active since",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "active": v, "since": m.time}, token(m)),
    reads={"doc": lambda s, m: {"people": {"active": s["people"], "since": m.time - 4000}}},
)
setting(
    "a sync number besides",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "syncId": m.version}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s), "syncId": m.version}},
)
setting(
    "a sync number that is one behind",
    SWITCHED,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "syncId": m.version - 1}, token(m)),
    REFUSED,
    reads={"doc": lambda s, m: {"settings": told(s), "syncId": m.version}},
)
