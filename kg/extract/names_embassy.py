"""Countries that the pages of embassies shorten: 驻塞舌尔大使会见塞农业部部长."""

import re
from collections.abc import Sequence
from typing import Final

from kg.authority import Entry
from kg.extract.linking import Hit, hit
from kg.model import Span

_POST: Final = re.compile(r"(?:共和国|王国)?(?:临时)?(?:大使|使馆|代办|公使|参赞|总领)")
_OPENS: Final = "(?<![\u4e00-\u9fff])|(?<=[与和同及向对在赴到访见会晤于为])|(?<=[拜走]访)|(?<=邀请)"
# A body, whose words no clause parts.
_BODY: Final = (
    r"(?!国(?!家)|[方家])(?=[^\W\d_的了是将]{2,8}?(?:、[^\W\d_的了是将]{2,10}?){0,4}"
    r"(?:部(?![门分署落队位])|局(?![部限面势])|署(?!名)|委员会|秘书处|议会))"
)


def shortened_countries(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return where the country that somebody is posted to stands by its first character."""
    posted: dict[str, tuple[Entry, ...]] = {}
    for found in hits if "驻" in text else ():
        start, end = found.span
        country = tuple(entry for entry in found.entries if entry.type == "country")
        if country and text[start - 1 : start] == "驻" and _POST.match(text, end):
            posted.setdefault(text[start], country)
    return [
        hit(Span(*match.span()), country)
        for character, country in posted.items()
        for match in re.finditer(rf"(?:{_OPENS}){character}{_BODY}", text)
    ]
