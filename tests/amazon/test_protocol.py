"""What is known of Amazon is told, and what is used of Amazon is known."""

import re

from custom_components.alexa_privacy.amazon import recordings, responses as answers, session
from custom_components.alexa_privacy.amazon.pace import Pace
from custom_components.alexa_privacy.amazon.responses import MOST_PAUSE
from tests.helpers.documents import ROOT, page

PAGE = page("amazon-protocol")
SOURCES = sorted((ROOT / "custom_components/alexa_privacy/amazon").glob("*.py"))
# Where Amazon's addresses begin.
PLACES = r"/(?:alexa-privacy|api|auth)/"


def test_addresses_are_told() -> None:
    """Every address of Amazon's in the source stands on the page, and the page names no other."""
    told = set(re.findall(rf"`(?:GET|POST) \S*?({PLACES}\S+)`", PAGE))
    constants = {"{HISTORY_PAGE}": session.HISTORY_PAGE, "{PRIVACY_PAGES}": session.PRIVACY_PAGES}
    used: set[str] = set()
    for source in SOURCES:
        text = source.read_text()
        for name, value in constants.items():
            text = text.replace(name, value)
        used |= set(re.findall(rf"\"(?:https://[\w.]+)?({PLACES}[\w./-]+)", text))
    assert used == told


def test_kinds_are_told() -> None:
    """Each type of utterance is of the kind that the page says."""
    rows = re.findall(r"^\| (`[A-Z_…`, 0-9]+) \| `(\w+)` \|$", PAGE, re.MULTILINE)
    told = {name: kind for names, kind in rows for name in re.findall(r"`(\w+…?)`", names)}
    assert recordings._KINDS.keys() <= told.keys()
    assert {name: recordings.kind_of(name.replace("…", "MADE_UP")) for name in told} == told


def test_figures_are_told() -> None:
    """Pauses and statuses are those of the code."""
    assert f"at least {Pace().throttle_first:.0f} seconds" in PAGE
    assert f"up to {MOST_PAUSE / 60:.0f} minutes" in PAGE
    assert ", ".join(str(int(status)) for status in sorted(answers._PASSING)) in PAGE
    assert session.CSRF_HEADER in PAGE


def test_references_lead_somewhere() -> None:
    """Sections that the source refers to are there."""
    sections = set(re.findall(r"^## (\d)\. ", PAGE, re.MULTILINE))
    named = {number for source in SOURCES for number in re.findall(r"amazon-protocol\.md\s+§(\d)", source.read_text())}
    assert named
    assert named <= sections
