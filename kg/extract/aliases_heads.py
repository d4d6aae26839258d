"""Bodies called by what kind of body they are: "the Aran bureau", "the institute"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.aliases import called_so_last, kind_of
from kg.extract.names import Mention, Reference
from kg.extract.names_lexicon import HEADS_EN
from kg.extract.names_parts import Cover
from kg.model import EntityRef, Sentence, Span
from kg.text.sifting import Sifted

_NOT_ALONE: Final = frozenset({"minister", "group", "service", "school"})
_NOUNS: Final = [noun for noun in HEADS_EN if noun not in _NOT_ALONE]
_EITHER: Final = "|".join((*_NOUNS, *map(str.capitalize, _NOUNS)))
_FAR: Final = 200  # mentions that a reference may reach back
_HEAD_BEHIND: Final = re.compile(rf" ({_EITHER})\b(?! (?:of|for)\b| [A-Z])")
_THE_LOWER: Final = Sifted(
    r"\b[Tt]he (institute|bureau|cent(?:re|er)|station|hall|academy|university|department"
    r"|society)\b"
    r"(?! (?:of|for|director|chief|level|long)\b| [A-Z])"
)


def by_place(
    text: str, mentions: Sequence[Mention], groups: dict[EntityRef, str]
) -> Iterator[Reference]:
    """Yield "the Aran bureau", where the bureau of Aran was named by its full name before."""
    taken = Cover(m.span for m in mentions if m.entity.kind != "place")
    before: list[Mention] = []
    for mention in mentions:
        if mention.entity.kind == "agency":
            before.append(mention)
        match = (
            _HEAD_BEHIND.match(text, mention.span.end) if mention.entity.kind == "place" else None
        )
        if match is None or taken.overlaps(Span(mention.span.start, match.end())):
            continue
        group = kind_of(match[1])
        named = [b for b in before[-_FAR:] if mention.surface in b.surface]
        meant = called_so_last(named, group, groups) if group else None
        if meant is not None:
            yield Reference(Span(mention.span.start, match.end()), "anaphor", (meant,), 0.7)


def in_lower_case(
    text: str,
    sentences: Sequence[Sentence],
    bodies: Sequence[Mention],
    groups: dict[EntityRef, str],
    known: Sequence[Reference],
) -> Iterator[Reference]:
    """Yield "the institute" for the one named last, as translators write it."""
    taken = Cover([*(m.span for m in bodies), *(r.span for r in known)])
    for sentence in sentences:
        for match in _THE_LOWER.within(text, sentence.span):
            span, group = Span(*match.span()), kind_of(match[1])
            before = [b for b in bodies if b.span.end <= span.start][-_FAR:]
            meant = called_so_last(before, group, groups) if group else None
            if meant is not None and not taken.overlaps(span):
                yield Reference(span, "anaphor", (meant,), 0.6)
