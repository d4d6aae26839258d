"""One query process and this side of its channel."""

import json
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from ctypes.util import find_library
from functools import cache, lru_cache
from typing import Final

from kg.errors import KgError, TimedOut
from kg.query.busy_polling import poll_busily
from kg.query.worker import HEADER, JOB, TEXT, Job

_HANGUP: Final = getattr(select, "POLLRDHUP", 0) | select.POLLHUP

_MOST_AT_ONCE: Final = 262_144
_log = logging.getLogger(__name__)


@cache
def _warn_of_network() -> None:
    """Say, once, that the wall is missing."""
    _log.warning(
        "query processes cannot be shut off from the network on this machine; "
        "only the check of each query's text refuses SERVICE"
    )


@cache
def _allocator() -> Mapping[str, str]:
    """Return the environment in which the engine's many small pieces of memory cost least.

    That is with jemalloc where it is installed, else with more than 7 of a size at hand in glibc.
    """
    if sys.platform == "linux" and (jemalloc := find_library("jemalloc")):
        return {"LD_PRELOAD": jemalloc}
    return {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000"}


@lru_cache(maxsize=64)
def _packed(job: Job) -> bytes:
    return json.dumps(job).encode()


class ClientGone(KgError):
    """Whoever asked has hung up; there is nobody to tell."""

    code = "client-gone"


class Worker:
    """A process that evaluates one query after the other."""

    def __init__(self, module: str, source: str, memory_mb: int) -> None:
        """Start a process of `module`; `source` tells it where the data are."""
        self.channel, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", module]
        with theirs:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno()), source, str(memory_mb)],
                pass_fds=[theirs.fileno()],
                env={**_allocator(), **os.environ},  # who runs this knows better
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C is for the parent
            )
        self._buffer = memoryview(bytearray(_MOST_AT_ONCE))  # made once: it is large
        self._rest = b""  # of what has come: the beginning of a frame
        self._poll = select.poll()
        self._poll.register(self.channel, select.POLLIN)
        self._expects_soon = False

    def wait_until_ready(self) -> None:
        """Return when the process takes queries.

        Raises: EOFError when it ended before.
        """
        if json.loads(self.frames(None, None)[0][1])["shut_off"] is False:
            _warn_of_network()

    def send(self, text: str, job: Job, least: int, *, is_alone: bool = False) -> None:
        """Let the process evaluate a query on the commit `least` or a later one."""
        packed, query = _packed(job), text.encode(*TEXT)
        head = JOB.pack(least, is_alone, len(packed), len(query))
        self.channel.sendall(head + packed + query)
        self._expects_soon = is_alone

    def frames(
        self, deadline: float | None, client: socket.socket | None
    ) -> list[tuple[bytes, bytes]]:
        """Return kind and payload of all frames that have come, one at least.

        Raises: TimedOut, ClientGone, EOFError when the process ended.
        """
        while True:
            self._wait(deadline, client)
            try:
                count = self.channel.recv_into(self._buffer)
            except ConnectionError as error:
                raise EOFError from error
            if not count:
                raise EOFError
            arrived = self._buffer[:count] if not self._rest else self._rest + self._buffer[:count]
            frames, at = [], 0
            while at + HEADER.size <= len(arrived):
                kind, length = HEADER.unpack_from(arrived, at)
                end = at + HEADER.size + length
                if end > len(arrived):
                    break
                frames.append((kind, bytes(arrived[end - length : end])))
                at = end
            self._rest = bytes(arrived[at:])
            if frames:
                return frames

    def kill(self) -> None:
        """End the process; the system may take a while to take its memory back."""
        self.process.kill()
        self.channel.close()
        threading.Thread(target=self.process.wait, daemon=True).start()

    def _wait(self, deadline: float | None, client: socket.socket | None) -> None:
        """Wait for the channel; whether the client is still there matters meanwhile."""
        watched = client.fileno() if client is not None else -1
        if watched >= 0:
            self._poll.register(watched, _HANGUP)
        try:
            events = poll_busily(self._poll) if self._expects_soon else []
            self._expects_soon = False
            left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
            events = events or self._poll.poll(left)
        finally:
            if watched >= 0:
                self._poll.unregister(watched)
        if not events:
            raise TimedOut("the query took longer than it may")
        if all(descriptor == watched for descriptor, _ in events):
            raise ClientGone("the client has hung up")
