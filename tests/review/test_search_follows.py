"""The search index keeps step with decisions: what is merged is found once, and twice again."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import Namespace
from kg.search.finding import Search
from kg.search.index import Index
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore
from kg.terms import EA, FOAF, RDF, SKOS

NAMES = Namespace()
ONE, OTHER = (NamedNode(NAMES.thing("agency", key)) for key in ("x-lake", "x-lakes"))
GRAPH, VIEW, IDENTITY, CATALOG = (
    NamedNode(iri) for iri in (NAMES.document_graph("d"), NAMES.view, NAMES.identity, NAMES.catalog)
)


def described(thing: NamedNode, name: str) -> list[Quad]:
    return [
        Quad(thing, RDF.type, EA.Agency, VIEW),
        Quad(thing, SKOS.prefLabel, Literal(name, language="en"), VIEW),
    ]


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    opened = EmbeddedStore.open(tmp_path, NAMES)
    mentioned = [Quad(each, EA.key, Literal("k"), GRAPH) for each in (ONE, OTHER)]
    record = [
        Quad(GRAPH, FOAF.primaryTopic, NamedNode(NAMES.thing("document", "d")), CATALOG),
        Quad(GRAPH, EA.contentDigest, Literal("1"), CATALOG),
        Quad(GRAPH, EA.pipelineVersion, Literal("1"), CATALOG),
    ]
    alone = [Quad(each, EA.canonical, each, IDENTITY) for each in (ONE, OTHER)]
    things = [*described(ONE, "Lake Office"), *described(OTHER, "Office of Lakes")]
    opened.apply(Change(insert=[*mentioned, *record, *alone, *things]))
    return opened


def found(root: Path) -> list[str]:
    return sorted(hit.name for hit in Search(root).find("office", {}).hits)


def test_what_is_merged_is_found_once_and_what_is_parted_twice(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    index = Index(tmp_path, NAMES)
    index.update(store, 1)
    assert found(tmp_path) == ["Lake Office", "Office of Lakes"]
    alone = Quad(OTHER, EA.canonical, OTHER, IDENTITY)
    merged = Quad(OTHER, EA.canonical, ONE, IDENTITY)
    store.apply(Change(delete=[alone, *described(OTHER, "Office of Lakes")], insert=[merged]))
    index.update(store, 2)
    assert found(tmp_path) == ["Lake Office"]
    store.apply(Change(delete=[merged], insert=[alone, *described(OTHER, "Office of Lakes")]))
    index.update(store, 3)
    assert found(tmp_path) == ["Lake Office", "Office of Lakes"]
    index.close()
    store.close()
