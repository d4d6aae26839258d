"""The short way answers as Flask does, and limits reach whoever asks."""

import gzip
import threading
from collections.abc import Callable
from importlib.util import find_spec
from urllib.parse import quote, unquote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.test_transfer import serving
from werkzeug.test import Client, TestResponse

from kg.settings import Settings

ALL = quote("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")
LARGE = "/sparql?format=csv&query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")
SLOW = "/sparql?timeout=1&query=" + quote(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
)
REQUESTS = [
    f"query={ALL}",
    f"query={ALL}&format=csv",
    f"query={ALL}&limit=3",
    f"query={ALL}&limit=100000&timeout=5",
    "query=ASK%7B%7D",
    "query=" + quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 9"),
    "query=" + quote("CONSTRUCT { [] ?p ?o } { ?s ?p ?o } LIMIT 9"),
    "query=" + quote("DESCRIBE <id/agency/x-river>"),
    "query=" + quote("SELECT (1 AS ?one) (NOW() > 1 AS ?t) {}"),
    "query=nonsense",
    f"query={ALL}&limit=-1",
    f"query={ALL}&format=nothing",
    f"query={ALL}&query={ALL}",
    "query=" + quote("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"),
    "",
]
SAVED = [
    "timeline.json",
    "timeline.csv?excel=yes&limit=2",
    "timeline.json?limit=1",
    "timeline.srj",
    "events-by-place.geojson",
    "bridges.json",
    "timeline.nothing",
    "timeline.json?from=yesterday",
    "no-such-query.json",
]
ACCEPTED = [
    "*/*",
    "text/csv",
    "text/turtle",
    "application/json;q=0.5, application/xml",
    "image/png",
]


