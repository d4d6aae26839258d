"""Pages of things, of their lists and of the evidence, of documents that are hostile, too."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files

import pyoxigraph as ox
import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from graph.graph_examples import DIALOGUE, HERON
from web.told_graph import HEARD, LONG, NAMESPACE, documents, fill

from kg.iris import KINDS, PREFIX_LINES, SCHEMES
from kg.pages.lists import Listing, lists
from kg.query.saved import saved_queries
from kg.settings import Settings
from kg.store.base import rows
from server import create_app

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
AGENCY = f"/page/agency/{HERON.ref.key}"
PLAIN, ATTACK = (f"/page/document/{document.key}" for document, _ in documents())


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    store = tmp_path_factory.mktemp("told") / "store"
    found = Settings(store=str(store), base_iri=NAMESPACE.base, query_workers=1)
    fill(found)
    return found


@pytest.fixture(scope="module")
def told(settings: Settings) -> Iterator[Flask]:
    application = create_app(settings)
    yield application
    application.extensions["pool"].close()


@pytest.fixture
def client(told: Flask) -> FlaskClient:
    return told.test_client()


def select(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get("/sparql", query_string={"query": PREFIX_LINES + query, "format": "json"})
    found = ox.parse_query_results(answer.data, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return [{k: str(getattr(v, "value", v)) for k, v in row.items()} for row in rows(found)]


def page_of(client: FlaskClient, kind: str) -> str:
    """Return the address of the page of one thing of a kind."""
    found = select(client, f"SELECT ?it {{ ?it a ea:{kind} ; ea:key ?key }} ORDER BY ?it LIMIT 1")
    return found[0]["it"].replace(f"{NAMESPACE.base}id/", "/page/")


def meeting(client: FlaskClient) -> str:
    """Return kind and key of the meeting that both documents tell of."""
    found = select(client, f"SELECT ?it {{ ?it ea:eventType <{SCHEMES}event-type#Meeting> }}")
    return found[0]["it"].removeprefix(f"{NAMESPACE.base}id/")


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, path
    return answer.text


def test_an_agency_has_its_events_partners_people_agreements_and_map(client: FlaskClient) -> None:
    page = text(client, AGENCY)
    for words in ("Events", "Partners", "People who spoke for it", "Agreements", "Mira Solen"):
        assert words in page
    assert "3 April 2024" in page and "renewed" in page
    assert "/api/queries/partners-of-agency.csv?agency=agency%2F" in page


def test_an_event_says_its_date_in_words_and_who_came_in_which_role(client: FlaskClient) -> None:
    (row,) = select(client, 'SELECT ?it { ?it skos:prefLabel "Eighth lagoon dialogue"@en }')
    page = text(client, row["it"].replace(f"{NAMESPACE.base}id/", "/page/"))
    assert "May 2024" in page and "the year is inferred, not said" in page
    page = text(client, f"/page/{meeting(client)}")
    for words in (">host<", ">visitor<", "Director", "Heron Coast Environment Office"):
        assert words in page


def test_an_agreement_tells_the_history_of_its_status(client: FlaskClient) -> None:
    page = text(client, page_of(client, "Agreement"))
    assert "How its status is told" in page
    assert "They renewed the Memorandum on Clean Lagoons" in page


def test_a_series_lists_its_sessions_and_a_concept_what_has_it(client: FlaskClient) -> None:
    assert ">8<" in text(client, f"/page/series/{DIALOGUE.ref.key}/events")
    page = text(client, "/page/concept/event-type/Meeting")
    assert f'href="/page/{meeting(client)}"' in page
    assert 'class="lead"' in page, "a concept says what it means"


def test_a_list_is_sorted_and_narrowed_down(client: FlaskClient) -> None:
    newest = text(client, f"{AGENCY}/events")
    assert 'aria-current="true">newest first' in newest.replace("\n", "")
    assert text(client, f"{AGENCY}/events?sort=oldest") != newest
    forum = "https://w3id.org/ecoaccord/ns/event-type#Forum"
    narrowed = client.get(f"{AGENCY}/events", query_string={"type": forum}, headers=BROWSER).text
    assert "Nothing matches" in narrowed


@pytest.mark.parametrize(
    "query, status",
    [
        ({"sort": "sideways"}, 400),
        ({"type": "not an iri"}, 400),
        ({"after": "2024-01-01 http://localhost/id/event/x"}, 200),
        ({"after": "}} nonsense"}, 200),
        ({"lang": "zh-Hans"}, 200),
    ],
)
def test_what_a_list_is_asked_for_is_checked(
    client: FlaskClient, query: dict[str, str], status: int
) -> None:
    assert client.get(f"{AGENCY}/events", query_string=query).status_code == status


def test_every_list_has_a_chinese_title() -> None:
    words = yaml.safe_load((files("kg.web") / "words.yaml").read_text("utf-8"))
    for kind in (*KINDS, "concept"):
        for each in lists(kind).values():
            said = {each.title}
            if isinstance(each, Listing):
                said |= {column.title for column in (each.columns or {}).values()}
                said |= set(each.narrow or {})
            assert said <= words.keys(), f"{kind}/{each.name}"


def test_every_list_names_a_saved_query_and_its_parameter() -> None:
    for kind in (*KINDS, "concept"):
        for each in lists(kind).values():
            if each.query:
                name, parameter = each.query
                parameters = {one.name for one in saved_queries()[name].parameters}
                assert parameter in parameters, f"{kind}/{each.name}"


def test_a_list_that_is_not_there_names_those_that_are(client: FlaskClient) -> None:
    answer = client.get(f"{AGENCY}/dances")
    assert answer.status_code == 404 and answer.json
    assert "partners" in answer.json["error"]["hint"]


def marks_of(page: str) -> set[str]:
    return {unescape(address) for address in re.findall(r'href="(/why\?[^"]*)"', page)}


@pytest.mark.parametrize("name", ["people", "places"])
def test_whatever_is_counted_for_an_agency_is_said_in_a_sentence(
    client: FlaskClient, name: str
) -> None:
    page = text(client, f"{AGENCY}/{name}")
    marks = marks_of(page)
    assert marks
    for mark in marks:
        assert "<blockquote" in text(client, mark)


@pytest.mark.parametrize("thing", [AGENCY, "/page/framework/kmgbf"])
def test_that_a_document_speaks_of_something_is_said_in_its_sentences(
    client: FlaskClient, thing: str
) -> None:
    page = text(client, f"{thing}/documents")
    marks = {mark for mark in marks_of(page) if "reports" in mark}
    assert marks
    assert all("<blockquote" in text(client, mark) for mark in marks)


def test_every_statement_of_an_event_leads_to_its_sentence(client: FlaskClient) -> None:
    page = text(client, f"/page/{meeting(client)}")
    marks = marks_of(page)
    assert len(marks) > 8
    for address in marks:
        shown = text(client, address)
        if "sourceCount" in address:
            assert "follows from other facts" in shown
        else:
            assert "<blockquote" in shown or "These documents state it" in shown, address


def test_evidence_names_document_rule_and_confidence_and_marks_the_words(
    client: FlaskClient,
) -> None:
    asked = {"s": meeting(client), "p": "ea:place", "o": "place/ke-nairobi"}
    shown = client.get("/why", query_string=asked, headers=BROWSER).text
    for words in ("delegation 🐼 in <strong>Nairobi</strong>.", "example.rule", "95 %"):
        assert words in shown
    assert "Heron Coast Gazette" in shown and "<!doctype" in shown
    bare = client.get("/why", query_string=asked | {"bare": "1"}, headers=BROWSER).text
    assert "<strong>Nairobi</strong>" in bare and "<!doctype" not in bare


@pytest.mark.parametrize("query", ["", "s=agency/unep", "s=%3Cx&p=y", "s=agency/unep&p=a%20b"])
def test_a_statement_that_is_none_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/why?{query}").status_code == 400


def test_a_document_shows_its_text_with_all_facts_in_it(client: FlaskClient) -> None:
    page = text(client, PLAIN)
    shown = page[page.index('<div class="text">') :]
    assert unescape(re.sub(r"<[^>]+>", "", shown[: shown.index("</div>")])) == HEARD
    tokens = set(re.findall(r"e\d+-\d+", "".join(re.findall(r'<mark data-e="([^"]*)"', page))))
    facts = set(re.findall(r'<div data-e="(e\d+-\d+)"', page))
    assert tokens == facts, "each fact has its place in the text, and each place its fact"


def test_where_texts_may_not_be_shown_the_quoted_sentences_are(settings: Settings) -> None:
    application = create_app(replace(settings, document_text="quotes"))
    try:
        page = application.test_client().get(PLAIN, headers=BROWSER).text
    finally:
        application.extensions["pool"].close()
    assert "received a" in page and "© Heron Coast 2024" not in page
    assert "Only the sentences" in page


class Elements(HTMLParser):
    """Reads a page as a browser does, and notes what could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_known = given.get("src", "").startswith("/static/") or "ld+json" in str(given)
        if tag in ("iframe", "object", "embed", "style") or (
            tag in ("script", "img") and not is_known
        ):
            self.problems.append(tag)
        self.problems += [name for name in given if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "cite"):
            if given.get(name, "").strip().lower().startswith(("javascript:", "data:")):
                self.problems.append(given[name])


