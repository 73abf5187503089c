"""A dashboard of one account's entities."""

from typing import Any

from .client import HomeClient

PATH = "alexa-privacy"
ICON = "mdi:microphone-off"
STATES = ("recordings", "recordings_today", "unintended_recordings", "last_recording", "oldest_recording")
RECEIPTS = ("deleted_recordings", "last_deletion")
COUNTS = ("recordings", "recordings_today", "unintended_recordings", "deleted_recordings")
SWITCHES = ("human_review", "message_review", "deletion_by_voice")
BUTTONS = ("delete_today", "purge_now")


async def install(home: HomeClient) -> str:
    """Show the dashboard in the sidebar; return its path."""
    cards = _cards(await home.entities())
    dashboard = {"url_path": PATH, "title": "Alexa Privacy", "icon": ICON, "show_in_sidebar": True}
    await home.command("lovelace/dashboards/create", require_admin=False, **dashboard)
    view = {"title": "Alexa Privacy", "path": "account", "icon": ICON, "cards": cards}
    await home.command("lovelace/config/save", url_path=PATH, config={"views": [view]})
    return f"/{PATH}/account"


def _cards(entities: dict[str, str]) -> list[dict[str, Any]]:
    """Lay the cards out; an entity that is not there is left out."""

    def known(keys: tuple[str, ...]) -> list[str]:
        return [entities[key] for key in keys if key in entities]

    return [
        {"type": "entities", "title": "What Amazon holds", "entities": known(STATES)},
        {"type": "entities", "title": "Verified deletions", "entities": known(RECEIPTS + BUTTONS)},
        {"type": "entities", "title": "Review by people", "entities": known(SWITCHES), "show_header_toggle": False},
        {"type": "history-graph", "title": "Recordings, last hours", "hours_to_show": 6, "entities": known(COUNTS)},
        {
            "type": "statistics-graph",
            "title": "Recordings, last days",
            "days_to_show": 7,
            "period": "hour",
            "stat_types": ["state", "max"],
            "chart_type": "line",
            "entities": known(COUNTS),
        },
        {"type": "logbook", "title": "What happened", "hours_to_show": 6, "target": {"entity_id": known(SWITCHES)}},
    ]
