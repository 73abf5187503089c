"""Deletions: what answers of the page gave before."""

from base64 import b64encode
from hashlib import md5, sha256
from typing import Any

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.shapes.deletions import key, keys, shape
from tests.amazon.learn.simulator import EITHER, REFUSED, DeleteApp, Moment, form, post, send, token

VERSIONS = "versions"
FETCHED = {"doc": lambda m: {"settings": {"revision": m.version, "theme": "dark"}}}
shape(
    "a version of an answer",
    VERSIONS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "expectedVersion": m.version}, token(m))],
        reads={"doc": lambda m: {"history": {"version": m.version}}},
    ),
)
shape(
    "an ETag",
    VERSIONS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"If-Match": m.etag, **token(m)})],
        reads={"doc": lambda m: ({"a": 1}, {"ETag": m.etag})},
    ),
)
shape(
    "a version of no answer",
    VERSIONS,
    lambda r, m: post("x", {"key": key(r), "expectedVersion": 4700 + m.version}, token(m)),
    REFUSED,
)
shape(
    "a version that stays, of an answer",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "revision": m.version}, token(m))], reads=FETCHED, bumps=False),
    EITHER,
)
shape(
    "a version that stays, of no answer",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, {"If-Match": f'"{m.version}"', **token(m)})], bumps=False),
    REFUSED,
)
shape(
    "a large version that stays",
    VERSIONS,
    DeleteApp(lambda r, m: [post("x", {"key": key(r), "version": 4711 + (m.session == "s2")}, token(m))], bumps=False),
    REFUSED,
)
shape("a version of the page", VERSIONS, lambda r, m: post("x", {"key": key(r), "v": 2, "schema": "v3"}, token(m)))

TOKENS = "tokens"
shape(
    "a token in a page's JSON",
    TOKENS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"x-page-token": _page_token(m)})],
        page=lambda m: f'<script>window.state = {{"security": {{"pageToken": "{_page_token(m)}"}}}};</script>',
    ),
)
shape(
    "a token in a hidden field",
    TOKENS,
    DeleteApp(
        lambda r, m: [form("x", [("ctx", _page_token(m)), ("key", key(r))])],
        page=lambda m: f'<form><input type="hidden" name="ctx" value="{_page_token(m)}"></form>',
    ),
)
shape(
    "a token of an answer",
    TOKENS,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "token": _page_token(m)})],
        reads={"token": lambda m: {"data": {"token": _page_token(m)}}},
    ),
)
shape(
    "the token in a query",
    TOKENS,
    lambda r, m: send("DELETE", "x", query=[("ids", key(r)), ("ts", m.time), ("token", m.csrf)]),
)
shape("the token twice", TOKENS, lambda r, m: post("x", {"key": key(r), "csrf": m.csrf}, token(m)))


def _page_token(moment: Moment) -> str:
    """Return a token of a session."""
    return b64encode(sha256(moment.session.encode()).digest()).decode().rstrip("=").replace("+", "x").replace("/", "y")


PREPARE = "prepare and confirm"


def answered_code(request: Request, moment: Moment) -> Any:
    """Return a code."""
    return {"confirmation": {"code": moment.code}} if "prepare" in request.target else {"ok": True}


shape(
    "prepare, then confirm",
    PREPARE,
    DeleteApp(
        lambda r, m: [post("prepare", {"keys": keys(r)}, token(m)), post("confirm", {"code": m.code}, token(m))],
        answers=answered_code,
    ),
)
shape(
    "prepare, then confirm with the key",
    PREPARE,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": m.code, "key": key(r)}, token(m)),
        ],
        answers=answered_code,
    ),
)
shape(
    "prepare, then confirm in the path",
    PREPARE,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            send("DELETE", f"pending/{m.code}", headers=token(m)),
        ],
        answers=answered_code,
    ),
)
shape(
    "undone within seconds",
    PREPARE,
    lambda r, m: [post("x", {"key": key(r)}, token(m)), post("commit", {"sure": True}, token(m))],
    EITHER,
)

GIVEN = "what an answer gave"


