"""Tests of deletions."""
