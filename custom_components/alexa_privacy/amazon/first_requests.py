"""Requests that a recipe sends first, and what their answers give to the request that follows."""

from functools import partial
from html import unescape
from http import HTTPMethod
from json import JSONDecodeError, JSONDecoder
from typing import Any

from .answers import Answer, Expect, Request
from .errors import BadAnswer
from .recipe_model import FirstRequest
from .session import AmazonSession
from .templates import Values
from .traffic import Asking


async def send_first(
    session: AmazonSession, requests: tuple[FirstRequest, ...], values: Values, asking: Asking
) -> dict[str, Any]:
    """Send requests in their order, each once; return `values` with what each was answered under its name.

    Raises TemplateError where one cannot be filled in, BadAnswer where an answer lacks what it is asked for.
    """
    known = dict(values)
    for first in requests:
        answer = await session.send(
            partial(_render, first, dict(known)),
            asking,
            csrf=first.request.uses_csrf,
            expect=Expect.ANYTHING if first.after is None else Expect.HTML,
            repeatable=first.request.method == HTTPMethod.GET,
        )
        known[first.name] = answered(first, answer)
    return known


def _render(first: FirstRequest, values: Values, csrf: str) -> Request:
    """Fill in a request with the token of this moment."""
    return first.request.render({**values, "csrf": csrf})


def answered(first: FirstRequest, answer: Answer) -> Any:
    """Return what a later request may name of an answer; BadAnswer where it is not there."""
    if first.header is not None:
        if (value := answer.headers.get(first.header.lower())) is None:
            raise BadAnswer("Amazon's answer lacks the header that the recipe names")
        return value
    if first.after is not None:
        return json_inside(answer, first.after, escaped=first.escaped)
    try:
        return answer.json
    except BadAnswer:
        # Nothing may need it.
        return None


def json_inside(answer: Answer, after: str, *, escaped: bool) -> Any:
    """Return the JSON value that follows a text of a page."""
    _, found, rest = answer.text().partition(after)
    if not found:
        raise BadAnswer("Amazon's page does not hold what the recipe looks for")
    if escaped:
        # Inside an attribute the value ends at the quote that it began with; what is escaped is no quote.
        rest = unescape(rest.partition(after[-1])[0])
    try:
        return JSONDecoder().raw_decode(rest.lstrip())[0]
    except (JSONDecodeError, RecursionError) as err:
        raise BadAnswer("Amazon's page does not hold JSON where it should") from err
