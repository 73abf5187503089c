"""What the documents show works, and what they list is complete."""

from collections import Counter
from datetime import UTC, datetime
import json
import os
import re
import tomllib
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util.yaml import load_yaml_dict
import pytest
import voluptuous as vol

from custom_components.alexa_privacy.amazon import clock
from custom_components.alexa_privacy.amazon.deleters import Method
from custom_components.alexa_privacy.amazon.phrases import LANGUAGES
from custom_components.alexa_privacy.amazon.recipes import (
    document as amazon_recipes,
    request_form,
    template as templates,
    template_check,
)
from custom_components.alexa_privacy.amazon.recipes.document import parse_recipes
from custom_components.alexa_privacy.amazon.recipes.model import MOST_BATCH, DeleteRecipe
from custom_components.alexa_privacy.amazon.recordings import Kind
from custom_components.alexa_privacy.const import (
    CONF_NOTIFY,
    CONF_NOTIFY_ABOUT,
    CONF_POLL_MINUTES,
    CONF_RESCAN_REQUESTS,
    CONF_WHO_MAY,
    DEFAULT_RESCAN_REQUESTS,
    DOCUMENTATION,
    DOMAIN,
    TIMING,
)
from custom_components.alexa_privacy.counts import rescan as audit, statistics
from custom_components.alexa_privacy.deletion import nightly, receipts
from custom_components.alexa_privacy.deletion.models import Job
from custom_components.alexa_privacy.deletion.receipts import Status
from custom_components.alexa_privacy.deletion.scope import Scope
from custom_components.alexa_privacy.options.schema import preferences
from custom_components.alexa_privacy.recorder_copies import find as copies_find
from custom_components.alexa_privacy.settings import setting_guard as guard
from custom_components.alexa_privacy.teaching import teaching_session as teaching
from tests.amazon_double import Account
from tests.conftest import SetUp
from tests.helpers.documents import (
    DOCUMENTS,
    REPOSITORY,
    ROOT,
    SITE,
    blocks,
    leads_somewhere,
    links,
    opening,
    page,
    prose,
    section,
    words,
)

INTEGRATION = ROOT / "custom_components" / DOMAIN
ENGLISH = json.loads((INTEGRATION / "translations/en.json").read_text())
MADE_UP = "/alexa-privacy/made-up/"
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES_OF_A_PICTURE = 150_000
# What the documents name that others show.
OTHERS = {
    "Home Assistant": (
        "Actions|Add from link|Add integration|Configure|Create automation|Devices & services|Ignore|Integration"
        "|Marketplace|Media|Notification|OK|Problem|Reconfigure|Repairs|Settings|System|System information|Tools"
    ),
    "HACS": "Custom repositories",
    "Browsers": (
        "Advanced|Export|Export HAR|Network|Persist Logs|Preserve Log"
        "|Preserve log|Save All As HAR|Save all as HAR with content"
    ),
    "Amazon": "Manage Your Alexa Data|Review Voice History",
    "GitHub": "A request cannot be learned|Check|Documentation|GitHub Actions|Lock|Pages|Release|Source",
}
# Words for which there is a usual one, such as fix, again, anyone, shows and tested.
UNUSUAL = r"mend\w*|anew|who(?:m|so)?ever|tells?|told|hear[sd]?|proven?|rehears\w*|any more|set aside|afresh"
BRITISH = (
    r"\w*(?:behaviour|colour|favour|neighbour|recognis|organis|initialis|cancelled|cancelling|labell|travell|grey)\w*"
)
# The folders of the repository; site/ is built.
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"site"}
# What users see, and may follow a link from.
SHOWN = ("custom_components", "blueprints", ".github")
MOST_LINES_OF_THE_README = 200
ALL = "\n".join(DOCUMENTS.values())
REQUESTS = page("requests")
WORDS = words(ALL)
GUIDE = "\n".join(text for name, text in DOCUMENTS.items() if name.startswith(("README", "docs/")))


def named(text: str) -> set[str]:
    """Return what the first column of a text's tables names."""
    cells = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_fields_and_answers_are_listed() -> None:
    """Every field, kind and status is told, and none that is not there."""
    services = load_yaml_dict(INTEGRATION / "services.yaml")
    shared = opening(page("actions"))
    delete = section(page("actions"), "`alexa_privacy.delete_recordings`")
    tables = [named(part) for part in delete.split("\n### ")]
    assert named(shared) | tables[0] == services["delete_recordings"]["fields"].keys()
    assert named(shared) | {"limit"} == services["get_recordings"]["fields"].keys()
    assert named(section(page("copies"), "`alexa_privacy.purge_copies`")) == services["purge_copies"]["fields"].keys()
    assert tables[1] == Job(scope=Scope()).receipt(Status.RUNNING).as_dict().keys()
    assert all(f"`{kind}`" in shared for kind in Kind)
    assert all(f"`{status}`" in delete for status in Status)
    assert all(f"`{method}`" in delete for method in Method)


