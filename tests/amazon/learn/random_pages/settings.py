"""Random pages of settings: random requests, readings, extras, and what else they tell."""

from collections.abc import Callable
from hashlib import md5
from random import Random
from typing import Any

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.settings_simulator import NAMES, SettingApp, State, judge_setting, setting_lesson
from tests.amazon.learn.simulator import Moment, Verdict, form, post, send

_WAYS: dict[str, tuple[Any, Any]] = {
    "booleans": (True, False),
    "words": ("ENABLED", "DISABLED"),
    "small words": ("on", "off"),
    "numbers": (1, 0),
    "texts": ("true", "false"),
    "consents": ("OPT_IN", "OPT_OUT"),
    "letters": ("Y", "N"),
}
_EXTRAS: dict[str, Callable[[Moment], Any]] = {
    "source": lambda m: "settings-page",
    "schema": lambda m: 3,
    "requestId": lambda m: m.uuid,
    "clientTime": lambda m: m.time,
    "changedOn": lambda m: m.utc("%Y-%m-%d"),
    "locale": lambda m: "de-DE",
}
_UNKNOWN: dict[str, Callable[[Moment], Any]] = {
    "sessionId": lambda m: f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):08d}-1234567",
    "seq": lambda m: m.number,
    "nonce": lambda m: m.code,
}
# What a page tells besides, which may follow some flips, or all.
_BESIDES: dict[str, Callable[[State, Moment], Any]] = {
    "tour": lambda s, m: {"seen": m.number > 6},
    "clock": lambda s, m: {"now": m.iso(), "ms": m.time},
    "visits": lambda s, m: {"count": m.number},
    "previous": lambda s, m: {"previousValue": s["previous"]["people"]},
    "changed": lambda s, m: {"changed": s["previous"]["people"] != s["people"]},
    "odd": lambda s, m: {"odd": m.number % 2 == 0},
    "banner": lambda s, m: {"show": not s["people"]},
    "chances": lambda s, m: {
        f"x{number}": md5(f"{number} {m.number}".encode()).digest()[0] % 2 == 0 for number in range(12)
    },
    "constant": lambda s, m: {"available": True, "names": ["a", "b"]},
}


def verdict(seed: int) -> tuple[bool, list[str], Verdict]:
    """Teach and use a random page; return whether an exact recipe exists, what it is, and what became of it."""
    random = Random(seed)
    way, told_way = random.choice(list(_WAYS)), random.choice(list(_WAYS))
    naming = random.choice(("member", "name", "address", "rows", "header", "whole", "old and new", "operation"))
    transport = random.choice(("json", "json", "form", "query", "inner"))
    csrf = random.choice(("header", "header", "body"))
    known = random.sample(list(_EXTRAS), random.choice((0, 0, 1, 2)))
    unknown = random.sample(list(_UNKNOWN), random.choice((0, 0, 0, 0, 1)))
    versioned = random.random() < 0.15
    stale = versioned and random.random() < 0.2
    besides = random.sample(list(_BESIDES), random.choice((0, 1, 2, 3)))
    reading = random.choice(("members", "members", "rows", "page", "post", "none", "inner"))
    person = random.random() < 0.1
    telemetry = random.random() < 0.2
    turned = random.random() < 0.15

    def says(value: bool, name: str = way) -> Any:
        """Return how a value is said."""
        on, off = _WAYS[name]
        return on if value != (turned and name == way) else off

    def named(name: str) -> str:
        """Return what a setting is called in a request."""
        return f"refuse-{name}" if turned else name

    def sent(name: str, value: Any, state: State, moment: Moment) -> list[Request]:
        """Return what a flip sends."""
        headers: Json = {"anti-csrftoken-a2z": moment.csrf} if csrf == "header" else {}
        more: Json = {each: {**_EXTRAS, **_UNKNOWN}[each](moment) for each in (*known, *unknown)}
        if csrf == "body":
            more["csrfToken"] = moment.csrf
        if versioned:
            more["version"] = moment.version * (7 if stale else 1)
        path, said = "set", says(value)
        match naming:
            case "member":
                more = {named(name): said, **more}
            case "name":
                more = {"name": named(name), "enabled": said, **more}
            case "address":
                path, more = f"set/{named(name)}", {"value": said, **more}
            case "rows":
                more = {"changes": [{"name": named(name), "value": said}], **more}
            case "header":
                headers["X-Amz-Target"] = f"Privacy.Set{named(name).title()}"
                path, more = "", {"value": said, **more}
            case "whole":
                now = {each: state[each] for each in NAMES} | {name: value}
                more = {"settings": {named(each): says(inner) for each, inner in now.items()}, **more}
            case "old and new":
                more = {"name": named(name), "old": says(state[name]), "new": said, **more}
            case _:
                verb = "Enable" if value != turned else "Disable"
                more = {"operation": verb, "name": named(name), **more}
        pairs = [
            (each, inner if isinstance(inner, str) else orjson.dumps(inner).decode()) for each, inner in more.items()
        ]
        match transport:
            case "form":
                return [form(path, pairs, headers)]
            case "query":
                return [send("PUT", path, headers=headers, query=pairs)]
            case "inner":
                return [post(path, {"input": orjson.dumps(more).decode()}, headers)]
            case _:
                return [post(path, more, headers)]

    def told(state: State) -> Any:
        """Return how the settings are told."""
        if reading == "rows":
            return [{"name": name, "value": says(state[name], told_way)} for name in NAMES]
        return {name: says(state[name], told_way) for name in NAMES}

    def document(state: State, moment: Moment) -> Any:
        """Return what the page reads."""
        found: Json = {name: _BESIDES[name](state, moment) for name in besides}
        if versioned and not stale:
            found["version"] = moment.version
        settings = told(state)
        found["settings"] = orjson.dumps(settings).decode() if reading == "inner" else settings
        return found

    app = SettingApp(sent)
    if reading in {"members", "rows", "inner"}:
        app.reads = {"doc": document}
    elif reading == "page":
        app.page = lambda s, m: f"<script>window.state = {orjson.dumps(document(s, m)).decode()};</script>"
    elif reading == "post":
        app.asks = lambda m: [post("read", {"query": "settings"}, {"anti-csrftoken-a2z": m.csrf})]
        app.answers = lambda r, s, m: document(s, m) if r.target.endswith("/read") else {"ok": True}
    if person:
        app.opening = lambda m: [post("choose", {"person": "ADULT"}, {"anti-csrftoken-a2z": m.csrf})]
    if telemetry:
        app.chatter = lambda m: [post("telemetry", {"event": "flip", "at": m.time}, {"anti-csrftoken-a2z": m.csrf})]
    readable = reading != "none"
    needs_reading = naming in {"whole", "old and new"}
    # What a request repeats of a reading, it has to say in the same words.
    is_readable = readable and (way == told_way or not needs_reading)
    is_exact = not (unknown or stale or person) and (is_readable or not (versioned or needs_reading))
    traits = [way, told_way, naming, transport, csrf, *known, *unknown, reading, *besides]
    traits += [f"versioned:{versioned}", f"stale:{stale}", f"person:{person}", f"turned:{turned}"]
    shown = setting_lesson(app)
    last = bool(shown.state["people"])
    found = judge_setting(app, shown, ends_on=last)
    return is_exact, traits, Verdict("right", found.why) if not readable and found.outcome == "unread" else found
