"""Deletions: how recordings are named, and where."""

from base64 import b64encode, urlsafe_b64encode
from hashlib import md5, sha256
from urllib.parse import quote
from uuid import UUID

import orjson

from tests.amazon.learn.shapes.deletions import at, item, key, keys, shape, utc_of
from tests.amazon.learn.simulator import EITHER, REFUSED, form, post, send, serial, token

BASIC = "names recordings"
shape("a list of keys", BASIC, lambda r, m: post("x", {"keys": keys(r)}, token(m)), batches=(3,))
shape("a key in the path", BASIC, lambda r, m: send("DELETE", f"r/{quote(key(r), safe='')}", headers=token(m)))
shape("a key alone", BASIC, lambda r, m: post("x", key(r), token(m)))
shape("a list alone", BASIC, lambda r, m: post("x", keys(r), token(m)), batches=(3,))
shape(
    "a form",
    BASIC,
    lambda r, m: form("x", [("csrf", m.csrf), ("act", "DELETE"), *(("id", k) for k in keys(r))]),
    batches=(2,),
)
shape(
    "a query",
    BASIC,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("id", k) for k in keys(r)]),
    batches=(2,),
)
shape(
    "keys joined",
    BASIC,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("ids", ",".join(keys(r)))]),
    batches=(2,),
)
shape("a key in base64", BASIC, lambda r, m: post("x", {"id": b64encode(key(r).encode()).decode()}, token(m)))
shape(
    "parts of a key",
    BASIC,
    lambda r, m: post("x", dict(zip(("c", "t", "d", "s"), key(r).split("#"), strict=True)), token(m)),
)
shape(
    "a key and more",
    BASIC,
    lambda r, m: post(
        "x", {"entries": [{"k": k["recordKey"], "at": k["timestamp"], "s": serial(k)} for k in r]}, token(m)
    ),
    batches=(3,),
)
shape(
    "JSON in JSON",
    BASIC,
    lambda r, m: post(
        "x", {"schema": "made-up/2", "token": m.csrf, "payload": orjson.dumps({"keys": keys(r)}).decode()}
    ),
    batches=(3,),
)
shape(
    "JSON in a form",
    BASIC,
    lambda r, m: form("x", [("payload", orjson.dumps({"keys": keys(r)}).decode()), ("token", m.csrf)]),
    batches=(3,),
)
shape(
    "GraphQL",
    BASIC,
    lambda r, m: post(
        "g",
        {
            "operationName": "Erase",
            "query": "mutation Erase($k: [ID!]!) { erase(k: $k) { ok } }",
            "variables": {"k": keys(r)},
        },
        token(m),
    ),
    batches=(3,),
)
shape(
    "GraphQL with values in its text",
    BASIC,
    lambda r, m: post("g", {"query": f'mutation {{ erase(key: "{key(r)}", at: {at(r)}) {{ ok }} }}'}, token(m)),
)
shape(
    "utterances",
    BASIC,
    lambda r, m: post(
        "x", {"utterances": [i["utteranceId"] for k in r for i in k.get("voiceHistoryRecordItems") or []]}, token(m)
    ),
)
shape(
    "an utterance in the path",
    BASIC,
    lambda r, m: send("DELETE", f"u/{quote(item(r).get('utteranceId', ''), safe='')}", headers=token(m)),
)
shape(
    "XML",
    BASIC,
    lambda r, m: send(
        "PUT", "x", f"<remove><key>{key(r)}</key></remove>".encode(), {"content-type": "application/xml", **token(m)}
    ),
)
shape("the whole record", BASIC, lambda r, m: post("x", {"records": list(r)}, token(m)), batches=(3,))
shape(
    "a JSON patch",
    BASIC,
    lambda r, m: post(
        "x",
        [{"op": "remove", "path": f"/recordings/{k}"} for k in keys(r)],
        {"content-type": "application/json-patch+json", **token(m)},
    ),
)
shape(
    "a JSON patch with escapes",
    "JSON pointer",
    lambda r, m: post(
        "x",
        [{"op": "remove", "path": "/u/" + item(r).get("utteranceId", "").replace("~", "~0").replace("/", "~1")}],
        token(m),
    ),
    EITHER,
)

