"""Who concludes an agreement: those before the verb, behind it, and between "between" and "and"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.scene import Item, Line, pattern, sifted
from kg.model import EntityRef, Span

_SEVERALLY: Final = re.compile(r"分别(?:与|同|和)|one with\b|\bseparate(?:ly)?\b", re.IGNORECASE)
# "signed agreements with A and B": one with each.
_WITH_EACH: Final = pattern(
    r"\b(?:agreements|memoranda(?: of understanding)?|MOUs)\b [^.;,]{0,40}?\bwith (?:the )?{A}"
    r"(?=(?: \([^()]{1,20}\))?(?:,| and) )",
    re.IGNORECASE,
)
_WITNESS: Final = re.compile(
    r"见证|witness(?:ed by)?|in the presence of|attended by", re.IGNORECASE
)
_HEARD: Final = re.compile(r"(?:获悉|了解到|介绍|透露|据悉)[，,]")
_TOLD: Final = re.compile(
    r"\b(?:that|which|while|when|where|because|but|announced|said|recalled|after|following"
    r"|before|during|according to [^,]{0,60},)\b",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"\bagreements\b|各自|\bmemoranda\b")
_BETWEEN: Final = pattern(
    r"\b(?:between|among)\b [^.;]{0,60}?(?:{A}|{P}|{N})[^.;]{0,90}?\band\b [^.;]{0,60}?({A}|{P}"
    r"|{N})|\b(?:between|among)\b [^.;]{0,60}?(?:{A}|{P})[^.;]{0,6}?(?:with|[-–/]) ?(?:the )?({A}"
    r"|{P})",
    re.IGNORECASE,
)
_PAIR: Final = pattern(r"(?:{P}|{A})(?:[-–—/](?:{P}|{A}))+|{P}(?: [–—/] {P})+")
_STATES: Final = pattern(
    r"{P}[^，。；]{0,3}(?:[、和与及—－-]\s?{P}[^，。；、]{0,2})+(?=两|三|四|[省市区县]|签|正式"
    r"|[^，。；]{0,12}签)"
)
# "中挪双方续签两国环境部门间备忘录": the ministries that met, not the countries.
_DEPARTMENTS: Final = re.compile(r"(?:两国|双方)[^，。；]{0,6}部(?:门|委)?(?:之)?间")
_TOGETHER: Final = sifted(r"{P}+(?:[、和与]{P}+)+(?=[两三四五六][地省市县区州])")
_BESIDE: Final = pattern(
    r"(?:{A}|{P})(?:['’]s?)?(?: \([^()]{1,40}\))?,?(?: (?:and|with|&|as well as"
    r"|together with|along with))? (?:the )?$",
    re.IGNORECASE,
)
# Two who are said to have come together, in whatever words their agreement is told.
_ALLIED: Final = sifted(
    r"{A}(?:\s?\([^()]{1,20}\))?,? (?:(?:has|have|had|is|are|also|will|to|today|on|{T}) ){0,4}"
    r"(?:partner(?:s|ed|ing)?|team(?:s|ed|ing)? up|join(?:s|ed|ing)? (?:forces|hands)"
    r"|collaborat(?:es?|ed|ing)|agreed?|sign(?:s|ed)?|ink(?:s|ed)?|announced?)\b"
    r"[^.;]{0,60}? with (?:the )?{A}"
    r"|{A}(?:\s?\([^()]{1,20}\))?(?:,? (?:and|&)|,) (?:the )?{A}(?:\s?\([^()]{1,20}\))? "
    r"(?:(?:has|have|had|are|also|will|to|today|on|{T}) ){0,4}"
    r"(?:partner(?:ed)?|team(?:ed)? up|join(?:ed)? (?:forces|hands)|collaborate|agreed?|sign(?:ed)?"
    r"|ink(?:ed)?|strengthen(?:ed)?|deepen(?:ed)?|work together)\b"
    r"|\b(?:partnership|memorandum of (?:understanding|cooperation)|mou|agreement|pact|accord)"
    r"(?: \([^()]{1,20}\))? (?:signed )?between (?:the )?{A},? (?:and|&) (?:the )?{A}",
    re.IGNORECASE,
)
_ITS_SIDES: Final = pattern(
    r"\W{0,3}(?:the|this) (?:[a-z]+ ){0,2}(?:memorandum(?: of [a-z]+)?|mou|agreement|pact|accord"
    r"|protocol)\b(?: \([^()]{1,20}\))?[^.;]{0,60}? between (?:the )?(?:{P}['’]s )?{A}"
    r"[^.;]{0,60}? and (?:the )?(?:{P}['’]s )?{A}",
    re.IGNORECASE,
)
# "the Fund and the Society have worked side by side under an arrangement"
_UNDER_IT: Final = pattern(
    r"{A}(?: \([^()]{1,20}\))?(?:,? and|,? with"
    r"|,) (?:the )?{A}(?: \([^()]{1,20}\))? [^.;\ue000-\uf8ff]{0,90}"
    r"\b(?:under|within|through|on the basis of|in the framework of) (?:an?|the"
    r"|their) (?:[a-z-]+ ){0,3}$"
)
_LINK: Final = re.compile(
    r"\b(?:exchanges?|links?|corridors?|routes?|ferry|roads?|railway|flights?|borders?|migration"
    r"|transfers?"
    r"|movements?|trade|traffic|waters?|shipments?)\b (?:of [a-z -]{1,30} )?between (?:the )?$"
)
_FOR_EACH: Final = pattern(r"\b(?:for|on behalf of) (?:the )?{A}", re.IGNORECASE)
_CUE: Final = re.compile(r"\b(?:by|with)\b", re.IGNORECASE)
_STOP: Final = re.compile(
    r"[.;]|, (?:a|an|which|who|where|under|to|for|during)\b"
    r"|\b(?:in|on|at|which|to|for|during|covering|under|aimed|following|after|when)\b",
    re.IGNORECASE,
)
# "... between A and B, and a memorandum on birds between A and C": the words of this one.
_BEHIND: Final = re.compile(r"[^.,;]{0,90}? (?=(?:between|among)\b)", re.IGNORECASE)
_TOWN_SIGNS: Final = pattern(r"(?:^|[，。；：,日午]|{T})({P})[与和同](?={A})")
# Behind the person who signs for one side: 代表柬方与, 同.
_WITH_BODY: Final = re.compile(r"(?:[^，。；\ue000-\uf8ff]{0,8})?[与和同]")
# A的B和“某某”签了: the words behind "和" name a body that was not read.
_AND_UNREAD: Final = pattern(
    r"{A}[^，。；]{0,3}[与和同跟及](?!双方|对方|客人|来宾|代表团|考察团|外方|中方|其|有关|相关|当地|该)"
    r"(?=[^，。；]{3,40}签)[^，。；\ue000-\ue2ff]{3,40}签"
)
_TWO_STATES: Final = sifted(r"{P} and {P}(?!['’])")
_ISO: Final = 2  # letters of the key of a country
_ABOVE: Final = 6
_DID: Final = 5  # characters behind a body that hold a verb
_ASIDE: Final = 90  # how far before the noun "between A and B" may stand
_NEAR: Final = 70  # how far behind "with" or "by" the first party may stand


def sides(stretch: Stretch, noun: Span, verb: Span, status: str) -> Iterator[list[Item]]:
    """Yield the parties, once for each agreement that the words speak of."""
    line = stretch.line
    if status in ("in-force", "mentioned"):
        pairs = [] if line.cjk else list(_pairs(stretch, noun))
        yield from pairs if len(pairs) > 1 else [_of_phrase(stretch, noun)]
        return
    named = [] if line.cjk else _joined(stretch, noun, verb)
    if named and not (
        _of_topic(stretch, noun, named) and len(_parties(_before(stretch, verb.start))) > 1
    ):
        yield named
        return
    left, right = _chinese(stretch, noun, verb) if line.cjk else _english(stretch, noun, verb)
    parties = left + [item for item in right if item not in left]
    yield from _severally(stretch, parties) or _grouped(line, verb, noun, parties)


def places_together(stretches: Sequence[Stretch]) -> tuple[EntityRef, ...]:
    """Return the places that 某县、某县两地 speaks of."""
    for stretch in stretches:
        for found in _TOGETHER.finditer(stretch.line.text, stretch.start, stretch.end):
            places = _innermost(stretch.line.within(*found.span(), "P"))
            return tuple(ref for item in places for ref in item.refs)
    return ()


def countries_before(line: Line, lines: Sequence[Line]) -> tuple[EntityRef, ...]:
    """Return the two countries that a sentence a little above names together."""
    for above in reversed(lines[max(0, line.number - _ABOVE) : line.number]):
        for found in () if above.cjk else _TWO_STATES.finditer(above.text):
            states = above.within(*found.span(), "P")
            if all(len(ref.key) == _ISO for item in states for ref in item.refs):
                return tuple(ref for item in states for ref in item.refs)
    return ()


def acting(item: Item) -> tuple[EntityRef, ...]:
    """Return the parties that a mention stands for: a person for the first body of theirs."""
    if item.slot == "N":
        return tuple(dict.fromkeys(o.affiliation for o in item.offices if o.affiliation))[:1]
    return item.refs


def _severally(stretch: Stretch, parties: list[Item]) -> list[list[Item]]:
    split = _SEVERALLY.search(stretch.line.text, stretch.start, stretch.end)
    split = split or _WITH_EACH.search(stretch.line.text, stretch.start, stretch.end)
    if not split:
        return []
    one = [item for item in parties if item.at < split.start()]
    others = [item for item in parties if item.at > split.start()]
    return [[one[0], other] for other in others] if len(one) == 1 and len(others) > 1 else []


def _grouped(line: Line, verb: Span, noun: Span, parties: list[Item]) -> list[list[Item]]:
    """Return two and two where four sign "agreements"."""
    heads = [item for item in parties for _ in item.refs]
    if len(heads) == 4 and _GROUPED.search(line.text[verb.start : noun.end + 1]):
        first = [item for item in parties if item in heads[:2]]
        return [first, [item for item in parties if item not in first]]
    return [parties]


def _joined(stretch: Stretch, noun: Span, verb: Span) -> list[Item]:
    """Return who stands in "between A and B" or "the A-B agreement"."""
    line = stretch.line
    start = max(stretch.start, noun.start - _ASIDE)
    own = _BEHIND.match(line.text, noun.end, stretch.end)
    for found in _BETWEEN.finditer(line.text, own.end() if own else start, stretch.end):
        items = of_one_kind(
            line.within(found.start(), found.end() + _tail(line, found.end()), "AP")
        )
        if len(_parties(items)) >= 2:
            return items
    pair = _PAIR.search(line.text, max(stretch.start, noun.start - 40), noun.end)
    if pair and len(_parties(items := line.within(*pair.span(), "AP"))) >= 2:
        return items
    return []


def _of_topic(stretch: Stretch, noun: Span, named: Sequence[Item]) -> bool:
    """Whether "between A and B" says where what is agreed on goes: "the rail link between"."""
    return _LINK.search(stretch.line.text, noun.end, named[0].at) is not None


def _pairs(stretch: Stretch, noun: Span) -> Iterator[list[Item]]:
    """Yield every two that "between A and B, and between C and D" joins."""
    line = stretch.line
    for found in _BETWEEN.finditer(line.text, noun.end, stretch.end):
        items = of_one_kind(line.within(*found.span(), "AP"))
        if len(_parties(items)) >= 2:
            yield items


def _tail(line: Line, at: int) -> int:
    """Return how much further an enumeration goes that "and" has already closed."""
    more = pattern(r"(?:,? and (?:the )?(?:{A}|{P}))+").match(line.text, at)
    return more.end() - at if more else 0


def _chinese(stretch: Stretch, noun: Span, verb: Span) -> tuple[list[Item], list[Item]]:
    left = _before(stretch, verb.start) or _before(stretch, max(verb.start, noun.start))
    if len(left) >= 2 and not all(item.slot == "N" for item in left):
        return left, []
    between = [i for i in stretch.line.within(verb.end, noun.start) if _outside(stretch.line, i)]
    if not (left or between):
        return _in_title(stretch.line, noun), []
    return ([], between) if len(between) >= 2 else (left, between)


def _in_title(line: Line, noun: Span) -> list[Item]:
    """Return the bodies of "the signing of 《A与B合作协议》" where nobody stands outside."""
    opened, closed = line.text.rfind("《", 0, noun.start), line.text.rfind("》", 0, noun.start)
    named = line.within(opened, noun.start, "AP") if opened > closed else []
    return named if len(_parties(named)) > 1 else [item for item in named if item.slot == "A"]


def _english(stretch: Stretch, noun: Span, verb: Span) -> tuple[list[Item], list[Item]]:
    line = stretch.line
    right = _behind(stretch, verb.end)
    passive = bool(re.match(r" (?:[a-z]+ ){0,4}by\b", stretch.line.text[verb.end : verb.end + 40]))
    if passive and len(_parties(right)) > 1:
        return [], right
    left = _before(stretch, verb.start)
    if len(_parties(left + right)) > 1:
        return left, right
    if verb.start > noun.end and line.text.startswith(", ", noun.end):
        return [], _of_phrase(stretch, noun)  # "under the pact, signed in May, A helps B"
    return ([], each) if (each := _for_each(stretch)) else (left, right)


def _for_each(stretch: Stretch) -> list[Item]:
    """Return the bodies of "Ana Torres signed for the Heron Fund and Luis Vega for the Society"."""
    line = stretch.line
    found = _FOR_EACH.finditer(line.text, stretch.start, stretch.end)
    items = [item for each in found for item in line.within(*each.span())]
    return items if len(_parties(items)) > 1 else []


def beside_unread(stretch: Stretch, parties: Sequence[Item]) -> bool:
    """Whether the only party that was read stands beside words that name another."""
    line = stretch.line
    named = [item for item in parties if not item.anaphor and item.slot == "A"]
    if not line.cjk or len(named) != 1:
        return False
    return _AND_UNREAD.match(line.text, named[0].at, stretch.end) is not None


def allied(line: Line) -> list[Item]:
    """Return the two bodies that a sentence says have come together."""
    found = _ALLIED.search(line.text)
    items = line.within(*found.span()) if found else []
    return items if len(_parties(items)) > 1 else []


def its_sides(line: Line) -> list[Item]:
    """Return the bodies that a sentence about "the agreement between A and B" begins with."""
    if line.cjk or not (found := _ITS_SIDES.match(line.text)):
        return []
    bodies = [i for i in line.within(*found.span()) if not i.anaphor]
    return bodies if len(_parties(bodies)) > 1 else []


def _before(stretch: Stretch, verb: int) -> list[Item]:
    """Return who stands before the verb: bodies, else countries or provinces, else people."""
    line = stretch.line
    start = _clause(stretch, verb)
    items = [item for item in line.within(start, verb, "AP") if _outside(line, item)]
    bodies = [item for item in items if item.slot == "A"]
    places = [item for item in items if item.slot == "P"]
    if line.cjk:
        towns = {found.start(1) for found in _TOWN_SIGNS.finditer(line.text, start, verb)}
        bodies = [item for item in items if item in bodies or (bodies and item.at in towns)]
        meant = _DEPARTMENTS.search(line.text, start, stretch.end)
        states = None if meant else _STATES.search(line.text, start, min(verb + 2, stretch.end))
        named = line.within(*states.span(), "P") if states else []
        places = _innermost([item for item in named if not item.locative])
        bodies = _last_clause(line, bodies, verb)
    if len(_parties(bodies)) == 1 and not line.cjk:
        return [item for item in items if item in bodies or _beside(line, item, bodies[0])]
    people = [item for item in line.within(start, verb, "N") if acting(item)]
    if line.cjk and len(_parties(bodies)) == 1 and len(people) == 1:
        with_body = line.text[people[0].at + 1 : bodies[0].at]
        if _WITH_BODY.fullmatch(with_body) and not set(acting(people[0])) & set(bodies[0].refs):
            return [people[0], *bodies]
    if bodies or (places and len(_parties(people)) < 2):
        return bodies or places
    return people if len(_parties(people)) > 1 or not line.cjk else []


def _last_clause(line: Line, bodies: list[Item], verb: int) -> list[Item]:
    """Leave out who did something else in a clause before: A发布指数，B与C签署."""
    comma = line.text.rfind("，", 0, verb)
    here = [item for item in bodies if item.at > comma]
    before = [item for item in bodies if item.at < comma]
    told = before and comma - before[-1].at > _DID
    return here if told and len(_parties(here)) > 1 else bodies


def _beside(line: Line, place: Item, body: Item) -> bool:
    """Whether a country stands in one enumeration with a body."""
    first, last = sorted((place.at, body.at))
    return bool(_BESIDE.match(line.text[first:last]))


def _clause(stretch: Stretch, verb: int) -> int:
    """Return where the words about the signatories begin."""
    text, start = stretch.line.text, stretch.start
    for passed in (*_WITNESS.finditer(text, start, verb), *_HEARD.finditer(text, start, verb)):
        start = max(start, passed.end())
    if stretch.line.cjk:
        return start
    for passed in _TOLD.finditer(text, start, verb):
        if stretch.line.within(passed.end(), verb, "APN"):
            start = passed.end()
    return start


def _outside(line: Line, item: Item) -> bool:
    """Whether a body acts: it is not where things happen, in a title, nor in Chinese brackets."""
    text, at = line.text, item.at
    inside = text.rfind("《", 0, at) > text.rfind("》", 0, at)
    if line.cjk:
        opened = max(text.rfind(mark, 0, at) for mark in "(（")
        inside |= opened > max(text.rfind(mark, 0, at) for mark in ")）")
    return not (item.locative or inside)


def _innermost(places: Sequence[Item]) -> list[Item]:
    """Leave out the provinces of 北京通州、天津武清."""
    followed = {item.at - 1 for item in places}
    return [item for item in places if item.at not in followed]


def _behind(stretch: Stretch, verb: int) -> list[Item]:
    """Return who stands behind an English verb: "signed by", "with"."""
    line = stretch.line
    for cue in _CUE.finditer(line.text, verb, stretch.end):
        stop = _STOP.search(line.text, cue.end(), stretch.end)
        found = line.within(cue.end(), stop.start() if stop else stretch.end, "APN")
        if found and found[0].at - cue.end() < _NEAR:
            bodies = [item for item in found if item.slot == "A" and not item.locative]
            return bodies or [item for item in found if item.slot == "P" or acting(item)]
    return []


def _of_phrase(stretch: Stretch, noun: Span) -> list[Item]:
    """Return the parties inside the phrase that names an agreement."""
    line = stretch.line
    if not line.cjk and (named := _joined(stretch, noun, noun)):
        return named
    reach = 40 if line.cjk else 60
    before = line.within(max(stretch.start, noun.start - reach), noun.start, "AP")
    if len(before) >= 2 or line.cjk:
        return of_one_kind(before)
    after = line.within(noun.end, min(stretch.end, noun.end + 60), "AP")
    after = [item for item in after if not item.locative]
    near = of_one_kind(before + after)
    together = (
        None if len(_parties(near)) > 1 else _UNDER_IT.search(line.text, stretch.start, noun.start)
    )
    return line.within(*together.span()) if together else near


def of_one_kind(items: list[Item]) -> list[Item]:
    """Take bodies, or else jurisdictions: what signs an agreement is seldom mixed."""
    places = [item for item in items if item.slot == "P"]
    bodies = [item for item in items if item.slot == "A"]
    if len(places) == 1 and len(bodies) == 1:
        return [item for item in items if item.slot in "AP"]
    return places if len(places) >= 2 and len(bodies) < 2 else bodies


def _parties(items: list[Item]) -> set[EntityRef]:
    return {ref for item in items for ref in acting(item)}
