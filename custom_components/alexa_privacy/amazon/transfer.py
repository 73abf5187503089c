"""Sends requests once, reads responses within limits, and processes large ones outside the event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final
import zlib

from aiohttp import (
    ClientConnectionError,
    ClientHandlerType,
    ClientPayloadError,
    ClientRequest,
    ClientResponse,
    ClientSession,
)
from yarl import URL

from .errors import AmazonError, BadResponse
from .pace import Pace
from .responses import PassingFault

MOST_BYTES: Final = 8 * 1024 * 1024
"""Maximum size of a decoded response; Amazon's pages have some 100 kB."""
LARGE: Final = 64 * 1024
"""From this size on, a response is processed in a thread."""

# The encodings that can be decoded with a limit, and are therefore requested.
_ENCODINGS: Final = "gzip, deflate"
_PIECE: Final = 64 * 1024
_TOO_LARGE: Final = "Amazon's answer is too large"
# Some servers send deflate without its header.
_WINDOW_BITS: Final = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


@asynccontextmanager
async def sent(
    http: ClientSession, method: str, url: URL, headers: Mapping[str, str], body: bytes | None, pace: Pace
) -> AsyncIterator[ClientResponse]:
    """Send one request, once, and provide its response; redirects are not followed.

    Any other exception is converted to an AmazonError.
    """
    try:
        async with http.request(
            method,
            url,
            headers={"Accept-Encoding": _ENCODINGS, **headers},
            data=body,
            timeout=pace.timeout,
            middlewares=(_never_resend,),
            allow_redirects=False,
            auto_decompress=False,
            # A browser sends no content type without content.
            skip_auto_headers={"Content-Type"},
        ) as response:
            yield response
    except AmazonError:
        raise
    except Exception as err:  # noqa: BLE001 - raised again, without what it has in it
        raise _transfer_error(err) from None


async def _never_resend(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Keep aiohttp from resending a PUT or DELETE by itself when a kept-alive connection breaks."""
    try:
        return await handler(request)
    except ClientConnectionError as err:
        raise _transfer_error(err) from None


def _transfer_error(err: Exception) -> AmazonError:
    """Return the error to raise instead of one of sending a request or receiving its response.

    Those can have the request in them, with its address and its cookies, so they must not be the cause of ours.
    """
    if isinstance(err, ClientConnectionError | ClientPayloadError | OSError):
        return PassingFault(f"Amazon could not be reached ({type(err).__name__})")
    return BadResponse(f"Amazon's answer cannot be read ({type(err).__name__})")


async def receive(response: ClientResponse) -> bytes:
    """Return the decoded body of a raw response; raises BadResponse if it exceeds the limits."""
    raw = bytearray()
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > MOST_BYTES:
            response.close()
            raise BadResponse(_TOO_LARGE)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in {"", "identity"} or not raw:
        return bytes(raw)
    if encoding not in _WINDOW_BITS:
        raise BadResponse("Amazon's response has an encoding that was not requested")
    return await asyncio.to_thread(decode, bytes(raw), encoding)


def decode(body: bytes, encoding: str) -> bytes:
    """Return a decompressed body; raises BadResponse if that fails or exceeds the limit."""
    error: zlib.error | None = None
    for window_bits in _WINDOW_BITS[encoding]:
        try:
            return _decompress(body, window_bits)
        except zlib.error as err:
            error = err
    raise BadResponse("Amazon's response cannot be decompressed") from error


def _decompress(body: bytes, window_bits: int) -> bytes:
    """Decompress in chunks, so that the limit applies before the memory is allocated."""
    decompressor = zlib.decompressobj(window_bits)
    decoded = bytearray()
    for start in range(0, len(body), _PIECE):
        piece = body[start : start + _PIECE]
        while piece:
            decoded += decompressor.decompress(piece, _PIECE)
            piece = decompressor.unconsumed_tail
            if len(decoded) > MOST_BYTES:
                raise BadResponse(_TOO_LARGE)
    if not decompressor.eof:
        raise BadResponse("Amazon's response is truncated")
    return bytes(decoded)


async def in_thread_if_large[**P, T](size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the result of `work`, which runs in a thread if the response is large."""
    if size > LARGE:
        return await asyncio.to_thread(work, *args, **kwargs)
    return work(*args, **kwargs)


def guarded[T](read: Callable[[ClientResponse, bytes], T], response: ClientResponse, body: bytes) -> T:
    """Return what `read` returns for a response; raises AmazonError if that fails."""
    try:
        return read(response, body)
    except AmazonError:
        raise
    except Exception as err:
        raise BadResponse(f"Amazon's answer cannot be read ({type(err).__name__})") from err
