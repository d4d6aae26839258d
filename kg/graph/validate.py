"""What may not enter the graph: checks on frames before mapping, and on the quads of a graph.

`ontology/shapes.ttl` declares what must hold. `check_quads` applies it in about a millisecond,
`shacl_report` through pySHACL; `check_extraction` keeps such graphs from being made at all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final, TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.graph.shapes import SHACL, Index, Violation, scheme_triples, shapes
from kg.iris import VOCABULARY, is_key
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    EntityRef,
    EventFrame,
    Evidence,
    Extraction,
    FrameworkUse,
    Label,
    LinkedMention,
    MintedEntity,
    PartialDate,
    Participant,
    Sourced,
    Span,
    Text,
)
from kg.store.base import Term
from kg.terms import EA, ONTOLOGY, RDF, notations

T = TypeVar("T")


def check_quads(quads: Iterable[Quad]) -> list[Violation]:
    """Return what does not hold in one graph, sorted."""
    index = Index(quads)
    found = set(_undeclared(index))
    for shape in shapes():
        nodes = {node for cls in shape.classes for node in index.subjects(RDF.type, cls)}
        if shape.subjects_of:
            nodes |= {node for node, own in index.outgoing.items() if shape.subjects_of in own}
        for node in nodes:
            found.update(shape.violations(node, index))
    return sorted(found)


def shacl_report(quads: Iterable[Quad]) -> list[Violation]:
    """Return what pySHACL finds in one graph, sorted; takes tenths of a second."""
    import pyshacl
    import rdflib

    quads = list(quads)
    triples = [quad.triple for quad in quads] + list(scheme_triples())
    text = ox.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=text.decode(), format="nt")
    rules = rdflib.Graph().parse(data=(ONTOLOGY / "shapes.ttl").read_text("utf-8"), format="turtle")
    try:
        _, results, _ = pyshacl.validate(data, shacl_graph=rules, inference="none")
    except TypeError:  # pySHACL cannot compare an ill-formed date; the plain checks can
        return check_quads(quads)
    sh = rdflib.Namespace(SHACL)
    found = set(_undeclared(Index(quads)))
    for result in results.objects(None, sh.result):
        constraint = results.value(result, sh.sourceConstraint)
        path = results.value(result, sh.resultPath) or (constraint or "").rpartition("#")[2]
        warns = results.value(result, sh.resultSeverity) == sh.Warning
        found.add(
            Violation(
                str(results.value(result, sh.focusNode)),
                str(path),
                "warning" if warns else "violation",
                str(results.value(result, sh.resultMessage)),
            )
        )
    return sorted(found)


def _undeclared(index: Index) -> Iterator[Violation]:
    """Yield the uses of terms in our namespace that the vocabulary does not declare."""
    for subject, own in index.outgoing.items():
        used: set[Term] = {*own, *own.get(RDF.type, ())}
        for term in used:
            if _is_ours(term) and term not in EA:
                focus = "" if isinstance(subject, ox.Triple) else subject.value
                yield Violation(focus, str(term)[1:-1], "violation", "not in the vocabulary")


def _is_ours(term: Term) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(VOCABULARY)


# Frames

_TYPE_SCHEMES: Final = {
    "agency": "agency-kind",
    "framework": "framework-kind",
    "place": "place-kind",
}
_FRAMEWORKS: Final = frozenset({"framework", "element"})
_PARTIES: Final = frozenset({"agency", "place"})


@cache
def _allowed(scheme: str) -> frozenset[str]:
    return frozenset(notations(scheme))


def check_extraction(extraction: Extraction, text: Text) -> Extraction:
    """Return the extraction without what the shapes refuse, each refusal listed in `rejected`.

    A frame whose type, status or title is wrong goes whole; a wrong date, role, party or link
    goes alone.
    """
    return _Admission(extraction, len(text.raw)).result()


class _Admission:
    def __init__(self, extraction: Extraction, length: int) -> None:
        self._extraction, self._length = extraction, length
        self._rejected: list[str] = []
        published = extraction.published
        is_day = published is not None and published.value.precision == "day"
        self._published = published.value.edtf if published and is_day else None

    def result(self) -> Extraction:
        extraction = self._extraction
        return extraction.replace(
            minted=self._keep("entity", extraction.minted, _minted_problem),
            mentions=self._keep("mention", extraction.mentions, self._mention_problem),
            events=tuple(
                self._event(frame)
                for frame in self._keep("event", extraction.events, self._event_problem)
            ),
            agreements=tuple(
                self._agreement(frame)
                for frame in self._keep("agreement", extraction.agreements, self._agreement_problem)
            ),
            posts=self._sourced("post", extraction.posts, _attendee_problem),
            topics=tuple(topic for topic in extraction.topics if topic in _allowed("topic")),
            rejected=(*extraction.rejected, *self._rejected),
        )

    def _keep(
        self, what: str, items: Iterable[T], problem: Callable[[T], str | None]
    ) -> tuple[T, ...]:
        kept = []
        for item in items:
            if wrong := problem(item):
                self._rejected.append(f"{what}: {wrong}")
            else:
                kept.append(item)
        return tuple(kept)

    def _sourced(
        self, what: str, items: Iterable[Sourced[T]], problem: Callable[[T], str | None]
    ) -> tuple[Sourced[T], ...]:
        return self._keep(what, items, lambda s: self._proof(s.evidence) or problem(s.value))

    def _one(
        self, what: str, item: Sourced[T] | None, problem: Callable[[T], str | None]
    ) -> Sourced[T] | None:
        return next(iter(self._sourced(what, (item,), problem)), None) if item else None

    def _proof(self, evidence: Evidence) -> str | None:
        if not evidence.spans:
            return "it has no evidence"
        if not 0 <= evidence.confidence <= 1:
            return f"a confidence of {evidence.confidence}"
        return next(filter(None, map(self._span, evidence.spans)), None)

    def _span(self, span: Span) -> str | None:
        is_inside = 0 <= span.start < span.end <= self._length
        return None if is_inside else f"the span {span.start}-{span.end} is not in the text"

    def _mention_problem(self, mention: LinkedMention) -> str | None:
        return self._span(mention.span) or (None if mention.surface else "it has no words")

    def _value(self, scheme: str, sourced: Sourced[str]) -> str | None:
        if sourced.value not in _allowed(scheme):
            return f"{sourced.value} is no {scheme}"
        return self._proof(sourced.evidence)

    def _event_problem(self, frame: EventFrame) -> str | None:
        return (
            _title_problem(frame.title)
            or self._value("event-type", frame.type)
            or self._value("factuality", frame.factuality)
        )

    def _agreement_problem(self, frame: AgreementFrame) -> str | None:
        return (
            _title_problem(frame.title)
            or self._value("agreement-type", frame.type)
            or self._value("status", frame.status)
        )

    def _event(self, frame: EventFrame) -> EventFrame:
        latest = self._published if frame.factuality.value == "held" else None
        return replace(
            frame,
            date=self._one("date", frame.date, lambda date: _date_problem(date, latest)),
            places=self._sourced("place", frame.places, _is_a("place")),
            participants=self._sourced("participant", frame.participants, _one_role_each()),
            people=self._sourced("person", frame.people, _attendee_problem),
            frameworks=self._frameworks(frame.frameworks),
            series=self._one("series", frame.series, _is_a("series")),
            number=self._one("number", frame.number, lambda n: None if n > 0 else f"{n}"),
            agreements=self._sourced("agreement", frame.agreements, _anything),
            under=self._sourced("agreement", frame.under, _anything),
            part_of=self._one("larger event", frame.part_of, _other_than(frame.anchor)),
        )

    def _agreement(self, frame: AgreementFrame) -> AgreementFrame:
        return replace(
            frame,
            parties=self._sourced("party", frame.parties, _is_a(*_PARTIES)),
            date=self._one("date", frame.date, lambda date: _date_problem(date, None)),
            renews=self._one("renewed agreement", frame.renews, _other_than(frame.anchor)),
            frameworks=self._frameworks(frame.frameworks),
            under=self._sourced("agreement", frame.under, _other_than(frame.anchor)),
        )

    def _frameworks(
        self, uses: Iterable[Sourced[FrameworkUse]]
    ) -> tuple[Sourced[FrameworkUse], ...]:
        is_framework = _is_a(*_FRAMEWORKS)
        return self._sourced("framework", uses, lambda use: is_framework(use.framework))


def _anything(value: object) -> None:
    """Return no problem."""


def _title_problem(title: Label) -> str | None:
    return None if title.text.strip() else "it has no title"


def _minted_problem(minted: MintedEntity) -> str | None:
    scheme = _TYPE_SCHEMES.get(minted.ref.kind)
    if not is_key(minted.ref.key):
        return f"{minted.ref.key!r} is no key"
    if not minted.labels or not all(label.text.strip() for label in minted.labels):
        return f"{minted.ref.key} has no label"
    if minted.kind and scheme and minted.kind not in _allowed(scheme):
        return f"{minted.kind} is no {scheme}"
    return f"{minted.ref.key} is its own parent" if minted.parent == minted.ref else None


def _is_a(*kinds: str) -> Callable[[EntityRef], str | None]:
    return lambda ref: None if ref.kind in kinds else f"{ref.kind}/{ref.key} is none"


def _one_role_each() -> Callable[[Participant], str | None]:
    roles: dict[EntityRef, str] = {}

    def problem(participant: Participant) -> str | None:
        agency, role = participant.agency, participant.role
        if agency.kind != "agency":
            return f"{agency.kind}/{agency.key} is no agency"
        if role not in _allowed("role"):
            return f"{role} is no role"
        if roles.setdefault(agency, role) != role:
            return f"{agency.key} is {roles[agency]} and {role}"
        return None

    return problem


def _attendee_problem(attendee: Attendee) -> str | None:
    if attendee.person.kind != "person":
        return f"{attendee.person.kind}/{attendee.person.key} is no person"
    return _is_a("agency")(attendee.affiliation) if attendee.affiliation else None


def _other_than(anchor: Anchor) -> Callable[[Anchor], str | None]:
    return lambda other: "itself" if other == anchor else None


def _date_problem(date: PartialDate, latest: str | None) -> str | None:
    """Return what is wrong with a date; `latest` is the day by which it must have begun."""
    first, last = date.starts_not_before, date.starts_not_after
    pairs = (
        (first, last),
        (date.ends_not_before, date.ends_not_after),
        (first, date.ends_not_after),
    )
    if any(low and high and low > high for low, high in pairs):
        return f"{date.edtf} ends before it begins"
    is_known = date.precision == "day" and date.certainty != "unknown"
    if is_known and first and last and first != last:
        return f"{date.edtf} is a day with several"
    if latest and first and first > latest:
        return f"{date.edtf} was held after the publication on {latest}"
    return None
