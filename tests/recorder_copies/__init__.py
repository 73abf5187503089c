"""Tests of the recorder's copies."""
