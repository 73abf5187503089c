"""Builds the public JSON form of one request from requests that do the same."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

import orjson

from ...recipes.model import RequestTemplate, same
from ...recipes.template import PLACEHOLDER, RECORDINGS, Template, TemplateError
from ...responses import Request
from ..exchange import Exchange, read_body, read_pairs
from ..json_paths import request_leaves
from ..refusals import TEMPLATE, Place, Unexplained, spend
from .form_fields import pairs_template
from .json_templates import Generalizer
from .known_values import NameScope
from .leaf_choice import Node

_OTHER_METHOD: Final = ("x-http-method", "x-method-", "x-original-", "x-rewrite-", "x-forwarded-")
_DEFAULT_TYPES: Final = {"json": "application/json", "form": "application/x-www-form-urlencoded"}

type Form = dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """One request and its scope."""

    exchange: Exchange
    scope: NameScope


def request_form(samples: Sequence[Sample], generalizer: Generalizer) -> Form:
    """Return the public JSON form of a request that gives each sample; raises Unexplained if there is none."""
    first = samples[0].exchange
    if len({sample.exchange.method for sample in samples}) != 1:
        raise Unexplained("part_varies", ("method",))
    if not all(sample.exchange.is_private for sample in samples):
        raise Unexplained("request_unsupported", ("path",))
    if len({sample.exchange.kind for sample in samples}) != 1:
        raise Unexplained("part_varies", ("body",))
    if first.kind == "unreadable":
        raise Unexplained("part_unreadable", ("body",))
    form: Form = {"method": first.method, "path": _path(samples, generalizer)}
    queries = [Node(sample.exchange.query, sample.scope) for sample in samples]
    with generalizer.choice.beside(pair[-1] for pair in first.query):
        if query := pairs_template(queries, generalizer, ("query",)):
            form["query"] = query
    if headers := _headers(samples, generalizer):
        form["headers"] = headers
    bodies = [Node(sample.exchange.body, sample.scope) for sample in samples]
    if first.kind == "form":
        with generalizer.choice.beside([pair[-1] for pair in first.body], [pair[0] for pair in first.body]):
            form["form"] = pairs_template(bodies, generalizer, ("body",))
    elif first.kind is not None:
        form[first.kind] = generalizer.template(bodies, ("body",))
    return form


def check_rendering(request: RequestTemplate, samples: Sequence[Sample], free: set[Place]) -> None:
    """Raise Unexplained unless a template gives exactly the requests it was learned from."""
    for sample in samples:
        around = sample.scope.around
        recordings = sample.scope.lists.get(RECORDINGS, ())
        several = {RECORDINGS: list(recordings), "recording": recordings[0]} if recordings else {}
        known = {**several, **sample.scope.values()}
        spend(TEMPLATE)
        if not any(_renders(request, {**known, **values}, sample.exchange, free) for values in around.values()):
            raise Unexplained("part_varies", ("body",) if sample.exchange.kind else ("path",))


def _renders(request: RequestTemplate, values: Mapping[str, Any], exchange: Exchange, free: set[Place]) -> bool:
    """Return whether a template gives exactly the request that a browser sent."""
    try:
        return says(request.render(values), exchange, free)
    except TemplateError:
        return False


def says(request: Request, exchange: Exchange, free: AbstractSet[Place] = frozenset()) -> bool:
    """Return whether a rendered request equals what a browser sent, except in `free` places."""
    split = urlsplit(request.target)
    if request.method != exchange.method or _segments(split.path) != _segments(exchange.path):
        return False
    if read_pairs(split.query) != exchange.query or not _same_headers(request, exchange):
        return False
    if exchange.kind is None or request.body is None:
        return exchange.kind is None and request.body is None
    if exchange.kind == "json":
        body = orjson.loads(request.body)
        return same_json(body, exchange.body) or (bool(free) and _same_but(body, exchange, free))
    content_type = _DEFAULT_TYPES.get(exchange.kind, "")
    return read_body(request.body.decode(), content_type) == (exchange.kind, exchange.body)


def _same_headers(request: Request, exchange: Exchange) -> bool:
    sent = {name.lower(): value for name, value in request.headers.items()}
    if "content-type" not in exchange.headers:
        sent.pop("content-type", None)
    return sent == dict(exchange.headers)


def _same_but(body: Any, exchange: Exchange, free: AbstractSet[Place]) -> bool:
    """Return whether a body is the same except in `free` places."""
    one, other = request_leaves(replace(exchange, body=body)), request_leaves(exchange)
    return one.keys() == other.keys() and all(
        place in free or same(value, other[place]) for place, value in one.items()
    )


def same_json(one: Any, other: Any) -> bool:
    """Return whether two documents are the same JSON: 1 is neither true nor 1.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_json(inner, other[key]) for key, inner in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same_json(*pair) for pair in zip(one, other, strict=True))
    return same(one, other)


def _segments(path: str) -> list[str]:
    return [unquote(segment) for segment in path.split("/")]


def _path(samples: Sequence[Sample], generalizer: Generalizer) -> str | list[Template]:
    """Return the path's template by segments; constant segments stay as they were sent."""
    rows = [sample.exchange.path.split("/") for sample in samples]
    if len({len(row) for row in rows}) != 1:
        raise Unexplained("part_varies", ("path",))
    segments: list[Template] = []
    for number, column in enumerate(zip(*rows, strict=True)):
        nodes = [Node(unquote(raw), sample.scope) for raw, sample in zip(column, samples, strict=True)]
        with generalizer.choice.beside(rows[0]):
            template = generalizer.text(nodes, ("path", number))
        if isinstance(template, str) and "{{" in template:
            # What a browser leaves as it is in a path differs from page to page.
            plain = "".join(set(column[0]) - {"%"})
            template = _on_literals(template.replace("|text}}", "}}"), plain)
        elif isinstance(template, str) and "%" in template:
            template = unquote(column[0])
        segments.append(template)
    if all(isinstance(segment, str) for segment in segments):
        raw = rows[0]
        return "/".join(segment if "{{" in segment else raw[number] for number, segment in enumerate(segments))
    return [segment if not isinstance(segment, str) or "{{" in segment else unquote(segment) for segment in segments]


def _on_literals(template: str, plain: str) -> str:
    """Return a template with its constant parts percent-encoded."""
    encode = partial(quote, safe=plain)
    pieces: list[str] = []
    at = 0
    for found in PLACEHOLDER.finditer(template):
        pieces += [encode(template[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*pieces, encode(template[at:])])


def _headers(samples: Sequence[Sample], generalizer: Generalizer) -> dict[str, Template]:
    """Return the templates of the headers that the page set, which may contain values of recordings."""
    found: dict[str, Template] = {}
    for name in dict.fromkeys(name for sample in samples for name in sample.exchange.headers):
        place = ("header", name)
        nodes = [Node(sample.exchange.headers.get(name), sample.scope) for sample in samples]
        if name == "authorization":
            raise Unexplained("part_secret", place)
        if name.startswith(_OTHER_METHOD):
            raise Unexplained("request_unsupported", place)
        if any(node.value is None for node in nodes):
            raise Unexplained("part_varies", place)
        template = generalizer.text(nodes, place)
        found[name] = template.replace("|text}}", "}}") if isinstance(template, str) else template
    return found
