"""Who travels and whom they call on, where no cue tells it: the subject, and who stands behind."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.roles_actors import is_firm
from kg.extract.scene import Item, pattern, sifted

TOURS: Final = frozenset({"Visit", "StudyTour"})
# Words that say somebody sets out, behind the one who does.
_SETS_OUT: Final = sifted(
    r"一行|率[领队团]?|带[领队着]|组织|组团|赴|前往|走进|来到|抵达?|到(?={P}|{A})|去|访问?|[来到回出]访|派"
)
_CALLS_ON: Final = pattern(
    r"(?:走进|来到|到访|抵达|走访|造访|莅临|参观|到|访问|去|拜访)了?(?P<host>{A})(?!的?(?:邀请|陪同))"
)


def journeys(draft: Draft, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the traveller and the host of a Chinese journey that lacks one."""
    line = draft.home.line
    if not line.cjk or draft.type not in TOURS:
        return
    told = {part.role for part in parts}
    if "visitor" not in told and (verb := _SETS_OUT.search(line.text, draft.home.start)):
        for item in line.within(draft.home.start, verb.start(), "AN"):
            if not item.locative:
                yield from _parts(item, "visitor", draft.home)
    if "host" not in told:
        for found in _CALLS_ON.finditer(line.text, draft.home.start, draft.home.end):
            for item in line.within(*found.span("host")):
                yield from _parts(item, "participant" if is_firm(item) else "host", draft.home)


def _parts(item: Item, role: str, stretch: Stretch) -> Iterator[Part]:
    refs = item.refs
    if item.slot == "N":
        refs = tuple(office.affiliation for office in item.offices if office.affiliation)
    for ref in refs:
        if ref.kind == "agency":
            yield Part(ref, role, stretch.span, "role.journey.zh", 0.75)
