"""Sign in with email, password and one-time code through aioamazondevices.

The library answers only the pages it knows. Any other page raises an error that names it, and a browser is needed.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from encodings.aliases import aliases
from importlib import import_module
import logging
from pathlib import Path
from typing import Any, cast

from aioamazondevices.api import AmazonEchoApi
from aioamazondevices.exceptions import (
    AmazonError as LibraryError,
    CannotAuthenticate,
    CannotConnect as LibraryOffline,
    MissingCountryError,
)
from aioamazondevices.structures import AmazonSaveDataConfig
from aiohttp import ClientError, ClientResponse, ClientSession
import orjson
from yarl import URL

from .credentials import Credentials
from .errors import AmazonError, BadResponse, CannotConnect, CountryMissing, SignInRefused, UnexpectedSignInPage
from .registration import REGISTER, remove_device
from .sign_in_pages import read_sign_in_page
from .token_service import APP_NAME

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


class _Watched:
    """The session that the library uses, which keeps what the library does not return when it fails."""

    def __init__(self, http: ClientSession) -> None:
        """Start without a page and a device."""
        self._http = http
        self.page = ""
        """The last page that Amazon showed."""
        self.bearer: str | None = None
        """The access token of the device, once it is registered."""

    def __getattr__(self, name: str) -> Any:
        """Return everything else from the session itself."""
        return getattr(self._http, name)

    async def request(self, method: str, url: URL, **options: Any) -> ClientResponse:
        """Send a request of the library; the device is registered under our name."""
        registers = url.path == REGISTER
        if registers:
            options["data"] = _named(options["data"])
        response = await self._http.request(method, url, **options)
        if registers:
            self.bearer = _bearer(await response.read())
        elif "html" in response.content_type:
            self.page = (await response.read()).decode("utf-8", "replace")
        return response


def _named(body: bytes) -> bytes:
    """Return a registration with our name for the device."""
    registration = orjson.loads(body)
    registration["registration_data"]["device_name"] = APP_NAME
    return orjson.dumps(registration)


def _bearer(body: bytes) -> str | None:
    """Return the access token of a registration; None if it was refused."""
    try:
        bearer = orjson.loads(body)["response"]["success"]["tokens"]["bearer"]["access_token"]
    except KeyError, TypeError, ValueError:
        return None
    return bearer if isinstance(bearer, str) and bearer.isascii() and bearer.isprintable() else None


async def sign_in(http: ClientSession, email: str, password: str, code: str) -> Credentials:
    """Return the account's Credentials.

    Raises SignInRefused with Amazon's own words, UnexpectedSignInPage, CountryMissing, CannotConnect, or BadResponse
    (amazon-protocol.md §1); a device that was registered by then is removed again. The cookie jar of `http` is filled
    on the way: give it one of its own.
    """
    await asyncio.to_thread(_load_codecs)
    watched = _Watched(http)
    try:
        return Credentials.from_login_data(await _log_in(watched, email, password, code))
    except BaseException:
        if watched.bearer:
            with suppress(AmazonError):
                # Like the library, which registers there whatever the account's site is.
                await remove_device(http, "com", watched.bearer)
        raise


async def _log_in(watched: _Watched, email: str, password: str, code: str) -> dict[str, Any]:
    """Return the library's login data; raises what `sign_in` raises."""
    with _quietly():
        # The library writes to `path` only with a callback that saves raw responses, which is not passed.
        save_data = AmazonSaveDataConfig(path=Path())
        # Its errors have addresses and cookies in them: none of them is the cause of ours.
        api = AmazonEchoApi(cast("ClientSession", watched), email, password, save_data=save_data)
        try:
            return await api.login.login_mode_interactive(code)
        except CannotAuthenticate as err:
            if page := read_sign_in_page(watched.page):
                raise UnexpectedSignInPage(page) from None
            raise SignInRefused(_without_address(str(err))) from None
        except MissingCountryError:
            raise CountryMissing("the account has no country of residence") from None
        except LibraryOffline, ClientError, TimeoutError:
            raise CannotConnect("cannot reach Amazon") from None
        except (LibraryError, KeyError, TypeError, ValueError, AttributeError) as err:
            raise BadResponse(f"Amazon's sign-in answered unexpectedly ({type(err).__name__})") from None


def _without_address(message: str) -> str:
    """Remove the URL from a library message; its query contains the sign-in parameters."""
    return message.split(" from url:", 1)[0].split(" https://", 1)[0]
