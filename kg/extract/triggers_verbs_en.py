"""English verbs that announce events, and those that bear nouns of events out.

Earlier rows win where two match at the same place; see triggers_lexicon.py.
"""

from typing import Final

EN_VERBS: Final = (
    (
        "Negotiation",
        r"(?:negotiated|haggled over|bargained over)\b"
        r"(?= [^.]{0,60}(?:text|treaty|instrument|convention)\b)",
    ),
    (
        "Signing",
        r"(?:co-?|counter)?signed\b(?! up)|inked\b|inks\b|initial(?:l?ed)\b"
        r"|put (?:their |its |his |her )?(?:signatures?|names?) (?:on|to|under)"
        r"|put (?:pen|ink) to paper|put (?:an?|the|their|two) [^.;]{0,70} (?:to|on) paper\b"
        r"|subscribed\b"
        r"(?= [^.]{0,40}(?:memorandum|agreement|mou\b|accord|letter))"
        r"|penned\b(?= [^.]{0,40}(?:memorandum|agreement|mou\b|accord))|appended (?:their|its|his"
        r"|her) signatures?|(?:sealed|struck|clinched|cemented|formali[sz]ed|finali[sz]ed)\b"
        r"(?= [^.]{0,80}(?:memorandum|agreement|mou\b|accord))"
        r"|(?:set|affixed|lent) (?:their|its|his|her) (?:signatures?|names?) (?:on|to|under)"
        r"|(?:was|were|been|being) (?:[a-z]+ly )?(?:sealed|struck|clinched)\b"
        r"|entered into\b(?! force)|concluded\b(?= (?:an?|the|two) )"
        r"|exchanged (?:letters|notes|copies|(?:signed )?(?:documents|instruments)|the signed"
        r"|(?:an?|the|two|their) (?=[^.]{0,30}(?:memorandum|agreement|mou\b)))"
        r"|(?:was|were|been|being) (?:[a-z]+ly )?(?:renewed|extended|prolonged|exchanged|inked"
        r"|initialled|concluded|formali[sz]ed)\b(?! that)"
        r"|(?:renew|extend|prolong)(?:ed|s)? (?:the |their |its |a )?(?=[^.]{0,20}(?:memorandum"
        r"|agreement|mou))|signs?\b(?= (?:a|an|the|environment|agreement|memorandum|mou|cooperation"
        r"|strateg|two"
        r"|three|joint|partnership|new|letter|their|its))",
    ),
    (
        "Launch",
        r"launched\b|launches\b|inaugurated\b|inaugurates\b|put up (?:its|the) name ?plate"
        r"|laid the (?:foundation|corner)[ -]?stone|cut the sod"
        r"|went into operation|unveiled\b|kicked off|broke ground|commissioned\b",
    ),
    (
        "Meeting",
        r"(?:held|had|holds?|hold|has|have had) (?:[a-z-]+ ){0,3}(?:talks?|meetings?|discussions?)"
        r"|received\b(?= [^.]{0,60}(?:{N}|guests|visitors|delegation|an? team|ambassador|minister"
        r"|envoy|head|director))|(?:is|are|was|will) (?:to )?receive\b|meets? with|met with"
        r"|meet\b(?= (?:again )?(?:in|at) (?:the )?{P}[^.;]{0,60}{T}| on {T},? in {P})"
        r"|met (?:the|an?|his|her|its|their) (?=(?:{A}|{N}|(?:[a-z-]+ ){0,3}(?:minister|ambassador"
        r"|secretary|president|director|governor|mayor|delegation|counterpart|commissioner|envoy"
        r"|chair(?:man|woman|person)?|heads?|chief|representatives?|officials)\b))"
        r"|(?<=[^a-z])met\b(?! (?:the|its|all|by|our|with)\b)"
        r"|meets\b(?! (?:[a-z-]+ ){0,2}(?:costs?|expenses?|needs?"
        r"|bills?|requirements?|criteria|standards?|targets?|goals?|demands?|deadlines?"
        r"|conditions?)\b)"
        r"(?= {N}| {A}| {P}| [A-Z])"
        r"|(?:will|to|and|shall) (?:next |then |first |also )?meet\b(?= (?:in|on|at|with|again"
        r"|online"
        r"|virtually|here|there|for|face|next|from|once|behind|by)\b| {P}| {N}| {A}| {T})"
        r"|(?:will|is to|are to) (?:next )?(?:host|welcome|receive)\b(?= (?:the |its )?{A})"
        r"|(?:meets?|met) (?:again|next)\b|gathered\b(?= (?:in|at|on|for)\b)|(?:are|were|is"
        r"|was) meeting\b(?= (?:to|in|on|at|with)\b)|discussed\b|exchanged views\b|video meets?"
        r"|receives?\b(?= [^.]{0,40}(?:{N}|counterpart|ambassador|minister"
        r"|delegation))|welcomed\b(?= [^.]{0,40}(?:{N}|ambassador|minister|delegation))"
        r"|play(?:ed|s) host to\b(?= (?:{N}|{A}|(?:an?|the) (?:[a-z-]+ ){0,3}(?:delegation|team"
        r"|group)))|(?:hosted|hosts|hosting|(?:will|to) host)\b(?= (?:a |an |the )?(?:{N}"
        r"|[^.,]{0,40}(?:ambassador|delegation|envoy"
        r"|visitors)))|(?:calls|called|calling) on\b(?= (?:{N}|{P}|the|[A-Z]))"
        r"(?![^.,;]{1,90}? to (?!discuss|exchange|present|express|brief|talk|congratulate|bid|seek"
        r"|thank|explore)[a-z])|paid (?:a|his|her|their) courtesy call|convened\b(?= (?:in|on|at"
        r"|for)\b)|(?:conven(?:ed|es)|(?:brought|brings) together|assembled|gathered)\b"
        r"(?= (?:[a-z0-9-]+ ){0,3}(?:experts|officials|delegates|ministers|scientists|specialists"
        r"|stakeholders|rangers|representatives|partners|negotiators)\b)"
        r"|(?:came|got|comes?|gets?) together\b|s[ai]t(?:s|ting)? (?:down|together"
        r"|again)(?: (?:together|again))?\b|assembled\b(?= (?:in|at|on|for)\b)|compared notes"
        r"|exchanged notes|put (?:their )?heads together|reconvened\b"
        r"|spoke (?:by|over|on) (?:the )?(?:tele)?phone|telephoned|(?:tele)?phone (?:calls?|talks)"
        r"|met by (?:video|phone|zoom)|linked up|dialled in|paid (?:his|her|their) respects to"
        r"|(?:was|were|is) hosts? (?:in {P} )?to|granted an audience|threw open its doors to"
        r"|opened its doors(?= [^.]{0,40} to an? (?:delegation|group|team))"
        r"|conferred with|conversed with|(?:gave|extended|bade) (?:[a-z]+ ){0,3}welcome\b"
        r"(?= [^.]{0,30}\bto (?:an?|the|{A}|{N}))|\btalk(?= on the screen)"
        r"|(?:sides|parties|experts|ministers|teams|groups) meet (?:again|next|in|on)\b"
        r"|talked\b(?= (?:for|with|about|over))"
        r"|(?:was|were|been) (?:[a-z]+ )?(?:received|welcomed|greeted) by\b",
    ),
    (
        "StudyTour",
        r"(?:go|goes|went|travel(?:s|led)?|fl(?:y|ew)) to {P} to (?:see|learn|study|look)"
        r"|(?:sent|trip|tour|go|goes|came|come|went"
        r"|travel(?:s|l?ed)?|fl(?:y|ew))\b[^.]{0,90}? to (?:look and )?learn\b"
        r"|(?:brought|brings?|takes?|took|leads?|led) [^.,;]{1,60}? to [^.,;]{1,40}? to (?:see|look"
        r"|learn|study)\b|walk in\b|went to [^.]{0,40}to (?:learn|study|look)"
        r"|go to [^.]{0,40}to learn|came? to [^.]{0,30}(?:study|learn|look)|toured\b",
    ),
    (
        "Inspection",
        r"(?:go|goes|went|come|came|travel(?:s|l?ed)?) (?:together |jointly )?to"
        r" [^.,;]{1,60}? (?:for|to) (?:[a-z]+ )?(?:check(?:ing)?|inspect(?:ion|ing)?|supervis(?:e"
        r"|ion|ing)|patrol(?:ling)?)\b",
    ),
    (
        "Visit",
        r"(?:was|were) (?:shown (?:a?round|through)|taken (?:a?round|through))\b|"
        r"visited\b|visits\b|visiting\b(?= (?:{P}|{A}))|paid [a-z ]{0,12}visit"
        r"|(?:leads?|led|heads?|headed) (?:a|the|an) (?:[a-z0-9-]+ ){0,3}(?:delegation|group|team"
        r"|mission) (?:(?:of|from) (?:the )?{A} )?(?:[a-z-]+ ){0,4}(?:to|in)\b"
        r"|came to (?:our|the) (?:hall|bureau|city|cent)"
        r"|(?:went|goes|came|travell?ed|flew|travels|flies|journeyed|heads|headed) to"
        r" (?=(?:the )?(?:{P}|{A}))|as (?:the )?guests? of (?=(?:the )?{A})"
        r"|(?:arrived|arrives) (?:in|at) (?=(?:the )?(?:{P}|{A}))|(?:calls|called"
        r"|dropped) in (?:on|at) "
        r"(?=(?:the )?(?:{P}|{A}))"
        r"|(?:undertook|made|pays?|is paying) [a-z -]{0,16}visit"
        r"|(?:brought|brings?|took) (?:[a-z0-9-]+ ){1,5}(?:(?:of|from) (?:the )?{A} )?to "
        r"(?=(?:the )?(?:[a-z]+ )?{P})|spent {T} at the (?:offices?|headquarters|premises) of"
        r"|(?:was|were|is|are) (?:back )?in (?={P} (?:(?:on|from|between|this|last|for|to) |{T}))"
        r"|(?:made the (?:trip|journey) to|touched down in|landed in|stayed in|comes to"
        r"|leaves? for|left for|(?:is|are) expected in) (?=(?:the )?{P})"
        r"|(?:was|were|been) (?:the |a |our )?guests? of|(?:been|were|was) our guests?\b"
        r"|had guests from|(?:had|have|has) (?:with us|as (?:our |its )?guests)\b|spent {T} (?:in"
        r"|at|with) (?=us\b|(?:the )?(?:{A}|{P}))|on a (?:return )?visit to"
        r"|(?:spent|spends?|spending) (?:[a-z0-9-]+ ){0,2}(?:days?|weeks?)\b (?:in|at|with) "
        r"(?=(?:the )?(?:{A}|{P}))"
        r"|(?:will|(?:intends?|plans?|wants?) to|(?:is|are) (?:due |expected )?to)"
        r" (?:come|travel|go|fly) to (?=(?:the )?{P}(?:(?![^.]{0,60} to (?:learn|study|see|look))"
        r"| (?:from |on |in |between )?{T}))",
    ),
    (
        "Training",
        r"trained\b(?= (?:[a-z-]+ ){0,5}(?:[0-9]+|[a-z-]+s\b|people|staff|personnel))",
    ),
    (
        "Inspection",
        r"inspected\b|patroll?ed\b|checked(?: on| up on)?\b|turned up unannounced|raided\b",
    ),
    (
        "Campaign",
        r"cleaned(?: up)?\b(?:(?<=up)|(?= [^.,;]{0,30}?(?:beach|river|coast|shore|lake|park"
        r"|stream)))|(?:collected|gathered|pick(?:ed|ing)(?: up)?|removed)\b(?= [^.]{0,60}(?:litter"
        r"|rubbish|waste|trash|plastic|garbage|debris))"
        r"|(?:put|set|sank|placed)\b(?= [^.]{0,30}(?:trees|seedlings|saplings|mangroves) )"
        r"|released\b(?= [^.]{0,40}(?:turtles|fish|fry|fingerlings|birds|vultures|hatchlings|eels))"
        r"|(?:walked|marched|cycled|paddled|swam|ran) (?:through|along|for|across|round|around)\b"
        r"|planted\b(?= [^.]{0,30}(?:trees|seedlings|saplings|mangroves))"
        r"|(?:celebrated|marked|observed|commemorated)\b(?= [^.]{0,30}\bday\b)"
        r"|day (?:was|is|will be) (?:celebrated|marked|observed|commemorated)\b",
    ),
    (
        "PressConference",
        r"(?:briefed|told) (?:journalists|reporters|the (?:press|media)|newsmen)\b"
        r"|(?:met|faced) (?:with )?(?:the )?(?:journalists|reporters|press|media)\b",
    ),
    (
        "",
        r"(?<!.)held\b(?= (?:at|in|on|from|under)\b)|(?:ran|held|gave|hosted|organi[sz]ed|staged"
        r"|conducted|convened) (?:it|them)\b(?= (?:on|in|at|from|between|over|together|jointly)\b)",
    ),
    (
        "Launch",
        r"rolled out\b|(?:was|were|is|are|been|be) (?:[a-z]+ )?started\b"
        r"|(?:saw|witnessed) the (?:official |formal )?(?:start|launch|opening|birth)\b"
        r"|went live\b|(?<={A} )(?:started|began|took up) (?:its )?work\b(?= (?:in|at|on) (?:{P}"
        r"|{T}))"
        r"|set in motion|switched on\b|got off the ground|took up (?:its )?work"
        r"|g[eo]ts? under ?way|(?:threw|throws|opened|opens) (?:open )?its doors|started up\b"
        r"|came into being|(?:stations?|laborator(?:y|ies)|cent(?:re|er)|museum|office|hub"
        r"|reserve|park|nursery|facility|trail"
        r"|post)(?: (?:in|on|at|of|for) [^.,;]{1,40}?)? (?:opens|(?:will|is to|are to) open"
        r"|will be opened)\b"
        r"|would open\b(?= an? )|[Dd]oors opened\b|ribbon (?:was|is|will be|has been) cut"
        r"|became operational"
        r"|came on ?stream"
        r"|(?:was|were|is|been) given (?:its|their|the) (?:official |formal )?(?:start|launch)\b"
        r"|(?:began|started|starts|begins) (?:work|operations?|operating)\b"
        r"|starting (?:signal|shot|gun)\b|went into (?:service|operation)|put into (?:service"
        r"|operation)|(?<={A} )(?:(?:was|were|will be|is|has been|is to be) (?:[a-z]+ ){0,2}opened"
        r"|(?:was|were|has been) (?:officially |formally )?(?:established|founded|set up))\b"
        r"|(?:project|programme|program|fund|cent(?:re|er)|platform|alliance|base|system|network"
        r"|station"
        r"|laboratory|observatory|hub)\b(?: [\"“„«][^\"“”„»]{1,40}[\"”“»])?(?: (?:of"
        r"|for) [^.,;]{1,80}?)?"
        r" (?:was |has been |had been |has |will be |is to be )?(?:officially |formally )?"
        r"(?:started|launched|established|founded|inaugurated|opened|set up)\b(?! with| for)"
        r"|presented\b(?= [^.]{0,80}to the public)"
        r"|(?:opened|opens?|launch)\b(?! (?:in|on|at|with|to|up|by|for)\b)"
        r"(?= (?:the |its |their |this |our |an? )?(?:{A}|(?:(?!(?:in|on|at|of|for|with"
        r"|by) )[a-z'’-]+ ){0,4}(?:hub|cent(?:re|er)|station|office|laborator(?:y|ies)|museum"
        r"|plant"
        r"|facility|unit|nursery"
        r"|house|garden|pavilion|gallery|hatchery|shelter|observatory|platform|portal|project"
        r"|programme|programme|park|reserve|trail)\b))",
    ),
    (
        "Other",
        r"(?:rehearsed|simulated|practi[sc]ed)\b(?= [^.]{0,40}(?:spill|accident|emergency|fire|leak"
        r"|flood))|handed\b(?= [^.]{0,90}\bover\b)|handed over\b(?= [^.]{0,90}\bto\b)"
        r"|cut the (?:[a-z]+ )?ribbon"
        r"|donated\b(?= [^.]{0,90}\bto\b)|t(?:ook|akes) delivery of\b(?= [^.]{0,90}\bfrom\b)",
    ),
)

