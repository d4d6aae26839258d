"""Nothing that comes in makes the service call anybody: not by the check, nor by the wall alone."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from w3c.served import Served, serving

from kg.errors import KgError
from kg.query.protocol import Operation
from kg.query.workers import Limits, Pool
from kg.settings import Settings
from kg.writer import WriterClient

pytestmark = pytest.mark.live

UPDATE = "application/sparql-update"


@dataclass
class Listener:
    """Somebody who notes every call."""

    socket: socket.socket
    calls: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls.append("somebody called")
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server)
        thread = threading.Thread(target=found.listen, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("calls") / "store") as served:
        assert served.update("INSERT DATA { <http://a> <http://b> <http://c> }").status == 204
        yield served


QUERIES = [
    "SELECT * { SERVICE <%s> { ?x ?y ?z } }",
    "SELECT * { service<%s>{?x ?y ?z} }",
    "SELECT * { SERVICE SILENT <%s> { ?x ?y ?z } }",
    "SELECT * { SERVICE#>\n<%s> { ?x ?y ?z } }",
    "PREFIX p: <%s> SELECT * { SERVICE p:x { ?x ?y ?z } }",
    "SELECT * { VALUES ?u { <%s> } SERVICE ?u { ?x ?y ?z } }",
    "SELECT * { ?a ?b ?c BIND(IRI('%s') AS ?u) SERVICE ?u { ?x ?y ?z } }",
    "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <%s> { ?x ?y ?z } } }",
    "SELECT * { { SELECT ?x { SERVICE <%s> { ?x ?y ?z } } } }",
    "CONSTRUCT { ?x ?y ?z } { SERVICE <%s> { ?x ?y ?z } }",
    "SELECT * { ?s ?p ?o . OPTIONAL { SERVICE <%s> { ?x ?y ?z } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <%s> { ?x ?y ?z } } }",
    "SELECT * { ?s ?p 1SERVICE<%s>{ ?x ?y ?z } }",
    "SELECT * { <<?s?p'#>>'>> ?q ?r . SERVICE <%s> { ?e ?f ?g } FILTER('') }",
    "SELECT * FROM <%s> { ?s ?p ?o }",
    "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }",
]
UPDATES = [
    "LOAD <%sx.nt>",
    "LOAD SILENT <%sx.nt> INTO GRAPH <http://g>",
    "load<%sx.nt>",
    "CLEAR DEFAULT ; LOAD <%sx.ttl>",
    "BASE <%s> LOAD <x.nt>",
    "PREFIX l: <%s> LOAD l:x",
    "LOAD#\n<%sx.nt>",
    "INSERT { ?x ?y ?z } WHERE { SERVICE <%s> { ?x ?y ?z } }",
    "DELETE { ?x ?y ?z } WHERE { SERVICE SILENT <%s> { ?x ?y ?z } }",
    "INSERT { ?s ?p 1 } USING <%s> WHERE { ?s ?p ?o }",
    "WITH <%s> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "COPY <%s> TO <http://g>",
    "CREATE GRAPH <%s>",
]
BODIES = [
    ("application/ld+json", '{"@context": "%s", "@id": "http://a", "http://b": 1}'),
    ("application/ld+json", '{"@context": {"@import": "%s"}, "@id": "http://a", "b": 1}'),
    (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY e SYSTEM "%s">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</rdf:RDF>',
    ),
    ("text/turtle", "@base <%s> . <a> <b> <c> ."),
]


@pytest.mark.parametrize("text", QUERIES)
def test_no_query_calls(server: Served, listener: Listener, text: str) -> None:
    answer = server.query(text % listener.address, "*/*")
    assert answer.status == (403 if "service" in text.lower() else 200)
    server.query("ASK {}", "*/*", **{"default-graph-uri": listener.address})
    assert listener.calls == []


@pytest.mark.parametrize("text", UPDATES)
def test_no_update_calls(server: Served, listener: Listener, text: str) -> None:
    whole = text % listener.address
    answer = server.update(whole)
    is_remote = "service" in text.lower() or "load" in text.lower()
    assert (answer.status == 403) == is_remote
    server.send("PATCH", "/graphs?default", whole.encode(), {"content-type": UPDATE})
    assert listener.calls == []


@pytest.mark.parametrize(("media_type", "body"), BODIES)
def test_no_graph_calls(server: Served, listener: Listener, media_type: str, body: str) -> None:
    content = (body % listener.address).encode()
    server.send("PUT", "/graphs?graph=http://g", content, {"content-type": media_type})
    server.send("PUT", f"/graphs?graph={listener.address}", content, {"content-type": media_type})
    server.send("GET", f"/graphs?graph={listener.address}")
    assert listener.calls == []


@pytest.mark.parametrize("text", [text for text in UPDATES if "LOAD" in text or "SERVICE" in text])
def test_the_wall_holds_without_the_check_for_updates(
    server: Served, listener: Listener, text: str
) -> None:
    settings = Settings(store=str(server.root), dataset="plain")
    limits = {"time_s": 10.0, "memory_mb": 0, "least_free_bytes": 0}
    header = {"command": "update", "original": None, "mark": None, "graphs": None}
    header |= {"limits": limits, "condition": None, "flush": False}
    with WriterClient.connect_or_start(settings) as writer:
        try:
            writer.change(header, (text % listener.address).encode())
        except KgError:
            pass
        else:
            assert "SILENT" in text
    assert listener.calls == []


def test_the_wall_holds_without_the_check_for_queries(tmp_path: Path, listener: Listener) -> None:
    with serving(tmp_path / "store") as served:
        root = served.root
    pool = Pool(root, 1, Limits(10.0, 0, 0, 0), "http://e/", None)
    try:
        for text in (text for text in QUERIES if "SERVICE" in text and "?u" not in text):
            with suppress(KgError):
                b"".join(pool.run(Operation(text % listener.address, 10.0)).blocks)
    finally:
        pool.close()
    assert listener.calls == []
