"""A running server, asked by clients that others wrote, and treated badly."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import rdflib
from pyoxigraph import NamedNode
from query.processes import is_running
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, TURTLE, XML, SPARQLWrapper
from web.small_graph import NAMESPACE, fill

from kg.load import load
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore

pytestmark = pytest.mark.live

COUNT = "SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/ecoaccord/ns#Event> }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PROGRAM = """
import sys
from kg.settings import Settings
from kg.web.serving import serve
serve(Settings(store=sys.argv[1], base_iri=sys.argv[2], port=0, query_timeout_s=2.0,
    query_workers=2), lambda address: print(address, flush=True))
"""


@dataclass
class Server:
    """A server process with everything below it."""

    root: Path
    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, text: str, suffix: str = "", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", f"/sparql?query={quote(text)}{suffix}", headers=headers)
        response = connection.getresponse()
        try:
            return response.status, response.read()
        finally:
            connection.close()

    def count(self) -> int:
        status, body = self.ask(COUNT, "&format=csv")
        assert status == 200
        return int(body.split()[1])


def start(root: Path) -> Server:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root), NAMESPACE.base],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address, "the server did not start"
    return Server(root, process, int(address.rstrip("/").rpartition(":")[2]))


def stop(server: Server, how: signal.Signals = signal.SIGTERM) -> int:
    server.process.send_signal(how)
    code = server.process.wait(30)
    if server.process.stdout:
        server.process.stdout.close()
    return code


def below(pid: int) -> set[int]:
    """Return all processes that descend from one."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(stat.parent.name)] = int(fields[1])
    found, new = set(), {pid}
    while new:
        found |= new
        new = {child for child, parent in parents.items() if parent in new} - found
    return found - {pid}


def wait_until_gone(pids: set[int]) -> None:
    deadline = time.monotonic() + 20
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, pids))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("live") / "store"
    fill(root)
    running = start(root)
    yield running
    stop(running)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_solutions(server: Server, method: str) -> None:
    client = SPARQLWrapper(server.url + "sparql")
    client.setMethod(method)
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "2"
    client.setReturnFormat(XML)
    assert client.queryAndConvert().getElementsByTagName("literal")[0].firstChild.data == "2"
    client.setReturnFormat(CSV)
    assert client.queryAndConvert() == b"n\r\n2\r\n"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # theirs
@pytest.mark.parametrize("form", [TURTLE, N3, XML])
def test_sparqlwrapper_reads_graphs(server: Server, form: str) -> None:
    client = SPARQLWrapper(server.url + "sparql")
    client.setMethod(POST)
    client.setQuery("CONSTRUCT { ?s ?p ?o } { VALUES ?s { <id/agency/x-river> } ?s ?p ?o }")
    client.setReturnFormat(form)
    found = client.queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
    label = rdflib.Literal("河流办公室", lang="zh-hans")
    assert (rdflib.URIRef(NAMESPACE.thing("agency", "x-river")), None, label) in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_queries_it_as_a_store(server: Server, method: str) -> None:
    store = SPARQLStore(server.url + "sparql", method=method)
    graph = rdflib.Graph(store)
    ((count,),) = graph.query(COUNT)
    assert count.toPython() == 2
    agency = rdflib.URIRef(NAMESPACE.thing("agency", "x-river"))
    assert len(list(graph.triples((agency, None, None)))) == 6
    assert graph.query(f"ASK {{ <{agency}> ?p ?o }}").askAnswer


@pytest.mark.full
def test_what_is_loaded_beside_it_is_seen(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    server = start(tmp_path / "store")
    try:
        note = tmp_path / "note.txt"
        note.write_text("River talks\n\nThe River Office met in Springfield on 5 May 2024.\n")
        settings = Settings(store=str(tmp_path / "store"), base_iri=NAMESPACE.base)
        assert load([str(note)], settings).added == 1
        documents = "SELECT ?d { ?d a <https://w3id.org/ecoaccord/ns#Document> }"
        deadline = time.monotonic() + 10
        while server.ask(documents, "&format=csv")[1].count(b"\n") < 3:
            assert time.monotonic() < deadline
    finally:
        stop(server)


def test_a_result_that_breaks_off_cannot_be_taken_for_whole(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/sparql?" + urlencode({"query": STREAM, "format": "csv"}))
    response = connection.getresponse()
    assert response.status == 200
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        while response.read(1 << 20):
            pass
    connection.close()
    assert server.count() == 2


def test_an_http_1_0_client_gets_a_whole_result_or_an_error(server: Server) -> None:
    for text, status in ((COUNT, b"200"), (STREAM, b"503")):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            request = f"GET /sparql?{urlencode({'query': text})} HTTP/1.0\r\n\r\n"
            connection.sendall(request.encode())
            answer = b""
            while part := connection.recv(1 << 16):
                answer += part
        assert answer.split()[1] == status


def test_clients_that_leave_free_their_workers(server: Server) -> None:
    for text in (PRODUCT, STREAM):
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
                path = f"/sparql?{urlencode({'query': text, 'timeout': '2'})}"
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                time.sleep(0.1)
    assert server.count() == 2


def test_clients_that_read_nothing_hold_no_workers(server: Server) -> None:
    text = STREAM + " LIMIT 20000"
    whole = server.ask(text, "&format=csv")[1]
    request = f"GET /sparql?{urlencode({'query': text, 'format': 'csv'})} HTTP/1.1\r\nHost: x\r\n"
    connections = []
    for _ in range(2):  # as many as there are query processes
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(f"{request}Connection: close\r\n\r\n".encode())
        connections.append(connection)
    time.sleep(3)  # longer than a query may run
    assert server.count() == 2
    response = http.client.HTTPResponse(connections[0])
    response.begin()
    assert response.read() == whole
    for connection in connections:
        connection.close()


def test_a_runaway_is_told_so_while_others_are_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        path = f"/sparql?{urlencode({'query': PRODUCT})}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert server.count() == 2
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    assert b" 503 " in answer and b"timed-out" in answer


def test_it_stops_cleanly_and_leaves_nothing_behind(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    server = start(tmp_path / "store")
    assert server.count() == 2
    others = below(server.process.pid)
    assert len(others) >= 4  # web process, two query processes, writer
    assert stop(server) == 0
    wait_until_gone(others)


def test_nothing_outlives_a_killed_parent(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    server = start(tmp_path / "store")
    assert server.count() == 2
    others = below(server.process.pid)
    stop(server, signal.SIGKILL)
    wait_until_gone(others)
    with EmbeddedStore.open(tmp_path / "store", NAMESPACE) as store:
        assert list(store.quads(graph=NamedNode(NAMESPACE.identity)))


def test_the_web_process_comes_back_after_a_kill(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    server = start(tmp_path / "store")
    try:
        web = web_process(server)
        others = below(web)
        (writer,) = below(server.process.pid) - others - {web}
        os.kill(web, signal.SIGKILL)
        wait_until_gone(others)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                assert server.count() == 2
                break
            except OSError:
                time.sleep(0.1)
        assert server.count() == 2
        assert writer in below(server.process.pid)
    finally:
        stop(server)


def web_process(server: Server) -> int:
    """Return the process below the first one that has others below it."""
    parents = {pid for pid in below(server.process.pid) if parent_of(pid) == server.process.pid}
    (web,) = filter(below, parents)
    return web


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
