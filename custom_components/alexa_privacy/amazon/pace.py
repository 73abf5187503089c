"""The pauses between requests to Amazon, and the time limit for responses."""

from dataclasses import dataclass
from typing import Final

from aiohttp import ClientTimeout

_TIMEOUT: Final = ClientTimeout(total=60)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The pauses and the time limit of a session; pauses in seconds.

    Page-to-page pauses of 0.3 to 1 s are in use; long histories need 30 s or more for an answer (amazon-protocol.md,
    section 1).
    """

    pause: float = 0.5
    """Between the end of a request and the next one."""
    visit_pause: float = 0.05
    """Likewise while Amazon's own page is open: it sends several requests at once, and the owner waits."""
    timeout: ClientTimeout = _TIMEOUT
    throttle_first: float = 30.0
    """The first pause after Amazon throttles; it doubles until a request succeeds."""
