"""Shared constants."""

from dataclasses import dataclass
import logging
from typing import Final

from .amazon.pace import Pace

DOMAIN: Final = "alexa_privacy"
# Where the page Voice History is.
PAGE: Final = "alexa-privacy"
LOGGER: Final = logging.getLogger(__package__)
NAME: Final = "Alexa Privacy"
DOCUMENTATION: Final = "https://alexa-privacy.github.io/alexa-privacy"
MANUFACTURER: Final = "Amazon"

ALEXA_DEVICES: Final = "alexa_devices"
LOGIN_DATA: Final = "login_data"

CONF_ACCEPT_REVIEW: Final = "accept_review"
CONF_RESCAN_REQUESTS: Final = "rescan_requests"
CONF_BORROWED: Final = "borrowed_from"
CONF_CREDENTIALS: Final = "credentials"
CONF_MEDIA_SOURCE: Final = "media_source"
CONF_NOTIFY: Final = "notify"
CONF_NOTIFY_ABOUT: Final = "notify_about"
CONF_KEEP_NOTHING: Final = "keep_nothing"
CONF_KEEP_REVIEW_OFF: Final = "keep_review_off"
CONF_KEPT_SETTINGS: Final = "kept_settings"
CONF_NIGHTS_DECLINED: Final = "nights_declined"
CONF_POLL_MINUTES: Final = "poll_minutes"
CONF_RECIPES: Final = "recipes"
CONF_SETTING_NAMES: Final = "setting_names"
CONF_SHOW_PAGE: Final = "show_page"
CONF_SPOKEN: Final = "spoken"
CONF_WHO_MAY: Final = "who_may"

DEFAULT_RESCAN_REQUESTS: Final = 300
DEFAULT_POLL_MINUTES: Final = 10
REPAIR: Final = "repair"
REVIEW: Final = "human_review"


@dataclass(frozen=True, kw_only=True)
class Timing(Pace):
    """An account's pauses in seconds; a tuple has the pause before each attempt."""

    retry_backfill_after: float = 60.0
    """After a failure; it doubles with each further one."""
    verify_after: tuple[float, ...] = (5.0, 30.0, 300.0)
    """Amazon takes a while to delete; an earlier listing would look like a failure."""
    retry_listing_after: tuple[float, ...] = (5.0, 30.0, 60.0)
    """Before a listing of a deletion that failed is tried again."""
    notice_silence_after: float = 7.0
    """Amazon usually responds sooner; after this, the owner sees that a deletion is waiting."""
    save_again_after: float = 60.0
    """Before a receipt that could not be written is written again."""
    read_settings_every: float = 2 * 60 * 60.0
    """Settings change rarely; reading them at every poll would double the requests."""
    read_back_after: tuple[float, ...] = (0.0, 5.0, 15.0)
    """A setting may take a moment to show."""
    visit_rests_after: float = 1.0
    """Without a request: by then, Amazon's page has finished what a click started."""
    answer_within: float = 20.0
    """Assist responds by then, even if the deletion continues."""


TIMING: Final = Timing()
