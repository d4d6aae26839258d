"""N-Quads written as text: several times faster than building terms, and sorted in the end."""

import re
from typing import Final

from pyoxigraph import NamedNode

from kg.terms import EDTF, XSD

_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT: Final = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_DATE: Final = f"^^{XSD.date}"
_DECIMAL: Final = f"^^{XSD.decimal}"
_INTEGER: Final = f"^^{XSD.integer}"
_EDTF: Final = f"^^{EDTF.EDTF}"


def iri(text: str) -> str:
    return f"<{text}>"


def plain(text: str) -> str:
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def tagged(text: str, language: str) -> str:
    """Return a language-tagged literal, its tag in lower case as Oxigraph keeps it."""
    return f"{plain(text)}@{language.lower()}"


def date(iso: str) -> str:
    return f'"{iso}"{_DATE}'


def edtf(text: str) -> str:
    return f'"{text}"{_EDTF}'


def integer(number: int) -> str:
    return f'"{number}"{_INTEGER}'


def decimal(number: float) -> str:
    """Return `number` to four places in the canonical form that stores give back."""
    return f'"{f"{number:.4f}".rstrip("0").rstrip(".")}"{_DECIMAL}'


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


class Lines:
    """The triples of one graph, each once."""

    def __init__(self) -> None:
        self._triples: set[str] = set()

    def add(self, subject: str, predicate: str | NamedNode, object: str | NamedNode) -> None:
        self._triples.add(f"{subject} {predicate} {object}")

    def nquads(self, graph: str) -> bytes:
        ending = f" {iri(graph)} .\n".encode()
        return ending.join([*sorted(map(str.encode, self._triples)), b""])
