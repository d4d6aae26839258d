"""Finds where a group of a SPARQL text ends, and which graphs a template of quads names.

Braces count only where the engine surely sees braces too: a text that it might read in another
way than this module is not read at all.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from kg.errors import BadQuery
from kg.query.guard import TOKEN, is_doubtful, place

# What neither opens nor closes anything, in one step; not for the inside of parentheses.
_RUN: Final = re.compile(
    r"""
    (?: [^<(){}\[\]'"\#\\]++ | \#[^\r\n]*+ | \\[^\sA-Za-z0-9]
      | (?<!<)<[^<>"{}|^`\\\x00-\x20]*+>
      | '(?!')[^'\\\r\n]*+' | "(?!")[^"\\\r\n]*+" )*+
    """,
    re.VERBOSE,
)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(slots=True)
class Template:
    """The inside of the braces behind INSERT, DELETE and their like."""

    start: int
    end: int
    graphs: list[re.Match[str]] = field(default_factory=list)  # IRIs, as they are written
    variables: list[str] = field(default_factory=list)
    has_default: bool = False  # triples outside GRAPH


def fault(text: str, position: int, problem: str, hint: str | None = None) -> BadQuery:
    line, column = place(text, position)
    return BadQuery(problem, line=line, column=column, hint=hint)


def group_end(text: str, start: int) -> int:
    """Return the position behind the `}` that closes the `{` at `start`.

    Raises: BadQuery
    """
    brackets, previous, position = ["{"], "open", start + 1
    while brackets:
        if brackets[-1] != "(" and (run := _RUN.match(text, position)) and run[0]:
            position, previous = run.end(), "run"
            continue
        token = _token(text, position, brackets, previous)
        _count(token, brackets)
        position, previous = token.end(), _kind(token) or previous
    return position


def template(text: str, start: int) -> Template:
    """Read the template of quads that opens with the `{` at `start`.

    Raises: BadQuery
    """
    found = Template(start + 1, start + 1)
    brackets, position = ["{"], start + 1
    before: list[re.Match[str]] = []  # the tokens since the last graph
    while True:
        token = _token(text, position, brackets, _kind(before[-1]) if before else "")
        position = token.end()
        if token[0] == "{" and brackets == ["{"] and text[position : position + 1] != "|":
            _add_graph(found, before, token)
            position = group_end(text, token.start())
            before = []
            continue
        _count(token, brackets)
        if not brackets:
            found.end = token.start()
            found.has_default |= bool(_triples(before))
            return found
        if _kind(token):
            before.append(token)


def _add_graph(found: Template, before: list[re.Match[str]], brace: re.Match[str]) -> None:
    """Note the graph whose triples begin at `brace`."""
    if len(before) < 2 or before[-2][0].upper() != "GRAPH":
        raise fault(brace.string, brace.start(), "a { in a template follows GRAPH and its name")
    graph = before[-1]
    if graph.lastgroup == "variable":
        found.variables.append(graph[0])
    elif graph.lastgroup in ("iri", "name"):
        found.graphs.append(graph)
    else:
        raise fault(brace.string, graph.start(), "a graph is named by an IRI or a variable")
    found.has_default |= bool(_triples(before[:-2]))


def _triples(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the dot that may stand behind the triples of a graph."""
    return tokens[1:] if tokens and tokens[0][0] == "." else tokens


def _token(text: str, position: int, brackets: list[str], previous: str) -> re.Match[str]:
    token = TOKEN.match(text, position)
    if token is None:
        raise fault(text, position, "a } is missing at the end")
    if is_doubtful(token, brackets, previous):
        hint = "put a blank behind < where it means less than, and close all strings"
        raise fault(text, position, "this can be read in two ways", hint)
    return token


def _count(token: re.Match[str], brackets: list[str]) -> None:
    if token.lastgroup == "open":
        brackets.append(token[0])
    elif token.lastgroup == "close" and _CLOSING[brackets.pop()] != token[0]:
        raise fault(token.string, token.start(), f"a bracket before this {token[0]} is open")


def _kind(token: re.Match[str]) -> str:
    """Return what a token is, nothing for what stands between tokens."""
    kind = token.lastgroup or ""
    return "" if kind in ("space", "comment") else kind
