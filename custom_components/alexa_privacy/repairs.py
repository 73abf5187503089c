"""What the owner can mend about an account's learned requests; the fix opens the teaching."""

from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .amazon.recipes import RecipeError, Recipes, read_recipes
from .const import DOMAIN, LOGGER, REVIEW
from .copies.repair import ISSUE as COPIES, PurgeCopiesFlow


def report_recipes(hass: HomeAssistant, entry: ConfigEntry, document: Any) -> Recipes:
    """Return the learned requests; a repair says so where nothing was taught, or not enough."""
    try:
        recipes = read_recipes(document) if document else Recipes()
    except RecipeError as err:
        LOGGER.warning("The learned requests cannot be used: %s", err)
        recipes = Recipes()
    deletes = recipes.delete_recordings or recipes.delete_range or recipes.delete_everything
    _report(hass, entry, "not_taught", exists=not (deletes and REVIEW in recipes.switches))
    return recipes


@callback
def report_broken(hass: HomeAssistant, entry: ConfigEntry, broken: list[str]) -> None:
    """Say which learned requests stopped working, or that none has."""
    _report(hass, entry, "requests_broken", exists=bool(broken), requests=", ".join(sorted(broken)))


@callback
def report_nightly(hass: HomeAssistant, entry: ConfigEntry, *, failed: bool) -> None:
    """Say that a night was given up, or that all is well."""
    _report(hass, entry, "purge_failed", exists=failed, fixable=False)


@callback
def report_review(hass: HomeAssistant, entry: ConfigEntry, *, comes_back: bool) -> None:
    """Say that human review is switched on again and again, or that it is not."""
    _report(hass, entry, "review_comes_back", exists=comes_back, fixable=False)


def _report(
    hass: HomeAssistant, entry: ConfigEntry, key: str, *, exists: bool, fixable: bool = True, **placeholders: str
) -> None:
    """Create or delete one of an account's issues."""
    issue_id = f"{key}_{entry.entry_id}"
    if not exists:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=fixable,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders={"account": entry.title, **placeholders},
    )


class OpenTeachingFlow(RepairsFlow):
    """Opens the teaching; the issue goes once the requests work."""

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Ask whether to begin."""
        return self.async_show_form(step_id="confirm", description_placeholders=self._issue_placeholders())

    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Lead to the options, at the teaching."""
        assert self.data
        options = self.hass.config_entries.options
        flow = await options.async_init(str(self.data["entry_id"]))
        await options.async_configure(flow["flow_id"], {"next_step_id": "teach"})
        return self.async_abort(reason="teaching", next_flow=(FlowType.OPTIONS_FLOW, flow["flow_id"]))

    def _issue_placeholders(self) -> dict[str, str]:
        """Return what stands in the issue's text."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return dict(issue.translation_placeholders or {}) if issue else {}


async def async_create_fix_flow(hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None) -> RepairsFlow:
    """Return the flow that mends an issue."""
    return PurgeCopiesFlow() if issue_id == COPIES else OpenTeachingFlow()
