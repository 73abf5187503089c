"""Polls one account, and runs its walk, its settings and its purges."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import date, timedelta
from time import monotonic
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from . import failures
from .amazon.erasers import Eraser, EverythingEraser, Method, recipe_erasers
from .amazon.errors import AmazonError, BadRequest, SignedOut, Throttled, Withdrawn
from .amazon.history import History
from .amazon.phrases import Spoken
from .amazon.recipes import Recipes
from .amazon.recordings import Recording
from .amazon.session import AmazonSession
from .amazon.settings import Settings
from .amazon.spoken import SpokenEraser
from .const import CONF_POLL_MINUTES, CONF_SPOKEN, DEFAULT_POLL_MINUTES, DOMAIN, LOGGER
from .purge import Purger, Receipt, Status, Verdict
from .repairs import report_broken
from .scope import Scope
from .state import AccountState, account_state
from .storage import AccountStorage
from .walk import Walker

# Settings change rarely; reading them at every poll would double the requests.
SETTINGS_EVERY: Final = 2 * 60 * 60.0
# A setting may take a moment to show.
READ_BACK_AFTER: Final = (0.0, 5.0, 15.0)

type PrivacyConfigEntry = ConfigEntry[PrivacyCoordinator]


class PrivacyCoordinator(DataUpdateCoordinator[AccountState]):
    """One account: its counts, its settings and its purges."""

    config_entry: PrivacyConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: PrivacyConfigEntry,
        session: AmazonSession,
        recipes: Recipes,
        storage: AccountStorage,
    ) -> None:
        """Tie one account's parts together."""
        minutes = entry.options.get(CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES)
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=timedelta(minutes=minutes))
        self.recipes = recipes
        self.session = session
        self.history = History(session)
        self.settings = Settings(session, recipes.switches)
        self._storage = storage
        self._ledger = storage.ledger
        self.proofs = storage.proofs
        self._purger = Purger(
            self.history,
            [*recipe_erasers(session, self.history, recipes), *spoken_erasers(session, entry.options)],
            self._ledger,
            may_use=self._may_use,
            on_verdict=self._hear_verdict,
        )
        self._walker = Walker(self.history, self._ledger, self._publish)
        self._walk: asyncio.Task[None] | None = None
        self._exclusive = asyncio.Lock()
        self._first = True
        self._switches: dict[str, bool | None] = dict.fromkeys(recipes.switches)
        self._settings_read_at = float("-inf")
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Count today, and read the settings when it is time."""
        if self._exclusive.locked():
            # A purge counts what it lists itself.
            return self._state()
        with failures.polling():
            async with self._exclusive:
                await self._look()
        self._remove_stale_echoes()
        self._storage.save_soon()
        return self._state()

    async def _look(self) -> None:
        """Look at Amazon: one page the first time, from then on a whole poll."""
        if self._first:
            await self._first_look()
            self._first = False
            return
        await self._poll()
        if monotonic() - self._settings_read_at > SETTINGS_EVERY:
            await self._read_settings()

    async def _first_look(self) -> None:
        """Ask for one page: enough to know that the account works; set-up never waits for its size."""
        now = now_ms()
        since, start = self._poll_window(now)
        try:
            recordings, more = await self.history.first_page(start, now)
        except Withdrawn:
            # Signed in all the same; the first whole poll tries the other listing.
            return
        if recordings and not more:
            self._ledger.count_poll(since, self._ledger.day_of(now), recordings)

    async def async_begin(self) -> None:
        """Do in the background what set-up did not wait for: a whole poll, then the walk."""
        await self.async_refresh()
        self._start_walk()

    async def async_end(self) -> None:
        """Write what is known before the account goes."""
        await self._stop_walk()
        await self._storage.save()

    async def _poll(self) -> None:
        """Count from the day of the last poll to now."""
        ledger, now = self._ledger, now_ms()
        since, start = self._poll_window(now)
        recordings = await self.history.recordings(start, now)
        newest = ledger.newest()
        if newest is not None and not any(recording.time == newest for recording in recordings):
            # The newest one known was deleted elsewhere, or the listing is broken.
            if not recordings and not await self.history.holds_anything(now):
                ledger.forget_all()
            else:
                since = await self._recount_from(ledger.day_of(newest), since)
                recordings = await self.history.recordings(ledger.start_of(since), now)
        ledger.count_poll(since, ledger.day_of(now), recordings)

    async def _recount_from(self, day: date, since: date) -> date:
        """Return the first day to count again; a day the walk is at is left to it, begun anew."""
        if self._ledger.complete or self._ledger.counted_since is None or day >= self._ledger.counted_since:
            return min(day, since)
        await self._stop_walk()
        self._ledger.forget_unfinished()
        self._start_walk()
        return since

    def _poll_window(self, now: int) -> tuple[date, int]:
        """Return the first day to count, and from when to list (epoch ms).

        The window reaches back to the newest recording known: a listing that works shows it again, so one that has
        broken cannot pass for a quiet day.
        """
        ledger = self._ledger
        today = ledger.day_of(now)
        since = min(today, ledger.counted_until or today)
        newest = ledger.newest()
        if newest is None:
            return since, 0 if ledger.complete else ledger.start_of(since)
        return since, min(ledger.start_of(since), newest)

    async def _read_settings(self) -> None:
        """Read every setting that can be read; unknown where Amazon's answer cannot be understood."""
        for name in self.recipes.switches:
            if not self.settings.can_read(name):
                continue
            try:
                self._switches[name] = await self.settings.read(name)
            except SignedOut, Throttled:
                raise
            except AmazonError as err:
                if isinstance(err, Withdrawn | BadRequest):
                    self._judge(name, works=False)
                if self._switches[name] is not None:
                    LOGGER.warning("The setting %s cannot be read: %s", name, err)
                self._switches[name] = None
        self._settings_read_at = monotonic()

    async def async_set_switch(self, name: str, *, on: bool) -> None:
        """Set a setting at Amazon and read it back; HomeAssistantError where it did not take.

        Whatever goes wrong on the way leaves the state unknown, and the next poll reads it.
        """
        self._switches[name] = None
        self._settings_read_at = float("-inf")
        try:
            with failures.acting(self.hass, self.config_entry):
                await self._set_switch(name, on=on)
        finally:
            self._publish()
        if self._switches[name] is not on:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    async def _set_switch(self, name: str, *, on: bool) -> None:
        """Set and read back; what that shows of the learned request is noted."""
        try:
            await self.settings.set(name, on=on)
        except Withdrawn, BadRequest:
            self._judge(name, works=False)
            raise
        if not self.settings.can_read(name):
            self._switches[name] = on
            return
        self._switches[name] = await self._read_back(name, wanted=on)
        self._judge(name, works=self._switches[name] is on)

    async def _read_back(self, name: str, *, wanted: bool) -> bool:
        """Return a setting as Amazon shows it, once it is as wanted or has had its time."""
        shown = not wanted
        for delay in READ_BACK_AFTER:
            await asyncio.sleep(delay)
            shown = await self.settings.read(name)
            if shown is wanted:
                break
        return shown

    async def async_purge(self, scope: Scope, *, dry_run: bool = False) -> Receipt:
        """Run a purge when those before it are done, and return its receipt; HomeAssistantError where it cannot be."""
        task = self._purge_task(self._purge(scope, dry_run=dry_run))
        await asyncio.wait([task])
        if task.cancelled():
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="purge_interrupted")
        return task.result()

    def async_start_purge(self, scope: Scope, receipt_id: str) -> None:
        """Run a purge in the background; what goes wrong is logged."""

        async def purge() -> None:
            try:
                await self._purge(scope, receipt_id=receipt_id)
            except HomeAssistantError as err:
                LOGGER.error("A purge could not be done: %s", err)

        self._purge_task(purge())

    def _purge_task[T](self, purge: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run a purge until it is done or the account is unloaded."""
        return self.config_entry.async_create_background_task(self.hass, purge, f"{DOMAIN} purge")

    async def async_delete_today(self) -> None:
        """Delete what was recorded since local midnight; HomeAssistantError where any of it may still be there."""
        today = self._ledger.start_of(self._ledger.day_of(now_ms()))
        receipt = await self.async_purge(Scope(start=today))
        if receipt.still_listed or receipt.unknown:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="not_all_gone",
                translation_placeholders={
                    "verified_gone": str(receipt.verified_gone),
                    "still_listed": str(receipt.still_listed),
                    "unknown": str(receipt.unknown),
                },
            )

    async def _purge(self, scope: Scope, *, dry_run: bool = False, receipt_id: str | None = None) -> Receipt:
        """Purge while the walk and the polls wait."""
        async with self._exclusive:
            await self._stop_walk()
            try:
                with failures.acting(self.hass, self.config_entry):
                    receipt = await self._purger.run(scope, dry_run=dry_run, receipt_id=receipt_id)
            finally:
                self._start_walk()
        self._storage.totals.add(receipt)
        if receipt.verified_gone:
            await self._storage.save()
        self._publish()
        if receipt.method is Method.SPOKEN and receipt.status is Status.FAILED and receipt.still_listed:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="voice_deleted_nothing")
        return receipt

    async def async_rehearsed(self, recording: Recording) -> None:
        """Count a deletion that a rehearsal verified, and its day again; raises AmazonError where that fails."""
        self._storage.totals.add_one(dt_util.utcnow())
        day = self._ledger.day_of(recording.time)
        end = min(self._ledger.end_of(day), now_ms())
        self._ledger.count_days(day, day, await self.history.recordings(self._ledger.start_of(day), end))
        await self._storage.save()
        self._publish()

    def _start_walk(self) -> None:
        """Begin or go on counting the past."""
        if self._walk is None and not self._ledger.complete:
            self._walk = self.config_entry.async_create_background_task(self.hass, self._walker.run(), f"{DOMAIN} walk")

    async def _stop_walk(self) -> None:
        """Make the walk stop; it goes on from the oldest whole day."""
        if self._walk is not None:
            self._walk.cancel()
            await asyncio.wait([self._walk])
            self._walk = None

    def _may_use(self, eraser: Eraser) -> bool:
        """Whether a way to delete is proven.

        What deletes everything cannot be rehearsed on one recording: it is used where everything is asked for, where
        nothing could be deleted that was not meant.
        """
        rehearsable = eraser.method is Method.RECIPE and not isinstance(eraser, EverythingEraser)
        return not rehearsable or self.proofs.is_proven(eraser.name)

    def _hear_verdict(self, eraser: Eraser, verdict: Verdict) -> None:
        """Note what a purge showed of a learned request."""
        if eraser.method is Method.RECIPE:
            self._judge(eraser.name, works=verdict is Verdict.WORKS)

    def _judge(self, name: str, *, works: bool) -> None:
        """Note what was seen of a learned request, and tell the owner where it stopped working."""
        if self.proofs.works(name) if works else self.proofs.fails(name):
            self._storage.save_soon()
        report_broken(self.hass, self.config_entry, self.proofs.broken)

    def counted_span(self) -> dict[str, Any]:
        """Return which days are counted."""
        ledger = self._ledger
        return {"since": ledger.counted_since, "until": ledger.counted_until, "complete": ledger.complete}

    def _publish(self) -> None:
        """Show what the ledger knows now, between polls."""
        self.data = self._state()
        self._remove_stale_echoes()
        self._storage.save_soon()
        self.async_update_listeners()

    def _state(self) -> AccountState:
        """Return what the entities show."""
        return account_state(self._storage, now_ms(), self._switches)

    def _remove_stale_echoes(self) -> None:
        """Remove the devices of Echos that have no recordings any more, once all is counted."""
        if not self._ledger.complete:
            return
        devices, held = dr.async_get(self.hass), self._ledger.echoes()
        for device in dr.async_entries_for_config_entry(devices, self.config_entry.entry_id):
            if device.serial_number is not None and device.serial_number not in held:
                devices.async_remove_device(device.id)


def spoken_erasers(session: AmazonSession, options: Mapping[str, Any]) -> list[Eraser]:
    """Return the ways to delete by voice, where the owner has switched that on."""
    spoken = options.get(CONF_SPOKEN, {})
    if not spoken.get("enabled"):
        return []
    return [SpokenEraser(session, spoken["device"], what, spoken["language"]) for what in Spoken]


def now_ms() -> int:
    """Return the present in Amazon's measure, epoch milliseconds."""
    return int(dt_util.utcnow().timestamp() * 1000)
