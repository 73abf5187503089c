"""The protection of an account: its known problems; OK only if everything was seen to be OK."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.util import dt as dt_util

from ..amazon.recipes.document import DELETIONS
from ..amazon.recipes.model import Recipes
from ..const import CONF_ACCEPT_REVIEW, REVIEW
from ..deletion.nightly import Nightly
from ..settings.account_settings import AccountSettings
from ..store.account_store import AccountStorage
from .issues import Issue, report

# How long Amazon may be unreachable and what was seen stays valid, beyond the polling interval.
_A_DAY: Final = timedelta(days=1)


class Problem(StrEnum):
    """Problems with an account's protection."""

    NOT_TAUGHT = "not_taught"
    NOT_TESTED = "not_tested"
    REQUESTS_BROKEN = "requests_broken"
    DELETED_TOO_MUCH = "deleted_too_much"
    PURGE_FAILED = "purge_failed"
    PURGE_OVERDUE = "purge_overdue"
    REVIEW_ON = "review_on"
    SIGNED_OUT = "signed_out"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class ProtectionState:
    """The state of an account's protection."""

    holds: Mapping[Problem, bool | None]
    """Whether each problem exists: False was seen recently, None is unknown."""

    @property
    def problems(self) -> list[Problem]:
        """The known problems."""
        return [problem for problem, holds in self.holds.items() if holds]

    @property
    def is_problem(self) -> bool | None:
        """Return whether there is a problem; None if none is known but something is unknown."""
        return _any([*self.holds.values()])


