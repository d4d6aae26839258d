"""The differences of an evaluation as one page to read: each beside the text that it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

from jinja2 import Environment, Template

from kg.differences import Compared, Difference
from kg.model import Span
from kg.verdicts import Count


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text under the same marks; `anchors` are differences whose passage begins here."""

    text: str
    marks: str  # CSS classes
    anchors: tuple[int, ...]


def page(documents: Sequence[Compared], rows: Sequence[tuple[str, Count]]) -> str:
    """Return the page: HTML that needs no script and no other file."""
    shown = [each for each in documents if each.differences]
    return _template().render(
        documents=[(each, _by_kind(each.differences), list(stretches(each))) for each in shown],
        faultless=[each.document.name for each in documents if not each.differences],
        rows=rows,
    )


def stretches(compared: Compared) -> Iterator[Stretch]:
    """Cut a text wherever a mark begins or ends; the pieces together are the text."""
    text = compared.document.text
    marked = [(span, "right") for span in compared.right]
    begins: dict[int, list[int]] = {}
    for number, difference in enumerate(compared.differences):
        if span := difference.span:
            marked.append((span, difference.standing))
            begins.setdefault(span.start, []).append(number)
    opened = sorted(marked)
    places = sorted({0, len(text), *(place for span, _ in marked for place in span)})
    under: list[tuple[Span, str]] = []
    for start, end in pairwise(places):
        under = [each for each in under if each[0].end > start]
        while opened and opened[0][0].start <= start:
            under.append(opened.pop(0))
        marks = " ".join(sorted({mark for _, mark in under}))
        yield Stretch(text[start:end], marks, tuple(begins.get(start, ())))


def _by_kind(differences: Sequence[Difference]) -> dict[str, list[tuple[int, Difference]]]:
    numbered = enumerate(differences)
    return {kind: list(some) for kind, some in groupby(numbered, key=lambda each: each[1].kind)}


@cache
def _template() -> Template:
    text = (files("kg") / "differences.html").read_text("utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
