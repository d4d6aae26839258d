"""The named things of one document, as the later stages read them.

All spans count in `Text.clean`. Mentions are in text order and never cross each other; a
mention inside a longer one is there only when it names the parent of a unit (`nested`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.model import EntityKind, EntityRef, Label, MintedEntity, Span

MentionSource = Literal["authority", "grammar", "short-form", "list", "descriptor"]
ReferenceKind = Literal["both-sides", "our-body", "anaphor", "office"]


class Mention(NamedTuple):
    """A stretch of clean text that names one entity."""

    span: Span
    entity: EntityRef
    surface: str
    type: str | None = None  # notation in agency-kind, framework-kind or place-kind
    source: MentionSource = "authority"
    confidence: float = 1.0
    nested: bool = False  # only part of a longer name: the ministry of a unit, the city of a bureau
    locative: bool = False  # a place after "in", 在, 赴: somewhere things happen
    written: str | None = None  # the full name where the text shortens it, as in lists


@dataclass(frozen=True, slots=True)
class Office:
    """What a person is in one body, as the text puts it."""

    span: Span
    position: Label | None
    affiliation: EntityRef | None


@dataclass(frozen=True, slots=True)
class PersonMention:
    span: Span
    entity: EntityRef
    surface: str
    offices: tuple[Office, ...] = ()  # told here; other mentions of the person may tell more
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for things named elsewhere, such as both sides or our department.

    `entities` are the agencies (or places) meant; empty when the document does not say.
    """

    span: Span
    kind: ReferenceKind
    entities: tuple[EntityRef, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Mentions:
    mentions: tuple[Mention, ...]
    minted: tuple[MintedEntity, ...]
    people: tuple[PersonMention, ...]
    references: tuple[Reference, ...]
    byline: tuple[Mention, ...] = ()  # agencies in a byline: who published, never who took part

    def of(self, *kinds: EntityKind) -> Iterator[Mention]:
        return (mention for mention in self.mentions if mention.entity.kind in kinds)

    def within(self, span: Span) -> Iterator[Mention]:
        return (mention for mention in self.mentions if span.covers(mention.span))

    def offices(self, person: EntityRef) -> tuple[Office, ...]:
        """Return every office that the document tells of a person, in text order."""
        told = (o for p in self.people if p.entity == person for o in p.offices)
        return tuple(dict.fromkeys(told))
