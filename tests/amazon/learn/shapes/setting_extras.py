"""Settings: versions, persons, and what else is sent or shown."""

from hashlib import md5, sha256

from tests.amazon.learn.settings_simulator import NAMES
from tests.amazon.learn.shapes.settings import DOC, iso, one, setting, told
from tests.amazon.learn.simulator import EITHER, REFUSED, Moment, form, post, token

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
setting(
    "a version from a POST that reads",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "version": m.version}, token(m)),
    asks=lambda m: [post("read", {"what": "settings"}, token(m))],
    answers=lambda r, s, m: {"settings": told(s), "version": m.version} if "read" in r.target else {"ok": True},
)
setting(
    "a version that the last answer gave",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "etag": m.etag}, token(m)),
    EITHER,
    reads=DOC,
    answers=lambda r, s, m: {"etag": m.etag},
)
setting(
    "a sync number besides",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "syncId": m.version}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"settings": told(s), "syncId": m.version}},
)
setting(
    "a sync number that is one behind",
    VERSIONS,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "syncId": m.version - 1}, token(m)),
    REFUSED,
    reads={"doc": lambda s, m: {"settings": told(s), "syncId": m.version}},
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
setting(
    "only of those that are chosen",
    PERSON,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, {"x-person": "CHILD_ONE", **token(m)}),
    EITHER,
    reads=DOC,
)
setting(
    "a person in a cookie",
    PERSON,
    lambda n, v, s, m: post(
        "set", {"name": n, "enabled": v, "person": f"p-{m.session}-{md5(m.session.encode()).hexdigest()[:8]}"}, token(m)
    ),
    REFUSED,
    reads=DOC,
)
setting(
    "a person that an answer gives",
    PERSON,
    lambda n, v, s, m: post("set", {"person": m.person, "name": n, "enabled": v}, token(m)),
    EITHER,
    reads={
        "doc": lambda s, m: {
            "me": {"person": m.person},
            "settings": told(s),
        }
    },
)
setting(
    "a person of several that an answer gives",
    PERSON,
    lambda n, v, s, m: post("set", {"person": m.person, "name": n, "enabled": v}, token(m)),
    EITHER,
    reads={
        "doc": lambda s, m: {
            "people": [
                {"name": "Ben", "id": f"amzn1.person.{md5(b'x' + m.session.encode()).hexdigest()}"},
                {"name": "Anna", "id": m.person},
            ],
            "settings": told(s),
        }
    },
)

PREPARE = "prepare and confirm"


def changed_once(moment: Moment) -> str:
    """Return a token that is another from the first flip on."""
    return sha256(f"token {moment.version > 17}".encode()).hexdigest()


setting(
    "a token that changes once",
    PREPARE,
    lambda n, v, s, m: post("set", {"token": changed_once(m), "name": n, "enabled": v}, token(m)),
    reads={"doc": lambda s, m: {"settings": told(s), "token": changed_once(m)}},
)
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
setting(
    "never set to what is set, in words",
    FEW,
    lambda n, v, s, m: post("set", {"name": n, "state": "ENABLED" if v else "DISABLED"}, token(m)),
    reads=DOC,
    lesson={"again": False},
)
setting(
    "never set to what is set, in numbers",
    FEW,
    lambda n, v, s, m: form("set", [("name", n), ("state", int(v)), ("csrf", m.csrf)]),
    reads={"doc": lambda s, m: {n: int(v) for n, v in told(s).items()}},
    lesson={"again": False},
)

ELSE = "what else is sent"
setting(
    "now besides",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "changedAt": m.iso()}, token(m)),
    reads=DOC,
)
setting(
    "a policy besides",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "policyVersion": "2026-11-01"}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a number of consents besides",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "count": m.number // 2}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a confirmation besides",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "confirmed": True, "silent": False}, token(m)),
    reads=DOC,
)
setting(
    "only turning it off asks why",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, **({} if v else {"reason": "OTHER"})}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a duration of the choice",
    ELSE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v, "tookMs": 900 + m.number * 13}, token(m)),
    REFUSED,
    reads=DOC,
)
