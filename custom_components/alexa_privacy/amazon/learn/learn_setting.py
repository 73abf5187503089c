"""Learns how a setting is set and read, from flips both ways, reloads, and setting an unchanged value."""

from collections.abc import Iterable
from dataclasses import dataclass
import re
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..recipes.model import same
from ..recipes.template import as_text, point
from .generalize.known_values import KnownValues, NameScope, RequestContext
from .generalize.request_builder import Form
from .json_paths import is_beside, request_leaves
from .lesson_file import LessonFile, addresses
from .recipe_builder import RecipeBuilder, where_of
from .refusals import LearnError, Place, Unexplained, readable_place
from .setting_flips import (
    ABSENT,
    METHOD,
    Flips,
    are_opposite,
    find_flips,
    first_is_on,
    is_position,
    leaves_of,
    partitions,
)
from .setting_readings import StatePlace, StateReader
from .vocabulary import plain_words, words

_NEEDED: Final = 4
_EACH: Final = 2
_TWO: Final = 2
_LISTS: Final = re.compile(r"[,;|&=]")
MOST_POSITIONS: Final = 12
_PAST: Final = [[word] for word in ("before", "current", "from", "old", "prev", "previous", "prior", "was")]
# The two numbers of an enumeration; others may be counts, or flags of several settings.
_NUMBERED: Final[set[Any]] = {1, 2}
_SLUG: Final = re.compile(r"[^a-z0-9]+")
# What a request says of itself, not of another setting.
_OF_ITSELF: Final = re.compile(
    r"confirm|acknowledge|^ack|force|async|dryrun|silent|validate|preview|notify|return|include|refresh|explicit|"
    r"idempotent|sync|immediate|retry|verbose|agree|^final|^commit|interactive|^user"
)


@dataclass(frozen=True, slots=True, repr=False)
class Series:
    """Flips with the position that each set, and the places and values in their requests."""

    flips: Flips
    labels: tuple[int, ...]
    places: list[Place]
    values: dict[int, dict[Place, Any]]

    @property
    def literal(self) -> dict[int, Any] | None:
        """The one value of each position that is the same in all places; None if there is none."""
        found: dict[int, Any] = {}
        for label, said in self.values.items():
            texts = {as_text(value) for value in said.values()}
            if METHOD in said or ABSENT in said.values() or len(texts) != 1:
                return None
            # A number or a truth value is said as a text where there is no other way.
            found[label] = min(said.values(), key=lambda value: isinstance(value, str))
        return found


def learn_setting(file: LessonFile, *, ends_on: bool | None = None) -> tuple[str, Form, bool | None]:
    """Return its group, `switches` or `selects`, and its public JSON form; raises LearnError if it is not certain.

    `ends_on` is whether the owner says that a switch is on after the last flip; what the words say is returned, too.
    """
    flips = find_flips(file)
    requests = [row[-1] for row in flips.requests]
    groups = partitions(requests)
    failed: LearnError | None = None
    learned: list[_Learned] = []
    for labels, places in groups.items():
        series = _series(flips, labels, places)
        if series is None:
            continue
        try:
            learned.append(_learn(file, series))
        except Unexplained as err:
            failed = failed if failed is not None and len(groups) > 1 else err.as_error()
    if len(learned) != 1:
        few = LearnError(
            "setting_too_few" if len(groups) < _TWO else "setting_several", address=addresses(requests[:1])
        )
        raise failed or few
    return _finished(learned[0], ends_on=ends_on)


@dataclass(frozen=True, slots=True, repr=False)
class _Learned:
    """A series of flips, their recipe, and where the setting is read."""

    series: Series
    builder: RecipeBuilder
    form: Form
    place: StatePlace | None
    failed: LearnError | None
    """Why it is not certain where it is read."""


