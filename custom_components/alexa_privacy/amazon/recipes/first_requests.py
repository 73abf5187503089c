"""Sends a recipe's request, after the requests it sends first, whose responses it can use."""

from collections.abc import Callable
from functools import partial
from html import unescape
from http import HTTPMethod
from json import JSONDecoder
from typing import Any

from ..errors import BadResponse
from ..request_stats import RequestKind
from ..responses import Expect, Response, beginning, parse
from ..session import AmazonSession
from .model import FirstRequest, RequestTemplate
from .template import Values


async def send_filled[T](
    session: AmazonSession,
    request: RequestTemplate,
    values: Values,
    kind: RequestKind,
    read: Callable[[Response], T],
    *,
    expect: Expect = Expect.JSON,
    repeatable: bool = True,
) -> T:
    """Send a request filled in with `values` and the token of this moment; raises TemplateError where that fails."""
    return await session.fetch(
        lambda csrf: request.render({**values, "csrf": csrf}),
        kind,
        read,
        csrf=request.uses("csrf"),
        expect=expect,
        repeatable=repeatable,
    )


async def send_once(
    session: AmazonSession,
    first: tuple[FirstRequest, ...],
    request: RequestTemplate,
    values: Values,
    kind: RequestKind,
) -> None:
    """Send a request that changes something, once, after its first requests; raises as `send_first`."""
    values = await send_first(session, first, values, kind)
    await send_filled(session, request, values, kind, lambda _: None, expect=Expect.ANYTHING, repeatable=False)


async def send_first(
    session: AmazonSession, requests: tuple[FirstRequest, ...], values: Values, kind: RequestKind
) -> dict[str, Any]:
    """Send requests in order, each once; return `values` with the response to each under its name.

    Raises TemplateError if one cannot be filled in, BadResponse if a response lacks what the recipe needs.
    """
    known = dict(values)
    for first in requests:
        known[first.name] = await send_filled(
            session,
            first.request,
            known,
            kind,
            partial(answered, first),
            expect=Expect.ANYTHING if first.after is None else Expect.HTML,
            repeatable=first.request.method == HTTPMethod.GET,
        )
    return known


def answered(first: FirstRequest, answer: Response) -> Any:
    """Return the part of a response that later requests may use; raises BadResponse if it is missing."""
    if first.header is not None:
        if (value := answer.headers.get(first.header.lower())) is None:
            raise BadResponse("Amazon's answer lacks the header that the recipe names")
        return value
    if first.after is not None:
        return json_inside(answer, first.after, escaped=first.escaped)
    try:
        return parse(answer.body)
    except BadResponse:
        # Nothing may need it.
        return None


def json_inside(answer: Response, after: str, *, escaped: bool) -> Any:
    """Return the JSON value that follows a text of a page."""
    _, found, rest = answer.body.partition(after.encode())
    if not found:
        raise BadResponse("Amazon's page does not hold what the recipe looks for")
    text = beginning(rest).decode("utf-8", "replace")
    if escaped:
        # Inside an attribute the value ends at the quote that it began with; what is escaped is no quote.
        text = unescape(text.partition(after[-1])[0])
    try:
        return JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError) as err:
        raise BadResponse("Amazon's page does not hold JSON where it should") from err
