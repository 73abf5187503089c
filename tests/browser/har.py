"""HAR files from a real browser, and what other browsers would have made of them."""

from asyncio import to_thread
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import orjson
from playwright.async_api import Browser, BrowserContext

from tests.amazon_double import Account, AmazonDouble
from tests.browser.histories import HistoryVisit
from tests.browser.visit import Visit

type Entry = dict[str, Any]

SECRET_HEADERS = {"cookie", "set-cookie", "authorization"}


async def record_har(browser: Browser, amazon: AmazonDouble, account: Account, dialect: str, visit: Visit) -> bytes:
    """Visit the pages of a dialect, signed in to an account; return the HAR file, bodies included."""
    cookies = amazon.login_data(account)["website_cookies"]
    return await record(browser, cookies, f"https://www.amazon.{amazon.site}{amazon.dialects[dialect].root}", visit)


async def record(browser: Browser, cookies: Mapping[str, str], root: str, visit: Visit | HistoryVisit) -> bytes:
    """Visit the pages at an address with these cookies; return the HAR file, bodies included."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "visit.har")
        context = await browser.new_context(
            ignore_https_errors=True,
            timezone_id=visit.time_zone,
            record_har_path=path,
            record_har_content="embed",
            record_har_mode="full",
        )
        try:
            await sign_in(context, cookies, root)
            await visit.make(await context.new_page(), root)
        finally:
            # Only now the file is written.
            await context.close()
        return await to_thread(path.read_bytes)


async def sign_in(context: BrowserContext, cookies: Mapping[str, str], address: str) -> None:
    """Give a browser the cookies of an account."""
    domain = (urlsplit(address).hostname or "").removeprefix("www")
    await context.add_cookies(
        [
            {"name": name, "value": value, "domain": domain, "path": "/", "secure": True, "httpOnly": True}
            for name, value in cookies.items()
        ]
    )


def sanitized(har: bytes) -> bytes:
    """Take out what Chrome takes out unless told otherwise: cookies and authorization."""
    document = orjson.loads(har)
    for entry in document["log"]["entries"]:
        for message in (entry["request"], entry["response"]):
            if "cookies" in message:
                message["cookies"] = []
            message["headers"] = [each for each in message["headers"] if each["name"].lower() not in SECRET_HEADERS]
    return orjson.dumps(document)


def as_chrome(har: bytes) -> bytes:
    """Write a file as Chrome does: HTTP/2 with its pseudo headers, and marks of its own."""
    document = orjson.loads(har)
    document["log"]["creator"] = {"name": "WebInspector", "version": "537.36"}
    document["log"].pop("browser", None)
    for entry in document["log"]["entries"]:
        request = entry["request"]
        address = urlsplit(request["url"])
        target = address.path + (f"?{address.query}" if address.query else "")
        pseudo = {":authority": address.netloc, ":method": request["method"], ":path": target, ":scheme": "https"}
        headers = [{"name": each["name"].lower(), "value": each["value"]} for each in request["headers"]]
        request["headers"] = [{"name": name, "value": value} for name, value in pseudo.items()] + headers
        request["httpVersion"] = entry["response"]["httpVersion"] = "http/2.0"
        entry |= {"_initiator": {"type": "script"}, "_priority": "High", "_resourceType": "fetch", "connection": "4711"}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def as_firefox(har: bytes, time_zone: str = "Europe/Berlin") -> bytes:
    """Write a file as Firefox does: local times, comments, decoded parameters, some answers in base64."""
    document = orjson.loads(har)
    firefox = {"name": "Firefox", "version": "145.0"}
    document["log"] |= {"creator": firefox, "browser": firefox, "comment": ""}
    for number, entry in enumerate(document["log"]["entries"]):
        entry["startedDateTime"] = started(entry).astimezone(ZoneInfo(time_zone)).isoformat(timespec="milliseconds")
        entry["timings"] = dict.fromkeys(("blocked", "dns", "ssl", "connect", "send", "wait", "receive"), 0)
        entry |= {"_securityState": "secure", "connection": "443", "comment": ""}
        entry["request"]["httpVersion"] = entry["response"]["httpVersion"] = "HTTP/2"
        posted = entry["request"].get("postData")
        if posted and "urlencoded" not in posted["mimeType"]:
            posted["params"] = []
        content = entry["response"]["content"]
        content["comment"] = "" if "text" in content else "Response bodies are not included"
        if number % 2:
            to_base64(content)
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def as_safari(har: bytes) -> bytes:
    """Write a file as Safari does: in the order in which requests ended, with fewer fields."""
    document = orjson.loads(har)
    document["log"]["creator"] = {"name": "WebKit Web Inspector", "version": "1.0"}
    document["log"].pop("browser", None)
    for entry in document["log"]["entries"]:
        entry["cache"] = {}
        entry["_fetchType"] = "Network Load"
        entry["request"].get("postData", {}).pop("params", None)
        for message in (entry["request"], entry["response"]):
            message.pop("cookies", None)
            message["httpVersion"] = "HTTP/2"
        if not entry["response"]["content"].get("text"):
            entry["response"]["content"].pop("text", None)
    document["log"]["entries"].sort(key=ended)
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def without_answers(har: bytes) -> bytes:
    """Take out the bodies of all answers, as browsers do with pages left behind."""
    document = orjson.loads(har)
    for entry in document["log"]["entries"]:
        entry["response"]["content"].pop("text", None)
    return orjson.dumps(document)


def started(entry: Entry) -> datetime:
    """Return when a request began."""
    return datetime.fromisoformat(entry["startedDateTime"])


def ended(entry: Entry) -> datetime:
    """Return when a request had its answer."""
    return started(entry) + timedelta(milliseconds=max(0, entry["time"]))


def to_base64(content: Entry) -> None:
    """Encode the body of an answer, unless it is encoded already."""
    if content.get("text") and "encoding" not in content:
        content |= {"text": b64encode(content["text"].encode()).decode(), "encoding": "base64"}
