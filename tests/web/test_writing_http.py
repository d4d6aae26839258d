"""Writing over HTTP: who may, what is refused, what a change leaves behind when it goes wrong."""

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from w3c.served import TOKEN, Answer, Served, serving

from kg.settings import Settings
from kg.tokens import Tokens
from kg.uploads import Uploads
from kg.writer import WriterClient
from server import create_app

pytestmark = pytest.mark.live

TURTLE = {"content-type": "text/turtle"}
MINE = "https://example.org/mine"
LIMITS = {"update_timeout_s": 6.0, "query_memory_mb": 600, "load_timeout_s": 120.0}
RUNAWAY = "INSERT { GRAPH <%s> { ?a ?b ?k } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("writing") / "store"
    with serving(root, "managed", **LIMITS) as served:
        yield served


def error(answer: Answer) -> dict[str, object]:
    found: dict[str, object] = json.loads(answer.body)["error"]
    return found


def at(graph: str) -> str:
    return f"/graphs?graph={quote(graph, safe='')}"


def count(server: Served, graph: str) -> int:
    text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return int(server.query(text, "text/csv").body.split()[1])


def test_without_any_token_nothing_can_be_written(tmp_path: Path) -> None:
    client = create_app(Settings(store=str(tmp_path / "store"))).test_client()
    for method, path in (("POST", "/update"), ("PUT", at(MINE)), ("POST", "/documents")):
        answer = client.open(path, method=method, headers={"Authorization": "Bearer x"})
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "read-only")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_token_is_needed_and_one_that_reaches_so_far(server: Served) -> None:
    text = b"INSERT DATA { GRAPH <https://example.org/no> { <a> <b> <c> } }"
    kind = {"content-type": "application/sparql-update"}
    for given in ("", "Bearer wrong", "Basic " + TOKEN):
        answer = server.send("POST", "/update", text, kind | {"authorization": given})
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Bearer ")
    reviewer = Tokens(server.root).add("reviewer", "review")
    answer = server.send("POST", "/update", text, kind | {"authorization": f"Bearer {reviewer}"})
    assert answer.status == 403
    assert 'scope="load"' in answer.headers["www-authenticate"]
    assert count(server, "https://example.org/no") == 0


def test_tokens_change_without_a_restart_and_each_use_is_written_down(server: Served) -> None:
    tokens = Tokens(server.root)
    given = {"authorization": f"Bearer {tokens.add('passing', 'load')}"} | TURTLE
    assert server.send("PUT", at(MINE), b"<a> <b> 1 .", given).status in (201, 204)
    tokens.revoke("passing")
    assert server.send("PUT", at(MINE), b"<a> <b> 2 .", given).status == 401
    log = [json.loads(line) for line in (server.root / "audit.jsonl").read_text().splitlines()]
    assert [(use["token"], use["status"] < 300) for use in log[-2:]] == [
        ("passing", True),
        (None, False),
    ]
    assert given["authorization"].split()[1] not in (server.root / "audit.jsonl").read_text()


def test_what_is_answered_can_be_read(server: Served) -> None:
    graph = "https://example.org/read"
    for number in range(1, 4):
        text = f"INSERT DATA {{ GRAPH <{graph}> {{ <https://example.org/s> <b> {number} }} }}"
        answer = server.update(text)
        assert (answer.status, answer.headers["cache-control"]) == (204, "no-store")
        assert int(answer.headers["x-commit"]) > 0
        assert count(server, graph) == number


