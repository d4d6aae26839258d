"""Whether an event took place: held, planned, postponed, cancelled, background, or only wished."""

import re
from typing import Final, Literal

from kg.extract.any_case import AnyCase
from kg.extract.scene import Line, pattern

Factuality = Literal["held", "planned", "postponed", "cancelled", "background", "wished"]

_CANCELLED: Final = (
    r"取消|没有?能?(?:成行|办成|开成|搞成|演成)|没有?能?(?:举[行办]|召开|进行|实现)(?=[，。；])|不再补办|划掉|撤销(?=[，。；])|夭折|流产"
    r"|未能(?:成行|举[办行]|召开|如愿)|停办|不再举[行办]|作罢"
    r"|不(?:再)?(?:举办|召开|安排|办|开)了|落空|告吹|泡汤|叫停|(?:只[得好能]|被迫|不得不)[^，。；]{0,4}(?:放弃|作罢)|没[去看开办来走]成"
    r"|没能(?:办成|成行|举[行办]|进行|开成)"
    r"|(?:本应|本该|本来|原[定拟本打计])[^。；]{0,60}(?:没有|未能?)(?:进行|成行|举[行办]|办成|安排)"
    r"|\bcancel(?:l?ed|lation|s)?\b|\bcall(?:ed|s)? off\b|\b(?:was|were|been|be|is"
    r"|are) (?:[a-z]+ )?(?:scrapped|abandoned|shelved|axed|dropped|annulled|binned"
    r"|struck (?:out|off)"
    r"|withdrawn|discontinued|not possible|washed out|(?:rain|snow|tak)[a-z]+ off)\b"
    r"|(?:will|would|does|did|could|can|has|have|had) (?:[a-z]+ ){0,2}?not (?:[a-z]+ )?(?:tak(?:e"
    r"|en) place|com(?:e|ing) (?:about|off)|be held|go(?:ne)? ahead|proceed|materiali[sz]ed?"
    r"|happen)\b|\b(?:was|were|is|are|could|can|will|would|did) ?n[o'’]t (?:be )?(?:held|opened"
    r"|carried out"
    r"|organi[sz]ed|conducted|staged|done|made)\b"
    r"|\bfail(?:ed|s) to (?:be held|take place|materiali[sz]e|happen)\b"
    r"|\bha(?:s|ve|d) (?:scrapped|shelved|axed|dropped|abandoned|annulled)\b|^\W*[Ss]helved\b"
    r"(?! until)"
    r"|\bfell through\b|\bnever took place\b|\b(?:is|are) off\b(?=[.,;]|$)"
    r"|\b(?:nothing|little) came of\b|\bput paid to\b|\bfall(?:en)? victim to\b|\bfell victim to\b"
    r"|\b(?:had|has|have) (?:to be|to|been) (?:(?:drop|scrap|abandon|withdraw)(?:n|p?ed)?"
    r"|given up)\b|\bwithdrawn (?:its|the|their|his|her) invitations?\b|\bthere will be no\b"
    r"|\bcannot (?:now )?(?:be held|take place|go ahead)\b|\bcame to nothing\b"
    r"|\b(?:dropped|cut|removed|deleted|struck|taken (?:away|off|out)|withdrawn) from (?:the )?"
    r"(?:programme|program|agenda|schedule|calendar|list)\b"
    r"|no longer (?:be )?held"
)
_POSTPONED: Final = (
    r"推迟|未能如期|延期(?:举|召|进)?|改期|暂缓|延后|后延|往后推|顺延|择期(?:另行)?(?:举|召|再)"
    r"|另行择期"
    r"|(?:时间|日期)另行|(?<!召开，)(?<!举行，)(?<!举办，)(?:时间|日期)待定|另行(?:通知|商定|安排)|另择(?:时间|日期|期|时)|押后|缓办|择日|另告"
    r"|另定|[再另]议|再定(?=[，。；])|改日|无限期"
    r"|(?:时间|日期|日子|何时[^，。；]{0,6})(?:都|还|仍|均)?(?:未定|没有?定|尚未确定)"
    r"|往后放"
    r"|\bpostpone(?:d|ment|s)?\b|\bpush(?:ed)? (?:it )?back\b|\bput (?:it )?off\b|\bdeferred\b"
    r"|\b(?:put"
    r"|placed) on (?:hold|ice)\b|\bin abeyance\b|\bsine die\b|\bheld up\b"
    r"|\b(?:has|have|had) had to wait\b|\b(?:at|for|to) a later (?:date|time)\b"
    r"|\bfor the time being\b"
    r"|\b(?:was|were|been|be|is|are) (?:[a-z]+ )?(?:delayed|rescheduled|put back|held over)\b"
    r"|\bha(?:s|ve|d) rescheduled\b|\bsuspended until\b|\b(?:new|fresh|later"
    r"|another) date (?:will|is|has)\b|\buntil further notice\b|\b(?:no|without a) new date\b"
    r"|\bdate (?:is )?yet to be\b|\b(?:is|are|was|were|now|remains?"
    r"|currently) (?:still )?on (?:hold|ice)\b"
    r"|\bto be made up for\b|\b(?:revised|new|fresh|later|another) (?:dates?|day|time) (?:shall"
    r"|are|to|still)\b|\bshelved until\b|\b(?:pause|suspende)d until\b"
    r"|\bnot (?:take place|go ahead|be held|happen) (?:on (?:those|these|that|the (?:planned"
    r"|announced|original|scheduled)) (?:dates?|days?)|as (?:announced|planned|scheduled|foreseen))"
)
_MOVED: Final = (
    r"改(?:在|到|至|为|于)[^，。；]{0,6}{T}|现(?:改|调整|重新)?(?:定|订|安排|改)[于在为到至]{T}|(?:推迟|延期|顺延|改期|调整|延后|推后|提前"
    r"|移|推|挪|延)(?:至|到|为|在|于)了?{T}|(?:pushed back|postponed|moved|put off|rescheduled"
    r"|shifted|deferred|brought forward"
    r"|transferred"
    r"|changed|delayed|slipped|put back)(?: [a-z]+){0,4}(?: from {T})? (?:to|until|till"
    r"|for) (?:the )?{T}|\b(?:new|fresh|alternative) (?:dates?|day"
    r"|time)(?: [a-z]+){0,4}:? (?:the )?{T}|\b(?:changes|moves|shifts|switches) (?:[a-z]+ )?to {T}"
    r"|\b(?:instead|now) (?:(?:[a-z]+|{P},?) ){0,6}?(?:on|from|in|for|between) (?:the )?{T}"
    r"|\bnow {T}"
    r"|\b(?:adjourned|suspended|broken off|interrupted)\b[^.;]{0,40}\b(?:resumed?|taken up again"
    r"|continued?|reopened?) (?:again )?(?:on|in|from) {T}"
    r"|\bmade up (?:for )?(?:on|in|from) {T}|\b{T} (?:instead of|rather than|and not) (?:on |in "
    r"|from )?{T}|\bnot (?:on |in |from |until )?{T}[^.;]{0,24}? but (?:rather )?(?:on |in "
    r"|from )?{T}|\b(?:on|from|in) {T} instead\b"
    r"|\b(?:planned|scheduled|announced|set|foreseen|due|fixed|called) (?:for|on) (?:the )?{T}"
    r"[^.;]{0,40} (?:will|is to|are to|shall) (?:now )?(?:be held|take place|run|open|meet)\b"
    r"[^.;]{0,30}? (?:on|from|in) (?:the )?{T}"
)
_PLANNED: Final = (
    r"(?<![即行])将(?![^，。；]{0,3}(?:为|其|他|她|此|以|被))|拟(?:于|在|从)|定于"
    r"|计划(?:于|在|{T}|今年|明年|下)|即将|预计|准备于"
    r"|暂定(?:于|在|{T}|今|明|下)|拟{T}|答应|约定{T}|订于|(?:放|定|排|安排|敲定)[在到](?=下|明|{T})"
    r"|(?<![需主重必只将想])要(?=[在于到去办开赴]|同|和|与)|轮[由到]|欢迎[^，。；]{0,6}(?:捧场|报名)|将?会派"
    r"|\bwould (?:host|hold|convene|take place|be held)\b|\bwill\b|\bis to\b|\bare to\b"
    r"|\bshall (?:be|host|hold|meet|convene|visit|receive|welcome)\b"
    r"|\bto be (?:held|opened|signed|put|jointly)\b"
    r"|(?<!their )(?<!the )(?<!its )(?<!on )(?<!about )(?<!discuss )(?<!discussed )"
    r"\bplan(?:s|ned)? to\b|\b(?:is|are|was|were|has been|have been) (?:planned|scheduled|set"
    r"|due|slated"
    r"|announced|foreseen|earmarked|pencilled in)\b"
    r"|\b(?:upcoming|forthcoming|scheduled (?:for|to)|on the (?:cards|books for|horizon|calendar)"
    r"|in the (?:diary|calendar)|[Cc]oming (?:up|soon|next)|[Nn]ext (?:up|to come)|lies ahead)\b"
    r"|\b(?:is|are) to (?:follow|come)\b|\bto come\b(?=[:,])|\bpencilled in\b"
    r"|\bgo(?:es)? (?:on|into|to) [^.]{0,40}{T}"
    r"|\b(?:wants?|intends?) to (?:hold|open|organi[sz]e|come|travel|go|visit|meet|sign)\b"
    r"|\bprepares? to\b|\baccording to (?:the )?(?:plan|arrangement|schedule)\b"
    r"|\bget(?:s|ting)? ready to\b"
    r"|\bgoing to (?:hold|sign|meet|visit|organi[sz]e|convene|launch|host)\b|\bis expected to\b"
    r"|\b(?:is|are) due\b|\bplanned\b(?= {T})"
)
_BEFORE: Final = (
    r"去年|前年|上届|上次|上个?月(?!\d)|曾(?!经?济)|此前|早在|当年|往年|同月|年前|已先后"
    r"|先后组织|以来|累计"
    r"|\b(?:one|two|three|four|five|several|a few|some) years (?:before|earlier|ago)\b"
    r"|\blast (?:year|month|spring|summer|autumn|fall|winter)\b|\bin earlier\b"
    r"|\bearlier (?:this )?year\b|\bat the time\b"
    r"|\bas early as\b|\bback in\b|\bonce\b(?! (?:again|more|the|a|they|it|every|per|in)\b)"
    r"|\bprevious(?:ly)?\b|(?<!for )(?<!for the )\b(?:the )?(?:first|second|third"
    r"|fourth) (?:three )?rounds?\b|\bpast\b|\balready\b(?! (?:existing|strong|good|close|excellent"
    r"|fruitful|ongoing)\b)"
)
_AFTER_ALL: Final = (
    r"\b(?:finally|eventually|at last|in the end)\b (?:[a-z]+ )?(?:held|took place|convened|met"
    r"|opened|went ahead)|(?:终于|最终)[^，。；]{0,16}(?:举[行办]|召开|开幕)"
)
_AGREED: Final = (
    r"商定|约定(?!”)|按照[^，。；]{0,6}(?:计划|安排)|根据安排"
    r"|(?<!their )(?<!the )(?<!its )(?<!on )(?<!about )(?<!discuss )(?<!discussed )\bplans to\b"
    r"|\b(?:agreed|decided|arranged|promised|fixed)(?: that (?:they|the two sides|both)| to"
    r"|,? in {T})[^.,;]{0,30}? (?:to )?(?:hold|convene|meet|organi[sz]e|host|open|make|do|run)\b"
    r"|\bagreed to (?:sit|see|gather|come|reconvene|visit)\b"
)
_WISHED: Final = (
    r"每年|每季度|每月|定期(?!会)|\bevery (?:year|two years|month|spring|autumn)\b|\bannually\b"
    r"|\bregularly\b"
    r"|希望|期待|愿意?(?:同|与|和|在|以)|争取|建议|呼吁|力争|欢迎|期望|适时|条件成熟"
    r"|\bhopes?\b|\bhoped\b|\bwould like\b|\blooks? forward\b|\bproposed\b"
    r"|\bsuggested\b|\bshould\b|\bcould\b|\bmight\b|\bready to\b"
    r"|\bas an opportunity\b|\bmay\b"
)
_SPEECH: Final = (
    r"表示|指出|强调|介绍(?:说|，|,)|他说|她说|说[，,:：]|认为|透露|坦言|提到|解释"
    r"|\bsaid\b|\bsays\b|\btold\b|\brecalled\b|\bexpressed\b|\bemphasi[sz]ed\b"
    r"|\bexplained\b|\bintroduced\b"
)


