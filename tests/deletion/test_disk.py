"""A disk that is full, write-protected or slow: nothing is done that a restart would lose, and the owner is told."""

import asyncio
from collections import Counter
from collections.abc import Callable
import errno
import json
from pathlib import Path
import stat
import threading
from typing import Any

import atomicwrites  # type: ignore[import-untyped]  # it has no types
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import DOMAIN
from custom_components.alexa_privacy.deletion.receipts import Receipt
from custom_components.alexa_privacy.store.checked_store import CheckedStore, NotStoredError
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, delete
from tests.helpers.jobs import delete_until, restart
from tests.helpers.repairs import Named, says
from tests.helpers.waiting import until


class Disk:
    """The disk that Home Assistant's storage is on; writes of this integration can be made to fail."""

    def __init__(self, folder: Path) -> None:
        """Know where it is."""
        self.folder = folder / ".storage"
        self.writes = self.failures = 0
        self._breaks: Callable[[], bool] = lambda: False

    def fail(self, *, after: int = 0, lasting: bool = True) -> None:
        """Let writes fail after so many more that succeed, all of them or one."""
        self.writes = self.failures = 0
        self._breaks = lambda: self.writes >= after if lasting else self.writes == after

    def heal(self) -> None:
        """Let all writes succeed from now on."""
        self._breaks = lambda: False

    def files(self) -> dict[str, Path]:
        """Return the files of this integration."""
        return {path.name: path for path in self.folder.glob(f"{DOMAIN}*")}

    def write(self, path: str) -> None:
        """Write, or not."""
        if DOMAIN not in Path(path).name:
            return
        breaks = self._breaks()
        self.writes += 1
        if breaks:
            self.failures += 1
            raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Keep files apart from other tests'."""
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Let files be written: other tests keep them in memory."""
    return {}


@pytest.fixture
def disk(hass_config_dir: str, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Return the disk; what fails does so where bytes are written."""
    disk = Disk(Path(hass_config_dir))

    class Writer(atomicwrites.AtomicWriter):  # type: ignore[misc]  # likewise
        """Writes unless the disk fails."""

        def sync(self, f: Any) -> None:
            """Let what was written reach the disk."""
            disk.write(self._path)
            super().sync(f)

    monkeypatch.setattr("homeassistant.util.file.AtomicWriter", Writer)
    return disk


def receipts(entry: MockConfigEntry) -> list[Receipt]:
    """Return the receipts that were kept."""
    return list(entry.runtime_data.store.receipts)


@pytest.mark.parametrize("wait", [True, False])
async def test_what_would_not_survive_is_refused(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    disk: Disk,
    repair: Named,
    wait: bool,
) -> None:
    """Nothing is asked for, the caller is told, and a repair goes once it can be written again."""
    entry, held = await set_up(account), account.held
    disk.fail()
    amazon.clear_log()
    with pytest.raises(NotStoredError) as error:
        await delete(hass, everything=True, wait=wait)
    assert error.value.translation_key == "not_stored"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (amazon.count(), account.held, receipts(entry)) == (0, held, [])
    assert not entry.runtime_data.deletions.running
    told = repair(entry, "not_stored")
    form = await told.open()
    assert says(form, "not_stored") is None
    form = await told.submit(form)
    assert says(form, "not_stored") == "not_stored"
    disk.heal()
    assert (await told.submit(form))["type"] == "create_entry"
    assert not told.told()
    await restart(hass, entry)
    assert (account.held, receipts(entry)) == (held, [])
    assert (await delete(hass, everything=True))["status"] == "verified"


async def test_the_repair_goes_by_itself(
    hass: HomeAssistant, account: Account, set_up: SetUp, disk: Disk, repair: Named
) -> None:
    """Once the counts can be written again."""
    entry = await set_up(account)
    disk.fail()
    with pytest.raises(NotStoredError):
        await entry.runtime_data.store.save()
    assert repair(entry, "not_stored").told()
    disk.heal()
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not repair(entry, "not_stored").told()


async def test_a_night_that_cannot_be_written(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, disk: Disk
) -> None:
    """It counts as one that failed, and is tried again later, not each minute."""
    entry = await set_up(account)
    schedule, nightly = entry.runtime_data.voice.schedule, entry.runtime_data.store.voice.nightly
    await schedule.change(enabled=True, keep_days=1)
    nightly.done = None
    disk.fail()
    for _ in range(3):
        schedule.check()
        await hass.async_block_till_done(wait_background_tasks=True)
    assert [(receipt.status, receipt.error) for receipt in receipts(entry)] == [("failed", "not_stored")]
    assert (nightly.tries, amazon.count("delete")) == (1, 0)


