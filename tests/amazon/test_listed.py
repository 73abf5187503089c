"""What was listed stays in memory: whatever happens, it shows what Amazon would, or Amazon is asked."""

from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any, override

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
import pytest

from custom_components.alexa_privacy.amazon import listed as module
from custom_components.alexa_privacy.amazon.errors import CannotConnect
from custom_components.alexa_privacy.amazon.listed import KEPT_FOR, ListedRecordings, Part
from custom_components.alexa_privacy.amazon.recording_summary import RecordingSummary
from custom_components.alexa_privacy.amazon.recordings import Kind, Recording

MINUTE = 60_000
BEGIN = 1_700_000_000_000
FRESH = 20 * 60.0


def recording(number: int, time: int, words: str = "") -> Recording:
    """Return a recording; those of one moment have keys of their own."""
    items = [{"recordItemType": "CUSTOMER_TRANSCRIPT", "transcriptText": words}]
    return Recording(f"key {number}", time, Kind.INTENDED, None, {"voiceHistoryRecordItems": items})


class FakeHistory:
    """Amazon's history, three recordings a page."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.held: list[Recording] = []
        self.time = BEGIN
        self.requests = 0
        self.fails = False
        self.asked_from = 0
        self.while_in_flight: Callable[[], object] = lambda: None
        """What happens between a page's answer and that it is looked at."""

    def now(self) -> int:
        """Return the time."""
        return self.time

    def window(self, start: int, end: int) -> list[Recording]:
        """Return what is held of a window, newest first."""
        found = [each for each in self.held if (start <= each.time or not start) and each.time < end]
        return sorted(found, key=lambda each: (-each.time, each.key))

    async def pages(self, start: int, end: int) -> AsyncIterator[list[Recording]]:
        """Yield the pages of a window; each is what is held when it is asked for."""
        self.asked_from = start
        sent = set[str]()
        while True:
            if self.fails:
                raise CannotConnect("away")
            self.requests += 1
            page = [each for each in self.window(start, end) if each.key not in sent][:3]
            self.while_in_flight()
            if page:
                sent |= {each.key for each in page}
                yield page
            if len(page) < 3:
                return


class Timers:
    """What is to be called later."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.waiting: dict[int, tuple[float, Callable[[], None]]] = {}

    def call_later(self, delay: float, action: Callable[[], None]) -> Callable[[], None]:
        """Keep an action."""
        name = len(self.waiting) + sum(self.waiting)
        self.waiting[name] = delay, action
        return lambda: self.waiting.pop(name, None) and None

    def pass_by(self) -> None:
        """Do all that waits."""
        for _, action in [*self.waiting.values()]:
            action()
        self.waiting.clear()


def memory(history: FakeHistory, timers: Timers) -> ListedRecordings:
    """Return what is tested."""
    amazon: Any = history
    return ListedRecordings(amazon, timers.call_later, FRESH)


def step(parts: AsyncIterator[Part]) -> Part | None:
    """Return a listing's next part; None at its end. Nothing of it ever waits."""
    try:
        parts.__anext__().__await__().send(None)
    except StopIteration as found:
        part: Part = found.value
        return part
    except StopAsyncIteration:
        return None
    raise AssertionError("it waits")


def read(parts: AsyncIterator[Part]) -> list[RecordingSummary]:
    """Return all recordings of a listing, each once, in their order."""
    found: dict[str, RecordingSummary] = {}
    while part := step(parts):
        found |= {row.id: row for row in part.recordings if row.id not in found}
    return [*found.values()]


def ids(recordings: list[Recording]) -> set[str]:
    """Return the ids of recordings."""
    return {each.id for each in recordings}


