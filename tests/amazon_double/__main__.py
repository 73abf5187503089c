"""Run the stand-in as a process of its own, until it is told to end."""

from argparse import ArgumentParser, Namespace
import asyncio
from pathlib import Path
import signal

import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.control import Control
from tests.amazon_double.server import AmazonDouble


def arguments() -> Namespace:
    """Read the command line."""
    parser = ArgumentParser("python -m tests.amazon_double", description=__doc__)
    parser.add_argument("--site", default="de", help="what follows amazon. in the account's address")
    parser.add_argument("--size", type=int, default=600, help="how many recordings the account has")
    parser.add_argument("--days", type=float, help="over how many days they are spread")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--port", type=int, default=0, help="of Amazon; 0 for a free one")
    parser.add_argument("--control-port", type=int, default=0, help="of the control door; 0 for a free one")
    parser.add_argument("--ca", type=Path, required=True, help="where to write the certificate to trust")
    parser.add_argument("--ready", type=Path, required=True, help="where to write, once it runs, how to reach it")
    return parser.parse_args()


async def run(options: Namespace) -> None:
    """Run until interrupted or terminated."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with AmazonDouble(options.site, port=options.port) as amazon:
        account = amazon.add_account(Account.generate(seed=options.seed, size=options.size, days=options.days))
        control = Control(amazon)
        await control.start(options.control_port)
        ready = {
            "port": amazon.port,
            "control_port": control.port,
            "email": account.email,
            "password": account.password,
            "code": account.code,
        }
        publish(options.ca, amazon.ca_path.read_bytes())
        publish(options.ready, orjson.dumps(ready))
        await ended.wait()
        await control.stop()


def publish(path: Path, content: bytes) -> None:
    """Write a file that is complete as soon as it is there."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


if __name__ == "__main__":
    asyncio.run(run(arguments()))
