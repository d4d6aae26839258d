"""Child processes that exchange messages with their parent and die with it, whatever they do."""

import fcntl
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KgError
from kg.messages import FrameReader, write_frame

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_START_TIMEOUT_S: Final = 120.0


class Child:
    """A process of a module that takes its configuration and a lifeline as arguments."""

    def __init__(
        self, module: str, configuration: "DataclassInstance", environment: Mapping[str, str]
    ) -> None:
        # As long as the writing end is open, the parent is alive; nothing is ever written. Each
        # process has a pipe of its own, because the kernel signals one owner for each.
        lifeline, self._held = os.pipe()
        arguments = json.dumps(asdict(configuration))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, arguments, str(lifeline)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            pass_fds=(lifeline,),
            env=os.environ | environment,
        )
        os.close(lifeline)
        assert self._process.stdin and self._process.stdout  # noqa: S101 - they are pipes
        self._input = self._process.stdin
        self._output = self._process.stdout
        self.frames = FrameReader(self._output.fileno())
        try:
            is_ready = self.frames.next(_START_TIMEOUT_S) is not None
        except TimeoutError:
            is_ready = False
        if not is_ready:
            raise KgError(f"a process of {module} could not start (code {self.end()})")

    def send(self, header: Mapping[str, Any], payload: bytes = b"") -> None:
        """Raises: BrokenPipeError when the process is gone."""
        write_frame(self._input.fileno(), header, payload)

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> int:
        """Kill the process if it still runs, and return its exit code."""
        self._process.kill()
        code = self._process.wait()
        self._input.close()
        self._output.close()
        os.close(self._held)
        return code


def die_with_parent(lifeline: int) -> None:
    """Let the kernel end this process when the parent is gone, whatever it is doing.

    The kernel sends SIGIO, which kills, when the other end of the pipe closes. No thread could
    do this: a regular expression that runs away holds the interpreter's lock.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        sys.exit()  # it went before we asked
