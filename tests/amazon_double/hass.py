"""Run Home Assistant so that it takes a stand-in for Amazon: `--amazon-port N --ca FILE`, then hass's own arguments.

With `--door URL`, the link to a sign-in leads to a door of the stand-in, for a person whose browser would go to Amazon.
With `--shared FOLDER`, the requests that others have tested are those in a folder.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from importlib import import_module
import os
from pathlib import Path
import sys
from typing import Any

from tests.amazon_double.resolver import AmazonResolver


def main(arguments: Sequence[str] | None = None, prepare: Callable[[], None] = lambda: None) -> int:
    """Become Home Assistant; `prepare` is called when it can be imported."""
    parser = ArgumentParser("python -m tests.amazon_double.hass", description=__doc__)
    parser.add_argument("--amazon-port", type=int, required=True)
    parser.add_argument("--ca", required=True)
    parser.add_argument("--door")
    parser.add_argument("--shared", type=Path)
    options, rest = parser.parse_known_args(arguments)

    os.environ["REQUESTS_CA_BUNDLE"] = options.ca
    sys.argv = ["hass", *rest]
    from homeassistant.__main__ import main as hass  # noqa: PLC0415 - reads the certificate once, when imported
    from homeassistant.helpers import aiohttp_client  # noqa: PLC0415 - likewise

    def resolver(*_: Any) -> Any:
        return AmazonResolver(options.amazon_port)

    aiohttp_client._async_make_resolver = resolver  # type: ignore[assignment]  # of another class
    if options.door:
        open_door(options.door)
    if options.shared:
        offer_shared(options.shared)
    prepare()
    return hass()


def open_door(door: str) -> None:
    """Have a sign-in begin at a door of the stand-in, and take the page that it ends on there for Amazon's."""
    flow: Any = import_module("custom_components.alexa_privacy.config_flow")
    attempt: Any = import_module("custom_components.alexa_privacy.amazon.login").SignInAttempt
    address, read = attempt.address.fget, flow.read_landing_page
    attempt.address = property(lambda self: address(self).replace("https://www.amazon.", f"{door}/", 1))
    flow.read_landing_page = lambda pasted, attempt: read(pasted.replace(f"{door}/", "https://www.amazon.", 1), attempt)


def offer_shared(folder: Path) -> None:
    """Have requests that others have tested looked for in a folder."""
    sharing: Any = import_module("custom_components.alexa_privacy.teaching.sharing")
    sharing.FOLDER = folder


if __name__ == "__main__":
    sys.exit(main())
