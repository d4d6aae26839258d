"""English words for who travels and who receives them; earlier rows win."""

from typing import Final

from kg.extract.events import JOURNEYS
from kg.extract.roles_cue import BETWEEN_SIDES, Cue

JOURNEYS_EN: Final = (
    Cue(
        "send to",
        r"(?:sent|dispatched|sends?) (?:an? |the |its )?(?:[a-z0-9-]+ ){0,4}(?:delegation|team"
        r"|mission|group|staff|experts|rangers|officers) to(?= (?:the )?{A})",
        "visitor",
        "host",
        types=JOURNEYS,
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
        "went on",
        r"(?:(?:went|goes|go|is|was|are|were|been)|embark(?:s|ed|ing)?) on an?\b"
        r"(?= [a-z -]{0,30}(?:tour|visit|trip|mission|exchange))",
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "delegation from",
        r"(?:a|an|the) (?:[a-z0-9-]+ ){0,3}(?:delegation|team|mission|visitors|guests) (?:from|of)"
        r"|(?:a|the) (?:[a-z0-9-]+ ){0,2}(?:party|group) from(?= (?:the )?{A})",
        None,
        "visitor",
        types=JOURNEYS,
        people=False,
    ),
    Cue(
        "came from",
        r"(?:(?:who|which) )?(?:had |has |have )?(?:flown|flew|come|came|travel?led|arrived"
        r"|journeyed)(?: in| over| up| down)? from(?= {P})",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
        near=True,
    ),
    Cue(
        "travelled along",
        r"travel?led (?:along )?with|(?:went|came|come|travel?led) along|made the (?:trip|journey)"
        r"|(?:was|were) (?:also )?(?:in|among|part of) the (?:delegation|party|group)"
        r"|joined the (?:delegation|trip|tour|visit|mission)",
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
    ),
    Cue("invitation", r"(?:at|on|upon) (?:the|an) invitation (?:of|from)|invited by", None, "host"),
    Cue(
        "received by",
        r"(?:was|were|been|be) (?:warmly )?(?:received|welcomed|hosted|greeted|shown (?:around"
        r"|round))(?: in {P})?(?: on {T})? by"
        r"|(?:doors|gates) (?:was|were) opened by|received by(?= (?:the )?{A})"
        r"|(?:was|were|been) (?:warmly )?(?:received|welcomed|hosted|greeted) (?:at|in)"
        r" (?:the (?:headquarters|offices?|seat|premises) of )?(?=(?:the )?{A})"
        r"|(?:guests|visitors|delegation|team|mission|group|they|who)\b[^.,;]{0,60}(?:was|were)"
        r" met(?: (?:on {T}|in {P}|at [a-z ]{3,20})){0,2} by",
        "visitor",
        "host",
    ),
    Cue(
        "welcomed them",
        r"(?:received|welcomed|greeted|met) (?:them|her|him|it|the (?:guests|visitors|delegation"
        r"|team)) at(?= (?:the )?{A})|shown (?:around|round|over)(?= (?:the )?{A})"
        r"|where(?= (?:the )?{A} (?:(?:will|is to|are to) )?(?:show|welcome|receive|host|brief"
        r"|greet)[a-z]* (?:them|it|her|him)\b)",
        None,
        "host",
        types=JOURNEYS,
    ),
    Cue(
        "call on",
        r"(?:paid|pays?|paying) a courtesy (?:call|visit) (?:on|to)|call(?:s|ed)? (?:in )?on|call"
        r"(?:s|ed)? in at|(?:drop|stopp|look)(?:s|ed|ped)? in (?:on|at)"
        r"|stop(?:s|ped)? (?:over|off) at(?= (?:the )?{A})|spen[dt]s? (?:on )?(?:{T}|"
        r"(?:[a-z]+ ){1,4}) ?(?:at|with)(?= (?:the )?{A})",
        "visitor",
        "host",
        types=JOURNEYS,
    ),
    Cue(
        "visiting",
        r"(?:met|meets|receive[ds]|talked|spoke|conferred|(?:had|held) (?:[a-z]+ )?talks)"
        r"(?: [a-z]+){0,4}? (?:with )?(?:an? |the )?visiting",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
    ),
    Cue(
        "host guests",
        r"play(?:ed|s) host to|(?:show(?:ed|s)|took|takes|guided|walked|led)(?= (?:an? |the )?"
        r"(?:[a-z-]+ ){0,2}(?:visitors|guests|delegation|group|team) (?:of|from) [^.;]{0,80}"
        r"(?:around|round|through|over|its|their|his|her)\b)|(?:was|were|is) hosts? "
        r"(?:in {P} )?to|host(?:ed|s|ing)(?= (?:[a-z0-9]+ ){0,3}(?:colleagues|visitors"
        r"|guests|students|officers|rangers|experts|officials|scientists|trainees|counterparts"
        r"|representatives|delegates)\b)"
        r"|(?:had|has)(?= (?:the )?{A}(?: and (?:the )?{A})? as (?:its |their )?guests?)"
        r"|host(?:ed|s)(?= (?:(?:the|both) )?{A}(?!(?:['’]s)? (?:[A-Za-z-]+ ){0,3}"
        r"(?:meeting|session|workshop|forum|conference|summit|assembly|council|secretariat|office"
        r"|training|congress|course|seminar|project)\b))"
        r"|host(?:ed|s|ing)?(?= (?:{N}|the ambassador|an? (?:[a-z-]+ ){0,3}(?:delegation|team)))"
        r"|host(?:ed|s|ing) (?:an? |the )?(?:[a-z-]+ ){0,2}(?:meeting|talks|audience) (?:with|for)"
        r"|received an audience (?:with|for|from|of)|granted an audience to",
        "host",
        "visitor",
    ),
    Cue(
        "receive",
        r"receive[ds]|welcomed|(?:will|to) (?:receive|welcome)\b|(?:is|are) (?:receiving"
        r"|welcoming)",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
    ),
    Cue(
        "travel",
        r"visited|visits|(?:will|to|would|is to|are to) (?:visit|tour)|toured|tours"
        r"|called at|(?:paid|pays|made|undertook) an? (?:[a-z-]+ ){0,3}visit to"
        r"|(?:went|go|travell?(?:ed)?|flew|fly|came|come|arrived"
        r"|sent [^.]{0,60}?) (?:to|in|at)(?= [^.]{0,20}(?:{A}|{P}))",
        "visitor",
        "host",
        types=frozenset({"Visit", "StudyTour", "Meeting"}),
    ),
    Cue(
        "delegation met",
        r"(?:delegation|team|mission|group|delegates|visitors|they)(?: members)? "
        r"(?:also |then |first )?"
        r"(?:met(?: with)?|held (?:[a-z-]+ ){0,2}(?:talks|meetings?|discussions) with"
        r"|exchanged views with|(?:was|were) (?:briefed|received) by)"
        r"(?: (?:the )?(?:[a-z]+ ){0,2}(?:representatives|officials|experts|staff|leaders)"
        r" (?:of|from))?(?= [^.]{0,60}(?:{A}|{N}))",
        None,
        "host",
        types=frozenset({"Visit", "StudyTour"}),
    ),
    Cue(
        "brought",
        r"(?:brought|brings?|took|takes|led|leads)(?: (?:[a-z0-9-]+ ){1,5}(?:of|from))?"
        r"(?= [^.,;]{0,60}{A} to\b)",
        None,
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "to hosts",
        r"(?<={A} )to(?= (?:the )?{A})",
        None,
        "host",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "for staff",
        r"for (?:the )?(?:[a-z]+ ){0,3}(?:staff|officers|officials|rangers|experts|managers|members"
        r"|delegates|delegations?) (?:of|from)",
        None,
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "visit of",
        r"(?:visits?|trip|journey|mission) (?:of|by)(?= (?:the )?{A}[^.;]{0,60} to\b)",
        None,
        "visitor",
    ),
    Cue("visit to", r"visits? to", None, "host", types=frozenset({"Visit", "StudyTour"})),
    Cue(
        "party",
        r"(?:and|with|along with) (?:his|her|their) (?:respective )?(?:delegation|teams?|party)"
        r"|(?:led|leads|headed|heads) (?:an?|the) (?:[a-z0-9-]+ ){0,3}(?:delegation|group|team"
        r"|mission)\b",
        "visitor",
        types=JOURNEYS,
    ),
    Cue("led by", r"(?:led|headed) by", None, "visitor", types=JOURNEYS),
    Cue(
        "host of",
        r"(?:was|were|is) the host\b|(?:act|serve?|stepp?)(?:s|es|d|ed"
        r"|ing)? (?:in )?as (?:the )?hosts?\b|play(?:s|ed|ing) (?:the )?host\b(?! to)"
        r"|as (?:the )?host (?:institution|agency|body|country)"
        r"|in the name of the host|did the honou?rs|(?:is|was|be) at the helm"
        r"|(?:had been|was|is|as) (?:the )?hosts?\b|on behalf of the host country",
        "host",
    ),
    Cue(
        "expected",
        r"(?:is|are|was|were) (?:expected|due|awaited)(?: on {T})? (?:at|in)(?= (?:the )?{A})",
        "visitor",
        "host",
        types=JOURNEYS,
    ),
    Cue(
        "guest",
        r"(?:as|was|were|is|are) (?:the )?guests? (?:of|at|with)(?= (?:the )?{A})",
        "visitor",
        "host",
    ),
)
