"""Files in which another history was listed and entries of it deleted, as a dialect's page does."""

from itertools import combinations
from typing import Any

from homeassistant.core import HomeAssistant
import orjson
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.recipes.request_form import read_request
from tests.amazon.learn.browser import TOKEN, Browser
from tests.amazon_double import HISTORIES, Account
from tests.amazon_double.other_histories.matching import point
from tests.amazon_double.phrases import Phrase
from tests.amazon_double.records import Conversation, Json, Recording
from tests.helpers.options import go_on, open_step, upload

_ROOTS = ("recording", "recordings", "start", "end", "page")
_SPAN = 40 * 86_400_000
HOUR = 3_600_000


class HistoryPage:
    """A dialect's page, of which only the requests and answers are known."""

    def __init__(self, account: Account, dialect: str) -> None:
        """Begin before anything was listed."""
        self.account = account
        self.dialect = HISTORIES[dialect]
        self.browser = Browser(now=account.now)
        self._end = account.now

    def list(self, pages: int = 3) -> None:
        """List some pages from the newest entry on."""
        listing, size = self.dialect.forms["listing"], self.dialect.size
        entries, page = self.account.entries(self.dialect.history), None
        for number in range(pages):
            at = number * size
            shown, more = entries[at : at + size], len(entries) > at + size
            token = f"token-{self._end + number}" if more and "count" not in listing["next"] else None
            answer = self.dialect._page_of([self.dialect.entry(each) for each in shown], token, self.browser.now)
            self._send(listing["more" if number else "request"], {"page": page}, answer)
            count = listing["next"].get("count")
            page = {"entries": at + size, "pages": number + listing["next"].get("first", 0), None: token}[count]
            if not more:
                return

    def delete(self, number: int) -> Recording:
        """Delete the entry at a place of the list, and list again."""
        entry = self.account.entries(self.dialect.history)[number]
        shown = self.dialect.entry(entry)
        named = {"recording": shown, "recordings": [shown], "position": number}
        self._send(self.dialect.forms["delete"]["request"], named, None)
        self.account.erase([entry])
        self.list()
        return entry

    def _send(self, form: Json, known: Json, answer: Any) -> None:
        """Send a request with its answer."""
        given = {"csrf": TOKEN, "start": self._end - _SPAN, "end": self._end, "time": self.browser.now + 2000, **known}
        request = read_request(form, "", {*_ROOTS, "position"}).render({**given, "account": {}})
        headers = {name.lower(): value for name, value in answer.headers.items()} if answer else {}
        body = orjson.loads(answer.body) if answer else {"ok": True}
        self.browser.send(request, answer=body, answer_headers=headers)


def deleting_entries(account: Account, dialect: str, pages: int = 3) -> bytes:
    """Return a file in which some pages of a history were listed, and two entries of it deleted, one by one."""
    page = HistoryPage(account, dialect)
    page.list(pages)
    for key in telling(account, dialect):
        page.delete(held(account, dialect).index(key))
    return page.browser.har()


def telling(account: Account, dialect: str) -> list[str]:
    """Return the ids of two entries far up in a list that differ in hour and device, with others of it around them."""
    # What Amazon's own listing shows on a page has recordings in it, too.
    most = 9 if HISTORIES[dialect].history == "conversations" else 18
    entries = account.entries(HISTORIES[dialect].history)[:most]
    devices = [entry.device for entry in entries]
    inside = [at for at, device in enumerate(devices) if device in devices[:at] and device in devices[at + 1 :]]
    times = [entry.timestamp for entry in entries]
    pair = next(
        (one, other)
        for one, other in combinations(inside, 2)
        if devices[one] != devices[other] and times[one] - times[other] > HOUR
    )
    return [held(account, dialect)[place] for place in pair]


async def teach_history(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    history: str,
    har: bytes,
    *,
    by_device: bool = False,
) -> Json:
    """Show a file in the lesson of a history, as far as to what was learned."""
    form = await open_step(hass, entry, "teach", "another_history")
    form = await go_on(hass, form, {"history": history, "by_device": by_device})
    assert form["step_id"] == "way_history", form["errors"]
    form = await go_on(hass, form, {"next_step_id": "har"})
    assert form["step_id"] == "teach_history"
    return await go_on(hass, form, {"har": await upload(hass, hass_client, har)})


def converse(account: Account, number: int = 40) -> None:
    """Hold conversations of two Echos, one every 45 minutes; Amazon names the Echo of each."""
    begin = account.now - account.now % 4
    for each in range(number):
        made = begin - each * 45 * 60_000, account.customer_id, account.devices[each % 2], Phrase("", "", "", "")
        account.add(Conversation(*made, None))


def held(account: Account, dialect: str) -> list[str]:
    """Return the ids of the entries that are there, as the dialect's page lists them."""
    return [
        str(point(HISTORIES[dialect].entry(each), HISTORIES[dialect].listing["id"]))
        for each in account.entries(HISTORIES[dialect].history)
    ]
