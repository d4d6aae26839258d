"""Asks several endpoints the same queries in turn, so that noise of the machine hits all alike."""

import http.client
import queue
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urlsplit

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"


class Query(NamedTuple):
    name: str
    text: str


class Asked(NamedTuple):
    name: str
    seconds: float
    status: int


@dataclass
class Measured:
    """What one endpoint showed at one number of connections."""

    asked: list[Asked] = field(default_factory=list)
    batches_s: list[float] = field(default_factory=list)

    def quantile(self, share: float, name: str | None = None) -> float:
        times = sorted(a.seconds for a in self.asked if name in (None, a.name))
        return times[min(len(times) - 1, int(share * len(times)))]

    @property
    def errors(self) -> int:
        return sum(a.status not in (200, 304) for a in self.asked)


class Client:
    """One connection, kept open; remembers tags when told to, as caches do."""

    def __init__(self, address: str, tags: dict[str, str] | None = None) -> None:
        parts = urlsplit(address)
        self._path = parts.path
        self._tags = tags
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)

    def ask(self, query: Query) -> Asked:
        headers = {"Accept": ACCEPT}
        if self._tags is not None and (tag := self._tags.get(query.text)):
            headers["If-None-Match"] = tag
        began = time.perf_counter()
        self._connection.request("GET", f"{self._path}?query={quote(query.text)}", headers=headers)
        answer = self._connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - began
        if self._tags is not None and (tag := answer.getheader("ETag")):
            self._tags[query.text] = tag
        return Asked(query.name, seconds, answer.status)

    def close(self) -> None:
        self._connection.close()


def batch(
    address: str,
    queries: Sequence[Query],
    connections: int,
    tags: dict[str, str] | None = None,
) -> tuple[list[Asked], float]:
    """Ask all queries over so many connections; return what came, and the seconds for all."""
    waiting: queue.SimpleQueue[Query] = queue.SimpleQueue()
    for query in queries:
        waiting.put(query)
    asked: list[Asked] = []

    def work() -> None:
        client = Client(address, tags)
        while True:
            try:
                asked.append(client.ask(waiting.get_nowait()))
            except queue.Empty:
                break
        client.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked, time.perf_counter() - began


def compare(
    addresses: Mapping[str, str],
    batches: Callable[[], Iterator[list[Query]]],
    connections: int,
) -> dict[str, Measured]:
    """Ask every endpoint every batch, in an order that changes."""
    measured = {name: Measured() for name in addresses}
    random = Random(connections)
    for queries in batches():
        for name in random.sample(list(addresses), len(addresses)):
            asked, seconds = batch(addresses[name], queries, connections)
            measured[name].asked += asked
            measured[name].batches_s.append(seconds)
    return measured


def ratios(measured: Measured, reference: Measured) -> tuple[float, float, float]:
    """Return median, 99th percentile and batch time, as multiples of the reference's."""
    shares = zip(measured.batches_s, reference.batches_s, strict=True)
    return (
        measured.quantile(0.5) / reference.quantile(0.5),
        measured.quantile(0.99) / reference.quantile(0.99),
        statistics.median(mine / theirs for mine, theirs in shares),
    )
