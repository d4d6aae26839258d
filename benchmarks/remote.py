"""What does the service add to a SPARQL server that it asks, in time and in memory?

    python benchmarks/remote.py --server virtuoso

Starts a server with a thousand triples and `kg serve` over it. Virtuoso may give more rows and
take longer than its defaults let it.
"""

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

if __package__ in (None, ""):  # run as a script
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root), str(root / "tests")]

from pyoxigraph import Literal, NamedNode, Quad
from scale.servers import oxigraph, settings_of, virtuoso

from benchmarks.load import read_proc, tree
from kg.iris import Namespace
from kg.remote.address import Remote
from kg.remote.store import RemoteStore
from kg.store.base import Change

TRIPLES: Final = 1_000
ROWS: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f }"  # a million
SMALL: Final = "SELECT ?o { <http://example.org/7> ?p ?o } # %d"
_VIEW: Final = Namespace().view
_JSON: Final = "application/sparql-results+json"


def started(kind: str, folder: Path, held: ExitStack) -> Remote:
    """Start a server of a kind and give it the triples."""
    is_virtuoso = kind == "virtuoso"
    server = virtuoso(folder, rows=2 * TRIPLES**2, time_s=300) if is_virtuoso else oxigraph()
    remote = Remote.of(settings_of(kind, held.enter_context(server), folder))
    predicate, view = NamedNode("http://example.org/p"), NamedNode(_VIEW)
    quads = [
        Quad(NamedNode(f"http://example.org/{n}"), predicate, Literal(n), view)
        for n in range(TRIPLES)
    ]
    with closing(RemoteStore(remote)) as store:
        store.apply(Change(insert=quads), 1)
    return remote


@contextmanager
def service(remote: Remote) -> Iterator[tuple[str, int]]:
    """Run `kg serve` over a server, reading only; give its address and process."""
    kg = str(Path(sys.executable).parent / "kg")
    flags = ["--store", remote.url, "--store-kind", remote.kind, "--state", remote.state]
    flags += ["--store-credentials", remote.credentials] if remote.credentials else []
    flags += ["--store-writer", "no"]
    flags += ["--query-workers", "2", "--query-timeout-s", "300"]  # however busy the machine is
    command = [kg, "serve", "--port", "0", *flags]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            said = next(line for line in process.stderr if "EcoAccord is at" in line)
            found = re.search(r"http://[\d.:]+", said)
            assert found
            yield found[0] + "/sparql", process.pid
        finally:
            process.terminate()


class Client:
    def __init__(self, address: str, **parameters: str) -> None:
        parts = urlsplit(address)
        self._path, self._parameters = parts.path, parameters
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port)

    def ask(self, text: str) -> http.client.HTTPResponse:
        body = urlencode({"query": text, **self._parameters})
        headers = {"Accept": _JSON, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", self._path, body, headers)
        return self._connection.getresponse()

    def seconds(self, text: str) -> float:
        began = time.perf_counter()
        answer = self.ask(text)
        answer.read()
        assert answer.status == 200
        return time.perf_counter() - began

    def close(self) -> None:
        self._connection.close()


def added(own: str, ours: str, queries: int) -> tuple[float, float]:
    """Return the median milliseconds of the server and of the service, asked in turn."""
    with (
        closing(Client(own, **{"default-graph-uri": _VIEW})) as direct,
        closing(Client(ours)) as through,
    ):
        pairs = [(direct.seconds(SMALL % n), through.seconds(SMALL % n)) for n in range(queries)]
    return tuple(statistics.median(each) * 1_000 for each in zip(*pairs[20:], strict=True))  # type: ignore[return-value]


def stream(ours: str, process: int) -> tuple[float, float, int, dict[str, int]]:
    """Return seconds to the first byte and to the last, bytes, and growth of memory in KB."""
    before = {pid: peak for pid, (peak, _) in _memory(process).items()}
    began = time.perf_counter()
    with closing(Client(ours)) as client:
        answer = client.ask(ROWS)
        size = len(answer.read(1))
        first = time.perf_counter() - began
        while block := answer.read(1 << 16):
            size += len(block)
    total = time.perf_counter() - began
    after = _memory(process)
    return first, total, size, {
        name: peak - before.get(pid, 0) for pid, (peak, name) in after.items() if pid in before
    }  # fmt: skip


def freed_s(ours: str, own: str) -> float:
    """Return after how many seconds a client that hung up costs the server no connection."""
    port = urlsplit(own).port or 0
    before = _connections(port)
    with closing(Client(ours)) as client, client.ask(ROWS) as answer:
        answer.read(1)
        busy = _connections(port)
    began = time.perf_counter()
    while _connections(port) > min(before, busy - 1) and time.perf_counter() - began < 10:
        time.sleep(0.01)
    return time.perf_counter() - began


def _connections(port: int) -> int:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(1 for row in rows if row[3] == "01" and row[2].endswith(f":{port:04X}"))


def _memory(process: int) -> dict[int, tuple[int, str]]:
    """Return peak memory in KB and the name of a process and all below it."""
    found = {}
    for pid in tree(process):
        peak = re.search(r"VmHWM:\s+(\d+)", read_proc(Path(f"/proc/{pid}/status")))
        is_query = "kg.remote.worker" in read_proc(Path(f"/proc/{pid}/cmdline"))
        name = f"{'query' if is_query else 'web'} process {pid}"
        found[pid] = (int(peak[1]) if peak else 0, name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--server", choices=("oxigraph", "virtuoso"), default="oxigraph")
    options = parser.parse_args()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        remote = started(options.server, folder, held)
        ours, process = held.enter_context(service(remote))
        own, through = added(remote.query_urls[0], ours, options.queries)
        print(f"small query: server {own:.2f} ms, service {through:.2f} ms, "
              f"added {through - own:.2f} ms")  # fmt: skip
        first, total, size, grown = stream(ours, process)
        print(f"a million rows: {size / 1e6:.0f} MB in {total:.1f} s, first byte {first:.2f} s")
        for name, kilobytes in grown.items():
            print(f"  {name}: peak memory {kilobytes / 1024:+.1f} MB")
        print(f"connection freed {freed_s(ours, remote.url):.2f} s after hanging up")


if __name__ == "__main__":
    main()
