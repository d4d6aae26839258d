"""The values that pass between loading, text, extraction and mapping. No I/O, no RDF.

Offsets count Unicode code points and intervals are half-open, everywhere. A span in a `Text`
(blocks, sentences, times, mentions while extracting) counts in `Text.clean`; a span inside an
`Evidence` or a `LinkedMention` counts in `Text.raw`, the decoded original.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final, Generic, Literal, NamedTuple, TypeVar

BlockKind = Literal["title", "byline", "body", "caption", "nav", "legal", "noise"]
Certainty = Literal["exact", "restored", "guessed"]
DateCertainty = Literal["explicit", "year-inferred", "unknown"]
Precision = Literal["day", "month", "year", "none"]
EntityKind = Literal["agency", "framework", "element", "place", "person", "series"]
FrameworkLink = Literal["concerns", "implements", "adopts"]

T = TypeVar("T")

CERTAINTY_ORDER: tuple[Certainty, ...] = ("exact", "restored", "guessed")


class Span(NamedTuple):
    """A half-open interval of code points."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


SUGGESTED: Final = "model: "  # so begins the reason why what a model suggested was dropped


@dataclass(frozen=True, slots=True)
class Policy:
    """How documents are read, beyond what the program and its data say."""

    min_confidence: float = 0.5  # facts below it are proposals
    model: str = ""  # the language model that suggests further facts, through `ask`
    ask: Callable[[str], str | None] | None = field(default=None, compare=False, repr=False)


DEFAULT_POLICY: Final = Policy()


class Block(NamedTuple):
    """A labelled stretch of text, such as a paragraph or a menu line."""

    span: Span
    kind: BlockKind
    language: str = "und"  # BCP 47: en, en-t-zh (machine-translated), zh-Hans, zh-Hant, es, ...


class Sentence(NamedTuple):
    span: Span
    block: int  # index into Text.blocks
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as a loader found it: bytes decoded, nothing interpreted.

    `source_key` is the declared id, else the canonical URL, else the digest of `content`;
    with a collection, its name plus the relative path. `key` is h16 of it.
    """

    key: str
    source_key: str
    digest: str  # SHA-256 of `content`, hexadecimal
    content: bytes  # what the archive keeps
    path: str  # where it was read: a path, or path#line for a line of JSONL
    name: str  # the file name (with #line); how `kg facts` calls the document
    media_type: str
    text: str  # the decoded text; all offsets refer to it
    charset: str
    decoder: str  # decoder and its version, such as "text/1" or "html/1"
    title: str | None = None  # declared beside the text, as in <title> or JSONL
    url: str | None = None
    published: str | None = None  # ISO date declared beside the text
    publisher: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()  # labels a loader already knows, spans in `text`
    fetched: str | None = None  # when the bytes were got from the web: ISO 8601, UTC
    cells: tuple[tuple[int, str], ...] = ()  # of a table: where each begins in `text`, in order


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair: `raw` is the stretch that was replaced, `clean` what stands for it."""

    raw: Span
    clean: Span
    op: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way from clean offsets back to raw ones.

    `pieces` are ordered and cover both texts without gaps. A piece of equal lengths maps one
    to one; any other maps as a whole, so that a span inside it rounds outward.
    """

    pieces: tuple[tuple[Span, Span], ...]  # (clean, raw)
    starts: tuple[int, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(clean.start for clean, _ in self.pieces))

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        return cls(((Span(0, length), Span(0, length)),)) if length else cls(())

    def raw(self, clean: Span) -> Span:
        """Return the smallest raw span that holds everything `clean` came from."""
        if not self.pieces:
            return Span(0, 0)
        if len(self.pieces) == 1 and self.pieces[0][0] == self.pieces[0][1]:
            return clean  # nothing was rewritten
        first, last = self._at(clean.start), self._at(max(clean.start, clean.end - 1))
        (head, head_raw), (tail, tail_raw) = self.pieces[first], self.pieces[last]
        start = head_raw.start
        if len_of(head) == len_of(head_raw):
            start += clean.start - head.start
        if len_of(tail) == len_of(tail_raw):
            end = tail_raw.start + (clean.end - tail.start)
        else:
            end = tail_raw.end
        return Span(start, max(start, end))

    def _at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


def len_of(span: Span) -> int:
    return span.end - span.start


@dataclass(frozen=True, slots=True)
class Text:
    """A document made readable, with the way back to its raw offsets."""

    raw: str
    clean: str
    offsets: OffsetMap
    edits: tuple[Edit, ...]  # in the order of their clean spans
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    language: str  # of most of the body
    quality: tuple[str, ...] = ()  # notations of the scheme quality-flag
    edit_starts: tuple[int, ...] = field(default=(), compare=False)
    edit_ends: tuple[int, ...] = field(default=(), compare=False)  # the furthest so far

    def __post_init__(self) -> None:
        starts = tuple(edit.clean.start for edit in self.edits)
        object.__setattr__(self, "edit_starts", starts)
        ends = tuple(accumulate((edit.clean.end for edit in self.edits), max))
        object.__setattr__(self, "edit_ends", ends)

    def certainty(self, clean: Span) -> Certainty:
        """Return the weakest certainty of the repairs that touch a clean span."""
        if not self.edits:
            return "exact"
        first = bisect_right(self.edit_ends, clean.start)
        near = self.edits[first : bisect_left(self.edit_starts, clean.end)]
        touching = (edit.certainty for edit in near if edit.clean.overlaps(clean))
        return max(touching, key=CERTAINTY_ORDER.index, default="exact")

    def evidence(
        self, *clean: Span, rule: str, confidence: float, method: str = "rule"
    ) -> "Evidence":
        """Return evidence for one or more clean spans, translated to raw offsets."""
        worst = max(map(self.certainty, clean), key=CERTAINTY_ORDER.index)
        raw = tuple(map(self.offsets.raw, clean))
        return Evidence(raw, rule, confidence, worst, method)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is believed: raw spans, the rule that read them, and how sure that is."""

    spans: tuple[Span, ...]  # raw
    rule: str  # family.name, such as "agreement.signed.en"
    confidence: float  # 0 to 1
    certainty: Certainty = "exact"  # of the text that was read
    method: str = "rule"  # notation of the scheme method


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value together with its evidence."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date no more exact than the text.

    Bounds are ISO dates and bracket the begin and the end; None where nothing is known.
    """

    edtf: str  # 2023-05-15, 2023-05, XXXX-05-24/XXXX-05-28
    starts_not_before: str | None
    starts_not_after: str | None
    ends_not_before: str | None
    ends_not_after: str | None
    precision: Precision
    certainty: DateCertainty

    @property
    def start(self) -> str | None:
        """The begin as exact as the text says it, None when the year is unknown."""
        first = self.edtf.split("/")[0]
        return first if first and first[0].isdigit() else None

    @property
    def end(self) -> str | None:
        last = self.edtf.split("/")[-1]
        return last if last and last[0].isdigit() else None


class EntityRef(NamedTuple):
    """Which thing is meant: an authority key, or a minted `x-` key (persons: `slug-h8`)."""

    kind: EntityKind
    key: str


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    language: str  # BCP 47


@dataclass(frozen=True, slots=True)
class MintedEntity:
    """A thing that the authority data does not list, as this document describes it."""

    ref: EntityRef
    identity: str  # the full key that `ref.key` hashes, from kg.iris.identity_key
    labels: tuple[Label, ...]  # the first in each language is preferred
    kind: str | None = None  # notation in agency-kind, framework-kind or place-kind
    parent: EntityRef | None = None  # of an agency, framework or place
    jurisdiction: EntityRef | None = None  # place of an agency's authority


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A raw span that names an entity."""

    span: Span  # raw
    entity: EntityRef
    surface: str  # the repaired words
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """What an event's or agreement's permalink rests on: its trigger sentence, never its facts."""

    sentence: str  # repaired, normalised by kg.iris.fold
    number: int  # 1 for the first frame of this kind in sentences of that wording


