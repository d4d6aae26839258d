"""Finds the names that the authority data knows: one pass, longest match first."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kg.authority import Entry, authority
from kg.extract.names_cases import cases
from kg.iris import unmarked
from kg.model import EntityRef, Span
from kg.text.sifting import automaton_of, found_by, lowered

# Character for character, so that offsets stay: dashes and quotes have many forms.
_FORMS: Final = str.maketrans(
    {
        **dict.fromkeys("-–—―‐‑−－~～\u00a0\n\r\t\u3000", " "),
        **dict.fromkeys("’‘＇", "'"),
        **dict.fromkeys("éèêë", "e"),
        **dict.fromkeys("áàâãä", "a"),
        **dict.fromkeys("óòôõö", "o"),
        **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
        **dict.fromkeys("“”„«»《》〈〉「」『』", '"'),
    }
)
_LATIN = re.compile(r"[^\W\d_\u2e80-\u9fff]|\d")
_SHORT_TITLE = re.compile(r"([A-Z][a-z]+ (?:Convention|Protocol)) (?:on|for) ")
_PLAIN_TITLES: Final = ("International ", "Joint ", "Framework ", "Regional ", "Supplementary ")
_SHORT_TITLE_ZH = re.compile(r"(?:关于.*的|保护臭氧层)([^的]{2,6}(?:公约|议定书))$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALSO_WORDS: Final = frozenset({"WHO", "CARE", "ACT", "AID", "SEE", "CAN"})
_SHOUTED = re.compile(r"\b[A-Z]{2,} |\b [A-Z]{2,}\b")
_SPACES: Final = re.compile("  +")
_CLAUSE: Final = frozenset("在和与等、及的于对")
# Regions whose departments bear names of one word: 环境局, 发展局, 环境部.
REGIONS: Final = frozenset({"cn-hk", "cn-mo", "tw"})
_NATIONAL: Final = frozenset(
    {"ministry", "national-agency", "department", "court-or-procuratorate", "party-organ"}
)
_MINISTRIES: Final = ("Ministry of ", "Ministry for ")
_SHORT_FORM: Final = 7  # characters
# 生态环境局 is no 环境局, 海洋发展局 no 发展局
_SUBJECTS: Final = frozenset({"生态", "环境", "海洋", "贸易", "旅游", "经济", "产业", "投资"})
_QUALIFIERS: Final = ("联邦", "国立", "國立", "皇家")
_RANKS: Final = frozenset("省市县区州盟旗")
_UNIONS: Final = ("盟", "组织")  # 东盟国家: its members, each for itself
# 保护国际研讨会: an international seminar on protection
_INTERNATIONAL: Final = (
    *("研讨", "会议", "论坛", "合作", "培训", "大会"),
    *("交流", "公约", "学术", "峰会", "标准", "组织"),
)
# Ends of names, and what makes another word of one.
_GOING_ON: Final = (
    (("部",), ("门",)),
    (("保护法",), ("律", "规", "治", "制", "院", "庭", "官")),
    (("党组", "党委", "纪委"), ("书记", "副书", "成员", "委员")),
    (("最高法", "最高检"), ("院", "察")),
    (_UNIONS, ("国家", "各国", "成员")),
    (("国际",), _INTERNATIONAL),
    (("大",), ("学", "厦", "桥", "道")),  # 西北大学 is no 北大
)
_PAIRED = re.compile(r"中国\s?[—–－-]{1,2}$")  # 中国—东盟: what lies between the two
_NATIONWIDE: Final = ("国", "中", "全国", "联合国", "最高", "世界", "亚")
_SHOUTABLE: Final = 3  # letters; shorter names in capitals are abbreviations
_KEPT: Final = 8_192  # names as they are written whose meaning is remembered
_AMBIGUOUS_SHORT: Final = 2  # a Latin abbreviation of two letters says too little by itself
_TOLD_SHORT: Final = frozenset({"UN", "EU", "UK"})  # ... but for these


class Hit(NamedTuple):
    """A name of the authority data; `entries` are all the things of that name."""

    span: Span
    entries: tuple[Entry, ...]
    kinds: frozenset[str]  # of the entries


def hit(span: Span, entries: tuple[Entry, ...]) -> Hit:
    return Hit(span, entries, _kinds(entries))


def _kinds(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset([entry.kind for entry in entries])


def reference(entry: Entry) -> EntityRef:
    return EntityRef(entry.kind, entry.key)


def folded(text: str) -> str:
    """Return `text` with one form for each dash, quote, space and case; same length."""
    return lowered(text.translate(_FORMS))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What one folded label stands for."""

    exact: tuple[tuple[str, Entry], ...]  # label as written; case must agree
    loose: tuple[Entry, ...]  # any case, but not all of it in lower case
    latin: bool


