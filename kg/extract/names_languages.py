"""Names of bodies and places in the languages that have a file of words (see languages.py).

A name is a head noun with what the body is about: words of the file, capitalised words, and the
small words between them. The subjects are compared in English, so that a ministry has one
identity in every language.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.authority import authority
from kg.extract.languages import HOMES, language
from kg.extract.linking import Hit, KnownNames
from kg.extract.names_beside import (
    ACADEMIC,
    chapters,
    joined,
    label_of,
    spelled_out,
    to_brackets,
    told_beside,
)
from kg.extract.names_german import (
    PEOPLE,
    described,
    head_words,
    in_brackets,
    lists_on,
    means_any,
    protects,
    subject_in_case,
)
from kg.extract.names_grammar import Grammar, grammar_of
from kg.extract.names_homes import of_country
from kg.extract.names_lexicon import GENERIC_EN, HEADS_EN
from kg.extract.names_parts import BodyName, longest_first
from kg.extract.names_place import place_key, same_country
from kg.extract.names_sites import site
from kg.extract.names_subjects import Subjects
from kg.extract.names_vietnamese import written_out
from kg.model import Label, Span
from kg.terms import ONTOLOGY

_PLACED: Final = frozenset({"government", "university", "mission"})  # a place says enough
_RANKS: Final = frozenset({"federal", "national", "state", "general", "regional"})
_BESIDE_GERMANY: Final = frozenset({"Austria", "Switzerland"})
_BEFORE: Final = 80  # characters
_FORCES: Final = frozenset({"police", "guard"})  # of which a country has one
_FOR_GERMAN: Final = frozenset({"für", "für die", "für den", "für das"})
_COMMON: Final = re.compile(r"(?:Cuenca|Costa|Sierra|Laguna|Florida|Valle|Isla) (?:del?|la) ")
_LONGEST: Final = 16  # steps of one name
# Bodies that are called by what they are about only, and never by a name of their own.
_PLAIN: Final = frozenset({"ministry", "department", "government", "bureau", "mission"})


@cache
def place_names(code: str) -> KnownNames:
    """Return the names of listed places in a language."""
    text = (ONTOLOGY / "lexicon" / "places.csv").read_text("utf-8")
    entries = []
    for row in csv.DictReader(text.splitlines()):
        entry = authority().get("place", row["place"])
        names = [name for name in row[code].split("; ") if name]
        if entry is not None and names:
            labels = tuple(Label(name, code) for name in names)
            entries.append(replace(entry, labels=labels, alternatives=(), abbreviations=()))
    return KnownNames(tuple(entries))


def local_names(text: str, tag: str) -> list[Hit]:
    """Return the places that a text names in its own language."""
    return place_names(spoken.code).every(text) if (spoken := language(tag)) else []


def names_in(
    text: str, sentence: Span, tag: str, hits: Sequence[Hit], country: str | None
) -> list[BodyName]:
    """Return the bodies that a sentence names, known ones too, units with their parents."""
    near = {hit.span.start - 1: hit for hit in hits if _is_place(hit)}
    known = [
        _known(hit, country)
        for hit in hits
        if "agency" in hit.kinds and _at_home(hit, near.get(hit.span.end))
    ]
    spoken = language(tag)
    if spoken and spoken.code == "es":  # UN TALLER
        known = [name for name in known if name.span.of(text) != "UN"]
    if spoken is None:
        return known
    grammar = grammar_of(spoken.code)
    country = country or HOMES.get(spoken.code)
    found = [*_read(text, sentence, grammar, hits, country), *told_beside(text, sentence, spoken)]
    if spoken.code == "fr":
        found += chapters(text, {hit.span.start: hit for hit in hits if _is_place(hit)}, hits)
    elif spoken.code == "vi":
        for span, name in written_out(text, sentence):
            told = _read(name, Span(0, len(name)), grammar, local_names(name, tag), country)
            found += [replace(each, span=span) for each in told if each.span.end == len(name)]
    every = longest_first([*known, *found])
    return list(joined(text, every, grammar.of, code=grammar.code))


def _known(hit: Hit, country: str | None) -> BodyName:
    """Return a known name, of several bodies that bear it those of the page's country."""
    entries = tuple(entry for entry in hit.entries if entry.kind == "agency")
    if country is not None and len(entries) > 1:
        home = place_key(country)
        entries = tuple(e for e in entries if e.place and same_country(home, e.place)) or entries
    return BodyName(hit.span, "", "", (), entries=entries)


def _at_home(hit: Hit, beside: Hit | None) -> bool:
    """Whether no other country stands right behind a name that several countries have."""
    if beside is None:
        return True
    place = next(entry.key for entry in beside.entries if entry.kind == "place")
    return any(same_country(e.place, place) for e in hit.entries if e.kind == "agency")


def _read(
    text: str, sentence: Span, grammar: Grammar, hits: Sequence[Hit], country: str | None
) -> Iterator[BodyName]:
    at = {hit.span.start: hit for hit in hits}
    until = sentence.start
    for match in grammar.head.finditer(text, sentence.start, sentence.end):
        if match.start() < until:
            continue
        name = _spelled(text, match, sentence.end, grammar, at)
        if name is None and _may_open(text, match, grammar) and _included(match, grammar):
            name = _plainly(text, match, sentence, grammar, at, country)
        if name is not None:
            until = name.span.end
            yield name


