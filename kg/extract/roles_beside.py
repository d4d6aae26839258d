"""Whom the sentences on an event name where no cue tells of their part: subjects and their people.

What is read here is only what stands as in such sentences: who opens a clause, whose people are
told of, who is listed behind a colon or a verb of being there, and whoever is listed with these.
"""

import re
from collections.abc import Iterator, Set
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.modality import CANCELLED, PLANNED, POSTPONED
from kg.extract.resolve_dates import overlap
from kg.extract.roles_actors import aside, is_firm
from kg.extract.roles_cue import CONVENED
from kg.extract.roles_lectures import LEARNT
from kg.extract.scene import Item, pattern
from kg.extract.series import COLLEGIATE
from kg.model import EntityRef

BESIDE: Final = "role.beside.en"
_TRANSLATED: Final = "en-t-zh"  # whom such a text names: `merely_named`
_LISTED: Final = pattern(  # what stands between two of one list
    r"(?:['’]s)?(?: \([^()]{1,40}\))?(?:,? (?:of|in) (?:the )?{P}|,? \(?{P}\)?"
    r"|, (?:which|who|whose) [^,.;:]{3,70}(?=,))?"
    r"(?:,? (?:and|or|as well as|plus|along with)|[,;])"
    r" (?:also )?(?:of |from |by |with |at )?(?:(?:the|its|their) )?(?:{P}['’]s )?"
)
_SUBJECT: Final = pattern(
    r"(?:^\W*|[.;:] |, (?:and |while |but )?|\b(?:and|while|but) |{T},? )"
    r"(?:(?:[Bb]oth|[Oo]ur|[Tt]he|[Ii]ts) )?$"
)
_RELATIVE: Final = re.compile(r"\b(?:which|that|whom|where) (?:the )?$")
_PEOPLE: Final = re.compile(
    r"\b(?:staff|teams?|crews?|groups?|part(?:y|ies)|part|delegations?|head|chiefs?|wom[ae]n|men"
    r"|people|person(?:nel|s)?|members|boss|deput(?:y|ies)|secretar(?:y|ies)|bench|judges"
    r"|reports?|presentations?|lectures?|talks?|remarks|briefings?|papers|advice|input|colleagues"
    r"|youths?|children|students?|pupils|interns|(?!numbers?|orders?|waters?|powers?|rivers?"
    r"|letters?|matters?|chapters?|corners?|quarters|headquarters|centers?|borders?|calendars?"
    r"|covers?|offers?|moneys?|journeys?|conditions?|events?|documents?|agreements?|treatments?"
    r"|statements?|departments?|managements?|governments?|payments?|developments?|investments?"
    r"|instruments?|materials?|doors|floors?|sectors?|factors?|editors?|grants?|plants?)[a-z]+"
    r"(?:ers?|ors?|ists?|ians?|ants?|ents?|ees|perts?|gates?|cials?|tives?|women|men))"
    r"(?: (?:(?:had|have|has|were|was) )?(?:been )?(?:also )?(?:sent|came|drawn"
    r"|travel?led(?: in)?|comes?|coming|hail(?:ing|ed)?|flew in|flown in|seconded"
    r"|invited|arrived))? (?:of|from|at|with|sent by) (?:both )?(?:the )?(?:[A-Z]{2,4} )?[“\"]?$",
    re.IGNORECASE,
)
_THERE: Final = pattern(
    r"(?:^\W*|[.;,:] |\band )(?:so|as|nor|also|among|present|looking|watching|listening|taking|in"
    r"|at|on|from|with|behind|around|next|beside|joining|first|(?:receiv|invit|visit)ing)\b"
    r"[^.;:,]{0,70}?\b(?:are|were|was|is|came|come|sat|stood|did|joined"
    r"|will be) (?:both )?(?:the )?$|\b(?:included?|includes|comprised?|comprises|between|invited"
    r"|sent by) (?:both )?(?:the )?$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?:^|[.;,(] ?|\W )([A-Z][\w ,’'-]{2,60}): ?(?:the )?$")