def test_sources_of_copies_are_told() -> None:
    """Every attribute and event that is looked for is listed."""
    told = opening(page("copies"))
    looked_for = {*copies_find._EVENTS, *frozenset().union(*copies_find._ATTRIBUTES.values())}
    assert {name for name in looked_for if f"`{name}`" not in told} == set()


@pytest.fixture
def records() -> list[dict[str, Any]]:
    """Return recordings as Amazon lists them."""
    account = Account.generate(seed=3, size=3, now=datetime.now(UTC), days=1)
    return [recording.record() for recording in account.recordings]


@pytest.mark.parametrize("example", blocks("json", REQUESTS))
def test_learned_requests_render(example: str, records: list[dict[str, Any]]) -> None:
    """Every learned request shown is accepted, and gives a request to an address that is plainly made up."""
    recipes = parse_recipes(example)
    values: dict[str, Any] = {"csrf": "made-up-token", "recordings": records, "recording": records[0]}
    values |= {"start": 0, "end": 1, "now": {"settings": {"language": "en"}}, "page": 2}
    deletes = [recipes.delete_recordings, recipes.delete_range, recipes.delete_everything]
    requests = [delete.request for delete in deletes if isinstance(delete, DeleteRecipe)]
    for switch in recipes.switches.values():
        assert switch.read
        requests += [*switch.set.values(), switch.read.request]
        values["value"] = switch.values["on"]
    for history in recipes.histories.values():
        assert history.listing
        assert history.listing.more
        entry = {"meta": {"id": "made-up"}}
        requests += [history.listing.request, history.listing.more]
        assert history.delete.request.render(values | {"recording": entry}).target.startswith(MADE_UP)
    assert requests
    for request in requests:
        assert request.render(values).target.startswith(MADE_UP)


def test_addresses_of_requests_are_made_up() -> None:
    """No example could be taken for an address of Amazon's."""
    paths = re.findall(r"/alexa-privacy/[^\s`\"]+", "".join(blocks("json", REQUESTS)))
    assert paths
    assert all(path.startswith(MADE_UP) for path in paths)


def test_reference_is_complete() -> None:
    """Every key, filter and operation of learned requests is told, and none that is not there."""
    document = {"version", "delete_recordings", "delete_range", "delete_everything", "switches", "selects", "histories"}
    listing = {"listing", "delete", "request", "records", "id", "time", "unit", "device", "more", "next"}
    setting, reading = {"set", "values", "read", "first"}, {"request", "at", "inside", "null", "member", "means"}
    assert named(section(REQUESTS, "The document")) == document | listing | setting | reading | {"header"}
    assert all(f"`{name}`" in section(REQUESTS, "The document") for name in amazon_recipes.SWITCHES)
    assert named(section(REQUESTS, "A request")) == {"method", "path", "query", "headers", *request_form._BODIES}
    assert {name.partition(".")[0] for name in named(section(REQUESTS, "Placeholders"))} >= request_form._COMMON
    filters = section(REQUESTS, "Placeholders").partition("| Filter |")[2]
    assert {name.partition(":")[0] for name in named(filters)} == templates.FILTERS.keys()
    assert {name.partition(":")[0] for name in named(filters) if ":" in name} == template_check._WITH_ARGUMENT
    operations = section(REQUESTS, "Operations")
    assert all(f'"{key}"' in operations for keys in template_check._OPERATIONS for key in keys)
    assert all(f"`{name}`" in operations for name in templates.TEXT_FILTERS)
    assert f"most {MOST_BATCH})" in section(REQUESTS, "The document")
    assert f"most {amazon_recipes.MOST_BYTES // 1024} KiB" in section(REQUESTS, "The document")
    assert f"{template_check.MOST_DEPTH} levels" in operations


def test_sources_of_phrases_are_told() -> None:
    """Every language is listed once, with where its phrases come from."""
    rows = re.findall(r"^\| (`.+?) \| (\w+) \| (\w+) \|", page("voice"), re.MULTILINE)
    told = [(code, sources) for codes, *sources in rows for code in re.findall(r"`(.+?)`", codes)]
    assert sorted(code for code, _ in told) == sorted(LANGUAGES)
    assert {source for _, sources in told for source in sources} == {"documented", "reported", "translated"}


