"""What word-for-word translation makes of set phrases of Chinese, put back into English.

Only what is the same in every text is put back; names stay as they are written, but for places
that a text itself writes out elsewhere: with Gansu named, "Gan Province" is it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.model import Span
from kg.text.offsets import Patch

_IS: Final = r"(?: (?:is|are|was|were|has|have|includes?)\b|s? ?[:：])(?: the\b)?(?: by\b)?"
_UNIT: Final = r"[ -]?(?:units?|part(?:y|ies)|sides?|ones?)"
_DO: Final = r"(?:[ -]?(?:do|doing|done|handle|handling|organi[sz]\w+|hold(?:ing)?))?"
_HAND: Final = (
    r"(?:names?|pens?|brush(?:es)?|ink|seals?|stamps?|signatures?|(?:own )?hands?|(?:name )?words?)"
)
_PAPER: Final = r"(?:books?|papers?|sheets?)"
_PACT: Final = (
    r"(?:memorand(?:um|a)|memo|agreements?|contracts?|protocols?|cooperation"
    r"|friendship cit(?:y|ies)|sister cit(?:y|ies)|friendly cit(?:y|ies)|understanding)"
)
_CHIEF: Final = r"(?:longs?|chiefs?|heads?)"
_NOUNS: Final = (
    r"meeting|talks?|workshop|seminar|symposium|forum|conference|training|course|class|exercise"
    r"|drill|exhibition|ceremony|visit|trip|tour|inspection|activity|roundtable|signing"
)

# Earlier rows win where two match at the same place.
_ROWS: Final[tuple[tuple[str, str], ...]] = (
    # Who has which part: 主办单位是, 由…承办
    (rf"(?:the )?(?:main|chief|principal|sponsor(?:ing)?|host(?:ing)?(?= units?)){_DO}{_UNIT}{_IS}", "It is organized by"),
    (rf"(?:the )?(?:undertak(?:e|ing)|contract(?:ing)?|bear(?:ing)?|carry(?:ing)?(?: out)?|execut(?:e|ing))"
     rf"{_DO}{_UNIT}{_IS}", "It is undertaken by"),
    (rf"(?:the )?(?:co|assist(?:ing|ance)?|help(?:ing)?|joint){_DO}{_UNIT}{_IS}", "It is co-organized by"),
    (rf"(?:the )?(?:support(?:ing)?|guid(?:e|ing|ance)|sponsoring money|fund(?:ing)?){_UNIT}{_IS}",
     "It is supported by"),
    (r"(?:the )?(?:one|unit|side|party)s? (?:who|that|which) (?:carr(?:y|ies|ied) (?:it )?out|undert(?:akes?|ook)"
     r"|contract(?:s|ed)?) (?:is|are|was|were)", "it is undertaken by"),
    (r"(?:the )?(?:one|unit|side|party)s? (?:who|that|which) (?:sponsor(?:s|ed)?|host(?:s|ed)?|main does|organi[sz]e[sd]?)"
     r"(?: it)? (?:is|are|was|were)", "it is organized by"),
    (r"(?:joint|common) (?:sponsors?|organi[sz]ers?|hosts?) (?:is|are|was|were)", "It is organized by"),
    (r"main[- ](?:done|do|handled|held|managed|hosted) by", "organized by"),
    (r"(?:contracted|undertook|borne) by", "undertaken by"),
    (r"(?:assisted|helped)[- ](?:done|do|handled|held) by|co[- ](?:done|do|handled|held) by|assisted by",
     "co-organized by"),
    # 签字, 签约, 落笔
    (rf"(?:wr[io]te|written|writ(?:es|ing)|puts?|set|laid|lay|left|dropped?|fell|pressed|affixed|stamped"
     rf"|moved?|used?|took up|lifted|raised) (?:down )?(?:(?:their|the|its|his|her|both) )*(?:own )?{_HAND}"
     rf" (?:down )?(?:on|to|under|in|onto|upon|into|at|over)(?= )", "signed"),
    (rf"(?:(?:sign(?:ed)?|fell|dropped|lowered)[- ](?:the )?(?:words?|names?|pens?)|signed and stamped"
     rf"|stamped|sealed)(?: on| under)?(?= (?:[a-z]+ ){{0,6}}{_PACT})", "signed"),
    (r"pen holders? of", "signatory of"),
    (rf"{_PAPER} of (?=(?:[a-z]+ )?{_PACT}\b)", "agreement of "),
    (r"(?:intent(?:ion)?s?) (?:book|paper|document|letter|sheet)s?|(?:book|paper|document|sheet)s? of intent(?:ion)?s?",
     "letter of intent"),
    (r"understand(?:ing)? (?:memo(?:randum)?s?|record|remember(?:ing)? records?)|(?:memo|remember(?:ing|ance)?)"
     r" (?:record|book|paper|sheet)s?(?: of understanding)?|memorandum (?:book|record|paper|letter)s?",
     "memorandum of understanding"),
    (r"(?:cooperat(?:ion|e|ive)|agreement|contract|joint) (?:book|paper|treaty|agree(?:ing)? book|agreement book)s?",
     "cooperation agreement"),
    (r"(?:framework|frame) (?:cooperation )?(?:book|paper|agree(?:ing)?|treaty)", "framework agreement"),
    (r"(?:agreed?|reached) (?:on|by|with|as|at|from) (?:the )?principles?", "agreed in principle"),
    (r"(?:on|by|from) principle", "in principle"),
    (r"principle (?=agree)", "in principle "),
    (r"(?:did|do(?:es)?|made|took) (?:the )?organi[sz](?:ation|ing)(?: work)? (?:of|for) (?:the |this )?",
     "organized the "),
    (r"(?:repl(?:y|ies)|reports?|lectures?|speech|introduction|explanation|answer) (?:is|are|was|were)"
     r" (?:given |made |done |told )?by", "presentation by"),
    # 厅长, 局长, 处长, 书记
    (rf"(?P<rank>(?:(?:vice|deputy|assistant)[- ])?)(?:hall|bureau|department|office|place|institute|station|center"
     rf"|centre|court|section|department) {_CHIEF}(?![a-z])", r"\g<rank>director"),
    (r"(?:hall|bureau|department|center|centre)[- ]level", "director-level"),
    (r"book ?keepers?(?= (?:of the )?(?:party|group|committee))", "secretary"),
    (r"party (?:group )?book ?keeper", "party secretary"),
    # 一行, 率团, 前往
    (r"(?:one|a) (?:line|row) of (?=\w+ (?:people|persons?|members|experts))", "a delegation of "),
    (r"and (?:his|her|their|its) (?:line|row)(?: of \w+)?(?= (?:people|persons?|came|went|visited|arrived|to))",
     "and delegation"),
    (r"(?P<lead>le(?:a|)ds?|headed|heads|brought|brings|took|takes) (?:the )?(?P<who>team|group|delegation)"
     r" (?:to (?:go|come|visit|arrive) |(?:go|come|went|came|arrive[sd]?|visit(?:ed)?) )?(?:to|at|in) ",
     r"led a \g<who> to "),
    (r"(?:accept(?:s|ed|ing)?|by|with|upon|took up|because of) (?:the )?invitation (?=(?:of|from|by) )", "at the invitation "),
    (rf"sit(?:s)? (?:down )?(?:together|again|with one another)", "meet again"),
    (rf"sat (?:down )?(?:together|again|with one another)", "met again"),
    # 召开, 开幕, 举行
    (rf"open(?P<past>s|ed|ing)? (?:the )?(?:door|curtain|gate)s?(?= (?:on|in|at|of|for))", r"open\g<past>"),
    (r"(?:pull(?:ed|s)?|drew|draws?|rais(?:ed|es)|lift(?:ed|s)?|opened) (?:open |up |apart |back )?(?:the |its )?"
     r"(?:curtain|opening|prelude|screen)s?(?: down)?", "opened"),
    (r"(?:fall|fell|falls|dropped|lower(?:ed|s)) (?:down )?(?:the |its )?(?:curtain|screen)s?", "closed"),
    (r"(?:hold|held|holds) (?:open|to open)", "held"),
    # 取消, 推迟, 另行通知, 因故
    (r"(?:was|were|is|are|has been|have been) (?:temporarily )?(?:taken off|taken away|taken back|erased|struck"
     r"|crossed out|dropped|made empty|withdrawn|pulled)(?= *[,.;])", "was cancelled"),
    (r"(?:did|could|can|do|does) not (?:go|open|sail|depart|set out|set off|start|hold|run|do|form|make it|happen"
     r"|be (?:held|done|opened|made)|become)(?= *(?:[,.;]|because|for|due))", "was cancelled"),
    (r"(?:time|date|day)s? (?:is|are|will be|was|shall be) (?:notified|told|informed|announced|decided|set|fixed|chosen)"
     r" (?:another|otherwise|separately|later|again|in other|apart)(?: (?:time|day|notice|way))?"
     r"|(?:other|another|separate) (?:time|date|day)s? (?:is |will be )?(?:notified|informed|told|chosen|selected)"
     r"|(?:choos(?:e|es|ing)|chose|select(?:s|ed)?|pick(?:s|ed)?|find(?:s)?|wait(?:s|ed)?(?: for)?) (?:an|the )?(?:other|another|good)"
     r" (?:time|day|date)s?(?: (?:to|for) (?:hold|open|do|go))?", "postponed until further notice"),
    (r"(?:pushed|moved|delayed|extended|dragged) (?:to )?(?:the )?(?:back|rear|behind|later)(?= *[,.;]| because| for| due)",
     "postponed"),
    (r"(?:line|long|far|cloud|net(?:work)?|wire|screen|air) (?:up|top|on|connection|line) (?=(?:meeting|talks?|training|conference))"
     r"|(?:on|over|through|by) (?:the )?(?:line|net|cloud|screen|video)(?= *[,.;])", "online"),
)  # fmt: skip


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    english: str


_PHRASES: Final = tuple(_Row(re.compile(rf"\b(?:{p})(?:(?<=\W)|(?!\w))", re.IGNORECASE), e) for p, e in _ROWS)

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
    rf"\b(?P<short>{'|'.join(_PROVINCES)})(?= (?:Provinc|Ecolog|Environment|Hall\b|Office\b|Department\b"
    r"|Bureau\b|Forest|Water|Meteorolog))"
)


def idiomatic(text: str) -> list[Patch]:
    """Return the patches that put set phrases of a machine-translated text into English."""
    patches: list[Patch] = []
    for patch in sorted((*_phrases(text), *_provinces(text)), key=lambda p: p.span):
        if not patches or patch.span.start >= patches[-1].span.end:
            patches.append(patch)
    return patches


def _phrases(text: str) -> Iterator[Patch]:
    for pattern, english in _PHRASES:
        for found in pattern.finditer(text):
            words = found.expand(english)
            capital = found[0][0].isupper()
            words = words[0].upper() + words[1:] if capital else words[0].lower() + words[1:]
            yield Patch(Span(*found.span()), words, "calque", "restored")


def _provinces(text: str) -> Iterator[Patch]:
    """Yield the full names of provinces for those of one syllable, where the text has them."""
    for found in _SHORT.finditer(text):
        named = [name for name in _PROVINCES[found["short"]] if name in text]
        if len(named) == 1:
            yield Patch(Span(*found.span()), named[0], "calque", "restored")
