"""Counts of recordings, and the listings they come from."""