def test_who_does_not_want_to_wait_can_wait_later(server: Served) -> None:
    graph = "https://example.org/later"
    text = f"INSERT DATA {{ GRAPH <{graph}> {{ <a> <b> <c> }} }}".encode()
    kind = {"content-type": "application/sparql-update", "prefer": "respond-async"}
    answer = server.send("POST", "/update", text, kind)
    assert answer.headers["preference-applied"] == "respond-async"
    path = "/sparql?" + urlencode({"query": f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"})
    seen = server.send("GET", path, headers={"x-minimum-commit": answer.headers["x-commit"]})
    assert json.loads(seen.body)["boolean"] is True
    assert server.send("GET", path, headers={"x-minimum-commit": "soon"}).status == 400


def test_the_programs_graphs_are_refused_with_a_hint(server: Served) -> None:
    base = Settings().base_iri
    for text in (
        "INSERT DATA { <a> <b> <c> }",
        "DROP ALL",
        f"CLEAR GRAPH <{base}graph/view>",
        "INSERT { GRAPH ?g { <a> <b> <c> } } WHERE { GRAPH ?g {} }",
    ):
        answer = server.update(text)
        assert (answer.status, error(answer)["code"]) == (403, "refused")
    assert "hint" in error(server.update("DROP ALL"))
    for method in ("PUT", "POST", "DELETE"):
        for path in (at(f"{base}graph/view"), at(f"{base}graph/document/x"), "/graphs?default"):
            assert server.send(method, path, b"", TURTLE).status == 403
    kind = {"content-type": "application/sparql-update"}
    for path in (at(f"{base}graph/view"), "/graphs?default"):
        assert server.send("PATCH", path, b"INSERT DATA { <a> <b> <c> }", kind).status == 403
    assert count(server, f"{base}graph/view") > 1000


def test_faults_have_the_place_where_the_author_sees_them(server: Served) -> None:
    answer = server.update(f"INSERT DATA {{\n  GRAPH <{MINE}> {{ <a> <b> ex:c }} }}")
    assert (answer.status, error(answer)["line"], error(answer)["column"]) == (400, 2, 46)
    assert server.update("SELECT * { ?s ?p ?o }").status == 400
    assert server.update(f"CREATE GRAPH <{MINE}>; CREATE GRAPH <{MINE}>").status == 400
    answer = server.update(f"CLEAR SILENT GRAPH <{MINE}> ;\nLOAD <http://127.0.0.1:9/>")
    assert (answer.status, error(answer)["line"], error(answer)["column"]) == (403, 2, 1)


def test_graphs_change_only_as_their_readers_believe_them(server: Served) -> None:
    path = at("https://example.org/tagged")
    assert server.send("PUT", path, b"<a> <b> 1 .", TURTLE).status == 201
    first = server.send("GET", path).headers["etag"]
    other = at("https://example.org/untouched")
    server.send("PUT", other, b"<a> <b> 1 .", TURTLE)  # of no matter to the first one
    assert server.send("PUT", path, b"<a> <b> 2 .", TURTLE | {"if-match": first}).status == 204
    for stale in (first, '"nonsense"'):
        assert server.send("DELETE", path, None, {"if-match": stale}).status == 412
    now = server.send("GET", path).headers["etag"]
    assert server.send("GET", path, headers={"if-none-match": now}).status == 304
    assert server.send("PUT", path, b"", TURTLE | {"if-none-match": "*"}).status == 412
    assert server.send("DELETE", path, None, {"if-match": "*"}).status == 204
    assert server.send("PUT", path, b"", TURTLE | {"if-match": "*"}).status == 412
    assert server.send("DELETE", path).status == 404


def test_graphs_are_patched_and_nothing_else_is(server: Served) -> None:
    path, kind = at("https://example.org/patched"), {"content-type": "application/sparql-update"}
    patch = b"DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"
    assert server.send("PATCH", path, patch, kind).status == 404
    server.send("PUT", path, b"<https://example.org/s> <https://example.org/p> 1 .", TURTLE)
    assert server.send("PATCH", path, patch, kind).status == 204
    assert b" 2 ." in server.send("GET", path, headers={"accept": "text/turtle"}).body
    assert server.send("PATCH", path, patch, TURTLE).status == 415
    elsewhere = f"INSERT DATA {{ GRAPH <{MINE}> {{ <a> <b> <c> }} }}".encode()
    assert server.send("PATCH", path, elsewhere, kind).status == 403


def test_bodies_that_are_no_graph_are_refused(server: Served) -> None:
    path = at("https://example.org/odd")
    for media_type, status in (
        ("application/trig", 415),
        ("image/png", 415),
        ("text/turtle; charset=utf-16", 415),
        ("text/turtle", 400),
        ("application/ld+json", 400),
    ):
        assert server.send("PUT", path, b"<a> <b", {"content-type": media_type}).status == status
    assert server.send("GET", path).status == 404
    assert server.send("PUT", "/graphs", b"", TURTLE).status == 400
    assert server.send("GET", "/graphs?graph=relative").status == 400
    assert server.send("GET", "/graphs/x%").status == 400
    assert server.send("GET", "/graphs?default&graph=http://a").status == 400
    assert server.send("GET", "/graphs?default", headers={"accept": "image/png"}).status == 406


def test_a_runaway_ends_and_leaves_nothing(server: Served) -> None:
    graph = "https://example.org/runaway"
    started = time.monotonic()
    answer = server.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <a> <b> 1 }} }} ; {RUNAWAY % graph}")
    assert answer.status == 503
    assert error(answer)["code"] in ("timed-out", "store-problem", "out-of-memory")
    assert time.monotonic() - started < 60
    assert server.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ <a> <b> 'after' }} }}").status == 204
    assert count(server, graph) == 0


