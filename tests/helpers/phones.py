"""Notify entities that keep what they were sent."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final, override

from homeassistant.components.notify import NotifyEntity
from homeassistant.components.notify.const import NotifyEntityFeature
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    mock_config_flow,
    mock_integration,
    mock_platform,
    setup_test_component_platform,
)


class Phone(NotifyEntity):
    """A notify entity."""

    _attr_supported_features = NotifyEntityFeature.TITLE

    def __init__(self, name: str) -> None:
        """Begin without messages."""
        self._attr_unique_id = name
        self.entity_id = f"notify.{name}"
        self.messages: list[str] = []
        self.titles: list[str | None] = []
        self.error: Exception | None = None
        self.answers = asyncio.Event()
        self.answers.set()

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Keep a message, or do what a test wants instead."""
        await self.answers.wait()
        if self.error:
            raise self.error
        self.messages.append(message)
        self.titles.append(title)

    def take(self) -> list[str]:
        """Return the messages since the last time."""
        taken, self.messages = self.messages, []
        return taken


# What the harness calls the integration of its platforms.
TEST: Final = "test"

type AddPhones = Callable[..., Coroutine[Any, Any, MockConfigEntry]]


@pytest.fixture
def add_phones(hass: HomeAssistant) -> Iterator[AddPhones]:
    """Return what adds notify entities, and returns the entry that they go with."""

    async def add(*phones: Phone) -> MockConfigEntry:
        async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
            await hass.config_entries.async_forward_entry_setups(entry, [Platform.NOTIFY])
            return True

        async def unload(hass: HomeAssistant, entry: ConfigEntry) -> bool:
            return await hass.config_entries.async_unload_platforms(entry, [Platform.NOTIFY])

        # From 2026.11 on, only integrations of others may still return whether they could be set up.
        mock_integration(hass, MockModule(TEST, async_setup_entry=set_up, async_unload_entry=unload), built_in=False)
        mock_platform(hass, f"{TEST}.config_flow", built_in=False)
        setup_test_component_platform(hass, Platform.NOTIFY, phones, from_config_entry=True, built_in=False)
        entry = MockConfigEntry(domain=TEST)
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry

    with mock_config_flow(TEST, ConfigFlow):
        yield add
