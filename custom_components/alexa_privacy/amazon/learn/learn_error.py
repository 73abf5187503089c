"""Why nothing could be learned, as a translation key; never with anything of what was read."""

from typing import Final

REASONS: Final = frozenset(
    {
        "copied_nothing_gone",
        "copied_other_site",
        "copied_too_large",
        "copied_unreadable",
        "deletion_ambiguous",
        "deletion_not_understood",
        "har_ambiguous",
        "har_failed_deletion",
        "har_hostile",
        "har_no_amazon",
        "har_no_answers",
        "har_no_deletion",
        "har_no_listing",
        "har_no_switch",
        "har_not_har",
        "har_not_json",
        "har_not_understood",
        "har_other_account",
        "har_other_site",
        "har_took_others",
        "har_too_large",
        "har_truncated",
        "request_holds_secret",
        "switch_carries_others",
        "switch_not_understood",
        "switch_same",
        "too_much_work",
    }
)
"""All reasons there are."""


class LearnError(Exception):
    """Nothing was learned: `reason` is a translation key, `placeholders` what its text may name."""

    def __init__(self, reason: str, **placeholders: str) -> None:
        """Keep the reason and figures for its words."""
        super().__init__(reason)
        self.reason = reason
        self.placeholders = placeholders


class Unexplained(Exception):
    """A request holds a value that nothing known explains."""
