"""Vietnamese bodies of several provinces told at once: "sở tài nguyên các tỉnh A, B và C"."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.languages import VIETNAMESE
from kg.model import Span

_CAPITAL: Final = rf"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ{VIETNAMESE}]\w+"
_RANK: Final = r"(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã)"
_PLACE: Final = rf"(?:{_RANK} )?(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
_ONE: Final = re.compile(_PLACE)
_SEVERAL: Final = re.compile(
    r"(?<!\w)(?P<body>(?:[Ss]ở|[Cc]hi cục|UBND|[Ủủ]y ban nhân dân|[Uu]ỷ ban nhân dân|[Cc]ông an"
    r"|HĐND|[Hh]ội đồng nhân dân|[Bb]an quản lý|[Hh]ạt [Kk]iểm lâm|[Tt]ỉnh đoàn|[Hh]ội [Nn]ông dân)"
    r"(?: (?!các\b|của\b)[^\W\d_]+(?:[-&][^\W\d_]+)*){0,9}?),? (?:của )?(?:các|hai|ba|bốn|năm|sáu)"
    rf" (?P<rank>{_RANK})(?:,? thành(?: phố)?)?(?: gồm)?:? "
    rf"(?P<list>{_PLACE.replace('?P<name>', '?:')}"
    rf"(?:(?:, | và | cùng ){_PLACE.replace('?P<name>', '?:')})+)"
)


def written_out(text: str, sentence: Span) -> Iterator[tuple[Span, str]]:
    """Yield where each body of such a list stands, and its name in full."""
    for match in _SEVERAL.finditer(text, *sentence):
        body, first = match["body"], True
        for place in _ONE.finditer(text, *match.span("list")):
            rank = place[0].removesuffix(place["name"]).strip() or match["rank"]
            start = match.start() if first else place.start()
            yield Span(start, place.end()), f"{body[0].upper()}{body[1:]} {rank} {place['name']}"
            first = False
