"""Tests of the options flow."""
