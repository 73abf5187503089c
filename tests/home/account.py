"""Adding the account of the stand-in, as an owner would in the frontend."""

import json
import ssl
from typing import Any

from aiohttp import ClientSession, CookieJar, TCPConnector

from tests.amazon_double.resolver import AmazonResolver
from tests.helpers.sign_in_pages import walk

from .client import DOMAIN, HomeClient, HomeError
from .process import AmazonProcess


async def add_account(home: HomeClient, amazon: AmazonProcess) -> str:
    """Sign in on Amazon's own page; return the config entry's id."""
    menu = expect_step(await home.start_flow(DOMAIN), "menu")
    form = expect_step(await home.continue_flow(menu, {"next_step_id": menu["menu_options"][0]}), "form")
    form = expect_step(await home.continue_flow(form, {"site": amazon.site}), "form")
    address = await sign_in(amazon, form["description_placeholders"]["link"])
    result = await home.continue_flow(form, {"address": address})
    return str(expect_step(result, "create_entry")["result"]["entry_id"])


async def sign_in(amazon: AmazonProcess, link: str) -> str:
    """Follow a link to Amazon's sign-in and sign in; return the address of the page it ends on."""
    context = ssl.create_default_context(cafile=amazon.ca)
    connector = TCPConnector(resolver=AmazonResolver(amazon.port), ssl=context)
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as browser:
        return await walk(browser, link, approve=lambda: amazon.tell("/approve"), **amazon.account)


async def import_recipes(home: HomeClient, entry_id: str, recipes: dict[str, Any]) -> Any:
    """Hand recipes in through the options flow and agree to them; return the form of the first test."""
    menu = expect_step(await home.start_flow(entry_id, options=True), "menu")
    form = expect_step(await home.continue_flow(menu, {"next_step_id": "requests"}, options=True), "form")
    text = json.dumps({name: part for name, part in recipes.items() if name != "delete_everything"})
    form = expect_step(await home.continue_flow(form, {"recipes": text}, options=True), "form")
    agreed = [each["value"] for each in form["data_schema"][0]["selector"]["select"]["options"]]
    return expect_step(await home.continue_flow(form, {"agreed": agreed}, options=True), "form")


def expect_step(flow: Any, kind: str) -> Any:
    """Return the flow if it has come to the kind of step expected."""
    if flow["type"] != kind:
        raise HomeError(f"The flow shows {flow} where a {kind} is expected")
    return flow
