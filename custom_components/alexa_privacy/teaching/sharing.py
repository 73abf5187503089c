"""Finds requests that others have tested, and prepares sharing of one that was tested here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from homeassistant.const import __version__ as home_assistant_version
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
from homeassistant.util import dt as dt_util
import orjson

from ..account import PrivacyConfigEntry
from ..amazon.learn.answer_index import AnswerIndex
from ..amazon.learn.leak_checks import ConstantChecks
from ..amazon.recipes.document import MOST_BYTES
from ..amazon.recipes.import_rules import objections
from ..amazon.recipes.request_form import RecipeError
from ..amazon.recipes.shared_file import (
    SHAREABLE,
    SharedRequest,
    file_name,
    personal_parts,
    read_shared,
    texts,
    without_placeholders,
)
from ..const import DOMAIN, LOGGER
from .request_status import RequestStatuses, only
from .trial import list_newest

FOLDER: Final = Path(__file__).parents[1] / "shared_requests"
LONGEST_ADDRESS: Final = 8000
"""About the longest address that GitHub accepts."""
_FORM: Final = "shared_request.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What an owner would share of a request; nothing is sent until they submit the form."""

    document: str
    """The request as JSON."""
    address: str
    """The address of the form in the project's tracker."""
    is_filled: bool
    """Whether the form contains the document; a long one does not fit into an address."""


def find_shared(site: str, lesson: str) -> SharedRequest | None:
    """Return the request of a lesson that others have tested on a site, such as `amazon.de`; it blocks.

    A file that is malformed or unsafe is skipped, with a warning.
    """
    if lesson not in SHAREABLE:
        return None
    path = FOLDER / file_name(site, lesson)
    try:
        if path.is_symlink():
            raise RecipeError("shared_link", "/")
        if not path.is_file():
            return None
        with path.open("rb") as file:
            # One more shows that it is too long.
            return read_shared(path.name, file.read(MOST_BYTES + 1))
    except (RecipeError, OSError, RecursionError) as err:
        LOGGER.warning("Shared request %s is not used: %s", path.name, err)
        return None


def shareable(statuses: RequestStatuses) -> list[str]:
    """Return the names of the requests that can be shared: tested and still working."""
    return [name for name in SHAREABLE if statuses.is_usable(name)]


async def contribute(hass: HomeAssistant, entry: PrivacyConfigEntry, lesson: str) -> Contribution:
    """Return what the owner would share of a tested request; raises RecipeError if it must not be, and AmazonError."""
    account = entry.runtime_data
    statuses = account.store.request_statuses
    if lesson not in shareable(statuses):
        raise RecipeError("share_untested", "/")
    document = only(account.requests.document, [lesson])
    newest = await list_newest(account.voice.history, account.voice.history.now())
    credentials, echoes = account.session.credentials, account.store.voice.ledger.echoes()
    ids = {
        each for each in (credentials.user_id, credentials.customer_id, credentials.serial, newest.customer_id) if each
    } | {*echoes}

    def check() -> None:
        """Check the request as an import, and against the account's data; in a thread."""
        for error in objections(document).values():
            raise error
        for where, _ in personal_parts(document):
            raise RecipeError("share_personal", where)
        checks = ConstantChecks(
            AnswerIndex([]),
            {recording.key: recording for recording in newest.recordings},
            customers=ids,
            tokens=[credentials.refresh_token, *account.session.cookies().values()],
            names=[*filter(None, echoes.values()), entry.title],
            moments=[account.voice.history.now()],
        )
        for where, text in texts(document):
            place, parts = tuple(where.split("/")), without_placeholders(text)
            # What a placeholder looks for may be somebody's, too.
            is_personal = checks.is_personal(text) or any(each in text for each in ids)
            if is_personal or any(checks.problem(part, place) is not None for part in parts):
                raise RecipeError("share_personal", where)

    await hass.async_add_executor_job(check)
    status, site = statuses.of(lesson), f"amazon.{credentials.domain}"
    assert status
    assert status.tested
    integration = await async_get_integration(hass, DOMAIN)
    fields = {
        "template": _FORM,
        "title": f"{site}: {lesson}",
        "site": site,
        "lesson": lesson,
        "tested": dt_util.as_local(status.tested).date().isoformat(),
        "home-assistant": home_assistant_version,
        "version": str(integration.version),
    }
    text = orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()
    tracker = (integration.issue_tracker or "").removesuffix("/")
    address, filled = (f"{tracker}/new?{urlencode(each)}" for each in (fields, {**fields, "document": text}))
    is_filled = len(filled) <= LONGEST_ADDRESS
    return Contribution(document=text, address=filled if is_filled else address, is_filled=is_filled)
