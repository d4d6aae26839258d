"""Parks and reserves that act as bodies, as Vietnamese news has them: "VQG Cúc Phương đã đón"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from kg.extract.linking import Hit
from kg.extract.names_lexicon import HEADS_EN
from kg.extract.names_parts import BodyName
from kg.model import Span

_SITES: Final = frozenset({"park", "reserve"})
_SHORT: Final = re.compile(r" \([A-ZĐ][A-ZĐ&]{1,7}\)(?= \w)")  # Vườn quốc gia (VQG) Cúc Phương
_INTO: Final = re.compile(
    r"(?<!việc )(?<!nghiệm )(?<!tập )\b"  # who works at a park is its guest
    r"(?:[Tt]ại|[Ởở]|[Đđ]ến|[Tt]ới|[Tt]rong|[Gg]ần|[Vv]ào|[Qq]uan) $"
)
_LOOK_BACK: Final = 12


class Grammar(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def heads(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def head(self) -> re.Pattern[str]: ...
    @property
    def step(self) -> re.Pattern[str]: ...
    @property
    def person(self) -> re.Pattern[str]: ...


def _words(head: re.Match[str], grammar: Grammar) -> Sequence[str]:
    return grammar.heads.get(" ".join(head["head"].lower().split()), [""])


def site(
    text: str, head: re.Match[str], limit: int, grammar: Grammar, places: Mapping[int, Hit]
) -> tuple[bool, BodyName | None]:
    """Return whether a head opens the name of a park, behind that of its board as well, and this.

    It is the body that runs the park, but for where something happens in it.
    """
    if grammar.code != "vi":
        return False, None
    words, start = _words(head, grammar), head.start()
    if "management" in words and (behind := grammar.head.match(text, head.end() + 1)):
        head, words = behind, _words(behind, grammar)
    if _SITES.isdisjoint(words):
        return False, None
    name = _named(text, head, limit, grammar, places)
    return True, name and replace(name, span=Span(start, name.span.end))


def _named(
    text: str, head: re.Match[str], limit: int, grammar: Grammar, places: Mapping[int, Hit]
) -> BodyName | None:
    listed = places.get(head.start())
    if listed is not None and _INTO.search(text, max(0, head.start() - _LOOK_BACK), head.start()):
        return None
    noun, *words = _words(head, grammar)
    short = _SHORT.match(text, head.end(), limit)
    start = end = short.end() if short else head.end()
    if listed is not None:  # "Phong Nha": parts of listed names may be other words
        end = listed.span.end
    while (step := grammar.step.match(text, end, limit)) and not step["comma"]:
        at = step.start("word")
        if step["of"] or step["to"] or not text[at].isupper() or grammar.head.match(text, at):
            break
        if step["and"] and text[at - 2] not in "-–":
            break
        if end > start and grammar.person.match(text, at):
            break
        end = places[at].span.end if at in places else step.end()
    called = text[start:end].lower().replace("–", "-").split()
    group, kind = HEADS_EN[noun]
    name = BodyName(Span(head.start(), end), group, kind, (*words, *called), None, noun)
    return name if called else None
