"""What the repository tells about itself, and what runs on GitHub."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import EnumType
from importlib import import_module
import json
from pathlib import Path
import re
import subprocess
import sys
from typing import Any, TypeAliasType
from zipfile import ZipFile

from homeassistant.util.yaml import load_yaml_dict, parse_yaml
import pytest

from tests.helpers.documents import ROOT, page, section

INTEGRATION = ROOT / "custom_components" / "alexa_privacy"
ARCHITECTURE = page("architecture")
WORKFLOWS = {path.name: path.read_text() for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
RULES = load_yaml_dict(INTEGRATION / "quality_scale.yaml")["rules"]
CODE = {".js", ".py", ".pyi", ".ts"}
BUILT = {"card.js", "panel.js"}
# Where code is excused from a check, and how its reason has to stand behind that.
EXCUSED = re.compile(
    r"(?:# (?:noqa|type: ignore|fmt: |pragma: |shellcheck )|eslint-disabl[e]|@t[s]-|prettier-i[g]nore).*"
)
WITH_REASON = re.compile(
    r"# (?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - |type: ignore\[[\w, -]+\]  # )\S.+"
    r"|eslint-disabl[e]-next-line [\w@/-]+ -- \S.+"
)
# What somebody new can still look over.
MOST_AT_THE_TOP = 25
# Beside what is polled and published, nothing belongs there.
LONGEST_COORDINATOR = 160
# What a platform may use of the integration, beside constants and types without behavior.
PLATFORM_MODULES = {"account", "const", "coordinator", "data", "entity"}
# What an entity may use of the coordinator.
PUBLISHED = {"async_add_listener", "config_entry", "data", "hass"}
PLATFORMS = [path for path in sorted(INTEGRATION.glob("*.py")) if "async_add_entities" in path.read_text()]
# What a job of a workflow may do: read; push a branch of pins; attach a signed archive to a release; publish the site.
ALLOWED = (
    {"contents": "read"},
    {"contents": "write", "pull-requests": "write"},
    {"contents": "write", "id-token": "write", "attestations": "write"},
    {"pages": "write", "id-token": "write"},
)
# Home Assistant's integration quality scale, November 2026.
SCALE = {
    "bronze": "action-setup appropriate-polling brands common-modules config-flow config-flow-test-coverage"
    " dependency-transparency docs-actions docs-conditions docs-high-level-description docs-installation-instructions"
    " docs-removal-instructions docs-triggers entity-event-setup entity-unique-id has-entity-name runtime-data"
    " test-before-configure test-before-setup unique-config-entry",
    "silver": "action-exceptions config-entry-unloading docs-configuration-parameters docs-installation-parameters"
    " entity-unavailable integration-owner log-when-unavailable parallel-updates reauthentication-flow test-coverage",
    "gold": "devices diagnostics discovery discovery-update-info docs-data-update docs-examples docs-known-limitations"
    " docs-supported-devices docs-supported-functions docs-troubleshooting docs-use-cases dynamic-devices"
    " entity-category entity-device-class entity-disabled-by-default entity-translations exception-translations"
    " icon-translations reconfiguration-flow repair-issues stale-devices",
    "platinum": "async-dependency inject-websession strict-typing",
}
# Which page, and which heading of it, does what the rules of the scale ask of documents.
SECTIONS = {
    "docs-actions": ("actions", "Actions"),
    "docs-configuration-parameters": ("first-steps", "Options"),
    "docs-data-update": ("entities", "How it counts"),
    "docs-examples": ("automations", "Automations and Assist"),
    "docs-high-level-description": ("index", "Alexa Privacy"),
    "docs-installation-instructions": ("install", "Install"),
    "docs-installation-parameters": ("first-steps", "First steps"),
    "docs-known-limitations": ("limits", "Limits"),
    "docs-removal-instructions": ("install", "Remove"),
    "docs-supported-devices": ("limits", "Supported devices"),
    "docs-supported-functions": ("entities", "Entities"),
    "docs-troubleshooting": ("troubleshooting", "Troubleshooting"),
    "docs-use-cases": ("index", "Use cases"),
}


def test_every_rule_is_answered() -> None:
    """Each of the 54 rules is done, or exempt with a reason; none is left to do."""
    assert list(RULES) == [rule for tier in SCALE.values() for rule in tier.split()]
    assert len(RULES) == 54
    for rule, answer in RULES.items():
        if answer != "done":
            assert answer.keys() == {"status", "comment"}, rule
            assert answer["status"] == "exempt", rule
            assert len(answer["comment"].split()) > 3, rule


def test_documents_that_are_done_are_there() -> None:
    """Every rule about documents that is called done has its section on a page."""
    assert {rule for rule, answer in RULES.items() if rule.startswith("docs-") and answer == "done"} == SECTIONS.keys()
    assert [place for place in SECTIONS.values() if not section(page(place[0]), place[1]).strip()] == []


def test_the_architecture_names_what_is_there() -> None:
    """Every file and folder that the page names exists."""
    names = set(re.findall(r"[\w/]+(?:\.py|/)(?=[\s:;,`\"])", ARCHITECTURE))
    assert names
    for name in names:
        assert any((room / name).exists() for room in (INTEGRATION, INTEGRATION / "amazon", ROOT)), name


def test_functions_stand_where_the_architecture_says() -> None:
    """Each function that the page names is defined in the file that it names next."""
    places = re.findall(r"((?:`\w+`(?:,| and)? )+)in `([\w/]+\.py)`", ARCHITECTURE)
    assert len(places) > 4
    for names, file in places:
        text = (INTEGRATION / file).read_text()
        for name in re.findall(r"\w+", names.replace(" and ", " ")):
            assert re.search(rf"^ *(?:(?:async )?def {name}\b|class {name}\b|{name}\b.*=)", text, re.MULTILINE), name


def test_every_room_is_named() -> None:
    """Each module, or the folder it is in, stands in the table once, and its folder with it."""
    named: list[str] = []
    for row in re.findall(r"^\| (`.+?) \|", ARCHITECTURE, re.MULTILINE):
        names = re.findall(r"`(.+?)`", row)
        room = "amazon/" if names[0].startswith("amazon/") else ""
        named += [name if name.startswith(room) else room + name for name in names]
    modules = {path.relative_to(INTEGRATION).as_posix() for path in INTEGRATION.rglob("*.py")}
    rooms = {name for name in named if name.endswith("/")}
    alone = {name for name in modules if Path(name).stem != "__init__" and not name.startswith(tuple(rooms))}
    assert sorted(named) == sorted(alone | rooms)


def test_arrows_of_the_picture_are_imports() -> None:
    """Of two rooms of the picture with an arrow between them, the first imports the second, and never the other way."""
    rooms: dict[str, str] = dict(re.findall(r"(\w+)\[\"(.*?):", ARCHITECTURE))
    arrows = re.findall(r"^    (\w+)(?:\[.*?\])? --> (\w+)", ARCHITECTURE, re.MULTILINE)
    assert rooms.keys() == {room for arrow in arrows for room in arrow}
    for start, end in arrows:
        assert imports(rooms[start], rooms[end]), (start, end)
        assert not imports(rooms[end], rooms[start]), (start, end)


def test_the_coordinator_only_polls_and_publishes() -> None:
    """What buttons and switches do lives with what they act on; the coordinator stays short."""
    assert len((INTEGRATION / "coordinator.py").read_text().splitlines()) <= LONGEST_COORDINATOR


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda path: path.stem)
def test_platforms_import_no_behavior(platform: Path) -> None:
    """A platform knows the account and what is published; of other modules, only constants, enumerations and data."""
    module = import_module(f"custom_components.{INTEGRATION.name}.{platform.stem}")
    for node in ast.walk(ast.parse(platform.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level and node.module not in PLATFORM_MODULES:
            for imported_name in node.names:
                value = getattr(module, imported_name.name)
                assert isinstance(value, int | EnumType | TypeAliasType) or is_dataclass(value), imported_name.name


@pytest.mark.parametrize("path", [*PLATFORMS, INTEGRATION / "entity.py"], ids=lambda path: path.stem)
def test_entities_read_what_is_published(path: Path) -> None:
    """What an entity shows comes from the coordinator's data; the account is only acted on, and listened to."""
    tree = ast.parse(path.read_text())
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "coordinator"
    }
    assert used <= PUBLISHED
    shown: list[ast.AST] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "property" in map(ast.unparse, node.decorator_list)
    ]
    shown += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in {"value_fn", "attributes_fn", "available_fn"}
    ]
    assert [ast.unparse(node) for node in shown if re.search(r"\baccount\b", ast.unparse(node))] == []


