"""Whether a result that a server sent is all of it: some end well what they broke off."""

import re
from typing import Final

from kg.errors import BadAnswer

_KEPT: Final = 4_096
_ENDS: Final = {
    "json": re.compile(rb"(?:\]\s*\}|\"boolean\"\s*:\s*(?:true|false)[^{}]*)\s*\}\s*$"),
    "xml": re.compile(rb"</(?:\w+:)?sparql>\s*$"),
    "rdf": re.compile(rb"</rdf:RDF>\s*$"),
    "jsonld": re.compile(rb"[\]}]\s*$"),
}
ENDS_ITSELF: Final = frozenset(_ENDS)  # formats in which an end that is missing can be seen


class Ending:
    """Sees the blocks of a result in a format go by."""

    def __init__(self, suffix: str, cancelled: bytes) -> None:
        self._end, self._cancelled = _ENDS.get(suffix), cancelled
        self._tail = b""

    def see(self, block: bytes) -> None:
        self._tail = block[-_KEPT:] if len(block) >= _KEPT else (self._tail + block)[-_KEPT:]

    def check(self) -> None:
        """Raises: BadAnswer when something is missing."""
        if self._cancelled and self._tail.rstrip().endswith(self._cancelled):
            raise BadAnswer("the SPARQL server broke off its answer")
        if self._end and not self._end.search(self._tail):
            raise BadAnswer("the SPARQL server's answer ends too early")
