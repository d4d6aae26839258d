"""Whether the store is what it says it is: every document, the view, the kept bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.archive import Archive
from kg.errors import KgError
from kg.graph.catalog import active_graphs
from kg.graph.validate import check_quads, shacl_report
from kg.graph.view import rebuild
from kg.iris import Namespace
from kg.query.saved import saved_queries, unreadable_queries
from kg.settings import Settings
from kg.store.base import Reader, Term
from kg.terms import EA, OA
from kg.writer import reader

Severity = Literal["violation", "warning", "info"]

SHACL_DOCUMENTS: Final = 50  # pySHACL takes about a second for each


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    where: str
    message: str


def check(settings: Settings, shacl: int = SHACL_DOCUMENTS) -> list[Finding]:
    """Check the saved queries, and the store if there is one.

    The plain checks read every document, pySHACL `shacl` of them, spread over all.
    """
    findings = list(_queries())
    if settings.is_remote or (settings.root / "oxigraph").is_dir():
        with reader(settings) as store:
            findings += _store(
                store, Namespace(settings.base_iri), Archive(settings.archive_path), shacl
            )
    return findings


def _queries() -> Iterator[Finding]:
    for problem in unreadable_queries():
        yield Finding("violation", "queries", str(problem))
    for query in saved_queries().values():
        try:
            ox.Store().query(query.text)
        except SyntaxError as error:
            yield Finding("violation", f"query {query.name}", str(error))


def _store(store: Reader, namespace: Namespace, archive: Archive, shacl: int) -> Iterator[Finding]:
    graphs = sorted(active_graphs(store, namespace), key=lambda graph: graph.value)
    for graph in graphs:
        quads = list(store.quads(graph=graph))
        for violation in check_quads(quads):
            yield Finding(violation.severity, graph.value, violation.message)
        yield from _evidence(quads, graph, archive)
    for graph in graphs[:: max(1, len(graphs) // max(1, shacl))][:shacl]:
        for violation in shacl_report(list(store.quads(graph=graph))):
            yield Finding(violation.severity, graph.value, violation.message)
    yield from _view(store, namespace)


def _evidence(quads: list[Quad], graph: NamedNode, archive: Archive) -> Iterator[Finding]:
    """Every quote stands in the kept bytes at its offsets."""
    digest = next(_value(q.object) for q in quads if q.predicate == EA.contentDigest)
    try:
        text = archive.document(digest).text
    except KgError as error:
        yield Finding("violation", graph.value, str(error))
        return
    spans: dict[Term, dict[NamedNode, str]] = {}
    for quad in quads:
        if quad.predicate in (OA.start, OA.end, OA.exact):
            spans.setdefault(quad.subject, {})[quad.predicate] = _value(quad.object)
    for span, said in spans.items():
        start, end = int(said[OA.start]), int(said[OA.end])
        if text[start:end] != said[OA.exact]:
            yield Finding("violation", str(span), f"the text at {start}:{end} is not its quote")


def _value(term: Term) -> str:
    return term.value if isinstance(term, ox.Literal) else str(term)


def _view(store: Reader, namespace: Namespace) -> Iterator[Finding]:
    stored = set(store.quads(graph=NamedNode(namespace.view)))
    expected = set(rebuild(store, namespace))
    for quad in sorted(stored ^ expected, key=str)[:20]:
        word = "has too much" if quad in stored else "lacks"
        yield Finding("violation", namespace.view, f"the view {word}: {quad.triple}")
