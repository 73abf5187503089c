"""Long-term statistics: how many recordings were made each day, years back, without a word that was said."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import slugify

from .const import DOMAIN
from .ledger import Ledger

RECORDER: Final = "recorder"
# There was no Alexa before: a record that claims to be older would only squeeze the graph.
_BEGINNING: Final = date(2014, 11, 1)
_HOUR: Final = timedelta(hours=1)
_NAMES: Final = {"recordings": "Alexa recordings made", "unintended": "Unintended Alexa recordings made"}


def statistic_ids(entry: ConfigEntry) -> dict[str, str]:
    """Return the statistics of an account: figure → statistic id."""
    return {figure: f"{DOMAIN}:{figure}_{slugify(entry.entry_id)}" for figure in _NAMES}


@callback
def write_statistics(hass: HomeAssistant, entry: ConfigEntry, ledger: Ledger) -> None:
    """Write the days that changed since the last time, once all of the past is counted."""
    changed = ledger.made_changed
    if changed is None or not ledger.complete or RECORDER not in hass.config.components:
        return
    ledger.made_changed = None
    for figure, statistic_id in statistic_ids(entry).items():
        metadata = StatisticMetaData(
            mean_type=StatisticMeanType.NONE,
            has_sum=True,
            name=_NAMES[figure],
            source=DOMAIN,
            statistic_id=statistic_id,
            unit_class=None,
            unit_of_measurement="recordings",
        )
        async_add_external_statistics(hass, metadata, _rows(ledger, figure, max(changed, _BEGINNING)))


@callback
def remove_statistics(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Remove an account's statistics."""
    if RECORDER in hass.config.components:
        get_instance(hass).async_clear_statistics([*statistic_ids(entry).values()])


def _rows(ledger: Ledger, figure: str, since: date) -> list[StatisticData]:
    """Return each day's count from a day on, and the sum of all days so far."""
    days = [(day, getattr(made, figure)) for day, made in ledger.made_since(since)]
    total = getattr(ledger.made, figure) - sum(count for _, count in days)
    rows = []
    for day, count in days:
        total += count
        rows.append(StatisticData(start=_first_hour(ledger.start_of(day)), state=count, sum=total))
    return rows


def _first_hour(midnight: int) -> datetime:
    """Return the first full hour of a day: statistics know no others, and some zones' days begin between them."""
    moment = datetime.fromtimestamp(midnight / 1000, UTC)
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + _HOUR
