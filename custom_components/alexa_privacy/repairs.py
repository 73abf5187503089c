"""Repair flows for the issues in repair/issues.py."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import voluptuous as vol

from .account import Account, PrivacyConfigEntry
from .amazon.recipes.document import VOICE_HISTORY
from .const import DOMAIN, REPAIR, REVIEW
from .deletion.receipts import DELETED_TOO_MUCH, Receipt, Status
from .dialogs import begin_task, choice
from .histories.account_history import AccountHistory
from .recorder_copies.copies_issue import ISSUE as COPIES, PurgeCopiesFlow
from .repair.issues import Issue, format_time
from .store.checked_store import NotStoredError
from .teaching.request_status import VOICE

CONF_HOW: Final = "how"
AGAIN: Final = "again"
AGREE: Final = "agree"
LEAVE: Final = "leave"
TEST: Final = "test"
PREFERENCES: Final = "preferences"
REQUESTS: Final = "requests"
BY_VOICE: Final = "voice"
CONFIRM_EMPTY: Final = "confirm_empty"
SWITCH_OFF: Final = "switch_off"
TEACH: Final = "teach"

# The fix for a failed purge by its error, besides another try: a step of the options flow, or a sign-in flow.
_FIXES: Final = {
    DELETED_TOO_MUCH: TEST,
    "echo_unavailable": BY_VOICE,
    "empty_unconfirmed": SOURCE_RECONFIGURE,
    "not_tested": TEST,
    "nothing_taught": TEACH,
    "signed_out": SOURCE_REAUTH,
    "voice_deleted_nothing": BY_VOICE,
}
_UNKNOWN: Final = "?"


class AccountFlow(RepairsFlow, ABC):
    """Base of repair flows for one account, which fix an issue or open another flow."""

    @property
    def entry(self) -> PrivacyConfigEntry:
        """The account."""
        assert self.data
        return self.hass.config_entries.async_get_known_entry(str(self.data["entry_id"]))

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    @abstractmethod
    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the issue and fix it."""

    @property
    def _placeholders(self) -> dict[str, str]:
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return {"account": self.entry.title, **((issue and issue.translation_placeholders) or {})}

    async def _lead_to(self, step: str) -> RepairsFlowResult:
        """Open a sign-in flow, or a step of the options flow."""
        if step in {SOURCE_REAUTH, SOURCE_RECONFIGURE}:
            return await self._lead_to_sign_in(step)
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        flow = await self.hass.config_entries.options.async_init(
            self.entry.entry_id, context={"source": REPAIR}, data={"next_step_id": step}
        )
        return self.async_abort(reason="opened", next_flow=(FlowType.OPTIONS_FLOW, flow["flow_id"]))

    async def _lead_to_sign_in(self, source: str) -> RepairsFlowResult:
        """Open a sign-in flow, or the one that is already open."""
        flows = self.hass.config_entries.flow
        flow = next(self.entry.async_get_active_flows(self.hass, {source}), None)
        if flow is None:
            data = dict(self.entry.data) if source == SOURCE_REAUTH else None
            flow = await flows.async_init(
                DOMAIN, context={"source": source, "entry_id": self.entry.entry_id}, data=data
            )
        return self.async_abort(reason="opened", next_flow=(FlowType.CONFIG_FLOW, flow["flow_id"]))

    def _ask_how(self, ways: list[str], placeholders: dict[str, str], error: str | None) -> RepairsFlowResult:
        """Show the issue with a choice of fixes."""
        return self.async_show_form(
            step_id="confirm",
            data_schema=vol.Schema({vol.Required(CONF_HOW): choice(ways, "repair_action")}),
            errors={"base": error} if error else {},
            description_placeholders={**self._placeholders, **placeholders},
        )


class LeadFlow(AccountFlow):
    """Opens the flow that fixes the issue; the issue is cleared once it is fixed."""

    def __init__(self, step: str) -> None:
        """Initialize with a step of the options flow, or a sign-in flow."""
        self._step = step

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for confirmation."""
        if user_input is not None:
            return await self._lead_to(self._step)
        return self.async_show_form(step_id="confirm", description_placeholders=self._placeholders)


class TooMuchFlow(LeadFlow):
    """Opens the test of a request that deleted too much, or the settings of deletion by voice."""

    def __init__(self) -> None:
        """Lead to the test."""
        super().__init__(TEST)

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for confirmation."""
        if self.entry.state is ConfigEntryState.LOADED:
            requests = self.entry.runtime_data.store.request_statuses.deleted_too_much
            self._step = BY_VOICE if requests.keys() == {VOICE} else TEST
        return await super().async_step_confirm(user_input)


