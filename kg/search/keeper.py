"""The process that keeps the index of a store in step with its checkpoints.

It ends with whoever started it, and waits while another one has the index.
"""

import fcntl
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from kg.errors import KgError
from kg.iris import Namespace
from kg.query.confine import shut_off_network
from kg.search.finding import Search
from kg.search.index import FILE, Index
from kg.store import checkpoints
from kg.store.embedded import open_checkpoint

_LOOK_S: Final = 0.3  # between looks for a newer checkpoint
_PATIENCE_S: Final = 60.0
_NICENESS: Final = 10
_LOCK: Final = "search.lock"

_log = logging.getLogger(__name__)


class Keeper:
    """The process, as seen by the one that needs it; it starts once, when first asked to."""

    def __init__(self, root: Path, base: str) -> None:
        self._command = [sys.executable, "-P", "-m", "kg.search.keeper", str(root), base]
        self._root, self._lock = root, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._lock:
            if self._process is None and self._root.is_dir():
                self._process = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, start_new_session=True
                )

    def close(self) -> None:
        with self._lock:
            if self._process and self._process.stdin:
                with suppress(OSError):
                    self._process.stdin.close()
                self._process.terminate()
                self._process.wait()


def main(root: Path, base: str) -> None:
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
    os.nice(_NICENESS)
    shut_off_network()
    with (root / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keep(root, Namespace(base))


def keep(root: Path, namespace: Namespace) -> None:
    index, done = Index(root, namespace), -1
    while True:
        done = _follow(index, root, namespace, done)
        time.sleep(_LOOK_S)


def _follow(index: Index, root: Path, namespace: Namespace, done: int) -> int:
    """Bring an index that knows a commit to the newest one; return which it knows then."""
    newest = checkpoints.newest(root)
    if newest is not None and int(newest.name) != done:
        try:
            with open_checkpoint(newest, namespace) as reader:
                index.update(reader, reader.sequence)
                done = reader.sequence
        except KgError as problem:  # swept meanwhile, so there is a newer one
            _log.debug("not indexed: %s", problem)
    since = checkpoints.erased_since(root)
    if done >= since:
        index.forget(since)
    return done


def see_forgotten(root: Path, namespace: Namespace) -> bool:
    """Have the index forget what was erased; return whether it has."""
    if not (root / FILE).exists():
        return True
    deadline = time.monotonic() + _PATIENCE_S
    since = checkpoints.erased_since(root)
    while time.monotonic() < deadline:
        with (root / _LOCK).open("w") as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            index = Index(root, namespace)
            _follow(index, root, namespace, -1)
            index.close()
        if Search(root).erased_since() >= since:
            return True
        time.sleep(_LOOK_S)
    return False


def _end_with(lifeline: IO[bytes]) -> None:
    lifeline.read()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
