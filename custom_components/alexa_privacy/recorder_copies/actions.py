"""The actions that find and purge copies."""

from typing import Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv, service
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType
import voluptuous as vol

from ..const import DOMAIN
from .copies_issue import async_report
from .find import Copies, Copy, async_find, async_purge

ATTR_APPLY_FILTER: Final = "apply_filter"
ATTR_REPACK: Final = "repack"

FIND_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_ENTITY_ID): cv.entity_ids})
PURGE_SCHEMA: Final = FIND_SCHEMA.extend(
    {
        vol.Optional(ATTR_APPLY_FILTER): cv.boolean,
        vol.Optional(ATTR_REPACK): cv.boolean,
    }
)


@callback
def async_setup_copies_actions(hass: HomeAssistant) -> None:
    """Register the actions; both need an administrator."""
    service.async_register_admin_service(hass, DOMAIN, "find_copies", _find_copies, FIND_SCHEMA, SupportsResponse.ONLY)
    service.async_register_admin_service(
        hass, DOMAIN, "purge_copies", _purge_copies, PURGE_SCHEMA, SupportsResponse.OPTIONAL
    )


async def _find_copies(call: ServiceCall) -> ServiceResponse:
    return _as_dict(await async_find(call.hass, call.data.get(ATTR_ENTITY_ID, [])))


async def _purge_copies(call: ServiceCall) -> ServiceResponse:
    own = call.data.get(ATTR_ENTITY_ID, [])
    before = await async_find(call.hass, own)
    options = {name: call.data.get(name, False) for name in (ATTR_APPLY_FILTER, ATTR_REPACK)}
    await async_purge(call.hass, before, **options)
    await async_report(call.hass)
    return {"before": _as_dict(before), "after": _as_dict(await async_find(call.hass, own))}


def _as_dict(copies: Copies) -> JsonObjectType:
    """Return the figures in total, and for each entity and event type."""
    entities: list[JsonValueType] = [{"entity_id": copy.name, **_figures(copy)} for copy in copies.entities]
    events: list[JsonValueType] = [{"event_type": copy.name, **_figures(copy)} for copy in copies.events]
    since = dt_util.as_local(copies.since).isoformat() if copies.since else None
    return {"rows": copies.rows, "since": since, "entities": entities, "events": events}


def _figures(copy: Copy) -> JsonObjectType:
    return {"rows": copy.rows, "since": dt_util.as_local(copy.since).isoformat(), "recorded": copy.recorded}
