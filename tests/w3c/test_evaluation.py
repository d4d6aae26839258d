"""The W3C suites of SPARQL 1.1 Query, Update and results, and of SPARQL 1.2, over HTTP."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from w3c.evaluation import Case, Graph, Result, cases, passes
from w3c.manifests import SUITES
from w3c.served import Answer, Served, serving

pytestmark = [
    pytest.mark.live,
    pytest.mark.full,
    pytest.mark.skipif(not SUITES.exists(), reason="needs ../shared"),
]

ELSEWHERE = {  # other tests run these, or they are about federation or entailment
    *("protocol", "graph-store-protocol", "http-rdf-update", "service-description"),
    *("service", "syntax-fed", "entailment"),
}
CASES = [
    case
    for suite in ("sparql11", "sparql12")
    for case in cases(suite)
    if case.name.split("/")[1] not in ELSEWHERE
]
OF_THE_ENGINE = {
    "sparql11/aggregates/agg-empty-group-count-graph",
    "sparql11/aggregates/agg-groupconcat-04",
    "sparql11/aggregates/agg-groupconcat-06",
    "sparql11/bindings/graph",
    "sparql11/csv-tsv-res/csv03",
    "sparql11/functions/bnode01",
    "sparql11/negation/graph-minus",
    "sparql11/property-path/zero_or_more_set_end",
    "sparql11/property-path/zero_or_more_set_start",
    "sparql11/property-path/zero_or_one_set_end",
    "sparql11/property-path/zero_or_one_set_start",
    "sparql12/grouping/group01",
    "sparql12/grouping/select-variable-reuse",
    "sparql12/syntax/nested-aggregate-functions",
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-03",
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-06",
}
REMOTE = re.compile(r"\b(LOAD|SERVICE)\b")
MEDIA_TYPES = {
    "xml": "application/sparql-results+xml",
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "nt": "application/n-triples",
    "any": "*/*",
}


class Http:
    """Our service."""

    def __init__(self, server: Served) -> None:
        self._server = server
        self._seen = "0"

    def fill(self, quads: Graph) -> None:
        graphs: dict[str, list[ox.Triple]] = {}
        for quad in quads:
            graphs.setdefault(str(quad.graph_name), []).append(quad.triple)
        blocks = []
        for graph, triples in graphs.items():
            lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
            blocks.append(lines if graph == "DEFAULT" else f"GRAPH {graph} {{\n{lines}}}")
        assert self.update(f"DROP ALL ; INSERT DATA {{\n{''.join(blocks)}}}").is_done

    def query(self, text: str, form: str) -> Result:
        headers = {"content-type": "application/sparql-query", "accept": MEDIA_TYPES[form]}
        headers["x-minimum-commit"] = self._seen
        return _result(self._server.send("POST", "/sparql", text.encode(), headers))

    def update(self, text: str) -> Result:
        headers = {"content-type": "application/sparql-update", "prefer": "respond-async"}
        answer = self._server.send("POST", "/update", text.encode(), headers)
        self._seen = answer.headers.get("x-commit", self._seen)
        return _result(answer)

    def quads(self) -> Graph:
        text = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        found: Any = ox.parse_query_results(
            self.query(text, "json").body, format=ox.QueryResultsFormat.JSON
        )
        for row in found:
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"] or ox.DefaultGraph())


class Engine:
    """pyoxigraph alone."""

    def fill(self, quads: Graph) -> None:
        self._store = ox.Store()
        self._store.extend(quads)

    def query(self, text: str, form: str) -> Result:
        formats: dict[str, Any] = {
            "xml": ox.QueryResultsFormat.XML,
            "json": ox.QueryResultsFormat.JSON,
            "csv": ox.QueryResultsFormat.CSV,
            "tsv": ox.QueryResultsFormat.TSV,
            "nt": ox.RdfFormat.N_TRIPLES,
        }
        try:
            found: Any = self._store.query(text)
            body = found.serialize(format=formats[form]) if form != "any" else b""
        except (SyntaxError, RuntimeError, ValueError) as error:
            return Result(False, is_understood=not isinstance(error, SyntaxError))
        return Result(True, body)

    def update(self, text: str) -> Result:
        try:
            self._store.update(text)
        except (SyntaxError, RuntimeError, ValueError) as error:
            return Result(False, is_understood=not isinstance(error, SyntaxError))
        return Result(True)

    def quads(self) -> Graph:
        return list(self._store)


def _result(answer: Answer) -> Result:
    if answer.status < 300:
        return Result(True, answer.body)
    return Result(False, answer.body, json.loads(answer.body)["error"]["code"] == "bad-request")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Http]:
    with serving(tmp_path_factory.mktemp("w3c") / "store") as server:
        yield Http(server)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_evaluation(http: Http, case: Case) -> None:
    if case.name in OF_THE_ENGINE:
        assert not passes(case, Engine()), "the engine has learnt this: take it off the list"
    elif REMOTE.search(case.request.read_text(encoding="utf-8")) and "Negative" not in case.kind:
        assert not passes(case, http)  # it needs other machines, which nothing here may reach
    else:
        assert passes(case, http)


def test_the_suites_are_there() -> None:
    assert len(CASES) > 700
    assert {case.name for case in CASES} >= OF_THE_ENGINE
