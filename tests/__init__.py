"""Tests, and the stand-ins they need."""
