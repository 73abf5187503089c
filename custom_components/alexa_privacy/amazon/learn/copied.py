"""Requests as a browser's developer tools copy them: "Copy as cURL", in its bash and cmd forms, and "Copy as fetch"."""

from collections.abc import Iterator
from itertools import islice
from json import JSONDecodeError, JSONDecoder
import re
from typing import Any, Final
from urllib.parse import urlsplit

from .exchange import Exchange, is_site, read_exchange
from .learn_error import LearnError
from .work import limited_to, spend

MOST_CHARACTERS: Final = 128 * 1024
_MOST_REQUESTS: Final = 50
_MOST_WORK: Final = 1_000_000
# No two matches can begin in the same run of spaces: each part of the text is looked at once.
_CURL: Final = re.compile(r"(?:^|[\n;&|$>])[^\S\n]*+curl(?:\.exe)?\s", re.IGNORECASE)
_FETCH: Final = re.compile(r"(?:^|[\n;({])[^\S\n]*+(?:await\s++)?fetch\(\s*+(?=\")")
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "a": "\a", "e": "\x1b"}
_ANSI: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
_BODY: Final = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_WITH_VALUE: Final = (
    frozenset({"-X", "--request", "-H", "--header", "-b", "--cookie", "-A", "--user-agent", "-e", "--referer"})
    | {"-x", "--proxy", "-o", "--output", "--max-time", "--url", "-m"}
    | {"--data-urlencode", "-u", "--user"}
)

type _Headers = list[tuple[str, str]]
type _Request = tuple[str, str, _Headers, str | None]


def read_copied(text: str, *, site: str | None = None) -> list[Exchange]:
    """Return the pasted requests in their order; what is secret in them is dropped at once.

    Raises LearnError copied_unreadable, copied_too_large, or copied_other_site where one goes elsewhere.
    """
    if len(text) > MOST_CHARACTERS:
        raise LearnError("copied_too_large")
    with limited_to(_MOST_WORK):
        try:
            found = [*islice(_read_curls(text), _MOST_REQUESTS + 1), *islice(_read_fetches(text), _MOST_REQUESTS + 1)]
        except (ValueError, IndexError, OverflowError) as err:
            raise LearnError("copied_unreadable") from err
        if not found or len(found) > _MOST_REQUESTS:
            raise LearnError("copied_unreadable")
        return [_exchange(request, site) for _, request in sorted(found, key=lambda each: each[0])]


def _exchange(request: _Request, site: str | None) -> Exchange:
    """Return one request, if it goes to the account's site."""
    method, url, headers, body = request
    host = _host(url)
    own = site or f"https://{host}"
    if not host or not re.fullmatch(r"www\.amazon\.[a-z.]{2,8}", host) or not is_site(url, own):
        raise LearnError("copied_other_site", site=_host(own) or "")
    return read_exchange(method, url, headers, body)


