"""What stands behind the head noun of an English name: "of X and Y", places, series."""

from dataclasses import dataclass, field, replace
from typing import Final

from kg.authority import Entry, authority
from kg.extract.linking import Hit
from kg.extract.names_en_runs import LONGEST_NAME, Runs
from kg.extract.names_en_words import Token
from kg.extract.names_lexicon import (
    ALLOWED_BEFORE_HEAD_EN,
    GENERIC_EN,
    GRADES_EN,
    REGIONS_EN,
    SUBJECTS_EN,
    section,
)
from kg.extract.names_parts import BodyName
from kg.extract.names_place import place_key, same_country
from kg.model import Span

LONGEST_LIST: Final = 9  # tokens between a ministry's first subject and the "and" before its last
_INITIALS: Final = 3  # as many as a subject has: "Ministry of Science and ICT"
_SUBJECT: Final = 2  # words of a subject that no list has
_NATIONAL: Final = frozenset(
    {"ministry", "government-agency", "technical-centre"}
)  # have one country
# Organizations of states, whose short names stand before much that they do not do themselves.
_OF_STATES: Final = frozenset({"un", "eu", "asean", "african-union", "sadc", "ecowas", "saarc"})
_ABOUT: Final = frozenset(section("en", "on-bodies"))  # bodies that are "on" something
_TREATIES: Final = frozenset({"conventions", "protocols", "agreements"})
_OF_OFFICERS: Final = frozenset({"office", "chambers", "council"})
_GRADES: Final = frozenset({"city", "municipality", "province", "state", "county", "town"})
_LEARNED: Final = frozenset({"institute", "institution", "society", "association", "academy"})
_MEMBERS: Final = frozenset(
    {"engineers", "scientists", "journalists", "architects", "lawyers", "judges", "foresters"}
    | {"geographers", "biologists", "farmers", "fishers", "fishermen", "surveyors", "physicians"}
)
_OFFICERS: Final = frozenset(section("en", "officers"))
_THEIRS: Final = _OFFICERS | {"special", "resident", "delegation", "ambassador", "mission"}


@dataclass(slots=True)
class Phrase:
    """What stands behind "of": content words and places, up to the token `end`."""

    start: int
    end: int
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def take(self, token: Token, position: int) -> None:
        if token.place:
            if token.place not in self.places:
                self.places.append(token.place)
        elif token.low not in GRADES_EN:
            self.words.append(token.low)
        self.end = position + 1


