"""What is known of the languages other than English and Chinese: one file of words for each.

A file of `ontology/lexicon/` holds sections; a line of a section is a word, a row `word = value`,
or one alternative of a pattern. Nothing is read before a document of that language comes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.terms import ONTOLOGY

_FOLDER: Final = ONTOLOGY / "lexicon"
LANGUAGES: Final = frozenset(("es", "fr", "de", "pt", "vi"))
HOMES: Final = {"vi": "Viet Nam"}  # of languages that the pages of one country are in
VIETNAMESE: Final = "".join(filter(str.isupper, map(chr, range(0x1EA0, 0x1EFA))))  # capitals
MANY_HOMES: Final = {"de": ("de", "at", "ch")}
# What statistics take short texts of a neighbouring language for.
_NEAR: Final = {"gl": "pt", "an": "es", "ast": "es", "oc": "fr", "wa": "fr", "lb": "de"}


@dataclass(frozen=True, eq=False)  # one of each, so that it can be a key
class Language:
    code: str
    sections: Mapping[str, tuple[str, ...]]

    def lines(self, section: str) -> tuple[str, ...]:
        return self.sections.get(section, ())

    def rows(self, section: str) -> Iterator[tuple[str, str]]:
        """Yield (word, value) of a section, in the order of the file."""
        for line in self.lines(section):
            word, _, value = line.partition(" = ")
            yield word, value

    def either(self, section: str) -> str:
        """Return one expression that matches any line of a section; one without lines none."""
        lines = self.lines(section)
        return "(?:" + "|".join(lines) + ")" if lines else "(?!)"


def code_of(tag: str) -> str:
    """Return the language of a BCP 47 tag; of one that short texts are taken for, its neighbour."""
    code = tag.partition("-")[0]
    return _NEAR.get(code, code)


def language(tag: str) -> Language | None:
    """Return what is known of a language by its BCP 47 tag; None where that is nothing."""
    code = code_of(tag)
    return _read(code) if code in LANGUAGES else None


@cache
def _read(code: str) -> Language:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_FOLDER / f"{code}.ini").read_text("utf-8").splitlines():
        if re.fullmatch(r"\[[a-z -]+\]", line):
            lines = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return Language(code, {name: tuple(rows) for name, rows in sections.items()})
