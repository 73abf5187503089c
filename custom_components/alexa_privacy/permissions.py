"""Permissions: who may delete recordings and change settings through entities, dashboards and Assist."""

from enum import StrEnum
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized

from .const import CONF_WHO_MAY, DOMAIN

_SATELLITE: Final = "assist_satellite."


class WhoMay(StrEnum):
    """The users who may delete recordings and change settings."""

    ADMINISTRATORS = "administrators"
    EVERYONE = "everyone"


class NotAllowedError(Unauthorized):
    """The user is not an administrator, and the owner did not allow everyone."""

    generate_message = True

    def __init__(self, context: Context | None = None, entity_id: str | None = None) -> None:
        """Store the context and the entity."""
        super().__init__(context, entity_id=entity_id)
        self.translation_domain = DOMAIN
        self.translation_key = "not_allowed"


async def async_is_allowed(
    hass: HomeAssistant, entry: ConfigEntry, context: Context | None, *, is_spoken: bool = False
) -> bool:
    """Return whether an account's recordings and settings may be changed in this context.

    A context without a user belongs to an automation or Home Assistant itself. If `is_spoken`, the speaker is unknown.
    """
    is_open = entry.options.get(CONF_WHO_MAY) == WhoMay.EVERYONE
    if context is None or context.user_id is None:
        return is_open or not (is_spoken or _is_heard_by_satellite(context))
    user = await hass.auth.async_get_user(context.user_id)
    return user is not None and user.is_active and (user.is_admin or is_open)


def _is_heard_by_satellite(context: Context | None) -> bool:
    """Return whether a voice satellite, whose speaker is unknown, is the origin of a context."""
    origin = context.origin_event if context else None
    return (
        origin is not None
        and origin.event_type == EVENT_STATE_CHANGED
        and str(origin.data["entity_id"]).startswith(_SATELLITE)
    )
