"""Browsers of several makes, as a Debian machine has them: what they show is proven by what its page sends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import shutil
import signal
from tempfile import TemporaryDirectory

from tests.home.fixtures import find_chromium

# What Firefox asks and shows at its first start.
_QUIET = {
    "browser.aboutwelcome.enabled": "false",
    "browser.shell.checkDefaultBrowser": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "toolkit.telemetry.reportingpolicy.firstRun": "false",
}
_MINI_BROWSERS = ("/usr/lib/{}/webkit2gtk-4.1/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser")


def command(name: str, profile: Path) -> list[str] | None:
    """Return what starts a browser with a profile of its own; None where there is none."""
    if name == "chromium":
        chromium = find_chromium()
        flags = ("--headless", "--no-sandbox", "--no-first-run", "--disable-gpu", f"--user-data-dir={profile}")
        return [chromium, *flags] if chromium else None
    if name == "firefox":
        firefox = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
        lines = [f'user_pref("{key}", {value});\n' for key, value in _QUIET.items()]
        (profile / "user.js").write_text("".join(lines))
        return [firefox, "--headless", "--no-remote", "--profile", str(profile)] if firefox else None
    machine = f"{os.uname().machine}-linux-gnu"
    found = next((path for each in _MINI_BROWSERS if Path(path := each.format(machine)).exists()), None)
    screen = shutil.which("xvfb-run")
    return [screen, "-a", found] if found and screen else None


@asynccontextmanager
async def showing(name: str, address: str) -> AsyncIterator[bool]:
    """Show an address in a browser until the end; yields whether there is such a browser."""
    with TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        start = command(name, Path(folder))
        if start is None:
            yield False
            return
        environment = {
            **os.environ,
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        silent = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *start, address, env=environment, stdout=silent, stderr=silent, start_new_session=True
        )
        try:
            yield True
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
