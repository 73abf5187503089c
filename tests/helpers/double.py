"""The stand-in's pages, asked without a Home Assistant."""

from datetime import UTC, datetime
from html import unescape
from typing import Any

from aiohttp import ClientSession
import orjson
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes.model import ReadRecipe, RequestTemplate
from tests.amazon_double.records import Json

SWITCHES = ("human_review", "message_review", "deletion_by_voice")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


async def send(client: ClientSession, template: RequestTemplate, **values: Any) -> tuple[int, str]:
    """Send what a recipe says."""
    page = await (await client.get("/alexa-privacy/apd/rvh")).text()
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    rendered = template.render({**values, "csrf": token})
    answer = await client.request(
        rendered.method,
        URL(rendered.target, encoded=True),
        headers=rendered.headers,
        skip_auto_headers={"Content-Type"},
        data=rendered.body,
    )
    return answer.status, await answer.text()


def batch(records: list[Json]) -> dict[str, Any]:
    """Return records as a recipe names them."""
    return {"recordings": records, "recording": records[0]}


RVH = "/alexa-privacy/apd/rvh"
V2 = f"{RVH}/customer-history-records-v2"
V1 = f"{RVH}/customer-history-records"
ALL = {"startTime": "0", "endTime": str(int(NOW.timestamp() * 1000)), "recordType": "VOICE_HISTORY"}


async def csrf(client: ClientSession) -> dict[str, str]:
    """Fetch an anti-CSRF token from the page; return the headers of what the page sends."""
    page = await client.get(RVH)
    token = (await page.text()).split('name="csrf-token" content="')[1].split('"')[0]
    return {"anti-csrftoken-a2z": token, "Referer": str(page.url)}


async def state(client: ClientSession, read: ReadRecipe | None) -> Any:
    """Read the document that holds the settings."""
    assert read
    _, text = await send(client, read.request)
    if read.after:
        text = text.split(read.after)[1].split('"' if read.escaped else "</script>")[0].removesuffix(";")
    return orjson.loads(unescape(text) if read.escaped else text)
