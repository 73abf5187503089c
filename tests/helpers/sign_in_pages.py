"""A person who signs in on Amazon's own pages, without a browser: fills in the forms and ends on the landing page."""

from collections.abc import Awaitable, Callable, Mapping
import re

from aiohttp import ClientSession, CookieJar, TCPConnector
from yarl import URL

from tests.amazon_double import Account, AmazonDouble

_TAG = re.compile(r"<(input|button)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_ACTION = re.compile(r'<form[^>]* action="([^"]+)"')
_PAGES = 15


async def sign_in_at_amazon(amazon: AmazonDouble, account: Account, address: str) -> str:
    """Sign in at an address of Amazon's, whatever it asks; return the address of the page that this ends on."""

    async def approve() -> None:
        account.approved = True

    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as browser:
        return await walk(browser, address, account.email, account.password, account.code, approve)


async def walk(
    browser: ClientSession,
    address: str,
    email: str,
    password: str,
    code: str,
    approve: Callable[[], Awaitable[object]],
) -> str:
    """Go from page to page, approving on the phone where that is asked for; return the last page's address."""
    answers = {"email": email, "password": password, "passwordCheck": password, "otpCode": code}
    response = await browser.get(URL(address, encoded=True))
    for _ in range(_PAGES):
        if response.url.path.endswith("/ap/maplanding"):
            return str(response.url)
        page = await response.text()
        if 'id="resend-approval-form"' in page:
            await approve()
            response = await browser.get(page.split("url=")[1].split('"')[0])
            continue
        found = _ACTION.search(page)
        assert found, f"{response.status}: {page}"
        response = await browser.post(found[1], data=_fill(page, answers))
    raise AssertionError("the sign-in does not end")


def _fill(page: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what a person sends with a page's form: the first choice where there are several."""
    form: dict[str, str] = {}
    for _, text in _TAG.findall(page):
        attributes = dict(_ATTRIBUTE.findall(text))
        if name := attributes.get("name"):
            form.setdefault(name, answers.get(name, attributes.get("value", "")))
    return form
