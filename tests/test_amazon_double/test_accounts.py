"""A generated account is like a real one, and stays so while it is used."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.alexa_privacy.amazon import recordings
from tests.amazon_double import Account, AmazonDouble, Device, Shape
from tests.helpers.double import NOW


def test_same_seed_same_account() -> None:
    """A seed says everything; another one says something else."""
    one, same, other = (Account.generate(seed=seed, size=50, now=NOW) for seed in (1, 1, 2))
    assert one.records == same.records
    assert one.records != other.records


def test_shapes_and_kinds() -> None:
    """Everything that is known to happen happens."""
    account = Account.generate(seed=1, size=3000, now=NOW)
    assert account.held == len(account.records) == len({record["recordKey"] for record in account.records}) == 3000
    assert {recording.shape for recording in account.recordings} == set(Shape)
    assert 0 < account.unintended < 1000
    kinds = Counter(record.get("utteranceType") for record in account.records)
    assert len(kinds) == 12
    assert kinds["GENERAL"] > 1800
    types = {item["recordItemType"] for record in account.records for item in items(record)}
    assert types == {name for names in (recordings._SAID, recordings._REPLIED, {"PROFILE"}) for name in names}
    times = [record["timestamp"] for record in account.records]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) < len(times), "two Echos may hear the same thing at the same moment"
    said = " ".join(item["transcriptText"] for record in account.records for item in items(record))
    for awkward in ("too many requests", "rate exceeded", "<b ", "🎉", "اليكسا", "fahrtdonaudampf"):
        assert awkward in said


def items(record: dict[str, object]) -> list[dict[str, str]]:
    """Return a record's items, if it has any."""
    found = record.get("voiceHistoryRecordItems")
    return found if isinstance(found, list) else []


def test_no_recordings() -> None:
    """An account may be empty."""
    account = Account.generate(size=0, now=NOW)
    assert account.records == []
    assert account.held == account.unintended == 0


def test_days() -> None:
    """The history reaches back as far as asked, and days are counted in a time zone."""
    account = Account.generate(seed=3, size=200, now=NOW, days=2)
    assert account.records[-1]["timestamp"] >= (NOW - timedelta(days=2)).timestamp() * 1000
    berlin, samoa = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")
    days = [NOW.date() - timedelta(days=back) for back in range(-1, 4)]
    assert sum(account.held_on(day, berlin) for day in days) == 200
    assert [account.held_on(day, berlin) for day in days] != [account.held_on(day, samoa) for day in days]


def test_say_and_delete(amazon: AmazonDouble, account: Account) -> None:
    """What is said late is listed late; what is deleted late stays until then."""
    spoken = account.say("at once", device=account.devices[2].name, minutes_ago=1)
    assert spoken.timestamp == (NOW - timedelta(minutes=1)).timestamp() * 1000
    late = account.say("later", late_seconds=10)
    assert account.held == 241
    assert account.records[0]["voiceHistoryRecordItems"][0]["transcriptText"] == "at once"
    amazon.now = lambda: NOW + timedelta(seconds=10)
    assert account.held == 242
    assert account.recordings[0] is late

    account.erase([late], late_seconds=5)
    assert account.held == 242
    amazon.now = lambda: NOW + timedelta(seconds=15)
    assert account.held == 241
    account.delete_elsewhere(account.records[0]["recordKey"], "no such key")
    assert account.held == 240


def test_literal_records(account: Account) -> None:
    """A record may be put in as it is."""
    record = {"recordKey": "R", "timestamp": int(NOW.timestamp() * 1000), "device": None}
    account.add(record)
    assert account.records[0] == record
    account.delete_elsewhere("R")
    assert account.held == 240


@pytest.mark.parametrize("which", [0, 100, 239])
def test_find(account: Account, which: int) -> None:
    """Recordings are found by key and by utterance."""
    recording = account.recordings[which]
    assert account.find([recording.key]) == [recording]
    assert account.find_utterance(recording.utterance_id) is recording
    assert account.find([recording.key.replace("#A", "#B"), "x#y", ""]) == []
    assert account.find_utterance("made up") is None


def test_device(account: Account) -> None:
    """An Echo is named by its name, its serial number, or not at all."""
    first, second = account.devices[:2]
    assert isinstance(first, Device)
    assert account.device(None) == first
    assert account.device(second.name) == account.device(second.serial) == account.device(second) == second
