"""Tests of learning from the owner's browser."""
