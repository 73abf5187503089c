"""Checksums of stored data, which show that it is corrupt or was changed."""

from datetime import datetime
from typing import Any, Final
from zlib import crc32

from homeassistant.helpers.json import json_bytes_sorted
import orjson

_CHECKSUM: Final = "checksum"


def with_checksum(content: dict[str, Any]) -> dict[str, Any]:
    """Return content with its checksum; times and dates become texts, sets and tuples become lists."""
    text = json_bytes_sorted(content)
    return {**orjson.loads(text), _CHECKSUM: crc32(text)}


def without_checksum(stored: Any) -> dict[str, Any]:
    """Return the content without its checksum; raises ValueError if it is invalid."""
    if not isinstance(stored, dict):
        raise ValueError("corrupt")  # noqa: TRY004 - all that is wrong with a file is one error
    content = {name: value for name, value in stored.items() if name != _CHECKSUM}
    try:
        is_valid = stored.get(_CHECKSUM) == crc32(json_bytes_sorted(content))
    except orjson.JSONEncodeError:
        is_valid = False
    if not is_valid:
        raise ValueError("corrupt")
    return content


def read_moment(stored: Any) -> datetime | None:
    """Return a stored time, or None; raises ValueError or TypeError if it is invalid or has no zone."""
    if stored is None:
        return None
    moment = datetime.fromisoformat(stored)
    if moment.tzinfo is None:
        raise ValueError("of no zone")
    return moment
