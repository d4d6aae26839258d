"""Names of bodies in English text: premodifiers, a head noun, what it is of, its parent.

A name is read from its left end: `Cap+ HEAD`, `HEAD of X and Y`, and chains of them. An "and"
belongs to the name unless a complete name follows it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.authority import Entry, authority
from kg.extract.linking import Hit
from kg.extract.names_en_phrases import Phrase, Phrases, agencies
from kg.extract.names_en_runs import Found
from kg.extract.names_en_words import SECTIONED, Token, holds_head, tokens_of
from kg.extract.names_lexicon import (
    GENERIC_EN,
    GRADES_EN,
    HEADS_EN,
    PARENT_CLASSES,
    PLURAL_HEADS_EN,
    RANKS_EN,
    UNIT_CLASSES,
)
from kg.extract.names_parts import BodyName
from kg.model import Span
from kg.text.sifting import stretch

_SEVERAL: Final = 2
_DEEPEST: Final = 8  # units nest no deeper: A of the B of the C ...
SECTION: Final = "section"  # the class of a body's section in one country
_VENUES: Final = frozenset({"convention", "conference", "exhibition", "congress", "shopping"})
_OF_STATE: Final = frozenset({"national", "state", "federal", "central"})
_GREEN: Final = frozenset({"environment", "environmental", "ecology", "ecological"})
_HEADS: Final = frozenset(HEADS_EN) - {"police"}  # "Police Directorate"
_ORGANS: Final = frozenset({"secretariat", "commission", "council", "committee", "board"})
_SITES: Final = frozenset({"park", "reserve", "basin", "delta", "wetland", "wetlands", "forest"})
_DEFINITE: Final = frozenset({"university", "ministry"})
_ACTS: Final = frozenset({"movement", "exchange"})
_PRESS: Final = frozenset({"news", "press", "broadcasting", "television"})
_NOT_BODIES: Final = frozenset({"party", "middle", "primary", "high"})


def english_names(text: str, span: Span, hits: Sequence[Hit]) -> list[BodyName]:
    """Return the names of bodies in a stretch of English text, left to right."""
    known = any("agency" in hit.kinds for hit in hits)
    if not known and not holds_head(stretch(span.of(text))[1]):
        return []
    reader = _Reader(tokens_of(text, span, hits))
    found: list[BodyName] = []
    position, last = 0, reader.last_begin()
    while position <= last:
        name = reader.name_at(position)
        if name is None:
            position += 1
            continue
        found.extend(name.names)
        position = max(name.end, position + 1)
    return found


class _Reader(Phrases):
    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.memo: dict[int, Found | None] = {}
        self.depth = 0

    def name_at(self, start: int) -> Found | None:
        """Return the name whose first token is at `start`."""
        if start not in self.memo and self.depth < _DEEPEST:
            self.memo[start] = None  # ends recursion
            self.depth += 1
            self.memo[start] = self._name_at(start)
            self.depth -= 1
        return self.memo.get(start)

    def _name_at(self, start: int) -> Found | None:
        if start >= len(self.tokens) or not self._may_begin(start):
            return None
        run = self._run(start)
        head = self._head(start, run)
        hit = self._hit_at(start)
        if hit is not None and self._another(hit, self._after(hit.span.end)):
            hit = None
        if hit is not None:
            end = self._after(hit.span.end)
            if head is None or self.tokens[head].span.end <= hit.span.end:
                return self._known(start, hit, end)
        if head is None or self._heading(start, head):
            return None
        return self._built(start, head, hit)

    def _heading(self, start: int, head: int) -> bool:
        """Are these words in capitals the heading of a section: "FIELD SCHOOL"?"""
        words = self.tokens[start : head + 1]
        shouted = len(words) > 1 and all(t.text.isupper() for t in words)
        return shouted and self.kind(head + 1) != "o" and not any(t.place or t.hit for t in words)

    def _known(self, start: int, hit: Hit, end: int) -> Found:
        name = BodyName(hit.span, "", hit.entries[0].type, (), entries=agencies(hit))
        if organ := self._organ(name, end):
            return organ
        where, after = self._place_after(end)
        if where is not None and after is not None:
            longer = Span(hit.span.start, self.tokens[after - 1].span.end)
            return Found((replace(name, span=longer, place=where),), after)
        if self.kind(end) == "P" and hit.entries[0].type in SECTIONED:
            return self._section(name, end)
        if self.kind(end) == "P" and (national := self._national(name, end)):
            return national
        owner = start - 1 - (self.kind(start - 1) == "p")
        if owner >= 0 and self.tokens[owner].place and self.kind(owner) == "P":
            name = replace(name, place=self.tokens[owner].place)
        return Found((name,), end)

    def _organ(self, whole: BodyName, end: int) -> Found | None:
        """Read "Heron Basin Organization (HBO) Secretariat"."""
        kinds = [self.kind(end + i) for i in (0, 2, 3)]
        if kinds != ["(", ")", "H"] or self.tokens[end + 3].low not in _ORGANS:
            return None
        head = self.tokens[end + 3]
        group, kind = HEADS_EN[head.low]
        span = Span(whole.span.start, head.span.end)
        organ = BodyName(span, group, kind, (), head=head.low, parent=whole.span)
        return Found((whole, organ), end + 4)

    def _national(self, name: BodyName, end: int) -> Found | None:
        """Read "EPA Ghana": the body of that name in that country."""
        place, last = self.tokens[end].place, self._last_of_place(end)
        country = [e for e in name.entries if place in _country_names(e)]
        if not country or self.kind(last + 1) in {"C", "H", "h"}:
            return None
        span = Span(name.span.start, self.tokens[last].span.end)
        return Found((replace(name, span=span, entries=tuple(country)),), last + 1)

    def _section(self, whole: BodyName, end: int) -> Found:
        """Read "WaterAid Peru": the section of a body in a country."""
        last = self._last_of_place(end)
        owns = self.kind(last + 1) == "p" and self.name_at(last + 2) is not None
        if owns or self.kind(last + 1) in {"C", "H", "h"}:
            return Found((whole,), end)
        span = Span(whole.span.start, self.tokens[last].span.end)
        words = (whole.entries[0].key,)
        place = self.tokens[end].place
        section = BodyName(span, SECTION, whole.kind, words, place=place, parent=whole.span)
        return Found((whole, section), last + 1)

    def _place_after(self, end: int) -> tuple[str | None, int | None]:
        """Read "of [the] Place [Province]" behind a name."""
        position = end
        if self.kind(position) != "o":
            return None, None
        position += 1 + (self.kind(position + 1) == "t")
        if self.kind(position) != "P" or self.name_at(position) is not None:
            return None, None
        place = self.tokens[position].place
        position = self._last_of_place(position) + 1
        while self.kind(position) in {"C", "s"} and self.tokens[position].low in GRADES_EN:
            position += 1
        return place, position

    def _built(self, start: int, head: int, hit: Hit | None) -> Found | None:
        word = self.tokens[head].low
        singular = PLURAL_HEADS_EN.get(word)
        group, kind = HEADS_EN.get(singular or word, ("company", "company"))
        parents, before = self._leading_parent(start, head, hit)
        name = replace(
            self._plain(start, head, group, kind, before),
            plural=singular,
            parent=parents[-1].span if parents else None,
        )
        return self._complement(name, head + 1, parents)

    def _leading_parent(
        self, start: int, head: int, hit: Hit | None
    ) -> tuple[tuple[BodyName, ...], list[Token]]:
        """Split "Hohai University College of Environment" and "UNEP Regional Office"."""
        before = self.tokens[start:head]
        if hit is not None:
            name = BodyName(hit.span, "", hit.entries[0].type, (), entries=agencies(hit))
            return (name,), [t for t in before if t.span.start >= hit.span.end]
        last = self._inner_head(start, head)
        if last is None:
            return (), before
        group, kind = HEADS_EN.get(self.tokens[last].low, ("", ""))
        parent = self._plain(start, last, group, kind, self.tokens[start:last])
        return (parent,), self.tokens[last + 1 : head]

    def _inner_head(self, start: int, head: int) -> int | None:
        """Return the head noun of an owner that stands before the unit's own words."""
        for position in range(head - 1, start, -1):
            kind = self.kind(position)
            if kind == "p" and self.kind(position - 1) in "Hh":
                return position - 1
            group = HEADS_EN.get(self.tokens[position].low, ("",))[0]
            if kind == "H" and group in {"university", "ministry", "institute"}:
                return position
        return None

    def _plain(
        self, start: int, head: int, group: str, kind: str, before: Sequence[Token]
    ) -> BodyName:
        word = self.tokens[head].low
        return BodyName(
            Span(self.tokens[start].span.start, self.tokens[head].span.end),
            group,
            kind,
            tuple(t.low for t in before if t.kind not in "aptP" and t.low not in GRADES_EN),
            place=next((t.place for t in reversed(before) if t.place), None),
            head=PLURAL_HEADS_EN.get(word, word),
            rank=next((RANKS_EN[t.low] for t in before if t.low in RANKS_EN), ""),
        )

    def _complement(
        self, name: BodyName, position: int, parents: tuple[BodyName, ...]
    ) -> Found | None:
        """Read "of X and Y", "of Place", "of the Parent" and ", Parent" behind a head."""
        places: list[str] = []
        if name.group in {"university", "college"} and self._in_its_city(name, position):
            span = Span(name.span.start, self.tokens[position].span.end)
            name, position = (
                replace(name, span=span, place=self.tokens[position].place),
                position + 1,
            )
        if name.head in _ACTS and self.kind(position) == "o":
            return None  # "Transboundary Movement of Waste"
        while self.is_of(name, position) or self.about(name, position):
            target = position + 1 + (self.kind(position + 1) == "t")
            parent = self._parent_at(target, name)
            if parent is not None and name.head == "minister":
                return parent  # "Deputy Minister of the Heron Forest Service"
            if parent is not None:
                whole = parent.whole
                name = replace(
                    name,
                    span=Span(name.span.start, whole.span.end),
                    parent=whole.span,
                    place=name.place or whole.place,
                )
                name, end = self.posted(name, parent.end)
                return self._named(name, end, (*parents, *parent.names), places)
            phrase = self.phrase(name, target)
            if phrase.end == target:
                break
            position = phrase.end
            places.extend(phrase.places)
            name = replace(
                name,
                span=Span(name.span.start, self.tokens[position - 1].span.end),
                words=(*name.words, *phrase.words, *self._second_place(name, phrase)),
                place=name.place or next(reversed(phrase.places), None),
            )
        return self._apposed(*self.behind_bracket(name, position), parents, places)

    def _second_place(self, name: BodyName, phrase: Phrase) -> tuple[str, ...]:
        """A second place is what the body is about: "Fujian Administration of Heron Park"."""
        if name.place is None:
            return ()
        return tuple(word for place in phrase.places for word in place.lower().split())

    def _apposed(
        self, name: BodyName, position: int, parents: tuple[BodyName, ...], places: list[str]
    ) -> Found | None:
        housed = name.group in {"institute", "college"} and bool(name.words)
        listed = self.kind(bisect_left(self.starts, name.span.start) - 1) == ","
        if self.kind(position) == "," and housed and not listed:
            parent = self.name_at(position + 1 + (self.kind(position + 1) == "t"))
            several = parent and self.kind(position + 1) == "t" and self.kind(parent.end) == "a"
            if parent and _houses(parent.whole) and not several:
                whole = replace(
                    name,
                    span=Span(name.span.start, parent.whole.span.end),
                    parent=parent.whole.span,
                )
                return self._named(whole, parent.end, (*parents, *parent.names), places)
        return self._named(name, position, parents, places)

    def _parent_at(self, position: int, child: BodyName) -> Found | None:
        found = self.name_at(position)
        if child.head == "minister" and found is not None:
            known = found.whole.head or found.whole.entries
            return found if self.kind(position - 1) == "t" and known else None
        if found is None or (child.group and child.group not in UNIT_CLASSES):
            return None
        whole = found.whole
        definite = self.kind(position - 1) == "t" or whole.place or whole.group in _DEFINITE
        if not definite and not whole.entries:
            return None  # "Academy of Customs Administration"
        if whole.entries:
            return found
        return found if whole.group in PARENT_CLASSES else None

    def _named(
        self, name: BodyName, end: int, parents: tuple[BodyName, ...], places: list[str]
    ) -> Found | None:
        press = not name.entries and _PRESS.intersection(name.words)
        enough = self._says_enough(name, parents) or self._abbreviated(name, end)
        if press or not enough:
            return (
                Found(parents, end)
                if parents and parents[0].span.start == name.span.start
                else None
            )
        if name.plural:
            several = self._by_subject(name, end) if len(places) < _SEVERAL else ()
            if several:
                return Found((*parents, *several), end)
            if len(places) < _SEVERAL and not name.place:
                return None
            listed = tuple(dict.fromkeys(places)) or self._places_before(name)
            if len(listed) > 1:
                return Found(
                    (*parents, *(replace(name, place=p, listed=True) for p in listed)), end
                )
            return None
        return Found((*parents, name), end)

    def _abbreviated(self, name: BodyName, end: int) -> bool:
        """Does a short form in brackets behind it, of its initials, show that it is a name?"""
        if [self.kind(end), self.kind(end + 2)] != ["(", ")"] or not name.words:
            return False
        short = self.tokens[end + 1].text
        first = self.tokens[bisect_left(self.starts, name.span.start)].text
        return len(short) > _SEVERAL and short.isupper() and short[0] == first[0]

    def _by_subject(self, name: BodyName, end: int) -> tuple[BodyName, ...]:
        """Tell the "Ministries of Water, Forests and Health" apart."""
        if name.group != "ministry":
            return ()
        first, last = bisect_left(self.starts, name.span.start), end
        subjects: list[list[str]] = [[]]
        for token in self.tokens[first:last]:
            if token.kind in {",", "a"}:
                subjects.append([])
            elif token.kind in {"C", "s"} and not token.place:
                subjects[-1].append(token.low)
        found = [tuple(words) for words in subjects if words]
        if len(found) < _SEVERAL:
            return ()
        return tuple(replace(name, words=words, listed=True) for words in found)

    def _places_before(self, name: BodyName) -> tuple[str, ...]:
        """Places in "Ningxia and Fujian environmental halls"."""
        first = bisect_left(self.starts, name.span.start)
        places = [t.place for t in self.tokens[max(0, first - 4) : first + 3] if t.place]
        return tuple(dict.fromkeys(p for p in places if p))

    def _says_enough(self, name: BodyName, parents: tuple[BodyName, ...]) -> bool:
        if parents or name.entries:
            return True
        telling = [w for w in name.words if w not in GENERIC_EN and w not in _HEADS]
        if _OF_STATE.intersection(name.words) and _GREEN.intersection(name.words):
            return True
        if name.group == "centre" and _VENUES.intersection(name.words[-1:]):
            return False
        if name.words and (name.group == "ministry" or self._of_a_subject(name)):
            return True
        if _NOT_BODIES.intersection(name.words) and name.group in {"company", "college"}:
            return False
        if name.group == "government":
            return name.place is not None or bool(name.words and name.words[-1] != "local")
        if name.group == "mission":
            return name.place is not None and (name.head != "delegation" or name.place == "Europe")
        if name.place:
            local = name.head == "council" and bool(name.rank)  # "Heron City Council"
            local = local or name.place.lower().split()[-1] in _SITES
            return bool(name.words) or local or name.group in {"university", "company"}
        if name.group == "company":
            return bool(telling)
        return bool(telling or (name.rank and name.words))

    def _of_a_subject(self, name: BodyName) -> bool:
        """Is it "the Department of Environment", and no "department" of somebody's?"""
        first = bisect_left(self.starts, name.span.start)
        itself = self.kind(first) == "H" and self.kind(first - 1) != "p"
        return itself and name.head == "department"


def _country_names(entry: Entry) -> set[str]:
    place = authority().get("place", entry.place) if entry.place else None
    return {name.text for name in place.names()} if place and place.type == "country" else set()


def _houses(name: BodyName) -> bool:
    """May an institute or college stand before this name with a comma between?"""
    return bool(name.entries) or name.head in {"academy", "university", "ministry"}
