"""Every command that the documents name is run: here, by another test, or by what runs the tests."""

import json
from pathlib import Path
import re

from tests.amazon_double import DIALECTS
from tests.helpers.agreement import importable
from tests.helpers.commands import ROOT, run
from tests.helpers.documents import DOCUMENTS, REPOSITORY, blocks, page, prose

HERE = Path(__file__).relative_to(ROOT).as_posix()
# Where each is run.
RUN_BY = {
    "scripts/bench": "tests/repository/test_bench.py",
    "scripts/check_recipe": HERE,
    "scripts/check_recipe FILE": HERE,
    "scripts/demo": "tests/test_home/test_demo.py",
    "scripts/demo --check": ".ci/run",
    "scripts/demo --dialect <name>": HERE,
    "scripts/demo --help": HERE,
    "scripts/docs": "scripts/lint",
    "scripts/draw_brand": "tests/test_home/test_pictures.py",
    "scripts/draw_screens": "tests/test_home/test_pictures.py",
    "scripts/draw_teaching": "tests/test_home/test_pictures.py",
    "scripts/frontend": "scripts/lint",
    "scripts/lint": ".ci/run",
    "scripts/npm": "scripts/lint",
    "scripts/npm run format": HERE,
    "scripts/npm test": "scripts/test",
    "scripts/pack": "tests/repository/test_repository.py",
    "scripts/setup": "scripts/test",
    "scripts/test": ".ci/run",
    "scripts/test -k <name>": HERE,
    "scripts/test tests/repository/test_translations.py tests/repository/test_readme.py": HERE,
    "scripts/test tests/test_entities.py tests/repository": HERE,
    "scripts/test tests/test_assist.py tests/amazon/test_voice_commands.py": HERE,
    "scripts/test_newest": ".github/workflows/check.yml",
}
# What asks registries for the newest of all packages, serves until it is stopped, or takes hours.
RUN_BY_HAND = {"scripts/lock", "scripts/docs serve", "scripts/mutate"}


def test_no_command_is_left_out() -> None:
    """Each is run where this file says, or for a reason by hand only."""
    lines = [line for text in DOCUMENTS.values() for block in blocks("sh", text) for line in block.splitlines()]
    named = {line.partition("#")[0].strip() for line in lines}
    named |= {span for text in DOCUMENTS.values() for span in re.findall(r"`(scripts/[^`]+)`", prose(text))}
    assert {command for command in named if command.startswith("scripts/")} == RUN_BY.keys() | RUN_BY_HAND
    for command, where in RUN_BY.items():
        assert Path(command.split()[0]).name in (ROOT / where).read_text(), command


def test_clone_and_start() -> None:
    """What a newcomer types leads to the demo, in the repository that the integration names."""
    [commands] = blocks("sh", DOCUMENTS["README.md"])
    name = REPOSITORY.rpartition("/")[2]
    assert commands.split("\n") == [f"git clone {REPOSITORY} && cd {name}", "scripts/demo", ""]


def test_demo_helps() -> None:
    """Its help names what the documents name, and each dialect."""
    helped = run("scripts/demo", "--help")
    assert helped.returncode == 0
    named = {word for text in DOCUMENTS.values() for word in re.findall(r"`scripts/demo (--\w+)", text)}
    assert {"--check", "--dialect"} <= named
    assert [word for word in {*named, *DIALECTS} if word not in helped.stdout] == []


def test_examples_of_learned_requests_may_be_shared(tmp_path: Path) -> None:
    """They hold nothing personal; with something personal they are refused, and where it stands is told."""
    files = [tmp_path / f"{number}.json" for number, _ in enumerate(blocks("json", page("requests")))]
    for file, example in zip(files, blocks("json", page("requests")), strict=True):
        # What deletes everything is nobody else's to take over.
        file.write_text(json.dumps(importable(json.loads(example))))
    assert run("scripts/check_recipe", *files).returncode == 0
    learned = json.loads(files[0].read_text())
    learned["delete_recordings"]["request"]["headers"]["x-made-up"] = "mia@example.org"
    files[0].write_text(json.dumps(learned))
    refused = run("scripts/check_recipe", *files)
    assert refused.returncode == 1
    assert "x-made-up" in refused.stdout
    assert "mia@example.org" not in refused.stdout


def test_tests_are_found() -> None:
    """The tests that are named are there, and so are tests of a dialect by its name."""
    named = [word for command in RUN_BY for word in command.split() if word.startswith("tests/")]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert run("scripts/test", "-k", "graphql", "tests/amazon/learn", "--collect-only").returncode == 0


def test_npm_knows_its_commands() -> None:
    """What it is told to run is there."""
    known = json.loads((ROOT / "frontend/package.json").read_text())["scripts"]
    asked = {word for command in RUN_BY for word in re.findall(r"^scripts/npm (?:run )?(\w+)", command)}
    assert asked == {"format", "test"}
    assert asked <= known.keys()