def _plainly(
    text: str,
    head: re.Match[str],
    sentence: Span,
    grammar: Grammar,
    at: dict[int, Hit],
    country: str | None,
) -> BodyName | None:
    """Read a name by the words behind its head."""
    places = {start: hit for start, hit in at.items() if _is_place(hit)}
    is_site, name = site(text, head, sentence.end, grammar, places)
    if not is_site:
        treaty = _of_treaty(text, head, sentence.end, grammar, at)
        name = treaty or _name(text, head, sentence.end, grammar, at, country)
    if name is None:
        return None
    if grammar.code == "de":
        alone = name.span.end == head.end()
        alone = alone and not (head["adjective"] and head.start() > sentence.start)
        alone = alone and not (head["nation"] or "a")[0].isupper()
        if alone and means_any(head["head"], name.group):
            return None
        name = in_brackets(text, name, at)
    elif grammar.code in {"es", "pt"}:
        name = to_brackets(text, name, grammar.head)
    return name if _is_own(text, head, name) else None


def _spelled(
    text: str, head: re.Match[str], limit: int, grammar: Grammar, at: dict[int, Hit]
) -> BodyName | None:
    """Read a name that the short form in brackets behind it spells, whatever its words are."""
    before = max(0, head.start() - _BEFORE)
    if grammar.code in {"de", "vi"} or head.start() in at:
        return None
    if grammar.ground.fullmatch(head["head"]) and grammar.at.search(text, before, head.start()):
        return None
    noun = grammar.heads[" ".join(head["head"].lower().split())]
    return spelled_out(text, head, limit, grammar.head, noun)


def _name(
    text: str,
    head: re.Match[str],
    limit: int,
    grammar: Grammar,
    at: dict[int, Hit],
    country: str | None,
) -> BodyName | None:
    noun, *words = _included(head, grammar) or [""]
    group, kind = HEADS_EN[noun]
    place, words = _told_by_head(head, words, grammar, country)
    end, closed, ran_of, listed = head.end(), False, False, False
    subjects = Subjects(grammar.subjects)
    for _ in range(_LONGEST):
        step = grammar.step.match(text, end, limit)
        if step is None or (words and _is_person(text, step.start("word"), grammar, at)):
            break
        hit = at.get(step.start("word"))
        common = grammar.code == "es" and _COMMON.match(text, step.start("word"))  # la Cuenca del
        if hit is not None and _is_place(hit) and _takes_place(step, grammar.code) and not common:
            place, end, closed = label_of(hit), hit.span.end, True
            continue
        nation = next((n for p, n in grammar.nations if p.fullmatch(step["word"])), None)
        if nation is not None and not (step["of"] or step["and"]):
            place, end = nation, step.end()
            continue
        named_so = group == "university" and hit is not None and _is_place(hit)
        if hit is not None and hit.span.end >= step.end() and _stands_apart(hit) and not named_so:
            if noun == "secretariat" and step["of"] and "framework" in hit.kinds:
                words, end = [*words, *hit.span.of(text).lower().split()], hit.span.end
            break
        linked = step["of"] or step["to"] or step["and"] or step["comma"]
        runs_on = grammar.code == "pt" and ran_of and group == "government" and not linked
        listed = listed or (grammar.code == "de" and bool(step["to"]))
        runs_on = runs_on or (listed and lists_on(text, step))
        if not (runs_on or _belongs(step, group, grammar)) or (closed and linked):
            break
        ran_of = bool(step["of"] or runs_on) and step["word"].lower() not in grammar.subjects
        if step["inside"]:
            place = place or step["inside"].partition(" ")[2] or None
            closed = grammar.code == "vi"
        else:
            words += _translated([step["word"]], grammar)
            subjects.take(step)
        end = step.end()
    bare = grammar.code == "vi" and end == head.end()
    if bare or not (
        _says_which(words, place, group, grammar.code)
        or (noun in _FORCES and "national" in words)
        or _of_university(text, end, group, grammar, at)
    ):
        return None
    name = BodyName(Span(head.start(), end), group, kind, tuple(words), place, noun)
    name = replace(name, english=subjects.english())
    return of_country(name, country, HOMES.get(grammar.code))


def _is_person(text: str, start: int, grammar: Grammar, at: dict[int, Hit]) -> bool:
    """Whether the name of a person stands behind that of a body."""
    return start not in at and grammar.person.match(text, start) is not None


def _included(head: re.Match[str], grammar: Grammar) -> list[str] | None:
    """Return the English of a head noun, with words that it includes."""
    if head["head"][0].islower() and not grammar.small.fullmatch(head["head"]):
        return None
    if grammar.code == "de":
        return head_words(head["head"], grammar.heads, grammar.subjects)
    return grammar.heads[" ".join(head["head"].lower().split())]


