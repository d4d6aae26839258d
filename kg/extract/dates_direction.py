"""Whether the words around a date say that it lies behind or ahead."""

import re
from typing import Final, Literal

from kg.model import Span

Direction = Literal["past", "nearest", "future"]
FUTURE: Final = re.compile(
    r"\b(?:will(?! not)|shall|to be (?:held|opened|signed|launched)|plans? to|planned|upcoming|due"
    r"|(?<![Bb]efore )(?<![Aa]fter )(?<![Ss]ince )coming"
    r"|[Nn]ext|until|is to|are to|prepares? to|get(?:s|ting)? ready"
    r"|[Aa]ccording to (?:the )?(?:plan|arrangement|schedule)|agreed to|decided (?:that|to)"
    r"|(?:is|are) (?:hosting|holding|organi[sz]ing|convening)"
    r"|intends?|wants? to|calendar|(?:[Oo]n|[Ii]n|[Tt]o) (?:the|our|its) (?:[a-z]+ )?(?:programme"
    r"|agenda)"
    r"|(?:programme|agenda)(?= ?[:–-])|sera|será|aura lieu"
    r"|celebrará|terá|até|próxim[oa]|serão|terão"
    r"|(?:previst|marcad|agendad|programad|aprazad)[oa]s? para"
    r"|(?:decorrer|ocorrer|acontecer|realizar|realizar-se-|reunir-se-|receber|acolher"
    r"|participar)(?:á|ão)"
    r"|(?:vai|vão|irá|irão) (?:ser|decorrer|realizar|acontecer|ocorrer|receber|acolher)"
    r"|(?!durar)[a-zà-ÿ]{2,}(?:[aei]rá|drá|brá)n?|(?!verão)[a-zà-ÿ]{2,}[aei]rão|van? a [a-zñ]+r"
    r"|(?:realiz|promov|organiz|celebr|acolh|receb|decorr|inici|começ|viaj|comienz)[ae]m?n?"
    r" (?:no|na|el|este|nesta|neste)(?= $)"
    r"|prochaine?|wird|werden|soll|sẽ|dự kiến|sắp(?: tới)?|будет|состоится"
    r"|планирует\w*)\b|将|將|[拟擬](?![^，。；]{1,8}的)"
    r"|(?<!行动)(?<!工作)(?<!合作)(?<!年)计划(?!署)|計劃(?!署)|即将|下次|定于|定於|商定"
    r"|(?<![需主重必只将想])要(?=[在于於去到来來])|[订訂][于於]|[定放排][在到]|轮[到由]|届时|屆時"
    r"|报名|預計|预计|有望|准备(?=[在于])|接下来|下一站|(?<!有效期)[推延](?:迟|期)?[到至]|约定|约好"
)
_ONCE_SET: Final = re.compile(
    r"\b(?:set for|fixed for|announced for|billed for|meant for|called for|lined up for|scheduled"
    r"|original(?:ly)?|was to|were to|(?:tinham?|haviam?) (?:anunciado|marcado|previsto|agendado)"
    r"|estavam? (?:previst|marcad|agendad)[oa]s?|(?:devia|deveria|iria)m?"
    r"|estaban? (?:previst|programad|convocad|fijad|señalad|agendad|pautad)[oa]s?"
    r"|iban? a|debían?|tenían? (?:previst|programad)[oa]|inicialmente|originalmente)\b"
    r"|原[定拟订本先说]|原计划|原打算|原安排|本[来应该]"
    r"|早先[定说]"
)
_PUT_OFF: Final = re.compile(
    r"\b(?:cancell?ed|postponed|called off|put off|scrapped|dropped|annulled"
    r"|on hold|fail(?:ed|s) to|deferred|not (?:take|come|go|be held)"
    r"|(?:did|could|will|would|can) not|given up|suspended"
    r"|put on (?:ice|hold)|(?:rained|taken) off|washed out|abandoned|shelved|axed|moved|slipped"
    r"|rescheduled|shifted|pushed back|put back|brought forward|cannot|put paid"
    r"|(?:fall|fell|fallen) victim|came of"
    r"|se (?:canceló|aplazó|pospuso|postergó|suspendió|anuló)|sin efecto"
    r"|(?:aplazad|pospuest|postergad|suspendid|anulad|reprogramad)[oa]s?"
    r"|(?:adiad|cancelad|suspens|transferid|desmarcad)[oa]s?|[Nn]ão se realiz\w+"
    r"|(?:bị|tạm|được|phải) (?:h[ủu][yỷ]|hoãn|dời|lùi)|hủy bỏ)\b"
)
# "opened on 3 May and will run until 7 May"
_HAS_BEEN: Final = re.compile(
    r"(?<!be )(?<!is )(?<!are )\b(?:started|began|opened|kicked off|inaugurated|launched|signed"
    r"|met|visited"
    r"|took place|convened)(?: [a-z]+){0,2} (?:on|in|from) (?:the )?$",
    re.IGNORECASE,
)
# "signed on 9 February, and under it both will", where the date belongs to what is past
_GOES_ON: Final = re.compile(r"\s*, (?:and|but|so|under which|where|which|who|with)\b")
_SIGNED: Final = re.compile(
    r"\b(?:signed|met|launched|opened|received|visited|held|agreed|concluded|inaugurated|hosted)\b"
    r"(?! by)[^.;,]{0,60}$"
)
SENTENCE_END: Final = re.compile(r"[。；！？!?;\n]|\.\s+(?=[A-Z])")
CLAUSE_END: Final = re.compile(r"[,，。；;：:\n]|\.\s")
LOOK_BACK: Final = 90
LOOK_AHEAD: Final = 60
_FAR: Final = 240
_OCCASIONS: Final = ("会上", "谈上", "式上", "会后", "期间", "会议", "见时", "谈时")
_ADVERB: Final = 8  # 环境日当天 before the comma still belongs to the date
PAST: Final = re.compile(
    r"\b(?:last|was|were|had|held|took|met|came|went|gave|sat|led|ran|began|brought|spent|made"
    r"|paid|saw"
    r"|(?<!are )(?<!is )(?<!be )(?:[a-z]{3,}(?<!ne)ed))\b|了(?!解)|过|曾|已"
)
# "The producers meet in Lima on 28 May to hear what was decided"
_MEETS: Final = re.compile(
    r"\b(?:meets?|gathers?|convenes?|opens?|begins?|starts?|holds?|hosts?|takes? place|travels?"
    r"|comes? together|follows|sits?|runs?)\b[^.;,]{0,60}$"
)
# What a clause far behind the date says of its time: "In April the Agency and the Fund had signed".
_HAD: Final = re.compile(
    r"\b(?:had|were|was|held|took|met|(?<!to be )(?<!will be )(?:signed|visited|launched|hosted))\b"
)
HAN: Final = re.compile("[\u4e00-\u9fff]")
_ENGLISH: Final = re.compile(
    r"\b(?:[Tt]he|of|is|are|and|for|with)\b|\b(?:[Oo]n|[Ii]n|[Ff]rom) (?:the )?$|^\W*\Z"
)


