"""Checks that a template is well formed, and uses only allowed names."""

import re
from typing import Final

from .template import (
    EACH,
    ENCODE,
    FILTERS,
    JOIN,
    JSON,
    PLACEHOLDER,
    RECORDINGS,
    SAME,
    SHIFTS,
    TEXT_FILTERS,
    Template,
    TemplateError,
    root_of,
)

MOST_DEPTH: Final = 30
MOST_FILTERS: Final = 5
_OPERATIONS: Final = {
    frozenset({EACH, "do"}),
    frozenset({EACH, "do", "flat"}),
    frozenset({EACH, "do", "key"}),
    frozenset({JSON}),
    frozenset({JOIN, "with"}),
    frozenset({ENCODE, "as"}),
    frozenset({SAME}),
}
_WITH_ARGUMENT: Final = frozenset({"part", "utc", "local", "minus", "plus"})


def check(template: Template, roots: frozenset[str], depth: int = 0) -> None:
    """Raise TemplateError if a template is malformed or names anything but `roots`."""
    if depth > MOST_DEPTH:
        raise TemplateError("nested too deeply")
    if isinstance(template, str):
        _check_text(template, roots)
    elif isinstance(template, list):
        for inner in template:
            check(inner, roots, depth + 1)
    elif isinstance(template, dict):
        _check_object(template, roots, depth)


def _check_text(template: str, roots: frozenset[str]) -> None:
    for found in PLACEHOLDER.finditer(template):
        _check_expression(found[1], roots)
    if "{{" in PLACEHOLDER.sub("", template):
        raise TemplateError("a placeholder does not end")


def _check_expression(expression: str, roots: frozenset[str]) -> None:
    name, *filters = expression.split("|")
    if root_of(name) not in roots:
        raise TemplateError("a name is not known here")
    if len(filters) > MOST_FILTERS:
        raise TemplateError("a value is changed too often")
    for step in filters:
        key, _, argument = step.strip().partition(":")
        if key not in FILTERS or bool(argument) != (key in _WITH_ARGUMENT):
            raise TemplateError("a filter is not known")
        if key == "part" and not re.fullmatch(r".+:-?\d{1,3}", argument):
            raise TemplateError("part needs a separator and a position")
        if f"{key}:" in SHIFTS and not re.fullmatch(r"\d{1,9}", argument):
            raise TemplateError(f"{key} needs a number")


def _check_object(template: dict[str, Template], roots: frozenset[str], depth: int) -> None:
    if not any(key.startswith("$") for key in template):
        for key, inner in template.items():
            _check_text(key, frozenset())
            check(inner, roots, depth + 1)
        return
    if frozenset(template) not in _OPERATIONS:
        raise TemplateError("an operation is not known")
    if EACH in template:
        _check_each(template, roots, depth)
        return
    operation = next(key for key in (JSON, JOIN, ENCODE, SAME) if key in template)
    if operation == JOIN and not isinstance(template["with"], str):
        raise TemplateError("$join needs a text")
    if operation == ENCODE and template["as"] not in TEXT_FILTERS:
        raise TemplateError("$encode needs a way to encode")
    if operation == SAME and not (isinstance(template[SAME], list) and template[SAME]):
        raise TemplateError("$same needs a list")
    check(template[operation], roots, depth + 1)


def _check_each(template: dict[str, Template], roots: frozenset[str], depth: int) -> None:
    source = template[EACH]
    if not isinstance(source, str):
        raise TemplateError("$each names no list")
    _check_expression(source, roots)
    if not isinstance(template.get("flat", False), bool):
        raise TemplateError("flat is true or false")
    inner_roots = roots | {"index", "recording" if source == RECORDINGS else "item"}
    check(template.get("key", ""), inner_roots, depth + 1)
    check(template["do"], inner_roots, depth + 1)
