"""Names of bodies in English text: premodifiers, a head noun, what it is of, its parent.

A name is read from its left end: `Cap+ HEAD`, `HEAD of X and Y`, and chains of them. An "and"
belongs to the name unless a complete name follows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.authority import Entry
from kg.extract.linking import Hit
from kg.extract.names_lexicon import (
    ALLOWED_BEFORE_HEAD_EN,
    COMPANY_ENDS_EN,
    DEMONYMS,
    GENERIC_EN,
    GRADES_EN,
    HEADS_EN,
    NOT_IN_NAMES_EN,
    PARENT_CLASSES,
    PLURAL_HEADS_EN,
    RANKS_EN,
    REGIONS_EN,
    SUBJECTS_EN,
    UNIT_CLASSES,
)
from kg.extract.names_parts import BodyName
from kg.model import Span

_TOKEN = re.compile(
    r"Co\.,? ?Ltd\.?|Inc\.|Corp\.|Ltd\.|S\.A\."
    r"|(?:[A-Z]\.){2,}"
    r"|[^\W_]+(?:[-‐‑–·‧.&][^\W_]+)*"
    r"|['’]s\b|['’]|[^\w\s]|\n"
)
_LONGEST_NAME: Final = 32  # tokens; longer runs are headlines in capitals


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: C capitalised, s subject or rank in lower case, H head, h lower-case head, P place,
    N never part of a name, o "of" and "for", t "the", a "and", and punctuation as itself."""

    text: str
    span: Span
    kind: str
    hit: Hit | None = None  # begins here
    place: str | None = None  # label of a place or of the country of a demonym

    @property
    def low(self) -> str:
        return self.text.lower()


def english_names(text: str, span: Span, hits: Sequence[Hit]) -> list[BodyName]:
    """Return the names of bodies in a stretch of English text, left to right."""
    reader = _Reader(_tokens(text, span, hits))
    found: list[BodyName] = []
    position = 0
    while position < len(reader.tokens):
        name = reader.name_at(position)
        if name is None:
            position += 1
            continue
        found.extend(name.names)
        position = max(name.end, position + 1)
    return found


def _tokens(text: str, span: Span, hits: Sequence[Hit]) -> list[Token]:
    begins = {hit.span.start: hit for hit in hits}
    tokens: list[Token] = []
    place_until, place = -1, None
    for match in _TOKEN.finditer(text, span.start, span.end):
        word, where = match.group(), Span(*match.span())
        hit = begins.get(where.start)
        if hit and hit.span.end < where.end:
            hit = None  # "UNEP-China Trust Fund" does not begin with UNEP
        if hit and "place" in hit.kinds and hit.entries[0].type != "world":
            place_until, place = hit.span.end, _place_label(hit)
        inside = where.end <= place_until
        label = place if inside else DEMONYMS.get(word.lower()) if word[0].isupper() else None
        kind = _kind(word, label is not None)
        tokens.append(Token(word, where, kind, hit, label))
    return tokens


def _place_label(hit: Hit) -> str:
    return hit.entries[0].labels[0].text


def _kind(word: str, place: bool) -> str:
    low = word.lower()
    if low in {"of", "for"}:
        return "o"
    if low == "the":
        return "t"
    if low in {"and", "&"}:
        return "a"
    if word in {"'s", "’s"}:
        return "p"
    if place:
        return "P"
    capital = word[0].isupper()
    if word in COMPANY_ENDS_EN or low in HEADS_EN or low in PLURAL_HEADS_EN:
        return "H" if capital else "h"
    if low.split("-")[0] in NOT_IN_NAMES_EN and low not in SUBJECTS_EN:
        return "N"
    if capital:
        return "C"
    return "s" if low in SUBJECTS_EN or low in GRADES_EN else word if len(word) == 1 else "x"


