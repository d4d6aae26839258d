"""Where a run of English name words begins and ends, and which head noun it has."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from kg.extract.linking import Hit
from kg.extract.names_en_words import Token
from kg.extract.names_lexicon import (
    ALLOWED_BEFORE_HEAD_EN,
    GRADES_EN,
    PLURAL_HEADS_EN,
    RANKS_EN,
    SUBJECTS_EN,
    section,
)
from kg.extract.names_parts import BodyName

_OWNERS: Final = frozenset(section("en", "owners"))
_GENERALS: Final = frozenset(
    {"director", "secretary", "inspector", "consul", "attorney", "auditor"}
)
_ASSEMBLY: Final = "assembly"
_COMMON: Final = frozenset({"delegation", "bank", "company"})  # no heads in lower case
_CITY: Final = frozenset({"P)C", "P)H"})
_HEADS: Final = frozenset("Hh")
_BEGINS: Final = frozenset("sNCHPh")
LONGEST_NAME: Final = 32  # tokens; longer runs are headlines in capitals


@dataclass(frozen=True, slots=True)
class Found:
    """Names read from one left end; `names[-1]` is the whole, the others its parents."""

    names: tuple[BodyName, ...]
    end: int  # token after the last

    @property
    def whole(self) -> BodyName:
        return self.names[-1]


class Runs(ABC):
    """The left part of names: everything up to the head noun."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.starts = [token.span.start for token in tokens]
        self.kinds = [token.kind for token in tokens]

    @abstractmethod
    def name_at(self, start: int) -> Found | None:
        """Return the name whose first token is at `start`."""

    def last_begin(self) -> int:
        """Return the last token that a name may begin with: a head or a known body."""
        positions = range(len(self.tokens) - 1, -1, -1)
        return next((p for p in positions if self.kinds[p] in _HEADS or self._hit_at(p)), -1)

    def kind(self, position: int) -> str:
        return self.kinds[position] if 0 <= position < len(self.kinds) else "\n"

    def _may_begin(self, start: int) -> bool:
        token = self.tokens[start]
        if token.hit is None and token.kind not in _BEGINS:
            return False
        if token.low == "general" and start and self.tokens[start - 1].low in _GENERALS:
            return False  # "Director General Heron Agency"
        if token.hit is not None and "agency" in token.hit.kinds:
            return True
        if token.kind == "s" and token.low in RANKS_EN and self._capitals_follow(start):
            return True
        if token.kind == "s" and self._behind_of_the(start):
            return self.kind(start + 1) == "h"
        if token.kind == "N":
            return token.low in ALLOWED_BEFORE_HEAD_EN and self.kind(start + 1) == "H"
        if token.kind == "s":
            return self._lower_unit(start)
        return token.kind in {"C", "H", "P"} or (token.kind == "h" and self.kind(start + 1) == "o")

    def _capitals_follow(self, rank: int) -> bool:
        """Is it the "provincial Water Protection Bureau" of a translator?"""
        end = rank + 1
        while self.kind(end) == "C":
            end += 1
        return end > rank + 1 and self.kind(end) == "H" and self.kind(end + 1) != "o"

    def _behind_of_the(self, start: int) -> bool:
        return self.kind(start - 1) == "t" and self.kind(start - 2) == "o"

    def _lower_unit(self, start: int) -> bool:
        """Does "foreign ministry of Denmark" or "wetland department of the ..." begin here?"""
        end = start
        while self.kind(end) == "s":
            end += 1
        if self.kind(start - 1) in {"s", "C", "P", "p"} or self.kind(end) != "h":
            return False
        if self.tokens[start].low in RANKS_EN and end - start > 1:
            return True
        target = end + 2 + (self.kind(end + 2) == "t")
        return self.kind(end + 1) == "o" and (
            self.kind(target) == "P" or self.name_at(target) is not None
        )

    def _hit_at(self, start: int) -> Hit | None:
        hit = self.tokens[start].hit
        return hit if hit is not None and "agency" in hit.kinds else None

    def _run(self, start: int) -> int:
        """Return the end of the run of name words, "X and Y HEAD" included."""
        end = start
        while end < len(self.tokens) and end - start < LONGEST_NAME:
            kind = self.kind(end)
            if (
                kind in "CHPsh"
                or (kind == "N" and (end == start or self._of_party(end)))
                or (kind == "a" and self._joins(start, end))
                or (kind == "p" and self._owns(start, end))
                or (kind == "," and self._listed(start, end))
            ):
                end += 1
            elif kind == "(" and "".join(self.kind(end + i) for i in (1, 2, 3)) in _CITY:
                end += 3  # "Longyuan (Beijing) Technology"
            else:
                break
        return end

    def _of_party(self, position: int) -> bool:
        """Is this the "Party" of "Heron Municipal Party Committee"?"""
        return self._says(position, "party") and self.kind(position + 1) in _HEADS

    def _joins(self, start: int, position: int) -> bool:
        """Is the "and" at `position` inside "Forestry and Grassland Administration"?"""
        left, right = self.tokens[position - 1], self.kind(position + 1)
        if any(t.kind in "Hh" for t in self.tokens[start:position]) or right not in "CsH":
            return False
        ampersand = self.tokens[position].text == "&" and left.kind == "C"
        if not (ampersand or left.low in SUBJECTS_EN) or self._known_at(position + 1):
            return False
        following = position + 2
        while self.kind(following) in {"C", "s"}:
            following += 1
        learned = self.kind(following) == "H" and self.tokens[following].low == "university"
        if learned and self.tokens[position + 1].low not in SUBJECTS_EN:
            return False  # "Institute of Climate and Lark University"
        return self.kind(following) in {"H", "h"}

    def _known_at(self, position: int) -> bool:
        return position < len(self.tokens) and self._hit_at(position) is not None

    def _owns(self, start: int, position: int) -> bool:
        """Is the 's at `position` between an owner and its body ("Japan's ministry")?"""
        owner = self.tokens[start:position]
        return (
            len(owner) <= 8
            and self.kind(position + 1) in {"C", "s", "H", "h", "P"}
            and (
                any(t.place or t.kind in "Hh" for t in owner)
                or self._hit_at(start) is not None
                or owner[-1].low in _OWNERS
            )
        )

    def _listed(self, start: int, position: int) -> bool:
        """Is the comma at `position` inside "Agriculture, Fisheries and Conservation Dept"?"""
        if any(t.kind in "Hh" for t in self.tokens[start:position]):
            return False
        words = self.tokens[position - 1 : position + 3]
        return (
            len(words) == 4
            and words[0].low in SUBJECTS_EN
            and words[2].low in SUBJECTS_EN
            and words[3].kind == "a"
            and self._joins(position + 1, position + 2)
        )

    def _head(self, start: int, end: int) -> int | None:
        """Return the last head noun of the run that makes a name from `start`."""
        for position in range(end - 1, start - 1, -1):
            token = self.tokens[position]
            if token.low == _ASSEMBLY and self.tokens[max(position - 1, start)].low not in RANKS_EN:
                continue  # the meeting of that name, and not the "Heron Metropolitan Assembly"
            if token.low == "minister" and position and self.tokens[position - 1].low == "prime":
                continue  # "Deputy Prime Minister of the Heron Islands"
            if token.kind == "H":
                return position
            if token.kind == "h" and self._anchored(start, position) and token.low not in _COMMON:
                return position
        return None

    def _anchored(self, start: int, head: int) -> bool:
        """A head in lower case needs a place, a known body or a named parent."""
        words = self.tokens[start:head]
        if any(t.place for t in words) or self._hit_at(start) is not None:
            return True
        if words and words[0].low in GRADES_EN:
            return True
        if words and self.tokens[head].low == "ministry" and self._behind_of_the(start):
            return True
        if words and words[0].kind == "s":
            return True  # checked when the name began
        if self.kind(head + 1) == "o" and words and words[0].kind == "C":
            target = head + 2 + (self.kind(head + 2) == "t")
            several = self.tokens[head].low in PLURAL_HEADS_EN and self.kind(target) == "P"
            return several or self.name_at(target) is not None
        return False

    def _after(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def _last_of_place(self, position: int) -> int:
        place = self.tokens[position].place
        while self.kind(position + 1) == "P" and self.tokens[position + 1].place == place:
            position += 1
        return position

    def _in_its_city(self, name: BodyName, position: int) -> bool:
        """Is this the city in "University College Heronton"?"""
        known = self.kind(position) == "P" and name.place is None
        return known and self.kind(position + 1) not in {"C", "P", "H", "h", "p"}

    def _says(self, position: int, word: str) -> bool:
        return self.kind(position) in {"x", "N"} and self.tokens[position].low == word
