"""A label of a body taken apart, in whatever letters it is written."""

import re
from functools import lru_cache
from typing import Final

from kg.identity.slots import Name
from kg.identity.slots_latin import latin_name
from kg.identity.slots_zh import chinese_name
from kg.text.language import HAN

_KEPT: Final = 65_536  # labels whose parts are remembered
_SHORT: Final = re.compile(r"[A-Z][A-Z0-9&/-]{1,9}")


@lru_cache(maxsize=_KEPT)
def name_of(label: str, owners: frozenset[str] = frozenset(), place: str = "") -> Name:
    """Take a label apart; `owners` are names of the body that it is a unit of.

    `place` is where the body is known to be, which decides between several places in a name.
    """
    if HAN.search(label):
        return chinese_name(label, owners, place)
    if _SHORT.fullmatch(label):
        return Name(label, False, is_short=True)
    return latin_name(label, owners, place)