PLACES = "names in other places"
shape(
    "lines of text",
    PLACES,
    lambda r, m: send("POST", "x", "\n".join(keys(r)).encode(), {"content-type": "text/plain", **token(m)}),
    batches=(3,),
)
shape(
    "one JSON a line",
    PLACES,
    lambda r, m: send(
        "POST",
        "x",
        b"\n".join(orjson.dumps({"k": k}) for k in keys(r)),
        {"content-type": "application/x-ndjson", **token(m)},
    ),
    EITHER,
    batches=(3,),
)
shape(
    "JSON in JSON in JSON",
    PLACES,
    lambda r, m: post("x", {"a": orjson.dumps({"b": orjson.dumps({"keys": keys(r)}).decode()}).decode()}, token(m)),
    batches=(2,),
)
shape(
    "a URL that names it",
    PLACES,
    lambda r, m: post(
        "x", {"href": f"https://www.amazon.de/alexa-privacy/r?id={quote(key(r), safe='')}&view=list"}, token(m)
    ),
)
shape(
    "numbered objects in a form",
    PLACES,
    lambda r, m: form(
        "x",
        [
            (f"records[{n}][{name}]", value)
            for n, one in enumerate(r)
            for name, value in (("key", one["recordKey"]), ("at", one["timestamp"]))
        ],
        token(m),
    ),
    batches=(3,),
)
shape("names with brackets", PLACES, lambda r, m: form("x", [("ids[]", k) for k in keys(r)], token(m)), batches=(2,))
shape(
    "keys in the query, joined by bars",
    PLACES,
    lambda r, m: post("x", {}, token(m), [("keys", "|".join(keys(r)))]),
    batches=(3,),
)
shape(
    "keys in a header, joined",
    PLACES,
    lambda r, m: send("DELETE", "x", headers={"x-keys": ",".join(keys(r)), **token(m)}),
    batches=(2,),
)
shape(
    "base64 of several",
    PLACES,
    lambda r, m: send(
        "DELETE", "x/" + urlsafe_b64encode(",".join(keys(r)).encode()).decode().rstrip("="), headers=token(m)
    ),
    batches=(2,),
)
shape(
    "pairs in lists",
    PLACES,
    lambda r, m: post("x", [[one["recordKey"], one["timestamp"]] for one in r], token(m)),
    batches=(3,),
)
shape(
    "lists by column",
    PLACES,
    lambda r, m: post("x", {"keys": keys(r), "times": [one["timestamp"] for one in r]}, token(m)),
    batches=(3,),
)
shape(
    "grouped by Echo",
    PLACES,
    lambda r, m: post("x", {"devices": [{"serial": serial(r[0]), "keys": keys(r)}]}, token(m)),
    EITHER,
)
shape(
    "an Echo's address",
    PLACES,
    lambda r, m: send("DELETE", f"devices/{serial(r[0])}/records/{at(r)}", headers=token(m)),
    EITHER,
)
shape(
    "an Echo's kind and number in the address",
    PLACES,
    lambda r, m: send(
        "DELETE", f"devices/{key(r).split('#')[2]}/{serial(r[0])}/{quote(key(r), safe='')}", headers=token(m)
    ),
)
shape(
    "an action in the query",
    PLACES,
    lambda r, m: send("POST", "x", headers=token(m), query=[("action", "delete"), ("key", key(r)), ("_", m.time)]),
)
shape(
    "a batch of operations",
    PLACES,
    lambda r, m: post(
        "batch",
        {
            "operations": [
                {"method": "DELETE", "path": f"/records/{quote(k, safe='')}", "id": str(n)}
                for n, k in enumerate(keys(r), 1)
            ]
        },
        token(m),
    ),
    batches=(3,),
)
shape(
    "a batch of one operation",
    PLACES,
    lambda r, m: post(
        "batch",
        {"operations": [{"method": "DELETE", "path": f"/records/{quote(key(r), safe='')}", "id": "1"}]},
        token(m),
    ),
)
shape(
    "a map of keys to times",
    PLACES,
    lambda r, m: post("x", {"records": {one["recordKey"]: one["timestamp"] for one in r}}, token(m)),
    batches=(2,),
)
shape(
    "an OData filter",
    PLACES,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("$filter", f"recordKey eq '{key(r)}'")]),
)
shape(
    "a GraphQL list in its text",
    PLACES,
    lambda r, m: post(
        "g", {"query": "mutation { erase(keys: [" + ", ".join(f'"{k}"' for k in keys(r)) + "]) { ok } }"}, token(m)
    ),
    batches=(2,),
)
shape("a reversed key", PLACES, lambda r, m: post("x", {"id": key(r)[::-1]}, token(m)), REFUSED)
shape("a key without its signs", PLACES, lambda r, m: post("x", {"id": key(r).replace("#", "")}, token(m)), EITHER)
shape("a key with other signs", PLACES, lambda r, m: post("x", {"id": key(r).replace("#", "/")}, token(m)), EITHER)
shape("half a key", PLACES, lambda r, m: post("x", {"id": key(r)[-12:]}, token(m)), REFUSED)
shape(
    "the digest in base64",
    PLACES,
    lambda r, m: post("x", {"id": b64encode(sha256(key(r).encode()).digest()).decode()}, token(m)),
    REFUSED,
)
shape(
    "a version 5 UUID",
    PLACES,
    lambda r, m: post("x", {"id": str(UUID(md5(key(r).encode()).hexdigest(), version=5))}, token(m)),
    REFUSED,
)
shape(
    "a member for some recordings only",
    PLACES,
    lambda r, m: post(
        "x", {"key": key(r), **({"u": item(r)["utteranceId"]} if item(r).get("utteranceId") else {})}, token(m)
    ),
    EITHER,
)

