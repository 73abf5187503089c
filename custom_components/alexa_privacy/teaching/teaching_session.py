"""What the owner shows in the options: from a file or pasted requests to learned ones. All of it lives in memory."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from ..amazon.deleters import recipe_deleters
from ..amazon.errors import CannotConnect
from ..amazon.learn import LearnError, Lesson, learn_copied_deletion, learn_copied_switch, learn_har, read_copied
from ..amazon.privacy_settings import Settings
from ..amazon.recipes.schema import read_recipes
from ..amazon.recordings import Recording
from ..coordinator import PrivacyConfigEntry, PrivacyCoordinator
from ..counts.sync import AHEAD
from .request_status import TESTABLE
from .setting_trial import Trial, try_setting
from .trial import Newest, Outcome, candidates, list_gone, list_newest, run_trial

MOST_BYTES: Final = 200 * 1024 * 1024
# A deletion in Amazon's page takes a moment to show.
GONE_AFTER: Final = (0.0, 5.0, 15.0)
_TWO: Final = 2


class TeachingSession:
    """One options flow's lesson, and the recordings it needs to understand it."""

    def __init__(self, hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
        """Teach one account that is loaded."""
        self._hass = hass
        self._entry = entry
        self._newest: Newest | None = None
        self.lesson = Lesson()
        # What cannot be read is not added to.
        self._known = self._account.document
        self.document = self._known
        self.standing = self._account.standing
        self._request_statuses = self._account.request_statuses.under(self.standing.agreed)

    @property
    def _account(self) -> PrivacyCoordinator:
        """The account as it is set up now: it may be reloaded meanwhile; CannotConnect while it is not."""
        if self._entry.state is not ConfigEntryState.LOADED:
            raise CannotConnect("the account is not set up right now")
        return self._entry.runtime_data

    @property
    def is_changed(self) -> bool:
        """Return whether other requests may be used or wait than those that the account knows of."""
        return self.standing != self._account.standing

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

    async def take(self, document: dict[str, Any]) -> None:
        """Take other requests in place of those that were known; raises AmazonError."""
        self.document = document
        await self._weigh()

    async def agree(self, names: Sequence[str]) -> None:
        """Note that the owner saw what requests send, and agreed; raises AmazonError."""
        await self._hass.async_add_executor_job(self._account.agreements.agree, self.document, names)
        await self._account.async_keep_requests()
        await self._weigh()

    async def _weigh(self) -> None:
        """Find out which of the requests may be used."""
        account = self._account
        weigh = partial(account.agreements.standing, self.document, account.request_statuses)
        self.standing = await self._hass.async_add_executor_job(weigh)
        self._request_statuses = account.request_statuses.under(self.standing.agreed)

    async def confirm(self, switches: dict[str, tuple[int, bool]]) -> None:
        """Add the lesson to what was known; raises AmazonError.

        A switch is an index, and whether it was on after the last click.
        """
        named = {name: (self.lesson.switches[index], on) for name, (index, on) in switches.items()}
        taught, known = self.lesson.document(named), self._known
        merged = {**known, **taught}
        if "switches" in known or "switches" in taught:
            merged["switches"] = {**known.get("switches", {}), **taught.get("switches", {})}
        self.document = merged
        self._account.agreements.learn(merged, [*taught, *named])
        await self._account.async_keep_requests()
        await self._weigh()

    def to_test(self) -> list[str]:
        """Return the names of requests that have to be tested: those that delete, and settings from elsewhere."""
        return [*self._request_statuses.to_prove(*TESTABLE), *self.standing.untested]

    async def try_setting(self, name: str) -> Trial:
        """Switch a setting from elsewhere over and back; raises AmazonError."""
        account = self._account
        settings = Settings(account.session, read_recipes(self.standing.agreed).switches)
        trial = await try_setting(settings, account.history, name)
        if trial is Trial.WORKS:
            self._request_statuses = account.request_statuses.under(self.standing.agreed)
            self._request_statuses.works(name)
            await account.async_keep_requests()
            await self._weigh()
        return trial

    async def candidates(self) -> list[Recording]:
        """Return recordings the owner may choose from, newest first; raises AmazonError."""
        await self.look()
        assert self._newest
        return candidates(self._newest)

    async def run_trial(self, name: str, chosen: Recording) -> Outcome:
        """Use one way to delete for the first time; raises AmazonError."""
        account = self._account
        deleters = recipe_deleters(account.session, account.history, read_recipes(self.standing.agreed))
        deleter = next(deleter for deleter in deleters if deleter.name == name)
        ledger = account.ledger
        since = ledger.start_of(ledger.day_of(chosen.time))
        outcome, taken_along = await run_trial(account.history, deleter, chosen, since, account.history.now() + AHEAD)
        self._request_statuses = account.request_statuses.under(self.standing.agreed)
        if outcome is Outcome.GONE:
            self._request_statuses.works(name)
            await account.async_rehearsed(chosen)
        elif outcome is Outcome.TOOK_OTHERS:
            self._request_statuses.takes_along(name, taken_along)
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
