"""Requests that do the same, put into one recipe's public JSON form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
import re
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

import orjson

from ..recipes.model import RecipeError, RequestTemplate, read_recipes
from ..recipes.template import TemplateError, Values
from ..responses import Request
from ..session import CSRF_HEADER
from .encodings import on_literals
from .exchange import Exchange, read_body, read_pairs
from .form_fields import pairs_template
from .generalise import Generaliser
from .learn_error import Unexplained
from .naming import Namespace
from .samples import Node
from .secrets import random_words

_DEFAULT_TYPES: Final = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
# What every browser sends by itself, and what only means something to one connection.
_BROWSERS: Final = frozenset(
    {"accept-charset", "accept-encoding", "accept-language", "cache-control", "connection", "content-length", "cookie"}
    | {"device-memory", "dnt", "downlink", "dpr", "ect", "expect", "forwarded", "host", "if-modified-since"}
    | {"if-none-match", "keep-alive", "origin", "pragma", "priority", "range", "referer", "rtt", "save-data", "te"}
    | {"traceparent", "tracestate", "transfer-encoding", "upgrade", "upgrade-insecure-requests", "user-agent", "via"}
    | {"viewport-width", "width", "accept", "content-type"}
)
_BROWSERS_BEGIN: Final = ("sec-", "proxy-", "x-forwarded-", "x-original-", "x-rewrite-", ":")
_OTHER_METHOD: Final = ("x-http-method", "x-method-")
_RANDOM: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{20,}|(?=[^\d]*\d)[A-Za-z0-9+/=_.-]{16,}|.*\d{8,}.*|.{200,}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """One request, and what it may name."""

    exchange: Exchange
    scope: Namespace


def request_form(samples: Sequence[Sample], generaliser: Generaliser) -> dict[str, Any]:
    """Return the public JSON form of a request that gives each of the samples; Unexplained where there is none."""
    first = samples[0].exchange
    if len({(sample.exchange.method, sample.exchange.kind) for sample in samples}) != 1:
        raise Unexplained
    form: dict[str, Any] = {"method": first.method, "path": _path(samples, generaliser)}
    if query := pairs_template([Node(sample.exchange.query, sample.scope) for sample in samples], generaliser):
        form["query"] = query
    if headers := headers_of(samples, generaliser):
        form["headers"] = headers
    bodies = [Node(sample.exchange.body, sample.scope) for sample in samples]
    if first.kind == "form":
        form["form"] = pairs_template(bodies, generaliser)
    elif first.kind is not None:
        form[first.kind] = generaliser.template(bodies)
    return form


def check_form(name: str, part: dict[str, Any]) -> Any:
    """Return the recipe that a public JSON form means; Unexplained where it would be refused."""
    try:
        return getattr(read_recipes({"version": 1, name: part}), name)
    except RecipeError as err:
        raise Unexplained from err


def says(request: Request, exchange: Exchange) -> bool:
    """Return whether a rendered request means what a browser sent."""
    split = urlsplit(request.target)
    if request.method != exchange.method or _segments(split.path) != _segments(exchange.path):
        return False
    if read_pairs(split.query) != exchange.query:
        return False
    if exchange.kind is None or request.body is None:
        return exchange.kind is None and request.body is None
    if exchange.kind == "json":
        return bool(orjson.loads(request.body) == exchange.body)
    content_type = _DEFAULT_TYPES.get(exchange.kind, "")
    return read_body(request.body.decode(), content_type) == (exchange.kind, exchange.body)


def renders(request: RequestTemplate, values: Values, exchange: Exchange) -> bool:
    """Return whether a request's template gives the very request it was learned from."""
    try:
        return says(request.render(values), exchange)
    except TemplateError:
        return False


def _segments(path: str) -> list[str]:
    """Return what the segments of a path say."""
    return [unquote(segment) for segment in path.split("/")]


def _path(samples: Sequence[Sample], generaliser: Generaliser) -> str:
    """Return the path's template: segment by segment, what never changes as it was sent."""
    rows = [sample.exchange.path.split("/") for sample in samples]
    if len({len(row) for row in rows}) != 1:
        raise Unexplained
    segments = []
    for column in zip(*rows, strict=True):
        nodes = [Node(unquote(raw), sample.scope) for raw, sample in zip(column, samples, strict=True)]
        template = generaliser.plain(nodes)
        # What a browser leaves as it is in a path differs from page to page.
        plain = "".join(set(column[0]) - {"%"})
        segments.append(on_literals(template, partial(quote, safe=plain)) if "{{" in template else column[0])
    return "/".join(segments)


def headers_of(samples: Sequence[Sample], generaliser: Generaliser) -> dict[str, str]:
    """Return the headers worth keeping: the token, the body's type where it is a special one, the page's own."""
    first = samples[0].exchange
    found: dict[str, str] = {}
    for name in first.headers:
        nodes = [Node(sample.exchange.headers.get(name), sample.scope) for sample in samples]
        if all(isinstance(node.value, str) for node in nodes) and (value := _header(name, nodes, first, generaliser)):
            found[name] = value
    return found


def _header(name: str, nodes: Sequence[Node], exchange: Exchange, generaliser: Generaliser) -> str | None:
    """Return a header's template; None for one that is better left out."""
    value = nodes[0].value
    tokens = [node.value in node.scope.around.tokens for node in nodes]
    if name == CSRF_HEADER or all(tokens) or re.search("csrf|xsrf", name):
        for node in nodes:
            node.scope.around.meet("csrf", node.value)
        return "{{csrf}}"
    if name.startswith(_OTHER_METHOD):
        raise Unexplained
    if name == "content-type":
        return value if exchange.kind and not _is_default(exchange.kind, value) else None
    if name == "accept":
        return value if value and "*/*" not in value and "html" not in value else None
    if name in _BROWSERS or name.startswith(_BROWSERS_BEGIN) or "token" in name:
        return None
    try:
        template = generaliser.plain(nodes)
    except Unexplained:
        return None
    is_random = any(random_words(template)) or ("{{" not in template and _RANDOM.fullmatch(template))
    return None if is_random else template


def _is_default(kind: str, content_type: str) -> bool:
    """Return whether a body's type is the one that recipes send by themselves."""
    kinds = {**_DEFAULT_TYPES, "text": "text/plain;charset=UTF-8"}
    return content_type.replace(" ", "").lower().removesuffix(";charset=utf-8") in {
        kinds[kind].lower().removesuffix(";charset=utf-8"),
        "",
    }
