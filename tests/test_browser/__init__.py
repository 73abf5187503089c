"""Tests of the browser's HAR files."""
