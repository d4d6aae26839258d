"""Dates of European languages that were translated word for word, put into plain English.

`the friday 25 of august of 2023`, `with 18 on 20 of June`, `the past wednesday`, `on the 5. May`.
"""

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterator
from typing import Final

from kg.model import Span
from kg.text.offsets import Patch, apart
from kg.text.sifting import Sifted

_M: Final = rf"(?:{'|'.join(month_name[1:])})"
_PLAIN_M: Final = (
    rf"(?:{'|'.join(name for name in month_name[1:] if name not in ('March', 'May'))})"
)
_W: Final = rf"(?:{'|'.join(day_name)})"
_D: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_MARK: Final = r"(?:st|nd|rd|th|[º°.])?"
_Y: Final = (
    r"(?:,? (?:of |from )?(?:the )?(?:year )?(?P<y>(?:19|20)\d\d)\b"
    r"|,? of (?:the )?(?P<ry>this|current|present|running|last|past|next) year\b)?"
)
_WHICH: Final = {"past": "last", "coming": "next", "proximate": "next"}
_OLD_OR_NEW: Final = "past|last|next|coming|proximate"
_PREPOSITION: Final = re.compile(
    r"\b(?:on|from|to|until|till|since|by|before|after|in|between|and|for|dated|of|at|through)"
    r"(?: the)?\W*$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"(?:^|[.;:!?]\s|\n|[•–—|]\s?)$")
_FILED: Final = re.compile(r"(?:^|\n)[^\n]{2,20}[,(] ?$")  # Lima, 3 of May of 2024.-
_FILED_END: Final = re.compile(r"\)?\s?(?:[.:|(–—-]|$|\n)")
_MARKED: Final = re.compile(r"(?:^|[^\w\s]\s?|\n)$")
_ENDS: Final = (
    r"(?=\s?[,.;:)]|\s(?:also|in|at|was|were|is|will|has|had|it|the|by|with|from|and|to)\b|$)"
)


def _year(found: re.Match[str]) -> str:
    if found["y"]:
        return f" {found['y']}"
    if not found["ry"]:
        return ""
    said = found["ry"].lower()
    return f" of {_WHICH.get(said, said if said in ('last', 'next') else 'this')} year"


def _day(found: re.Match[str]) -> str:
    weekday = f"{found['w'].title()} " if found["w"] else ""
    return _on(found, f"{weekday}{int(found['d'])} {found['m'].title()}{_year(found)}")


def _on(found: re.Match[str], words: str) -> str:
    """Put `on` before a day that nothing joins to its sentence."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    if _PREPOSITION.search(before) or (words[0].isalpha() and _MARKED.search(before)):
        return words
    if _FILED.search(before) and _FILED_END.match(found.string, found.end()):
        return words
    return f"{'On' if _OPENS.search(before) else 'on'} {words}"


def _range(found: re.Match[str]) -> str:
    first = f"{int(found['d'])} {found['n'].title()}" if found["n"] else f"{int(found['d'])}"
    words = f"{first} to {int(found['e'])} {found['m'].title()}{_year(found)}"
    return f"{'From' if found[0][0].isupper() else 'from'} {words}"


def _pair(found: re.Match[str]) -> str:
    days = f"{int(found['d'])} and {int(found['e'])} {found['m'].title()}{_year(found)}"
    before = found.string[max(0, found.start() - 24) : found.start()]
    return days if _PREPOSITION.search(before) else f"on {days}"


def _weekday(found: re.Match[str]) -> str:
    which = found["before"] or found["after"]
    day = found["w"].title()
    if not which:
        return _on(found, day)
    return f"{_WHICH.get(which.lower(), which.lower())} {day}"


def _stretch(found: re.Match[str]) -> str:
    which = (found["before"] or found["after"]).lower()
    return f"{_WHICH.get(which, which)} {found['n']}"


_LEAD: Final = rf"(?:\b(?:in |on |at )?(?:the|this)(?: (?:{_OLD_OR_NEW}))? )?(?:\bdays? )?"
_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (
        rf"\b(?:from|with|since|between|of) (?:the )?(?:days? )?(?P<d>{_D}){_MARK}"
        rf"(?: of (?P<n>{_M}))? (?:to|on|by|till|until|at|and) (?:the )?(?P<e>{_D}){_MARK}"
        rf" (?:of )?(?P<m>{_M})\b{_Y}",
        _range,
    ),
    (
        rf"(?:\b(?:in |on )?the )?(?:\bdays )?\b(?P<d>{_D}){_MARK} and (?:the )?(?P<e>{_D}){_MARK}"
        rf" of (?P<m>{_M})\b{_Y}",
        _pair,
    ),
    (
        rf"{_LEAD}(?:\b(?P<w>{_W}),? )?(?:the )?(?:day )?(?<![\d.,])\b(?P<d>{_D}){_MARK}"
        rf" of (?P<m>{_M})\b{_Y}",
        _day,
    ),
    (
        rf"\b(?:(?:on |at |in )?(?:the|this) |date )(?:(?P<w>{_W}),? )?(?:the )?(?P<d>{_D})"
        rf"{_MARK} (?P<m>{_M})\b{_Y}",
        _day,
    ),
    (
        rf"\b(?:(?:on|in|at) )?(?:the|this)(?: (?:{_OLD_OR_NEW}))? (?P<w>{_W}),? (?:the )?(?:day )?"
        rf"(?:\((?P<b>{_D})\)|(?P<d>{_D}){_ENDS})",
        lambda found: _on(found, f"{found['w'].title()} the {int(found['b'] or found['d'])}th"),
    ),
    (
        rf"\b(?:(?:on|in|at) )?the (?:(?P<before>{_OLD_OR_NEW}) )?(?P<w>{_W})"
        rf"(?: (?P<after>{_OLD_OR_NEW}))?\b",
        _weekday,
    ),
    (
        rf"\b(?:in )?the (?:(?P<before>coming|proximate) )?(?P<n>week|month|year)"
        rf"(?(before)| (?P<after>{_OLD_OR_NEW}))\b",
        _stretch,
    ),
    (
        r"\b(?:in |on )?the day of (?P<n>yesterday|today|tomorrow)\b",
        lambda found: found["n"],
    ),
    (
        rf"\b(?:on )?(?:the )?(?:day )?(?P<d>{_D})(?:th|st|nd|rd)? of"
        r" (?:the )?(?:this|current|present|running)(?: month)?(?= ?[,.;:)]| (?:in|at|was|the)\b)",
        lambda found: f"on the {int(found['d'])}th of this month",
    ),
    (
        rf"\b(?P<m>{_M}) of (?:the )?(?:year )?(?P<y>(?:19|20)\d\d)\b",
        lambda found: f"{found['m'].title()} {found['y']}",
    ),
    (
        rf"\b(?P<m>(?-i:{_PLAIN_M.lower()}))\b",
        lambda found: found["m"].title(),
    ),
    (rf"\b(?P<w>(?-i:{_W.lower()}))\b", lambda found: found["w"].title()),
    (r"\b(?P<n>[ap])\. m\.", lambda found: f"{found['n'].lower()}.m."),
)  # fmt: skip
_RULES: Final = tuple((Sifted(form, re.I | re.M), said) for form, said in _FORMS)


def dated_abroad(text: str) -> list[Patch]:
    """Return the patches that put dates into English."""
    return apart(_dates(text))


def _dates(text: str) -> Iterator[Patch]:
    for rule, said in _RULES:
        for found in rule.finditer(text):
            if (words := said(found)) != found[0]:
                yield Patch(Span(*found.span()), words, "calque", "restored")
