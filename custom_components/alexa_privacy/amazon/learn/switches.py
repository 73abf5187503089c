"""How switches are set and read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from http import HTTPMethod
import re
from typing import Any, Final
from urllib.parse import unquote

from ..recipes.template import Template
from .exchange import Exchange
from .generalise import Generaliser
from .json_paths import (
    Leaves,
    Place,
    is_beside,
    is_naming,
    pointer,
    rebuild,
    rebuild_pairs,
    replaced,
    request_leaves,
    steps,
)
from .learn_error import LearnError, Unexplained
from .learn_result import LearntSwitch, Part
from .meaning import agree, says_on
from .naming import Namespace, RequestContext, Sense
from .personal import Personal
from .request_builder import Sample, check_form, headers_of, renders
from .secrets import HoldsSecret, Secrets
from .state_diff import apart, is_told
from .state_reading import find_reading, is_common
from .states import find_tellings
from .toggle import Change, StateAt, Toggle
from .toggle_finder import find_toggles
from .vocabulary import are_opposite, are_plain, same, says_to_write, says_what_to_do, says_yes_or_no

_MOST: Final = 20
_MOST_CLICKS: Final = 60
_MOST_WORDS: Final = 3
# What looks like an id tells the owner nothing.
_WORD: Final = re.compile(r"(?!(?:.*\d){3})[A-Za-z0-9_./-]{3,40}")

__all__ = ["Change", "learn_pair", "learn_switches"]


def learn_switches(
    changes: Sequence[Change], exchanges: Sequence[tuple[int, Exchange]], personal: Personal, secrets: Secrets
) -> list[LearntSwitch]:
    """Return the switches that were clicked, as far as their requests can be told; LearnError where none may be."""
    changes = _without_chatter(changes)
    if not changes:
        return []
    tokens = changes[0].around.tokens
    asking = _asking(changes)
    orders = {change.order for change in changes} - asking
    setting = [change for change in changes if change.order in orders]
    # Only a request that changes nothing may be sent to read a state.
    harmless = [(order, exchange) for order, exchange in exchanges if order in asking or not exchange.writes]
    tellings = find_tellings(harmless, tokens)
    found, doubts = [], set()
    for toggle in find_toggles(setting, tellings)[:_MOST]:
        state = toggle.state or find_reading(toggle, tellings)
        try:
            if not toggle.is_sure and not _tells(state, toggle):
                raise Unexplained
            switch = _learn(toggle, state)
            secrets.check(switch.part(last_is_on=True))
        except HoldsSecret:
            doubts.add("request_holds_secret")
        except Unexplained:
            doubts.add("har_no_switch")
        else:
            if not personal.is_in([switch.set, switch.read]):
                found.append(replace(switch, hint="") if personal.is_in(switch.hint) else switch)
    if doubts and not found:
        raise LearnError("request_holds_secret" if "request_holds_secret" in doubts else "har_no_switch")
    hints = Counter(switch.hint for switch in found)
    return [replace(switch, hint=_where(switch)) if hints[switch.hint] > 1 else switch for switch in found]


def _where(switch: LearntSwitch) -> str:
    """Return what a switch is called, and what its address ends in."""
    end = switch.set["path"].rpartition("/")[2]
    return f"{switch.hint} ({end})" if _WORD.fullmatch(end) else switch.hint


def _without_chatter(changes: Sequence[Change]) -> list[Change]:
    """Leave out what a page sends more often than anybody clicks."""
    sent = Counter((change.exchange.method, change.exchange.path) for change in changes)
    return [change for change in changes if sent[change.exchange.method, change.exchange.path] <= _MOST_CLICKS]


def _asking(changes: Sequence[Change]) -> set[int]:
    """Return the POST requests that only ask: always alike, with nothing in them that a switch could be set with."""
    alike: dict[Any, list[tuple[Change, Leaves]]] = defaultdict(list)
    shapes: dict[str, set[Any]] = defaultdict(set)
    for change in changes:
        said = change.leaves
        shape = change.exchange.method, change.exchange.kind, frozenset(said)
        alike[shape].append((change, said))
        shapes[change.exchange.path].add(shape)
    return {
        change.order
        for (method, _, _), group in alike.items()
        if method == HTTPMethod.POST
        for change, said in group
        if all(other == said for _, other in group)
        and not says_yes_or_no(said)
        and not any(says_to_write(str(word)) for place, value in said.items() for word in (value, *place))
        and change.exchange.answer.lstrip()[:1] in {"{", "["}
        and ((len(group) > 1 and len(shapes[change.exchange.path]) == 1) or "query" in str(said.values()))
    }


def learn_pair(first: Change, second: Change) -> LearntSwitch:
    """Learn from two pasted requests; LearnError where they do not differ in one value."""
    said = [first.leaves, second.leaves]
    shapes = [(change.exchange.method, change.exchange.kind, change.leaves.keys()) for change in (first, second)]
    if shapes[0] != shapes[1]:
        raise LearnError("switch_not_understood")
    places = [place for place in said[0] if not same(said[0][place], said[1][place])]
    if len(places) != 1:
        raise LearnError("switch_not_understood" if places else "switch_same")
    values = [leaf[places[0]] for leaf in said]
    toggle = Toggle(places[0], [first, second], values, values[0])
    if carries_others(toggle):
        raise LearnError("switch_carries_others")
    # Two switches that were flipped alike differ in one value, too: their names.
    beside = [str(value) for place, value in said[0].items() if place != toggle.place]
    if not are_opposite(toggle.first, toggle.last) and any(map(says_what_to_do, beside)):
        raise LearnError("switch_not_understood")
    try:
        switch = _learn(toggle, None)
        Secrets().check(switch.part(last_is_on=True))
    except HoldsSecret:
        raise LearnError("request_holds_secret") from None
    except Unexplained:
        raise LearnError("switch_not_understood") from None
    return switch


def _learn(toggle: Toggle, state: StateAt | None) -> LearntSwitch:
    """Return a switch; with other settings in the same request, these are sent as they are at that time."""
    now = _others(toggle, toggle.state) if toggle.state else {}
    if carries_others(toggle, now) or _varies(toggle, now) or not _may_be_one(toggle):
        raise Unexplained
    form = _form(toggle, now)
    part: Part = {"set": form, "values": {"on": toggle.last, "off": toggle.first}}
    read = _read(state, toggle.changes[0].around.tokens) if state else None
    switch = LearntSwitch(form, toggle.first, toggle.last, read, _hint(toggle, state), _last_is_on(toggle, state))
    recipe = check_form("switches", {"human_review": switch.part(last_is_on=True)})["human_review"]
    change = toggle.changes[-1]
    told = state.telling.before(change.order) if state else None
    now_told = replaced(told.document, toggle.since) if told else None
    values = {**change.around.values(), "value": part["values"]["on"], "now": now_told}
    if not renders(recipe.set, values, change.exchange):
        raise Unexplained
    return switch


def _may_be_one(toggle: Toggle) -> bool:
    """Return whether two values can be the positions of a single switch."""
    return are_opposite(toggle.first, toggle.last) or are_plain(toggle.first, toggle.last)


def _varies(toggle: Toggle, now: Collection[Place]) -> bool:
    """Return whether anything else is another each time, and nobody knows what it will be."""
    *before, last = (change.leaves for change in toggle.changes)
    return any(
        not same(value, said[place])
        for said in before
        for place, value in last.items()
        if place != toggle.place and place not in now
    )


def _tells(state: StateAt | None, toggle: Toggle) -> bool:
    """Return whether an answer tells a switch in the words it is set with, and says the other one of nothing else."""
    if state is None or not (same(state.first, toggle.first) and same(state.last, toggle.last)):
        return False
    told = state.telling.states[-1].leaves
    other = toggle.first if same(told[state.place], toggle.last) else toggle.last
    return not any(is_beside(place, state.place) and same(value, other) for place, value in told.items())


def carries_others(toggle: Toggle, now: Collection[Place] = ()) -> bool:
    """Return whether a request sets other switches too, of which nobody knows how they are at the time.

    They stand beside its own value, and say yes or no, or what it could say itself.
    """
    beside = {
        place: value
        for place, value in toggle.changes[-1].leaves.items()
        if is_beside(place, toggle.place) and place not in now
    }
    return says_yes_or_no(beside) or any(
        same(value, toggle.first) or same(value, toggle.last) for value in beside.values()
    )


def _form(toggle: Toggle, now: dict[Place, str]) -> Part:
    """Return the public JSON form of the request that sets a switch."""
    change = toggle.changes[-1]
    exchange = change.exchange
    sample = Sample(exchange, Namespace(change.around))

    def fill(root: str) -> Callable[[Place, Any], Template]:
        return lambda place, value: _filled((root, *place), value, toggle, change, now)

    segments = [
        _segment(fill("path")((number,), unquote(raw)), raw) for number, raw in enumerate(exchange.path.split("/"))
    ]
    form: Part = {"method": exchange.method, "path": "/".join(segments)}
    if exchange.query:
        form["query"] = rebuild_pairs(exchange.query, fill("query"))
    if headers := headers_of([sample], Generaliser(Sense([]))):
        form["headers"] = headers
    if exchange.kind is not None:
        rebuilt = rebuild_pairs if exchange.kind == "form" else rebuild
        form[exchange.kind] = rebuilt(exchange.body, fill("body"))
    return form


def _filled(place: Place, value: Any, toggle: Toggle, change: Change, now: dict[Place, str]) -> Template:
    """Return what stands at a place: the switch's value, another's of now, something fresh, or what always does."""
    if place == toggle.place:
        return "{{value}}"
    if place in now:
        return f"{{{{now:{now[place]}}}}}"
    return value if place[0] == "path" and "{{" not in value else _fresh(value, change)


def _fresh(value: Any, change: Change) -> Template:
    """Return what stands for a value that is the account's, or another each time; else the value."""
    if change.is_fresh(value):
        reading = min(change.around.readings(str(value)), key=lambda reading: reading.rank)
        change.around.meet(reading.expression, str(value))
        return f"{{{{{reading.expression}}}}}"
    if isinstance(value, str) and value in change.around.customers:
        change.around.meet("account.customer_id", value)
        return "{{account.customer_id}}"
    if isinstance(value, str) and "{{" in value:
        raise Unexplained
    return value


