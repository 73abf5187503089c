"""Run Home Assistant so that it takes a stand-in for Amazon: `--amazon-port N --ca FILE`, then hass's own arguments."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
import os
import sys
from typing import Any

from tests.amazon_double.resolver import AmazonResolver


def main(arguments: Sequence[str] | None = None, prepare: Callable[[], None] = lambda: None) -> int:
    """Become Home Assistant; `prepare` is called when it can be imported."""
    parser = ArgumentParser("python -m tests.amazon_double.hass", description=__doc__)
    parser.add_argument("--amazon-port", type=int, required=True)
    parser.add_argument("--ca", required=True)
    options, rest = parser.parse_known_args(arguments)

    os.environ["REQUESTS_CA_BUNDLE"] = options.ca
    sys.argv = ["hass", *rest]
    from homeassistant.__main__ import main as hass  # noqa: PLC0415 - reads the certificate once, when imported
    from homeassistant.helpers import aiohttp_client  # noqa: PLC0415 - likewise

    def resolver(*_: Any) -> Any:
        return AmazonResolver(options.amazon_port)

    aiohttp_client._async_make_resolver = resolver  # type: ignore[assignment]  # of another class
    prepare()
    return hass()


if __name__ == "__main__":
    sys.exit(main())
