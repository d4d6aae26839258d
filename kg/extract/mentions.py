"""Who and what a document names: one call, clean spans, everything linked or minted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.frameworks import FrameworkName, find_frameworks
from kg.extract.linking import Hit, known_names, longest, reference
from kg.extract.names import Mention, Mentions, MentionSource, Office, PersonMention, Reference
from kg.extract.names_en import english_names
from kg.extract.names_parts import BodyName
from kg.extract.names_registry import Registry
from kg.extract.names_zh import Word, chinese_names, chinese_words
from kg.model import BlockKind, EntityRef, Sentence, Span, Text

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
    every = known_names().every(text.clean)
    hits = longest(every)
    registry = Registry(source_key)
    names: list[tuple[BodyName, str]] = []
    for sentence in text.sentences:
        if text.blocks[sentence.block].kind in _READ:
            names.extend((name, sentence.language) for name in _names(text, sentence, hits))
    frameworks = _frameworks(text, every, source_key)
    titles = [name.span for name in frameworks]
    names = [n for n in names if not any(t.overlaps(n[0].span) and not n[0].span.covers(t) for t in titles)]
    bodies = _bodies(text, names, registry)
    frameworks = [f for f in frameworks if not (f.minted and any(b.span.overlaps(f.span) for b in bodies))]
    others = [_other(text, h) for h in _readable(text, hits) if not h.kinds & {"agency", "framework", "element"}]
    taken = [m.span for m in bodies]
    mentions = [*bodies, *(_titled(text, n, taken) for n in frameworks), *(m for m in others if not any(t.covers(m.span) for t in taken))]
    minted = (*registry.minted(), *{n.ref: n.minted for n in frameworks if n.minted}.values())
    return Mentions(tuple(sorted(mentions, key=lambda m: m.span)), minted, (), ())


def _frameworks(text: Text, every: Sequence[Hit], source_key: str) -> list[FrameworkName]:
    found: list[FrameworkName] = []
    for sentence in text.sentences:
        if text.blocks[sentence.block].kind in _READ:
            inside = [h for h in every if sentence.span.covers(h.span)]
            found.extend(find_frameworks(text.clean, sentence.span, sentence.language, inside, source_key))
    return found


def _titled(text: Text, name: FrameworkName, bodies: Sequence[Span]) -> Mention:
    nested = any(b.covers(name.span) for b in bodies)
    source: MentionSource = "grammar" if name.minted else "authority"
    surface = name.span.of(text.clean)
    return Mention(name.span, name.ref, surface, name.kind, source, name.confidence, nested)


def _readable(text: Text, hits: Sequence[Hit]) -> Iterator[Hit]:
    blocks = [block.span for block in text.blocks if block.kind in _READ]
    return (hit for hit in hits if any(b.covers(hit.span) for b in blocks))


def _names(text: Text, sentence: Sentence, hits: Sequence[Hit]) -> list[BodyName]:
    inside = [hit for hit in hits if sentence.span.covers(hit.span)]
    if sentence.language.startswith("zh"):
        return chinese_names(text.clean, chinese_words(text.clean, sentence.span, inside))
    if sentence.language.startswith("en"):
        return english_names(text.clean, sentence.span, inside)
    return [
        BodyName(hit.span, "", "", (), entries=tuple(e for e in hit.entries if e.kind == "agency"))
        for hit in inside
        if "agency" in hit.kinds
    ]


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
        source: MentionSource = "authority" if name.entries else "grammar"
        mentions.append(Mention(name.span, ref, surface, name.kind, source, confidence))
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