def test_names_are_those_of_the_interface() -> None:
    """What stands in italics is called so by the integration, or by others; all menus of the options are named."""
    named = re.findall(r"(?<!\*)\*([^*|]+)\*", words(re.sub(r"`[^`]*`", "", prose(GUIDE))).replace("**", ""))
    shown = {label for name in named for label in name.split(" → ")}
    choices = [name for step in ENGLISH["options"]["step"].values() for name in step.get("menu_options", {}).values()]
    # A lesson's choice ends with its status.
    menus = {re.sub(r" \(\{\w+\}\)$", "", name) for name in choices}
    ours = {*texts(), *statistics._NAMES.values(), *menus}
    assert shown - ours == set("|".join(OTHERS.values()).split("|"))
    assert menus
    assert menus - shown == set()


def texts(room: dict[str, Any] = ENGLISH) -> list[str]:
    """Return all that stands in a room of the English translation."""
    return [text for value in room.values() for text in (texts(value) if isinstance(value, dict) else [value])]


def test_preferences_are_told() -> None:
    """Every preference stands in its table with what it is unless chosen otherwise, and none that is not there."""
    told = dict(re.findall(r"^\| \*(.+?)\* \| (.+?) \|", section(page("first-steps"), "Preferences"), re.MULTILINE))
    names = ENGLISH["options"]["step"]["preferences"]["data"]
    defaults = preferences({})({})
    usual = {name: "on" if default else "off" for name, default in defaults.items() if type(default) is bool}
    usual |= {CONF_POLL_MINUTES: f"{defaults[CONF_POLL_MINUTES]} minutes", CONF_WHO_MAY: defaults[CONF_WHO_MAY]}
    usual |= {CONF_NOTIFY: "none" if defaults[CONF_NOTIFY] == [] else "", CONF_NOTIFY_ABOUT: "the four problems"}
    assert defaults[CONF_NOTIFY_ABOUT] == ["night_failed", "review_on", "deletion_stopped", "sign_in"]
    usual[CONF_RESCAN_REQUESTS] = f"{defaults[CONF_RESCAN_REQUESTS]}"
    assert told == {names[name]: value for name, value in usual.items()}
    for name, text, least, most in (
        (CONF_POLL_MINUTES, "from 2 minutes to a day", 2, 24 * 60),
        (CONF_RESCAN_REQUESTS, "up to 5000; 0 turns it off", 0, 5000),
    ):
        assert text in WORDS
        assert [preferences({})({name: edge})[name] for edge in (least, most)] == [least, most]
        for beyond in (least - 1, most + 1):
            with pytest.raises(vol.Invalid):
                preferences({})({name: beyond})


def test_troubles_are_those_of_the_integration() -> None:
    """What is quoted stands in a text that owners see, and every repair is told."""
    rows = re.findall(r"^\| (.+?) \|", page("troubleshooting"), re.MULTILINE)
    quoted = [quote for row in rows for quote in re.findall(r"\"(.+?)\"", row)]
    shown = [re.sub(r"\{\w+\}", "…", text) for text in texts()]
    assert [quote for quote in quoted if not any(quote in text for text in shown)] == []
    assert [
        issue["title"]
        for issue in ENGLISH["issues"].values()
        if not any(issue["title"].startswith(quote) for quote in quoted)
    ] == []


