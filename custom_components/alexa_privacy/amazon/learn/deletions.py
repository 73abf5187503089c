"""Which requests deleted recordings, and the recipe that deletes others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..history import PAGE_SIZE
from ..recipes.template import RECORDINGS, Values, as_text, names_every_recording, uses
from .counts import counted
from .exchange import Exchange
from .generalise import Generaliser, is_literal
from .identify import texts
from .json_paths import leaves, request_leaves
from .learn_error import LearnError, Unexplained
from .learn_result import Part
from .listings import Record
from .naming import Namespace, RequestContext, Sense
from .personal import Personal
from .request_builder import Sample, check_form, renders, request_form
from .secrets import HoldsSecret, Secrets
from .values import ZONE, Vocabulary, lists_of
from .work import spend

_MOST_TRIED: Final = 300
_MOST_SAMPLES: Final = 40
_MOST_TOLD: Final = 2
# How many characters of a request are said in the time of a step.
_SAID_IN_A_STEP: Final = 5
_SAYING: Final = ("query", "json", "form", "text")


@dataclass(frozen=True, slots=True, repr=False)
class Deletion:
    """A request that names recordings, which then were gone (True), were not (False), or nobody looked (None)."""

    exchange: Exchange
    around: RequestContext
    records: Sequence[Record]
    gone: bool | None
    order: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class LearnedDeletion:
    """One recipe that deletions taught, and whether listings confirm it."""

    part: Part
    deletions: Sequence[Deletion]

    @property
    def is_confirmed(self) -> bool:
        """Return whether recordings were seen to be gone."""
        return any(deletion.gone for deletion in self.deletions)


@dataclass(frozen=True, slots=True, repr=False)
class _Known:
    """What is known of the account's recordings."""

    records: Sequence[Record]
    sense: Sense
    personal: Personal
    secrets: Secrets


def learn_deletions(
    deletions: Sequence[Deletion], records: Sequence[Record], personal: Personal, secrets: Secrets
) -> list[LearnedDeletion]:
    """Return a reading for each kind of request; LearnError where one cannot tell two recordings apart."""
    known = _Known(records, Sense(records), personal, secrets)
    found: list[LearnedDeletion] = []
    refused = False
    for alike in _kinds(deletions, roughly_alike):
        try:
            found.append(_reading(alike, known))
        except HoldsSecret:
            refused = True
        except Unexplained:
            for more_alike in _kinds(alike, closely_alike):
                try:
                    found.append(_reading(more_alike, known))
                except Unexplained:
                    continue
    if refused and not found:
        raise LearnError("request_holds_secret")
    return found


def _kinds(deletions: Iterable[Deletion], kind: Any) -> list[list[Deletion]]:
    """Put together what is of a kind."""
    kinds: dict[Any, list[Deletion]] = {}
    for deletion in deletions:
        kinds.setdefault(kind(deletion.exchange), []).append(deletion)
    return list(kinds.values())


def roughly_alike(exchange: Exchange) -> tuple[Any, ...]:
    """Return what two requests to the same end share at least."""
    segments = tuple(re.sub(r".*\d.*", "*", unquote(segment)) for segment in exchange.path.split("/"))
    return exchange.method, segments, exchange.kind


def closely_alike(exchange: Exchange) -> tuple[Any, ...]:
    """Return what two requests with the same words share."""
    words = {text for text in texts([exchange.query, exchange.body]) if not any(map(str.isdigit, text))}
    signs = {(place, value) for place, value in request_leaves(exchange).items() if isinstance(value, bool)}
    return *roughly_alike(exchange), frozenset(words), frozenset(signs)


def _reading(deletions: Sequence[Deletion], known: _Known) -> LearnedDeletion:
    """Learn one kind of request, at best for several recordings at once."""
    chosen = sorted(deletions, key=lambda deletion: -len(deletion.records))[:_MOST_SAMPLES]
    ones = [deletion for deletion in chosen if len(deletion.records) == 1]
    for learn, of in ((_learn_several, chosen), (_learn_one, ones)):
        try:
            part = learn(of, known.sense) if of else None
        except Unexplained:
            continue
        if part is not None and not known.personal.is_in(part) and _is_unambiguous(part, known.records):
            known.secrets.check(part)
            return LearnedDeletion(part, deletions)
    raise Unexplained


