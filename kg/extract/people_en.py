"""Persons in English text: a capitalised name with an office, an honorific or a Chinese form.

An office belongs to the name that follows it at once, else to the name it stands behind in
apposition, else to the name behind its comma.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from kg.extract.names import Mention, Office
from kg.extract.names_lexicon import section
from kg.extract.people import Named
from kg.extract.people_en_offices import Held, Offices
from kg.extract.people_en_words import (
    Candidate,
    Candidates,
    Word,
    is_word,
    may_be_office,
    words_of,
)
from kg.extract.people_pinyin import is_chinese_name
from kg.model import EntityRef, Label, Span
from kg.text.sifting import Sifted

_PART = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_ORIGINAL = re.compile(rf"\s?\(({_PART}(?: {_PART}){{1,3}})\)")
_SPELT = Sifted(rf"(?<![\w’'-] )\b({_PART}) \(({_PART}(?: {_PART}){{1,3}})\)")
_TITLES: Final = "|".join(
    re.escape(word).replace("_", " ?")
    for word in sorted(section("en", "honorifics"), key=len)[::-1]
)
_HONORIFIC = rf"(?:(?:{_TITLES})\b\.?,? ?(?:\([A-Z]\w*\.?\) ?)?)"
_TITLED = re.compile(rf"(?:^|[\s(“\"])(?:{_TITLES})\b\.? ?$")
_BRACKET = r"(?: ?\([A-Z][\w&. -]{0,14}\))?"
_TIGHT = re.compile(rf"{_BRACKET}(?:,? ?{_HONORIFIC}+| {{1,2}}(?:of the (?:day|time) )?)")
_COMMA = re.compile(rf"{_BRACKET} ?(?:,|:| [–—-])(?: the)? {_HONORIFIC}*")
_APPOSED = re.compile(
    r"(?:['’]s)?(?: \([^()]{1,60}\))?"
    r"(?: ?,| \(| [–—-]|,? (?:who )?(?:is|was|has been|became|serves as|acting as)(?: also)?|, then"
    r"|,? in (?:his|her|their) (?:capacity|role) as|,? as) ?"
    r"(?:(?:the|its|their|his|her|a|an|then|former|our|also|newly|recently|appointed|elected) )"
    r"{0,4}(?:[A-Z]{2,}[\w&-]* )?"
    r"(?:(?:country|nation|agency|ministry|bank|organi[sz]ation|group)['’]s )?"
)
_CHAIN = re.compile(r",? ?(?:(?:and|as well as|&) )?(?:also )?(?:the |its |his |her |their )?")
_JOINED = re.compile(r" and (?:also )?(?:the )?|, (?:the )?")
_LISTED = re.compile(
    rf"(?: \([^()]{{1,60}}\))?(?:,| and|, and| &|;| as well as)"
    rf"(?: (?:the|its|[A-Z]\w+['’]s))? (?:{_HONORIFIC})*"
)
_SPEAKS = re.compile(
    r",? (?:\([^()]{1,40}\) )?(?:also |then |further |later |who )?(?:"
    + "|".join(section("en", "speaks"))
    + r")\b(?! (?:Summit|Forum))"
)  # fmt: skip
_SPOKEN = re.compile(
    r"(?:\b(?:said|told|according to|quoting|thanked|congratulated"
    r"|[Uu]nder the (?:[a-z]+ )?(?:chair|chairmanship|presidency|leadership|guidance"
    r"|direction) of)|”,? (?:said|added|noted)"
    r"|\b(?:" + "|".join(section("en", "by-persons")) + r") by) "
    rf"{_HONORIFIC}*$"
)  # fmt: skip
_WHO = re.compile(r"(?: \([^()]{1,40}\))?, (?:who|whose)\b| (?:was |is )?in the chair\b")
_FROM = re.compile(r"(?:,)? (?:both |all )?(?:of|from|with|at|representing) (?:the )?")
# "For the Heron Fund, Ms Ana Torres said", "speaking for the Fund, its director, Ms Ana Torres"
_STANDS_FOR = re.compile(r"\b(?:[Ff]or|[Oo]n behalf of|[Rr]epresenting) (?:the )?$")
_STANDING = re.compile(
    rf"{_BRACKET} (?:is|was|were|stood) {_HONORIFIC}*|{_BRACKET}, (?:(?:its|their"
    rf"|the) [^,.;]{{1,80}}, )?{_HONORIFIC}*"
)
# A body in brackets or behind a comma: "Ana Torres (Heron Fund)", "Luis Vega, Dune Society;".
_WITHIN = re.compile(r" \((?:the )?")
_NEXT_TO = re.compile(r"(?: \([^()]{1,30}\))? ?[,–—-] ?(?:the )?")
_CLOSES = re.compile(r" ?\)|$")
_ENDS_ENTRY = re.compile(r"(?: ?\([^()]{1,20}\))?(?:;|,? and (?=[A-Z])|, [a-z]+ed\b|[.]?$)")
_HEADS = re.compile(r", (?:who )?(?:heads|leads|heading|leading|represents|representing) (?:the )?")
_MORE = re.compile(rf" (?:{_HONORIFIC}|[A-Z])")
_HEADED = re.compile(r"\b[Hh]ead(?:s|ed)?\b|\b[Ll]ead")
_TOWNS: Final = frozenset({"city", "prefecture", "municipality", "province"})
_SURE: Final = 0.9
_LIKELY: Final = 0.8
_GUESSED: Final = 0.7
_SHORT: Final = 3  # words of an office that a single name may follow
_SINGLE: Final = 0.6  # a single name behind a title


@dataclass(slots=True)
class _Person:
    candidate: Candidate
    offices: list[Office] = field(default_factory=list)
    prefixed: bool = False
    told: float = 0.0

    @property
    def span(self) -> Span:
        return self.candidate.span


def english_people(
    text: str, sentence: Span, language: str, mentions: Sequence[Mention]
) -> Iterator[Named]:
    """Yield the persons that one sentence introduces, with the offices it tells."""
    words = words_of(text, sentence)
    candidates = list(Candidates(text, words, *_walls(words, mentions)))
    if not candidates:
        return
    ministers = [m for m in mentions if m.source == "descriptor"]
    bodies = [m for m in mentions if m.source != "descriptor"]
    offices = (
        list(Offices(text, words, language, bodies, ministers))
        if any(map(may_be_office, [word for word, _, _ in words]))
        else []
    )
    yield from _Sentence(text, sentence, language, bodies).people(candidates, offices)


def _walls(words: Sequence[Word], mentions: Sequence[Mention]) -> tuple[set[int], set[int]]:
    """Return the numbers of the words inside names of bodies, and of those inside towns."""
    walls: set[int] = set()
    towns: set[int] = set()
    starts = [word.start for word in words]
    for mention in mentions:
        inside = range(
            bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)
        )
        town = mention.entity.kind == "place" and mention.type in _TOWNS
        if town and len(inside) == 1:
            towns.update(inside)
        elif mention.entity.kind != "place" or len(inside) == 1:
            walls.update(inside)
        else:
            towns.update(inside) if _chinese(words, inside) else walls.update(inside)
    return walls, towns


def _chinese(words: Sequence[Word], inside: Sequence[int]) -> bool:
    return is_chinese_name([words[i].text for i in inside])


class _Sentence:
    """Gives the offices of a sentence to its names."""

    def __init__(
        self, text: str, sentence: Span, language: str, mentions: Sequence[Mention]
    ) -> None:
        self.text = text
        self.sentence = sentence
        self.language = language
        self.bodies = [m for m in mentions if m.entity.kind == "agency"]
        self.places = [m for m in mentions if m.entity.kind == "place"]

    def people(self, candidates: Sequence[Candidate], offices: Sequence[Held]) -> Iterator[Named]:
        persons = [_Person(c) for c in candidates]
        items: list[_Person | Held] = sorted([*persons, *offices], key=lambda i: i.span)
        self._give(items)
        self._inherit(items)
        for person in persons:
            self._tell(person)
        for before, person in pairwise(persons):
            self._list(before, person)
        for person, after in pairwise(persons):
            self._beside(person, after)
        for person in persons:
            if person.told:
                original = self._original(person)
                other = original.group(1) if original else None
                yield Named(
                    person.span, person.candidate.name, tuple(person.offices), other, person.told
                )

    def _between(self, left: _Person | Held, right: _Person | Held) -> str:
        return self.text[left.span.end : right.span.start]

    def _give(self, items: Sequence[_Person | Held]) -> None:
        """Give each run of offices to the name before it, to the one behind it, or to both."""
        before: _Person | None = None
        run: list[Held] = []
        for item in [*items, None]:
            if isinstance(item, Held):
                run.append(item)
                continue
            if run:
                first = self._first_leading(before, run, item)
                if item is not None and first < len(run):
                    item.offices.extend(held.office for held in run[first:])
                    item.prefixed = True
                if before is not None:
                    self._appose(before, run[:first])
            before, run = item, []

    def _first_leading(
        self, before: _Person | None, run: Sequence[Held], person: _Person | None
    ) -> int:
        """Return the number of the first office of the run that belongs to the name behind it."""
        if person is None:
            return len(run)
        between = self._between(run[-1], person)
        behind = before is not None and self._behind(before, run[0])
        if behind and before is not None and not before.prefixed and between.startswith(","):
            return len(run)  # "Mr. A, Director of X, Mr. B, Director of Y"
        if not _TIGHT.fullmatch(between):
            alone = not _COMMA.fullmatch(between) or (
                len(person.candidate.words) == 1 and not self._enclosed(between, person)
            )
            if alone or (behind and before is not None and not before.prefixed):
                return len(run)
        first = len(run) - 1
        while first > 0 and _JOINED.fullmatch(self._between(run[first - 1], run[first])):
            first -= 1
        if first == 0 and behind and len(run) > 1 and not run[0].plural:
            first = len(run) - 1
        return first

    def _enclosed(self, between: str, person: _Person) -> bool:
        """Whether commas enclose a single name, as in "its head, Suharto, walked with us"."""
        return between == ", " and self.text.startswith(", ", person.span.end)

    def _behind(self, before: _Person, held: Held) -> bool:
        between = self._between(before, held)
        if between in (" ", " the "):  # "Ana Torres the Director of the Heron Fund"
            return held.office.affiliation is not None and not before.prefixed
        return not held.plural and bool(_APPOSED.fullmatch(between))

    def _appose(self, person: _Person, run: Sequence[Held]) -> None:
        """Give a name the offices that stand behind it."""
        if not run or not self._behind(person, run[0]):
            return
        person.offices.append(run[0].office)
        for left, right in pairwise(run):
            if not _CHAIN.fullmatch(self._between(left, right)):
                break
            person.offices.append(right.office)

    def _inherit(self, items: Sequence[_Person | Held]) -> None:
        """Give "its deputy director" the body of the director named just before."""
        last: EntityRef | None = None
        bare = {id(i.office) for i in items if isinstance(i, Held) and i.bare}
        for person in (i for i in items if isinstance(i, _Person)):
            own = next((o.affiliation for o in person.offices if o.affiliation), None)
            behind = self._body_behind(person) if person.offices and own is None else None
            stands_for = self._stands_for(person) if own is behind is None else None
            if stands_for is not None and not person.offices:
                person.offices.append(Office(stands_for.span, None, stands_for.entity))
            ref = own or behind or (stands_for.entity if stands_for else None)
            if ref is None and person.offices and all(id(o) in bare for o in person.offices):
                ref = last
            if ref is not None:
                person.offices = [
                    replace(o, affiliation=o.affiliation or ref) for o in person.offices
                ]
            if person.offices:
                last = ref

    def _stands_for(self, person: _Person) -> Mention | None:
        """Return the body in "For the Heron Fund, Ms Ana Torres said"."""
        for body in self.bodies:
            between = self.text[body.span.end : person.span.start]
            first = max(0, body.span.start - 20)
            before = _STANDS_FOR.search(self.text, first, body.span.start)
            if before and body.span.end < person.span.start and _STANDING.fullmatch(between):
                return body
        return None

    def _body_behind(self, person: _Person) -> EntityRef | None:
        """Return the body in "Director Ana Torres of the Heron Fund"."""
        match = _FROM.match(self.text, person.span.end)
        if match is None:
            return None
        found = [b for b in self.bodies if b.span.start == match.end()]
        return max(found, key=lambda b: b.span.end).entity if found else None

    def _tell(self, person: _Person) -> None:
        """Decide how sure it is that the candidate is a person."""
        candidate, span = person.candidate, person.span
        left = self.text[max(self.sentence.start, span.start - 60) : span.start]
        titled = bool(_TITLED.search(left))
        single = len(candidate.words) == 1
        tight = person.prefixed or titled
        if single:
            alone = not _MORE.match(self.text, span.end)
            short = any(
                len(o.position.text.split()) <= _SHORT for o in person.offices if o.position
            )
            tight = titled or (person.prefixed and short)
            if alone and (original := self._original(person)):
                spelt = self.language == "en-t-zh" or candidate.words[0] in original[1].split()
                person.told = _SURE if spelt else person.told
                return
            person.told = _SINGLE if tight and alone and not candidate.weak else 0.0
            return
        self._heads(person)
        listed = not candidate.weak and self._listed_for(person)
        if titled or person.offices or self._original(person):
            person.told = _SURE
        elif listed:
            person.told = _LIKELY
        elif candidate.weak:
            return
        elif is_chinese_name(candidate.words):
            person.told = _GUESSED
        elif not candidate.capitals and (
            _SPEAKS.match(self.text, span.end)
            or _WHO.match(self.text, span.end)
            or _SPOKEN.search(left)
            or self._belongs(person)
        ):
            person.told = _LIKELY

    def _original(self, person: _Person) -> re.Match[str] | None:
        """Return the other form of a name that stands in brackets behind it."""
        found = _ORIGINAL.match(self.text, person.span.end)
        inside = Span(*found.span(1)) if found else None
        if inside and any(inside.covers(body.span) for body in self.bodies):
            return None
        return found

    def _listed_for(self, person: _Person) -> bool:
        """Whether a body stands beside a name in a list: whom the person came for."""
        end = person.span.end
        for opens, closes in ((_WITHIN, _CLOSES), (_NEXT_TO, _ENDS_ENTRY)):
            match = opens.match(self.text, end, self.sentence.end)
            body = next((b for b in self.bodies if match and b.span.start == match.end()), None)
            if body is None or any(office.affiliation for office in person.offices):
                continue
            short = body.span.of(self.text) == _initials(person.candidate.words)
            if not short and closes.match(self.text, body.span.end, self.sentence.end):
                bare = person.offices or [Office(body.span, None, None)]
                person.offices = [replace(o, affiliation=body.entity) for o in bare]
                return True
        return False

    def _heads(self, person: _Person) -> None:
        match = _HEADS.match(self.text, person.span.end)
        body = next((b for b in self.bodies if match and b.span.start == match.end()), None)
        if match and body:
            position = Label("head", self.language) if _HEADED.search(match.group()) else None
            person.offices.append(Office(body.span, position, body.entity))

    def _belongs(self, person: _Person) -> bool:
        """Is it "Ana Torres of the Heron Fund" or "from Peru"?"""
        match = _FROM.match(self.text, person.span.end)
        if match is None:
            return False
        body = next((b for b in self.bodies if b.span.start == match.end()), None)
        if body is not None:
            person.offices.append(Office(body.span, None, body.entity))
            return True
        at_home = any(p.span.start == match.end() for p in self.places)
        return at_home and " from " in match.group()

    def _list(self, before: _Person, person: _Person) -> None:
        """Take the next of a list of names for a person too."""
        if person.told or before.told < _LIKELY or person.candidate.weak:
            return
        between = self.text[before.span.end : person.span.start]
        if len(person.candidate.words) > 1 and _LISTED.fullmatch(between):
            person.told = _LIKELY

    def _beside(self, person: _Person, after: _Person) -> None:
        """Take the first of "Ana Torres and Luis Vega, both of the Heron Fund" for a person too."""
        if person.told or after.told < _LIKELY or person.candidate.weak:
            return
        if len(person.candidate.words) > 1 and self._between(person, after) == " and ":
            person.told = _LIKELY


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word[0].isupper())


def bracketed_names(text: str, sentence: Span) -> Iterator[Named]:
    """Yield names that stand in brackets behind a translator's single word for them."""
    for match in _SPELT.within(text, sentence):
        span = Span(*match.span(2))
        if not any(is_word(word) for word in words_of(text, span)):
            yield Named(span, match.group(2), (), None, _GUESSED)