def _series(flips: Flips, labels: tuple[int, ...], places: list[Place]) -> Series | None:
    """Return flips with their positions, if there were enough both ways."""
    counts = [labels.count(label) for label in range(max(labels) + 1)]
    if len(counts) > MOST_POSITIONS or len(labels) < _NEEDED:
        return None
    if len(counts) == _TWO and min(counts) < _EACH:
        return None
    # A setting of several positions is taught by going from one to each other and back.
    if len(counts) > _TWO and max(counts) < len(counts) - 1:
        return None
    said = [leaves_of(row[-1]) for row in flips.requests]
    values: dict[int, dict[Place, Any]] = {}
    for label, leaves in zip(labels, said, strict=True):
        values[label] = {place: leaves.get(place, ABSENT) for place in places}
    return Series(flips, labels, places, values)


def _learn(file: LessonFile, series: Series) -> _Learned:
    """Return the recipe that gives every flip; raises Unexplained if there is none."""
    literal = series.literal
    requests = [row[-1] for row in series.flips.requests]
    place, failed = None, None
    first_is = _first_is_on(series, None) if len(series.values) == _TWO else None
    reader = StateReader(file, requests, series.labels, series.flips.asking)
    try:
        place = reader.read(_names(series), literal or {}, first_is=first_is)
    except LearnError as err:
        failed = err
    before = [place.before(row[0]) if place is not None else None for row in series.flips.requests]

    def scope(around: RequestContext) -> NameScope:
        """Return the scope of a request: the values of the position that it sets and of the one before."""
        number = around.demonstration
        known = [KnownValues("value", literal[series.labels[number]])] if literal is not None else []
        if place is not None and place.is_by_value and number >= 0 and before[number] is not None:
            known.append(KnownValues(f"now:{place.at}", point(before[number], place.at)))
        return NameScope(around, tuple(known))

    builder = RecipeBuilder(file, series.flips.requests, scope, mirrors=True, asking=series.flips.asking)
    for number, document in enumerate(before):
        builder.fetched.documents[number]["now"] = document
    if literal is not None:
        _check_values(file, series)
        form: Form = {"set": builder.form(requests)}
    else:
        form = {"set": {}}
        for label in series.values:
            numbers = [number for number, each in enumerate(series.labels) if each == label]
            form["set"][label] = builder.form([requests[number] for number in numbers], numbers)
    _check_alone(series, form)
    if all(words(str(place[-1]))[:1] in _PAST for place in series.places):
        # It says what was, and sets what it does not say.
        raise Unexplained("setting_direction", series.places[0])
    first = builder.first()
    return _Learned(series, builder, ({"first": first} if first else {}) | form, place, failed)


def _check_values(file: LessonFile, series: Series) -> None:
    """Refuse values that contain something of the account, list what is on, or are flags of several settings."""
    place = series.places[0]
    values = list((series.literal or {}).values())
    for value in values:
        problem = file.checks.problem(value, place)
        # Where a setting is read, answers give its values.
        if problem and not (problem == "part_given" and plain_words(as_text(value))):
            raise Unexplained(problem, place)
    if len(values) == _TWO and not are_opposite(*values) and set(values) != _NUMBERED:
        is_word = all(isinstance(value, str) and not _LISTS.search(value) for value in values)
        said = [set(words(as_text(value))) for value in values]
        if not is_word or said[0] <= said[1] or said[1] <= said[0]:
            raise Unexplained("setting_carries_others", place)


def _check_alone(series: Series, form: Form) -> None:
    """Refuse a request that also sets other settings, whose state is then unknown."""
    for place in series.places:
        _check_list(series, place)
    said = request_leaves(series.flips.requests[-1][-1])
    domain = [value for values in series.values.values() for value in values.values() if value != ABSENT]
    template = orjson.dumps(form, option=orjson.OPT_NON_STR_KEYS).decode()
    for place in series.places:
        for other, value in said.items():
            if other in series.places or not is_beside(other, place) or not any(same(value, each) for each in domain):
                continue
            name = _SLUG.sub("", str(other[-1]).lower())
            is_fetched = f'"{other[-1]}":"{{{{' in template or f'["{other[-1]}","{{{{' in template
            if place[0] != "path" and not is_fetched and not _OF_ITSELF.search(name):
                raise Unexplained("setting_carries_others", other)


