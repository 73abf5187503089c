"""The other recordings of the same listings: what an expression gives for them decides between several."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...recipes.template import RECORDINGS, TemplateError, as_json, fill_text
from ..work import RENDERING, spend
from .known_values import lists_of
from .times import ZONE

_MOST: Final = 300
_MISSING: Final = b""

type Outputs = tuple[bytes, ...]


class OtherRecordings:
    """A good number of all recordings that were listed."""

    def __init__(self, records: Sequence[Mapping[str, Any]] = ()) -> None:
        """Take recordings as Amazon lists them."""
        step = max(1, len(records) // _MOST)
        self.records = records[::step]
        self._known: dict[tuple[str, str], Outputs] = {}

    def outputs(self, expression: str, list_name: str = "") -> Outputs:
        """Return what an expression gives for each recording, or each element of its lists; empty where nothing."""
        if (expression, list_name) not in self._known:
            spend(RENDERING * len(self.records))
            self._known[expression, list_name] = tuple(
                _output(expression, values) for values in self._scopes(expression, list_name)
            )
        return self._known[expression, list_name]

    def _scopes(self, expression: str, list_name: str) -> list[dict[str, Any]]:
        """Return what may be named for each recording, or each element of a list that it holds."""
        fixed = {"zone": ZONE.get(), RECORDINGS: [None], "index": 0}
        if not expression.startswith("item"):
            return [{**fixed, "recording": record, RECORDINGS: [record]} for record in self.records]
        return [
            {**fixed, "recording": record, "item": item, "index": index}
            for record in self.records
            for index, item in enumerate(lists_of("recording", record).get(list_name, ()))
        ]

    def is_everywhere(self, value: Any, expression: str, list_name: str = "") -> bool:
        """Return whether an expression gives one value for all of them that it gives anything for."""
        return set(self.outputs(expression, list_name)) <= {as_json(value), _MISSING}

    def tells_apart(self, template: str) -> bool:
        """Return whether a text that names a recording is another for each."""
        spend(RENDERING * len(self.records))
        said = [_output_of(template, {"recording": record, "zone": ZONE.get()}) for record in self.records]
        return len(set(said)) == len(said)


def _output(expression: str, values: Mapping[str, Any]) -> bytes:
    """Return what an expression gives, in JSON; empty where a value is missing."""
    return _output_of(f"{{{{{expression}}}}}", values)


def _output_of(template: str, values: Mapping[str, Any]) -> bytes:
    """Return what a text with placeholders gives, in JSON; empty where a value is missing."""
    try:
        return as_json(fill_text(template, values))
    except TemplateError:
        return _MISSING
