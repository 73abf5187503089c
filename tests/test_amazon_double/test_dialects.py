"""Each dialect deletes and sets, by its recipes as by its pages."""

from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qs

from aiohttp import ClientSession
import orjson
from playwright.async_api import BrowserContext, Page, async_playwright
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes import Recipes, RequestTemplate, parse_recipes
from custom_components.alexa_privacy.amazon.templates import point
from tests.amazon_double import DIALECTS, Account, AmazonDouble, Entry, Fault, Shape
from tests.amazon_double.accounts import system_clock
from tests.amazon_double.records import Json
from tests.home.fixtures import find_chromium
from tests.test_amazon_double.conftest import NOW
from tests.test_amazon_double.test_listings import csrf

SWITCHES = ("human_review", "message_review", "deletion_by_voice")


@pytest.fixture(params=sorted(DIALECTS))
def recipes(amazon: AmazonDouble, request: pytest.FixtureRequest) -> Recipes:
    """Speak one dialect only; return what the integration makes of its recipes."""
    amazon.dialect = request.param
    return parse_recipes(orjson.dumps(amazon.dialects[request.param].recipes()).decode())


async def send(client: ClientSession, template: RequestTemplate, **values: Any) -> tuple[int, str]:
    """Send what a recipe says."""
    token = (await csrf(client))["anti-csrftoken-a2z"]
    rendered = template.render({**values, "csrf": token})
    answer = await client.request(
        rendered.method, URL(rendered.target, encoded=True), headers=rendered.headers, data=rendered.body
    )
    return answer.status, await answer.text()


def complete(account: Account) -> list[Json]:
    """Return records that have items."""
    return [
        recording.record()
        for recording in account.recordings
        if recording.shape in {Shape.USUAL, Shape.OLD, Shape.SLIM}
    ]


def batch(records: list[Json]) -> dict[str, Any]:
    """Return records as a recipe names them."""
    return {"recordings": records, "recording": records[0]}


async def test_delete(amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes) -> None:
    """A recipe deletes its recordings and no other."""
    assert recipes.delete_recordings
    size = recipes.delete_recordings.batch
    going = complete(account)[5 : 5 + size]
    status, _ = await send(client, recipes.delete_recordings.request, **batch(going))
    assert status in {200, 204}
    left = {record["recordKey"] for record in account.records}
    assert len(left) == 240 - size
    assert not left & {record["recordKey"] for record in going}


async def test_delete_more(account: Account, client: ClientSession, recipes: Recipes) -> None:
    """A range goes from its start until before its end; everything is everything."""
    if recipes.delete_range:
        start, end = account.recordings[20].timestamp, account.recordings[10].timestamp
        await send(client, recipes.delete_range.request, start=start, end=end)
        assert account.held == 230
    if recipes.delete_everything:
        await send(client, recipes.delete_everything.request)
        assert account.held == len(account.conversations) == 0


async def test_needs_csrf(amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes) -> None:
    """Without the token nothing is deleted and nothing set."""
    assert recipes.delete_recordings
    going = batch(complete(account)[: recipes.delete_recordings.batch])
    amazon.fail(Fault.STALE_CSRF, "delete")
    assert (await send(client, recipes.delete_recordings.request, **going))[0] == 403
    switch = recipes.switches["human_review"]
    amazon.fail(Fault.STALE_CSRF, "settings")
    now = await state(client, switch.read)
    assert (await send(client, switch.set, value=switch.off, now=now))[0] == 403
    assert account.held == 240
    assert account.settings["human_review"]