class KnownNames:
    """Labels of the authority data in an Aho-Corasick automaton; built once per process."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        table: dict[str, _Pattern] = {}
        for entry in entries:
            for label, strict in _labels(entry):
                key = " ".join(folded(label).split())
                old = table.get(key, _Pattern((), (), bool(_LATIN.match(key))))
                exact = (*old.exact, (label, entry)) if strict else old.exact
                loose = old.loose if strict or entry in old.loose else (*old.loose, entry)
                table[key] = _Pattern(exact, loose, old.latin)
        self._patterns = list(table.values())
        self._meant = lru_cache(_KEPT)(self._meaning)
        self._latin = [pattern.latin for pattern in self._patterns]
        self._automaton = automaton_of(table)

    def find(self, text: str) -> list[Hit]:
        """Return the leftmost-longest names of `text`, in order."""
        return longest(self.every(text))

    def every(self, text: str) -> list[Hit]:
        """Return all names of `text`, those inside longer ones too."""
        squeezed, starts, shifts = _squeeze(folded(text))
        found: list[Hit] = []
        for number, start, end in found_by(self._automaton, squeezed):
            latin = self._latin[number]
            if latin and not _bordered(squeezed, start, end):
                continue
            if shifts:
                first = start + shifts[bisect_right(starts, start) - 1]
                span = Span(first, end + shifts[bisect_right(starts, end - 1) - 1])
            else:
                span = Span(start, end)
            entries, kinds = self._meant(number, text[span.start : span.end])
            if entries and not _misread(text, span, latin):
                found.append(Hit(span, entries, kinds))
        return found

    def _meaning(self, number: int, surface: str) -> tuple[tuple[Entry, ...], frozenset[str]]:
        """Return the entries that a name stands for as it is written, and their kinds."""
        entries = _meant(self._patterns[number], surface)
        return entries, _kinds(entries)


def longest(hits: list[Hit]) -> list[Hit]:
    """Keep of overlapping hits the longer one, then the earlier one."""
    kept: list[Hit] = []
    for found in sorted(hits, key=lambda h: (h.span.start, -h.span.end)):
        if not kept or found.span.start >= kept[-1].span.end:
            kept.append(found)
        elif _length(found.span) > _length(kept[-1].span):
            kept[-1] = found
    return kept


def at_home(text: str, hits: list[Hit], countries: frozenset[str]) -> list[Hit]:
    """Drop readings as bodies of countries that the text never speaks of.

    That holds for short forms, and for ministries that are named without their country. Where the
    text speaks of no country at all, they stay.
    """
    kept: list[Hit] = []
    for found in hits:
        ministry = text.startswith(_MINISTRIES, found.span.start)
        if _length(found.span) > _SHORT_FORM and not ministry:
            kept.append(found)
            continue
        entries = tuple(
            e
            for e in found.entries
            if (e.type not in _NATIONAL and e.place not in REGIONS) or _speaks(e, countries)
        )
        if entries:
            same = len(entries) == len(found.entries)
            kept.append(found if same else hit(found.span, entries))
    return kept


def _speaks(entry: Entry, countries: frozenset[str]) -> bool:
    if entry.place in REGIONS:
        return entry.place in countries
    if not countries:
        return True
    country = entry.place and entry.place.split("-")[0]
    return not country or country in countries


def _length(span: Span) -> int:
    return span.end - span.start


def _labels(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield every label with whether its case must agree."""
    for label in (*entry.labels, *entry.alternatives):
        one_word = " " not in label.text.strip()
        yield label.text, one_word
        for form in cases(label.text) if label.language == "de" else ():
            yield form, one_word
        if not one_word and _LATIN.match(label.text) and not label.text.isascii():
            yield unmarked(label.text), False  # as English texts spell it
        if one_word and entry.kind == "place" and len(label.text) > _SHOUTABLE:
            yield label.text.upper(), True  # LIMA, 3 May
        if entry.kind == "framework" and (short := _short_title(label.text)):
            yield short, False
    for short in entry.abbreviations:
        if len(short) > _AMBIGUOUS_SHORT or short in _TOLD_SHORT:
            yield short, True


