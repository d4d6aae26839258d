"""What do queries without end, clients that leave and readers that sleep cost everybody else?

    python benchmarks/runaways.py --quads 1000000 --limit 2

One server on the neutral data; the promises are in docs/benchmarks.md.
"""

import argparse
import http.client
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote, urlsplit

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import processor_ticks, read_proc, tree
from benchmarks.query import ours
from benchmarks.query_data import SHARED, Data, neutral

RUNAWAYS: Final = {
    "count of a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "distinct product": "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f }",
    "constructed product": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
    "concatenated product": "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "paths between all": "SELECT (COUNT(*) AS ?n) { ?a (<x:x>|!<x:x>)* ?b }",
    "pattern for each pair": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(a+)+$")) }',
    "many values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(10))
    + " }",
}
EXPORT: Final = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000000"


class Service:
    def __init__(self, address: str, process: int) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port
        (self.web,) = (int(pid) for pid in _children(process))
        self.process = process

    def request(self, text: str, parameters: str = "") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=120)
        connection.request("GET", f"/sparql?query={quote(text)}{parameters}")
        return connection.getresponse()

    def ask(self, text: str, parameters: str = "") -> tuple[float, str]:
        """Return the seconds until the end, and how it ended."""
        began = time.perf_counter()
        try:
            answer = self.request(text, parameters)
            answer.read()
            outcome = str(answer.status)
        except (http.client.HTTPException, ConnectionError) as error:
            outcome = f"broken off ({type(error).__name__})"
        return time.perf_counter() - began, outcome

    def send(self, text: str, parameters: str = "", buffer: int = 0) -> socket.socket:
        """Ask and read nothing."""
        connection = socket.socket()
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.connect((self._host, self._port))
        head = f"GET /sparql?query={quote(text)}{parameters} HTTP/1.1\r\nHost: x\r\n\r\n"
        connection.sendall(head.encode())
        return connection

    def running(self) -> float:
        return self._figure("ecoaccord_queries_running")

    def cores(self, seconds: float) -> float:
        """Return how many cores all its processes keep busy."""
        before = self._ticks()
        time.sleep(seconds)
        return (self._ticks() - before) / 100 / seconds

    def web_memory(self) -> int:
        status = read_proc(Path(f"/proc/{self.web}/status"))
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def _ticks(self) -> int:
        return sum(map(processor_ticks, tree(self.process)))

    def _figure(self, name: str) -> float:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith(name + " "))


def _children(process: int) -> list[str]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [child for task in tasks for child in read_proc(task).split()]
    return [c for c in children if "kg.writing" not in read_proc(Path(f"/proc/{c}/cmdline"))]


def ended(service: Service, limit_s: float) -> None:
    print(f"\neach runaway, limit {limit_s:g} s: ended after (busy cores a second later)")
    for name, text in RUNAWAYS.items():
        seconds, outcome = service.ask(text, f"&timeout={limit_s:g}")
        time.sleep(1)
        print(f"  {name:22} {seconds:5.2f} s  {outcome:28} {service.cores(0.5):.2f}", flush=True)


def others(service: Service, data: Data, limit_s: float) -> None:
    alone = [lookups(service, data, limit_s)]
    beside = []
    for _ in range(3):
        texts = (f"{RUNAWAYS['count of a product']} # {time.time()} {i}" for i in range(2))
        runaways = [service.send(text, f"&timeout={limit_s:g}") for text in texts]
        beside.append(lookups(service, data, limit_s))
        for runaway in runaways:
            runaway.close()
        alone.append(lookups(service, data, limit_s))
    print("\nlookups of another client, two runaways beside them")
    for label, runs in (("alone", alone), ("beside", beside)):
        times = sorted(t for run in runs for t in run)
        median, high = statistics.median(times), times[int(0.99 * len(times))]
        print(f"  {label:8} median {median * 1000:.1f} ms  p99 {high * 1000:.1f} ms", flush=True)


def lookups(service: Service, data: Data, seconds: float) -> list[float]:
    random, times, end = Random(time.time_ns()), [], time.monotonic() + seconds
    while time.monotonic() < end:
        query = data.mix(random, "lookup").text + f" # {time.time_ns()}"
        times.append(service.ask(query)[0])
        time.sleep(0.01)
    return times


def hog(service: Service) -> None:
    before = service.web_memory()
    seconds, outcome = service.ask(RUNAWAYS["sorted product"])
    grown = (service.web_memory() - before) / 1e6
    print(f"\nmemory hog: {outcome} after {seconds:.1f} s; web process grew by {grown:.1f} MB")
    print(f"  the next query: {service.ask('ASK {} # next')}", flush=True)


def export(service: Service) -> None:
    service.ask("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000")
    before, began = service.web_memory(), time.perf_counter()
    answer = service.request(EXPORT)
    first_s, size, peak = 0.0, 0, 0
    while block := answer.read(65_536):
        first_s = first_s or time.perf_counter() - began
        size += len(block)
        peak = max(peak, service.web_memory()) if size % 5 == 0 else peak
    total_s = time.perf_counter() - began
    grown = (max(peak, service.web_memory()) - before) / 1e6
    print(
        f"\n1,000,000 rows: first byte after {first_s * 1000:.0f} ms, all {size / 1e6:.0f} MB after"
        f" {total_s:.1f} s; web process grew by {grown:.1f} MB",
        flush=True,
    )


@contextmanager
def freed(service: Service, what: str) -> Iterator[None]:
    yield
    began = time.perf_counter()
    while service.running() and time.perf_counter() - began < 60:
        time.sleep(0.02)
    print(f"{what}: processes free after {time.perf_counter() - began:.2f} s", flush=True)


def leaving(service: Service) -> None:
    print()
    with freed(service, "4 clients of runaways hang up"):
        connections = [service.send(RUNAWAYS["many values"] + f" # {i}") for i in range(4)]
        time.sleep(1)
        for connection in connections:
            connection.close()
    with freed(service, "4 clients read nothing of 20,000 rows"):
        texts = [f"SELECT * {{ ?s ?p ?o }} LIMIT {20_000 + i}" for i in range(4)]
        sleepers = [service.send(text, buffer=4096) for text in texts]
        time.sleep(0.2)
    for sleeper in sleepers:
        sleeper.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=2.0)
    parser.add_argument("--keep", type=Path, help="folder in which the store is kept")
    asked = parser.parse_args()
    if not SHARED.exists():
        sys.exit("the neutral data need ../shared/bench")
    with tempfile.TemporaryDirectory(prefix="ecoaccord-runaways-") as place:
        data = neutral(asked.keep or Path(place), asked.quads)
        with ours(data, "--query-memory-mb", "1024") as (address, process):
            service = Service(address, process)
            lookups(service, data, 2)
            ended(service, asked.limit)
            others(service, data, asked.limit * 2)
            hog(service)
            export(service)
            leaving(service)


if __name__ == "__main__":
    main()
