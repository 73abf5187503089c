"""Notifies the owner through notify entities: of each problem once while it lasts, and of receipts.

Texts contain figures only, and the name of a history other than voice recordings.

What could not be sent to any entity is sent later, except receipts.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from homeassistant.components.notify.const import (
    ATTR_MESSAGE,
    ATTR_TITLE,
    DOMAIN as NOTIFY,
    SERVICE_SEND_MESSAGE,
    NotifyEntityFeature,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_ENTITY_ID, ATTR_SUPPORTED_FEATURES, STATE_UNAVAILABLE
from homeassistant.core import (
    CALLBACK_TYPE,
    CoreState,
    Event,
    EventStateChangedData,
    HassJob,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later, async_track_state_change_event
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.hass_dict import HassKey

from ..amazon.credentials import Credentials
from ..amazon.errors import BadResponse
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import CONF_CREDENTIALS, CONF_NOTIFY, CONF_NOTIFY_ABOUT, DOMAIN, LOGGER, NAME
from ..deletion.models import DeletionEvent, Finished
from ..deletion.queue import DeletionQueue
from ..deletion.receipts import Receipt
from ..settings.account_settings import AccountSettings
from ..settings.setting_guard import Guarded
from ..store.account_store import AccountStorage
from ..store.checked_store import CheckedStore, NotStoredError
from .issues import Issue, given_names, report, request_names
from .notices import NOT_KEPT, PROBLEMS, LastingProblem, Notice, NoticeText, lasting_problems, receipt_texts
from .protection import Protection

# A notify entity that takes longer is given up for this message.
SEND_WITHIN: Final = 30.0
# What no entity took is sent again at the next poll, or by then: an account that is signed out has no polls.
SEND_AGAIN_AFTER: Final = timedelta(minutes=15)
_NOTIFIED: Final = "notified"
# The problem while it lasts, and what is said once it is over.
_GUARDED: Final = {
    Guarded.SWITCHED_OFF: (Notice.REVIEW_ON.value, "review_turned_off"),
    Guarded.SET_BACK: (NOT_KEPT, "setting_set_back"),
}
_SET_BACK: Final = {text for _, text in _GUARDED.values()}


class Notifier:
    """One account's notifications. It outlives reloads: a problem that lasts is notified once."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Initialize for an account, loaded or not."""
        self._hass = hass
        self._entry = entry
        self._store = CheckedStore(hass, f"{entry.entry_id}.{_NOTIFIED}", lambda _: None)
        self._notified: set[str] = set()
        """The lasting problems that were notified, or will be."""
        self._stored: set[str] = set()
        self._texts: dict[str, NoticeText] = {}
        """The texts that wait to be sent, by problem."""
        self._receipts: list[Receipt] = []
        self._sender: asyncio.Task[None] | None = None
        self._is_due = False
        self._retries: list[CALLBACK_TYPE] = []
        """A function that cancels the next retry."""
        self._missed: set[str] = set()
        """The entities that were unavailable at the last attempt."""
        self._failed: set[str] = set()
        """The entities that raised an error at the last attempt."""
        self._unreached: set[str] = set()

    async def load(self) -> None:
        """Read what was notified before Home Assistant started; if that cannot be read, it is notified again."""
        stored: Any = None
        with suppress(HomeAssistantError):
            stored = await self._store.async_load()
        known = stored.get(_NOTIFIED) if isinstance(stored, dict) else None
        self._stored = {name for name in known if isinstance(name, str)} if isinstance(known, list) else set()
        self._notified = {*self._stored}

    async def remove(self) -> None:
        """Forget all."""
        self._stop_retrying()
        if self._sender:
            self._sender.cancel()
            # Cancelled or not, a file that is being written is written to its end.
            await asyncio.wait([self._sender])
        with suppress(NotStoredError):
            await self._store.remove()

    @callback
    def watch(
        self,
        protection: Protection,
        storage: AccountStorage,
        settings: AccountSettings,
        deletions: DeletionQueue,
        listen: Callable[[Callable[[], None]], CALLBACK_TYPE],
    ) -> None:
        """Notify of changes in these parts of the account until it is unloaded; `listen` subscribes to all changes."""
        polls = protection.contact.polls

        @callback
        def check() -> None:
            nonlocal polls
            self._check(list(lasting_problems(protection, storage, settings)))
            # Much else changes, such as with each page of a backfill.
            if polls != protection.contact.polls:
                polls = protection.contact.polls
                self._retry()

        @callback
        def on_guarded(_: str, guarded: Guarded) -> None:
            # Where it could not be set back, the problem lasts.
            lasting, text = _GUARDED.get(guarded, (None, ""))
            if lasting and lasting not in self._notified and self._wants(Notice.REVIEW_ON):
                self._texts[text] = NoticeText(text)
                self._begin()

        for unsubscribe in (
            listen(check),
            settings.subscribe(on_guarded),
            deletions.subscribe(self._on_deletion_event),
        ):
            self._entry.async_on_unload(unsubscribe)
        self._entry.async_on_unload(async_at_started(self._hass, callback(lambda _: self._check_entities())))
        self._entry.async_on_unload(self._stop_retrying)
        if not self._texts:
            self._failed.clear()
        check()
        self._retry()

    @callback
    def note_sign_in(self) -> None:
        """Notify that the account cannot be set up before the owner signs in."""
        self._check([LastingProblem(Notice.SIGN_IN, Notice.SIGN_IN, exists=True, text=NoticeText("sign_in"))])

    @callback
    def _on_deletion_event(self, event: DeletionEvent) -> None:
        if isinstance(event, Finished) and self._wants(Notice.RECEIPT):
            self._receipts.append(event.receipt)
            self._begin()

    @callback
    def _check(self, problems: list[LastingProblem]) -> None:
        """Notify of new problems, and forget solved ones."""
        for notice, name, exists, text in problems:
            is_wanted, is_known, waits = self._wants(notice), name in self._notified, name in self._texts
            if is_known and (exists is False or (waits and not is_wanted)):
                self._notified.remove(name)
                self._texts.pop(name, None)
                self._begin()
            elif exists and is_wanted and (waits or not is_known):
                self._notified.add(name)
                # Its figures may have changed while it waits.
                self._texts[name] = text
                if not is_known:
                    self._begin()
        self._check_entities()

    @property
    def _entities(self) -> list[str]:
        return list(dict.fromkeys(self._entry.options.get(CONF_NOTIFY, [])))

    def _wants(self, notice: Notice) -> bool:
        return bool(self._entities) and notice in self._entry.options.get(CONF_NOTIFY_ABOUT, PROBLEMS)

    @callback
    def _begin(self) -> None:
        """Start sending in the background, so that neither deletions nor shutdown wait for it."""
        self._is_due = True
        if self._sender is None or self._sender.done():
            self._sender = self._hass.async_create_background_task(
                self._work(), f"{DOMAIN} notifications", eager_start=False
            )

    async def _work(self) -> None:
        """Send all waiting texts, together in one message, and store them as notified once an entity accepted them."""
        started = asyncio.Event()
        # Notify entities may come up after the account.
        unsubscribe = async_at_started(self._hass, callback(lambda _: started.set()))
        try:
            await started.wait()
        finally:
            unsubscribe()
        while self._is_due:
            self._is_due = False
            texts, self._texts = self._texts, {}
            receipts, self._receipts = self._receipts, []
            if lines := [*texts.values(), *receipt_texts(receipts)]:
                self._stop_retrying()
                message = await self._in_words(lines)
                if not any(await asyncio.gather(*(self._send(entity_id, message) for entity_id in self._entities))):
                    self._send_again(texts)
                self._check_entities()
            notified = self._notified - self._texts.keys()
            if self._stored != notified:
                self._stored = notified
                with suppress(NotStoredError):
                    await self._store.save({_NOTIFIED: sorted(self._stored)})

    @callback
    def _send_again(self, texts: dict[str, NoticeText]) -> None:
        """Keep texts that no entity accepted, unless their problems were solved."""
        lasting = {name: text for name, text in texts.items() if name in self._notified or name in _SET_BACK}
        self._texts = {**lasting, **self._texts}
        if self._texts:
            again = HassJob(callback(lambda _: self._retry()), cancel_on_shutdown=True)
            self._retries = [
                async_track_state_change_event(self._hass, self._entities, self._on_state_changed),
                async_call_later(self._hass, SEND_AGAIN_AFTER, again),
            ]

    @callback
    def _on_state_changed(self, event: Event[EventStateChangedData]) -> None:
        """Send waiting texts when an entity is available again."""
        if _is_available(event.data["new_state"]) and not _is_available(event.data["old_state"]):
            self._retry()

    @callback
    def _retry(self) -> None:
        if self._texts:
            self._begin()

    @callback
    def _stop_retrying(self) -> None:
        """Cancel the next retry."""
        while self._retries:
            self._retries.pop()()

    async def _in_words(self, texts: list[NoticeText]) -> str:
        """Return texts in Home Assistant's language, one per line."""
        room = f"component.{DOMAIN}.selector.notification.options."
        known = await async_get_translations(self._hass, self._hass.config.language, "selector", [DOMAIN])
        # What a deletion came to is one text in many.
        of_deletion = known[f"{room}figures"]
        return "\n".join(
            self._prefix(history)
            + known[room + key]
            .format_map({**figures, "figures": of_deletion.format_map(figures) if "verified_gone" in figures else ""})
            .strip()
            for key, figures, history in texts
        )

    def _prefix(self, history: str) -> str:
        """Return the name of a history as a prefix; empty for voice recordings."""
        return "" if history == VOICE_HISTORY else f"{request_names(self._hass, given_names(self._entry), [history])}: "

    async def _send(self, entity_id: str, message: str) -> bool:
        """Send a message, and return whether the entity accepted it; errors are recorded, not raised."""
        state = self._hass.states.get(entity_id)
        if state is None or not _is_available(state):
            self._missed.add(entity_id)
            return False
        title = account_title(self._hass, self._entry)
        data = {ATTR_ENTITY_ID: entity_id, ATTR_MESSAGE: message, ATTR_TITLE: title}
        if not state.attributes.get(ATTR_SUPPORTED_FEATURES, 0) & NotifyEntityFeature.TITLE:
            data = {ATTR_ENTITY_ID: entity_id, ATTR_MESSAGE: f"{title}\n{message}"}
        try:
            async with asyncio.timeout(SEND_WITHIN):
                await self._hass.services.async_call(NOTIFY, SERVICE_SEND_MESSAGE, data, blocking=True)
        except Exception as err:  # noqa: BLE001 - whatever is wrong with a service of others, the account is not
            LOGGER.debug("Notification failed: %s", type(err).__name__)
            self._failed.add(entity_id)
            return False
        self._failed.discard(entity_id)
        return True

    @callback
    def _check_entities(self) -> None:
        """Create or clear the repair about chosen entities that are gone or could not be reached."""
        if self._hass.state is not CoreState.running:
            return
        states = {entity_id: self._hass.states.get(entity_id) for entity_id in self._entities}
        gone = {entity_id for entity_id, state in states.items() if state is None}
        away = {entity_id for entity_id, state in states.items() if state and not _is_available(state)}
        self._missed &= away
        unreached = gone | self._missed | self._failed.intersection(states)
        if unreached - self._unreached:
            LOGGER.warning("Notify entities that are missing, unavailable or failing: %d", len(unreached))
        self._unreached = unreached
        entities = ", ".join(sorted(unreached))
        report(self._hass, self._entry, Issue.NOTIFY_UNREACHED, exists=bool(unreached), entities=entities)


