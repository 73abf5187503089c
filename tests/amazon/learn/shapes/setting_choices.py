"""Settings of more than two values."""

from tests.amazon.learn.shapes.settings import setting
from tests.amazon.learn.simulator import EITHER, REFUSED, form, post, send, token

SEVERAL = "more than two values"
KEEP = ("UNTIL_DELETED", "EIGHTEEN_MONTHS", "THREE_MONTHS", "DO_NOT_SAVE")
setting(
    "how long to keep",
    SEVERAL,
    lambda n, v, s, m: post("set", {"retention": v}, token(m), method="PUT"),
    reads={"doc": lambda s, m: {"retention": s["people"], "locale": "en"}},
    values=KEEP,
    start="UNTIL_DELETED",
)
setting(
    "how many months",
    SEVERAL,
    lambda n, v, s, m: form("retention", [("months", v), ("csrf", m.csrf)]),
    reads={"doc": lambda s, m: {"retention": {"months": s["people"]}}},
    values=(0, 3, 18),
    start=18,
)

MANY = "several positions"


def choice(name: str, values: tuple[object, ...], expected: str = "right") -> None:
    """Note a setting of some values."""
    setting(
        name,
        MANY,
        lambda n, v, s, m: post("set", {"retention": v}, token(m)),
        expected,
        reads={"doc": lambda s, m: {"retention": s["people"], "locale": "en"}},
        values=values,
        start=values[0],
    )


choice("durations", ("P18M", "P3M", "P0D"), EITHER)
choice("months in words", ("18_MONTHS", "3_MONTHS", "NEVER"))
choice("numbers with a negative one", (-1, 540, 90, 0))
choice("null among them", (None, 18, 3), EITHER)
choice("texts of numbers", ("0", "3", "18"))
choice("sentences", ("Until I delete them", "18 months", "3 months", "Don't save"), EITHER)
choice("words and one that says off", ("OFF", "LOW", "HIGH"))
# Two of different types may be anything: flags of several settings, or nothing chosen.
choice("a number or null", (None, 18), REFUSED)
choice("true or a word", (True, "later"), EITHER)
setting(
    "a choice told in other words",
    MANY,
    lambda n, v, s, m: post("set", {"retention": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": {"KEEP": "FOREVER", "YEAR": "P1Y", "NONE": "P0D"}[s["people"]]}},
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)
setting(
    "a choice by address",
    MANY,
    lambda n, v, s, m: send("PUT", f"retention/{v}", headers=token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": s["people"]}},
    values=("keep", "year", "none"),
    start="keep",
)
setting(
    "a choice with the old one",
    MANY,
    lambda n, v, s, m: post("set", {"old": s["people"], "new": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"retention": s["people"]}},
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)
setting(
    "a choice not told",
    MANY,
    lambda n, v, s, m: post("set", {"retention": v}, token(m)),
    REFUSED,
    values=("KEEP", "YEAR", "NONE"),
    start="KEEP",
)
