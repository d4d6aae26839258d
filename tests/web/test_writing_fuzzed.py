"""Odd requests that write are answered with what is wrong with them."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from w3c.served import Served, serving

pytestmark = pytest.mark.live

PATHS = [
    "/update",
    "/graphs",
    "/graphs?default",
    "/graphs?graph=http://e/g",
    "/graphs/x",
    "/documents",
]
TYPES = [
    *("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"),
    *("application/sparql-update", "application/x-www-form-urlencoded", "text/plain", ""),
    *("multipart/form-data; boundary=b", "text/turtle; charset=latin1", "nonsense"),
]
PIECES = [
    *("INSERT DATA {", "}", "<a>", " ", "<b>", "1", ".", ";", "DELETE WHERE {", "GRAPH", "?g", "{"),
    *(
        "update=",
        "%7B",
        "&",
        "using-graph-uri=",
        "http://e/g",
        "@prefix",
        '"',
        "'",
        "\\",
        "\n",
        "[",
    ),
    *("--b\r\n", "Content-Disposition: form-data; name=f; filename=a.ttl", "\r\n\r\n", "--b--"),
    *("{", '"@context"', ":", "<rdf:RDF", ">", "CLEAR ALL", "CREATE GRAPH <g>", "\0", "\xff", "#"),
]
HEADERS = ["if-match", "if-none-match", "prefer", "idempotency-key", "x-minimum-commit", "accept"]
VALUES = ["*", '"1-a-ttl"', "W/", "respond-async", "0", "text/html", string.punctuation]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("fuzzed") / "store", update_timeout_s=20.0) as served:
        yield served


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "OPTIONS"]),
    st.tuples(
        st.sampled_from(PATHS),
        st.sampled_from(["", "&", "?", "%", "&graph=", "/%zz", "?graph=a b"]),
    ),
    st.sampled_from(TYPES),
    st.dictionaries(st.sampled_from(HEADERS), st.sampled_from(VALUES), max_size=2),
    st.lists(st.sampled_from(PIECES), max_size=8),
)
def test_there_is_no_unforeseen_answer(
    server: Served,
    method: str,
    path: tuple[str, str],
    media_type: str,
    headers: dict[str, str],
    pieces: list[str],
) -> None:
    body = "".join(pieces).encode("latin-1")
    sent = {"content-type": media_type, "prefer": "respond-async"} | headers
    answer = server.send(method, "".join(path).replace(" ", "%20"), body, sent)
    assert answer.status < 500, answer.body
