"""Puts machine proposals into a store, as matching leaves them."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.committing import Committer
from kg.iris import Namespace, h16
from kg.store.base import Change
from kg.terms import DCTERMS, EA, RDF, XSD

NAMES = Namespace()


def link(one: str, other: str, score: float, rule: str, reason: str) -> list[Quad]:
    """Return the proposal that two things, each as kind and key, are one."""
    first, second = sorted(NAMES.thing(*thing.split("/")) for thing in (one, other))
    graph = NamedNode(NAMES.identity)
    node = NamedNode(NAMES.thing("decision", h16(f"{first}\x1f{second}")))
    return [
        Quad(node, RDF.type, EA.Proposal, graph),
        Quad(node, RDF.subject, NamedNode(first), graph),
        Quad(node, RDF.predicate, EA.sameEntityAs, graph),
        Quad(node, RDF.object, NamedNode(second), graph),
        Quad(node, EA.confidence, Literal(str(score), datatype=XSD.decimal), graph),
        Quad(node, EA.rule, Literal(rule), graph),
        Quad(node, DCTERMS.description, Literal(reason), graph),
    ]


def propose(root: Path, archive: Path, links: list[Quad]) -> None:
    """Write proposals into the store that stands, or comes to stand, in a directory."""
    committer = Committer(root, archive, NAMES, managed=True)
    committer._commit(Change(insert=links), "2026-01-01T00:00:00Z", "load")
    committer.close()
