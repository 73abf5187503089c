"""Helpers for dialogs."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from typing import Literal

from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import SelectOptionDict, SelectSelector, SelectSelectorConfig, SelectSelectorMode


def choice(
    options: Sequence[str] | Mapping[str, str],
    translation_key: str = "",
    *,
    mode: Literal["list", "dropdown"] = "list",
    multiple: bool = False,
    custom_value: bool = False,
) -> SelectSelector:
    """Return a select field; its options are translated, or have their own labels."""
    shown: Sequence[str] | Sequence[SelectOptionDict] = (
        options
        if isinstance(options, Sequence)
        else [SelectOptionDict(value=value, label=label) for value, label in options.items()]
    )
    config = SelectSelectorConfig(
        options=shown, mode=SelectSelectorMode(mode), multiple=multiple, custom_value=custom_value
    )
    if translation_key:
        config["translation_key"] = translation_key
    return SelectSelector(config)


def begin_task[T](hass: HomeAssistant, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
    """Start the task of a progress step, so that it cannot be done before the step is shown.

    Home Assistant hands the same input to the step after the progress; a task that fails at once would be started
    again and again, and nothing else would run.
    """
    return hass.async_create_task(work, eager_start=False)