_NOTIFIERS: HassKey[dict[str, Notifier]] = HassKey(f"{DOMAIN}_notifiers")


async def async_notifier(hass: HomeAssistant, entry: ConfigEntry) -> Notifier:
    """Return the account's notifier, which is the same while Home Assistant runs."""
    notifiers = hass.data.setdefault(_NOTIFIERS, {})
    if entry.entry_id not in notifiers:
        notifier = Notifier(hass, entry)
        await notifier.load()
        notifiers[entry.entry_id] = notifier
    return notifiers[entry.entry_id]


async def async_remove_notifier(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Remove the notifier of a removed account."""
    await (await async_notifier(hass, entry)).remove()
    del hass.data[_NOTIFIERS][entry.entry_id]


def account_title(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return a title that distinguishes several accounts by their sites, never by e-mail or name."""
    sites = {each.entry_id: _site(each) for each in hass.config_entries.async_entries(DOMAIN)}
    if len(sites) == 1:
        return NAME
    site = sites[entry.entry_id]
    alike = [entry_id for entry_id, other in sites.items() if other == site]
    return f"{NAME} ({site})" if len(alike) == 1 else f"{NAME} ({site}, {alike.index(entry.entry_id) + 1})"


def _site(entry: ConfigEntry) -> str:
    """Return an account's Amazon site; unknown for a borrowed sign-in."""
    with suppress(KeyError, TypeError, BadResponse):
        return f"amazon.{Credentials.from_dict(entry.data[CONF_CREDENTIALS]).domain}"
    return "Amazon"


def _is_available(state: State | None) -> bool:
    """Return whether an entity exists and is available."""
    return state is not None and state.state != STATE_UNAVAILABLE
