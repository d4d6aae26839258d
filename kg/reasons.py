"""Why the graph says what it says: every claim about a thing, with the words it rests on."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.facts import local_name, terms, text_of
from kg.iris import PREFIX_LINES, Namespace
from kg.store.base import Reader, Solution
from kg.terms import EA

_MEMBERS: Final = """SELECT ?member WHERE {
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
}"""
_CLAIMS: Final = """SELECT DISTINCT ?document ?title ?claim ?class ?subject ?predicate ?object
  ?quote ?start ?end ?cell ?rule ?confidence ?method ?certainty WHERE {
  VALUES ?thing { %(things)s }
  GRAPH ?graph {
    { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing } UNION
    { ?participation ea:participant|ea:representing ?thing . ?claim rdf:subject ?participation }
    VALUES ?class { ea:Claim ea:Proposal }
    ?claim a ?class ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      ea:evidence ?span ; ea:rule ?rule ; ea:confidence ?confidence ; ea:method ?method ;
      ea:textCertainty ?certainty .
    ?span oa:exact ?quote ; oa:start ?start ; oa:end ?end .
    OPTIONAL { ?span ea:cell ?cell }
    ?document a ea:Document .
    OPTIONAL { ?document dcterms:title ?title }
  }
} ORDER BY ?document ?start ?end ?predicate ?claim"""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence that one claim rests on; offsets as in kg.model."""

    document: str
    title: str | None
    claim: str
    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int
    cell: str | None  # in a table
    rule: str
    confidence: float
    method: str
    certainty: str
    is_proposal: bool  # below the threshold of confidence, and not asserted
    term: str  # the object, as N-Triples write it


def explain(
    reader: Reader, namespace: Namespace, iri: str, *, first: int = 0, most: int | None = None
) -> list[Reason]:
    """Return every claim about a thing and what makes it one, over all documents.

    With `most`: that many of them from number `first` on.
    Raises: NotFound for an IRI that nothing is said of.
    """
    page = "" if most is None else f" LIMIT {most} OFFSET {first}"
    given = str(NamedNode(iri))
    members = reader.select(
        PREFIX_LINES + _MEMBERS % {"identity": namespace.identity, "thing": given}
    )
    things = {text_of(row, "member") for row in members} or {iri}
    rows = reader.select(PREFIX_LINES + _CLAIMS % {"things": terms(things)} + page)
    if not rows and not any(True for _ in reader.quads(NamedNode(iri))):
        raise NotFound(f"nothing is known of {iri}")
    return [_reason(row) for row in rows]


def _reason(row: Solution) -> Reason:
    return Reason(
        document=text_of(row, "document"),
        title=text_of(row, "title") or None,
        claim=text_of(row, "claim"),
        subject=text_of(row, "subject"),
        predicate=text_of(row, "predicate"),
        object=text_of(row, "object"),
        quote=text_of(row, "quote"),
        start=int(text_of(row, "start")),
        end=int(text_of(row, "end")),
        cell=text_of(row, "cell") or None,
        rule=text_of(row, "rule"),
        confidence=float(text_of(row, "confidence")),
        method=local_name(text_of(row, "method")),
        certainty=local_name(text_of(row, "certainty")),
        is_proposal=row["class"] == EA.Proposal,
        term=str(row["object"]),
    )
