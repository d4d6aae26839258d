"""A service under load, for those who want to break it: clients, a writer of facts, witnesses."""

import http.client
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

TOKEN = "a token for whoever tests"
SHORT = "SELECT ?s { GRAPH ?g { ?s ?p ?o } } LIMIT 5"
LARGE = "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } } LIMIT 30000"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(
    f"GRAPH ?g{i} {{ ?s{i} ?p{i} ?o{i} . ?t{i} ?q{i} ?r{i} }}" for i in range(4)
) + " }"  # fmt: skip
TOGETHER = 5  # triples of one update


@dataclass
class Service:
    root: Path
    process: "subprocess.Popen[str]"
    port: int

    def request(self, method: str, path: str, body: str | None = None, **headers: str) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ask(self, text: str, parameters: str = "&format=csv") -> tuple[int, bytes]:
        status, body = self.request("GET", f"/sparql?query={quote(text)}{parameters}")
        return status, body

    def update(self, text: str) -> int:
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
        status: int = self.request("POST", "/update", text, **headers)[0]
        return status

    def processes(self) -> dict[str, list[int]]:
        """Return who works for the service, by what it does."""
        found: dict[str, list[int]] = {"web": [], "worker": [], "writer": []}
        for pid, parent in tree(self.process.pid):
            with suppress(OSError):
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                if b"kg.query.worker" in line:
                    found["worker"].append(pid)
                elif b"kg.writing" in line:
                    found["writer"].append(pid)
                elif parent == self.process.pid and b"serve" in line:
                    found["web"].append(pid)
        return found


def tree(root: int) -> Iterator[tuple[int, int]]:
    """Yield all living processes below one, each with its parent."""
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child, root
                yield from tree(child)


@contextmanager
def serving(root: Path, *flags: str, descriptors: int | None = None) -> Iterator[Service]:
    """Run `kg serve` with a token, and with few file descriptors if told so."""

    def limit() -> None:
        if descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    kg = Path(sys.executable).parent / "kg"
    command = [kg, "serve", "--port", "0", "--store", root, "--admin-token", TOKEN, *flags]
    with subprocess.Popen(
        [*map(str, command)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    ) as process:
        assert process.stderr
        said = iter(process.stderr)
        port = next(int(m[1]) for line in said if (m := re.search(r"http://[\d.]+:(\d+)", line)))
        threading.Thread(target=lambda: [None for _ in said], daemon=True).start()
        try:
            yield Service(root, process, port)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@dataclass
class Load:
    """Clients that ask and one that writes, until they are stopped; nothing stops them else."""

    service: Service
    seed: int
    acknowledged: list[int] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Load":
        works: list[Callable[[], None]] = [self._write, *[self._read] * 3]
        for number, work in enumerate(works):
            thread = threading.Thread(target=work, name=str(number))
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        random = Random(f"{self.seed} {threading.current_thread().name}")
        while not self._is_over.wait(0.02):
            number = random.randrange(1000)
            kinds = [(SHORT, ""), (SHORT, f" # {number}"), (LARGE, f" # {number}"), (RUNAWAY, "")]
            text, mark = random.choices(kinds, (10, 10, 3, 1))[0]
            with suppress(OSError, http.client.HTTPException):
                status = self.service.ask(text + mark, "&format=csv&timeout=1")[0]
                self.statuses[f"read {status}"] += 1

    def _write(self) -> None:
        number = 0
        while not self._is_over.wait(0.2):
            number += 1
            try:
                status = self.service.update(insertion(number))
            except (OSError, http.client.HTTPException):
                continue
            self.statuses[f"write {status}"] += 1
            if status in (200, 204):
                self.acknowledged.append(number)


def insertion(number: int) -> str:
    triples = " ".join(f"<x:{number}> <x:p{i}> {i} ." for i in range(TOGETHER))
    return f"INSERT DATA {{ GRAPH <http://example.org/g/{number}> {{ {triples} }} }}"


def sizes_of_graphs(service: Service) -> dict[int, int]:
    """Return how many triples there are of each update."""
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    status, body = service.ask(text)
    assert status == 200, body
    rows = (line.split(",") for line in body.decode().split("\r\n")[1:] if line)
    start = "http://example.org/g/"
    return {int(g.removeprefix(start)): int(n) for g, n in rows if g.startswith(start)}


def seconds_until_well(service: Service, patience_s: float = 30) -> float:
    """Return how long it takes until queries and updates are answered again."""
    began = time.monotonic()
    while time.monotonic() - began < patience_s:
        with suppress(OSError, http.client.HTTPException):
            is_read = service.ask(f"{SHORT} # {time.monotonic_ns()}")[0] == 200
            if is_read and service.update("INSERT DATA { <x:a> <x:b> <x:c> }") in (200, 204):
                return time.monotonic() - began
        time.sleep(0.05)
    raise TimeoutError("the service does not come back")


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
