"""What names of persons in Chinese text are spelt with, and what stands behind them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.extract.names import Mention, Office
from kg.extract.names_lexicon import section

SURNAMES: Final = frozenset("".join(section("zh", "surnames")))
_BEHIND: Final = "|".join(sorted(section("zh", "behind-names"), key=len, reverse=True))
STRONG = re.compile(
    r"[，。、（,]|出席|参加|主持|表示|介绍|致辞|通报|汇报|发言|讲话|分享|签|一行|与|和|率|在|说|对"
)
_ADDRESS: Final = "先生|女士|博士|教授|同志"
BORDER = re.compile(
    rf"[^\u4e00-\u9fff]|$|(?!.(?:{_ADDRESS}))(?:{_BEHIND})"
    # 同 is also in names; before a body or an office it is "with".
    rf"|同(?=[\u4e00-\u9fff]{{1,14}}(?:部[长副]|部[^门]|署长|局长|大使|大臣|主任|总干事|秘书长))"
)
BEHIND_PAIR = re.compile(
    "|".join(word for word in section("zh", "behind-names") if len(word) > 1 and word[0] in "致作")
)
SYLLABLES: Final = frozenset("".join(section("zh", "transliteration")))
_LATIN_PART: Final = r"[A-ZÀ-ÖØ-Þ](?:\.|[^\W\d_]*[a-zß-öø-ÿ]['’]?)"
_FOREIGN_PART: Final = f"[{''.join(sorted(SYLLABLES))}]"
FOREIGN = re.compile(
    r"(?!的)[\u4e00-\u9fff]{1,8}(?:[·‧・•][\u4e00-\u9fff]{1,8}?)+"
    rf"(?=[^\u4e00-\u9fff·‧・•]|$|(?:{_BEHIND})|(?<=[·‧・•]{_FOREIGN_PART}{{3}})(?!{_FOREIGN_PART})"
    rf"|(?<=[·‧・•]{_FOREIGN_PART}{{4}})(?!{_FOREIGN_PART})|(?<=[·‧・•]{_FOREIGN_PART}{{5}})(?!{_FOREIGN_PART}))"
    r"|[\u4e00-\u9fff]{2,6}(?=[（(][A-Z][a-z]+)"
    rf"|{_LATIN_PART}(?:[ ·-]{_LATIN_PART}){{1,4}}(?![^\W\u4e00-\u9fff]|[·-])"
)
LATIN = re.compile(r"[（(]([A-Z][^（）()\d]{3,40})[）)]")
_REACH: Final = 16  # characters before a name that may tell the country of its office
_SPEAK_FIRST: Final = frozenset("在会与和说率表出")
_JAPAN: Final = re.compile(
    "日本|东京|京都(?!议)|大阪|北海道|名古屋|九州大|筑波|早稻田|冲绳|琉球|札幌|神户|福冈|横滨|广岛|知床|千叶|长崎|庆应"
)


def abroad(text: str, offset: int) -> bool:
    """Is the office a Japanese one, whose names are long?"""
    clause = re.split(r"[，。；、]", text[max(0, offset - _REACH) : offset])[-1]
    return bool(_JAPAN.search(clause)) and text[offset] not in _SPEAK_FIRST


def of_brackets(
    text: str, end: int, bodies: Mapping[int, Mention], held: tuple[Office, ...]
) -> tuple[Office, ...]:
    """Give offices the body in brackets behind a name: 院士某某（某大学）."""
    closing = _closing(text, end)
    body = bodies.get(closing)
    if body is None or body.span.start != end + 1:
        return held
    return tuple(replace(office, affiliation=body.entity) for office in held)


def behind(text: str, end: int, bodies: Mapping[int, Mention]) -> int:
    """Return where what follows a name and its brackets begins."""
    latin = LATIN.match(text, end)
    if latin is not None:
        return latin.end()
    closing = _closing(text, end)
    return closing + 1 if closing in bodies else end


def _closing(text: str, end: int) -> int:
    return (
        text.find("）" if text[end] == "（" else ")", end)
        if text[end : end + 1] in {"（", "("}
        else -1
    )
