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
    (r"(?:contract(?:or)?|undertak(?:er|ing)|execution|executor) (?:is|are|was|were)", "it is undertaken by"),
    (r"(?:cooperation|assistant|assist(?:ance)?|helper|co-?operator) (?:is|are|was|were)", "it is co-organized by"),
    (r"(?:guidance|director|guiding|guide)(?: units?)? (?:is|are|was|were)(?= (?:the )?[A-Z])", "it is supported by"),
    (r"(?:is|are|was|were|does|did|do|as) (?:the )?(?:assist(?:s|ant|ance)?|undertak(?:er|e|ing)|contract(?:or)?|co-?do)\b", "was the co-organizer"),
    (r"(?:is|are|was|were|does|did|do|gives?|gave) (?:the )?guidance", "gave support"),
    (r"t(?:ook|akes?) (?:over )?the (?:job|task|work) of (?:doing|holding|organi[sz]ing)", "was the co-organizer"),
    (r"(?:joint|common) (?:sponsors?|organi[sz]ers?|hosts?) (?:is|are|was|were)", "It is organized by"),
    (r"main[- ](?:done|do|handled|held|managed|hosted) by", "organized by"),
    (r"(?:contracted|undertook|borne) by", "undertaken by"),
    (r"(?:assisted|helped)[- ](?:done|do|handled|held) by|co[- ](?:done|do|handled|held) by|assisted by",
     "co-organized by"),
    # 签字, 签约, 落笔
    (rf"(?:wr[io]te|written|writ(?:es|ing)|puts?|set|laid|lay|left|dropped?|fell|pressed|affixed|stamped"
     rf"|moved?|used?|took up|lifted|raised) (?:down )?(?:(?:their|the|its|his|her|both|each|own|red|big|official|respective) )*{_HAND}"
     rf" (?:down )?(?:on|to|under|in|onto|upon|into|at|over)(?= )", "signed"),
    (rf"(?:(?:sign(?:ed)?|fell|dropped|lowered)[- ](?:the )?(?:words?|names?|pens?)|signed and stamped"
     rf"|stamped|sealed)(?: on| under)?(?= (?:[a-z]+ ){{0,6}}{_PACT})", "signed"),
    (r"pen holders? of", "signatory of"),
    (rf"{_PAPER} (?:of|about|on|for) (?=(?:[a-z]+ ){{0,4}}{_PACT}\b)", "agreement of "),
    (r"(?:intent(?:ion)?s?) (?:book|paper|document|letter|sheet)s?|(?:book|paper|document|sheet)s? of intent(?:ion)?s?",
     "letter of intent"),
    (r"understand(?:ing)? (?:memo(?:randum)?s?|record|remember(?:ing)? records?)|(?:memo|remember(?:ing|ance)?)"
     r" (?:record|book|paper|sheet)s?(?: of understanding)?|memorandum (?:book|record|paper|letter)s?",
     "memorandum of understanding"),
    (r"(?:cooperat(?:ion|e|ive)|agreement|contract|joint) (?:book|paper|letter|treaty|agree(?:ing)? book|agreement book)s?",
     "cooperation agreement"),
    (r"continu(?:ed?|es|ing) (?:the |to )?sign(?:ing|ature|ed)?(?: of| on)?|sign(?:ed|s)? (?:again|anew|continuously)|continue-sign(?:ed)?",
     "renewed"),
    (r"(?:reached|arrived at|came to)(?= (?:[a-z]+ ){0,3}(?:agreement|memorandum))", "signed"),
    (r"with (?P<who>(?-i:(?:Mr\.? |Ms\.? )?[A-Z]\w+ [A-Z]\w+)) (?:at|as|being|in) (?:the |its )?(?:head|leader|lead|front|chief)", r"led by \g<who>"),
    (r"(?:framework|frame) (?:cooperation )?(?:book|paper|agree(?:ing)?|treaty)", "framework agreement"),
    (r"(?:agreed?|reached) (?:on|by|with|as|at|from) (?:the )?principles?", "agreed in principle"),
    (r"(?:on|by|from) principle", "in principle"),
    (r"principle (?=agree)", "in principle "),
    (r"(?:did|do(?:es)?|made|took) (?:the )?organi[sz](?:ation|ing)(?: work)? (?:of|for) (?:the |this )?",
     "organized the "),
    (r"(?:repl(?:y|ies)|reports?|lectures?|speech|introduction|explanation|answer) (?:is|are|was|were)"
     r" (?:given |made |done |told )?by", "presentation by"),
    # 研究所, 大学, 学会, 委员会 in names
    (r"(?-i:(?<=[a-z] )(?:Research|Sciences?|Technology|Design) (?:Place|House|Spot))", "Research Institute"),
    (r"(?-i:(?<=[a-z] )Big (?:Learn(?:ing)?|School|Study))", "University"),
    (r"(?-i:(?<=[a-z] )(?:Learn(?:ing)?|Study) (?:Courtyard|Yard))", "College"),
    (r"(?-i:(?<=[a-z] )(?:Learn(?:ing)?|Study) (?:Society|Meeting|Association|Club))", "Society"),
    (r"(?-i:(?<=[a-z] )Fund (?:Meeting|Society|Association))", "Foundation"),
    (r"(?-i:(?<=[a-z] )(?:Committee|Commission) (?:Meeting|Member))", "Committee"),
    (r"(?-i:(?<=[a-z] )(?:Head|Total|Main|Chief) Station)", "Central Station"),
    (r"(?-i:\b(?:United Nations|UN) Environment (?:Planning|Plan) (?:Agency|Office|Department|Bureau|Administration))",
     "United Nations Environment Programme"),
    (r"(?-i:\b(?:United Nations|UN) Development (?:Planning|Plan|Program) (?:Agency|Office|Department|Bureau|Administration))",
     "United Nations Development Programme"),
    (r"(?-i:\bGlobal Environment Fund)", "Global Environment Facility"),
    (r"(?-i:(?P<of>[A-Z][a-z]+) (?:border|frontier) (?:area|region|district|territory)(?= of Russia|,| Government))", r"\g<of> Krai"),
    # 公约
    (r"wetlands? convention", "Ramsar Convention"),
    (r"(?:living things?|biology|biological|bio) (?:many kinds|diversity|variety) convention", "Convention on Biological Diversity"),
    (r"climate chang(?:e|ing) (?:frame(?:work)?|framework) convention", "United Nations Framework Convention on Climate Change"),
    (r"(?:endangered|dying) (?:species|animals?|wild \w+)(?: \w+){0,2} convention", "CITES"),
    (r"water (?:guarantee|good) convention(?: \(Minamata Convention\))?", "Minamata Convention"),
    (r"water frame(?:work)? (?:instruction|order|command|directive)(?: of the European Union)?", "EU Water Framework Directive"),
    # 厅长, 局长, 处长, 书记
    (rf"(?P<rank>(?:(?:vice|deputy|assistant)[- ])?)(?:hall|bureau|department|office|place|institute|station|center"
     rf"|centre|court|section|department) {_CHIEF}(?![a-z])", r"\g<rank>director"),
    (r"(?P<rank>vice|deputy) longs?", r"\g<rank> director"),
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
    (r"(?:(?:walked|went|came|entered|stepped|marched) into|settled in|landed in)"
     r"(?= (?:[A-Z][a-z]+ )*(?:communit|school|village|campus|street|square))", "was held in"),
    (rf"(?:launched|developed|unfolded|spread|expanded|started|carried|hold open|conduct) (?:out )?"
     rf"(?=(?:an? |one |the |two )?(?:[\w\"“”'-]+ ){{0,5}}?(?:patrol|check|campaign|activity|investigation|survey|exchange"
     rf"|{_NOUNS})s?\b)", "held "),
    (rf"(?:do(?:es|ing)?|did|made|make|opened out) (?=(?:an? |one |the |two |three )(?:[\w-]+ ){{0,4}}?(?:{_NOUNS})s?\b)", "held "),
    # 研讨会, 年会, 培训班, 发布会
    (r"(?:(?:research|academic|technical|technology|topic|special|study|expert)s? )+(?:and |& )?(?:discuss(?:ion|ing)?|exchange"
     r"|research|report|communicat\w+) (?:meeting|conference|forum|party)s?|research and discussion meetings?|study and discuss\w*"
     r" meetings?", "seminar"),
    (r"(?:annual|year|yearly) (?:meeting|conference|party)(?= of)", "annual conference"),
    (r"(?:members?|representatives?|delegates?|congress) (?:big|great|grand) (?:meeting|conference)s?", "general assembly"),
    (r"(?:news|press|media) (?:release|publish(?:ing)?|issue|announc\w+|report|blow|ventilat\w+)[- ](?:meeting|conference|event|party)s?"
     r"|(?:news|press|media) (?:meeting|party)", "press conference"),
    (r"(?:study|learn(?:ing)?|research|training|teach(?:ing)?|lecture|advanced stud(?:y|ies)) class(?:es)?", "training class"),
    (r"(?:sit(?:ting)?|seat)[ -](?:down )?(?:talk|discussion)s?(?: meeting| party)?|talk meeting|heart[- ]to[- ]heart meeting", "discussion meeting"),
    (r"(?:round|circle) (?:table|desk) (?:meeting|dialogue|talk|conference)s?|roundtable dialogue", "roundtable"),
    (r"(?:emergency|sudden|joint|actual|real|combat|desk(?:top)?|response)(?: [a-z]+){0,3} (?:practice|rehears\w+|play|pull|maneuver)s?",
     "emergency exercise"),
    (r"(?:photo(?:graph(?:y|ic)?)?|picture|painting|art|result|achievement|science|book|product|image)s? (?:show|display|spread)s?", "exhibition"),
    (r"(?:technology|skill|knowledge|monitor(?:ing)?|business)s? (?:big )?(?:compare|comparison|competition|race|fight|match)s?(?: and contest)?",
     "contest"),
    (r"(?:joint|united|combined|linked|cross[- ]\w+|special) (?:[a-z]+ ){0,2}?(?:patrol|law enforcement|inspection|check(?:ing)?)"
     r"(?: [a-z]+)? (?:action|activity|operation)s?", "joint inspection"),
    (r"joint law enforcement (?:check|inspect)ed", "jointly inspected"),
    (r"(?:theme|publicity|propaganda|volunteer(?:ing)?|voluntary|public welfare|popular science|science popular\w+|practice|clean(?:ing)?"
     r"|tree[- ]planting|open day|environment(?:al)?(?: protection| day)?)(?: [a-z]+){0,2} (?:activity|activities|action)", "campaign"),
    (r"(?P<n>(?:\w+th|first|second|third) )(?:round|time|session|wheel) of (?:consult(?:ation|ing)?|bargain(?:ing)?|talks?)"
     r"(?= of (?:the )?(?:[a-z]+ ){0,3}(?:treaty|convention|instrument))", r"\g<n>negotiating session"),
    # 揭牌, 挂牌, 启动
    (r"(?:hung|hang(?:s|ed)?|uncover(?:s|ed)?|unveil(?:s|ed)?|lift(?:s|ed)?|opened|revealed) (?:up |out |off )?(?:the |its |a )?"
     r"(?:name )?(?:plates?|boards?|signs?|tablets?|brand|card|veil)(?: and (?:start(?:ed)?|began|open(?:ed)?)(?: \w+ing)?)?", "was inaugurated"),
    (r"(?:start(?:ed|s)?|began|begins?) (?:up|walking|running|work|to (?:walk|run|work)|its (?:walk|run|work)|the (?:machine|engine))"
     r"|(?:start(?:ed|s)? to move|set(?:s)? sail|put into (?:use|run(?:ning)?|operation)|went (?:on|up) (?:the )?line)", "was launched"),
    (r"uncover(?:s|ed)? (?:the |its )?(?:curtain|prelude)|was uncovered|raised the prelude", "opened"),
    (rf"(?:open(?:s|ed)?|start(?:s|ed)?) (?:the )?(?:class|school|lesson|study)(?= (?:on|in|at)\b| *[,.])", "opened"),
    # 考察, 调研, 回访
    (r"(?:walked|went|came|entered|stepped) into (?P<it>[^.,;]{2,60}?) to (?:look|see|observe|understand|visit)(?: and (?:study|learn|see))?",
     r"went to \g<it> to learn"),
    (r"to (?:go to (?P<it>[^.,;]{2,40}?) to )(?:investigat\w+|research|survey|study|learn|look|observe)", r"on a study tour to \g<it> to learn"),
    (r"to (?:(?:do |make |carry out |conduct )?(?:research|survey|study|field|spot|site|on-site)(?: and| or)? )?"
     r"(?:investigat(?:e|ion)s?|take (?:the )?(?:scriptures?|classics)|get (?:the )?scriptures?|do research|make research)", "to learn about"),
    (r"to (?:do|make|pay|carry out|conduct) (?:a |an |the )?(?:visit|exchange)s?(?: and (?:exchange|visit|study)s?)?", "for a visit"),
    (r"to (?:return|pay back|answer) (?:the |a )?visit", "on a return visit"),
    (r"to be (?:a )?guests?", "for a visit"),
    (r"saw (?:the )?(?=(?:[a-z]+ )?(?:guests?|visitors?|delegation|friends)\b)", "received the "),
    (r"exchanged(?= (?:about|on|over|with))", "exchanged views"),
    (r"called at", "visited"),
    (r"(?:video|telephone|online|screen) (?:connection|link|contact|line|wire)s?(?= with)", "video meeting"),
    (r"(?:looked|saw|watched|walked) and (?:learn(?:ed|t)|studied)", "went on a study tour"),
    (r"(?:special|surprise|secret|night) (?:checking|examination|supervis\w+|inspect\w*)", "special inspection"),
    (r"press(?:ed|es)? (?:down )?(?:the |its )?(?:start|begin|open|launch)(?:ing)? (?:button|key)s?", "was launched"),
    (r"(?<=[\"”] )(?:theme |series |special )?(?:activity|activities|action)", "campaign"),
    (r"letters? of (?:\w+ )intent(?:ion)?s?", "letter of intent"),
    (r"(?:left|kept|put|saved) (?:to|for|until|till) (?:a )?later(?: \w+)?(?= *[,.;])", "postponed"),
    (r"(?:until|till|before) (?:new|other|further|later|next|a) (?:notice|notification|word)", "until further notice"),
    (r"(?:tied (?:the |a )?knots?|(?:took|joined|join|held|hold|shook|shake) hands)(?=[^.;]{0,80}\b(?:agreement|memorandum|letter of intent))",
     "signed"),
    (r"sh(?:ook|akes?) hands?|dr(?:ank|inks?) tea(?: together)?(?= with)|s[ai]ts? at (?:one|the same|a|a round) table"
     r"|s[ai]ts? (?:shoulder (?:by|to) shoulder|face to face|knee to knee)", "met"),
    (r"g[ai]ves? (?:a )?(?:lessons?|class(?:es)?|courses?|lectures) (?:to|for)", "trained"),
    (r"did (?:a )?guests?(?= (?:in|at))", "paid a visit"),
    (r"stepped (?:on|onto|on to|upon) (?:the )?(?:land|earth|soil) of", "arrived in"),
    (r"(?:flew|flies|fly|drove|took train|rode|walked|set out|set off|rushed|crossed (?:sea|river|mountain)s?) (?:over |out |far )?(?:to|for)(?= [A-Z])",
     "travelled to"),
    (r"go(?:es)? (?:out|over|abroad)? ?to(?= [A-Z])", "go to"),
    (r"(?:go(?:es)?|went|pass(?:ed)?) through(?= [A-Z])", "visited"),
    (r"(?:was|were|is) born(?= in| on| at)", "was established"),
    (r"open(?:s|ed)? (?:its |their )?(?:eyes?|mouth|arms)(?= in| on| at)", "was launched"),
    (r"(?:take|took|learn|fetch|get|ask for) (?:the )?(?:true )?(?:scriptures?|classics)", "learn"),
    (r"sent (?:a |the )?(?:group|team|delegation)s? (?:out )?to", "sent a delegation to"),
    (r"went down (?:in)?to", "went to"),
    (r"cross[- ]?check(?:ed)?", "inspected"),
    (r"(?:was|were|is|are|has been|have been) (?:called back|wiped (?:out|off)|wash(?:ed)? (?:out|away)|blown away|rained (?:off|out)"
     r"|given up|put down|cut off|cut|scratched|let go|laid down)(?= (?:by|because|due|for)| *[,.;])"
     r"|fell(?= (?:because|through|apart|due)| *[,.;])|did not (?:do|come|hold)(?= *[,.;])", "was cancelled"),
    (r"(?:is|was|are|were|has been) (?:put|pushed|moved|laid|placed|hung|kept) (?:behind|aside|up|to the side|on the shelf|to later"
     r"|to (?:an? )?(?:unknown|other|another|uncertain) (?:day|date|time))|moved to (?:an? )?(?:unknown|uncertain) (?:day|date|time)"
     r"|(?:look(?:s|ing)?|search(?:es)?|wait(?:s|ing)?) for (?:an? )?(?:other|new|another|good|better) (?:day|date|time)s?", "postponed"),
    (r"(?:sat|sit) and (?:talk|discuss|exchang)\w*(?= with)|sat (?:to )?talk(?= with)|talked(?= (?:and \w+ )?with)", "met"),
    (r"connect(?:ed|s)? (?:the )?(?:line|video|wire|screen)s?(?: by video| online)?", "met online"),
    (r"exchange[sd]? (?:opinions?|ideas?|minds?|thoughts?|suggestions?)", "exchanged views"),
    (r"welcomed (?P<who>[^.,;]{3,60}?) into (?:the )?(?:door|house|home)", r"received \g<who>"),
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
    (r"(?:has to|have to|must|need(?:s|ed)? to|had to|will|shall) wait(?: [a-z]+){0,3}(?= *[,.;])", "postponed"),
    (r"(?:the )?(?:new )?(?:time|date|day)s? (?:is |are )?(?:not (?:yet )?(?:decided|fixed|set|known|told)|(?:to )?wait(?:s|ing)?(?: for)? notice"
     r"|(?:set|decided|fixed|told|notified) later)|waits? (?:for )?(?:the )?(?:notice|notification)", "postponed until further notice"),
    (r"(?:died|dead|blown|gone|went bad|yellow(?:ed)?|became (?:nothing|empty|yellow))(?= (?:because|for|due|away|off)| *[,.;])", "was cancelled"),
    (r"push(?:ed)? back", "postponed"),
    (r"(?:pushed|moved|delayed|extended|dragged) (?:to )?(?:the )?(?:back|rear|behind|later)(?= *[,.;]| because| for| due)",
     "postponed"),
    (r"(?:line|long|far|cloud|net(?:work)?|wire|screen|air) (?:up|top|on|connection|line) (?=(?:meeting|talks?|training|conference))"
     r"|(?:on|over|through|by) (?:the )?(?:line|net|cloud|screen|video)(?= *[,.;])", "online"),
)  # fmt: skip

