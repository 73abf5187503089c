"""A local stand-in for the Amazon hosts, over TLS and under Amazon's own names."""

from tests.amazon_double.accounts import Account, Oddities
from tests.amazon_double.calls import Entry
from tests.amazon_double.dialects import DIALECTS
from tests.amazon_double.faults import Fault
from tests.amazon_double.records import Device, Person, Recording, Shape
from tests.amazon_double.server import AmazonDouble
from tests.amazon_double.sessions import App

__all__ = [
    "DIALECTS",
    "Account",
    "AmazonDouble",
    "App",
    "Device",
    "Entry",
    "Fault",
    "Oddities",
    "Person",
    "Recording",
    "Shape",
]
