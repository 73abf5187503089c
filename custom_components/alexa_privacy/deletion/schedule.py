"""Starts the nightly purge when it is due, and reports to the owner if it fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..amazon.deleters import Method
from ..amazon.recipes.document import DELETIONS, VOICE_HISTORY
from ..const import CONF_KEEP_NOTHING, CONF_SPOKEN, DOMAIN
from ..counts.months import CountBefore
from ..repair.issues import Issue, report, report_first_night
from ..store.account_store import AccountStorage
from ..store.checked_store import NotStoredError
from ..teaching.request_status import TESTABLE, VOICE
from .models import DeletionEvent, Finished
from .nightly import Nightly
from .queue import DeletionQueue
from .receipts import Receipt, Status

EVERY: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@dataclass(eq=False, repr=False)
class Schedule:
    """Schedules the nightly purge of one history."""

    _hass: HomeAssistant
    _entry: ConfigEntry
    _deletions: DeletionQueue
    _storage: AccountStorage
    _history: str
    _on_update: Callable[[], None]
    """Called when what is shown has changed."""
    _starting: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Follow deletions."""
        self._kept = self._storage.history(self._history)
        keeps_nothing = self._entry.options.get(CONF_KEEP_NOTHING, False)
        # Its confirmation speaks of the voice history alone; entries of others stay as many days as chosen.
        self._kept.nightly.keep_nothing = self._history == VOICE_HISTORY and keeps_nothing
        self._entry.async_on_unload(self._deletions.subscribe(self._on_deletion_event))

    @callback
    def begin(self) -> CALLBACK_TYPE:
        """Check every minute whether it is due, so that clock changes are noticed. Return a function to stop."""
        self._catch_up()
        self._report()
        self.check()
        return async_track_time_interval(self._hass, self.check, EVERY, cancel_on_shutdown=True)

    @property
    def is_tested(self) -> bool:
        """Return whether a tested deleter that still works can delete what a night deletes.

        Old recordings are deleted as a range or one by one. If nothing is kept, the request for everything or deletion
        by voice will do, too, which only a real deletion can test.
        """
        is_usable, keeps_nothing = self._storage.request_statuses.is_usable, self._kept.nightly.keep_nothing
        if self._history != VOICE_HISTORY:
            return is_usable(self._history)
        return any(map(is_usable, DELETIONS if keeps_nothing else TESTABLE)) or (
            keeps_nothing and self._is_voice_tested
        )

    @property
    def can_speak(self) -> bool:
        """Return whether deletion by voice is on and has not failed."""
        is_enabled = bool(self._entry.options.get(CONF_SPOKEN, {}).get("enabled"))
        return is_enabled and not self._storage.request_statuses.is_broken(VOICE)

    @property
    def _is_voice_tested(self) -> bool:
        """Return whether deletion by voice was verified, and did not delete too much."""
        return self.can_speak and any(
            receipt.method is Method.VOICE and receipt.status is Status.VERIFIED for receipt in self._storage.receipts
        )

    @property
    def plan(self) -> CountBefore | None:
        """Return what the next night deletes by the current counts, or would if it was on; None is unknown."""
        now = dt_util.now()
        night = self._kept.nightly.if_enabled(now).next_run(now)
        return self.plan_at(night) if night else None

    def plan_at(self, moment: datetime) -> CountBefore | None:
        """Return what a purge at some time deletes by the current counts; None is unknown."""
        nightly, ledger = self._kept.nightly, self._kept.ledger
        if not ledger.complete or self._kept.end.is_doubtful:
            return None
        until = moment if nightly.keep_nothing else moment - nightly.keep_days * _DAY
        return ledger.before(max(0, int(until.timestamp() * 1000)))

    async def change(self, *, followers: Sequence[Nightly] = (), **settings: Any) -> None:
        """Change and store the settings, copy them to `followers`, and check whether a night is due.

        Raises ServiceValidationError if it is turned on before any deletion was tested, and NotStoredError, with
        nothing changed, if it cannot be stored.
        """
        nightly = self._kept.nightly
        if settings.get("enabled") and not nightly.enabled and not self.is_tested:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="purge_not_tested")
        now, before = dt_util.now(), [(each, replace(each)) for each in (nightly, *followers)]
        nightly.change(now, **settings)
        for each in followers:
            each.follow(nightly, now)
        try:
            await self._storage.save()
        except NotStoredError:
            for each, known in before:
                each.restore(known)
            raise
        finally:
            self._show()
        self.check()

    async def run_now(self) -> Receipt:
        """Delete what the next night would; raises HomeAssistantError if that fails."""
        return await self._deletions.run(self._kept.nightly.scope(), history=self._history, nightly=True)

    async def purge_now(self) -> int:
        """Delete what the next night would, and return how many recordings are gone.

        Raises HomeAssistantError if any of them may still be there.
        """
        return (await self.run_now()).require_all_gone()

    @callback
    def _on_deletion_event(self, event: DeletionEvent) -> None:
        """Record how a night ended, and publish the plan of the next one."""
        if isinstance(event, Finished) and event.receipt.history == self._history:
            if event.receipt.nightly:
                # By then it may be another night: writing a receipt takes as long as the disk is full.
                finished = event.receipt.finished or dt_util.utcnow()
                self._kept.nightly.on_receipt(event.receipt, dt_util.as_local(finished))
            self._show()

    def _catch_up(self) -> None:
        """Record how the last night ended, if Home Assistant stopped between writing its receipt and recording it."""
        nightly = self._kept.nightly
        last = self._storage.receipts.last(self._history, nightly=True)
        if last and last.finished and last.receipt_id != nightly.receipt_id:
            nightly.on_receipt(last, dt_util.as_local(last.finished))

    @callback
    def check(self, _now: datetime | None = None) -> None:
        """Start a purge if it is due; the queue resumes an interrupted one."""
        nightly, now = self._kept.nightly, dt_util.now()
        nightly.forget_future(now)
        if nightly.is_due(now) and not self._deletions.has_nightly(self._history) and not self._starting:
            self._starting = True
            self._entry.async_create_background_task(self._hass, self._run(), f"{DOMAIN} nightly deletion")
        # Counts change, and are not complete at first.
        self._report_first_night()

    async def _run(self) -> None:
        try:
            await self._deletions.start_nightly(self._kept.nightly.scope(), self._history)
        finally:
            self._starting = False

    def _show(self) -> None:
        self._report()
        self._on_update()

    def _report(self) -> None:
        nights = [kept.nightly for kept in self._storage.histories.values()]
        report(self._hass, self._entry, Issue.PURGE_FAILED, exists=any(nightly.failed for nightly in nights))
        report(self._hass, self._entry, Issue.PURGE_SETTINGS_LOST, exists=any(nightly.lost for nightly in nights))
        self._report_first_night()

    def _report_first_night(self) -> None:
        """Create or clear the notice of what the first night will delete."""
        nightly = self._kept.nightly
        night = nightly.next_run(dt_util.now()) if nightly.is_first else None
        report_first_night(self._hass, self._entry, self._history, night, self.plan if night else None)
