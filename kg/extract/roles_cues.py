"""The words beside which an agency has a part in an event: one row for each cue.

Earlier rows win where two match at the same place. Patterns run over masked text.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.any_case import lower_case
from kg.extract.drafts import Stretch
from kg.extract.events import JOURNEYS
from kg.extract.languages import Language
from kg.extract.scene import slots
from kg.text.sifting import Rows

CONVENED: Final = frozenset(
    {"Training", "Workshop", "Forum", "PressConference", "Conference", "Campaign", "Launch"}
    | {"Inspection", "Other", "Meeting"}
)
BETWEEN_SIDES: Final = frozenset({"Meeting", "Signing", "Visit"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a role to the agencies before them, after them, or both."""

    name: str
    source: str
    left: str | None = None
    right: str | None = None
    types: frozenset[str] | None = None  # event types it holds for; None for all
    bodies: bool = True
    people: bool = True  # whether a person stands for the agency they work for
    confidence: float = 0.85
    announced: bool = False  # holds only in a sentence that announces the event


_ZH: Final = (
    Cue("sponsor", r"主办|(?:共同|联合)发起|召集", "organizer", people=False, confidence=0.95),
    Cue(
        "guide",
        r"(?<=由)指导|指导(?=[，、])|(?:特别|大力|独家)?支持(?=[，。；])",
        "supporter",
        people=False,
    ),
    Cue("invite", r"(?:的)?(?:盛情)?邀请(?=，)", "host", types=JOURNEYS),
    Cue("contract", r"承办|协办", "co-organizer", people=False, confidence=0.95),
    Cue(
        "support",
        r"(?:提供|给予)(?:了)?(?:[^，。；]{0,6})支持|(?:的)?大力支持|(?:的)?支持下|出资|资助|赞助"
        r"|提供(?:了)?(?:师资|经费|资金)",
        "supporter",
        people=False,
    ),
    Cue("receive", r"(?:会见|接见)(?!时|结束|期间|后|前)|接待", "host", "visitor"),
    Cue(
        "welcome",
        r"对(?=[^。；]{1,40}(?:到访|来访|到来|莅临)[^，。；]{0,6}欢迎)",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
    ),
    Cue("come", r"来访的|前来", None, "visitor", types=BETWEEN_SIDES),
    Cue("call", r"拜会|拜访|到访|走访|来访(?={A})|率团(?:赴|访问)", "visitor", "host"),
    Cue(
        "arrive",
        r"一行(?:\d+余?人|[一二三四五六七八九十]+人)?(?:来|莅临)(?={A})"
        r"|来(?={A}[^。；]{0,24}(?:考察|调研|学习|访问|参观|座谈|交流|接洽|洽谈|商谈|指导))",
        "visitor",
        "host",
    ),
    Cue(
        "made up",
        r"(?:代表团|访问团|考察团|调研组)由(?=[^。；]{0,80}组成)",
        None,
        "visitor",
        types=JOURNEYS,
    ),
    Cue(
        "include",
        r"(?:成员|代表|嘉宾|单位|人员)(?:还|主要|分别)?(?:包括|来自|有)(?={A})"
        r"|(?:出席|参加)[^，。；]{0,14}的?(?:还)?有(?={A})|来自(?={A})",
        None,
        "participant",
        people=False,
    ),
    Cue(
        "travel",
        r"(?:一行|率队|带队|率[^，。；]{1,10}(?:团|组))?(?:赴|前往|来到|到)"
        r"(?=[^。；]{0,40}(?:考察|调研|学习|访问|参观|座谈|交流))",
        "visitor",
        "host",
    ),
    Cue(
        "lead",
        r"率(?:领)?[^，。；]{0,12}?(?:代表团|访问团|考察团|交流团|团)(?!结)",
        "visitor",
        types=JOURNEYS,
    ),
    Cue("accompany", r"陪同", "host", types=frozenset({"Visit", "StudyTour"})),
    Cue(
        "lecture",
        r"(?:的)?(?:专家|学者|教授|院士)?[^，。；\ue000-\uf8ff]{0,6}(?:授课|讲课|讲授"
        r"|作(?:了)?(?:主旨|主题|专题|大会)?"
        r"(?:报告|演讲)|作(?:了)?(?:主旨|主题|专题)发言|的讲座|主讲)",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum", "Conference"}),
    ),
    Cue(
        "convene",
        r"举办|开设|合办|(?:联合|共同|组织)?召开"
        r"|(?:联合|共同|组织)?开展(?!了?[^，。；]{0,6}(?:交流|研讨|座谈|讨论|合作))"
        r"|举行(?!了?会谈|了?会见|了?磋商|了?座谈)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue("witness", r"见证|列席|观礼", "participant"),
    Cue(
        "attend",
        r"出席|参加|参会|与会|牵头组成|派员|派代表|派人|会谈|会晤|磋商|座谈|签字|签约"
        r"|交流了?(?=。|，)",
        "participant",
    ),
    Cue(
        "speak",
        r"主持|致辞|致词|讲话|发言|介绍|表示|指出|强调|[介绍表示强调]?说[，,：]|作报告",
        "participant",
        bodies=False,
    ),
)
_EN: Final = (
    Cue(
        "co-organized by",
        r"(?:co-?(?:organi[sz]|sponsor|host)ed|undertaken) by|jointly (?:undertaken"
        r"|implemented) by",
        None,
        "co-organizer",
        people=False,
    ),
    Cue(
        "convened by",
        r"(?:sponsored|convened|initiated) (?:jointly )?by",
        None,
        "organizer",
        people=False,
    ),
    Cue(
        "organized by",
        r"(?:called|organi[sz]ed|planned(?: for [^.]{0,30}?)?) (?:jointly |online |virtually )?by"
        r"|organi[sz]ers?,|sponsors?,",
        None,
        "organizer",
        people=False,
    ),
    Cue(
        "conducted by",
        r"(?:conducted|delivered|run|given|staged|facilitated|arranged|put on|led|launched"
        r"|inaugurated|unveiled|rolled out|hosted) (?:jointly )?by",
        None,
        "organizer",
        types=CONVENED,
        people=False,
    ),
    Cue(
        "together with",
        r"in (?:close )?(?:partnership|collaboration|cooperation|association|coordination"
        r"|conjunction)"
        r" with|(?:together|jointly|along) with|alongside",
        None,
        "co-organizer",
        types=CONVENED - frozenset({"Meeting", "Conference"}),
        people=False,
        announced=True,
    ),
    Cue(
        "hosted by",
        r"hosted by|hosts? of [a-z ]{0,24}(?:was|were)\b",
        None,
        "organizer",
        people=False,
        confidence=0.9,
    ),
    Cue(
        "support",
        r"(?:financial |strong |generous )*(?:care and )?(?:support|funding|assistance|money"
        r"|funds|a grant"
        r"|co-?financing|sponsorship) (?:of|from|by|provided by)|(?:co-?)?(?:funded"
        r"|supported|financed|paid for|given money|backed|underwritten) by",
        None,
        "supporter",
        people=False,
    ),
    Cue(
        "sponsors",
        r"(?:was|were|are|is) (?:the )?(?:joint |main |co-)?(?:sponsors?|organi[sz]ers?)\b",
        "organizer",
        people=False,
    ),
    Cue(
        "send",
        r"sent(?= [^.]{0,80} to )|organi[sz]ed(?= [^.]{0,120}delegation)|dispatched",
        "visitor",
        types=JOURNEYS,
        people=False,
    ),
    Cue(
        "trained",
        r"(?:has |have |had )?trained\b(?! by)",
        "organizer",
        types=frozenset({"Training"}),
        people=False,
    ),
    Cue(
        "acted",
        r"inspected|carr(?:ied|ies) out|planted|cleaned up|celebrated|marked|commemorated",
        "organizer",
        types=frozenset({"Inspection", "Campaign"}),
        people=False,
        announced=True,
    ),
    Cue(
        "went on",
        r"(?:went|goes|go|is|was|are|were) on an?\b"
        r"(?= [a-z -]{0,30}(?:tour|visit|trip|mission|exchange))",
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "meet costs",
        r"(?:meets?|met|bears?|bore|cover(?:s|ed)?|pa(?:id|ys?)) (?:all |part of |most of )?the"
        r" (?:travel )?(?:costs?|expenses)\b",
        "supporter",
        people=False,
    ),
    Cue(
        "gave support",
        r"(?:gave|provid(?:ed|es|ing)|offered|lent) [a-z ]{0,20}(?:support|money|funding"
        r"|assistance)"
        r"|pa(?:id|ys|ying) for|(?:funds|finances|funded|financed|covered the cost)\b(?! by)",
        "supporter",
        people=False,
    ),
    Cue(
        "delegation from",
        r"(?:a|an|the) (?:[a-z-]+ ){0,3}(?:delegation|team|mission) (?:from|of)",
        None,
        "visitor",
        types=JOURNEYS,
        people=False,
    ),
    Cue("invitation", r"(?:at|on|upon) (?:the|an) invitation (?:of|from)|invited by", None, "host"),
    Cue(
        "received by",
        r"(?:was|were|been) (?:warmly )?(?:received|welcomed|hosted) by",
        "visitor",
        "host",
    ),
    Cue(
        "call on",
        r"(?:paid|pays?|paying) a courtesy (?:call|visit) (?:on|to)|call(?:s|ed)? on",
        "visitor",
        "host",
    ),
    Cue(
        "host guests",
        r"host(?:ed|s|ing)(?= (?:{N}|the ambassador|an? (?:[a-z-]+ ){0,3}(?:delegation|team)))",
        "host",
        "visitor",
    ),
    Cue(
        "receive",
        r"received|receives|welcomed",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
    ),
    Cue(
        "travel",
        r"visited|visits|(?:paid|pays|made|undertook) an? (?:[a-z-]+ ){0,3}visit to"
        r"|(?:went|go|travell?ed|came|come|arrived"
        r"|sent [^.]{0,60}?) (?:to|in|at)(?= [^.]{0,20}(?:{A}|{P}))",
        "visitor",
        "host",
        types=frozenset({"Visit", "StudyTour", "Meeting"}),
    ),
    Cue(
        "party",
        r"(?:and|with|along with) (?:his|her|their) (?:respective )?(?:delegation|teams?|party)"
        r"|led (?:a|the) (?:delegation|group|team)",
        "visitor",
        types=JOURNEYS,
    ),
    Cue("led by", r"(?:led|headed) by", None, "visitor", types=JOURNEYS),
    Cue(
        "host of",
        r"(?:was|were|is) the host\b|(?:had been|was|is|as) (?:the )?host\b"
        r"|on behalf of the host country|inviting side is|receiving side is",
        "host",
    ),
    Cue(
        "speakers",
        r"(?:experts?|speakers?|lecturers?|professors?|trainers?|instructors?|researchers?"
        r"|scientists?|specialists?)(?! and listeners)[a-z' ]{0,30} (?:from|of)|invited(?= {A})"
        r"|(?:presentations?|lectures?|keynotes?|talks|contributions) (?:by|from|were given by)",
        None,
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "lecture",
        r"gave (?:the |a )?(?:lectures?|keynote|presentations?)"
        r"|provid(?:es|ed|ing) (?:lecturers|trainers|speakers)|(?:(?:experts|staff|scientists"
        r"|specialists"
        r"|officers) ?)?as (?:trainers|lecturers|speakers|resource persons|instructors)"
        r"|were invited to (?:give|speak)"
        r"|compared allocation|delivered lectures?",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "attended by",
        r"(?:attended|joined|represented|witnessed|chaired|co-chaired|opened|moderated|addressed"
        r"|flanked"
        r"|accompanied|followed) by|in the presence of|on behalf of|(?:bring(?:s|ing)?"
        r"|brought) together"
        r"|(?:meetings?|talks|discussions|consultations|dialogue|session|met) (?:with|between)"
        r"|(?:headed|led) by|made up of|consist(?:s|ed) of|members? from"
        r"|(?:representatives|delegations?|officials|observers|people|persons?|colleagues"
        r"|delegates|staff|guests|students|volunteers|rangers|inspectors|officers"
        r"|participants) (?:of|from)|observers on the back benches",
        None,
        "participant",
    ),
    Cue(
        "convene",
        r"(?:jointly )?(?:organi[sz]ed|convened|sponsored|co-?hosted|hosted|held"
        r"|opened|opens?|ran|leads?|launched|hold|holds|organi[sz]e|arranged?|conducts?|conducted"
        r"|staged|hosts?(?= (?:the|a|an|its|their)\b)|inaugurated|unveiled|rolled out"
        r"|(?:is|are|was|were) (?:holding|organi[sz]ing|running|conducting|convening"
        r"|hosting(?! (?:{N}|an? (?:[a-z-]+ ){0,3}(?:delegation|team))))"
        r"|had (?:announced|set|planned))\b(?! by)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue("witness", r"witness(?:ed)?|did the witness|stood at the side", "participant"),
    Cue(
        "attend",
        r"took part|take part|attend(?:ed|s|ing)?|participated|(?:was|were) (?:present"
        r"|there)|spoke|joined|followed the session|presided"
        r"|was in the chair|shared the chair|gave an? address|met with|met\b|talks?\b|signed for"
        r"|represented\b(?! by)|co-?chaired\b(?! by)"
        r"|chaired\b(?! by)|moderated\b(?! by)|made (?:opening|closing) remarks|reported|shared"
        r"|sent experts|joined\b|showed|showcased|demonstrated"
        r"|discussed|exchanged views|gathered|presented\b(?! by)|outlined|briefed"
        r"|looked on|contributed\b(?! to the)",
        "participant",
    ),
    Cue(
        "speak",
        r"said|says|told|signed|explained|presided|presented|introduced|described"
        r"|answered|thanked|recalled|pointed out|wrote",
        "participant",
        bodies=False,
    ),
    Cue(
        "done by",
        r"by(?= (?:the )?{A})",
        None,
        "organizer",
        types=frozenset({"Inspection", "Campaign", "Training", "Workshop", "Other"}),
        people=False,
        confidence=0.75,
        announced=True,
    ),
    Cue(
        "with",
        r"with(?= (?:the )?{A})",
        None,
        "participant",
        types=CONVENED,
        people=False,
        confidence=0.75,
        announced=True,
    ),
)


@dataclass(frozen=True, slots=True)
class CueTable:
    name: str
    rows: tuple[Cue, ...]
    expressions: Rows

    @classmethod
    def of(cls, name: str, rows: tuple[Cue, ...], border: str) -> "CueTable":
        if not border:
            return cls(name, rows, Rows([slots(cue.source) for cue in rows]))
        sources = [lower_case(f"{border}(?:{cue.source})") for cue in rows]
        return cls(name, rows, Rows(sources, any_case=True))

    def find(self, stretch: Stretch, kind: str) -> list[tuple[Cue, int, int]]:
        found = []
        for number, hit in self.expressions.finditer(stretch.line.text, stretch.start, stretch.end):
            cue = self.rows[number]
            fits = cue.types is None or kind in cue.types
            if fits and (stretch.announces or not cue.announced):
                found.append((cue, hit.start(), hit.end()))
        return found


CUES_ZH: Final = CueTable.of("zh", _ZH, "")
# Every cue begins with a letter: ends of words need not be tried.
CUES_EN: Final = CueTable.of("en", _EN, r"\b(?=\w)")


_TYPES: Final = {"convened": CONVENED, "journeys": JOURNEYS | BETWEEN_SIDES}


@cache
def cues_of(spoken: Language) -> CueTable:
    """Return the cues of a language that has a file of words."""
    rows = tuple(
        Cue(
            name,
            row["pattern"],
            row.get("left"),
            row.get("right"),
            _TYPES.get(row.get("types", "")),
            people=row.get("people") != "no",
            bodies=row.get("bodies") != "no",
            announced="announced" in row,
        )
        for name, row in spoken.named("cue")
    )
    return CueTable.of(spoken.code, rows, r"(?<!\w)")
