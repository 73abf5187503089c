"""Names used all over the integration."""

import logging
from typing import Final

DOMAIN: Final = "alexa_privacy"
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
CONF_KEEP_NOTHING: Final = "keep_nothing"
CONF_KEEP_REVIEW_OFF: Final = "keep_review_off"
CONF_POLL_MINUTES: Final = "poll_minutes"
CONF_RECIPES: Final = "recipes"
CONF_SHOW_PAGE: Final = "show_page"
CONF_SPOKEN: Final = "spoken"
CONF_WHO_MAY: Final = "who_may"

DEFAULT_RESCAN_REQUESTS: Final = 300
DEFAULT_POLL_MINUTES: Final = 10
REPAIR: Final = "repair"
REVIEW: Final = "human_review"
