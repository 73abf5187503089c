"""What the client of Amazon offers to other Python programs, without Home Assistant."""

import ast
import asyncio
from functools import partial
import json
from pathlib import Path
import re
import sys
import time
from typing import Any

from aiohttp import ClientSession, TCPConnector
import pytest

from custom_components.alexa_privacy import amazon as client
from tests.amazon_double import Account, AmazonDouble

ROOM = Path(client.__file__).parent
DAY = 86_400_000

ALONE = """
import importlib, pkgutil, sys

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"homeassistant", "custom_components"}:
            raise ImportError(name)

sys.meta_path.insert(0, Nothing())
import amazon
print(sum(1 for module in pkgutil.walk_packages(amazon.__path__, "amazon.") if importlib.import_module(module.name)))
"""


async def test_it_stands_alone() -> None:
    """Every module of it can be imported where there is neither Home Assistant nor the integration."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ALONE), cwd=ROOM.parent, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert int(output) > 40


def test_public_names_are_what_is_imported() -> None:
    """Everything that is offered is in `__all__`, in order, and says what it is."""
    tree = ast.parse((ROOM / "__init__.py").read_text())
    imported = {name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert set(client.__all__) == imported
    assert [name for name in client.__all__ if not getattr(client, name).__doc__] == []


async def test_the_example_works(
    amazon: AmazonDouble,
    account: Account,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The README's example prints what was said since yesterday."""
    (example,) = re.findall(r"```python\n(.*?)```", (ROOM / "README.md").read_text(), re.DOTALL)
    program, _, run = example.rstrip().rpartition("\n")
    assert run == "asyncio.run(main(sys.argv[1]))"
    signed_in = tmp_path / "credentials.json"
    signed_in.write_text(json.dumps(client.Credentials.from_login_data(amazon.login_data(account)).as_dict()))
    monkeypatch.setitem(sys.modules, "amazon", client)
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102 - the project's own README
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    names["ClientSession"] = partial(ClientSession, connector=connector)
    await names["main"](str(signed_in))
    printed = capsys.readouterr().out.splitlines()
    now = int(time.time() * 1000)
    assert len(printed) == account.held_between(now - DAY, now) > 0
