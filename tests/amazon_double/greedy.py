"""A made-up way to delete whatever a request says, for requests that were learned wrongly: they take others along."""

from datetime import UTC, date, datetime, time, timedelta

from aiohttp import web

from tests.amazon_double.calls import CSRF_HEADER, Call, Host, Route, csrf_header
from tests.amazon_double.dialects.base import between, erase
from tests.amazon_double.faults import json
from tests.amazon_double.privacy import FOR_EVER
from tests.amazon_double.records import Json

PATH = "/alexa-privacy/made-up-greedy/erase"
"""Nobody could take this for an address of Amazon's."""
_DAY = 24 * 60 * 60 * 1000


def routes() -> list[Route]:
    """Return the one route."""
    return [Route("delete", Host.WWW, "POST", PATH, _erase, csrf=csrf_header)]


def greedy(body: Json) -> Json:
    """Return the learned request with such a body: all `from` a time `to` another (ms), both included, of a `device`.

    Or one by its `utterance`, some by their `utterances`, a whole `second` or `day`, the days from `first` to `last` in
    the account's zone, or all of the span `around` a time, so many ms long.
    """
    return {
        "request": {"method": "POST", "path": PATH, "headers": {CSRF_HEADER: "{{csrf}}"}, "json": body},
    }


async def _erase(call: Call) -> web.Response:
    """Delete all that lies in what the request names."""
    asked = call.json()
    first, last = int(asked.get("from", 0)), int(asked.get("to", FOR_EVER))
    if "second" in asked:
        first, last = int(asked["second"]) * 1000, int(asked["second"]) * 1000 + 999
    if "day" in asked:
        first = int(datetime.strptime(asked["day"], "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000)
        last = first + _DAY - 1
    if "around" in asked:
        first = int(asked["from"]) - int(asked["from"]) % asked["around"]
        last = first + asked["around"] - 1
    if "last" in asked:
        days = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"]) + timedelta(days=1)
        midnights = (datetime.combine(day, time(), call.account.time_zone) for day in days)
        first, last = (int(midnight.timestamp() * 1000) for midnight in midnights)
        last -= 1
    if "utterance" in asked or "utterances" in asked:
        spoken = map(call.account.find_utterance, asked.get("utterances") or [asked["utterance"]])
        erase(call, [recording for recording in spoken if recording])
        return json({"erased": True})
    serial = asked.get("device")
    found = between(call.account, first, last + 1)
    erase(call, [each for each in found if serial in {None, each.device.serial}])
    return json({"erased": True})
