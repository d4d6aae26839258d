"""Servers come and go: reading goes on from a copy, writing goes on once the first one is back."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, serialize
from scale.servers import free_port, oxigraph

from kg.iris import Namespace
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.remote.reader import RemoteReader
from kg.settings import Settings
from kg.writer import WriterClient
from server import create_app

TOKEN = "a-token-for-tests-only"
VIEW = Namespace().view


class Primary:
    """A server that can be ended and started again on the same files."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._held = ExitStack()
        self.start()

    def start(self) -> None:
        self.address = self._held.enter_context(oxigraph(self._folder, self._port))

    def end(self) -> None:
        self._held.close()


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Primary]:
    made = Primary(tmp_path / "primary")
    yield made
    made.end()


@pytest.fixture
def client(primary: Primary, tmp_path: Path) -> Iterator[FlaskClient]:
    """An application with a writer, over a server and a copy of it."""
    with oxigraph() as copy, ExitStack() as held:
        settings = Settings(
            store=primary.address,
            store_replicas=(copy,),
            state=str(tmp_path / "state"),
            archive=str(tmp_path / "archive"),
            admin_token=TOKEN,
            query_workers=1,
            result_cache_bytes=0,
        )
        held.enter_context(closing(WriterClient.connect_or_start(settings)))
        _copy(Remote.of(settings), copy)
        app = create_app(settings)
        held.callback(app.extensions["pool"].close)
        held.callback(app.extensions["writing"].close)
        yield app.test_client()


def _copy(remote: Remote, address: str) -> None:
    with RemoteReader(remote) as reader:
        graphs: dict[str, list[bytes]] = {}
        for quad in reader.quads():
            line = serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b""
            graphs.setdefault(str(quad.graph_name), []).append(line)
    copy = Endpoint(Remote(address, "oxigraph", remote.base_iri, "managed"))
    for graph, lines in graphs.items():
        triples = b"".join(lines).decode()
        copy.update(f"INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")


def _count(client: FlaskClient) -> int:
    return client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }"}).status_code


def _write(client: FlaskClient) -> tuple[int, str | None]:
    text = "INSERT DATA { GRAPH <http://example.org/g> { <http://e/s> <http://e/p> 1 } }"
    headers = {"Authorization": f"Bearer {TOKEN}", "Prefer": "respond-async"}
    answer = client.post("/update", data={"update": text}, headers=headers)
    return answer.status_code, answer.headers.get("Retry-After")


@pytest.mark.full
def test_17_reading_goes_on_and_writing_recovers(primary: Primary, client: FlaskClient) -> None:
    assert _count(client) == 200
    assert _write(client) == (204, None)
    primary.end()
    assert [_count(client) for _ in range(5)] == [200] * 5
    status, retry_after = _write(client)
    assert (status, bool(retry_after)) == (503, True)
    primary.start()
    until = time.monotonic() + 10
    while (status := _write(client)[0]) != 204 and time.monotonic() < until:
        time.sleep(0.2)
    assert status == 204
