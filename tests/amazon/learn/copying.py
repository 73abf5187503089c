"""How developer tools write a request down: as a command for bash or cmd, or as a call of fetch."""

from collections.abc import Callable, Mapping
import json
import re

type Copy = Callable[[str, str, Mapping[str, str], str | None], str]


def as_bash(method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
    """Write a request as Chrome's and Firefox's "Copy as cURL" do."""
    parts = [f"curl {_bash(url)}", f"-X {_bash(method)}"]
    parts += [f"-H {_bash(f'{name}: {value}')}" for name, value in headers.items() if name.lower() != "cookie"]
    parts += [f"-b {_bash(value)}" for name, value in headers.items() if name.lower() == "cookie"]
    parts += [f"--data-raw {_bash(body)}"] if body is not None else []
    return " \\\n  ".join([*parts, "--compressed"])


def _bash(text: str) -> str:
    """Quote for bash."""
    if not re.search(r"[\0-\x1f\x7f-\x9f!']", text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return "$'" + re.sub(r"[\0-\x1f\x7f-\x9f!]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + "'"


def as_cmd(method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
    """Write a request as Chrome's "Copy as cURL (cmd)" does."""
    parts = [f"curl {_cmd(url)}", f"-X {_cmd(method)}"]
    parts += [f"-H {_cmd(f'{name}: {value}')}" for name, value in headers.items()]
    parts += [f"--data-raw {_cmd(body)}"] if body is not None else []
    return " ^\r\n  ".join(parts)


def _cmd(text: str) -> str:
    """Quote for cmd, and for the program behind it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = re.sub(r"[^a-zA-Z0-9\s_\-:=+~'/.,?;()*`]", r"^\g<0>", text)
    text = re.sub(r"%(?=[a-zA-Z0-9_])", "%^", text)
    return '^"' + re.sub(r"\r?\n", "^\n\n", text) + '^"'


def as_old_cmd(method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
    """Write a request as Firefox's "Copy as cURL (Windows)" did."""
    quote = '"{}"'.format
    words = [url, *(f"{name}: {value}" for name, value in headers.items()), *([body] if body is not None else [])]
    quoted = [quote(word.replace("\\", "\\\\").replace('"', '""')) for word in words]
    options = ["", *("-H " for _ in headers), "--data-raw "]
    parts = [option + word for option, word in zip(options, quoted, strict=False)]
    return " ^\r\n  ".join(["curl " + parts[0], f'-X "{method}"', *parts[1:]])


def as_fetch(method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
    """Write a request as "Copy as fetch" does."""
    options = {"headers": dict(headers), "body": body, "method": method, "mode": "cors", "credentials": "include"}
    return f"fetch({json.dumps(url)}, {json.dumps(options, indent=2)});"


def as_awaited_fetch(method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
    """Write a request as Firefox's "Copy as Fetch" does."""
    options = {"credentials": "include", "headers": dict(headers), "method": method, "mode": "cors"}
    if body is not None:
        options["body"] = body
    return f"await fetch({json.dumps(url)}, {json.dumps(options, indent=4)});"


COPIES: dict[str, Copy] = {copy.__name__: copy for copy in (as_bash, as_cmd, as_old_cmd, as_fetch, as_awaited_fetch)}
