"""Sign in with e-mail, password and one-time code, through the library that knows how."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from encodings.aliases import aliases
from importlib import import_module
import logging
from pathlib import Path

from aioamazondevices.api import AmazonEchoApi
from aioamazondevices.exceptions import (
    AmazonError as LibraryError,
    CannotAuthenticate,
    CannotConnect as LibraryOffline,
    MissingCountryError,
)
from aioamazondevices.structures import AmazonSaveDataConfig
from aiohttp import ClientError, ClientSession

from .credentials import Credentials
from .errors import BadResponse, CannotConnect, CountryMissing, SignInRefused

_quiet: ContextVar[bool] = ContextVar("alexa_privacy_signing_in", default=False)


class _KeepSecrets(logging.Filter):
    """Drops what the library says at debug and info level while we sign in: codes, cookies and tokens in clear."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let warnings through; they name no secret."""
        return record.levelno >= logging.WARNING or not _quiet.get()


@contextmanager
def _quietly() -> Iterator[None]:
    """Silence the library's debug log for this task alone; the core integration uses the same logger."""
    logger = logging.getLogger("aioamazondevices")
    if not any(isinstance(known, _KeepSecrets) for known in logger.filters):
        logger.addFilter(_KeepSecrets())
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def _load_codecs() -> None:
    """Import every codec: the library guesses how pages are encoded, and would import them in the event loop."""
    for codec in set(aliases.values()):
        with suppress(ImportError):
            import_module(f"encodings.{codec}")


async def sign_in(http: ClientSession, email: str, password: str, code: str) -> Credentials:
    """Return the account's Credentials.

    Raises SignInRefused with Amazon's own words, CountryMissing, CannotConnect, or BadResponse (amazon-protocol.md §1).
    The cookie jar of `http` is filled on the way: give it one of its own.
    """
    await asyncio.to_thread(_load_codecs)
    with _quietly():
        # The library writes to `path` only with a callback for saving raw answers, which it does not get.
        api = AmazonEchoApi(http, email, password, save_data=AmazonSaveDataConfig(path=Path()))
        try:
            login_data = await api.login.login_mode_interactive(code)
        except CannotAuthenticate as err:
            raise SignInRefused(_without_address(str(err))) from err
        except MissingCountryError as err:
            raise CountryMissing("the account names no country of residence") from err
        except (LibraryOffline, ClientError, TimeoutError) as err:
            raise CannotConnect("Amazon cannot be reached") from err
        except (LibraryError, KeyError, TypeError, ValueError, AttributeError) as err:
            raise BadResponse(f"Amazon's sign-in answered unexpectedly ({type(err).__name__})") from err
    return Credentials.from_login_data(login_data)


def _without_address(message: str) -> str:
    """Cut the address off a library message; its query holds the sign-in's parameters."""
    return message.split(" from url:", 1)[0].split(" https://", 1)[0]
