"""Things, documents, vocabulary and first page: right, linked, escaped, in both languages."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.small_graph import NAMESPACE
from web.test_transfer import serving

from kg.query.formats import of_kind
from kg.query.names import Name, choose, short
from kg.settings import Settings
from server import create_app

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
EVENT, DOCUMENT = "event/eeeeeeeeeeeeeeee", "document/dddddddddddddddd"
PAGES = [
    "/",
    "/documents",
    "/sparql",
    "/queries/",
    "/ns",
    "/ns/event-type",
    f"/page/{EVENT}",
    f"/page/{DOCUMENT}",
    "/page/event/ffffffffffffffff",
    "/page/agency/x-river",
    "/page/place/x-springfield",
    "/page/claim/dddddddddddddddd-cccccccccccccccc",
    "/page/span/dddddddddddddddd-ssssssssssssssss",
    "/page/event/nope",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_safe_and_whole(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.content_type.startswith("text/html")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = answer.text
    assert not re.search(r"<style|\son\w+=|\sstyle=|javascript:[^<]*\"", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all('src="/static/' in each or "application/ld+json" in each for each in scripts)
    assert page.count("<h1") == 1 and 'lang="en"' in page and "<title>" in page
    assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_site_leads_somewhere(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=BROWSER).text
    for address in set(re.findall(r'(?:href|src)="(/[^"#]*)', page)):
        found = client.get(address.replace("&amp;", "&"), headers=BROWSER)
        found.close()
        assert found.status_code < 400, f"{path} links to {address}"


@pytest.mark.parametrize(
    "accept, target",
    [
        ("text/html", f"/page/{EVENT}"),
        ("*/*", f"/page/{EVENT}"),
        ("text/turtle", f"/data/{EVENT}.ttl"),
        ("application/ld+json", f"/data/{EVENT}.jsonld"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", f"/data/{EVENT}.rdf"),
    ],
)
def test_a_thing_leads_to_what_the_client_wants(
    client: FlaskClient, accept: str, target: str
) -> None:
    answer = client.get(f"/id/{EVENT}", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Location"]) == (303, target)
    assert "Accept" in answer.vary


@pytest.mark.parametrize(
    "old, new",
    [
        ("/id/event/gggggggggggggggg", f"/id/{EVENT}"),
        ("/page/event/gggggggggggggggg", f"/page/{EVENT}"),
        ("/data/event/gggggggggggggggg.nt", f"/data/{EVENT}.nt"),
        ("/id/document/oooooooooooooooo", f"/id/{DOCUMENT}"),
        ("/page/document/oooooooooooooooo", f"/page/{DOCUMENT}"),
        ("/id/claim/dddddddddddddddd-xxxxxxxxxxxxxxxx", f"/id/{DOCUMENT}"),
        ("/page/span/dddddddddddddddd-xxxxxxxxxxxxxxxx", f"/page/{DOCUMENT}"),
        ("/data/version/dddddddddddddddd-xxxxxxxxxxxxxxxx.ttl", f"/data/{DOCUMENT}.ttl"),
    ],
)
def test_what_was_replaced_leads_to_what_stands_for_it(
    client: FlaskClient, old: str, new: str
) -> None:
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (303, new)


@pytest.mark.parametrize(
    "path",
    [
        "/id/event/nope",
        "/id/nothing/x",
        "/data/event/nope.ttl",
        "/id/claim/nope-nope",
        "/id/event/a>b",
    ],
)
def test_what_is_unknown_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("form", of_kind("graph"), ids=lambda form: form.suffix)
def test_data_says_the_same_in_every_format(client: FlaskClient, form) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(f"/data/{EVENT}.{form.suffix}")
    assert answer.content_type.startswith(form.media_types[0])
    triples = {quad.triple for quad in ox.parse(answer.data, format=form.engine)}
    plain = client.get(f"/data/{EVENT}.nt").data
    assert triples == {quad.triple for quad in ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)}
    subjects = {triple.subject.value for triple in triples}  # type: ignore[union-attr]
    assert NAMESPACE.thing("participation", "pppppppppppppppp") in subjects


def test_an_event_shows_facts_people_and_sentences(client: FlaskClient) -> None:
    page = client.get(f"/page/{EVENT}").text
    for words in (
        "Third river talks",
        "第三次河流会谈",
        "4 March 2024",
        "Springfield",
        "River Office",
        "host",
    ):
        assert words in page
    assert f'href="/why?s={EVENT.replace("/", "%2F")}&amp;p=ea%3Aplace' in page
    assert f'href="/data/{EVENT}.ttl"' in page


def test_an_agency_shows_what_it_took_part_in_and_links_outside(client: FlaskClient) -> None:
    page = client.get("/page/agency/x-river").text
    assert f'href="/page/{EVENT}"' in page
    assert 'href="http://elsewhere.example/river" rel="external noreferrer"' in page
    assert "RO" in page


def test_hostile_text_is_escaped_and_hostile_addresses_are_no_links(client: FlaskClient) -> None:
    page = client.get("/page/event/ffffffffffffffff").text
    assert "&lt;script&gt;alert" in page
    assert "<script>" not in page and "alert('x')</script>" not in page
    assert 'href="javascript:' not in page


def test_names_are_in_the_language_asked_for(client: FlaskClient) -> None:
    chinese = client.get("/page/agency/x-river?lang=zh-Hans").text
    assert '<h1><span lang="zh-hans">河流办公室</span>' in chinese
    assert "第三次河流会谈" in chinese
    assert "lang=zh-Hans" in re.findall(r'href="(/page/event[^"]*)"', chinese)[0]
    english = client.get("/page/agency/x-river").text
    assert '<h1><span lang="en">River Office</span>' in english


def test_the_first_page_counts_and_lists(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Third river talks" in page
    assert "three things to try" in page.lower()


def test_documents_are_listed(client: FlaskClient) -> None:
    page = client.get("/documents").text
    assert f'href="/page/{DOCUMENT}"' in page and "1 event" in page and "Example News" in page


def test_an_empty_store_has_pages_too(tmp_path: Path) -> None:
    application = create_app(Settings(store=str(tmp_path / "none")))
    try:
        client = application.test_client()
        assert "Nothing has been loaded yet" in client.get("/").text
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        answer = client.get("/sparql?query=ASK{}")
        assert answer.status_code == 503 and "Retry-After" in answer.headers
        assert client.get("/sparql").status_code == 200
        assert client.get("/documents").status_code == 503
    finally:
        application.extensions["pool"].close()


def test_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready", "sequence": 0}


@pytest.mark.parametrize("path", ["/ns", "/ns/event-type"])
def test_the_vocabulary_can_be_had_as_data(client: FlaskClient, path: str) -> None:
    turtle = client.get(path, headers={"Accept": "text/turtle"})
    triples = list(ox.parse(turtle.data, format=ox.RdfFormat.TURTLE))
    assert len(triples) > 20
    nested = client.get(f"{path}?format=jsonld")
    assert len(json.loads(nested.data)) > 5
    assert client.get(path, headers=BROWSER).content_type.startswith("text/html")


def test_the_context_and_the_shapes_are_served(client: FlaskClient) -> None:
    context = client.get("/ns/context.jsonld")
    assert context.content_type == "application/ld+json"
    assert context.json and "Agency" in context.json["@context"]
    shapes = client.get("/ns/shapes.ttl")
    assert shapes.content_type == "text/turtle; charset=utf-8"
    assert len(list(ox.parse(shapes.data, format=ox.RdfFormat.TURTLE))) > 100
    for answer in (context, shapes, client.get("/ns"), client.get("/ns/role")):
        links = answer.headers.getlist("Link")
        assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    for path in ("/ns", f"/data/{EVENT}.nt"):
        links = ", ".join(client.get(path).headers.getlist("Link"))
        assert '/ns/shapes.ttl>; rel="describedby"' in links


def test_the_vocabulary_as_json_ld_is_the_vocabulary(client: FlaskClient) -> None:
    nested = client.get("/ns", headers={"Accept": "application/ld+json"})
    assert nested.content_type == "application/ld+json"
    turtle = client.get("/ns", headers={"Accept": "text/turtle"})
    assert {q.triple for q in ox.parse(nested.data, format=ox.RdfFormat.JSON_LD)} == {
        q.triple for q in ox.parse(turtle.data, format=ox.RdfFormat.TURTLE)
    }


def test_a_graph_leads_to_its_document_or_its_content(client: FlaskClient) -> None:
    answer = client.get(f"/graph/{DOCUMENT}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/id/{DOCUMENT}")
    answer = client.get("/graph/identity", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert len(list(ox.parse(answer.data, format=ox.RdfFormat.TURTLE))) == 7
    assert client.get("/graph/document/no/key").status_code == 404


@pytest.mark.parametrize(
    "path, meant",
    [
        ("/id/agencie/x-river", "agency"),
        ("/page/agency/unepp", "unep"),
        ("/queries/timelin", "timeline"),
        ("/ns/event-typ", "event-type"),
        ("/graph/views", "view"),
        ("/document", "/documents"),
    ],
)
def test_what_is_not_there_is_guessed_at(client: FlaskClient, path: str, meant: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and answer.json
    assert answer.json["error"]["hint"] == f"did you mean {meant}?"


def test_the_site_may_live_below_a_path(app: Flask) -> None:
    client = app.test_client()
    page = client.get(f"/page/{EVENT}", environ_overrides={"SCRIPT_NAME": "/kg"}).text
    assert 'href="/kg/static/style.css"' in page
    assert f'href="/kg/page/{DOCUMENT}"' in page and 'href="/kg/why?' in page
    assert f'href="http://localhost/kg/page/{EVENT}"' in page


LABELS = [ox.Literal("Office", language="en"), ox.Literal("办公室", language="zh-Hans")]


@pytest.mark.parametrize(
    "labels, languages, expected",
    [
        (LABELS, ["en", "zh-Hans"], Name("Office", "en", "办公室", "zh-hans")),
        (LABELS, ["zh-Hans"], Name("办公室", "zh-hans", "Office", "en")),
        (LABELS, ["zh"], Name("办公室", "zh-hans", "Office", "en")),
        (LABELS[:1], ["zh-Hans"], Name("Office", "en")),
        ([ox.Literal("plain")], ["en"], Name("plain")),
    ],
)
def test_the_best_label_is_chosen(
    labels: list[ox.Literal], languages: list[str], expected: Name
) -> None:
    assert choose(labels, languages) == expected


def test_iris_without_a_label_are_shown_short() -> None:
    assert short("http://purl.org/dc/terms/issued") == "dcterms:issued"
    assert short("http://elsewhere.example/a%20b") == "http://elsewhere.example/a b"


def test_a_search_before_there_is_an_index_says_when_to_come_back(
    web_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.search.finding.FILE", "not-made-yet.sqlite")
    monkeypatch.setattr("kg.indexing.Keeper.start", lambda keeper: None)
    with serving(web_settings) as client:
        page = client.get("/search?q=river", headers={"Accept": "text/html"})
        assert "The index is being made" in page.text and 'type="search"' in page.text
        told = client.get("/search?q=river")
        assert told.json and told.json["error"]["code"] == "not-indexed"
        joined = client.get("/search?q=river&format=values")
        for answer in (page, told, joined):
            assert answer.status_code == 503 and answer.headers["Retry-After"]
            assert answer.headers["Cache-Control"] == "no-store"
