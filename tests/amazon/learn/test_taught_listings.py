"""Lists of other histories that hide something: ids that are used again, and no more than so many entries."""

import pytest

from custom_components.alexa_privacy.amazon.errors import ListingIncomplete
from tests.amazon.learn.random_pages.histories import LONG, history_of
from tests.amazon.learn.simulator import NOW

UNTIL = NOW + 10_000_000


@pytest.mark.parametrize("apart", [11, 34, 120])
@pytest.mark.parametrize("window", ["none", "all"])
async def test_an_id_that_is_used_again(apart: int, window: str) -> None:
    """Which of two entries an id would delete is not known, and one of them must not stand for both."""
    server, history = history_of(window=window)
    assert len(await history.recordings(0, UNTIL)) == LONG
    for entry in server.entries[apart:]:
        entry.id = server.entries[entry.number - apart].id
    with pytest.raises(ListingIncomplete, match=r"with one key|have one id"):
        await history.recordings(0, UNTIL)


async def test_a_page_that_begins_with_the_last_entry() -> None:
    """The same entry of the same time is no other one."""
    server, history = history_of()
    follow = server._token
    server._token = lambda at: follow(at - 1)  # type: ignore[method-assign]  # pages overlap
    assert len(await history.recordings(0, UNTIL)) == LONG


@pytest.mark.parametrize("window", ["all", "all iso"])
async def test_no_more_than_so_many_of_a_time_range(window: str) -> None:
    """What can be asked for a time range is asked whether there is more before what it lists."""
    server, history = history_of(window=window)
    server.shape.broken = "capped"
    with pytest.raises(ListingIncomplete, match="contradict each other"):
        await history.recordings(0, UNTIL)
    oldest = server.entries[15].time
    assert len(await history.recordings(oldest, UNTIL)) == 16


async def test_no_more_than_so_many() -> None:
    """What cannot is found out once some are gone: older ones than ever were listed turn up.

    What is newer than where it is cut is listed all the same.
    """
    server, history = history_of()
    server.shape.broken = "capped"
    assert len(await history.recordings(0, UNTIL)) == 21
    del server.entries[3:5]
    assert len(await history.recordings(server.entries[18].time, UNTIL)) == 19
    assert history.end.is_doubtful
    for start in (0, server.entries[25].time):
        with pytest.raises(ListingIncomplete, match="goes on where it had ended"):
            await history.recordings(start, UNTIL)
    # What is new moves the end as well, but shows nothing older.
    server, history = history_of()
    assert len(await history.recordings(0, UNTIL)) == LONG
    del server.entries[-3:]
    assert len(await history.recordings(0, UNTIL)) == LONG - 3


async def test_a_list_that_was_not_read_to_its_end() -> None:
    """Older entries than those of the last days are no surprise."""
    server, history = history_of()
    assert len(await history.recordings(server.entries[15].time, UNTIL)) == 16
    assert len(await history.recordings(0, UNTIL)) == LONG
