"""Who convenes an event of which nothing says so: the body that its own sentence names."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.drafts import Draft, Part
from kg.extract.roles_actors import aside
from kg.extract.roles_cue import CONVENED

_PROJECT: Final = re.compile(r"[^，。；]{0,30}项目")  # named after the body before it


def unsaid(draft: Draft) -> Iterator[Part]:
    """Yield those whom the sentence that announces a gathering names and no rule gives a part."""
    known = {part.agency for part in draft.parts}
    if draft.type not in CONVENED or draft.trigger.manner != "noun":
        return
    if any(part.role == "organizer" for part in draft.parts):
        return
    home = draft.home
    left = [i for i in home.items("A") if not (i.anaphor or i.locative or known.issuperset(i.refs))]
    others = aside(home.line, left, home.start, home.end) if left else set()
    for item in left:
        if item.at in others or _PROJECT.match(home.line.text, item.at + 1):
            continue
        for ref in item.refs:
            if ref.kind == "agency" and ref not in known:
                yield Part(ref, "organizer", home.span, "role.unsaid", 0.65)
