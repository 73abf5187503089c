"""Every reason for which nothing is learned is said in words."""

from pathlib import Path
import re

import orjson
import pytest

from custom_components import alexa_privacy
from custom_components.alexa_privacy.amazon.learn import REASONS

ROOM = Path(alexa_privacy.__file__).parent
ERRORS = orjson.loads((ROOM / "translations/en.json").read_bytes())["options"]["error"]


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_reason_has_words(reason: str) -> None:
    """The owner reads a sentence, not a key."""
    assert len(ERRORS[reason].split()) > 4


def test_reasons_are_complete() -> None:
    """No reason is raised that is not among them, and none is among them that nothing raises."""
    code = "\n".join(path.read_text() for path in (ROOM / "amazon/learn").rglob("*.py"))
    code = re.sub(r"^REASONS: Final = frozenset\(.*?^\)$", "", code, flags=re.DOTALL | re.MULTILINE)
    raised = set(re.findall(r'"((?:har|part|request|setting|delete|everything|range|history|too)_[a-z_]+)"', code))
    assert raised - {"delete_recordings", "delete_range", "delete_everything"} >= REASONS
    assert {each for each in raised if re.search(rf'(?:Error|Unexplained)\(\s*"{each}"', code)} <= REASONS