class Phrases(Runs):
    """The right part of names: what the body is about, and where."""

    def is_of(self, name: BodyName, position: int) -> bool:
        """Is this an "of" or "for" of the name: no "Government of Freedonia for the Programme"?"""
        governs = name.group == "government" and name.place is not None
        return self.kind(position) == "o" and not (governs and self.tokens[position].low == "for")

    def phrase(self, name: BodyName, start: int) -> Phrase:
        """Read X in "Department of X"."""
        phrase = Phrase(start, start)
        position = start
        while position < len(self.tokens) and position - start < LONGEST_NAME:
            step = self._phrase_step(name, phrase, position)
            if step == 0:
                break
            position += step
        return phrase

    def _phrase_step(self, name: BodyName, phrase: Phrase, position: int) -> int:
        """Return how many tokens at `position` belong to the phrase, having taken them."""
        token = self.tokens[position]
        first = position == phrase.start
        stayed = (
            phrase.places and self.kind(phrase.start - 1) == "in"
        )  # "embassy in Peru Ana Torres"
        ended = phrase.words or stayed or (phrase.places and name.group == "ministry")
        if ended and self._person_begins(position):
            return 0
        if token.kind in "CP" or (token.kind == "s" and (not first or token.low in SUBJECTS_EN)):
            last = name.group == "ministry" and self._last_subject(position)
            ends = not (first or last) and self.kind(position - 1) == "a"
            if ends and self._ends(position, phrase):
                return 0
            phrase.take(token, position)
            return 1
        officer = token.kind == "N" and name.head in _OF_OFFICERS and token.low in _OFFICERS
        if officer or (name.head in _LEARNED and token.low in _MEMBERS and token.kind in "NC"):
            phrase.take(token, position)
            return 1
        if (
            token.kind == "N"
            and token.low in ALLOWED_BEFORE_HEAD_EN
            and self.kind(position + 1) == "H"
        ):
            phrase.take(token, position)  # "Secretariat of the Executive Council"
            return 1
        if token.kind == "H" and phrase.words and self.kind(position + 1) != "o":
            phrase.take(token, position)  # "Academy of Customs Administration"
            return 1
        if token.kind == "t" and phrase.places and self._region_follows(position):
            phrase.end = position + 2
            return 2
        if token.kind == "t" and self._goes_on_with(name, phrase, position):
            return 1
        again = name.plural and self.kind(position) == "a" and self.kind(position + 1) == "o"
        if again and phrase.words:
            return 2  # "Ministries of Health and of Water"
        one_place = name.group in {"government", "mission"} and not name.plural
        joined = token.kind == "a" and not (first or one_place)
        return int(joined or (token.kind == "," and self._series(name, phrase, position)))

    def _region_follows(self, position: int) -> bool:
        """Is this the end of "Asia and the Pacific"?"""
        following = self.tokens[position + 1 : position + 2]
        return self.kind(position - 1) == "a" and any(t.low in REGIONS_EN for t in following)

    def _goes_on_with(self, name: BodyName, phrase: Phrase, position: int) -> bool:
        """Is this the end of "Freedonia and the Heron Islands", or another subject?"""
        listed = name.plural and self.kind(position - 1) == "a" and self.kind(position + 1) == "P"
        subject = phrase.words and self._subject_follows(position)
        return bool(subject or (listed and phrase.places))

    def _subject_follows(self, position: int) -> bool:
        """Is this the end of "Climate Change and the Environment"?"""
        following = self.tokens[position + 1 : position + 2]
        return (
            self.kind(position - 1) in {"a", ","}
            and any(t.kind == "C" and t.low in SUBJECTS_EN for t in following)
            and self.name_at(position + 1) is None
        )

    def posted(self, name: BodyName, end: int) -> tuple[BodyName, int]:
        """Read "to Peru" behind "Delegation of the European Union"."""
        if name.group != "mission" or not self.about(name, end):
            return name, end
        last = self._last_of_place(end + 1 + (self.kind(end + 1) == "t"))
        span = Span(name.span.start, self.tokens[last].span.end)
        return replace(name, span=span, place=self.tokens[last].place), last + 1

    def behind_bracket(self, name: BodyName, position: int) -> tuple[BodyName, int]:
        """Read the country in "Heron Agency (HA) Freedonia" and "Bird Centre, Freedonia (BC)"."""
        comma = self.kind(position) == ","
        if comma and (of_city := self._of_city(name, position + 1)):
            return of_city
        if name.place is None and self.kind(position + comma) == "P":
            last = self._last_of_place(position + comma)
            bracket = [self.kind(last + i) for i in (1, 3)] == ["(", ")"]
            of_state = comma and name.group == "ministry" and self._country_ends(position + 1, last)
            if of_state or (bracket if comma else self._ends_with_place(position)):
                span = Span(name.span.start, self.tokens[last].span.end)
                return replace(name, span=span, place=self.tokens[last].place), last + 1
        kinds = [self.kind(position + i) for i in (0, 2, 3)]
        if kinds != ["(", ")", "P"] or name.place or self.kind(position + 4) in {"C", "H", "h"}:
            return name, position
        country = self.tokens[position + 3]
        span = Span(name.span.start, country.span.end)
        return replace(name, span=span, place=country.place), position + 4

    def _of_city(self, name: BodyName, position: int) -> tuple[BodyName, int] | None:
        """Read "Parks Bureau, City of Heronton"."""
        local = name.group in {"bureau", "department", "office", "division"} and not name.place
        kinds = self.kind(position + 1) + self.kind(position + 2)
        if not local or kinds not in {"oP", "oC"} or self.kind(position) not in "Cs":
            return None
        if self.tokens[position].low not in _GRADES:
            return None
        last = self._last_of_place(position + 2)
        span = Span(name.span.start, self.tokens[last].span.end)
        return replace(name, span=span, place=self.tokens[last].place or self.tokens[last].text), (
            last + 1
        )

    def _country_ends(self, first: int, last: int) -> bool:
        """Is it "Minister of Water, Freedonia;" in a list of those who came?"""
        listed = self.kind(last + 1) in {";", ",", ".", ")", "\n"}
        entry = authority().get("place", place_key(self.tokens[first].place) or "")
        return listed and entry is not None and entry.type == "country"

    def about(self, name: BodyName, position: int) -> bool:
        """Is this the "on" of "Group on Wetlands", the "in" or "at" of "Embassy of X in Y"?"""
        if self._says(position, "at"):
            owner = self.name_at(position + 1 + (self.kind(position + 1) == "t"))
            return owner is not None and owner.whole.group == "university"
        following = self.kind(position + 1 + (self.kind(position + 1) == "t"))
        if self.kind(position) == "in" and self._of_field(position):
            return name.group == "committee"
        if self.kind(position) == "in" or self._says(position, "to"):
            return name.group in {"mission", "office"} and following == "P"
        return self.kind(position) == "on" and name.head in _ABOUT and following == "C"

    def _of_field(self, position: int) -> bool:
        """Is this the "in" of "Commission on Cooperation in the Field of Water"?"""
        field = position + 1 + (self.kind(position + 1) == "t")
        if field < len(self.tokens) and self.tokens[field].low in {"field", "area", "sphere"}:
            return self.kind(field + 1) == "o"
        before = self.tokens[position - 1].low if position else ""
        return before in {"cooperation", "co-operation"} and self.kind(position + 1) == "C"

    def _person_begins(self, position: int) -> bool:
        """Do two to four words that no body is about end the run: a name, not a subject?"""
        before = self.tokens[position - 1]
        known = before.kind == "P" or before.low in SUBJECTS_EN or before.text.isupper()
        if before.kind not in "CsHP" or not known:
            return False
        if len(self.tokens[position].text) == 1 and self.kind(position + 1) == ".":
            return self.kind(position + 2) == "C"  # "Minister of Water L. Vega"
        end = position
        while self.kind(end) == "C" and self.tokens[end].low not in SUBJECTS_EN:
            end += 1
        if end - position == 1 and len(self.tokens[position].text) > 2:  # "Communications DETEC"
            return self.tokens[position].text.isupper() and not before.text.isupper()
        if self.tokens[end - 1].low in _MEMBERS:
            return False
        return 2 <= end - position <= 4 and self.kind(end) not in {"C", "s", "H", "h", "o", "P"}

    def _ends(self, position: int, phrase: Phrase) -> bool:
        """Does what follows the "and" before `position` belong to another name?"""
        token = self.tokens[position]
        if self._last_of_run(position) in _TREATIES:
            return False  # "of the Basel and Rotterdam Conventions"
        if phrase.places and not phrase.words:
            return not token.place
        if token.place or self.name_at(position) is not None:
            return True
        if token.text.isupper() and len(token.text) > _INITIALS:
            return True  # "Institute of Environmental Sciences and HLWKN"
        if self._in_series(position) and self._last_of_run(position) in SUBJECTS_EN:
            return False  # ", Sustainable Development and Northern Region Development"
        second = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        if phrase.words and token.low in GENERIC_EN and second and second.kind in "CH":
            return False
        known = token.low in SUBJECTS_EN or (second is not None and second.low in SUBJECTS_EN)
        return token.kind == "C" and not known and second is not None and second.kind == "C"

    def _last_subject(self, position: int) -> bool:
        """Is it "and Youth Empowerment" at the end of a ministry's list of subjects?"""
        if not self._in_series(position) or self.kind(position - 2) == ",":
            return False
        if self.name_at(position) is not None:
            return False
        end = position
        while self.kind(end) == "C":
            end += 1
        return 1 <= end - position <= _SUBJECT and self.kind(end) in {"x", ",", ".", "(", "\n"}

    def _last_of_run(self, position: int) -> str:
        while self.kind(position) == "C" == self.kind(position + 1):
            position += 1
        return self.tokens[position].low

    def _in_series(self, position: int) -> bool:
        """Does a comma stand before the item that the "and" before `position` follows?"""
        before = position - 2
        while before >= 0 and self.kind(before) in {"C", "t"}:
            before -= 1
        return self.kind(before) == ","

    def _series(self, name: BodyName, phrase: Phrase, position: int) -> bool:
        """Is the comma part of "Climate, Energy and Utilities" or "Fujian, Hunan and Hubei"?"""
        nxt = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        if nxt is None or self.name_at(position + 1) is not None:
            return False
        if phrase.places and not phrase.words:
            return bool(nxt.place) and name.plural is not None
        if nxt.kind == "a":
            return True
        position += nxt.kind == "t"
        if self.kind(position + 1) != "C":
            return False
        nxt = self.tokens[position + 1]
        ahead = self.tokens[position + 1 : position + 8]
        last = next((i for i, token in enumerate(ahead) if token.kind == "a"), None)
        if last is None or any(t.kind not in "Cst," for t in ahead[:last]):
            return False
        following = ahead[last + 1 : last + 3]
        return nxt.low in SUBJECTS_EN or any(t.low in SUBJECTS_EN for t in following)

    def _another(self, hit: Hit, end: int) -> bool:
        """Is it only the begin of a longer name, or of the name of another country's body?"""
        if self._goes_on(end) or self._only_qualifies(hit, end):  # "Ministry of Natural Resources"
            return True
        if self.kind(end) != "P" or not self._ends_with_place(end):
            return False
        place = place_key(self.tokens[end].place)
        return all(  # "EPA Peru"
            entry.type in _NATIONAL and entry.place and not same_country(place, entry.place)
            for entry in agencies(hit)
        )

    def _only_qualifies(self, hit: Hit, end: int) -> bool:
        """Does an organization of states only say whose: "UN Decade", "ASEAN Member States"?"""
        if hit.entries[0].key not in _OF_STATES or self.kind(end) != "C":
            return False
        return self.tokens[end].low not in _THEIRS

    def _ends_with_place(self, position: int) -> bool:
        """Is the place at `position` the last word of a name: nothing goes on behind it?"""
        after = self._last_of_place(position) + 1
        return self.kind(after) not in {"C", "s", "H", "h", "P", "p", "o", "N"}

    def _goes_on(self, position: int) -> bool:
        """Is "and Environment" or ", Energy and Water" behind a known name part of a longer one?"""
        if self.kind(position) == "," and self.kind(position + 1) == "C":
            return self._lists_on(position + 1)
        following = position + 1 + (self.kind(position + 1) == "t")
        if self.kind(position) != "a" or self.kind(following) != "C":
            return False
        return self.tokens[following].low in SUBJECTS_EN and self.name_at(following) is None

    def _lists_on(self, position: int) -> bool:
        """Do subjects follow up to an "and": no names of other bodies?"""
        end = position
        while self.kind(end) in {"C", ",", "t"} and end - position < LONGEST_LIST:
            if self.kind(end) == "C" and self.name_at(end) is not None:
                return False
            end += 1
        firsts = [self.tokens[i + 1].low for i in range(position - 1, end) if self.kind(i) == ","]
        behind = self.tokens[end + 1 : end + 2]
        known = all(word in SUBJECTS_EN for word in firsts)
        return self.kind(end) == "a" and known and any(t.low in SUBJECTS_EN for t in behind)


def agencies(hit: Hit) -> tuple[Entry, ...]:
    return tuple(entry for entry in hit.entries if entry.kind == "agency")
