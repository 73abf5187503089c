"""Random pages that delete recordings, of random parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.random_pages.deletion_parts import WORDS, Maker
from tests.amazon.learn.simulator import (
    DeleteApp,
    Moment,
    Verdict,
    account,
    good_demonstrations,
    judge,
    lesson,
    post,
    send,
)


@dataclass(slots=True)
class RandomApp:
    """A random page with what is known of it: whether an exact recipe exists, and what it is made of."""

    app: DeleteApp
    is_exact: bool
    traits: list[str] = field(default_factory=list)


def make(seed: int) -> RandomApp:
    """Return a random app."""
    maker = Maker(seed)
    random = maker.random
    naming = {name: maker.encoded(value) for name, value in maker.naming().items()}
    extras = maker.extras()
    transport = random.choice(
        ("json", "json", "json", "list", "form", "query", "path", "header", "inner", "graphql", "rpc", "aws")
    )
    maker.traits.append(f"transport:{transport}")
    csrf = random.choice(("header", "header", "header", "body", "none"))
    root = "/".join(random.sample(WORDS, 2))
    verb = random.choice(("DELETE", "POST", "PUT")) if transport in {"path", "query", "header"} else "POST"
    steps = random.choice(("one",) * 6 + ("prepare",))
    noise = random.choice(("none", "none", "telemetry", "naming", "retry", "preflight", "double"))
    maker.traits += [f"csrf:{csrf}", f"steps:{steps}", f"noise:{noise}"]
    gone = maker.semantics()

    def request(records: Sequence[Json], moment: Moment) -> Request:
        count = len(records)
        headers: Json = {"anti-csrftoken-a2z": moment.csrf} if csrf == "header" else {}
        rows = [
            {name: value(record, moment, number, count) for name, value in naming.items()}
            for number, record in enumerate(records)
        ]
        more = {name: value(records[0], moment, 0, count) for name, value in extras.items()}
        if csrf == "body" and transport not in {"path", "header"}:
            more["csrfToken"] = moment.csrf
        texts = [[name, _text(value)] for row in rows for name, value in row.items()]
        match transport:
            case "json":
                body = {**rows[0], **more} if count == 1 and random_flat else {"entries": rows, **more}
                return post(root, body, headers)
            case "list":
                inner = [next(iter(row.values())) for row in rows] if len(naming) == 1 else rows
                return post(root, {"items": inner, **more}, headers)
            case "form":
                pairs = [*texts, *([name, _text(value)] for name, value in more.items())]
                return send(
                    "POST",
                    root,
                    urlencode([(n, v) for n, v in pairs]).encode(),
                    {"content-type": "application/x-www-form-urlencoded", **headers},
                )
            case "query":
                pairs = [*texts, *([name, _text(value)] for name, value in more.items())]
                return send(verb, root, None, headers, [(n, v) for n, v in pairs])
            case "path":
                segments = "/".join(quote(text, safe="") for _, text in texts)
                return send(
                    verb, f"{root}/{segments}", None, headers, [(name, _text(value)) for name, value in more.items()]
                )
            case "header":
                named = {f"x-{name.lower()}": text for name, text in texts}
                return send(
                    verb, root, None, {**headers, **named, **{f"x-{n.lower()}": _text(v) for n, v in more.items()}}
                )
            case "inner":
                return post(
                    root, {"schema": "made-up/2", "payload": orjson.dumps({"entries": rows, **more}).decode()}, headers
                )
            case "graphql":
                document = "mutation Erase($input: EraseInput!) { erase(input: $input) { erased } }"
                return post(
                    "graphql",
                    {"operationName": "Erase", "query": document, "variables": {"input": {"entries": rows, **more}}},
                    headers,
                )
            case "rpc":
                return post(
                    "rpc",
                    {"jsonrpc": "2.0", "method": "erase", "params": {"entries": rows, **more}, "id": moment.time},
                    headers,
                )
            case _:
                return post("", {"Records": rows, **more}, {"X-Amz-Target": "Privacy.DeleteRecords", **headers})

    random_flat = random.random() < 0.5

    def send_all(records: Sequence[Json], moment: Moment) -> list[Request]:
        if steps == "prepare":
            return [
                request(records, moment),
                post("confirm", {"code": moment.code}, {"anti-csrftoken-a2z": moment.csrf}),
            ]
        return [request(records, moment)]

    def before(records: Sequence[Json], moment: Moment) -> list[tuple[Request, int]]:
        if noise == "naming":
            return [(post("metrics", {"deleted": records[0]["recordKey"], "at": moment.time, "n": moment.number}), 200)]
        if noise == "retry":
            return [
                (
                    request(
                        records,
                        Moment(moment.time, moment.number, "stale-token-9876543210", moment.session, moment.customer),
                    ),
                    403,
                )
            ]
        if noise == "double":
            return [(each, 200) for each in send_all(records, moment)[:1]] if steps == "one" else []
        return [(send("OPTIONS", root), 204)] if noise == "preflight" else []

    def chatter(moment: Moment) -> list[Request]:
        return (
            [post("telemetry", {"event": "click", "at": moment.time, "visit": moment.session})]
            if noise == "telemetry"
            else []
        )

    def answers(request: Request, moment: Moment) -> Json:
        """Answer the first of two steps with a code."""
        is_first = steps == "prepare" and "confirm" not in request.target
        return {"code": moment.code} if is_first else {"ok": True}

    app = DeleteApp(
        send_all,
        gone,
        answers=answers,
        page=maker.page,
        reads=maker.reads,
        chatter=chatter,
        before=before,
        cookies=maker.cookie,
    )
    return RandomApp(app, maker.is_exact, maker.traits)


def _text(value: Any) -> str:
    """Return a value as a form says it."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def verdict(seed: int) -> tuple[RandomApp, Verdict]:
    """Teach a random app, and use what was learned."""
    made = make(seed)
    random = Random(seed * 7 + 1)
    records = account(seed=random.randrange(40), size=random.choice((40, 60)), days=random.choice((3, 6)))
    batches = (random.choice((2, 3)),) if random.random() < 0.3 else ()
    demonstrations = good_demonstrations(records, batches=batches, skip=random.choice((0, 0, 1)))
    world = lesson(made.app, records, demonstrations)
    return made, judge(made.app, world)
