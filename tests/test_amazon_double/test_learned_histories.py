"""The pages of other histories teach what their dialects say, from what a tab sends and is answered."""

from typing import Any

from aiohttp import ClientSession
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.learn import Exchange, LearnError, Lesson, learn_exchanges, read_exchange
from custom_components.alexa_privacy.amazon.recipes.request_form import read_request
from tests.amazon_double import HISTORIES, Account, AmazonDouble, HistoryDialect
from tests.amazon_double.other_histories import TEACHABLE
from tests.amazon_double.other_histories.matching import point
from tests.amazon_double.records import Json
from tests.browser.histories import SITE

HOUR = 3_600_000
DAY = 24 * HOUR


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=25, others=61, days=20, seed=5))
    for minutes in range(45):
        account.note("conversations", minutes_ago=30 * minutes, device=account.devices[minutes % 2])
    return account


class Tab:
    """A tab that shows a dialect's page, and what it sent and was answered."""

    def __init__(self, client: ClientSession, dialect: HistoryDialect, account: Account) -> None:
        """Show nothing yet."""
        self.client, self.dialect, self.account = client, dialect, account
        self.seen: list[Exchange] = []
        self.shown: list[Json] = []
        self.known: Json = {}

    async def open(self, pages: int) -> None:
        """Load the page, and some pages of its list."""
        text = await (await self.client.get(self.dialect.page)).text()
        self._note("GET", self.dialect.page, {}, None, text, 200, {})
        self.known = {"start": self.account.now - 30 * DAY, "end": self.account.now, "recordings": [None]}
        self.known["csrf"] = text.split('name="csrf-token" content="')[1].split('"')[0]
        await self.load(pages)

    async def load(self, pages: int) -> None:
        """Load some pages of the list from its beginning."""
        listing, self.shown, following = self.dialect.forms["listing"], [], None
        for number in range(pages):
            form = listing["request"] if number == 0 else listing["more"]
            answer, headers = await self.send(form, {"page": following} if number else {})
            entries = answer if not listing["records"] else point(answer, listing["records"])
            self.shown += entries
            rule = listing["next"]
            if "count" in rule:
                following = len(self.shown) if rule["count"] == "entries" else number + rule["first"]
            else:
                following = headers.get(rule["header"]) if "header" in rule else point(answer, rule["at"])
            if following is None or not entries:
                break

    async def delete(self, key: str) -> None:
        """Delete an entry that is shown."""
        place = self.dialect.listing.get("id", "")
        entry = next(each for each in self.shown if str(point(each, place)) == key)
        await self.send(self.dialect.forms["delete"]["request"], {"recording": entry, "recordings": [entry]})
        if self.dialect.relists:
            await self.load(1)

    async def send(self, form: Json, more: Json) -> tuple[Any, Any]:
        """Send a request of the page; return its answer with its headers."""
        known = self.known | {"time": self.account.now} | more
        request = read_request(form, "", ("start", "end", "page", "recording", "recordings")).render(known)
        response = await self.client.request(
            request.method,
            URL(request.target, encoded=True),
            headers=request.headers,
            skip_auto_headers={"Content-Type"},
            data=request.body,
        )
        text, body = await response.text(), request.body.decode() if request.body else None
        headers = {name.lower(): value for name, value in response.headers.items()}
        self._note(request.method, request.target, request.headers, body, text, response.status, headers)
        assert response.status == 200
        return await response.json(content_type=None), headers

    def _note(self, method: str, url: str, sent: Any, body: str | None, answer: str, status: int, got: Json) -> None:
        """Note an exchange."""
        more: Json = {"answer": answer, "status": status, "answer_headers": got, "time": self.account.now}
        self.seen.append(read_exchange(method, SITE + url, sent.items(), body, **more))


async def taught(client: ClientSession, account: Account, name: str) -> Json:
    """Return the document that a visit to a page teaches."""
    dialect = HISTORIES[name]
    tab = Tab(client, dialect, account)
    await tab.open(3)
    one, *others = [entry for entry in account.entries(dialect.history) if dialect.id_of(entry)][3:14]
    others = [each for each in others[1:] if each.timestamp // HOUR != one.timestamp // HOUR]
    others.sort(key=lambda each: each.device == one.device)
    for entry in (one, others[0]):
        await tab.delete(dialect.id_of(entry))
        await tab.open(2)
    result = learn_exchanges(
        tab.seen, lesson=Lesson.HISTORY, history=dialect.history, site=SITE, customer_id=account.customer_id
    )
    return result.document


@pytest.mark.parametrize("name", TEACHABLE)
async def test_dialect_is_learned(amazon: AmazonDouble, account: Account, client: ClientSession, name: str) -> None:
    """What is learned is what the page does, but for how many entries one request deletes, and for devices."""
    dialect = HISTORIES[name]
    document = await taught(client, account, name)
    expected = dialect.document(dialect.history)
    found, own = (each["histories"][dialect.history] for each in (document, expected))
    own.get("listing", {}).pop("device", None)
    assert found.get("listing") == own.get("listing")
    assert found["delete"]["request"]["path"] == own["delete"]["request"]["path"]


async def test_nameless(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """Where nothing names an entry, nothing is learned."""
    tab = Tab(client, HISTORIES["nameless"], account)
    await tab.open(3)
    with pytest.raises(LearnError, match="history_no_ids"):
        learn_exchanges(tab.seen, lesson=Lesson.HISTORY, history="sounds", site=SITE)
