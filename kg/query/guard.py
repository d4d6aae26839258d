"""Finds what may never run: SERVICE and LOAD, which would connect to other machines.

The engine's grammar has no words: it takes a keyword wherever one fits (`1SERVICE:x{`), and reads
`<` as an operator where an IRI would not do. So every place whose characters could be such a call
is suspect, and is cleared only when it surely lies in a string, a comment or a variable. This
gives a clear answer; the wall behind it is the system-call filter of `kg.query.confine`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.errors import Refused

_SURROGATE = r"[dD][89a-fA-F][0-9a-fA-F]{2}"
_ESCAPE: Final = (
    r"(?:\\[tbnrf\"'\\]"
    rf"|\\u(?!{_SURROGATE})[0-9a-fA-F]{{4}}"
    rf"|\\U(?!0000{_SURROGATE})00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{{4}})"
)
_NAME: Final = r"[\w\u00B7\u200C\u200D\u203F\u2040-]"
_LOCAL: Final = rf"(?:\.*(?:{_NAME}|:|%[0-9a-fA-F]{{2}}|\\[^\sA-Za-z0-9]))*+"

# Repetitions are possessive (`*+`), so that no text takes more than one pass.
TOKEN: Final = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*+)
    | (?P<string>'''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+'''
              |\"\"\"(?:\"{{0,2}}+(?:[^\"\\]|{_ESCAPE}))*+\"\"\"
              |'(?:[^'\\\r\n]|{_ESCAPE})*+' | \"(?:[^\"\\\r\n]|{_ESCAPE})*+\")
    | (?P<iri><(?:[^<>\"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>)
    | (?P<variable>[?$]\w[\w\u00B7\u203F\u2040]*+)
    | (?P<number>[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)
    | (?:{_NAME}++(?:\.++{_NAME}++)*+)? (?P<name>:{_LOCAL})
    | (?P<keyword>{_NAME}++(?:\.++{_NAME}++)*+)
    | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<open>[({{\[])
    | (?P<close>[)}}\]])
    | (?P<space>[ \t\r\n]++)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERANDS: Final = {"string", "iri", "variable", "name", "number", "keyword", "tag", "close"}
_HARMLESS: Final = {"string", "comment", "variable"}
_MISLEADING: Final = re.compile(r"[#'()\[\]]")
_ADDRESS: Final = re.compile(r"<[A-Za-z][A-Za-z0-9]*://")

_KEYWORD: Final = re.compile(r"SERVICE|(?<![\w:.?$@-])LOAD", re.IGNORECASE | re.ASCII)
_GAP: Final = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_REST: Final = re.compile(
    rf"""{_GAP}(?:SILENT{_GAP})?+
    (?P<target>[?$][^\s{{\#]++|<[^>\s{{<]*+>|[^\s{{<>\"'():]*+:(?:\\.|[^\s{{\#\\])*+)?+
    {_GAP}(?P<group>\{{)?+""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_PATIENCE: Final = 1_000_000  # characters looked at behind suspects before giving up
_FROM: Final = {"FROM", "ASKFROM", "CONSTRUCTFROM"}
_LONGEST_HEAD: Final = 2_000  # characters that are remembered
_NOT_SIMPLE: Final = re.compile(r"['\"]|construct|exists", re.IGNORECASE)


def refuse_remote(text: str) -> None:
    """Let a query or update pass that stays on this machine.

    Raises: Refused with the position of the first SERVICE or LOAD.
    """
    lower = text.lower()
    if ("service" not in lower and "load" not in lower) or not _KEYWORD.search(text):
        return
    cleared = _cleared(text)
    start, end = next(cleared, (len(text), len(text)))
    looked_at = 0
    for suspect in _KEYWORD.finditer(text):
        position = suspect.start()
        while end <= position:
            start, end = next(cleared, (len(text), len(text) + 1))
        if start <= position:
            continue
        rest = _REST.match(text, suspect.end())
        looked_at += rest.end() - position if rest else 0
        needed = "group" if suspect[0].upper() == "SERVICE" else "target"
        if looked_at > _PATIENCE or (rest and rest["target"] and rest[needed]):
            raise _refusal(text, suspect)


def has_dataset(text: str) -> bool:
    """Tell whether a query names its own dataset by FROM."""
    if "from" not in text.lower():
        return False
    head, brace, _ = text.partition("{")  # many queries have this in common
    known = _is_head_with_dataset(head) if brace and len(head) <= _LONGEST_HEAD else None
    return _names_dataset(text) if known is None else known


@lru_cache(maxsize=256)
def _is_head_with_dataset(head: str) -> bool | None:
    """Tell whether FROM stands before the first brace; None where others may come before it."""
    tokens = list(TOKEN.finditer(head))
    is_commented = bool(tokens) and tokens[-1].lastgroup == "comment"
    return None if is_commented or _NOT_SIMPLE.search(head) else _names_dataset(head)


def _names_dataset(text: str) -> bool:
    depth = 0
    for token in TOKEN.finditer(text):
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
        elif token.lastgroup == "keyword" and depth == 0 and token[0].upper() in _FROM:
            return True
    return False


def place(text: str, position: int) -> tuple[int, int]:
    """Return line and column of a position, both counted from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _refusal(text: str, suspect: re.Match[str]) -> Refused:
    line, column = place(text, suspect.start())
    return Refused(
        f"{suspect[0].upper()} is not allowed here: queries stay within this store",
        line=line,
        column=column,
        hint="ask the other service yourself and join the results at your side",
    )


def _cleared(text: str) -> Iterator[tuple[int, int]]:
    """Yield what surely is not a call, in order, up to the first doubt."""
    brackets: list[str] = []
    previous = before = ""
    for token in TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if is_doubtful(token, brackets, previous):
            return
        if kind in _HARMLESS or (kind == "name" and _is_ordinary_load(token, brackets, before)):
            yield token.span()
        elif kind == "open":
            brackets.append(token[0])
        elif kind == "close" and brackets:
            brackets.pop()
        if kind not in {"space", "comment"}:
            previous, before = kind, token[0]


def is_doubtful(token: re.Match[str], brackets: list[str], previous: str) -> bool:
    """Tell whether the engine may read on differently from here.

    Between parentheses, after an operand, `<` may be the operator even if `>` follows, and behind
    another `<` it may belong to `<<`. That matters where the text between holds what begins a
    comment or a string, or is a bracket; `http://` would do for an IRI only.
    """
    if token.lastgroup == "sign":
        return token[0] in "'\""  # an unfinished string
    if token.lastgroup != "iri" or not _MISLEADING.search(token[0]) or _ADDRESS.match(token[0]):
        return False
    is_operator = brackets[-1:] == ["("] and previous in _OPERANDS
    return is_operator or token.string[token.start() - 1 : token.start()] == "<"


def _is_ordinary_load(name: re.Match[str], brackets: list[str], before: str) -> bool:
    """Tell whether a name such as `load:x` stands where no update can begin."""
    begins_so = name[0][:4].upper() == "LOAD"
    return begins_so and (bool(brackets) or before.upper() == "PREFIX")
