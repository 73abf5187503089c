"""A lesson in the options flow: from a file or pasted requests to learned requests. It stays in memory."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from ..account import Account, PrivacyConfigEntry
from ..amazon.deleters import recipe_deleters
from ..amazon.errors import CannotConnect
from ..amazon.learn import LearnError, Lesson, learn_copied_deletion, learn_copied_switch, learn_har, read_copied
from ..amazon.privacy_settings import Settings
from ..amazon.recipes.model import read_recipes
from ..amazon.recordings import Recording
from ..counts.sync import AHEAD
from .request_status import TESTABLE
from .trial import Newest, Outcome, Trial, candidates, list_gone, list_newest, run_trial, try_setting

MOST_BYTES: Final = 200 * 1024 * 1024
_TWO: Final = 2


class TeachingSession:
    """The lesson of one options flow, and the recordings needed to learn from it."""

    def __init__(self, hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
        """Initialize for one loaded account."""
        self._hass = hass
        self._entry = entry
        self._newest: Newest | None = None
        self.lesson = Lesson()
        # What cannot be read is not added to.
        self._known = dict(self._account.requests.document)
        self.document = self._known
        self.standing = self._account.requests.standing
        self._request_statuses = self._account.store.request_statuses.under(self.standing.agreed)

    @property
    def _account(self) -> Account:
        """The loaded account, which may have been reloaded; raises CannotConnect while it is not loaded."""
        if self._entry.state is not ConfigEntryState.LOADED:
            raise CannotConnect("the account is not set up right now")
        return self._entry.runtime_data

    @property
    def is_changed(self) -> bool:
        """Return whether the requests that may be used or wait differ from those of the loaded account."""
        return self.standing != self._account.requests.standing

    async def learn_file(self, upload: str) -> None:
        """Learn from an uploaded HAR file; raises LearnError and AmazonError."""
        await self.look()
        session = self._account.session
        customer = self._newest.customer_id if self._newest else None
        learn = partial(learn_har, site=session.credentials.site, customer_id=customer, zone=session.zone)
        self.lesson = await self._hass.async_add_executor_job(_learn_file, self._hass, upload, learn)

    async def look(self) -> None:
        """List the newest recordings before the owner deletes one of them; raises AmazonError."""
        self._newest = await list_newest(self._account.history, self._account.history.now())

    async def learn_copied(self, text: str) -> None:
        """Learn from pasted requests: one that deleted, or two that changed a switch; raises LearnError."""
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
        for delay in self._account.timing.gone_after:
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
        """Replace the learned requests; raises AmazonError."""
        self.document = document
        await self._weigh()

    async def agree(self, names: Sequence[str]) -> None:
        """Record that the owner agreed to requests; raises AmazonError."""
        await self._hass.async_add_executor_job(self._account.store.agreements.agree, self.document, names)
        await self._account.requests.save()
        await self._weigh()

    async def _weigh(self) -> None:
        """Update which of the requests may be used."""
        account = self._account
        weigh = partial(account.store.agreements.standing, self.document, account.store.request_statuses)
        self.standing = await self._hass.async_add_executor_job(weigh)
        self._request_statuses = account.store.request_statuses.under(self.standing.agreed)

    async def confirm(self, switches: dict[str, tuple[int, bool]]) -> None:
        """Add the lesson to the learned requests; raises AmazonError.

        A switch is an index, and whether it was on after the last click.
        """
        named = {name: (self.lesson.switches[index], on) for name, (index, on) in switches.items()}
        taught, known = self.lesson.document(named), self._known
        merged = {**known, **taught}
        if "switches" in known or "switches" in taught:
            merged["switches"] = {**known.get("switches", {}), **taught.get("switches", {})}
        self.document = merged
        self._account.store.agreements.learn(merged, [*taught, *named])
        await self._account.requests.save()
        await self._weigh()

    def to_test(self) -> list[str]:
        """Return the names of requests that must be tested: deletions, and imported settings."""
        return [*self._request_statuses.to_test(*TESTABLE), *self.standing.untested]

    async def try_setting(self, name: str) -> Trial:
        """Test an imported setting; raises AmazonError."""
        account = self._account
        settings = Settings(account.session, read_recipes(self.standing.agreed).switches)
        trial = await try_setting(settings, account.history, name, account.timing)
        if trial is Trial.WORKS:
            self._request_statuses = account.store.request_statuses.under(self.standing.agreed)
            self._request_statuses.works(name)
            await account.requests.save()
            await self._weigh()
        return trial

    async def candidates(self) -> list[Recording]:
        """Return the recordings to choose from, newest first; raises AmazonError."""
        await self.look()
        assert self._newest
        return candidates(self._newest)

    async def run_trial(self, name: str, chosen: Recording) -> Outcome:
        """Test one way to delete; raises AmazonError."""
        account = self._account
        deleters = recipe_deleters(account.session, account.history, read_recipes(self.standing.agreed))
        deleter = next(deleter for deleter in deleters if deleter.name == name)
        ledger = account.store.ledger
        since, until = ledger.start_of(ledger.day_of(chosen.time)), account.history.now() + AHEAD
        verify_after = account.timing.verify_after
        outcome, excess = await run_trial(account.history, deleter, chosen, since, until, verify_after)
        self._request_statuses = account.store.request_statuses.under(self.standing.agreed)
        if outcome is Outcome.GONE:
            self._request_statuses.works(name)
            account.requests.report()
            account.store.receipts.add_one()
            await account.counts.count_day(chosen.time, account.history.now())
            await account.requests.save()
            account.coordinator.async_publish()
        elif outcome is Outcome.TOOK_OTHERS:
            self._request_statuses.note_excess(name, excess)
            account.requests.report()
            await account.store.save()
            account.coordinator.async_publish()
        return outcome


def _learn_file(hass: HomeAssistant, upload: str, learn: Callable[[bytes], Lesson]) -> Lesson:
    """Read and learn in a thread; Home Assistant removes the uploaded file."""
    try:
        with process_uploaded_file(hass, upload) as path:
            if path.stat().st_size > MOST_BYTES:
                raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
            data = path.read_bytes()
    except (OSError, ValueError) as err:
        # The file is gone after a restart, a clean-up of temporary folders, or its first reading.
        raise LearnError("har_gone") from err
    return learn(data)