def direction(clean: str, span: Span) -> Direction:
    """Tell from the words around it whether a date lies behind, ahead, or either way."""
    before = SENTENCE_END.split(clean[max(0, span.start - LOOK_BACK) : span.start])[-1]
    rest = SENTENCE_END.split(clean[span.end : span.end + LOOK_AHEAD])[0]
    clauses = CLAUSE_END.split(rest.lstrip(",，、 "))
    apart = len(clauses[0]) > _ADVERB or "了" in clauses[0] or clauses[0].endswith(_OCCASIONS)
    after = clauses[0] if apart else " ".join(clauses[:2])
    if _ONCE_SET.search(before) or _PUT_OFF.search(before) or _PUT_OFF.search(rest):
        return "nearest"
    if _HAS_BEEN.search(before):
        return "past"
    if FUTURE.search(before):
        return "future"
    if _GOES_ON.match(rest) and _SIGNED.search(before):
        return "past"
    if FUTURE.search(after):
        return "future"
    if _MEETS.search(before) and not PAST.search(before):
        return "nearest"
    told = PAST.search(before) or PAST.search(rest) or _told_at_length(clean, span.end)
    return "nearest" if not told and _ENGLISH.search(before) and not HAN.search(rest) else "past"


def _told_at_length(clean: str, at: int) -> bool:
    """Whether the rest of a long sentence, which has no comma, tells of the past."""
    rest = SENTENCE_END.split(clean[at : at + _FAR])[0]
    return not FUTURE.search(rest) and _HAD.search(rest) is not None
