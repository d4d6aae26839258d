"""How often a second are answers given again, beside Oxigraph's server computing the same?

    nice -n -10 python benchmarks/cached.py STORE

Eight connections of one client process. Three saved questions of the dashboard are asked again and
again from `kg serve`, with and without `If-None-Match`; their SPARQL from Oxigraph's own server on
the same files; and a bare Flask route that returns a constant, in the same server and threads.
"""

import argparse
import http.client
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.peers import free_port
from benchmarks.query import native, ours, running, wait_for
from benchmarks.query_data import Data
from kg.iris import Namespace
from kg.query.saved import saved_queries

NAMES = ("events-per-month", "agreement-pipeline", "framework-targets")
CONNECTIONS = 8
BARE = "from flask import Flask\napp = Flask(__name__)\napp.route('/')(lambda: 'constant')\n"


def rate(address: str, paths: Sequence[str], seconds: float, *, with_tags: bool = False) -> float:
    """Return answers a second, each connection asking the paths in turn."""
    counts, deadline = [0] * CONNECTIONS, time.monotonic() + seconds

    def ask(number: int) -> None:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        tags: dict[str, str] = {}
        while time.monotonic() < deadline or counts[number] < len(paths):
            path = paths[counts[number] % len(paths)]
            headers = {"Accept": "*/*"}
            if with_tags and path in tags:
                headers["If-None-Match"] = tags[path]
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 304):
                raise RuntimeError(f"{path[:80]} gave {answer.status}")
            if tag := answer.headers.get("ETag"):
                tags[path] = tag
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0)
    asked = parser.parse_args()
    data = Data("", asked.store, "managed", lambda random, name: NotImplemented, (), ())
    view = quote(Namespace().view, safe="")
    texts = [saved_queries()[name].bind({}, Namespace()) for name in NAMES]
    sparql = [f"/query?query={quote(text)}&default-graph-uri={view}" for text in texts]
    saved = [f"/api/queries/{name}.json" for name in NAMES]
    rates = {}
    with native(data) as address:
        rates["oxigraph, the same SPARQL"] = rate(address, sparql, asked.seconds)
    with ours(data) as (address, _):
        rate(address, saved, 1.0)  # computes them
        rates["saved questions, 200"] = rate(address, saved, asked.seconds)
        rates["saved questions, 304"] = rate(address, saved, asked.seconds, with_tags=True)
    rates["bare Flask route"] = bare(asked.seconds)
    for name, each in rates.items():
        print(f"{name:28} {each:8.1f} a second")


def bare(seconds: float) -> float:
    port = free_port()
    command = [str(Path(sys.executable).parent / "gunicorn"), "-w", "2", "-k", "gthread"]
    options = ["--threads", "8", "--keep-alive", "60", "-b", f"127.0.0.1:{port}"]
    with TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(BARE)
        with running([*command, *options, "--chdir", folder, "bare:app"]):
            wait_for(f"http://127.0.0.1:{port}/")
            return rate(f"http://127.0.0.1:{port}/", ["/"], seconds)


if __name__ == "__main__":
    main()
