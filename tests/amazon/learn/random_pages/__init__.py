"""Random pages, each of a seed: what they are, and what becomes of their lessons."""

from tests.amazon.learn.random_pages import deletions, histories, ranges, settings
from tests.amazon.learn.simulator import Verdict


def _deletion(seed: int) -> tuple[bool, list[str], Verdict]:
    """Teach and use a page that deletes recordings."""
    made, found = deletions.verdict(seed)
    return made.is_exact, made.traits, found


PAGES = {
    "deletions": _deletion,
    "ranges": ranges.verdict,
    "settings": settings.verdict,
    "histories": histories.verdict,
}
