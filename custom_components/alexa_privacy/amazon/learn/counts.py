"""Numbers in a request that may count its recordings: with as many in each sample, nobody can tell."""

from typing import Any

from ..recipes.template import RECORDINGS, Template, as_text, uses


def counted(template: Template, count: int) -> Template:
    """Return a template in which such numbers, beside what lists the recordings, say how many there are."""
    if isinstance(template, dict) and not any(key.startswith("$") for key in template):
        near = uses(template, RECORDINGS)
        return {key: _number(inner, count) if near else inner for key, inner in template.items()}
    if isinstance(template, dict):
        return {key: counted(inner, count) if key == "$json" else inner for key, inner in template.items()}
    if isinstance(template, list) and uses(template, RECORDINGS):
        return [_pair(inner, count) for inner in template]
    return template


def _pair(template: Template, count: int) -> Template:
    """Go through one element of a list, or one name and value of a query or a form."""
    if isinstance(template, list) and len(template) == 2:  # noqa: PLR2004 - a pair has two
        return [template[0], _number(template[1], count)]
    return counted(template, count)


def _number(value: Any, count: int) -> Template:
    """Return what stands for the number of recordings, where a value is that number."""
    if isinstance(value, bool) or not isinstance(value, int | str) or as_text(value) != str(count):
        return counted(value, count)
    return f"{{{{{RECORDINGS}.length{'|text' if isinstance(value, str) else ''}}}}}"
