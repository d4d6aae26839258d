"""Bodies of several places that a translated page names together, each written out.

`Aran, Berin, Coran three cities ecological environment bureau`, `the bureaus of ... three cities`,
`the two city bureaus of Aran and Berin`; `Aran bureau`, `Aran Province Hall` where the page speaks
of environment bureaus and halls.
"""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span
from kg.text.offsets import Patch, apart
from kg.text.sifting import Sifted

_PLACE: Final = (
    r"\b(?!(?:The|This|Our|Both|All|Each|City|Provincial|Municipal|County|State)\b)[A-Z][a-z]+"
)
_RANKED: Final = rf"{_PLACE}(?: (?:Province|City|County))?"
_TOLD: Final = re.compile(r" (?:Province|City|County)$")
_LIST: Final = rf"{_RANKED}(?:(?:, and |, | and ){_RANKED})+"
_COUNT: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_RANKS: Final = {
    "provinces": "Province", "province": "Province", "cities": "City", "city": "City",
    "counties": "County", "prefectures": "Prefecture", "districts": "District",
    "provincial": "Province", "municipal": "City", "county": "County", "places": "",
}  # fmt: skip
_RANK: Final = rf"(?P<rank>{'|'.join(_RANKS)})(?:['’]s?)?"
_SUBJECT: Final = (
    r"(?:ecolog\w+(?: and)? environment\w*|environment\w*(?: protection)?|forestry|water)"
)
_HEAD: Final = (
    rf"(?P<head>(?:people['’]?s |{_SUBJECT} )(?:governments?|bureaus?|halls?|departments?"
    r"|offices?))"
)
_COUNTED: Final = Sifted(rf"(?P<list>{_LIST}),? (?:{_COUNT} )?{_RANK} (?i:{_HEAD})\b")
_PLURAL: Final = Sifted(rf"(?P<list>{_LIST}) (?i:{_HEAD})(?<=s)\b")
_OF_THEM: Final = Sifted(
    rf"(?:[Tt]he )?(?i:{_HEAD}) of (?:the )?(?P<list>{_LIST}),? (?:{_COUNT} )?{_RANK}"
)
# "the two bureaus Aran and Berin", "the three province people's governments of Aran, Berin, Coran"
_COUNTED_FIRST: Final = Sifted(
    rf"(?:[Tt]he )?(?i:{_COUNT}) (?:(?P<rank>provinc(?:e|ial)|city|municipal|count(?:y|ies)) )?"
    rf"(?P<head>(?i:(?:people['’]?s |{_SUBJECT} )?(?:governments|bureaus|halls|departments)))"
    rf"(?: of(?: the)?)? (?P<list>{_LIST})(?! (?:[A-Z]|bureau|hall|cit))"
)
_SYLLABLE: Final = r"(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?[aeiou]{1,3}(?:ng|n)?"
_BUREAU: Final = re.compile(
    rf"(?P<list>(?:{_PLACE}(?:, and |, | and ))*)"
    rf"\b(?P<last>(?!Basin|Marine|Bureau)(?=[A-Z])(?i:{_SYLLABLE}){{2,4}}) bureaus?\b"
)
_FULL: Final = re.compile(rf"\b(?i:{_SUBJECT}) bureau", re.IGNORECASE)
_HALL: Final = re.compile(rf"\b{_SUBJECT} (?:hall|department)\b", re.IGNORECASE)
_OF_RANK: Final = re.compile(
    rf"\b{_PLACE} (?:(?:Province|Provincial) (?P<hall>Hall)|(?:City|Municipal|County|District)"
    r" (?P<bureau>Bureau))\b(?! of)"
)


def listed(text: str) -> list[Patch]:
    """Return the patches that write the names out."""
    return apart(_lists(text))


def _lists(text: str) -> Iterator[Patch]:
    hall, bureau = _HALL.search(text), _FULL.search(text)
    for form in (_COUNTED, _PLURAL, _OF_THEM, _COUNTED_FIRST):
        for found in form.finditer(text):
            said = found.groupdict()
            head = said["head"].removesuffix("s").title().replace("’S", "’s").replace("'S", "'s")
            if " " not in head:  # whose bureaus and halls, the page tells elsewhere
                full = bureau if head == "Bureau" else hall
                if full is None or head == "Government":
                    continue
                head = full[0].title()
            rank = _RANKS.get(said.get("rank") or "") or (
                "City" if "Bureau" in head else "Province"
            )
            places = re.split(r", and |, | and ", said["list"])
            yield _written(
                found, [place.removesuffix(f" {rank}") for place in places], f"{rank} {head}"
            )
    if bureau:
        for found in _BUREAU.finditer(text):
            places = [*filter(None, re.split(r", and |, | and ", found["list"])), found["last"]]
            yield _written(found, places, f"City {bureau[0].title()}")
    yield from _of_rank(text, hall, bureau)


def _of_rank(
    text: str, hall: re.Match[str] | None, bureau: re.Match[str] | None
) -> Iterator[Patch]:
    """Write out what `Aran Province Hall` and `Berin Municipal Bureau` are for."""
    for found in _OF_RANK.finditer(text):
        kind, full = ("hall", hall) if found["hall"] else ("bureau", bureau)
        if full:
            yield Patch(Span(*found.span(kind)), full[0].title(), "calque", "restored")


def _written(found: re.Match[str], places: list[str], rest: str) -> Patch:
    bare = rest.partition(" ")[2]
    names = [f"{place} {bare if _TOLD.search(place) else rest}" for place in places]
    words = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return Patch(Span(*found.span()), words, "calque", "restored")
