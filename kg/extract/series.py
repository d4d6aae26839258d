"""Recurring events: the ordinal before an event's name, and the name that stays."""

import re
from typing import Final

from kg.iris import h16, identity_key
from kg.model import EntityRef, Label, MintedEntity

_NUMERALS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH: Final = re.compile(
    r"(?P<before>[^，。；：、《》]{0,40}?)第(?P<number>[一二三四五六七八九十百\d]{1,5})[次届]"
    r"(?P<after>[^，。；：《》（(]{2,30}?(?:会议|会谈|对话|论坛|年会|大会|磋商|研讨会|联席会|峰会|博览会?))"
)
_WORDS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_EN: Final = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_WORDS)}) (?P<after>(?:[A-Z][\w'-]*|of|the|on|and|for|annual"
    r"|meeting|session|round|dialogue|environment|ministers|ministerial|consultation"
    r"|exchange|conference|forum)"
    r"(?: (?:[A-Z][\w'-]*|of|the|on|and|for|annual|meeting|session|round|dialogue"
    r"|exchange|conference|forum|consultation)){0,12})",
    re.IGNORECASE,
)
_PARTIES: Final = re.compile(r"^(?:.*?(?:日|上午|下午|晚|,|，))?")


def ordinal(text: str) -> tuple[int, str] | None:
    """Return the number and the lasting name of the event that `text` names by an ordinal."""
    found = _ZH.search(text)
    if found:
        name = _PARTIES.sub("", found["before"]) + found["after"]
        return number_of(found["number"]), name.strip()
    found = _EN.search(text)
    if found:
        word = found["number"].lower()
        number = _WORDS.index(word) + 1 if word in _WORDS else int(word[:-2])
        return number, found["after"].strip()
    return None


def number_of(numeral: str) -> int:
    """Return the value of a number below 100, in digits or in Chinese."""
    if numeral.isdigit():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十")
    if "十" not in numeral:
        return int("".join(str(_NUMERALS.get(c, 0)) for c in numeral))
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def recurring(name: str, language: str) -> MintedEntity:
    identity = identity_key("series", name, "")
    ref = EntityRef("series", f"x-{h16(identity)}")
    return MintedEntity(ref, identity, (Label(name, language),))
