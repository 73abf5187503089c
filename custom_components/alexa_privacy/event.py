"""Event entities for new recordings, deletions and guarded settings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import Account, PrivacyConfigEntry
from .amazon.recordings import Kind, Recording
from .deletion.models import DeletionEvent, Finished
from .deletion.receipts import Status
from .entity import AccountEntity
from .settings.setting_guard import Guarded

PARALLEL_UPDATES = 0

type Notify = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class AccountEventDescription(EventEntityDescription):
    """An event entity of the account."""

    event_types: list[str]
    listen_fn: Callable[[Account, Notify], CALLBACK_TYPE]


def _on_deletion_event(notify: Notify, event: DeletionEvent) -> None:
    if isinstance(event, Finished):
        notify(event.receipt.status.value, event.receipt.figures())


def _on_recording(notify: Notify, recording: Recording) -> None:
    event_type = "unintended" if recording.kind is Kind.UNINTENDED else "recording"
    notify(event_type, {"device": recording.echo.name if recording.echo else None, "kind": recording.kind.value})


EVENTS: tuple[AccountEventDescription, ...] = (
    AccountEventDescription(
        key="deletion",
        event_types=[Status.VERIFIED.value, Status.PARTIAL.value, Status.FAILED.value, Status.STOPPED.value],
        listen_fn=lambda account, notify: account.deletions.subscribe(partial(_on_deletion_event, notify)),
    ),
    AccountEventDescription(
        key="recording",
        event_types=["recording", "unintended"],
        listen_fn=lambda account, notify: account.voice.counts.subscribe(partial(_on_recording, notify)),
    ),
    AccountEventDescription(
        key="review_guard",
        event_types=[guarded.value for guarded in Guarded],
        listen_fn=lambda account, notify: account.settings.subscribe(
            lambda name, guarded: notify(guarded.value, {"setting": name})
        ),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's events."""
    account = entry.runtime_data
    async_add_entities(AccountEvent(account, description) for description in EVENTS)


class AccountEvent(AccountEntity, EventEntity):
    """Fires with figures and devices, without words and persons."""

    entity_description: AccountEventDescription

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.entity_description.listen_fn(self.account, self._fire))

    @callback
    def _fire(self, event_type: str, attributes: dict[str, Any]) -> None:
        if event_type in self.event_types:
            self._trigger_event(event_type, attributes)
            self.async_write_ha_state()
