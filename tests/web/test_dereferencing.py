"""Things under their addresses, as browsers, libraries and crawlers really ask for them."""

import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web.small_graph import NAMESPACE

from kg.pages.compact import compacted
from kg.query.formats import of_kind
from kg.settings import Settings
from server import create_app

EVENT = "event/eeeeeeeeeeeeeeee"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
RDFLIB = (
    "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
    "text/turtle,application/x-turtle",
)

# What real clients send, and the representation that they want by it.
ACCEPTED = [
    ("no header", None, "page"),
    ("curl, wget, python-requests", "*/*", "page"),
    ("empty", "", "page"),
    ("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"),
    (
        "Firefox before 132",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "page",
    ),
    (
        "Chromium",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
        "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "page",
    ),
    ("Safari", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"),
    ("Internet Explorer", "text/html, application/xhtml+xml, */*", "page"),
    ("lynx", "text/html, text/plain, text/sgml, text/css, */*;q=0.01", "page"),
    ("Googlebot", "text/html,application/xhtml+xml,application/signed-exchange;v=b3,*/*", "page"),
    ("bingbot", "*/*", "page"),
    ("Java's URLConnection", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "page"),
    ("XHTML alone", "application/xhtml+xml", "page"),
    ("rdflib for RDF/XML", RDFLIB[0], "rdf"),
    ("rdflib for Turtle", RDFLIB[1], "ttl"),
    ("rdflib for N-Triples", "text/plain", "nt"),
    (
        "rdflib for anything",
        "text/turtle, application/rdf+xml, text/n3, application/n-triples, "
        "application/ld+json;q=0.9,*/*;q=0.1",
        "ttl",
    ),
    ("rdflib for JSON-LD", "application/ld+json, application/json;p=0.9, */*;q=0.1", "jsonld"),
    (
        "Jena RIOT",
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
        "*/*;q=0.3",
        "ttl",
    ),
    (
        "Jena for a graph",
        "text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.7,application/trig,"
        "application/n-quads;q=0.9,application/ld+json;q=0.8,*/*;q=0.5",
        "ttl",
    ),
    ("Jena for quads", "application/trig,application/n-quads;q=0.9", "trig"),
    (
        "SPARQLWrapper for RDF",
        "application/rdf+xml,application/turtle,text/turtle,text/rdf+n3;q=0.5",
        "ttl",
    ),
    ("SPARQLWrapper for RDF/XML", "application/rdf+xml", "rdf"),
    ("SPARQLWrapper for JSON-LD", "application/ld+json,application/x-json+ld", "jsonld"),
    (
        "RDF4J",
        "application/rdf+xml;q=0.8,text/turtle;q=0.9,text/n3;q=0.8,application/n-triples;q=0.7",
        "ttl",
    ),
    (
        "Comunica",
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
        "application/n-triples;q=0.8,text/turtle;q=0.6,text/html;q=0.2",
        "nq",
    ),
    ("LDspider", "application/rdf+xml, application/xml;q=0.6, text/xml;q=0.6, */*;q=0.1", "rdf"),
    ("Virtuoso's sponger", "application/rdf+xml;q=1.0, text/rdf+n3;q=0.9, text/html;q=0.5", "rdf"),
    ("raptor", "application/rdf+xml, text/turtle;q=0.9, application/n-triples;q=0.9", "rdf"),
    ("Tabulator", "text/n3, application/rdf+xml, application/xhtml+xml;q=0.5, */*;q=0.1", "ttl"),
    ("LodView", "text/turtle;q=0.8,application/rdf+xml;q=0.9", "rdf"),
    (
        "a JSON-LD library",
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"',
        "jsonld",
    ),
    ("jsonld.js", "application/ld+json, application/json", "jsonld"),
    ("plain JSON", "application/json", "jsonld"),
    ("plain XML", "application/xml", "rdf"),
    ("old Turtle", "application/x-turtle", "ttl"),
    ("N3", "text/n3", "ttl"),
    ("upper case", "TEXT/TURTLE", "ttl"),
    ("spaces around", "  text/turtle ; q=0.9 ,  text/html ; q=0.1 ", "ttl"),
    ("HTML refused", "text/html;q=0, */*;q=0.5", "ttl"),
    ("data before a page", "text/html;q=0.4, application/trig;q=0.5", "trig"),
    ("a page before data", "text/html;q=0.5, application/trig;q=0.4", "page"),
    ("any text", "text/*", "page"),
    ("any application", "application/*", "page"),
    ("no number for q", "text/turtle;q=high, application/ld+json;q=0.2", "jsonld"),
    ("more than one for q", "text/turtle;q=7, text/html;q=0.9", "ttl"),
    ("broken parts", "text, /, ;;, text/turtle", "ttl"),
    ("N-Quads", "application/n-quads", "nq"),
]


@pytest.mark.parametrize(
    "accept, wanted", [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED]
)
def test_clients_get_what_they_accept(client: FlaskClient, accept: str | None, wanted: str) -> None:
    headers = {} if accept is None else {"Accept": accept}
    answer = client.get(f"/id/{EVENT}", headers=headers)
    target = f"/page/{EVENT}" if wanted == "page" else f"/data/{EVENT}.{wanted}"
    assert (answer.status_code, answer.headers["Location"]) == (303, target)
    assert "Accept" in answer.vary


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/pdf, audio/*"])
def test_what_cannot_be_had_is_refused_with_what_can(client: FlaskClient, accept: str) -> None:
    answer = client.get(f"/id/{EVENT}", headers={"Accept": accept})
    assert answer.status_code == 406 and b"text/turtle" in answer.data


def links(client: FlaskClient, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    header = ", ".join(client.get(path).headers.getlist("Link"))
    for address, relation in re.findall(r'<([^>]*)>; rel="([^"]+)"', header):
        found.setdefault(relation, []).append(address)
    return found


def test_pages_and_data_link_to_each_other_to_licence_and_shapes(client: FlaskClient) -> None:
    page, data = links(client, f"/page/{EVENT}"), links(client, f"/data/{EVENT}.ttl")
    assert page["canonical"] == [f"http://localhost/page/{EVENT}"]
    assert data["canonical"] == [f"http://localhost/data/{EVENT}.ttl"]
    suffixes = [form.suffix for form in of_kind("graph")]
    assert page["alternate"] == [f"http://localhost/data/{EVENT}.{suffix}" for suffix in suffixes]
    assert data["alternate"][0] == f"http://localhost/page/{EVENT}"
    assert data["describes"] == [NAMESPACE.thing(*EVENT.split("/"))]
    for each in (page, data):
        assert each["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        assert each["describedby"]


@pytest.mark.parametrize("path", [f"/id/{EVENT}", f"/page/{EVENT}", f"/data/{EVENT}.ttl"])
def test_head_says_what_get_would(client: FlaskClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    for name in ("Content-Type", "Location", "Link", "ETag"):
        assert head.headers.getlist(name) == get.headers.getlist(name)


def test_json_ld_has_the_names_of_our_context_in_it(client: FlaskClient) -> None:
    answer = client.get(f"/data/{EVENT}.jsonld").json
    assert answer
    event = next(node for node in answer["@graph"] if node["id"].endswith(EVENT))
    assert event["type"] == "Event"
    assert event["prefLabel"] == {"en": "Third river talks", "zh-hans": "第三次河流会谈"}
    assert event["place"] == NAMESPACE.thing("place", "x-springfield")
    assert event["dateEdtf"] == "2024-03-04"
    assert set(answer["@context"]) >= {"prefLabel", "place", "Event", "ea", "skos"}


VALUES = [
    ox.Literal("plain"),
    ox.Literal("tagged", language="en-gb"),
    ox.Literal("2024-03-04", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal('</script> \u202e " \\ {{ x }}', language="en"),
    ox.NamedNode("http://elsewhere.example/中文"),
]


@pytest.mark.parametrize(
    "name", ["skos#prefLabel", "place", "dateEdtf", "sourceCount", "unheard-of"]
)
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_compact_json_ld_says_just_what_the_triples_say(name: str, value: ox.Literal) -> None:
    core = "http://www.w3.org/2004/02/skos/core#prefLabel"
    predicate = core if name.startswith("skos") else f"https://w3id.org/ecoaccord/ns#{name}"
    subject = ox.NamedNode("http://localhost/id/event/x")
    triples = [
        ox.Triple(subject, ox.NamedNode(predicate), value),
        ox.Triple(subject, ox.NamedNode(predicate), ox.Literal("another", language="zh-hans")),
        ox.Triple(value if isinstance(value, ox.NamedNode) else subject,
                  ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
                  ox.NamedNode("https://w3id.org/ecoaccord/ns#Event")),
    ]  # fmt: skip
    read = {quad.triple for quad in ox.parse(compacted(triples), format=ox.RdfFormat.JSON_LD)}
    assert read == set(triples)


def test_trig_says_in_which_graph_a_statement_stands(client: FlaskClient) -> None:
    answer = client.get(f"/data/{EVENT}.trig")
    graphs = {quad.graph_name for quad in ox.parse(answer.data, format=ox.RdfFormat.TRIG)}
    assert graphs == {ox.NamedNode(NAMESPACE.view)}


def test_pages_tell_search_engines_what_they_are_about(client: FlaskClient) -> None:
    page = client.get(f"/page/{EVENT}", headers=BROWSER).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(block)
    assert (said["@type"], said["name"]) == ("Event", "Third river talks")
    assert said["location"] == [
        {"@type": "Place", "@id": NAMESPACE.thing("place", "x-springfield"), "name": "Springfield"}
    ]
    assert f'<link rel="canonical" href="http://localhost/page/{EVENT}">' in page


@pytest.mark.parametrize(
    "path",
    [
        "/id/agency/河流办公室",
        "/id/agency/%E6%B2%B3%E6%B5%81%E5%8A%9E%E5%85%AC%E5%AE%A4",
        "/page/agency/River%20Office",
        "/id/agency/rivr",
        "/id/agency/RIVER",
    ],
)
def test_a_wrong_address_offers_things_with_such_names(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert 'href="/page/agency/x-river"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/agency/%00",
        "/id/agency/%ff%fe",
        "/id/agency/a%2Fb",
        "/id/agency/..%2f..",
        "/id/x/%3Cb%3E",
    ],
)
def test_no_address_breaks_anything(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 404 and "<b>" not in answer.text


def test_an_escaped_address_is_the_same_address(client: FlaskClient) -> None:
    assert client.get("/page/agency/%78%2Driver").status_code == 200


def test_behind_a_proxy_links_lead_to_the_outer_address(web_settings: Settings) -> None:
    application = create_app(replace(web_settings, trusted_proxies=1))
    headers = {
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "data.example",
        "X-Forwarded-Port": "8443",
        "X-Forwarded-Prefix": "/kg",
        **BROWSER,
    }
    try:
        client = application.test_client()
        answer = client.get(f"/id/{EVENT}", headers=headers)
        assert answer.headers["Location"].endswith(f"/kg/page/{EVENT}")
        page = client.get(f"/page/{EVENT}", headers=headers)
        assert (
            f'<link rel="canonical" href="https://data.example:8443/kg/page/{EVENT}">' in page.text
        )
        assert f'<https://data.example:8443/kg/data/{EVENT}.ttl>; rel="alternate"' in ", ".join(
            page.headers.getlist("Link")
        )
        assert not re.search(r'(?:href|src)="/(?!kg/)', page.text)
    finally:
        application.extensions["pool"].close()


@pytest.mark.parametrize("path", ["id/{}", "page/{}", "data/{}.ttl"])
def test_a_withdrawn_thing_is_gone(client: FlaskClient, path: str) -> None:
    assert client.get("/" + path.format("event/wwwwwwwwwwwwwwww")).status_code == 410
