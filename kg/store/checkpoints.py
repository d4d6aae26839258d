"""Immutable copies of the store: published by the writer, pinned by readers, swept when unused.

A checkpoint is a directory below `<store>/checkpoints` named by the sequence number of the commit
it holds. A reader pins it by a shared lock on the directory; who sweeps needs an exclusive one.
"""

import fcntl
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from kg.errors import StoreProblem

KEPT: Final = 2
_ERASED: Final = "erased"
_TICK_NS: Final = 100_000_000  # within which two changes may bear the same time


class Copyable(Protocol):
    def checkpoint(self, directory: Path) -> None:
        """Write an immutable copy of the present state into a new directory."""


@dataclass(slots=True)
class Pin:
    """Keeps a checkpoint from being swept."""

    path: Path
    sequence: int
    _descriptor: int

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def folder(root: Path) -> Path:
    """Return where the store below `root` keeps its checkpoints."""
    return root / "checkpoints"


def publish(store: Copyable, root: Path, sequence: int) -> Path:
    """Make the present state of `store` the checkpoint `sequence`, visible at once and whole."""
    target = folder(root) / str(sequence)
    if target.exists():
        return target
    partial = folder(root) / f"{sequence}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.parent.mkdir(parents=True, exist_ok=True)
    store.checkpoint(partial)
    partial.rename(target)
    return target


def newest(root: Path) -> Path | None:
    """Return the checkpoint of the latest commit, None before the first one."""
    last = max(_sequences(root), default=None)
    return None if last is None else folder(root) / str(last)


class Watch:
    """Tells the newest checkpoint, and reads the folder only when it has changed."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, str(folder(root))
        self._known: tuple[int, Path | None, str] = (-1, None, "")

    def newest(self) -> Path | None:
        return self._look()[1]

    def sequence(self) -> int:
        """Return the number of the newest commit that can be read, 0 before the first."""
        newest = self.newest()
        return int(newest.name) if newest else 0

    def state(self) -> str:
        """Return what differs between any two states of the data, of any two stores."""
        return self._look()[2]

    def published(self) -> float | None:
        """Return when the newest commit could first be read; Unix time."""
        newest = self.newest()
        try:
            return newest.stat().st_mtime if newest else None
        except FileNotFoundError:  # another one has just taken its place
            return time.time()

    def _look(self) -> tuple[int, Path | None, str]:
        try:
            changed = os.stat(self._folder).st_mtime_ns  # noqa: PTH116 - for every query
        except FileNotFoundError:
            return -1, None, ""
        if changed == self._known[0]:
            return self._known
        path = newest(self._root)
        try:
            state = f"{path.name}-{path.stat().st_mtime_ns}" if path else ""
        except FileNotFoundError:  # swept between the two steps, so there is a newer one
            return self._look()
        is_settled = time.time_ns() - changed > _TICK_NS
        self._known = (changed if is_settled else -1, path, state)
        return self._known


def pin(path: Path) -> Pin:
    """Hold on to a checkpoint.

    Raises: StoreProblem when it is gone or going; ask for the newest one again.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise StoreProblem(f"the checkpoint {path} is gone") from error
    if _lock(descriptor, fcntl.LOCK_SH) and _still_there(path, descriptor):
        return Pin(path, _sequence(path), descriptor)
    os.close(descriptor)
    raise StoreProblem(f"the checkpoint {path} is gone")


def pin_newest(root: Path) -> Pin | None:
    """Hold on to the newest checkpoint; None when there is none yet."""
    while (path := newest(root)) is not None:
        try:
            return pin(path)
        except StoreProblem:
            continue  # swept between the two steps, so there is a newer one
    return None


def sweep(root: Path, since: int = 0) -> None:
    """Delete unfinished copies, and checkpoints that nobody has pinned.

    The newest ones stay, unless they are older than `since`.
    """
    for unfinished in folder(root).glob("*.partial"):
        shutil.rmtree(unfinished, ignore_errors=True)
    known = sorted(_sequences(root))
    for sequence in {*known[:-KEPT], *older(root, since)}:
        path = folder(root) / str(sequence)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if _lock(descriptor, fcntl.LOCK_EX):
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(descriptor)


def keep_since(root: Path, sequence: int) -> None:
    """Let no checkpoint from before a commit stay: something was erased then."""
    partial = root / f"{_ERASED}.partial"
    partial.write_text(str(sequence), encoding="utf-8")
    partial.replace(root / _ERASED)


def erased_since(root: Path) -> int:
    """Return the number of the oldest commit whose checkpoint may stay."""
    try:
        return int((root / _ERASED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0


def older(root: Path, since: int) -> list[int]:
    """Return the numbers of the checkpoints from before a commit."""
    return [sequence for sequence in _sequences(root) if sequence < since]


def _sequences(root: Path) -> list[int]:
    try:
        names = [path.name for path in folder(root).iterdir()]
    except FileNotFoundError:
        return []
    return [int(name) for name in names if name.isdecimal()]


def _sequence(path: Path) -> int:
    return int(path.name)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except OSError:
        return False