def _segment(template: Template, raw: str) -> str:
    """Return a segment of a path, where it is no placeholder as it was sent."""
    return template if isinstance(template, str) and "{{" in template else raw


def _read(state: StateAt, tokens: frozenset[str]) -> Part:
    """Return the public JSON form of how a switch is read."""
    telling = state.telling
    last = telling.states[-1]
    exchange = last.exchange
    around = RequestContext(tokens)
    change = Change(last.order, exchange, around)
    form: Part = {"method": exchange.method, "path": exchange.path}
    if exchange.query:
        form["query"] = rebuild_pairs(exchange.query, lambda _, value: _fresh(value, change))
    if headers := headers_of([Sample(exchange, Namespace(around))], Generaliser(Sense([]))):
        form["headers"] = headers
    if exchange.kind is not None:
        rebuilt = rebuild_pairs if exchange.kind == "form" else rebuild
        form[exchange.kind] = rebuilt(exchange.body, lambda _, value: _fresh(value, change))
    read: Part = {"request": form, "at": pointer(last.document, state.place)}
    if telling.after is not None:
        read["inside"] = {"after": telling.after} | ({"escaped": True} if telling.escaped else {})
    return {**read, "values": {"first": state.first, "last": state.last}}


def _others(toggle: Toggle, state: StateAt) -> dict[Place, str]:
    """Return which places of the request repeat what the answer tells, and where it tells it."""
    change = toggle.changes[-1]
    told = state.telling.before(change.order)
    if told is None:
        return {}
    own, there = apart(toggle.place, state.place)
    found: dict[Place, str] = {}
    said = request_leaves(change.exchange)
    for place, value in said.items():
        counterpart = (*there, *place[len(own) :])
        if place[: len(own)] != own or place == toggle.place or counterpart not in told.leaves:
            continue
        there_now = toggle.since.get(counterpart, told.leaves[counterpart])
        if is_told(value, there_now) and not is_naming(told.document, counterpart):
            as_text = "" if same(value, there_now) else "|text"
            found[place] = pointer(told.document, counterpart) + as_text
    return found


