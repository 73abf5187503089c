"""A table of shapes: which lessons are right, and which are refused, by kind.

Run it: python -m tests.amazon.learn.shapes [part of a name …].
"""

from collections import Counter, defaultdict
import sys

from tests.amazon.learn import delete_lists, delete_surroundings, other_shapes, range_forms, setting_forms
from tests.amazon.learn.delete_shapes import SHAPES
from tests.amazon.learn.range_shapes import EVERYTHING, RANGES, everything_verdict, range_verdict
from tests.amazon.learn.setting_shapes import SETTINGS
from tests.amazon.learn.settings_simulator import judge_setting, setting_lesson
from tests.amazon.learn.simulator import Verdict, account, good_demonstrations, judge, lesson

# They add to the three tables.
assert delete_lists
assert delete_surroundings
assert other_shapes
assert range_forms
assert setting_forms
RANGE_KINDS = {f"range: {name}": (shape.kind, shape.expected) for name, shape in RANGES.items()} | {
    f"everything: {name}": (shape.kind, shape.expected) for name, shape in EVERYTHING.items()
}
KINDS = (
    RANGE_KINDS
    | {name: (shape.kind, shape.expected) for name, shape in SHAPES.items()}
    | {f"setting: {name}": (shape.kind, shape.expected) for name, shape in SETTINGS.items()}
)


def verdict(name: str) -> Verdict:
    """Teach a shape, and use what was learned."""
    if name.startswith("range: "):
        return range_verdict(RANGES[name.removeprefix("range: ")])
    if name.startswith("everything: "):
        return everything_verdict(name.removeprefix("everything: "))
    if name.startswith("setting: "):
        setting = SETTINGS[name.removeprefix("setting: ")]
        shown = setting_lesson(setting.app, **setting.lesson)
        more = {key: shown.moment.customer if value == "KNOWN" else value for key, value in setting.more.items()}
        return judge_setting(setting.app, shown, **more)
    shape = SHAPES[name]
    records = account()
    world = lesson(shape.app, records, good_demonstrations(records, batches=shape.batches), **shape.world)
    return judge(shape.app, world, **shape.more)


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
