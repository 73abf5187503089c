"""Register a device with Amazon for the code of a sign-in, and remove it again (amazon-protocol.md §1)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPMethod
from typing import Any, Final

from aiohttp import ClientResponse, ClientSession
import orjson
from yarl import URL

from .credentials import Credentials
from .errors import (
    AmazonError,
    BadResponse,
    CannotConnect,
    CodeExpired,
    Refused,
    RegistrationRefused,
    Throttled,
    Withdrawn,
)
from .login import DEVICE_TYPE, LandingPage, SignInAttempt
from .pace import Pace
from .request_stats import RequestKind
from .responses import Expect, Request, classify_response, parse
from .session import AmazonSession, Host
from .token_service import (
    APP_NAME,
    APP_VERSION,
    FORM,
    OS_VERSION,
    TOKEN_URL,
    TokenType,
    access_token,
    error_name,
    token_form,
)
from .transfer import guarded, receive, sent

_USUAL: Final = Pace()
_JSON: Final = {"Content-Type": "application/json"}
REGISTER: Final = "/auth/register"
_DEREGISTER: Final = "/auth/deregister"
_ME: Final = "/api/users/me"
_SOFTWARE_VERSION: Final = "35602678"
# How Amazon names a code that it does not accept, in the reports of Audible's clients: it has expired, was used, or was
# made for another verifier. The answer does not say which.
_CODE_REFUSED: Final = frozenset({"InvalidValue", "InvalidToken", "CredentialError"})


async def register(
    http: ClientSession, attempt: SignInAttempt, landing: LandingPage, *, pace: Pace = _USUAL
) -> Credentials:
    """Register a device for the code of a landing page, once, and return the account's credentials.

    Raises CodeExpired, RegistrationRefused, CannotConnect, Throttled, SignedOut or BadResponse; a device that was
    registered by then is removed again. The cookie jar of `http` is filled on the way: give it one of its own.
    """
    body = orjson.dumps(_registration(attempt, landing))
    success = guarded(_success, *await _post(http, _app_url(attempt.domain, REGISTER), _JSON, body, pace))
    bearer = _text(success, "tokens", "bearer", "access_token")
    try:
        credentials = Credentials.from_dict(
            {
                "site": f"https://www.amazon.{attempt.domain}",
                "user_id": _text(success, "extensions", "customer_info", "user_id"),
                "serial": attempt.serial,
                "refresh_token": _text(success, "tokens", "bearer", "refresh_token"),
            }
        )
        return replace(credentials, customer_id=await _customer_id(http, credentials, pace))
    except BaseException:
        with suppress(AmazonError):
            await remove_device(http, attempt.domain, bearer, pace=pace)
        raise


async def deregister(http: ClientSession, credentials: Credentials, *, pace: Pace = _USUAL) -> None:
    """Remove the device of a sign-in at Amazon; its refresh token then ends.

    Raises ValueError if the device is not ours; TokenRefused if the sign-in has ended already; CannotConnect,
    Throttled, Refused or BadResponse.
    """
    if credentials.serial is None:
        raise ValueError("the device of a borrowed sign-in is not ours")
    form = token_form(credentials.refresh_token, TokenType.ACCESS, credentials.domain)
    bearer = guarded(access_token, *await _post(http, TOKEN_URL, FORM, form, pace))
    await remove_device(http, credentials.domain, bearer, pace=pace)


async def remove_device(http: ClientSession, domain: str, bearer: str, *, pace: Pace = _USUAL) -> None:
    """Remove the device that an access token belongs to, and no other of the account; raises like `deregister`."""
    body = orjson.dumps({"deregister_all_existing_accounts": False})
    headers = {**_JSON, "Authorization": f"Bearer {bearer}"}
    response, received = await _post(http, _app_url(domain, _DEREGISTER), headers, body, pace)
    guarded(_read, response, received)


async def _customer_id(http: ClientSession, credentials: Credentials, pace: Pace) -> str | None:
    """Return the id that recordings and devices name the account by; None if Amazon does not say."""
    request = Request(method=HTTPMethod.GET, target=_ME)
    session = AmazonSession(http, credentials, pace=pace)
    try:
        return await session.fetch(
            lambda _: request, RequestKind.ACCOUNT, lambda answer: _text(answer.json, "id"), host=Host.ALEXA
        )
    except BadResponse, Refused, Withdrawn:
        if not session.has_cookies:
            raise
        return None


def _registration(attempt: SignInAttempt, landing: LandingPage) -> Mapping[str, Any]:
    """Return the request that registers an attempt's device, in the form all known clients use (§1)."""
    return {
        "requested_extensions": ["device_info", "customer_info"],
        "cookies": {"website_cookies": [], "domain": f".amazon.{attempt.domain}"},
        "registration_data": {
            "domain": "Device",
            "device_type": DEVICE_TYPE,
            "device_serial": attempt.serial,
            "device_name": APP_NAME,
            "device_model": "iPhone",
            "app_name": APP_NAME,
            "app_version": APP_VERSION,
            "os_version": OS_VERSION,
            "software_version": _SOFTWARE_VERSION,
        },
        "auth_data": {
            "use_global_authentication": "true",
            "client_id": attempt.client_id,
            "authorization_code": landing.code,
            "code_verifier": attempt.verifier,
            "code_algorithm": "SHA-256",
            "client_domain": "DeviceLegacy",
        },
        "requested_token_type": ["bearer", "mac_dms", "website_cookies"],
    }


def _success(response: ClientResponse, body: bytes) -> Any:
    """Return what Amazon returned for a code; raises CodeExpired or RegistrationRefused if it refuses."""
    try:
        answer = _read(response, body)
    except CannotConnect, Throttled:
        raise
    except AmazonError as err:
        if not (name := _error_of(body)):
            raise BadResponse(f"Amazon's answer to a registration cannot be read ({response.status})") from err
        if name in _CODE_REFUSED:
            raise CodeExpired(f"Amazon does not accept the code ({name})") from err
        raise RegistrationRefused(f"Amazon refuses to register a device ({name})") from err
    success = answer.get("response", {}).get("success")
    if not isinstance(success, dict):
        raise RegistrationRefused(f"Amazon registered no device ({error_name(answer) or 'without a reason'})")
    return success


def _error_of(body: bytes) -> str:
    """Return the name of the error in a body; empty if there is none."""
    try:
        return error_name(parse(body))
    except BadResponse:
        return ""


def _text(found: Any, *path: str) -> str:
    """Return the text at a path of JSON objects; raises BadResponse if there is none."""
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, str) or not found.isprintable() or not found.isascii():
        raise BadResponse(f"Amazon's answer has no {path[-1]}")
    return found


def _read(response: ClientResponse, body: bytes) -> Any:
    """Return the JSON of an answer of the app services; raises what `classify_response` raises."""
    return classify_response(response, body, Expect.JSON).json


def _app_url(domain: str, path: str) -> URL:
    return URL.build(scheme="https", host=f"api.amazon.{domain}", path=path)


async def _post(
    http: ClientSession, url: URL, headers: Mapping[str, str], body: bytes, pace: Pace
) -> tuple[ClientResponse, bytes]:
    """Send one request to the app services, once, and return the response with its body."""
    async with sent(http, HTTPMethod.POST, url, {"Accept": "application/json", **headers}, body, pace) as response:
        return response, await receive(response)
