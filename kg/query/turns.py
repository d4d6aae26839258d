"""Whose turn it is: hands idle query processes to callers so that none of them starves.

Who has fewest queries running comes first, then who has waited longest; a query that was short
whenever it was asked before goes ahead of others for a while. The last idle process is kept for
short queries and for callers that have nothing running. When there is no room left, a caller with
fewer queries than the greediest one takes the place of that one's latest.
"""

import threading
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, Generic, TypeVar

from kg.errors import Overloaded

CALLER: Final[ContextVar[str]] = ContextVar("caller", default="")
"""Address of whoever asks; set for each request."""

_HEAD_START_S: Final = 0.5  # of short queries
_LEAST_TO_KEEP_ONE: Final = 3  # processes; with fewer, none is kept

W = TypeVar("W")


@dataclass(eq=False)
class _Ticket(Generic[W]):
    caller: str
    is_short: bool
    since: float = field(default_factory=monotonic)
    called: threading.Event = field(default_factory=threading.Event)
    worker: W | None = None


class Turns(Generic[W]):
    """Idle workers, and who waits for one; `most` queries run or wait, 0 = any number."""

    def __init__(self, size: int, most: int) -> None:
        self._kept = 1 if size >= _LEAST_TO_KEEP_ONE else 0
        self._most = most
        self._lock = threading.Lock()
        self._idle: list[W] = []
        self._waiting: list[_Ticket[W]] = []
        self._running: Counter[str] = Counter()
        self._handed_out = 0
        self._is_closed = False

    def take(self, caller: str, timeout_s: float | None, *, is_short: bool = False) -> W:
        """Return a worker for a query; `done` it is to be, whatever becomes of the worker.

        Raises: Overloaded when there is no room, or no worker in time.
        """
        with self._lock:
            if self._is_closed:
                raise Overloaded("the service is stopping")
            self._make_room(caller)
            if self._idle and self._may_have(caller, is_short, len(self._idle)):
                return self._hand_out(caller)
            ticket = _Ticket[W](caller, is_short)
            self._waiting.append(ticket)
        ticket.called.wait(timeout_s)
        with self._lock:
            if ticket.worker is not None:
                return ticket.worker
            is_pushed_out = ticket not in self._waiting
            if not is_pushed_out:
                self._waiting.remove(ticket)
        if self._is_closed:
            raise Overloaded("the service is stopping")
        if is_pushed_out:
            raise Overloaded("others wait who asked for less")
        raise Overloaded("all query processes are busy")

    def give(self, worker: W) -> bool:
        """Take a worker that is idle now; False when it came too late."""
        with self._lock:
            return self._take_back(worker)

    def done(self, caller: str, worker: W | None = None) -> bool:
        """Note that a query of this caller has ended, and take its worker as `give` does."""
        with self._lock:
            self._handed_out -= 1
            self._running[caller] -= 1
            if self._running[caller] <= 0:
                del self._running[caller]
            return worker is not None and self._take_back(worker)

    def close(self) -> list[W]:
        """Send all away who wait, and return the idle workers."""
        with self._lock:
            self._is_closed = True
            for ticket in self._waiting:
                ticket.called.set()
            self._waiting.clear()
            idle, self._idle = self._idle, []
            return idle

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def running(self) -> int:
        return self._handed_out

    def _take_back(self, worker: W) -> bool:
        if not self._is_closed:
            self._idle.append(worker)
            self._call_next()
        return not self._is_closed

    def _make_room(self, caller: str) -> None:
        in_hand = self._handed_out + len(self._waiting)
        if not self._most or in_hand < self._most:
            return
        waiting = Counter(ticket.caller for ticket in self._waiting)
        each = waiting + self._running
        greediest = max(waiting, key=lambda other: each[other], default=caller)
        if each[greediest] <= each[caller] + 1:
            raise Overloaded(f"{in_hand} queries are running or waiting already")
        latest = next(t for t in reversed(self._waiting) if t.caller == greediest)
        self._waiting.remove(latest)
        latest.called.set()

    def _may_have(self, caller: str, is_short: bool, idle: int) -> bool:
        return idle > self._kept or is_short or not self._running[caller]

    def _call_next(self) -> None:
        """Hand out idle workers to whoever may have one."""
        while self._idle and self._waiting:
            count = len(self._idle)
            able = [t for t in self._waiting if self._may_have(t.caller, t.is_short, count)]
            if not able:
                return
            now = monotonic()
            ticket = min(able, key=lambda each: self._rank(each, now))
            self._waiting.remove(ticket)
            ticket.worker = self._hand_out(ticket.caller)
            ticket.called.set()

    def _hand_out(self, caller: str) -> W:
        self._running[caller] += 1
        self._handed_out += 1
        return self._idle.pop()

    def _rank(self, ticket: _Ticket[W], now: float) -> tuple[int, bool, float]:
        is_ahead = ticket.is_short or now - ticket.since > _HEAD_START_S
        return self._running[ticket.caller], not is_ahead, ticket.since
