"""Sentences of a block, in Chinese and in languages written with spaces."""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Block, Sentence, Span, len_of

LONGEST: Final = 1_500  # code points; a longer stretch is cut, so that readers stay linear

_CLOSERS: Final = "”’」』】》）)\\]\"'"
_END = re.compile(
    r"[。！？!?….](?:"  # what begins every end comes first, so that most characters are no try
    rf"(?<!\.)[。！？!?…]*[{_CLOSERS}]*"  # Chinese, and the loud ends of any language
    rf"|(?<=\.)[{_CLOSERS}]*(?=\s|$)"
    r"|(?<=[a-z]{2}\.)(?=[A-Z][a-z]))"  # a translator's lost space
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|S[tT]|Gen|Col|Sen|Rep|Gov|Hon|Jr|Sr|Amb|Engr?|Rev|Capt|Lt|Maj"
    r"|Brig|Mme|Atty|vs|etc|cf|al|approx|No|Nos|Art|Vol"
    r"|Fig|Inc|Ltd|Co|Corp|Dept|Univ|Sra?|Dra?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|e\.g|i\.e|a\.m|p\.m)|\b[A-Z]|(?:\b[A-Za-z]\.)+[A-Za-z]|^\s*\d{1,2})\.$"
)
_STARTS_SENTENCE = re.compile(r"[\s\"'“‘(\[«¿¡]*[A-ZÀ-ÞĂĐĨŐŨƠƯ\u1ea0-\u1ef9\d\u4e00-\u9fff“]")
_ORDINAL = re.compile(r"\b\d{1,2}\.$")  # in German: 21. Mai
_TITLED_VI = re.compile(r"\b(?:TP|Tp|TX|TT|GS|PGS|TS|TSKH|VS|ThS|Ths|KS|BS|NCS)\.$")  # TP. Huế
_GERMAN_SHORT = re.compile(
    r"\b(?:Nr|Abs|Mio|Mrd|bzw|ca|inkl|Dipl|Ing|Mag|rer|nat|Tel|Str|geb|gem|lt|sog|ggf|vgl|Ziff|Kap"
    r"|evtl|max|mind|[a-z])\.$"
)
_CLOSED_DE = re.compile(r"[“«»]? [a-zäöü]")  # „Raus damit!“ in Bonn
_LOOK_BACK: Final = 16
_SOFT = re.compile(r"[，,；;、\s]")


def sentences(text: str, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    """Yield the sentences of every block, in order; a block without an end is one sentence."""
    for index, block in enumerate(blocks):
        for span in _within(text, block):
            for part in _bounded(text, span) if len_of(span) > LONGEST else (span,):
                yield Sentence(part, index, block.language)


def _within(text: str, whole: Block) -> Iterator[Span]:
    block = whole.span
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.end() < block.end and not _ends(text, match, block):
            continue
        if _goes_on(text, match, start, whole.language):
            continue
        if (span := _trimmed(text, start, match.end())) is not None:
            yield span
        start = match.end()
    if (span := _trimmed(text, start, block.end)) is not None:
        yield span


def _goes_on(text: str, end: re.Match[str], start: int, language: str) -> bool:
    """Whether a number, a short form or quoted words end here, and not the sentence."""
    if language.startswith("vi"):
        return _TITLED_VI.search(text, max(start, end.start() - 5), end.end()) is not None
    if not language.startswith("de"):
        return False
    if _ORDINAL.search(text, max(start, end.start() - 3), end.end()):
        return True
    if _GERMAN_SHORT.search(text, max(start, end.start() - _LOOK_BACK), end.end()):
        return True
    closed = _CLOSED_DE.match(text, end.end())
    return closed is not None and (len(end[0]) > 1 or len(closed[0]) > len(" a"))


def _ends(text: str, match: re.Match[str], block: Span) -> bool:
    """Tell a full stop from the point of an abbreviation or a number."""
    if match[0][0] != ".":
        return match[0][0] not in "!?" or not text[match.end()].isalnum()
    before = text[max(block.start, match.start() - _LOOK_BACK) : match.start() + 1]
    if _ABBREVIATED.search(before) and not before.endswith(("a.m.", "p.m.")):
        return False
    return bool(_STARTS_SENTENCE.match(text, match.end(), block.end))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _bounded(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        cuts = [m.end() for m in _SOFT.finditer(text, start + LONGEST // 2, start + LONGEST)]
        end = cuts[-1] if cuts else start + LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
