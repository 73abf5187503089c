"""A made-up page of a history, described once for all who need it.

What a dialect says of its requests is what its page sends, what the stand-in takes, and the document that teaches it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
import secrets
from typing import Any

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.dialects.base import erase, page as page_text
from tests.amazon_double.faults import Fault, json
from tests.amazon_double.other_histories.matching import PLACEHOLDER, heard, point, put
from tests.amazon_double.phrases import Phrase
from tests.amazon_double.privacy import FOR_EVER
from tests.amazon_double.records import DatedEntry, Json, Recording
from tests.amazon_double.sessions import Sessions

DAY = 86_400_000
TITLES = {"smart_home": "Smart Home Device History", "sounds": "Detected Sounds", "conversations": "Conversations"}
_NOTHING = Phrase("", "", "", "")


@dataclass(frozen=True, kw_only=True)
class HistoryDialect:
    """One made-up page of a history. Its listing and deletion have the form of documents, with paths below its root."""

    name: str
    history: str
    listing: Json
    delete: Json
    entry: Callable[[Recording], Json]
    """How an entry looks in the listing."""
    around: Json = field(default_factory=dict)
    """What stands in the listing besides."""
    size: int = 20
    """How many entries a page of the listing has."""
    scrolls: bool = False
    """Whether scrolling down loads more, instead of a button."""
    relists: bool = False
    """Whether the page lists again after each deletion."""
    endless: bool = False

    @property
    def root(self) -> str:
        """Where it lives; nobody could take this for an address of Amazon's."""
        return f"/alexa-privacy/made-up-{self.name}"

    @property
    def page(self) -> str:
        """Where its page is."""
        return f"{self.root}/page"

    @property
    def forms(self) -> Json:
        """Listing and deletion with their whole paths."""
        listing = {
            name: self._below(part) if name in {"request", "more"} else part for name, part in self.listing.items()
        }
        return {"listing": listing, "delete": {**self.delete, "request": self._below(self.delete["request"])}}

    def id_of(self, entry: Recording) -> str:
        """Return the id under which an entry is listed, as text; empty where it has none."""
        return str(point(self.entry(entry), self.listing.get("id", "/-")) or "")

    def document(self, called: str) -> Json:
        """Return the document that teaches it by a name."""
        forms = self.forms
        if self.history == "conversations":
            del forms["listing"]
        return {"version": 1, "histories": {called: forms}}

    def routes(self, sessions: Sessions) -> list[Route]:
        """Return its routes."""
        forms = self.forms
        requests = {"delete": [forms["delete"]["request"]]}
        if self.history != "conversations":
            requests["list"] = [forms["listing"]["request"], forms["listing"]["more"]]
        answers = {"delete": self._erase, "list": self._list}
        routes = {
            (form["method"], PLACEHOLDER.sub("{part}", form["path"])): (kind, forms)
            for kind, forms in requests.items()
            for form in forms
        }
        return [
            Route(f"{self.history}_page", Host.WWW, "GET", self.page, partial(self.show, sessions)),
            Route("telemetry", Host.WWW, "POST", f"{self.root}/telemetry", _no_content),
            *(
                Route(
                    f"{self.history}_{kind}",
                    Host.WWW,
                    method,
                    path,
                    partial(_answer, answers[kind], forms),
                    csrf=partial(_csrf, forms) if "{{csrf}}" in orjson.dumps(forms).decode() else None,
                )
                for (method, path), (kind, forms) in routes.items()
            ),
        ]

    async def show(self, sessions: Sessions, call: Call) -> web.Response:
        """Show its page."""
        names = ("history", "size", "scrolls", "relists")
        text = page_text("history.html")
        for name, value in {
            "title": TITLES[self.history],
            "dialect": orjson.dumps({**self.forms, **{name: getattr(self, name) for name in names}}).decode(),
            "root": self.root,
            "csrf": sessions.csrf(call.session),
        }.items():
            text = text.replace(f"%{name}%", value)
        return web.Response(text=text, content_type="text/html")

    def _below(self, form: Json) -> Json:
        """Return a request with its whole path."""
        path = form["path"]
        return {**form, "path": path if path.startswith("/") else f"{self.root}/{path}"}

    def _erase(self, call: Call, said: Json) -> web.Response:
        """Delete what a request names."""
        named = said.get("recordings", [said])
        if not 0 < len(named) <= self.delete.get("batch", 1):
            return json({"message": "Made up: too few or too many"}, status=400)
        entries = call.account.entries(self.history)
        if "position" in said:
            going = entries[said["position"] :][:1]
        else:
            going = [entry for wanted in named for entry in entries if self._is(entry, wanted)]
        erase(call, going)
        return json({"ok": True, "removed": len(going)})

    def _is(self, entry: Recording, wanted: Json) -> bool:
        """Return whether an entry is the one that a request names."""
        shown = {"recording": self.entry(entry)}
        named = {f"/{name.replace('.', '/')}": value for name, value in wanted.items() if name.startswith("recording.")}
        return bool(named) and all(str(point(shown, at)) == str(value) for at, value in named.items())

    def _list(self, call: Call, said: Json) -> web.Response:
        """Return a page of the listing."""
        start, end = int(said.get("start", 0)), int(said.get("end", FOR_EVER))
        entries = [entry for entry in call.account.entries(self.history) if start <= entry.timestamp <= end]
        if not call.session.is_home:
            entries = []
        endless = self.endless or call.goes_wrong(Fault.ENDLESS)
        at = self._place(said.get("page"), entries, call, endless=endless)
        while endless and len(entries) <= at + self.size:
            entries.append(_invented(entries, self.history, call.account))
        shown, more = entries[at : at + self.size], len(entries) > at + self.size
        if call.goes_wrong(Fault.EMPTY_WINDOW) or call.goes_wrong(Fault.NULL_LIST):
            shown, more = [], False
        elif call.goes_wrong(Fault.CUT_SHORT):
            # Where no value says whether more follows, an empty page does.
            shown, more = [] if "count" in self.listing["next"] else shown, False
        elif call.goes_wrong(Fault.HALF_A_WINDOW):
            shown = shown[::2]
        elif call.goes_wrong(Fault.EMPTY_FOR_EVER):
            shown, more = [], True
        elif call.goes_wrong(Fault.UNSORTED):
            shown.reverse()
        token = None
        if more and "count" not in self.listing["next"]:
            last = entries[min(at + self.size, len(entries)) - 1] if entries else None
            token = _token(last, at + self.size)
            if call.goes_wrong(Fault.REPEATING_TOKEN):
                token = said.get("page") or token
        records = None if call.goes_wrong(Fault.NULL_LIST) else [self.entry(entry) for entry in shown]
        return self._page_of(records, token, call.account.now)

    def _place(self, page: Any, entries: list[Recording], call: Call, *, endless: bool) -> int:
        """Return where a page begins; a further one may begin with the entry that ended the one before."""
        count = self.listing["next"].get("count")
        if page is None or (count and call.goes_wrong(Fault.REPEATING_TOKEN)):
            return 0
        if count:
            # As if something was put in since the first page: from then on all stand one further down.
            at = int(page) if count == "entries" else (int(page) - self.listing["next"]["first"] + 1) * self.size
        else:
            *order, at, _ = orjson.loads(urlsafe_b64decode(page))
            at = at if endless else sum(entry.order >= tuple(order) for entry in entries)
        # Where all were shown already, nothing is repeated: that would be a page without anything new.
        return at - (at > 0 and len(entries) > self.size and call.account.oddities.boundary_repeats)

    def _page_of(self, records: list[Json] | None, token: str | None, now: int) -> web.Response:
        """Put the entries of a page where the dialect has them, and what leads to the next one."""
        document, next_ = deepcopy(self.around), self.listing["next"]
        if "servedAt" in document:
            document["servedAt"] = now
        if "at" in next_ and (token or "absent" not in next_):
            put(document, next_["at"], token)
        answer = json(put(document, self.listing["records"], records))
        if "header" in next_ and token:
            answer.headers[next_["header"]] = token
        return answer


async def _no_content(_: Call) -> web.Response:
    """Take note of what is done on a page."""
    return web.Response(status=204)


async def _answer(answer: Callable[[Call, Json], web.Response], forms: list[Json], call: Call) -> web.Response:
    """Answer what a request says."""
    return answer(call, heard(call, forms))


def _csrf(forms: list[Json], call: Call) -> str:
    """Find the anti-CSRF token where a dialect puts it."""
    return str(heard(call, forms)["csrf"])


def _token(last: Recording | None, at: int) -> str:
    """Return what leads on from an entry; no two are alike."""
    return urlsafe_b64encode(orjson.dumps([*(last.order if last else (0, "")), at, secrets.token_hex(4)])).decode()


def _invented(entries: list[Recording], history: str, account: Account) -> DatedEntry:
    """Return an entry that is not there, older than all others."""
    timestamp = entries[-1].timestamp if entries else account.now
    return DatedEntry(timestamp - DAY, account.customer_id, account.devices[0], _NOTHING, history=history)