@dataclass(frozen=True, slots=True)
class Participant:
    agency: EntityRef
    role: str  # notation of the scheme role


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person at an event in one office; several offices give several attendees."""

    person: EntityRef
    position: Label | None = None
    affiliation: EntityRef | None = None


@dataclass(frozen=True, slots=True)
class FrameworkUse:
    framework: EntityRef  # a framework or an element
    link: FrameworkLink = "concerns"


@dataclass(frozen=True, slots=True)
class EventFrame:
    anchor: Anchor
    title: Label
    type: Sourced[str]
    factuality: Sourced[str]
    date: Sourced[PartialDate] | None = None
    places: tuple[Sourced[EntityRef], ...] = ()
    participants: tuple[Sourced[Participant], ...] = ()
    people: tuple[Sourced[Attendee], ...] = ()
    frameworks: tuple[Sourced[FrameworkUse], ...] = ()
    agreements: tuple[Sourced[Anchor], ...] = ()  # agreements it signs, renews or agrees on
    under: tuple[Sourced[Anchor], ...] = ()  # agreements it serves to carry out
    series: Sourced[EntityRef] | None = None
    number: Sourced[int] | None = None  # in the series
    part_of: Sourced[Anchor] | None = None


@dataclass(frozen=True, slots=True)
class AgreementFrame:
    anchor: Anchor
    title: Label
    type: Sourced[str]
    status: Sourced[str]
    parties: tuple[Sourced[EntityRef], ...] = ()  # agencies or places
    date: Sourced[PartialDate] | None = None
    renews: Sourced[Anchor] | None = None
    frameworks: tuple[Sourced[FrameworkUse], ...] = ()
    under: tuple[Sourced[Anchor], ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one document."""

    title: Label | None = None
    published: Sourced[PartialDate] | None = None
    publisher: Sourced[EntityRef] | None = None
    publisher_name: str | None = None
    mentions: tuple[LinkedMention, ...] = ()
    minted: tuple[MintedEntity, ...] = ()
    events: tuple[EventFrame, ...] = ()
    agreements: tuple[AgreementFrame, ...] = ()
    posts: tuple[Sourced[Attendee], ...] = ()  # offices outside any event, as in a staff list
    topics: tuple[str, ...] = ()  # notations of the scheme topic
    rejected: tuple[str, ...] = ()  # frames that were dropped, each with its reason

    def replace(self, **changes: object) -> "Extraction":
        return replace(self, **changes)  # type: ignore[arg-type]

    def entities(self) -> Iterator[EntityRef]:
        """Yield every entity that is mentioned, once."""
        yield from dict.fromkeys(mention.entity for mention in self.mentions)
