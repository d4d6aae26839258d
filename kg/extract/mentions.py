"""Who and what a document names: one call, clean spans, everything linked or minted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.authority import authority
from kg.extract.aliases import defined, derived_zh, initials, occurrences, references
from kg.extract.frameworks import FrameworkName, find_frameworks
from kg.extract.linking import Hit, known_names, longest, reference
from kg.extract.names import Mention, Mentions, MentionSource, Office, PersonMention, Reference
from kg.extract.names_en import english_names
from kg.extract.names_parts import BodyName
from kg.extract.names_registry import Registry
from kg.extract.names_zh import chinese_names
from kg.extract.names_zh_words import Word, chinese_words
from kg.extract.people import Named, gather_people
from kg.extract.people_en import english_people
from kg.extract.people_zh import chinese_people
from kg.model import BlockKind, EntityRef, MintedEntity, Sentence, Span, Text

__all__ = [
    "Mention",
    "MentionSource",
    "Mentions",
    "Office",
    "PersonMention",
    "Reference",
    "find_mentions",
]

_READ: frozenset[BlockKind] = frozenset({"title", "body", "caption"})


def find_mentions(text: Text, source_key: str) -> Mentions:
    """Return everything that the readable blocks of a document name.

    Menus, legal lines and noise yield nothing; bylines only `Mentions.byline`.
    """
    reading = _Reading(text, source_key)
    byline = tuple(reading.byline())
    mentions = reading.shortened(reading.mentions())
    people, persons = gather_people(
        text.clean, reading.named(mentions), [s.span for s in reading.sentences], source_key
    )
    said = references(
        text.clean,
        reading.sentences,
        mentions,
        reading.registry.groups(),
        byline[0].entity if byline else None,
    )
    mentions = [
        m
        for m in mentions
        if m.entity.kind != "place" or not any(p.span.covers(m.span) for p in people)
    ]
    used = {m.entity for m in (*mentions, *byline)} | {m.entity for m in people}
    minted = (*reading.registry.minted(), *reading.titles(), *persons)
    needed = used | {m.parent for m in minted if m.ref in used and m.parent}
    return Mentions(
        tuple(mentions), tuple(m for m in minted if m.ref in needed), people, said, byline
    )


class _Reading:
    """The stages of one document, each on what the earlier ones found."""

    def __init__(self, text: Text, source_key: str) -> None:
        self.text = text
        self.registry = Registry(source_key)
        self.sentences = [s for s in text.sentences if text.blocks[s.block].kind in _READ]
        self.every = known_names().every(text.clean)
        series = [h for h in self.every if h.kinds == {"series"}]
        self.hits = longest([h for h in self.every if h.kinds != {"series"}])
        self.series = longest(series)
        self.words: dict[Span, list[Word]] = {}
        self.frameworks = [f for s in self.sentences for f in self._frameworks(s, source_key)]

    def mentions(self) -> list[Mention]:
        titles = [f.span for f in self.frameworks]
        names = [
            (name, sentence.language)
            for sentence in self.sentences
            for name in self._names(sentence)
            if not any(t.overlaps(name.span) and not name.span.covers(t) for t in titles)
        ]
        bodies = _bodies(self.text, names, self.registry)
        spans = [b.span for b in bodies]
        self.frameworks = [
            f for f in self.frameworks if not (f.minted and any(s.overlaps(f.span) for s in spans))
        ]
        titled = [_titled(self.text, f, spans) for f in self.frameworks]
        places = [
            _other(self.text, hit)
            for hit in (*self.hits, *self.series)
            if not hit.kinds & {"agency", "framework", "element"}
            and any(s.span.covers(hit.span) for s in self.sentences)
            and not any(s.covers(hit.span) for s in spans)
        ]
        return sorted([*bodies, *titled, *places], key=lambda m: m.span)

    def byline(self) -> Iterator[Mention]:
        """Yield the bodies of bylines, the publisher first."""
        for sentence in self.text.sentences:
            if self.text.blocks[sentence.block].kind == "byline":
                names = [(name, sentence.language) for name in self._names(sentence)]
                yield from _bodies(self.text, names, self.registry)

    def shortened(self, mentions: list[Mention]) -> list[Mention]:
        """Add the places where short forms of this document stand for bodies and frameworks."""
        meant: dict[str, EntityRef] = {}
        for short, where, mention in defined(self.text.clean, mentions):
            there = next((m for m in mentions if m.span == where), None)
            if there is not None and there.entity != mention.entity and there.source == "grammar":
                mentions = _repointed(mentions, there.entity, mention.entity)
            elif there is not None and there.entity != mention.entity:
                own = initials(mention.surface)
                if mention.source != "authority" and not own.startswith(short):
                    mentions = _repointed(mentions, mention.entity, there.entity)
                    continue
            meant[short] = mention.entity
        for body in self.registry.bodies.values():
            for label in body.labels:
                if label.language.startswith("zh"):
                    for short in derived_zh(label.text, body.place_words, body.head):
                        meant.setdefault(short, body.ref)
        return self._with_short_forms(mentions, meant)

    def _with_short_forms(
        self, mentions: list[Mention], meant: dict[str, EntityRef]
    ) -> list[Mention]:
        spoken = {m.entity for m in mentions}
        for short, ref in sorted(meant.items(), key=lambda item: -len(item[0])):
            if ref not in spoken:
                continue
            for span in occurrences(self.text.clean, short, self.sentences):
                over = [m for m in mentions if m.span.overlaps(span)]
                if any(
                    m.span.covers(span) and m.span != span and m.entity.kind != "place"
                    for m in over
                ):
                    continue
                mentions = [m for m in mentions if not span.covers(m.span)]
                mentions.append(Mention(span, ref, short, None, "short-form", 0.9))
        return sorted(mentions, key=lambda m: m.span)

    def titles(self) -> list[MintedEntity]:
        return list({f.ref: f.minted for f in self.frameworks if f.minted}.values())

    def named(self, mentions: Sequence[Mention]) -> Iterator[Named]:
        for sentence in self.sentences:
            inside = [m for m in mentions if sentence.span.covers(m.span)]
            if sentence.language.startswith("zh"):
                words = self.words[sentence.span]
                yield from chinese_people(self.text.clean, words, sentence.language, inside)
            elif sentence.language.startswith("en"):
                yield from english_people(self.text.clean, sentence.span, sentence.language, inside)

    def _frameworks(self, sentence: Sentence, source_key: str) -> list[FrameworkName]:
        inside = [h for h in self.every if sentence.span.covers(h.span)]
        return find_frameworks(
            self.text.clean, sentence.span, sentence.language, inside, source_key
        )

    def _names(self, sentence: Sentence) -> list[BodyName]:
        inside = [hit for hit in self.hits if sentence.span.covers(hit.span)]
        if sentence.language.startswith("zh"):
            words = chinese_words(self.text.clean, sentence.span, inside)
            self.words[sentence.span] = words
            return chinese_names(self.text.clean, words)
        if sentence.language.startswith("en"):
            return english_names(self.text.clean, sentence.span, inside)
        return [
            BodyName(
                hit.span, "", "", (), entries=tuple(e for e in hit.entries if e.kind == "agency")
            )
            for hit in inside
            if "agency" in hit.kinds
        ]


def _repointed(mentions: list[Mention], old: EntityRef, new: EntityRef) -> list[Mention]:
    return [replace(m, entity=new) if m.entity == old else m for m in mentions]


def _titled(text: Text, name: FrameworkName, bodies: Sequence[Span]) -> Mention:
    nested = any(b.covers(name.span) for b in bodies)
    source: MentionSource = "grammar" if name.minted else "authority"
    surface = name.span.of(text.clean)
    return Mention(name.span, name.ref, surface, name.kind, source, name.confidence, nested)


def _bodies(text: Text, names: Sequence[tuple[BodyName, str]], registry: Registry) -> list[Mention]:
    """Resolve the fullest names first, so that short ones find what they stand for."""
    found: dict[Span, EntityRef] = {}
    mentions: list[Mention] = []
    for name, language in sorted(names, key=_fullness):
        parent = found.get(name.parent) if name.parent else None
        surface = name.span.of(text.clean)
        resolved = registry.resolve(name, surface, language, parent)
        if resolved is None:
            continue
        ref, confidence = resolved
        found[name.span] = ref
        known = authority().get("agency", ref.key)
        source: MentionSource = "list" if name.listed else "authority" if known else "grammar"
        written = registry.written(name) if name.listed else None
        kind = known.type if known else name.kind
        mentions.append(Mention(name.span, ref, surface, kind, source, confidence, written=written))
    whole = [m.span for m in mentions]
    return [
        replace(m, nested=any(w.covers(m.span) and w != m.span for w in whole)) for m in mentions
    ]


def _fullness(item: tuple[BodyName, str]) -> tuple[int, int, int]:
    name, _ = item
    said = len(name.words) + bool(name.place) + bool(name.parent)
    return (0 if name.entries else 1 + bool(name.parent), -said, name.span.start)


def _other(text: Text, hit: Hit) -> Mention:
    entry = hit.entries[0]
    return Mention(hit.span, reference(entry), hit.span.of(text.clean), entry.type)
