"""What is shared holds nothing of its owner."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.recipes.document import SWITCHES
from scripts.check_recipe_files import complaints, main
from tests.amazon_double import DIALECTS, Account, AmazonDouble


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_learned_requests_may_be_shared(amazon: AmazonDouble, dialect: str) -> None:
    """Recipes of every dialect hold nothing personal; what only a lesson may teach is named."""
    found = complaints(orjson.dumps(amazon.dialects[dialect].recipes()).decode())
    refused = {complaint.split()[0] for complaint in found}
    switches = {f"/switches/{name}/read/request/method" for name in SWITCHES}
    assert refused == {"graphql": switches, "path": {"/delete_everything"}, "range": {"/delete_everything"}}.get(
        dialect, set()
    )


@pytest.mark.parametrize(
    "reading",
    [
        {"method": "POST", "path": "/alexa-privacy/made-up/settings"},
        {"method": "GET", "path": "/alexa-privacy/made-up/delete-all"},
        {"method": "GET", "path": "/alexa-privacy/made-up/history", "query": [["do", "clearHistory"]]},
        {"method": "GET", "path": "/alexa-privacy/made-up/%2564elete"},
    ],
)
def test_readings_that_may_write_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], reading: Any) -> None:
    """A reading is sent without a click: a file with one that may delete is refused, and the place is named."""
    switch = {
        "set": {"method": "POST", "path": "/alexa-privacy/made-up/set", "json": {"on": "{{value}}"}},
        "values": {"on": True, "off": False},
        "read": {"request": reading, "at": "/on"},
    }
    file = tmp_path / "shared.json"
    file.write_bytes(orjson.dumps({"version": 1, "switches": {"human_review": switch}}))
    assert main([str(file)]) == 1
    assert "/switches/human_review/read/request" in capsys.readouterr().out


def _with(value: Any) -> str:
    """Return learned requests with a constant in them."""
    request = {
        "method": "POST",
        "path": "/alexa-privacy/made-up/x",
        "json": {"a": value, "k": "{{recording.recordKey}}"},
    }
    return orjson.dumps({"version": 1, "delete_recordings": {"request": request}}).decode()


@pytest.mark.parametrize(
    "value",
    [
        "mia@example.org",
        "mia%40example.org",
        "mia\uff20example.org",
        "262-1234567-7654321",
        "192.168.178.23",
        "AA:BB:CC:0D:EE:0F",
        "+49 171 1234567",
        "amzn1.account.AEXAMPLE",
        "A1MADEUPCUSTOMER",
        "G0123456789ABCDEF",
        "A1#1634190270481#T#S",
        "T:1.0/2021/10/14/05/DEVICE_UNSPECIFIED/44:28::TNIH_2V.X/0",
        1634190270481,
        1634190270,
        "2021-10-14T05:44:28Z",
        "gABCdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ==",
        "123e4567-e89b-12d3-a456-426614174000",
        "v1:hQ7xK93pLm5vTz81RwY2",
        "7261849305127384",
    ],
)
def test_what_is_personal_is_refused(value: Any) -> None:
    """The place is named, the value is not."""
    (complaint, *_) = complaints(_with(value))
    assert "/json/a" in complaint
    assert str(value) not in complaint


def test_what_is_malformed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file the integration would not take is not shared either."""
    file = tmp_path / "mine.json"
    file.write_text('{"version": 2}')
    assert main([str(file)]) == 1
    assert "recipe_version" in capsys.readouterr().out


def test_generated_accounts_are_refused() -> None:
    """What stands in the stand-in's records is recognised."""
    record = Account.generate(seed=3, size=5).records[0]
    assert complaints(_with(record["recordKey"]))
