"""Whom a text names beside an event: those who are only spoken of, and those who were there."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.roles_actors import aside

_ABSENT: Final = re.compile(
    r"\bdid not (?:come|sign|attend|take part)|\babsent\b|\bnot present\b", re.I
)
_ONLY_NAMED: Final = re.compile(
    r"\b(?:according to|based on|under|site|website|news|report|rules?|laws?|plan|demands?"
    r"|spirit|list|paper"
    r"|thanks? to|like|than|with the name) (?:of )?(?:the )?$",
    re.I,
)
_ITS_THING: Final = re.compile(r"['’]s\b")
_LATER: Final = re.compile(
    r"\b(?:next step|will (?:further |also )?continue|in the future)\b", re.I
)


def one_side(stretch: Stretch, start: int, end: int) -> int:
    """Return where those end who invited: "at the invitation of A, Ana Torres of B came"."""
    inviting = stretch.line.within(start, end, "AN")
    guests = [item.at for item in inviting[1:] if item.slot == "N"]
    return min(guests, default=end) if inviting and inviting[0].slot == "A" else end


def merely_named(draft: Draft) -> Iterator[Part]:
    """Yield the bodies that a machine-translated text names where it tells of an event."""
    for stretch in draft.stretches:
        line = stretch.line
        if line.sentence.language != "en-t-zh" or line.text.lstrip()[:1] in '"“':
            continue
        if _ABSENT.search(line.text) or _LATER.search(line.text):
            continue
        named = stretch.items("A")
        others = aside(line, named, 0, len(line.text))
        for item in named:
            owned = item.locative or item.anaphor or item.at in others
            if owned or _ONLY_NAMED.search(line.text, max(0, item.at - 40), item.at):
                continue
            if _ITS_THING.match(line.text, item.at + 1):
                continue
            for ref in item.refs:
                yield Part(ref, "participant", stretch.span, "role.named.en", 0.6)
