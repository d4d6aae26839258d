"""The view as default graph of queries on a server, with all graphs by name beside it.

The protocol can name a default graph, but on most servers a query then sees no named graphs. Where
GRAPH stands in a query, the view stands around its pattern instead.
"""

import re
from typing import Final

from kg.errors import NotSupported
from kg.query.groups import group_end
from kg.query.guard import TOKEN
from kg.remote.profiles import Profile

Dataset = list[tuple[str, str]]  # parameters of a request

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT")  # DESCRIBE looks beyond its pattern
_WORDS: Final = ("keyword", "name")
_UNCLEAR: Final = "this server cannot be asked so: name the graphs of the query by FROM NAMED"


def seen(text: str, view: str, profile: Profile) -> tuple[str, Dataset]:
    """Return how to ask so that `view` is the default graph and every graph has its name.

    Raises: NotSupported
    """
    default = [("default-graph-uri", view)]
    if not profile.confines_named or not _names_graphs(text):
        return text, default
    start, end = _pattern(text)
    inside = text[start + 1 : end]
    return f"{text[: start + 1]} GRAPH <{view}> {{{inside}\n}} {text[end:]}", []


def named(default: tuple[str, ...], graphs: tuple[str, ...]) -> Dataset:
    """Return the parameters for a dataset that a request names itself."""
    given = [("default-graph-uri", iri) for iri in default]
    return given + [("named-graph-uri", iri) for iri in graphs]


def _names_graphs(text: str) -> bool:
    """Whether GRAPH stands in a query, or something that a server might read so."""
    if "graph" not in text.lower():
        return False
    words = (t[0].partition(":")[0] for t in TOKEN.finditer(text) if t.lastgroup in _WORDS)
    return any("GRAPH" in word.upper() for word in words)


def counting(text: str) -> str:
    """Return the query for the number of solutions that a CONSTRUCT makes its triples of.

    Raises: NotSupported
    """
    form, groups = _outline(text, ("CONSTRUCT",))
    before = groups[0][1] + 1 if len(groups) > 1 else form.end()
    end = groups[min(1, len(groups) - 1)][1] + 1
    return f"{text[: form.start()]}SELECT (COUNT(*) AS ?n) {text[before:end]}"


def _pattern(text: str) -> tuple[int, int]:
    """Return where the pattern of a query opens and closes.

    Raises: NotSupported
    """
    form, groups = _outline(text, _FORMS)
    return groups[1 if form[0].upper() == "CONSTRUCT" and len(groups) > 1 else 0]


def _outline(text: str, forms: tuple[str, ...]) -> tuple[re.Match[str], list[tuple[int, int]]]:
    """Return the word that says which form a query has, and where its groups open and close.

    Raises: NotSupported for another form, or a text that a server might read in another way.
    """
    form: re.Match[str] | None = None
    groups: list[tuple[int, int]] = []
    position = 0
    while token := TOKEN.match(text, position):
        position, word = token.end(), token[0].upper()
        if word == "{":
            position = group_end(text, token.start())
            groups.append((token.start(), position - 1))
        elif word == "EXISTS":  # outside of the pattern it would see another default graph
            raise NotSupported(_UNCLEAR)
        elif not form and word in forms:
            form = token
    if not form or not groups:
        raise NotSupported(_UNCLEAR)
    return form, groups