class Memory(RuleBasedStateMachine):
    """Listings, polls, rescans, deletions and faults in any order."""

    @initialize(ages=st.lists(st.integers(0, 300), max_size=40), bounds=st.sampled_from([(10, 3), (1_000, 100)]))
    def begin(self, ages: list[int], bounds: tuple[int, int]) -> None:
        """Begin with a history, which may have many recordings of one moment."""
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(module, "MOST_ROWS", bounds[0])
        self.patch.setattr(module, "MOST_SPANS", bounds[1])
        self.patch.setattr(module, "PART", 4)
        self.history, self.timers, self.number = FakeHistory(), Timers(), 0
        self.memory = memory(self.history, self.timers)
        self.release = self.memory.hold()
        self.open: AsyncIterator[Part] | None = None
        self.looked_at = 0
        for age in ages:
            self._arrive(BEGIN - (age + 5) * MINUTE)

    def _arrive(self, time: int) -> None:
        """Have Amazon record something."""
        self.number += 1
        self.history.held.append(recording(self.number, time))

    def _window(self, oldest: int, length: int) -> tuple[int, int]:
        """Return a window; the oldest have no beginning."""
        start = 0 if oldest > 290 else self.history.time - oldest * MINUTE
        return start, min(self.history.time, (start or BEGIN - 400 * MINUTE) + length * MINUTE)

    @rule(oldest=st.integers(0, 320), length=st.integers(0, 400), refresh=st.booleans())
    def search(self, oldest: int, length: int, refresh: bool) -> None:
        """List a window: it is what Amazon holds, but for what is newer than the last look at it."""
        start, end = self._window(oldest, length)
        truth, known = self.history.window(start, end), self.memory.known(start, end)
        before, top = self.history.requests, self._top()
        try:
            found = read(self.memory.pages(start, end, refresh=refresh))
        except CannotConnect:
            return
        assert [row.time for row in found] == sorted((row.time for row in found), reverse=True)
        missing = ids(truth) - {row.id for row in found}
        assert {row.id for row in found} <= ids(truth)
        assert not refresh or not missing
        assert all(each.time >= top for each in truth if each.id in missing)
        assert not missing or self.history.time - top <= FRESH * 1000
        if known is not None and not refresh:
            assert self.history.requests == before
            assert [row.id for row in known] == [row.id for row in found]

    def _top(self) -> int:
        """Return up to when it is known what there is."""
        spans = self.memory._spans
        return spans[0].end if spans else 0

    @rule(oldest=st.integers(0, 320), length=st.integers(0, 400))
    def look(self, oldest: int, length: int) -> None:
        """Begin a listing and leave it open."""
        self.window = self._window(oldest, length)
        self.open = self.memory.pages(*self.window)
        self.shown = set[str]()
        self.boundary = self.window[1]
        self.top_then = self._top()

    @precondition(lambda self: self.open)
    @rule()
    def look_on(self) -> None:
        """Continue it by a part; at its end, what came since the last change is what Amazon holds."""
        assert self.open
        try:
            part = step(self.open)
        except CannotConnect:
            self.open = None
            return
        if part:
            self.shown |= {row.id for row in part.recordings}
            self.listed_to = part.listed_to
            return
        self.open = None
        below = self.history.window(self.window[0], self.boundary)
        assert all(each.id in self.shown or each.time >= self.top_then for each in below)

    def _changed(self) -> None:
        """Only what is listed from now on is compared: what was shown was true then."""
        if self.open:
            self.boundary = min(self.boundary, getattr(self, "listed_to", self.boundary))

    @rule(oldest=st.integers(0, 320), chosen=st.randoms(use_true_random=False), named=st.booleans())
    def delete(self, oldest: int, chosen: Any, named: bool) -> None:
        """Delete recordings, here or elsewhere: a complete listing shows it, or they were named."""
        start, end = self._window(oldest, 60)
        gone = [each for each in self.history.window(start, end) if chosen.random() < 0.5]
        self.history.held = [each for each in self.history.held if each not in gone]
        self._changed()
        if named:
            self.memory.remove(ids(gone))
        else:
            self.memory.refresh(start, end, self.history.window(start, end))
        if self.open:
            self.shown -= ids(gone)

    @rule(minutes=st.integers(1, 30), number=st.integers(0, 5), polled=st.booleans())
    def later(self, minutes: int, number: int, polled: bool) -> None:
        """Time passes, something is recorded, and the poll may fail."""
        self.history.time += minutes * MINUTE
        for _ in range(number):
            self._arrive(self.history.time - MINUTE)
        if polled:
            start = BEGIN - 100 * MINUTE
            self.memory.refresh(start, self.history.time, self.history.window(start, self.history.time))

    @rule()
    def fault(self) -> None:
        """Amazon goes away, or comes back."""
        self.history.fails = not self.history.fails

    @rule()
    def leave(self) -> None:
        """Close the page for longer than anything is kept, and open it again."""
        self.release()
        self.release()
        self.timers.pass_by()
        assert (self.memory.rows, self.memory.size) == (0, 0)
        self.open = None
        self.release = self.memory.hold()

    @invariant()
    def is_bounded(self) -> None:
        """Nothing beyond the bounds is kept, and what is kept is counted right and in order."""
        spans = self.memory._spans
        rows = [row for span in spans for row in span.rows]
        assert self.memory.rows == len(rows) == len({row.id for row in rows}) <= module.MOST_ROWS
        assert self.memory.size == sum(row.size for row in rows)
        assert len(spans) <= module.MOST_SPANS
        assert all(older.end < newer.start for newer, older in pairwise(spans))
        assert all(
            (span.start <= row.time or not span.start) and row.time < span.end for span in spans for row in span.rows
        )

    def teardown(self) -> None:
        """Restore the bounds."""
        self.patch.undo()


