"""Many random pages, and what became of their lessons.

Run it: python -m tests.amazon.learn.random_pages deletions|ranges|settings|histories FIRST LAST.
"""

from collections import Counter
import sys

from tests.amazon.learn.random_pages import PAGES


def main(kind: str, first: int, last: int) -> None:
    """Teach and use the pages of some seeds."""
    outcomes: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for seed in range(first, last):
        is_exact, traits, found = PAGES[kind](seed)
        outcomes[found.outcome] += 1
        if is_exact:
            exact[found.outcome] += 1
            if found.outcome == "refused":
                reasons[found.why] += 1
        if found.outcome in {"wrong", "inert"}:
            print(seed, found.outcome, traits, found.why[:300], flush=True)
    print(kind, dict(outcomes), "with an exact recipe:", dict(exact))
    for reason, count in reasons.most_common(40):
        print(f"  {count:4} {reason}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
