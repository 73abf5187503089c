"""Adding the account of the stand-in, as an owner would in the frontend."""

import json
from typing import Any

from .client import DOMAIN, HomeClient, HomeError
from .process import AmazonProcess


async def add_account(home: HomeClient, amazon: AmazonProcess) -> str:
    """Sign in to Amazon through the config flow; return the config entry's id."""
    account = amazon.account
    form = await home.start_flow(DOMAIN)
    answer = {"username": account["email"], "password": account["password"], "code": account["code"]}
    result = await home.continue_flow(form, answer)
    return str(expect_step(result, "create_entry")["result"]["entry_id"])


async def import_recipes(home: HomeClient, entry_id: str, recipes: dict[str, Any]) -> Any:
    """Hand recipes in through the options flow and agree to them; return the form of the first test."""
    menu = expect_step(await home.start_flow(entry_id, options=True), "menu")
    form = expect_step(await home.continue_flow(menu, {"next_step_id": "requests"}, options=True), "form")
    text = json.dumps({name: part for name, part in recipes.items() if name != "delete_everything"})
    form = expect_step(await home.continue_flow(form, {"recipes": text}, options=True), "form")
    agreed = form["data_schema"][0]["selector"]["select"]["options"]
    return expect_step(await home.continue_flow(form, {"agreed": agreed}, options=True), "form")


def expect_step(flow: Any, kind: str) -> Any:
    """Return the flow if it has come to the kind of step expected."""
    if flow["type"] != kind:
        raise HomeError(f"The flow shows {flow} where a {kind} is expected")
    return flow