def modules(room: str) -> set[Path]:
    """Return the modules of a room: files, or all below a folder."""
    paths = [INTEGRATION / part for part in room.split()]
    return {module for path in paths for module in (path.rglob("*.py") if path.is_dir() else [path])}


def imports(room: str, other: str) -> bool:
    """Return whether a module of one room imports one of the other."""
    return any(not modules(other).isdisjoint(imported(module)) for module in modules(room))


def imported(module: Path) -> Iterator[Path]:
    """List the integration's own modules that one of them imports."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            place = module.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            yield from (place.with_suffix(".py"), *((place / name.name).with_suffix(".py") for name in node.names))


def test_a_name_occurs_once() -> None:
    """One is not taken for another: a search for a file or a class finds one place; and the top level stays small."""
    files = [path for path in INTEGRATION.rglob("*.py") if path.name != "__init__.py"]
    classes = (
        node.name for path in files for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef)
    )
    for names in ((path.name for path in files), classes):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    assert len([*INTEGRATION.glob("*.py")]) <= MOST_AT_THE_TOP


def test_exceptions_have_reasons() -> None:
    """Where a line is excused from a check, it says why."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S607 - whichever git there is
    code = [name for name in listed.stdout.split() if name.startswith("scripts/") or Path(name).suffix in CODE]
    excused = {name: EXCUSED.findall((ROOT / name).read_text()) for name in code if Path(name).name not in BUILT}
    assert any(excused.values())
    without = {name: [line for line in lines if not WITH_REASON.fullmatch(line)] for name, lines in excused.items()}
    assert {name: lines for name, lines in without.items() if lines} == {}


