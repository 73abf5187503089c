"""Settings: on and off by a name, an address, a method, or by what is left out."""

from tests.amazon.learn.shapes.settings import DOC, setting
from tests.amazon.learn.simulator import EITHER, REFUSED, form, post, send, token

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

SET = "on and off in other forms"
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
setting("a checkbox alone", SET, lambda n, v, s, m: form("set", [(n, "on")] if v else [], token(m)), EITHER, reads=DOC)
setting(
    "a hidden zero before a checkbox",
    SET,
    lambda n, v, s, m: form("set", [(n, "0"), *([(n, "1")] if v else [])], token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "a path with the value",
    SET,
    lambda n, v, s, m: send("PUT", f"set/{n}/{'on' if v else 'off'}", headers=token(m)),
    reads=DOC,
)
setting(
    "enable by POST, disable by DELETE of another address",
    SET,
    lambda n, v, s, m: post(f"on/{n}", {}, token(m)) if v else send("DELETE", f"off/{n}", headers=token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "turned by a number of the state",
    SET,
    lambda n, v, s, m: post("toggle", {"name": n, "from": s[n]}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "what it was, alone",
    SET,
    lambda n, v, s, m: post("toggle", {"name": n, "was": "ON" if s[n] else "OFF"}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "two flips for one click",
    SET,
    lambda n, v, s, m: [
        post("set", {"name": n, "enabled": v}, token(m)),
        post("mirror", {"name": n, "on": v}, token(m)),
    ],
    EITHER,
    reads=DOC,
)
setting(
    "how it was is sent",
    SET,
    lambda n, v, s, m: post("set", {"name": n, "current": not v}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "turned over, and nothing said",
    SET,
    lambda n, v, s, m: post("toggle", {"name": n}, token(m)),
    REFUSED,
    reads=DOC,
)
