"""Figures for Prometheus: queries by form and outcome, who waits, what is remembered, the store."""

import os
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.process_collector import ProcessCollector

from kg.query.remembering import Memory
from kg.query.syntax import form_of
from kg.query.workers import Pool, Running
from kg.remote.watch import RemoteWatch
from kg.store.checkpoints import Watch

_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


class Metrics:
    """Observes queries and requests; the rest is looked up when it is asked for."""

    def __init__(self, memory: Memory, watch: Watch | RemoteWatch) -> None:
        self._registry = registry = CollectorRegistry()
        self._queries = Histogram(
            "ecoaccord_query_seconds",
            "Time in a query process, by form and outcome",
            ("form", "outcome"),
            buckets=_SECONDS,
            registry=registry,
        )
        self._requests = Counter(
            "ecoaccord_requests_total", "Requests by status", ("status",), registry=registry
        )
        self._sent = Counter(
            "ecoaccord_response_bytes_total", "Bytes of response bodies", registry=registry
        )
        self._of = cache(self._queries.labels)  # which looks its labels up more slowly
        self._with_status = cache(lambda status: self._requests.labels(str(status)))
        _gauges(registry, memory, memory.pool)
        registry.register(_Store(memory.pool.root, watch))
        ProcessCollector(namespace="ecoaccord_web", registry=registry)

    def started(self, running: Running) -> None:
        """Nothing is counted before the end."""

    def ended(self, running: Running, outcome: str, seconds: float) -> None:
        self._of(form_of(running.text), outcome).observe(seconds)

    def request(self, status: int, sent_bytes: int) -> None:
        self._with_status(status).inc()
        self._sent.inc(sent_bytes)

    def text(self) -> bytes:
        return generate_latest(self._registry)


def _gauges(registry: CollectorRegistry, memory: Memory, pool: Pool) -> None:
    figures: dict[str, tuple[str, Callable[[], float]]] = {
        "queries_running": ("Queries in a process now", lambda: pool.turns.running),
        "queries_waiting": ("Queries that wait for a process", lambda: pool.turns.waiting),
        "query_processes": ("Query processes", lambda: pool.size),
        "query_processes_replaced": (
            "Query processes that were killed or died, since the start",
            lambda: pool.replaced,
        ),
        "remembered_bytes": ("Size of the remembered results", lambda: memory.size),
        "remembered_hits": ("Queries answered from memory", lambda: memory.hits),
        "remembered_misses": ("Queries that memory did not know", lambda: memory.misses),
    }
    for name, (text, figure) in figures.items():
        Gauge(f"ecoaccord_{name}", text, registry=registry).set_function(figure)


class _Store:
    """Looks at the files of the store when asked."""

    def __init__(self, root: Path, watch: Watch | RemoteWatch) -> None:
        self._root, self._watch = root, watch

    def collect(self) -> Iterator[Metric]:
        live, all_bytes = _disk_bytes(self._root / "oxigraph"), _disk_bytes(self._root)
        yield GaugeMetricFamily("ecoaccord_store_bytes", "Files of the live store", live)
        yield GaugeMetricFamily(
            "ecoaccord_store_disk_bytes", "All files below the store, checkpoints too", all_bytes
        )
        if sequence := self._watch.sequence():
            yield GaugeMetricFamily("ecoaccord_commit", "Newest readable commit", sequence)
        if published := self._watch.published():
            age_s = max(0.0, time.time() - published)
            yield GaugeMetricFamily("ecoaccord_checkpoint_age_seconds", "Age of it", age_s)


def _disk_bytes(folder: Path) -> int:
    """Return the size of all files below a folder; one of several names counts once."""
    sizes: dict[int, int] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                status = (Path(place) / name).lstat()
            except FileNotFoundError:
                continue
            sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values())