def _check_list(series: Series, place: Place) -> None:
    """Refuse a list that is longer in one position: it may contain everything that is on or chosen.

    An element that moves from one list to another, as from `add` to `remove`, is only the setting.
    """
    if not any(said[place] == ABSENT for said in series.values.values()):
        return
    number = next((at for at, step in enumerate(place) if isinstance(step, int)), None)
    others = {other for row in series.flips.requests for other in leaves_of(row[-1])} - {place}
    if number is None:
        name = re.sub(r" \d+$", "", str(place[-1]))
        numbered = (re.sub(r" \d+$", "", str(other[-1])) for other in others if other[:-1] == place[:-1])
        if place[0] in {"query", "body"} and series.flips.requests[0][-1].kind != "json" and name in numbered:
            raise Unexplained("setting_carries_others", place)
        return
    start = place[: number + 1]
    is_moved = any(
        said[place] in {v for p, v in other.items() if p[:number] != place[:number]}
        for said in series.values.values()
        if said[place] != ABSENT
        for other in series.values.values()
        if other is not said
    )
    if not is_moved or any(other[:number] == place[:number] and other[: number + 1] != start for other in others):
        raise Unexplained("setting_carries_others", place)


def _finished(learned: _Learned, *, ends_on: bool | None) -> tuple[str, Form, bool | None]:
    """Return a setting with names for its positions and, if known, how it is read."""
    series, place = learned.series, learned.place
    if learned.failed is not None:
        raise learned.failed
    if len(series.values) == _TWO:
        first_is = _first_is_on(series, place)
        stated = None if first_is is None else first_is == (series.labels[-1] == 0)
        if (last := stated if ends_on is None else ends_on) is None:
            raise LearnError("setting_direction", place=readable_place(series.places[0]))
        names = {label: "on" if (label == series.labels[-1]) == last else "off" for label in series.values}
        return "switches", _named(learned, names), stated
    if place is None or series.literal is None:
        raise LearnError("setting_too_few", address=addresses(series.flips.requests[0][-1:]))
    return "selects", _named(learned, _slugs(series.literal)), None


def _names(series: Series) -> list[str]:
    """Return the names of a setting: the words of its requests, without those of the value."""
    exchange = series.flips.requests[-1][-1]
    said = request_leaves(exchange)
    texts = [value for place, value in said.items() if isinstance(value, str) and place not in series.places]
    steps = [step for place in said for step in place[1:] if isinstance(step, str) and place[0] != "header"]
    own = [as_text(value) for values in series.values.values() for value in values.values() if value != ABSENT]
    path = [unquote(segment) for segment in exchange.path.split("/")[2:]]
    return [*(text for text in texts if len(text) < _LONGEST), *steps, *path, *own]


_LONGEST: Final = 80
# What names what a click would do, not how a setting is.
_OFFERS: Final = frozenset(
    {"action", "actions", "available", "button", "buttons", "can", "command", "cta", "href", "link", "links", "next"}
    | {"offer", "offered", "operation", "rel"}
)


def _first_is_on(series: Series, place: StatePlace | None) -> bool | None:
    """Return whether the first position is on, judged by words; None if they do not say."""
    pairs = [
        (series.values[0][each], series.values[1][each])
        for each in series.places
        if ABSENT not in {series.values[0][each], series.values[1][each]}
    ]
    is_on = first_is_on([_method_words(pair) for pair in pairs], _near_names(series))
    if is_on is None and not pairs:
        # What is said in one position alone says it.
        absent = {label for label in series.values if ABSENT in series.values[label].values()}
        is_on = 1 in absent if len(absent) == 1 else None
    is_state = place is not None and place.is_by_value and _OFFERS.isdisjoint(words(place.at))
    stated = first_is_on([(place.values[0], place.values[1])], [place.at]) if place and is_state else None
    if is_on is None or stated is None:
        return stated if is_on is None else is_on
    # What is sent may be how the setting was before.
    return is_on if is_on == stated else None


