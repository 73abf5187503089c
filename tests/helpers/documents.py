"""The README and the pages of the site, as the tests read them."""

import json
from pathlib import Path
import re

ROOT = Path(__file__).parents[2]
MANIFEST = json.loads((ROOT / "custom_components/alexa_privacy/manifest.json").read_text())
SITE: str = MANIFEST["documentation"]
REPOSITORY: str = MANIFEST["issue_tracker"].removesuffix("/issues")
FILES = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/*.md")),
    *sorted(ROOT.glob("custom_components/**/README.md")),
]
# Every document, by its path in the repository.
DOCUMENTS = {path.relative_to(ROOT).as_posix(): path.read_text() for path in FILES}


def page(name: str) -> str:
    """Return a page of the site."""
    return DOCUMENTS[f"docs/{name}.md"]


def blocks(language: str, document: str) -> list[str]:
    """Return a document's examples in one language, without the indent of a list that they stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", document, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def prose(document: str) -> str:
    """Return a document without its examples."""
    return re.sub(r"^ *```.*?^ *```", "", document, flags=re.MULTILINE | re.DOTALL)


def section(document: str, title: str) -> str:
    """Return one section of a document, with those below it."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^(?!\1#)#+ |\Z)", prose(document), re.MULTILINE | re.DOTALL)
    assert found, title
    return found[2]


def opening(document: str) -> str:
    """Return what stands before a document's first section."""
    return document.partition("\n## ")[0]


def words(document: str) -> str:
    """Return a document with its lines joined."""
    return " ".join(document.split())


def anchors(document: str) -> set[str]:
    """Return what a document's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def links(document: str) -> list[str]:
    """Return where a document's links and pictures lead."""
    return re.findall(r"(?:\]\(|<img src=\")([^)\s\"]+)", prose(document))


def leads_somewhere(link: str, start: str = "README.md") -> bool:
    """Return whether the file and the heading that a link in a document names exist; other sites are not asked."""
    target, _, anchor = link.partition("#")
    base = (ROOT / start).parent
    if link.startswith(SITE):
        base, target = ROOT / "docs", f"{target.removeprefix(SITE).strip('/') or 'index'}.md"
    elif repository := re.match(rf"{REPOSITORY}/(?:blob|tree)/main/", target):
        base, target = ROOT, target[repository.end() :]
    elif link.startswith("https://"):
        return True
    path = (base / target if target else ROOT / start).resolve()
    name = path.relative_to(ROOT).as_posix()
    return path.exists() and (not anchor or anchor in anchors(DOCUMENTS.get(name, "")))