EN_BEARS: Final = (
    r"held|hold(?:s|ing)?|t(?:ook|akes?|aken|aking) place|conven(?:e|ed|es|ing)|open(?:s|ed|ing)?"
    r"|clos(?:ed|es|ing)|conclud\w+|(?:co-?)?host(?:ed|s|ing)?|(?:co-?)?organi[sz](?:e|ed|es|ing)"
    r"|organi[sz]ers?|attend(?:ed|s|ing)?|gather(?:ed|s|ing)?|brought together|brings together"
    r"|end(?:ed|s)|broke up|adjourned|m[e]et|met|kick(?:ed|s)? off|due|launched|join(?:ed|s)"
    r"|sponsor(?:s|ed)|beg[aiu]n(?:s)?|start(?:ed|s)|uncovered|giv(?:en|ing)|gave|g[io]ves?"
    r"|cancell?ed|postponed|put off|called off|suspended|rescheduled|moved|shifted|deferred"
    r"|dropped|shelved|scrapped|abandoned|rained off|fell through|not (?:take|go|be|happen)"
    r"|falls? on|mov(?:es|ing) to|goes to|awaits?|comes? to|home to|reached|stops? at|the turn of"
    r"|saw|witnessed|sent out|lined up|took part"
    r"|tak(?:e|es|ing) part|participat\w+|presid(?:ed|es)"
    r"|spent|announced for|sit(?=s? (?:in|on|at|from))|called?s? (?=[^.;]{0,70} to)|plann(?:ed"
    r"|ing)|set for|went|leads?|led|ran|runs?|finished|wrapped up"
    r"|work of|sat|sits|under way|underway|ongoing|receiv(?:ed|ing)|welcom(?:ed|es)|scheduled"
    r"|slated"
    r"|conduct(?:ed|s)|staged|deliver(?:ed|s)|offer(?:ed|s)|follow(?:ed|s)?|invit(?:ed|es)"
    r"|co-?chaired|chaired|facilitated|moderated|addressed|return(?:s|ed)|resum(?:e|es|ed)"
    r"|expected|foreseen|announc(?:ed|es)|featur(?:ed|es)|drew|attracted|saw|heard|continu(?:ed|es)"
    r"|last(?:s|ed)|signed|undert(?:aken|ook)|preceded|carr(?:y|ies|ied) out|speaking"
    r"|addressing(?= (?:an?|the) (?:[a-z-]+ ){0,3}(?:workshop|forum|seminar|conference|meeting"
    r"|gathering|event|ceremony|session|summit|training))"
    r"|chairing|presiding|hosting|(?:celebration|observance|commemoration) of"
    r"|present(?= (?:at|were|was)\b)|spearhead(?:s|ed)|embark(?:s|ed|ing)?"
    r"|had|completed|underwent|graduated|taught|(?:is|was|will be) (?:in|at)|(?:place|time|stop) is"
    r"|(?:for|on) an? (?:[a-z0-9-]+ ){1,4}(?:visit|tour|mission)|arriv(?:ed|es)"
    r"|(?:put|laid) on(?= by)|(?:arranged|run|given) by|commenc(?:e|es|ed)|implemented|engaged"
    r"|wound up|inaugurated|rolled out"
)
