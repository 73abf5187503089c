"""The listings page as Amazon's do."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, ClientTimeout
import pytest

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.helpers.double import ALL, NOW, RVH, V1, V2, csrf

RAH = "/alexa-privacy/apd/rah/alexa-history-records-v2"


async def walk(client: ClientSession, address: str = V2, **window: Any) -> list[dict[str, Any]]:
    """Turn all pages; return them."""
    headers = await csrf(client)
    query = ALL | {name: str(value) for name, value in window.items()}
    pages: list[dict[str, Any]] = []
    token = None
    while token or not pages:
        if address == V1:
            answer = await client.get(V1, params=query | ({"previousRequestToken": token} if token else {}))
        else:
            answer = await client.post(address, params=query, json={"previousRequestToken": token}, headers=headers)
        assert answer.status == 200
        pages.append(await answer.json())
        token = pages[-1].get("encodedRequestToken", pages[-1].get("paginationToken"))
    return pages


def keys(pages: list[dict[str, Any]]) -> list[str]:
    """Return the keys on all pages, in order, repeats and all."""
    return [record["recordKey"] for page in pages for record in page["customerHistoryRecords"] or []]


@pytest.mark.parametrize("address", [V2, f"{V2}/", V1])
async def test_all_pages(amazon: AmazonDouble, account: Account, client: ClientSession, address: str) -> None:
    """Ten a page, whatever is asked; together they are everything, newest first, with some repeats."""
    pages = await walk(client, address, maxRecordSize=50)
    assert all(len(page["customerHistoryRecords"]) == 10 for page in pages[:-1])
    found = keys(pages)
    assert list(dict.fromkeys(found)) == [record["recordKey"] for record in account.records]
    assert len(found) > 240
    tokens = [page["encodedRequestToken"] for page in pages]
    assert len(set(tokens)) == len(tokens)
    assert account.email == amazon.requests[-1].account


async def test_window(account: Account, client: ClientSession) -> None:
    """A window holds what belongs there; only of several pages the last brings one from before it."""
    start = account.recordings[14].timestamp
    end = account.recordings[3].timestamp
    expected = [record["recordKey"] for record in account.records[3:15]]
    pages = await walk(client, startTime=start, endTime=end)
    assert list(dict.fromkeys(keys(pages))) == [*expected, account.recordings[15].key]
    account.oddities.outside_window = account.oddities.boundary_repeats = False
    assert keys(await walk(client, startTime=start, endTime=end)) == expected
    [page] = await walk(client, startTime=end + 1, endTime=end + 1)
    assert page["customerHistoryRecords"] is None
    assert page["noDataFoundWithinTimeLimit"]


async def test_empty_page_with_token(account: Account, client: ClientSession) -> None:
    """An empty page need not be the end."""
    account.oddities.empty_page = True
    pages = await walk(client)
    assert pages[1]["customerHistoryRecords"] is None
    assert len(set(keys(pages))) == 240


async def test_deleted_while_walking(account: Account, client: ClientSession) -> None:
    """A token stays good when the recordings around it are gone."""
    headers = await csrf(client)
    first = await client.post(V2, params=ALL, json={"previousRequestToken": None}, headers=headers)
    token = (await first.json())["encodedRequestToken"]
    rest = [recording.key for recording in account.recordings[12:]]
    account.erase(account.recordings[:12])
    second = await client.post(V2, params=ALL, json={"previousRequestToken": token}, headers=headers)
    assert keys([await second.json()]) == rest[:10]


async def test_new_alexa(account: Account, client: ClientSession) -> None:
    """The other listing has conversations too, and can be asked for one Echo."""
    pages = await walk(client, RAH)
    records = [record for page in pages for record in page["alexaHistoryRecords"]]
    found = {record.get("activityKey") or record["conversationId"] for record in records}
    assert len(found) == 240 + 9
    assert {type(record["deviceInfo"]) for record in records} == {dict, list, type(None)}
    assert {type(record.get("personsInfo", 0)) for record in records} >= {dict, list, type(None), int}
    serial = account.devices[0].serial
    mine = await walk(client, RAH, deviceSerialNumber=serial)
    activities = {record.get("activityKey") for page in mine for record in page["alexaHistoryRecords"]} - {None}
    assert activities == {recording.key for recording in account.recordings if recording.device.serial == serial}


async def test_who_may_ask(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """Without the token 403, without cookies the sign-in page, without either nothing at all."""
    headers = await csrf(client)
    body = {"previousRequestToken": None}
    amazon.now = lambda: NOW + timedelta(hours=3)
    for stale in ({}, headers, headers | {"anti-csrftoken-a2z": "made up"}):
        answer = await client.post(V2, params=ALL, json=body, headers=stale)
        assert (answer.status, answer.content_type) == (403, "text/html")
    assert (await client.get(V1, params=ALL)).status == 200

    token = {"Authorization": f"Bearer {amazon.login_data(account)['access_token']}"}
    assert (await client.post(RAH, params=ALL, json=body, headers=token)).status == 200
    amazon.expire_tokens()
    assert (await client.post(RAH, params=ALL, json=body, headers=token)).status == 403

    amazon.expire_cookies()
    answer = await client.get(V1, params=ALL)
    assert answer.url.path == "/ap/signin"
    assert answer.content_type == "text/html"
    assert (await client.get("https://alexa.amazon.de/api/users/me")).status == 401


async def test_what_no_page_sends(account: Account, client: ClientSession) -> None:
    """A listing is asked for as the page asks: from its site, in JSON, for a window, and on with its own token only."""
    body, headers = {"previousRequestToken": None}, await csrf(client)
    token = (await (await client.post(V2, params=ALL, json=body, headers=headers)).json())["encodedRequestToken"]
    elsewhere = {"Referer": "https://www.example.org/alexa-privacy/"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    window = {"startTime": "1"}
    changes: tuple[tuple[int, dict[str, Any]], ...] = (
        (403, {"headers": headers | elsewhere}),
        (400, {"headers": headers | form, "json": None, "data": b'{"previousRequestToken":null}'}),
        (400, {"json": {}}),
        (400, {"params": window}),
        (400, {"params": {name: value for name, value in ALL.items() if name != "recordType"}}),
        (400, {"params": ALL | window, "json": {"previousRequestToken": token}}),
        (400, {"json": {"previousRequestToken": "made up"}}),
        (200, {"json": {"previousRequestToken": token}}),
    )
    usual: dict[str, Any] = {"params": ALL, "json": body, "headers": headers}
    for status, changed in changes:
        answer = await client.post(V2, **usual | changed)
        assert answer.status == status, changed
    assert (await client.get(V1, params=ALL | {"previousRequestToken": token})).status == 400
    account.customer_id = "SOMEBODY ELSE"
    answer = await client.post(V2, params=ALL, json={"previousRequestToken": token}, headers=headers)
    assert answer.status == 400


async def test_one_at_a_time(amazon: AmazonDouble, client: ClientSession) -> None:
    """Who asks before the last answer has come is told to slow down, unless that one was given up."""
    amazon.fail(Fault.SLOW, "v1", seconds=0.2)
    answers = await asyncio.gather(*(client.get(V1, params=ALL) for _ in range(3)))
    assert [answer.status for answer in answers] == [200, 429, 429]
    assert (await client.get(V1, params=ALL)).status == 200
    amazon.fail(Fault.SILENT, "v1")
    with suppress(TimeoutError):
        await client.get(V1, params=ALL, timeout=ClientTimeout(sock_read=0.2))
    assert (await client.get(V1, params=ALL)).status == 200


async def test_cookies_belong_to_a_site(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """Cookies of one site, or some of them only, open nothing on another."""
    cookies = amazon.login_data(account)["website_cookies"]
    client.cookie_jar.clear()
    partly = {name: value for name, value in cookies.items() if not name.startswith("at-")}
    for host, given, status in (("com", cookies, 302), ("de", partly, 302), ("de", cookies, 200)):
        header = {"Cookie": "; ".join(f"{name}={value}" for name, value in given.items())}
        answer = await client.get(f"https://www.amazon.{host}{RVH}", headers=header, allow_redirects=False)
        assert answer.status == status


async def test_csrf_endpoint_has_little_patience(amazon: AmazonDouble, client: ClientSession) -> None:
    """Asking again within ten minutes is too often."""
    token = await (await client.get("/alexa-privacy/apd/csrf-token")).text()
    headers = await csrf(client) | {"anti-csrftoken-a2z": token}
    assert (await client.post(V2, params=ALL, json={"previousRequestToken": None}, headers=headers)).status == 200
    amazon.now = lambda: NOW + timedelta(minutes=5)
    assert (await client.get("/alexa-privacy/apd/csrf-token")).status == 429
    amazon.now = lambda: NOW + timedelta(minutes=15)
    assert (await client.get("/alexa-privacy/apd/csrf-token")).status == 200


async def test_audio_and_household(account: Account, client: ClientSession) -> None:
    """What was said can be heard; who lives there is told."""
    answer = await client.get(f"{RVH}/audio", params={"uid": account.recordings[5].utterance_id})
    assert answer.content_type == "audio/x-wav"
    assert (await answer.read()).startswith(b"RIFF")
    assert (await client.get(f"{RVH}/audio", params={"uid": "made up"})).status == 404
    household = await (await client.get(f"{RVH}/persons-in-household")).json()
    assert [person["personFirstName"] for person in household] == ["Mia", "Jürgen", "Amélie"]
