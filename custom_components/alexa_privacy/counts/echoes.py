"""The Echos of an account as devices, kept while they are on the account or were seen in the last 400 days."""

from datetime import timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from ..amazon.errors import AmazonError
from ..amazon.session import AmazonSession
from ..amazon.voice import list_echos
from ..const import LOGGER
from .ledger import Ledger

_MS: Final = timedelta(milliseconds=1)
KEPT_FOR: Final = timedelta(days=400) // _MS
"""How long (ms) an Echo stays without having been seen."""
_ASK_EVERY: Final = timedelta(days=1) // _MS


class Echoes:
    """One account's Echos in Home Assistant's device registry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, ledger: Ledger, session: AmazonSession) -> None:
        """Mirror the Echos of `ledger` in the device registry; `session` lists those on the account."""
        self._devices = dr.async_get(hass)
        self._entry = entry
        self._ledger = ledger
        self._session = session
        self._asked_at: int | None = None

    @callback
    def adopt(self, now: int) -> None:
        """Add devices that are missing in the ledger to it: the counts may have been lost."""
        known = self._ledger.echoes()
        for device in self._own():
            if device.serial_number and device.serial_number not in known:
                self._ledger.see_echo(device.serial_number, device.name, now)

    @callback
    def keep(self, now: int) -> None:
        """Record which Echos have recordings, update the names of their devices, and remove those of unknown Echos."""
        self._ledger.see_echoes(now)
        known = self._ledger.echoes()
        for device in self._own():
            serial = device.serial_number
            if serial is None:
                continue
            if serial not in known:
                self._devices.async_remove_device(device.id)
            elif (name := known[serial]) and name != device.name:
                self._devices.async_update_device(device.id, name=name)

    async def forget_unseen(self, now: int) -> None:
        """Forget the Echos that were not seen for long, except those on the account."""
        unseen = self._ledger.unseen_echoes(now - KEPT_FOR)
        if not unseen or (self._asked_at is not None and 0 <= now - self._asked_at < _ASK_EVERY):
            return
        self._asked_at = now
        try:
            there = {echo.serial: echo.name for echo in await list_echos(self._session)}
        except AmazonError as err:
            LOGGER.debug("Echos not listed, will retry: %s", err)
            return
        for serial in unseen:
            if serial in there:
                self._ledger.see_echo(serial, there[serial], now)
            else:
                self._ledger.forget_echo(serial)

    @callback
    def forget(self, serial: str) -> bool:
        """Forget an Echo that the owner removes, and return whether it is gone: one with recordings stays."""
        if not self._ledger.complete or self._ledger.newest(serial) is not None:
            return False
        self._ledger.forget_echo(serial)
        return True

    def _own(self) -> list[dr.DeviceEntry]:
        return dr.async_entries_for_config_entry(self._devices, self._entry.entry_id)
