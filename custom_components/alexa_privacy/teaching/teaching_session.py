"""A lesson in the options, from a file to learned requests; all of it stays in memory."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from typing import Any, Final

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..account import Account, PrivacyConfigEntry
from ..amazon.deleters import RecordingsDeleter, recipe_deleters
from ..amazon.errors import CannotConnect, EndUnknown
from ..amazon.history import History
from ..amazon.learn import Exchange, LearnError, LearnResult, Lesson, learn_exchanges, learn_har
from ..amazon.privacy_settings import Settings
from ..amazon.recipes.document import DELETIONS, GROUPS, SWITCHES, VOICE_HISTORY, names_in, read_recipes
from ..amazon.recipes.import_rules import objections
from ..amazon.recipes.model import Recipes
from ..amazon.recipes.shared_file import SharedRequest
from ..amazon.recordings import Recording
from ..amazon.taught_history import listing_of
from ..counts.sync import AHEAD
from ..repair.issues import given_names, request_names
from ..settings.named_settings import is_named_by_owner, settings_in
from .history_lesson import NamedLesson, check_listing
from .request_status import TESTABLE, Document, only
from .sharing import find_shared
from .trial import (
    ENOUGH,
    DeletionTestResult,
    Newest,
    SettingTestResult,
    candidates,
    list_newest,
    propose,
    run_trial,
    try_setting,
)

MOST_BYTES: Final = 200 * 1024 * 1024
_CHOICES: Final = 3


class LessonStatus(StrEnum):
    """The status of a lesson; the values are translation keys."""

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
        """The newest recordings before the lesson, in which the owner deletes some of them."""
        self._tried: set[str] = set()
        """The keys of the recordings chosen for tests."""
        self.learned: LearnResult | None = None
        self._added: tuple[Document, str] | None = None
        """The requests that the owner agreed to in this flow, and the name of their lesson."""
        # What cannot be read is not added to.
        self.document = dict(self._account.requests.document)
        self.standing = self._account.requests.standing
        self.names = dict(given_names(entry))
        """The names that the owner has given to settings and histories, by their keys."""
        self.chosen: NamedLesson | None = None
        """The setting or history being taught, if the owner names it."""
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

    @property
    def histories(self) -> list[str]:
        """The keys of the other histories that were taught."""
        return [*self.document.get("histories", {})]

    def deletes(self, name: str) -> bool:
        """Return whether a request deletes."""
        return name in DELETIONS or name in self.histories

    def name(self, key: str) -> str:
        """Return the name of a lesson, setting or history."""
        return request_names(self._hass, self.names, [key])

    def status(self, lesson: str) -> LessonStatus:
        """Return the status of a lesson; a setting and the request for everything are tested by their first use."""
        statuses = self._request_statuses
        if lesson not in statuses.taught:
            return LessonStatus.NOT_TAUGHT
        if statuses.is_broken(lesson):
            return LessonStatus.BROKEN
        return LessonStatus.TESTED if statuses.is_tested(lesson) else LessonStatus.TO_BE_TESTED

    @property
    def history(self) -> NamedLesson | None:
        """The history that is being taught."""
        return self.chosen if self.chosen and self.chosen.lesson is Lesson.HISTORY else None

    def begin_named(self, named: NamedLesson) -> None:
        """Begin the lesson of a history or setting that the owner names."""
        self.chosen = named
        if named.name:
            self.names[named.key] = named.name

    async def propose(self) -> list[Recording]:
        """Return two recordings whose deletion teaches most; raises AmazonError."""
        return propose(await self.begin(), self._account.session.zone)

    async def begin(self, enough: int = ENOUGH) -> Newest:
        """Remember the newest recordings before the owner deletes some of them; raises AmazonError."""
        self._before = await self.look(enough)
        return self._before

    async def learn_file(self, upload: str, lesson: str, *, ends_on: bool | None) -> None:
        """Learn from an uploaded HAR file; raises LearnError if nothing can be learned, and AmazonError.

        `lesson` is a lesson or the key of another setting, `ends_on` whether a switch was on after the last flip.
        """
        learn = partial(learn_har, **await self._given(lesson), ends_on=ends_on)
        learned = _as_switch(await self._hass.async_add_executor_job(_learn_file, self._hass, upload, learn))
        await self._insist_on_listing(learned)
        self.learned = learned

    async def learn_visit(
        self, exchanges: Sequence[Exchange], lesson: str, *, is_switch: bool
    ) -> dict[bool | None, LearnResult]:
        """Return what a visit teaches; for a switch, by whether it is on at the end; raises LearnError, AmazonError."""
        given = await self._given(lesson)

        def learn() -> dict[bool | None, LearnResult]:
            """Learn in a thread, for both final states of a switch, because only the owner knows which is right."""
            ends = (True, False) if is_switch else (None,)
            return {ends_on: _as_switch(learn_exchanges(exchanges, **given, ends_on=ends_on)) for ends_on in ends}

        results = await self._hass.async_add_executor_job(learn)
        for learned in results.values():
            await self._insist_on_listing(learned)
        return results

    async def _insist_on_listing(self, learned: LearnResult) -> None:
        """Check a learned listing before the owner may agree to it; raises LearnError and AmazonError."""
        if self.history is None:
            return
        try:
            await self._check_listing(learned)
        except LearnError as err:
            if not isinstance(err.__cause__, EndUnknown):
                raise
            # Where the owner's page was not loaded to the end, how that is said was not to be seen.
            learned.document["histories"][self.history.key]["listing"]["next"]["absent"] = True
            await self._check_listing(learned)

    async def _check_listing(self, learned: LearnResult) -> None:
        """List the taught history as it was learned, and check it; raises LearnError and AmazonError."""
        assert self.history
        taught = read_recipes(learned.document).histories[self.history.key]
        history = listing_of(self._account.session, taught)
        await check_listing(history, learned, has_window=taught.listing is None or taught.listing.has_window)

    async def _given(self, lesson: str) -> dict[str, Any]:
        """Return the other arguments for the learner; raises AmazonError."""
        await self.look()
        session = self._account.session
        subject: dict[str, Any] = {"lesson": lesson}
        if self.history:
            subject = {"lesson": Lesson.HISTORY, "history": self.history.key, "by_device": self.history.by_device}
        return {
            **subject,
            "site": session.credentials.site,
            "customer_id": self._newest.customer_id if self._newest else None,
            "zone": session.zone,
        }

    async def look(self, enough: int = ENOUGH) -> Newest:
        """List the newest recordings; raises AmazonError."""
        self._newest = await list_newest(self._account.voice.history, self._account.voice.history.now(), enough)
        return self._newest

    async def forget(self, name: str) -> None:
        """Forget the requests of a name; raises AmazonError."""
        await self.take(only(self.document, {*self.document, *names_in(self.document)} - {name}))

    async def take(self, document: dict[str, Any]) -> None:
        """Replace the learned requests; raises AmazonError."""
        self.document = document
        await self._weigh()

    async def agree(self, names: Sequence[str]) -> None:
        """Record that the owner agreed to requests; raises AmazonError."""
        statuses = self._account.store.request_statuses.under(self.document)
        await self._hass.async_add_executor_job(statuses.agree, names)
        await self._account.requests.save()
        await self._weigh()

    async def _weigh(self) -> None:
        """Update which of the requests may be used."""
        statuses = self._account.store.request_statuses
        self.standing = await self._hass.async_add_executor_job(statuses.under(self.document).standing)
        self._request_statuses = statuses.under(self.standing.agreed)

    async def confirm(self) -> None:
        """Add what was learned, once the owner agreed; raises AmazonError."""
        assert self.learned
        self._added = self.learned.document, self.learned.lesson
        self.add_to_known()
        self._account.store.request_statuses.under(self.document).learn([self.learned.lesson])
        await self._account.requests.save()
        await self._weigh()
        await self._count_again()

    @callback
    def add_to_known(self) -> None:
        """Merge what was agreed to here with the current requests, which another dialog may have changed."""
        if self._added and self._entry.state is ConfigEntryState.LOADED:
            self.document = _merged(self._account.requests.document, *self._added)

    async def find_shared(self, lesson: str) -> SharedRequest | None:
        """Return the request that others have tested for a lesson on the account's site.

        None if there is none, it no longer works here, or the account has a working tested request: an untested one
        would stop the nightly purge.
        """
        if self.status(lesson) is LessonStatus.TESTED:
            return None
        account = self._account
        site = f"amazon.{account.session.credentials.domain}"
        shared = await self._hass.async_add_executor_job(find_shared, site, lesson)
        is_broken = shared and account.store.request_statuses.under(shared.document).is_broken(lesson)
        return None if is_broken else shared

    async def adopt(self, shared: SharedRequest) -> None:
        """Add a request that others have tested, once the owner agreed; it is untested on this account.

        Raises RecipeError if it is not accepted beside the account's other requests, and AmazonError.
        """
        merged = _merged(self._account.requests.document, shared.document, shared.lesson)
        refused = await self._hass.async_add_executor_job(objections, merged)
        if error := refused.get(shared.lesson):
            raise error
        self._added = shared.document, shared.lesson
        self.add_to_known()
        await self.agree([shared.lesson])

    async def _count_again(self) -> None:
        """Count the days again from which the lesson deleted recordings; raises AmazonError."""
        account = self._account
        if self._before is None or self._newest is None:
            return
        listed, ledger = {recording.key for recording in self._newest.recordings}, account.store.voice.ledger
        gone = [each for each in self._before.recordings if each.key not in listed and each.time >= self._newest.since]
        self._before = None
        for moment in {ledger.day_of(recording.time): recording.time for recording in gone}.values():
            await account.voice.counts.count_day(moment, account.voice.history.now())
        if gone:
            account.coordinator.async_publish()

    def to_test(self) -> list[str]:
        """Return the names of requests that must be tested: deletions, and imported settings."""
        return [*self._request_statuses.to_test(*TESTABLE, *self.histories), *self.standing.untested]

    async def try_setting(self, name: str) -> SettingTestResult:
        """Test an imported setting; raises AmazonError."""
        account = self._account
        settings = Settings(account.session, read_recipes(self.standing.agreed).settings)
        # What a deletion takes meanwhile would be held against the request.
        async with account.voice.counts.exclusive():
            trial = await try_setting(
                settings, account.voice.history, name, account.timing, account.settings.retained_since
            )
        if trial is SettingTestResult.WORKS:
            self._request_statuses = account.store.request_statuses.under(self.standing.agreed)
            self._request_statuses.works(name)
            await account.requests.save()
            await self._weigh()
        return trial

    def _history(self, name: str, recipes: Recipes) -> History:
        """Return the history from which a request deletes."""
        taught = recipes.histories.get(name)
        return listing_of(self._account.session, taught) if taught else self._account.voice.history

    async def candidates(self, name: str) -> list[Recording]:
        """Return three candidates for the test of a request, the best first; raises AmazonError.

        A recording of an inconclusive test is offered again only if there is no other.
        """
        history = self._history(name, read_recipes(self.standing.agreed))
        newest = await list_newest(history, history.now())
        found = candidates(newest)
        best = [recording for recording in propose(newest, self._account.session.zone)[:1] if recording in found]
        ordered = [*best, *(recording for recording in found if recording not in best)]
        return sorted(ordered, key=lambda recording: recording.key in self._tried)[:_CHOICES]

    async def run_trial(self, name: str, chosen: Recording) -> DeletionTestResult:
        """Test one way to delete; raises AmazonError."""
        account = self._account
        recipes = read_recipes(self.standing.agreed)
        history, taught = self._history(name, recipes), recipes.histories.get(name)
        deleters = (
            [RecordingsDeleter(account.session, taught.delete, name)]
            if taught
            else recipe_deleters(account.session, history, recipes)
        )
        deleter = next(deleter for deleter in deleters if deleter.name == name)
        ledger = account.store.voice.ledger
        since, until = ledger.start_of(ledger.day_of(chosen.time)), history.now() + AHEAD
        verify_after = account.timing.verify_after
        self._tried.add(chosen.key)
        key = name if taught else VOICE_HISTORY
        retained_since = partial(account.settings.retained_since, key)
        counted = account.histories.get(key)
        # What a deletion takes meanwhile would be held against the request, and a list of which entries are counted
        # moves if one goes.
        async with counted.counts.exclusive() if counted else nullcontext():
            outcome, excess = await run_trial(history, deleter, chosen, since, until, verify_after, retained_since)
        self._request_statuses = account.store.request_statuses.under(self.standing.agreed)
        if outcome is DeletionTestResult.GONE:
            self._request_statuses.works(name)
            account.requests.report()
            account.store.receipts.add_one(key)
            # One that was taught just now is counted once the account is loaded again.
            if counted:
                await counted.counts.count_day(chosen.time, history.now())
            await account.requests.save()
            account.coordinator.async_publish()
        elif outcome is DeletionTestResult.TOOK_OTHERS:
            self._request_statuses.note_excess(name, excess)
            account.requests.report()
            await account.store.save()
            account.coordinator.async_publish()
        return outcome


def _merged(known: Document, added: Document, lesson: str) -> dict[str, Any]:
    """Return learned requests with added ones, which replace those of the same lesson."""
    others = {group: {name: part for name, part in known.get(group, {}).items() if name != lesson} for group in GROUPS}
    settings = {group: parts | added.get(group, {}) for group, parts in others.items()}
    rest = {name: part for name, part in {**known, **added}.items() if name not in GROUPS}
    return rest | {group: parts for group, parts in settings.items() if parts}


def _as_switch(learned: LearnResult) -> LearnResult:
    """Return what was learned; raises LearnError if a switch was expected and it is none."""
    if learned.lesson in SWITCHES and "selects" in learned.document:
        raise LearnError("setting_no_switch")
    return learned


def _learn_file(hass: HomeAssistant, upload: str, learn: Callable[[bytes], LearnResult]) -> LearnResult:
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
