"""Repairs, as far as Home Assistant's frontend shows them: somebody who opens a dialog and submits it."""

from collections.abc import Callable
from functools import partial
import json
from pathlib import Path
from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.const import DOMAIN

ENGLISH = json.loads((Path(__file__).parents[2] / "custom_components" / DOMAIN / "translations/en.json").read_text())
_FIX = "/api/repairs/issues/fix"


class Repair:
    """One account's repair, mended as the frontend does."""

    def __init__(self, hass: HomeAssistant, client: ClientSessionGenerator, entry: MockConfigEntry, issue: str) -> None:
        """Name the repair."""
        self._hass = hass
        self._client = client
        self._issue_id = f"{issue}_{entry.entry_id}"

    def told(self) -> bool:
        """Return whether the owner is told of it."""
        return ir.async_get(self._hass).async_get_issue(DOMAIN, self._issue_id) is not None

    async def open(self) -> dict[str, Any]:
        """Open its dialog."""
        assert await async_setup_component(self._hass, REPAIRS, {})
        return await self._post(_FIX, {"handler": DOMAIN, "issue_id": self._issue_id})

    async def submit(self, form: dict[str, Any], **chosen: Any) -> dict[str, Any]:
        """Submit its dialog, and wait for what comes of it."""
        step = await self._post(f"{_FIX}/{form['flow_id']}", chosen)
        await self._hass.async_block_till_done(wait_background_tasks=True)
        if step["type"] == "progress":
            answer = await (await self._client()).get(f"{_FIX}/{form['flow_id']}")
            step = await answer.json()
            await self._hass.async_block_till_done(wait_background_tasks=True)
        return step

    async def close(self, step: dict[str, Any]) -> None:
        """Close its dialog."""
        answer = await (await self._client()).delete(f"{_FIX}/{step['flow_id']}")
        assert answer.status == 200

    async def begin(self, form: dict[str, Any], **chosen: str) -> dict[str, Any]:
        """Submit its dialog, and wait for nothing."""
        return await self._post(f"{_FIX}/{form['flow_id']}", chosen)

    async def _post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        answer = await (await self._client()).post(path, json=data)
        assert answer.status == 200
        return dict(await answer.json())


type Named = Callable[[MockConfigEntry, str], Repair]


@pytest.fixture
def repair(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Named:
    """Return what names an account's repair."""
    return partial(Repair, hass, hass_client)


def ways(form: dict[str, Any]) -> list[str]:
    """Return the ways to mend it that a dialog offers; each has a name."""
    (field,) = form["data_schema"]
    offered = field["selector"]["select"]["options"]
    assert set(offered) <= ENGLISH["selector"]["repair_action"]["options"].keys()
    # One press decides nothing: what deletes is chosen.
    assert "default" not in field
    return list(offered)


def says(form: dict[str, Any], issue: str) -> str | None:
    """Return the error that a dialog shows; it has a text, which is filled in."""
    assert (form["type"], form["step_id"]) == ("form", "confirm")
    texts = ENGLISH["issues"][issue]["fix_flow"]
    assert texts["step"]["confirm"]["description"].format(**form["description_placeholders"])
    error: str | None = (form["errors"] or {}).get("base")
    assert error is None or texts["error"][error].format(**form["description_placeholders"])
    return error


async def lead(hass: HomeAssistant, result: dict[str, Any]) -> dict[str, Any]:
    """Return the step of the other dialog that a dialog led to, opened as the frontend does."""
    assert (result["type"], result["reason"]) == ("abort", "opened")
    kind, flow_id = result["next_flow"]
    if kind == "config_flow":
        return dict(await hass.config_entries.flow.async_configure(flow_id))
    # The frontend begins options anew, whatever flow it is given; it may learn to go on with that.
    options = hass.config_entries.options
    given = await options.async_configure(flow_id)
    step = await options.async_init(result["result"]["entry_id"])
    assert step["step_id"] == given["step_id"]
    assert [flow["flow_id"] for flow in options.async_progress()] == [step["flow_id"]]
    options.async_abort(step["flow_id"])
    assert (await options.async_init(result["result"]["entry_id"]))["step_id"] == "init"
    return dict(step)
