"""Requests as documents describe them, the other way around: what stands where one has placeholders."""

from collections.abc import Callable
from datetime import datetime
import re
from typing import Any

from tests.amazon_double.calls import Call
from tests.amazon_double.records import Json

PLACEHOLDER = re.compile(r"\{\{([^{}|]+)(?:\|([a-z]+)[^{}]*)?\}\}")
_FILTERS: dict[str, Callable[[Any], Any]] = {
    "": lambda value: value,
    "utc": lambda value: round(datetime.fromisoformat(value).timestamp() * 1000),
}


def heard(call: Call, forms: list[Json]) -> Json:
    """Return what stands in a request where one of these forms has placeholders; ValueError if it fits none."""
    for form in forms:
        said: Json = {}
        try:
            match(form["path"], call.entry.path, said)
            match(dict(form.get("query", [])), call.query, said)
            for name, value in form.get("headers", {}).items():
                match(value, call.request.headers.get(name, ""), said)
            if "json" in form:
                match(form["json"], call.json(), said)
            elif "form" in form:
                match(dict(form["form"]), call.form, said)
            elif call.entry.body:
                continue
        except TypeError, ValueError:
            continue
        return said
    raise ValueError("not a request of this page")


def match(template: Any, value: Any, said: Json) -> None:
    """Note what stands in a value where a template has placeholders; ValueError where it says something else."""
    if isinstance(template, dict) and "$each" in template:
        said[template["$each"]] = []
        for each in value:
            inner: Json = {}
            match(template["do"], each, inner)
            said[template["$each"]].append(inner)
    elif isinstance(template, dict) and isinstance(value, dict) and template.keys() == value.keys():
        for name, part in template.items():
            match(part, value[name], said)
    elif isinstance(template, str) and (names := PLACEHOLDER.findall(template)):
        texts = map(re.escape, re.split(r"\{\{[^{}]*\}\}", template))
        alone = PLACEHOLDER.fullmatch(template)
        found = None if alone else re.fullmatch("(.+)".join(texts), value)
        for (name, step), part in zip(names, [value] if alone else (found.groups() if found else ()), strict=True):
            said[name] = _FILTERS[step](part)
    elif template != value or type(template) is not type(value):
        raise ValueError(template)


def point(value: Any, pointer: str) -> Any:
    """Return what stands where a pointer shows; None if there is nothing."""
    for name in pointer.split("/")[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def put(document: Json, pointer: str, value: Any) -> Any:
    """Put something where a pointer shows, or in place of all; return the whole."""
    if not pointer:
        return value
    *way, last = pointer.split("/")[1:]
    inner = document
    for name in way:
        inner = inner.setdefault(name, {})
    inner[last] = value
    return document
