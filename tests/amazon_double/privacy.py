"""Amazon's privacy pages: the anti-CSRF token, the listings, audio and household."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import islice
import secrets
from typing import Any, NamedTuple, Self
import wave

from aiohttp import web
import orjson
from yarl import URL

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import CSRF_HEADER, Call, Host, Route, csrf_header
from tests.amazon_double.faults import Fault, html, json
from tests.amazon_double.records import Recording
from tests.amazon_double.sessions import Sessions

ROOT = "/alexa-privacy/apd"
PAGE_SIZE = 10
CSRF_PATIENCE = timedelta(minutes=10)
"""Who asks for a token more often than this is told to slow down."""
FOR_EVER = 253_402_300_799_000


class Cursor(NamedTuple):
    """How far a listing has come; opaque to whoever carries it."""

    timestamp: int
    key: str
    page: int

    def encode(self, call: Call) -> str:
        """Return the token; no two are alike."""
        return urlsafe_b64encode(orjson.dumps([*self, listing_of(call), secrets.token_hex(4)])).decode()

    @classmethod
    def decode(cls, token: str, call: Call) -> Self:
        """Read a token, which serves no other listing."""
        *cursor, listing, _ = orjson.loads(urlsafe_b64decode(token))
        if listing != listing_of(call):
            raise ValueError(listing)
        return cls(*cursor)


class Page(NamedTuple):
    """One page of a listing."""

    recordings: list[Recording]
    next: Cursor | None


def turn(
    account: Account,
    start: int,
    end: int,
    cursor: Cursor | None,
    *,
    conversations: bool = False,
    wanted: Callable[[Recording], bool] = lambda _: True,
) -> Page:
    """Turn to a page of a window: ten recordings, newest first, with Amazon's habits."""
    place = (cursor.timestamp, cursor.key) if cursor else None
    page = cursor.page if cursor else 1
    if cursor and page == 2 and account.oddities.empty_page:
        return Page([], cursor._replace(page=3))
    listed = account.listed(start, end, before=place, conversations=conversations)
    fresh = list(islice(filter(wanted, listed), PAGE_SIZE + 1))
    repeated: list[Recording] = []
    if cursor and account.oddities.boundary_repeats and page % 3 == 2:
        repeated = account.find([cursor.key])
    shown = fresh[: PAGE_SIZE - len(repeated)]
    if len(fresh) > len(shown):
        return Page([*repeated, *shown], Cursor(*shown[-1].order, page + 1))
    if cursor and account.oddities.outside_window and len(repeated) + len(shown) < PAGE_SIZE:
        older = account.listed(0, start - 1, conversations=conversations)
        shown += islice(filter(wanted, older), 1)
    return Page([*repeated, *shown], None)