_WEEK: Final = {
    "one": "Monday", "two": "Tuesday", "three": "Wednesday", "four": "Thursday", "five": "Friday",
    "six": "Saturday", "day": "Sunday",
}  # fmt: skip
_WEEKDAY: Final = re.compile(
    rf"\b(?:(?P<week>last|this|next|up|upper|down) )?(?:week|star period|worship)[ -]?(?P<n>{'|'.join(_WEEK)})\b",
    re.IGNORECASE,
)


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
    for patch in sorted(
        (*_phrases(text), *_provinces(text), *_weekdays(text)), key=lambda p: (p.span.start, -p.span.end)
    ):
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


def _weekdays(text: str) -> Iterator[Patch]:
    for found in _WEEKDAY.finditer(text):
        week = (found["week"] or "").lower()
        which = {"up": "last", "upper": "last", "down": "next"}.get(week, week)
        words = f"{_WEEK[found['n'].lower()]} of {which} week" if which else _WEEK[found["n"].lower()]
        yield Patch(Span(*found.span()), words, "calque", "restored")


def _provinces(text: str) -> Iterator[Patch]:
    """Yield the full names of provinces for those of one syllable, where the text has them."""
    for found in _SHORT.finditer(text):
        named = [name for name in _PROVINCES[found["short"]] if name in text]
        if len(named) == 1:
            yield Patch(Span(*found.span()), named[0], "calque", "restored")
