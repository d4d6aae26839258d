"""Names of bodies in Chinese text: a head suffix, and the noun run to its left.

The segmenter proposes words; known names, titles of people and punctuation are borders. The
walk to the left stops at verbs, prepositions and particles. "和" and "、" belong to a name only
when a place or a known body begins it.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.authority import authority
from kg.extract.linking import Hit
from kg.extract.names_lexicon import (
    HEADS_ZH,
    NAME_WORDS_ZH,
    NOT_HEADS_ZH,
    RANKS_ZH,
    STOPS_ZH,
)
from kg.extract.names_parts import BodyName
from kg.extract.names_zh_known import foreign, of_several_subjects, placed, unit_of_another
from kg.extract.names_zh_lists import (
    BRANCHES,
    JOINTS,
    PLACED,
    behind_initials,
    bracketed_place,
    listed_before,
    of_counted,
    of_the_same,
    own_words,
    place_of_list,
    quoted,
)
from kg.extract.names_zh_sense import (
    RESERVES,
    acts,
    goes_on,
    head_of,
    is_held,
    is_office,
    is_unit,
    lasts,
    says_enough,
    shared_words,
)
from kg.extract.names_zh_words import COUNTED, OFFICE_ENDS, RANK_WORDS, Word, begins_name, label_of
from kg.model import Span

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOUN_TAGS: Final = ("n", "j", "l", "i", "b", "s", "z", "h", "k", "vn", "an", "f", "g", "eng")
_LASTING_HEAD: Final = "发展部"  # of a firm, but for 可持续发展部
_LEGAL_WORDS: Final = "股份 有限 有限责任 控股 股份有限 集团 责任 集团股份 科技股份"
_LEGAL: Final = frozenset(_LEGAL_WORDS.split())
_INSIDE: Final = {"驻", "驻华", "暨"} | _LEGAL | frozenset(RANK_WORDS)
_OF_PLACES: Final = frozenset({"法院", "检察院", "政府"})
_BORDERS, _LOOSE = frozenset("APT"), frozenset("vbfas")  # first letters of tags
_OCCASIONS: Final = ("会议", "仪式", "论坛", "活动", "大会", "年会", "研讨会")
_NO_RANKS: Final = ("区域", "区块", "市场", "市政", "市容", "市域", "县域", "省际", "州际")
_WITH: Final = frozenset({"联合", "组织", "指导", "协调"})
_BEFORE_UNITS: Final = frozenset({"该", "本", "我", "两", "贵"})
_LISTED_UNITS: Final = frozenset({"department", "division", "bureau", "office", "branch"})
_HEAD_ENDS: Final = frozenset(head[-1] for head in HEADS_ZH)
_SHORT_WORD: Final = 2  # characters
_LONGEST_NAME: Final = 60  # characters
_NUMBERED = re.compile("第?[一二三四五六七八九十]{1,2}")
_HEADS_OF: Final = frozenset({"部长", "局长", "厅长", "署长"})  # as in 肯尼亚环境部长
_NO_PLACE = re.compile(r"[（(][）)]")
_LONGEST_WALK: Final = 16  # words
_LONGEST_JOINT: Final = 12  # words before the last "和" of a name
_MOST_JOINTS: Final = 5
_LONGEST_BRAND: Final = 3  # words between 集团 and 公司


def chinese_names(text: str, words: list[Word]) -> list[BodyName]:
    """Return the names of bodies among the words of one sentence, left to right."""
    reader = _Reader(text, words)
    for position, (word, tag, _, _) in enumerate(words):
        if tag == "A" or (
            word[-1] in _HEAD_ENDS and (_suffix(word, tag[:1]) or word == _LASTING_HEAD)
        ):
            reader.read(position)
        elif word in _HEADS_OF:
            reader.read_head_of(position)
    return reader.names


@lru_cache(maxsize=8_192)
def _suffix(text: str, tag: str) -> str | None:
    """Return the head noun that a word ends in; `tag` is the first letter of the word's tag."""
    if text in NOT_HEADS_ZH or not _HAN.match(text):
        return None
    suffix = head_of(text)
    nouns = {"n", "j", "b", "l"} if suffix == "局" else {"n", "j", "b"}
    if suffix and len(suffix) == 1 < len(text) and tag not in nouns:
        return None
    return suffix


