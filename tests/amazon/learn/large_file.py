"""How much processor time a large file takes, against parsing and decoding it alone.

Run it: python -m tests.amazon.learn.large_file [MEGABYTES].
"""

import base64
from random import Random
import sys
from time import process_time

import orjson

from custom_components.alexa_privacy.amazon.learn import Lesson, learn_har
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon.learn.visits import NOW, ROOT, visit

ENTRIES = 4000


def _chatter(megabytes: int) -> list[Json]:
    """Return what a page reads besides, its answers in base64, as many browsers save them."""
    random = Random(1)
    browser = Browser(now=NOW, tokens=False)
    rows = megabytes * 1_000_000 // ENTRIES // 110
    for number in range(ENTRIES):
        ids = [f"{random.getrandbits(32):08x}-41f7-4c52-9a8e-{random.getrandbits(48):012x}" for _ in range(rows)]
        answer = {"page": number, "rows": [{"id": each, "enabled": number % 2 == 0} for each in ids]}
        path = f"{ROOT}/news/{number % 40}" if number % 3 else f"/gp/news/{number}"
        browser.add("GET", path, answer=answer, encoded=True)
    return browser.entries


def large_file(megabytes: int) -> bytes:
    """Return a file of about so many megabytes in which two recordings were deleted."""
    browser = visit()
    browser.entries[2:2] = _chatter(megabytes)
    for number, entry in enumerate(browser.entries):
        entry["startedDateTime"] = f"2026-11-20T12:{number // 100 % 60:02d}:{number // 2 % 50:02d}.{number % 1000:03d}Z"
    return browser.har()


def main(megabytes: int) -> None:
    """Measure both."""
    data = large_file(megabytes)
    begin = process_time()
    for entry in orjson.loads(data)["log"]["entries"]:
        content = entry["response"]["content"]
        if content.get("encoding") == "base64":
            base64.b64decode(content["text"])
    bare = process_time() - begin
    begin = process_time()
    learned = learn_har(data, lesson=Lesson.DELETE_RECORDINGS, site=SITE)
    took = process_time() - begin
    print(f"{len(data) / 1e6:.0f} MB, {ENTRIES} entries: {took:.1f} s, {took / bare:.1f} times {bare:.2f} s")
    print(learned.document)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
