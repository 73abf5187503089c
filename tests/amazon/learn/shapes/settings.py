"""What shapes of requests that set a setting are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.settings_simulator import NAMES, SettingApp, State
from tests.amazon.learn.simulator import RIGHT, Moment, post, token


@dataclass(slots=True)
class SettingShape:
    """One shape: its kind, the page, and what is expected of a lesson."""

    kind: str
    app: SettingApp
    expected: str = RIGHT
    lesson: Json = field(default_factory=dict)
    more: Json = field(default_factory=dict)


SETTINGS: dict[str, SettingShape] = {}


def setting(name: str, kind: str, send_: Callable[..., Any], expected: str = RIGHT, **more: Any) -> None:
    """Note a shape; `send_` makes of a name, a value, the state and a moment what is sent."""
    own = {key: more.pop(key) for key in ("lesson", "more") if key in more}

    def all_of(name: str, value: Any, state: State, moment: Moment) -> list[Request]:
        """Send one request, or several."""
        found = send_(name, value, state, moment)
        return found if isinstance(found, list) else [found]

    assert name not in SETTINGS, name
    SETTINGS[name] = SettingShape(kind, SettingApp(all_of, **more), expected, **own)


def told(state: State) -> Json:
    """Return the settings alone."""
    return {name: state[name] for name in NAMES}


def one(name: str, value: Any, _: State, moment: Moment) -> Request:
    """Set one, by name."""
    return post("set", {"name": name, "enabled": value}, token(moment))


def state_doc(state: State, _: Moment) -> Json:
    """Tell settings in an object."""
    return {"settings": told(state)}


def iso(time: int) -> str:
    """Return a time as JavaScript does."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def words(on: Any, off: Any) -> Callable[[bool], Any]:
    """Return what is said for on and off."""
    return lambda value: on if value else off


DOC: Json = {"doc": state_doc}
