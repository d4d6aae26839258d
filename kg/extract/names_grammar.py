"""The words of a language by which names of bodies are read, as expressions."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.languages import VIETNAMESE, language
from kg.extract.names_beside import any_case
from kg.extract.names_german import ADJECTIVE, TOPIC, head_pattern

_CAPITAL: Final = rf"[A-ZÀ-ÖØ-ÞŠŽČŁĐĂĨŨƠƯ{VIETNAMESE}][\w’'-]*"


@dataclass(frozen=True)
class Grammar:
    code: str
    heads: dict[str, list[str]]  # the English head noun, then words that the head includes
    head: re.Pattern[str]
    small: re.Pattern[str]
    spelled: re.Pattern[str]  # heads of names with a short form only
    ground: re.Pattern[str]
    at: re.Pattern[str]  # words of place before one
    step: re.Pattern[str]
    of: re.Pattern[str]
    verbs: frozenset[str]  # which are words of names as well
    person: re.Pattern[str]  # a person's name behind the one of a body
    subjects: dict[str, str]
    nations: tuple[tuple[re.Pattern[str], str], ...]


@cache
def grammar_of(code: str) -> Grammar:
    spoken = language(code)
    assert spoken is not None  # noqa: S101  only languages with a file are asked for
    heads = {head.lower(): value.split() for head, value in spoken.rows("heads")}
    subjects = dict(spoken.rows("words"))
    nations = tuple(spoken.rows("nations"))
    nation = "|".join(f"(?i:{pattern})" for pattern, _ in nations) or "(?!)"
    nouns = sorted((head for head, _ in spoken.rows("heads")), key=len, reverse=True)
    noun = "|".join(word if word.isupper() else any_case(word) for word in nouns)
    noun = head_pattern(tuple(heads)) if code == "de" else noun
    adjective = ADJECTIVE if code == "de" else "(?!)"
    capital = TOPIC if code == "de" else rf"(?:{spoken.either('before a name')} )?{_CAPITAL}"
    links = "|".join(f"(?P<{name}>{spoken.either(name)})" for name in ("and", "to", "of"))
    words = "|".join(re.escape(w) for w in sorted(subjects, key=len, reverse=True)) or "(?!)"
    return Grammar(
        code,
        heads,
        re.compile(
            rf"(?<![\w-])(?:(?P<nation>{nation}) )?(?:(?P<adjective>{adjective}) )?"
            rf"(?P<head>{noun})(?![\w-])"
            rf"(?!{spoken.either('not after head')})"
        ),
        re.compile(f"(?i:{spoken.either('small')})"),
        re.compile(f"(?i:{spoken.either('only spelled')})"),
        re.compile(f"(?i:{spoken.either('grounds')})"),
        re.compile(rf"\b{spoken.either('at')} $"),
        re.compile(
            rf"(?P<comma>,)?(?: |(?<=['’]))(?:(?:{links})(?: |(?<=['’])))?"
            rf"(?P<word>(?i:{words})(?!\w|-\w)|(?P<inside>{spoken.either('inside')})(?!\w)|(?:{nation})(?!\w)"
            rf"|{capital})"
        ),
        re.compile(rf" {spoken.either('of')}(?: |(?<=['’]))| "),
        frozenset(spoken.lines("verbs in names")),
        re.compile(rf"{spoken.either('surnames')} {_CAPITAL}"),
        subjects,
        tuple((re.compile(p, re.IGNORECASE), place) for p, place in nations),
    )
