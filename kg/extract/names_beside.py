"""Bodies in other languages that the words beside a name tell: legal forms, heads of parks."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.authority import authority
from kg.extract.languages import Language
from kg.extract.linking import Hit
from kg.extract.names_lexicon import HEADS_EN, UNIT_CLASSES
from kg.extract.names_parts import BodyName
from kg.model import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACADEMIC: Final = frozenset({"institute", "college", "laboratory", "centre", "station"})
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_SHORTEST: Final = 3  # letters of a short form
_SMALL: Final = _words(
    "de del la las los el y e do da dos das du des le les et pour para en em l d sur a o au aux à"
    " ao na no pela pelo dans"
)
_SPELLED: Final = re.compile(
    r"(?P<rest>(?:(?: |(?<=['’]))[^\W\d_][\w’'-]*){1,9}?)"
    r" \((?P<short>[A-ZÀ-Þ][\w-]{1,11})\)"
)
_UNTIL: Final = re.compile(
    rf"(?:(?: (?:del?|las?|los|el|y|e|d[aeo]s?|para|en|em))* {_CAPITAL}){{1,6}}"
    r"(?= \((?P<short>[A-ZÀ-Þ][\w’'/-]{2,20})\))"
)


def told_beside(text: str, sentence: Span, spoken: Language) -> Iterator[BodyName]:
    """Yield names before a legal form ("Amigos del Lago, A.C.") and of parks that have heads."""
    for form, noun in _forms(spoken):
        for match in form.finditer(text, sentence.start, sentence.end):
            group, kind = HEADS_EN[noun]
            words = tuple(match["name"].lower().split())
            yield BodyName(Span(*match.span("all")), group, kind, words, None, noun)


@cache
def _forms(spoken: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    link = f"(?:{spoken.either('of')}|{spoken.either('and')})"
    within = (
        " (?:für|zur|zum|im|of|for|and|&)" if spoken.code == "de" else f" {spoken.either('of')}"
    )
    name = rf"{_CAPITAL}(?:(?:{within})? {_CAPITAL}){{0,6}}"
    forms = [
        (re.compile(rf"(?<!\w)(?P<all>(?P<name>{name}),? (?:{form})(?!\w))"), noun)
        for form, noun in spoken.rows("suffixes")
    ]
    run = [
        (
            re.compile(
                rf"(?<!\w){spoken.either('run by')} (?P<all>{head} {link} (?P<name>{name}))"
            ),
            noun,
        )
        for head, noun in spoken.rows("run")
    ]
    bare = [
        (re.compile(rf"(?<!\w){spoken.either('run by')} (?P<all>{head} (?P<name>{name}))"), noun)
        for head, noun in spoken.rows("run")
    ]
    plain = rf"{_CAPITAL}(?:(?: {spoken.either('of')})? {_CAPITAL}){{0,5}}"
    called = [  # "a ONG Amigos da Serra"
        (re.compile(rf"(?<!\w)(?:{word}) [“\"]?(?P<all>(?P<name>{plain}))"), noun)
        for word, noun in spoken.rows("called")
    ]
    return (*forms, *run, *bare, *called)


def to_brackets(text: str, name: BodyName, head: re.Pattern[str]) -> BodyName:
    """Let a name run on to the brackets with its short form: "Red de Ríos y Gentes (Rerige)"."""
    match = _UNTIL.match(text, name.span.end)
    if match is None or match["short"][0] != text[name.span.start].upper():
        return name
    if head.search(text, name.span.end, match.end()):
        return name
    words = (word.lower() for word in re.findall(_CAPITAL, match.group()))
    return replace(name, span=Span(name.span.start, match.end()), words=(*name.words, *words))


def spelled_out(
    text: str, head: re.Match[str], limit: int, heads: re.Pattern[str], noun: Sequence[str]
) -> BodyName | None:
    """Return a name that brackets behind it spell out: "laboratoire des eaux alpines (LEA)"."""
    match = _SPELLED.match(text, head.end(), limit)
    if match is None or not spells(match["short"], f"{head['head']}{match['rest']}"):
        return None
    if heads.search(text, head.end(), match.end("rest")):
        return None
    words = (word for word in re.findall(r"\w+", match["rest"].lower()) if word not in _SMALL)
    group, kind = HEADS_EN[noun[0]]
    span = Span(head.start(), match.end("rest"))
    return BodyName(span, group, kind, (*noun[1:], *words), None, noun[0])


def spells(short: str, name: str) -> bool:
    """Whether letters of a name make a short form: "Sernap", of each word the first ones."""
    letters, words = folded(short.replace("-", "")), re.findall(r"\w+", folded(name))
    if len(letters) < _SHORTEST or not words or letters[0] != words[0][0]:
        return False
    taken = {0}  # so many letters may the words so far have given
    for word in words:
        taken |= {
            first + more
            for first in taken
            for more in range(1, len(letters) - first + 1)
            if word.startswith(letters[first : first + more])
        }
    return len(letters) in taken


def folded(words: str) -> str:
    """Return words in small letters without accents."""
    return unmarked(words.lower())


def unmarked(words: str) -> str:
    """Return words without accents, as English has names of Vietnam."""
    marked = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marked if not unicodedata.combining(c))


def chapters(text: str, at: Mapping[int, Hit], hits: Sequence[Hit]) -> Iterator[BodyName]:
    """Yield what organisations are called in a country, by its places: WWF Cameroun."""
    for hit in hits:
        place = at.get(hit.span.end + 1)
        ngo = any(entry.kind == "agency" and "ngo" in (entry.type or "") for entry in hit.entries)
        if place and ngo and text[hit.span.end] in " -":
            words = tuple(hit.span.of(text).lower().split())
            span = Span(hit.span.start, place.span.end)
            yield BodyName(span, "ngo", "ngo", words, label_of(place), "foundation")


def label_of(hit: Hit) -> str:
    """Return what a place that was found is called first."""
    key = next(entry.key for entry in hit.entries if entry.kind == "place")
    entry = authority().get("place", key)
    return entry.labels[0].text if entry else hit.entries[0].labels[0].text


def joined(
    text: str, names: Sequence[BodyName], link: re.Pattern[str], *, code: str
) -> Iterator[BodyName]:
    """Give units the body that follows them: "Directorate A of the Ministry B"."""
    later: BodyName | None = None
    for name in reversed(names):
        unit = name.group in UNIT_CLASSES or name.group == "bureau"
        unit = unit or (code == "es" and name.group in ACADEMIC and _is_university(later))
        if later is not None and unit and not name.entries and not name.place:
            between = text[name.span.end : later.span.start]
            if link.fullmatch(between):
                whole = Span(name.span.start, later.span.end)
                name = replace(name, span=whole, parent=later.span)
        yield name
        later = name


def _is_university(name: BodyName | None) -> bool:
    if name is None:
        return False
    return name.group == "university" or any(e.type == "university" for e in name.entries)


def any_case(word: str) -> str:
    """Return an expression for a head noun written small or with a capital, "ong" as ONG too."""
    parts = (rf"[{part[0].upper()}{part[0]}]{re.escape(part[1:])}" for part in word.split())
    if word == "ong":
        return "ONG|[Oo]ng"
    return r"\s".join(parts)
