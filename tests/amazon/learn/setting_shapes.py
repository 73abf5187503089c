"""Requests that set a setting, in shapes that a large web app could send: what is right, what has to be refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5, sha256
from html import escape
from typing import Any

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.settings_simulator import NAMES, SettingApp, State
from tests.amazon.learn.simulator import Moment, form, post, send

RIGHT, REFUSED, EITHER = "right", "refused", "either"


@dataclass(slots=True)
class SettingShape:
    """One shape: its kind, the page, and what is expected of a lesson."""

    kind: str
    app: SettingApp
    expected: str = RIGHT
    lesson: Json = field(default_factory=dict)
    more: Json = field(default_factory=dict)


SETTINGS: dict[str, SettingShape] = {}


def setting(name: str, kind: str, send_: Callable[..., Any], expected: str = RIGHT, **more: Any) -> None:
    """Note a shape; `send_` makes of a name, a value, the state and a moment what is sent."""
    own = {key: more.pop(key) for key in ("lesson", "more") if key in more}

    def all_of(name: str, value: Any, state: State, moment: Moment) -> list[Request]:
        """Send one request, or several."""
        found = send_(name, value, state, moment)
        return found if isinstance(found, list) else [found]

    assert name not in SETTINGS, name
    SETTINGS[name] = SettingShape(kind, SettingApp(all_of, **more), expected, **own)


def token(moment: Moment) -> Json:
    """Return the usual header."""
    return {"anti-csrftoken-a2z": moment.csrf}


def told(state: State) -> Json:
    """Return the settings alone."""
    return {name: state[name] for name in NAMES}


def one(name: str, value: Any, _: State, moment: Moment) -> Request:
    """Set one, by name."""
    return post("set", {"name": name, "enabled": value}, token(moment))


def state_doc(state: State, _: Moment) -> Json:
    """Tell settings in an object."""
    return {"settings": told(state)}


def iso(time: int) -> str:
    """Return a time as JavaScript does."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def words(on: Any, off: Any) -> Callable[[bool], Any]:
    """Return what is said for on and off."""
    return lambda value: on if value else off


DOC: Json = {"doc": state_doc}
BASIC = "one setting at a time"
setting("by name", BASIC, one, reads=DOC)
setting("as a member", BASIC, lambda n, v, s, m: post("set", {n: v}, token(m)), reads=DOC)
setting("by address", BASIC, lambda n, v, s, m: post(f"set/{n}", [v], token(m), method="PUT"), reads=DOC)
setting(
    "by form",
    BASIC,
    lambda n, v, s, m: form("set", [("csrf", m.csrf), ("which", n), ("to", "true" if v else "false")]),
    reads=DOC,
)
setting(
    "as one and zero",
    BASIC,
    lambda n, v, s, m: form("set", [("csrf", m.csrf), ("choice", n), ("state", int(v))]),
    reads={"doc": lambda s, m: {n: int(v) for n, v in told(s).items()}},
)
setting(
    "JSON in a form",
    BASIC,
    lambda n, v, s, m: form("set", [("payload", orjson.dumps({"set": {n: v}}).decode())]),
    reads=DOC,
)
setting(
    "words",
    BASIC,
    lambda n, v, s, m: post("set", {"choice": {"name": n, "value": words("OPTED_IN", "OPTED_OUT")(v)}}, token(m)),
    reads={
        "doc": lambda s, m: {
            "data": {"choices": [{"name": n, "value": words("OPTED_IN", "OPTED_OUT")(v)} for n, v in told(s).items()]}
        }
    },
)
setting(
    "a patch",
    BASIC,
    lambda n, v, s, m: post(
        "set",
        [{"op": "replace", "path": f"/{n}", "value": words("allowed", "refused")(v)}],
        {"content-type": "application/json-patch+json", **token(m)},
        method="PATCH",
    ),
    reads={"doc": lambda s, m: {"privacy": {n: words("allowed", "refused")(v) for n, v in told(s).items()}}},
)
setting(
    "in a query",
    BASIC,
    lambda n, v, s, m: send(
        "POST",
        "feature",
        query=[("what", n), ("disabled", "false" if v else "true"), ("ts", m.time), ("token", m.csrf)],
    ),
    reads={"feature?what=people": lambda s, m: {"disabled": not s["people"]}},
)
setting(
    "a list of objects",
    BASIC,
    one,
    reads={"doc": lambda s, m: {"rows": [{"name": n, "more": {"a": 1}, "enabled": v} for n, v in told(s).items()]}},
)
setting("JSON in JSON", BASIC, one, reads={"doc": lambda s, m: {"document": orjson.dumps(told(s)).decode()}})
setting(
    "in a script",
    BASIC,
    one,
    page=lambda s, m: (
        f'<script>var x = {{"people": 5}};</script><script>window.__state={orjson.dumps(told(s)).decode()};</script>'
    ),
)
setting(
    "in an attribute",
    BASIC,
    one,
    page=lambda s, m: f"<div id='a' data-props=\"{escape(orjson.dumps({'of': told(s)}).decode())}\"></div>",
)
setting(
    "a text that a script parses",
    BASIC,
    one,
    page=lambda s, m: (
        f"<script>var state = JSON.parse({orjson.dumps(orjson.dumps({'all': told(s)}).decode()).decode()});</script>"
    ),
)
setting("not told anywhere", BASIC, one, EITHER)
setting(
    "said the other way round",
    BASIC,
    lambda n, v, s, m: post("set", {"refuse-" + n: words("NO", "YES")(v)}, token(m)),
    reads={"doc": lambda s, m: {"settings": {"refuse-" + n: words("NO", "YES")(v) for n, v in told(s).items()}}},
)
setting(
    "a lock",
    BASIC,
    lambda n, v, s, m: form("set", [(f"{n}-lock", words("OPEN", "LOCKED")(v))], token(m)),
    reads={
        "doc": lambda s, m: {
            "settings": [{"name": f"{n}-lock", "value": words("OPEN", "LOCKED")(v)} for n, v in told(s).items()]
        }
    },
)
setting(
    "words that nobody knows",
    BASIC,
    lambda n, v, s, m: post("set", {n: words("FOO", "BAR")(v)}, token(m)),
    EITHER,
    reads=DOC,
)