def test_a_change_that_needs_too_much_memory_dies_alone(server: Served) -> None:
    graph = "https://example.org/hog"
    doubled = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(26))
    where = f"BIND('{'x' * 1000}' AS ?a0) {doubled}"
    answer = server.update(f"INSERT {{ GRAPH <{graph}> {{ <a> <b> ?a26 }} }} WHERE {{ {where} }}")
    assert answer.status == 503
    assert count(server, graph) == 0
    assert server.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ <a> <b> 'hog' }} }}").status == 204


def test_what_was_acknowledged_survives_the_writer(server: Served) -> None:
    graph = "https://example.org/kept"
    settings = Settings(store=str(server.root))
    kind = {"content-type": "application/sparql-update", "prefer": "respond-async"}
    for number in range(3):
        text = f"INSERT DATA {{ GRAPH <{graph}> {{ <a> <b> {number} }} }}".encode()
        until(lambda text=text: server.send("POST", "/update", text, kind).status == 204)
        with WriterClient.connect_or_start(settings) as writer:
            os.kill(writer.stats()["pid"], signal.SIGKILL)
    until(lambda: server.update(f"CLEAR SILENT GRAPH <{MINE}>").status == 204)
    assert count(server, graph) == 3


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_documents_are_loaded_and_told_of(server: Served) -> None:
    boundary = "limit"
    notes = {
        "one.txt": "River talks\n\nThe River Office met in Springfield on 5 May 2024.\n",
        "two.txt": "Lake talks\n\nThe Lake Office met in Springfield on 6 May 2024.\n",
        "three.bin": "\0\1\2\3",
    }
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        f"{text}\r\n"
        for name, text in notes.items()
    )
    whole = f"{body}--{boundary}--\r\n".encode()
    kind = {"content-type": f"multipart/form-data; boundary={boundary}", "idempotency-key": "k1"}
    answer = server.send("POST", "/documents", whole, kind)
    assert answer.status == 202
    finished = wait(server, answer.headers["location"])
    assert finished["state"] == "done"
    assert finished["report"]["added"] == 2
    assert [each["name"] for each in finished["report"]["rejected"]] == ["three.bin"]
    again = server.send("POST", "/documents", whole, kind)
    assert again.headers["location"] == answer.headers["location"]
    assert json.loads(again.body)["state"] == "done"
    other = server.send(
        "POST", "/documents?name=x.txt", b"Other words.", kind | {"content-type": "text/plain"}
    )
    assert (other.status, error(other)["code"]) == (422, "key-reused")
    found = server.query("SELECT ?d { ?d a <https://w3id.org/ecoaccord/ns#Document> }", "text/csv")
    assert len(found.body.split()) == 3


def test_a_single_document_is_the_body(server: Served) -> None:
    text = b"Hill talks\n\nThe Hill Office met in Springfield on 7 May 2024.\n"
    answer = server.send("POST", "/documents?name=hill.txt", text, {"content-type": "text/plain"})
    assert wait(server, answer.headers["location"])["report"]["added"] == 1
    assert server.send("POST", "/documents", b"", {"content-type": "text/plain"}).status == 400
    assert server.send("GET", "/documents/uploads/none").status == 404
    stranger = {"authorization": "Bearer nobody"}
    assert server.send("GET", answer.headers["location"], headers=stranger).status == 401


def wait(server: Served, location: str) -> dict[str, object]:
    assert re.fullmatch(r"/documents/uploads/\w+", location)
    deadline = time.monotonic() + 120
    while True:
        answer = server.send("GET", location)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        found: dict[str, object] = json.loads(answer.body)
        if found["state"] in ("done", "failed"):
            return found
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_nothing_is_written_on_a_disk_that_is_nearly_full(tmp_path: Path) -> None:
    with serving(tmp_path / "store", "plain", min_free_bytes=1 << 60) as server:
        for answer in (
            server.update("INSERT DATA { <a> <b> <c> }"),
            server.send("PUT", at(MINE), b"<a> <b> 1 .", TURTLE),
            server.send("POST", "/documents", b"text", {"content-type": "text/plain"}),
        ):
            assert (answer.status, error(answer)["code"]) == (507, "disk-full")
        assert server.query("ASK { ?s ?p ?o }", "text/csv").body.strip() == b"false"


@pytest.mark.full
def test_what_was_uploaded_is_loaded_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    text = b"Moor talks\n\nThe Moor Office met in Springfield on 8 May 2024.\n"
    uploads = Uploads(settings)
    uploads.start = lambda: None  # type: ignore[method-assign]  # dies before it begins
    kept = uploads.submit([("../moor.txt", text)])
    with serving(tmp_path / "store", "managed", **LIMITS) as server:
        found = wait(server, f"/documents/uploads/{kept.id}")
        assert (found["state"], found["report"]["added"]) == ("done", 1)  # type: ignore[index]
