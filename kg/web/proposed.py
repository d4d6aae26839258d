"""Proposals as people see them: two things side by side, or a fact with its sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.facts import text_of
from kg.identity.decision import Decision
from kg.identity.decisions import term
from kg.identity.standing import standing
from kg.iris import PREFIX_LINES
from kg.proposals import Doubt, Pair, kind_of
from kg.reasons import explain
from kg.store.base import Solution, Term
from kg.terms import EA, ORG, SKOS
from kg.web.site import Site

_QUOTES: Final = 3
_READ: Final = 12  # claims, to find so many quotes of
# What tells two things apart or makes them one, in this order.
_COMPARED: Final = tuple(
    each.value
    for each in (
        *(SKOS.prefLabel, SKOS.altLabel, EA.abbreviation, EA.eventType, EA.agreementType),
        *(EA.agencyKind, EA.frameworkKind, EA.placeKind, EA.dateEdtf, EA.adoptedOn, EA.status),
        *(EA.factuality, EA.place, EA.hasParticipant, EA.party, EA.inSeries, EA.seriesNumber),
        *(EA.jurisdiction, EA.within, ORG.subOrganizationOf, EA.underFramework, EA.concerns),
        *(EA.elementOf, EA.partOf),
    )
)
_SAID: Final = "SELECT ?p ?o { %s ?p ?o }"
_SENTENCES: Final = """SELECT DISTINCT ?document ?title ?quote ?start ?score ?rule {
  GRAPH ?graph {
    ?claim rdf:subject %(subject)s ; rdf:predicate %(predicate)s ;
      rdf:object %(object)s ; ea:evidence ?span ; ea:confidence ?score ; ea:rule ?rule .
    ?span oa:exact ?quote ; oa:start ?start .
    ?document a ea:Document .
    OPTIONAL { ?document dcterms:title ?title }
  }
} ORDER BY ?document ?start LIMIT %(most)d"""
_COMPANIONS: Final = """SELECT DISTINCT ?p ?o {
  GRAPH ?graph { ?claim rdf:subject %s ; rdf:predicate ?p ; rdf:object ?o ; ea:evidence ?span }
} ORDER BY ?p ?o"""


@dataclass(frozen=True, slots=True)
class Sentence:
    quote: str
    document: str
    title: str
    start: int
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal with all that a person needs to decide it."""

    proposal: Pair | Doubt
    kind: str  # of thing
    at: list[str]  # in each document, or nowhere in particular: the tag of how it stands
    rows: Mapping[str, tuple[list[Term], ...]]  # by property, a column for each thing
    sentences: tuple[list[Sentence], ...]  # for each thing

    def mentioned(self) -> Iterator[str]:
        """Yield what has to be named on the page."""
        yield from self.proposal.things
        yield from self.rows
        if isinstance(self.proposal, Doubt):
            yield from (self.proposal.who, self.proposal.predicate)
        values = (value for columns in self.rows.values() for each in columns for value in each)
        yield from (value.value for value in values if isinstance(value, NamedNode))


def card(site: Site, proposal: Pair | Doubt) -> Card:
    """Gather what a person needs to decide a proposal."""
    if isinstance(proposal, Pair):
        return _pair_card(site, proposal)
    return _doubt_card(site, proposal)


def _pair_card(site: Site, pair: Pair) -> Card:
    said = [_said(site, thing) for thing in pair.things]
    rows = {p: tuple(each.get(p, []) for each in said) for p in _COMPARED}
    return Card(
        pair,
        kind_of(site.namespace, pair.one),
        [at(site, each) for each in pair.decisions(same=True)],
        {p: columns for p, columns in rows.items() if any(columns)},
        tuple(_about(site, thing) for thing in pair.things),
    )


def _doubt_card(site: Site, doubt: Doubt) -> Card:
    rejected = doubt.decisions(same=False)  # one for each document
    return Card(
        doubt,
        kind_of(site.namespace, doubt.subject),
        [at(site, each) for each in rejected],
        {p: v for p, v in companions(site, rejected[0]).items() if p != EA.participant.value},
        (sentences(site, rejected[0], _QUOTES),),
    )


def at(site: Site, decision: Decision) -> str:
    """Return what a form brings back: how a question stands, and in which document."""
    return f"{tag_of(site, decision)} {decision.source}".strip()


def tag_of(site: Site, decision: Decision) -> str:
    return standing(site.reader, site.namespace, decision).tag


def companions(site: Site, fact: Decision) -> dict[str, tuple[list[Term], ...]]:
    """Return what else is read of somebody's part in an event, of which a fact is one line."""
    found: dict[str, tuple[list[Term], ...]] = {}
    if fact.predicate == str(EA.inEvent):
        for row in site.reader.select(PREFIX_LINES + _COMPANIONS % fact.subject):
            if (predicate := text_of(row, "p")) != EA.inEvent.value:
                found.setdefault(predicate, ([],))[0].append(row["o"])
    return found


def sentences(site: Site, fact: Decision, most: int) -> list[Sentence]:
    """Return the sentences that a fact rests on, in all documents."""
    parts = {"subject": fact.subject, "predicate": fact.predicate, "object": fact.object}
    rows = site.reader.select(PREFIX_LINES + _SENTENCES % (parts | {"most": most}))
    return [_sentence(row) for row in rows]


def _sentence(row: Solution) -> Sentence:
    return Sentence(
        text_of(row, "quote"),
        text_of(row, "document"),
        text_of(row, "title"),
        int(text_of(row, "start")),
        float(text_of(row, "score")),
        text_of(row, "rule"),
    )


def _said(site: Site, thing: str) -> dict[str, list[Term]]:
    """Return what the view says of what stands for a thing, by property."""
    found: dict[str, list[Term]] = defaultdict(list)
    for row in site.reader.select(_SAID % site.current(NamedNode(thing))):
        found[text_of(row, "p")].append(row["o"])
    return {predicate: sorted(values, key=str) for predicate, values in found.items()}


def _about(site: Site, thing: str) -> list[Sentence]:
    """Return sentences that speak of a thing, each once."""
    reasons = explain(site.reader, site.namespace, thing, most=_READ)
    found = {
        each.quote: Sentence(
            each.quote,
            each.document,
            each.title or "",
            each.start,
            each.confidence,
            each.rule,
        )
        for each in reversed(reasons)
    }
    whole = [
        each
        for quote, each in found.items()
        if not any(quote in other for other in found if other != quote)
    ]
    return sorted(whole, key=lambda each: (each.document, each.start))[:_QUOTES]


def things_of(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield the IRIs that decisions speak of."""
    for each in decisions:
        for text in (each.subject, each.predicate, each.object, each.source, each.replacement):
            if text.startswith("<"):
                yield text[1:-1]


def shown(text: str) -> NamedNode | Literal | None:
    """Return a term of a decision, None where there is none."""
    return term(text) if text else None
