"""What word-for-word translation makes of set phrases, put back into English.

`ontology/lexicon/calques.csv` has a row for each of Chinese, `calques_abroad.csv` for each of
European languages: the English, whether case counts, and the words
as an expression in which `<pact>` stands for the row of that name. Only what means the same in
every text is put back; names of bodies stay, but for words such as 研究所 that are no names, and
for provinces of one syllable that the text itself writes out elsewhere.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from kg.model import Span
from kg.terms import ONTOLOGY
from kg.text.offsets import Patch, apart
from kg.text.sifting import Sieve, Sifted

_PART: Final = re.compile(r"<([a-z]+)>")
_WITHIN: Final = re.compile(r"[\w,)][ ]$")
_LINE: Final = re.compile(r"[^\n]+")
_WEEK: Final = {
    "one": "Monday", "two": "Tuesday", "three": "Wednesday", "four": "Thursday", "five": "Friday",
    "six": "Saturday", "day": "Sunday",
}  # fmt: skip
_WHICH: Final = {"up": "last", "upper": "last", "down": "next"}  # 上周, 下周
_WEEKDAY: Final = re.compile(
    r"\b(?:(?P<week>last|this|next|upper|up|down) )?(?:week|star period|worship)[ -]?"
    rf"(?P<n>{'|'.join(_WEEK)})\b",
    re.IGNORECASE,
)
# Provinces by the one character that stands for them; two share some readings.
_PROVINCES: Final[Mapping[str, tuple[str, ...]]] = {
    "Jing": ("Beijing",), "Jin": ("Tianjin", "Shanxi"), "Ji": ("Hebei", "Jilin"),
    "Meng": ("Inner Mongolia",), "Liao": ("Liaoning",), "Hei": ("Heilongjiang",),
    "Hu": ("Shanghai",), "Su": ("Jiangsu",), "Zhe": ("Zhejiang",), "Wan": ("Anhui",),
    "Min": ("Fujian",), "Gan": ("Gansu", "Jiangxi"), "Lu": ("Shandong",),
    "Yu": ("Henan", "Chongqing"), "E": ("Hubei",), "Xiang": ("Hunan",), "Yue": ("Guangdong",),
    "Gui": ("Guangxi", "Guizhou"), "Qiong": ("Hainan",), "Chuan": ("Sichuan",),
    "Qian": ("Guizhou",), "Dian": ("Yunnan",), "Yun": ("Yunnan",), "Zang": ("Tibet", "Xizang"),
    "Shan": ("Shaanxi",), "Qin": ("Shaanxi",), "Long": ("Gansu",), "Qing": ("Qinghai",),
    "Ning": ("Ningxia",), "Xin": ("Xinjiang",), "Gang": ("Hong Kong",), "Ao": ("Macao",),
}  # fmt: skip
_SHORT: Final = re.compile(
    rf"\b(?P<short>{'|'.join(_PROVINCES)})(?= (?:Provinc|Ecolog|Environment|Forest|Water"
    r"|Meteorolog|(?:Hall|Office|Department|Bureau)\b))"
)
_SMALL: Final = re.compile(
    r"\b(?:Institute|institute|Ministry|Committee|Department|Agency|Administration|Directorate"
    r"|Inspectorate|Cent(?:er|re)|center|Faculty|Council|University|university|Laboratory|Academy"
    r"|Office|(?:[Vv]ice-|[Dd]eputy )?[Mm]inister) (?:of|for)"
    r" (?!nature-)[a-z][\w-]+(?:,? (?:and |of )?[a-z][\w-]+){0,4}?"
    r"(?= of (?:the )?[A-Z]|,? [A-Z]{2,}\b)"
    r"|(?<=of )[A-Z][a-z]+(?:al|ic|ian|sk|sky) (?:institute|university|academy|society|museum)\b"
    r"(?! of)"
)


class _Phrase(NamedTuple):
    pattern: Sifted
    english: str


class _Phrases(NamedTuple):
    sieve: Sieve
    rows: tuple[_Phrase, ...]


def idiomatic(text: str) -> list[Patch]:
    """Return the patches that put set phrases of Chinese, translated, into English."""
    return apart((*_phrases(text, "calques"), *_provinces(text), *_weekdays(text)))


def idiomatic_abroad(text: str) -> list[Patch]:
    """Return the patches that put set phrases of European languages, translated, into English."""
    return apart((*_titles(text), *_phrases(text, "calques_abroad")))


def _titles(text: str) -> Iterator[Patch]:
    """Give names in which other languages have one capital those of English."""
    for found in _SMALL.finditer(text):
        words = re.sub(r"(?<!['’])\b(?!and\b|of\b|the\b)[a-z]", lambda w: w[0].upper(), found[0])
        yield Patch(Span(*found.span()), words, "calque", "restored")


@cache
def _table(name: str) -> _Phrases:
    """Read the phrases; most processes meet no translated page."""
    told = (ONTOLOGY / "lexicon" / f"{name}.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(told))
    parts = {row["english"].strip("<>"): row["words"] for row in rows if row["case"] == "part"}
    sieve = Sieve()
    phrases: list[_Phrase] = []
    for row in rows:
        if row["case"] == "part":
            continue
        words = _PART.sub(lambda part: parts.get(part[1], part[0]), row["words"])
        flags = re.MULTILINE | (re.IGNORECASE if row["case"] == "any" else 0)
        whole = rf"\b(?:{words})(?:(?<=\W)|(?!\w))"
        phrases.append(_Phrase(Sifted(whole, flags, sieve), row["english"]))
    return _Phrases(sieve, tuple(phrases))


def _phrases(text: str, name: str) -> Iterator[Patch]:
    table = _table(name)
    for line in (Span(*found.span()) for found in _LINE.finditer(text)):
        signs = table.sieve.signs(line.of(text).lower())
        for phrase in (row for row in table.rows if signs & row.pattern.sign):
            for found in phrase.pattern.bearing(signs, text, line):
                english = found.expand(phrase.english)
                opens = found[0][0].isupper() and not _WITHIN.search(
                    text, max(0, found.start() - 2), found.start()
                )
                first = english[0].upper() if opens else english[0]
                yield Patch(Span(*found.span()), first + english[1:], "calque", "restored")


def _provinces(text: str) -> Iterator[Patch]:
    for found in _SHORT.finditer(text):
        named = [name for name in _PROVINCES[found["short"]] if name in text]
        if len(named) == 1:
            yield Patch(Span(*found.span()), named[0], "calque", "restored")


def _weekdays(text: str) -> Iterator[Patch]:
    for found in _WEEKDAY.finditer(text):
        day, week = _WEEK[found["n"].lower()], (found["week"] or "").lower()
        words = f"{day} of {_WHICH.get(week, week)} week" if week else day
        yield Patch(Span(*found.span()), words, "calque", "restored")
