"""Persons in English text: a capitalised name with an office, an honorific or a Chinese form."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.names import Mention, Office
from kg.extract.names_lexicon import (
    DEMONYMS,
    HEADS_EN,
    NOT_IN_NAMES_EN,
    PLURAL_HEADS_EN,
    SUBJECTS_EN,
    section,
)
from kg.extract.names_parts import BySentence, Cover
from kg.extract.people import Named
from kg.extract.people_pinyin import is_chinese_name, is_given_name
from kg.model import EntityRef, Label, Span

_PART = r"[A-ZÀ-ÖØ-ÞŠŽČŁ][^\W\d_]*(?:['’][A-ZÀ-Þ]?[^\W\d_]+)*(?:-[^\W\d_]+)*"
_PARTICLE = r"(?: (?:de|da|dos|del|van|von|der|bin|al|el))?"
_NAME = re.compile(rf"(?<![\w’'-]){_PART}{_PARTICLE}(?: {{1,3}}{_PART}){{1,9}}(?![\w-])")
_ORIGINAL = re.compile(rf"\s?\(({_PART}(?: {_PART}){{1,3}})\)")
_SPELT = re.compile(rf"(?<![\w’'-] )\b({_PART}) \(({_PART}(?: {_PART}){{1,3}})\)")


def _either_case(name: str) -> str:
    """Return an alternation of the words of a section, with small or capital letters."""
    words = sorted(section("en", name), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(_cased, words)) + ")"


def _cased(word: str) -> str:
    """Return "[Dd]irector[ -][Gg]eneral" of director_general."""
    parts = (part if part in "_-" else f"[{part[0]}{part[0].upper()}]{part[1:]}"
             for part in re.split(r"([_-])", word))  # fmt: skip
    return "".join(parts).replace("_", " ")


_NOUN: Final = _either_case("office-nouns")
_QUALIFIER: Final = _either_case("office-qualifiers")
_SINGLE: Final = rf"(?:{_QUALIFIER}[- ]){{0,5}}(?:{_NOUN}|CEO)"
_JOINT: Final = r"(?:and|of the party group,?|of (?:the )?party committee,?)"
_OFFICE: Final = rf"{_SINGLE}(?: {_JOINT} {_SINGLE}){{0,4}}"
_BEFORE = re.compile(
    rf"({_OFFICE})(,? (?:of|for|at|from|in) [^.;:]{{2,120}}?)?,? "
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.E)\.? ){0,2}$"
)
_REACH: Final = 320  # characters around a name that may tell the office
_HONORIFICS: Final = 7  # room for "Mr. " and a comma
_OF_NOBODY = re.compile(r",? (?:of|for) [^,]{2,60},?")
_OF_BODY = re.compile(
    r",? (?:of|for|at|from|with|in)(?: [a-z,' ]{0,60}| the [A-Z][\w ]{0,50} of)? ?(?:the )?"
)
_HONORIFIC = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|Academician|H\.E|Sir|Madam)\.? $")
_AFTER = re.compile(
    r"(?: \([^()]{2,60}\))?(?:, | \(|, who is |, then )(?:the |its |their |a |an |then |former )?"
    rf"(?:[A-Z][\w-]*['’]s? |[A-Z][\w-]+ ){{0,4}}({_OFFICE})\b"
)
_HEADS = re.compile(r", (?:who heads|who leads|head of|in charge of) ")
_SHORTEST: Final = 2
_LONGEST: Final = 4


def english_people(
    text: str, sentence: Span, language: str, mentions: Sequence[Mention]
) -> Iterator[Named]:
    """Yield the persons that one sentence introduces, with the offices it tells."""
    agencies = BySentence((m for m in mentions if m.entity.kind == "agency"), lambda m: m.span)
    walls = Cover(m.span for m in mentions if m.entity.kind != "place")
    places = {m.span for m in mentions if m.entity.kind == "place"}
    all_walls = Cover(m.span for m in mentions)
    last: EntityRef | None = None
    until = sentence.start
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        for name, span in _trimmed(match.group(), match.start()):
            chinese = is_chinese_name(name.split())
            if (walls if chinese else all_walls).overlaps(span) or span in places:
                continue
            bodies = agencies.within(Span(span.start - _REACH, span.end + _REACH))
            left = text[max(sentence.start, until, span.start - 160) : span.start]
            right = text[span.end : min(sentence.end, span.end + 200)]
            offices = [*_office_before(text, left, span, language, bodies, last)]
            offices += _office_after(text, right, span, language, bodies)
            original = _ORIGINAL.match(text, span.end)
            sure = offices or _HONORIFIC.search(left) or original
            if not sure and not chinese:
                continue
            until = span.end
            last = next((o.affiliation for o in offices if o.affiliation), last)
            yield Named(
                span,
                name,
                tuple(offices),
                original.group(1) if original else None,
                0.9 if sure else 0.7,
            )


def bracketed_names(text: str, sentence: Span) -> Iterator[Named]:
    """Yield names that stand in brackets behind a translator's single word for them."""
    for match in _SPELT.finditer(text, sentence.start, sentence.end):
        if not any(_is_word(word) for word in match.group(2).split()):
            yield Named(Span(*match.span(2)), match.group(2), (), None, 0.7)


