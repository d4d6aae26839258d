"""Requests that nobody would send: an answer or an error with a reason, never a 500 or a hang."""

import os
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.small_graph import NAMESPACE, fill
from werkzeug.test import Client

from kg.settings import Settings
from server import create_app

EXAMPLES = 25_000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 150
GRACE_S = 20  # for a busy machine
PATIENCE_S = 60  # for query processes to start on a busy machine
ALLOWED = {200, 304, 400, 401, 403, 404, 405, 406, 408, 411, 413, 415, 422, 429, 503}
QUERIES = (
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o . FILTER(?o > 3 && REGEX(?o, 'a+')) } GROUP BY ?s",
    "PREFIX ea: <https://w3id.org/ecoaccord/ns#> SELECT * FROM <x:g> { ?e a ea:Event } LIMIT 3",
    "ASK { VALUES (?a ?b) { (1 UNDEF) ('x'@en 2.5e1) } BIND(STRLEN(?a) AS ?c) }",
    "CONSTRUCT { ?s <p> [ <q> ?o ] } WHERE { GRAPH ?g { ?s (<a>|^<b>)*/<c>? ?o } } # end",
    "DESCRIBE <id/agency/x-river> ?x { OPTIONAL { ?x a ?t MINUS { ?x ?y '''l\n''' } } }",
    'SELECT * { { SELECT ?x { ?x ?y << <a> <b> "c" >> } ORDER BY DESC(?x) OFFSET 1 } UNION {} }',
    "SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
)
PIECES = st.sampled_from(
    ["{", "}", "(", ")", "<", ">", "'", '"""', "#", ":", "?x", "SERVICE", "LOAD <x:y>", "\\u0041",
     "\\", "\0", "\ud800", "河", "_:b", "[]", "SELECT", "LIMIT 9999999999999999999", ";", "%", " "]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a query with pieces cut out, doubled, moved and put in."""
    text = draw(st.sampled_from(QUERIES))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        piece = draw(st.one_of(st.just(""), st.just(text[start:end] * 2), PIECES))
        text = text[:start] + piece + text[end:]
    return text


NAMES = st.sampled_from(
    ["query", "format", "timeout", "limit", "default-graph-uri", "named-graph-uri", "update", "q"]
)
VALUES = st.one_of(
    mutated(), st.sampled_from(["json", "csv", "ttl", "0", "-1", "1e9", "nan", "x:g", "", "é"])
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": st.sampled_from(["*/*", "text/html", "text/csv;q=x", ",;=", "a/b", "x" * 5000]),
        "Accept-Encoding": st.sampled_from(["gzip", "br, zstd", "*;q=0", ";", "identity;q=0"]),
        "If-None-Match": st.sampled_from(["*", '"a"', "W/", '"' * 9, "a" * 32]),
        "Content-Type": st.sampled_from(
            ["application/sparql-query", "application/x-www-form-urlencoded", "text/plain", ";"]
        ),
        "X-Minimum-Commit": st.sampled_from(["0", "x", "-1"]),
        "Origin": st.just("https://a.example"),
        "X-Forwarded-For": st.sampled_from(["1.2.3.4", "::", "x"]),
    },
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    root = tmp_path_factory.mktemp("mutated") / "store"
    fill(root)
    application = create_app(
        Settings(
            store=str(root),
            base_iri=NAMESPACE.base,
            query_timeout_s=1.0,
            query_memory_mb=512,
            query_workers=3,
            max_result_bytes=5_000_000,
            max_body_bytes=100_000,
        )
    )
    yield application
    application.extensions["pool"].close()


def send(app: Flask, method: str, path: str, **more: object) -> int:
    """Return the status; a transfer that breaks off has had one."""
    began = time.monotonic()
    answer = Client(app).open(path, method=method, **more)  # type: ignore[arg-type]
    try:
        for _ in answer.response:
            pass
    except Exception as error:  # noqa: BLE001 - what breaks off raises where a server would hang up
        assert type(error).__module__.startswith("kg."), repr(error)
    finally:
        answer.close()
    assert time.monotonic() - began < GRACE_S
    return answer.status_code


def assert_well(app: Flask) -> None:
    """See that no query process is lost or still at work."""
    pool = app.extensions["pool"]
    assert pool.running == {} and pool.turns.running == 0
    until = time.monotonic() + PATIENCE_S  # they start one after the other
    while len(pool._workers) < pool.size:
        assert time.monotonic() < until
        time.sleep(0.01)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(mutated(), st.sampled_from(["GET", "POST", "QUERY"]))
def test_mutated_queries(app: Flask, text: str, method: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    more: dict[str, object] = {}
    path = "/sparql"
    if method == "GET":
        path += f"?query={quote(body)}"
    else:
        more = {"data": body, "content_type": "application/sparql-query"}
    assert send(app, method, path, **more) in ALLOWED
    assert_well(app)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "QUERY", "DELETE", "PATCH", "X"]),
    st.sampled_from(
        ["/sparql", "/sparql", "/update", "/graphs", "/queries/timeline", "/metrics", "/readyz",
         "/id/agency/x-river", "/page/event/eeeeeeeeeeeeeeee", "/graph/view", "/documents"]
    ),
    st.lists(st.tuples(NAMES, VALUES), max_size=3),
    HEADERS,
    st.one_of(st.binary(max_size=30), mutated().map(lambda text: text.encode("utf-8", "replace"))),
)  # fmt: skip
def test_mutated_requests(
    app: Flask,
    method: str,
    path: str,
    parameters: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes,
) -> None:
    encoded = urlencode(parameters, errors="surrogatepass")
    allowed = ALLOWED | {204, 303}
    assert send(app, method, f"{path}?{encoded}", headers=headers, data=body) in allowed
    assert_well(app)
