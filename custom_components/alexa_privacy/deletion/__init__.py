"""Deletions: scope, plan, delete, verify, receipt."""
