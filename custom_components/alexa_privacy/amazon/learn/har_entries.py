"""Where the entries of a HAR file stand, found without parsing the file as a whole."""

from collections.abc import Iterator
import re
from typing import Final

from .refusals import LearnError

_MOST_DEPTH: Final = 1000
_AT_ONCE: Final = 256 * 1024
# Possessive: what is passed over is never tried again.
_MARK: Final = re.compile(rb'["{}\[\]]')
_PASSED: Final = re.compile(rb'(?:[^"{}]|"(?:[^"\\]|\\.)*+")*+', re.DOTALL)
_IN_STRING: Final = re.compile(rb'(?:[^"\\]|\\.)*+', re.DOTALL)
_ENTRIES: Final = [b"log", b"entries"]
_IN_STEAD: Final = b"0"


class Unfinished(Exception):
    """The file ends before its JSON does."""


def cut_entries(data: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """Return a file with a 0 in place of each entry, and where the entries begin and end.

    Raises Unfinished, or LearnError where the file is nested too deeply.
    """
    spans = list(_spans(data))
    rest, at = bytearray(), 0
    for start, end in spans:
        rest += data[at:start] + _IN_STEAD
        at = end
    return bytes(rest + data[at:]), spans


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Return where the objects in the list `log.entries` begin and end."""
    at, open_marks = 0, bytearray()
    names: list[bytes] = []
    name = b""
    while (found := _find_mark(data, at)) is not None:
        mark, at = data[found], found + 1
        if mark in b"]}":
            del open_marks[-1:], names[-1:]
        elif mark == ord('"'):
            end = _end_of_string(data, at)
            name, at = data[at : min(end, at + 10)], end + 1
        elif names[1:] == _ENTRIES and open_marks == b"{{[" and mark == ord("{"):
            at = _end_of_object(data, at)
            yield found, at
        else:
            open_marks.append(mark)
            names.append(name)
            name = b""
            _check_depth(len(open_marks))
    if open_marks:
        raise Unfinished


def _find_mark(data: bytes, at: int) -> int | None:
    """Return where the next quote or bracket stands."""
    for start in range(at, len(data), _AT_ONCE):
        if found := _MARK.search(data, start, start + _AT_ONCE):
            return found.start()
    return None


def _end_of_object(data: bytes, at: int) -> int:
    """Return where an object ends that began before a place."""
    depth = 1
    while depth:
        at = _end(_PASSED, data, at)
        match data[at : at + 1]:
            case b"":
                raise Unfinished
            case b'"':
                at = _end_of_string(data, at + 1) + 1
            case b"{":
                at, depth = at + 1, depth + 1
                _check_depth(depth)
            case b"}":
                at, depth = at + 1, depth - 1
    return at


def _end_of_string(data: bytes, at: int) -> int:
    """Return where the quote stands that ends a text."""
    while True:
        end = _end(_IN_STRING, data, at)
        if data[end : end + 1] == b'"':
            return end
        if end == at:
            raise Unfinished
        at = end


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Return how far a pattern, which may match nothing, goes within what is looked at in one go."""
    found = pattern.match(data, at, at + _AT_ONCE)
    return found.end() if found else at


def _check_depth(depth: int) -> None:
    """Raise LearnError where a file is nested too deeply."""
    if depth > _MOST_DEPTH:
        raise LearnError("har_hostile")
