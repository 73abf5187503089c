"""The states of a visit (a lesson on Amazon's page), its subscriber, and how it ends."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..account import PrivacyConfigEntry
from ..amazon.errors import AmazonError
from ..amazon.learn import LearnError, LearnResult, Lesson
from ..amazon.recipes.document import SWITCHES
from ..amazon.recipes.request_form import RecipeError
from ..amazon.recipes.shared_file import SharedRequest
from ..amazon.recordings import Recording
from ..const import LOGGER
from ..exceptions import translation
from ..repair.issues import given_names, request_names, translated_error
from .history_lesson import NamedLesson
from .request_status import Document
from .teach_flow import describe
from .visit import Visit
from .visit_steps import Seen, Step, StepsProgress, describe_recording

GRACE: Final = 60.0
"""How long (seconds) a visit waits for the page to reconnect."""
_PAGE_TIMERS: Final = ("expiry", "listing", "look", "rest")

type Send = Callable[[dict[str, Any]], None]


class VisitState(StrEnum):
    """The state of a visit."""

    OPENING = "opening"
    OFFERED = "offered"
    OPEN = "open"
    LEARNING = "learning"
    LEARNED = "learned"
    TO_TEST = "to_test"
    TESTING = "testing"
    DONE = "done"
    REFUSED = "refused"
    CLOSED = "closed"


_OVER: Final = frozenset({VisitState.DONE, VisitState.REFUSED, VisitState.CLOSED})


class CloseReason(StrEnum):
    """Why a visit ended before something was learned."""

    EXPIRED = "expired"
    SIGNED_OUT = "signed_out"
    UNLOADED = "unloaded"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"


@dataclass(eq=False, repr=False)
class VisitLife(ABC):
    """The state machine of one account's visit; `snapshot` has everything that the page shows."""

    _hass: HomeAssistant
    _entry: PrivacyConfigEntry
    lesson: Lesson
    chosen: NamedLesson | None
    """What is taught, in a lesson of what the owner names."""
    user_id: str
    state: VisitState = field(default=VisitState.OPENING, init=False)
    _visit: Visit | None = field(default=None, init=False)
    _ends: datetime = field(default_factory=dt_util.utcnow, init=False)
    _seen: Seen = field(default_factory=Seen, init=False)
    _steps: list[Step] = field(default_factory=list, init=False)
    _progress: StepsProgress = field(default_factory=StepsProgress, init=False)
    _note: Step | None = field(default=None, init=False)
    _error: tuple[str, dict[str, str]] | None = field(default=None, init=False)
    _load: int = field(default=0, init=False)
    _has_listing: bool = field(default=False, init=False)
    """Whether Amazon's page has listed something."""
    learned: dict[bool | None, LearnResult] = field(default_factory=dict, init=False)
    """What was learned; for a switch by whether it was on at the end, which only the owner knows."""
    _shared: SharedRequest | None = field(default=None, init=False)
    """What others have tested, and is offered before Amazon's page is opened."""
    _candidates: list[Recording] = field(default_factory=list, init=False)
    _reason: CloseReason | None = field(default=None, init=False)
    _send: Send | None = field(default=None, init=False)
    _timers: dict[str, asyncio.TimerHandle] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Be closed with the account, and with Home Assistant; nothing is open yet."""
        self.history = self.chosen if self.lesson is Lesson.HISTORY else None
        """The history that is taught, in the lesson of one."""
        self.is_setting = self.lesson in {*SWITCHES, Lesson.SETTING}
        self.taught: str = self.chosen.key if self.chosen else self.lesson
        """The name of what is taught."""
        self._forget_stop = self._hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, self._on_stop)
        self._entry.async_on_unload(self._on_unload)

    @callback
    def attach(self, send: Send) -> CALLBACK_TYPE:
        """Send snapshots to this subscriber only; return an unsubscribe function."""
        if self._send is not None:
            self._send({**self.snapshot(), "state": VisitState.CLOSED, "reason": CloseReason.ELSEWHERE, "path": None})
        self._send = send
        self._cancel("grace")
        self._publish()

        @callback
        def detach() -> None:
            if self._send is send:
                self._send = None
                # A phone that slept, or a page that is loaded again, comes back.
                self._after("grace", GRACE, lambda: self.close(CloseReason.CLOSED))

        return detach

    @property
    def is_over(self) -> bool:
        """Return whether the lesson has ended, with or without a result."""
        return self.state in _OVER

    @callback
    def _publish(self) -> None:
        if self._send is not None:
            self._send(self.snapshot())

    def snapshot(self) -> dict[str, Any]:
        """Return everything that the page shows."""
        steps = [*self._steps, *([self._progress.more] if self._progress.more else [])]
        left = [place for place in range(len(steps)) if place not in self._progress.done]
        note = (self._note or self._progress.note) if self._visit else None
        learned = next(iter(self.learned.values()), None) if self.state is VisitState.LEARNED else None
        shown = self._shared if self.state is VisitState.OFFERED else learned
        return {
            "state": self.state,
            "name": request_names(self._hass, self._names, [self.chosen.key]) if self.chosen else None,
            "path": self._visit.path if self._visit else None,
            "load": self._load,
            "expires": self._ends.isoformat() if self._visit else None,
            "steps": [step.as_dict(done=place not in left) for place, step in enumerate(steps)],
            "current": left[0] if left else None,
            "note": {"key": note.key, "placeholders": self._placeholders_of(note)} if note else None,
            "error": translated_error(self._hass, *self._error) if self._error else None,
            "result": self._in_words(shown.document) if shown else None,
            "shared": {"site": self._shared.site, "tested": self._shared.tested} if self._shared else None,
            "candidates": [
                {"id": each.id, **describe_recording(each, is_voice=self.history is None)} for each in self._candidates
            ],
            "reason": self._reason,
        }

    @property
    def _names(self) -> dict[str, str]:
        """The names that the owner gave."""
        given = {self.chosen.key: self.chosen.name} if self.chosen and self.chosen.name else {}
        return {**given_names(self._entry), **given}

    def _placeholders_of(self, note: Step) -> Mapping[str, str]:
        """Return the placeholders of a note's text."""
        placeholders = dict(note.placeholders)
        if reason := placeholders.pop("reason", None):
            placeholders["why"] = translated_error(self._hass, reason, placeholders)["message"]
        return placeholders

    def _in_words(self, document: Document) -> str:
        """Describe requests as the options do."""
        return describe(self._hass, self._names, document, [self.taught])

    @callback
    def close(self, reason: CloseReason) -> None:
        """End it; requests that were agreed to stay."""
        if not self.is_over:
            self._reason = reason
            self._go_to(VisitState.CLOSED)

    async def leave(self) -> bool:
        """End it at the owner's request."""
        self.close(CloseReason.CLOSED)
        return True

    @callback
    def _on_stop(self, _: Event) -> None:
        self.close(CloseReason.UNLOADED)

    @callback
    def _on_unload(self) -> None:
        """End it if the account is unloaded before anything was learned; later, it survives a reload."""
        if self.state in {VisitState.OPENING, VisitState.OFFERED, VisitState.OPEN, VisitState.LEARNING}:
            self.close(CloseReason.UNLOADED)

    @callback
    def _refuse(self, key: str, placeholders: dict[str, str] | None = None) -> None:
        """End it with the reason why nothing was learned."""
        if not self.is_over:
            self._error = key, placeholders or {}
            self._candidates = []
            self._go_to(VisitState.REFUSED)

    @callback
    def _go_to(self, state: VisitState) -> None:
        """Change the state; close Amazon's page unless it is open in this state, and forget everything at the end."""
        if self.is_over:
            return
        self.state = state
        if state is not VisitState.OPEN:
            self._visit = None
            for name in _PAGE_TIMERS:
                self._cancel(name)
        if state in _OVER:
            self._cancel("grace")
            self._forget_stop()
            self._seen = Seen()
            self._forget()
        self._publish()

    @callback
    def _show_note(self, note: Step | None) -> None:
        """Show a note beside the steps; the note about a missing list stays until there is one."""
        if note is None and self._note and self._note.key == "no_listing" and not self._has_listing:
            return
        if note != self._note:
            self._note = note
            self._publish()

    @contextmanager
    def _back_on_error(self, state: VisitState) -> Iterator[None]:
        """Return to a state if Amazon raises an error, which is shown; other errors end the visit."""
        self._error = None
        try:
            yield
        except (LearnError, RecipeError) as err:
            self._refuse(*translation(err))
        except AmazonError as err:
            self._error = translation(err)
            self._go_to(state)
        except Exception as err:  # noqa: BLE001 - the page would wait for ever
            LOGGER.error("Teaching failed unexpectedly: %s", type(err).__name__)
            self._refuse("unexpected")

    @abstractmethod
    def _forget(self) -> None:
        """Allow another visit of the account."""

    @callback
    def _after(self, name: str, seconds: float, act: Callable[[], object]) -> None:
        """Schedule an action under a name, instead of an earlier one."""
        self._cancel(name)
        if not self.is_over:
            self._timers[name] = self._hass.loop.call_later(seconds, act)

    @callback
    def _cancel(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
