"""How answers travel: compressed, to other origins, through proxies, by the method QUERY."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kg.errors import BadSetting, ResultTooLarge
from kg.settings import Settings
from server import create_app

LARGE = "/sparql?format=csv&query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")
SMALL = "/sparql?format=csv&query=" + quote("SELECT * {} ")
GZIP = {"Accept-Encoding": "gzip"}


@contextmanager
def serving(settings: Settings, **changes: object) -> Iterator[FlaskClient]:
    application = create_app(replace(settings, **changes))  # type: ignore[arg-type]
    try:
        yield application.test_client()
    finally:
        application.extensions["pool"].close()


@pytest.mark.parametrize(
    "path", [LARGE, "/queries/timeline", "/ns/shapes.ttl", "/ns?format=jsonld"]
)
def test_large_answers_are_compressed_for_whoever_takes_it(client: FlaskClient, path: str) -> None:
    plain = client.get(path, buffered=True)
    packed = client.get(path, headers=GZIP, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) * 0.6
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.vary
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for known in (plain.headers["ETag"], packed.headers["ETag"]):
        again = client.get(path, headers={**GZIP, "If-None-Match": known})
        assert (again.status_code, again.headers["ETag"]) == (304, known)


@pytest.mark.parametrize(
    "path, accepted",
    [
        (SMALL, "gzip"),
        ("/healthz", "gzip"),
        (LARGE, "deflate"),
        (LARGE, "gzip;q=0"),
        (LARGE, "identity, gzip;q=0.5"),
    ],
)
def test_other_answers_are_not(client: FlaskClient, path: str, accepted: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": accepted}, buffered=True)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_what_breaks_off_has_no_end_when_compressed_either(client: FlaskClient) -> None:
    endless = quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    answer = client.get(f"/sparql?format=csv&timeout=0.5&query={endless}", headers=GZIP)
    inflate, received = zlib.decompressobj(wbits=31), 0
    with pytest.raises(Exception, match="longer than"):
        for block in answer.response:
            received += len(inflate.decompress(block))  # type: ignore[arg-type]
    assert received > 1_000_000 and not inflate.eof


def test_a_result_over_the_limit_never_looks_whole(web_settings: Settings) -> None:
    with serving(web_settings, max_result_bytes=100_000) as client:
        for headers in ({}, GZIP):
            for _ in range(5):
                try:
                    answer = client.get(LARGE, headers=headers, buffered=True)
                except ResultTooLarge:  # the transfer broke off
                    continue
                assert answer.status_code == 413
        assert client.get(SMALL).status_code == 200


def test_other_origins_may_not_read_unless_told(client: FlaskClient) -> None:
    answer = client.get(SMALL, headers={"Origin": "https://a.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_listed_origins_may_read(web_settings: Settings) -> None:
    origins = ("https://a.example", "http://b.example:8080")
    with serving(web_settings, cors_origins=origins) as client:
        for origin in origins:
            answer = client.get(SMALL, headers={"Origin": origin})
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "Origin" in answer.vary
        ask_first = {"Origin": origins[0], "Access-Control-Request-Method": "QUERY"}
        answer = client.options("/sparql", headers=ask_first)
        assert "QUERY" in answer.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
        answer = client.get(SMALL, headers={"Origin": "https://c.example"})
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.vary


def test_any_origin_may_read_but_never_with_credentials(web_settings: Settings) -> None:
    with serving(web_settings, cors_origins=("*",)) as client:
        answer = client.get(SMALL, headers={"Origin": "https://a.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        wrong = client.get("/nowhere", headers={"Origin": "https://a.example"})
        assert wrong.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("origin", ["a.example", "https://a.example/", "null", ""])
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(BadSetting, match="cors_origins"):
        Settings(cors_origins=(origin,))


def test_forwarded_headers_count_only_from_as_many_proxies_as_told(
    web_settings: Settings, client: FlaskClient
) -> None:
    forwarded = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "data.example",
        "X-Forwarded-Prefix": "/kg",
        "Accept": "text/turtle",
    }
    assert b"<http://localhost/sparql#service>" in client.get("/sparql", headers=forwarded).data
    with serving(web_settings, trusted_proxies=1) as behind:
        described = behind.get("/sparql", headers=forwarded).data
        assert b"<https://data.example/kg/sparql#service>" in described


@pytest.mark.parametrize(
    "body, content_type",
    [
        ("ASK {}", "application/sparql-query"),
        ("query=ASK+%7B%7D", "application/x-www-form-urlencoded"),
    ],
)
def test_the_method_query_asks_like_a_post(
    client: FlaskClient, body: str, content_type: str
) -> None:
    answer = client.open("/sparql", method="QUERY", data=body, content_type=content_type)
    assert answer.json == {"head": {}, "boolean": True}
    assert "application/sparql-query" in answer.headers["Accept-Query"]


def test_the_method_query_needs_a_query(client: FlaskClient) -> None:
    assert client.open("/sparql", method="QUERY", data="ASK {}").status_code == 415
    content_type = "application/x-www-form-urlencoded"
    answer = client.open("/sparql", method="QUERY", content_type=content_type)
    assert answer.status_code == 400
