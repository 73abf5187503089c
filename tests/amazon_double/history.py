"""One of an account's histories in order of time, quick to search at any size."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter

from tests.amazon_double.records import Recording

ORDER = attrgetter("order")
FEW = 100
"""Up to this many, taking out one by one beats building the list anew."""


class History:
    """Recordings, sorted."""

    def __init__(self, recordings: Iterable[Recording] = ()) -> None:
        """Sort what there is."""
        self._recordings = sorted(recordings, key=ORDER)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._recordings)

    def __iter__(self) -> Iterator[Recording]:
        """Go through all, newest first."""
        return reversed(self._recordings)

    def add(self, recording: Recording) -> None:
        """Put one in its place."""
        insort(self._recordings, recording, key=ORDER)

    def discard(self, recordings: Collection[Recording]) -> None:
        """Take these out; what is gone already does not matter."""
        if len(recordings) > FEW:
            going = {id(recording) for recording in recordings}
            self._recordings = [recording for recording in self._recordings if id(recording) not in going]
            return
        for recording in recordings:
            index = bisect_left(self._recordings, recording.order, key=ORDER)
            if index < len(self._recordings) and self._recordings[index] is recording:
                del self._recordings[index]

    def at(self, timestamp: int, *, span: int = 0) -> Iterator[Recording]:
        """Go through those of one millisecond, or of a span that starts there."""
        index = bisect_left(self._recordings, (timestamp, ""), key=ORDER)
        while index < len(self._recordings) and self._recordings[index].timestamp <= timestamp + span:
            yield self._recordings[index]
            index += 1

    def until(self, end: int) -> Iterator[Recording]:
        """Go through those up to a time, newest first."""
        return self._down_from(bisect_right(self._recordings, end, key=attrgetter("timestamp")))

    def before(self, order: tuple[int, str]) -> Iterator[Recording]:
        """Go through those that stand before a place, newest first."""
        return self._down_from(bisect_left(self._recordings, order, key=ORDER))

    def _down_from(self, index: int) -> Iterator[Recording]:
        """Go down from an index, which itself is left out."""
        while index:
            index -= 1
            yield self._recordings[index]
