"""How switches are set and read."""

from collections.abc import Callable, Sequence
import re
from typing import Any, Final
from urllib.parse import unquote

from ..templates import Template
from .errors import LearnError, Unexplained
from .exchange import Exchange
from .generalise import Generaliser
from .leaves import Leaves, Place, pointer, rebuild, request_leaves
from .lesson import LearntSwitch, Part
from .personal import Personal
from .reading import StateAt, find_reading
from .scope import Scope, Sense, Surroundings
from .shapes import Sample, check_form, headers_of, renders
from .states import find_tellings
from .toggles import Change, Toggle, find_toggles, same

_MOST: Final = 20

__all__ = ["Change", "learn_pair", "learn_switches"]


def learn_switches(
    changes: Sequence[Change], exchanges: Sequence[tuple[int, Exchange]], personal: Personal
) -> list[LearntSwitch]:
    """Return the switches that were clicked, as far as their requests can be told."""
    if not changes:
        return []
    orders = {change.order for change in changes}
    tokens = changes[0].around.tokens
    reading = [(order, exchange) for order, exchange in exchanges if order not in orders and not exchange.writes]
    tellings = find_tellings(reading, tokens)
    found = []
    for toggle in find_toggles(changes, tellings)[:_MOST]:
        try:
            switch = _learn(toggle, find_reading(toggle, tellings))
        except Unexplained:
            continue
        if not personal.is_in([switch.set, switch.read, switch.hint]):
            found.append(switch)
    return found


def learn_pair(first: Exchange, second: Exchange, tokens: frozenset[str]) -> LearntSwitch:
    """Learn from two pasted requests; LearnError where they do not differ in one value."""
    changes = [Change(order, exchange, Surroundings(tokens)) for order, exchange in enumerate((first, second))]
    said = [change.leaves() for change in changes]
    if (first.method, first.kind, said[0].keys()) != (second.method, second.kind, said[1].keys()):
        raise LearnError("switch_not_understood")
    places = [place for place in said[0] if not same(said[0][place], said[1][place])]
    if len(places) != 1:
        raise LearnError("switch_not_understood" if places else "switch_same")
    toggle = Toggle(places[0], changes, [leaf[places[0]] for leaf in said], [])
    try:
        return _learn(toggle, None)
    except Unexplained:
        raise LearnError("switch_not_understood") from None


def _learn(toggle: Toggle, state: StateAt | None) -> LearntSwitch:
    """Return a switch; with other settings in the same request, these are sent as they are at that time."""
    now = _others(toggle, state) if state else {}
    form = _form(toggle, now)
    part: Part = {"set": form, "values": {"on": toggle.last, "off": toggle.first}}
    read = _read(state) if state else None
    switch = LearntSwitch(form, toggle.first, toggle.last, read, _hint(toggle))
    recipe = check_form("switches", {"human_review": switch.part(last_is_on=True)})["human_review"]
    change = toggle.changes[-1]
    told = state.telling.before(change.order) if state else None
    values = {**change.around.values(), "value": part["values"]["on"], "now": told.document if told else None}
    if not renders(recipe.set, values, change.exchange):
        raise Unexplained
    return switch


def _form(toggle: Toggle, now: dict[Place, str]) -> Part:
    """Return the public JSON form of the request that sets a switch."""
    change = toggle.changes[-1]
    exchange = change.exchange
    sample = Sample(exchange, Scope(change.around))

    def fill(root: str) -> Callable[[Place, Any], Template]:
        return lambda place, value: _filled((root, *place), value, toggle, change, now)

    segments = [
        _segment(fill("path")((number,), unquote(raw)), raw) for number, raw in enumerate(exchange.path.split("/"))
    ]
    form: Part = {"method": exchange.method, "path": "/".join(segments)}
    if exchange.query:
        form["query"] = rebuild(exchange.query, fill("query"))
    if headers := headers_of([sample], Generaliser(Sense([]))):
        form["headers"] = headers
    if exchange.kind is not None:
        form[exchange.kind] = rebuild(exchange.body, fill("body"))
    return form


def _filled(place: Place, value: Any, toggle: Toggle, change: Change, now: dict[Place, str]) -> Template:
    """Return what stands at a place: the switch's value, another's of now, something fresh, or what always does."""
    if place == toggle.place:
        return "{{value}}"
    if place in now:
        return f"{{{{now:{now[place]}}}}}"
    if place[0] != "path" and change.is_fresh(value):
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


def _read(state: StateAt) -> Part:
    """Return the public JSON form of how a switch is read."""
    telling = state.telling
    last = telling.states[-1]
    around = Surroundings()
    exchange = last.exchange
    form: Part = {"method": exchange.method, "path": exchange.path}
    if exchange.query:
        form["query"] = [list(pair) for pair in exchange.query]
    if headers := headers_of([Sample(exchange, Scope(around))], Generaliser(Sense([]))):
        form["headers"] = headers
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
    own, there = _apart(toggle.place, state.place)
    found: dict[Place, str] = {}
    said = request_leaves(change.exchange)
    for place, value in said.items():
        counterpart = (*there, *place[len(own) :])
        if place[: len(own)] != own or place == toggle.place or counterpart not in told.leaves:
            continue
        if same(told.leaves[counterpart], value) and not _names(counterpart, state.place, told.document):
            found[place] = pointer(told.document, counterpart)
    return found


def _apart(one: Place, other: Place) -> tuple[Place, Place]:
    """Return what two places begin with, their common end taken off."""
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[: len(one) - size], other[: len(other) - size]


def _names(place: Place, value: Place, document: Any) -> bool:
    """Tell whether a place is what names the switch itself in a list."""
    return place[:-1] == value[:-1] and f"[{place[-1]}=" in pointer(document, value)


def _hint(toggle: Toggle) -> str:
    """Return what a switch is called in its requests, for the owner to recognise."""
    said: Leaves = request_leaves(toggle.changes[-1].exchange)
    words = [name for name in toggle.names if re.search("[A-Za-z]", name)]
    steps = [str(step) for step in toggle.place[1:] if isinstance(step, str) and step != "$json"]
    if toggle.place[0] != "path" and isinstance(toggle.place[-1], int):
        steps.append(str(said.get((*toggle.place[:-1], 0), "")))
    if not words and not steps:
        words = [segment for segment in toggle.changes[-1].exchange.path.split("/")[-3:] if segment]
    # What looks like an id tells the owner nothing.
    return " / ".join(word for word in (*words, *steps[-2:]) if word and not re.search(r"\d{4,}", word))[:100]
