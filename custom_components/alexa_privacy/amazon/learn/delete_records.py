"""Learns how single recordings are deleted, from at least two deletions whose neighbors stayed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
import re
from typing import Any, Final

from ..recipes.model import DeleteRecipe
from ..recipes.template import PLACEHOLDER, RECORDINGS, uses
from ..recipes.unmistakable import what_is_sent
from ..recordings import Recording
from .contrast import NEEDED, check_contrast
from .demonstrations import Deletion, Kind, Requests, by_kind, is_telemetry, may_delete, without
from .exchange import Exchange
from .generalize.known_values import KnownValues, NameScope, RequestContext, lists_of
from .generalize.request_builder import Form
from .generalize.times import ZONE
from .lesson_file import LessonFile, addresses
from .recipe_builder import RecipeBuilder
from .refusals import LearnError, Unexplained, readable_place

type IsExplained = Callable[[Exchange, Sequence[Sequence[Exchange]]], bool]
"""Whether a request could not have deleted anything, given those that were sent for each deletion."""


@dataclass(frozen=True, slots=True, repr=False)
class Demonstration:
    """The recordings that a request named, with all requests that were sent for it, in order."""

    recordings: list[Recording]
    requests: list[Exchange]
    deletion: Deletion


def _find_demonstrations(file: LessonFile) -> list[Demonstration]:
    acting = acting_requests(file)
    found: list[Demonstration] = []
    for number, deletion in enumerate(file.deletions):
        rows = [rows[number] for rows in acting.values()]
        if not all(rows):
            # Another kind of request, as pages send for several at once: it must have named what went.
            if file.matcher.named_by(deletion.requests, deletion.keys) != set(deletion.keys):
                raise LearnError("delete_several_requests", address=addresses(deletion.requests))
            continue
        found += _of_deletion(file, deletion, rows)
    if len({id(each.deletion) for each in found}) < NEEDED:
        raise LearnError("delete_too_few", seen=str(len(found)), needed=str(NEEDED))
    return found


def _of_deletion(file: LessonFile, deletion: Deletion, rows: Sequence[Sequence[Exchange]]) -> list[Demonstration]:
    """Return the demonstrations of one deletion: one request for all recordings, or one for each."""
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
        named = file.matcher.named_by(requests, deletion.keys)
        if len(named) != 1:
            raise LearnError("delete_several_requests", address=addresses(requests))
        found.append(Demonstration([file.listings.recordings[named.pop()]], requests, deletion))
    return found


def acting_requests(file: LessonFile, is_explained: IsExplained = lambda *_: False) -> Requests:
    """Return the requests that were sent for every deletion, in order.

    Excludes those that were also sent without a deletion, unless that is explained.
    """
    table = by_kind(file.deletions, file.kinds)
    most = max((sum(map(bool, rows)) for rows in table.values()), default=0)
    always = {kind: rows for kind, rows in table.items() if sum(map(bool, rows)) == most}
    acting = {kind: rows for kind, rows in always.items() if not _was_idle(file, kind, rows, is_explained)}
    if not acting:
        sent = [row[0] for rows in always.values() for row in rows if row]
        raise LearnError("delete_not_seen", address=addresses(sent))
    # Of requests that all sound like telemetry, what a page sends without waiting for an answer is.
    chosen = without(is_telemetry, acting) or without(lambda each: each.is_ping, acting) or acting
    ordered = dict(sorted(chosen.items(), key=lambda each: min(row[0].order for row in each[1] if row)))
    for number, deletion in enumerate(file.deletions):
        orders = [rows[number][0].order for rows in ordered.values() if rows[number]]
        if orders != sorted(orders):
            raise LearnError("delete_several_requests", address=addresses(deletion.requests))
    if most < NEEDED:
        sent = [each for deletion in file.deletions for each in deletion.requests]
        raise LearnError("delete_several_requests", address=addresses(sent))
    return ordered


def _was_idle(file: LessonFile, kind: Kind, rows: Sequence[Sequence[Exchange]], is_explained: IsExplained) -> bool:
    """Return whether a request of a kind was sent without a deletion that it could have caused."""
    during = {request.order for deletion in file.deletions for request in deletion.requests}
    for exchange in file.exchanges:
        if exchange.order in during or not may_delete(exchange, file.listings) or file.kinds.kind(exchange) != kind:
            continue
        meant = file.matcher.mentioned(exchange)
        stayed = [key for key in meant if file.listings.is_there_after(key, exchange.order)]
        looked = any(page.order > exchange.order for page in file.listings.pages)
        if stayed or (not meant and looked and not is_explained(exchange, rows)):
            return True
    return False


_FEW: Final = 0.1
_SHIFTED: Final = re.compile(r"\|(?:plus|minus):(\d+)")


def learn_delete_recordings(file: LessonFile) -> Form:
    """Return the public JSON form of the recipe; raises LearnError if it is not certain."""
    demonstrations = demonstrated(file)
    form = _learn(file, demonstrations)
    if not any(uses(form, name) for name in ("recording", "item", RECORDINGS)):
        raise LearnError("part_names_nothing", place=readable_place(("path",)))
    recipe = file.recipe("delete_recordings", form)
    assert isinstance(recipe, DeleteRecipe)
    _check_unmistakable(file, demonstrations, recipe, form)
    return form


def demonstrated(file: LessonFile) -> list[Demonstration]:
    """Return what was demonstrated; raises LearnError if that is too little, or not what was named."""
    file.check_deletions(NEEDED)
    demonstrations = _find_demonstrations(file)
    _check_named(file, demonstrations)
    shown = [(each.recordings, file.listings.stayed(each.requests[0].order)) for each in demonstrations]
    check_contrast(shown, file.listings.recordings.values(), ZONE.get())
    return demonstrations


def _check_named(file: LessonFile, demonstrations: Sequence[Demonstration]) -> None:
    """Refuse deletions that deleted others too, or whose effect no listing shows."""
    for demonstration in demonstrations:
        deletion = demonstration.deletion
        together = [each for each in demonstrations if each.deletion is deletion]
        named = {recording.key for each in together for recording in each.recordings}
        if named != set(deletion.keys):
            others = len(deletion.keys) - len(named)
            raise LearnError("delete_took_others", others=str(others), address=addresses(deletion.requests))
        if len(deletion.keys) > 1 and len(together) == 1:
            said = file.matcher.named_by(demonstration.requests, deletion.keys)
            if said and said != set(deletion.keys):
                others = len(deletion.keys) - len(said)
                raise LearnError("delete_took_others", others=str(others), address=addresses(demonstration.requests))


def _learn(file: LessonFile, demonstrations: Sequence[Demonstration]) -> Form:
    """Return the recipe that gives every demonstrated request."""
    several = max(len(each.recordings) for each in demonstrations)
    records = [recording.raw for recording in file.listings.recordings.values()]

    def scope(around: RequestContext) -> NameScope:
        """Return what a request may name: its recording, or the list of its recordings."""
        named = [recording.raw for recording in demonstrations[around.demonstration].recordings]
        if several > 1:
            return NameScope(around, lists={RECORDINGS: named})
        known = KnownValues("recording", named[0])
        return NameScope(around, (known,), {RECORDINGS: named, **lists_of("recording", named[0])})

    builder = RecipeBuilder(file, [each.requests for each in demonstrations], scope, records)
    try:
        form = builder.recipe()
    except Unexplained as err:
        raise err.as_error() from None
    return {**form, "batch": several} if several > 1 else form


def _check_unmistakable(
    file: LessonFile, demonstrations: Sequence[Demonstration], recipe: DeleteRecipe, form: Form
) -> None:
    """Refuse a request that does not name its recordings, or is the same for other listed recordings."""
    values = {"time": demonstrations[-1].requests[-1].time or 0, "zone": ZONE.get()}
    said: dict[Any, Recording] = {}
    alike = 0
    for recording in file.listings.recordings.values():
        rendered = what_is_sent(recipe, recording, values)
        if rendered is not None and said.setdefault(rendered, recording) is not recording:
            alike += 1
    listed = len(file.listings.recordings)
    if (len(said) + alike) * 2 < listed:
        raise LearnError("delete_few_named", named=str(len(said) + alike), listed=str(listed))
    is_unique = any(file.listings.reader.unique.match(found[1]) for found in PLACEHOLDER.finditer(str(form)))
    if alike and not (is_unique and alike < _FEW * len(said)):
        raise LearnError("delete_two_alike")
    if not is_unique:
        _check_times(file, demonstrations, form)


def _check_times(file: LessonFile, demonstrations: Sequence[Demonstration], form: Form) -> None:
    """Refuse a request that names times only, if its range may include a neighbor."""
    reach = max((int(shift) for shift in _SHIFTED.findall(str(form))), default=-1)
    recordings = sorted(file.listings.recordings.values(), key=lambda each: each.time)
    names_echo = "|part:#:3" in str(form) or "part:#:-1" in str(form)
    groups = [[each for each in recordings if each.serial == echo] for echo in {each.serial for each in recordings}]
    for group in groups if names_echo else [recordings]:
        if any(other.time - one.time <= reach for one, other in pairwise(group)):
            raise LearnError("delete_two_alike")
