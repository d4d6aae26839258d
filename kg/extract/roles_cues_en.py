"""English words beside which an agency has a part in an event; earlier rows win."""

from typing import Final

from kg.extract.roles_cue import BETWEEN_SIDES, CONVENED, Cue
from kg.extract.roles_cues_inverted import INVERTED_EN
from kg.extract.roles_cues_journeys import JOURNEYS_EN
from kg.extract.roles_cues_money import COSTS, GIFTS, PASSIVE
from kg.extract.roles_cues_teaching import TEACHING_EN, TOLD_BY

_EVENTS: Final = (
    r"workshop|seminar|webinar|symposium|training|courses?|class|school|forum|conference|congress"
    r"|campaign|clean-?up|action|drive|exercise|festival|fair|exhibition|drill|open day"
    r"|(?:press|media) (?:conference|briefing)|inspection|study week"
)
EN: Final = (
    Cue(
        "co-organized by",
        r"co-?organi[sz]ation (?:by|of|from)|(?:co-?(?:organi[sz]|sponsor|host|conven)ed"
        r"|undertaken) (?:by|with)|jointly (?:undertaken"
        r"|implemented) by",
        None,
        "co-organizer",
        people=False,
    ),
    Cue(
        "co-organizer",
        r"(?:is|are|was|were|be|remains?|as) (?:(?:the|an?|its|their) )?co-?(?:organi[sz]er"
        r"|sponsor|host)s?\b"
        r"|undert(?:akes?|ook)(?=[.,;])",
        "co-organizer",
        people=False,
        near=True,
    ),
    Cue(
        "convened by",
        r"(?:sponsored|convened|initiated) (?:jointly )?by|under the (?:lead|guidance|direction) of"
        r"(?= (?:the )?{A})",
        None,
        "organizer",
        people=False,
    ),
    Cue(
        "organized by",
        r"(?:called|held|organi[sz]ed|(?:announced|scheduled|planned)(?: for [^.]{0,30}?)?)"
        r" (?:jointly |{P} |virtually )?(?:(?:on|in|at) (?:{T}|{P}) ){0,2}by(?: (?:[a-z-]+ ){0,3}"
        r"(?:volunteers|staff|members|officers|rangers|experts|students) (?:of|from|at))?"
        r"|organi[sz]ers?,|sponsors?,|(?:main )?(?:organi[sz]er"
        r"|sponsor|host)s? (?:is|are|by)(?= (?:the )?{A})"
        r"|(?:organi[sz]er|host)s? (?:was|were)(?= (?:the )?{A})",
        None,
        "organizer",
        people=False,
    ),
    TOLD_BY,
    Cue(
        "event that",
        rf"(?:{_EVENTS}|tour|trip|meeting|round-?table)(?: (?:on|about) [^.,;]{{1,40}}?)?"
        r",? (?:that |which )?(?=(?:the )?{A} (?:(?:has|had|have|is|was|were|will|to|be) ){0,3}"
        r"(?:provid|g[ai]v|offer|organi[sz]|h[eo]ld|r[au]n|conven|stag|deliver|put on|set up"
        r"|arrang)"
        r"[a-z]*\b(?! by))",
        None,
        "organizer",
        people=False,
    ),
    Cue(
        "opened by",
        r"opened (?:on {T} |in {P} ){0,2}by",
        None,
        "organizer",
        types=frozenset({"Launch", "Other"}),
        people=False,
    ),
    Cue(
        "who came",
        r"(?:participants|attendees|stakeholders|delegates|guests|panel(?:l)?ists|partners"
        r"|institutions|agencies|organi[sz]ations|officials|dignitaries|representatives"
        r"|those (?:present|attending|invited))[a-z ]{0,24}(?: (?:included?|were drawn from"
        r"|came from|comprised)|,? (?:including|such as))(?= (?:the )?{A})",
        None,
        "participant",
        people=False,
    ),
    *INVERTED_EN,
    Cue(
        "conducted by",
        r"(?:conducted|delivered|given|staged|facilitated|arranged|put on|launched"
        r"|(?<!delegation )(?<!team )(?<!group )(?<!mission )(?<!party )led"
        r"|(?:is|was|are|were|be|being) (?:jointly )?run|inaugurated|unveiled|rolled out)"
        r" (?:jointly )?by",
        None,
        "organizer",
        types=CONVENED | frozenset({"StudyTour", "Visit"}),
        people=False,
    ),
    Cue(
        "event of",
        rf"(?:{_EVENTS}) (?:of|by)(?= (?:the )?{{A}})",
        None,
        "organizer",
        types=CONVENED - frozenset({"Meeting"}),
        people=False,
        announced=True,
    ),
    Cue(
        "own event",
        rf"(?<={{A}}['’])s (?:[A-Za-z-]+ ){{0,3}}(?:{_EVENTS})\b"
        rf"|at (?:its|their) (?:[a-z-]+ ){{0,3}}(?:{_EVENTS})\b",
        "organizer",
        types=CONVENED - frozenset({"Meeting"}),
        people=False,
        announced=True,
        near=True,
    ),
    Cue(
        "together with",
        r"in (?:close )?(?:partnership|collaboration|cooperation|association|coordination"
        r"|conjunction) with|(?:together|jointly|along|in tandem|side by side|hand in hand) with"
        r"|alongside|assisted by|(?:team(?:s|ed) up|join(?:s|ed) (?:forces|hands)|partner(?:s|ed"
        r"|ing))"
        r" with|(?:and|with) (?:its|their) partners?(?: of [a-z ]{3,30})?(?=,? (?:the )?{A})",
        None,
        "co-organizer",
        types=CONVENED - frozenset({"Meeting"}),
        people=False,
        announced=True,
    ),
    Cue(
        "hosted by",
        r"hosted by|(?:[Hh]osts?|[Oo]rgani[sz]ers?|[Cc]onveners?) of [^.;]{0,80}? (?:was|were|is"
        r"|are)"
        r"(?= (?:the |both )?{A})",
        None,
        "organizer",
        people=False,
        confidence=0.9,
    ),
    PASSIVE,
    Cue(
        "sponsors",
        r"(?:was|were|are|is) (?:the )?(?:joint |main |co-)?(?:sponsors?|organi[sz]ers?)\b",
        "organizer",
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
        r"inspected|check(?:s|ed)|audited|patrol(?:s|led)|combed|carr(?:ied|ies) out|planted"
        r"|cleaned up|celebrated|marked|commemorated",
        "organizer",
        types=frozenset({"Inspection", "Campaign"}),
        people=False,
        announced=True,
    ),
    COSTS,
    GIFTS,
    *JOURNEYS_EN,
    *TEACHING_EN,
    Cue(
        "hand over",
        r"handed|donated|t(?:ook|akes) delivery",
        "participant",
        "participant",
        types=frozenset({"Other"}),
    ),
    Cue(
        "meet",
        r"(?:met|meets?|conferred|consulted|sat down)(?: up)?(?: (?:on|in|at|virtually|online)"
        r"[^.,]{0,30})?(?: with)?(?= [^.]{0,60}?{A})"
        r"|held (?:[a-z-]+ ){0,3}(?:talks|meetings?|discussions|consultations|dialogue) with"
        r"|spoke (?:by|over|on) (?:the )?(?:tele)?phone (?:with|to)|telephoned",
        "participant",
        "participant",
        types=BETWEEN_SIDES,
    ),
    Cue(
        "organ met",
        r"(?:board|committee|council|assembly|bureau|executive|commission|members|delegates) of"
        r"(?= (?:the )?{A} (?:met|meets?|convened|gathered|sat|assembled)\b)",
        None,
        "organizer",
        types=frozenset({"Meeting", "Conference"}),
        people=False,
        announced=True,
    ),
    Cue(
        "own assembly",
        r"(?:met|meets?|gathered|convened|assembled)(?= [^.;,]{0,40}for (?:its|their) "
        r"(?:[a-z-]+ ){0,3}"
        r"(?:assembly|session|congress|meeting|conference|retreat)\b)",
        "organizer",
        types=frozenset({"Meeting", "Conference"}),
        people=False,
        announced=True,
        near=True,
    ),
    Cue(
        "prepared with",
        r"(?:has|have|had) (?:planned|organi[sz]ed|prepared|arranged|scheduled|devised|convened"
        r"|set up|run|held)"
        r" (?:it |this |jointly |together )?with(?= (?:the )?{A})",
        "organizer",
        "co-organizer",
        types=CONVENED,
        people=False,
        near=True,
    ),
    Cue(
        "work of",
        r"(?:(?:was|were|is|are) the (?:work|brainchild)|a joint (?:effort|idea|initiative"
        r"|venture|undertaking)"
        r"|an (?:idea|initiative)|(?:at|on) the initiative) of|idea (?:came|comes) from"
        r"|[Bb]ehind (?:it|this|the [a-z]+) (?:stood|stands?|was|were|are|is)(?= (?:the )?{A})",
        None,
        "organizer",
        types=CONVENED,
        people=False,
    ),
    Cue(
        "joined",
        r"(?:joined|join)(?= (?:the )?{A} (?:for|in|at|to|on)\b)",
        "participant",
        "organizer",
        types=CONVENED - frozenset({"Meeting"}),
        people=False,
    ),
    Cue("joined by", r"(?:joined|accompanied|flanked|followed) by", None, "participant"),
    Cue(
        "attended by",
        r"held(?: (?:in|on|at|by) (?:{P}|{T}|[a-z]+)){0,2} between|(?:attended"
        r"|participated in|represented|witnessed|chaired|co-chaired|opened"
        r"|moderated|addressed) by|in the presence of|(?:the )?participation (?:of|from|by)"
        r"|on behalf of|(?:bring(?:s|ing)?"
        r"|brought) together|(?:meetings?|talks|discussions|consultations|dialogue|session|met)"
        r"(?: held)?(?: (?:in|on|at) (?:{P}|{T})){0,2} (?:with|between)"
        r"|(?:meeting|talks|session|dialogue) of (?=(?:the )?{A},? (?:and|,) )"
        r"|(?:headed|led) by|made up of|consist(?:s|ed) of|members? from"
        r"|(?:representatives|delegations?|officials|observers|people|persons?|colleagues"
        r"|delegates|staff|guests|students|volunteers|rangers|inspectors|officers"
        r"|participants) (?:of|from)|observers on the back benches",
        None,
        "participant",
    ),
    Cue(
        "convene",
        r"(?:jointly )?(?:organi[sz]e[ds]|convene[ds]?|closed|concluded|sponsored|co-?hosted"
        r"|hosted"
        r"|(?<!meeting )(?<!meetings )(?<!talks )held|g(?:ave|ives)(?= (?:an?|the) (?:[a-z-]+ )?"
        r"(?:training|course|workshop|seminar|briefing)\b)"
        rf"|led(?= (?:an?|the|its|their|two|three) (?:[a-z-]+ ){{0,3}}(?:{_EVENTS})\b)"
        r"|call(?:s|ed)(?= an? (?:[a-z-]+ ){0,3}meeting\b)|(?:wrap(?:s|ped)|round(?:s|ed)) (?:up"
        r"|off)"
        r"|gather(?:ed|s)(?= (?:[a-z0-9]+ ){1,5}(?:in|at|for|from|to)\b)"
        rf"|welcom(?:ed|es)(?= [^.,;]{{0,60}} to (?:an?|the|its) (?:[a-z-]+ ){{0,3}}"
        rf"(?:{_EVENTS})\b)"
        r"|opened|opens?|ran|leads?|launched|commenced?|spearhead(?:s|ed)|kicked off|hold|holds"
        r"|organi[sz]e|arranged?|conducts?|conducted"
        r"|staged|hosts?(?= (?:the|a|an|its|their)\b)|inaugurated|unveiled|rolled out"
        r"|(?:is|are|was|were) (?:holding|organi[sz]ing|running|conducting|convening"
        r"|hosting(?! (?:{N}|an? (?:[a-z-]+ ){0,3}(?:delegation|team))))"
        r"|(?<!been )(?<!was )(?<!were )(?:has |have |had )?(?:to )?(?:cancel(?:led)?"
        r"|postponed?|call(?:ed)? off|put off)|(?:has|have|had) (?:announced|set|planned|arranged"
        r"|called|fixed|promised|scheduled"
        r"|foreseen|moved|lined up|pencilled in|prepared|offered|advertised|hoped|intended|wanted"
        r"|(?:sent|issued) (?:out )?invitations)|(?:is|are|was|were) to (?:conduct|hold|run|give"
        r"|host"
        r"|teach|stage"
        r"|lead|organi[sz]e)|(?:puts?|putting) on|mount(?:s|ed)|cut the ribbon"
        r"|g(?:ive|ives|ave) (?:an?|the) (?:[a-z]+ ){0,3}(?:course|training|workshop|seminar"
        r"|class)"
        r"|(?<!was )(?<!were )(?<!been )invit(?:es|ed)"
        r"|(?:is|are) (?:pleased|proud|delighted|happy) to (?:invite|announce|host))\b(?! by)"
        r"(?! (?:an?|the|their|its|two|three) (?:[A-Za-z-]+ ){0,4}(?:[Mm]emorand|[Aa]greement"
        r"|MoU|pact|letter of intent|contract|deal)\w*)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue(
        "organized it",
        r"(?:(?:jointly )?(?:(?:co-)?organi[sz]e[ds]|hosts?|hosted|held|ran|convene[ds]"
        r"|sponsored|arrange[ds]|led"
        r"|conducted)|(?:will|to) (?:jointly )?(?:(?:co-?)?host|organi[sz]e|hold|convene|run"
        r"|conduct)) (?:it|this|the (?:event|workshop|training|course|meeting|forum|seminar"
        r"|exercise|campaign"
        r"|conference|ceremony|webinar))\b",
        "organizer",
        types=CONVENED,
        people=False,
        near=True,
    ),
    Cue(
        "in charge",
        r"(?:did|handled|took care of|looked after|saw to|(?:was|were|is|are|be) (?:in charge of"
        r"|responsible for|behind)) (?:all )?(?:the )?(?:organi[sz](?:ing|ation)|arrangements"
        r"|logistics"
        r"|event|course|workshop|training|meeting|preparations|it)\b"
        r"|(?:had|has) invited(?= (?:[a-z0-9-]+ ){1,4})",
        "organizer",
        types=CONVENED,
        people=False,
        near=True,
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
    Cue("signed by", r"(?:signed|inked) by", None, "participant", types=frozenset({"Signing"})),
    Cue(
        "sign",
        r"(?:signed|inked)\b|put (?:their|its) (?:signatures?|names?|pens?) (?:to|under|on)"
        r"|(?:concluded|renewed|extended|sealed|struck)(?= (?:an?|the|their|its|this) "
        r"(?:[a-z-]+ ){0,4}"
        r"(?:agreement|memorandum|MoU|pact|contract|letter)\b)|put pen to paper|exchanged "
        r"(?:the )?(?:signed|copies)",
        "participant",
        types=frozenset({"Signing"}),
    ),
    Cue(
        "speak",
        r"(?<!{A} )(?:said|says|told|signed|explained|presided|presented|introduced|described"
        r"|answered|thanked|recalled|pointed out|wrote)",
        "participant",
        bodies=False,
    ),
    Cue(
        "done by",
        r"(?<!issued )(?<!published )(?<!prepared )(?<!drafted )(?<!written )(?<!adopted )"
        r"(?<!developed )(?<!designed )(?<!drawn )(?<!drawn up )(?<!made )(?<!built )(?<!compiled )"
        r"(?<!produced )(?<!created )(?<!founded )(?<!mapped )(?<!managed )(?<!report )(?<!study )"
        r"(?<!paper )(?<!maps )(?<!data )(?<!figures )(?<!review )(?<!survey )"
        r"by(?= (?:the )?{A})",
        None,
        "organizer",
        types=frozenset({"Inspection", "Campaign", "Training", "Workshop", "Other", "Launch"}),
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
    Cue(
        "act",
        r"(?<={A} )(?:[a-z]+ed|ha(?:s|ve|d) (?:agreed|pledged|committed|decided)|kept|took|put|made"
        r"|gave|told|sent|set|brought|drew|spoke|said|found|saw|held|led|came|went|stood|undertook)"
        r"\b(?! by\b| in {T}| under\b)",
        "participant",
        people=False,
        confidence=0.75,
        subject=True,
    ),
)
