"""The committee whose own session an event is."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.drafts import Part, Stretch
from kg.extract.scene import ORDINAL, pattern, sifted
from kg.extract.series import COLLEGIATE

OWN_SESSION: Final = "role.session"
_SESSION: Final = sifted(
    r"(?:meeting|session|round|congress) of (?:the |its )?{A}"
    rf"|(?:\b{ORDINAL}|\d{{4}}) {{A}}"
    rf"|{{A}}(?:['’]s)? (?:{ORDINAL} )?(?:[a-z]+ )?(?:meeting|session)\b"
    r"|{A}(?:{T}|（[^）]{1,8}）|\([^()]{1,12}\))?(?:年度|例行|全体|高官|工作|专题)?(?:年会|会议(?=[，。；]|{T}|[在于将]))"
    r"|{A}[^，。；]{0,8}(?:第[一二三四五六七八九十\d]+[次届]|年度|全体)[^，。；]{0,8}(?:会议"
    r"|年会|会)"
    r"|第[一二三四五六七八九十\d]+[届次]{A}"
    r"|{A}[^，。；]{0,20}(?:召开|举行)了?[^，。；]{0,10}(?:第[一二三四五六七八九十\d]+[次届]|年度|全体)[^，。；]{0,8}会"
    r"|{A}(?:\s?\([^()]{1,12}\))? (?:held|will hold|holds|used) [a-z ]{0,40}(?:its|their)",
    re.IGNORECASE,
)
_MEETS: Final = pattern(
    r"{A}(?:, [^,.;]{0,50},)? (?:met|meets|will meet|is to meet|convened|convenes|is meeting|sat"
    r"|(?:will|is to) (?:sit|convene|gather)|gathered|assembled|reconvened|was in session)\b"
    r"(?! with| an?\b| the\b)"
)


def own_session(stretch: Stretch) -> Iterator[Part]:
    """Yield the committee whose own session is told of: it convenes it."""
    text, start, end = stretch.line.text, stretch.start, stretch.end
    for found in (*_SESSION.finditer(text, start, end), *_MEETS.finditer(text, start, end)):
        for item in stretch.line.within(found.start(), found.end()):
            if COLLEGIATE.search(item.surface) or item.surface in ("its", "Its"):
                for ref in item.refs:
                    yield Part(ref, "organizer", stretch.span, OWN_SESSION, 0.9)
