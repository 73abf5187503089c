"""A purge that is killed at any write, again and again: nothing outside its scope goes, and its receipt is true."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_create_clientsession
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.account import build_account
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.auth import load_credentials
from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from custom_components.alexa_privacy.deletion.job_store import JobStore
from custom_components.alexa_privacy.deletion.receipts import Receipt
from custom_components.alexa_privacy.deletion.scope import Scope
from custom_components.alexa_privacy.store.account_store import AccountStorage
from custom_components.alexa_privacy.store.checked_store import CheckedStore
from custom_components.alexa_privacy.teaching.learned_requests import LearnedRequests
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.history import History
from tests.conftest import SetUp
from tests.helpers.timing import QUICK
from tests.helpers.waiting import until

SEEDS = range(12)
HOUR = 60 * 60 * 1000
# Where a stored job says of how many recordings the deletion was, or is about to be, asked for.
ASKED = 2

type Disk = dict[str, Any]


class Killed(BaseException):
    """The process is gone; no handler of errors sees it."""


class Power:
    """Kills at a chosen write of any file: just before it reaches the disk, or just after."""

    def __init__(self) -> None:
        """Let it live."""
        self.writes = 0
        self.is_out = False
        self._last: int | None = None
        self._reaches_disk = False

    def cut(self, at: int | None, *, reaches_disk: bool = False) -> None:
        """Count writes anew, and kill at one of them."""
        self.writes, self.is_out, self._last, self._reaches_disk = 0, False, at, reaches_disk

    def writing(self) -> None:
        """Before a write."""
        self._die_if(reaches_disk=False)

    def written(self) -> None:
        """After a write."""
        self._die_if(reaches_disk=True)
        self.writes += 1

    def _die_if(self, *, reaches_disk: bool) -> None:
        if self.is_out or (self.writes == self._last and self._reaches_disk is reaches_disk):
            self.is_out = True
            raise Killed


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Power:
    """Let writes and removals of files depend on power."""
    power = Power()
    # A process that was killed writes nothing later.
    monkeypatch.setattr("custom_components.alexa_privacy.store.account_store._SAVE_AFTER", 1e9)

    def powered(act: Callable[..., Any]) -> Callable[..., Any]:
        async def acting(*given: Any) -> None:
            power.writing()
            await act(*given)
            power.written()

        return acting

    for name in ("_async_write_data", "remove"):
        monkeypatch.setattr(CheckedStore, name, powered(getattr(CheckedStore, name)))
    return power


class Home:
    """One account whose process can be killed and started again; what survives is the disk and Amazon."""

    def __init__(
        self, hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, disk: Disk
    ) -> None:
        """Remember how all was before."""
        self._hass = hass
        self._amazon = amazon
        self._entry = entry
        self._disk = disk
        self._before = deepcopy({key: disk[key] for key in self.files()})
        self._http = async_create_clientsession(hass)
        self.account = account
        self.recordings = list(account.history)
        self.meant: set[str] = set()
        self.elsewhere: set[str] = set()

    def files(self) -> list[str]:
        """Return what is on disk of the account."""
        return [key for key in self._disk if key.startswith(DOMAIN)]

    def keys(self) -> set[str]:
        """Return what is listed."""
        return {recording.key for recording in self.account.recordings}

    def begin(self, scope: Scope) -> None:
        """Begin again with all recordings, and nothing to do."""
        for key in self.files():
            del self._disk[key]
        self._disk.update(deepcopy(self._before))
        self.account.history = History(self.recordings)
        self._amazon.clear_log()
        self.meant = {r.key for r in self.recordings if scope.end is None or r.timestamp < scope.end}
        self.elsewhere = set()

    def lose(self) -> None:
        """Let somebody delete a neighbor in Amazon's app, if there is one and nothing is about to be asked for."""
        jobs = [job for key in self.files() if key.endswith(".purge") for job in self._disk[key]["data"]["jobs"]]
        is_asking = any(job["state"] and job["state"][ASKED] for job in jobs)
        beside = [each for each in self.recordings if each.key not in self.meant]
        if beside and not is_asking:
            self.elsewhere = {min(beside, key=lambda each: each.timestamp).key}
            self.account.delete_elsewhere(*self.elsewhere)

    async def start(self, batch: int, power: Power, scope: Scope | None = None) -> list[Receipt]:
        """Start as Home Assistant does, do what there is to do until it is done or killed, and return the receipts."""
        document = {**self._entry.options[CONF_RECIPES]}
        document["delete_recordings"] = {**document["delete_recordings"], "batch": batch}
        session = AmazonSession(self._http, load_credentials(self._hass, self._entry), pace=QUICK)
        storage = AccountStorage(self._hass, self._entry.entry_id)
        journal = JobStore(self._hass, self._entry.entry_id)
        await storage.load()
        await journal.load()
        statuses = storage.request_statuses.under(document)
        statuses.learn(["delete_recordings"])
        statuses.works("delete_recordings")
        standing = statuses.standing()
        storage.request_statuses = statuses.under(standing.agreed)
        requests = LearnedRequests(self._hass, self._entry, storage, document, standing)
        account = build_account(self._hass, self._entry, session, storage, journal, requests, QUICK)
        await account.voice.counts.poll(account.voice.history.now())
        await account.voice.counts.poll(account.voice.history.now())
        try:
            account.deletions.begin()
            if scope is not None:
                await account.deletions.start(scope)
        except Killed:
            return []
        await until(lambda: power.is_out or not account.deletions.running)
        return list(account.store.receipts)

    def judge(self, receipts: list[Receipt], *, is_accepted: bool) -> None:
        """Compare what is claimed with what the stand-in knows and was asked."""
        gone = {recording.key for recording in self.recordings} - self.keys() - self.elsewhere
        assert gone == (self.meant if is_accepted else set())
        figures = [(r.status, r.matched, r.asked, r.verified_gone, r.still_listed, r.unknown) for r in receipts]
        assert figures == ([("verified", *(len(gone),) * 3, 0, 0)] if is_accepted else [])
        assert not [key for key in self.files() if ".purge" in key]
        self._insist_it_looked()

    def _insist_it_looked(self) -> None:
        """Check that nothing was asked for twice without a listing in between, and nothing else than what is meant."""
        since_listing: set[str] = set()
        for request in self._amazon.requests:
            if request.kind == "delete":
                keys = set(orjson.loads(request.body)["keys"])
                assert keys <= self.meant
                assert not keys & since_listing
                since_listing |= keys
            elif request.kind in {"v1", "v2"}:
                since_listing.clear()


