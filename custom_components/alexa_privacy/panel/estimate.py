"""About how many recordings a filter matches, from what is known without a request."""

from datetime import date

from homeassistant.core import HomeAssistant

from ..deletion.scope import Scope
from ..histories.account_history import AccountHistory


async def estimated(hass: HomeAssistant, history: AccountHistory, scope: Scope) -> int | None:
    """Return the count of what was listed, or else of the days that were counted; None where neither has the scope."""
    window, ledger = scope.window(history.history.now()), history.kept.ledger
    if window.start >= window.end:
        return 0
    if (known := history.listed.known(*window)) is not None:
        return await hass.async_add_executor_job(lambda: sum(map(scope.matches, known)))
    if scope.persons is not None or scope.said:
        return None
    first, last = ledger.day_of(window.start) if window.start else date.min, ledger.day_of(window.end - 1)
    bounds = [(window.start, ledger.start_of(first))] if window.start else []
    if window.end == scope.end:
        bounds.append((window.end, ledger.end_of(last)))
    if any(bound != whole for bound, whole in bounds):
        # It is not known which recordings of a day are meant.
        return None
    counter = ledger.counter(first, last, scope.echoes, scope.kinds)
    return await hass.async_add_executor_job(counter) if counter else None
