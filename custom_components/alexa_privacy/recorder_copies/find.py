"""Finds copies, which are recorder rows that contain what was said, and purges them; no words are returned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from homeassistant.components.recorder.const import DOMAIN as RECORDER
from homeassistant.components.recorder.db_schema import (
    EventData,
    Events,
    EventTypes,
    StateAttributes,
    States,
    StatesMeta,
)
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import async_migration_in_progress, get_instance, session_scope
from homeassistant.util import dt as dt_util
import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ..const import ALEXA_DEVICES, DOMAIN

# Where integrations store what was said or replied: attributes by platform, data by event type.
_ATTRIBUTES: Final = {
    ALEXA_DEVICES: frozenset({"voice_command", "voice_reply"}),
    "alexa_media": frozenset({"last_called_summary", "last_called_response", "history_records"}),
}
_EVENTS: Final = {"alexa_media_last_called_event": frozenset({"summary", "response"})}
_ROWS_AT_ONCE: Final = 1000
# The recorder's `purge` always needs an age: nothing is older than this.
_NOTHING_OLDER_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The rows with words of one entity or event type."""

    name: str
    rows: int
    since: datetime
    recorded: bool
    """Whether the recorder still stores such rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The copies that were found."""

    entities: tuple[Copy, ...]
    events: tuple[Copy, ...]

    @property
    def rows(self) -> int:
        """How many rows contain words."""
        return sum(copy.rows for copy in (*self.entities, *self.events))

    @property
    def since(self) -> datetime | None:
        """When the oldest row was written."""
        return min((copy.since for copy in (*self.entities, *self.events)), default=None)


async def async_find(hass: HomeAssistant, own: Iterable[str] = ()) -> Copies:
    """Return the copies; all rows of the `own` entities count."""
    if RECORDER not in hass.config.components or async_migration_in_progress(hass):
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="recorder_unavailable")
    recorder = get_instance(hass)
    is_recorded = recorder.entity_filter or bool
    entities: dict[str, frozenset[str] | None] = {**dict(_known_entities(hass)), **dict.fromkeys(own)}

    def read() -> Copies:
        with session_scope(hass=hass, read_only=True) as session:
            return Copies(
                entities=tuple(
                    Copy(name=entity_id, rows=rows, since=since, recorded=is_recorded(entity_id))
                    for entity_id, keys in sorted(entities.items())
                    for rows, since in _count(session, _states(entity_id), keys)
                ),
                events=tuple(
                    Copy(name=kind, rows=rows, since=since, recorded=kind not in recorder.exclude_event_types)
                    for kind, keys in _EVENTS.items()
                    for rows, since in _count(session, _events(kind), keys)
                ),
            )

    # Until the recorder has processed and committed its queue, it does not show all.
    done = hass.loop.create_future()
    recorder.queue_task(SynchronizeTask(done))
    await done
    try:
        return await recorder.async_add_executor_job(read)
    except SQLAlchemyError as err:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="recorder_unreadable") from err


async def async_purge(hass: HomeAssistant, copies: Copies, *, apply_filter: bool = False, repack: bool = False) -> None:
    """Purge the entire history of these entities; return once the recorder is done or makes no progress.

    With `apply_filter`, also purge everything the recorder is set to exclude: its only way to purge events.
    """
    entities = [copy.name for copy in copies.entities]
    left = (await async_find(hass, entities)).rows
    if entities:
        await hass.services.async_call(RECORDER, "purge_entities", {ATTR_ENTITY_ID: entities}, blocking=True)
    if apply_filter or repack:
        data = {"keep_days": _NOTHING_OLDER_DAYS, "apply_filter": apply_filter, "repack": repack}
        await hass.services.async_call(RECORDER, "purge", data, blocking=True)
    # The recorder purges in batches, and puts the next one at the end of its queue.
    while (now_left := (await async_find(hass, entities)).rows) < left:
        left = now_left


def _known_entities(hass: HomeAssistant) -> Iterator[tuple[str, frozenset[str]]]:
    """Return the entities that contain words, with the attributes that do."""
    registry = er.async_get(hass)
    # A removed integration leaves its rows; another entity may have taken the name.
    for gone in registry.deleted_entities.values():
        if gone.platform in _ATTRIBUTES and hass.states.get(gone.entity_id) is None:
            yield gone.entity_id, _ATTRIBUTES[gone.platform]
    for entry in registry.entities.values():
        if entry.platform in _ATTRIBUTES:
            yield entry.entity_id, _ATTRIBUTES[entry.platform]


def _states(entity_id: str) -> Select[Any]:
    """Return a query of an entity's states by their shared attributes."""
    return (
        select(StateAttributes.shared_attrs, func.count(), func.min(States.last_updated_ts))
        .select_from(States)
        .join(StatesMeta, States.metadata_id == StatesMeta.metadata_id)
        .outerjoin(StateAttributes, States.attributes_id == StateAttributes.attributes_id)
        .where(StatesMeta.entity_id == entity_id)
        .group_by(StateAttributes.attributes_id)
    )


def _events(event_type: str) -> Select[Any]:
    """Return a query of the events of one type by their shared data."""
    return (
        select(EventData.shared_data, func.count(), func.min(Events.time_fired_ts))
        .select_from(Events)
        .join(EventTypes, Events.event_type_id == EventTypes.event_type_id)
        .outerjoin(EventData, Events.data_id == EventData.data_id)
        .where(EventTypes.event_type == event_type)
        .group_by(EventData.data_id)
    )


def _count(session: Session, rows: Select[Any], keys: frozenset[str] | None) -> Iterator[tuple[int, datetime]]:
    """Yield the number of rows with words under these keys and the oldest one's time, if there is any."""
    found, since = 0, float("inf")
    for text, count, oldest in session.execute(rows.execution_options(yield_per=_ROWS_AT_ONCE)):
        if keys is None or _holds(text, keys):
            found += count
            since = min(since, oldest)
    if found:
        yield found, dt_util.utc_from_timestamp(since)


def _holds(text: str | None, keys: frozenset[str]) -> bool:
    """Return whether any of the keys has a value."""
    kept = orjson.loads(text) if text else {}
    return any(kept.get(key) for key in keys)
