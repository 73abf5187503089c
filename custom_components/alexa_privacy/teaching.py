"""What the owner shows in the options: from a file or pasted requests to learned ones. All of it lives in memory."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from .amazon.erasers import recipe_erasers
from .amazon.errors import CannotConnect
from .amazon.learn import LearnError, Lesson, learn_copied_deletion, learn_copied_switch, learn_har, read_copied
from .amazon.recipes import is_readable, read_recipes
from .amazon.recordings import Recording
from .const import CONF_RECIPES
from .coordinator import PrivacyConfigEntry, PrivacyCoordinator
from .counting import AHEAD
from .proofs import REHEARSABLE
from .rehearsal import Newest, Outcome, candidates, list_gone, list_newest, rehearse

MOST_BYTES: Final = 200 * 1024 * 1024
# A deletion in Amazon's page takes a moment to show.
GONE_AFTER: Final = (0.0, 5.0, 15.0)
_TWO: Final = 2


class Teaching:
    """One options flow's lesson, and the recordings it needs to understand it."""

    def __init__(self, hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
        """Teach one account that is loaded."""
        self._hass = hass
        self._entry = entry
        self._newest: Newest | None = None
        self.lesson = Lesson()
        self._known: dict[str, Any] = entry.options.get(CONF_RECIPES) or {}
        if not is_readable(self._known):
            # What cannot be read is not added to.
            self._known = {}
        self.document = self._known
        self._proofs = self._account.proofs.under(self.document)

    @property
    def _account(self) -> PrivacyCoordinator:
        """The account as it is set up now: it may be reloaded meanwhile; CannotConnect while it is not."""
        if self._entry.state is not ConfigEntryState.LOADED:
            raise CannotConnect("the account is not set up right now")
        return self._entry.runtime_data

    async def learn_file(self, upload: str) -> None:
        """Learn from an uploaded HAR file; raises LearnError where it teaches nothing, and AmazonError."""
        await self.look()
        session = self._account.session
        customer = self._newest.customer_id if self._newest else None
        learn = partial(learn_har, site=session.credentials.site, customer_id=customer, zone=session.zone)
        self.lesson = await self._hass.async_add_executor_job(_learn_file, self._hass, upload, learn)

    async def look(self) -> None:
        """Remember the newest recordings, before the owner deletes one of them; raises AmazonError."""
        self._newest = await list_newest(self._account.history, self._account.history.now())

    async def learn_copied(self, text: str) -> None:
        """Learn from pasted requests: one that deleted, or two that switched; LearnError where they teach nothing."""
        session = self._account.session
        read = partial(read_copied, text, site=session.credentials.site)
        exchanges = await self._hass.async_add_executor_job(read)
        if len(exchanges) >= _TWO:
            learn = partial(learn_copied_switch, exchanges[0], exchanges[-1])
            self.lesson = await self._hass.async_add_executor_job(learn)
            return
        if self._newest is None:
            await self.look()
        assert self._newest
        for delay in GONE_AFTER:
            await asyncio.sleep(delay)
            if gone := await list_gone(self._account.history, self._newest):
                break
        else:
            raise LearnError("copied_nothing_gone")
        before = [recording.raw for recording in self._newest.recordings]
        raws = [recording.raw for recording in gone]
        learn = partial(learn_copied_deletion, exchanges[0], before, raws, zone=session.zone)
        self.lesson = await self._hass.async_add_executor_job(learn)

    def confirm(self, switches: dict[str, tuple[int, bool]]) -> None:
        """Add the lesson to what was known; a switch is an index, and whether it was on after the last click."""
        named = {name: (self.lesson.switches[index], on) for name, (index, on) in switches.items()}
        taught, known = self.lesson.document(named), self._known
        merged = {**known, **taught}
        if "switches" in known or "switches" in taught:
            merged["switches"] = {**known.get("switches", {}), **taught.get("switches", {})}
        self.document = merged
        self._proofs = self._proofs.under(merged)

    def to_rehearse(self) -> list[str]:
        """Return the ways to delete that one recording can prove, and that are unproven or broken."""
        return self._proofs.to_prove(*REHEARSABLE)

    async def candidates(self) -> list[Recording]:
        """Return recordings the owner may choose from, newest first; raises AmazonError."""
        await self.look()
        assert self._newest
        return candidates(self._newest)

    async def rehearse(self, name: str, chosen: Recording) -> Outcome:
        """Use one way to delete for the first time; raises AmazonError."""
        account = self._account
        erasers = recipe_erasers(account.session, account.history, read_recipes(self.document))
        eraser = next(eraser for eraser in erasers if eraser.name == name)
        ledger = account.ledger
        since = ledger.start_of(ledger.day_of(chosen.time))
        outcome, taken_along = await rehearse(account.history, eraser, chosen, since, account.history.now() + AHEAD)
        self._proofs = account.proofs.under(self.document)
        if outcome is Outcome.GONE:
            self._proofs.works(name)
            await account.async_rehearsed(chosen)
        elif outcome is Outcome.TOOK_OTHERS:
            self._proofs.takes_along(name, taken_along)
            await account.async_note_proofs()
        return outcome


def _learn_file(hass: HomeAssistant, upload: str, learn: Callable[[bytes], Lesson]) -> Lesson:
    """Read and learn in a thread; the file is Home Assistant's and is removed by it."""
    try:
        with process_uploaded_file(hass, upload) as path:
            if path.stat().st_size > MOST_BYTES:
                raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
            data = path.read_bytes()
    except (OSError, ValueError) as err:
        # A restart takes it away, what cleans temporary folders does, and it is read once only.
        raise LearnError("har_gone") from err
    return learn(data)
