"""Words for bodies named before, in the languages that have a file of words: "as duas partes"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from kg.extract.aliases import called_so_last, kind_of
from kg.extract.languages import Language, language
from kg.extract.names import Mention, Reference
from kg.extract.names_parts import Cover
from kg.model import EntityRef, Sentence, Span

_MANY: Final = 2


def references_in(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    groups: Mapping[EntityRef, str],
) -> Iterator[Reference]:
    """Yield words that stand for the two bodies, or the body of a kind, that were named last."""
    bodies = [m for m in mentions if m.entity.kind == "agency" and not m.nested]
    starts = [m.span.start for m in bodies]
    taken = Cover(m.span for m in mentions)
    for sentence in sentences:
        spoken = language(sentence.language)
        if spoken is None or not spoken.lines("the two"):
            continue
        for match in _words(spoken).finditer(text, *sentence.span):
            span = Span(*match.span(match.lastgroup or 0))
            if taken.overlaps(span):
                continue
            before = bodies[: bisect_left(starts, span.start)]
            if match["two"]:
                pair = list(dict.fromkeys(m.entity for m in reversed(before)))[:_MANY][::-1]
                found = tuple(pair) if len(pair) == _MANY else ()
                yield Reference(span, "both-sides", found, 0.6 if found else 0.0)
                continue
            group = kind_of(dict(spoken.rows("the one"))[match["one"].lower()])
            meant = called_so_last(before, group, dict(groups)) if group else None
            if meant is not None:
                yield Reference(span, "anaphor", (meant,), 0.7)


@cache
def _words(spoken: Language) -> re.Pattern[str]:
    one = "|".join(word.capitalize() for word, _ in spoken.rows("the one"))
    return re.compile(
        rf"\b(?P<two>(?i:{spoken.either('the two')}))\b"
        rf"|(?<!\w){spoken.either('before the one')} (?P<one>{one})\b"
        rf"(?! {spoken.either('of')} | [A-ZÀ-Ý]|-\w| [a-z]+(?:al|ais|ano|ana)\b)"
    )