def _host(url: str) -> str | None:
    """Return an address' host."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _read_fetches(text: str) -> Iterator[tuple[int, _Request]]:
    """Read calls of fetch, whose arguments are JSON."""
    decoder = JSONDecoder()
    for call in _FETCH.finditer(text):
        try:
            url, end = decoder.raw_decode(text, call.end())
            between = re.compile(r"\s*,\s*(?=\{)").match(text, end)
            options: Any = decoder.raw_decode(text, between.end())[0] if between else {}
        except JSONDecodeError, RecursionError:
            raise LearnError("copied_unreadable") from None
        headers, body = options.get("headers", {}), options.get("body")
        pairs = [(name, str(value)) for name, value in headers.items()] if isinstance(headers, dict) else []
        method = options.get("method", "GET")
        yield call.start(), (str(method), url, pairs, body if isinstance(body, str) else None)


def _read_curls(text: str) -> Iterator[tuple[int, _Request]]:
    """Read command lines of curl."""
    begin = 0
    for start in _CURL.finditer(text):
        # What looks like a command inside a quoted body belongs to it.
        if start.end() < begin:
            continue
        words, begin = _words(text, start.end())
        yield start.start(), _command(words)


def _command(words: list[str]) -> _Request:
    """Return method, address, headers and body of one command line."""
    method, url, body = "", "", None
    headers: _Headers = []
    rest = iter(words)
    for word in rest:
        option, equals, joined = word.partition("=") if word.startswith("--") else (word, "", "")
        if option in _BODY:
            value = joined if equals else next(rest, "")
            body = value if body is None else f"{body}&{value}"
            if option == "--json":
                headers.append(("content-type", "application/json"))
        elif option in _WITH_VALUE:
            value = joined if equals else next(rest, "")
            if option in {"-X", "--request"}:
                method = value
            elif option in {"-H", "--header"}:
                name, _, content = value.partition(":")
                headers.append((name.strip(), content.strip()))
            elif option == "--url":
                url = value
        elif not word.startswith("-"):
            url = url or word
    if body is not None and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", "application/x-www-form-urlencoded"))
    return method or ("GET" if body is None else "POST"), url, headers, body


def _words(text: str, at: int) -> tuple[list[str], int]:
    """Return the words of one command line, and where it ends."""
    line = text[at:]
    if re.match(r"\s*\^\"", line) or re.search(r"\^\r?\n", line.split("curl ", 1)[0]):
        words, used = _cmd_words(line)
    else:
        words, used = _bash_words(line)
    return words, at + used


def _bash_words(line: str) -> tuple[list[str], int]:
    """Split as bash does: quotes, $'…' and escapes; an unquoted end of line ends the command."""
    words: list[str] = []
    word: str | None = None
    at = 0
    while at < len(line):
        spend()
        piece = _BASH.match(line, at)
        if piece is None:
            raise ValueError("a quote does not end")
        at = piece.end()
        if piece["end"] is not None:
            break
        if piece["gap"] is not None:
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + _bash_text(piece)
    return (words if word is None else [*words, word]), at


_BASH: Final = re.compile(
    r"(?P<gap>(?:[ \t]|\\\r?\n)++)|(?P<end>\r?\n|;|&++|\|++)|\$'(?P<ansi>(?:[^'\\]|\\.)*+)'|'(?P<single>[^']*+)'"
    r'|"(?P<double>(?:[^"\\]|\\.)*+)"|\\(?P<escaped>.)|(?P<plain>[^\s\'"\\;&|$]++|\$)',
    re.DOTALL,
)


def _bash_text(piece: re.Match[str]) -> str:
    """Return what a piece of a word says."""
    if (ansi := piece["ansi"]) is not None:
        return _ANSI.sub(_ansi, ansi)
    if (double := piece["double"]) is not None:
        return re.sub(r"\\([$`\"\\]|\n)", lambda found: found[1].strip("\n"), double)
    return next(text for text in (piece["single"], piece["escaped"], piece["plain"]) if text is not None)


def _ansi(found: re.Match[str]) -> str:
    """Return the character of an escape in $'…'."""
    digits = found[1] or found[2] or found[3]
    return chr(int(digits, 16)) if digits else _ESCAPES.get(found[4], found[4])


def _cmd_words(line: str) -> tuple[list[str], int]:
    """Split as cmd and then a program's start-up do: carets go first, then quotes are taken off."""
    plain, used = _without_carets(line)
    words: list[str] = []
    word: str | None = None
    at = 0
    while at < len(plain):
        spend()
        piece = _CMD.match(plain, at)
        if piece is None:
            raise ValueError("a quote does not end")
        at = piece.end()
        if piece["gap"] is None:
            word = (word or "") + (piece["plain"] or _cmd_text(piece["quoted"] or ""))
        elif word is not None:
            words.append(word)
            word = None
    return (words if word is None else [*words, word]), used


_CMD: Final = re.compile(r'(?P<gap>\s++)|(?P<plain>[^\s"]++)|"(?P<quoted>(?:[^"\\]|\\.|"")*+)"', re.DOTALL)


def _cmd_text(quoted: str) -> str:
    """Return what stands between quotes."""
    return re.sub(r'\\([\\"])|""', lambda found: found[1] or '"', quoted)


def _without_carets(line: str) -> tuple[str, int]:
    """Take escapes off; an end of line without one ends the command."""
    plain = ""
    at = 0
    quoted = False
    while at < len(line):
        spend()
        character = line[at]
        if character == "^" and not quoted:
            continued = re.compile(r"\^\r?\n(\r?\n)?").match(line, at)
            if continued:
                plain += "\n" if continued[1] else " "
                at = continued.end()
            else:
                plain += line[at + 1 : at + 2]
                at += 2
            continue
        if character in "\r\n&|" and not quoted:
            break
        if character == '"':
            quoted = not quoted
        plain += character
        at += 1
    return plain, at
