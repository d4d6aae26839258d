"""Which persons of several documents are one: the same name, and a body or position in common.

A name alone is never enough: many bear the common Chinese ones, and offices go from one to another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from kg.extract.names_lexicon import DOUBLE_SURNAMES_ZH
from kg.extract.people_pinyin import is_chinese_surname
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.slots_latin import tokens_of
from kg.identity.slots_zh import plain_zh, spelt
from kg.terms import EA, ORG, SKOS
from kg.text.language import HAN

_KEPT: Final = 16_384
# Surnames of more than ten million people each, and given names that go with them everywhere.
_SURNAMES: Final = frozenset("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
_SURNAMES_LATIN: Final = frozenset((
    *("wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun"),
    *("hu", "zhu", "gao", "lin", "he", "guo", "ma", "luo", "nguyen", "tran", "le", "kim", "lee"),
    *("park", "choi", "singh", "kumar", "khan", "ahmed", "mohamed", "ali"),
))  # fmt: skip
_GIVEN: Final = frozenset((
    *("建国", "建华", "建平", "建军", "建明", "志强", "志刚", "志明", "国强", "国华", "国庆"),
    *("海燕", "海涛", "晓东", "晓明", "晓红", "文华", "永强", "玉兰", "桂英", "秀英", "丽华"),
    *("小红", "小明", "红梅", "春梅", "金凤", "德明", "立新", "新华", "卫东", "卫国", "俊杰"),
))  # fmt: skip
_HELD_BY_MANY: Final = frozenset((
    *("director", "member", "expert", "professor", "researcher", "representative", "officer"),
    *("associate professor", "official", "adviser", "advisor", "consultant", "manager", "fellow"),
    *("主任", "成员", "专家", "教授", "副教授", "研究员", "代表", "委员", "处长", "顾问", "工程师"),
    *("负责人", "高级工程师", "副研究员", "站长", "会员", "博士", "院士"),
))  # fmt: skip
_JOINTS: Final = re.compile(r"[、，,;；/&]| and ")
_SYLLABLE: Final = 5  # letters of a short given name


class _Grade(NamedTuple):
    """How sure it is, for a name that few share and for a common one."""

    rare: float
    common: float
    rule: str
    reason: str


# How many pairs are right among the annotated documents (docs/benchmarks.md), and less where that
# were few.
_SAME_BODY: Final = _Grade(0.97, 0.91, "body", "same name, same body")
_SAME_BODY_SPELT: Final = _Grade(0.92, 0.75, "body-pinyin", "same name in pinyin, same body")
_SAME_POSITION: Final = _Grade(0.91, 0.6, "position", "same name, same position")
_SAME_POSITION_SPELT: Final = _Grade(
    0.8, 0.0, "position-pinyin", "same name in pinyin, same position"
)
_UNKNOWN: Final = _Grade(0.8, 0.0, "name", "same name, no position or body to compare")
_UNKNOWN_SPELT: Final = _Grade(0.7, 0.0, "pinyin", "same name in pinyin, no body to compare")
_OTHER_BODY: Final = _Grade(0.75, 0.0, "other-body", "same name, but other bodies")


@dataclass(frozen=True, slots=True)
class _Person:
    han: frozenset[str]  # names in Chinese characters
    spelt: frozenset[str]  # letters of the words of a name, in every order that it may have
    is_common: bool
    is_full: bool  # more than one word
    bodies: frozenset[str]
    offices: frozenset[str]  # that few hold


class PersonMatcher:
    kind = "person"
    references = frozenset({"body"})
    accept = 0.9
    propose = 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for thing in said.things(self.kind):
            parts = [*said.to(thing, EA.participant), *said.to(thing, ORG.member)]
            bodies = (
                said.of(part, p) for part in parts for p in (EA.representing, ORG.organization)
            )
            positions = (said.of(part, EA.positionHeld) for part in parts)
            yield Profile(
                thing,
                {
                    "label": frozenset(
                        said.of(thing, SKOS.prefLabel) + said.of(thing, SKOS.altLabel)
                    ),
                    "body": frozenset(each for found in bodies for each in found),
                    "position": frozenset(each for found in positions for each in found),
                    DAY: frozenset(said.days),
                },
            )

    def names(self, profile: Profile) -> frozenset[str]:
        person = _person(profile)
        return person.han | person.spelt

    def blocks(self, profile: Profile) -> frozenset[str]:
        """Return the name, and the name with each body: many people may bear the first."""
        names = self.names(profile)
        return names | {f"{name}|{body}" for name in names for body in profile["body"]}

    def veto(self, one: Profile, other: Profile) -> str:
        """Return why two persons, or the joined profiles of two clusters, cannot be one."""
        return "other names" if _have_other_names(_person(one), _person(other)) else ""

    def compare(self, one: Profile, other: Profile) -> Comparison:
        a, b = _person(one), _person(other)
        found = _compared(a, b)
        if found is None:
            return Comparison(0.0, "person.veto", "other names")
        is_common = a.is_common or b.is_common or not (a.is_full and b.is_full)
        score = found.common if is_common else found.rare
        return Comparison(score, f"person.{found.rule}", found.reason)


def _compared(a: _Person, b: _Person) -> _Grade | None:
    if _have_other_names(a, b):
        return None
    same_letters = bool(a.han) == bool(b.han)
    if not a.bodies.isdisjoint(b.bodies):
        return _SAME_BODY if same_letters else _SAME_BODY_SPELT
    if a.bodies and b.bodies:
        return _OTHER_BODY if same_letters else None
    if not a.offices.isdisjoint(b.offices):
        return _SAME_POSITION if same_letters else _SAME_POSITION_SPELT
    return _UNKNOWN if same_letters else _UNKNOWN_SPELT


def _have_other_names(a: _Person, b: _Person) -> bool:
    return a.han.isdisjoint(b.han) if a.han and b.han else a.spelt.isdisjoint(b.spelt)


def _person(profile: Profile) -> _Person:
    return _read(profile["label"], profile["body"], profile["position"])


@lru_cache(maxsize=_KEPT)
def _read(labels: frozenset[str], bodies: frozenset[str], positions: frozenset[str]) -> _Person:
    han = frozenset(plain_zh(label) for label in labels if HAN.search(label))
    latin = [tokens_of(label) for label in labels if not HAN.search(label)]
    spelt = frozenset(order for words in latin for order in _orders(words))
    common = any(map(_is_common_zh, han)) if han else any(map(_is_common, latin))
    full = bool(han) or any(len(words) > 1 for words in latin)
    offices = frozenset(each for position in positions for each in _offices(position))
    return _Person(han, spelt, common, full, bodies, offices - _HELD_BY_MANY)


def _orders(words: tuple[str, ...]) -> Iterator[str]:
    """Yield a name as compared: words in alphabetic order, given names in pinyin as one."""
    words = tuple(word for word in words if len(word) > 1)
    yield " ".join(sorted(words))
    for family, given in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        if len(given) > 1 and is_chinese_surname(family[0]):
            yield " ".join(sorted((*family, "".join(given))))


def _offices(position: str) -> Iterator[str]:
    """Yield the offices of "Director of X and professor", 党委书记、主任."""
    for part in _JOINTS.split(position):
        if office := " ".join(tokens_of(part.partition(" of ")[0])):
            yield office


def _is_common(words: tuple[str, ...]) -> bool:
    if not any(word in _SURNAMES_LATIN for word in words):
        return False
    for at in (0, -1):
        given = "".join(words[1:] if at == 0 else words[:-1])
        if words[at] in _SURNAMES_LATIN and (len(given) <= _SYLLABLE or given in _given_latin()):
            return True
    return False


@cache
def _given_latin() -> frozenset[str]:
    return frozenset(spelt(given) for given in _GIVEN)


def _is_common_zh(name: str) -> bool:
    size = 2 if name[:2] in DOUBLE_SURNAMES_ZH else 1
    given = name[size:]
    return given in _GIVEN or (len(given) == 1 and name[:size] in _SURNAMES)