class _Reader:
    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words
        self.names: list[BodyName] = []
        self.ends: dict[int, BodyName] = {}  # word after a name -> the name
        self.whole: dict[Span, BodyName] = {}  # span of a name -> the name

    def read(self, position: int) -> None:
        word = self.words[position]
        if word.tag == "A" and word.hit is not None:
            self._known(position, word.hit)
            return
        head = self._head(position)
        if head is None:
            return
        start = self._walk(position)
        previous = self.ends.get(start)
        if previous and previous.span.end - previous.span.start > _LONGEST_NAME:
            return
        if previous and self._extends(previous, start, position):
            self._prolong(previous, position, head)
            return
        if previous is not None and start < position:
            if self.words[start].text in _WITH:
                start, previous = start + 1, None  # "A联合B"
            elif self.words[start].tag == "P" and head in _OF_PLACES:
                previous = None  # "某县法院某县法院"
        start = start if previous else self._trimmed(start, position)
        shared = previous or self._shared(start, head)
        name = self._name(start, position, head, shared)
        if name is None:
            self._enter_several(of_counted(self.text, self.words, start, position, head), position)
        elif not (is_office(name, self.words[position + 1 :]) or is_held(self.text, name)):
            self._add(name, position)
            self.names.extend(of_the_same(name, self.ends.get(start - 1), self.names))

    def read_head_of(self, position: int) -> None:
        """Read the body in 肯尼亚环境部长: its head is the first character of the office."""
        office, before = self.words[position], self.words[position - 1 : position]
        glued = before and before[0].span.end == office.span.start and position not in self.ends
        many = self.text[office.span.end : office.span.end + 1] in {"级", "们"}
        if not glued or many or before[0].tag in _BORDERS or before[0].text[-1] == office.text[0]:
            return
        head = Word(office.text[0], "n", Span(office.span.start, office.span.start + 1))
        self.words[position] = head
        start = self._trimmed(self._walk(position), position)
        name = self._name(start, position, head.text, None) if start < position else None
        self.words[position] = office
        if name is not None and (name.place or name.rank):
            self._add(name, position)

    def _shared(self, start: int, head: str) -> BodyName | None:
        """Return the parent that "环境部A司和B司" gives B too."""
        before = self.ends.get(start - 1) if start else None
        if before is None or self.words[start - 1].text not in JOINTS:
            return None
        if HEADS_ZH[head][0] not in _LISTED_UNITS or self.words[start].tag in {"P", "A"}:
            return None
        return self._listed_parent(before) or (
            self.whole.get(before.parent) if before.parent else None
        )

    def _listed_parent(self, unit: BodyName) -> BodyName | None:
        """Return the ministry in the name of a listed unit of it."""
        parent = next((authority().get("agency", e.parent) for e in unit.entries if e.parent), None)
        surface = unit.span.of(self.text)
        names = [n.text for n in parent.names()] if parent else []
        own = max((n for n in names if surface.startswith(n)), key=len, default="")
        if parent is None or not own or own == surface:
            return None
        span = Span(unit.span.start, unit.span.start + len(own))
        name = BodyName(span, "", parent.type, (), entries=(parent,))
        if span not in self.whole:
            self.whole[span] = name
            self.names.append(name)
        return name

    def _enter(self, name: BodyName, position: int) -> None:
        self.ends[behind_initials(self.words, position + 1)] = self.ends[position + 1] = name
        self.whole[name.span] = name
        self.names.append(name)

    def _enter_several(self, names: list[BodyName], position: int) -> None:
        self.names.extend(names)
        if names:
            self.ends[position + 1] = names[0]

    def _add(self, name: BodyName, position: int) -> None:
        if name.group == "mission" and name.words[0].startswith("驻"):
            self.names = [n for n in self.names if not name.span.covers(n.span)]
        self._enter(name, position)
        self.names.extend(listed_before(self.words, name))

    def _known(self, position: int, hit: Hit) -> None:
        entries = tuple(e for e in hit.entries if e.kind == "agency")
        place = self.words[position - 1] if position else None
        label = label_of(place) if place is not None and place.tag == "P" else None
        name = BodyName(hit.span, "", entries[0].type, (), entries=entries, place=label)
        if place is not None and label is not None:
            name = foreign(self.text, name, place) or name
        name = unit_of_another(self.text, name, self.ends.get(position)) or name
        name = placed(self.text, self.words, name, position) or name
        name = of_several_subjects(self.text, self.words, name, position) or name
        self._enter(name, position)
        shared = PLACED.fullmatch(hit.span.of(self.text))
        if shared is not None and entries[0].place is not None:
            self.names.extend(listed_before(self.words, shared_words(name, shared)))

    def _head(self, position: int) -> str | None:
        word = self.words[position]
        like_place = word.hit is None and word.text[-2:] in {"大学", "政府", "学院"}
        reserve = word.tag == "P" and word.text.endswith(tuple(RESERVES))
        if word.tag in {"T", "F", "P", "A"} and not (like_place or reserve):
            return None
        if word.text == _LASTING_HEAD and position and lasts(self.words, position - 1):
            return word.text[-1]
        if len(word.text) <= _SHORT_WORD and goes_on(self.words[position : position + 2]):
            return None
        head = _suffix(word.text, word.tag[:1])
        return None if head in RESERVES and not acts(self.text, word.span) else head

    def _walk(self, position: int) -> int:
        """Return the leftmost word of the noun run that ends at `position`."""
        start = position
        joint = False
        while start > 0 and position - start < _LONGEST_WALK:
            previous = self.words[start - 1]
            if start in self.ends:
                if start < 2 or self.words[start - 2].text != "驻":
                    break
                start -= 2
                continue
            if previous.tag == "A":
                return start - 1
            if self._part(start - 1):
                start -= 1
            elif previous.text in JOINTS and (joint or previous.text != "、"):
                if not self._joint(start - 1, self.words[position].text.endswith("实验室")):
                    break
                joint = True
                start -= 1
            elif previous.text == "”" and (opened := quoted(self.words, start - 1)) is not None:
                start = opened
            elif previous.text in {"）", ")"} and bracketed_place(self.words, start - 1):
                start -= 3
            else:
                break
        company = self.words[position].text.endswith(("公司", "集团", "财团"))
        return own_words(self.words, start, self.ends, company=company)

    def _part(self, index: int) -> bool:
        word = self.words[index]
        if word.text == "暨" and index and self.words[index - 1].text.endswith(_OCCASIONS):
            return False
        known = word.text in NAME_WORDS_ZH or word.text in _INSIDE
        known = known or lasts(self.words, index)
        if word.tag == "P" or known or self._between(index):
            return True
        if word.text in {"—", "-", "－", "·"}:
            return index > 0 and self.words[index - 1].tag[:1] in {"n", "P"}
        if word.text in HEADS_ZH and index and self.words[index - 1].text in _BEFORE_UNITS:
            return False  # "该厅 执法局"
        if word.text[0] in _BEFORE_UNITS and word.text[1:] in HEADS_ZH:
            return False
        if word.tag == "m" and _NUMBERED.fullmatch(word.text):
            return word.text[0] == "第" or (index > 0 and self.words[index - 1].tag == "P")
        if len(word.text) == 1 and word.tag in {"a", "q", "v", "m", "ng", "vg"}:
            return (
                index > 0
                and self.words[index - 1].tag in {"P", "n", "nz"}
                and word.text not in STOPS_ZH
            )
        unfit = word.text in STOPS_ZH or word.text[-1] == "了"
        if unfit or word.tag in {"T", "F", "x", "nrfg", "t"}:
            return False
        return word.tag.startswith(_NOUN_TAGS) and bool(re.match(r"\w", word.text))

    def _between(self, index: int) -> bool:
        """Is it the town of 某局东湖分局, or the number of 昌都、甘孜两地生态环境局?"""
        word, before = self.words[index].text, self.words[index - 1].tag if index else ""
        if before == "A":
            return self.words[index + 1].text in BRANCHES and len(word) <= _SHORT_WORD
        return before == "P" and COUNTED.fullmatch(word) is not None

    def _joint(self, index: int, laboratory: bool) -> bool:
        """May the "和" at `index` stand inside a name? Only if a place or body begins it.

        Laboratories are often named after two subjects without either.
        """
        left = index - 1
        placed = left >= 0 and self.words[left].tag == "P" and not laboratory
        if left < 0 or placed or self.words[left].tag in {"A", "nr"} or index in self.ends:
            return False
        if self._head(left) is not None or self.words[left].text.endswith(OFFICE_ENDS):
            return False
        joints = 0
        while left >= 0 and index - left <= _LONGEST_JOINT:
            word = self.words[left]
            if left + 1 in self.ends:
                return True
            if begins_name(word):
                return True
            if word.text == "、" and joints < _MOST_JOINTS:
                joints += 1
            elif not self._part(left):
                break
            left -= 1
        return laboratory and not joints and left < index - 1

    def _extends(self, previous: BodyName, start: int, position: int) -> bool:
        """Is 站 behind 监测中心, or 有限公司 behind 集团, the rest of one name?"""
        between = [w.text for w in self.words[start:position]]
        word = self.words[position].text
        branded = previous.head == "集团" and len(between) <= _LONGEST_BRAND
        legal = all(text in _LEGAL or (branded and text not in JOINTS) for text in between)
        if word.endswith("公司") or word in {"集团", "银行"}:
            return legal and previous.group in {"company", "institute"} and not previous.entries
        return not between and word in {"站", "院", "所", "总站", "中心", "学会", "协会", "联盟"}

    def _prolong(self, previous: BodyName, position: int, head: str) -> None:
        group, kind = HEADS_ZH[head]
        span = Span(previous.span.start, self.words[position].span.end)
        name = replace(
            previous,
            span=span,
            group=group,
            kind=kind,
            head=head,
            words=(previous.words[0] + previous.head,) if previous.words else (),
        )
        if self.names[-1] is previous:
            self.names.pop()
        self._enter(name, position)

    def _trimmed(self, start: int, position: int) -> int:
        """Drop what stands before the place or known body that begins the name."""
        if self.words[start].text.startswith("驻"):
            return start
        start += self.words[start].text == "暨"
        for index in range(start, position):
            word = self.words[index]
            if begins_name(word):
                before = self.words[start:index]
                loose = any(w.tag[:1] in _LOOSE and w.text != "国有" for w in before)
                return index if loose else start
        while start < position and self.words[start].tag in {"v", "f", "vd"}:
            if self.words[start].text in {"应对", "南方", "北方"}:  # 应对气候变化司, 南方某中心
                break
            start += 1
        return start

    def _name(
        self, start: int, position: int, head: str, previous: BodyName | None
    ) -> BodyName | None:
        words = self.words[start : position + 1]
        span = Span(words[0].span.start, words[-1].span.end)
        group, kind = HEADS_ZH[head]
        if words[0].tag == "A" and words[0].hit is not None:
            previous, words = self.ends.get(start + 1), words[1:]
        places = [w for w in words[:-1] if w.tag == "P"]
        core = "".join(w.text for w in words if w.tag != "P" or w is words[-1]).removesuffix(head)
        posted = next((n for n, w in enumerate(words) if w.text.startswith("驻")), None)
        if group == "mission" and posted is not None:
            places = [w for w in words[:posted] if w.tag == "P"]
            core = "".join(w.text for w in words[posted:]).removesuffix(head)
        core = _NO_PLACE.sub("", core)
        counted = COUNTED.match(core)
        if counted and places:
            core = core[counted.end() :]
        alone = not places and previous is None and not core.startswith(_NO_RANKS)
        rank = next((r for r in RANKS_ZH if core.startswith(r)), "") if alone else ""
        core = core.removeprefix(rank)
        place = label_of(places[-1]) if places else None
        listed = bool(counted and places)
        if alone and not rank:
            beside, joint = self.ends.get(start - 1), self.words[start - 1]
            place = place_of_list(self.text, joint, beside, group, core)
            listed = place is not None
        name = BodyName(
            span,
            group,
            kind,
            (core,),
            place=place,
            head=head,
            parent=previous.span if previous and is_unit(group, core) else None,
            rank=RANKS_ZH.get(rank, ""),
            listed=listed,
        )
        unhoused = group == "faculty" and (previous is None or previous.kind != "university")
        if unhoused or (previous is not None and name.parent is None):
            return None
        if name.parent is not None and previous is not None:
            whole = Span(previous.span.start, span.end) if previous.span.end == span.start else span
            name = replace(name, span=whole)
        before = self.words[start - 1].text if start else ""
        return name if says_enough(name, before) else None
