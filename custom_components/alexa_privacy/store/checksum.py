"""Checks of what is stored: checksums show what is corrupt, or was changed by others."""

from datetime import datetime
from typing import Any, Final
from zlib import crc32

import orjson

_CHECKSUM: Final = "checksum"


def with_checksum(content: dict[str, Any]) -> dict[str, Any]:
    """Return what is stored, with its checksum."""
    return {**content, _CHECKSUM: _checksum_of(content)}


def without_checksum(stored: Any) -> dict[str, Any]:
    """Return the content without its checksum; ValueError where it is anything else."""
    if not isinstance(stored, dict):
        raise ValueError("corrupt")  # noqa: TRY004 - all that is wrong with a file is one error
    content = {name: value for name, value in stored.items() if name != _CHECKSUM}
    if stored.get(_CHECKSUM) != _checksum_of(content):
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


def _checksum_of(content: dict[str, Any]) -> int:
    """Return what is another for other content."""
    try:
        return crc32(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
    except orjson.JSONEncodeError as err:
        raise ValueError("corrupt") from err
