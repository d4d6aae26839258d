"""English text as the words that names of bodies are made of, each with its part in a name."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kg.extract.linking import Hit
from kg.extract.names_lexicon import (
    COMPANY_ENDS_EN,
    DEMONYMS,
    GRADES_EN,
    HEADS_EN,
    LOWER_SUBJECTS_EN,
    NOT_IN_NAMES_EN,
    PLURAL_HEADS_EN,
    SUBJECTS_EN,
)
from kg.model import Span
from kg.text.sifting import automaton_of, found_by

_TOKEN = re.compile(
    r"Co\.,? ?Ltd\.?|Inc\.|Corp\.|Ltd\.|S\.A\."
    r"|(?:[A-Z]\.){2,}"
    r"|Consulates?[ -]General"
    r"|[^\W_]+(?:[-‐‑–·‧.&][^\W_]+|(?<=[aeiou])['’‘ʻ](?=[a-z])(?!s\b)[^\W_]+)*"
    r"|['’]s\b|['’]|[^\w\s]|\n"
)
_SMALL = {
    "of": "o", "for": "o", "on": "on", "in": "in", "the": "t", "and": "a", "&": "a",
    "'s": "p", "’s": "p",
}  # fmt: skip
SECTIONED: Final = frozenset({"ngo-international"})  # bodies with sections in countries
AREAS: Final = frozenset({"country", "continent", "region"})
_GOES_ON: Final = re.compile(r"[ -]?[A-Z]| (?:project|programme|cooperation|partnership)\b")
_MINISTERS = frozenset({"vice-minister", "co-minister"})
_KEPT: Final = 8_192  # words whose kind is remembered


_HEADS: Final = automaton_of(
    {word.lower() for word in (*HEADS_EN, *PLURAL_HEADS_EN, *_MINISTERS, *COMPANY_ENDS_EN)}
)


class Token(NamedTuple):
    """`kind`: C capitalised, s subject or rank in lower case, H head, h lower-case head, P place,
    N never part of a name, o "of" and "for", t "the", a "and";
    "on", "in" and punctuation are their own."""

    text: str
    span: Span
    kind: str
    hit: Hit | None = None  # begins here
    place: str | None = None  # label of a place or of the country of a demonym

    @property
    def low(self) -> str:
        return _low(self.text)


@lru_cache(maxsize=_KEPT)
def _low(text: str) -> str:
    low = text.lower()
    return "minister" if low in _MINISTERS else low


def holds_head(low: str) -> bool:
    """Tell whether a text in lower case may name a body that no list has: a head noun is in it."""
    return any(
        not (start and low[start - 1].isalnum())
        and not (low[end - 1].isalnum() and low[end : end + 1].isalnum())
        for _, start, end in found_by(_HEADS, low)
    )


def tokens_of(text: str, span: Span, hits: Sequence[Hit]) -> list[Token]:
    begins = {hit.span.start: hit for hit in hits}
    tokens: list[Token] = []
    place_until, place = -1, None
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match[0]
        start, end = match.span()
        hit = begins.get(start)
        if hit and hit.span.end < end and (country := _section(text, hit, end, begins)):
            whole = Span(start, hit.span.end)
            tokens.append(Token(whole.of(text), whole, "C", hit))
            hit, start = country, country.span.start
            word = text[start:end]
        elif hit and hit.span.end < end:
            hit = None  # "UNEP-China Trust Fund" does not begin with UNEP
        if hit and "place" in hit.kinds and hit.entries[0].type != "world":
            place_until, place = hit.span.end, _place_label(hit)
        inside = end <= place_until
        label = place if inside else _country(word)
        if label and not inside and (pair := _demonym(tokens, word)):
            label = pair  # "South African"
            tokens[-1] = tokens[-1]._replace(kind="P", place=pair)
        kind = "P" if inside and word.isalpha() else _kind(word, label is not None)
        if word in {"'", "’"} and tokens and tokens[-1].text.endswith("s"):
            kind = "p"  # "Volunteers' Association"
        where = tuple.__new__(Span, (start, end))  # as `Span(...)`, in half the time
        tokens.append(tuple.__new__(Token, (word, where, kind, hit, label)))
    return tokens


def _section(text: str, whole: Hit, end: int, begins: Mapping[int, Hit]) -> Hit | None:
    """Return the country of "WWF-Peru", where the name of a section ends with it."""
    country = begins.get(whole.span.end + 1)
    if country is None or whole.entries[0].type not in SECTIONED:
        return None
    of_state = country.entries[0].type in AREAS and country.span.end >= end
    ends = of_state and not _GOES_ON.match(text, country.span.end)
    return country if ends and text[whole.span.end] in "-–—" else None


@lru_cache(maxsize=_KEPT)
def _country(word: str) -> str | None:
    return DEMONYMS.get(word.lower()) if word[0].isupper() else None


def _demonym(before: Sequence[Token], word: str) -> str | None:
    """Return the country of two words such as "Costa Rican"."""
    return DEMONYMS.get(f"{before[-1].low} {word.lower()}") if before else None


def _place_label(hit: Hit) -> str:
    return hit.entries[0].labels[0].text


@lru_cache(maxsize=_KEPT)
def _kind(word: str, place: bool) -> str:
    low = word.lower()
    if low in _SMALL:
        return _SMALL[low]
    if place:
        return "P"
    capital = word[0].isupper() or word[1:2].isupper()  # as "eThekwini", too
    heads = low in HEADS_EN or low in PLURAL_HEADS_EN or low in _MINISTERS
    if heads or word in COMPANY_ENDS_EN:
        return "H" if capital else "h"
    if low.split("-")[0] in NOT_IN_NAMES_EN and low not in SUBJECTS_EN:
        return "N"
    if capital:
        return "C"
    return "s" if low in LOWER_SUBJECTS_EN or low in GRADES_EN else word if len(word) == 1 else "x"
