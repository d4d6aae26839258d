"""Reads a few sentences of a test as the body of a document, with every span in view."""

from dataclasses import dataclass

from kg.authority import authority
from kg.extract.mentions import Mention, Mentions, find_mentions
from kg.model import Block, EntityRef, OffsetMap, Sentence, Span, Text
from kg.text.sentences import sentences

SOURCE = "https://news.example/1"


def plain_text(body: str, language: str = "en", byline: str = "") -> Text:
    """Return a clean text: an optional byline, then the body."""
    whole = f"{byline}\n{body}" if byline else body
    blocks = [Block(Span(len(whole) - len(body), len(whole)), "body", language)]
    if byline:
        blocks.insert(0, Block(Span(0, len(byline)), "byline", language))
    found: tuple[Sentence, ...] = tuple(sentences(whole, tuple(blocks)))
    offsets = OffsetMap.identity(len(whole))
    return Text(whole, whole, offsets, (), tuple(blocks), found, language)


@dataclass(frozen=True)
class Read:
    text: Text
    mentions: Mentions

    def surfaces(self, *kinds: str, nested: bool = False) -> list[str]:
        return [
            m.surface
            for m in self.mentions.mentions
            if m.entity.kind in kinds and (nested or not m.nested)
        ]

    def mention(self, surface: str) -> Mention:
        return next(m for m in self.mentions.mentions if m.surface == surface)

    def entity(self, surface: str) -> EntityRef:
        return self.mention(surface).entity

    def name(self, ref: EntityRef | None) -> str:
        """Return the first label of an entity, wherever it is described."""
        if ref is None:
            return ""
        entry = authority().get(ref.kind, ref.key)
        if entry is not None:
            return entry.labels[0].text
        minted = next(m for m in self.mentions.minted if m.ref == ref)
        return minted.labels[0].text

    def people(self) -> list[str]:
        return [self.name(p.entity) for p in self.mentions.people]


def read(body: str, language: str = "en", byline: str = "") -> Read:
    text = plain_text(body, language, byline)
    return Read(text, find_mentions(text, SOURCE))


def zh(body: str, byline: str = "") -> Read:
    return read(body, "zh-Hans", byline)
