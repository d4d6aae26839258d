"""Terms that a server would change without a word: they are refused before they are written."""

import re
from typing import Final

from pyoxigraph import RdfFormat, serialize

from kg.errors import NotSupported
from kg.remote.profiles import Profile
from kg.store.base import Change

_XSD: Final = rb'"\^\^<http://www\.w3\.org/2001/XMLSchema#'
_NUMBERS: Final = (
    (
        re.compile(rb'"[+-]?0*[1-9]\d{18,}' + _XSD + rb"\w*(?:nteger|ong|nt)>"),
        "an integer this long",
    ),
    (re.compile(rb'"[+-]?(?=[\d.]{17,}")\d*\.\d+' + _XSD + rb"decimal>"), "a decimal this long"),
    (re.compile(rb'"-\d{4,}-[^"]*' + _XSD + rb"(?:date|gYear)"), "a year before the first"),
)
_TRIPLE: Final = re.compile(rb"<<\(|\"@[A-Za-z0-9-]+--")
_MOST_TEXT: Final = 1_000_000  # characters of one literal
_LONG: Final = re.compile(rb'"(?:[^"\\]|\\.){%d,}"' % _MOST_TEXT)


def refuse_unkept(change: Change, profile: Profile) -> None:
    """Let a change pass whose terms a server keeps as they are.

    Raises: NotSupported
    """
    inserted = serialize(change.insert, format=RdfFormat.N_QUADS) or b""
    for lines in (inserted, *change.load):
        for pattern, what in _traps(profile):
            if found := pattern.search(lines):
                shown = found[0][:80].decode(errors="replace")
                raise NotSupported(f"{profile.title} does not keep {what}: {shown}")


def _traps(profile: Profile) -> list[tuple[re.Pattern[bytes], str]]:
    traps = [] if profile.has_triple_terms else [(_TRIPLE, "a term of RDF 1.2")]
    return traps if profile.keeps_numbers else [*traps, *_NUMBERS, (_LONG, "a text this long")]
