"""A seal on what is stored: what is damaged, or was changed by others, is told from what is whole."""

from typing import Any, Final
from zlib import crc32

import orjson

_SEAL: Final = "checksum"


def sealed(content: dict[str, Any]) -> dict[str, Any]:
    """Return what is stored, with its seal."""
    return {**content, _SEAL: _seal_of(content)}


def opened(stored: Any) -> dict[str, Any]:
    """Return what was sealed; ValueError where it is anything else."""
    if not isinstance(stored, dict):
        raise ValueError("damaged")  # noqa: TRY004 - all that is wrong with a file is one error
    content = {name: value for name, value in stored.items() if name != _SEAL}
    if stored.get(_SEAL) != _seal_of(content):
        raise ValueError("damaged")
    return content


def _seal_of(content: dict[str, Any]) -> int:
    """Return what is another for other content."""
    try:
        return crc32(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
    except orjson.JSONEncodeError as err:
        raise ValueError("damaged") from err
