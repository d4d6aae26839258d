"""Words for bodies named before, in the languages that have a file of words: "as duas partes"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from kg.extract.aliases import called_so_last, kind_of
from kg.extract.languages import Language, language
from kg.extract.names import Mention, Reference
from kg.extract.names_beside import folded
from kg.extract.names_parts import Cover
from kg.model import EntityRef, Sentence, Span

_MANY: Final = 2
_STEM: Final = 4  # letters of a noun without the ending of its plural


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
                found = _last_two(_called(span.of(text), before)) or _last_two(before)
                yield Reference(span, "both-sides", found, 0.6 if found else 0.0)
                continue
            group = kind_of(dict(spoken.rows("the one"))[match["one"].lower()])
            meant = called_so_last(before, group, dict(groups)) if group else None
            if meant is not None:
                yield Reference(span, "anaphor", (meant,), 0.7)


def _called(words: str, bodies: Sequence[Mention]) -> list[Mention]:
    """Return the bodies whose names bear the noun of "los dos servicios"."""
    noun = folded(words.split()[-1]).rstrip("s")
    stem = noun[: max(_STEM, len(noun) - 2)]
    return [m for m in bodies if stem in folded(m.surface)]


def _last_two(bodies: Sequence[Mention]) -> tuple[EntityRef, ...]:
    pair = list(dict.fromkeys(m.entity for m in reversed(bodies)))[:_MANY][::-1]
    return tuple(pair) if len(pair) == _MANY else ()


@cache
def _words(spoken: Language) -> re.Pattern[str]:
    one = "|".join(word.capitalize() for word, _ in spoken.rows("the one"))
    return re.compile(
        rf"\b(?P<two>(?i:{spoken.either('the two')}))\b"
        rf"(?! {spoken.either('of')}(?: |(?<=['’]))[A-ZÀ-Ý])"  # "les deux parcs du Djoudj et"
        rf"|(?<!\w){spoken.either('before the one')} (?P<one>{one})\b"
        rf"(?! {spoken.either('of')} | [A-ZÀ-Ý]|-\w| [a-z]+(?:al|ais|ano|ana)\b)"
    )
