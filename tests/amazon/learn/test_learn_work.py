"""Hostile pastes and files: the work they cause is limited, and grows no faster than they do."""

from collections.abc import Callable
from contextlib import suppress
import re
import sys
from types import FrameType
from typing import Any

from hypothesis import given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import (
    LearnError,
    copied,
    har,
    har_entries,
    learn_copied_deletion,
    learn_copied_switch,
    learner as teaching,
    read_copied,
)
from custom_components.alexa_privacy.amazon.learn.har_entries import Unfinished, cut_entries
from custom_components.alexa_privacy.amazon.learn.learn_error import REASONS
from custom_components.alexa_privacy.amazon.learn.work import limited_to, spend
from tests.amazon.learn.browser import SITE
from tests.amazon.learn.visits import RECORDS, refusal, visit

KEY = str(RECORDS[0]["recordKey"])
# What the readers of shells and of fetch look for, and what makes naive ones look again and again.
FRAGMENTS = [
    *(
        "\n",
        " ",
        "\t",
        "\r\n",
        "\\",
        '"',
        "'",
        "^",
        "^\n",
        '^"',
        "\\\n",
        '"\\',
        "$'",
        "''",
        '""',
        ";",
        "&",
        "|",
        "{",
        "(",
    ),
    *(
        "curl ",
        "\ncurl ",
        'curl ^"',
        "curl.exe ",
        "await ",
        "\nawait ",
        "fetch(",
        '(fetch("',
        '(fetch("a",{',
        "-d ",
        "-H 'a: b' ",
    ),
    *("a", "0", "%25", "https://www.amazon.de/alexa-privacy/x", KEY),
]


def calls_of(work: Callable[[], Any]) -> int:
    """Return how many functions a piece of work calls, and how many return: it counts nothing itself."""
    count = 0

    def note(_: FrameType, __: str, ___: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    reason = None
    try:
        work()
    except LearnError as err:
        reason = err.reason
    finally:
        sys.setprofile(None)
    assert reason is None or reason in REASONS
    return count


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3), st.lists(st.sampled_from(FRAGMENTS), max_size=3))
@settings(max_examples=150)
def test_reading_a_paste_is_linear(repeated: list[str], begun: list[str]) -> None:
    """Whatever is pasted, a character of it is looked at some times only."""
    text = "".join(begun) + "".join(repeated) * 400
    assert calls_of(lambda: read_copied(text, site=SITE)) < 60 * len(text) + 2000


@pytest.mark.parametrize(
    "pattern", [copied._CURL, copied._FETCH, copied._BASH, copied._CMD, *vars(har_entries).values()]
)
def test_patterns_never_go_back(pattern: object) -> None:
    """What a pattern has passed is never tried again: each repetition without an end is possessive."""
    if not isinstance(pattern, re.Pattern):
        return
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    plain = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "x", text)
    plain = re.sub(r"\\.", "x", plain)
    assert re.findall(r"[*+](?!\+)(?<![*+]\+)|\{\d*,\}(?!\+)", plain) == []


def test_no_two_matches_begin_in_the_same_spaces() -> None:
    """What a command may begin after is none of the spaces that it skips."""
    for pattern in (copied._CURL, copied._FETCH):
        skipped, begins = re.compile(r"[^\S\n]"), "\n;&|$>({"
        assert pattern.pattern.partition(")")[2].startswith(r"[^\S\n]*+")
        assert not any(skipped.match(character) for character in begins)


def body(document: Any) -> str:
    """Return a pasted request with a body."""
    data = orjson.dumps(document).decode()
    return f"curl {SITE}/alexa-privacy/x -X POST -H 'content-type: application/json' -d '{data}'"


@pytest.mark.parametrize(
    "document",
    [
        [KEY] * 400,
        {f"k{number}": KEY for number in range(300)},
        [*range(4000), KEY],
        [str(1_634_190_270_481 + number) for number in range(1500)] + [KEY],
        ["2021-10-14T05:44:28Z"] * 1000 + [KEY],
        " " * 32_000 + KEY,
        "|".join([KEY] * 400),
        "1" * 32_000 + KEY,
        ["123e4567-e89b-12d3-a456-426614174000"] * 800 + [KEY],
        [record["recordKey"] for record in RECORDS] * 10,
        [KEY[:number] for number in range(1, len(KEY))] * 10 + [KEY],
        "abcdefgh12345678 " * 1900 + KEY,
    ],
    ids=range(12),
)
def test_learning_from_a_paste_is_limited(monkeypatch: pytest.MonkeyPatch, document: Any) -> None:
    """What is counted is what is done: with a tenth of the limit, about a tenth of the work is done at most."""
    monkeypatch.setattr(teaching, "_MOST_PASTED_WORK", 100_000)
    text = body(document)
    [exchange] = read_copied(text, site=SITE)
    assert calls_of(lambda: learn_copied_deletion(exchange, RECORDS, RECORDS[:1])) < 2_500_000
    pair = [read_copied(text.replace(KEY, value), site=SITE)[0] for value in ("ENABLED", "DISABLED")]
    assert calls_of(lambda: learn_copied_switch(*pair)) < 2_500_000


