"""Tests of Amazon's privacy settings."""