def _told_by_head(
    head: re.Match[str], words: list[str], grammar: Grammar, country: str | None
) -> tuple[str | None, list[str]]:
    """Return the country and the words that a head noun includes."""
    place = next((n for p, n in grammar.nations if p.fullmatch(head["nation"] or "")), None)
    place = next((word[1:] for word in words if word[0] == "@"), place)
    place = country if place == "Germany" and country in _BESIDE_GERMANY else place
    adjective = described(head["adjective"], grammar.subjects) if head["adjective"] else []
    return place, adjective + [word for word in words if word[0] != "@"]


def _of_treaty(
    text: str, head: re.Match[str], limit: int, grammar: Grammar, at: dict[int, Hit]
) -> BodyName | None:
    """Read the secretariat of a listed convention."""
    noun = (_included(head, grammar) or [""])[0]
    step = grammar.step.match(text, head.end(), limit) if noun == "secretariat" else None
    hit = at.get(step.start("word")) if step and step["of"] else None
    if hit is None or "framework" not in hit.kinds:
        return None
    label = next(e.labels[0].text for e in hit.entries if e.kind == "framework")
    words, (group, kind) = tuple(label.lower().split()), HEADS_EN[noun]
    return BodyName(Span(head.start(), hit.span.end), group, kind, words, None, noun)


def _of_university(text: str, end: int, group: str, grammar: Grammar, at: dict[int, Hit]) -> bool:
    """Whether a university follows that an institute belongs to."""
    link = grammar.of.match(text, end) if grammar.code == "es" and group in ACADEMIC else None
    hit = at.get(link.end()) if link else None
    named = grammar.head.match(text, link.end()) if link else None
    if named is not None and (_included(named, grammar) or [""])[0] == "university":
        return True
    return hit is not None and any(e.type == "university" for e in hit.entries)


def _says_which(words: Sequence[str], place: str | None, group: str, code: str) -> bool:
    if code == "pt" and len(set(words)) > 1 and "national" in words:
        return True  # "Direção Nacional do Ambiente"
    generic = _RANKS if group == "ministry" else GENERIC_EN
    telling = any(word not in generic for word in words)
    return telling or bool(place and (group in _PLACED or words))


def _may_open(text: str, head: re.Match[str], grammar: Grammar) -> bool:
    """May a head open a name? In small letters few do, and none in "la asociación Amigos de".

    Nor does that of a park where something happens.
    """
    before = max(0, head.start() - _BEFORE)
    if grammar.spelled.fullmatch(head["head"]):
        return False
    if grammar.ground.fullmatch(head["head"]) and grammar.at.search(text, before, head.start()):
        return False
    if not head["head"][0].islower():
        return True
    if not grammar.small.fullmatch(head["head"]):
        return False
    return not (grammar.code == "es" and grammar.head.match(text, head.end() + 1))


def _is_own(text: str, head: re.Match[str], name: BodyName) -> bool:
    """Whether "association X", unlike "association de pêcheurs", is a name."""
    small = head["head"][0].islower() and name.group in {"ngo", "society"}
    return not small or any(letter.isupper() for letter in text[head.end() : name.span.end])


def _belongs(step: re.Match[str], group: str, grammar: Grammar) -> bool:
    """May the next word be part of a name?"""
    word = step["word"]
    topic = grammar.code == "vi" and step["to"] and group == "government"  # "Chính phủ về"
    if topic or (word in grammar.verbs and not (step["and"] or step["comma"])):
        return False
    if word.lower() in grammar.subjects or step["inside"]:
        return True
    if grammar.code == "de" and step["of"] and subject_in_case(word, grammar.subjects):
        return True
    if step["and"] or step["comma"] or grammar.head.fullmatch(word):
        return False
    if grammar.code == "de" and grammar.head.match(step.string, step.start("word")):
        return False
    if grammar.code == "de":  # which writes all nouns with capitals
        if step["of"] or step["to"]:
            end = step.end() if (step["to"] or "").startswith("zu") else step.start()
            return step["to"] in _FOR_GERMAN or protects(step.string, end)
        plain = group in {"ministry", "department", "government"} or PEOPLE.match(word)
        return not plain and word[0].isupper()
    if step["of"] or step["to"]:
        return True
    return group not in (_PLAIN if grammar.code == "vi" else _PLAIN - {"bureau", "mission"})


def _takes_place(step: re.Match[str], code: str) -> bool:
    """May a place that stands so end a name?"""
    plain = code == "es" and not (step["and"] or step["comma"] or step["to"])
    region = code == "fr" and step["to"] == "en"
    return bool(step["of"]) or plain or region or code in {"vi", "de"}


def _is_place(hit: Hit) -> bool:
    return "place" in hit.kinds and "agency" not in hit.kinds


def _stands_apart(hit: Hit) -> bool:
    return bool(hit.kinds & {"agency", "framework", "place"})


def _translated(words: Sequence[str], grammar: Grammar) -> list[str]:
    keys = [" ".join(word.lower().split()) for word in words]
    if grammar.code == "de":
        keys = [subject_in_case(key, grammar.subjects) or key for key in keys]
    english = (grammar.subjects.get(key, key) for key in keys)
    return [part for words in english for part in words.split()]
