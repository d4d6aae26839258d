"""What people decided: data of its own, in `graph/decisions`, that no load ever touches."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg.iris import SEPARATOR, h16

DecisionKind: TypeAlias = Literal[
    "same-as", "different-from", "reject", "correct", "confirm", "add-entry"
]
DECISION_KINDS: Final[tuple[DecisionKind, ...]] = (
    *("same-as", "different-from", "reject", "correct", "confirm", "add-entry"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. Terms are written as in N-Triples: `<iri>`, `"text"@en`.

    `same-as` and `different-from` speak of `subject` and `object`. `reject`, `correct` and
    `confirm` speak of one statement as the document `source` made it, in the words of that
    document's graph; rejecting the `rdf:type` of a thing rejects all that is said of it, rejecting
    `ea:inEvent` the whole participation. `add-entry` has its row in `entry`.
    """

    kind: DecisionKind
    subject: str
    predicate: str = ""
    object: str = ""
    source: str = ""  # IRI of a document, in <>
    replacement: str = ""  # of `correct`: the right object
    entry: str = ""  # of `add-entry`: a row of an authority table, as JSON
    who: str = ""
    when: str = ""  # UTC, ISO 8601
    why: str = ""

    @property
    def key(self) -> str:
        """Return what the IRI `id/decision/<key>` is made of: the question, not the answer."""
        one, other = self.subject, self.object
        if self.kind in ("same-as", "different-from"):
            one, other = sorted((one, other))
        parts = (self.kind, one, self.predicate, other, self.source, self.entry)
        return h16(SEPARATOR.join(parts))