@dataclass(slots=True)
class Contact:
    """The connection to Amazon as an account's polls have shown it since setup."""

    polls: int = 0
    seen_at: datetime | None = None
    failing_since: datetime | None = None
    is_signed_out: bool = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count a poll, and record whether it failed."""
        self.polls += 1
        try:
            yield
        except Exception as err:
            self.failing_since = self.failing_since or dt_util.utcnow()
            self.is_signed_out |= isinstance(err, ConfigEntryAuthFailed)
            raise

    def note_answer(self) -> None:
        """Record that a poll succeeded."""
        self.seen_at, self.failing_since, self.is_signed_out = dt_util.utcnow(), None, False


@dataclass(eq=False, repr=False)
class Protection:
    """One account's protection, computed on each access because some of it depends on time."""

    _hass: HomeAssistant
    _entry: ConfigEntry
    _recipes: Recipes
    _storage: AccountStorage
    _settings: AccountSettings
    _interval: timedelta
    """That of polls."""
    contact: Contact = field(default_factory=Contact, init=False)

    @property
    def _recently(self) -> timedelta:
        return self._interval + _A_DAY

    @property
    def accepts_review(self) -> bool:
        """Return whether the owner accepts that human review is on."""
        return bool(self._entry.options.get(CONF_ACCEPT_REVIEW)) and not self._settings.guard.wanted

    @property
    def is_review_unwanted(self) -> bool | None:
        """Return whether human review is on without the owner's acceptance; None if unknown."""
        if self.accepts_review:
            return False
        if self._settings.guard.is_violated or self._settings.watch.states.get(REVIEW) == STATE_ON:
            return True
        return self._unless(self.is_review_off)

    @property
    def is_review_off(self) -> bool:
        """Return whether Amazon recently showed human review as off."""
        return self._settings.watch.is_seen(REVIEW, STATE_OFF, within=self._recently)

    def report_review(self) -> None:
        """Create or clear the repairs about human review and kept settings."""
        guard = self._settings.guard
        if not guard.wanted and (is_on := self.is_review_unwanted) is not None:
            report(self._hass, self._entry, Issue.REVIEW_ON, exists=is_on)
        report(self._hass, self._entry, Issue.REVIEW_COMES_BACK, exists=guard.comes_back)
        report(self._hass, self._entry, Issue.REVIEW_STAYS_ON, exists=guard.is_violated)
        kept = [(self._settings.named[key].name, guard) for key, guard in self._settings.kept.items()]
        back, stay = [name for name, each in kept if each.comes_back], [name for name, each in kept if each.is_violated]
        report(self._hass, self._entry, Issue.SETTING_COMES_BACK, exists=bool(back), settings=", ".join(back))
        report(self._hass, self._entry, Issue.SETTING_NOT_KEPT, exists=bool(stay), settings=", ".join(stay))

    def now(self) -> ProtectionState:
        """Return the current state."""
        nights = [kept.nightly for kept in self._storage.histories.values()]
        request_statuses = self._storage.request_statuses
        holds = {
            Problem.NOT_TAUGHT: not self._is_taught,
            Problem.NOT_TESTED: self._is_untested,
            Problem.REQUESTS_BROKEN: any(
                name not in request_statuses.deleted_too_much for name in request_statuses.broken
            ),
            Problem.DELETED_TOO_MUCH: bool(request_statuses.deleted_too_much),
            Problem.PURGE_FAILED: any(nightly.failed for nightly in nights),
            Problem.PURGE_OVERDUE: _any([self.is_overdue(nightly) for nightly in nights]),
            Problem.REVIEW_ON: self.is_review_unwanted,
            Problem.SIGNED_OUT: self._is_signed_out or self._unless(self._is_reached),
            Problem.UNREACHABLE: self._is_lost or self._unless(self._is_reached and self._is_at_home),
        }
        return ProtectionState(holds)

    @staticmethod
    def _unless(seen: bool) -> bool | None:  # noqa: FBT001 - the answer to "was it seen to be well?"
        """Return False if a problem was seen to be absent, else None."""
        return False if seen else None

    @property
    def _is_taught(self) -> bool:
        """Return whether deleting recordings, and reading and setting human review, were taught."""
        return bool(self._recipes.deletions) and (REVIEW in self._recipes.switches or self.accepts_review)

    @property
    def _is_untested(self) -> bool | None:
        """Return whether no way to delete was ever tested; None if there is none, or the tested one no longer works."""
        request_statuses = self._storage.request_statuses
        known = [name for name in DELETIONS if request_statuses.of(name)]
        if not known:
            return True if any(name in request_statuses.taught for name in DELETIONS) else None
        return self._unless(any(map(request_statuses.is_usable, known)))

    def is_overdue(self, nightly: Nightly) -> bool | None:
        """Return whether a nightly purge is overdue; None if unknown."""
        now = dt_util.now()
        return nightly.is_overdue(now) or self._unless(self._is_purged(nightly, now))

    @staticmethod
    def _is_purged(nightly: Nightly, now: datetime) -> bool:
        """Return whether a nightly purge was verified in time, or is off."""
        if not nightly.enabled:
            return not nightly.lost
        return nightly.verified is not None and timedelta() <= now - nightly.verified <= 2 * nightly.interval

    @property
    def _is_signed_out(self) -> bool:
        """Return whether Amazon or a reauth flow asks to sign in again."""
        return self.contact.is_signed_out or any(self._entry.async_get_active_flows(self._hass, {SOURCE_REAUTH}))

    @property
    def _is_reached(self) -> bool:
        """Return whether the last poll succeeded recently."""
        seen_at = self.contact.seen_at
        if seen_at is None or self.contact.failing_since is not None:
            return False
        return timedelta() <= dt_util.utcnow() - seen_at <= self._recently

    @property
    def _is_at_home(self) -> bool:
        """Return whether this is the account's own Amazon site; at another one, everything would look OK."""
        return not self._storage.empty_unconfirmed

    @property
    def _is_lost(self) -> bool:
        """Return whether no poll was answered for too long; a request to sign in counts as an answer."""
        since = self.contact.failing_since
        return since is not None and not self._is_signed_out and dt_util.utcnow() - since > _A_DAY


def _any(problems: list[bool | None]) -> bool | None:
    """Return whether one of some problems exists; None if none is known, but not all are known."""
    return any(problems) or (None if None in problems else False)
