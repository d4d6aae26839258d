"""Agreements that stand in a list below "the following papers were signed:"."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.scene import Line

_OPENS: Final = re.compile(
    r"\b(?P<verb>signed|renewed|concluded|initialled|sealed|exchanged)\b[^.;:]{0,60}:\s*$"
    r"|签[署订][^。；：]{0,24}：\s*$"
)
_AHEAD: Final = re.compile(r"\b(?:will|shall|(?:is|are|was|were) to|to be|not)\b", re.IGNORECASE)
_ITEM: Final = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)、]|[-–—•*·■▪])")


def listed(lines: Sequence[Line]) -> dict[int, str]:
    """Return the numbers of the lines that list what was signed, with how it stands.

    The sentence above the list tells of nothing else: its number has no standing.
    """
    found: dict[int, str] = {}
    status, above = "", 0
    for line in lines:
        opens = None if line.title else _OPENS.search(line.text)
        if opens and not _AHEAD.search(line.text):
            status, above = "renewed" if opens["verb"] == "renewed" else "signed", line.number
        elif status and _ITEM.match(line.text):
            found[line.number], found[above] = status, ""
        else:
            status = ""
    return found