_BEING: Final = re.compile(  # what a body is or does at all times
    r"(?: \([^()]{1,40}\))?,?(?: which)? (?:is|are|was|were) (?:an?|the|one|its|headquartered|based"
    r"|located|responsible|home to|told|informed|asked|invited|notified)\b"
    r"|(?: \([^()]{1,40}\))?,? (?:ha[sd]|have) (?:been|proposed|no)\b"
    r"|['’]s\b| (?:guidelines?|standards?|rules?|website|funds?|money|projects?|programmes?)\b"
)
# What shows, before or behind a body, that it is only spoken of.
_SPOKEN_OF: Final = pattern(
    r"(?:\b(?:of|within|according to|based (?:on|in|at)|under(?: the [a-z]+ of)?|about|for|like"
    r"|than|unlike|(?:belongs?|subordinate|attached|affiliated|answer(?:s|ing)?|calls?|letter|report"
    r"|handed over|transferred) to|(?:proclaimed|adopted|declared|published|issued|developed|built"
    r"|founded|set up|established|approved|certified|administered|managed|owned|designed|written"
    r"|carried out|implemented|executed|requested|demanded|required|financed|wanted) by"
    r"|(?:known|named) as|called|named|becomes?|became|foresees?|as|because|since|if|once|before"
    r"|until|unless|whether|though|although|opens?|opened|inaugurat\w+|launch(?:es|ed)?|unveil\w*"
    r"|set up|establish\w*|found(?:ed)?|creat\w+|buil[dt]\w*|join(?:ed|s)? as"
    r"|(?:chair(?:man|person|woman)?|co-chair|president|director|head|secretary|minister"
    r"|fellow|professor|dean) (?:at|in))|, (?:which|who|that|whose|where)\b[^,]*"
    r"|, an? [a-z][^,;]{0,60})(?: (?:the|its|an?))?(?: [a-z-]+){0,2} $"
)
# "The Agency organizes it with the Fund."
_RUN: Final = (
    r"(?:(?:co-)?organi[sz]e[ds]?|convene[ds]?|arrange[ds]?|conduct(?:s|ed)?|runs?|ran|holds?|held)"
    r" (?:it|them|(?:the|this) (?:event|workshop|training|course|meeting|forum|seminar|exercise"
    r"|campaign|conference|symposium|gathering))\b"
)
_RUNS: Final = re.compile(rf" (?:(?:will|has|have|is|are|jointly|also|again) )*{_RUN}")
_RUN_WITH: Final = re.compile(rf"\b{_RUN} (?:jointly |together )?with (?:both )?(?:the )?$")
_THING: Final = re.compile(
    r" (?:resolutions?|decisions?|reports?|laws?|models?|databases?|systems?|buildings?|premises"
    r"|headquarters|campus|grants?|members?|countr(?:y|ies)|area|region|award|prize"
    r"|framework|list|strategy|policy|plan)\b"
)
# What shows, before a body, that an event is its own or left to it.
_ITS_EVENT: Final = re.compile(
    r"(?:\b(?:meetings?|sessions?|congress|assembly|conference|board|retreat|gathering) of"
    r"|\b(?:prepared|planned|arranged|announced|offered|called|promised|run|done|organi[sz]ed) by"
    r"|\b(?:entrusted|left|falls?|fell) to|in the (?:hands|care|charge) of"
    r"|\borgani[sz]ers?\b.{0,12}"
    r"|\b(?:project|initiative|programme|undertaking|venture) (?:of|by|between)"
    r"|(?:expedition|patrol|mission|exercise|drill|survey|tour|visit|trip|clean-?up) of)(?: (?:the"
    r"|its|both))? ?$",
    re.IGNORECASE,
)
_ELSEWHEN: Final = re.compile(
    r"\b(?:will|would|shall|is to|are to|next (?:year|month)|once|had been set|earlier|formerly"
    r"|founded|established|has been part|in (?:force|effect) since"
    r"|[Uu]nder an? (?:[a-z]+ ){0,2}(?:agreement|memorandum))\b"
)
_ABOUT: Final = re.compile(
    r"\W*(?:About|Background|Note|Contact|Source|Photo|Prepared|Published)\b"
)
_NOT_THERE: Final = re.compile(
    r"apolog|absent|regret|contact|source|photo|note|read|related|websit|issued|prepared|published"
    r"|refer|more|enquir|inquir",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"\b(?:paid|pays?|paying|bill|costs?|expenses?|money|grants?|fund(?:s|ed|ing)?|financ\w+"
    r"|francs|euros?|dollars|million|budget|donat\w+|sponsor\w*|lent|supplied|provided|backing"
    r"|(?:strong|financial|technical|generous|kind) support|supports?|supported)\b",
    re.IGNORECASE,
)
_TAUGHT: Final = re.compile(
    r"\b(?:taught|teach\w*|train(?:ers?|ed)|lectur\w+|speakers?|keynotes?|instruct\w+|facilitat\w+"
    r"|tutors?|coach\w*|resource persons?|presenters?|panel(?:l)?ists?|presentations?"
    r"|gave (?:the |two |three )?(?:talks|sessions?|lessons?|class(?:es)?)"
    r"|lent (?:us |the course )?(?:Dr|Prof))\b",
    re.IGNORECASE,
)
_TAKES_IN: Final = re.compile(
    r"\b(?:playing|play(?:s|ed)|act(?:s|ed|ing) as|serv(?:es|ed|ing) as|[Hh]osts?(?:ed|ing)?"
    r"|welcom\w+|receiv\w+|put up|opened (?:its|their|the) (?:[a-z]+ )?"
    r"(?:doors?|gates?|rooms?|halls?))\b"
)
_TRAVELLED: Final = re.compile(
    r"\b(?:delegation|group|mission|team|came|comes|coming|arrived|travel\w*|accompan\w+|seconded"
    r"|flew)\b",
    re.IGNORECASE,
)
_AGREE: Final = re.compile(
    r"(?: \([^()]{1,40}\))?,?(?: [a-z]+){0,4} (?:sign|conclude|ink|renew|extend|exchange|put|agree)"
)
_LABELS: Final = (
    (
        "co-organizer",
        re.compile(r"co-?(?:host|organi)|implement|undertak|assist|in partnership", re.I),
    ),
    (
        "organizer",
        re.compile(r"organi[sz](?:er|ed)\b|conven|sponsored|held by|entrusted", re.IGNORECASE),
    ),
    ("host", re.compile(r"\bhost", re.IGNORECASE)),
    ("supporter", re.compile(r"support|\bfund|financ|donor|sponsor", re.IGNORECASE)),
    ("speaker-affiliation", re.compile(r"speaker|lectur|teacher|trainer|facult|panel", re.I)),
)


