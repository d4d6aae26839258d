"""English words for who pays for an event, lends what it needs, or backs it."""

from typing import Final

from kg.extract.roles_cue import Cue

_GOODS: Final = (
    r"costs?|expenses?|bills?|fees?|fares?|flights?|travel|tickets|accommodation|board|meals"
    r"|lunch|transport"
    r"|money|funds|funding|financing|grants?|prizes|equipment|tools|drones|materials|boats?"
    r"|vehicles"
    r"|venue|rooms|hall|interpretation|logistics|refreshments|gloves|bags|trucks|aircraft|planes"
    r"|helicopters?|radios|tents|seedlings|saplings|nets|kits|cameras|laptops|computers|fuel"
    r"|uniforms"
    r"|books|seeds|meals|buses"
)
PASSIVE: Final = Cue(
    "support",
    r"(?:financial |strong |generous )*(?:care and )?(?:support|funding|assistance|money"
    r"|funds|a grant|means|backing|financing|co-?financing|sponsorship|contributions?)"
    r" (?:of|from|by|provided by)|(?:money|funds|funding|means|purse)"
    r" (?:[a-z]+ )?(?:comes?|came|is|was|were) (?:from|of)\b"
    rf"|(?:{_GOODS})\b[^.;]{{0,100}}? (?:comes?|came) from(?= (?:the )?{{A}})|for which"
    r"(?= (?:the )?{A} (?:provid|suppl|len[dt]|g[ai]v|donat|pa(?:id|y)|contribut|fund|financ))"
    r"|assisted financially by|financially (?:assisted|backed|supported) by"
    r"|without the (?:generosity|support|help|money|funding) of|with(?= (?:the )?{A} as (?:its "
    r"|the |a )?"
    r"(?:main )?(?:sponsor|donor|patron|funder)\b)"
    r"|(?:co-?)?(?:funded|supported|financed|paid(?: for)?|given money"
    r"|backed|underwritten|bankrolled|subsidi[sz]ed|made possible|footed) (?:[a-z]+ )?by"
    rf"|(?:{_GOODS}) (?:[a-z]+ ){{0,5}}(?:met|borne|covered|shouldered|carried|provided|supplied"
    r"|defrayed|lent|given|donated|put up|picked up|footed) by|out of the budget of"
    r"|with the (?:kind |generous )?help of|courtesy of|thanks to (?:(?:the|an?) )?"
    r"(?:[a-z]+ ){0,2}"
    r"(?:generosity|support|funding|money|grant|help|donation) (?:of|from)"
    r"|(?:aided|helped) by|financed (?:from|through|out of)(?= (?:the )?{A})",
    None,
    "supporter",
    people=False,
)
COSTS: Final = Cue(
    "meet costs",
    r"(?:meets?|met|bears?|bore|bearing|cover(?:s|ed|ing)?|pa(?:id|ys?|ying)|shoulder(?:s|ed|ing)?"
    r"|carr(?:y|ies|ied)|foot(?:s|ed|ing)?|pick(?:s|ed|ing)? up|defray(?:s|ed|ing)?|shared?|split)"
    r" (?:(?:all|all of|part of|most of|half(?: of)?|[a-z]+ thirds of|\d+ ?(?:%|per ?cent) of"
    r"|the|its|their|our|this) ){0,2}(?:[a-z-]+ ){0,2}(?:costs?|expenses?|bills?|fees?|fares?"
    r"|flights?|tab|tickets?|travel|accommodation|transport)\b|cover(?:s|ed|ing)? (?:half"
    r"|two thirds|a third|most|part)\b"
    r"|(?:puts?|putting|came|comes) up (?:with )?(?:the (?:money|funds|cash)|[$€£]?\d"
    r"|[A-Z]{2,3} ?\d)|(?:found|finds|find|raised|granted|contribut(?:ed|es)|set aside|earmarked"
    r"|chip(?:s|ped) in"
    r"|invested|allocated|pledged) (?:[a-z]+ ){0,2}(?:the money|the funds|money|funds"
    r"|[$€£]\d|\d[\d.,]* (?:million|thousand|euros|dollars|pounds|francs|kroner|shillings|yuan)"
    r"|[A-Z]{2,3}[$ ]\d)",
    "supporter",
    people=False,
)
GIFTS: Final = Cue(
    "gave support",
    r"(?:gives?|gave|provid(?:ed|es|ing)|offer(?:s|ed)|lent|lends|lending|suppl(?:y|ies|ied)"
    r"|donated)"
    r"(?! (?:an?|the|its) (?:[a-z-]+ ){0,2}(?:training|course|workshop|seminar|briefing"
    r"|lecture)\b)"
    r" (?:[a-z]+ ){0,3}?(?:support|assistance|backing|sponsorship"
    rf"|{_GOODS})\b"
    r"|(?:(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )paid|pays|paying) for|(?:funds"
    r"|finances|(?<!-)funded|bankrolled|underwrote|(?<!-)financed|covered the cost)\b(?! by)"
    r"|back(?:s|ed)(?= (?:the|this|its|it|a)\b)"
    r"|(?:was|were|is|are) the (?:main |sole |only )?(?:donors?|funders?|financiers?|sponsors?)\b"
    rf"|(?:contribut|provid)(?:ed|es) (?:(?:the|an?|its|their) )?(?:[a-z]+ ){{0,2}}(?:{_GOODS})\b"
    r"|(?:supports|paid|pays)(?=[.;,])|(?:promised|agreed|offered|pledged) (?:to support(?=[.,;])"
    r"|(?:its |their )?(?:support|help|money))",
    "supporter",
    people=False,
)
