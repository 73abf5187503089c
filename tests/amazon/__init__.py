"""Tests of what knows Amazon."""
