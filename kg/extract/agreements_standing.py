"""How an agreement stands: intended, signed, renewed, in force, or only mentioned."""

import re
from typing import Final

from kg.extract.agreements_lexicon import (
    DRAFT,
    EXISTING,
    FORCE,
    OF_SIDES,
    ONE_OF_SEVERAL,
    PROVIDES,
    RENEW,
    SIGN,
    SIGNED_BEHIND,
    SIGNED_ONCE,
    TENTATIVE,
)
from kg.extract.drafts import Stretch
from kg.model import Span

_GOVERNED: Final = 16
_BROKEN: Final = re.compile(r"[，,；;]|并|后|\b(?:and|but|then|which)\b")
_ITS_RENEWAL: Final = re.compile("》?的?(?:续期|续签|展期)(?!事宜|问题)")
_COMMA: Final = 40  # a comma between noun and verb counts as so many characters


def standing(stretch: Stretch, noun: Span) -> tuple[str, Span] | None:
    """Return the status and the words that say so; None when the noun only stands there.

    Of several cues the nearest one speaks; what is only intended outweighs the verb inside it.
    """
    text, start, end = stretch.line.text, stretch.start, stretch.end
    if ONE_OF_SEVERAL.search(text, start, noun.start) or _NONE.search(text, start, noun.start):
        return None
    if (told := _told_beside(text, noun, start, end)) is not None:
        return told
    reach = 90 if stretch.line.cjk else 240
    start, end = max(start, noun.start - reach), min(end, noun.end + reach // 2)
    near: list[tuple[int, int, str, Span]] = []
    for rank, (status, cue) in enumerate(_CUES):
        stop = noun.start if status == "in-force" else end
        for found in cue.finditer(text, start, stop):
            span = Span(*found.span())
            of = next((cue for cue in near if cue[1] < rank and _joined(text, cue, span)), None)
            said = of[1:] if of else (rank, status, span)
            near.append((_gap(text, noun, span), *said))
    behind = SIGNED_BEHIND.match(text, noun.end, end)
    if behind and behind.lastgroup == "set_off":
        return "signed", Span(*behind.span("set_off"))
    act = SIGN.search(text, max(start, noun.start - _GOVERNED), noun.start)
    if not act and EXISTING.search(text, max(start, noun.start - 24), min(end, noun.end + 60)):
        return ("mentioned" if "签有" in text[start : noun.start] else "in-force"), noun
    if behind and (not near or min(near)[2] == "in-force"):
        return "signed", Span(*behind.span("verb"))
    if not near:
        return _only_named(text, noun, end)
    if SIGNED_ONCE.match(text, noun.end, end):
        near = [cue for cue in near if cue[2] == "renewed"] or near
    _, _, status, span = min(near)
    return status, span


def _told_beside(text: str, noun: Span, start: int, end: int) -> tuple[str, Span] | None:
    """Return how an agreement stands by the word at its noun: a draft, 协议的续期文本."""
    if DRAFT.search(text, max(start, noun.start - 24), noun.start):
        return "preliminary", noun
    again = _ITS_RENEWAL.match(text, noun.end, end)
    renewed = again and not TENTATIVE.search(text, start, end)
    return ("renewed", Span(*again.span())) if again and renewed else None


def _only_named(text: str, noun: Span, end: int) -> tuple[str, Span] | None:
    """Return how an agreement stands of which no cue speaks."""
    if PROVIDES.match(text, noun.end, end):
        return "in-force", noun
    return ("mentioned", noun) if OF_SIDES.match(text, noun.end, end) else None


_NONE: Final = re.compile(r"\b(?:[Nn]o|[Nn]either|without an?) (?:[a-z]+ ){0,2}$")
_CUES: Final = (
    ("preliminary", TENTATIVE),
    ("renewed", RENEW),
    ("signed", SIGN),
    ("in-force", FORCE),
)


def _joined(text: str, cue: tuple[int, int, str, Span], verb: Span) -> bool:
    """Whether a verb of signing belongs to words such as "will be" that overlap or govern it."""
    one = cue[3]
    if one.start <= verb.end and verb.start <= one.end:
        return True
    between = text[one.end : verb.start]
    return cue[1] == 0 and 0 < len(between) <= _GOVERNED and not _BROKEN.search(between)


def _gap(text: str, noun: Span, cue: Span) -> int:
    """Return how far a cue is from the noun; clauses between them count more."""
    first, last = (cue.end, noun.start) if cue.start < noun.start else (noun.end, cue.start)
    if first >= last:
        return 0
    return last - first + _COMMA * sum(text.count(mark, first, last) for mark in "，,")
