"""Which sentences go on telling of which event."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.clauses import PART
from kg.extract.drafts import Draft, Stretch
from kg.extract.modality import SPEECH, spoken
from kg.extract.resolve_dates import overlap
from kg.extract.resolve_digest import is_digest
from kg.extract.scene import Line, windows
from kg.text.fields import field

_APART: Final = frozenset({"planned", "cancelled", "postponed"})
_GOES_ON: Final = re.compile(
    r"It (?:is|was|will|has)\b|This (?:event|one)\b|The (?:event|meeting|workshop|training"
    r"|course|forum"
    r"|conference|seminar|session) (?:is|was|will|has)\b|(?:本次|此次|该)?(?:会议|论坛|培训班?"
    r"|研讨会|活动)(?:将|由|拟)"
)


def _left_over(line: Line, drafts: Sequence[Draft]) -> Iterator[Stretch]:
    """Yield the parts of a sentence, between semicolons, that announce nothing."""
    if ("；" if line.cjk else "; ") not in line.text:
        return
    told = [s for draft in drafts for s in draft.stretches if s.line is line]
    for start, end in windows(line, PART):
        said = not line.cjk and SPEECH.search(line.text, start, end)
        if not said and not any(s.start <= start and end <= s.end for s in told):
            yield Stretch(line, start, end)


def _give(line: Line, owner: Draft | None) -> None:
    """Add a sentence to an event; of one about other days only frameworks count."""
    if owner is not None:
        aside = owner.main and _another_day(line, owner)
        (owner.heard if aside else owner.stretches).append(Stretch(line, 0, len(line.text)))


def _another_day(line: Line, main: Draft) -> bool:
    """Whether all that a sentence dates is long before or after the main event."""
    told = (i.event_date for i in line.of("T") if i.event_date)
    days = [day for day in told if day.precision in ("day", "month")]
    return bool(days) and main.date is not None and not any(overlap(d, main.date) for d in days)


def _absent(line: Line) -> bool:
    """Whether a line lists who did not come."""
    label = field(line.text)
    return label is not None and label.slot == "absent"


def own_lines(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Give every sentence without an event of its own to the event it goes on telling of.

    What happened at another time keeps the sentences after it up to the end of its paragraph or
    the next event, as does a plan that opens its paragraph; all else is about the main event.
    """
    announced: dict[int, Draft] = {}
    for draft in drafts:
        for stretch in draft.stretches:
            announced[stretch.line.number] = draft
    main = next((d for d in drafts if d.main), None)
    digest = is_digest(lines)
    current: Draft | None = main
    before: Draft | None = None
    block, opens = -1, True
    for line in lines:
        if line.title or _absent(line):
            continue
        if line.sentence.block != block:
            current, block, before = (None if digest else main), line.sentence.block, None
            opens = True
        here = announced.get(line.number)
        if main and here and here is not main and here.factuality == "planned" and spoken(line):
            main.heard.append(Stretch(line, 0, len(line.text)))
        if here is None:
            opens = False
            goes_on = before and _GOES_ON.match(line.text)
            _give(line, before if goes_on else current)
            continue
        before = here
        alone = opens and not line.cjk and here.factuality in _APART and not spoken(line)
        opens = False
        if (
            digest
            or here.main
            or alone
            or (here.factuality in ("held", "background") and not spoken(line))
        ):
            current = here
        if here.main:
            here.stretches.extend(_left_over(line, drafts))