@pytest.mark.parametrize("fault", [Fault.IGNORED, Fault.LATE, Fault.HALF])
async def test_delete_goes_wrong(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, fault: Fault
) -> None:
    """A deletion may be answered well and be none, or late, or half."""
    assert recipes.delete_recordings
    size = recipes.delete_recordings.batch
    amazon.fail(fault, "delete", seconds=30)
    status, _ = await send(client, recipes.delete_recordings.request, **batch(complete(account)[:size]))
    assert status in {200, 204}
    assert account.held == (240 if fault is not Fault.HALF else 240 - (size + 1) // 2)
    amazon.now = lambda: NOW.replace(minute=1)
    if fault is Fault.LATE:
        assert account.held == 240 - size


async def state(client: ClientSession, read: Any) -> Any:
    """Read the document that holds the settings."""
    _, text = await send(client, read.request)
    if read.after:
        text = text.split(read.after)[1].split("</script>")[0]
    return orjson.loads(text)


@pytest.mark.parametrize("name", SWITCHES)
async def test_switch(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, name: str
) -> None:
    """A switch is set, read back, and leaves the others alone."""
    switch = recipes.switches[name]
    assert switch.read
    before = dict(account.settings)
    for value in (not before[name], before[name]):
        raw = switch.on if value else switch.off
        status, _ = await send(client, switch.set, value=raw, now=await state(client, switch.read))
        assert status == 200
        assert account.settings == before | {name: value}
        assert point(await state(client, switch.read), switch.read.at) == raw
    amazon.fail(Fault.IGNORED, "settings")
    raw = switch.off if before[name] else switch.on
    assert (await send(client, switch.set, value=raw, now=await state(client, switch.read)))[0] == 200
    assert account.settings == before


async def test_only_one_is_spoken(amazon: AmazonDouble, client: ClientSession) -> None:
    """With one dialect spoken, the others are not there."""
    pages = {name: f"{dialect.root}/settings" for name, dialect in amazon.dialects.items()}
    assert {(await client.get(page)).status for page in pages.values()} == {200}
    for spoken in pages:
        amazon.dialect = spoken
        assert [name for name, page in pages.items() if (await client.get(page)).status == 200] == [spoken]


# The pages, in a browser


@pytest.fixture
async def page(amazon: AmazonDouble, account: Account) -> AsyncIterator[Page]:
    """Open a browser that is signed in."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium found: install one, or name it in CHROMIUM")
    amazon.now = system_clock
    arguments = ["--no-sandbox", *amazon.chromium_arguments()]
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=executable, args=arguments)
        context = await chromium.new_context(ignore_https_errors=True)
        await sign_in(context, amazon, account)
        yield await context.new_page()
        await chromium.close()


async def sign_in(context: BrowserContext, amazon: AmazonDouble, account: Account) -> None:
    """Give a browser the account's cookies."""
    cookies = amazon.login_data(account)["website_cookies"]
    await context.add_cookies(
        [
            {"name": name, "value": value, "domain": ".amazon.de", "path": "/", "secure": True, "httpOnly": True}
            for name, value in cookies.items()
        ]
    )


async def is_ready(page: Page) -> None:
    """Wait until the page has done what it was told."""
    await page.wait_for_selector("body[data-state=ready]")


def sent(entry: Entry) -> tuple[str, str, Any, Any]:
    """Return what matters of a request, form fields and JSON unpacked."""
    body: Any = entry.body
    if entry.headers.get("Content-Type", "").startswith("application/json"):
        body = orjson.loads(entry.body)
    elif entry.body:
        body = {name: value for name, value in parse_qs(entry.body).items() if name != "csrfToken"}
    return entry.method, entry.path, entry.query, body


def of_kind(requests: Iterable[Entry], kind: str) -> list[Any]:
    """Return what was sent by requests of a kind."""
    return [sent(entry) for entry in requests if entry.kind == kind]


async def test_recordings_page(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, page: Page
) -> None:
    """The page's buttons delete, with the very requests that the recipes make."""
    assert recipes.delete_recordings
    said = [account.say(f"number {number} <b>&</b> 🎉", minutes_ago=number) for number in range(1, 4)]
    records = [recording.record() for recording in said]
    await page.goto(f"https://www.amazon.de/alexa-privacy/made-up-{amazon.dialect}/recordings")
    await is_ready(page)
    assert await page.locator("li span").first.inner_text() == "number 1 <b>&</b> 🎉"
    await page.locator(f'li[data-key="{said[0].key}"] button').click()
    await is_ready(page)
    for recording in said[1:]:
        await page.locator(f'li[data-key="{recording.key}"] input').check()
    await page.locator("#delete-ticked").click()
    await page.wait_for_function("document.querySelectorAll('li input:checked').length === 0")
    await is_ready(page)
    assert not account.find(recording.key for recording in said)

    by_page = of_kind(amazon.requests, "delete")
    amazon.clear_log()
    at_once = 2 if recipes.delete_recordings.batch > 1 else 1
    groups = [records[:1], *(records[at : at + at_once] for at in range(1, 3, at_once))]
    for group in groups:
        await send(client, recipes.delete_recordings.request, **batch(group))
    assert of_kind(amazon.requests, "delete") == by_page

    if recipes.delete_everything:
        account.say("still here", minutes_ago=1)
        await page.locator("#delete-range").click()
        await page.wait_for_function("document.querySelectorAll('li').length === 0")
        assert account.held > 0
        await page.locator("#delete-everything").click()
        await is_ready(page)
        assert account.held == 0


async def test_settings_page(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, page: Page
) -> None:
    """The page shows the settings, and its switches set them as the recipes do."""
    await page.goto(f"https://www.amazon.de/alexa-privacy/made-up-{amazon.dialect}/settings")
    await is_ready(page)
    assert {name: await page.locator(f"#{name}").is_checked() for name in SWITCHES} == account.settings
    before = dict(account.settings)
    for name in SWITCHES:
        async with page.expect_response(lambda answer: answer.request.method in {"POST", "PUT"}):
            await page.locator(f"#{name}").click()
        await is_ready(page)
    assert account.settings == {name: not on for name, on in before.items()}

    by_page = of_kind(amazon.requests, "settings")
    amazon.clear_log()
    account.settings |= before
    for name in SWITCHES:
        switch = recipes.switches[name]
        raw = switch.off if before[name] else switch.on
        now = await state(client, switch.read)
        await send(client, switch.set, value=raw, now=now)
    by_recipe = of_kind(amazon.requests, "settings")
    assert [without_revision(request) for request in by_recipe] == [without_revision(request) for request in by_page]


def without_revision(request: Any) -> bytes:
    """Leave out the number that rises with every change."""
    body = request[3]
    if isinstance(body, dict) and "profile" in body:
        del body["profile"]["revision"]
    return orjson.dumps(request, option=orjson.OPT_SORT_KEYS)