@pytest.fixture(autouse=True)
def never_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine too a small result is whole before it is sent."""
    monkeypatch.setattr("kg.query.workers._HELD_BACK_S", 60.0)


def content(answer: TestResponse) -> bytes:
    """A long answer is compressed piece by piece, as the pieces happen to arrive."""
    compressed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.data) if compressed else answer.data


@pytest.mark.parametrize("accept", ACCEPTED)
@pytest.mark.parametrize("asked", REQUESTS)
@pytest.mark.parametrize("encodings", ["identity", "gzip"])
def test_it_makes_no_difference(app: Flask, asked: str, accept: str, encodings: str) -> None:
    headers = {"Accept": accept, "Accept-Encoding": encodings}
    short = Client(app.wsgi_app).get(f"/sparql?{asked}", headers=headers)
    flask = Client(app.wsgi_app._app).get(f"/sparql?{asked}", headers=headers)  # type: ignore[attr-defined]
    assert short.status == flask.status
    makes_nodes = "%5B%5D" in asked  # of any length, so the lengths differ too
    differ = {"Content-Length"} if makes_nodes else set()
    for way in (short, flask):
        for name in differ:
            way.headers.pop(name, None)
    assert dict(short.headers) == dict(flask.headers)
    assert makes_nodes or content(short) == content(flask)
    if tag := short.headers.get("ETag"):
        again = {**headers, "If-None-Match": tag}
        unchanged = [
            Client(way).get(f"/sparql?{asked}", headers=again)
            for way in (app.wsgi_app, app.wsgi_app._app)  # type: ignore[attr-defined]
        ]
        assert [answer.status_code for answer in unchanged] == [304, 304]
        assert dict(unchanged[0].headers) == dict(unchanged[1].headers)


@pytest.mark.parametrize("accept", ACCEPTED)
@pytest.mark.parametrize("asked", [*REQUESTS, "update=CLEAR+ALL", "query=%FF"])
@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_body_makes_no_difference(app: Flask, asked: str, accept: str, method: str) -> None:
    body, path = asked.partition("&")[::2]
    forms = [
        {"data": asked, "content_type": "application/x-www-form-urlencoded", "path": "/sparql"},
        {
            "data": unquote_plus(body.removeprefix("query="), errors="replace"),
            "content_type": "application/sparql-query",
            "path": f"/sparql?{path}",
        },
        {"data": asked, "content_type": "text/plain", "path": "/sparql"},
    ]
    for form in forms:
        ask = {**form, "method": method, "headers": {"Accept": accept}}
        short = Client(app.wsgi_app).open(**ask)
        flask = Client(app.wsgi_app._app).open(**ask)  # type: ignore[attr-defined]
        assert short.status == flask.status
        if "%5B%5D" not in asked:  # which makes nodes of any length
            assert dict(short.headers) == dict(flask.headers)
            assert short.data == flask.data


def test_a_body_that_is_too_long_is_refused(web_settings: Settings) -> None:
    with serving(web_settings, max_body_bytes=100) as client:
        for text, status in (("ASK {}", 200), ("ASK {} #" + "x" * 100, 413)):
            assert client.post("/sparql", data={"query": text}).status_code == status


@pytest.mark.parametrize("encodings", ["identity", "gzip"])
@pytest.mark.parametrize("asked", SAVED)
def test_a_saved_query_is_answered_alike_again(app: Flask, asked: str, encodings: str) -> None:
    headers = {"Accept": "*/*", "Accept-Encoding": encodings}

    def ask(**more: str) -> list[TestResponse]:
        """Ask Flask alone, then the short way twice."""
        ways = (app.wsgi_app._app, app.wsgi_app, app.wsgi_app)  # type: ignore[attr-defined]
        path = f"/api/queries/{asked}"
        return [Client(way).get(path, headers={**headers, **more}) for way in ways]

    flask, *short = ask()
    for answer in short:
        assert (answer.status, answer.data) == (flask.status, flask.data)
        assert dict(answer.headers) == dict(flask.headers)
    if tag := flask.headers.get("ETag"):
        flask, *short = ask(**{"If-None-Match": tag})
        for answer in short:
            assert answer.status_code == flask.status_code == 304
            assert dict(answer.headers) == dict(flask.headers)


def test_caches_ask_each_time_unless_the_header_of_a_question_says_otherwise(
    client: FlaskClient,
) -> None:
    for name, kept in (("timeline", "no-cache"), ("bridges", "max-age=60")):
        path = f"/api/queries/{name}.json"
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == kept


def test_a_reader_gets_the_language_of_her_choice_beside_programs(client: FlaskClient) -> None:
    path = "/api/queries/timeline.json?limit=1&lang=zh-Hans"
    for _ in range(2):
        assert "Set-Cookie" not in client.get(path, headers={"Accept": "*/*"}).headers
        client.delete_cookie("language")
        assert "Set-Cookie" in client.get(path, headers={"Accept": "text/html"}).headers


def test_who_asks_for_fewer_gets_fewer_and_is_told(client: FlaskClient) -> None:
    for suffix, lines in (("csv", 4), ("tsv", 4)):
        answer = client.get(f"/sparql?query={ALL}&format={suffix}&limit=3")
        assert answer.headers["X-Shortened"] == "yes"
        assert answer.data.count(b"\n") == lines
    answer = client.get(f"/sparql?query={ALL}&limit=3")
    assert len(answer.json["results"]["bindings"]) == 3
    graph = quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    answer = client.get(f"/sparql?query={graph}&format=nt&limit=2")
    assert (answer.headers["X-Shortened"], answer.data.count(b"\n")) == ("yes", 2)
    answer = client.get(f"/sparql?query={quote('SELECT (1 AS ?x) {}')}&limit=1")
    assert answer.headers["X-Shortened"] == "no"
    assert "X-Shortened" not in client.get(f"/sparql?query={ALL}").headers
    assert client.get("/sparql?query=ASK%7B%7D&limit=0").headers.get("X-Shortened") is None


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_more_solutions_than_the_service_allows_are_an_error(
    web_settings: Settings, form: str
) -> None:
    with serving(web_settings, max_solutions=20) as client:
        answer = client.get(f"/sparql?query={ALL}&format={form}")
        assert answer.status_code == 413
        assert answer.json["error"]["code"] == "result-too-large"
        assert "20 solutions" in answer.json["error"]["detail"]
        assert client.get(f"/sparql?query={ALL}&format={form}&limit=20").status_code == 200
        assert client.get(f"/sparql?query={ALL}&format={form}&limit=21").status_code == 413
        graph = quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert client.get(f"/sparql?query={graph}").status_code == 413


def test_one_busy_client_does_not_keep_others_waiting(web_settings: Settings) -> None:
    with serving(web_settings, query_workers=3, max_concurrent_queries=12) as client:
        statuses: list[int] = []

        def busy(number: int) -> None:
            greedy = {"REMOTE_ADDR": "192.0.2.1"}
            path = f"{SLOW}%23{number}"
            statuses.append(
                client.application.test_client().get(path, environ_base=greedy).status_code
            )

        threads = [threading.Thread(target=busy, args=(number,)) for number in range(30)]
        for thread in threads:
            thread.start()
        for number in range(10):
            modest = {"REMOTE_ADDR": "192.0.2.2"}
            path = "/sparql?query=" + quote(f"SELECT ({number} AS ?n) {{}}")
            assert client.get(path, environ_base=modest).status_code == 200
        for thread in threads:
            thread.join()
        assert set(statuses) == {503}


def test_who_spent_the_budget_is_told_when_to_come_back(web_settings: Settings) -> None:
    with serving(web_settings, client_query_s=0.5, trusted_proxies=1) as client:

        def ask(address: str, path: str) -> tuple[int, str | None]:
            answer = client.get(path, headers={"X-Forwarded-For": address})
            return answer.status_code, answer.headers.get("Retry-After")

        assert ask("192.0.2.9", "/sparql?query=ASK%7B%7D%20")[0] == 200  # a process is there
        assert ask("192.0.2.1", SLOW)[0] == 503
        status, wait = ask("192.0.2.1", "/sparql?query=ASK%7B%7D")
        assert status == 429 and 1 <= int(wait or 0) <= 600
        assert ask("192.0.2.2", "/sparql?query=ASK%7B%7D")[0] == 200
        assert ask("2001:db8:1:2::1", SLOW)[0] == 503
        assert ask("2001:db8:1:2::ffff", "/sparql?query=ASK%7B%7D%23")[0] == 429
        assert ask("2001:db8:1:3::1", "/sparql?query=ASK%7B%7D%23%23")[0] == 200


def test_over_capacity_is_an_error_that_says_when_to_come_back(web_settings: Settings) -> None:
    with serving(web_settings, max_concurrent_queries=1) as client:
        thread = threading.Thread(target=client.application.test_client().get, args=(SLOW,))
        thread.start()
        pool = client.application.extensions["pool"]
        while not pool.running and thread.is_alive():
            pass
        answer = client.get("/sparql?query=ASK%7B%7D%23")
        thread.join()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


def unpackers() -> dict[str, Callable[[bytes], bytes]]:
    found: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress}
    if find_spec("brotli"):
        import brotli

        found["br"] = brotli.decompress
    if find_spec("zstandard"):
        import zstandard

        found["zstd"] = lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)
    return found


@pytest.mark.parametrize("name", unpackers())
@pytest.mark.parametrize("path", [LARGE, f"/sparql?query={ALL}", "/ns/shapes.ttl"])
def test_every_encoding_on_offer_can_be_undone(client: FlaskClient, name: str, path: str) -> None:
    plain = client.get(path, buffered=True)
    packed = client.get(path, headers={"Accept-Encoding": name}, buffered=True)
    assert packed.headers["Content-Encoding"] == name
    assert unpackers()[name](packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + f'-{name}"'
    again = {"Accept-Encoding": name, "If-None-Match": packed.headers["ETag"]}
    assert client.get(path, headers=again).status_code == 304


def test_the_best_of_what_the_client_takes_is_chosen(client: FlaskClient) -> None:
    for accepted, chosen in (
        ("gzip;q=0.9, br;q=0.1, zstd;q=0.1", "gzip"),
        ("gzip;q=0, *;q=0", None),
        ("identity;q=1, *;q=0.5", None),
    ):
        answer = client.get(LARGE, headers={"Accept-Encoding": accepted}, buffered=True)
        assert answer.headers.get("Content-Encoding") == chosen
