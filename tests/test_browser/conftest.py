"""Fixtures of the tests in a browser."""

from tests.browser.fixtures import chromium

__all__ = ["chromium"]
