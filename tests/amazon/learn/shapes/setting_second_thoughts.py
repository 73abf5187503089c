"""Settings: second thoughts."""

from hashlib import md5

from tests.amazon.learn.settings_simulator import NAMES
from tests.amazon.learn.shapes.setting_readings import setting_one
from tests.amazon.learn.shapes.settings import DOC, EITHER, REFUSED, setting, token, told, words
from tests.amazon.learn.simulator import post, send

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
