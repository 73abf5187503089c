"""The files Home Assistant and its Marketplace read without running the integration."""

import ast
from collections.abc import Iterator
from importlib import import_module
import json
from pathlib import Path
import re
from typing import Any

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from homeassistant.components import alexa_devices
from homeassistant.const import Platform
from homeassistant.helpers.service import _SERVICES_SCHEMA
from homeassistant.util.yaml import load_yaml_dict
from packaging.requirements import Requirement
import pytest
import voluptuous as vol

ROOT = Path(__file__).parents[2]
INTEGRATION = ROOT / "custom_components" / "alexa_privacy"
SOURCES = sorted(INTEGRATION.rglob("*.py"))
TRANSLATIONS = sorted((INTEGRATION / "translations").glob("*.json"))
# Part of every Home Assistant, like the entity platforms: importing them needs no mention in the manifest.
ALWAYS_THERE = {*Platform, "diagnostics", "homeassistant", "repairs", "system_health"}


def requirement(text: str) -> str:
    """Accept a requirement that leaves owners a choice of versions."""
    assert Requirement(text).specifier
    return text


MANIFEST = vol.Schema(
    {
        vol.Required("domain"): "alexa_privacy",
        vol.Required("name"): str,
        "after_dependencies": [str],
        vol.Required("codeowners"): [vol.Match(r"^@[\w-]+$")],
        vol.Required("config_flow"): True,
        "dependencies": [str],
        vol.Required("documentation"): vol.Match(r"^https://"),
        vol.Required("integration_type"): vol.In(["device", "hub", "service"]),
        vol.Required("iot_class"): vol.In(["cloud_polling", "cloud_push"]),
        vol.Required("issue_tracker"): vol.Match(r"^https://"),
        "loggers": [str],
        "quality_scale": vol.In(["bronze", "silver", "gold", "platinum", "custom"]),
        vol.Required("requirements"): [requirement],
        "single_config_entry": bool,
        vol.Required("version"): lambda text: AwesomeVersion(
            text, ensure_strategy=[AwesomeVersionStrategy.CALVER, AwesomeVersionStrategy.SEMVER]
        ),
    }
)
ICON = vol.Match(r"^mdi:[a-z0-9-]+$")
ICONS = vol.Schema(
    {
        vol.Required("entity"): {
            vol.In([*Platform]): {
                str: {
                    vol.Required("default"): ICON,
                    "state": {str: ICON},
                    "state_attributes": {str: {"default": ICON, "state": {str: ICON}}},
                }
            }
        },
        vol.Required("services"): {str: {vol.Required("service"): ICON}},
    }
)
TRANSLATION_ROOMS = {
    "config",
    "config_panel",
    "device",
    "entity",
    "exceptions",
    "issues",
    "options",
    "selector",
    "services",
    "system_health",
    "title",
}

type Texts = dict[str, Any]


def read(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text())


def walk(texts: Texts, *path: str) -> Iterator[tuple[str, str]]:
    """Go through all texts with their keys."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from walk(value, *path, key)
        else:
            yield ".".join([*path, key]), value


@pytest.fixture(params=TRANSLATIONS, ids=lambda path: path.stem)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Read one language."""
    result: Texts = read(request.param)
    return result


@pytest.fixture
def english() -> Texts:
    """Read the language all others follow."""
    result: Texts = read(INTEGRATION / "translations" / "en.json")
    return result


def test_manifest() -> None:
    """The manifest says what it must, in the order Home Assistant keeps."""
    manifest = read(INTEGRATION / "manifest.json")
    MANIFEST(manifest)
    assert list(manifest) == ["domain", "name", *sorted(manifest.keys() - {"domain", "name"})]


@pytest.mark.parametrize("environment", ["test", "demo"])
def test_requirements_admit_what_is_pinned(environment: str) -> None:
    """What tests and demo run on is what owners may get."""
    pins = dict(
        line.removesuffix(" \\").split("==")
        for line in (ROOT / "requirements" / f"{environment}.txt").read_text().splitlines()
        if "==" in line and ";" not in line
    )
    for text in read(INTEGRATION / "manifest.json")["requirements"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pins[requirement.name]), text


def test_requirements_follow_home_assistant() -> None:
    """What Alexa Devices pins is admitted, now and when it is raised: two that exclude each other break both."""
    core = Path(alexa_devices.__file__).parent
    [pinned], [requirement] = (
        [Requirement(text) for text in read(folder / "manifest.json")["requirements"]] for folder in (core, INTEGRATION)
    )
    assert requirement.name == pinned.name
    assert [each.operator for each in requirement.specifier] == [">="]
    [pin] = pinned.specifier
    assert requirement.specifier.contains(pin.version)


def test_marketplace() -> None:
    """The Marketplace is told the oldest Home Assistant this works with, and which file of a release to take."""
    hacs = read(ROOT / "hacs.json")
    assert hacs.keys() <= {"name", "homeassistant", "hacs", "zip_release", "filename", "render_readme"}
    assert AwesomeVersion(hacs["homeassistant"]) <= AwesomeVersion("2026.10.4")
    assert hacs["zip_release"] == ("filename" in hacs)


def test_the_marketplace_takes_it() -> None:
    """Where Home Assistant brings the Marketplace, its own readers take both files."""
    values = pytest.importorskip("homeassistant.components.marketplace.utils.validate", reason="new in 2026.11")
    for name, schemas in (
        (ROOT / "hacs.json", values.REPOSITORY_MANIFEST_VALUES),
        (INTEGRATION / "manifest.json", values.INTEGRATION_MANIFEST_VALUES),
    ):
        told = read(name)
        for key in told.keys() & schemas.keys():
            schemas[key](told[key])
    assert read(ROOT / "hacs.json").keys() <= values.REPOSITORY_MANIFEST_VALUES.keys()
    repository = import_module("homeassistant.components.marketplace.repositories.integration")
    repository._check_loadable_manifest(INTEGRATION, "alexa_privacy")


