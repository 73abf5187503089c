"""A generated account is like a real one, and stays so while it is used."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from custom_components.alexa_privacy.amazon import recordings
from tests.amazon_double import Account, AmazonDouble, Shape
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