def _trimmed(run: str, start: int) -> Iterator[tuple[str, Span]]:
    """Yield the stretches of a capitalised run that hold no title and no other word."""
    words: list[re.Match[str]] = []
    for match in [*re.finditer(r"\S+", run), None]:
        if match is not None and not _is_word(match.group()):
            words.append(match)
            continue
        if (
            len(words) == 1
            and run[: words[0].start()].endswith("He ")
            and is_given_name(words[0].group())
        ):
            yield (
                "He " + words[0].group(),
                Span(start + words[0].start() - 3, start + words[0].end()),
            )
        if _SHORTEST <= len(words) <= _LONGEST:
            span = Span(start + words[0].start(), start + words[-1].end())
            yield " ".join(w.group() for w in words), span
        words = []


def _is_word(word: str) -> bool:
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return (
        low in NOT_IN_NAMES_EN
        or low.split("-")[0] in {"vice", "deputy", "co"}
        or low in HEADS_EN
        or low in PLURAL_HEADS_EN
        or low in SUBJECTS_EN
        or low in DEMONYMS
        or low in _OTHER_WORDS
        or (word.isupper() and len(word) > 1)
    )


_OTHER_WORDS: Final = frozenset(section("en", "not-persons"))


def _office_before(
    text: str,
    left: str,
    span: Span,
    language: str,
    bodies: Sequence[Mention],
    last: EntityRef | None,
) -> Iterator[Office]:
    match = _BEFORE.search(left)
    if match is None:
        return
    start = span.start - len(left) + match.start(1)
    end = span.start - len(left) + match.end(1)
    tail = match.group(2)
    near = any(b.span.end >= span.start - _HONORIFICS for b in bodies if b.span.start >= end)
    if tail and not near and not _OF_NOBODY.fullmatch(tail):
        return  # "of ..." must end in a body right before the name
    affiliation = _affiliated(text, Span(start, end), bodies) or last
    whole = Span(start, span.start - len(left) + match.end(2) if tail else end)
    yield Office(whole, Label(text[start : whole.end].strip(" ,"), language), affiliation)


def _office_after(
    text: str, right: str, span: Span, language: str, bodies: Sequence[Mention]
) -> Iterator[Office]:
    match = _AFTER.match(right)
    if match is None:
        heads = _HEADS.match(right)
        if heads:
            at = span.end + heads.end()
            body = next((b for b in bodies if at - 1 <= b.span.start <= at + 24), None)
            if body:
                yield Office(body.span, Label("head", language), body.entity)
        return
    office = Span(span.end + match.start(1), span.end + match.end(1))
    affiliation = _affiliated(text, office, bodies)
    minister = next(
        (
            b
            for b in bodies
            if b.span.start == office.start or (b.span.start < office.end <= b.span.end)
        ),
        None,
    )
    label = text[office.start : max(office.end, minister.span.end) if minister else office.end]
    yield Office(office, Label(label, language), affiliation)


def _affiliated(text: str, office: Span, bodies: Sequence[Mention]) -> EntityRef | None:
    """Return the body behind "of" after the office, at it, or right before it."""
    inside = [b for b in bodies if b.span.start < office.end and office.start < b.span.end]
    if inside:
        return max(inside, key=lambda b: b.span.end).entity
    behind = [b for b in bodies if b.span.start >= office.end]
    for body in behind[:1]:
        between = text[office.end : body.span.start]
        if _OF_BODY.fullmatch(between):
            whole = [b for b in behind if b.span.start == body.span.start]
            return max(whole, key=lambda b: b.span.end).entity
    for body in reversed([b for b in bodies if b.span.end <= office.start]):
        if re.fullmatch(r"(?:['’]s)? (?:[A-Z]\w+ )?", text[body.span.end : office.start]):
            return body.entity
        break
    return None