def test_imported_components_are_dependencies() -> None:
    """Home Assistant sets up first what is imported from other components."""
    manifest = read(INTEGRATION / "manifest.json")
    named = {*manifest.get("dependencies", []), *manifest.get("after_dependencies", []), *ALWAYS_THERE}
    assert set(imported_components()) <= named


def imported_components() -> Iterator[str]:
    """List the components of Home Assistant that the sources import."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            match node:
                case ast.ImportFrom(module="homeassistant.components", names=names):
                    yield from (name.name for name in names)
                case ast.ImportFrom(module=str(module)) if module.startswith("homeassistant.components."):
                    yield module.split(".")[2]
                case ast.Import(names=names):
                    yield from (n.name.split(".")[2] for n in names if n.name.startswith("homeassistant.components."))


def test_set_up_by_flow_only() -> None:
    """A module with `async_setup` says that nothing is configured in YAML."""
    source = (INTEGRATION / "__init__.py").read_text()
    assert ("async def async_setup(" in source) == ("CONFIG_SCHEMA" in source)


def test_actions(english: Texts) -> None:
    """Actions are well described, each with names and an icon."""
    actions = load_yaml_dict(INTEGRATION / "services.yaml")
    _SERVICES_SCHEMA(actions)
    assert actions.keys() == english["services"].keys() == read(INTEGRATION / "icons.json")["services"].keys()
    for name, action in actions.items():
        described = english["services"][name]
        assert {"name", "description"} <= described.keys(), name
        assert field_names(action.get("fields", {})) == described.get("fields", {}).keys(), name
        assert all({"name", "description"} <= field.keys() for field in described.get("fields", {}).values()), name


def test_no_field_of_an_action_is_filled_in() -> None:
    """Home Assistant's form would show it ticked, and an action does nothing that was not asked for."""
    actions = load_yaml_dict(INTEGRATION / "services.yaml")
    assert [path for path, _ in walk(actions) if "default" in path.split(".")] == []


def field_names(fields: Texts) -> set[str]:
    """List the fields of an action, those in sections too."""
    return {
        name for key, field in fields.items() for name in (field_names(field["fields"]) if "fields" in field else {key})
    }


def test_translations(texts: Texts) -> None:
    """Every text is in a known place, under lower-case names; none holds a reference or an address."""
    assert texts.keys() <= TRANSLATION_ROOMS
    for path, text in walk(texts):
        assert all(re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", key) for key in path.split(".")), path
        assert not re.search(r"\[%|%\]|https?:|www\.", text), path


def test_fields_are_described(english: Texts) -> None:
    """Every field of the flows is described; nowhere is one described that has no label."""
    for flow in ("config", "options"):
        for name, step in english[flow]["step"].items():
            assert step.get("data_description", {}).keys() == step.get("data", {}).keys(), name
    for key, issue in english["issues"].items():
        for step in issue.get("fix_flow", {"step": {}})["step"].values():
            assert step.get("data_description", {}).keys() <= step.get("data", {}).keys(), key


def test_issues_and_exceptions_are_complete(english: Texts) -> None:
    """An issue has a title and either a description or a flow; an exception has its message."""
    for key, issue in english.get("issues", {}).items():
        assert "title" in issue, key
        assert ("description" in issue) != ("fix_flow" in issue), key
    assert all(exception.keys() == {"message"} for exception in english["exceptions"].values())


def test_raised_exceptions_are_translated(english: Texts) -> None:
    """What is raised for people to read names its translation, and every one named there is."""
    for where, error in raised():
        named = {keyword.arg: keyword.value for keyword in error.keywords}
        assert {"translation_domain", "translation_key"} <= named.keys(), where
        match named["translation_key"]:
            case ast.Constant(value=key):
                assert key in english["exceptions"], where


def raised() -> Iterator[tuple[str, ast.Call]]:
    """List where an exception of Home Assistant's is raised whose message is shown."""
    for source in SOURCES:
        tree = ast.parse(source.read_text())
        shown = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("homeassistant.")
            for name in node.names
            # Home Assistant's Store logs the one; the other names an abort of the flow.
            if name.name not in {"WriteError", "AbortFlow"}
        }
        for node in ast.walk(tree):
            match node:
                case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) as error) if name in shown:
                    yield f"{source.name}:{node.lineno}", error


def test_icons(english: Texts) -> None:
    """Every entity and action that has a name has an icon of Material Design, and none is set in code."""
    icons = read(INTEGRATION / "icons.json")
    ICONS(icons)
    assert {platform: entities.keys() for platform, entities in icons["entity"].items()} == {
        platform: entities.keys() for platform, entities in english["entity"].items()
    }
    for entities in icons["entity"].values():
        assert [key for key, icon in entities.items() if icon["default"] in icon.get("state", {}).values()] == []
    assert [source.name for source in SOURCES if re.search(r"_attr_icon|\bicon=", source.read_text())] == []


@pytest.mark.parametrize("platform", sorted(read(INTEGRATION / "icons.json")["entity"]))
def test_platforms_say_how_many_at_once(platform: str) -> None:
    """No platform leaves it to Home Assistant how many of its entities may ask Amazon at the same time."""
    assert re.search(r"^PARALLEL_UPDATES = [01]$", (INTEGRATION / f"{platform}.py").read_text(), re.MULTILINE)
