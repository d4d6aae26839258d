"""Events, participations and agreements as triples with their claims."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from pyoxigraph import NamedNode

from kg.graph.claims import Claims
from kg.graph.lines import Lines, date, decimal, edtf, integer, iri, plain, tagged
from kg.iris import Namespace, h16, identity_key
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    EntityRef,
    EventFrame,
    Evidence,
    Extraction,
    FrameworkLink,
    FrameworkUse,
    PartialDate,
    Participant,
    Sourced,
)
from kg.terms import EA, ORG, RDF, SKOS, concept

T = TypeVar("T")

_LINKS: Final[Mapping[FrameworkLink, tuple[NamedNode, ...]]] = {
    "concerns": (EA.concerns,),
    "implements": (EA.implements, EA.concerns),
    "adopts": (EA.adopts, EA.concerns),
}


class Frames:
    """Writes the events and agreements of one document."""

    def __init__(
        self,
        lines: Lines,
        claims: Claims,
        names: Namespace,
        source_key: str,
        extraction: Extraction,
    ) -> None:
        self._lines, self._claims, self._names = lines, claims, names
        self._extraction = extraction
        self._source_key = source_key
        self._positions: set[str] = set()
        self._holds = True  # is the frame that is being written asserted?
        self._events = {f.anchor: self._iri("event", f.anchor) for f in extraction.events}
        self._agreements = {
            f.anchor: self._iri("agreement", f.anchor) for f in extraction.agreements
        }
        self._proposed = {
            *(self._events[f.anchor] for f in extraction.events if not self._sure(f)),
            *(self._agreements[f.anchor] for f in extraction.agreements if not self._sure(f)),
        }

    @property
    def things(self) -> tuple[str, ...]:
        """Return the events and agreements that are asserted."""
        known = (*self._events.values(), *self._agreements.values())
        return tuple(node for node in known if node not in self._proposed)

    def write(self) -> None:
        for event in self._extraction.events:
            self._write_event(event)
        for agreement in self._extraction.agreements:
            self._write_agreement(agreement)
        for post in self._extraction.posts:
            self._write_post(post)

    def _write_event(self, frame: EventFrame) -> None:
        event = self._events[frame.anchor]
        self._write_head(event, EA.Event, "event", frame, frame.type.evidence)
        self._concept(event, EA.eventType, "event-type", frame.type)
        self._concept(event, EA.factuality, "factuality", frame.factuality)
        if frame.date:
            self._write_date(event, frame.date)
        self._state(event, EA.place, frame.places, self._entity)
        for use in frame.frameworks:
            for link in _LINKS[use.value.link]:
                self._state(event, link, [use], self._framework)
        if frame.series:
            self._state(event, EA.inSeries, [frame.series], self._entity)
        if frame.number:
            self._state(event, EA.seriesNumber, [frame.number], integer)
        self._link(event, EA.affects, frame.agreements, self._agreements)
        self._link(event, EA.underAgreement, frame.under, self._agreements)
        if frame.part_of:
            self._link(event, EA.subEventOf, [frame.part_of], self._events)
        for participant in frame.participants:
            self._write_participant(event, participant)
        for attendee in frame.people:
            self._write_attendee(event, attendee)

    def _write_agreement(self, frame: AgreementFrame) -> None:
        agreement = self._agreements[frame.anchor]
        self._write_head(agreement, EA.Agreement, "agreement", frame, frame.status.evidence)
        self._concept(agreement, EA.agreementType, "agreement-type", frame.type)
        self._concept(agreement, EA.status, "status", frame.status)
        self._state(agreement, EA.party, frame.parties, self._entity)
        if frame.date and frame.date.value.edtf:
            self._state(agreement, EA.adoptedOn, [frame.date], lambda value: edtf(value.edtf))
        if frame.renews:
            self._link(agreement, EA.renews, [frame.renews], self._agreements)
        self._state(agreement, EA.underFramework, frame.frameworks, self._framework)
        self._link(agreement, EA.underAgreement, frame.under, self._agreements)

    def _write_head(
        self,
        node: str,
        cls: NamedNode,
        kind: str,
        frame: EventFrame | AgreementFrame,
        read: Evidence,
    ) -> None:
        self._holds = node not in self._proposed
        if not self._holds:
            return
        self._lines.add(node, RDF.type, cls)
        self._lines.add(node, EA.key, plain(self._key(kind, frame.anchor)))
        self._lines.add(node, SKOS.prefLabel, tagged(frame.title.text, frame.title.language))
        self._lines.add(node, EA.confidence, decimal(read.confidence))

    def _write_date(self, event: str, sourced: Sourced[PartialDate]) -> None:
        value, add = sourced.value, self._lines.add
        if value.edtf:
            self._state(event, EA.dateEdtf, [sourced], lambda each: edtf(each.edtf))
        if not self._asserts(sourced.evidence):
            return
        for predicate, bound in (
            (EA.startsNotBefore, value.starts_not_before),
            (EA.startsNotAfter, value.starts_not_after),
            (EA.endsNotBefore, value.ends_not_before),
            (EA.endsNotAfter, value.ends_not_after),
        ):
            if bound:
                add(event, predicate, date(bound))
        add(event, EA.datePrecision, concept("precision", value.precision))
        add(event, EA.dateCertainty, concept("date-certainty", value.certainty))

    def _write_participant(self, event: str, sourced: Sourced[Participant]) -> None:
        ref, role = sourced.value.agency, sourced.value.role
        node = self._participation(event, ref, role)
        self._claims.state(node, EA.inEvent, event, sourced.evidence, holds=self._holds)
        described = ((EA.participant, self._entity(ref)), (EA.role, str(concept("role", role))))
        self._describe(node, EA.Participation, described, sourced.evidence)

    def _write_attendee(self, event: str, sourced: Sourced[Attendee]) -> None:
        attendee = sourced.value
        position, body = attendee.position, attendee.affiliation
        node = self._participation(
            event,
            attendee.person,
            position.text if position else "",
            f"{body.kind}/{body.key}" if body else "",
        )
        self._claims.state(node, EA.inEvent, event, sourced.evidence, holds=self._holds)
        described = [(EA.participant, self._entity(attendee.person))]
        if body:
            described.append((EA.representing, self._entity(body)))
        if position and node not in self._positions:  # another spelling of it is the same
            self._positions.add(node)
            described.append((EA.positionHeld, tagged(position.text, position.language)))
        self._describe(node, EA.Participation, described, sourced.evidence)

    def _write_post(self, sourced: Sourced[Attendee]) -> None:
        post = sourced.value
        person, position, body = post.person, post.position, post.affiliation
        key = identity_key(
            "membership", person.key, body.key if body else "", position.text if position else ""
        )
        node = iri(self._names.thing("participation", h16(key)))
        self._claims.state(node, ORG.member, self._entity(person), sourced.evidence)
        described = [(ORG.organization, self._entity(body))] if body else []
        if position:
            described.append((EA.positionHeld, tagged(position.text, position.language)))
        self._holds = True
        self._describe(node, ORG.Membership, described, sourced.evidence)

    def _describe(
        self,
        node: str,
        cls: NamedNode,
        values: Iterable[tuple[NamedNode, str]],
        evidence: Evidence,
    ) -> None:
        """Say what belongs to a relation between two things; of a proposed one, as proposals."""
        if self._asserts(evidence):
            self._lines.add(node, RDF.type, cls)
            for predicate, value in values:
                self._lines.add(node, predicate, value)
        else:
            for predicate, value in values:
                self._claims.state(node, predicate, value, evidence, holds=False)

    def _sure(self, frame: EventFrame | AgreementFrame) -> bool:
        return self._claims.holds(frame.type.evidence)

    def _asserts(self, evidence: Evidence) -> bool:
        return self._holds and self._claims.holds(evidence)

    def _participation(self, event: str, who: EntityRef, *parts: str) -> str:
        key = identity_key(
            "participation", event.rpartition("/")[2], f"{who.kind}/{who.key}", *parts
        )
        return iri(self._names.thing("participation", h16(key)))

    def _concept(self, node: str, predicate: NamedNode, scheme: str, value: Sourced[str]) -> None:
        self._state(node, predicate, [value], lambda notation: str(concept(scheme, notation)))

    def _state(
        self,
        node: str,
        predicate: NamedNode,
        values: Iterable[Sourced[T]],
        render: Callable[[T], str],
    ) -> None:
        for sourced in values:
            value = render(sourced.value)
            self._claims.state(node, predicate, value, sourced.evidence, holds=self._holds)

    def _link(
        self,
        node: str,
        predicate: NamedNode,
        anchors: Iterable[Sourced[Anchor]],
        known: Mapping[Anchor, str],
    ) -> None:
        """State links to other frames of the document; those to frames that were dropped go."""
        for sourced in anchors:
            if other := known.get(sourced.value):
                holds = self._holds and other not in self._proposed
                self._claims.state(node, predicate, other, sourced.evidence, holds=holds)

    def _entity(self, ref: EntityRef) -> str:
        return iri(self._names.thing(ref.kind, ref.key))

    def _framework(self, use: FrameworkUse) -> str:
        return self._entity(use.framework)

    def _key(self, kind: str, anchor: Anchor) -> str:
        return identity_key(kind, self._source_key, h16(anchor.sentence), str(anchor.number))

    def _iri(self, kind: str, anchor: Anchor) -> str:
        return iri(self._names.thing(kind, h16(self._key(kind, anchor))))
