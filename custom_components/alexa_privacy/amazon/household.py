"""The people of a household (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Final

from .errors import BadResponse
from .recordings import read_name
from .request_stats import RequestKind
from .responses import Request, Response
from .session import HISTORY_PAGE, AmazonSession

_PERSONS: Final = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/persons-in-household")


async def first_names(session: AmazonSession) -> list[str]:
    """Return the first names with a voice profile; raises what AmazonSession.fetch raises."""
    return await session.fetch(lambda _: _PERSONS, RequestKind.PERSONS, _read_names, optional=True)


def _read_names(answer: Response) -> list[str]:
    if not isinstance(answer.json, list):
        raise BadResponse("Amazon's household is not a list")
    names = (read_name(person.get("personFirstName")) for person in answer.json if isinstance(person, dict))
    return list(dict.fromkeys(name for name in names if name))
