"""The repair that shows copies, how to exclude them from the recorder, and purges them."""

from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components.recorder.const import DOMAIN as RECORDER
from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util, yaml as yaml_util
import voluptuous as vol

from ..const import DOMAIN
from .find import Copies, async_find, async_purge

ISSUE: Final = "copies"
_CHECK_EVERY: Final = timedelta(days=1)


def watch_copies(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Look for copies once Home Assistant has started, then daily, while there is an account."""

    async def check(_: HomeAssistant | datetime) -> None:
        await async_report(hass)

    entry.async_on_unload(async_at_started(hass, check))
    entry.async_on_unload(async_track_time_interval(hass, check, _CHECK_EVERY))


async def async_report(hass: HomeAssistant) -> None:
    """Create the repair if there are copies; clear it if there are none, or no account."""
    try:
        copies = await async_find(hass)
    except HomeAssistantError:
        # If the recorder cannot be read, leave the issue unchanged.
        return
    # The last account may have been removed in the meantime.
    if not copies.rows or not hass.config_entries.async_entries(DOMAIN):
        ir.async_delete_issue(hass, DOMAIN, ISSUE)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        ISSUE,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE,
        translation_placeholders={"rows": str(copies.rows)},
    )


class PurgeCopiesFlow(RepairsFlow):
    """Shows the figures and purges on submit."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Start with the confirmation."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the current figures; on submit, purge and report what is left."""
        try:
            copies = await async_find(self.hass)
            if user_input is not None:
                before = copies
                await async_purge(self.hass, before, **user_input)
                copies = await async_find(self.hass)
                await async_report(self.hass)
                if copies.rows:
                    left = {"before": str(before.rows), "rows": str(copies.rows)}
                    return self.async_abort(reason="left", description_placeholders=left)
        except HomeAssistantError as err:
            return self.async_abort(reason=err.translation_key or "recorder_unreadable")
        if not copies.rows:
            return self.async_create_entry(data={})
        return self._show(copies)

    def _show(self, copies: Copies) -> RepairsFlowResult:
        fields: dict[Any, Any] = {vol.Required("repack", default=False): bool}
        if any(not copy.recorded for copy in copies.events):
            fields[vol.Required("apply_filter", default=False)] = bool
        since = dt_util.as_local(copies.since).date().isoformat() if copies.since else ""
        return self.async_show_form(
            step_id="confirm",
            data_schema=vol.Schema(fields),
            description_placeholders={"rows": str(copies.rows), "since": since, "exclude": _exclude(copies)},
        )


def _exclude(copies: Copies) -> str:
    """Return the recorder configuration that excludes these, as YAML."""
    exclude = {
        "entities": [copy.name for copy in copies.entities],
        "event_types": [copy.name for copy in copies.events],
    }
    text = yaml_util.dump({RECORDER: {"exclude": {key: names for key, names in exclude.items() if names}}})
    return f"```yaml\n{text}```"
