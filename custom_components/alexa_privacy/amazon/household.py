"""Who belongs to a household (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Final

from .errors import BadAnswer
from .recordings import read_name
from .request_stats import Asking
from .responses import Answer, Request
from .session import HISTORY_PAGE, AmazonSession

_PERSONS: Final = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/persons-in-household")


async def first_names(session: AmazonSession) -> list[str]:
    """Return the first names that Amazon knows voices by; raises what AmazonSession.send raises."""
    return await session.fetch(lambda _: _PERSONS, Asking.PERSONS, _read_names, optional=True)


def _read_names(answer: Answer) -> list[str]:
    """Read the names, each once; BadAnswer where the answer has another shape."""
    if not isinstance(answer.json, list):
        raise BadAnswer("Amazon's household is no list")
    names = (read_name(person.get("personFirstName")) for person in answer.json if isinstance(person, dict))
    return list(dict.fromkeys(name for name in names if name))
