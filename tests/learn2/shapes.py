"""A table of shapes: which lessons are right and which are refused, by kind. Run it: python -m tests.learn2.shapes."""

from collections import Counter, defaultdict
import sys

from tests.learn2.delete_shapes import SHAPES
from tests.learn2.simulator import Verdict, account, good_demonstrations, judge, lesson


def verdict(name: str) -> Verdict:
    """Teach a shape, and use what was learned."""
    shape = SHAPES[name]
    records = account()
    world = lesson(shape.app, records, good_demonstrations(records, batches=shape.batches), **shape.world)
    return judge(shape.app, world, **shape.more)


def main(wanted: list[str]) -> None:
    """Print the table."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for name, shape in SHAPES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        found = verdict(name)
        table[shape.kind][found.outcome] += 1
        mark = (
            " "
            if found.outcome in {shape.expected, "refused"} or (shape.expected == "either" and found.outcome == "right")
            else "!"
        )
        missed = "?" if shape.expected == "right" and found.outcome == "refused" else " "
        print(f"{mark}{missed} {found.outcome:8} {name:45} {found.why if found.outcome != 'right' or wanted else ''}")
    print()
    for kind, counts in table.items():
        print(f"{kind:35} " + "  ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
