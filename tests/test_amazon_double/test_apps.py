"""Apps sign in through a browser, are devices of the account, and can be removed."""

import asyncio
from typing import Any

from aiohttp import ClientSession
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.login import SignInAttempt, read_landing_page
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.sign_in import ASKED
from tests.amazon_double.sites import SITES, alexa_host, home_region
from tests.helpers.double import ALL, V1
from tests.helpers.sign_in_pages import sign_in_at_amazon


@pytest.mark.parametrize("name", ASKED)
async def test_a_code_is_asked_for_in_full(amazon: AmazonDouble, client: ClientSession, name: str) -> None:
    """Whoever leaves something out, or asks for something else, gets no page to sign in."""
    address = URL(SignInAttempt.begin("de").address)
    assert (await client.get(address)).status == 200
    for query in (
        {key: value for key, value in address.query.items() if key != name},
        {**address.query, name: "made up"},
        {**address.query, name: address.query[name] + "x"},
    ):
        assert (await client.get(address.with_query(query))).status == 404


async def test_who_only_signs_in_needs_no_challenge(client: ClientSession) -> None:
    """A browser that was sent to the sign-in page asks for no code."""
    back = {"openid.return_to": "https://www.amazon.de/alexa-privacy/apd/rvh"}
    assert (await client.get("/ap/signin", params=back)).status == 200


async def test_the_landing_page_says_whose_code_it_is(account: Account, amazon: AmazonDouble) -> None:
    """By the account, and nothing that the link said of itself comes back."""
    page = await sign_in_at_amazon(amazon, account, SignInAttempt.begin("de").address)
    fields = URL(page).query
    assert fields["openid.identity"] == fields["openid.claimed_id"]
    assert fields["openid.identity"].endswith(account.user_id)
    assert "state" not in fields
    assert fields["openid.oa2.authorization_code"] in account.secrets


async def test_an_approval_is_waited_for(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """The page asks again until the owner has approved, and one approval is good for one sign-in."""
    account.meets = {"approval"}
    attempt = SignInAttempt.begin("de")
    for _ in range(2):
        signing_in = asyncio.create_task(sign_in_at_amazon(amazon, account, attempt.address))
        assert read_landing_page(await signing_in, attempt).account == account.user_id
        assert not account.approved
    page = await client.get(URL(attempt.address))
    workflow = (await page.text()).split('name="workflowState" value="')[1].split('"')[0]
    entered = {"workflowState": workflow, "email": account.email, "password": account.password}
    for _ in range(3):
        page = await client.post("https://www.amazon.de/ap/signin", data=entered)
        assert 'id="resend-approval-form"' in await page.text()
        page = await client.get(f"https://www.amazon.de/ap/cvf/approval?workflowState={workflow}")
        assert 'http-equiv="refresh"' in await page.text()
        entered = {"workflowState": workflow}


@pytest.mark.parametrize("site", SITES)
def test_regions(site: str) -> None:
    """Japan and Australia are kept in the far east; the Alexa app is sent to .com from there."""
    assert (home_region(site) == "FE") is (site in {"co.jp", "com.au"})
    assert alexa_host(site) == f"alexa.amazon.{'com' if site in {'co.jp', 'com.au'} else site}"


async def test_at_another_site_there_is_nothing(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """No recordings and no error, and Echos that are offline."""
    listings: dict[str, Any] = {}
    echos: dict[str, Any] = {}
    for site in ("de", "co.jp"):
        cookies = amazon.sessions.start(account, site).cookies
        options: Any = {"headers": {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}}
        client.cookie_jar.clear()
        listings[site] = await (await client.get(f"https://www.amazon.{site}{V1}", params=ALL, **options)).json()
        echos[site] = await (await client.get(f"https://alexa.amazon.{site}/api/devices-v2/device", **options)).json()
    assert len(listings["de"]["customerHistoryRecords"]) == 10
    assert listings["co.jp"]["customerHistoryRecords"] is None
    assert listings["co.jp"]["encodedRequestToken"] is None
    assert any(echo["online"] for echo in echos["de"]["devices"] if echo["deviceFamily"] == "ECHO")
    own = {device.serial for device in account.devices}
    assert not any(echo["online"] for echo in echos["co.jp"]["devices"] if echo["serialNumber"] in own)
    assert own <= {echo["serialNumber"] for echo in echos["co.jp"]["devices"]}


async def test_an_app_is_a_device(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """It is listed with the Echos until it is removed."""

    async def listed() -> set[str]:
        answer = await (await client.get("https://alexa.amazon.de/api/devices-v2/device")).json()
        return {device["accountName"] for device in answer["devices"]}

    app = amazon.sessions.register(account, serial="MADEUP", name="A made-up app", site="de")
    assert "A made-up app" in await listed()
    amazon.sessions.deregister(app)
    assert "A made-up app" not in await listed()
