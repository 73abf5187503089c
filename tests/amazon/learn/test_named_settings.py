"""Settings that the owner names: learned, written and read under that name."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnResult, Lesson, is_setting_name, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.import_rules import objections
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from tests.amazon.learn.browser import SITE
from tests.amazon.learn.settings_simulator import setting_lesson, use_setting
from tests.amazon.learn.shapes.settings import SETTINGS


def taught(shape: str, name: str) -> LearnResult:
    """Learn a shape as a setting of some name."""
    return learn_har(setting_lesson(SETTINGS[shape].app).browser.har(), lesson=name, site=SITE)


@pytest.mark.parametrize("name", ["tips", "2nd_room", "_", "a" * 40])
def test_two_values_are_a_switch(name: str) -> None:
    """A setting that is on or off is a switch of its name."""
    result = taught("by name", name)
    assert result.lesson == name
    recipes = read_recipes(result.document)
    assert list(recipes.switches) == list(recipes.settings) == [name]
    assert recipes.settings[name].positions == ["on", "off"]
    assert use_setting(SETTINGS["by name"].app, result, name).outcome == "right"


@pytest.mark.parametrize(
    ("shape", "options"),
    [
        ("how long to keep", {"until_deleted", "eighteen_months", "three_months", "do_not_save"}),
        ("how many months", {"0", "3", "18"}),
    ],
)
def test_more_values_are_a_select(shape: str, options: set[str]) -> None:
    """A setting of several values is a select, whose options are slugs of its values."""
    result = taught(shape, "keep_recordings")
    setting = read_recipes(result.document).settings["keep_recordings"]
    assert set(setting.positions) == options
    assert not read_recipes(result.document).switches
    assert setting.read is not None
    assert {setting.read.position(value) for value in setting.read.values.values()} == options
    assert use_setting(SETTINGS[shape].app, result, "keep_recordings").outcome == "right"


@pytest.mark.parametrize("name", ["", "a b", "Tips", "café", "a" * 41, "a-b", "a/b", "delete_recordings"])
def test_names_of_settings(name: str) -> None:
    """A name is a slug, and no other thing's."""
    assert not is_setting_name(name)
    document = orjson.loads(orjson.dumps(taught("by name", "tips").document))
    document["switches"] = {name: document["switches"]["tips"]}
    with pytest.raises(RecipeError) as caught:
        read_recipes(document)
    assert caught.value.reason == "recipe_unknown_key"
    if name not in set(Lesson):
        with pytest.raises(ValueError, match="not the name of a setting"):
            taught("by name", name)


def test_a_name_belongs_to_one_setting() -> None:
    """No switch and select may have the same name."""
    keep = taught("how long to keep", "keep").document
    both = {**keep, "switches": taught("by name", "keep").document["switches"]}
    with pytest.raises(RecipeError):
        read_recipes(both)
    assert set(read_recipes({**both, "selects": {"other": keep["selects"]["keep"]}}).settings) == {"keep", "other"}


def test_lessons_with_names_of_their_own() -> None:
    """A lesson's name means that lesson, however it is given."""
    result = taught("by name", "human_review")
    assert result.lesson is Lesson.HUMAN_REVIEW
    assert set(result.document["switches"]) == {"human_review"}


@pytest.mark.parametrize("group", ["switches", "selects"])
def test_imported_settings_are_checked(group: str) -> None:
    """From a file that somebody else wrote, no setting may be read by a request that may change something."""
    document: Any = taught({"switches": "by name", "selects": "how long to keep"}[group], "keep").document
    assert not objections(document)
    document[group]["keep"]["read"]["request"]["method"] = "POST"
    assert objections(document)["keep"].where == f"/{group}/keep/read/request/method"
