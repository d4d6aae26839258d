"""Named places that are no entry of a table: the hall, park or campus where an event was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from kg.extract.languages import Language, language
from kg.extract.minting import identified
from kg.extract.names import Mention, Mentions
from kg.extract.names_beside import unmarked
from kg.extract.names_parts import Cover
from kg.extract.people import romanised
from kg.extract.places_german import venue_pattern
from kg.model import Label, MintedEntity, Sentence, Span, Text
from kg.text.sifting import Sifted

FACILITY: Final = "facility"
_HEAD: Final = (
    r"Park|Hall|Hotel|Cent(?:re|er)|Palace|House|Building|[Hh]eadquarters|Room|College|Campus"
    r"|Museum|Resort|Stadium|Auditorium|Library|Embassy|Residence|Square|Gardens?|Complex|Pavilion"
    r"|Theatre|Arena|Villa|Castle|Club|Lodge|Forest|Reserve|Bridge|Station|Beach|Village|Farm"
    r"|School|Academy|Chamber|Chancery|Tower|Plaza|Lake|Haus|River|Bay|Harbou?r|Landfill|Market"
    r"|Nursery|Dam|Wetlands?|Inn|Suites|Convent|Monastery|Temple|Church|Cathedral|Mosque|Fort"
    r"|Marina|Pier|Port|Airport|Aquarium|Zoo|Observatory|Mansion|Manor|Ch[aâ]teau|Estate|Ranch"
    r"|Atoll|Camp|Courthouse|Mill|Factory|Wharf|Quay|Vineyard"
    r"|Islands?|Peninsula|Valley|Delta|Reservoir|Canyon|Glacier|Falls|Springs?|Hostel|Sanctuary"
    r"|Gallery|Cinema|Foreshore|Spa"
)
_COMMON: Final = (
    r"building|hall|hotel|stadium|campus|park|reserve|landfill|museum|wetlands?|pavilion|nursery"
    r"|port|pier|harbou?r|beach|foreshore|village|school|library|office|theatre|square|reservoir"
    r"|lagoon|estuary|island|tidal flats?|mudflats?|forest|nature reserve|national park|inn|resort"
    r"|headquarters|cent(?:re|er)|complex|palace|farm|station|fairground|market|garden|lodge|quay"
    r"|wharf|dam"
)
# A house may bear the name of a body: "UN House".
_HOUSE: Final = re.compile(r"(?:House|Haus|Hall|Building|Tower|building|hall)$")
_EN: Final = Sifted(
    r"(?:\b(?:[Aa]t|[Ii]n|[Ii]nside|into|inspected|toured|patrolled|visited|filled?"
    r"|[Vv]enue (?:is|remains|was|will be)) (?:the |its |their |our |his |her )?"
    r"(?:[A-Z][\w-]+['’]s (?=[A-Z]))?"
    r"|\b[Oo]n (?:the )?(?=(?:[A-Z][\w'’-]* ){1,3}(?:Square|Beach|Campus|Plaza|Peninsula|Pier)\b)"
    rf"|(?m:^)\W{{0,3}}(?i:venue|where|location|place): (?:the )?)"
    r"(?P<name>(?:[Cc]onference |[Mm]eeting )?(?:Court(?:room)?|Room|Hall|Auditorium)"
    r" (?:[A-Z]?\d+[A-Z]?|[A-Z])"
    r"|Port of [A-Z][\w'’-]+"
    r"|(?:Palais|Palacio|Palazzo|Palácio|Centro|Casa|Maison|Salle|Sala|Schloss|Kulturzentrum"
    r"|Teatro"
    r"|Auditorio|Hôtel|Kasteel|Villa) (?:(?:de|du|des|del|della|dos|das|di|la|le|y|e"
    rf"|[A-Z][\w'’-]*)\b ?){{1,5}}(?<! )|Hotel (?:[A-Z][\w'’-]*\b ?){{1,3}}(?<! )"
    rf"|(?:(?:[A-Z][\w'’.-]*|of|de|the|and) ){{0,6}}(?:{_HEAD})"
    rf"|(?:[A-Z][\w'’.-]* ){{1,4}}(?:[a-z]{{4,}} )?(?:{_COMMON})"
    r"|Lake [A-Z][\w’'-]+)\b(?P<of> of (?:the )?(?=[A-Z]))?"
)
_ZH: Final = Sifted(
    r"(?:(?P<set>[会场址点]设)[在于]|在)(?:学校|校内|校园)?(?P<name>(?![^，。；]{0,3}(?:举办|举行|召开|开展))[\u4e00-\u9fffA-Za-z]{2,14}(?:会议中心|会展中心|博览中心|展览中心"
    r"|国际中心|报告厅|会议厅|国宾馆|会堂|礼堂|酒店|宾馆"
    r"|饭店|会议室"
    r"|展览馆|博物馆|图书馆|体育馆|科技馆|学校|小学|中学|分校|植物园|动物园|公园|广场|度假村|码头|口岸|大厦|湿地|基地|文化中心|活动中心|剧场|剧院|游乐区|游憩区))"
    r"(?(set)|(?=[^，。；]{0,8}(?:举|召|开|揭|启|签|办理)))"
)

_HOUSES_ZH: Final = {
    "湿地公园": "Wetland Park", "森林公园": "Forest Park", "国家公园": "National Park",
    "公园": "Park", "广场": "Square", "国际酒店": "International Hotel", "酒店": "Hotel",
    "宾馆": "Hotel", "饭店": "Hotel", "会议中心": "Conference Center", "大厦": "Building",
    "会堂": "Hall", "博物馆": "Museum", "图书馆": "Library", "植物园": "Botanical Garden",
    "动物园": "Zoo", "湿地": "Wetland", "码头": "Wharf", "小学": "Primary School",
    "中学": "Middle School", "国际会展中心": "International Convention and Exhibition Center",
    "会展中心": "Convention and Exhibition Center", "剧场": "Theatre", "剧院": "Theatre",
    "国际会议中心": "International Conference Center", "文化中心": "Cultural Centre",
    "体育馆": "Gymnasium", "礼堂": "Auditorium", "报告厅": "Lecture Hall",
    "森林游乐区": "Forest Recreation Area", "国家森林游乐区": "National Forest Recreation Area",
}  # fmt: skip
_LONGEST_OWN: Final = 4  # characters
_OWN_NAME: Final = 4
_BARE: Final = re.compile(rf" ?(?:{_HEAD}|{_COMMON})")
_GENERIC: Final = re.compile(
    r"[市省新]|国际|国家|世界|人民|会议|会展|展览|博览|体育|科技|图书|博物|动物|植物|师范|第"
)


def with_venues(text: Text, mentions: Mentions) -> Mentions:
    """Return the mentions together with the venues that stand where nothing else is named."""
    places = [m for m in mentions.mentions if m.entity.kind == "place"]
    venues = list(_venues(text, {m.span.start: m.span.end for m in places}))
    if not venues:
        return mentions
    others = (m.span for m in mentions.mentions if m.entity.kind != "place")
    taken = Cover((*others, *(p.span for p in mentions.people)))
    houses = {m.span.start: m for m in mentions.mentions if m.entity.kind == "agency"}
    found = [
        venue
        for venue in venues
        if not taken.overlaps(venue[0]) or _is_house(text.clean, venue[0], houses)
    ]
    if not found:
        return mentions
    named = Cover(span for span, _ in found)
    # The city in the name of a hall, and the body in that of its house.
    within = {m for m in mentions.mentions if named.covers(m.span)}
    minted = {entity.ref: entity for _, entity in found}
    new = (
        Mention(span, entity.ref, span.of(text.clean), FACILITY, "descriptor", 0.7)
        for span, entity in found
    )
    kept = (m for m in mentions.mentions if m not in within)
    every = sorted((*kept, *new), key=lambda m: m.span)
    return replace(mentions, mentions=tuple(every), minted=(*mentions.minted, *minted.values()))


def _is_house(text: str, venue: Span, bodies: Mapping[int, Mention]) -> bool:
    """Whether the name of a body is all that a building is called by, as in "UN House"."""
    body = bodies.get(venue.start)
    rest = Span(body.span.end, venue.end).of(text) if body else ""
    return bool(_HOUSE.search(rest)) and len(rest.split()) == 1


def _venues(text: Text, cities: Mapping[int, int]) -> Iterator[tuple[Span, MintedEntity]]:
    for sentence in text.sentences:
        spoken = sentence.language
        if spoken[:2] not in ("en", "zh"):
            yield from _spoken_venues(text, sentence, cities)
            continue
        pattern = _ZH if spoken.startswith("zh") else _EN
        for match in pattern.within(text.clean, sentence.span):
            if not spoken.startswith("zh") and match["of"] and match.end("of") not in cities:
                continue  # the house of a body
            span = Span(*match.span("name"))
            if spoken.startswith("zh"):
                span = _behind_city(text.clean, span, cities)
            name = span.of(text.clean)
            identity, ref = identified("place", name, "")
            yield (
                span,
                MintedEntity(ref, identity, _labels(name, spoken), FACILITY),
            )


def _spoken_venues(
    text: Text, sentence: Sentence, cities: Mapping[int, int]
) -> Iterator[tuple[Span, MintedEntity]]:
    known = language(sentence.language)
    pattern = _spoken(known) if known else None
    for match in pattern.finditer(text.clean, *sentence.span) if pattern else ():
        span = Span(*match.span("name"))
        if cities.get(span.start, 0) < span.end:  # no listed place
            identity, ref = identified("place", match["name"], "")
            own = Label(match["name"], sentence.language)
            labels = (own, *_in_english(match["name"], known)) if known else (own,)
            yield span, MintedEntity(ref, identity, labels, FACILITY)


def _in_english(name: str, known: Language) -> Iterator[Label]:
    """Yield what a venue is called in English: "réserve de faune du Dja", "Dja Faunal Reserve"."""
    link = rf"(?:{known.either('of')}|{known.either('articles')})"
    for source, noun in known.rows("venue english"):
        if own := re.fullmatch(rf"(?i:{source})(?:(?: |(?<=['’])){link}){{0,2}}[ ’'](.+)", name):
            first = noun.startswith(("Lake", "Hotel"))
            words = (noun, own[1]) if first else (own[1], noun)
            plain = known.code == "vi"
            yield Label(
                unmarked(" ".join(words)) if plain else " ".join(words), f"en-t-{known.code}"
            )
            if plain:
                yield Label(unmarked(own[1]), "en-t-vi")


@cache
def _spoken(known: Language) -> re.Pattern[str] | None:
    """Return the names of venues in a language that has words for them."""
    if not known.lines("venues"):
        return None
    if known.code == "de":
        return venue_pattern(known)
    link = rf"(?:{known.either('of')}|{known.either('articles')})"
    capital = r"(?: |(?<=['’]))[A-ZÀ-ÖØ-ÞĐ][\w’'-]*"
    name = rf"(?i:{known.either('venues')})(?:(?: {link}){{0,2}}{capital}){{1,5}}"
    return re.compile(rf"(?<!\w){known.either('venue after')}(?: |(?<=['’]))(?P<name>{name})")


def _labels(name: str, spoken: str) -> tuple[Label, ...]:
    """Return the name, and for a Chinese one its pinyin with the English word for what it is."""
    own = Label(name, spoken)
    tail = next((tail for tail in _HOUSES_ZH if name.endswith(tail)), "")
    first = name.removesuffix(tail)
    if not tail or not 1 < len(first) <= _LONGEST_OWN:
        return (own,)
    latin = romanised(first).replace(" ", "").capitalize()
    return own, Label(f"{latin} {_HOUSES_ZH[tail]}", "zh-Latn-pinyin")


def _behind_city(text: str, venue: Span, cities: Mapping[int, int]) -> Span:
    """Cut the city from 昆明海埂会堂; of 江苏南京国际会议中心 only the province."""
    start = last = venue.start
    while start in cities and cities[start] < venue.end:
        last, start = start, cities[start]
    own = venue.end - start >= _OWN_NAME and not _GENERIC.match(text, start)
    own = own and not _BARE.fullmatch(text, start, venue.end)
    return Span(start if own else last, venue.end)
