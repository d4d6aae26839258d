"""Gives small results again without evaluating, and evaluates once what several ask at once.

A result is known by the state of the data and all of the question but its time limit. Volatile
queries are neither kept nor shared.
"""

import socket
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kg.errors import BadQuery, KgError, OutOfMemory, ResultTooLarge, TimedOut
from kg.query.protocol import Operation
from kg.query.volatile import is_volatile
from kg.query.workers import Answer, Blocks, Limits, Pool

_SHARED_FAILURES: Final = (BadQuery, OutOfMemory, ResultTooLarge, TimedOut)
_OVERHEAD: Final = 1_000  # bytes of an entry beside its text and its result
_SMALL: Final = 100  # parts of the whole that one result may take

Key = tuple[str, tuple[object, ...]]  # the state of the data, the question


@lru_cache(maxsize=16)
def _commit(state: str) -> int:
    """Return the number of the commit that a state is of, 0 before the first."""
    return int(state.partition("-")[0] or 0)


class Kept(NamedTuple):
    """A small result and what is said of it."""

    body: bytes
    kind: str
    format: str | None
    sequence: int
    is_shortened: bool | None
    cost: int  # bytes, with the question

    def answer(self) -> Answer:
        return Answer(self.kind, self.format, self.sequence, Blocks(self.body), self.is_shortened)


@dataclass(eq=False, slots=True)
class _Flight:
    """A query that runs, and what came of it."""

    timeout_s: float
    landed: threading.Event | None = None  # where others wait for it
    kept: Kept | None = None
    failure: KgError | None = None
    is_large: bool = False

    def wait(self, timeout_s: float) -> Answer | None:
        """Return what the query gave; None when that is of no use to others."""
        if self.landed and not self.landed.wait(timeout_s or None):
            raise TimedOut(f"the query ran longer than {timeout_s:g} s")
        had_less_time = self.timeout_s > 0 and not 0 < timeout_s <= self.timeout_s
        if self.failure and not (isinstance(self.failure, TimedOut) and had_less_time):
            raise self.failure
        return self.kept.answer() if self.kept else None


class Memory:
    """Answers queries from the pool or from what it remembers, up to `most_bytes`; 0 = nothing."""

    def __init__(self, pool: Pool, state: Callable[[], str], most_bytes: int) -> None:
        self.pool = pool
        self.hits = self.misses = self.size = 0
        self._state = state
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._flights: dict[Key, _Flight] = {}
        self._passengers = threading.BoundedSemaphore(max(1, pool.limits.waiting))

    @property
    def limits(self) -> Limits:
        return self.pool.limits

    def run(
        self,
        operation: Operation,
        client: socket.socket | None = None,
        state: str | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> Answer:
        """Answer a query as `Pool.run` does; `state` is that of the data, if it was just asked.

        What there is to do meanwhile is left undone where nothing is evaluated.
        """
        if not self._most or is_volatile(operation.text):
            return self.pool.run(operation, client, meanwhile=meanwhile)
        question = operation.question
        while True:
            key = state or self._state(), question
            state = None
            with self._lock:
                if kept := self._kept.get(key):
                    self._kept.move_to_end(key)
                    self.hits += 1
                    return kept.answer()
                flight = self._flights.get(key)
                if is_pilot := flight is None:
                    flight = self._flights[key] = _Flight(operation.timeout_s)
                    self.misses += 1
                elif not flight.landed:
                    flight.landed = threading.Event()
            if is_pilot:
                return self._fly(key, flight, operation, client, meanwhile)
            if not self._passengers.acquire(blocking=False):
                return self.pool.run(operation, client)
            try:
                if answer := flight.wait(operation.timeout_s):
                    return answer
            finally:
                self._passengers.release()
            if flight.is_large:
                return self.pool.run(operation, client)

    def _fly(
        self,
        key: Key,
        flight: _Flight,
        operation: Operation,
        client: socket.socket | None,
        meanwhile: Callable[[], None] | None,
    ) -> Answer:
        """Evaluate, and tell who waits what came of it."""
        try:
            answer = self.pool.run(operation, client, _commit(key[0]), meanwhile)
            if answer.blocks.is_whole:
                body = answer.blocks.taken()
                said = answer.kind, answer.format, answer.sequence, answer.is_shortened
                kept = Kept(body, *said, len(body) + len(operation.text) + _OVERHEAD)
                flight.kept = kept
                self._keep(key, kept)
                return kept.answer()
            flight.is_large = True
            return answer
        except _SHARED_FAILURES as failure:
            flight.failure = failure
            raise
        finally:
            with self._lock:
                del self._flights[key]
            if flight.landed:
                flight.landed.set()

    def _keep(self, key: Key, kept: Kept) -> None:
        if not key[0].startswith(f"{kept.sequence}-"):
            return  # a newer commit came in between
        if len(kept.body) > self._most // _SMALL:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = kept
            self.size += kept.cost
            while self.size > self._most:
                self.size -= self._kept.popitem(last=False)[1].cost
