"""A store of short notes that each name one person at an event of its own."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad
from writer.one_document import graph_of

from kg.committing import Committer
from kg.graph.document import DocumentGraph
from kg.iris import Namespace, h16
from kg.terms import EA, RDF, SKOS, XSD, concept

NAMES = Namespace()


def note(text: str, person: str) -> DocumentGraph:
    """Return the graph of a note about an event that a person attended, with its evidence."""
    graph = graph_of(text)
    quads = list(ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS))
    event = next(q.subject for q in quads if q.predicate == RDF.type and q.object == EA.Event)
    span = next(q.object for q in quads if q.predicate == EA.evidence)
    who = NamedNode(person_iri(graph.key, person))
    part, claim = (
        NamedNode(NAMES.thing(kind, f"{graph.key}-{h16(person)}"))
        for kind in ("participation", "claim")
    )
    more = [
        (who, RDF.type, EA.Person),
        (who, EA.key, Literal(f"person/{graph.key}/{person}")),
        (who, SKOS.prefLabel, Literal(person, language="en" if person.isascii() else "zh-Hans")),
        (part, RDF.type, EA.Participation),
        (part, EA.inEvent, event),
        (part, EA.participant, who),
        (claim, RDF.type, EA.Claim),
        (claim, RDF.subject, part),
        (claim, RDF.predicate, EA.inEvent),
        (claim, RDF.object, event),
        (claim, EA.evidence, span),
        (claim, EA.confidence, Literal("0.9", datatype=XSD.decimal)),
        (claim, EA.rule, Literal("example.rule")),
        (claim, EA.method, concept("method", "rule")),
        (claim, EA.textCertainty, concept("text-certainty", "exact")),
    ]
    quads += [Quad(*triple, NamedNode(graph.graph)) for triple in more]
    return replace(graph, nquads="".join(sorted(f"{quad} .\n" for quad in quads)).encode())


def person_iri(document: str, name: str) -> str:
    return NAMES.thing("person", h16(f"{document}/{name}"))


def load(root: Path, archive: Path, notes: dict[str, str]) -> list[str]:
    """Make the store of notes and the person in each; return the persons, in that order."""
    graphs = {text: note(text, person) for text, person in notes.items()}
    committer = Committer(root, archive, NAMES, managed=True)
    committer.add(list(graphs.values()), "2026-01-01T00:00:00Z")
    committer.close()
    return [person_iri(graphs[text].key, person) for text, person in notes.items()]
