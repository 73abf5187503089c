"""What only an account's owner can mend, told as long as it is so; repairs.py mends it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_cached_translations

from .amazon.recipes import RecipeError, Recipes, read_recipes
from .const import DOMAIN, LOGGER, REVIEW
from .proofs import Proofs


class Issue(StrEnum):
    """What an account's owner is told of."""

    BORROW_OTHER_ACCOUNT = "borrow_other_account"
    BORROW_UNREADABLE = "borrow_unreadable"
    CLOCK_AHEAD = "clock_ahead"
    NOT_REHEARSED = "not_rehearsed"
    NOT_TAUGHT = "not_taught"
    PURGE_FAILED = "purge_failed"
    PURGE_SETTINGS_LOST = "purge_settings_lost"
    REQUESTS_BROKEN = "requests_broken"
    REQUESTS_UNREADABLE = "requests_unreadable"
    REVIEW_COMES_BACK = "review_comes_back"
    REVIEW_STAYS_ON = "review_stays_on"


@callback
def in_words(hass: HomeAssistant, requests: Iterable[str]) -> str:
    """Name learned requests in Home Assistant's language: where texts are filled in, nothing is translated."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return ", ".join(
        texts.get(f"component.{DOMAIN}.selector.request.options.{name}", name) for name in sorted(requests)
    )


@callback
def report(hass: HomeAssistant, entry: ConfigEntry, issue: Issue, *, exists: bool, **placeholders: str) -> None:
    """Tell the owner of an issue, or that it is mended."""
    issue_id = f"{issue}_{entry.entry_id}"
    if not exists:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id, "issue": issue.value},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=issue.value,
        translation_placeholders={"account": entry.title, **placeholders},
    )


@callback
def is_reported(hass: HomeAssistant, entry: ConfigEntry, issue: Issue) -> bool:
    """Return whether a repair is open, ignored or not."""
    return ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{entry.entry_id}") is not None


@callback
def forget_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Tell of nothing any more: the account is gone."""
    for issue in Issue:
        report(hass, entry, issue, exists=False)


def report_recipes(hass: HomeAssistant, entry: ConfigEntry, document: Any) -> Recipes:
    """Return the learned requests; an issue says so where they cannot be read, or not enough was taught."""
    recipes, readable = Recipes(), True
    try:
        recipes = read_recipes(document) if document else recipes
    except RecipeError as err:
        LOGGER.warning("The learned requests cannot be used: %s", err)
        readable = False
    deletes = recipes.delete_recordings or recipes.delete_range or recipes.delete_everything
    enough = bool(deletes) and REVIEW in recipes.switches
    report(hass, entry, Issue.REQUESTS_UNREADABLE, exists=not readable)
    report(hass, entry, Issue.NOT_TAUGHT, exists=readable and not enough)
    return recipes


@callback
def report_proofs(hass: HomeAssistant, entry: ConfigEntry, proofs: Proofs) -> None:
    """Say which learned requests stopped working, and where none that deletes was ever seen to work."""
    report(hass, entry, Issue.REQUESTS_BROKEN, exists=bool(proofs.broken), requests=in_words(hass, proofs.broken))
    report(hass, entry, Issue.NOT_REHEARSED, exists=proofs.waits_for_rehearsal)
