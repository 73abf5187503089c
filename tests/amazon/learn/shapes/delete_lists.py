"""Requests that say several things of each recording: in lists, in texts, and in forms."""

from datetime import UTC, date, datetime
from urllib.parse import quote

from tests.amazon.learn.shapes.deletions import Records, at, item, key, keys, shape
from tests.amazon.learn.simulator import EITHER, REFUSED, Moment, form, post, send, serial, token

LISTS = "several things of each recording"


def utterances(records: Records) -> list[str]:
    """Return the utterances of recordings, one after the other."""
    return [item["utteranceId"] for record in records for item in record.get("voiceHistoryRecordItems") or []]


def month_of(records: Records) -> date:
    """Return the day in UTC on which the first recording was made."""
    return datetime.fromtimestamp(at(records) / 1000, UTC).date()


def aliases(records: Records, moment: Moment, first: int) -> object:
    """Return GraphQL that names its fields by numbers."""
    fields = [f'd{number}: erase(key: "{name}") {{ ok }}' for number, name in enumerate(keys(records), first)]
    return post("g", {"query": f"mutation {{ {' '.join(fields)} }}"}, token(moment))


shape(
    "all utterances of several", LISTS, lambda r, m: post("x", {"ids": utterances(r)}, token(m)), EITHER, batches=(3,)
)
shape(
    "two elements for each of several",
    LISTS,
    lambda r, m: post("x", {"list": [each for k in r for each in (k["recordKey"], serial(k))]}, token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "two lists beside each other",
    LISTS,
    lambda r, m: post("x", {"keys": keys(r), "times": [k["timestamp"] for k in r]}, token(m)),
    batches=(2,),
)
shape("numbered from 0 in a text", LISTS, lambda r, m: aliases(r, m, 0), EITHER, batches=(3,))
shape("numbered from 1 in a text", LISTS, lambda r, m: aliases(r, m, 1), EITHER, batches=(2, 3))
shape("numbered from 7 in a text", LISTS, lambda r, m: aliases(r, m, 7), EITHER, batches=(3,))
shape(
    "one name after the other in a form",
    LISTS,
    lambda r, m: form("x", [*(("id", k) for k in keys(r)), *(("at", k["timestamp"]) for k in r)], token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "names in turn in a form",
    LISTS,
    lambda r, m: form("x", [each for k in r for each in (("id", k["recordKey"]), ("at", k["timestamp"]))], token(m)),
    batches=(3,),
)
shape(
    "names counted from 1 in a form",
    LISTS,
    lambda r, m: form("x", [(f"r.{n}.id", k) for n, k in enumerate(keys(r), 1)], token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "names counted and the same name alone",
    LISTS,
    lambda r, m: form("x", [("id", len(r)), *((f"id[{n}]", k) for n, k in enumerate(keys(r)))], token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "objects by key",
    LISTS,
    lambda r, m: post("x", {"gone": {k["recordKey"]: {"at": k["timestamp"]} for k in r}}, token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "objects by Echo",
    LISTS,
    lambda r, m: post("x", {"gone": {serial(k): k["recordKey"] for k in r}}, token(m)),
    EITHER,
    batches=(2,),
)
shape(
    "the first alone, then all",
    LISTS,
    lambda r, m: post("x", {"first": key(r), "all": keys(r)}, token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "the newest of several",
    LISTS,
    lambda r, m: post("x", {"keys": keys(r), "newest": at(r)}, token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "in a path, one after the other",
    LISTS,
    lambda r, m: send("DELETE", "r/" + ";".join(quote(k, safe="") for k in keys(r)), headers=token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "a member that not every recording has",
    LISTS,
    lambda r, m: post("x", [{"key": k["recordKey"], **({"i": k["intent"]} if k.get("intent") else {})} for k in r]),
    EITHER,
    batches=(3,),
)
shape(
    "pairs joined in a query",
    LISTS,
    lambda r, m: send(
        "DELETE", "x", headers=token(m), query=[("ids", ";".join(f"{k['recordKey']},{k['timestamp']}" for k in r))]
    ),
    EITHER,
    batches=(3,),
)
shape(
    "words with commas before keys joined",
    LISTS,
    lambda r, m: post("x", {"keys": ";".join(f"a, b: {k}" for k in keys(r))}, token(m)),
    EITHER,
    batches=(3,),
)
shape(
    "a flag for each of several in a form",
    LISTS,
    lambda r, m: form("x", [("csrf", m.csrf), ("id", ",".join(keys(r))), *(("flag", "on") for _ in r)]),
    EITHER,
    batches=(3,),
)
shape(
    "a year and a month in a form",
    LISTS,
    lambda r, m: form("x", [("id", key(r)), ("a", "2026"), ("b", "11")], token(m)),
    REFUSED,
)
shape(
    "a small number in a form",
    LISTS,
    lambda r, m: form("x", [("id", key(r)), ("a", "26"), ("b", "11")], token(m)),
)
shape(
    "a year and a month in a query",
    LISTS,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("id", key(r)), ("a", "2026"), ("b", "11")]),
    REFUSED,
)
shape(
    "a word that some lack",
    LISTS,
    lambda r, m: post(
        "x", [{"key": k["recordKey"], **({"domain": k["domain"]} if "domain" in k else {})} for k in r], token(m)
    ),
    EITHER,
    batches=(20,),
)
shape(
    "an answer that few have",
    LISTS,
    lambda r, m: post(
        "x",
        [
            {
                "key": k["recordKey"],
                **({"isFeedbackPositive": k["isFeedbackPositive"]} if "isFeedbackPositive" in k else {}),
            }
            for k in r
        ],
        token(m),
    ),
    EITHER,
    batches=(20,),
)
shape(
    "an utterance that some lack",
    LISTS,
    lambda r, m: post(
        "x",
        [{"key": k["recordKey"], **({"u": item([k])["utteranceId"]} if item([k]) else {})} for k in r],
        token(m),
    ),
    EITHER,
    batches=(9,),
)
shape(
    "utterances joined by a sign",
    LISTS,
    lambda r, m: send("DELETE", "x", headers=token(m), query=[("ids", "|".join(utterances(r)))]),
    EITHER,
)
shape(
    "the year and month of a recording in a form",
    LISTS,
    lambda r, m: form("x", [("id", key(r)), ("y", month_of(r).year), ("m", month_of(r).month)], token(m)),
    EITHER,
)
shape(
    "the year and month of a recording in a query",
    LISTS,
    lambda r, m: send(
        "DELETE", "x", headers=token(m), query=[("id", key(r)), ("y", month_of(r).year), ("m", month_of(r).month)]
    ),
    EITHER,
)
shape(
    "the year and month of a recording in JSON",
    LISTS,
    lambda r, m: post("x", {"id": key(r), "y": month_of(r).year, "m": month_of(r).month}, token(m)),
    EITHER,
)
shape(
    "a word that the page leaves out at times",
    LISTS,
    lambda r, m: post(
        "x",
        [{"key": k["recordKey"], **({"domain": k["domain"]} if n % 2 == 0 else {})} for n, k in enumerate(r)],
        token(m),
    ),
    REFUSED,
    batches=(4,),
)
shape(
    "all its items",
    LISTS,
    lambda r, m: post(
        "x",
        {"key": key(r), "items": [i.get("recordItemKey") for i in r[0].get("voiceHistoryRecordItems") or []]},
        token(m),
    ),
    EITHER,
)