TARGET = "headers say what is set"
setting(
    "an AWS target with a value",
    TARGET,
    lambda n, v, s, m: post(
        "",
        {"optIn": v},
        {"X-Amz-Target": f"Privacy.Set{n.title()}", "content-type": "application/x-amz-json-1.1", **token(m)},
    ),
    reads={"doc": lambda s, m: {"peopleOptIn": s["people"], "lettersOptIn": s["letters"]}},
)
setting(
    "enable and disable in a target",
    TARGET,
    lambda n, v, s, m: post(
        "", {"setting": n}, {"X-Amz-Target": f"Privacy.{'Enable' if v else 'Disable'}Setting", **token(m)}
    ),
    reads=DOC,
)
setting(
    "enable and disable in an address",
    TARGET,
    lambda n, v, s, m: post(f"{n}/{'enable' if v else 'disable'}", {}, token(m)),
    reads=DOC,
)
setting(
    "enable and disable in GraphQL",
    TARGET,
    lambda n, v, s, m: post(
        "g", {"operationName": f"{'Enable' if v else 'Disable'}Setting", "variables": {"name": n}}, token(m)
    ),
    reads=DOC,
)
setting(
    "put and delete",
    TARGET,
    lambda n, v, s, m: send("PUT" if v else "DELETE", f"consents/{n}", headers=token(m)),
    reads=DOC,
)
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

