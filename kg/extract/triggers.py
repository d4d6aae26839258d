"""What announces an event: nouns and verbs per event type, and the verbs that bear a noun out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.extract.any_case import AnyCase, lower_case
from kg.extract.scene import Line, sifted
from kg.extract.slots import slots
from kg.extract.triggers_lexicon import EN_NOUNS, ZH_BEARS, ZH_NOUNS, ZH_VERBS
from kg.extract.triggers_verbs_en import EN_BEARS, EN_VERBS
from kg.text.sifting import Rows, Sifted

Manner = Literal["noun", "verb"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words in a masked line that announce an event."""

    type: str
    manner: Manner
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    name: str
    rows: tuple[tuple[str, Manner], ...]
    expressions: Rows
    bears: Sifted

    def find(self, text: str) -> Iterator[Trigger]:
        for number, found in self.expressions.finditer(text):
            kind, manner = self.rows[number]
            yield Trigger(kind, manner, found.start(), found.end(), f"{kind}.{self.name}")


_Table = Iterable[tuple[str, str]]


def _lexicon(name: str, nouns: _Table, verbs: _Table, bears: str) -> _Lexicon:
    """Put a language's tables one after the other."""
    tables: tuple[tuple[Manner, _Table], ...] = (("noun", nouns), ("verb", verbs))
    sources = [(kind, manner, source) for manner, table in tables for kind, source in table]
    rows = tuple((kind, manner) for kind, manner, _ in sources)
    if name == "zh":
        expressions = Rows([slots(source) for _, _, source in sources])
        return _Lexicon(name, rows, expressions, sifted(bears))
    # English triggers begin with a letter: ends of words need not be tried.
    border = r"\b(?=\w)" if name == "en" else r"\b"
    expressions = Rows(
        [lower_case(rf"{border}(?:{source})") for _, _, source in sources], any_case=True
    )
    bearing = AnyCase(rf"{border}(?:{bears})\b")
    return _Lexicon(name, rows, expressions, bearing)


_ZH: Final = _lexicon("zh", ZH_NOUNS, ZH_VERBS, ZH_BEARS)
_EN: Final = _lexicon("en", EN_NOUNS, EN_VERBS, EN_BEARS)
_NONE: Final = _lexicon("none", (), (), "(?!)")


def find_triggers(line: Line) -> list[Trigger]:
    return list(_of(line).find(line.text))


def borne_out(line: Line, start: int, end: int) -> bool:
    """Whether a stretch of a line holds a verb of taking place."""
    return bool(_of(line).bears.search(line.text, start, end))


def _of(line: Line) -> _Lexicon:
    if line.cjk:
        return _ZH
    english = line.gloss or line.sentence.language.split("-")[0] in ("en", "und")
    return _EN if english else _NONE
