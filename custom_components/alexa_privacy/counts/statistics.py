"""Long-term statistics: how many recordings were made each day, years back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Final

from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import slugify

from ..const import DOMAIN
from .ledger import Ledger
from .months import Figures

RECORDER: Final = "recorder"
# There was no Alexa before: a record that claims to be older would only squeeze the graph.
_BEGINNING: Final = date(2014, 11, 1)
_HOUR: Final = timedelta(hours=1)
_NAMES: Final = {"recordings": "Alexa recordings made", "unintended": "Unintended Alexa recordings made"}

type Rows = dict[str, list[StatisticData]]


def statistic_ids(entry: ConfigEntry) -> dict[str, str]:
    """Return the ids of an account's statistics, by figure."""
    return {figure: f"{DOMAIN}:{figure}_{slugify(entry.entry_id)}" for figure in _NAMES}


@dataclass(eq=False, repr=False)
class Statistics:
    """Writes one account's statistics: what the ledger says was made."""

    _hass: HomeAssistant
    _entry: ConfigEntry
    _ledger: Ledger
    _order: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @callback
    def write(self) -> None:
        """Write the days that changed since the last time, once the backfill is complete."""
        ledger = self._ledger
        if ledger.made_changed and ledger.complete and RECORDER in self._hass.config.components:
            self._entry.async_create_background_task(self._hass, self._write(), f"{DOMAIN} statistics")

    async def _write(self) -> None:
        """Write the changed days; one write at a time."""
        async with self._order:
            ledger, changed = self._ledger, self._ledger.made_changed
            if changed is None:
                return
            ledger.made_changed = None
            made = ledger.made_since(max(changed, _BEGINNING))
            rows = await self._hass.async_add_executor_job(_rows, made, ledger.start_of, ledger.made)
        for figure, statistic_id in statistic_ids(self._entry).items():
            metadata = StatisticMetaData(
                mean_type=StatisticMeanType.NONE,
                has_sum=True,
                name=_NAMES[figure],
                source=DOMAIN,
                statistic_id=statistic_id,
                unit_class=None,
                unit_of_measurement="recordings",
            )
            async_add_external_statistics(self._hass, metadata, rows[figure])


@callback
def remove_statistics(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Remove an account's statistics, and those of its sensors while they are still registered."""
    if RECORDER in hass.config.components:
        ids = {*statistic_ids(entry).values(), *_sensors(er.async_get(hass), entry)}
        get_instance(hass).async_clear_statistics(sorted(ids))


def _sensors(registry: er.EntityRegistry, entry: ConfigEntry) -> set[str]:
    """Return the ids of an account's entities, including removed ones unless others use these ids now."""
    gone = {
        entity.entity_id for entity in registry.deleted_entities.values() if entity.config_entry_id == entry.entry_id
    }
    there = {entity.entity_id for entity in er.async_entries_for_config_entry(registry, entry.entry_id)}
    return there | {entity_id for entity_id in gone if entity_id not in registry.entities}


def _rows(made: Callable[[], list[tuple[date, Figures]]], start_of: Callable[[date], int], ever: Figures) -> Rows:
    """Return the daily counts and running sums of each figure; `ever` is the final sum."""
    days = made()
    hours = [_first_hour(start_of(day)) for day, _ in days]
    rows: Rows = {}
    for figure in _NAMES:
        counts = [getattr(on_day, figure) for _, on_day in days]
        sums = [*accumulate(counts, initial=getattr(ever, figure) - sum(counts))][1:]
        rows[figure] = [
            StatisticData(start=hour, state=count, sum=total)
            for hour, count, total in zip(hours, counts, sums, strict=True)
        ]
    return rows


def _first_hour(midnight: int) -> datetime:
    """Return the first full hour of a day: statistics need full hours, and in some zones days do not begin at one."""
    moment = datetime.fromtimestamp(midnight / 1000, UTC)
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + _HOUR
