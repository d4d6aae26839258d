"""Sequence numbers for a store that holds nothing but its users' data.

Numbers only grow. They are set aside a thousand at a time, so that most commits write no file;
after a restart counting goes on behind those set aside.
"""

from pathlib import Path
from typing import Final

from kg.store.embedded import write_whole

_SET_ASIDE: Final = 1_000


class Numbering:
    def __init__(self, root: Path) -> None:
        self._path = root / "sequence"
        self.last = self._reserved = int(self._path.read_text()) if self._path.exists() else 0

    def next(self) -> int:
        """Return a number that no commit had before, even in a life cut short."""
        if self.last == self._reserved:
            self._reserved += _SET_ASIDE
            write_whole(self._path, str(self._reserved))
        self.last += 1
        return self.last
