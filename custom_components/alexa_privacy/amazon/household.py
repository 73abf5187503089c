"""Who belongs to a household (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Final

from .answers import Request
from .errors import BadAnswer
from .recordings import read_name
from .session import HISTORY_PAGE, AmazonSession
from .traffic import Asking

_PERSONS: Final = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/persons-in-household")


async def first_names(session: AmazonSession) -> list[str]:
    """Return the first names that Amazon knows voices by; raises what AmazonSession.send raises."""
    persons = (await session.send(lambda _: _PERSONS, Asking.PERSONS)).json
    if not isinstance(persons, list):
        raise BadAnswer("Amazon's household is no list")
    names = (read_name(person.get("personFirstName")) for person in persons if isinstance(person, dict))
    return list(dict.fromkeys(name for name in names if name))
