"""Run the stand-in as a process of its own, until it is told to end."""

from argparse import ArgumentParser, Namespace
import asyncio
from datetime import timedelta
from pathlib import Path
import signal

import orjson

from tests.amazon_double.accounts import Account, Oddities, system_clock
from tests.amazon_double.control import Control
from tests.amazon_double.dialects import DIALECTS
from tests.amazon_double.door import Door
from tests.amazon_double.server import AmazonDouble, authority


def arguments() -> Namespace:
    """Read the command line."""
    parser = ArgumentParser("python -m tests.amazon_double", description=__doc__)
    parser.add_argument("--site", default="de", help="what follows amazon. in the account's address")
    parser.add_argument("--size", type=int, default=600, help="how many recordings the account has")
    parser.add_argument("--days", type=float, help="over how many days they are spread")
    parser.add_argument("--quiet-days", type=float, default=0, help="for how long nothing has been said")
    parser.add_argument("--plain", action="store_true", help="ten new recordings on every page but the last")
    parser.add_argument("--others", type=int, default=0, help="how many entries each of the other histories has")
    parser.add_argument("--devices", type=int, default=4, help="how many Echos the account has")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dialect", choices=sorted(DIALECTS), help="the only made-up requests it understands")
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
        amazon.dialect = options.dialect
        account = amazon.add_account(make_account(options))
        control, door = Control(amazon), Door(amazon)
        await control.start(options.control_port)
        await door.start()
        ready = {"port": amazon.port, "control_port": control.port, "door_port": door.port, **credentials(account)}
        publish(options.ca, authority().cert_pem.bytes())
        publish(options.ready, orjson.dumps(ready))
        await ended.wait()
        await control.stop()
        await door.stop()


def make_account(options: Namespace) -> Account:
    """Make the account up that is asked for."""
    newest = system_clock() - timedelta(days=options.quiet_days)
    account = Account.generate(
        seed=options.seed,
        size=options.size,
        now=newest,
        days=options.days,
        devices=options.devices,
        others=options.others,
    )
    if options.plain:
        account.oddities = Oddities(boundary_repeats=False, outside_window=False)
    return account


def credentials(account: Account) -> dict[str, str]:
    """Return what an account's owner enters to sign in."""
    return {"email": account.email, "password": account.password, "code": account.code}


def publish(path: Path, content: bytes) -> None:
    """Write a file that is complete as soon as it is there."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


if __name__ == "__main__":
    asyncio.run(run(arguments()))
