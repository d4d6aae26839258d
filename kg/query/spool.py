"""Lets a result be computed at full speed while its client reads at a speed of its own.

One thread takes the blocks from the query process, which is free as soon as the last one came;
the thread of the client takes them from here. What waits is kept in memory, then in a file.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import Final

from kg.errors import Overloaded, TimedOut
from kg.query.workers import Blocks

TRANSFERS: Final = 64  # of large results at the same time; each has a thread or two

_IN_MEMORY: Final = 1_000_000
_PIECE: Final = 131_072
_BROKEN_OFF_S: Final = 0.1  # for a client that takes nothing to see that there is no more


@dataclass(frozen=True, slots=True)
class Room:
    """What transfers may take; 0 switches a limit off."""

    time_s: float  # to read a result after the last block of it was computed
    waiting_bytes: int  # of one result, before its computation pauses
    transfers: int  # at the same time


class Transfers:
    """All results on their way to clients."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._free = threading.BoundedSemaphore(room.transfers)

    def begin(self, blocks: Blocks, compute_s: float, hang_up: Callable[[], None]) -> "Spool":
        """Take over the blocks; `hang_up` frees a thread that waits for the client.

        Raises: Overloaded
        """
        if not self._free.acquire(blocking=False):
            blocks.close()
            raise Overloaded("too many results are being read already")
        return Spool(blocks, self._room, compute_s, hang_up, self._free.release)


class Spool:
    """Iterates over the bytes of one result; `close` it in any case."""

    def __init__(
        self,
        blocks: Blocks,
        room: Room,
        compute_s: float,
        hang_up: Callable[[], None],
        closed: Callable[[], None],
    ) -> None:
        self._blocks, self._room = blocks, room
        self._hang_up, self._closed = hang_up, closed
        self._deadline = monotonic() + compute_s if compute_s else None
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - `_fill` closes it
        self._changed = threading.Condition()
        self._written = self._taken = 0
        self._failure: BaseException | None = None
        self._is_filled = self._is_closed = False
        threading.Thread(target=self._fill, daemon=True).start()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self._changed:
            self._changed.wait_for(
                lambda: self._taken < self._written or self._is_filled or self._failure
            )
            if self._failure:
                raise self._failure
            if self._taken == self._written:
                raise StopIteration
            self._file.seek(self._taken)
            piece = self._file.read(min(_PIECE, self._written - self._taken))
            self._taken += len(piece)
            self._changed.notify_all()
            return piece

    def close(self) -> None:
        """End what still computes or waits."""
        with self._changed:
            if self._is_closed:
                return
            self._is_closed = True
            self._changed.notify_all()
        self._blocks.cancel()
        self._closed()

    def _fill(self) -> None:
        try:
            for block in self._blocks:
                self._put(block)
                if self._is_closed:
                    break
        except Exception as failure:  # noqa: BLE001 - raised again where the client waits
            self._failure = failure
        finally:
            self._blocks.close()
        with self._changed:
            self._is_filled = True
            self._changed.notify_all()
            left = _BROKEN_OFF_S if self._failure else self._room.time_s or None
            if not self._changed.wait_for(lambda: self._is_closed, left):
                late = TimedOut("the client took too long to read the result")
                self._failure = self._failure or late
                self._hang_up()
                self._changed.wait_for(lambda: self._is_closed)
            self._file.close()

    def _put(self, block: bytes) -> None:
        with self._changed:
            most = self._room.waiting_bytes
            if most and self._written + len(block) > most:
                left = None if self._deadline is None else max(0.0, self._deadline - monotonic())
                if not self._changed.wait_for(self._is_up_to_date, left):
                    raise TimedOut("the client read too slowly for a result of this size")
            if self._is_closed:
                return
            if self._taken == self._written:  # begin again at the front
                self._written = self._taken = 0
            self._file.seek(self._written)
            self._file.write(block)
            self._written += len(block)
            self._changed.notify_all()

    def _is_up_to_date(self) -> bool:
        return self._is_closed or self._taken == self._written
