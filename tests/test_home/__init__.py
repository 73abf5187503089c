"""Tests on a whole Home Assistant, as a process of its own."""
