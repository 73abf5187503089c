"""A storage file that reports failed writes; Home Assistant's own `Store` only logs them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError

from ..const import DOMAIN

VERSION: Final = 1

type OnWritten = Callable[[bool], None]


class NotStoredError(HomeAssistantError):
    """Data could not be written to disk."""

    def __init__(self) -> None:
        """Initialize with the translation key."""
        super().__init__(translation_domain=DOMAIN, translation_key="not_stored")


class CheckedStore(Store[dict[str, Any]]):
    """One file, written atomically, that only Home Assistant's own user can read."""

    def __init__(self, hass: HomeAssistant, name: str, on_written: OnWritten) -> None:
        """Call `on_written` after each write, with whether it succeeded."""
        super().__init__(hass, VERSION, f"{DOMAIN}.{name}", private=True, atomic_writes=True)
        self._on_written = on_written
        self._asked = 0
        self._written = 0

    async def save(self, data: dict[str, Any]) -> None:
        """Write now, and return once it is on disk; raises NotStoredError."""
        # A write is not cancelled with who asked for it: it would overtake the next one.
        writing = asyncio.ensure_future(self._save(data))
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.wait([writing])
            raise

    async def remove(self) -> None:
        """Remove the file; raises NotStoredError."""
        try:
            await self.async_remove()
        except OSError as err:
            self._on_written(False)  # noqa: FBT003 - the answer to "was it written?"
            raise NotStoredError from err

    async def _save(self, data: dict[str, Any]) -> None:
        """Write, even while Home Assistant stops, when `async_save` would delay it."""
        self._asked += 1
        asked = self._asked
        with suppress(OSError, WriteError):
            await self.async_save(data)
            await self._async_handle_write_data()  # type: ignore[no-untyped-call]  # Home Assistant gives it no types
        if self._written < asked:
            raise NotStoredError

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        """Write, and record whether it succeeded; earlier requests to write are included."""
        asked = self._asked
        try:
            await super()._async_write_data(data)
        except (OSError, HomeAssistantError) as err:
            self._on_written(False)  # noqa: FBT003 - the answer to "was it written?"
            raise WriteError(err) from err
        self._written = asked
        self._on_written(True)  # noqa: FBT003 - likewise
