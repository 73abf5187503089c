"""The parts of a recording that are shown and searched, in little memory, because many are kept."""

from dataclasses import dataclass
from sys import getsizeof
from typing import Final, Self, override

from .recordings import Echo, Kind, Recording
from .transcripts import folded

# Of the object itself, with its numbers and its place in a list (bytes).
_OWN: Final = 300


@dataclass(frozen=True, slots=True, repr=False)
class RecordingSummary:
    """A recording without Amazon's record and key; times are epoch milliseconds."""

    id: str
    key_hash: int
    time: int
    kind: Kind
    echo: Echo | None
    persons: tuple[str, ...]
    said: str
    searched: str
    """What was said, folded."""
    replied: str
    utterance_id: str | None
    size: int
    """About how many bytes it takes."""

    @property
    def serial(self) -> str:
        """The serial number of its Echo; empty where that is not known."""
        return self.echo.serial if self.echo else ""

    @override
    def __repr__(self) -> str:
        """Omit id, device and words, because this may be logged."""
        return f"<RecordingSummary {self.kind}>"

    @classmethod
    def of(cls, recording: Recording) -> Self:
        """Return the summary of a recording."""
        name, said, replied, echo = recording.id, recording.said, recording.replied, recording.echo
        persons, utterance_id = tuple(recording.persons), recording.utterance_id
        if (searched := folded(said)) == said:
            searched = said
        device = (echo, echo.serial, echo.name) if echo else ()
        parts = (name, said, searched if searched is not said else "", replied, utterance_id, *persons, *device)
        return cls(
            id=name,
            key_hash=hash(recording.key),
            time=recording.time,
            kind=recording.kind,
            echo=echo,
            persons=persons,
            said=said,
            searched=searched,
            replied=replied,
            utterance_id=utterance_id,
            size=_OWN + sum(map(getsizeof, parts)),
        )