class PurgeFlow(AccountFlow):
    """Shows why the nightly purge failed, and tries again or opens the flow that fixes it."""

    _task: asyncio.Task[Receipt] | None = None

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask how to fix it, unless it is fixed already."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        account = self.entry.runtime_data
        if (failed := self._failed(account)) is None:
            return self.async_create_entry(data={})
        if user_input is None:
            return self._show()
        if user_input[CONF_HOW] != AGAIN:
            return await self._lead_to(user_input[CONF_HOW])
        # The purge continues if this dialog is closed.
        self._task = begin_task(self.hass, failed.schedule.run_now())
        return await self.async_step_again()

    async def async_step_again(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show progress."""
        assert self._task
        if not self._task.done():
            return self.async_show_progress(step_id=AGAIN, progress_action=AGAIN, progress_task=self._task)
        return self.async_show_progress_done(next_step_id="tried")

    async def async_step_tried(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show the result: only a verified purge fixes the issue."""
        assert self._task
        try:
            receipt = self._task.result()
        except HomeAssistantError as err:
            return self._show(err.translation_key)
        if receipt.status in {Status.VERIFIED, Status.NOTHING_TO_DELETE}:
            return self.async_create_entry(data={}, description="verified", description_placeholders=_figures(receipt))
        return self._show()

    @staticmethod
    def _failed(account: Account) -> AccountHistory | None:
        """Return the first history whose last night was given up; None if there is none."""
        return next((each for each in account.histories.values() if each.kept.nightly.failed), None)

    def _show(self, error: str | None = None) -> RepairsFlowResult:
        """Show the last attempt and the fixes, the likeliest first."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        account = self.entry.runtime_data
        key = (self._failed(account) or account.voice).key
        last = account.store.receipts.last(key, nightly=True)
        if error is None and last:
            error = last.error or "not_all_gone"
        fix = _FIXES.get(error or "")
        taught = "delete_recordings" if key == VOICE_HISTORY else key
        if fix in {TEACH, TEST} and account.store.request_statuses.is_tested(taught):
            # It has been taught and tested since.
            fix = None
        if account.store.request_statuses.broken:
            fix = fix or TEACH
        name = {} if key == VOICE_HISTORY else {"account": f"{self.entry.title}: {account.histories[key].name}"}
        return self._ask_how([*([fix] if fix else []), AGAIN], _figures(last) | name, error)


class DiskFlow(AccountFlow):
    """Tries again to write to disk."""

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for space on the disk; a successful write clears the issue."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        errors = {}
        if user_input is not None:
            try:
                await self.entry.runtime_data.store.save()
            except NotStoredError as err:
                errors["base"] = str(err.translation_key)
            else:
                return self.async_create_entry(data={})
        return self.async_show_form(step_id="confirm", errors=errors, description_placeholders=self._placeholders)


class EmptyFlow(AccountFlow):
    """Shows that an empty history may be at another Amazon site; opens the sign-in, or lets the owner confirm it."""

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask for the choice, unless recordings were listed since."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        account = self.entry.runtime_data
        if not account.coordinator.data.empty_unconfirmed:
            return self.async_create_entry(data={})
        if user_input is None:
            return self._ask_how([SOURCE_RECONFIGURE, CONFIRM_EMPTY], {}, None)
        if user_input[CONF_HOW] == CONFIRM_EMPTY:
            account.store.confirm_empty()
            account.coordinator.async_publish()
            return self.async_create_entry(data={})
        return await self._lead_to(SOURCE_RECONFIGURE)


class ReviewFlow(AccountFlow):
    """Shows that human review is on, keeps turning on or stays on; turns it off, or accepts it."""

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask how to fix it; a change is verified by reading the setting."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        account = self.entry.runtime_data
        error = None
        if user_input is not None:
            try:
                if user_input[CONF_HOW] == TEACH:
                    return await self._lead_to(TEACH)
                if user_input[CONF_HOW] == LEAVE:
                    account.settings.accept_review()
                else:
                    await account.settings.keep_review_off()
            except HomeAssistantError as err:
                error = err.translation_key
            else:
                return self.async_create_entry(data={})
        found = account.settings.guard.incidents
        placeholders = {"count": str(len(found)), "since": format_time(found[0]) if found else _UNKNOWN}
        ways = [SWITCH_OFF, TEACH] if REVIEW in account.requests.recipes.switches else [TEACH]
        return self._ask_how([*ways, LEAVE], placeholders, error)


def _figures(receipt: Receipt | None) -> dict[str, str]:
    names = ("matched", "verified_gone", "still_listed", "unknown", "cannot_be_named")
    figures = {name: getattr(receipt, name) if receipt else None for name in names}
    finished = receipt.finished if receipt else None
    return {
        **{name: _UNKNOWN if figure is None else str(figure) for name, figure in figures.items()},
        "finished": format_time(finished) if finished else _UNKNOWN,
    }


_DIALOGS: Final[dict[str, Callable[[], RepairsFlow]]] = {
    COPIES: PurgeCopiesFlow,
    Issue.BORROW_OTHER_ACCOUNT: partial(LeadFlow, SOURCE_RECONFIGURE),
    Issue.BORROW_UNREADABLE: partial(LeadFlow, SOURCE_RECONFIGURE),
    Issue.DELETED_TOO_MUCH: TooMuchFlow,
    Issue.EMPTY_UNCONFIRMED: EmptyFlow,
    Issue.NOT_TESTED: partial(LeadFlow, TEST),
    Issue.NOT_STORED: DiskFlow,
    Issue.NOT_TAUGHT: partial(LeadFlow, TEACH),
    Issue.NOTIFY_UNREACHED: partial(LeadFlow, PREFERENCES),
    Issue.PURGE_FAILED: PurgeFlow,
    Issue.REQUESTS_BROKEN: partial(LeadFlow, TEACH),
    Issue.REQUESTS_UNREADABLE: partial(LeadFlow, REQUESTS),
    Issue.REQUESTS_WAITING: partial(LeadFlow, AGREE),
    Issue.REVIEW_COMES_BACK: ReviewFlow,
    Issue.REVIEW_ON: ReviewFlow,
    Issue.REVIEW_STAYS_ON: ReviewFlow,
    Issue.SETTING_COMES_BACK: partial(LeadFlow, PREFERENCES),
    Issue.SETTING_NOT_KEPT: partial(LeadFlow, PREFERENCES),
}


async def async_create_fix_flow(hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None) -> RepairsFlow:
    """Return the repair flow of an issue."""
    return _DIALOGS[data["issue"] if data else issue_id]()
