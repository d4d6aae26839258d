"""How a query is sent so that the view is its default graph, and what is not sent at all."""

import pyoxigraph as ox
import pytest

from kg.errors import NotSupported
from kg.remote.dataset import counting, seen
from kg.remote.extensions import refuse_extensions
from kg.remote.profiles import PROFILES

VIEW = "http://example.org/view"
OWN = [("default-graph-uri", VIEW)]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    for graph, number in (("view", 1), ("view", 2), ("a", 2), ("b", 3)):
        subject, place = (ox.NamedNode(f"http://example.org/{name}") for name in ("s", graph))
        made.add(ox.Quad(subject, ox.NamedNode("http://example.org/p"), ox.Literal(number), place))
    return made


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g HAVING (?n < 3)",
        "ASK{GRAPH<http://example.org/b>{?s ?p 3}}",
        "SELECT * WHERE { ?s ?p ?o MINUS { GRAPH <http://example.org/a> { ?s ?p ?o } } }",
        "SELECT * { { SELECT ?o { ?s ?p ?o } } GRAPH ?g { ?x ?p ?o } } VALUES ?o { 1 2 }",
        "PREFIX graph: <http://example.org/> SELECT * { ?s graph:p ?o }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } # } GRAPH {\n}",
    ],
)
def test_the_view_around_a_pattern_is_a_default_graph(text: str, store: ox.Store) -> None:
    sent, dataset = seen(text, VIEW, PROFILES["oxigraph"])
    assert dataset == []
    wanted = store.query(text, default_graph=ox.NamedNode(VIEW))
    assert _bag(store.query(sent)) == _bag(wanted)


def _bag(results: object) -> object:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    return sorted(str([row[name] for name in sorted(names)]) for row in results)


def test_a_query_without_graphs_names_its_default_graph_only() -> None:
    text = "SELECT * { ?s ?p '' } # about a graph"
    assert seen(text, VIEW, PROFILES["oxigraph"]) == (text, OWN)


def test_virtuoso_keeps_its_named_graphs() -> None:
    text = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    assert seen(text, VIEW, PROFILES["virtuoso"]) == (text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (EXISTS { ?s ?p 1 } AS ?x) { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_what_would_see_another_default_graph_is_refused(text: str) -> None:
    with pytest.raises(NotSupported):
        seen(text, VIEW, PROFILES["oxigraph"])


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s ?p 1 . ?s ?p 2 } WHERE { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT { ?s ?p 1 } { ?s ?p ?o } ORDER BY ?o",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
    ],
)
def test_9_what_a_graph_is_made_of_is_counted(text: str, store: ox.Store) -> None:
    (row,) = store.query(counting(text), default_graph=ox.NamedNode(VIEW))  # type: ignore[misc,union-attr]
    assert row["n"].value == "2"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (bif:http_get('http://127.0.0.1/') AS ?x) {}",
        "SELECT (<bif:http_get>('http://127.0.0.1/') AS ?x) {}",
        "SELECT (<b\\u0069f:http_get>('http://127.0.0.1/') AS ?x) {}",
        "PREFIX b: <bi> SELECT (b:f\\:x('') AS ?x) {}",
        "PREFIX x: <SQL:> SELECT (x:y('') AS ?x) {}",
    ],
)
def test_18_functions_of_the_server_are_not_passed_on(text: str) -> None:
    with pytest.raises(NotSupported):
        refuse_extensions(text)


def test_18_what_only_looks_like_a_function_passes() -> None:
    refuse_extensions("SELECT * { ?s <http://e/bif:x> 'bif:y' # sql:z\n}")
