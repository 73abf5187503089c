"""Other histories of a whole Home Assistant: what lessons and tests would have left behind, without giving any."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
from typing import Any

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN
from custom_components.alexa_privacy.teaching.request_status import RequestStatuses

from .client import HomeClient
from .process import HomeProcess


def teach_histories(home: HomeProcess, entry_id: str, histories: dict[str, Any]) -> None:
    """Teach histories by their documents' parts, while Home Assistant is stopped."""
    with stored(home.folder / ".storage" / "core.config_entries") as data:
        entry = next(each for each in data["entries"] if each["entry_id"] == entry_id)
        document = {**entry["options"][CONF_RECIPES], "histories": histories}
        names = {key: key.replace("_", " ").capitalize() for key in histories}
        entry["options"] |= {CONF_RECIPES: document, CONF_SETTING_NAMES: names}
    with stored(home.folder / ".storage" / f"{DOMAIN}.{entry_id}") as data:
        statuses = RequestStatuses.from_dict(data["request_statuses"]).under(document)
        statuses.learn(histories)
        for key in histories:
            statuses.works(key)
        data["request_statuses"] = statuses.as_dict()


async def history_entity(client: HomeClient, history: str, key: str) -> str:
    """Return the id of a history's entity."""
    entities = await client.command("config/entity_registry/list")
    end = f"_history_{history}_{key}"
    return next(str(each["entity_id"]) for each in entities if each["unique_id"].endswith(end))


@contextmanager
def stored(path: Path) -> Iterator[dict[str, Any]]:
    """Change what one of Home Assistant's files holds."""
    content = json.loads(path.read_text())
    yield content["data"]
    path.write_text(json.dumps(content))
