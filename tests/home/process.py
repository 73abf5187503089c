"""The processes behind a whole run: the stand-in for Amazon and Home Assistant, each with its output in a file."""

import asyncio
import json
import os
from pathlib import Path
import signal
import socket
import subprocess
import sys
from typing import Any, ClassVar, Self

import aiohttp

from .client import HomeClient, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
TIME_ZONE = "Europe/Berlin"
CONFIGURATION = f"""\
homeassistant:
  name: Alexa Privacy demo
  country: DE
  language: en
  unit_system: metric
  time_zone: {TIME_ZONE}
frontend:
history:
logbook:
logger:
  default: warning
  logs:
    custom_components.alexa_privacy: debug
    haffmpeg: critical # no FFmpeg is needed here
    homeassistant.components.camera.img_util: critical # nor libturbojpeg
media_source:
my:
recorder:
  commit_interval: 1
"""


def free_port() -> int:
    """Find a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Return whether a port of the loopback interface is to be had."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError, OverflowError:
        return False
    return True


class Ended(Exception):
    """A process ended by itself; the text is the last that it printed."""


class PythonProcess:
    """One Python module run as a process. It has a session of its own, so that Ctrl-C reaches only who started it."""

    modules = ROOT
    """The folder in which modules are found."""

    def __init__(self, output: Path) -> None:
        """Write its output to this file, after what is there already."""
        self.output = output
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, module: str, *arguments: object, **environment: str) -> None:
        """Start the module."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", module, *map(str, arguments)],
                cwd=self.modules,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def __aenter__(self) -> Self:
        """Give itself to the block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave no process behind."""
        await self.stop()

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Return whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def check_running(self) -> None:
        """Raise if the process has ended by itself."""
        if not self.running:
            last_lines = "\n".join(self.text().splitlines()[-20:])
            raise Ended(f"{self.output.name} tells why a process ended by itself:\n{last_lines}")

    def text(self) -> str:
        """Return all it has printed."""
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    async def stop(self, *, within: float = 30) -> None:
        """Ask the process to end; end it if it has not after that many seconds."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            for _ in range(int(within / 0.05)):
                if self._process.poll() is not None:
                    break
                await asyncio.sleep(0.05)
        finally:
            self.kill()

    def kill(self) -> None:
        """End the process and what it started at once, as a power cut would."""
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


class AmazonProcess(PythonProcess):
    """The stand-in for Amazon, with its control interface."""

    port: int
    site: str
    account: dict[str, str]
    door: str
    """Where a browser that takes nothing for Amazon finds the sign-in pages."""

    def __init__(self, folder: Path) -> None:
        """Keep certificate and output in this folder."""
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder / "amazon.log")
        self.ca = folder / "amazon-ca.pem"
        self._ready = folder / "amazon.json"
        self._control = ""

    async def start(self, *more: str, site: str = "de", size: int = 600, seed: int = 7) -> None:
        """Start it with one generated account, with `more` options if there are any."""
        self._ready.unlink(missing_ok=True)
        options = {"--site": site, "--size": size, "--seed": seed, "--port": 0, "--control-port": 0}
        files = {"--ca": self.ca, "--ready": self._ready}
        self.run("tests.amazon_double", *(part for option in {**options, **files}.items() for part in option), *more)
        await wait_until(self._is_ready, within=60, what="the stand-in for Amazon")
        ready = json.loads(self._ready.read_text())
        self.port, self.site = ready["port"], site
        self.account = {key: ready[key] for key in ("email", "password", "code")}
        self.door = f"http://127.0.0.1:{ready['door_port']}"
        self._control = f"http://127.0.0.1:{ready['control_port']}"

    async def _is_ready(self) -> bool:
        """Return whether the ports are known."""
        self.check_running()
        return self._ready.exists()

    async def ask(self, path: str, **query: str) -> Any:
        """Read something over the control interface."""
        async with aiohttp.ClientSession(self._control) as session, session.get(path, params=query) as response:
            response.raise_for_status()
            return await response.json()

    async def recipes(self, dialect: str) -> Any:
        """Read the recipes for one of the made-up ways to delete and to switch."""
        return await self.ask(f"/recipes/{dialect}")

    async def recordings(self) -> list[Any]:
        """Read the records of all recordings it holds, newest first."""
        held = (await self.ask("/state"))["held"]
        return list(await self.ask("/recordings", limit=str(held)))

    def pages(self, dialect: str) -> str:
        """Return the address of a dialect's pages."""
        return f"https://www.amazon.{self.site}/alexa-privacy/made-up-{dialect}"

    async def tell(self, path: str, **order: Any) -> Any:
        """Change something over the control interface."""
        async with aiohttp.ClientSession(self._control) as session, session.post(path, json=order) as response:
            response.raise_for_status()
            return await response.json()


class HomeProcess(PythonProcess):
    """Home Assistant on a configuration folder; started again on the same folder, it goes on where it was."""

    module: ClassVar = "tests.amazon_double.hass"

    def __init__(self, folder: Path, amazon: AmazonProcess, *, port: int | None = None) -> None:
        """Prepare the folder: the integration, a small configuration and a port on the loopback interface."""
        super().__init__(folder / "output.log")
        self.folder = folder
        self.port = port or free_port()
        self._amazon = amazon
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "configuration.yaml").write_text(CONFIGURATION)
        components = folder / "custom_components"
        if not components.exists():
            components.symlink_to(ROOT / "custom_components")
        # Version 1 of this file is understood by every release. Onboarding is left with its one needed step, the user:
        # the others would set up integrations that ask the internet.
        self._seed("http", 1, {"server_host": ["127.0.0.1"], "server_port": self.port})
        if not (folder / ".storage" / "onboarding").exists():
            self._seed("onboarding", 4, {"done": ["core_config", "analytics", "integration"]})

    def _seed(self, key: str, version: int, data: dict[str, Any]) -> None:
        """Write one of Home Assistant's stored files."""
        path = self.folder / ".storage" / key
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"version": version, "minor_version": 1, "key": key, "data": data}))

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self, *more: object) -> HomeClient:
        """Start it, with `more` arguments; once it answers, return a client that has still to sign in."""
        # When it stops, Home Assistant removes all that was uploaded: to others on this machine, too.
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self.run(
            self.module,
            *("--amazon-port", self._amazon.port, "--ca", self._amazon.ca),
            *("--config", self.folder, "--skip-pip", "--log-no-color"),
            *more,
            TMPDIR=str(temporary),
        )
        client = HomeClient(self.url)

        async def answers() -> bool:
            self.check_running()
            return await client.answers()

        await wait_until(answers, within=120, what="Home Assistant")
        return client
