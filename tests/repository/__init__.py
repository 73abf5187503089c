"""Tests of the repository itself: documents, commands, translations, metadata."""
