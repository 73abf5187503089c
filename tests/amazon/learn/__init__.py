"""Lessons, on made-up pages."""