def test_too_much_work_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one way of learning is given up, another must not answer with half of the truth."""
    monkeypatch.setattr(teaching, "_MOST_PASTED_WORK", 1000)
    [exchange] = read_copied(body([KEY] * 400), site=SITE)
    with pytest.raises(LearnError) as caught:
        learn_copied_deletion(exchange, RECORDS, RECORDS[:1])
    assert caught.value.reason == "too_much_work"
    monkeypatch.setattr(teaching, "_MOST_WORK", 1000)
    assert refusal(visit().har()).reason == "too_much_work"


def test_work_that_is_swallowed_counts() -> None:
    """An error that somebody catches on the way is raised again at the end."""
    with pytest.raises(LearnError, match="too_much_work"), limited_to(1), suppress(LearnError):
        spend(2)


def test_too_long_or_too_many() -> None:
    """Pastes have limits, and are refused in words."""
    for text, reason in (
        ("curl " + "a" * copied.MOST_CHARACTERS, "copied_too_large"),
        ("curl a\n" * 60, "copied_unreadable"),
    ):
        with pytest.raises(LearnError) as caught:
            read_copied(text, site=SITE)
        assert caught.value.reason == reason


TEXTS = st.one_of(st.text(max_size=8), st.sampled_from(['"', "\\", '\\"', "{", "}}", "entries", "log", '{"log":', "é"]))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6), st.dictionaries(TEXTS, JSON, max_size=3), st.booleans())
def test_entries_are_cut_as_json_is_read(entries: list[Any], beside: dict[str, Any], indented: bool) -> None:
    """Each object in the list of entries is found, and nothing else is; the rest stays JSON."""
    document = {**beside, "log": {**beside, "entries": entries, "pages": [{"entries": [{}]}]}}
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2 if indented else None)
    rest, spans = cut_entries(data)
    assert [orjson.loads(data[start:end]) for start, end in spans] == [
        each for each in entries if isinstance(each, dict)
    ]
    left = [0 if isinstance(each, dict) else each for each in entries]
    assert orjson.loads(rest) == {**document, "log": {**document["log"], "entries": left}}


@given(st.integers(1, 400))
def test_windows_do_not_matter(size: int) -> None:
    """A file is read the same, however little of it is looked at in one go."""
    data = orjson.dumps({"log": {"entries": [{"a": 'x\\"}' * 30, "b": [{"c": "\\" * 9}]}, {"d": "{" * 50}]}})
    wanted = cut_entries(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(har_entries, "_AT_ONCE", size + 1)
        assert cut_entries(data) == wanted
        with pytest.raises(Unfinished):
            cut_entries(data[: 1 + len(data) * size // 402])


def test_a_file_is_parsed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing larger than an entry is parsed in one go, and an entry that is too large teaches nothing."""
    sizes = []
    loads = orjson.loads

    def note(data: Any) -> Any:
        sizes.append(len(data))
        return loads(data)

    monkeypatch.setattr("custom_components.alexa_privacy.amazon.learn.har.orjson.loads", note)
    monkeypatch.setattr(har, "MOST_ENTRY", 100_000)
    browser = visit()
    for number in range(40):
        browser.get(f"/static/{number}", "x" * 60_000)
    browser.get("/film", "y" * 200_000)
    data = browser.har()
    found = har.read_har(data, SITE)
    assert len(data) > 2_000_000
    assert max(sizes) <= 100_000
    assert (found.entries, len(found.exchanges)) == (len(browser.entries), len(browser.entries) - 1)


def test_answered_ids_are_known() -> None:
    """An id that some answer gave is no random one, also where it stands at the edge of what is looked at in one go."""
    answered = "123e4567-e89b-12d3-a456-426614174000"
    for before in range(har._AT_ONCE - 40, har._AT_ONCE + 3, 7):
        found = har.Har([], 1, ["x" * before + answered + "y"])
        assert found.has_answered(answered)
        assert not found.has_answered(answered.replace("1", "2"))
        assert found.has_answered("x" * 20 + answered)
