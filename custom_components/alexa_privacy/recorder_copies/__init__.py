"""Copies of what was said that other integrations leave in Home Assistant's recorder: find, show and purge them."""