# What stops an event, and is told of hardly anything that went well.
_PREVENTED: Final = (
    r"\b(?:(?:stopped|prevented|blocked|ruined|thwarted|foiled|hit) by|because of|because|due to"
    r"|owing to|on account of|as a result of|for (?:want|lack) of"
    r"|in view of|thanks to) (?:the |an? |heavy |strong |bad |severe |recent |continuous |big )*"
    r"(?:typhoon|rains?|rainstorm|storm|wind|gale|floods?|flooding|snow(?:fall)?|blizzard|ice"
    r"|fog|smog|haze|heat(?: ?wave)?"
    r"|weather|strike|epidemic|pandemic|covid|outbreak|earthquake|landslide|fires?|wildfires?"
    r"|elections?"
    r"|permits?|visas?|takers|guests|money|funds|road|ferry|flight|security|unrest|mourning)\b"
)
PREVENTED: Final = AnyCase(_PREVENTED)
CANCELLED: Final = AnyCase(_CANCELLED)
POSTPONED: Final = AnyCase(_POSTPONED)
MOVED: Final = AnyCase(_MOVED)
PLANNED: Final = AnyCase(_PLANNED)
BEFORE: Final = AnyCase(_BEFORE)
AFTER_ALL: Final = AnyCase(_AFTER_ALL)
AGREED: Final = AnyCase(_AGREED)
WISHED: Final = AnyCase(_WISHED)
# "Next on the calendar are a course in Lima and a mission in May."
AHEAD: Final = re.compile(
    r"\W*(?:(?:[Nn]ext|[Cc]oming|[Aa]head|[Ss]till to come|[Aa]lso (?:planned|ahead"
    r"|to come)) (?:up |on )?"
    r"(?:on |in )?(?:the (?:calendar|diary|agenda|programme|list) )?(?:is|are|comes?|stands?"
    r"|lies?|:)"
    r"|[Ll]ooking ahead\b|(?:[Oo]n|[Ii]n) the (?:calendar|diary|horizon|cards)\b|(?:[Nn]ext"
    r"|[Ii]n the diary|[Cc]oming up):)"
)
_PAUSE: Final = re.compile(r"，|,(?!\d{3})")
_COMMA: Final = re.compile(r"，|, (?!(?:to be|which (?:is|will)|where))")
_HAPPENED: Final = re.compile(
    r"\b(?:held|took place|opened|met|convened|online|indoors|despite|launched|signed|visited"
    r"|attended"
    r"|called|discussed|said|began|started|moved|virtual(?:ly)?|by video)\b"
)
# "began a visit on Monday and an agreement is expected to be signed"
_PAST: Final = re.compile(r"\b(?:began|held|met|paid|led|came|[a-z]{3,}ed)\b")
# "The session, running from 3 to 5 May, will be opened by"
_LATER: Final = re.compile(
    r"(?P<it>[^,.;]{0,50}), [^,.;]{1,120}, (?:will|is to|are to|is due|is scheduled)\b"
)
# "The session opened on 3 May and will run until 7 May".
UNDER_WAY: Final = pattern(
    r"\b(?:started|began|opened|kicked off|got under ?way)(?: (?:[a-z]+|{P},?)){0,4} {T}"
    r"|\b(?:is|are) (?:now |currently |already )?(?:under ?way|in full swing|in progress)\b"
)
_ANOTHER: Final = re.compile(r" and (?:an?|the|they|it|both|this) ")
SPEECH: Final = AnyCase(_SPEECH)


