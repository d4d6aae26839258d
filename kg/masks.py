"""Names that no document may bring: they are struck out of each text before it is read.

Only hashes of the names are kept, each person's with a salt of their own. Other text stays where it
is, since what is struck out keeps its length. Full names are looked for everywhere, their parts
only where a full name stands.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from kg.store.embedded import write_whole

_FILE: Final = "masked.json"  # in the archive
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")  # a word, or one character of Chinese
_STRUCK: Final = "█"
_LEAST_PART: Final = 3  # letters


@dataclass(frozen=True, slots=True)
class Mask:
    """The names of one person; `full` by their number of words or characters of Chinese.

    `things` are the IRIs that the person had.
    """

    salt: str
    full: dict[str, list[str]]
    parts: list[str]
    things: list[str]

    @classmethod
    def of(cls, names: Iterable[str], things: Iterable[str] = ()) -> "Mask":
        """Return what strikes out names; one of a single word counts as a part."""
        salt = token_hex(8)
        split = [tuple(word for word, _ in _tokens(name)) for name in names]
        whole = {words for words in split if len(words) > 1}
        single = {words for words in split if len(words) == 1}
        parts = single | {(word,) for words in whole for word in words if len(word) >= _LEAST_PART}
        full: dict[str, list[str]] = {}
        for words in sorted(whole):
            full.setdefault(str(len(words)), []).append(_hashed(salt, words))
        iris = [_hashed(salt, (iri,)) for iri in things]
        return cls(salt, full, sorted(_hashed(salt, words) for words in parts), iris)

    def covers(self, iri: str) -> bool:
        """Tell whether an IRI was the person's."""
        return _hashed(self.salt, (iri,)) in self.things

    def found(self, text: str) -> list[tuple[int, int]]:
        """Return where a text has a full name, and then also where it has parts of one."""
        tokens = list(_tokens(text))
        spans = [
            span
            for length, hashes in self.full.items()
            for span in self._runs(tokens, int(length), frozenset(hashes))
        ]
        return [*spans, *self._runs(tokens, 1, frozenset(self.parts))] if spans else []

    def _runs(
        self, tokens: list[tuple[str, int]], length: int, hashes: frozenset[str]
    ) -> Iterator[tuple[int, int]]:
        for first in range(len(tokens) - length + 1):
            run = tokens[first : first + length]
            if _hashed(self.salt, tuple(word for word, _ in run)) in hashes:
                last, start = run[-1]
                yield run[0][1], start + len(last)


class Masks:
    """The names struck out of what an archive takes in."""

    def __init__(self, archive: Path) -> None:
        self._path = archive / _FILE

    def all(self) -> list[Mask]:
        try:
            return [Mask(**each) for each in json.loads(self._path.read_text(encoding="utf-8"))]
        except FileNotFoundError:
            return []

    def add(self, more: Iterable[Mask]) -> None:
        masks = {mask.salt: mask for mask in (*self.all(), *more)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps([asdict(mask) for mask in masks.values()]))


def struck(text: str, masks: Iterable[Mask]) -> str:
    """Return a text without the names, as long as before."""
    signs = list(text)
    for mask in masks:
        for start, end in mask.found(text):
            signs[start:end] = [s if s.isspace() else _STRUCK for s in signs[start:end]]
    return "".join(signs)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield words and characters of Chinese with where they begin, capitals and widths folded."""
    for match in _TOKEN.finditer(text):
        yield _folded(match.group()), match.start()


def _folded(word: str) -> str:
    """Return a word as it is compared, of the same length."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return folded if len(folded) == len(word) else word


def _hashed(salt: str, words: tuple[str, ...]) -> str:
    return hashlib.sha256("\u001f".join((salt, *words)).encode()).hexdigest()[:32]
