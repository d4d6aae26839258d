"""Why two things are one, or might be: links that matching makes, in `graph/identity`.

Shape:  <id/decision/…> a ea:Claim (they are one) or ea:Proposal (a person is asked) ;
            rdf:subject one ; rdf:predicate ea:sameEntityAs ; rdf:object other ;
            ea:confidence score ; ea:rule "…" ; ea:method C:method#rule ;
            dcterms:description "why" .
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.identity.clusters import HUMAN, Edge
from kg.iris import Namespace, h16
from kg.store.base import Reader
from kg.terms import DCTERMS, EA, RDF, XSD, concept


class Links:
    def __init__(self, reader: Reader, namespace: Namespace) -> None:
        self._reader, self._namespace = reader, namespace
        self._graph = NamedNode(namespace.identity)

    def changes(
        self,
        things: Iterable[str],
        used: Iterable[Edge],
        proposed: Iterable[Edge],
        canonical: Callable[[str], str],
        decided: Collection[tuple[str, str]],
    ) -> tuple[list[Quad], list[Quad]]:
        """Return the quads that go and that come when these are all the links of `things`."""
        wanted: set[Quad] = set()
        for edge in used:
            if edge.rule != HUMAN:
                wanted.update(link(edge, EA.Claim, self._namespace))
        for edge in proposed:
            if canonical(edge.one) != canonical(edge.other) and edge.pair not in decided:
                wanted.update(link(edge, EA.Proposal, self._namespace))
        stored = {quad for thing in things for quad in self._stored(NamedNode(thing))}
        return list(stored - wanted), list(wanted - stored)

    def _stored(self, thing: NamedNode) -> Iterator[Quad]:
        for end in (RDF.subject, RDF.object):
            for quad in self._reader.quads(None, end, thing, self._graph):
                if isinstance(quad.subject, NamedNode):
                    yield from self._reader.quads(quad.subject, graph=self._graph)


def link(edge: Edge, kind: NamedNode, namespace: Namespace) -> Iterator[Quad]:
    """Yield what is written down of two things that are one, or might be."""
    graph = NamedNode(namespace.identity)
    subject = NamedNode(namespace.thing("decision", h16("\u001f".join(edge.pair))))
    score = Literal(f"{edge.score:.4f}".rstrip("0").rstrip("."), datatype=XSD.decimal)
    for predicate, object in (
        (RDF.type, kind),
        (RDF.subject, NamedNode(edge.one)),
        (RDF.predicate, EA.sameEntityAs),
        (RDF.object, NamedNode(edge.other)),
        (EA.confidence, score),
        (EA.rule, Literal(edge.rule)),
        (EA.method, concept("method", "rule")),
        (DCTERMS.description, Literal(edge.reason)),
    ):
        yield Quad(subject, predicate, object, graph)
