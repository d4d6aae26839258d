"""Every graph that comes out of a real document is whole, quotes truly and keeps to the shapes."""

from functools import cache
from pathlib import Path

import pytest
import rdflib
from conftest import ROOT, SHARED
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph.claims import LONGEST_SPAN
from kg.graph.document import DocumentGraph
from kg.graph.validate import check_quads, shacl_report
from kg.iris import Namespace
from kg.model import Document
from kg.terms import OA
from loaders import discover
from loaders._base import Loader, Source

PATHS = sorted(
    path
    for folder in (ROOT / "samples", SHARED / "corpus" / "seeds" / "docs")
    for path in folder.glob("*")
    if any(path.suffix in loader.suffixes for loader in discover().values())
)


def loader_of(path: Path) -> Loader:
    return next(each for each in discover().values() if path.suffix in each.suffixes)


@cache
def graphs_of(path: Path) -> list[tuple[Document, DocumentGraph, list[Quad]]]:
    loader, content = loader_of(path), path.read_bytes()
    found = []
    for part in content.splitlines() if path.suffix == ".jsonl" else [content]:
        for document in loader.read(Source(str(path), part)):
            graph = loader.to_quads(document, Namespace())
            found.append((document, graph, list(parse(graph.nquads, format=RdfFormat.N_QUADS))))
    return found


each_document = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)


@each_document
def test_quotes_are_the_text_at_their_offsets(path: Path) -> None:
    for document, _, quads in graphs_of(path):
        spans: dict[object, dict[NamedNode, str]] = {}
        for quad in quads:
            if quad.predicate in (OA.start, OA.end, OA.exact) and isinstance(quad.object, Literal):
                spans.setdefault(quad.subject, {})[quad.predicate] = quad.object.value
        assert spans
        for span in spans.values():
            start, end = int(span[OA.start]), int(span[OA.end])
            assert 0 < end - start <= LONGEST_SPAN
            assert document.text[start:end] == span[OA.exact]


@each_document
def test_lines_are_in_their_canonical_form(path: Path) -> None:
    for _, graph, quads in graphs_of(path):
        assert b"".join(sorted(f"{quad} .\n".encode() for quad in quads)) == graph.nquads


@each_document
def test_rdflib_reads_them(path: Path) -> None:
    for _, graph, quads in graphs_of(path):
        triples = graph.nquads.decode().replace(f" <{graph.graph}> .\n", " .\n")
        assert len(rdflib.Graph().parse(data=triples, format="nt")) == len(quads)


@each_document
def test_they_conform_to_the_shapes(path: Path) -> None:
    for _, _, quads in graphs_of(path):
        assert [each for each in check_quads(quads) if each.severity == "violation"] == []
        assert [each for each in shacl_report(quads) if each.severity == "violation"] == []
