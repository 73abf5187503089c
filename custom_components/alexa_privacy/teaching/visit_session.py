"""Runs a visit: the steps of the lesson, learning, the owner's agreement and the test."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import compare_digest
from time import time
from typing import Any, Final, override

from aiohttp import web
from homeassistant.core import callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..account import Account
from ..amazon.errors import AmazonError, CannotConnect, SignedOut, Throttled
from ..amazon.learn import Exchange, Lesson
from ..amazon.learn.demonstrations import is_telemetry
from ..amazon.recordings import Recording
from ..amazon.session import HISTORY_PAGE
from ..const import DOMAIN
from ..settings.named_settings import with_requests
from .request_status import TESTABLE
from .teaching_session import LessonStatus, TeachingSession
from .trial import DeletionTestResult, Newest, SettingTestResult, propose
from .visit import PageRequest, Visit
from .visit_life import CloseReason, VisitLife, VisitState
from .visit_steps import SWITCH, Seen, Step, as_listing, progress_of, steps_of

SETTINGS_PAGE: Final = "/alexa-privacy/apd/myad"
HOME_PAGE: Final = "/alexa-privacy/apd/home"
_HISTORY_PAGES: Final = {"smart_home_history": "/alexa-privacy/apd/dsh"}
LIFETIME: Final = 15 * 60.0
PATIENCE: Final = 10.0
"""How long (seconds) a page may take to list."""
VISITS: Final[HassKey[dict[str, VisitSession]]] = HassKey(f"{DOMAIN}_visits")
"""The visit of each account, by entry id."""
# Two pages of ten, which may repeat some: somebody waits for Amazon's page.
_FEW: Final = 15
_REFUSED_UNCHOSEN: Final = {Lesson.HISTORY: "history_not_chosen", Lesson.SETTING: "setting_not_chosen"}
# More often, Amazon's page would not do what it is loaded again for.
_MOST_LOADS: Final = 40


@dataclass(eq=False, repr=False)
class VisitSession(VisitLife):
    """A lesson by visit to a loaded account, from its first step to its test, or `only_test`."""

    only_test: bool
    _values: int = field(default=SWITCH, init=False)
    """How many values of a setting are taught: of a switch two."""
    _proposed: list[Recording] = field(default_factory=list, init=False)
    _insisted: bool | None = field(default=None, init=False)
    """What the owner said of a switch against Amazon's words; said again, it is taken."""
    _busy: int = field(default=0, init=False)
    _review: asyncio.Task[None] | None = field(default=None, init=False)
    _is_due: bool = field(default=False, init=False)
    _looked: tuple[int, int] = field(default=(-1, 0), init=False)
    """The request after which the list was looked at, and how often."""
    _loaded: list[int] = field(default_factory=list, init=False)
    """What the page was loaded again for."""

    @override
    def __post_init__(self) -> None:
        """Begin to teach; raises CannotConnect while the account is not loaded."""
        self._teaching = TeachingSession(self._hass, self._entry)
        super().__post_init__()
        if self.chosen:
            self._teaching.begin_named(self.chosen)

    @property
    def _account(self) -> Account:
        return self._entry.runtime_data

    def _is_open(self) -> bool:
        return self._visit is not None

    @override
    def _forget(self) -> None:
        visits = self._hass.data[VISITS]
        if visits.get(self._entry.entry_id) is self:
            del visits[self._entry.entry_id]

    async def begin(self) -> None:
        """Offer a test or a shared request; otherwise, or if a request is broken, open Amazon's page."""
        if self.lesson in _REFUSED_UNCHOSEN and self.chosen is None:
            self._refuse(_REFUSED_UNCHOSEN[self.lesson])
            return
        if self.only_test and self.taught in self._teaching.to_test():
            await self._offer_test()
            return
        if self.only_test and self._teaching.status(self.taught) is LessonStatus.TESTED:
            self._go_to(VisitState.DONE)
            return
        with self._back_on_error(VisitState.REFUSED):
            if self._teaching.status(self.taught) is not LessonStatus.BROKEN:
                self._shared = await self._teaching.find_shared(self.taught)
        if self._shared:
            self._go_to(VisitState.OFFERED)
        elif self.state is VisitState.OPENING:
            await self._open()

    async def show(self) -> bool:
        """Open Amazon's page instead of using a shared request; return whether that was possible."""
        if self.state is not VisitState.OFFERED:
            return False
        self._shared = None
        self._go_to(VisitState.OPENING)
        await self._open()
        return True

    async def _open(self) -> None:
        """List the newest recordings, and open Amazon's page."""
        with self._back_on_error(VisitState.REFUSED):
            if not self._has_own_list:
                newest = await self._teaching.begin(_FEW)
                if self.lesson is Lesson.DELETE_RECORDINGS:
                    self._proposed = propose(newest, self._account.session.zone)
                    if not self._proposed:
                        newest = await self._teaching.begin()
                        self._proposed = propose(newest, self._account.session.zone)
                self._keep_listing(newest)
        if self.state is not VisitState.OPENING:
            return
        self._steps = self._planned()
        if not self._steps:
            self._refuse("teach_too_few")
            return
        self._visit = Visit(
            session=self._account.session,
            first_page=self._first_page,
            run=self._run,
            on_exchange=self._on_exchange,
            on_failure=self._on_failure,
        )
        self._ends = dt_util.utcnow() + timedelta(seconds=LIFETIME)
        self._after("expiry", LIFETIME, lambda: self.close(CloseReason.EXPIRED))
        self._after("listing", PATIENCE, self._miss_listing)
        self._go_to(VisitState.OPEN)

    @property
    def _first_page(self) -> str:
        if self.history:
            return _HISTORY_PAGES.get(self.history.key, HOME_PAGE)
        return SETTINGS_PAGE if self.is_setting else HISTORY_PAGE

    @property
    def _has_own_list(self) -> bool:
        """Return whether Amazon's page shows the effect itself, without a list of recordings."""
        return self.is_setting or self.history is not None

    def _planned(self) -> list[Step]:
        return steps_of(self.lesson, self._proposed, self._teaching.name(self.taught), self._values)

    async def choose_values(self, number: int) -> bool:
        """Set the number of values of a named setting to teach; return whether that was possible."""
        if self.state is not VisitState.OPEN or self.lesson is not Lesson.SETTING:
            return False
        self._values = number
        self._steps = self._planned()
        self._review_soon()
        return True

    def _run[T](self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run something until it is done or the account is unloaded."""
        return self._entry.async_create_background_task(self._hass, work, f"{DOMAIN} visit")

    # Amazon's page

    def is_at(self, token: str) -> bool:
        """Return whether a token is that of this open visit."""
        return self._visit is not None and compare_digest(self._visit.token.encode(), token.encode())

    async def answer(self, request: web.Request, rest: str) -> web.Response:
        """Respond to a request of the page."""
        assert self._visit
        self._busy += 1
        try:
            return await self._visit.answer(request, rest)
        finally:
            self._busy -= 1
            self._rest()

    @callback
    def _rest(self) -> None:
        """Review the steps once the page is idle."""
        if self.state is VisitState.OPEN and not self._busy:
            self._after("rest", self._account.timing.visit_rests_after, self._review_soon)

    @callback
    def _review_soon(self) -> None:
        """Start a review, or repeat the running one."""
        self._is_due = True
        if self._review is None or self._review.done():
            self._review = self._run(self._review_steps())

    @callback
    def _on_exchange(self, exchange: Exchange, sent: PageRequest) -> None:
        """Store an exchange."""
        if self.state is not VisitState.OPEN or not self._visit:
            return
        self._seen.add(exchange, is_shown=sent.is_shown)
        lists = b"HistoryRecords" in exchange.answer and not exchange.is_page
        self._has_listing |= exchange.worked and (sent.is_shown if self._has_own_list else lists)
        failed = exchange.writes and not exchange.worked
        self._show_note(Step(key="failed") if failed else None)
        if self._visit.is_full:
            self.close(CloseReason.EXPIRED)

    @callback
    def _on_failure(self, err: AmazonError) -> None:
        """Show why a request failed."""
        match err:
            case SignedOut():
                self.close(CloseReason.SIGNED_OUT)
            case Throttled(retry_after=seconds):
                self._show_note(Step(key="throttled", placeholders={"seconds": f"{seconds:.0f}"}))
            case CannotConnect():
                self._show_note(Step(key="unreachable"))
            case _:
                self._show_note(Step(key="failed"))

    @callback
    def _miss_listing(self) -> None:
        """Show that the page lists nothing."""
        if not self._has_listing:
            self._show_note(Step(key="no_listing"))

    def _keep_listing(self, newest: Newest) -> None:
        """Store a listing of our own as an exchange."""
        site = self._account.session.credentials.site.rstrip("/")
        self._seen.add(as_listing(newest, site, round(time() * 1000)), is_own=True)

    # The steps

    async def _review_steps(self) -> None:
        """Update the progress of the steps; list recordings if the page does not, and reload the page."""
        with self._back_on_error(VisitState.REFUSED):
            while self._is_due and self._is_open():
                self._is_due, seen = False, self._seen.copy()
                now, values = round(time() * 1000), self._values
                zone = self._account.session.zone
                progress = await self._hass.async_add_executor_job(
                    progress_of, self.lesson, self._proposed, seen, now, self.taught, zone, values
                )
                if not self._is_open():
                    return
                if values != self._values:
                    continue
                self._progress = progress
                is_done = len(progress.done) == len(self._steps) and progress.more is None
                if is_done and not (progress.is_unclear and self._look_later(progress.look)):
                    await self._learn([each for each in seen.exchanges if each.order not in progress.unused])
                    return
                if (load := progress.load) is not None and load not in self._loaded and len(self._loaded) < _MOST_LOADS:
                    self._loaded.append(load)
                    self._load += 1
                self._publish()
                if not self._look_later(progress.look) and progress.look is not None and progress.around is None:
                    self._show_note(Step(key="nothing_gone"))
                if progress.load is not None and self.history is None:
                    # A page that asks for nothing once it is there is seen by the time that has passed.
                    self._rest()

    @callback
    def _look_later(self, sent: int | None) -> bool:
        """Schedule listing the newest recordings if nothing shows what a request did; return whether it is due."""
        last, times = self._looked
        times = 0 if sent != last else times
        delays = self._account.timing.read_back_after
        if sent is not None and times < len(delays) and "look" not in self._timers:
            self._looked = sent, times + 1
            self._after("look", delays[times], lambda: self._run(self._look()))
        return "look" in self._timers

    async def _look(self) -> None:
        """List the newest recordings, or those around what was deleted."""
        history, around, before = self._account.voice.history, self._progress.around, len(self._seen.exchanges)
        try:
            if around is None:
                newest = await self._teaching.look()
            else:
                start, end = around[0], min(around[1], history.now())
                newest = Newest(await history.recordings(start, end), start, end)
            # What was sent meanwhile may show in it or not.
            if not any(each.writes and not is_telemetry(each) for each in self._seen.exchanges[before:]):
                self._keep_listing(newest)
        except AmazonError as err:
            self._on_failure(err)
        self._cancel("look")
        if self.state is VisitState.OPEN:
            self._review_soon()

    async def _learn(self, exchanges: list[Exchange]) -> None:
        self._go_to(VisitState.LEARNING)
        with self._back_on_error(VisitState.REFUSED):
            is_switch = self.is_setting and self._values == SWITCH
            self.learned = await self._teaching.learn_visit(exchanges, self.taught, is_switch=is_switch)
            self._seen = Seen()
            self._go_to(VisitState.LEARNED)

    # What was learned

    async def agree(self, is_on: bool | None) -> bool:  # noqa: FBT001 - the owner's answer
        """Record that the owner agrees, and whether a taught switch is on; return whether that was possible."""
        if self.state is VisitState.OFFERED and self._shared:
            self._go_to(VisitState.TESTING)
            with self._back_on_error(VisitState.OFFERED):
                await self._teaching.adopt(self._shared)
                await self._store()
                await self._offer_test()
            return True
        if self.state is not VisitState.LEARNED or is_on not in self.learned:
            return False
        learned = self.learned[is_on]
        if is_on is not None and learned.last_is_on is (not is_on) and self._insisted is not is_on:
            self._insisted, self._error = is_on, ("setting_opposite", {})
            self._publish()
            return True
        self._go_to(VisitState.TESTING)
        with self._back_on_error(VisitState.LEARNED):
            self._teaching.learned = learned
            await self._teaching.confirm()
            await self._store()
            if self.lesson in (*TESTABLE, Lesson.HISTORY):
                await self._offer_test()
            else:
                self._go_to(VisitState.DONE)
        return True

    async def _store(self) -> None:
        """Store the requests, and reload the account."""
        options = with_requests(self._entry.options, self._teaching.document, self._names)
        self._hass.config_entries.async_update_entry(self._entry, options=options)
        await self._hass.config_entries.async_reload(self._entry.entry_id)

    async def _offer_test(self, before: DeletionTestResult | None = None) -> None:
        """Offer recordings for the test, the best first, with the result of the previous test."""
        if self.is_setting:
            self._go_to(VisitState.TO_TEST)
            return
        with self._back_on_error(VisitState.TO_TEST):
            self._candidates = await self._teaching.candidates(self.taught)
            if not self._candidates:
                self._error = "test_too_few_entries" if self.history else "test_too_few", {}
            elif before is not None:
                self._error = f"test_{before}", {}
            self._go_to(VisitState.TO_TEST)

    async def test(self, recording_id: str | None) -> bool:
        """Test a candidate or a setting, or find candidates; return whether that was possible."""
        if self.state is VisitState.TO_TEST and not self._candidates and not self.is_setting:
            await self._offer_test()
            return True
        chosen = next((each for each in self._candidates if each.id == recording_id), None)
        if self.state is not VisitState.TO_TEST or (chosen is None) is not self.is_setting:
            return False
        self._go_to(VisitState.TESTING)
        with self._back_on_error(VisitState.TO_TEST):
            if chosen is None:
                await self._try_setting()
                return True
            outcome = await self._teaching.run_trial(self.taught, chosen)
            if outcome is DeletionTestResult.GONE:
                self._go_to(VisitState.DONE)
            elif outcome is DeletionTestResult.TOOK_OTHERS:
                self._refuse(f"test_{outcome}")
            else:
                await self._offer_test(outcome)
        return True

    async def _try_setting(self) -> None:
        """Change a setting and change it back; raises AmazonError."""
        trial = await self._teaching.try_setting(self.taught)
        if trial is SettingTestResult.WORKS:
            # From now on it may be used.
            await self._hass.config_entries.async_reload(self._entry.entry_id)
            self._go_to(VisitState.DONE)
        else:
            self._refuse(f"setting_{trial}")
