"""A real browser on the stand-in's pages, and the HAR files it saves."""

from tests.browser.har import record_har
from tests.browser.visit import Visit

__all__ = ["Visit", "record_har"]
