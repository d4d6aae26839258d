"""The rows that people added to the authority data, kept beside the store for all processes.

They follow from the decisions in the store; the writer writes them down after each change.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.authority import take_up
from kg.store.embedded import write_whole

FILE: Final = "authority.jsonl"


def kept(root: Path) -> list[str]:
    """Return the rows that were added to the store in a directory, each as JSON."""
    try:
        return (root / FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def keep(root: Path, rows: Sequence[str]) -> None:
    """Let these rows count from now on, in this process and in those that start later."""
    take_up(rows)
    if kept(root) != list(rows):
        write_whole(root / FILE, "".join(row + "\n" for row in rows))


class Following:
    """Keeps a process that reads in step with what is added."""

    def __init__(self, root: Path) -> None:
        self._path, self._read = root / FILE, 0

    def __call__(self) -> None:
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            changed = 0
        if changed != self._read:
            take_up(kept(self._path.parent))
            self._read = changed
