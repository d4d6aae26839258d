"""Connections to the index of a store, kept open between searches with what they have read."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.errors import TimedOut

_IDLE: Final = 8  # connections that are kept open, each with
_CACHE_KIB: Final = 8_192  # of the index in its memory
_TIME_S: Final = 2.0
_STEPS: Final = 500_000  # of SQLite's machine between looks at the clock, each waiting for a turn


class Connections:
    """Reads a file that may not be there yet, and that another may take the place of."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[tuple[sqlite3.Connection, int]] = []

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to the index; where there is none, to something empty.

        Raises: TimedOut from whatever is asked
        """
        data, file = self._connection()
        end = time.monotonic() + _TIME_S
        data.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        is_well = False
        try:
            yield data
            data.rollback()  # nothing is written but what a search sorts
            is_well = True
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            raise TimedOut(f"the search took longer than {_TIME_S:g} s") from error
        finally:
            if is_well and file and len(self._idle) < _IDLE:
                self._idle.append((data, file))
            else:
                data.close()

    def _connection(self) -> tuple[sqlite3.Connection, int]:
        """Return a connection, and the number of the file that it is to; 0 where there is none."""
        try:
            file = self._path.stat().st_ino
            return self._opened(file) or self._open(), file
        except (FileNotFoundError, sqlite3.OperationalError):
            return sqlite3.connect(":memory:"), 0

    def _opened(self, file: int) -> sqlite3.Connection | None:
        """Return an idle connection to a file; those to one that was thrown away are closed."""
        with suppress(IndexError):
            while True:
                data, opened = self._idle.pop()
                if opened == file:
                    return data
                data.close()
        return None

    def _open(self) -> sqlite3.Connection:
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        data = sqlite3.connect(address, uri=True, check_same_thread=False)
        data.execute("PRAGMA temp_store = MEMORY")
        data.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        return data
