"""A whole Home Assistant as a process of its own, driven over its REST and WebSocket interfaces."""

from .client import HomeClient, HomeError
from .process import AmazonProcess, HomeProcess, free_port

__all__ = ["AmazonProcess", "HomeClient", "HomeError", "HomeProcess", "free_port"]
