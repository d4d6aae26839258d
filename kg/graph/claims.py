"""Claims, and the spans and mentions of the text that they rest on."""

from bisect import bisect_right
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from kg.graph.lines import Lines, decimal, integer, iri, plain
from kg.iris import Namespace, h16
from kg.model import (
    CERTAINTY_ORDER,
    Certainty,
    Document,
    Evidence,
    LinkedMention,
    Span,
    Text,
    len_of,
)
from kg.terms import EA, OA, RDF, concept

LONGEST_SPAN: Final = 300

_TYPE: Final = str(RDF.type)
_CLAIM: Final = str(EA.Claim)
_PROPOSAL: Final = str(EA.Proposal)
_SPAN: Final = str(EA.TextSpan)
_MENTION: Final = str(EA.Mention)
_SOURCE: Final = str(OA.hasSource)
_START: Final = str(OA.start)
_END: Final = str(OA.end)
_EXACT: Final = str(OA.exact)
_NORMALIZED: Final = str(EA.normalizedText)
_CELL: Final = str(EA.cell)
_REFERS_TO: Final = str(EA.refersTo)
_SUBJECT: Final = str(RDF.subject)
_PREDICATE: Final = str(RDF.predicate)
_OBJECT: Final = str(RDF.object)
_EVIDENCE: Final = str(EA.evidence)
_CONFIDENCE: Final = str(EA.confidence)
_RULE: Final = str(EA.rule)
_METHOD: Final = str(EA.method)
_CERTAINTY: Final = str(EA.textCertainty)


class Claims:
    """Collects the claims of one document; a triple that is read twice is one claim."""

    def __init__(
        self,
        lines: Lines,
        text: Text,
        document: Document,
        version: str,
        names: Namespace,
        min_confidence: float,
    ) -> None:
        self._lines, self._text, self._names = lines, text, names
        self._base = f"{names.base}id/"
        self._document, self._version = document, version
        self._spans: dict[Span, str] = {}
        self._least = min_confidence
        self._evidence: dict[tuple[str, str, str], list[Evidence]] = {}
        self._asserted: set[tuple[str, str, str]] = set()
        is_repaired = text.clean != text.raw
        self._cells = [start for start, _ in document.cells]
        self._raw_starts = [raw.start for _, raw in text.offsets.pieces] if is_repaired else []

    def holds(self, evidence: Evidence) -> bool:
        """Tell whether what rests on this is asserted, not only proposed."""
        return evidence.confidence >= self._least

    def state(
        self,
        subject: str,
        predicate: NamedNode,
        object: str,
        evidence: Evidence,
        *,
        holds: bool = True,
    ) -> None:
        """Claim a triple, and assert it if it and what it is said of (`holds`) are sure enough."""
        triple = subject, str(predicate), object
        if holds and self.holds(evidence):
            self._lines.add(*triple)
            self._asserted.add(triple)
        self._evidence.setdefault(triple, []).append(evidence)

    def mention(self, mention: LinkedMention, entity: str) -> None:
        span = capped(mention.span)
        node = self._node("span", f"{span.start}\x1f{span.end}\x1f{self._local(entity)}")
        self._lines.add(node, _TYPE, _MENTION)
        self._lines.add(node, _REFERS_TO, entity)
        self._describe(node, span, mention.surface)

    def write(self) -> None:
        """Add the claims to the lines; call it once, when all is stated."""
        for triple, evidence in self._evidence.items():
            self._write_claim(triple, evidence)

    def _write_claim(self, triple: tuple[str, str, str], evidence: list[Evidence]) -> None:
        best = max(evidence, key=lambda each: each.confidence)
        certainty = min((each.certainty for each in evidence), key=CERTAINTY_ORDER.index)
        node = self._node("claim", "\x1f".join(map(self._local, triple)))
        add = self._lines.add
        add(node, _TYPE, _CLAIM if triple in self._asserted else _PROPOSAL)
        for predicate, term in zip((_SUBJECT, _PREDICATE, _OBJECT), triple, strict=True):
            add(node, predicate, term)
        for predicate, term in _standing(best.confidence, best.rule, best.method, certainty):
            add(node, predicate, term)
        for each in evidence:
            for span in each.spans:
                add(node, _EVIDENCE, self._span(capped(span)))

    def _span(self, span: Span) -> str:
        if span not in self._spans:
            node = self._node("span", f"{span.start}\x1f{span.end}")
            self._lines.add(node, _TYPE, _SPAN)
            self._describe(node, span, self._readable(span))
            self._spans[span] = node
        return self._spans[span]

    def _describe(self, node: str, span: Span, readable: str) -> None:
        exact = span.of(self._text.raw)
        add = self._lines.add
        add(node, _SOURCE, self._version)
        add(node, _START, integer(span.start))
        add(node, _END, integer(span.end))
        add(node, _EXACT, plain(exact))
        if readable and readable != exact:
            add(node, _NORMALIZED, plain(readable))
        if self._cells:
            number = bisect_right(self._cells, span.start) - 1
            add(node, _CELL, plain(self._document.cells[number][1]))

    def _readable(self, raw: Span) -> str:
        """Return the repaired words of a raw span; a repair that it cuts counts as a whole."""
        if not self._raw_starts:
            return ""
        first, last = self._piece(raw.start), self._piece(max(raw.start, raw.end - 1))
        (head, head_raw), (tail, tail_raw) = first, last
        start, end = head.start, tail.end
        if len_of(head) == len_of(head_raw):
            start += raw.start - head_raw.start
        if len_of(tail) == len_of(tail_raw):
            end = tail.start + raw.end - tail_raw.start
        return self._text.clean[start:end].strip()

    def _piece(self, offset: int) -> tuple[Span, Span]:
        return self._text.offsets.pieces[max(0, bisect_right(self._raw_starts, offset) - 1)]

    def _node(self, kind: str, parts: str) -> str:
        key = h16(f"{self._document.digest}\x1f{parts}")
        return iri(self._names.thing(kind, f"{self._document.key}-{key}"))

    def _local(self, term: str) -> str:
        """Return a term without the base IRI, so that keys are the same under any base."""
        return term.replace(self._base, "", 1)


@lru_cache(maxsize=4_096)
def _standing(
    confidence: float, rule: str, method: str, certainty: Certainty
) -> tuple[tuple[str, str], ...]:
    """Return what is said of every claim that rests on a rule."""
    return (
        (_CONFIDENCE, decimal(confidence)),
        (_RULE, plain(rule)),
        (_METHOD, str(concept("method", method))),
        (_CERTAINTY, str(concept("text-certainty", certainty))),
    )


def capped(span: Span) -> Span:
    return span if len_of(span) <= LONGEST_SPAN else Span(span.start, span.start + LONGEST_SPAN)
