"""Tests of issues and repairs."""
