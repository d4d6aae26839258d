"""How soon is a change by HTTP answered, and how soon do queries see it?

python benchmarks/updates.py [--rate 5] [--count 200] [--quads 0] [--dataset plain]
"""

import argparse
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from w3c.served import Served, serving

_PAUSE_S: Final = 0.01
_AT_ONCE: Final = 100_000  # quads of one request
_UPDATE: Final = {"content-type": "application/sparql-update", "prefer": "respond-async"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=5.0, help="updates a second")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--quads", type=int, default=0, help="that are there before")
    parser.add_argument("--dataset", default="plain")
    options = parser.parse_args()
    with (
        TemporaryDirectory() as folder,
        serving(Path(folder) / "store", options.dataset) as server,
    ):
        fill(server, options.quads)
        answered, seen = measure(server, options.rate, options.count)
    for name, times in (("answered", answered), ("seen", seen)):
        print(f"{name:9} median {part(times, 0.5):.3f} s   p99 {part(times, 0.99):.3f} s")


def fill(server: Served, quads: int) -> None:
    for start in range(0, quads, _AT_ONCE):
        numbers = range(start, min(quads, start + _AT_ONCE))
        lines = "".join(f'<http://e/s{n // 5}> <http://e/p{n % 5}> "v{n}" .\n' for n in numbers)
        headers = {"content-type": "application/n-triples"}
        answer = server.send("POST", "/graphs/filled", lines.encode(), headers)
        assert answer.status in (201, 204), answer.body


def measure(server: Served, rate: float, count: int) -> tuple[list[float], list[float]]:
    answered: list[float] = []
    seen: list[float] = []

    def change(number: int) -> None:
        began = time.perf_counter()
        text = f"INSERT DATA {{ GRAPH <http://e/g> {{ <http://e/x{number}> <http://e/p> 1 }} }}"
        assert server.send("POST", "/update", text.encode(), _UPDATE).status == 204
        answered.append(time.perf_counter() - began)
        ask = f"ASK {{ GRAPH <http://e/g> {{ <http://e/x{number}> ?p ?o }} }}"
        while b"true" not in server.query(ask, "text/csv").body:
            time.sleep(_PAUSE_S)
        seen.append(time.perf_counter() - began)

    started = time.perf_counter()
    threads = [threading.Thread(target=change, args=(number,)) for number in range(count)]
    for number, thread in enumerate(threads):
        time.sleep(max(0.0, started + number / rate - time.perf_counter()))
        thread.start()
    for thread in threads:
        thread.join()
    return answered, seen


def part(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    main()
