"""A local stand-in for the Amazon hosts, over TLS and under Amazon's own names."""

from tests.amazon_double.accounts import Account, Oddities
from tests.amazon_double.calls import Entry
from tests.amazon_double.dialects import DIALECTS
from tests.amazon_double.faults import Fault
from tests.amazon_double.other_histories import HISTORIES, HistoryDialect
from tests.amazon_double.records import DatedEntry, Device, Person, Recording, Shape
from tests.amazon_double.server import AmazonDouble
from tests.amazon_double.sessions import App

__all__ = [
    "DIALECTS",
    "HISTORIES",
    "Account",
    "AmazonDouble",
    "App",
    "DatedEntry",
    "Device",
    "Entry",
    "Fault",
    "HistoryDialect",
    "Oddities",
    "Person",
    "Recording",
    "Shape",
]
