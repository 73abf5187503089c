"""Tests of the Voice History page."""
