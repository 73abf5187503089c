"""Many random apps, and what became of their lessons. Run it: python -m tests.amazon.learn.many_apps FIRST LAST."""

from collections import Counter
import sys

from tests.amazon.learn.random_apps import verdict


def main(first: int, last: int) -> None:
    """Teach and use the apps of some seeds."""
    outcomes: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for seed in range(first, last):
        made, found = verdict(seed)
        outcomes[found.outcome] += 1
        if made.is_exact:
            exact[found.outcome] += 1
            if found.outcome == "refused":
                reasons[found.why] += 1
        if found.outcome in {"wrong", "inert"}:
            print(seed, found.outcome, made.traits, found.why[:300], flush=True)
    print(dict(outcomes), "exact:", dict(exact))
    for reason, count in reasons.most_common(40):
        print(f"  {count:4} {reason}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
