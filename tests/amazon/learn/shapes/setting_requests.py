"""Settings: how one setting is set."""

from base64 import b64encode
from html import escape

import orjson

from tests.amazon.learn.shapes.settings import DOC, one, setting, told, words
from tests.amazon.learn.simulator import EITHER, REFUSED, form, post, send, token

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

SET = "settings in other forms"
setting(
    "a list of one", SET, lambda n, v, s, m: post("set", {"changes": [{"name": n, "value": v}]}, token(m)), reads=DOC
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
    "shared or not",
    SET,
    lambda n, v, s, m: post("set", {n: words("SHARING", "NOT_SHARING")(v)}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {n: words("SHARING", "NOT_SHARING")(v) for n, v in told(s).items()}},
)
setting(
    "a mask and a value",
    SET,
    lambda n, v, s, m: post("set", {"mask": [n], "settings": {n: v}}, token(m)),
    reads=DOC,
)
setting(
    "a mask in the query",
    SET,
    lambda n, v, s, m: post("set", {n: v}, token(m), [("updateMask", n)], method="PATCH"),
    reads=DOC,
)
setting(
    "an entity with its type",
    SET,
    lambda n, v, s, m: post("set", {"@type": "Consent", "id": n, "state": {"value": v, "source": "WEB"}}, token(m)),
    reads=DOC,
)
setting(
    "a state word for each",
    SET,
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
    SET,
    lambda n, v, s, m: post("set", {"name": n, "value": words("USE_RECORDINGS", "DO_NOT_USE_RECORDINGS")(v)}, token(m)),
    reads={"doc": lambda s, m: {"people": words("USE_RECORDINGS", "DO_NOT_USE_RECORDINGS")(s["people"])}},
)
setting(
    "active since",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "active": v, "since": m.time}, token(m)),
    reads={"doc": lambda s, m: {"people": {"active": s["people"], "since": m.time - 4000}}},
)
setting(
    "a time or null is set",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "optedOutAt": None if v else m.iso()}, token(m)),
    EITHER,
    reads=DOC,
)