def record_etag(record_key: str) -> str:
    """Return an ETag of one recording."""
    return f'"{md5(record_key.encode()).hexdigest()[:8]}"'


shape(
    "a revision deep in an answer",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "rev": f"r-{m.version}-{m.code[:3] * 0}x"}, token(m))],
        reads={"doc": lambda m: {"data": {"history": {"rev": f"r-{m.version}-x", "n": 1}}}},
    ),
)
shape(
    "a version that a list gives",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={
            "doc": lambda m: {"histories": [{"type": "VOICE", "version": m.version}, {"type": "TEXT", "version": 3}]}
        },
    ),
)
shape(
    "a version by its place in a list",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={"doc": lambda m: {"versions": [m.version, 3, 5]}},
    ),
    EITHER,
)
shape(
    "the sum of an answer's number",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version + 1}, token(m))],
        reads={"doc": lambda m: {"history": {"version": m.version}}},
    ),
    REFUSED,
)
shape(
    "a version in a header of a page",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r)}, {"x-config": f"c{m.version}-z", **token(m)})],
        reads={"doc": lambda m: ({"a": 1}, {"x-config": f"c{m.version}-z"})},
    ),
    EITHER,
)
shape(
    "two answers with the same version",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version}, token(m))],
        reads={"doc": lambda m: {"a": {"version": m.version}}, "other": lambda m: {"b": {"version": m.version}}},
    ),
    EITHER,
)
shape(
    "a stale version",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "version": m.version - 1}, token(m))],
        reads={"doc": lambda m: {"a": {"version": m.version}}},
    ),
    REFUSED,
)
shape(
    "a person that an answer gives",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "personId": m.person}, token(m))],
        reads={"me": lambda m: {"me": {"personId": m.person}}},
    ),
    EITHER,
)
shape(
    "a nonce of the page for each load",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "nonce": f"n{m.version:x}kq7"}, token(m))],
        page=lambda m: f'<script>window.boot = {{"nonce": "n{m.version:x}kq7"}};</script>',
    ),
    EITHER,
)
shape(
    "a code from a GraphQL query",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("g", {"query": "query Challenge { challenge { code } }"}, token(m)),
            post(
                "g",
                {
                    "query": "mutation Erase($c: String!, $k: ID!) { erase(c: $c, k: $k) { ok } }",
                    "variables": {"c": m.code, "k": key(r)},
                },
                token(m),
            ),
        ],
        answers=lambda q, m: (
            {"data": {"challenge": {"code": m.code}}} if b"Challenge" in (q.body or b"") else {"ok": True}
        ),
    ),
)
shape(
    "prepare gives several codes",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": m.code, "check": m.code[::-1]}, token(m)),
        ],
        answers=lambda q, m: {"code": m.code, "check": m.code[::-1]} if "prepare" in q.target else {},
    ),
)
shape(
    "prepare, look, confirm",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("look", {"job": m.code}, token(m)),
            post("confirm", {"job": m.code}, token(m)),
        ],
        answers=lambda q, m: {"job": {"id": m.code}} if "prepare" in q.target else {"state": "READY"},
    ),
)
shape(
    "a confirmation that an answer hashes",
    GIVEN,
    DeleteApp(
        lambda r, m: [
            post("prepare", {"key": key(r)}, token(m)),
            post("confirm", {"code": md5(m.code.encode()).hexdigest()}, token(m)),
        ],
        answers=lambda q, m: {"code": m.code} if "prepare" in q.target else {},
    ),
    REFUSED,
)
shape(
    "the name of the account",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"key": key(r), "customerName": f"Anna {m.session}"}, token(m))],
        reads={"me": lambda m: {"customerName": f"Anna {m.session}", "n": 1}},
    ),
    EITHER,
)
shape(
    "a token for each recording that an answer gave",
    GIVEN,
    DeleteApp(
        lambda r, m: [post("x", {"t": md5(key(r).encode()).hexdigest()}, token(m))],
        reads={"tokens": lambda m: {"t": "none"}},
    ),
    REFUSED,
)
