"""Settings: what else the page tells, which may look like the setting."""

from hashlib import md5

from tests.amazon.learn.shapes.settings import iso, one, setting, state_doc, told, words
from tests.amazon.learn.simulator import EITHER, post, token

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
    "late by one load",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "people": s["previous"]["people"]}}},
)
setting(
    "with a sum of it",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"settings": told(s), "enabledCount": sum(map(bool, told(s).values()))}},
)
setting(
    "with the last change",
    DISTRACTED,
    one,
    reads={
        "doc": lambda s, m: {
            "settings": told(s),
            "lastChange": {"name": "people", "to": s["people"], "from": s["previous"]["people"]},
        }
    },
)
setting(
    "with a default beside",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "default": True, "isDefault": bool(s["people"])}}},
)
setting(
    "with a pending value",
    DISTRACTED,
    one,
    reads={"doc": lambda s, m: {"people": {"value": s["people"], "pending": s["people"] != s["previous"]["people"]}}},
)
setting(
    "another setting follows",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "letters": s["people"]}}},
)
setting(
    "another setting follows the other way round",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": {**told(s), "peopleHidden": not s["people"]}}},
)
setting(
    "only its shadow is told",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"banner": {"visible": not s["people"]}}},
)
setting(
    "its shadow, and it in words",
    DISTRACTED,
    one,
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
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s)} if m.number > 3 else {"settings": {}}},
)
setting(
    "told of the time before only",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"before": s["previous"]["people"]}}},
)
setting(
    "told of the time before only, and never set to what is set",
    DISTRACTED,
    one,
    EITHER,
    reads={"doc": lambda s, m: {"people": {"before": s["previous"]["people"]}}},
    lesson={"again": False},
)
