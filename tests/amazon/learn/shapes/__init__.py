"""Made-up requests, in shapes that a large web app could send: what is right, and what has to be refused."""

from importlib import import_module
from pkgutil import iter_modules

from tests.amazon.learn.settings_simulator import judge_setting, setting_lesson
from tests.amazon.learn.shapes.deletions import SHAPES
from tests.amazon.learn.shapes.everything import EVERYTHING, everything_verdict
from tests.amazon.learn.shapes.ranges import RANGES, range_verdict
from tests.amazon.learn.shapes.settings import SETTINGS
from tests.amazon.learn.simulator import Verdict, account, good_demonstrations, judge, lesson

# Each file adds its shapes to the tables.
for file in iter_modules(__path__):
    if file.name != "__main__":
        import_module(f"{__name__}.{file.name}")
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