BOTH = "several values"
setting(
    "enabled and status",
    BOTH,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "status": words("ENABLED", "DISABLED")(v)}, token(m)),
    reads=DOC,
)
setting(
    "old and new", BOTH, lambda n, v, s, m: post("set", {"name": n, "old": s[n], "new": v}, token(m)), EITHER, reads=DOC
)
setting(
    "on or absent",
    BOTH,
    lambda n, v, s, m: form("set", [("name", n), *([("checked", "on")] if v else []), ("csrf", m.csrf)]),
    reads=DOC,
)
setting(
    "a customer id",
    "customer id",
    lambda n, v, s, m: post(f"customers/{m.customer}/set", {"name": n, "enabled": v}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a customer id that is known",
    "customer id",
    lambda n, v, s, m: post("set", {"customerId": m.customer, "name": n, "enabled": v}, token(m)),
    reads=DOC,
    more={"customer_id": "KNOWN"},
)

WHOLE = "all settings in one request"
setting(
    "a whole document",
    WHOLE,
    lambda n, v, s, m: post("set", {"settings": {**told(s), n: v}, "version": m.version}, token(m), method="PUT"),
    reads={"doc": lambda s, m: {"settings": told(s), "version": m.version}},
)
setting(
    "a whole profile",
    WHOLE,
    lambda n, v, s, m: post(
        "set", {"profile": {"revision": m.version, "locale": "de-DE", "privacy": {**told(s), n: v}}}, token(m)
    ),
    reads={"doc": lambda s, m: {"profile": {"revision": m.version, "locale": "de-DE", "privacy": told(s)}}},
)
setting(
    "a whole form",
    WHOLE,
    lambda n, v, s, m: form("set", [(k, "true" if x else "false") for k, x in {**told(s), n: v}.items()]),
    reads=DOC,
)
setting(
    "an envelope",
    WHOLE,
    lambda n, v, s, m: post(
        "set",
        {
            "schema": "made-up/2",
            "token": m.csrf,
            "payload": orjson.dumps(
                {
                    "version": m.etag,
                    "choices": {**{k: words("ON", "OFF")(x) for k, x in told(s).items()}, n: words("ON", "OFF")(v)},
                }
            ).decode(),
        },
    ),
    reads={
        "doc": lambda s, m: {
            "schema": "made-up/2",
            "payload": orjson.dumps(
                {"version": m.etag, "choices": {k: words("ON", "OFF")(x) for k, x in told(s).items()}}
            ).decode(),
        }
    },
)
setting("all, told nowhere", WHOLE, lambda n, v, s, m: post("set", {**told(s), n: v}, token(m)), REFUSED)
setting(
    "all, told in other words",
    WHOLE,
    lambda n, v, s, m: post("set", {k: words("OPT_IN", "OPT_OUT")(x) for k, x in {**told(s), n: v}.items()}, token(m)),
    REFUSED,
    reads={"other": lambda s, m: {"refused": {n: not x for n, x in told(s).items()}}},
)
setting(
    "flags",
    WHOLE,
    lambda n, v, s, m: post(
        "set", {"flags": sum(2**i for i, x in enumerate({**told(s), n: v}.values()) if x)}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
setting(
    "those that are on",
    WHOLE,
    lambda n, v, s, m: post("set", {"on": ",".join(k for k, x in {**told(s), n: v}.items() if x)}, token(m)),
    REFUSED,
    reads=DOC,
)

VERSIONS = "versions"
setting(
    "an ETag of a page",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, {"If-Match": m.etag, **token(m)}),
    reads={"doc": lambda s, m: ({"settings": told(s)}, {"ETag": m.etag})},
)
setting(
    "a version",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "version": m.version}, token(m)),
    reads={"doc": lambda s, m: {"settings": told(s), "version": m.version}},
)
setting(
    "a version that nobody gave",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "version": m.version * 7}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a counter",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "seq": m.number}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "the day",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "consentDate": m.utc("%Y-%m-%d")}, token(m)),
    reads=DOC,
)
setting(
    "a session id",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "session": f"262-{m.session}1234567-7654321"}, token(m)),
    REFUSED,
    reads=DOC,
)

PERSON = "persons"
setting(
    "a person in the request",
    PERSON,
    lambda n, v, s, m: post("set", {"person": "ADULT", "name": n, "enabled": v}, token(m)),
    reads=DOC,
)
setting(
    "a person's id in the request",
    PERSON,
    lambda n, v, s, m: post(
        "set", {"person": "amzn1.actor.person.did.0123456789ABCDEF01234567", "name": n, "enabled": v}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
setting(
    "a person chosen before",
    PERSON,
    one,
    REFUSED,
    reads=DOC,
    opening=lambda m: [post("select", {"person": "ADULT"}, token(m))],
)
setting(
    "a person chosen before, by id",
    PERSON,
    one,
    REFUSED,
    reads=DOC,
    opening=lambda m: [post("profiles/amzn1.person.0123ABCD/activate", {}, token(m))],
)

DISTRACTED = "what else the page tells"
setting(
    "a flag of a tour",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"tour": {"seen": m.number > 8}, "settings": told(s)}},
)
setting(
    "the previous value",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "previousValue": s["previous"]["people"]}}},
)
setting(
    "the previous value, said the other way round",
    DISTRACTED,
    lambda n, v, s, m: post("set", {n: {"disabled": not v}}, token(m)),
    reads={"doc": lambda s, m: {"people": {"disabled": not s["people"], "wasDisabled": not s["previous"]["people"]}}},
)
setting(
    "a counter and a clock",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"loads": m.number, "now": m.time, "updatedAt": iso(m.time), "settings": told(s)}},
)
setting(
    "a flag by chance",
    DISTRACTED,
    one,
    reads={
        "doc": lambda s, m: {
            "experiments": {f"x{i}": md5(f"{i} {m.number}".encode()).digest()[0] % 2 == 0 for i in range(30)},
            "settings": told(s),
        }
    },
)
setting(
    "an opposite flag",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s), "banner": {"show": not s["people"]}}},
)
setting(
    "the same told twice", DISTRACTED, one, EITHER, reads={"doc": lambda s, m: {"settings": told(s), "copy": told(s)}}
)
setting(
    "the same told by two answers",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": state_doc, "other": lambda s, m: {"a": {"settings": told(s), "more": [1, 2, 3]}}},
)
setting(
    "a time or null",
    "times and lists",
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m)),
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

