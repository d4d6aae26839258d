"""The W3C suites of the SPARQL Protocol, the Graph Store Protocol and the Service Description."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, RdfFormat
from w3c.manifests import SUITES, Case, Exchange, cases
from w3c.served import Answer, Served, serving

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not SUITES.exists(), reason="needs ../shared"),
]

PROTOCOL = cases("sparql11", "protocol", "manifest.ttl")
GRAPH_STORE = [
    *cases("sparql11", "graph-store-protocol", "manifest-direct.ttl"),
    *cases("sparql11", "graph-store-protocol", "manifest-indirect.ttl"),
]
STATUSES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}
STATUSES |= {f"{n}xx": set(range(n * 100, n * 100 + 100)) for n in range(1, 6)}
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("w3c") / "store") as served:
        yield served


def test_the_suites_are_complete() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 14)  # one of the 14 is not listed


@pytest.mark.parametrize("case", PROTOCOL, ids=lambda case: case.name)
def test_protocol(server: Served, case: Case) -> None:
    assert server.update("DROP ALL").status == 204
    for iri, path in case.data:
        put(server, iri, path.read_bytes(), "application/n-triples")
    for exchange in case.exchanges:
        operation = "/update" if is_update(exchange) else "/sparql"
        path = exchange.path.replace("/sparql/", operation, 1)
        check(server.send(exchange.method, path, exchange.body, exchange.headers), exchange)


@pytest.mark.parametrize("case", GRAPH_STORE, ids=lambda case: case.name)
def test_graph_store_protocol(server: Served, case: Case) -> None:
    assert server.update("DROP ALL").status == 204
    known: dict[str, str] = {}
    server.authority = "www.example"
    try:
        for exchange in case.exchanges:
            path, body = exchange.path.replace("/gsp", "/graphs", 1), exchange.body
            for variable, value in known.items():
                path = path.replace(variable, value)
                body = body and body.replace(variable.encode(), value.encode())
            path = path.removeprefix("http://www.example")
            answer = server.send(exchange.method, path, body, exchange.headers)
            if exchange.location:
                known[exchange.location] = answer.headers["location"]
            check(answer, exchange)
            if exchange.graph is not None:
                expected = exchange.graph
                for variable, value in known.items():
                    expected = expected.replace(variable, value)
                assert canonical(answer.body) == canonical(expected.encode())
    finally:
        server.authority = ""


def test_the_service_description_is_rdf(server: Served) -> None:
    for form in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.N_TRIPLES):
        assert description(server, form)


def test_the_service_description_has_a_matching_endpoint(server: Served) -> None:
    endpoint = NamedNode(f"{server.url}/sparql")
    assert description(server).quads_for_pattern(None, NamedNode(f"{SD}endpoint"), endpoint, None)


def test_the_service_description_conforms_to_the_schema(server: Served) -> None:
    asked = description(server).query(
        f"""PREFIX sd: <{SD}> ASK {{
          ?service a sd:Service ; sd:endpoint ?endpoint ; sd:defaultDataset ?dataset .
          ?dataset a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] .
          FILTER(isIRI(?endpoint))
          FILTER NOT EXISTS {{ ?service sd:endpoint ?other FILTER(?other != ?endpoint) }}
          FILTER NOT EXISTS {{ ?dataset sd:namedGraph ?named
            FILTER NOT EXISTS {{ ?named a sd:NamedGraph ; sd:name ?name }} }}
          FILTER NOT EXISTS {{ ?service sd:supportedLanguage ?language FILTER(?language NOT IN
            (sd:SPARQL10Query, sd:SPARQL11Query, sd:SPARQL11Update)) }}
          FILTER NOT EXISTS {{ ?service sd:resultFormat ?format
            FILTER(!STRSTARTS(STR(?format), "http://www.w3.org/ns/formats/")) }} }}"""
    )
    assert asked


def description(server: Served, form: RdfFormat = RdfFormat.TURTLE) -> ox.Store:
    answer = server.send("GET", "/sparql", headers={"accept": form.media_type})
    assert answer.status == 200
    store = ox.Store()
    store.load(answer.body, format=RdfFormat.from_media_type(answer.headers["content-type"]))
    return store


def is_update(exchange: Exchange) -> bool:
    body = exchange.body or b""
    if "sparql-update" in exchange.headers.get("content-type", "") or "update=" in exchange.path:
        return True
    return body.startswith((b"update=", b"CLEAR"))


def check(answer: Answer, exchange: Exchange) -> None:
    allowed = set().union(*(STATUSES[name] for name in exchange.statuses))
    assert answer.status in allowed, answer.body
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if exchange.boolean is not None:
        assert json.loads(answer.body)["boolean"] is exchange.boolean
    if exchange.format in ("boolean", "tabular"):
        assert kind == "application/sparql-results+json"
    if exchange.format == "RDF":
        assert RdfFormat.from_media_type(kind)


def put(server: Served, iri: str, body: bytes, media_type: str) -> None:
    path = f"/graphs?graph={quote(iri, safe='')}"
    assert server.send("PUT", path, body, {"content-type": media_type}).status in (201, 204)


def canonical(turtle: bytes) -> set[str]:
    quads = ox.parse(turtle, format=RdfFormat.TURTLE, base_iri="http://www.example/")
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}