HOSTILE_PAGES = [
    ATTACK,
    "/documents",
    AGENCY,
    f"{AGENCY}/events",
    f"{AGENCY}/people",
    f"/page/series/{DIALOGUE.ref.key}",
    "/page/agency/unep",
    "/page/place/ke-nairobi",
    "/page/framework/kmgbf",
    "/page/concept/event-type/Meeting",
]


def _poisoned_things(client: FlaskClient) -> Iterator[str]:
    query = "SELECT ?it { ?it skos:prefLabel ?name FILTER CONTAINS(?name, 'alert') }"
    for row in select(client, query):
        thing = row["it"].removeprefix(f"{NAMESPACE.base}id/")
        yield f"/page/{thing}"
        for predicate in ("ea:eventType", "ea:status", "skos:prefLabel", "ea:hasParticipant"):
            yield f"/why?s={thing}&p={predicate}"
    yield from HOSTILE_PAGES


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_words_of_documents_are_never_more_than_words(client: FlaskClient, language: str) -> None:
    for path in _poisoned_things(client):
        mark = "&" if "?" in path else "?"
        page = text(client, f"{path}{mark}lang={language}")
        elements = Elements(page)
        assert elements.problems == [], path
        assert "1337" not in page, "no template syntax is evaluated"
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
            assert json.loads(block)["name"]
    assert LONG in text(client, ATTACK)