class Privacy:
    """The privacy pages."""

    def __init__(self, sessions: Sessions) -> None:
        """Know who is signed in."""
        self._sessions = sessions

    def routes(self) -> list[Route]:
        """Return the routes."""
        pages = ("rvh", "activity", "myad", "msp")
        listing = f"{ROOT}/rvh/customer-history-records"
        v2 = Route("v2", Host.WWW, "POST", f"{listing}-v2", self._v2, csrf=csrf_header)
        return [
            *(Route("page", Host.WWW, "GET", f"{ROOT}/{page}", self._page) for page in pages),
            Route("csrf", Host.WWW, "GET", f"{ROOT}/csrf-token", self._csrf_token),
            v2,
            v2._replace(path=f"{listing}-v2/"),
            Route("v1", Host.WWW, "GET", listing, self._v1),
            Route("rah", Host.WWW, "POST", f"{ROOT}/rah/alexa-history-records-v2", self._rah),
            Route("audio", Host.WWW, "GET", f"{ROOT}/rvh/audio", self._audio),
            Route("persons", Host.WWW, "GET", f"{ROOT}/rvh/persons-in-household", self._persons),
        ]

    async def _page(self, call: Call) -> web.Response:
        """Show a page, which carries an anti-CSRF token."""
        return html("Alexa Privacy", head=f'<meta name="csrf-token" content="{self._sessions.csrf(call.session)}">')

    async def _csrf_token(self, call: Call) -> web.Response:
        """Give an anti-CSRF token to who does not ask too often."""
        now, last = self._sessions.clock(), call.session.csrf_asked
        call.session.csrf_asked = now
        if last and now - last < CSRF_PATIENCE:
            return web.Response(status=429)
        return web.Response(text=self._sessions.csrf(call.session))

    async def _v2(self, call: Call) -> web.Response:
        """List recordings for a page of this site; clients that name no more than the site are answered, too."""
        if URL(call.request.headers.get("Referer", "")).host != call.entry.host:
            return html("Forbidden", status=403)
        return self._customer_history(call, call.json()["previousRequestToken"])

    async def _v1(self, call: Call) -> web.Response:
        """List recordings, the older way."""
        return self._customer_history(call, call.query.get("previousRequestToken") or None)

    def _customer_history(self, call: Call, previous: str | None) -> web.Response:
        """Return a page of recordings."""
        if call.query.get("recordType") != "VOICE_HISTORY":
            return json({"message": "recordType"}, status=400)
        page = self._turn(call, Cursor.decode(previous, call) if previous else None)
        records = [recording.record() for recording in page.recordings]
        return listing(
            call,
            {
                "customerHistoryRecords": records or None,
                "encodedRequestToken": page.next.encode(call) if page.next else None,
                "noDataFoundWithinTimeLimit": not records,
                "lastRecordTimestamp": records[-1]["timestamp"] if records else None,
            },
            previous,
        )

    def _turn(self, call: Call, cursor: Cursor | None, **options: Any) -> Page:
        """Turn to a page of the window that is asked for; at a site that is not the account's it is empty."""
        return turn(call.account, *window(call), cursor, **options) if call.session.is_home else Page([], None)

    async def _rah(self, call: Call) -> web.Response:
        """List utterances and conversations."""
        bearer = self._sessions.bearer(call.request.headers.get("Authorization", ""))
        is_bearer = bearer is not None and bearer.account is call.account
        if not is_bearer and not self._sessions.csrf_is_good(call.session, call.request.headers.get(CSRF_HEADER, "")):
            return html("Forbidden", status=403)
        serial = call.query.get("deviceSerialNumber")
        previous = call.json()["previousRequestToken"]
        page = self._turn(
            call,
            Cursor.decode(previous, call) if previous else None,
            conversations=True,
            wanted=lambda recording: serial in {None, recording.device.serial},
        )
        answer = {
            "alexaHistoryRecords": [recording.history_record() for recording in page.recordings],
            "paginationToken": page.next.encode(call) if page.next else None,
        }
        return listing(call, answer, previous)

    async def _audio(self, call: Call) -> web.Response:
        """Play a recording."""
        if call.account.find_utterance(call.query.get("uid", "")) is None:
            return html("Page not found", status=404)
        return web.Response(body=silence(), content_type="audio/x-wav")

    async def _persons(self, call: Call) -> web.Response:
        """Tell who belongs to the household."""
        return json([person.info() for person in call.account.persons])


def window(call: Call) -> tuple[int, int]:
    """Return the time window that is asked for."""
    return int(call.query["startTime"]), int(call.query["endTime"])


def listing_of(call: Call) -> str:
    """Return which listing of whom a request is part of, in a form that tells nobody."""
    return sha256(repr((call.entry.kind, call.account.customer_id, window(call))).encode()).hexdigest()[:16]


def listing(call: Call, answer: dict[str, Any], previous: str | None) -> web.Response:
    """Answer with a page, or with what a fault makes of it."""
    records, token = (name for name in answer if name.endswith(("Records", "Token")))
    if call.goes_wrong(Fault.NULL_LIST):
        answer |= {records: None, token: None}
    elif call.goes_wrong(Fault.CUT_SHORT):
        answer[token] = None
    elif call.goes_wrong(Fault.EMPTY_WINDOW) and window(call)[0]:
        answer |= {records: None, token: None}
    elif call.goes_wrong(Fault.HALF_A_WINDOW) and window(call)[0]:
        answer[records] = (answer[records] or [])[::2] or None
    elif call.goes_wrong(Fault.REPEATING_TOKEN):
        answer[token] = previous or answer[token]
    elif call.goes_wrong(Fault.EMPTY_FOR_EVER):
        answer |= {records: [], token: Cursor(FOR_EVER, "", 1).encode(call)}
    return json(answer)


@cache
def silence() -> bytes:
    """Return a tenth of a second of nothing, as a WAV file."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(3200))
    return file.getvalue()
