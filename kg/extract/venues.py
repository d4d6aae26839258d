"""Named places that are no entry of a table: the hall, park or campus where an event was."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.names import Mention, Mentions
from kg.extract.names_parts import Cover
from kg.iris import h16, identity_key
from kg.model import EntityRef, Label, MintedEntity, Span, Text
from kg.text.sifting import Sifted

FACILITY: Final = "facility"
_HEAD: Final = (
    r"Park|Hall|Hotel|Cent(?:re|er)|Palace|House|Building|[Hh]eadquarters|Room|College|Campus"
    r"|Museum|Resort|Stadium|Auditorium|Library|Embassy|Residence|Square|Gardens?|Complex|Pavilion"
    r"|Theatre|Arena|Villa|Castle|Club|Lodge|Forest|Reserve|Bridge|Station|Beach|Village|Farm"
    r"|School|Academy|Chamber|Chancery|Tower|Plaza|Lake"
)
_EN: Final = Sifted(
    rf"\b(?:at|in|inside) (?:the |its |their )?"
    rf"(?P<name>(?:(?:[A-Z][\w'’.-]*|of|de|the|and) ){{0,6}}(?:{_HEAD}))\b(?! of (?:the )?[A-Z])"
)
_ZH: Final = Sifted(
    r"在(?P<name>[\u4e00-\u9fffA-Za-z]{2,14}(?:会议中心|会展中心|国际中心|会堂|礼堂|酒店|宾馆"
    r"|饭店|会议室"
    r"|展览馆|博物馆|图书馆|体育馆|公园|广场|度假村|码头|口岸|大厦|湿地|基地))"
    r"(?=[^，。；]{0,8}(?:举|召|开|揭|启|签))"
)


def with_venues(text: Text, mentions: Mentions) -> Mentions:
    """Return the mentions together with the venues that stand where nothing else is named."""
    taken = Cover((*(m.span for m in mentions.mentions), *(p.span for p in mentions.people)))
    found = [venue for venue in _venues(text) if not taken.overlaps(venue[0])]
    if not found:
        return mentions
    minted = {entity.ref: entity for _, entity in found}
    new = (
        Mention(span, entity.ref, span.of(text.clean), FACILITY, "descriptor", 0.7)
        for span, entity in found
    )
    every = sorted((*mentions.mentions, *new), key=lambda m: m.span)
    return replace(mentions, mentions=tuple(every), minted=(*mentions.minted, *minted.values()))


def _venues(text: Text) -> Iterator[tuple[Span, MintedEntity]]:
    for sentence in text.sentences:
        spoken = sentence.language
        if spoken[:2] not in ("en", "zh"):
            continue
        pattern = _ZH if spoken.startswith("zh") else _EN
        for match in pattern.within(text.clean, sentence.span):
            name = match["name"]
            identity = identity_key("place", name, "")
            ref = EntityRef("place", f"x-{h16(identity)}")
            yield (
                Span(*match.span("name")),
                MintedEntity(ref, identity, (Label(name, spoken),), FACILITY),
            )
