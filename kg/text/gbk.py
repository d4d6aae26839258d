"""Characters as their two bytes in GBK, and which of them are everyday ones."""

from functools import cache
from typing import Final

from kg.text.language import simplified

LEADS: Final = range(0x81, 0xFF)
_CODEC: Final = "gb18030"  # GBK together with its user-defined area, which damaged text runs into
_PRIVATE: Final = range(0xE000, 0xF900)
_FIRST_LEVEL: Final = range(0xB0, 0xD8)  # lead bytes of the 3,755 most used characters


@cache
def pair(character: str) -> tuple[int, int] | None:
    """Return the two bytes of a character, None for one that does not have two."""
    code = character.encode(_CODEC, "replace")
    return (code[0], code[1]) if len(code) == 2 else None


@cache
def character(lead: int, trail: int) -> str | None:
    """Return the character of two bytes, None if a text can hardly hold it."""
    try:
        decoded = bytes((lead, trail)).decode(_CODEC)
    except UnicodeDecodeError:
        return None
    return None if len(decoded) != 1 or ord(decoded) in _PRIVATE else decoded


@cache
def plain(character: str) -> str:
    """Return the simplified form of a character."""
    return simplified(character)


@cache
def commonness(character: str) -> int:
    """Return 2 for the everyday half of GB 2312 and its punctuation, 1 for the rest, 0 beyond."""
    try:
        code = plain(character).encode("gb2312")
    except UnicodeEncodeError:
        return 0
    if len(code) == 1:
        return 1
    if code[0] in _FIRST_LEVEL or character in "，。、；：？！“”（）《》【】—":
        return 2
    return 1 if code[0] >= _FIRST_LEVEL.stop else 0


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """Return the characters that end in a byte, whatever byte they begin with."""
    found = (character(lead, trail) for lead in LEADS)
    return tuple(c for c in found if c and commonness(c))


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    found = (character(lead, trail) for trail in range(0x40, 0xFF))
    return tuple(c for c in found if c and commonness(c))
