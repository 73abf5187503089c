"""Learned requests: how they are taught, agreed to and tested."""
