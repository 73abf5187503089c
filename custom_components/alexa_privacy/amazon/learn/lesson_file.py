"""The exchanges that a lesson is learned from, with cached analyses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
import re
from typing import Any, Final

from ..recipes.document import read_recipes
from ..recipes.request_form import RecipeError
from .answer_index import AnswerIndex
from .demonstrations import Deletion, RecordMatcher, RequestKinds, find_deletions
from .exchange import Exchange
from .generalize.known_values import RequestContext
from .history_reader import HistoryReader
from .leak_checks import ConstantChecks
from .observed_listings import ObservedListings
from .page_json import find_tokens
from .refusals import LearnError

_WORD: Final = re.compile(r"[A-Za-z_-]{2,40}")


class LessonFile:
    """What a lesson is learned from."""

    def __init__(
        self,
        exchanges: Sequence[Exchange],
        *,
        customer_id: str | None = None,
        is_in_script: Callable[[str], bool] = lambda _: False,
        reader: HistoryReader | None = None,
    ) -> None:
        """Take exchanges with the account's site in their order; raises LearnError if they are another account's.

        `reader` reads the history, if that is not the voice history.
        """
        self.exchanges = [replace(exchange, order=order) for order, exchange in enumerate(exchanges)]
        self.listings = ObservedListings.read(self.exchanges, reader or HistoryReader())
        records = self.listings.records
        listed = {record.get("customerId") for record in records.values()}
        customers = frozenset(found for found in listed if isinstance(found, str) and found)
        if customer_id and customers and customer_id not in customers:
            raise LearnError("har_other_account")
        # An id of several is no constant of the account.
        self.customers = frozenset([customer_id] if customer_id else customers if len(customers) == 1 else ())
        self.matcher = RecordMatcher(self.listings)
        self.kinds = RequestKinds(records.values())
        self.index = AnswerIndex(self.exchanges, is_in_script)
        self.tokens = find_tokens(self.exchanges)
        gone = [self.listings.recordings[each.key].time for each in self.listings.vanished()]
        sent = [each.time for each in self.exchanges if each.writes and each.time is not None]
        self.checks = ConstantChecks(
            self.index,
            self.listings.recordings,
            customers=[*customers, *self.customers],
            tokens=self.tokens,
            names=self.listings.reader.labels(self.listings.recordings.values()),
            moments=[*gone, *sent],
        )

    @cached_property
    def deletions(self) -> list[Deletion]:
        """The deletions, in order."""
        return find_deletions(self.exchanges, self.listings, self.matcher)

    def check_deletions(self, needed: int = 1) -> None:
        """Raise LearnError if nothing was deleted, or not often enough, or it is listed again by another key."""
        if not self.deletions:
            raise self._why_nothing_gone()
        if len(self.deletions) < needed:
            raise LearnError("delete_too_few", seen=str(len(self.deletions)), needed=str(needed))
        if self.listings.lists_again():
            raise LearnError("delete_listed_again")

    def around(self, exchange: Exchange, demonstration: int, first: Exchange | None = None) -> RequestContext:
        """Return the context of one request of a demonstration that began with `first`."""
        since = self._since(first or exchange)
        return RequestContext(
            tokens=self.tokens,
            customers=self.customers,
            sent=exchange.time,
            order=exchange.order,
            demonstration=demonstration,
            is_reused=lambda text: self.index.is_reused(text, since, exchange.order),
        )

    def _since(self, exchange: Exchange) -> int:
        """Return the order number of the first request of the click that led to a request."""
        before = (
            each.order
            for each in reversed(self.exchanges[: exchange.order])
            if each.method in {"GET", "HEAD"} or self.listings.is_listing(each)
        )
        return next(before, -1) + 1

    def recipe(self, name: str, form: Mapping[str, Any], group: str | None = None) -> Any:
        """Return the recipe that a public JSON form means; raises LearnError if it would be refused."""
        try:
            recipes = read_recipes({"version": 1, **({group: {name: form}} if group else {name: form})})
        except RecipeError as err:
            raise LearnError("request_unsupported", place=err.where.removeprefix(f"/{name}")) from err
        return getattr(recipes, group)[name] if group else getattr(recipes, name)

    def _why_nothing_gone(self) -> LearnError:
        if not self.listings.pages:
            return LearnError("delete_no_listing")
        failed = [
            each
            for each in self.exchanges
            if each.writes and not each.worked and self.matcher.mentioned(each) and not self.listings.is_listing(each)
        ]
        if failed:
            return LearnError("delete_failed", status=str(failed[-1].status), address=addresses(failed[-1:]))
        last = max(page.order for page in self.listings.pages)
        after = [each for each in self.exchanges if each.order > last and each.writes and self.matcher.mentioned(each)]
        if after:
            return LearnError("delete_not_seen", address=addresses(after))
        return LearnError("delete_none_seen", recordings=str(len(self.listings.records)))


def addresses(requests: Iterable[Exchange]) -> str:
    """Return the addresses of requests, without what may name a recording."""
    return ", ".join(dict.fromkeys(f"{each.method} …/{_end(each.path)}" for each in requests))


def _end(path: str) -> str:
    words = [segment for segment in path.split("/") if _WORD.fullmatch(segment)]
    return words[-1] if words else "…"
