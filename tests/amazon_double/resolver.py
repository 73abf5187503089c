"""Name resolution that knows Amazon's hosts, all of them on this machine, and no other."""

import re
import socket
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult

AMAZON = re.compile(r"([a-z0-9-]+\.)*(amazon(\.[a-z]{2,3}){1,2}|amazonalexa\.com)")


class AmazonResolver(AbstractResolver):
    """Sends every Amazon host to one local port."""

    def __init__(self, port: int) -> None:
        """Remember the port."""
        self._port = port

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Resolve an Amazon host; refuse the rest of the world."""
        if not AMAZON.fullmatch(host):
            raise OSError(f"{host} is not Amazon's, and this machine stays at home")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    @override
    async def close(self) -> None:
        """Close nothing."""

    async def real_close(self) -> None:
        """Close nothing; Home Assistant's own resolver has this method."""
