"""The pauses of accounts, which tests set in one place: the stand-in for Amazon needs none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from custom_components.alexa_privacy import account, auth
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.const import Timing

QUICK = Timing(
    pause=0.0,
    throttle_first=0.001,
    retry_backfill_after=0.0,
    verify_after=(0.0, 0.0, 0.0),
    retry_listing_after=(0.0, 0.0, 0.0),
    save_again_after=0.01,
    read_back_after=(0.0, 0.0, 0.0),
    visit_pause=0.0,
    visit_rests_after=0.4,
)

type SetTiming = Callable[..., None]


@pytest.fixture(autouse=True)
def timing(monkeypatch: pytest.MonkeyPatch) -> SetTiming:
    """Wait for nothing; return what changes the timing of accounts that are set up from then on."""

    def change(**changes: Any) -> None:
        for module in (account, auth):
            monkeypatch.setattr(module, "TIMING", replace(QUICK, **changes))

    change()
    return change


def set_pace(session: AmazonSession, **changes: Any) -> None:
    """Change the pace of a session that is in use."""
    session.pace = replace(session.pace, **changes)
