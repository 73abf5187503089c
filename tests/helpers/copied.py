"""Requests as a browser copies them."""

from http import HTTPMethod
import shlex
from typing import Any

from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate
from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon_double import Recording

COOKIE = "session-token=SECRETCOOKIE; at-main=SECRETTOO"
CSRF = "gMadeUpTokenOfTheBrowser0123456789"


def render(template: RequestTemplate, recording: Recording | None = None, **values: Any) -> Request:
    """Return the request that a page would send."""
    raw = recording.record() if recording else {}
    return template.render({"csrf": CSRF, "recording": raw, "recordings": [raw], **values})


def as_curl(request: Request) -> str:
    """Write a request as Chrome's "Copy as cURL (bash)" does."""
    words = ["curl", f"https://www.amazon.de{request.target}"]
    if request.method != HTTPMethod.GET:
        words += ["-X", request.method]
    for name, value in {"accept": "*/*", "user-agent": "Mozilla/5.0", **request.headers}.items():
        words += ["-H", f"{name}: {value}"]
    words += ["-b", COOKIE]
    if request.body:
        words += ["--data-raw", request.body.decode()]
    return shlex.join(words)
