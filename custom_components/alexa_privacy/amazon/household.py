"""Who belongs to a household (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Final

from .errors import BadResponse
from .recordings import read_name
from .request_stats import RequestKind
from .responses import Request, Response
from .session import HISTORY_PAGE, AmazonSession

_PERSONS: Final = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/persons-in-household")


async def first_names(session: AmazonSession) -> list[str]:
    """Return the first names that Amazon knows voices by; raises what AmazonSession.send raises."""
    return await session.fetch(lambda _: _PERSONS, RequestKind.PERSONS, _read_names, optional=True)


def _read_names(answer: Response) -> list[str]:
    """Read the names, each once; BadResponse where the answer has another shape."""
    if not isinstance(answer.json, list):
        raise BadResponse("Amazon's household is no list")
    names = (read_name(person.get("personFirstName")) for person in answer.json if isinstance(person, dict))
    return list(dict.fromkeys(name for name in names if name))
