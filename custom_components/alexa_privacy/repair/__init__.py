"""Repair issues, protection and notifications."""