def _short_title(title: str) -> str | None:
    """Return "Stockholm Convention" of its full title, 斯德哥尔摩公约 likewise."""
    match = _SHORT_TITLE.match(title) if not title.startswith(_PLAIN_TITLES) else None
    match = match or _SHORT_TITLE_ZH.match(title)
    return next(g for g in match.groups() if g) if match else None


def _meant(pattern: _Pattern, surface: str) -> tuple[Entry, ...]:
    strict = (
        tuple(e for label, e in pattern.exact if not pattern.latin or label == surface)
        if pattern.exact
        else ()
    )
    if strict:
        return tuple({reference(e): e for e in (*strict, *pattern.loose)}.values())
    if pattern.latin and surface.islower():
        return ()
    return pattern.loose


def _misread(text: str, span: Span, latin: bool) -> bool:
    """Is the name only the beginning or end of another word, or a word in a headline?"""
    name, after = span.of(text), text[span.end : span.end + 2]
    if latin:
        return (
            name in _ALSO_WORDS
            and bool(
                text.startswith(":", span.end)  # WHO: and WHEN: of an invitation
                or _SHOUTED.search(text[max(0, span.start - 12) : span.end + 12].replace(name, ""))
            )
        )
    return _goes_on(name, after) or _began_before(name, text[max(0, span.start - 4) : span.start])


def _goes_on(name: str, after: str) -> bool:
    """Do the characters behind a Chinese name make another word of it?"""
    if name == "联合国":
        return bool(_HAN.match(after)) and after[:1] not in _CLAUSE
    for ends, behind in _GOING_ON:
        if name.endswith(ends):
            return after.startswith(behind)
    return False


def _began_before(name: str, before: str) -> bool:
    """Is a Chinese name only the end of a longer one: 省林草局, 市生态环境局, 中国—东盟中心?"""
    if not name.startswith("中") and _PAIRED.search(before):
        return True
    if len(name) <= _SHORT_FORM and before.endswith(_QUALIFIERS):
        return True  # 联邦环境署 is no 环境署
    ends = name.endswith(("局", "署", "站", "中心"))
    if ends and len(name) <= _SHORT_FORM and before[-2:] in _SUBJECTS:
        return True
    ranked = before[-1:] in _RANKS or before[-3:] == "自治区"
    return ranked and "部" not in name and not name.startswith(_NATIONWIDE)


def _bordered(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not _is_latin(before) and not _is_latin(after)


@lru_cache(maxsize=4_096)
def _is_latin(character: str) -> bool:
    return _LATIN.match(character) is not None


def _squeeze(text: str) -> tuple[str, list[int], list[int]]:
    """Return `text` with single spaces, and by how much what begins at some places was moved."""
    if "  " not in text:
        return text, [], []
    parts: list[str] = []
    starts, shifts = [0], [0]
    at = 0
    for gap in _SPACES.finditer(text):
        parts.append(text[at : gap.start() + 1])
        at = gap.end()
        shifts.append(shifts[-1] + at - gap.start() - 1)
        starts.append(at - shifts[-1])
    parts.append(text[at:])
    return "".join(parts), starts, shifts


@lru_cache(maxsize=1)
def known_names() -> KnownNames:
    return KnownNames(authority().entries)
