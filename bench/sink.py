"""A mail server that takes everything and writes down for whom, a line a letter, before it says so.

`python -m bench.sink PORT FILE`, until SIGTERM.
"""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from aiosmtpd.smtp import SMTP


class Taken:
    def __init__(self, out: BinaryIO) -> None:
        self.out = out

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.out.write(envelope.rcpt_tos[0].encode() + b"\n")
        return "250 2.0.0 taken"


async def serve(port: int, out: BinaryIO) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(Taken(out), hostname="sink.example.org", loop=loop), "127.0.0.1", port
    )
    async with server:
        await stop.wait()


if __name__ == "__main__":
    with Path(sys.argv[2]).open("ab", buffering=0) as file:
        asyncio.run(serve(int(sys.argv[1]), file))
