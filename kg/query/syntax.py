"""Turns the engine's complaint about a query into a position, a sentence and a hint."""

import re
from difflib import get_close_matches
from typing import Final

from kg.errors import BadQuery
from kg.iris import PREFIXES

_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"(?:^|, )([A-Z][a-z]+(?: [\w'{}()/*-]+){2,}|[a-z]+(?: [\w'-]+){2,})")
_WORDS: Final = re.compile(r"[A-Za-z]+(?:, [A-Za-z]+)*(?:, \[_\])?")
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>|#[^\n]*")
_USED_PREFIX: Final = re.compile(r"(?<![\w?$@:-])([A-Za-z][\w.-]*)?:(?!//)")
_DECLARED: Final = re.compile(r"PREFIX\s+([\w.-]*):", re.IGNORECASE)
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE: Final = re.compile(
    r"(?:\s|#[^\n]*|PREFIX\s+[\w.-]*:\s*<[^>]*>|BASE\s*<[^>]*>)*(\w*)", re.IGNORECASE
)


def form_of(text: str) -> str:
    """Return select, ask, construct or describe; other for what does not parse."""
    begin = _PROLOGUE.match(text)
    first = begin[1].upper() if begin else ""
    return first.lower() if first in _FORMS else "other"


def explain(message: str, text: str, *, is_update: bool = False) -> BadQuery:
    """Return what is wrong with a query or update, given the engine's words about it."""
    what = "update" if is_update else "query"
    match = _POSITION.match(message)
    if not match:
        return BadQuery(f"the {what} cannot be evaluated: {message}")
    line, column, expected = int(match[1]), int(match[2]), match[3]
    if "Prefix not found" in expected and (use := _undeclared(text)) is not None:
        return _undeclared_prefix(text, use)
    sentence = _SENTENCE.search(expected)
    problem = sentence[1][0].lower() + sentence[1][1:] if sentence else f"the {what} does not parse"
    column -= _overshoot(expected, column)
    return BadQuery(
        problem, line=line, column=column, hint=_hint(text, expected, is_update=is_update)
    )


def _overshoot(expected: str, column: int) -> int:
    """Return how far behind the fault the engine stood: it reads a whole keyword, then compares."""
    if not _WORDS.fullmatch(expected):
        return 0
    lengths = {len(word) for word in expected.removesuffix(", [_]").split(", ")}
    return length if len(lengths) == 1 and (length := lengths.pop()) < column else 0


def _hint(text: str, expected: str, *, is_update: bool) -> str | None:
    begin = _PROLOGUE.match(text)
    first = begin[1].upper() if begin else ""
    here, elsewhere = (_UPDATES, _FORMS) if is_update else (_FORMS, _UPDATES)
    if first in elsewhere:
        return f"this is {'a query' if is_update else 'an update'}; it has another address"
    if first not in here:
        near = get_close_matches(first, here, 1)
        return f"did you mean {near[0]}?" if near else f"begin with one of {', '.join(here)}"
    code = _QUOTED.sub("", text)
    for opening, closing in ("{}", "()"):
        more = code.count(opening) - code.count(closing)
        if more:
            sign = closing if more > 0 else opening
            return f"{abs(more)} {sign!r} missing"
    if expected.startswith(('"\'"', '"\\"')):
        return "a string is not closed; one over several lines takes three quotes"
    return None


def _undeclared(text: str) -> re.Match[str] | None:
    declared = {found[1] for found in _DECLARED.finditer(text)}
    code = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    return next((u for u in _USED_PREFIX.finditer(code) if (u[1] or "") not in declared), None)


def _undeclared_prefix(text: str, use: re.Match[str]) -> BadQuery:
    name, before = use[1] or "", text[: use.start()]
    iri = PREFIXES.get(name)
    return BadQuery(
        f"the prefix {name}: is not declared",
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
        hint=f"begin with: PREFIX {name}: <{iri}>" if iri else "declare it by PREFIX",
    )
