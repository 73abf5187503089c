"""What the check takes for a complaint."""

from tests.home.check import complaints

LOADER = "2026-11-22 19:41:24.278 WARNING (MainThread) [homeassistant.loader] custom integration alexa_privacy"
OTHERS = "2026-11-22 19:41:25.278 ERROR (MainThread) [homeassistant.components.mqtt] away"
DEBUG = "2026-11-22 19:41:26.278 DEBUG (MainThread) [custom_components.alexa_privacy.coordinator] polled"
DEPRECATED = (
    "2026-11-22 19:41:26.978 WARNING (MainThread) [homeassistant.helpers.frame] Detected that custom integration"
    " 'alexa_privacy' accesses a made-up property. This will stop working in Home Assistant 2027.10.0"
)
OURS = """\
2026-11-22 19:41:26.278+00:00 ERROR (MainThread) [homeassistant.helpers.entity] Update failed
Traceback (most recent call last):
  custom_components/alexa_privacy/sensor.py"""


def test_silence() -> None:
    """What is said to all custom integrations, by others, or for debugging is none."""
    assert complaints(f"{LOADER}\n{OTHERS}\n{DEBUG}\n") == []


def test_complaint() -> None:
    """An error with the integration in its traceback is one, told in full."""
    assert complaints(f"{LOADER}\n{OURS}\n{OTHERS}\n") == [OURS]


def test_deprecation() -> None:
    """So is what Home Assistant says of something that is about to go."""
    assert complaints(f"{LOADER}\n{DEPRECATED}\n{OTHERS}\n") == [DEPRECATED]