@pytest.mark.parametrize("lasting", [True, False])
async def test_the_disk_fails_at_any_write(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, recipes: dict[str, Any], disk: Disk, lasting: bool
) -> None:
    """From then on nothing is asked for; what was asked for is looked for, and claimed once it is on disk."""
    recipes["delete_recordings"]["batch"] = 3
    ended: Counter[str] = Counter()
    after = 0
    while not after or disk.failures:
        account = amazon.add_account(Account.generate(seed=after, size=14, days=6, email=f"{after}@example.org"))
        entry = await set_up(account)
        purges = entry.runtime_data.deletions
        before = {recording.key for recording in account.recordings}
        meant = {r.key for r in account.recordings if r.utterance_type == "GENERAL"}
        amazon.clear_log()
        disk.fail(after=after, lasting=lasting)
        try:
            status = (await delete(hass, config_entry_id=entry.entry_id, kind=["intended"]))["status"]
        except NotStoredError:
            status = "not_stored"
        if status == "verified":
            assert account.held == len(before - meant)
        asked, gone = amazon.count("delete"), before - {recording.key for recording in account.recordings}
        assert gone <= meant
        disk.heal()
        await until(lambda purges=purges: not purges.running)  # type: ignore[misc]  # it takes nothing
        await restart(hass, entry)
        assert amazon.count("delete") == asked
        kept = [(r.matched, r.asked, r.verified_gone, r.still_listed, r.unknown, r.error) for r in receipts(entry)]
        figures = (len(meant), len(gone), len(gone), len(meant) - len(gone), 0)
        assert kept == ([(*figures, None if gone == meant else "not_stored")] if after else [])
        assert await hass.config_entries.async_remove(entry.entry_id)
        assert not disk.files()
        ended[status] += 1
        after += 1
    assert after > 10
    assert ended["not_stored"] > lasting
    assert bool(ended["partial"]) is not lasting


@pytest.mark.parametrize(
    ("platform", "action", "data", "kept"),
    [
        ("number", "set_value", {"entity_id": "number.alexa_privacy_keep_recordings_for", "value": 7}, "30"),
        ("time", "set_value", {"entity_id": "time.alexa_privacy_purge_time", "time": "04:30:00"}, "03:00:00"),
        ("switch", "turn_on", {"entity_id": "switch.alexa_privacy_nightly_purge"}, "off"),
        ("select", "select_option", {"entity_id": "select.alexa_privacy_purge_days", "option": "weekend"}, "every_day"),
    ],
)
async def test_settings_that_cannot_be_written(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    disk: Disk,
    platform: str,
    action: str,
    data: dict[str, Any],
    kept: str,
) -> None:
    """They stay as they are on disk."""
    await set_up(account)
    disk.fail()
    with pytest.raises(HomeAssistantError) as error:
        await hass.services.async_call(platform, action, data, blocking=True)
    assert error.value.translation_key == "not_stored"
    found = hass.states.get(data["entity_id"])
    assert found is not None
    assert found.state == kept
    disk.heal()
    await hass.services.async_call(platform, action, data, blocking=True)
    found = hass.states.get(data["entity_id"])
    assert found is not None
    assert found.state != kept


async def test_only_home_assistant_reads_what_is_stored(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, disk: Disk
) -> None:
    """Every file, in the middle of a purge, and what was moved aside."""
    entry = await set_up(account)
    amazon.clear_log()
    await delete_until(hass, amazon)
    assert await hass.config_entries.async_unload(entry.entry_id)
    amazon.heal()
    stored = disk.files()[f"{DOMAIN}.{entry.entry_id}"]
    stored.write_text(stored.read_text().replace('"zone"', '"zones"'))
    assert await hass.config_entries.async_setup(entry.entry_id)
    modes = {
        name.removeprefix(f"{DOMAIN}.{entry.entry_id}"): path.stat().st_mode for name, path in disk.files().items()
    }
    assert modes.keys() == {"", ".purge", ".purge_plan", ".set_aside"}
    assert {stat.S_IMODE(mode) for mode in modes.values()} == {0o600}


async def test_a_write_is_not_overtaken(hass: HomeAssistant, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that nobody waits for any more still comes before the next."""
    store, other = (CheckedStore(hass, "x", lambda _: None) for _ in range(2))
    begun, go_on, write = threading.Event(), threading.Event(), disk.write

    def slowly(path: str) -> None:
        begun.set()
        go_on.wait(30)
        write(path)

    monkeypatch.setattr(disk, "write", slowly)
    first = hass.async_create_task(store.save({"which": "first"}))
    await until(begun.is_set)
    first.cancel()
    await asyncio.sleep(0)
    assert not first.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await first
    await other.save({"which": "second"})
    assert (await store.async_load()) == {"which": "second"}


async def test_it_writes_while_home_assistant_stops(hass: HomeAssistant, disk: Disk) -> None:
    """What a purge notes then is not put off."""
    hass.set_state(CoreState.stopping)
    await CheckedStore(hass, "x", lambda _: None).save({"a": 1})
    assert list(disk.files()) == [f"{DOMAIN}.x"]
    disk.fail()
    with pytest.raises(NotStoredError):
        await CheckedStore(hass, "x", lambda _: None).save({"a": 2})
    assert json.loads(disk.files()[f"{DOMAIN}.x"].read_text())["data"] == {"a": 1}
