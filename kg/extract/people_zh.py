"""Persons in Chinese text: body, office, name; names of foreigners with a middle dot."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.names import Mention, Office
from kg.extract.names_lexicon import DOUBLE_SURNAMES_ZH, HEADS_ZH, STOPS_ZH, section
from kg.extract.names_parts import Cover
from kg.extract.names_zh_words import Word
from kg.extract.people import Named
from kg.extract.people_zh_forms import (
    BEHIND_PAIR,
    BORDER,
    FOREIGN,
    LATIN,
    STRONG,
    SURNAMES,
    SYLLABLES,
    abroad,
    behind,
    of_brackets,
)
from kg.model import EntityRef, Label, Span

_DOT = re.compile("[·‧・•]")
_TELLING: Final = frozenset({"T", "nr"})  # tags of the words that a name without a dot needs
_HAN3 = re.compile(r"[\u4e00-\u9fff]{2,3}")
_SPEAKS: Final = frozenset(section("zh", "speaks"))
_JAPANESE: Final = tuple(section("zh", "japanese-surnames"))
_LONGEST_PART: Final = 5
_SHORTEST_FOREIGN: Final = 3
_LONGEST_FOREIGN: Final = 7
_BEFORE_NAMES: Final = frozenset("对与和向由同及、，。：；,:;“”（）受为请经跟 \n\t")
_UNITS: Final = frozenset("部处室科司局厅院所站会队组办系厂")  # end the body whose person follows
_PARTS: Final = frozenset("、，。；在由与和")  # what stands between a body and another's office
_JOINTS: Final = frozenset("及与和兼暨并")  # the segmenter takes 及洪 for a name
_ALL_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COMMON_TAGS: Final = frozenset({"v", "a", "d", "p", "c", "m", "r", "vd", "ad", "u"})
_COMMON: Final = frozenset(section("zh", "not-names"))
_NO_NAMES: Final = frozenset(section("zh", "after-names"))


def chinese_people(
    text: str, words: Sequence[Word], language: str, mentions: Sequence[Mention]
) -> Iterator[Named]:
    """Yield the persons that one sentence introduces, with the offices it tells."""
    dotted = bool(words) and _DOT.search(text, words[0].span.start, words[-1].span.end)
    telling = [i for i, (_, tag, _, _) in enumerate(words) if dotted or tag in _TELLING]
    if not telling:
        return
    reader = _Reader(text, words, language, mentions)
    after = 0
    for position in telling:
        if position >= after:
            after = reader.step(position)
    yield from reader.found


def _is_common(word: Word) -> bool:
    """Is it a word that no name contains?"""
    return word.tag in _COMMON_TAGS or word.text in _COMMON


class _Reader:
    def __init__(
        self, text: str, words: Sequence[Word], language: str, mentions: Sequence[Mention]
    ) -> None:
        self.text = text
        self.words = words
        self.language = language
        self.ends = {m.span.end: m for m in mentions if m.entity.kind == "agency" and not m.nested}
        self.blocked = Cover(m.span for m in mentions if m.entity.kind in {"agency", "framework"})
        self.found: list[Named] = []
        self.last: EntityRef | None = None
        self.starts = {word.span.start: index for index, word in enumerate(words)}

    def step(self, position: int) -> int:
        word = self.words[position]
        if word.tag == "T":
            return self._titled(position)
        foreign = FOREIGN.match(self.text, word.span.start)
        if foreign and self._begins_foreign(position):
            name = Span(*foreign.span())
            self.found.append(Named(name, name.of(self.text), (), self._latin(name.end)))
            return self._after(name.end, position)
        if word.tag == "nr" and self._speaks(position) and not self._cut_off(position):
            self.found.append(Named(word.span, word.text, (), None, 0.7))
        return position + 1

    def _cut_off(self, position: int) -> bool:
        """Is the surname the word before: 于 + 红霞?"""
        before = self.words[position - 1] if position else None
        return before is not None and len(before.text) == 1 and before.text in SURNAMES

    def _begins_foreign(self, position: int) -> bool:
        """Is there a middle dot soon, nothing but syllables before it, a border to the left?"""
        before = self.words[position - 1] if position else None
        if before is not None and before.tag not in {"T", "x", "A", "P", "p", "c", "d", "v", "uj"}:
            return False
        length = 0
        for word in self.words[position : position + 5]:
            if word.text[:1] in "·‧・•":
                return 0 < length <= _LONGEST_PART and not self._inside(self.words[position].span)
            if word.tag in {"T", "x"}:
                return False
            length += len(word.text)
        return False

    def _titled(self, position: int) -> int:
        """Read [body] office [、office] name [、name]."""
        end = position
        while self._another_office(end):
            end += 2 if self.words[end + 1].tag != "T" else 1
        offices = self._offices(position, end)
        names = list(self._names(end + 1))
        if not names:
            before = self._name_before(position)
            if before is not None:
                at = before.start - (self.text[before.start - 1 : before.start] == "的")
                body = self.ends.get(at)
                offices = self._titles(position, end, body.entity if body else None)
                self.found.append(Named(before, before.of(self.text), tuple(offices)))
            return end + 1
        held = tuple(offices)
        self.found += [
            Named(
                n,
                n.of(self.text),
                of_brackets(self.text, n.end, self.ends, held),
                self._latin(n.end),
            )
            for n in names
        ]
        return max(end + 1, self._after(names[-1].end, end))

    def _titles(self, start: int, end: int, body: EntityRef | None) -> list[Office]:
        """Return the office behind a name, without the name."""
        span = Span(self.words[start].span.start, self.words[end].span.end)
        return [Office(span, Label(span.of(self.text), self.language), body)]

    def _another_office(self, end: int) -> bool:
        following = self.words[end + 1 : end + 3]
        if not following:
            return False
        if following[0].tag == "T":
            return True
        return (
            len(following) == 2
            and following[0].text in {"、", "兼", "，"}
            and following[1].tag == "T"
        )

    def _offices(self, start: int, end: int) -> list[Office]:
        first = self.words[start].span.start
        begin, affiliation = self._affiliation(start)
        if affiliation is not None:
            self.last = affiliation
        elif start and self.words[start - 1].text in {"、", "，", "和", "以及", "及"}:
            affiliation = self.last
        shared = self.words[start].text == "长" and first in self.ends  # 环境部长
        span = Span(min(first, begin) - shared, self.words[end].span.end)
        label = Label(span.of(self.text), self.language)
        return [Office(span, label, affiliation)]

    def _affiliation(self, start: int) -> tuple[int, EntityRef | None]:
        """Return where the office begins and the body before it; 资金部 may stand between."""
        index = start
        while index >= 0 and start - index <= 4:
            offset = self.words[index].span.start
            if offset in self.ends:
                return offset, self.ends[offset].entity
            if self.words[index].tag == "T" and offset + 1 in self.ends:  # 肯尼亚环境部长
                return offset, self.ends[offset + 1].entity
            index -= 1
            if index < 0 or self.words[index].text in _PARTS:
                break
        return self.words[start].span.start, None

    def _names(self, position: int) -> Iterator[Span]:
        if position >= len(self.words):
            return
        offset = self._past_bracket(position)
        while True:
            name = self._name_at(offset)
            if name is None:
                return
            yield name
            after = behind(self.text, name.end, self.ends)
            if self.text[after : after + 1] not in {"、", "和", "与"}:
                return
            if not self._listed(after + 1):
                return
            offset = after + 1

    def _past_bracket(self, position: int) -> int:
        """Return where a name may begin: 常任秘书长（环境）某某."""
        here = self.words[position : position + 4]
        if here[0].text in {"（", "("} and not here[0].hit:
            closing = next((w for w in here[1:] if w.text in {"）", ")"}), None)
            if closing is not None:
                return closing.span.end
        return here[0].span.start

    def _listed(self, offset: int) -> bool:
        """Is what follows 、 another bare name, not another body or office?"""
        index = self.starts.get(offset)
        if index is None or self._inside(self.words[index].span):
            return False
        name = self._name_at(offset)
        if name is None:
            return False
        following = self._word(name.end)
        return (
            following is None
            or following.tag in {"x", "d", "v", "p", "c", "u", "uj", "T"}
            or following.text in _NO_NAMES
        )

    def _name_at(self, offset: int) -> Span | None:
        foreign, word = FOREIGN.match(self.text, offset), self._word(offset)
        if foreign:
            return None if word is not None and word.tag == "T" else Span(*foreign.span())
        match = _HAN3.match(self.text, offset)
        if match is None or self._inside(Span(offset, offset + 1)):
            return None
        if abroad(self.text, offset) or self.text.startswith(_JAPANESE, offset):
            return self._bordered(offset, range(3, _LONGEST_PART + 1))
        foreign_name = self._transliterated(offset)
        if foreign_name is not None:
            return foreign_name
        double = match.group()[:2] in DOUBLE_SURNAMES_ZH
        rare = word is not None and word.tag.startswith("nr") and len(word.text) > 1
        rare = rare and match.group()[0] not in _JOINTS
        if not (double or rare) and match.group()[0] not in SURNAMES:
            return None
        sized = self._sized(offset, double)
        if sized is not None and self.text[sized.end - 1] == "任":  # 黄某任团长
            after = self._word(sized.end)
            sized = Span(sized.start, sized.end - (after is not None and after.tag == "T"))
        if sized is not None and BORDER.match(self.text, sized.end):
            return sized
        shortest = 3 if double else 2
        if word is not None and len(word.text) > 1 and _is_common(word):
            return sized or self._with_one_more(word)
        return self._bordered(offset, range(shortest, shortest + 2)) or sized

    def _with_one_more(self, word: Word) -> Span | None:
        """Read 安立群, whose first two characters the segmenter takes for a verb."""
        following = self._word(word.span.end)
        if word.text in _COMMON or len(word.text) != len("安立") or following is None:
            return None
        whole = Span(word.span.start, following.span.end)
        single = len(following.text) == 1 and _ALL_HAN.match(following.text)
        return whole if single and STRONG.match(self.text, whole.end) else None

    def _bordered(self, offset: int, lengths: Iterable[int]) -> Span | None:
        """Return the shortest name behind which something else begins."""
        for length in lengths:
            name = Span(offset, offset + length)
            surface = name.of(self.text)
            if len(surface) < length or not _ALL_HAN.fullmatch(surface):
                return None
            if BORDER.match(self.text, name.end):
                known = surface in _COMMON or self._inside(name)
                return None if known else name
        return None

    def _transliterated(self, offset: int) -> Span | None:
        """Read the surname of a foreigner: syllables that no Chinese name strings together."""
        end = offset
        while end < len(self.text) and self.text[end] in SYLLABLES:
            end += 1
        length = end - offset
        brief = length == _SHORTEST_FOREIGN - 1 and self.text[offset] not in SURNAMES
        if brief and BORDER.match(self.text, end):
            return Span(offset, end)
        if length < _SHORTEST_FOREIGN or length > _LONGEST_FOREIGN:
            return None
        chinese = length == _SHORTEST_FOREIGN and self.text[offset] in SURNAMES
        return None if chinese else Span(offset, end)

    def _sized(self, offset: int, double: bool) -> Span | None:
        """Choose two or three characters (one more for double surnames) by the words around."""
        word = self._word(offset)
        if word is None:
            return None
        shortest, longest = (3, 4) if double else (2, 3)
        if word.tag in {"nr", "nrt"} and shortest <= len(word.text) <= longest:
            if len(word.text) == shortest:
                return self._lengthened(word)
            return self._shortened(word.span) if not double else word.span
        if len(word.text) > 1 and _is_common(word):
            return None  # 双方, 年轻: words that begin with what is a surname too
        end = word.span.end
        while end - offset < longest:
            following = self._word(end)
            if following is None or not self._given(following, longest - (end - offset)):
                break
            end = following.span.end
        return Span(offset, end) if shortest <= end - offset <= longest else None

    def _shortened(self, name: Span) -> Span:
        """Take the 等 of 王浩等, and the 致 of 沈菱致欢迎辞, from the name."""
        cut = Span(name.start, name.end - 1)
        short = self.text[cut.end] in "等及" or BEHIND_PAIR.match(self.text, cut.end)
        return cut if short else name

    def _lengthened(self, word: Word) -> Span:
        """Give 刘国 the 才 that the segmenter took for a word."""
        following = self._word(word.span.end)
        if following is None:
            return word.span
        beyond = self._word(following.span.end)
        ends = beyond is None or beyond.tag == "x" or beyond.text in _NO_NAMES
        adverb = len(following.text) == 1 and following.tag == "d" and ends
        longer = Span(word.span.start, following.span.end)
        return longer if adverb or self._given(following) else word.span

    def _word(self, offset: int) -> Word | None:
        index = self.starts.get(offset)
        return None if index is None else self.words[index]

    def _given(self, word: Word, room: int = 1) -> bool:
        return (
            len(word.text) <= room
            and (len(word.text) == 1 or word.tag != "vn")
            and word.tag not in {"x", "T", "uj", "u", "ul", "A", "F", "m"}
            and word.hit is None
            and (len(word.text) == 1 or not _is_common(word))
            and word.tag not in {"p", "c", "d"}
            and word.text not in _NO_NAMES
            and bool(_HAN3.match(word.text + "一"))
        )

    def _name_before(self, position: int) -> Span | None:
        word = self.words[position - 1] if position else None
        if word is None or word.tag == "x" or self._inside(word.span) or word.text[-1] == "任":
            return None
        known = word.tag.startswith("nr") and word.text not in _COMMON
        if known and 2 <= len(word.text) <= 3 and word.text[0] in SURNAMES:
            return word.span
        return self._spelt_before(word.span.end)

    def _spelt_before(self, end: int) -> Span | None:
        """Read 对田成川(主任), which the segmenter cuts wrongly, character by character."""
        for length in (4, 3, 2):
            span = Span(end - length, end)
            surface = span.of(self.text) if span.start >= self.words[0].span.start else ""
            double = surface[:2] in DOUBLE_SURNAMES_ZH
            named = double if length == 4 else (surface[:1] in SURNAMES)
            if not named or not _ALL_HAN.fullmatch(surface) or self._inside(span):
                continue
            if self._opens(span.start) and not self._other_word(span):
                return span
        return None

    def _opens(self, offset: int) -> bool:
        """May a name begin here: behind a mark, a preposition, a body?"""
        before = self.text[offset - 1 : offset] if offset > self.words[0].span.start else ""
        unit = before in _UNITS and not self.text.startswith("长", offset)
        of_body = before == "的" and offset - 1 in self.ends
        return not before or before in _BEFORE_NAMES or unit or of_body or offset in self.ends

    def _other_word(self, span: Span) -> bool:
        """Is it 双方, 农业局, 云南: a word, a body or a place?"""
        surface = span.of(self.text)
        if surface in _COMMON or surface in STOPS_ZH or surface[-1] in HEADS_ZH:
            return True
        within = [w for w in self.words if w.span.start < span.end and span.start < w.span.end]
        whole = [w for w in within if w.span == span]
        if any(w.hit is not None or w.tag in {"T", "A", "F"} or w.text in _COMMON for w in within):
            return True
        return any(not w.tag.startswith(("nr", "nz", "P")) for w in whole)

    def _latin(self, offset: int) -> str | None:
        match = LATIN.match(self.text, offset)
        return match.group(1).strip() if match else None

    def _inside(self, span: Span) -> bool:
        return self.blocked.overlaps(span)

    def _speaks(self, position: int) -> bool:
        word = self.words[position]
        following = self.words[position + 1] if position + 1 < len(self.words) else None
        return (
            2 <= len(word.text) <= 3
            and word.text[0] in SURNAMES
            and word.text not in _COMMON
            and not self._inside(word.span)
            and following is not None
            and following.text in _SPEAKS
        )

    def _after(self, offset: int, position: int) -> int:
        for index in range(position, len(self.words)):
            if self.words[index].span.start >= offset:
                return index
        return len(self.words)
