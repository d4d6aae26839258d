"""A store that was made with other curated data catches up, and keeps what documents say."""

from pathlib import Path

from conftest import ROOT
from pyoxigraph import Literal, NamedNode, Quad

from kg import commit
from kg.graph import view
from kg.iris import Namespace
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import EA, OWL, SKOS
from loaders import discover
from loaders._base import Source

NAMESPACE = Namespace()
VIEW, CATALOG = NamedNode(NAMESPACE.view), NamedNode(NAMESPACE.catalog)
UNEP = NamedNode(NAMESPACE.thing("agency", "unep"))


def store_with(sample: Path) -> EmbeddedStore:
    loader = discover()["text"]
    (document,) = loader.read(Source(str(sample), sample.read_bytes()))
    store = memory_store(NAMESPACE)
    store.apply(commit.initial(NAMESPACE))
    store.apply(commit.plan(store, NAMESPACE, [loader.to_quads(document, NAMESPACE)]))
    return store


def test_nothing_is_due_in_a_store_of_this_edition() -> None:
    assert commit.renewal(store_with(ROOT / "samples/unep-mee-memorandum.txt"), NAMESPACE) is None


def test_an_older_edition_becomes_this_one() -> None:
    store = store_with(ROOT / "samples/unep-mee-memorandum.txt")
    before = set(store.quads())
    former = Quad(UNEP, SKOS.prefLabel, Literal("Former name", language="en"), VIEW)
    link = Quad(UNEP, OWL.sameAs, NamedNode("http://example.org/wrong"), NamedNode(NAMESPACE.links))
    edition = Quad(VIEW, EA.pipelineVersion, Literal("0-other"), CATALOG)
    names = list(store.quads(UNEP, SKOS.prefLabel, None, VIEW))
    recorded = list(store.quads(VIEW, EA.pipelineVersion, None, CATALOG))
    store.apply(Change(delete=[*names, *recorded], insert=[former, link, edition]))

    change = commit.renewal(store, NAMESPACE)

    assert change is not None
    store.apply(change)
    assert set(store.quads()) == before
    assert set(store.quads(graph=VIEW)) == set(view.rebuild(store, NAMESPACE))
    assert list(store.quads(UNEP, EA.sourceCount, None, VIEW))
