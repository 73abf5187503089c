"""Fixtures of the tests on a whole Home Assistant."""

from tests.home.fixtures import amazon_process, home_process

__all__ = ["amazon_process", "home_process"]