TestMemory = Memory.TestCase
TestMemory.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)


def test_it_is_kept_while_somebody_looks_and_five_minutes_longer() -> None:
    """The first page that is closed changes nothing; the last one begins the five minutes; a new one ends them."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1) for number in range(8)]
    kept = memory(history, timers)
    assert len(read(kept.pages(0, BEGIN))) == 8
    assert kept.rows == 0
    one, other = kept.hold(), kept.hold()
    assert len(read(kept.pages(0, BEGIN))) == 8
    assert kept.rows == 8
    one()
    one()
    assert not timers.waiting
    other()
    assert [delay for delay, _ in timers.waiting.values()] == [KEPT_FOR] == [300.0]
    again = kept.hold()
    assert not timers.waiting
    asked = history.requests
    assert len(read(kept.pages(0, BEGIN))) == 8
    assert history.requests == asked
    again()
    timers.pass_by()
    assert (kept.rows, kept.size) == (0, 0)
    kept.hold()
    kept.end()
    kept.hold()()
    assert not timers.waiting


def test_many_words_take_no_more_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are limited as well as rows; the newest are kept, and a search of all still finds all."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1, "ö" * 10_000) for number in range(30)]
    monkeypatch.setattr(module, "MOST_BYTES", 200_000)
    kept = memory(history, timers)
    kept.hold()
    for _ in range(2):
        assert len(read(kept.pages(0, BEGIN))) == 30
        assert 0 < kept.size <= 200_000
        assert kept.known(BEGIN - 5 * MINUTE, BEGIN) is not None
        assert kept.known(0, BEGIN) is None


@pytest.mark.parametrize("named", [True, False])
def test_what_went_while_a_listing_stood_still_stays_gone(named: bool) -> None:
    """The last page of a listing that is continued later is out of date."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1) for number in range(8)]
    kept = memory(history, timers)
    kept.hold()
    parts = kept.pages(0, BEGIN)
    first = step(parts)
    assert first
    gone = history.held.pop(2)
    assert first.recordings[-1].id == gone.id
    if named:
        kept.remove({gone.id})
    else:
        kept.refresh(gone.time - MINUTE, BEGIN, history.window(gone.time - MINUTE, BEGIN))
    rest = read(parts)
    assert {row.id for row in [*first.recordings[:2], *rest]} == ids(history.held)
    asked = history.requests
    assert {row.id for row in read(kept.pages(0, BEGIN))} == ids(history.held)
    assert history.requests == asked


def test_no_request_shows_what_amazon_has_changed() -> None:
    """Words that appear later than their recording replace those that were listed."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(1, BEGIN - 1), recording(2, BEGIN - 2)]
    kept = memory(history, timers)
    kept.hold()
    read(kept.pages(0, BEGIN))
    history.held[0] = recording(1, BEGIN - 1, "what time is it")
    history.time += MINUTE
    kept.refresh(0, history.time, history.window(0, history.time))
    asked = history.requests
    assert [row.said for row in read(kept.pages(0, history.time))] == ["what time is it", ""]
    assert history.requests == asked


def test_what_goes_while_a_page_is_on_its_way_stays_gone() -> None:
    """A page that was sent before a deletion was verified is asked for again."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1) for number in range(8)]
    kept = memory(history, timers)
    kept.hold()
    gone = history.held[4]

    def verify() -> None:
        if gone in history.held and history.requests == 2:
            history.held.remove(gone)
            kept.refresh(gone.time - MINUTE, BEGIN, history.window(gone.time - MINUTE, BEGIN))

    history.while_in_flight = verify
    assert {row.id for row in read(kept.pages(0, BEGIN))} == ids(history.held)
    asked = history.requests
    assert {row.id for row in read(kept.pages(0, BEGIN))} == ids(history.held)
    assert history.requests == asked


