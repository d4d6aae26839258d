"""How fast are queries answered, beside Oxigraph's own server on the same files?

    python benchmarks/query.py --quads 1000000 --connections 1,8,32 --rounds 6

Both servers answer the same batches in turn, some of them before anything is measured: engines
keep blocks of files in memory. Cold: every text is new, so that no result can come from a cache,
and this is what is compared. Warm: a few aggregates again and again, as a dashboard asks them,
with and without `If-None-Match`. `--peers` adds Virtuoso and rdflib-endpoint, where they are
installed, on the neutral data; further endpoints that hold them may be named as NAME=URL.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from socket import create_server
from typing import Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.paired import Measured, Query, batch, compare, ratios
from benchmarks.peers import PEERS, is_installed
from benchmarks.query_data import SHARED, Data, neutral, product

BATCH: Final = 48
REPEATED: Final = 200
WARMING: Final = 20  # batches, over as many connections as are measured next
_BIN: Final = Path(sys.executable).parent


@contextmanager
def native(data: Data) -> Iterator[str]:
    """Run Oxigraph's own server on the files."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [_BIN / "oxigraph", "serve-read-only", "-l", data.engine_files]
    with running([*map(str, command), "-b", f"127.0.0.1:{port}"]):
        address = f"http://127.0.0.1:{port}/query"
        wait_for(f"{address}?query=ASK%7B%7D")
        yield address


@contextmanager
def ours(data: Data, *flags: str) -> Iterator[tuple[str, int]]:
    """Run `kg serve` on the files; give its address and process."""
    command = [str(_BIN / "kg"), "serve", "--port", "0", "--store", str(data.root)]
    with running([*command, "--dataset", data.dataset, *flags]) as process:
        assert process.stderr
        said = ""
        while not (found := re.search(r"http://[\d.:]+/", said)):
            if not (line := process.stderr.readline()):
                raise RuntimeError(f"kg serve did not start: {said}")
            said += line
        yield found.group() + "sparql", process.pid


@contextmanager
def running(command: list[str]) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            if process.stderr:
                process.stderr.close()


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def cold(data: Data, rounds: int, seed: str) -> Callable[[], Iterator[list[Query]]]:
    """Return batches of the mix in which no text comes twice."""

    def batches() -> Iterator[list[Query]]:
        random = Random(seed)
        for number in range(rounds):
            queries = [data.mix(random, data.names[i % len(data.names)]) for i in range(BATCH)]
            random.shuffle(queries)
            yield [
                Query(query.name, f"{query.text} # {seed} {number} {i}")
                for i, query in enumerate(queries)
            ]

    return batches


def warm(data: Data, times: int) -> list[Query]:
    """Return a few aggregates, so many times each."""
    random = Random(5)
    return [data.mix(random, name) for name in data.aggregates] * times


def report_cold(measured: dict[str, Measured], connections: int) -> None:
    reference = measured["native"]
    for name, each in measured.items():
        median, high, total = ratios(each, reference)
        print(
            f"{connections:2} connections  {name:10} median {each.quantile(0.5) * 1000:7.2f} ms"
            f" x{median:.2f}  p99 x{high:.2f}  batch time x{total:.2f}  errors {each.errors}",
            flush=True,
        )


def report_queries(measured: dict[str, Measured], names: tuple[str, ...]) -> None:
    for query in names:
        times = {name: each.quantile(0.5, query) * 1000 for name, each in measured.items()}
        shown = "  ".join(f"{name} {ms:8.2f} ms" for name, ms in times.items())
        print(f"    {query:12} {shown}  x{times['ours'] / times['native']:.2f}", flush=True)


def report_warm(addresses: dict[str, str], data: Data, *, with_tags: bool) -> None:
    rates = {}
    for name, address in addresses.items():
        tags: dict[str, str] | None = {} if with_tags else None
        batch(address, warm(data, 1), 1, tags)
        queries = warm(data, 2 if name == "native" else REPEATED)  # it computes each anew
        asked, seconds = batch(address, queries, 8, tags)
        rates[name] = len(asked) / seconds
    for name, rate in rates.items():
        print(
            f"repeated aggregates, {'304' if with_tags else '200'}  {name:10} {rate:8.1f} a second"
            f" x{rate / rates['native']:.1f}",
            flush=True,
        )


def run(data: Data, asked: argparse.Namespace, others: dict[str, str]) -> None:
    print(f"\n{data.name}: {asked.quads:,} quads", flush=True)
    with ExitStack() as servers:
        addresses = {
            "native": servers.enter_context(native(data)),
            "ours": servers.enter_context(ours(data, *asked.flags.split()))[0],
        }
        if data.name == "neutral":
            addresses |= others
            for name in asked.peers:
                addresses[name] = servers.enter_context(PEERS[name][1](data))
        for connections in map(int, asked.connections.split(",")):
            seed = f"at {connections}"
            for queries in cold(data, WARMING, f"before {seed}")():
                for address in addresses.values():
                    batch(address, queries, connections)
            measured = compare(addresses, cold(data, asked.rounds, seed), connections)
            report_cold(measured, connections)
            if connections == 1:
                report_queries(measured, data.names)
        if asked.warm:
            report_warm(addresses, data, with_tags=False)
            report_warm(addresses, data, with_tags=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--connections", default="1,8,32")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--data", default="neutral,product")
    parser.add_argument("--keep", type=Path, help="folder in which the stores are kept")
    parser.add_argument("--flags", default="", help="further flags of kg serve")
    parser.add_argument("--no-warm", dest="warm", action="store_false")
    parser.add_argument("--peers", default="", help="such as virtuoso,rdflib")
    parser.add_argument("others", nargs="*", metavar="NAME=URL")
    asked = parser.parse_args()
    asked.peers = [name for name in asked.peers.split(",") if name]
    for name in asked.peers:
        if not is_installed(name):
            parser.error(f"{PEERS[name][0]} is not installed")
    others = dict(other.split("=", 1) for other in asked.others)
    with tempfile.TemporaryDirectory(prefix="ecoaccord-query-") as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for name in asked.data.split(","):
            if name == "neutral" and not SHARED.exists():
                print("the neutral data need ../shared/bench; left out", file=sys.stderr)
                continue
            run({"neutral": neutral, "product": product}[name](folder, asked.quads), asked, others)


if __name__ == "__main__":
    main()
