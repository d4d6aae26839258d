"""Why we say so: the sentences that a statement of the view rests on, in all documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.model import Span
from kg.store.base import Reader, Solution, Term, value_of
from kg.terms import EA

_MOST: Final = 20  # sentences
_MEMBERS: Final = 200
_MARKS: Final = 500

_SAME: Final = """SELECT ?thing ?member { GRAPH <%s> {
  VALUES ?thing { %s } ?thing ea:canonical ?canonical . ?member ea:canonical ?canonical
} } LIMIT %d"""
_CLAIMS: Final = """SELECT DISTINCT ?graph ?claim ?class ?predicate ?object ?digest ?quote
  ?repaired ?start ?end ?cell ?rule ?confidence ?method ?certainty
  ?document ?title ?publisher ?issued {
  GRAPH ?graph {
    { SELECT ?graph ?claim { GRAPH ?graph { %s } } LIMIT %d }
    ?claim a ?class ; rdf:predicate ?predicate ; rdf:object ?object ; ea:evidence ?span ;
      ea:rule ?rule ; ea:confidence ?confidence ; ea:method ?method ; ea:textCertainty ?certainty .
    ?span oa:hasSource ?version ; oa:exact ?quote ; oa:start ?start ; oa:end ?end .
    ?document dcterms:hasVersion ?version .
    OPTIONAL { ?version ea:contentDigest ?digest }
    OPTIONAL { ?span ea:normalizedText ?repaired } OPTIONAL { ?span ea:cell ?cell }
    OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?document dcterms:publisher|dc:publisher ?publisher }
  }
} ORDER BY ?issued ?document ?start ?claim LIMIT %d"""
_ONE: Final = "?claim rdf:subject ?subject ; rdf:predicate ?said %s"
_PART: Final = (
    "?part ea:inEvent ?subject . ?part ea:participant|ea:representing ?object . "
    "?claim rdf:subject ?part ; rdf:predicate ea:inEvent "
)
_REPORTED: Final = (
    "?subject dcterms:hasVersion ?current . { ?claim rdf:subject ?object } "
    "UNION { ?claim rdf:object ?object } "
    "UNION { ?part ea:participant|ea:representing ?object . ?claim rdf:subject ?part }"
)
_PATTERNS: Final = {EA.hasParticipant: _PART, EA.reports: _REPORTED}  # of what has no claim itself
_STATED: Final = """SELECT DISTINCT ?document ?title ?issued {
  VALUES ?subject { %s } %s GRAPH ?graph {
    ?subject %s ?object . ?document dcterms:hasVersion ?version
    OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:issued ?issued } }
} ORDER BY ?issued ?document LIMIT %d"""
_MENTIONS: Final = """SELECT ?graph ?start ?end { VALUES ?graph { %s } VALUES ?thing { %s }
  GRAPH ?graph { ?mention ea:refersTo ?thing ; a ea:Mention ; oa:start ?start ; oa:end ?end }
} LIMIT %d"""
# What the view says of a date is worked out from one claim; what implements something concerns it.
_CLAIMED_AS: Final = {
    **dict.fromkeys(
        (
            *(EA.startsNotBefore, EA.startsNotAfter, EA.endsNotBefore, EA.endsNotAfter),
            *(EA.datePrecision, EA.dateCertainty),
        ),
        (EA.dateEdtf,),
    ),
    EA.concerns: (EA.concerns, EA.implements, EA.adopts),
    **dict.fromkeys((EA.role, EA.participant, EA.representing, EA.positionHeld), (EA.inEvent,)),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the view; without a value, all that is said of the property."""

    subject: NamedNode
    predicate: NamedNode
    value: Term | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence behind a fact; `words` are the stretches of it that name what it is about.

    Offsets count code points: `start` and `end` in the document, those of `words` in `quote`.
    """

    document: str
    title: Literal | None
    publisher: Term | None
    issued: str
    digest: str
    quote: str
    repaired: str
    start: int
    end: int
    cell: str
    rule: str
    method: str
    confidence: float
    certainty: str
    predicate: str
    value: Term  # as this document has it
    is_proposal: bool
    graph: str
    words: Sequence[Span] = ()


def evidence(reader: Reader, namespace: Namespace, fact: Fact, most: int = _MOST) -> list[Evidence]:
    """Return the sentences behind a fact, the earliest document first."""
    same = _members(reader, namespace, fact)
    subjects = same[fact.subject]
    objects = same.get(fact.value, [fact.value]) if fact.value is not None else []
    pattern = _PATTERNS.get(fact.predicate)
    given = [f"VALUES ?subject {{ {_terms(subjects)} }}"]
    if objects and _is_compared(fact):
        given.append(f"VALUES ?object {{ {_terms(objects)} }}")
    if pattern is None:
        pattern = _ONE % ("; rdf:object ?object" if _is_compared(fact) else "")
        said = _CLAIMED_AS.get(fact.predicate, (fact.predicate,))
        given.append(f"VALUES ?said {{ {_terms(said)} }}")
    query = _CLAIMS % (" ".join([*given, pattern]), 2 * most, most)
    found = [_evidence(row) for row in reader.select(PREFIX_LINES + query)]
    return _with_words(reader, found, [*subjects, *objects])


def stated(reader: Reader, namespace: Namespace, fact: Fact) -> list[tuple[str, str, str]]:
    """Return the documents that state what needs no claim, such as a name: IRI, title, day."""
    same = _members(reader, namespace, fact)
    values = same.get(fact.value, [fact.value]) if fact.value is not None else []
    given = f"VALUES ?object {{ {_terms(values)} }}" if values else ""
    query = _STATED % (_terms(same[fact.subject]), given, fact.predicate, _MOST)
    rows = reader.select(PREFIX_LINES + query)
    return [tuple(_text(row.get(name)) for name in ("document", "title", "issued")) for row in rows]  # type: ignore[misc]


def _is_compared(fact: Fact) -> bool:
    """Tell whether claims have the value that the view has."""
    return fact.value is not None and (
        fact.predicate not in _CLAIMED_AS or fact.predicate == EA.concerns
    )


def _members(
    reader: Reader, namespace: Namespace, fact: Fact
) -> dict[Term | None, list[Term | None]]:
    """Return all that stands behind subject and value, themselves among it."""
    things = [t for t in (fact.subject, fact.value) if isinstance(t, NamedNode)]
    found: dict[Term | None, list[Term | None]] = {thing: [thing] for thing in things}
    query = _SAME % (namespace.identity, _terms(things), _MEMBERS)
    for row in reader.select(PREFIX_LINES + query):
        if row["member"] != row["thing"]:
            found[row["thing"]].append(row["member"])
    return found


def _with_words(
    reader: Reader, found: list[Evidence], things: Iterable[Term | None]
) -> list[Evidence]:
    """Mark what a quote is about in it."""
    graphs = dict.fromkeys(NamedNode(each.graph) for each in found)
    named = [thing for thing in things if isinstance(thing, NamedNode)]
    if not graphs:
        return found
    query = _MENTIONS % (_terms(graphs), _terms(named), _MARKS)
    places: dict[str, list[Span]] = {}
    for row in reader.select(PREFIX_LINES + query):
        span = Span(int(_text(row["start"])), int(_text(row["end"])))
        places.setdefault(_text(row["graph"]), []).append(span)
    return [replace(each, words=_inside(each, places.get(each.graph, ()))) for each in found]


def _inside(each: Evidence, spans: Iterable[Span]) -> list[Span]:
    whole = Span(each.start, each.end)
    return sorted(
        Span(span.start - each.start, span.end - each.start)
        for span in spans
        if whole.covers(span) and span != whole
    )


def _evidence(row: Solution) -> Evidence:
    title = row.get("title")
    return Evidence(
        document=_text(row["document"]),
        title=title if isinstance(title, Literal) else None,
        publisher=row.get("publisher"),
        issued=_text(row.get("issued")),
        digest=_text(row.get("digest")),
        quote=_text(row["quote"]),
        repaired=_text(row.get("repaired")),
        start=int(_text(row["start"])),
        end=int(_text(row["end"])),
        cell=_text(row.get("cell")),
        rule=_text(row["rule"]),
        method=_text(row["method"]),
        confidence=float(_text(row["confidence"])),
        certainty=_text(row["certainty"]),
        predicate=_text(row["predicate"]),
        value=row["object"],
        is_proposal=row["class"] == EA.Proposal,
        graph=_text(row["graph"]),
    )


def _terms(terms: Iterable[Term | None]) -> str:
    return " ".join(map(str, terms))


def _text(term: object) -> str:
    return value_of(term) if term is not None else ""
