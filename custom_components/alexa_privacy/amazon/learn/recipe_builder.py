"""Builds one recipe from the requests of several demonstrations, with the requests to send first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ..recipes.request_form import ANSWERS, RecipeError, read_request
from .exchange import Exchange
from .fetched_values import AnswerSource, FetchedValues, Way
from .generalize.json_templates import Generalizer
from .generalize.known_values import NameScope, RequestContext
from .generalize.leaf_choice import LeafChoice, OtherRecordings
from .generalize.request_builder import Form, Sample, check_rendering, request_form
from .lesson_file import LessonFile
from .refusals import Unexplained

_MOST_FIRST: Final = 5
_ROOTS: Final = ("recording", "recordings", "start", "end", "page", "value", "now", *ANSWERS)


class RecipeBuilder:
    """Builds one recipe; raises Unexplained if no recipe gives every request."""

    def __init__(
        self,
        file: LessonFile,
        steps: Sequence[Sequence[Exchange]],
        scope: Callable[[RequestContext], NameScope],
        records: Sequence[Mapping[str, Any]] = (),
        *,
        mirrors: bool = False,
        asking: Sequence[Exchange] = (),
    ) -> None:
        """Take the requests of each demonstration in their order; the last one is what the others prepare.

        `mirrors`: values that a request repeats of a response are taken from there. `asking`
        are POST requests that only ask for something.
        """
        self._file = file
        self._steps = steps
        self._scope = scope
        others = OtherRecordings(records)
        orders = {each.order for each in asking}
        self.fetched = FetchedValues(file.index, file.kinds, dict(enumerate(steps)), orders)
        choice = LeafChoice(file.checks, others, self.fetched.fetch, self.fetched.mirror if mirrors else None)
        self._generalizer = Generalizer(choice, others)

    def recipe(self) -> Form:
        """Return the public JSON form: `request`, and what is sent `first`."""
        form = self.form([requests[-1] for requests in self._steps])
        first = self.first()
        return ({"first": first} if first else {}) | {"request": form}

    def _sample(self, exchange: Exchange, number: int) -> Sample:
        """Return a request of a demonstration with its scope."""
        around = self._file.around(exchange, number, self._steps[number][0])
        around.fetched = self.fetched.documents[number]
        return Sample(exchange, self._scope(around))

    def form(self, requests: Sequence[Exchange], numbers: Sequence[int] | None = None) -> Form:
        """Return the form that gives the requests of all demonstrations, or of those with some numbers."""
        samples = [
            self._sample(exchange, number)
            for number, exchange in zip(numbers or range(len(requests)), requests, strict=True)
        ]
        return self._checked(samples)

    def reading(self, requests: Sequence[Exchange]) -> Form:
        """Return the form of repeated requests that read something."""
        around = [self._file.around(exchange, -1) for exchange in requests]
        scopes = (NameScope(each) for each in around)
        return self._checked([Sample(exchange, scope) for exchange, scope in zip(requests, scopes, strict=True)])

    def _checked(self, samples: Sequence[Sample]) -> Form:
        """Return the form of some requests, and check that it gives each of them."""
        form = request_form(samples, self._generalizer)
        try:
            request = read_request(form, "", _ROOTS)
        except RecipeError as err:
            raise Unexplained("request_unsupported", tuple(step for step in err.where.split("/") if step)) from err
        check_rendering(request, samples, self._generalizer.free)
        return form

    def first(self) -> Form:
        """Return the requests to send first: those the page sent before, and those that give values."""
        for step in range(len(self._steps[0]) - 1):
            self._register([requests[step] for requests in self._steps])
        done: dict[str, tuple[int, Form]] = {}
        while rest := [source for source in self.fetched.sources if source.name not in done]:
            for source in rest:
                numbers = sorted(source.exchanges)
                requests = [source.exchanges[number] for number in numbers]
                done[source.name] = (
                    requests[0].order,
                    {"request": self.form(requests, numbers)} | where_of(source.way),
                )
        if len(done) > _MOST_FIRST:
            raise Unexplained("request_unsupported", ("path",))
        return {name: form for name, (_, form) in sorted(done.items(), key=lambda each: each[1][0])}

    def _register(self, exchanges: Sequence[Exchange]) -> None:
        """Add a request that the page always sent before, unless its response is used already."""
        kind = self._file.kinds.kind(exchanges[0])
        if any(source.way.kind == kind for source in self.fetched.sources):
            return
        name = f"answer{len(self.fetched.sources) + 1}"
        self.fetched.sources.append(AnswerSource(name, Way(kind), dict(enumerate(exchanges))))


def where_of(way: Way) -> Form:
    """Return the place in a response that a way describes."""
    if way.header is not None:
        return {"header": way.header}
    if way.after is not None:
        return {"inside": {"after": way.after} | ({"escaped": True} if way.escaped else {})}
    return {}
