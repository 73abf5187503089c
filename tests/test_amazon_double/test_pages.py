"""The pages of each dialect, in a browser: they show, and they send the very requests that its recipes make."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientSession
import orjson
from playwright.async_api import Browser, Page
import pytest

from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe, Recipes
from tests.amazon_double import Account, AmazonDouble, Entry
from tests.amazon_double.accounts import system_clock
from tests.browser.har import sign_in
from tests.browser.visit import delete, is_ready, press
from tests.helpers.double import SWITCHES, batch, send, state

FRESH = {"idempotency-key", "revision", "ts", "version"}
"""What is another with every request."""


@pytest.fixture
async def page(amazon: AmazonDouble, account: Account, chromium: Browser) -> Page:
    """Open a browser that is signed in."""
    amazon.now = system_clock
    context = await chromium.new_context(ignore_https_errors=True)
    await sign_in(context, amazon.login_data(account)["website_cookies"], "https://www.amazon.de")
    return await context.new_page()


def plain(value: Any, secrets: list[str]) -> Any:
    """Unpack JSON, also in strings, and leave out what is another with every request."""
    if isinstance(value, dict):
        return {name: plain(inner, secrets) for name, inner in value.items() if name not in FRESH}
    if isinstance(value, list):
        return [plain(inner, secrets) for inner in value]
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return plain(orjson.loads(value), secrets)
    return "a secret" if value in secrets else value


def sent(entry: Entry, secrets: list[str]) -> Any:
    """Return what matters of a request."""
    headers = {name.lower(): value.partition(";")[0] for name, value in entry.headers.items()}
    told = {name: headers[name] for name in ("anti-csrftoken-a2z", "content-type") if name in headers}
    is_form = headers.get("content-type", "").endswith("urlencoded")
    body = [list(field) for field in parse_qsl(entry.body)] if is_form else entry.body
    return entry.method, entry.path, plain([entry.query, told, body], secrets), sorted(FRESH & headers.keys())


def of_kind(amazon: AmazonDouble, kind: str, secrets: Iterable[str]) -> list[Any]:
    """Return what was sent by requests of a kind, and forget them."""
    found = [sent(entry, list(secrets)) for entry in amazon.requests if entry.kind == kind]
    amazon.clear_log()
    return found


async def opened(page: Page, amazon: AmazonDouble, name: str) -> None:
    """Open a page of the dialect that is spoken."""
    await page.goto(f"https://www.amazon.de/alexa-privacy/made-up-{amazon.dialect}/{name}")
    await is_ready(page)


async def test_pages(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, page: Page
) -> None:
    """One browser for each dialect, which takes longest to start: recordings one by one, all of them, and settings."""
    await opened(page, amazon, "recordings")
    # There are buttons for what the dialect can, and no others.
    shown = {name: await page.locator(name).first.is_visible() for name in ("li button", "#delete-range")}
    assert shown == {
        "li button": recipes.delete_recordings is not None,
        "#delete-range": recipes.delete_range is not None,
    }
    if recipes.delete_recordings:
        await delete_some(amazon, account, client, recipes.delete_recordings, page)
    if recipes.delete_range:
        assert recipes.delete_everything
        await delete_shown(amazon, account, client, recipes.delete_range, page)
        await delete_rest(amazon, account, client, recipes.delete_everything, page)
    await flip_switches(amazon, account, client, recipes, page)


async def delete_some(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipe: DeleteRecipe, page: Page
) -> None:
    """Delete recordings by their buttons and by ticking them."""
    said = [account.say(f"number {number} <b>&</b> 🎉", minutes_ago=number) for number in range(1, 4)]
    records = [recording.record() for recording in said]
    await opened(page, amazon, "recordings")
    assert await page.locator("li span").first.inner_text() == "number 1 <b>&</b> 🎉"
    await delete(page, [said[0].key])
    assert account.recordings[:2] == said[1:]
    await delete(page, [recording.key for recording in said[1:]])
    assert not account.find(recording.key for recording in said)

    by_page = of_kind(amazon, "delete", account.secrets)
    at_once = 2 if recipe.batch > 1 else 1
    for group in [records[:1], *(records[at : at + at_once] for at in range(1, 3, at_once))]:
        await send(client, recipe.request, **batch(group))
    assert of_kind(amazon, "delete", account.secrets) == by_page


async def delete_shown(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipe: DeleteRecipe, page: Page
) -> None:
    """Delete what is shown at once."""
    account.say("still here", minutes_ago=1)
    await opened(page, amazon, "recordings")
    assert await page.locator("li").count()
    asked = next(entry.query for entry in amazon.requests if entry.kind == "v2")
    start, end = int(asked["startTime"]), int(asked["endTime"])
    await press(page, "#delete-range")
    assert not await page.locator("li").count()
    assert account.held == account.held_between(0, start - 1) > 0
    by_page = of_kind(amazon, "delete", account.secrets)
    # What is shown includes its end, a recipe's range does not.
    await send(client, recipe.request, start=start, end=end + 1)
    assert of_kind(amazon, "delete", account.secrets) == by_page


async def delete_rest(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipe: DeleteRecipe, page: Page
) -> None:
    """Delete all there is."""
    await press(page, "#delete-everything")
    assert account.held == 0
    by_page = of_kind(amazon, "delete", account.secrets)
    await send(client, recipe.request)
    assert of_kind(amazon, "delete", account.secrets) == by_page


async def flip_switches(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, page: Page
) -> None:
    """See the settings on their page, and set them by its switches."""
    await opened(page, amazon, "settings")
    assert {name: await page.locator(f"#{name}").is_checked() for name in SWITCHES} == account.settings
    before = dict(account.settings)
    for name in SWITCHES:
        await press(page, f"#{name}")
    assert account.settings == {name: not on for name, on in before.items()}

    by_page = of_kind(amazon, "settings", account.secrets)
    account.settings |= before
    for name in SWITCHES:
        switch = recipes.switches[name]
        now, position = await state(client, switch.read), "off" if before[name] else "on"
        await send(client, switch.set[position], value=switch.values[position], now=now)
    assert of_kind(amazon, "settings", account.secrets) == by_page
