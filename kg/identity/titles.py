"""Which frameworks, and which recurring events, are one by their titles.

Another year, number, place or kind of document is another thing. A title that any country's plan
may bear is at most proposed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product, starmap
from typing import Final

from kg.extract.frameworks import HEADS_EN, TITLES_ZH
from kg.extract.names_lexicon import section
from kg.extract.series import number_of
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.slots_latin import concepts, tokens_of, without_places
from kg.identity.slots_zh import behind_places, concepts_zh, plain_zh, spelt
from kg.terms import EA, SKOS
from kg.text.language import HAN

_KEPT: Final = 16_384
_LABELS: Final = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, EA.abbreviation)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS: Final = re.compile(r"[（(]?(?<!\d)(?:19|20)\d\d\s?[-–—/~至]\s?(?:(?:19|20)?\d\d)年?[）)]?")
_ORDINALS: Final = {
    word: str(number)
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
        ),
        start=1,
    )
}
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,3})(?:st|nd|rd|th)?(?!\d)|COP ?(\d{1,3})", re.IGNORECASE)
_NUMBER_ZH: Final = re.compile(
    r"第([一二三四五六七八九十]{1,3}|\d{1,3})[次届个]?|([一二三四五六七八九十]{1,3})五(?=[”\"]?)"
)
_PLACED: Final = re.compile(r" in (?:the )?[A-Z][\w’'-]+(?:, [A-Z][\w’'-]+)?$")
_BEFORE: Final = re.compile(
    r"^(?:the |annual |united nations |un |(?:meetings?|sessions?|rounds?) of the )+", re.IGNORECASE
)
_BEFORE_ZH: Final = re.compile(r"^(?:的|作为|为期.天的|关于|年度|双方就)+|框架下的")
_MEETINGS_EN: Final = frozenset((
    *("meeting", "session", "round", "conference", "forum", "dialogue", "summit", "assembly"),
    *("consultation", "congress", "symposium", "workshop", "exhibition", "expo", "congregation"),
))  # fmt: skip
_MEETINGS_ZH: Final = (
    *(
        "联席会议",
        "研讨会",
        "会议",
        "会谈",
        "对话",
        "论坛",
        "年会",
        "大会",
        "磋商",
        "联席会",
        "峰会",
    ),
    *("博览会", "博览"),
)
# Words of which the titles of any country's or body's documents are made.
_COMMON: Final = frozenset(section("en", "title-words"))
_WHOLE: Final = 6  # Chinese characters from which a title tells which it is
_LONG: Final = 7  # English words from which it does


_SAME: Final = Comparison(0.96, "title", "same title")
_SAME_COMMON: Final = Comparison(
    0.65, "common-title", "same title, one that many documents may bear"
)
_TRANSLATED: Final = Comparison(0.85, "translated", "same words in two languages")
_ONE_YEAR: Final = Comparison(0.7, "year", "same title, one without a year")
_PART: Final = Comparison(0.55, "part", "one title has fewer of the same words")
_NONE: Final = Comparison(0.0, "none", "other words")


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    is_chinese: bool
    heads: frozenset[str]  # kinds of document, or of meeting
    years: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    own: str
    tells: bool  # no other document is likely to bear it


class TitleMatcher:
    references = frozenset[str]()
    accept = 0.9
    propose = 0.5

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def profiles(self, said: Said) -> Iterator[Profile]:
        for thing in said.things(self.kind):
            labels = frozenset(label for each in _LABELS for label in said.of(thing, each))
            yield Profile(thing, {"label": labels, DAY: frozenset(said.days)})

    def names(self, profile: Profile) -> frozenset[str]:
        return frozenset(title.text for title in _titles(profile["label"]))

    def blocks(self, profile: Profile) -> frozenset[str]:
        return _blocks(_titles(profile["label"]))

    def veto(self, one: Profile, other: Profile) -> str:
        """Return why two titles, or the joined profiles of two clusters, cannot be one."""
        if _is_listed(one) and _is_listed(other):
            return "both stand in the authority data"
        pairs = product(_titles(one["label"]), _titles(other["label"]))
        return "another year, number, place or kind" if all(starmap(_is_other, pairs)) else ""

    def compare(self, one: Profile, other: Profile) -> Comparison:
        if veto := self.veto(one, other):
            return Comparison(0.0, f"{self.kind}.veto", veto)
        pairs = product(_titles(one["label"]), _titles(other["label"]))
        best = max(starmap(_alike, pairs), default=_NONE)
        return best._replace(rule=f"{self.kind}.{best.rule}")


def _is_listed(profile: Profile) -> bool:
    return not profile.thing.rpartition("/")[2].startswith("x-")


def _alike(a: Title, b: Title) -> Comparison:
    if _is_other(a, b):
        return _NONE
    same = a.words == b.words and a.own == b.own and a.places == b.places
    if same and a.heads == b.heads and (a.words or a.own or a.places or a.text == b.text):
        if a.years != b.years:
            return _ONE_YEAR
        if a.is_chinese != b.is_chinese:
            return _TRANSLATED
        return _SAME if a.tells and b.tells else _SAME_COMMON
    return _PART if _is_part(a, b) or _is_part(b, a) else _NONE


def _is_other(a: Title, b: Title) -> bool:
    """Do year, number, place or kind tell the two apart?"""
    if a.numbers != b.numbers or (a.years and b.years and a.years != b.years):
        return True
    if a.places and b.places and a.places != b.places:
        return True
    return bool(a.heads and b.heads) and a.heads.isdisjoint(b.heads)


def _is_part(one: Title, other: Title) -> bool:
    if one.is_chinese != other.is_chinese or one.own != other.own or one.places != other.places:
        return False
    return bool(one.words and (one.own or one.places)) and one.words < other.words


@lru_cache(maxsize=_KEPT)
def _titles(labels: frozenset[str]) -> tuple[Title, ...]:
    return tuple(sorted({title_of(label) for label in labels}, key=lambda title: title.text))


@lru_cache(maxsize=_KEPT)
def title_of(label: str) -> Title:
    return _chinese(label) if HAN.search(label) else _latin(label)


def _latin(label: str) -> Title:
    label = _BEFORE.sub("", _PLACED.sub("", label))
    years = frozenset(_YEAR.findall(label))
    bare = _YEAR.sub(" ", _YEARS.sub(" ", label))
    numbers = {a or b for a, b in _NUMBER.findall(bare)}
    tokens = tokens_of(_NUMBER.sub(" ", bare))
    numbers |= {_ORDINALS[token] for token in tokens if token in _ORDINALS}
    tokens = tuple(token for token in tokens if token not in _ORDINALS)
    rest, places = without_places(tokens, bare, "")
    kinds = [_kind(token) for token in rest]
    heads = frozenset(filter(None, kinds))
    said = tuple(token for token, kind in zip(rest, kinds, strict=True) if not kind)
    words, own = concepts(said)
    proper = any(t not in _COMMON and concepts((t,))[1] for t in said)
    tells = bool(places or proper or len(said) >= _LONG)
    text = " ".join((*tokens, *sorted(years), *sorted(numbers)))
    return Title(
        text, False, heads, years, frozenset(numbers), frozenset(places), words, own, tells
    )


def _kind(word: str) -> str:
    """Return the kind of document or meeting that a word names, "" for others."""
    return _heads().get(word) or _heads().get(word.removesuffix("s"), "")


@cache
def _heads() -> Mapping[str, str]:
    return {
        **{head.lower(): kind for head, kind in HEADS_EN.items()},
        **{meeting: meeting for meeting in _MEETINGS_EN},
    }


def _chinese(label: str) -> Title:
    years = frozenset(_YEAR.findall(label))
    numbers = {str(number_of(a or b)) for a, b in _NUMBER_ZH.findall(label)}
    bare = _NUMBER_ZH.sub("", _YEAR.sub("", _YEARS.sub("", label)))
    text = _BEFORE_ZH.sub("", plain_zh(bare)).removeprefix("年").removeprefix("联合国")
    text = text.removesuffix("试行").removesuffix("暂行")
    rest, places, town = behind_places(text)
    head = next((end for end in _ends_zh() if rest.endswith(end)), "")
    words, han = concepts_zh(rest.removesuffix(head))
    heads = frozenset({TITLES_ZH.get(head, head)}) if head else frozenset[str]()
    own = spelt(town + han)
    whole = f"{text}{''.join(sorted(years))}{''.join(sorted(numbers))}"
    tells = len(text) >= _WHOLE
    return Title(
        whole, True, heads, years, frozenset(numbers), frozenset(places), words, own, tells
    )


@cache
def _ends_zh() -> tuple[str, ...]:
    return tuple(sorted((*TITLES_ZH, *_MEETINGS_ZH), key=len, reverse=True))


@lru_cache(maxsize=_KEPT)
def _blocks(titles: tuple[Title, ...]) -> frozenset[str]:
    found = set()
    for title in titles:
        core = f"{'+'.join(sorted(title.words))}~{title.own}@{'+'.join(sorted(title.places))}"
        found.add(core if title.words or title.own or title.places else title.text)
        if title.own or title.places:
            where = f"{title.own}@{'+'.join(sorted(title.places))}"
            found.update(f"{where}|{word}" for word in title.words)
    return frozenset(found)