def _learn_several(deletions: Sequence[Deletion], sense: Sense) -> Part:
    """Learn a request that lists recordings."""
    samples = [
        Sample(deletion.exchange, Namespace(deletion.around, lists={RECORDINGS: deletion.records}))
        for deletion in deletions
    ]
    form = request_form(samples, Generaliser(sense))
    if not _uses(form, RECORDINGS):
        raise Unexplained
    part = {"request": form, "batch": max(PAGE_SIZE, *(len(deletion.records) for deletion in deletions))}
    counts = {len(deletion.records) for deletion in deletions}
    if len(counts) == 1 and (told := counted(form, count := counts.pop())) != form:
        # The number one may be anything: recordings sent one by one leave no doubt.
        part = {"request": form, "batch": 1} if count == 1 else {**part, "request": told}
    return _proven(part, deletions)


def _learn_one(deletions: Sequence[Deletion], sense: Sense) -> Part:
    """Learn a request that names one recording."""
    samples = []
    for deletion in deletions:
        record = deletion.records[0]
        lists = {RECORDINGS: [record], **lists_of("recording", record)}
        samples.append(Sample(deletion.exchange, Namespace(deletion.around, (Vocabulary("recording", record),), lists)))
    form = request_form(samples, Generaliser(sense))
    if not _uses(form, "recording") and not _uses(form, RECORDINGS):
        raise Unexplained
    return _proven({"request": form}, deletions)


def _proven(part: Part, deletions: Sequence[Deletion]) -> Part:
    """Insist on a recipe that gives the very requests it was learned from."""
    recipe = check_form("delete_recordings", part)
    for deletion in deletions:
        values = {**_values(deletion.records), **deletion.around.values()}
        if not renders(recipe.request, values, deletion.exchange):
            raise Unexplained
    return part


def _is_unambiguous(part: Part, records: Sequence[Record]) -> bool:
    """Return whether other recordings fit; LearnError where two of them would be deleted by the same request."""
    recipe = check_form("delete_recordings", part)
    said: dict[tuple[str, bytes | None], str] = {}
    constant = {"csrf": "", "account": {"customer_id": ""}, "time": 0, "uuid": "", "zone": ZONE.get()}
    size = len(orjson.dumps(part))
    for record in records[:_MOST_TRIED]:
        spend(size // _SAID_IN_A_STEP)
        values = {**_values([record]), **constant}
        if not names_every_recording(recipe.request.parts, values) or not recipe.request.fits(values):
            continue
        request = recipe.request.render(values)
        key = record["recordKey"]
        if said.setdefault((request.target, request.body), key) != key:
            raise LearnError("har_ambiguous")
    return bool(said)


def _values(records: Sequence[Record]) -> Values:
    """Return what a request may name of recordings."""
    return {"recordings": list(records), "recording": records[0]}


def _uses(form: Mapping[str, Any], root: str) -> bool:
    """Return whether a request names a value."""
    return uses(dict(form), root)


def in_words(parts: Sequence[Part]) -> list[str]:
    """Return requests in words, with some of what one of them says and another that reads the same does not."""
    words = [_words_of(part) for part in parts]
    said = [_constants(part) for part in parts]
    found = []
    for place, text in enumerate(words):
        others = [constants for other, constants in enumerate(said) if other != place and words[other] == text]
        more = said[place].difference(*others[:1]) if others or len(parts) == 1 else ()
        found.append(", ".join([text, *sorted(more)[:_MOST_TOLD]]))
    return found


def _words_of(part: Part) -> str:
    """Return where a request goes, without anything of what was said or who said it."""
    request = part["request"]
    path = re.sub(r"\{\{([^{}|]+)[^{}]*\}\}", r"{\1}", request["path"])
    names = [name for name in _SAYING if name in request and not is_literal(request[name])]
    return f"{request['method']} {path}" + (f" ({', '.join(names)})" if names else "")


def _constants(part: Part) -> set[str]:
    """Return what the query and the body of a request always say."""
    said = [part["request"][name] for name in _SAYING if name in part["request"]]
    return {
        f"{place[-1]}: {as_text(value)}"
        for inner in said
        for place, value in leaves(inner).items()
        if place and isinstance(place[-1], str) and is_literal(value)
    } | {f"{pair[0]}: {pair[1]}" for inner in said if isinstance(inner, list) for pair in inner if _is_plain(pair)}


def _is_plain(pair: Any) -> bool:
    """Tell a constant name and value of a query or a form."""
    match pair:
        case [_, _]:
            return is_literal(pair)
        case _:
            return False
