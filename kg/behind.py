"""What stands behind each value of `kg.facts`: the rule, how sure it is, and where it read it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.facts import Labels
from kg.graph.document import DocumentGraph
from kg.model import Span
from kg.terms import EA, OA, RDF
from kg.verdicts import Side

_PROPERTIES: Final[Mapping[str, str]] = {
    "event": EA.eventType.value,
    "event type": EA.eventType.value,
    "event tense": EA.factuality.value,
    "event date": EA.dateEdtf.value,
    "event place": EA.place.value,
    "event framework": EA.concerns.value,
    "participant": EA.inEvent.value,
    "participant with role": EA.inEvent.value,
    "person": EA.inEvent.value,
    "agreement": EA.agreementType.value,
    "agreement type and status": EA.status.value,
    "agreement party": EA.party.value,
}


@dataclass(frozen=True, slots=True)
class Behind:
    """Offsets count in the raw text of the document."""

    rule: str
    confidence: float | None  # None of a name that is only mentioned
    spans: tuple[Span, ...]


class Backing:
    """Finds the claims of one document graph again by what `kg.facts` made of them.

    `canonical` gives the thing that facts are told of, for a thing of the document graph.
    """

    def __init__(self, graph: DocumentGraph, canonical: Callable[[str], str]) -> None:
        self._canonical = canonical
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS):
            subject, object = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and not isinstance(object, ox.Triple):
                self._values[subject.value][quad.predicate.value].append(object.value)
        self._claims: dict[tuple[str, str], list[tuple[str, Behind]]] = defaultdict(list)
        self._mentions: dict[str, list[Span]] = defaultdict(list)
        for values in self._values.values():
            if EA.evidence.value in values:
                self._add(values)
            elif named := values.get(EA.refersTo.value):
                self._mentions[canonical(named[0])].append(self._span(values))

    def of(self, kind: str, side: Side) -> Behind | None:
        """Return what a found value rests on; None where it is no claim of this document."""
        if side.frame is None:
            thing = side.value.thing if isinstance(side.value, Labels) else ""
            spans = sorted(self._mentions.get(thing, []))
            rule = "mention.minted" if "/x-" in thing else "mention.listed"
            return Behind(rule, None, (spans[0],)) if spans else None
        claims = self._claims.get((side.frame["id"], _PROPERTIES[kind]), [])
        value = side.value[0] if isinstance(side.value, tuple) else side.value
        if isinstance(value, Labels):
            claims = [(thing, behind) for thing, behind in claims if thing == value.thing]
        return claims[0][1] if claims else None

    def _add(self, values: Mapping[str, list[str]]) -> None:
        subject, property, value = (
            values[name.value][0] for name in (RDF.subject, RDF.predicate, RDF.object)
        )
        behind = Behind(
            values[EA.rule.value][0],
            float(values[EA.confidence.value][0]),
            tuple(sorted(self._span(self._values[node]) for node in values[EA.evidence.value])),
        )
        if property == EA.inEvent.value:
            subject, value = value, self._values[subject][EA.participant.value][0]
        self._claims[self._canonical(subject), property].append((self._canonical(value), behind))

    def _span(self, values: Mapping[str, list[str]]) -> Span:
        return Span(int(values[OA.start.value][0]), int(values[OA.end.value][0]))