def test_pages_out_of_order_leave_no_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording on a later page that is newer than one on the page before it is found by every later search."""
    history, timers = FakeHistory(), Timers()
    made = [recording(number, BEGIN - number * MINUTE - 1) for number in range(8)]

    async def pages(start: int, end: int) -> AsyncIterator[list[Recording]]:
        for places in ((0, 1, 4), (2, 5, 3), (6, 7)):
            history.requests += 1
            yield [made[place] for place in places if start <= made[place].time < end]

    kept = memory(history, timers)
    kept.hold()
    monkeypatch.setattr(history, "pages", pages)
    assert {row.id for row in read(kept.pages(0, BEGIN))} == ids(made)
    found = [row.time for row in read(kept.pages(0, BEGIN))]
    assert found == [each.time for each in made]
    assert history.requests == 3


def test_the_end_of_a_filter_is_no_poll() -> None:
    """A day that was listed does not say what came after it, though it ended a moment ago."""
    history, timers = FakeHistory(), Timers()
    kept = memory(history, timers)
    kept.hold()
    history.held = [recording(1, BEGIN - 30 * MINUTE), recording(2, BEGIN - 4 * MINUTE)]
    kept.refresh(0, BEGIN, history.window(0, BEGIN))
    assert len(read(kept.pages(BEGIN - 60 * MINUTE, BEGIN - 10 * MINUTE))) == 1
    assert len(read(kept.pages(BEGIN - 60 * MINUTE, BEGIN))) == 2
    # It is asked for from before what is known, whether or not windows include their edges.
    assert history.asked_from < BEGIN - 30 * MINUTE


def test_a_clock_that_is_ahead_hides_nothing() -> None:
    """A recording of the future does not make the time up to it known."""
    history, timers = FakeHistory(), Timers()
    kept = memory(history, timers)
    kept.hold()
    history.held = [recording(1, BEGIN - MINUTE)]
    read(kept.pages(0, BEGIN))
    history.time += MINUTE
    kept.refresh(0, history.time, [recording(9, history.time + 30 * MINUTE), *history.held])
    history.held.append(recording(2, history.time + MINUTE))
    history.time += 2 * MINUTE
    assert {row.id for row in read(kept.pages(0, history.time, refresh=True))} == ids(history.held)


def test_a_long_listing_for_something_else_adds_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a verification lists beyond what the page has listed is not taken in at once: it would block all else."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1) for number in range(400)]
    kept = memory(history, timers)
    kept.hold()
    old = BEGIN - 390 * MINUTE
    assert len(read(kept.pages(0, old))) == 10
    made: list[Recording] = []
    of = RecordingSummary.of

    def counted(each: Recording) -> RecordingSummary:
        made.append(each)
        return of(each)

    monkeypatch.setattr(RecordingSummary, "of", counted)
    kept.refresh(0, BEGIN, history.window(0, BEGIN))
    assert made == []
    assert kept.rows == 10
    assert len(read(kept.pages(0, BEGIN))) == 400


def test_a_listing_of_the_past_says_nothing_of_the_present() -> None:
    """A search up to yesterday, or to minutes ago, is no reason to take what is newer for listed."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * MINUTE - 1) for number in range(8)]
    kept = memory(history, timers)
    kept.hold()
    assert len(read(kept.pages(0, BEGIN - 3 * MINUTE))) == 5
    assert len(read(kept.pages(0, BEGIN))) == 8


def test_many_new_recordings_in_between_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rescan that shows more than can be added at once has the span forgotten, and all is found by a request."""
    history, timers = FakeHistory(), Timers()
    history.held = [recording(number, BEGIN - number * 100 * MINUTE - 1) for number in range(5)]
    monkeypatch.setattr(module, "MOST_NEW", 10)
    kept = memory(history, timers)
    kept.hold()
    assert len(read(kept.pages(0, BEGIN))) == 5
    history.held += [recording(5 + number, BEGIN - (110 + number) * MINUTE) for number in range(11)]
    kept.refresh(0, BEGIN, history.window(0, BEGIN))
    assert (kept.rows, kept.size) == (0, 0)
    assert {row.id for row in read(kept.pages(0, BEGIN))} == ids(history.held)


class UnsortedHistory(FakeHistory):
    """A history whose pages overlap in time."""

    @override
    async def pages(self, start: int, end: int) -> AsyncIterator[list[Recording]]:
        """Yield two pages; the second begins with a recording that is newer than the end of the first."""
        self.requests += 1
        found = self.window(start, end)
        yield [found[0], found[2]]
        yield [found[1], *found[3:]]


def test_pages_out_of_order_lose_nothing() -> None:
    """What comes a page too late is kept, even where it is a millisecond newer than the page before."""
    history, timers = UnsortedHistory(), Timers()
    history.held = [recording(number, BEGIN - number - 1) for number in range(4)]
    kept = memory(history, timers)
    kept.hold()
    read(kept.pages(0, BEGIN))
    known = kept.known(0, BEGIN)
    assert known
    assert [row.id for row in known] == [each.id for each in history.window(0, BEGIN)]
    assert history.requests == 1