def test_figures_are_those_of_the_code() -> None:
    """What the page says of times and limits is what the code keeps to."""
    first, second, third = (int(seconds) for seconds in TIMING.verify_after)
    later = f"after another {second} seconds and {third // 60} minutes"
    retries = [int(pause.total_seconds() // 60) for pause in nightly.RETRY_AFTER]
    told = [
        f"again after {', '.join(map(str, retries[:-1]))} and {retries[-1]} minutes",
        f"after {first} seconds and, while anything is still there, {later}",
        f"after {TIMING.answer_within:.0f} seconds at the latest",
        f"The limit is {teaching.MOST_BYTES // 1024**2} MB",
        f"at most {DEFAULT_RESCAN_REQUESTS} requests a day",
        f"the last {audit.RECENT.days} days and the oldest days every day",
    ]
    assert [text for text in told if text not in WORDS] == []
    blueprints = len(list((ROOT / "blueprints").rglob("*.yaml")))
    languages = len(list((INTEGRATION / "translations").iterdir()))
    assert (blueprints, languages, "five blueprints, and sentences in eight languages" in WORDS) == (5, 8, True)
    assert (receipts.MOST_RECEIPTS, "the last hundred receipts" in WORDS) == (100, True)
    assert (guard.OFTEN, "three times within a week" in WORDS) == (3, True)
    assert (TIMING.read_settings_every / 3600, "show within about two hours" in WORDS) == (2, True)
    assert (clock.TOLERANCE / 60_000, "more than ten minutes ahead" in WORDS) == (10, True)


def test_pictures_are_small_and_shown() -> None:
    """Every picture is shown, and none keeps the reader waiting."""
    pictures = list(PICTURES.iterdir())
    assert {picture.name for picture in pictures} == set(re.findall(r"\"(?:docs/)?pictures/([\w.-]+)\"", ALL))
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_BYTES_OF_A_PICTURE] == []


def test_the_readme_is_short() -> None:
    """What needs more room has a page of its own."""
    assert DOCUMENTS["README.md"].count("\n") <= MOST_LINES_OF_THE_README


def test_every_page_is_in_the_navigation() -> None:
    """The site's menu lists each page once, and the first page leads there."""
    project = tomllib.loads((ROOT / "zensical.toml").read_text())["project"]
    listed = [path for part in project["nav"] for pages in part.values() for path in paths(pages)]
    assert sorted(listed) == sorted(name.removeprefix("docs/") for name in DOCUMENTS if name.startswith("docs/"))
    assert [path for path in listed if path != "index.md" and f"]({path})" not in page("index")] == []
    assert (project["site_url"], project["repo_url"]) == (SITE, REPOSITORY)


def paths(pages: Any) -> list[str]:
    """Return the pages of a part of the menu."""
    return [pages] if isinstance(pages, str) else [path for page in pages for path in page.values()]


async def test_entities_are_listed(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The account's entities are those of the table, under the names and ids it gives."""
    entry = await set_up(account)
    registered = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    of_account = {
        entity.entity_id: entity.original_name
        for entity in registered
        if not any(device.serial in entity.unique_id for device in account.devices)
    }
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \|", page("entities"), re.MULTILINE)
    assert {entity_id: name for name, entity_id in rows} == of_account


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_are_whole(name: str) -> None:
    """No row of a table has a cell more or less than its head."""
    tables = re.findall(r"(?:^\|.*\n)+", prose(DOCUMENTS[name]), re.MULTILINE)
    for rows in (table.splitlines() for table in tables):
        assert len({row.count("|") for row in rows}) == 1, rows[0]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """Files that are linked to or shown exist, and so do sections."""
    assert [link for link in links(DOCUMENTS[name]) if not leads_somewhere(link, name)] == []


def test_links_of_the_integration_lead_somewhere() -> None:
    """What dialogs, forms and blueprints link to are pages, headings and files that exist."""
    shown = [
        path
        for folder in SHOWN
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".json", ".yaml", ".yml"}
    ]
    texts = [path.read_text().replace("{DOCUMENTATION}", DOCUMENTATION) for path in shown]
    found = {link for text in texts for link in re.findall(rf"(?:{SITE}|{REPOSITORY})[\w/#.-]*", text)}
    assert {f"{DOCUMENTATION}/teach/", f"{DOCUMENTATION}/requests/"} <= found
    assert [link for link in found if not leads_somewhere(link)] == []
    assert DOCUMENTATION == SITE


def test_pages_of_the_site_stay_in_it() -> None:
    """What a page links to outside of docs/ is named by its address in the repository: the site has pages only."""
    pages = {name: text for name, text in DOCUMENTS.items() if name.startswith("docs/")}
    assert [(name, link) for name, text in pages.items() for link in links(text) if link.startswith("../")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_can_be_run(name: str) -> None:
    """Every command that is named is there, and can be run."""
    for command in set(re.findall(r"(?<![\w/])scripts/\w+", DOCUMENTS[name])):
        assert os.access(ROOT / command, os.X_OK), command


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_exist(name: str) -> None:
    """Files and folders of the repository that are named are there."""
    named = re.findall(r"`((?:\w+/)+[\w.-]*)`", prose(DOCUMENTS[name]))
    ours = [path for path in named if path.partition("/")[0] in FOLDERS]
    assert [path for path in ours if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lines_are_short(name: str) -> None:
    """Lines of prose are as long as those of code; a picture, a row of a table or a link has to be one line."""
    lines = prose(DOCUMENTS[name]).splitlines()
    assert [line for line in lines if len(line) > 120 and not re.match(r"\| | *<img | *\S+$", line)] == []


def test_no_sentence_stands_twice() -> None:
    """Each fact has one place; the others link to it."""
    sentences = Counter(
        sentence
        for name, text in DOCUMENTS.items()
        if name != "CHANGELOG.md"
        for sentence in re.findall(r"(?<=[.:] )[A-Z][^.|`]{40,}[.]", words(prose(text)))
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS.keys() - {"CHANGELOG.md"}))
def test_words_are_plain(name: str) -> None:
    """Documents use the usual word, spelled as in Home Assistant; what the interface says is quoted as it is."""
    own = re.sub(r"`[^`]*`|\"[^\"]*\"|\*[^*]+\*|\(.*?\)", "", words(prose(DOCUMENTS[name])).replace("**", ""))
    assert re.findall(rf"\b(?:{UNUSUAL}|{BRITISH})\b", own, re.IGNORECASE) == []
