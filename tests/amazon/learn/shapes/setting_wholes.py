"""Settings: requests that set all settings at once."""

import orjson

from tests.amazon.learn.settings_simulator import NAMES
from tests.amazon.learn.shapes.settings import DOC, setting, told, words
from tests.amazon.learn.simulator import EITHER, REFUSED, form, post, token

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
setting(
    "a member of a list",
    WHOLE,
    lambda n, v, s, m: post("set", {"enabled": [k for k, x in {**told(s), n: v}.items() if x]}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "checkboxes",
    WHOLE,
    lambda n, v, s, m: form("set", [("choice", k) for k, x in {**told(s), n: v}.items() if x]),
    REFUSED,
    reads=DOC,
)
setting(
    "checkboxes by name",
    WHOLE,
    lambda n, v, s, m: form("set", [(k, "on") for k, x in {**told(s), n: v}.items() if x]),
    REFUSED,
    reads=DOC,
)
setting(
    "an array in the order of the page",
    WHOLE,
    lambda n, v, s, m: post("set", [v if k == n else s[k] for k in NAMES], token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"values": [s[k] for k in NAMES]}},
)
setting(
    "an array, told by name",
    WHOLE,
    lambda n, v, s, m: post("set", [v if k == n else s[k] for k in NAMES], token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a text of flags",
    WHOLE,
    lambda n, v, s, m: post(
        "set", {"flags": "".join("1" if (v if k == n else s[k]) else "0" for k in NAMES)}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
