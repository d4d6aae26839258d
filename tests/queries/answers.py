"""The small data set as a store, and the cases that `tests/answers` holds the answers of."""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.graph import commit
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.store.embedded import EmbeddedStore, memory_store

TESTS = Path(__file__).parent.parent
NAMES = Namespace()

# The file of an answer: the query and its parameters.
CASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "partners-of-agency": ("partners-of-agency", {"agency": "unep"}),
    "partners-of-agency.from": ("partners-of-agency", {"agency": "unep", "from": "2024-01-01"}),
    "cooperation-network": ("cooperation-network", {"lang": "zh-Hans"}),
    "agreements-by-status": ("agreements-by-status", {}),
    "agreements-by-status.party": ("agreements-by-status", {"party": "place/cn-nx"}),
    "agreement-pipeline": ("agreement-pipeline", {}),
    "framework-activity": ("framework-activity", {"grain": "month"}),
    "framework-targets": ("framework-targets", {"limit": "8"}),
    "timeline": ("timeline", {}),
    "timeline.place": ("timeline", {"place": "cn", "lang": "zh-Hans"}),
    "events-by-place": ("events-by-place", {}),
    "events-by-place.province": ("events-by-place", {"level": "province"}),
    "representatives": ("representatives", {"agency": "cn-mee"}),
    "why": ("why", {"s": "event/nairobi"}),
    "why.fact": ("why", {"s": "agreement/memo", "p": "status"}),
    "corpus-health": ("corpus-health", {}),
    "documents-per-publisher": ("documents-per-publisher", {}),
}


def small_store() -> EmbeddedStore:
    """Return a store that holds the documents of `small.trig` as loading would leave them."""
    store = memory_store(NAMES)
    store.apply(commit.initial(NAMES))
    store.apply(commit.plan(store, NAMES, list(documents().values())))
    return store


def documents() -> dict[str, DocumentGraph]:
    """Return each document of `small.trig` by its key."""
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=TESTS / "data" / "small.trig", format=RdfFormat.TRIG):
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    return {iri.rpartition("/")[2]: _document(iri, quads) for iri, quads in by_graph.items()}


def _document(graph: str, quads: list[ox.Quad]) -> DocumentGraph:
    key = graph.rpartition("/")[2]
    lines = sorted(f"{quad} .\n" for quad in quads)
    return DocumentGraph(
        key=key, source_key=key, digest=key, path=f"{key}.txt", name=f"{key}.txt", graph=graph,
        nquads="".join(lines).encode(),
    )  # fmt: skip
