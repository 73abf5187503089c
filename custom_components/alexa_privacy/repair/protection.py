"""Protection of an account: its known problems; it is only OK if everything was seen to be OK."""

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

from ..amazon.recipes.model import Recipes
from ..const import CONF_ACCEPT_REVIEW, REVIEW
from ..settings.account_settings import AccountSettings
from ..store.account_store import AccountStorage
from ..teaching.request_status import DELETIONS
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
class Protected:
    """The state of an account's protection."""

    holds: Mapping[Problem, bool | None]
    """Whether each problem exists: False was seen recently, None is unknown."""
    seen_at: datetime | None = field(compare=False)
    """When the last poll succeeded."""

    @property
    def problems(self) -> list[Problem]:
        """The known problems."""
        return [problem for problem, holds in self.holds.items() if holds]

    @property
    def is_problem(self) -> bool | None:
        """Return whether there is a problem; None if none is known but something is unknown."""
        return bool(self.problems) or (None if None in self.holds.values() else False)


class Contact:
    """The connection to Amazon as an account's polls have shown it since setup."""

    def __init__(self) -> None:
        """Start without any poll."""
        self.seen_at: datetime | None = None
        self.failing_since: datetime | None = None
        self.is_signed_out = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Record that a poll failed."""
        try:
            yield
        except Exception as err:
            self.failing_since = self.failing_since or dt_util.utcnow()
            self.is_signed_out |= isinstance(err, ConfigEntryAuthFailed)
            raise

    def note_answer(self) -> None:
        """Record that a poll succeeded."""
        self.seen_at, self.failing_since, self.is_signed_out = dt_util.utcnow(), None, False


class Protection:
    """One account's protection, computed on each access because some of it depends on time."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        recipes: Recipes,
        storage: AccountStorage,
        settings: AccountSettings,
        interval: timedelta,
    ) -> None:
        """Initialize with the account's parts; `interval` is the polling interval."""
        self._hass = hass
        self._entry = entry
        self._recipes = recipes
        self._storage = storage
        self._settings = settings
        self._recently = interval + _A_DAY
        self.contact = Contact()

    @property
    def accepts_review(self) -> bool:
        """Return whether the owner accepts that human review is on."""
        return bool(self._entry.options.get(CONF_ACCEPT_REVIEW)) and not self._settings.guard.wanted

    @property
    def is_review_unwanted(self) -> bool | None:
        """Return whether human review is on without the owner's acceptance; None if unknown."""
        if self.accepts_review:
            return False
        if self._settings.guard.is_on or self._settings.watch.states.get(REVIEW) == STATE_ON:
            return True
        return self._unless(self.is_review_off)

    @property
    def is_review_off(self) -> bool:
        """Return whether Amazon recently showed human review as off."""
        return self._settings.watch.is_seen(REVIEW, STATE_OFF, within=self._recently)

    def report_review(self) -> None:
        """Create or clear the repairs about human review: it is on, comes back, or cannot be switched off."""
        guard = self._settings.guard
        if not guard.wanted and (is_on := self.is_review_unwanted) is not None:
            report(self._hass, self._entry, Issue.REVIEW_ON, exists=is_on)
        report(self._hass, self._entry, Issue.REVIEW_COMES_BACK, exists=guard.comes_back)
        report(self._hass, self._entry, Issue.REVIEW_STAYS_ON, exists=guard.is_on)

    def now(self) -> Protected:
        """Return the current state."""
        nightly, request_statuses, now = self._storage.nightly, self._storage.request_statuses, dt_util.now()
        holds = {
            Problem.NOT_TAUGHT: not self._is_taught,
            Problem.NOT_TESTED: self._is_untested,
            Problem.REQUESTS_BROKEN: any(
                name not in request_statuses.deleted_too_much for name in request_statuses.broken
            ),
            Problem.DELETED_TOO_MUCH: bool(request_statuses.deleted_too_much),
            Problem.PURGE_FAILED: nightly.failed,
            Problem.PURGE_OVERDUE: nightly.is_overdue(now) or self._unless(self._is_purged(now)),
            Problem.REVIEW_ON: self.is_review_unwanted,
            Problem.SIGNED_OUT: self._is_signed_out or self._unless(self._is_reached),
            Problem.UNREACHABLE: self._is_lost or self._unless(self._is_reached and self._is_at_home),
        }
        return Protected(holds, self.contact.seen_at)

    @staticmethod
    def _unless(seen: bool) -> bool | None:  # noqa: FBT001 - the answer to "was it seen to be well?"
        """Return False if a problem was seen to be absent, else None."""
        return False if seen else None

    @property
    def _is_taught(self) -> bool:
        """Return whether it was shown how recordings are deleted, and human review is read and set."""
        recipes = self._recipes
        deletes = recipes.delete_recordings or recipes.delete_range or recipes.delete_everything
        return bool(deletes) and (REVIEW in recipes.switches or self.accepts_review)

    @property
    def _is_untested(self) -> bool | None:
        """Return whether no way to delete was ever tested; None if there is none, or the tested one no longer works."""
        request_statuses = self._storage.request_statuses
        known = [name for name in DELETIONS if request_statuses.of(name)]
        if not known:
            return True if any(name in request_statuses.taught for name in DELETIONS) else None
        return self._unless(
            any(request_statuses.is_tested(name) and not request_statuses.is_broken(name) for name in known)
        )

    def _is_purged(self, now: datetime) -> bool:
        """Return whether the nightly purge was seen to do its work in time; one that is off has none."""
        nightly = self._storage.nightly
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
        """Return whether this is the account's own Amazon site: at another one, everything looks OK."""
        return not self._storage.empty_unconfirmed

    @property
    def _is_lost(self) -> bool:
        """Return whether no poll was answered for too long; a request to sign in counts as an answer."""
        since = self.contact.failing_since
        return since is not None and not self._is_signed_out and dt_util.utcnow() - since > _A_DAY