def named_beside(draft: Draft, known: Set[EntityRef]) -> Iterator[Part]:
    """Yield those of whom no cue speaks."""
    told_in = {each.line.sentence.block for each in draft.stretches if each.announces}
    for stretch in draft.stretches:
        line = stretch.line
        if line.cjk:
            continue
        named = [
            item
            for item in stretch.items("A")
            if not (item.anaphor or all(ref in known for ref in item.refs))
        ]
        if not named or (not stretch.announces and _apart(stretch, draft)):
            continue
        others = aside(line, named, stretch.start, stretch.end)
        for item in named:
            if item.at in others:
                continue
            here = stretch.announces or line.sentence.block in told_in
            near = here or line.sentence.block - 1 in told_in
            if role := _role(draft, stretch, item, here=here, near=near):
                for ref in item.refs:
                    if ref.kind == "agency" and ref not in known:
                        yield Part(ref, role, stretch.span, BESIDE, 0.75)


def _apart(stretch: Stretch, draft: Draft) -> bool:
    """Whether a sentence that goes on tells of another day, or of what a body is."""
    text = stretch.line.text
    if _ABOUT.match(text, stretch.start) or text.lstrip()[:1] in "\"“'‘":
        return True
    days = [i.event_date for i in stretch.items("T") if i.event_date]
    if draft.date and days and not any(overlap(day, draft.date) for day in days):
        return True
    if draft.factuality != "held":
        return False
    later = (PLANNED, CANCELLED, POSTPONED)
    return bool(_ELSEWHEN.search(text)) or any(each.search(text) for each in later)


