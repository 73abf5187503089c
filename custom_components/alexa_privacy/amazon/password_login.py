"""Sign in with email, password and one-time code through aioamazondevices."""

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
    """Filter out the library's debug and info logs during a sign-in: they contain codes, cookies and tokens."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to log a record: warnings contain no secrets."""
        return record.levelno >= logging.WARNING or not _quiet.get()


@contextmanager
def _quietly() -> Iterator[None]:
    """Silence the library's debug log for this task only; the core integration uses the same logger."""
    logger = logging.getLogger("aioamazondevices")
    if not any(isinstance(known, _KeepSecrets) for known in logger.filters):
        logger.addFilter(_KeepSecrets())
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def _load_codecs() -> None:
    """Import all codecs, because the library would import them in the event loop when it guesses an encoding."""
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
        # The library writes to `path` only with a callback that saves raw responses, which is not passed.
        api = AmazonEchoApi(http, email, password, save_data=AmazonSaveDataConfig(path=Path()))
        try:
            login_data = await api.login.login_mode_interactive(code)
        except CannotAuthenticate as err:
            raise SignInRefused(_without_address(str(err))) from err
        except MissingCountryError as err:
            raise CountryMissing("the account has no country of residence") from err
        except (LibraryOffline, ClientError, TimeoutError) as err:
            raise CannotConnect("cannot reach Amazon") from err
        except (LibraryError, KeyError, TypeError, ValueError, AttributeError) as err:
            raise BadResponse(f"Amazon's sign-in answered unexpectedly ({type(err).__name__})") from err
    return Credentials.from_login_data(login_data)


def _without_address(message: str) -> str:
    """Remove the URL from a library message; its query contains the sign-in parameters."""
    return message.split(" from url:", 1)[0].split(" https://", 1)[0]