def _method_words(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return what methods mean of a setting."""
    if set(pair) <= {"PUT", "POST", "DELETE", "PATCH"} and "DELETE" in pair:
        return pair[0] != "DELETE", pair[1] != "DELETE"
    return pair


def _near_names(series: Series) -> list[str]:
    """Return the names of the place of a value and of the places beside it."""
    said = request_leaves(series.flips.requests[-1][-1])
    found = []
    for place in series.places:
        found += [step for step in place[1:] if isinstance(step, str)]
        found += [
            value
            for other, value in said.items()
            if other not in series.places
            and other[:-1] == place[:-1]
            and other[0] != "path"
            and isinstance(value, str)
            # What other settings are is no name of this one.
            and not is_position(value)
        ]
    path = [unquote(segment) for segment in series.flips.requests[-1][-1].path.split("/") if segment]
    if all(place[0] == "path" for place in series.places):
        found += [segment for number, segment in enumerate(path) if ("path", number + 1) not in series.places][-1:]
    else:
        found += path[-1:]
    return [name for name in found if len(name) < _LONGEST]


def _slugs(values: dict[int, Any]) -> dict[int, str]:
    """Return a name for each position: its value as a slug, or its number if that is invalid or taken."""
    slugs = {label: _SLUG.sub("_", as_text(value).lower()).strip("_") for label, value in values.items()}
    known = list(slugs.values())
    return {
        label: slug if 0 < len(slug) <= _LONGEST_SLUG and known.count(slug) == 1 else f"position_{label + 1}"
        for label, slug in slugs.items()
    }


_LONGEST_SLUG: Final = 40


def _named(learned: _Learned, names: dict[int, str]) -> Form:
    """Return the public JSON form with names for positions and, if known, how the setting is read."""
    series, form, place = learned.series, learned.form, learned.place
    order = sorted(names, key=lambda label: (names[label] != "on", label))
    done: Form = {"first": form["first"]} if "first" in form else {}
    if series.literal is None:
        done["set"] = {names[label]: form["set"][label] for label in order}
        done["values"] = {names[label]: names[label] == "on" for label in order}
    else:
        done["set"] = form["set"]
        done["values"] = {names[label]: series.literal[label] for label in order}
    if place is None:
        return done
    done["read"] = _reading(learned.builder, place, names, done["values"], order)
    return _with_now(done)


def _reading(
    builder: RecipeBuilder, place: StatePlace, names: dict[int, str], values: dict[str, Any], order: Iterable[int]
) -> Form:
    try:
        request = builder.reading([each.exchange for each in place.source.observations])
    except Unexplained as err:
        raise err.as_error() from None
    read: Form = {"request": request, "at": place.at, **where_of(place.source.way)}
    if place.null is not None:
        return {**read, "null": names[place.null]}
    if place.means is not None:
        return {**read, "member": place.member, "means": names[place.means]}
    stated = {names[label]: place.values[label] for label in order}
    # Compared as JSON: 1 is not true.
    return read if orjson.dumps(stated) == orjson.dumps(values) else {**read, "values": stated}


def _with_now(form: Form) -> Form:
    """Return a setting that uses the response to its reading as `now`, instead of fetching it first."""
    read = form["read"]
    for name, first in form.get("first", {}).items():
        if first["request"] == read["request"] and first.get("inside") == read.get("inside") and "header" not in first:
            text = orjson.dumps({key: value for key, value in form.items() if key != "read"}).decode()
            done: Form = orjson.loads(text.replace(f"{{{{{name}:", "{{now:").replace(f"{{{{{name}}}", "{{now}"))
            rest = {other: inner for other, inner in done.pop("first").items() if other != name}
            return ({"first": rest} if rest else {}) | done | {"read": read}
    return form
