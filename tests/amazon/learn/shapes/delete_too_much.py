"""Deletions: what goes besides the recordings that are named."""

from tests.amazon.learn.shapes.deletions import (
    at,
    by_day,
    by_device,
    by_second,
    key,
    shape,
    since,
    since_on_echo,
    until,
    utc,
)
from tests.amazon.learn.simulator import EITHER, REFUSED, DeleteApp, post, serial, token

WORSE = "deletes more than it names"
shape(
    "since a time until now",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"startTime": at(r), "endTime": m.time}, token(m))], gone=since),
    REFUSED,
)
shape(
    "since a time on an Echo",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "since": at(r)}, token(m))], gone=since_on_echo),
    REFUSED,
)
shape("until a time", WORSE, DeleteApp(lambda r, m: [post("x", {"until": at(r)}, token(m))], gone=until), REFUSED)
shape(
    "a key, and all younger",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"from": key(r)}, token(m))], gone=since),
    REFUSED,
)
shape(
    "by day, said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"day": utc(at(r), "%Y-%m-%d")}, token(m))], gone=by_day),
    REFUSED,
)
shape("by day, not said", WORSE, DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=by_day), REFUSED)
shape(
    "by device, not said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=by_device),
    REFUSED,
)
shape(
    "by second",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "at": at(r) // 1000}, token(m))], gone=by_second),
    EITHER,
)
shape(
    "by second, not said",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "at": at(r)}, token(m))], gone=by_second),
    EITHER,
)
shape(
    "a millisecond",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"startTime": at(r), "endTime": at(r) + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) <= r["timestamp"] < at(n) + 1],
    ),
    EITHER,
)
shape(
    "a second",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"start": at(r) // 1000, "end": at(r) // 1000 + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) // 1000 <= r["timestamp"] // 1000 <= at(n) // 1000 + 1],
    ),
    EITHER,
)
shape(
    "a millisecond before and after",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"from": at(r) - 1, "to": at(r) + 1}, token(m))],
        gone=lambda n, there: [r for r in there if at(n) - 1 <= r["timestamp"] <= at(n) + 1],
    ),
    EITHER,
)
shape(
    "a time alone",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"at": at(r)}, token(m))],
        gone=lambda n, there: [r for r in there if r["timestamp"] == at(n)],
    ),
    EITHER,
)
shape(
    "a time in ISO",
    WORSE,
    DeleteApp(
        lambda r, m: [
            post("x", {"at": utc(at(r), "%Y-%m-%dT%H:%M:%S") + f".{at(r) % 1000:03d}Z", "s": serial(r[0])}, token(m))
        ]
    ),
)
shape(
    "the whole history",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"key": key(r)}, token(m))], gone=lambda _, there: list(there)),
    REFUSED,
)
shape(
    "two keys, one of another",
    WORSE,
    lambda r, m: post(
        "x", {"keys": [key(r), "A6A06E985A0BCC1#1795066488533#A3RBAYBE7VM004#G08A4996B447C0CE"]}, token(m)
    ),
    REFUSED,
)
shape(
    "a device's key alone",
    WORSE,
    DeleteApp(
        lambda r, m: [post("x", {"serial": serial(r[0])}, token(m))],
        gone=lambda n, there: [r for r in there if serial(r) == serial(n[0])][:1],
    ),
    REFUSED,
)
shape(
    "the newest of the Echo",
    WORSE,
    DeleteApp(lambda r, m: [post("x", {"serial": serial(r[0]), "which": "SELECTED"}, token(m))]),
    REFUSED,
)
shape("nothing named", WORSE, lambda r, m: post("deleteSelected", {"selected": True}, token(m)), REFUSED)