@pytest.fixture
async def home(hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, hass_storage: Disk) -> Home:
    """Return an account with everything counted."""
    account = amazon.add_account(Account.generate(seed=3, size=8, days=4))
    recipes = amazon.dialects["list"].recipes()
    recipes.pop("delete_everything", None)
    recipes.pop("delete_range", None)
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    await hass.config_entries.async_unload(entry.entry_id)
    return Home(hass, amazon, account, entry, hass_storage)


@pytest.mark.parametrize("seeds", [SEEDS[::2], SEEDS[1::2]])
async def test_killed_at_every_write(home: Home, power: Power, seeds: range) -> None:
    """Wherever it is killed, and wherever it is killed again, it ends as if it had not been.

    What others delete before it has asked for anything is not its doing.
    """
    for seed in seeds:
        random = Random(seed)  # noqa: S311 - which purge to kill where
        scope = random.choice([Scope(), Scope(end=random.choice(home.recordings[:-3]).timestamp)])
        batch = random.randint(2, 4)
        home.begin(scope)
        power.cut(None)
        home.judge(await home.start(batch, power, scope), is_accepted=True)
        assert power.writes > 6
        for write in range(power.writes):
            home.begin(scope)
            power.cut(write, reaches_disk=(write + seed) % 2 == 0)
            await home.start(batch, power, scope)
            assert power.is_out
            home.lose()
            is_accepted = write > 0 or seed % 2 == 0
            if random.random() < 0.3:
                power.cut(random.randrange(8), reaches_disk=random.random() < 0.5)
                await home.start(batch, power)
            power.cut(None)
            home.judge(await home.start(batch, power), is_accepted=is_accepted)
