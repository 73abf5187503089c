"""The demo: the newest Home Assistant with the integration, on a stand-in for Amazon. Nothing reaches the internet."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
import fcntl
from pathlib import Path
import shutil
import signal
import sys
import tempfile
from typing import Any

from tests.amazon_double import DIALECTS

from . import check, dashboard
from .account import add_account
from .browser import find_chromium
from .client import DOMAIN, HomeClient, HomeError
from .process import ROOT, AmazonProcess, Ended, HomeProcess, free_port, is_free
from .teaching import teach

USERNAME = "demo"
SHARED = ROOT / "tests" / "amazon_double" / "shared_requests"
UNTAUGHT = "Then follow the first steps on the page Voice History, on a phone too: nothing is taught yet."
PASSWORD = "alexa-privacy"  # printed; good for nothing but a throw-away Home Assistant on the loopback interface


def port(text: str) -> int:
    """Read the number of a port that nobody uses."""
    if not is_free(int(text)):
        raise argparse.ArgumentTypeError(f"{text} cannot be listened on")
    return int(text)


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="drive it headless, print what is seen, and leave")
    parser.add_argument("--taught", action="store_true", help="sign in and teach, so that all can be used at once")
    parser.add_argument("--shared", action="store_true", help="offer a request that others have tested (made up)")
    parser.add_argument("--recordings", type=int, default=600, help="how many recordings Amazon holds (default: 600)")
    parser.add_argument("--port", type=port, help="where Home Assistant listens (default: 8123, or any free port)")
    parser.add_argument(
        "--dialect", default="list", choices=sorted(DIALECTS), help="which made-up requests it learns (default: list)"
    )
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".demo", help="where it keeps its files, emptied first (default: .demo)"
    )
    return parser.parse_args()


def choose_port(options: argparse.Namespace) -> int:
    """Take the port asked for, else Home Assistant's usual one if it is free and a person will type it."""
    if options.port:
        return int(options.port)
    return 8123 if not options.check and is_free(8123) else free_port()


async def set_up(home: HomeClient, amazon: AmazonProcess, options: argparse.Namespace) -> list[Any]:
    """Add the account, and teach; return the records that went in the lessons."""
    entry_id = await add_account(home, amazon)
    print("Signed in on the stand-in's own page.", flush=True)
    return await teach(home, amazon, entry_id, options.dialect, find_chromium())


def invitation(home: str, amazon: AmazonProcess) -> str:
    """Return what somebody needs who begins as a new owner does."""
    account = amazon.account
    return (
        f"Add the account:\n  {home}/config/integrations/dashboard/add?domain={DOMAIN}\n"
        f"Its link leads to the stand-in at {amazon.door}, not to Amazon. There, sign in as\n"
        f"  {account['email']}, password {account['password']}, code {account['code']}\n{UNTAUGHT}"
    )


async def run(options: argparse.Namespace, folder: Path) -> None:
    """Start both processes, show or check, and stop them."""
    async with (
        AmazonProcess(folder) as amazon,
        HomeProcess(folder / "config", amazon, port=choose_port(options)) as home,
    ):
        print("Starting the stand-in for Amazon and Home Assistant …", flush=True)
        await amazon.start("--dialect", options.dialect, "--others", "120", size=options.recordings)
        client = await home.start("--door", amazon.door, *(["--shared", str(SHARED)] if options.shared else []))
        await client.onboard(USERNAME, PASSWORD)
        if options.check:
            await check.run(client, home, amazon, deleted=await set_up(client, amazon, options))
            return
        if options.taught:
            await set_up(client, amazon, options)
            # Echos appear as they are counted; a long history need not be waited for.
            with suppress(TimeoutError):
                await client.wait_for_state((await client.entities())["recordings"], str.isdecimal, within=60)
            shown = f"  {home.url}/alexa-privacy\n  {home.url}{await dashboard.install(client)}"
        else:
            shown = invitation(home.url, amazon)
        print(f"\nHome Assistant: {home.url}\n  user {USERNAME}, password {PASSWORD}\n\n{shown}\n", flush=True)
        print("Ctrl-C stops it.", flush=True)
        while True:
            home.check_running()
            amazon.check_running()
            await asyncio.sleep(1)


async def run_until_stopped(options: argparse.Namespace, folder: Path) -> int:
    """Run until done, or until Ctrl-C or a signal to end; return the exit code."""
    this = asyncio.current_task()
    if this is not None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, this.cancel)
    try:
        await run(options, folder)
    except asyncio.CancelledError:
        print("\nStopped.", flush=True)
        return 1 if options.check else 0
    return 0


@contextmanager
def own(folder: Path) -> Iterator[Path]:
    """Empty a folder, and keep other demos out of it."""
    lock = folder / ".lock"
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not lock.exists():
        sys.exit(f"{folder} holds what is not of a demo: empty it, or choose another with --folder.")
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Another demo runs in {folder}: stop it, or choose another with --folder.")
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path != lock:
                path.unlink()
        yield folder


def own_folder(options: argparse.Namespace) -> AbstractContextManager[Path | str]:
    """Choose where the files are kept: a check leaves none behind."""
    if options.check:
        return tempfile.TemporaryDirectory(prefix="alexa-privacy-check-", ignore_cleanup_errors=True)
    return own(options.folder)


def main() -> int:
    """Run in a folder of its own."""
    options = parse_arguments()
    try:
        with own_folder(options) as folder:
            return asyncio.run(run_until_stopped(options, Path(folder)))
    except (check.Failed, HomeError, Ended, OSError) as failure:
        print(f"FAILED  {failure}", flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
