"""The small data set as a store, and the cases that `tests/answers` holds the answers of."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import RdfFormat
from queries.collection import described

from kg import commit
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store

TESTS = Path(__file__).parent.parent
NAMES = Namespace()

_RUN = f"""
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{NAMES.base}graph/runs> {{
  <{NAMES.base}id/run/one> a prov:Activity ;
    prov:startedAtTime "2025-03-01T08:00:00Z"^^xsd:dateTime ;
    prov:endedAtTime "2025-03-01T08:00:09Z"^^xsd:dateTime .
  <{NAMES.base}id/version/lake-1> prov:wasGeneratedBy <{NAMES.base}id/run/one> .
  <{NAMES.base}id/version/lake-0> prov:wasGeneratedBy <{NAMES.base}id/run/one> .
}}
"""

_LINK = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ea: <https://w3id.org/ecoaccord/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
<{NAMES.base}graph/identity> {{
  <{NAMES.base}id/decision/nairobi-kunming> a ea:Proposal ;
    rdf:subject <{NAMES.base}id/event/kunming> ; rdf:object <{NAMES.base}id/event/nairobi> ;
    rdf:predicate ea:sameEntityAs ; ea:confidence 0.62 ; ea:rule "event.parties" ;
    ea:method <https://w3id.org/ecoaccord/ns/method#rule> ;
    dcterms:description "the same two bodies" .
}}
"""

# The file of an answer: the query and its parameters.
CASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "partners-of-agency": ("partners-of-agency", {"agency": "unep"}),
    "partners-of-agency.from": ("partners-of-agency", {"agency": "unep", "from": "2024-01-01"}),
    "cooperation-network": ("cooperation-network", {"lang": "zh-Hans"}),
    "affiliates-in-events": ("affiliates-in-events", {"agency": "cn-mee"}),
    "roles-of-agencies": ("roles-of-agencies", {}),
    "bridges": ("bridges", {}),
    "new-partners": ("new-partners", {"agency": "cn-mee", "year": "2023"}),
    "path-between-agencies": (
        "path-between-agencies",
        {"agency": "cbd-secretariat", "target": "la-monre"},
    ),
    "agreements-by-status": ("agreements-by-status", {}),
    "agreements-by-status.party": ("agreements-by-status", {"party": "place/cn-nx"}),
    "agreement-pipeline": ("agreement-pipeline", {}),
    "agreement-pipeline.sure": ("agreement-pipeline", {"min_confidence": "0.8"}),
    "agreement-history": ("agreement-history", {"agreement": f"{NAMES.base}id/agreement/rivers"}),
    "open-intentions": ("open-intentions", {"months": "0"}),
    "open-intentions.to": ("open-intentions", {"months": "24", "to": "2023-01-01"}),
    "renewals": ("renewals", {}),
    "agreements-under": ("agreements-under", {}),
    "agreements-under.framework": ("agreements-under", {"umbrella": "framework/paris-agreement"}),
    "signatories": ("signatories", {"agency": "cn-mee"}),
    "framework-activity": ("framework-activity", {"grain": "month"}),
    "framework-activity.place": ("framework-activity", {"place": "ke"}),
    "framework-targets": ("framework-targets", {"limit": "12"}),
    "agencies-and-frameworks": ("agencies-and-frameworks", {}),
    "frameworks-named-together": ("frameworks-named-together", {}),
    "framework-lineage": ("framework-lineage", {"framework": "kyoto-protocol"}),
    "frameworks-without-activity": ("frameworks-without-activity", {"limit": "4"}),
    "timeline": ("timeline", {}),
    "timeline.place": ("timeline", {"place": "cn", "lang": "zh-Hans"}),
    "announced": ("announced", {}),
    "sessions-of-series": ("sessions-of-series", {"series": "cbd-cop"}),
    "around-an-event": (
        "around-an-event",
        {"event": f"{NAMES.base}id/event/nairobi", "days": "120"},
    ),
    "events-per-month": ("events-per-month", {"agency": "unep"}),
    "events-per-month.sure": ("events-per-month", {"agency": "unep", "min_confidence": "0.8"}),
    "events-by-place": ("events-by-place", {}),
    "events-by-place.province": ("events-by-place", {"level": "province"}),
    "province-cooperation": ("province-cooperation", {"lang": "zh-Hans"}),
    "events-in-place": ("events-in-place", {"place": "cn-yn"}),
    "abroad-and-at-home": ("abroad-and-at-home", {}),
    "representatives": ("representatives", {"agency": "cn-mee"}),
    "meetings-at-rank": ("meetings-at-rank", {"post": "minister", "agency": "cn-mee"}),
    "people-in-several-bodies": ("people-in-several-bodies", {}),
    "why": ("why", {"s": "event/nairobi"}),
    "why.fact": ("why", {"s": "agreement/memo", "p": "status"}),
    "disagreements": ("disagreements", {}),
    "disagreements.place": ("disagreements", {"place": "la", "from": "2023-11-01"}),
    "disagreements.agency": ("disagreements", {"agency": "unep", "min_confidence": "0.85"}),
    "single-translated-source": ("single-translated-source", {"p": "status"}),
    "merges-to-review": ("merges-to-review", {}),
    "load-runs": ("load-runs", {}),
    "load-runs.agency": ("load-runs", {"agency": "unep", "to": "2023-12-31"}),
    "corpus-health": ("corpus-health", {}),
    "documents-per-publisher": ("documents-per-publisher", {}),
    "documents-per-publisher.sure": ("documents-per-publisher", {"min_confidence": "0.9"}),
    "documents-per-publisher.framework": (
        "documents-per-publisher",
        {"framework": "paris-agreement"},
    ),
    "names-to-curate": ("names-to-curate", {}),
}


def small_store() -> EmbeddedStore:
    """Return a store that holds the invented documents as loading would leave them."""
    store = memory_store(NAMES)
    fill(store)
    return store


def write_to(root: Path) -> None:
    """Make a store of the invented documents, with a checkpoint."""
    with EmbeddedStore.open(root, NAMES) as store:
        fill(store)
        checkpoints.publish(store, root, 1)


def fill(store: EmbeddedStore) -> None:
    store.apply(commit.initial(NAMES))
    store.apply(commit.plan(store, NAMES, list(documents().values())))
    for more in (_RUN, _LINK):
        store.apply(Change(insert=list(ox.parse(more, format=RdfFormat.TRIG))))


def documents() -> dict[str, DocumentGraph]:
    """Return each invented document by its key."""
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=TESTS / "data" / "small.trig", format=RdfFormat.TRIG):
        by_graph.setdefault(quad.graph_name.value.rpartition("/")[2], []).append(quad)
    from_file = described(TESTS / "data" / "collection.yaml")
    return {key: _document(key, quads) for key, quads in (*by_graph.items(), *from_file)}


def _document(key: str, quads: Iterable[ox.Quad]) -> DocumentGraph:
    graph = NAMES.document_graph(key)
    lines = sorted({f"{quad} .\n" for quad in quads})
    return DocumentGraph(
        key=key, source_key=key, digest=key, path=f"{key}.txt", name=f"{key}.txt", graph=graph,
        nquads="".join(lines).encode(),
    )  # fmt: skip
