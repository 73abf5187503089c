"""Fixtures that all tests share: a real Home Assistant, signed in to the stand-in for Amazon."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextvars import Context
from datetime import UTC, datetime
import gc
import logging
import os
import re
import threading
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.util import executor
from hypothesis import settings
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.recipes.document import DELETIONS
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.fixtures import amazon, site
from tests.helpers.agreement import note_learned
from tests.helpers.page import page
from tests.helpers.repairs import repair
from tests.helpers.timing import timing

__all__ = ["amazon", "page", "repair", "site", "timing"]

# pytest keeps each test's log; what the harness writes to the terminal too comes between the dots.
for handler in logging.root.handlers[:]:
    if type(handler) is logging.StreamHandler:
        logging.root.removeHandler(handler)
# Nobody reads what else is logged, but where a test looks: caplog and --log-level=DEBUG show it.
for logger in (logging.root, logging.getLogger("sqlalchemy.engine")):
    logger.setLevel(logging.WARNING)

# Python looks for garbage after 2,000 objects; a test makes many times that, and the harness looks after each module.
gc.set_threshold(100_000)

# A busy machine is not a wrong result: neither a slow example is, nor a thread that has not ended after ten seconds.
executor.EXECUTOR_SHUTDOWN_TIMEOUT = 120
# If Home Assistant interrupts one before it has told the next to end, that one waits forever.
pytest.MonkeyPatch().setattr(executor, "async_raise", lambda *_: None)
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Where single tests take longest, the longest first: so no worker is left alone with one of them in the end.
LONG = (
    *("test_home/", "test_bench", "test_killed", "test_browser/", "test_visit", "test_page_browser", "test_lessons"),
    *("test_browser", "test_runner_faults", "test_page_", "test_commands"),
)

type SetUp = Callable[..., Awaitable[MockConfigEntry]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest."""

    def place(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(LONG) if f"/{name}" in item.path.as_posix()), len(LONG))

    items.sort(key=place)


@pytest.fixture(autouse=True)
async def enable_event_loop_debug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check threads as asyncio's debug mode does, without the stacks it takes: they cost a third of the tests' time.

    Replaces the harness's fixture of this name. PYTHONASYNCIODEBUG=1 turns all of the debug mode on.
    """
    loop, thread = asyncio.get_running_loop(), threading.get_ident()
    call_soon = loop.call_soon

    def checked(callback: Callable[..., object], *arguments: Any, context: Context | None = None) -> asyncio.Handle:
        assert threading.get_ident() == thread, "the event loop was used from another thread"
        return call_soon(callback, *arguments, context=context)

    monkeypatch.setattr(loop, "call_soon", checked)


@pytest.fixture
async def hass(hass: HomeAssistant) -> HomeAssistant:
    """Return a Home Assistant that finds this repository's integration, and where it is evening, whatever the hour.

    In a day that has just begun there is too little to count and to list; tests of the days' ends set the clock.
    """
    ahead = (18 - datetime.now(UTC).hour + 11) % 24 - 11
    await hass.config.async_set_time_zone(f"Etc/GMT{-ahead:+d}")
    del hass.data[DATA_CUSTOM_COMPONENTS]
    return hass


@pytest.fixture(autouse=True)
def _home_assistant_first(request: pytest.FixtureRequest) -> None:
    """Start Home Assistant, where a test uses one, before all that has to stop before it."""
    if "hass" in request.fixturenames:
        request.getfixturevalue("hass")


class Warnings(logging.Handler):
    """Keeps the texts of warnings."""

    def __init__(self) -> None:
        """Take warnings and what is worse."""
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.texts.append(record.getMessage())


@pytest.fixture(autouse=True)
def _nothing_deprecated() -> Iterator[None]:
    """Use nothing that Home Assistant says is about to go."""
    warnings = Warnings()
    logging.root.addHandler(warnings)
    yield
    logging.root.removeHandler(warnings)
    assert [text for text in warnings.texts if DOMAIN in text and re.search("deprecated|Detected", text)] == []


@pytest.fixture(autouse=True)
def _uploads_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep uploads apart from those of tests that run beside: a Home Assistant that stops removes all of them."""
    monkeypatch.setattr("homeassistant.components.file_upload.TEMP_DIR_NAME", f"home-assistant-uploads-{os.getpid()}")


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody an account with some weeks of history."""
    return amazon.add_account(Account.generate(seed=7, size=120, now=datetime.now(UTC), days=30))


@pytest.fixture
def recipes(amazon: AmazonDouble) -> dict[str, Any]:
    """Return the requests of one dialect, as their owner would have taught them."""
    return amazon.dialects["list"].recipes()


@pytest.fixture
def set_up(hass: HomeAssistant, amazon: AmazonDouble, recipes: dict[str, Any]) -> SetUp:
    """Return what sets an account up and waits until it is counted."""

    async def add(
        account: Account,
        *,
        options: dict[str, Any] | None = None,
        state: ConfigEntryState = ConfigEntryState.LOADED,
        entry_id: str | None = None,
        wait: bool = True,
        proven: bool = True,
        learned: bool = True,
    ) -> MockConfigEntry:
        credentials = Credentials.from_login_data(amazon.login_data(account))
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=account.email,
            unique_id=credentials.user_id,
            data={"username": account.email, CONF_CREDENTIALS: credentials.as_dict()},
            options={CONF_RECIPES: recipes} if options is None else options,
            entry_id=entry_id,
        )
        entry.add_to_hass(hass)
        if learned and entry.options.get(CONF_RECIPES):
            await note_learned(hass, entry.entry_id, entry.options[CONF_RECIPES])
        await hass.config_entries.async_setup(entry.entry_id)
        if wait:
            await hass.async_block_till_done(wait_background_tasks=True)
        assert entry.state is state
        if proven and state is ConfigEntryState.LOADED:
            for name in DELETIONS:
                entry.runtime_data.store.request_statuses.works(name)
            entry.runtime_data.coordinator.async_show()
        return entry

    return add


@pytest.fixture
async def entry(amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account; only what is asked of Amazon from now on counts."""
    entry = await set_up(account)
    amazon.clear_log()
    return entry


def state(hass: HomeAssistant, key: str, platform: str = "sensor") -> str:
    """Return the state of one of the account's entities."""
    found = hass.states.get(f"{platform}.alexa_privacy_{key}")
    assert found is not None, key
    return found.state


def problems(hass: HomeAssistant) -> list[str]:
    """Return what the account's protection finds wrong; it is on where that is anything."""
    found = hass.states.get("binary_sensor.alexa_privacy_protection")
    assert found is not None
    problems: list[str] = found.attributes["problems"]
    assert (found.state == STATE_ON) == bool(problems)
    return problems


async def poll(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the account look at Amazon now."""
    await entry.runtime_data.coordinator.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)


async def delete(hass: HomeAssistant, **scope: Any) -> dict[str, Any]:
    """Delete recordings, and return the receipt."""
    receipt = await hass.services.async_call(DOMAIN, "delete_recordings", scope, blocking=True, return_response=True)
    assert receipt is not None
    return dict(receipt)