SEVERAL = "more than two values"
KEEP = ("UNTIL_DELETED", "EIGHTEEN_MONTHS", "THREE_MONTHS", "DO_NOT_SAVE")
setting(
    "how long to keep",
    SEVERAL,
    lambda n, v, s, m: post("set", {"retention": v}, token(m), method="PUT"),
    reads={"doc": lambda s, m: {"retention": s["people"], "locale": "en"}},
    values=KEEP,
    start="UNTIL_DELETED",
)
setting(
    "how many months",
    SEVERAL,
    lambda n, v, s, m: form("retention", [("months", v), ("csrf", m.csrf)]),
    reads={"doc": lambda s, m: {"retention": {"months": s["people"]}}},
    values=(0, 3, 18),
    start=18,
)

PREPARE = "prepare and confirm"
setting(
    "prepare, then confirm",
    PREPARE,
    lambda n, v, s, m: [
        post("prepare", {"name": n}, token(m)),
        post("confirm", {"code": m.code, "enabled": v}, token(m)),
    ],
    answers=lambda r, s, m: {"code": m.code} if "prepare" in r.target else {},
    reads=DOC,
)

CHATTER = "chatter"
setting("telemetry", CHATTER, one, reads=DOC, chatter=lambda m: [post("telemetry", {"event": "flip", "at": m.time})])
setting(
    "telemetry of an unknown name",
    CHATTER,
    one,
    EITHER,
    reads=DOC,
    chatter=lambda m: [post("shown", {"what": "flip", "at": m.time})],
)

FEW = "too little was shown"
setting("one flip", FEW, one, REFUSED, reads=DOC, lesson={"flips": [False]})
setting("two flips", FEW, one, REFUSED, reads=DOC, lesson={"flips": [False, True], "again": False})
setting("no loads without a flip", FEW, one, EITHER, reads=DOC, lesson={"idle": 0})
setting(
    "the previous value, and never set to what is set",
    FEW,
    one,
    REFUSED,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "earlier": s["previous"]["people"]}}},
    lesson={"again": False},
)
setting(
    "a list of what was on, and never set to what is set",
    FEW,
    one,
    REFUSED,
    reads={"doc": lambda s, m: {"enabled": [n for n in NAMES if s["previous"][n]]}},
    lesson={"again": False},
)
setting(
    "a time or null for how it was, and never set to what is set",
    FEW,
    one,
    REFUSED,
    reads={"doc": lambda s, m: {"people": {"optedOutAt": None if s["previous"]["people"] else iso(m.time - 5000)}}},
    lesson={"again": False},
)


setting("two settings", FEW, one, REFUSED, reads=DOC, lesson={"also": "letters"})
setting(
    "two settings that a header tells apart",
    FEW,
    lambda n, v, s, m: post("", {"optIn": v}, {"X-Amz-Target": f"Privacy.Set{n.title()}", **token(m)}),
    REFUSED,
    reads=DOC,
    lesson={"also": "letters"},
)
setting(
    "two settings by address",
    FEW,
    lambda n, v, s, m: post(f"set/{n}", [v], token(m)),
    REFUSED,
    reads=DOC,
    lesson={"also": "letters"},
)