def test_rules_that_are_off_have_reasons() -> None:
    """Where a rule is off for many files, the reason stands behind it, or above it."""
    ruff = (ROOT / "pyproject.toml").read_text()
    off = re.findall(r"^  \"[A-Z]+\d*\",.*", ruff, re.MULTILINE)
    assert off
    assert [line for line in off if not re.search(r"\",\s+# \w", line)] == []
    above = re.findall(r"(.*)\n(?:module = |disable_error_code)", ruff)
    eslint = (ROOT / "frontend" / "eslint.config.js").read_text()
    above += re.findall(r"(.*)\n +(?:\"@|\{ ignores)", eslint)
    assert above
    assert [line for line in above if not re.match(r" *(#|//) \w", line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_workflows_are_pinned_and_modest(workflow: str) -> None:
    """Actions are named by commit, with a word on which; no job may more than it says; what it runs is there."""
    used = re.findall(r"uses: (.+)$", workflow, re.MULTILINE)
    assert [use for use in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # .+", use)] == []
    parsed: dict[str, Any] = dict(parse_yaml(workflow))  # type: ignore[arg-type]  # a mapping
    assert parsed["permissions"] == {}
    for job in parsed["jobs"].values():
        assert job["permissions"] in ALLOWED
    scripts = re.findall(r"run: (scripts/\w+)", workflow)
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def test_no_pull_request_writes() -> None:
    """Nothing that a pull request may start can write."""
    assert [name for name, workflow in WORKFLOWS.items() if ": write" in workflow] == [
        "docs.yml",
        "lock.yml",
        "release.yml",
    ]
    assert [name for name, workflow in WORKFLOWS.items() if "pull_request:" in workflow] == ["check.yml"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_reports_come_with_diagnostics(template: Path) -> None:
    """Who reports that something does not work is asked for the diagnostics, and nobody for anything personal."""
    asked = load_yaml_dict(template)
    required = {field["id"] for field in asked["body"] if field.get("validations", {}).get("required")}
    assert required
    assert ("diagnostics" in required) == (template.stem in {"problem", "teaching"})
    if template.stem != "feature":
        assert "HAR file" in asked["body"][0]["attributes"]["value"]


def test_a_release_is_packed_with_its_version(tmp_path: Path) -> None:
    """The archive holds the integration as it is installed, under the name the Marketplace looks for."""
    subprocess.run([sys.executable, ROOT / "scripts" / "pack", "v12.3.4"], cwd=tmp_path, check=True)  # noqa: S603 - ours
    name = json.loads((ROOT / "hacs.json").read_text())["filename"]
    assert f'gh release upload "$VERSION" {name}' in WORKFLOWS["release.yml"]
    with ZipFile(tmp_path / name) as archive:
        files = set(archive.namelist())
        packed = json.loads(archive.read("manifest.json"))
    assert packed == json.loads((INTEGRATION / "manifest.json").read_text()) | {"version": "12.3.4"}
    assert files.issuperset(("__init__.py", "card/card.js", "panel/panel.js", "translations/en.json", "brand/icon.png"))
    assert "shared_requests/README.md" in files
    assert not [file for file in files if "__pycache__" in file]
