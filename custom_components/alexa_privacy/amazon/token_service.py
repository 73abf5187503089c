"""Requests to Amazon's token service as the Alexa app, and its responses (amazon-protocol.md §1)."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
import re
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import ClientResponse
from yarl import URL

from .errors import AmazonError, BadResponse, CannotConnect, Throttled, TokenRefused
from .responses import Expect, check_cookies, classify_response, parse

APP_NAME: Final = "Home Assistant: Alexa Privacy"
"""The name of a registered device, in Amazon's own list of devices too."""
APP_VERSION: Final = "2.2.663733.0"
OS_VERSION: Final = "18.5"

TOKEN_URL: Final = URL("https://api.amazon.com/auth/token")
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

_SDK_VERSION: Final = "6.12.4"
_ABOUT_TOKEN: Final = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
# What the name of an error has in it when the refresh token is what is refused.
_REFUSALS: Final = ("grant", "token", "credential", "unauthorized", "denied", "invalidvalue")
_NAME: Final = re.compile(r"[A-Za-z0-9_]{1,64}")


class TokenType(StrEnum):
    """What a refresh token is exchanged for."""

    ACCESS = "access_token"
    COOKIES = "auth_cookies"


def token_form(refresh_token: str, wanted: TokenType, domain: str) -> bytes:
    """Return the body of a request to TOKEN_URL, for the site of a domain such as `co.uk`."""
    return urlencode(
        {
            "app_name": APP_NAME,
            "app_version": APP_VERSION,
            "di.sdk.version": _SDK_VERSION,
            "di.hw.version": "iPhone",
            "di.os.name": "iOS",
            "di.os.version": OS_VERSION,
            "platform": "iOS",
            "current_version": _SDK_VERSION,
            "previous_version": _SDK_VERSION,
            "package_name": "com.amazon.echo",
            "source_token": refresh_token,
            "source_token_type": "refresh_token",
            "requested_token_type": wanted,
            "domain": f"www.amazon.{domain}",
        }
    ).encode()


def read_tokens(response: ClientResponse, body: bytes) -> Any:
    """Return the JSON of an answer of the token service.

    Raises TokenRefused if it refuses the refresh token itself. Everything else may pass: CannotConnect, Throttled or
    BadResponse.
    """
    try:
        return classify_response(response, body, Expect.JSON).json
    except CannotConnect, Throttled:
        raise
    except AmazonError as err:
        if response.status in _ABOUT_TOKEN and _refuses_token(response.status, body):
            raise TokenRefused("Amazon no longer accepts this sign-in") from err
        raise BadResponse(f"Amazon's token service does not answer ({response.status})") from err


def _refuses_token(status: int, body: bytes) -> bool:
    """Return whether an answer refuses the token, rather than the request or the way it came."""
    try:
        answer = parse(body)
    except BadResponse:
        return False
    if not isinstance(answer, dict):
        return False
    if not (name := error_name(answer).replace("_", "").lower()):
        return not answer or (status == HTTPStatus.UNAUTHORIZED and not answer.keys() & {"error", "response"})
    return not name.startswith("unsupported") and any(word in name for word in _REFUSALS)


def error_name(answer: Any) -> str:
    """Return the name of the error in an answer of Amazon's app services, such as `invalid_grant`; else empty."""
    response = answer.get("response") if isinstance(answer, dict) else None
    error = (response if isinstance(response, dict) else answer).get("error") if isinstance(answer, dict) else None
    name = error.get("code") if isinstance(error, dict) else error
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def renewed_cookies(domain: str, response: ClientResponse, body: bytes) -> dict[str, dict[str, str]]:
    """Return the cookies of a renewal that belong to a site, by domain; raises what `read_tokens` raises."""
    found = cookies_by_domain(read_tokens(response, body))
    own = {name: cookies for name, cookies in found.items() if f".{name.lower()}".endswith(f".amazon.{domain}")}
    if not any(own.values()):
        raise BadResponse("Amazon's renewal has no cookies for this site")
    return own


def cookies_by_domain(answer: Any) -> Mapping[str, dict[str, str]]:
    """Return the cookies of a renewal; raises BadResponse if they are malformed or cannot be sent back."""
    try:
        found = {
            str(domain): {str(cookie["Name"]): str(cookie["Value"]).replace('"', "") for cookie in cookies}
            for domain, cookies in answer["response"]["tokens"]["cookies"].items()
        }
    except (KeyError, TypeError, AttributeError) as err:
        raise BadResponse("Amazon's renewal has another form") from err
    if not any(found.values()):
        raise BadResponse("Amazon's renewal has no cookies")
    for cookies in found.values():
        check_cookies(cookies)
    return found


def access_token(response: ClientResponse, body: bytes) -> str:
    """Return the access token of an answer; raises what `read_tokens` raises."""
    answer = read_tokens(response, body)
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token:
        raise BadResponse("Amazon's renewal has no access token")
    return token
