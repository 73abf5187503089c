"""Which requests deleted recordings: those that were sent for every deletion, and never while nothing went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..recordings import Recording
from .demonstrations import Deletion, Kind, by_kind, is_telemetry, may_delete
from .exchange import Exchange
from .lesson_file import LessonFile, addresses
from .refusals import LearnError

NEEDED: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class Demonstration:
    """Recordings that a request named, with all requests that were sent for it in their order."""

    recordings: list[Recording]
    requests: list[Exchange]
    deletion: Deletion


def find_demonstrations(file: LessonFile, deletions: Sequence[Deletion]) -> list[Demonstration]:
    """Return what each request demonstrates."""
    kinds = acting_kinds(file, deletions)
    table = by_kind(deletions, file.kinds)
    found: list[Demonstration] = []
    for number, deletion in enumerate(deletions):
        rows = [table[kind][number] for kind in kinds]
        if not all(rows):
            # Another kind of request, as pages send for several at once: it must have named what went.
            if not _is_named_otherwise(file, deletion):
                raise LearnError("delete_several_requests", address=addresses(deletion.requests))
            continue
        found += _of_deletion(file, deletion, rows)
    if len({id(each.deletion) for each in found}) < NEEDED:
        raise LearnError("delete_too_few", seen=str(len(found)), needed=str(NEEDED))
    return found


def _of_deletion(file: LessonFile, deletion: Deletion, rows: Sequence[Sequence[Exchange]]) -> list[Demonstration]:
    """Return the demonstrations of one deletion: one request for all that went, or one for each."""
    count = len(deletion.keys)
    recordings = [file.listings.recordings[key] for key in deletion.keys]
    if count == 1:
        repeats = [each for row in rows for each in row[1:]]
        if repeats and len(rows) > 1:
            raise LearnError("delete_several_requests", address=addresses(repeats))
        # What was sent again for the same recording must be the same request again.
        again = [Demonstration(recordings, [each], deletion) for each in repeats]
        return [Demonstration(recordings, [row[0] for row in rows], deletion), *again]
    if all(len(row) == 1 for row in rows):
        requests = [row[0] for row in rows]
        keys = file.matcher.named(requests[-1], deletion.keys) or file.matcher.named(requests[0], deletion.keys)
        if len(keys) == count:
            recordings = [file.listings.recordings[key] for key in keys]
        return [Demonstration(recordings, requests, deletion)]
    if any(len(row) != count for row in rows):
        raise LearnError("delete_several_requests", address=addresses(deletion.requests))
    found = []
    for together in zip(*rows, strict=True):
        requests = list(together)
        named = {key for request in requests for key in file.matcher.named(request, deletion.keys)}
        if len(named) != 1:
            raise LearnError("delete_several_requests", address=addresses(requests))
        found.append(Demonstration([file.listings.recordings[named.pop()]], requests, deletion))
    return found


def _is_named_otherwise(file: LessonFile, deletion: Deletion) -> bool:
    """Return whether some request named exactly what went."""
    named = {key for request in deletion.requests for key in file.matcher.named(request, deletion.keys)}
    return named == set(deletion.keys)


def acting_kinds(file: LessonFile, deletions: Sequence[Deletion]) -> list[Kind]:
    """Return the kinds of requests that were sent for every deletion, in their order."""
    table = by_kind(deletions, file.kinds)
    most = max((sum(map(bool, rows)) for rows in table.values()), default=0)
    always = {kind: rows for kind, rows in table.items() if sum(map(bool, rows)) == most}
    acting = {kind: rows for kind, rows in always.items() if not _was_idle(file, deletions, kind)}
    if not acting:
        raise LearnError(
            "delete_not_seen", address=addresses([row[0] for rows in always.values() for row in rows if row])
        )
    telling = {
        kind: rows for kind, rows in acting.items() if not all(is_telemetry(each) for row in rows for each in row)
    }
    chosen = telling or acting
    ordered = sorted(chosen, key=lambda kind: min(row[0].order for row in chosen[kind] if row))
    for number, deletion in enumerate(deletions):
        orders = [chosen[kind][number][0].order for kind in ordered if chosen[kind][number]]
        if orders != sorted(orders):
            raise LearnError("delete_several_requests", address=addresses(deletion.requests))
    if most < NEEDED:
        raise LearnError("delete_several_requests", address=addresses([each for d in deletions for each in d.requests]))
    return ordered


def _was_idle(file: LessonFile, deletions: Sequence[Deletion], kind: Kind) -> bool:
    """Return whether a request of a kind was sent while nothing went that it could have meant."""
    during = {request.order for deletion in deletions for request in deletion.requests}
    for exchange in file.exchanges:
        if exchange.order in during or not may_delete(exchange, file.listings) or file.kinds.kind(exchange) != kind:
            continue
        meant = file.matcher.mentioned(exchange)
        stayed = [key for key in meant if file.listings.is_there_after(key, exchange.order)]
        looked = any(page.order > exchange.order for page in file.listings.pages)
        if stayed or (not meant and looked):
            return True
    return False
