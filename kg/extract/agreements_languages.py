"""Agreements in the languages that have a file of words: noun, verb and parties around it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.languages import Language
from kg.extract.scene import Item, pattern, words
from kg.model import Span

_BEFORE: Final = 160  # characters around the noun in which the verb may stand
_AFTER: Final = 90
_STATUSES: Final = (
    ("preliminary", "tentative"),
    ("renewed", "renewed"),
    ("signed", "signed"),
    ("in-force", "in force"),
)
_STOP: Final = re.compile(r"[.;:(]|, (?=[^\ue000-\uf8ff]{14})")


@cache
def agreement_nouns(spoken: Language) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern for the nouns of agreements, with the type that each group means."""
    rows = tuple(spoken.rows("agreements"))
    either = "|".join(f"(?P<t{number}>{source})" for number, (_, source) in enumerate(rows))
    return pattern(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), tuple(kind for kind, _ in rows)


def agreements_in(
    stretch: Stretch, spoken: Language
) -> Iterator[tuple[str, str, Span, list[Item]]]:
    """Yield type, status, noun and parties of the agreements that a stretch tells of."""
    nouns, kinds = agreement_nouns(spoken)
    seen: set[str] = set()
    for found in nouns.finditer(stretch.line.text, stretch.start, stretch.end):
        kind = kinds[int((found.lastgroup or "t0")[1:])]
        noun = Span(*found.span())
        read = _status(stretch, noun, spoken)
        if read is not None and kind not in seen:
            seen.add(kind)
            status, verb = read
            yield kind, status, noun, _parties(stretch, noun, verb, status, spoken)


def mutual(stretch: Stretch, spoken: Language) -> bool:
    """Whether the words say "both sides"."""
    return bool(words(spoken, "both").search(stretch.line.text, stretch.start, stretch.end))


def _status(stretch: Stretch, noun: Span, spoken: Language) -> tuple[str, Span] | None:
    text = stretch.line.text
    start = max(stretch.start, noun.start - _BEFORE)
    end = min(stretch.end, noun.end + _AFTER)
    for status, section in _STATUSES:
        stop = noun.start if status == "in-force" else end
        cues = list(words(spoken, section).finditer(text, start, stop))
        if cues:
            near = min(cues, key=lambda cue: abs(cue.start() - noun.start))
            return status, Span(*near.span())
    return None


def _parties(stretch: Stretch, noun: Span, verb: Span, status: str, spoken: Language) -> list[Item]:
    """Return who agreed: those before the verb, and those behind "with", "by", "between"."""
    line = stretch.line
    behind = _behind(stretch, max(noun.end, verb.end), spoken)
    if status == "in-force":
        return behind if len(behind) > 1 else []
    first = min(noun.start, verb.start)
    before = [i for i in line.within(stretch.start, first, "AN") if _acts(i)]
    between = line.within(min(noun.end, verb.end), max(noun.start, verb.start), "A")
    parties = [*before, *between, *behind]
    if len({ref for item in parties for ref in item.refs}) > 1:
        return parties
    return _states(stretch, first) or parties


def _acts(item: Item) -> bool:
    return not item.locative and (item.slot == "A" or any(o.affiliation for o in item.offices))


def _behind(stretch: Stretch, start: int, spoken: Language) -> list[Item]:
    line = stretch.line
    for cue in words(spoken, "by").finditer(line.text, start, stretch.end):
        stop = _STOP.search(line.text, cue.end(), stretch.end)
        found = line.within(cue.end(), stop.start() if stop else stretch.end, "A")
        if found:
            return [item for item in found if not item.locative]
    return []


def _states(stretch: Stretch, end: int) -> list[Item]:
    """Return the countries of "A and B signed"."""
    places = [i for i in stretch.line.within(stretch.start, end, "P") if not i.locative]
    for one, other in pairwise(places):
        if _BESIDE.fullmatch(stretch.line.text[one.at + 1 : other.at]):
            return [one, other]
    return []


_BESIDE: Final = re.compile(r" (?:y|e|et|und|và)(?: (?:la|le|el|o|a|die|der))? | et l['’]")
