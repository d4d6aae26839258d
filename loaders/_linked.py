"""The names in a table linked: to the authority data, by the grammar of names, or as they stand."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from kg.extract.mentions import find_mentions
from kg.extract.names import Mention
from kg.extract.people import Named, gather_people
from kg.iris import h16, identity_key
from kg.model import (
    Document,
    EntityKind,
    EntityRef,
    Label,
    LinkedMention,
    MintedEntity,
    OffsetMap,
    Sentence,
    Span,
    Text,
    len_of,
)
from kg.text.clean import clean_text
from kg.text.language import language_of
from loaders._records import Part

_MOST: Final = 0.6  # of a name that something known in it must cover to be what is meant
_AS_IT_STANDS: Final = 0.8  # confidence in a name that no rule knows
_ONLINE: Final = frozenset({"online", "virtual", "线上", "视频", "网络", "线上会议", "视频会议"})


@dataclass(frozen=True, slots=True)
class Link:
    entity: EntityRef
    part: Part
    confidence: float


def table_text(document: Document) -> Text:
    """Return the readable text of a table; its blocks are cells."""
    text = clean_text(document)
    language = document.language or text.language
    blocks = tuple(
        block._replace(kind="body", language=language_of(block.span.of(text.clean), language))
        for block in text.blocks
    )
    return replace(text, blocks=blocks, sentences=(), language=language, quality=())


class Linker:
    """Finds what the parts of cells name; what it meets stands in `mentions` and `minted`."""

    def __init__(self, text: Text, source_key: str) -> None:
        self._text, self._source_key = text, source_key
        self._described: dict[EntityRef, MintedEntity] = {}
        raw = sorted(self._found(), key=lambda pair: pair[0])
        self._spans = [span for span, _ in raw]
        self._mentions = [mention for _, mention in raw]
        self.minted: dict[EntityRef, MintedEntity] = {}
        self.mentions: dict[tuple[Span, EntityRef], LinkedMention] = {}

    def _found(self) -> Iterator[tuple[Span, Mention]]:
        """Yield what each row names, with its raw span; no short name means one of another row."""
        for start, row in _rows(self._text):
            found = find_mentions(row, self._source_key)
            for mention in found.mentions:
                if not mention.nested:
                    span = Span(mention.span.start + start, mention.span.end + start)
                    yield self._text.offsets.raw(span), mention
            for entity in found.minted:
                self._described.setdefault(entity.ref, entity)

    def links(self, part: Part, *kinds: EntityKind) -> list[Link]:
        """Return what a part of a cell names; a body that nobody knows is described anew."""
        inside = [m for m in self._inside(part.span) if m.entity.kind in (*kinds, "place")]
        wanted = [m for m in inside if m.entity.kind in kinds]
        if kinds != ("place",) and any(m.entity.kind != "place" for m in wanted):
            wanted = [m for m in wanted if m.entity.kind != "place"]
        covered = sum(len_of(m.span) for m in inside)
        if wanted and covered >= _MOST * len(part.text):
            found = [Link(m.entity, part, m.confidence) for m in wanted]
        elif kinds[0] in ("agency", "place") and not self._is_place(inside, part):
            found = [Link(self._as_it_stands(part, kinds[0]), part, _AS_IT_STANDS)]
        else:
            found = []
        for link in found:
            self._meet(link.entity, part)
        return found

    def person(self, name: Part, original: Part | None) -> Link:
        named = Named(name.span, name.text, (), original.text if original else None)
        _, (person, *_) = gather_people("", [named], [], self._source_key)
        self.minted[person.ref] = person
        self._mention(person.ref, name)
        return Link(person.ref, name, 1.0)

    def label(self, text: str) -> Label:
        return Label(text, language_of(text, self._text.language))

    def _is_place(self, inside: Sequence[Mention], part: Part) -> bool:
        """Tell whether a part names a place and nothing else."""
        return any(m.surface == part.text for m in inside)

    def _inside(self, span: Span) -> Iterator[Mention]:
        for number in range(bisect_left(self._spans, (span.start, 0)), len(self._spans)):
            if not span.covers(self._spans[number]):
                if self._spans[number].start >= span.end:
                    return
                continue
            yield self._mentions[number]

    def _as_it_stands(self, part: Part, kind: EntityKind) -> EntityRef:
        if kind == "place" and part.text.casefold() in _ONLINE:
            return EntityRef("place", "online")
        identity = identity_key(kind, part.text, self._source_key)
        ref = EntityRef(kind, f"x-{h16(identity)}")
        self._described.setdefault(ref, MintedEntity(ref, identity, (self.label(part.text),)))
        return ref

    def _meet(self, ref: EntityRef, part: Part) -> None:
        self._mention(ref, part)
        entity = self._described.get(ref)
        while entity is not None and entity.ref not in self.minted:
            self.minted[entity.ref] = entity
            entity = self._described.get(entity.parent) if entity.parent else None

    def _mention(self, ref: EntityRef, part: Part) -> None:
        self.mentions[part.span, ref] = LinkedMention(part.span, ref, part.text)


def _rows(text: Text) -> Iterator[tuple[int, Text]]:
    """Yield each row as a text of its own, and where it begins in the clean text."""
    lines = groupby(text.blocks, key=lambda b: text.clean.rfind("\n", 0, b.span.start) + 1)
    for start, group in lines:
        cells = list(group)
        clean = text.clean[start : cells[-1].span.end]
        blocks = tuple(
            b._replace(span=Span(b.span.start - start, b.span.end - start)) for b in cells
        )
        sentences = tuple(Sentence(b.span, n, b.language) for n, b in enumerate(blocks))
        offsets = OffsetMap.identity(len(clean))
        yield start, Text(clean, clean, offsets, (), blocks, sentences, text.language)
