"""Every miss and every invention of an evaluation, with its sentence and the rule behind it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.behind import Backing, Behind
from kg.likeness import Item, Names
from kg.model import Document, Span
from kg.text.clean import clean_text
from kg.verdicts import Side, Verdict

Standing = Literal["missed", "invented", "mistaken"]

_ASIDE: Final = 200  # code points of a passage shown around a name


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is missed, invented, or told otherwise than it should be.

    `span` counts in the raw text; `rule` is that of the invention. Both are None where there is
    none to show.
    """

    document: str
    kind: str
    standing: Standing
    found: str | None
    wanted: str | None
    rule: str | None = None
    confidence: float | None = None
    span: Span | None = None
    sentence: str = ""

    def __str__(self) -> str:
        signs = (("-", self.wanted), ("+", self.found))
        lines = [f"{self.document} {self.kind} {sign} {words}" for sign, words in signs if words]
        if self.rule:
            lines.append(f"    {self.rule}{_figure(self.confidence)}")
        if self.sentence:
            lines.append(f"    “{self.sentence}”")
        return "\n".join(lines)


class Passages:
    """The text of one document, in which what was missed is looked for."""

    def __init__(self, document: Document, annotation: Item) -> None:
        self._text = clean_text(document)
        clean = self._text.clean
        self._sentences = [(s.span, s.span.of(clean).lower()) for s in self._text.sentences]
        self._aliases = {
            each["name"]: [each["name"], *each.get("aliases", [])]
            for kind in ("agencies", "frameworks")
            for each in annotation.get(kind, [])
        }

    def around(self, span: Span) -> str:
        """Return the sentence that a raw span stands in, as far as it is near."""
        raws = (self._text.offsets.raw(sentence) for sentence, _ in self._sentences)
        around = next((raw for raw in raws if raw.covers(span)), span)
        start, end = max(around.start, span.start - _ASIDE), min(around.end, span.end + _ASIDE)
        return " ".join(self._text.raw[start:end].split())

    def of_side(self, wanted: Side | None) -> Span | None:
        """Return where what was missed is told, if its names or those of its event are found."""
        if wanted is None:
            return None
        value = wanted.value[0] if isinstance(wanted.value, tuple) else wanted.value
        found = self._naming([value]) if isinstance(value, list) else None
        return found or self._naming([self._aliases.get(n, [n]) for n in _named_in(wanted.frame)])

    def _naming(self, things: Sequence[Names]) -> Span | None:
        """Return the raw span of the sentence that names most of the things; the first such."""
        best, most = None, 0
        for span, words in self._sentences:
            count = sum(any(name.lower() in words for name in names) for names in things)
            if count > most:
                best, most = span, count
        return self._text.offsets.raw(best) if best else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One document: what is wrong, and where in its text what is right was read."""

    document: Document
    differences: tuple[Difference, ...]
    right: tuple[Span, ...]


def compared(
    verdicts: Sequence[Verdict], document: Document, backing: Backing, annotation: Item
) -> Compared:
    passages = Passages(document, annotation)
    return Compared(
        document,
        tuple(_differences(verdicts, backing, passages)),
        tuple(sorted({span for each in _right(verdicts, backing) for span in each.spans})),
    )


def _differences(
    verdicts: Sequence[Verdict], backing: Backing, passages: Passages
) -> Iterator[Difference]:
    """Yield what is wrong, without what only follows from another difference."""
    apart = {_who(each) for each in verdicts if each.kind == "participant" and not each.is_right}
    for each in verdicts:
        is_role = each.kind == "participant with role"
        if each.is_right or each.follows or (is_role and _who(each) in apart):
            continue
        behind = backing.of(each.kind, each.found) if each.found else None
        span = behind.spans[0] if behind else passages.of_side(each.wanted)
        yield Difference(
            each.document,
            each.kind,
            _standing(each),
            each.found.words if each.found else None,
            each.wanted.words if each.wanted else None,
            behind.rule if behind else None,
            behind.confidence if behind else None,
            span,
            passages.around(span) if span else "",
        )


def _right(verdicts: Iterable[Verdict], backing: Backing) -> Iterator[Behind]:
    for each in verdicts:
        if each.is_right and each.found and (behind := backing.of(each.kind, each.found)):
            yield behind


def _figure(confidence: float | None) -> str:
    return "" if confidence is None else f" {confidence:.2f}"


def _standing(verdict: Verdict) -> Standing:
    if verdict.found and verdict.wanted:
        return "mistaken"
    return "invented" if verdict.found else "missed"


def _who(verdict: Verdict) -> tuple[int, str]:
    side = verdict.found or verdict.wanted
    assert side  # noqa: S101 - no verdict has neither
    value = side.value
    names = value[0] if isinstance(value, tuple) else value
    return id(side.frame), names[0] if names else ""


def _named_in(frame: Item | None) -> list[str]:
    """Return the names that an annotated event or agreement gives."""
    if frame is None:
        return []
    return [
        *(each["agency"] for each in frame.get("participants", [])),
        *(each["name"] for each in frame.get("people", [])),
        *frame.get("places", []),
        *frame.get("frameworks", []),
        *frame.get("parties", []),
    ]
