"""The W3C evaluation and syntax suites: their cases, and how an answer is compared."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat
from w3c.manifests import SUITES

BASES = {
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
    "sparql12": "https://w3c.github.io/rdf-tests/sparql/sparql12/",
}
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
PREFIXES = """PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX ut: <http://www.w3.org/2009/sparql/tests/test-update#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
Graph = Iterable[Quad]


@dataclass(frozen=True)
class Case:
    name: str  # suite/folder/test
    kind: str
    request: Path
    data: tuple[tuple[str, Path], ...]  # graph, "" for the default one
    result: Path | None
    outcome: tuple[tuple[str, Path], ...]


@dataclass(frozen=True)
class Result:
    """What came back, if anything did."""

    is_done: bool
    body: bytes = b""
    is_understood: bool = True


class Side(Protocol):
    """Something that evaluates."""

    def fill(self, quads: Graph) -> None: ...
    def query(self, text: str, form: str) -> Result: ...
    def update(self, text: str) -> Result: ...
    def quads(self) -> Graph: ...


def cases(suite: str, *folders: str) -> Iterator[Case]:
    for folder in folders or sorted(
        path.parent.name for path in (SUITES / suite).glob("*/manifest.ttl")
    ):
        path = SUITES / suite / folder / "manifest.ttl"
        if path.exists():
            yield from _of_manifest(path, f"{BASES[suite]}{folder}/")


def passes(case: Case, side: Side) -> bool:
    text = case.request.read_text(encoding="utf-8")
    base = _base(case.request)
    text = f"BASE <{base}>\n{text}"
    if "Syntax" in case.kind:
        side.fill([])
        run = side.update(text) if "Update" in case.kind else side.query(text, "any")
        return run.is_understood == ("Positive" in case.kind)
    side.fill(_dataset(case.data))
    if "Update" in case.kind:
        return side.update(text).is_done and _same(side.quads(), _dataset(case.outcome))
    assert case.result is not None
    return _answers(case.result, side, text, base)


def _answers(path: Path, side: Side, text: str, base: str) -> bool:
    expected, suffix = path.read_bytes(), path.suffix[1:]
    if suffix == "csv":
        found = side.query(text, "csv")
        return found.is_done and _rows(found.body) == _rows(expected)
    if suffix in ("ttl", "rdf", "nt"):
        graph = list(ox.parse(expected, format=_format(path), base_iri=base))
        if not any(quad.predicate.value.startswith(RS) for quad in graph):
            found = side.query(text, "nt")
            return found.is_done and _same(ox.parse(found.body, format=RdfFormat.N_TRIPLES), graph)
        found = side.query(text, "tsv")
        return found.is_done and _same(_as_graph(found.body, "tsv", text), _without_order(graph))
    form = {"srx": "xml", "srj": "json", "tsv": "tsv"}[suffix]
    found = side.query(text, form)
    if not found.is_done:
        return False
    return _same(_as_graph(found.body, form, text), _as_graph(expected, form, text))


def _as_graph(body: bytes, form: str, text: str) -> Graph:
    """Return solutions as RDF, so that blank nodes can be compared."""
    results = ox.parse_query_results(
        body, format=ox.QueryResultsFormat.from_extension(_extension(form))
    )
    if isinstance(results, ox.QueryBoolean):
        return [Quad(BlankNode("b"), NamedNode(f"{RS}boolean"), Literal(bool(results)))]
    is_ordered = re.search(r"ORDER\s+BY[^}]*$", text, re.IGNORECASE) is not None
    quads = [
        Quad(BlankNode("set"), NamedNode(f"{RS}resultVariable"), Literal(variable.value))
        for variable in results.variables
    ]
    for number, solution in enumerate(results):
        node = BlankNode(f"solution{number}")
        quads.append(Quad(BlankNode("set"), NamedNode(f"{RS}solution"), node))
        if is_ordered:
            quads.append(Quad(node, NamedNode(f"{RS}index"), Literal(number + 1)))
        for variable in results.variables:
            if (value := solution[variable]) is not None:
                binding = BlankNode(f"binding{number}{variable.value}")
                quads.append(Quad(node, NamedNode(f"{RS}binding"), binding))
                name = Literal(variable.value)
                quads.append(Quad(binding, NamedNode(f"{RS}variable"), name))
                quads.append(Quad(binding, NamedNode(f"{RS}value"), value))
    return quads


def _rows(text: bytes) -> list[dict[str, str]]:
    """Return the rows of CSV; blank nodes are all the same there."""
    lines = csv.DictReader(text.decode().splitlines())
    return [{name: re.sub("^_:.*", "_:", value) for name, value in row.items()} for row in lines]


def _without_order(graph: list[Quad]) -> Graph:
    """Leave out the type of a result set, which `_as_graph` does not say."""
    return [quad for quad in graph if not quad.predicate.value.endswith("#type")]


def _extension(form: str) -> str:
    return {"xml": "srx", "json": "srj"}.get(form, form)


def _same(one: Graph, other: Graph) -> bool:
    return _canonical(one) == _canonical(other)


def _canonical(quads: Graph) -> set[str]:
    store = ox.Store()  # which writes numbers in one way
    store.extend(quads)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def _dataset(files: Iterable[tuple[str, Path]]) -> Iterator[Quad]:
    for graph, path in files:
        name = NamedNode(graph) if graph else DefaultGraph()
        for quad in ox.parse(
            path.read_bytes(), format=_format(path), base_iri=_base(path), rename_blank_nodes=True
        ):
            target = name if quad.graph_name == DefaultGraph() else quad.graph_name
            yield Quad(quad.subject, quad.predicate, quad.object, target)


def _of_manifest(path: Path, base: str) -> Iterator[Case]:
    store = ox.Store()
    store.load(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=f"{base}manifest.ttl")

    def ask(pattern: str) -> list[dict[str, str]]:
        found = store.query(PREFIXES + f"SELECT * {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{n: row[n].value for n in names if row[n] is not None} for row in found]

    def file(iri: str) -> Path:
        return path.parent / iri.removeprefix(base)

    def dataset(test: str, place: str) -> tuple[tuple[str, Path], ...]:
        whole = ask(f"{test} {place} [ qt:data|ut:data ?file ]")
        graphs = ask(f"{test} {place} [ qt:graphData|ut:graphData ?file ] FILTER(isIRI(?file))")
        inner = "[ ut:graph|qt:graph ?file ; rdfs:label ?name ]"
        labelled = ask(f"{test} {place} [ qt:graphData|ut:graphData {inner} ]")
        return (
            *(("", file(row["file"])) for row in whole),
            *((row["file"], file(row["file"])) for row in graphs),
            *((row["name"], file(row["file"])) for row in labelled),
        )

    for row in ask(
        "?manifest mf:entries/rdf:rest*/rdf:first ?test . ?test a ?kind ; mf:action ?action"
    ):
        test, kind = f"<{row['test']}>", row["kind"].rpartition("#")[2]
        requests = ask(f"{test} mf:action [ qt:query|ut:request ?file ]") or [
            {"file": row["action"]}
        ]
        results = ask(f"{test} mf:result ?file FILTER(isIRI(?file))")
        yield Case(
            f"{path.parent.parent.name}/{path.parent.name}/{row['test'].rpartition('#')[2]}",
            kind,
            file(requests[0]["file"]),
            dataset(test, "mf:action"),
            file(results[0]["file"]) if results else None,
            dataset(test, "mf:result"),
        )


def _format(path: Path) -> RdfFormat:
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    return form


def _base(path: Path) -> str:
    return f"{BASES[path.parent.parent.name]}{path.parent.name}/{path.name}"
