"""Who of those before an English verb is its subject."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.scene import Item, Line, pattern

_AUXILIARY: Final = pattern(
    r"(?: (?:has|have|had|will|is|are|was|were|able|to|be|also|jointly|together|itself|then|now"
    r"|again|today|recently|successfully|officially|formally|just|first|next|(?:on |in )?{T},?))* "
)
_PASSIVE: Final = re.compile(r"\b(?:was|were|be|been|being|is|are) (?:[a-z]+ly |jointly )?$")
_PARTICIPLE: Final = re.compile(r"[a-z-]+(?:ed|eld|en)\b")
_THEIR_PEOPLE: Final = r"(?: (?:the|its|their))?(?: [a-z]+){0,4}?(?: (?:of|from|at))?(?: the)? "
_AND: Final = pattern(rf"(?: \({{P}}\))?,? (?:and|or|as well as){_THEIR_PEOPLE}")
_LISTED: Final = pattern(rf"(?: \({{P}}\))?(?:,|,? (?:and|or|as well as)){_THEIR_PEOPLE}")
# What is held is the body's own: "the session of the Assembly was opened".
_OWN: Final = re.compile(r"\b(?:(?:session|meeting|assembly|congress) of|its|their|our)\b", re.I)
_BEFORE: Final = len("assembly of the ")
_PRONOUN: Final = re.compile(
    r"\b(?:it|they)(?: (?:has|have|had|is|are|was|were|will|also|itself|themselves))* $"
)


def _first_listed(line: Line, items: Sequence[Item]) -> int:
    """Return where the list begins that comes last: "Citing B, A" is none, "A, B and C" is."""
    first = len(items) - 1
    link = _AND
    while first and link.fullmatch(line.text, items[first - 1].at + 1, items[first].at):
        first -= 1
        link = _LISTED
    return first


def subject(line: Line, before: Sequence[Item], verb: int) -> list[Item]:
    """Return whoever acts: of several before a verb, the list that it follows on."""
    items = list(before)
    if not items or line.sentence.language != "en":
        return items
    last = items[-1].at + 1
    if _AUXILIARY.fullmatch(line.text, last, verb):
        return items[_first_listed(line, items) :]
    passive = _PARTICIPLE.match(line.text, verb) and _PASSIVE.search(line.text, last, verb)
    own = items[-1].anaphor or _OWN.search(line.text, items[0].at - _BEFORE, verb)
    if passive and not own:
        return []
    return items[:1] if _PRONOUN.search(line.text, last, verb) else items
