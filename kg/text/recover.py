"""Undoing what mirror sites do to Chinese text: "traditional(pinyin)" damage.

Such sites turn a page into traditional characters in GBK, then replace bytes without regard to
where characters begin: a table of characters is followed by `(reading)`, and a byte that does not
show is put before `。！；？`. A hit across two characters tears both apart; what is left of a lead
byte and the byte after it shows as `?`, and all that follows is read one byte off until an ASCII
byte closes it up. docs/recovery.md tells the three kinds with examples.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from kg.model import CERTAINTY_ORDER, Certainty, Span
from kg.text.gbk import LEADS, character, commonness, pair, plain, with_lead, with_trail
from kg.text.lexicon import choose, words_joined_by
from kg.text.offsets import Patch
from kg.text.readings import reads

_LETTERS: Final = "a-zɡāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_BRACKET = re.compile(rf"\( ?([{_LETTERS}]{{1,7}}) ?\)")
_AFTER_HAN = re.compile(rf"\((?<=[\u3400-\u9fff]\() ?([{_LETTERS}]{{1,7}}) ?\)")
_HALF = re.compile(rf"[?\ufffd]\(? ?([{_LETTERS}]{{1,7}}) ?\)")
_TORN = re.compile(r"[?\ufffd]([。！!；;？?])(?=[^\x00-\x7f]|[?\ufffd])")
_MARK = re.compile(r"[?\ufffd(]")
_LOST: Final = "?\ufffd"
_EURO: Final = "€"  # what Windows shows for the byte 80
_LOWEST_LEAD: Final = 0x81
_TAG = re.compile(r"/?(?:span|p|div|br|strong|a|td|li|font|b)\b[^<>\n]{0,80}>")

_INSERTED: Final = {"。": "。", "！": "！", "!": "！", "；": "；", ";": "；", "？": "？", "?": "？"}
_WIDENED: Final = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_HALVED: Final = {ord(wide): narrow for narrow, wide in _WIDENED.items()}
_CLOSERS: Final = {"【": "】", "《": "》", "“": "”", "（": "）", "〈": "〉", "「": "」"}

_USER_DEFINED: Final = (*range(0xA1, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF))  # lead bytes

_LONGEST_RUN: Final = 600  # characters read one byte off
_MOST_LOST: Final = 3  # pairs of bytes without a sign within one run
_LEAST_BUDGET: Final = 20_000  # options weighed in one text, besides one for two characters
_CONTEXT: Final = 8
_FEWEST_PAIRS: Final = 3
_MOST_TORN: Final = 0.25  # marks a character; more is no torn prose, and takes long to try
_PAIRS_PER_CHARACTER: Final = 0.01
_TRADITIONAL_SHARE: Final = 0.8


class Run(NamedTuple):
    """Characters won back, and where in the damaged text reading goes on."""

    text: str
    end: int
    certainty: Certainty


def recover(text: str) -> list[Patch]:
    """Return the patches that undo the damage, none for a text that does not have it.

    Traditional characters stay; converting them is the caller's, one for one.
    """
    annotated = _annotated(text)
    patches = list(_Reader(text, annotated).patches()) if annotated else _torn_only(text)
    if "，" in text:
        return patches
    return [patch._replace(text=patch.text.translate(_HALVED)) for patch in patches]


def _torn_only(text: str) -> list[Patch]:
    """Return the patches of a page without readings: only what known words prove, if it is much."""
    marks = len(_TORN.findall(text))
    if not _FEWEST_PAIRS <= marks <= len(text) * _MOST_TORN:
        return []
    found = _Reader(text, frozenset()).patches()
    sure = [p for p in found if p.op == "realign" and p.certainty == "restored"]
    return sure if len(sure) >= max(_FEWEST_PAIRS, marks / 2) else []


def _annotated(text: str) -> frozenset[str]:
    """Return the characters with a reading behind them if the page is damaged, else nothing.

    A language course writes readings too: behind characters of all kinds, while the damage
    takes traditional ones.
    """
    hits = (
        text[m.start() - 1] for m in _AFTER_HAN.finditer(text) if reads(text[m.start() - 1], m[1])
    )
    pairs = list(hits)
    if len(pairs) < max(_FEWEST_PAIRS, len(text) * _PAIRS_PER_CHARACTER):
        return frozenset()
    traditional = sum(plain(c) != c for c in pairs)
    return frozenset(pairs) if traditional >= len(pairs) * _TRADITIONAL_SHARE else frozenset()


class _Reader:
    """Walks a damaged text from left to right; what it has won back helps with what follows."""

    def __init__(self, text: str, annotated: frozenset[str]) -> None:
        self._text = text
        self._annotated = annotated
        self._budget = _LEAST_BUDGET + len(text) // 2

    def patches(self) -> Iterator[Patch]:
        at, last = 0, ""
        while mark := _MARK.search(self._text, at):
            start = mark.start()
            before = (last + self._text[max(at, start - _CONTEXT) : start])[-_CONTEXT:]
            if (end := self._bracket(before, start)) is not None:
                yield Patch(Span(start, end), "", "reading")
                at, last = end, before
            elif run := self._run(before, start):
                yield Patch(Span(start, run.end), run.text, "realign", run.certainty)
                at, last = run.end, before + run.text
            else:
                at, last = start + 1, before + mark[0]

    def _bracket(self, before: str, start: int) -> int | None:
        match = _BRACKET.match(self._text, start)
        if match and before and reads(before[-1], match[1]):
            return match.end()
        return None

    def _run(self, before: str, start: int) -> Run | None:
        if self._text[start] not in _LOST:
            return None
        return self._half(before, start) or self._torn(before, start)

    def _half(self, before: str, start: int) -> Run | None:
        """Win back a pair that hit the last byte of one character and the first of the next."""
        match, code = _HALF.match(self._text, start), pair(before[-1:] or "\n")
        if match is None or code is None:
            return None
        found: list[tuple[tuple[int, ...], Run]] = []
        for lead, hit in _read_as(code[1], match[1]):
            if run := self._chain(before, match.end(), lead):
                found.append((self._likeliness(hit, run), run))
        if not found:
            return None
        best = max(found)[1]
        return best if len(found) == 1 else best._replace(certainty=_weaker(best, "restored"))

    def _likeliness(self, hit: str, run: Run) -> tuple[int, ...]:
        rarest = min(map(commonness, run.text))
        return rarest, hit in self._annotated, plain(hit) != hit, sum(map(commonness, run.text))

    def _torn(self, before: str, start: int) -> Run | None:
        """Win back characters between which punctuation was seen: the first lead byte is lost."""
        match = _TORN.match(self._text, start)
        if match is None:
            return None
        code = pair(_INSERTED[match[1]])
        if code is None:
            return None
        if self._text[match.end()] in _LOST and self._text[match.end() + 1 :][:1] in _INSERTED:
            return self._chosen(before, words_joined_by(*code), match.end() + 1)
        if (run := self._chain(before, match.end(), code[1])) is None:
            return None
        after = run.text + self._text[run.end : run.end + _CONTEXT]
        chosen = self._choose(before, with_trail(code[0]), after)
        return chosen and Run(chosen[0] + run.text, run.end, _weaker(run, chosen[1]))

    def _chosen(self, before: str, options: tuple[str, ...], end: int) -> Run | None:
        chosen = self._choose(before, options, self._text[end : end + _CONTEXT])
        return chosen and Run(chosen[0], end, chosen[1])

    def _choose(
        self, before: str, options: tuple[str, ...], after: str
    ) -> tuple[str, Certainty] | None:
        """Choose while there is budget: a text that is nothing but damage is not worth the time."""
        self._budget -= len(options)
        return choose(before, options, after) if self._budget > 0 else None

    def _chain(self, before: str, at: int, lead: int, lost: int = 0) -> Run | None:
        """Read on one byte off, beginning with the byte `lead`, until the text is in step again."""
        won = ""
        for _ in range(_LONGEST_RUN):
            shown = self._text[at : at + 1]
            if not shown or shown == "\n":
                return None
            if shown in _LOST:
                return self._end_of_chain(before, won, at, lead, lost)
            if (end := self._reading_inside(at)) is not None:
                at = end
                continue
            if "@" <= shown <= "~" or shown == _EURO:
                closed = character(lead, ord(shown) if shown != _EURO else 0x80)
                return Run(won + closed, at + 1, "exact") if closed else None
            code = pair(_WIDENED.get(shown, shown))
            whole = code and character(lead, code[0])
            if code is None or not whole:
                return None
            won, lead, at = won + whole, code[1], at + 1
            if lead < _LOWEST_LEAD:  # an ASCII letter of the original had become a second byte
                return Run(won + chr(lead), at, "exact")
        return None

    def _reading_inside(self, at: int) -> int | None:
        match = _BRACKET.match(self._text, at)
        return match.end() if match and reads(self._text[at - 1], match[1]) else None

    def _end_of_chain(self, before: str, won: str, at: int, lead: int, lost: int) -> Run | None:
        """Close a run whose last byte is lost as well."""
        before += won
        if match := _HALF.match(self._text, at):
            hits = [c for c in with_lead(lead) if reads(c, match[1])]
            if hits:
                best = max(hits, key=lambda c: (c in self._annotated, plain(c) != c, commonness(c)))
                return Run(won + best, match.end(), "exact" if len(hits) == 1 else "restored")
            return None
        if closing := self._closing(before, at, lead):
            swallowed = "<" if _TAG.match(self._text, at + 1) else ""
            return Run(won + closing + swallowed, at + 1, "restored")
        closes = self._text[at + 1 : at + 2] in _INSERTED
        if not closes and (run := self._two_lost(before, won, at, lead, lost)):
            return run
        if (run := self._chosen(before, with_lead(lead), at + 1)) is None:
            return None
        if closes or not self._text[at + 1 : at + 2].strip():
            return run._replace(text=won + run.text)
        return Run(won + run.text + "?", at + 1, "guessed")  # an ASCII character went with it

    def _two_lost(self, before: str, won: str, at: int, lead: int, lost: int) -> Run | None:
        """Win back the last byte of one character and the first of the next.

        Together they looked like a code of the user-defined area, which has no sign to show.
        """
        shown = self._text[at + 1 : at + 2]
        closed = "@" <= shown <= "~"
        code = (ord(shown), 0) if closed else pair(shown or "\n")
        if code is None or lost == _MOST_LOST:
            return None
        rest = Run("", at + 2, "exact") if closed else self._chain("", at + 2, code[1], lost + 1)
        if rest is None:
            return None
        after = rest.text + self._text[rest.end : rest.end + _CONTEXT]
        chosen = self._choose(before, tuple(self._both(lead, code[0])), after)
        return chosen and Run(won + chosen[0] + rest.text, rest.end, _weaker(rest, chosen[1]))

    def _both(self, lead: int, trail: int) -> Iterator[str]:
        firsts = [c for t in _USER_DEFINED if (c := character(lead, t)) and commonness(c) > 1]
        seconds = [c for c in with_trail(trail) if commonness(c) > 1]
        return (first + second for first in firsts for second in seconds)

    def _closing(self, before: str, at: int, lead: int) -> str | None:
        """Return the bracket that closes the one still open on this line."""
        line = self._text[self._text.rfind("\n", max(0, at - 400), at) + 1 : at] + before
        opened = [(line.rfind(o), c) for o, c in _CLOSERS.items() if line.rfind(o) > line.rfind(c)]
        closing = max(opened, default=(-1, None))[1]
        code = closing and pair(closing)
        return closing if code and code[0] == lead else None


@lru_cache(maxsize=4_096)
def _read_as(first: int, reading: str) -> tuple[tuple[int, str], ...]:
    """Return the characters of a reading that begin with a byte, with their second bytes."""
    if first not in LEADS:
        return ()
    hits = ((second, character(first, second)) for second in LEADS)
    return tuple((second, hit) for second, hit in hits if hit and reads(hit, reading))


def _weaker(run: Run, certainty: Certainty) -> Certainty:
    return max(run.certainty, certainty, key=CERTAINTY_ORDER.index)
