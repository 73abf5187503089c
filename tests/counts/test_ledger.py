"""The ledger: whatever is counted, dropped and stored, its figures are those of a plain list."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
import json
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.recordings import Kind, Recording, read_record
from custom_components.alexa_privacy.counts.ledger import Ledger

ZONES = ("Europe/Berlin", "America/Havana", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "UTC")
BERLIN = ZoneInfo("Europe/Berlin")
TYPES = ("GENERAL", "WAKE_WORD_ONLY", "ROUTINES_3P", "DEVICE_ARBITRATION", "something new")
FROM = int(datetime(2018, 10, 1, tzinfo=UTC).timestamp() * 1000)
DAY = 24 * 60 * 60 * 1000
numbers = count()


def recorded(moment: int, serial: str = "S1", utterance_type: str = "GENERAL") -> Recording:
    """Return a recording."""
    key = f"C#{moment}#T#{serial}" if serial else f"R{next(numbers)}"
    return read_record({"recordKey": key, "timestamp": moment, "utteranceType": utterance_type})


recordings = st.builds(
    recorded, st.integers(FROM, FROM + 70 * DAY), st.sampled_from(["S1", "S2", ""]), st.sampled_from(TYPES)
)


def check(ledger: Ledger, held: list[Recording]) -> None:
    """Compare every figure with a plain count."""
    assert ledger.total() == len(held)
    assert ledger.newest() == max((each.time for each in held), default=None)
    assert ledger.oldest() == min((each.time for each in held), default=None)
    for echo in ("S1", "S2", ""):
        of_echo = [each for each in held if each.serial == echo]
        assert ledger.total(echo=echo) == len(of_echo)
        assert ledger.newest(echo) == max((each.time for each in of_echo), default=None)
    for kind in Kind:
        assert ledger.total(kind=kind) == sum(each.kind is kind for each in held)
    days = Counter(ledger.day_of(each.time) for each in held)
    ledger.complete = True
    assert {day: every for day, every, _ in ledger.by_day()()} == days
    assert all(ledger.total_on(day) == number for day, number in days.items())


@given(
    st.sampled_from(ZONES),
    st.lists(st.tuples(st.integers(0, 69), st.integers(0, 20), st.lists(recordings, max_size=20)), max_size=6),
    st.booleans(),
)
def test_figures_are_those_of_a_plain_list(
    zone: str, listings: list[tuple[int, int, list[Recording]]], stored: bool
) -> None:
    """Days listed again and again, in any order, with a restart in between or without."""
    ledger, held, made = Ledger(ZoneInfo(zone)), list[Recording](), Counter[date]()
    for begin, length, listed in listings:
        first = ledger.day_of(FROM + begin * DAY)
        last = first + timedelta(days=length)
        in_span = [each for each in listed if first <= ledger.day_of(each.time) <= last]
        ledger.count_days(first, last, listed)
        held = [each for each in held if not first <= ledger.day_of(each.time) <= last] + in_span
        made |= Counter(ledger.day_of(each.time) for each in held)
        if stored:
            ledger = Ledger.from_dict(json.loads(json.dumps(ledger.as_dict())))
        check(ledger, held)
        for day, figures in ledger.made_since(date.min)():
            assert figures.recordings >= made[day]
        assert ledger.made.recordings == sum(figures.recordings for _, figures in ledger.made_since(date.min)())


def test_what_was_made_stays() -> None:
    """Five recorded, deleted, and three more: eight were made, three are held."""
    ledger, noon = Ledger(BERLIN), FROM + 12 * 60 * 60 * 1000
    today = ledger.day_of(noon)
    ledger.count_poll(today, today, [recorded(noon + second) for second in range(5)])
    ledger.count_days(today, today, [])
    ledger.count_poll(today, today, [recorded(noon + 60_000 + second, utterance_type=TYPES[1]) for second in range(3)])
    assert ledger.total() == 3
    assert [*ledger.made_since(today)()] == [(today, (8, 3))]


def test_a_day_of_23_and_of_25_hours() -> None:
    """Days begin and end at local midnight, however long they are."""
    ledger = Ledger(BERLIN)
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        assert ledger.end_of(day) - ledger.start_of(day) == hours * 60 * 60 * 1000
        assert ledger.day_of(ledger.end_of(day) - 1) == day == ledger.day_of(ledger.start_of(day))


def test_spans_are_unknown_until_counted() -> None:
    """A week is a figure only once all its days are counted."""
    ledger, now = Ledger(BERLIN), FROM + 40 * DAY
    today = ledger.day_of(now)
    assert ledger.total_since(today) is None
    ledger.count_poll(today, today, [recorded(now)])
    assert (ledger.total_since(today), ledger.total_since(today - timedelta(days=6))) == (1, None)
    ledger.count_back([recorded(now - 3 * DAY), recorded(now - 8 * DAY)])
    assert ledger.total_since(today - timedelta(days=6)) == 2
    assert ledger.total_since(today - timedelta(days=29)) is None
    ledger.complete = True
    assert ledger.total_since(today - timedelta(days=29)) == 3


def test_another_zone_counts_anew_and_keeps_what_was_made() -> None:
    """Days that begin at another time have other counts."""
    ledger = Ledger(BERLIN)
    day = ledger.day_of(FROM)
    ledger.count_poll(day, day, [recorded(FROM)])
    ledger.move_to(ZoneInfo("Asia/Tokyo"))
    assert (ledger.total(), ledger.complete, ledger.counted_since) == (0, False, None)
    assert ledger.made.recordings == 1


def ten_years() -> Ledger:
    """Return the ledger of a busy household: four devices, fifty recordings a day."""
    ledger = Ledger(BERLIN)
    for number in range(3650):
        start = FROM + number * DAY
        ledger.count_back(
            recorded(start + piece * 1_700_000, f"SERIAL{piece % 4}", TYPES[piece % 5]) for piece in range(50)
        )
    return ledger


def test_ten_years_take_little_room() -> None:
    """Less than a megabyte on disk; no key, and no name of a person has a place there."""
    ledger = ten_years()
    stored = json.dumps(ledger.as_dict(), indent=2)
    assert ledger.total() == 182_500
    assert len(stored) < 1_000_000
    assert "#" not in stored


def _damage(ledger: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return a stored ledger with something else in it."""
    return {**ledger, key: value}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 1),
        ("zone", "Mars/Olympus"),
        ("zone", None),
        ("since", "yesterday"),
        ("months", {"2018-10": "01:5,0:0,1,2,3"}),
        ("months", []),
        ("checksum", None),
        ("echoes", [["S1"]]),
        ("made", [1]),
    ],
)
def test_what_was_damaged_is_noticed(key: str, value: Any) -> None:
    """A file that others changed is not believed."""
    ledger = Ledger(BERLIN)
    ledger.count_poll(ledger.day_of(FROM), ledger.day_of(FROM), [recorded(FROM)])
    Ledger.from_dict(ledger.as_dict())
    with pytest.raises(ValueError, match=r"corrupt|version"):
        Ledger.from_dict(_damage(ledger.as_dict(), key, value))
