"""One account in Home Assistant: looks at Amazon regularly, and ties its counts, settings and purges together."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from . import failures
from .amazon.audio import Audio
from .amazon.erasers import Eraser, EverythingEraser, Method, recipe_erasers
from .amazon.history import History
from .amazon.phrases import Spoken
from .amazon.recipes import Recipes
from .amazon.recordings import Recording
from .amazon.session import AmazonSession
from .amazon.settings import Settings
from .amazon.spoken import SpokenEraser
from .const import CONF_POLL_MINUTES, CONF_SPOKEN, DEFAULT_POLL_MINUTES, DOMAIN, LOGGER
from .counting import Counting
from .purge import Purger, Verdict
from .purges import Purges
from .repairs import report_broken
from .scope import Scope
from .settings_watch import SettingsWatch
from .state import AccountState, account_state
from .storage import AccountStorage

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
        self.audio = Audio(session, self.history)
        self.settings = Settings(session, recipes.switches)
        self.ledger = storage.ledger
        self.proofs = storage.proofs
        self._storage = storage
        self._watch = SettingsWatch(self.settings, list(recipes.switches), self._judge)
        self.counting = Counting(self.history, self.ledger, on_news=self._publish, run=self._run)
        purger = Purger(
            self.history,
            [*recipe_erasers(session, self.history, recipes), *spoken_erasers(session, entry.options)],
            self.ledger,
            may_use=self._may_use,
            on_verdict=self._hear_verdict,
        )
        self.purges = Purges(hass, entry, purger, self.counting, storage, self._publish)
        self.last_listing: datetime | None = None
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Count today, and read the settings when it is time."""
        if not self.counting.is_busy:
            with failures.polling():
                if await self.counting.look(now_ms()):
                    self.last_listing = dt_util.utcnow()
                    await self._watch.read_when_due()
            self._remove_stale_echoes()
            self._storage.save_soon()
        return self._state()

    async def async_begin(self) -> None:
        """Do in the background what set-up did not wait for: a whole poll, then the walk."""
        await self.async_refresh()
        self.counting.start_walk()

    async def async_end(self) -> None:
        """Write what is known before the account goes."""
        await self.counting.stop_walk()
        await self._storage.save()

    async def async_set_switch(self, name: str, *, on: bool) -> None:
        """Set a setting at Amazon and read it back; HomeAssistantError where it did not take."""
        try:
            with failures.acting(self.hass, self.config_entry):
                taken = await self._watch.set(name, on=on)
        finally:
            self._publish()
        if not taken:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    async def async_delete_today(self) -> None:
        """Delete what was recorded since local midnight; HomeAssistantError where any of it may still be there."""
        today = self.ledger.start_of(self.ledger.day_of(now_ms()))
        receipt = await self.purges.run(Scope(start=today))
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

    async def async_rehearsed(self, recording: Recording) -> None:
        """Count a deletion that a rehearsal verified, and its day again; raises AmazonError where that fails."""
        self._storage.totals.add_one(dt_util.utcnow())
        await self.counting.count_day(recording.time, now_ms())
        await self._storage.save()
        self._publish()

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
            self._judge(eraser.name, verdict is Verdict.WORKS)

    def _judge(self, name: str, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Note what was seen of a learned request, and tell the owner where it stopped working."""
        if self.proofs.works(name) if works else self.proofs.fails(name):
            self._storage.save_soon()
        report_broken(self.hass, self.config_entry, self.proofs.broken)

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run something until it is done or the account is unloaded."""
        return self.config_entry.async_create_background_task(self.hass, work, f"{DOMAIN} {name}")

    def _publish(self) -> None:
        """Show what the ledger knows now, between polls."""
        self.data = self._state()
        self._remove_stale_echoes()
        self._storage.save_soon()
        self.async_update_listeners()

    def _state(self) -> AccountState:
        """Return what the entities show."""
        return account_state(self._storage, now_ms(), self._watch.states)

    def _remove_stale_echoes(self) -> None:
        """Remove the devices of Echos that have no recordings any more, once all is counted."""
        if not self.ledger.complete:
            return
        devices, held = dr.async_get(self.hass), self.ledger.echoes()
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
