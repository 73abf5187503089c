"""The last receipts of each history, and the sums of all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.deletion.receipts import MOST_RECEIPTS, Receipt, Receipts, Status

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def receipt(number: int, history: str = "voice", status: Status = Status.VERIFIED, gone: int = 2) -> Receipt:
    """Return the receipt of a deletion."""
    name, finished = f"{history} {number}", NOON + timedelta(hours=number)
    return Receipt(receipt_id=name, status=status, history=history, verified_gone=gone, started=NOON, finished=finished)


def stored(receipts: Receipts) -> Any:
    """Return what is written of receipts."""
    return orjson.loads(orjson.dumps(receipts.as_dict()))


def test_the_last_one_of_each_history_stays() -> None:
    """What is dropped is the oldest, but of a history that was not purged since; sums count all that ever were."""
    receipts = Receipts()
    receipts.add(receipt(0, "sounds"))
    for number in range(MOST_RECEIPTS + 2):
        receipts.add(receipt(number))
    assert len([*receipts]) == MOST_RECEIPTS
    assert [each.receipt_id for each in receipts][:2] == ["sounds 0", "voice 3"]
    assert "voice 3" in receipts
    assert "voice 2" not in receipts
    assert receipts.last("sounds") == receipt(0, "sounds")
    assert receipts.last() == receipt(MOST_RECEIPTS + 1)
    assert receipts.last("conversations") is None
    assert receipts.deleted().number == 2 * (MOST_RECEIPTS + 2)
    assert [*Receipts.from_dict(stored(receipts))] == [*receipts]
    assert Receipts.from_dict(stored(receipts)).deleted() == receipts.deleted()


def test_sums() -> None:
    """A sum says when all was gone last: what was not verified counts what is gone, and no more."""
    receipts = Receipts()
    assert receipts.deleted() == (0, None)
    receipts.add(receipt(1))
    receipts.add(receipt(2, status=Status.PARTIAL))
    receipts.add(receipt(3, "sounds", gone=5))
    assert receipts.deleted() == (4, NOON + timedelta(hours=1))
    assert receipts.deleted("sounds") == (5, NOON + timedelta(hours=3))
    receipts.add_one("sounds")
    assert receipts.deleted("sounds").number == 6
    receipts.forget("sounds")
    assert receipts.deleted("sounds") == (0, None)
    assert [each.history for each in receipts] == ["voice", "voice"]


@pytest.mark.parametrize("content", [None, [], {}, {"kept": 5, "sums": 5}, {"kept": [None, {"status": "x"}]}])
def test_what_is_corrupt_is_left_out(content: Any) -> None:
    """Nothing is made of it."""
    receipts = Receipts.from_dict(content)
    assert [*receipts] == []
    assert receipts.deleted() == (0, None)


def test_one_that_is_corrupt_takes_no_other_along() -> None:
    """The others stay; a sum that is corrupt is that of the receipts."""
    receipts = Receipts()
    for number in range(4):
        receipts.add(receipt(number))
    content = stored(receipts)
    content["kept"][1]["verified_gone"] = 40
    content["sums"]["voice"] = [40, None]
    found = Receipts.from_dict(content)
    assert [each.receipt_id for each in found] == ["voice 0", "voice 2", "voice 3"]
    assert found.deleted() == (6, NOON + timedelta(hours=3))
