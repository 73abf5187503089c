"""Creates and clears repair issues; repairs.py has their flows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_cached_translations
from homeassistant.util import dt as dt_util

from ..amazon.recipes.document import DELETIONS, VOICE_HISTORY
from ..const import CONF_SETTING_NAMES, DOMAIN, REVIEW
from ..counts.months import CountBefore
from ..settings.named_settings import readable
from ..teaching.request_status import RequestStatuses, Standing


class Issue(StrEnum):
    """The repair issues."""

    BORROW_OTHER_ACCOUNT = "borrow_other_account"
    BORROW_UNREADABLE = "borrow_unreadable"
    DELETED_TOO_MUCH = "deleted_too_much"
    EMPTY_UNCONFIRMED = "empty_unconfirmed"
    FIRST_NIGHT = "first_night"
    FIRST_NIGHT_HISTORY = "first_night_history"
    NOT_TESTED = "not_tested"
    NOT_STORED = "not_stored"
    NOT_TAUGHT = "not_taught"
    NOTIFY_UNREACHED = "notify_unreached"
    PURGE_FAILED = "purge_failed"
    PURGE_SETTINGS_LOST = "purge_settings_lost"
    REQUESTS_BROKEN = "requests_broken"
    REQUESTS_UNREADABLE = "requests_unreadable"
    REQUESTS_WAITING = "requests_waiting"
    REVIEW_COMES_BACK = "review_comes_back"
    REVIEW_ON = "review_on"
    REVIEW_STAYS_ON = "review_stays_on"
    SETTING_COMES_BACK = "setting_comes_back"
    SETTING_NOT_KEPT = "setting_not_kept"


# What no dialog fixes: it is only to be known, or set on the device page.
_NOTICES: Final = {Issue.FIRST_NIGHT, Issue.FIRST_NIGHT_HISTORY, Issue.PURGE_SETTINGS_LOST}


@callback
def request_names(hass: HomeAssistant, given: Mapping[str, str], requests: Iterable[str]) -> str:
    """Return the names of learned requests: given by the owner, or in Home Assistant's language.

    Placeholders are not translated.
    """
    return ", ".join(given.get(name) or _in_words(hass, "request", name) for name in sorted(requests))


def given_names(entry: ConfigEntry) -> Mapping[str, str]:
    """Return the names that the owner has given to settings, by their keys."""
    names: Mapping[str, str] = entry.options.get(CONF_SETTING_NAMES, {})
    return names


def translated_status(hass: HomeAssistant, status: str) -> str:
    """Return a lesson's status in Home Assistant's language."""
    return _in_words(hass, "lesson_status", status)


def translated_error(hass: HomeAssistant, key: str, placeholders: Mapping[str, str]) -> dict[str, Any]:
    """Return the text of a lesson's error in Home Assistant's language."""
    texts = async_get_cached_translations(hass, hass.config.language, "options", DOMAIN)
    message = texts.get(f"component.{DOMAIN}.options.error.{key}", key)
    for name, value in placeholders.items():
        message = message.replace(f"{{{name}}}", value)
    return {"key": key, "placeholders": dict(placeholders), "message": message}


def _in_words(hass: HomeAssistant, selector: str, name: str) -> str:
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return texts.get(f"component.{DOMAIN}.selector.{selector}.options.{name}", readable(name))


@callback
def report(
    hass: HomeAssistant, entry: ConfigEntry, issue: Issue, *, exists: bool, of: str = "", **placeholders: str
) -> None:
    """Create or clear an issue; `of` is the key of its history, if each history has its own issue."""
    issue_id = f"{issue}_{entry.entry_id}" + (of and f"_{of}")
    if not exists:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id, "issue": issue.value},
        is_fixable=issue not in _NOTICES,
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
    """Clear all issues of a removed account."""
    for issue in Issue:
        report(hass, entry, issue, exists=False)
    forget_histories(hass, entry, ())


@callback
def forget_histories(hass: HomeAssistant, entry: ConfigEntry, known: Collection[str]) -> None:
    """Clear the issues of histories that the account no longer has."""
    prefix = f"{Issue.FIRST_NIGHT_HISTORY}_{entry.entry_id}_"
    for domain, issue_id in [*ir.async_get(hass).issues]:
        if domain == DOMAIN and issue_id.startswith(prefix) and issue_id.removeprefix(prefix) not in known:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


@callback
def report_requests(
    hass: HomeAssistant, entry: ConfigEntry, standing: Standing, request_statuses: RequestStatuses, *, readable: bool
) -> None:
    """Create or clear the repairs about learned requests: unreadable, waiting for agreement, or missing."""
    waiting = (*standing.waiting, *standing.untested)
    there = {*request_statuses.taught, *standing.waiting}
    enough = bool(there.intersection(DELETIONS)) and REVIEW in there
    report(hass, entry, Issue.REQUESTS_UNREADABLE, exists=not readable)
    names = request_names(hass, given_names(entry), waiting)
    report(hass, entry, Issue.REQUESTS_WAITING, exists=bool(waiting), requests=names)
    report(hass, entry, Issue.NOT_TAUGHT, exists=readable and not enough)


@callback
def report_request_statuses(hass: HomeAssistant, entry: ConfigEntry, request_statuses: RequestStatuses) -> None:
    """Create or clear the repairs about learned requests: broken, deleting too much, or never tested."""
    too_much = request_statuses.deleted_too_much
    broken = [name for name in request_statuses.broken if name not in too_much]
    report(
        hass,
        entry,
        Issue.REQUESTS_BROKEN,
        exists=bool(broken),
        requests=request_names(hass, given_names(entry), broken),
    )
    report(
        hass,
        entry,
        Issue.DELETED_TOO_MUCH,
        exists=bool(too_much),
        requests=request_names(hass, given_names(entry), too_much),
        count=str(sum(too_much.values())),
    )
    report(hass, entry, Issue.NOT_TESTED, exists=request_statuses.waits_for_test)


@callback
def report_first_night(
    hass: HomeAssistant, entry: ConfigEntry, history: str, night: datetime | None, plan: CountBefore | None
) -> None:
    """Create or clear the notice of a history's first nightly purge: when it runs and what it deletes."""
    is_voice = history == VOICE_HISTORY
    unknown = _in_words(hass, "planned", "unknown")
    count = unknown if plan is None else f"{'' if plan.is_exact else '≤ '}{plan.count}"
    oldest, newest = (None, None) if plan is None else (plan.oldest, plan.newest)
    report(
        hass,
        entry,
        Issue.FIRST_NIGHT if is_voice else Issue.FIRST_NIGHT_HISTORY,
        exists=night is not None,
        **({} if is_voice else {"of": history, "history": request_names(hass, given_names(entry), [history])}),
        night=format_time(night) if night else "",
        count=count,
        oldest=_format_ms(oldest),
        newest=_format_ms(newest),
    )


def format_time(moment: datetime) -> str:
    """Return a time in local, readable form."""
    return f"{dt_util.as_local(moment):%Y-%m-%d %H:%M}"


def _format_ms(moment: int | None) -> str:
    """Return epoch milliseconds in local, readable form; "-" for None."""
    return "-" if moment is None else format_time(dt_util.utc_from_timestamp(moment / 1000))
