"""Checks of what is stored: checksums show what is corrupt, or was changed by others."""

from datetime import datetime
from typing import Any, Final
from zlib import crc32

from homeassistant.helpers.json import json_bytes_sorted
import orjson

_CHECKSUM: Final = "checksum"


def with_checksum(content: dict[str, Any]) -> dict[str, Any]:
    """Return what is stored, with its checksum: moments and dates are texts, sets and tuples lists."""
    text = json_bytes_sorted(content)
    return {**orjson.loads(text), _CHECKSUM: crc32(text)}


def without_checksum(stored: Any) -> dict[str, Any]:
    """Return the content without its checksum; ValueError where it is anything else."""
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
    """Return a stored moment, or None for none; ValueError or TypeError where it is neither, or has no zone."""
    if stored is None:
        return None
    moment = datetime.fromisoformat(stored)
    if moment.tzinfo is None:
        raise ValueError("of no zone")
    return moment
