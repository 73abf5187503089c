"""A table of shapes: which lessons are right, and which are refused, by kind.

Run it: python -m tests.amazon.learn.shapes [part of a name …].
"""

from collections import Counter, defaultdict
import sys

from tests.amazon.learn.shapes import KINDS, verdict


def main(wanted: list[str]) -> None:
    """Print the table."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for name, (kind, expected) in KINDS.items():
        if wanted and not any(word in name for word in wanted):
            continue
        found = verdict(name)
        table[kind][found.outcome] += 1
        good = {"refused", "right", "unread"} if expected != "refused" else {"refused"}
        mark = " " if found.outcome in good else "!"
        missed = "?" if expected == "right" and found.outcome != "right" else " "
        why = found.why if found.outcome != "right" or wanted else ""
        print(f"{mark}{missed} {found.outcome:8} {name:50} {why}")
    print()
    for kind, counts in table.items():
        print(f"{kind:35} " + "  ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
