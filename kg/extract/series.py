"""Recurring events: the ordinal before an event's name, and the name that stays."""

import re
from functools import cache
from typing import Final

from kg.authority import authority
from kg.extract.minting import identified
from kg.iris import fold
from kg.model import EntityRef, Label, MintedEntity, Span
from kg.text.sifting import Sifted

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH: Final = Sifted(
    r"(?P<before>[^，。；：、]{0,40}?)第(?P<number>[一二三四五六七八九十百\d]{1,5})[次届]"
    r"(?P<after>[^，。；：（(]{2,30}?(?:会议|会谈|对话|论坛|年会|大会|磋商|研讨会|联席会|峰会"
    r"|博览会?))"
)
_AFTER_DATE: Final = re.compile(r"^.*(?:\d日|上午|下午|晚|[,，]|由|在|召开|举行|举办|出席|参加)")
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
        ),
        start=1,
    )
}
_WORD: Final = r"(?:[A-Z][\w'’-]*|of|the|on|and|for|annual|to|in)"
_EN: Final = Sifted(
    rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)})) "
    rf"(?P<after>(?:(?:meeting|session|round) of the )?{_WORD}(?: {_WORD}){{0,14}})"
)
_EVENT_EN: Final = Sifted(
    r"meeting|session|round|dialogue|conference|forum|consultation|symposium|assembly|summit"
    r"|congress",
    re.IGNORECASE,
)
_ITS_OWN: Final = Sifted(
    rf"\b[Ii]ts (?P<number>\d{{1,3}}(?:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)}))"
    r" (?P<kind>meeting|session)\b(?! of\b)"
)
# Bodies that exist in their sessions.
COLLEGIATE: Final = re.compile(
    r"委员会|联委会|混委会|小组|工作组|专班|大会|理事会|联席会议|分委会|council|committee|commission|group|assembly"
    r"|board",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(r"(?: (?:of|the|on|and|for|to|in))+$")
_MARKS: Final = re.compile(r"[《》“”\"—–-]")


def ordinal(text: str) -> tuple[int, str] | None:
    """Return the number and the lasting name of the event that `text` names by an ordinal."""
    found = _ZH.search(text)
    if found:
        name = _AFTER_DATE.sub("", found["before"]) + found["after"]
        return number_of(found["number"]), name.strip()
    for found in _EN.finditer(text):
        if name := _lasting(found):
            return _number_en(found["number"]), name
    return None


def own_ordinal(text: str, home: Span) -> tuple[int, str] | None:
    """Return the same of "its seventh session" at `home`, by the session named last before it."""
    found = next(_ITS_OWN.within(text, home), None)
    if found is None:
        return None
    named = [_lasting(each) for each in _EN.finditer(text, 0, home.start)]
    last = next((name for name in reversed(named) if name.startswith(f"{found['kind']} of ")), "")
    return (_number_en(found["number"]), last) if last else None


def _lasting(found: re.Match[str]) -> str:
    """Return the name behind an English ordinal, "" where it names no event."""
    name = _TRAILING.sub("", found["after"])
    is_named = _EVENT_EN.search(name) and any(word[0].isupper() for word in name.split())
    return name if is_named else ""


def _number_en(word: str) -> int:
    return _ORDINALS.get(word.lower()) or int(word[:-2])


def number_of(numeral: str) -> int:
    """Return the value of a number below 100, in digits or in Chinese."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int("".join(str(_DIGITS.get(c, 0)) for c in numeral))
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def series_named(name: str, language: str) -> tuple[EntityRef, MintedEntity | None]:
    """Return the listed series of that name, else a new one with its description."""
    key = _listed().get(_bare(name))
    if key:
        return EntityRef("series", key), None
    identity, ref = identified("series", name, "")
    return ref, MintedEntity(ref, identity, (Label(name, language),))


@cache
def _listed() -> dict[str, str]:
    entries = (entry for entry in authority().entries if entry.kind == "series")
    return {_bare(label.text): entry.key for entry in entries for label in entry.names()}


def _bare(name: str) -> str:
    return fold(_MARKS.sub("", name)).removesuffix("会议")
