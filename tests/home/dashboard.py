"""A dashboard of one account: the integration's own card, and Home Assistant's."""

from typing import Any

from .client import DOMAIN, HomeClient

PATH = "alexa-privacy-figures"
ICON = "mdi:microphone-off"
HELD = (
    "recordings",
    "recordings_today",
    "recordings_7_days",
    "recordings_30_days",
    "unintended_recordings",
    "last_recording",
    "oldest_recording",
)
CHANGING = ("recordings", "recordings_today")
DELETED = ("deleted_recordings", "last_deletion", "purge_progress", "delete_today", "cancel_purge")
NIGHTLY = ("nightly_purge", "keep_days", "next_purge")
REVIEW = ("protection", "human_review", "message_review", "deletion_by_voice")
SHORT = {"unintended_recordings": "Unintended", "keep_days": "Keep for"}
"""What leaves room for a figure beside it."""


async def install(home: HomeClient) -> str:
    """Show the dashboard in the sidebar; return its path."""
    cards = _cards(await home.entities(), await home.echo_entities("recordings"), await statistics(home))
    dashboard = {"url_path": PATH, "title": "Alexa figures", "icon": ICON, "show_in_sidebar": True}
    await home.command("lovelace/dashboards/create", require_admin=False, **dashboard)
    view = {"title": "Alexa Privacy", "path": "account", "icon": ICON, "cards": cards}
    await home.command("lovelace/config/save", url_path=PATH, config={"views": [view]})
    return f"/{PATH}/account"


async def statistics(home: HomeClient) -> list[str]:
    """Return the account's long-term statistics: they are there once all is counted."""
    known = await home.command("recorder/list_statistic_ids")
    return sorted(str(each["statistic_id"]) for each in known if each["source"] == DOMAIN)


def _cards(account: dict[str, str], echoes: list[str], statistics: list[str]) -> list[dict[str, Any]]:
    """Return the cards; an entity that is not there is left out."""

    def known(keys: tuple[str, ...]) -> list[str]:
        return [account[key] for key in keys if key in account]

    short = {account[key]: name for key, name in SHORT.items() if key in account}

    def entities(title: str, ids: list[str], name: str = "entity") -> dict[str, Any]:
        rows = [{"entity": entity_id, "name": short.get(entity_id, {"type": name})} for entity_id in ids]
        return {"type": "entities", "title": title, "show_header_toggle": False, "entities": rows}

    return [
        {"type": "custom:alexa-privacy-card"},
        {
            "type": "statistics-graph",
            "title": "Recordings made",
            "chart_type": "bar",
            "period": "week",
            "days_to_show": 400,
            "stat_types": ["change"],
            "entities": statistics,
        },
        entities("What Amazon holds", known(HELD)),
        entities("Protection", known(REVIEW)),
        entities("Every night", known(NIGHTLY)),
        entities("By Echo", echoes, name="device"),
        entities("Deleted and verified", known(DELETED)),
        {
            "type": "history-graph",
            "title": "The last hour",
            "hours_to_show": 1,
            "entities": known(CHANGING),
        },
    ]
