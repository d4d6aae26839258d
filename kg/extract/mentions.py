"""Who and what a document names: one call, clean spans, everything linked or minted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from kg.authority import authority
from kg.extract.aliases import references, short_forms, with_short_forms
from kg.extract.aliases_heads import by_place, in_lower_case
from kg.extract.aliases_languages import references_in
from kg.extract.aliases_zh import bare_references
from kg.extract.frameworks import FrameworkName, find_frameworks
from kg.extract.languages import MANY_HOMES, code_of
from kg.extract.linking import Hit, at_home, known_names, longest, reference
from kg.extract.names import Mention, Mentions, MentionSource, Office, PersonMention, Reference
from kg.extract.names_embassy import shortened_countries
from kg.extract.names_en import SECTION, english_names
from kg.extract.names_en_acronyms import with_acronyms
from kg.extract.names_homes import home, most_told
from kg.extract.names_languages import local_names, names_in
from kg.extract.names_parts import BodyName, BySentence, Cover
from kg.extract.names_registry import MINISTER, Registry
from kg.extract.names_zh import chinese_names
from kg.extract.names_zh_words import Word, chinese_words
from kg.extract.people import Named, gather_people
from kg.extract.people_en import bracketed_names, english_people
from kg.extract.people_languages import people_in
from kg.extract.people_zh import chinese_people
from kg.extract.places import (
    Town,
    capitals_zh,
    countries,
    more_towns_zh,
    towns_en,
    towns_in,
    towns_zh,
    with_roles,
)
from kg.model import BlockKind, EntityRef, MintedEntity, Sentence, Span, Text
from kg.text.sifting import sift

__all__ = [
    "Mention",
    "MentionSource",
    "Mentions",
    "Office",
    "PersonMention",
    "Reference",
    "find_mentions",
]

_LINK = re.compile(r",? (?:of |for )?(?:the )?$")
# What is virtual and no way to meet.
_UNREAL = re.compile(r"virtual (?:reality|power|laborator(?:y|ies)|library|assistant)\b", re.I)
_DATELINES = 8  # so many sentences may open with the place and date of a report
_TRANSLATED: Final = "en-t-zh"
_READ: frozenset[BlockKind] = frozenset({"title", "body", "caption"})


def find_mentions(text: Text, source_key: str) -> Mentions:
    """Return everything that the readable blocks of a document name.

    Menus, legal lines and noise yield nothing; bylines only `Mentions.byline`.
    """
    reading = _Reading(text, source_key)
    byline = tuple(reading.byline())
    mentions = reading.mentions()
    people, persons = gather_people(
        text.clean, reading.named(mentions), [s.span for s in reading.sentences], source_key
    )
    towns = reading.towns(mentions, [p.span for p in people])
    named = Cover(person.span for person in people)
    kept = (m for m in mentions if m.entity.kind != "place" or not named.covers(m.span))
    mentions = sorted([*kept, *(town.mention for town in towns)], key=lambda m: m.span)
    mentions = with_roles(text.clean, mentions)
    publisher = byline[0].entity if byline else None
    groups = reading.registry.groups()
    owner = reading.owner({m.entity for m in mentions})
    houses = [ref for ref in (publisher, owner) if ref is not None]
    said = references(text.clean, reading.sentences, mentions, groups, publisher)
    said += tuple(bare_references(text.clean, reading.sentences, mentions, groups, houses))
    said += tuple(references_in(text.clean, reading.sentences, mentions, groups))
    said += tuple(by_place(text.clean, mentions, groups))
    if text.language == _TRANSLATED:
        said += tuple(in_lower_case(text.clean, reading.sentences, mentions, groups, said))
    said += tuple(_unnamed(reading.ministers, people))
    used = {m.entity for m in (*mentions, *byline)} | {person.entity for person in people}
    used |= {ref for each in said if each.kind == "office" for ref in each.entities}
    used |= {o.affiliation for person in people for o in person.offices if o.affiliation}
    minted = (
        *reading.registry.minted(),
        *reading.titles(),
        *reading.initials,
        *persons,
        *(t.entity for t in towns if t.entity),
    )
    return Mentions(tuple(mentions), _needed(minted, used), people, said, byline)


def _unnamed(ministers: Sequence[Mention], people: Sequence[PersonMention]) -> Iterator[Reference]:
    """Yield the ministers whom the text does not name: each stands for the ministry."""
    named = Cover(office.span for person in people for office in person.offices)
    for minister in ministers:
        if not named.overlaps(minister.span):
            yield Reference(minister.span, "office", (minister.entity,), 0.7)


def _needed(minted: Sequence[MintedEntity], used: set[EntityRef]) -> tuple[MintedEntity, ...]:
    """Return the new entities that something names, and their parents, each once."""
    by_ref = {entity.ref: entity for entity in minted}
    needed: dict[EntityRef, MintedEntity] = {}
    for ref in sorted(used & by_ref.keys()):
        entity: MintedEntity | None = by_ref[ref]
        while entity is not None and entity.ref not in needed:
            needed[entity.ref] = entity
            entity = by_ref.get(entity.parent) if entity.parent else None
    return tuple(needed.values())


class _Reading:
    """The stages of one document, each on what the earlier ones found."""

    def __init__(self, text: Text, source_key: str) -> None:
        self.text = text
        self.source_key = source_key
        self.registry = Registry(source_key, translated=text.language == _TRANSLATED)
        self.sentences = [s for s in text.sentences if text.blocks[s.block].kind in _READ]
        sift(s.span.of(text.clean) for s in self.sentences)
        every = known_names().every(text.clean) + local_names(text.clean, text.language)
        if text.language.startswith(("en", "zh")):
            spoken_of = countries(text.clean, every)
            # A page in simplified characters need not say that its ministries are those of China.
            own = {"cn"} if text.language in ("zh-Hans", _TRANSLATED) else set()
            if text.language.startswith("zh"):
                every += shortened_countries(text.clean, every)
            every = at_home(text.clean, every, spoken_of | own if spoken_of else spoken_of)
        self.every = BySentence(every, _span)
        self.hits = BySentence(longest([h for h in every if h.kinds != {"series"}]), _span)
        self.series = BySentence(longest([h for h in every if h.kinds == {"series"}]), _span)
        self.home = self._home()
        self.words: dict[Span, list[Word]] = {}
        self.initials: list[MintedEntity] = []  # bodies that are called by nothing else
        self.ministers: list[Mention] = []  # "Minister of X": says whose the person is
        self.frameworks = [f for s in self.sentences for f in self._frameworks(s)]

    def _home(self) -> str | None:
        """Return the country that a page in a language of many countries is from."""
        if self.text.language.startswith(("en", "zh")):
            return None
        starts = [s.span.start for s in self.text.sentences[:_DATELINES]]
        whole = Span(0, len(self.text.clean))
        hits = self.hits.within(whole)
        told = home(self.text.clean, hits, starts)
        homes = MANY_HOMES.get(code_of(self.text.language))
        return told or (most_told(hits, homes) if homes else None)

    def mentions(self) -> list[Mention]:
        titles = [f.span for f in self.frameworks]
        taken = Cover(titles)
        names = [
            (name, sentence.language)
            for sentence in self.sentences
            for name in self._names(sentence)
            if not taken.overlaps(name.span) or any(name.span.covers(t) for t in titles)
        ]
        bodies = _bodies(self.text, names, self.registry)
        offices = {name.span for name, _ in names if name.head == MINISTER}
        self.ministers = [b._replace(source="descriptor") for b in bodies if b.span in offices]
        bodies = [b for b in bodies if b.span not in offices]
        cover = Cover(body.span for body in bodies)
        self.frameworks = [f for f in self.frameworks if not (f.minted and cover.overlaps(f.span))]
        titled = [_titled(self.text, f, cover) for f in self.frameworks]
        others = [
            _other(self.text, hit)
            for sentence in self.sentences
            for hit in (*self.hits.within(sentence.span), *self.series.within(sentence.span))
            if not hit.kinds & {"agency", "framework", "element"} and not cover.covers(hit.span)
            if not _UNREAL.match(self.text.clean, hit.span.start)
        ]
        mentions = sorted([*bodies, *titled, *others], key=lambda m: m.span)
        mentions, meant = short_forms(
            self.text.clean,
            mentions,
            self.registry.bodies.values(),
            translated=self.registry.translated,
        )
        mentions = with_short_forms(self.text.clean, mentions, meant, self.sentences)
        mentions, self.initials = with_acronyms(
            self.text.clean, mentions, self.sentences, self.source_key
        )
        return mentions

    def owner(self, named: AbstractSet[EntityRef]) -> EntityRef | None:
        """Return whose page it is, by the legal line of a Chinese one, if the text names them."""
        for sentence in self.text.sentences:
            legal = self.text.blocks[sentence.block].kind == "legal"
            if legal and sentence.language.startswith("zh"):
                names = [(name, sentence.language) for name in self._names(sentence)]
                for body in _bodies(self.text, names, self.registry):
                    if body.entity in named:
                        return body.entity
        return None

    def byline(self) -> Iterator[Mention]:
        """Yield the bodies of bylines, the publisher first."""
        for sentence in self.text.sentences:
            if self.text.blocks[sentence.block].kind == "byline":
                names = [(name, sentence.language) for name in self._names(sentence)]
                yield from _bodies(self.text, names, self.registry)

    def titles(self) -> list[MintedEntity]:
        return list({f.ref: f.minted for f in self.frameworks if f.minted}.values())

    def named(self, mentions: Sequence[Mention]) -> Iterator[Named]:
        inside = BySentence([*mentions, *self.ministers], lambda m: m.span)
        for sentence in self.sentences:
            known = inside.within(sentence.span)
            if sentence.language.startswith("zh"):
                words = self.words[sentence.span]
                yield from chinese_people(self.text.clean, words, sentence.language, known)
            elif sentence.language.startswith("en"):
                clean, span = self.text.clean, sentence.span
                told = english_people(clean, span, sentence.language, known)
                yield from self._recurring(told) if self._is_title(sentence) else told
                yield from bracketed_names(clean, span)
            else:
                yield from people_in(self.text.clean, sentence.span, sentence.language, known)

    def _is_title(self, sentence: Sentence) -> bool:
        return self.text.blocks[sentence.block].kind == "title"

    def _recurring(self, told: Iterable[Named]) -> Iterator[Named]:
        """Yield those of a headline whose last name recurs: "Minister Opens Workshop" is nobody."""
        for person in told:
            if self.text.clean.find(person.name.split()[-1], person.span.end) >= 0:
                yield person

    def towns(self, mentions: Sequence[Mention], people: Sequence[Span]) -> list[Town]:
        taken = Cover([*(m.span for m in mentions), *people])
        found: list[Town] = []
        for sentence in self.sentences:
            if sentence.language.startswith("zh"):
                first = len(found)
                short = list(capitals_zh(self.text.clean, sentence.span))
                found.extend(short)
                other = towns_zh(self.words[sentence.span], taken, self.source_key)
                found.extend(
                    t for t in other if not any(t.mention.span == s.mention.span for s in short)
                )
                more = more_towns_zh(self.text.clean, sentence.span, taken, self.source_key)
                told = [town.mention.span for town in found[first:]]
                found.extend(t for t in more if not any(map(t.mention.span.overlaps, told)))
            elif sentence.language.startswith("en"):
                clean = self.text.clean
                found.extend(towns_en(clean, sentence.span, taken, self.source_key))
            else:
                tag, clean = sentence.language, self.text.clean
                found.extend(towns_in(clean, sentence.span, tag, taken, self.source_key))
        return found

    def _frameworks(self, sentence: Sentence) -> list[FrameworkName]:
        inside = self.every.within(sentence.span)
        return find_frameworks(
            self.text.clean, sentence.span, sentence.language, inside, self.source_key
        )

    def _names(self, sentence: Sentence) -> list[BodyName]:
        inside = self.hits.within(sentence.span)
        if sentence.language.startswith("zh"):
            words = chinese_words(self.text.clean, sentence.span, inside)
            self.words[sentence.span] = words
            return chinese_names(self.text.clean, words)
        if sentence.language.startswith("en"):
            return english_names(self.text.clean, sentence.span, inside)
        return names_in(self.text.clean, sentence.span, sentence.language, inside, self.home)


def _titled(text: Text, name: FrameworkName, bodies: Cover) -> Mention:
    nested = bodies.covers(name.span)
    source: MentionSource = "grammar" if name.minted else "authority"
    surface = name.span.of(text.clean)
    return Mention(name.span, name.ref, surface, name.kind, source, name.confidence, nested)


def _bodies(text: Text, names: Sequence[tuple[BodyName, str]], registry: Registry) -> list[Mention]:
    """Resolve the fullest names first, so that short ones find what they stand for."""
    found: dict[Span, EntityRef] = {}
    whole = {name.span: name for name, _ in names}
    # "WaterAid Peru" speaks of the section, not of the body that it is one of.
    bare = {name.parent for name, _ in names if name.parent and name.group == SECTION}
    mentions: list[Mention] = []
    ordered = sorted(names, key=_fullness)
    if text.language == _TRANSLATED:  # the right name may be the second that is told
        ordered.sort(key=lambda item: not registry.is_listed(item[0]))
    for name, language in ordered:
        parent = found.get(name.parent) if name.parent else None
        surface = name.span.of(text.clean)
        spelt = "zh-Hans" if language == "zh-Hant" else language
        resolved = registry.resolve(name, surface, spelt, parent)
        if resolved is None:
            continue
        ref, confidence = resolved
        found[name.span] = ref
        if name.span in bare:
            continue
        written = text.offsets.raw(name.span).of(text.raw)
        if (spelt != language or written != surface) and not name.listed:
            registry.label(ref, written, language)
        for shorter in _shorter(text.clean, name, whole):
            registry.label(ref, shorter, spelt)
        known = authority().get("agency", ref.key)
        source: MentionSource = "list" if name.listed else "authority" if known else "grammar"
        whole_name = registry.written(name) if name.listed else None
        kind = known.type if known else name.kind
        mentions.append(
            Mention(name.span, ref, surface, kind, source, confidence, written=whole_name)
        )
    outer = Cover(mention.span for mention in mentions)
    return [m if outer.is_outermost(m.span) else m._replace(nested=True) for m in mentions]


def _shorter(text: str, name: BodyName, whole: Mapping[Span, BodyName]) -> Iterator[str]:
    """Yield the name without its grandparent, and without the province of its city."""
    parent = whole.get(name.parent) if name.parent else None
    if parent is not None and parent.parent is not None and parent.parent.start > name.span.start:
        yield _LINK.sub("", text[name.span.start : parent.parent.start])
    if name.place and not name.listed and name.parent is None:
        at = name.span.of(text).find(name.place)
        if at > 0 and "\u4e00" <= name.place[0] <= "\u9fff":
            yield name.span.of(text)[at:]


def _fullness(item: tuple[BodyName, str]) -> tuple[int, int, int]:
    """Sort listed bodies first, then full names, then units, each behind its parent."""
    name, _ = item
    if name.parent is not None:
        return (2, name.span.end - name.span.start, name.span.start)
    return (0 if name.entries else 1, -len(name.words) - bool(name.place), name.span.start)


def _other(text: Text, hit: Hit) -> Mention:
    entry = hit.entries[0]
    return Mention(hit.span, reference(entry), hit.span.of(text.clean), entry.type)


def _span(hit: Hit) -> Span:
    return hit.span