@dataclass(frozen=True, slots=True)
class _Found:
    """Names read from one left end; `names[-1]` is the whole, the others its parents."""

    names: tuple[BodyName, ...]
    end: int  # token after the last

    @property
    def whole(self) -> BodyName:
        return self.names[-1]


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.memo: dict[int, _Found | None] = {}

    def kind(self, position: int) -> str:
        return self.tokens[position].kind if 0 <= position < len(self.tokens) else "\n"

    def name_at(self, start: int) -> _Found | None:
        """Return the name whose first token is at `start`."""
        if start not in self.memo:
            self.memo[start] = None  # ends recursion
            self.memo[start] = self._name_at(start)
        return self.memo[start]

    def _name_at(self, start: int) -> _Found | None:
        if start >= len(self.tokens) or not self._may_begin(start):
            return None
        run = self._run(start)
        head = self._head(start, run)
        hit = self._hit_at(start)
        if hit is not None and self._goes_on(self._after(hit.span.end)):
            hit = None  # "Ministry of Natural Resources" begins a longer name
        if hit is not None:
            end = self._after(hit.span.end)
            if head is None or self.tokens[head].span.end <= hit.span.end:
                return self._known(start, hit, end)
        if head is None:
            return None
        return self._built(start, head, hit)

    def _may_begin(self, start: int) -> bool:
        token = self.tokens[start]
        if token.hit is not None and "agency" in token.hit.kinds:
            return True
        if token.kind == "s" and self.kind(start - 1) == "t" and self.kind(start - 2) == "o":
            return self.kind(start + 1) == "h"
        if token.kind == "N":
            return token.low in ALLOWED_BEFORE_HEAD_EN and self.kind(start + 1) == "H"
        if token.kind == "s":
            return self._lower_unit(start)
        return token.kind in {"C", "H", "P"} or (token.kind == "h" and self.kind(start + 1) == "o")

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

    def _goes_on(self, position: int) -> bool:
        """Is "and Environment" behind a known name part of a longer one?"""
        if self.kind(position) != "a" or self.kind(position + 1) != "C":
            return False
        word = self.tokens[position + 1].low
        return word in SUBJECTS_EN and self.name_at(position + 1) is None

    def _after(self, offset: int) -> int:
        for position in range(len(self.tokens)):
            if self.tokens[position].span.start >= offset:
                return position
        return len(self.tokens)

    def _run(self, start: int) -> int:
        """Return the end of the run of name words, "X and Y HEAD" included."""
        end = start
        while end < len(self.tokens) and end - start < _LONGEST_NAME:
            kind = self.kind(end)
            if kind in "CHPsh" or (kind == "N" and end == start):
                end += 1
            elif kind == "a" and self._joins(start, end):
                end += 1
            elif kind == "p" and self._owns(start, end):
                end += 1
            elif kind == "," and self._listed(start, end):
                end += 1
            elif kind == "(" and [self.kind(end + i) for i in (1, 2, 3)] == ["P", ")", "C"]:
                end += 3  # "Longyuan (Beijing) Technology"
            else:
                break
        return end

    def _joins(self, start: int, position: int) -> bool:
        """Is the "and" at `position` inside "Forestry and Grassland Administration"?"""
        left, right = self.tokens[position - 1], self.kind(position + 1)
        if any(t.kind in "Hh" for t in self.tokens[start:position]) or right not in "CsH":
            return False
        if left.low not in SUBJECTS_EN or self.name_at_known(position + 1):
            return False
        following = position + 2
        while self.kind(following) in {"C", "s"}:
            following += 1
        return self.kind(following) in {"H", "h"}

    def name_at_known(self, position: int) -> bool:
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
                or owner[-1].low in {"people", "commissioner", "women", "volunteers"}
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
            and self._joins(position + 1, position + 3)
        )

    def _head(self, start: int, end: int) -> int | None:
        """Return the last head noun of the run that makes a name from `start`."""
        for position in range(end - 1, start - 1, -1):
            token = self.tokens[position]
            if token.kind == "H":
                return position
            if token.kind == "h" and self._anchored(start, position) and token.low != "delegation":
                return position
        return None

    def _anchored(self, start: int, head: int) -> bool:
        """A head in lower case needs a place, a known body or a named parent."""
        words = self.tokens[start:head]
        if any(t.place for t in words) or self._hit_at(start) is not None:
            return True
        if words and words[0].low in GRADES_EN:
            return True
        if self.kind(start - 1) == "t" and self.tokens[head].low == "ministry" and words:
            return self.kind(start - 2) == "o"
        if words and words[0].kind == "s":
            return True  # checked when the name began
        if self.kind(head + 1) == "o" and words and words[0].kind == "C":
            target = head + 2 + (self.kind(head + 2) == "t")
            return self.name_at(target) is not None
        return False

    def _known(self, start: int, hit: Hit, end: int) -> _Found:
        name = BodyName(hit.span, "", hit.entries[0].type, (), entries=_agencies(hit))
        where, after = self._place_after(end)
        if where is not None and after is not None:
            longer = Span(hit.span.start, self.tokens[after - 1].span.end)
            return _Found((replace(name, span=longer, place=where, short=hit.span),), after)
        if start and self.tokens[start - 1].place and self.kind(start - 1) == "P":
            name = replace(name, place=self.tokens[start - 1].place)
        return _Found((name,), end)

    def _place_after(self, end: int) -> tuple[str | None, int | None]:
        """Read "of [the] Place [Province]" behind a name."""
        position = end
        if self.kind(position) != "o":
            return None, None
        position += 1 + (self.kind(position + 1) == "t")
        if self.kind(position) != "P" or self.name_at(position) is not None:
            return None, None
        place = self.tokens[position].place
        while self.kind(position) == "P" and self.tokens[position].place == place:
            position += 1
        while self.kind(position) in {"C", "s"} and self.tokens[position].low in GRADES_EN:
            position += 1
        return place, position

    def _built(self, start: int, head: int, hit: Hit | None) -> _Found | None:
        head_word = self.tokens[head].low
        singular = PLURAL_HEADS_EN.get(head_word)
        group, kind = HEADS_EN.get(singular or head_word, ("company", "company"))
        before = self.tokens[start:head]
        parents, before = self._leading_parent(start, head, hit, before)
        name = BodyName(
            Span(self.tokens[start].span.start, self.tokens[head].span.end),
            group,
            kind,
            tuple(t.low for t in before if t.kind not in "aptP" and t.low not in GRADES_EN),
            place=next((t.place for t in reversed(before) if t.place), None),
            plural=singular,
            parent=parents[-1].span if parents else None,
            head=singular or head_word,
            rank=next((RANKS_EN[t.low] for t in before if t.low in RANKS_EN), ""),
        )
        return self._complement(name, head + 1, parents)

    def _leading_parent(
        self, start: int, head: int, hit: Hit | None, before: list[Token]
    ) -> tuple[tuple[BodyName, ...], list[Token]]:
        """Split "Hohai University College of Environment" and "UNEP Regional Office"."""
        if hit is not None:
            name = BodyName(hit.span, "", hit.entries[0].type, (), entries=_agencies(hit))
            return (name,), [t for t in before if t.span.start >= hit.span.end]
        owner = next((i for i in range(head - 1, start, -1) if self.kind(i) == "p"), None)
        inner = [
            i
            for i in range(start, head)
            if self.kind(i) == "H"
            and HEADS_EN.get(self.tokens[i].low, ("",))[0]
            in {"university", "ministry", "institute"}
        ]
        last = owner - 1 if owner is not None and self.kind(owner - 1) in "Hh" else None
        last = inner[-1] if last is None and inner and inner[-1] > start else last
        if last is None:
            return (), before
        group, kind = HEADS_EN.get(self.tokens[last].low, ("", ""))
        words = self.tokens[start:last]
        parent = BodyName(
            Span(self.tokens[start].span.start, self.tokens[last].span.end),
            group,
            kind,
            tuple(t.low for t in words if t.kind not in "aptP" and t.low not in GRADES_EN),
            place=next((t.place for t in words if t.place), None),
            head=self.tokens[last].low,
        )
        return (parent,), self.tokens[last + 1 : head]

    def _complement(
        self, name: BodyName, position: int, parents: tuple[BodyName, ...]
    ) -> _Found | None:
        """Read "of X and Y", "of Place", "of the Parent" and ", Parent" behind a head."""
        places: list[str] = []
        while self.kind(position) == "o":
            target = position + 1 + (self.kind(position + 1) == "t")
            parent = self._parent_at(target, name)
            if parent is not None:
                name = replace(
                    name,
                    span=Span(name.span.start, parent.whole.span.end),
                    short=name.short or name.span,
                    parent=parent.whole.span,
                    place=name.place or parent.whole.place,
                )
                return self._named(name, parent.end, (*parents, *parent.names), places)
            more, position, words, named = self._phrase(name, target)
            if not more:
                break
            places.extend(named)
            name = replace(
                name,
                span=Span(name.span.start, self.tokens[position - 1].span.end),
                short=name.span if named and not words else name.short,
                words=(*name.words, *words),
                place=name.place or (named[-1] if named else None),
            )
        return self._apposed(name, position, parents, places)

    def _apposed(
        self, name: BodyName, position: int, parents: tuple[BodyName, ...], places: list[str]
    ) -> _Found | None:
        if self.kind(position) == "," and name.group in {"institute", "college"} and name.words:
            parent = self.name_at(position + 1 + (self.kind(position + 1) == "t"))
            if parent and _houses(parent.whole):
                whole = replace(
                    name,
                    span=Span(name.span.start, parent.whole.span.end),
                    short=name.span,
                    parent=parent.whole.span,
                )
                return self._named(whole, parent.end, (*parents, *parent.names), places)
        return self._named(name, position, parents, places)

    def _parent_at(self, position: int, child: BodyName) -> _Found | None:
        found = self.name_at(position)
        if found is None or (child.group and child.group not in UNIT_CLASSES):
            return None
        whole = found.whole
        definite = self.kind(position - 1) == "t" or whole.place or whole.group == "university"
        if not definite and not whole.entries:
            return None  # "Academy of Customs Administration"
        if whole.entries:
            return found
        return found if whole.group in PARENT_CLASSES else None

    def _phrase(self, name: BodyName, start: int) -> tuple[bool, int, tuple[str, ...], list[str]]:
        """Read X in "Department of X": (anything read, end, content words, places)."""
        words: list[str] = []
        places: list[str] = []
        end = position = start
        while position < len(self.tokens) and position - start < _LONGEST_NAME:
            token = self.tokens[position]
            if token.kind in {"C", "P", "s"} and not (
                token.kind == "s" and position == start and not self._subjects_follow(position)
            ):
                if (
                    position > start
                    and self.kind(position - 1) == "a"
                    and self._ends(position, words, places)
                ):
                    break
                if token.place:
                    if token.place not in places:
                        places.append(token.place)
                elif token.low not in GRADES_EN:
                    words.append(token.low)
                position += 1
                end = position
            elif token.kind == "H" and words and self.kind(position + 1) != "o":
                words.append(token.low)  # "Academy of Customs Administration"
                position += 1
                end = position
            elif token.kind == "a" and position > start:
                position += 1
            elif token.kind == "t" and places and self._region_follows(position):
                position += 2
                end = position
            elif token.kind == "," and self._series(name, position, bool(words), bool(places)):
                position += 1
            else:
                break
        return end > start, end, tuple(words), places

    def _region_follows(self, position: int) -> bool:
        """Is this the end of "Asia and the Pacific"?"""
        following = self.tokens[position + 1 : position + 2]
        return self.kind(position - 1) == "a" and any(t.low in REGIONS_EN for t in following)

    def _subjects_follow(self, position: int) -> bool:
        return self.tokens[position].low in SUBJECTS_EN

    def _ends(self, position: int, words: list[str], places: list[str]) -> bool:
        """Does what follows the "and" before `position` belong to another name?"""
        token = self.tokens[position]
        if places and not words:
            return not token.place
        if token.place or self.name_at(position) is not None:
            return True
        second = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        known = token.low in SUBJECTS_EN or (second is not None and second.low in SUBJECTS_EN)
        return token.kind == "C" and not known and second is not None and second.kind == "C"

    def _series(self, name: BodyName, position: int, words: bool, places: bool) -> bool:
        """Is the comma part of "Climate, Energy and Utilities" or "Fujian, Hunan and Hubei"?"""
        nxt = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        if nxt is None or self.name_at(position + 1) is not None:
            return False
        if places and not words:
            return bool(nxt.place) and name.plural is not None
        if nxt.kind == "a":
            return True
        ahead = [t.kind for t in self.tokens[position + 1 : position + 7]]
        return nxt.low in SUBJECTS_EN and nxt.kind == "C" and "a" in ahead

    def _named(
        self, name: BodyName, end: int, parents: tuple[BodyName, ...], places: list[str]
    ) -> _Found | None:
        if not self._says_enough(name, parents):
            return (
                _Found(parents, end)
                if parents and parents[0].span.start == name.span.start
                else None
            )
        if name.plural:
            if len(places) < 2 and not name.place:
                return None
            listed = tuple(dict.fromkeys(places)) or self._places_before(name)
            if len(listed) > 1:
                return _Found(
                    (*parents, *(replace(name, place=p, listed=True) for p in listed)), end
                )
            return None
        return _Found((*parents, name), end)

    def _places_before(self, name: BodyName) -> tuple[str, ...]:
        """Places in "Ningxia and Fujian environmental halls"."""
        first = next(i for i, t in enumerate(self.tokens) if t.span.start == name.span.start)
        places = [t.place for t in self.tokens[max(0, first - 4) : first + 3] if t.place]
        return tuple(dict.fromkeys(p for p in places if p))

    def _says_enough(self, name: BodyName, parents: tuple[BodyName, ...]) -> bool:
        if parents or name.entries:
            return True
        telling = [w for w in name.words if w not in GENERIC_EN]
        if name.group == "ministry" and name.words:
            return True
        if set(name.words) & {"party", "middle", "primary", "high"} and name.group in {
            "company",
            "college",
        }:
            return False
        if name.group == "government":
            return name.place is not None
        if name.group == "mission":
            return name.head in {"embassy", "consulate"} and name.place is not None
        if name.place:
            return bool(name.words) or name.group in {"university", "company"}
        if name.group == "company":
            return bool(telling)
        return len(telling) >= 1 and len(name.words) >= 1 or (bool(name.rank) and bool(name.words))


def _agencies(hit: Hit) -> tuple[Entry, ...]:
    return tuple(e for e in hit.entries if e.kind == "agency")


def _houses(name: BodyName) -> bool:
    """May an institute or college stand before this name with a comma between?"""
    return bool(name.entries) or name.head in {"academy", "university", "ministry"}
