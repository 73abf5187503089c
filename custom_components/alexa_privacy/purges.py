"""One account's purges: run one after the other, while the walk and the polls wait."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from . import failures
from .amazon.erasers import Method
from .const import DOMAIN, LOGGER
from .counting import Counting
from .purge import Purger, Receipt, Status
from .scope import Scope
from .storage import AccountStorage


class Purges:
    """Runs purges until they are done or the account is unloaded."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        purger: Purger,
        counting: Counting,
        storage: AccountStorage,
        on_news: Callable[[], None],
    ) -> None:
        """`on_news` is told when a receipt is there."""
        self._hass = hass
        self._entry = entry
        self._purger = purger
        self._counting = counting
        self._storage = storage
        self._on_news = on_news

    async def run(self, scope: Scope, *, dry_run: bool = False) -> Receipt:
        """Run a purge when those before it are done, and return its receipt; HomeAssistantError where it cannot be."""
        task = self._task(self._purge(scope, dry_run=dry_run))
        await asyncio.wait([task])
        if task.cancelled():
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="purge_interrupted")
        return task.result()

    def start(self, scope: Scope, receipt_id: str) -> None:
        """Run a purge in the background; what goes wrong is logged."""

        async def purge() -> None:
            try:
                await self._purge(scope, receipt_id=receipt_id)
            except HomeAssistantError as err:
                LOGGER.error("A purge could not be done: %s", err)

        self._task(purge())

    def _task[T](self, purge: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run a purge until it is done or the account is unloaded."""
        return self._entry.async_create_background_task(self._hass, purge, f"{DOMAIN} purge")

    async def _purge(self, scope: Scope, *, dry_run: bool = False, receipt_id: str | None = None) -> Receipt:
        """Purge while the walk and the polls wait."""
        async with self._counting.turn():
            with failures.acting(self._hass, self._entry):
                receipt = await self._purger.run(scope, dry_run=dry_run, receipt_id=receipt_id)
        self._storage.totals.add(receipt)
        if receipt.verified_gone:
            await self._storage.save()
        self._on_news()
        if receipt.method is Method.SPOKEN and receipt.status is Status.FAILED and receipt.still_listed:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="voice_deleted_nothing")
        return receipt
