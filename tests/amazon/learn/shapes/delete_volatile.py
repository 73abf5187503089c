"""Deletions: what is another each time, and what only the page can say: random ids, hashes, sessions, words."""

from hashlib import md5, sha1, sha256

from tests.amazon.learn.shapes.deletions import Records, item, key, shape
from tests.amazon.learn.simulator import EITHER, REFUSED, DeleteApp, Moment, post, token


def _sid(moment: Moment) -> str:
    """Return the id of a session."""
    return f"262-{int(md5(moment.session.encode()).hexdigest()[:6], 16):07d}-7654321"


def label(records: Records, size: int) -> str:
    """Return words that were said, cut short."""
    words: str = item(records).get("transcriptText", "what is the weather like tomorrow")
    return words if len(words) <= size else words[:size] + "…"


shape(
    "an id of each request", "random", lambda r, m: post("x", {"key": key(r)}, {"idempotency-key": m.uuid, **token(m)})
)
shape(
    "an id of each request in the body",
    "random",
    lambda r, m: post("x", {"key": key(r), "requestId": m.uuid}, token(m)),
)
shape("a random nonce", "random", lambda r, m: post("x", {"key": key(r), "nonce": m.code}, token(m)), REFUSED)
shape(
    "a UUID of the session",
    "random",
    lambda r, m: post(
        "x", {"key": key(r), "visit": f"0d9b6a3e-41f7-4c52-9a8e-{md5(m.session.encode()).hexdigest()[:12]}"}, token(m)
    ),
    REFUSED,
)

shape(
    "a hash of the key",
    "hash",
    lambda r, m: post("x", {"recordId": sha256(key(r).encode()).hexdigest()}, token(m)),
    REFUSED,
)
shape(
    "a signature beside the key",
    "hash",
    lambda r, m: post("x", {"key": key(r), "sig": md5(f"{key(r)}{m.session}".encode()).hexdigest()}, token(m)),
    REFUSED,
)
shape(
    "a short hash",
    "hash",
    lambda r, m: post("x", {"key": key(r), "h": sha1(key(r).encode()).hexdigest()[:8]}, token(m)),
    REFUSED,
)
shape(
    "a hash of the account",
    "hash",
    lambda r, m: post("x", {"key": key(r), "who": md5((m.customer + m.session).encode()).hexdigest()}, token(m)),
    REFUSED,
)

shape(
    "a session id",
    "session",
    lambda r, m: post(
        "x",
        {"key": key(r), "sessionId": f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):07d}-1234567"},
        token(m),
    ),
    REFUSED,
)
shape(
    "a session id that is a cookie",
    "session",
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "sessionId": _sid(m)}, token(m))],
        cookies=lambda m: f"session-id={_sid(m)}; a=b",
    ),
    REFUSED,
)

shape("words cut short", "words", lambda r, m: post("x", {"key": key(r), "label": label(r, 12)}, token(m)), REFUSED)
shape(
    "the words",
    "words",
    lambda r, m: post("x", {"key": key(r), "label": item(r).get("transcriptText")}, token(m)),
    EITHER,
)
shape(
    "the words in capitals",
    "words",
    lambda r, m: post("x", {"key": key(r), "label": label(r, 300).title()}, token(m)),
    EITHER,
)
shape(
    "a name in a sentence",
    "words",
    lambda r, m: post(
        "x", {"key": key(r), "toast": f"Deleted on {r[0].get('device') and r[0]['device']['deviceName']}."}, token(m)
    ),
    EITHER,
)