def spoken(line: Line) -> bool:
    """Whether a line reports words: what they mention did not happen there."""
    return bool(SPEECH.search(line.text))


def modality(line: Line, start: int, end: int, trigger: int) -> Factuality:
    """Return how the event at `trigger` stands in the stretch `start` to `end` of a line.

    Only the words speak here; dates are weighed by the caller.
    """
    text = line.text
    if AFTER_ALL.search(text, start, end):
        return "held"
    if off := _off(text, start, end):
        return off
    first, last = _clause(text, start, end, trigger)
    if UNDER_WAY.search(text, trigger, last):
        return "held"
    if (
        AHEAD.match(text)
        or PLANNED.search(text, first, last)
        or _promised(text, start, end, trigger)
    ):
        return "planned"
    if WISHED.search(text, start, trigger):
        return "wished"
    if BEFORE.search(text, start, end):
        return "background"
    return "held"


def _off(text: str, start: int, end: int) -> Factuality | None:
    """Return how an event stands that is not held on the day first told."""
    if called_off := _called_off(text, start, end):
        if MOVED.search(text, called_off.end(), end):
            return "planned"
        return "postponed" if POSTPONED.search(text, called_off.start(), end) else "cancelled"
    if MOVED.search(text, start, end):
        return "planned"
    return "postponed" if POSTPONED.search(text, start, end) else None


def _called_off(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the words that call an event off, or else what kept it from being held."""
    if found := CANCELLED.search(text, start, end):
        return found
    prevented = PREVENTED.search(text, start, end)
    put_off = prevented and (POSTPONED.search(text, start, end) or MOVED.search(text, start, end))
    return None if put_off or _HAPPENED.search(text, start, end) else prevented


def _promised(text: str, start: int, end: int, trigger: int) -> bool:
    """Whether it was agreed to hold an event, or a verb behind what is put in says so."""
    if AGREED.search(text, start, trigger):
        return True
    later = _LATER.match(text, trigger, end)
    return later is not None and not _PAST.search(later["it"])


def _clause(text: str, start: int, end: int, trigger: int) -> tuple[int, int]:
    """Return the part between commas that holds the trigger, and a relative part after it."""
    first = max((m.end() for m in _PAUSE.finditer(text, start, trigger)), default=start)
    stops = [m.end() - 1 for m in _COMMA.finditer(text, trigger, end)]
    first = max(first, start)
    if _PAST.search(text, first, trigger):
        stops += [m.start() for m in _ANOTHER.finditer(text, trigger, end)]
    return first, min(stops, default=end)
