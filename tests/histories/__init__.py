"""Tests of the other histories."""