NAMED = "named otherwise"
shape("a key and how", NAMED, lambda r, m: form("x", [("_method", "DELETE"), ("key", key(r)), ("csrf", m.csrf)]))
shape("a key with an end", NAMED, lambda r, m: post("x", {"id": f"{key(r)}#DELETE"}, token(m)))
shape("a key in hex", NAMED, lambda r, m: post("x", {"id": key(r).encode().hex()}, token(m)), EITHER)
shape(
    "a key in base64 in a header",
    NAMED,
    lambda r, m: send("DELETE", "x", headers={"x-id": b64encode(key(r).encode()).decode(), **token(m)}),
)
shape("small letters", NAMED, lambda r, m: post("x", {"id": key(r).lower()}, token(m)), EITHER)
shape(
    "an utterance and its Echo",
    NAMED,
    lambda r, m: post("x", {"u": item(r).get("utteranceId"), "device": serial(r[0])}, token(m)),
    EITHER,
)
shape("by GET", NAMED, lambda r, m: send("GET", "x", query=[("delete", key(r))], headers=token(m)), REFUSED)
shape(
    "another method in a header",
    NAMED,
    lambda r, m: post("x", {"key": key(r)}, {"x-http-method-override": "DELETE", **token(m)}),
    REFUSED,
)
shape(
    "selected first",
    NAMED,
    lambda r, m: [post("select", {"keys": keys(r)}, token(m)), post("deleteSelected", {}, token(m))],
    EITHER,
)
shape(
    "a minute and its Echo",
    NAMED,
    lambda r, m: post("x", {"device": serial(r[0]), "at": utc_of(at(r)).strftime("%Y-%m-%dT%H:%MZ")}, token(m)),
    EITHER,
    gone=lambda named, there: [
        r
        for r in there
        if serial(r) == serial(named[0]) and r["timestamp"] // 60_000 == named[0]["timestamp"] // 60_000
    ],
)
