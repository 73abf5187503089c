"""What the owner shows in the options: from a file to learned requests. All of it lives in memory."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..account import Account, PrivacyConfigEntry
from ..amazon.deleters import recipe_deleters
from ..amazon.errors import CannotConnect
from ..amazon.learn import Exchange, LearnError, LearnResult, Lesson, learn_exchanges, learn_har
from ..amazon.privacy_settings import Settings
from ..amazon.recipes.document import SWITCHES, read_recipes
from ..amazon.recordings import Recording
from ..counts.sync import AHEAD
from ..repair.issues import given_names, in_words
from ..settings.named_settings import GROUPS, is_named_by_owner, settings_in
from .request_status import TESTABLE
from .trial import ENOUGH, Newest, Outcome, Trial, candidates, list_newest, propose, run_trial, try_setting

MOST_BYTES: Final = 200 * 1024 * 1024


class LessonStatus(StrEnum):
    """How far a lesson has come; translation keys."""

    NOT_TAUGHT = "not_taught"
    TO_BE_TESTED = "to_be_tested"
    TESTED = "tested"
    BROKEN = "broken"


class TeachingSession:
    """The lesson of one options flow, and the recordings needed to learn from it."""

    def __init__(self, hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
        """Initialize for one loaded account."""
        self._hass = hass
        self._entry = entry
        self._newest: Newest | None = None
        self._before: Newest | None = None
        """The newest before a lesson, in which the owner deletes some of them."""
        self.learned: LearnResult | None = None
        self._is_confirmed = False
        # What cannot be read is not added to.
        self.document = dict(self._account.requests.document)
        self.standing = self._account.requests.standing
        self.names = dict(given_names(entry))
        """The names that the owner has given to settings, by their keys."""
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

    @property
    def named(self) -> list[str]:
        """The keys of the settings that the owner named and taught, or imported."""
        return [key for key in settings_in(self.document) if is_named_by_owner(key)]

    def name(self, key: str) -> str:
        """Return the name of a lesson or setting."""
        return in_words(self._hass, self.names, [key])

    def status(self, lesson: str) -> LessonStatus:
        """Return how far a lesson has come; what deletes everything, and a setting, are tested by their first use."""
        statuses = self._request_statuses
        if lesson not in statuses.taught:
            return LessonStatus.NOT_TAUGHT
        if statuses.is_broken(lesson):
            return LessonStatus.BROKEN
        return LessonStatus.TESTED if statuses.is_tested(lesson) else LessonStatus.TO_BE_TESTED

    async def propose(self) -> list[Recording]:
        """Return two recordings that teach most when they are deleted one by one; raises AmazonError."""
        return propose(await self.begin(), self._account.session.zone)

    async def begin(self, enough: int = ENOUGH) -> Newest:
        """Remember the newest recordings before the owner deletes some of them; raises AmazonError."""
        self._before = await self.look(enough)
        return self._before

    async def learn_file(self, upload: str, lesson: str, *, ends_on: bool | None) -> None:
        """Learn from an uploaded HAR file; raises LearnError where it teaches nothing, and AmazonError.

        `lesson` is a lesson or the key of another setting, `ends_on` whether a switch was on after the last flip.
        """
        learn = partial(learn_har, **await self._given(lesson), ends_on=ends_on)
        self.learned = _as_switch(await self._hass.async_add_executor_job(_learn_file, self._hass, upload, learn))

    async def learn_visit(self, exchanges: Sequence[Exchange], lesson: Lesson) -> dict[bool | None, LearnResult]:
        """Return what a visit teaches, for a switch by whether it was on at the end; raises LearnError, AmazonError."""
        given = await self._given(lesson)

        def learn() -> dict[bool | None, LearnResult]:
            """Learn in a thread; only the owner knows how a switch was at the end."""
            ends = (True, False) if lesson in SWITCHES else (None,)
            return {ends_on: _as_switch(learn_exchanges(exchanges, **given, ends_on=ends_on)) for ends_on in ends}

        return await self._hass.async_add_executor_job(learn)

    async def _given(self, lesson: str) -> dict[str, Any]:
        """Return what the learner is given besides what the owner showed; raises AmazonError."""
        await self.look()
        session = self._account.session
        return {
            "lesson": lesson,
            "site": session.credentials.site,
            "customer_id": self._newest.customer_id if self._newest else None,
            "zone": session.zone,
        }

    async def look(self, enough: int = ENOUGH) -> Newest:
        """List the newest recordings; raises AmazonError."""
        self._newest = await list_newest(self._account.history, self._account.history.now(), enough)
        return self._newest

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

    async def confirm(self) -> None:
        """Add what was learned to what was known, once the owner agreed; raises AmazonError."""
        assert self.learned
        self._is_confirmed = True
        self.add_to_known()
        self._account.store.agreements.learn(self.document, [self.learned.lesson])
        await self._account.requests.save()
        await self._weigh()
        await self._count_again()

    @callback
    def add_to_known(self) -> None:
        """Add what was learned to what is known by now: another dialog may have taught something since."""
        if self._is_confirmed and self.learned and self._entry.state is ConfigEntryState.LOADED:
            self.document = _merged(self._account.requests.document, self.learned)

    async def _count_again(self) -> None:
        """Count the days again of which recordings went in the lesson; raises AmazonError."""
        account = self._account
        if self._before is None or self._newest is None:
            return
        listed, ledger = {recording.key for recording in self._newest.recordings}, account.store.ledger
        gone = [each for each in self._before.recordings if each.key not in listed and each.time >= self._newest.since]
        self._before = None
        for moment in {ledger.day_of(recording.time): recording.time for recording in gone}.values():
            await account.counts.count_day(moment, account.history.now())
        if gone:
            account.coordinator.async_publish()

    def to_test(self) -> list[str]:
        """Return the names of requests that must be tested: deletions, and imported settings."""
        return [*self._request_statuses.to_test(*TESTABLE), *self.standing.untested]

    async def try_setting(self, name: str) -> Trial:
        """Test an imported setting; raises AmazonError."""
        account = self._account
        settings = Settings(account.session, read_recipes(self.standing.agreed).settings)
        trial = await try_setting(settings, account.history, name, account.timing)
        if trial is Trial.WORKS:
            self._request_statuses = account.store.request_statuses.under(self.standing.agreed)
            self._request_statuses.works(name)
            await account.requests.save()
            await self._weigh()
        return trial

    async def candidates(self) -> list[Recording]:
        """Return the recordings to choose from, newest first; raises AmazonError."""
        return candidates(await self.look())

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


def _merged(known: Mapping[str, Any], learned: LearnResult) -> dict[str, Any]:
    """Return a document of learned requests with what a lesson taught, in place of what it had of that."""
    taught = learned.document
    others = {
        group: {name: part for name, part in known.get(group, {}).items() if name != learned.lesson} for group in GROUPS
    }
    settings = {group: parts | taught.get(group, {}) for group, parts in others.items()}
    rest = {name: part for name, part in {**known, **taught}.items() if name not in GROUPS}
    return rest | {group: parts for group, parts in settings.items() if parts}


def _as_switch(learned: LearnResult) -> LearnResult:
    """Return what was learned; raise LearnError if a switch was to be taught, and is none."""
    if learned.lesson in SWITCHES and "selects" in learned.document:
        raise LearnError("setting_no_switch")
    return learned


def _learn_file(hass: HomeAssistant, upload: str, learn: Callable[[bytes], LearnResult]) -> LearnResult:
    """Read and learn in a thread; the file is Home Assistant's and is removed by it."""
    try:
        with process_uploaded_file(hass, upload) as path:
            if path.stat().st_size > MOST_BYTES:
                raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
            data = path.read_bytes()
    except (OSError, ValueError) as err:
        # The file is gone after a restart, a clean-up of temporary folders, or its first reading.
        raise LearnError("har_gone") from err
    return learn(data)
