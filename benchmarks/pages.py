"""How fast do the pages come, to several clients at once, over a large store?

    python benchmarks/pages.py DATA --clients 8 --seconds 20

DATA is a directory with a `store` that `kg load` filled. A server is started on it; once its index
is made, each kind of page is asked for by all clients at the same time, things and words taken at
random from the store, so that few requests are alike.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any, Final
from urllib.parse import quote, urlsplit

WANTED_MS: Final = {"home": 100, "search": 100, "suggest": 50, "things": 200, "hubs": 200}
PAGE: Final = {"Accept": "text/html,*/*;q=0.8"}
_PATIENCE_S: Final = 7_200
_SOME: Final = """SELECT ?thing ?name { { SELECT ?thing { ?thing a ea:%s } LIMIT 3000 }
  ?thing skos:prefLabel ?name }"""
_HUBS: Final = """SELECT ?thing { ?event ea:hasParticipant ?thing . ?thing a ea:Agency }
GROUP BY ?thing ORDER BY DESC(COUNT(*)) LIMIT 20"""
_PREFIXES: Final = """PREFIX ea: <https://w3id.org/ecoaccord/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@contextmanager
def served(data: Path) -> Iterator[str]:
    kg = Path(sys.executable).parent / "kg"
    command = [kg, "serve", "--port", "0", "--store", str(data / "store")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr
        try:
            yield next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.:]+", line)))
        finally:
            server.terminate()


def connected(address: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(address).netloc, timeout=60)


def get(connection: HTTPConnection, path: str, headers: dict[str, str]) -> bytes:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, f"{path}: {answer.status} {body[:200]!r}"
    return body


def rows(address: str, query: str) -> list[dict[str, str]]:
    path = f"/sparql?format=json&query={quote(_PREFIXES + query)}"
    with closing(connected(address)) as connection:
        found = json.loads(get(connection, path, {}))["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def wait_for_index(address: str) -> float:
    """Return the seconds that it took to make what is missing of the index."""
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE_S:
        try:
            with closing(connected(address)) as connection:
                get(connection, "/search?q=UNEP", {})
        except AssertionError:  # 503 until then
            time.sleep(1)
        else:
            return time.monotonic() - began
    raise TimeoutError("the index is not made")


def paths(address: str) -> dict[str, Callable[[Random], str]]:
    """Return what gives the address of a page of each kind."""
    things = [
        row
        for kind in ("Event", "Agency", "Agreement", "Person", "Framework", "Place")
        for row in rows(address, _SOME % kind)
    ]
    hubs = [row["thing"] for row in rows(address, _HUBS)]
    words = [word for row in things for word in re.findall(r"[a-zA-Z]{4,}", row["name"])]
    words += [
        run[at : at + 4]
        for row in things
        for run in re.findall(r"[\u4e00-\u9fff]{4,}", row["name"])
        for at in (0, len(run) - 4)
    ]

    def page(iri: str) -> str:
        return "/page/" + iri.partition("/id/")[2]

    return {
        "home": lambda random: "/",
        "search": lambda random: "/search?q=" + quote(random.choice(words)),
        "suggest": lambda random: "/search/suggest?q=" + quote(random.choice(words)[:5]),
        "things": lambda random: page(random.choice(things)["thing"]),
        "hubs": lambda random: page(random.choice(hubs)),
    }


def ask(address: str, path_of: Callable[[Random], str], seconds: float, seed: str) -> list[float]:
    """Ask one after the other for so long, as a browser does; return how many ms each took."""
    random, spent = Random(seed), []
    end = time.monotonic() + seconds
    with closing(connected(address)) as connection:
        while time.monotonic() < end:
            path = path_of(random)
            began = time.monotonic()
            get(connection, path, PAGE)
            spent.append((time.monotonic() - began) * 1000)
    return spent


def measured(spent: list[float]) -> dict[str, Any]:
    parts = quantiles(spent, n=100)
    return {"requests": len(spent), "median_ms": round(parts[49], 1), "p95_ms": round(parts[94], 1)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with served(given.data) as address:
        print(json.dumps({"index_s": round(wait_for_index(address), 1)}), flush=True)
        for kind, path_of in paths(address).items():
            with ThreadPoolExecutor(given.clients) as pool:
                runs = [
                    pool.submit(ask, address, path_of, given.seconds, f"{given.seed}/{kind}/{n}")
                    for n in range(given.clients)
                ]
                spent = [ms for run in runs for ms in run.result()]
            line = {"page": kind, **measured(spent), "wanted_p95_ms": WANTED_MS[kind]}
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
