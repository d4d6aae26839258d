"""Who the headline says convenes the main event, where no sentence does."""

from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.roles import TALKS, roles
from kg.extract.roles_cue import CONVENED
from kg.extract.roles_settled import strongest
from kg.extract.scene import Line

_CONVENES: Final = frozenset({"organizer", "co-organizer", "host"})


def with_headline(draft: Draft, scene: Sequence[Line]) -> list[Part]:
    """Return the roles of the main event with the organizers that only the headline names."""
    if draft.type not in CONVENED or any(part.role in _CONVENES for part in draft.parts):
        return draft.parts
    titles = (line for line in scene if line.title and not TALKS.search(line.text))
    stretches = [Stretch(line, 0, len(line.text), announces=True) for line in titles]
    told = [part for stretch in stretches for part in roles(stretch, draft)]
    return strongest([*draft.parts, *(part for part in told if part.role == "organizer")])
