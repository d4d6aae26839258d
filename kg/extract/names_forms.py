"""What names of bodies look like when they are written out, shortened, or called by a rank."""

import re
from collections.abc import Iterable
from typing import Final

from kg.authority import Entry, authority
from kg.extract.linking import known_names
from kg.extract.names_lexicon import RANKS_ZH, STEMS_EN, SUBJECTS_EN
from kg.extract.names_parts import BodyName
from kg.extract.names_place import place_key
from kg.model import Span

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MINISTRY: Final = re.compile(r"(?:[Mm]inister|[Ss]ecretary)(?= (?:of|for) )")
_MINISTRIES: Final = {
    "fr": (re.compile(r"^ministre\b(?! déléguée?)", re.IGNORECASE), "ministère"),
    "es": (re.compile(r"^ministr[oa]\b", re.IGNORECASE), "Ministerio"),
    "pt": (re.compile(r"^ministr[oa]\b", re.IGNORECASE), "Ministério"),
    "de": (re.compile(r"^minister(?:in)?\b", re.IGNORECASE), "Ministerium"),
}
_CHINESE_HEADS: Final = frozenset({"department", "bureau", "office"})
_SUBJECT_ZH: Final = 4  # characters of 卫生健康, which say which committee of a county
_SHORT_ZH: Final = {
    "环境保护": "环保", "环境科学": "环科", "林业和草原": "林草", "卫生健康": "卫健",
    "发展和改革": "发改", "发展改革": "发改", "人民": "",
}  # fmt: skip
_FULL_ZH: Final = re.compile("|".join(_SHORT_ZH))
LEGAL: Final = re.compile(r"(?:股份|有限|责任|控股)+公司$|(?:集团)?(?:股份|有限|责任)*公司$")


def core_of(name: BodyName) -> frozenset[str]:
    """Return the content words of a name in one form each."""
    if name.words and _HAN.search(name.words[0]):
        full = _FULL_ZH.sub(lambda found: _SHORT_ZH[found[0]], name.words[0])
        return frozenset({LEGAL.sub("", full)} - {""})
    words = (part for word in name.words for part in word.split("-"))
    stems = (stem for word in words for stem in STEMS_EN.get(word, (word,)))
    return frozenset(stem for stem in stems if stem)


def other_heads(name: BodyName, place: str | None) -> Iterable[str]:
    """Yield what else the 厅 or 局 of a Chinese place may be called in English."""
    chinese = place is not None and place.startswith("cn-")
    return sorted(_CHINESE_HEADS - {name.group}) if chinese and name.group in _CHINESE_HEADS else ()


def tells(name: BodyName) -> bool:
    """Does a local body have a word of its own, as in "Aran County Council"?"""
    if name.words and _HAN.search(name.words[0]):
        return len(name.words[0]) >= _SUBJECT_ZH
    return any(word.isascii() and word not in SUBJECTS_EN for word in core_of(name))


def ministry_of(name: BodyName, surface: str, language: str) -> str | None:
    """Return "Ministry of X of Peru" for "Peru's Minister of X"; none for those of no ministry."""
    if (ministers := _MINISTRIES.get(language[:2])) and name.english:
        ministry, count = ministers[0].subn(ministers[1], surface, 1)
        return ministry if count else None
    match = _MINISTRY.search(surface)
    if match is None or not name.words or " of State" in surface:
        return None
    country = f" of {name.place}" if match.start() > len("vice-") and name.place else ""
    return f"Ministry{surface[match.end() :]}{country}"


def written_entry(name: BodyName) -> Entry | None:
    """Return the listed agency that bears exactly this Chinese name of a list."""
    if not name.listed or not name.words or not _HAN.search(name.words[0] + name.head):
        return None
    for place in place_words(place_key(name.place)):
        written = f"{place}{name.words[0]}{name.head}"
        for hit in known_names().find(written):
            if hit.span == Span(0, len(written)):
                return next((e for e in hit.entries if e.kind == "agency"), None)
    return None


def place_words(place: str | None) -> tuple[str, ...]:
    entry = authority().get("place", place) if place else None
    if entry is None:
        return (place,) if place else ()
    return tuple(n.text for n in entry.names() if n.language.startswith("zh"))


def place_zh(label: str | None) -> str:
    entry = authority().get("place", place_key(label) or "")
    if entry is None:
        return label or ""
    return next((n.text for n in entry.labels if n.language.startswith("zh")), label or "")


def rank_of(place: str) -> str:
    entry = authority().get("place", place)
    if entry is not None:
        return "city" if entry.type == "municipality" else entry.type
    return next((rank for suffix, rank in RANKS_ZH.items() if place.endswith(suffix)), "")


def of_rank(place: str | None, name: BodyName) -> bool:
    """A provincial department is none of a city; an unknown place may be of any rank."""
    return not name.rank or place is None or rank_of(place) in {"", name.rank}


def shortens(short: str, name: str) -> bool:
    """Is 环科院 what is left of 环境科学研究院: its characters in order, the last one last?"""
    rest = iter(name)
    return len(short) > 1 and name.endswith(short[-1]) and all(c in rest for c in short)
