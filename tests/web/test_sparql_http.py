"""`/sparql` over HTTP: methods, statuses, formats, errors of one shape."""

from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.query.formats import of_kind

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/ecoaccord/ns#Event> }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def ask(client: FlaskClient, text: str, suffix: str = "", **headers: str) -> TestResponse:
    return client.get(f"/sparql?query={quote(text)}{suffix}", headers=headers)


def check_error(response: TestResponse, status: int, code: str) -> dict[str, object]:
    """The one shape that every error has."""
    assert response.status_code == status
    assert response.content_type == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json
    error = response.json["error"]
    assert set(error) - {"line", "column", "hint"} == {"code", "title", "detail"}
    assert error["code"] == code
    return dict(error)


def test_get_and_both_posts_answer_alike(client: FlaskClient) -> None:
    answers = [
        ask(client, COUNT, Accept="text/csv"),
        client.post("/sparql", data={"query": COUNT}, headers={"Accept": "text/csv"}),
        client.post("/sparql?format=csv", data=COUNT, content_type=QUERY),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.data == b"n\r\n2\r\n"
        assert answer.content_type == "text/csv; charset=utf-8"
        assert "Accept" in answer.vary
        assert answer.headers["X-Commit"] == "0"


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    answer = client.head(f"/sparql?query={quote(COUNT)}")
    assert answer.status_code == 200
    assert answer.content_type == "application/sparql-results+json"
    assert answer.data == b""


def test_options_names_the_methods(client: FlaskClient) -> None:
    answer = client.options("/sparql")
    assert answer.status_code == 200
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= {
        m.strip() for m in answer.headers["Allow"].split(",")
    }


@pytest.mark.parametrize("form", of_kind("solutions", "graph"), ids=lambda form: form.suffix)
def test_every_format_can_be_had_by_accept_and_by_name(client: FlaskClient, form) -> None:  # type: ignore[no-untyped-def]
    text = COUNT if form.kind == "solutions" else "CONSTRUCT WHERE { ?s a ?c }"
    for media_type in form.media_types:
        assert ask(client, text, Accept=media_type).content_type.startswith(media_type)
    answer = ask(client, text, f"&format={form.suffix}")
    assert answer.content_type.startswith(form.media_types[0])
    if form.kind == "solutions":
        assert (
            ox.parse_query_results(answer.data, format=form.engine)
            if form.suffix != "csv"
            else True
        )
    else:
        assert len(list(ox.parse(answer.data, format=form.engine))) > 100


@pytest.mark.parametrize(
    "path, headers, status, code",
    [
        ("/sparql?query=SELEC", {}, 400, "bad-query"),
        ("/sparql?query=ASK{}&query=ASK{}", {}, 400, "bad-request"),
        ("/sparql?query=ASK{}&timeout=x", {}, 400, "bad-parameter"),
        ("/sparql?query=ASK{}&format=xls", {}, 400, "bad-parameter"),
        ("/sparql?update=CLEAR+ALL", {}, 400, "bad-request"),
        ("/sparql?query=ASK{SERVICE<http://x>{}}", {}, 403, "refused"),
        ("/sparql?query=ASK{}", {"Accept": "image/png"}, 406, "not-acceptable"),
        ("/sparql?query=ASK{}", {"Accept": "text/turtle"}, 406, "not-acceptable"),
        ("/sparql", {"Accept": "image/png"}, 406, "not-acceptable"),
        ("/nowhere", {}, 404, "not-found"),
        ("/page/event/nope", {}, 404, "not-found"),
        ("/id/monster/1", {}, 404, "not-found"),
        ("/ns/nope", {}, 404, "not-found"),
        ("/queries/nope", {}, 404, "unknown-query"),
        ("/documents?sort=sideways", {}, 400, "bad-parameter"),
    ],
)
def test_errors_have_one_shape(
    client: FlaskClient, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    error = check_error(client.get(path, headers=headers), status, code)
    if not path.startswith("/sparql"):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == status
        assert str(error["title"]) in page.text


@pytest.mark.parametrize(
    "body, content_type, status, code",
    [
        ("x" * 100_001, QUERY, 413, "request-entity-too-large"),
        ("ASK {}" + " " * 50_000, QUERY, 413, "too-large"),
        ("ASK {}", "text/plain", 415, "unsupported-media-type"),
        ("CLEAR ALL", "application/sparql-update", 415, "unsupported-media-type"),
        ("update=CLEAR+ALL", FORM, 400, "bad-request"),
        ("", FORM, 400, "bad-request"),
        (b"query=%ff", FORM, 400, "bad-request"),
        ("LOAD <http://x>", QUERY, 403, "refused"),
    ],
)
def test_bad_posts(
    client: FlaskClient, body: str, content_type: str, status: int, code: str
) -> None:
    check_error(client.post("/sparql", data=body, content_type=content_type), status, code)


def test_other_methods_are_not_allowed(client: FlaskClient) -> None:
    answer = client.delete("/sparql")
    check_error(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]


def test_a_syntax_error_says_where_and_what_to_do(client: FlaskClient) -> None:
    error = check_error(ask(client, "SELECT *\n{ ?s ea:place ?o }"), 400, "bad-query")
    assert (error["line"], error["column"]) == (2, 6)
    assert "PREFIX ea:" in str(error["hint"])


def test_what_is_acceptable_is_named(client: FlaskClient) -> None:
    error = check_error(ask(client, COUNT, Accept="text/turtle"), 406, "not-acceptable")
    assert "text/csv" in str(error["hint"])


def test_a_query_over_its_time_is_a_503_and_the_next_one_answers(client: FlaskClient) -> None:
    product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    check_error(ask(client, product, "&timeout=0.3"), 503, "timed-out")
    assert ask(client, "ASK {}").json == {"head": {}, "boolean": True}


def test_the_view_is_the_default_graph_and_the_request_may_name_another(
    client: FlaskClient,
) -> None:
    graph = quote("https://example.org/kg/graph/document/dddddddddddddddd")
    text = "SELECT ?d { ?d a <https://w3id.org/ecoaccord/ns#Claim> }"
    assert ask(client, text, "&format=csv").data.count(b"\n") == 1
    named = ask(client, text, f"&format=csv&default-graph-uri={graph}")
    assert named.data.count(b"\n") == 3


def test_without_a_query_programs_get_the_service_description(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = ox.Store()
    graph.load(answer.data, format=ox.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    sd += "PREFIX void: <http://rdfs.org/ns/void#> "
    rows = graph.query(
        sd + "SELECT ?e ?n { ?s a sd:Service ; sd:endpoint ?e ; sd:resultFormat ?f ; "
        "sd:defaultDataset/sd:defaultGraph/void:classPartition [ void:class "
        "<https://w3id.org/ecoaccord/ns#Event> ; void:entities ?n ] } LIMIT 1"
    )
    ((endpoint, events),) = [tuple(row) for row in rows]  # type: ignore[union-attr]
    assert endpoint.value == "http://localhost/sparql"
    assert events.value == "2"


def test_people_get_a_form_and_a_table(client: FlaskClient) -> None:
    assert "<textarea" in client.get("/sparql", headers=BROWSER).text
    page = client.get(
        f"/sparql?query={quote('SELECT ?e { ?e a ?c } LIMIT 3')}", headers=BROWSER
    ).text
    assert "3 rows" in page
    assert "format=csv" in page
    assert "true" in client.get("/sparql?query=ASK{}", headers=BROWSER).text
    graph = client.get("/sparql?query=CONSTRUCT+WHERE{?s+a+?c}", headers=BROWSER).text
    assert "format=ttl" in graph
    wrong = client.get("/sparql?query=SELEC", headers=BROWSER)
    assert wrong.status_code == 400 and "did you mean SELECT" in wrong.text.replace("Did", "did")


def test_a_person_sees_the_first_rows_of_a_large_result(client: FlaskClient) -> None:
    product = quote("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    page = client.get(f"/sparql?query={product}", headers=BROWSER).text
    assert "The first 1,000 rows" in page
    graph = quote("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }")
    assert "The first 1,000 rows" in client.get(f"/sparql?query={graph}", headers=BROWSER).text


def test_the_form_escapes_what_was_asked(client: FlaskClient) -> None:
    page = client.get("/sparql?query=</textarea><script>alert(1)</script>", headers=BROWSER).text
    assert "<script>" not in page