def _last_is_on(toggle: Toggle, state: StateAt | None) -> bool | None:
    """Return whether the last click switched on, where the request's or the answer's own words say so."""
    exchange = toggle.changes[-1].exchange
    path = exchange.path.split("/")[2:]
    said = request_leaves(exchange).items()
    beside = [str(value) for place, value in said if place != toggle.place and _names(place, value)]
    set_to = says_on([*path, *beside, *(str(step) for step in toggle.place[1:])], toggle.last, toggle.first)
    if state is None:
        return set_to
    there = steps(state.telling.states[-1].document, state.place)
    return agree(set_to, says_on([*path, *beside, *there], state.last, state.first))


def _names(place: Place, value: Any) -> bool:
    """Return whether a value beside a switch's may name what is switched."""
    return place[0] != "path" and isinstance(value, str) and bool(_WORD.fullmatch(value))


def _hint(toggle: Toggle, state: StateAt | None) -> str:
    """Return what a switch is called by Amazon's page, for the owner to recognise."""
    told = [] if state is None else list(steps(state.telling.states[-1].document, state.place))
    names = [re.sub(r"^\[[^=]*=(.*)\]$", r"\1", step) for step in told]
    said = request_leaves(toggle.changes[-1].exchange)
    words = [value for place, value in said.items() if place[0] != "path" and place != toggle.place]
    steps_to = [step for step in toggle.place[1:] if isinstance(step, str)]
    segments = toggle.changes[-1].exchange.path.split("/")[-2:]
    for choice in (names, [*words, *steps_to], segments):
        telling = [word for word in choice if isinstance(word, str) and _WORD.fullmatch(word) and not is_common(word)]
        if telling:
            return " / ".join(dict.fromkeys(telling[-_MOST_WORDS:]))
    return ""
