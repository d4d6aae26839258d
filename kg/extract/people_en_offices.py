"""Offices in English text: where the words of one begin and end, and whose it is."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.names import Mention, Office
from kg.extract.names_lexicon import DEMONYMS
from kg.extract.people_en_words import (
    CHIEFS,
    Word,
    is_qualifier,
    is_topic,
    is_trailing,
    may_be_office,
    may_be_surname,
    office_noun,
)
from kg.model import EntityRef, Label, Span

_OWN = re.compile(r"(?: ?\([A-Z][\w&-]*\))?(?:['’]s?)? ?$")
_BESIDE = re.compile(r", (?:at |of |with |from )?(?:the )?")
_OWNER = re.compile(r"(?: ?\([A-Z][\w&-]*\))?['’]s? ")
_BRACKET = re.compile(r" ?\([A-Z][\w&. -]{0,14}\)")
_SHORT_FORM = re.compile(r"[A-Z]{2,6}")
_BEHIND: Final = frozenset({"of", "for", "on", "at", "to", "in", "from", "with"})
_JOINERS: Final = frozenset({"and", "&"})
_SKIPPED: Final = _JOINERS | {",", "the"}
_ITS = re.compile(r"\b(?:its|whose) (?:then |acting |current |new |long-time )?$")
_REACH = 70  # characters back to the body that "its" stands for
_LONGEST_TOPIC: Final = 14
_STATE: Final = frozenset(
    {"premier", "president", "ambassador", "governor", "mayor", "envoy", "senator", "king"}
)


@dataclass(frozen=True, slots=True)
class Held:
    """An office as words; `bare` ones say neither a body, nor a country, nor a subject."""

    span: Span
    office: Office
    plural: bool
    bare: bool


class Offices:
    """The offices of one sentence, left to right."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        language: str,
        mentions: Sequence[Mention],
        ministers: Sequence[Mention],
    ) -> None:
        self.text = text
        self.words = words
        self.language = language
        self.starts = [word.start for word in words]
        self.bodies = {m.span.start: m for m in _longest_last(mentions, "agency")}
        self.ends = {m.span.end: m for m in mentions if m.entity.kind == "agency"}
        self.places = {m.span.start: m for m in _longest_last(mentions, "place")}
        self.ministers = ministers
        self.titles = {m.span.start: m for m in _longest_last(mentions, "framework")}

    def __iter__(self) -> Iterator[Held]:
        after = 0
        for position, word in enumerate(self.words):
            if position < after:
                continue
            body = self.bodies.get(word.start)
            if body is not None:
                after = self._number(body.span.end)
                continue
            if not may_be_office(word.text):
                continue
            noun, plural = office_noun(word)
            if (noun or self._chief_executive(position)) and not self._goes_on(position):
                held = self._at(position, plural)
                yield held
                after = self._number(held.span.end)

    def _at(self, position: int, plural: bool) -> Held:
        first = self._left(position)
        end = position + 1
        while end < len(self.words) and is_trailing(self.words[end]) and self._spaced(end):
            end += 1
        owner = self._owner(first)
        after, behind, topic = self._right(end)
        after, beside = self._beside(after) if behind is None and owner is None else (after, None)
        minister = self._minister(self.words[first].start, self.words[after - 1].end)
        span = Span(self.words[first].start, self.words[after - 1].end)
        if minister is not None:
            span = Span(min(span.start, minister.span.start), max(span.end, minister.span.end))
        place = first > 0 and self._is_country(first - 1)
        if owner is not None:
            first_body = self.ends[_own_end(self.text, self.words[first].start)]
            whole = Span(first_body.span.start, span.end)
        else:
            whole = self._with_country(span, first)
        told = (minister and minister.entity, behind, owner, beside)
        entity = next((m for m in told if m), None) or self._its(first)
        label = Label(self._label(span), self.language)
        bare = not (entity or topic or place) and not self._of_state(position)
        return Held(whole, Office(span, label, entity), plural, bare)

    def _goes_on(self, position: int) -> bool:
        """Is the noun only the "deputy" of "deputy director"?"""
        following = position + 1
        while following < len(self.words) and self._spaced(following):
            word = self.words[following]
            if not is_qualifier(self.words[following - 1]) or word.start in self.bodies:
                return False
            if office_noun(word)[0] or self._chief_executive(following):
                return True
            following += 1
        return False

    def _label(self, span: Span) -> str:
        return " ".join(_BRACKET.sub("", span.of(self.text)).split()).strip(" ,")

    def _chief_executive(self, position: int) -> bool:
        if self.words[position].low not in CHIEFS:
            return False
        before = self.words[position - 1].low if position else ""
        return before in {"chief", "focal"}

    def _of_state(self, position: int) -> bool:
        parts = self.words[position].low.split("-")
        return bool(_STATE.intersection(parts)) or parts[-1].startswith("minister")

    def _spaced(self, position: int) -> bool:
        return self.text[self.words[position - 1].end : self.words[position].start] in {" ", "\n"}

    def _left(self, position: int) -> int:
        """Return the first word of the office: "Deputy Executive", "Climate and Environment"."""
        first = position
        capital = self.words[position].capital
        while first > 0 and self._spaced(first):
            word = self.words[first - 1]
            if self._in_body(word) or self._is_country(first - 1):
                break
            if is_qualifier(word) or (capital and word.capital and is_topic(word)):
                first -= 1
                continue
            if capital and word.low in _JOINERS and first > 1 and self._spaced(first - 1):
                before = self.words[first - 2]
                if before.capital and is_topic(before) and not self._in_body(before):
                    first -= 2
                    continue
            break
        return first

    def _in_body(self, word: Word) -> bool:
        return any(
            m.span.start <= word.start < m.span.end
            for m in self.bodies.values()
            if m.span.start <= word.start
        )

    def _is_country(self, position: int) -> bool:
        word = self.words[position]
        return word.low in DEMONYMS or any(
            m.span.start <= word.start < m.span.end for m in self.places.values()
        )

    def _with_country(self, span: Span, first: int) -> Span:
        """Take "Norwegian" and "Kenya's" before the office along."""
        start = span.start
        if first > 0 and self.words[first - 1].text in {"'", "’"}:
            first -= 1  # "the Philippines' envoy"
        while first > 0 and self._is_country(first - 1):
            gap = self.text[self.words[first - 1].end : start]
            if gap.strip() not in {"", "'s", "’s", "'", "’"}:
                break
            first -= 1
            start = self.words[first].start
        return Span(min(start, span.start), span.end)

    def _owner(self, first: int) -> EntityRef | None:
        """Return the body right before the office: "UNEP Director", "the Bank's President"."""
        start = self.words[first].start
        mention = self.ends.get(_own_end(self.text, start))
        return mention.entity if mention else None

    def _its(self, first: int) -> EntityRef | None:
        """Return the body that the "its" before an office goes back to."""
        start = self.words[first].start
        its = _ITS.search(self.text, max(0, start - 30), start)
        if its is None:
            return None
        end = its.start()
        ahead = [m for m in self.bodies.values() if end - _REACH <= m.span.end <= end]
        last = max(ahead, key=lambda m: m.span.end, default=None)
        return last.entity if last and "." not in self.text[last.span.end : end] else None

    def _right(self, position: int) -> tuple[int, EntityRef | None, bool]:
        """Return where "of X for Y" ends, the body in it, and whether it says anything."""
        end, body, topic = position, None, False
        directly = self.bodies.get(self.words[end].start) if end < len(self.words) else None
        if directly is not None and self._spaced(end):
            return (*self._unit(directly), True)  # "Chairman Heron Committee"
        if end < len(self.words) and self._spaced(end) and self.words[end].capital:
            end = (
                end + 1 if self._short_form(end) else self._topic(end)
            )  # "Director EPA", "Director Operations"
        while end < len(self.words):
            bracket = _BRACKET.match(self.text, self.words[end - 1].end)
            at = self._number(bracket.end()) if bracket else end
            if at >= len(self.words) or self.words[at].low not in _BEHIND:
                break
            target = at + 1
            if target < len(self.words) and self.words[target].low == "charge":
                target += 2  # "in charge of"
            while target < len(self.words) and self.words[target].low in {"the", "its", "our"}:
                target += 1
            if target >= len(self.words):
                break
            after, found = self._object(target)
            if after == target:
                break
            body, topic, end = body or found, True, after
        return end, body, topic

    def _short_form(self, position: int) -> bool:
        """Is it a body in capitals before a whole name, and not the family name of that?"""
        word, after = self.words[position], self.words[position + 1 : position + 3]
        names = len(after) > 1 and all(w.capital and not w.text.isupper() for w in after)
        return names and bool(_SHORT_FORM.fullmatch(word.text)) and not may_be_surname(word.text)

    def _object(self, target: int) -> tuple[int, EntityRef | None]:
        """Return the end of what stands behind "of", and the body if it is one."""
        start = self.words[target].start
        body = self.bodies.get(start)
        if body is not None:
            return self._unit(body)
        place = self.places.get(start)
        if place is not None:
            after = self._number(place.span.end)
            after = self._owned(place.span.end) or after
            body_after = self.ends.get(self.words[after - 1].end)
            return after, body_after.entity if body_after else None
        title = self.titles.get(start)
        if title is not None:
            return self._number(title.span.end), None  # "delegate to the Dune Convention"
        return self._topic(target), None

    def _unit(self, body: Mention) -> tuple[int, EntityRef]:
        """Read "the Bank's Climate Department" to its end."""
        after = self._number(body.span.end)
        match = _OWNER.match(self.text, body.span.end)
        unit = self.bodies.get(match.end()) if match else None
        if unit is not None:
            return self._number(unit.span.end), unit.entity
        return after, body.entity

    def _owned(self, end: int) -> int | None:
        """Return the end of the body in "Oman's Environment Authority" behind a place."""
        match = _OWNER.match(self.text, end)
        unit = self.bodies.get(match.end()) if match else None
        return self._number(unit.span.end) if unit else None

    def _topic(self, start: int) -> int:
        """Return the end of "Climate Change, Energy and Utilities"; names behind it stay out."""
        end = position = start
        while position < len(self.words) and position - start < _LONGEST_TOPIC:
            word = self.words[position]
            if word.start in self.bodies or (word.start in self.places and position > start):
                break
            if office_noun(word)[0] and position > start:
                break
            if is_topic(word) or (word.capital and is_qualifier(word)):
                position += 1
                end = position
            elif (word.capital and self._known_ahead(position + 1)) or (
                (word.low in _JOINERS or word.text == ",") and self._known_ahead(position + 1)
            ):
                position += 1
            else:
                break
        return end

    def _known_ahead(self, position: int) -> bool:
        """Does the subject go on within two words?"""
        ahead = [w for w in self.words[position : position + 4] if w.low not in _SKIPPED]
        for word in ahead[:2]:
            if office_noun(word)[0] or word.start in self.bodies:
                return False
            if is_topic(word):
                return True
            if not word.capital:
                return False
        return False

    def _beside(self, after: int) -> tuple[int, EntityRef | None]:
        """Read the body in "Country Director, Heron Fund" and "Heron Fund, Director"."""
        match = _BESIDE.match(self.text, self.words[after - 1].end)
        body = self.bodies.get(match.end()) if match else None
        if body is None:
            return after, None
        return self._number(body.span.end), body.entity

    def _minister(self, start: int, end: int) -> Mention | None:
        inside = [m for m in self.ministers if m.span.start < end and start < m.span.end]
        return max(inside, key=lambda m: m.span.end - m.span.start) if inside else None

    def _number(self, offset: int) -> int:
        """Return the number of the first word at or behind an offset."""
        return bisect_left(self.starts, offset)


def _own_end(text: str, start: int) -> int:
    """Return where a body must end to own the office that begins at `start`."""
    match = _OWN.search(text, max(0, start - 24), start)
    return match.start() if match else start


def _longest_last(mentions: Sequence[Mention], kind: str) -> list[Mention]:
    found = (m for m in mentions if m.entity.kind == kind)
    return sorted(found, key=lambda m: (m.span.start, m.span.end))