def _role(draft: Draft, stretch: Stretch, item: Item, *, here: bool, near: bool) -> str | None:
    line = stretch.line
    first, last = _enumeration(stretch, item)
    before = line.text[max(stretch.start, first.at - 90) : first.at]
    if label := _LABEL.search(before):
        if _NOT_THERE.search(label[1]):
            return None
        return next((r for r, words in _LABELS if words.search(label[1])), "participant")
    people = _PEOPLE.search(before)
    there = _THERE.search(before)
    opens = _SUBJECT.search(before) if near else None
    if (people or opens) and _BEING.match(line.text, last.at + 1):
        return None
    if (
        item.locative
        and not there
        and not (draft.type in ("Visit", "StudyTour") and not stretch.announces)
    ):
        return None
    if _RELATIVE.search(before):
        return None
    if not (people or there or opens):
        if not here or line.sentence.language == _TRANSLATED:
            return None
        if stretch.announces and _ITS_EVENT.search(before):
            return "organizer" if draft.type in CONVENED else "participant"
        after = line.text, last.at + 1
        if _BEING.match(*after) or _THING.match(*after) or _SPOKEN_OF.search(before):
            return None
    return _told_role(draft, stretch, first, last, opens=bool(opens and not there))


def _enumeration(stretch: Stretch, item: Item) -> tuple[Item, Item]:
    """Return the first and the last of the list that a body stands in."""
    items = stretch.items("A")
    at = items.index(item)
    first = last = at
    while first and _LISTED.fullmatch(stretch.line.text, items[first - 1].at + 1, items[first].at):
        first -= 1
    while last + 1 < len(items) and _LISTED.fullmatch(
        stretch.line.text, items[last].at + 1, items[last + 1].at
    ):
        last += 1
    return items[first], items[last]


def _told_role(draft: Draft, stretch: Stretch, first: Item, last: Item, *, opens: bool) -> str:
    around = _clause(stretch, first.at, last.at)
    text = stretch.line.text
    if draft.type in CONVENED and opens and _RUNS.match(text, last.at + 1):
        return "organizer"
    if draft.type in CONVENED and _RUN_WITH.search(text, stretch.start, first.at):
        return "co-organizer"
    if draft.type in LEARNT and _TAUGHT.search(around):
        return "speaker-affiliation"
    if _MONEY.search(around) and not is_firm(first):
        return "supporter"
    if _TAKES_IN.search(around) and not stretch.announces:
        return "host"
    if draft.type in ("Visit", "StudyTour") and _TRAVELLED.search(around):
        return "visitor"
    agree = _AGREE.match(stretch.line.text, last.at + 1)
    own = draft.type not in ("Meeting", "Conference") or COLLEGIATE.search(first.surface)
    if opens and stretch.announces and draft.type in CONVENED and own and not agree:
        return "organizer"
    return "participant"


def _clause(stretch: Stretch, start: int, end: int) -> str:
    """Return the words between the marks around those who are named."""
    text = stretch.line.text
    marks = (", ", "; ", ": ", ". ")
    first = max([stretch.start, *(text.rfind(mark, stretch.start, start) for mark in marks)])
    after = [at for mark in marks if (at := text.find(mark, end + 1, stretch.end)) > 0]
    return text[first : min(after, default=stretch.end)]