def test_other_iris_of_the_store_have_a_page_too(client: FlaskClient) -> None:
    iri = "https://w3id.org/ecoaccord/ns/event-type"
    assert client.get("/page", query_string={"iri": iri}).status_code in (200, 303)
    graph = f"{NAMESPACE.base}graph/view"
    assert client.get("/page", query_string={"iri": graph}).status_code == 404
    for wrong in ("", "no iri", "http://elsewhere.example/nothing"):
        assert client.get("/page", query_string={"iri": wrong}).status_code in (400, 404)


def _read(client: FlaskClient, iri: str) -> list[ox.Triple]:
    """Return what an address has as Turtle; nothing where it has something else."""
    path = iri.removeprefix(NAMESPACE.base.rstrip("/")).partition("#")[0]
    answer = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    if answer.status_code != 200 or not answer.content_type.startswith("text/turtle"):
        return []
    return [quad.triple for quad in ox.parse(answer.data, format=ox.RdfFormat.TURTLE)]


def test_whoever_follows_links_of_rdf_comes_to_everything(client: FlaskClient) -> None:
    base = NAMESPACE.base
    waiting, seen = [base], {base}
    while waiting:
        for triple in _read(client, waiting.pop()):
            for term in (triple.subject, triple.predicate, triple.object):
                iri = getattr(term, "value", "")
                is_ours = isinstance(term, ox.NamedNode) and iri.startswith(base)
                if is_ours and iri not in seen and not iri.startswith(f"{base}dump/"):
                    seen.add(iri)
                    waiting.append(iri)
    entities = select(client, "SELECT DISTINCT ?it { ?it ea:key ?key }")
    assert len(entities) > 6
    assert {row["it"] for row in entities} <= seen


def test_every_iri_of_the_data_that_is_ours_answers(client: FlaskClient) -> None:
    query = """SELECT DISTINCT ?iri { { GRAPH ?iri { ?a ?b ?c } } UNION
      { GRAPH ?g { ?s ?p ?o VALUES ?at { 1 2 3 } BIND (IF(?at = 1, ?s, IF(?at = 2, ?p, ?o)) AS ?iri)
        FILTER (isIRI(?iri) && STRSTARTS(STR(?iri), "%s")) } } }"""
    found = [row["iri"] for row in select(client, query % NAMESPACE.base)]
    assert len(found) > 60
    pages: set[str] = set()  # one of each kind is enough of a page
    for iri in found:
        path = iri.removeprefix(NAMESPACE.base.rstrip("/"))
        kind = "/".join(path.split("/")[:3])
        accepted = ["text/turtle"] if kind in pages else ["text/turtle", BROWSER["Accept"]]
        pages.add(kind)
        for accept in accepted:
            answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
            answer.close()
            assert answer.status_code == 200, f"{iri} as {accept}"
