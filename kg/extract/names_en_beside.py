"""Bodies that no English word of their name shows to be some, but what stands beside the name.

That is a noun such as "company" or "charity", an officer, the initials in brackets, or a body that
is known as one; and bodies whose name begins with a word of another language for what they are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.aliases_defined import initials
from kg.extract.minting import identified
from kg.extract.names import Mention, Mentions
from kg.extract.names_en_acronyms import initialed, standing
from kg.extract.names_lexicon import DEMONYMS, HEADS_EN, NOT_IN_NAMES_EN, SUBJECTS_EN, section
from kg.extract.names_parts import Cover
from kg.model import Label, MintedEntity, Sentence, Span, Text
from kg.text.sifting import Sifted, signs_of, stretch

_WORD: Final = r"[A-ZÀ-Þ][\w'’&-]*"
_RUN: Final = rf"(?P<name>{_WORD}(?: (?:(?:of|for|de|du|la) )?{_WORD}){{0,5}})"
_BRACKET: Final = r"(?P<short> \([A-Z][\w&.+ -]{1,14}\))?"
_NOUN: Final = (
    r"(?:compan(?:y|ies)|firms?|NGOs?|non-profits?|charit(?:y|ies)|(?:research )?institutes?"
    r"|think[- ]tanks?|associations?|foundations?|conservanc(?:y|ies)|cooperatives?|utilit(?:y|ies)"
    r"|operators?|consultanc(?:y|ies)|manufacturers?|start-ups?|networks?|(?:[a-z]+ )?groups?"
    r"|trusts?|unions?|federations?|consortium|business|suppliers?|developers?|producers?)"
)
_END: Final = (
    r"(?=[,.;:)]|$| (?:and|or|as|has|have|had|is|are|was|were|will|to|in|at|on|by|took|sent|met"
    r"|held|gave|made|said|told|came|spoke|paid|ran|[a-z]+s|[a-z]+ed)\b)"
)
_CALLED: Final = Sifted(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur) (?:[a-z][a-z-]+ |[A-Z][a-z]+ )?(?:[a-z][a-z-]+ )?{_NOUN} "
    rf"(?:called |named )?{_RUN}{_BRACKET}{_END}"
)
_NAMED_SO: Final = Sifted(
    rf"\b(?:[Tt]he|by|from|of|with|and) {_RUN}{_BRACKET} (?:[a-z]+ ){{0,2}}{_NOUN}\b"
)
_APPOSED: Final = Sifted(
    rf"(?<![\w.])(?:[Tt]he )?{_RUN}{_BRACKET}, (?:an?|the|its|our|one of the) "
    rf"(?:[a-z][a-z-]+ |[A-Z][a-z]+ ){{0,3}}{_NOUN}\b"
)
_OFFICER: Final = (
    r"(?:CEO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|(?:[Ee]xecutive|[Mm]anaging|[Cc]ountry"
    r"|[Nn]ational) [Dd]irector|[Dd]irector|[Dd]irector[- ][Gg]eneral|[Cc]hair(?:man|woman|person)?"
    r"|[Pp]resident"
    r"|[Ff]ounder|[Ss]ecretary[- ][Gg]eneral|[Cc]oordinator|[Ss]pokes(?:man|woman|person))"
)
_LED: Final = Sifted(
    rf"(?:{_OFFICER} (?:of|at|for)|who (?:heads|leads|runs|chairs|directs|founded)) (?:the )?"
    rf"{_RUN}{_BRACKET}(?=[,.;)]| (?:and|said|told|was|has|who|attended|signed|spoke)\b)"
)
_SMALL: Final = (
    r"(?:of|for|de|du|des|del|della|di|da|do|das|dos|la|le|les|e|et|y|und|für|am|an|der|van|von|bin"
    r"|ibn|al|the|and|on|in|to|at|against)"
)
# "Neighbours for Quiet Fens (NQF)": the letters in brackets are the initials of the words.
_INITIALED: Final = Sifted(
    rf"(?<![\w’'&-])(?P<name>{_WORD}(?:,? (?:{_SMALL} ){{0,2}}{_WORD}){{1,9}})"
    r"(?P<short> \([A-Z][A-Za-z0-9&-]{1,11}\))"
)
# Words of other languages that names of bodies begin with: "Instituto del Pantano".
_ABROAD: Final = (
    r"(?:Agen[cz]ia|Agence|Minist(?:ère|erio|ério|ero)|Fundaci(?:ón|ó)|Fundação|Fondation|Fondazione"
    r"|[A-Z][a-zäöü]*(?:[Ss]tiftung|[Ii]nstitut|[Aa]mt|[Gg]esellschaft|[Vv]erein|[Bb]und"
    r"|[Uu]niversität|[Ss]tyrelsen|verket)|Universi(?:dad|dade|té|tà|teit|tas|tetet)"
    r"|Institut(?:o|et|ul)?|Instytut|Centr[eo] (?:d[eoai](?! (?:Conv|Event|Expo|Congr|Conf))"
    r"|Nacional|National|Regional)|Comit(?:é|ato)|Comisi(?:ón|ó)|Comissão|Conse(?:il|jo|lho)"
    r"|Direc(?:ción|ção|tion)|Secretar(?:ía|ia) (?:de|do)"
    r"|Autori(?:dad|dade|té)|Servi(?:cio|ço) (?:N|d)|Office National|Société|Sociedad|Sociedade"
    r"|Asociaci(?:ón|ó)|Associa(?:ção|zione)|Association [Dd][eu]|Observatoire|Observatorio"
    r"|Laboratoire|Kementerian|Badan|Dinas|Balai|Yayasan|Jabatan|Perbadanan|Consorzio|Ente|Junta"
    r"|Parque Nacional)"
)
_FOREIGN: Final = Sifted(
    rf"(?<![\w’'-])(?P<name>(?:(?!The ){_WORD} )??{_ABROAD}(?: (?:{_SMALL} |[dl]['’])*{_WORD})+)"
    r"(?P<short> \([A-Z][\w&.+-]{1,14}\))?"
)
# As other languages write it: `the public organization "Clear river"`.
_QUOTED: Final = Sifted(
    r"\b(?:(?:[Cc]ompany|[Ff]irm|[Nn]on-profit|[Cc]harity|[Aa]ssociation|[Ff]oundation|[Ff]und"
    r"|[Cc]ooperative|[Cc]onsortium|[Ff]ederation|[Uu]nion|[Ss]ociety|[Ii]nstitution|[Ee]nterprise"
    r"|[Oo]rgani[sz]ation|[Mm]ovement|[Cc]oncern|[Hh]olding|[Cc]orporation|[Rr]eserve|[Cc]ent(?:er|re))"
    r"|NGO|LLC|JSC|PJSC|OJSC|CJSC|FSBI|FSUE|FGBU|GBU|SBI|RPO|ANO|PA|LLP|RSE|SE)"
    rf" [\"“«„](?P<name>[A-ZÀ-Þ][^\"“”«»„\n]{{2,60}})[\"”“»]{_BRACKET}"
)
_TELLING: Final = (_CALLED, _QUOTED, _NAMED_SO, _APPOSED, _LED, _INITIALED, _FOREIGN)
_SIGNS: Final = signs_of(_TELLING)
_AFTER: Final = re.compile(
    rf"(?: \([^()]{{1,20}}\))?(?:,? and|, as well as|, together with) (?:(?:of|from|by|with) )?"
    rf"(?:the |its )?{_RUN}{_BRACKET}(?= [a-z]+\b|[,.;]|$)"
)
_BEFORE: Final = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?] )|[,;] |\b(?:[Tt]he|by|from|between|of"
    rf"|with) )(?:the )?{_RUN}{_BRACKET},? and (?:(?:of|from|by|with) )?(?:the )?$"
)
# What last words of a name show it to be no body.
_OTHERS: Final = frozenset(section("en", "no-bodies"))
_TITLES: Final = frozenset(section("en", "not-in-bodies"))
_BRAND: Final = 4  # shorter words alone may be anything
_INITIALS: Final = 2  # so few letters in brackets may be of anything
_NEAR: Final = 90  # characters before a body that are looked at


def with_beside(text: Text, mentions: Mentions, source_key: str) -> Mentions:
    """Return the mentions together with the bodies that what stands beside them shows."""
    english = [s for s in text.sentences if s.language == "en"]
    taken = Cover(
        (*(m.span for m in mentions.of("agency", "framework", "element")),
         *(p.span for p in mentions.people))
    )  # fmt: skip
    towns = Cover(m.span for m in mentions.of("place"))
    told: dict[str, tuple[str | None, str]] = {}
    longer: set[str] = set()
    for match, language in _candidates(text.clean, english, mentions):
        name, span = match["name"], Span(*match.span("name"))
        free = not (taken.overlaps(span) or towns.covers(span)) or _whole(match, mentions)
        if free and _may_be(match):
            told.setdefault(name, (match["short"], language))
            longer.update([name] if taken.overlaps(span) else [])
    told = {n: t for n, t in told.items() if not any(o.endswith(f" {n}") for o in told)}
    if not told:
        return mentions
    minted: list[MintedEntity] = []
    found: list[Mention] = []
    for name, (short, language) in told.items():
        identity, ref = identified("agency", name, source_key)
        surfaces = [name, *([short.strip(" ()")] if short else [])]
        minted.append(
            MintedEntity(ref, identity, tuple(Label(s, language) for s in surfaces), "ngo")
        )
        for surface in surfaces:
            found += (
                Mention(span, ref, surface, "ngo", "grammar", 0.7)
                for sentence in english
                for span in standing(text.clean, surface, sentence.span)
                if not taken.overlaps(span) or name in longer
            )
    outer = Cover(mention.span for mention in found)
    found = [mention for mention in found if outer.is_outermost(mention.span)]
    kept = [m for m in mentions.mentions if not outer.covers(m.span)]
    every = tuple(sorted({*kept, *found}, key=lambda m: m.span))
    return replace(mentions, mentions=every, minted=(*mentions.minted, *minted))


def _candidates(
    text: str, sentences: Sequence[Sentence], mentions: Mentions
) -> Iterator[tuple[re.Match[str], str]]:
    bodies = sorted(m.span for m in mentions.of("agency"))
    starts = [body.start for body in bodies]
    for sentence in sentences:
        signs, _ = stretch(sentence.span.of(text))
        for pattern in _TELLING if signs & _SIGNS else ():
            for match in pattern.bearing(signs, text, sentence.span):
                yield match, sentence.language
        first, last = (bisect_left(starts, at) for at in sentence.span)
        for body in bodies[first:last]:
            if after := _AFTER.match(text, body.end, sentence.span.end):
                yield after, sentence.language
            near = max(sentence.span.start, body.start - _NEAR)
            if before := _BEFORE.search(text, near, body.start):
                yield before, sentence.language


def _whole(match: re.Match[str], mentions: Mentions) -> bool:
    """Whether a name with its initials goes on behind what was read of it."""
    if match.re is not _INITIALED.expression:
        return False
    span, short = Span(*match.span("name")), match["short"].strip(" ()")
    named = [m for m in mentions.mentions if m.span.overlaps(span)]
    of_it = all(
        m.span.start == span.start and span.covers(m.span)
        for m in named
        if m.entity.kind != "place"
    )
    crossed = any(p.span.overlaps(span) for p in mentions.people)
    letters = initials(match["name"])
    return (
        of_it
        and not crossed
        and letters == short
        and all(initials(m.surface) != short for m in named)
    )


def _may_be(match: re.Match[str]) -> bool:
    name = match["name"]
    if match.re is _INITIALED.expression:
        short = match["short"].strip(" ()")
        return len(short) > _INITIALS and initialed(short, name) and _is_called(name)
    if match.re is _FOREIGN.expression or match.re is _QUOTED.expression:
        return True
    beside = match.re in (_AFTER, _BEFORE)
    opens = match.re is _BEFORE and match[0].startswith(name)
    noun = name.lower() in HEADS_EN or match.string[match.start("name") - 1] == "("
    return _is_name(name, alone=beside and not (opens or noun) and len(name) > _BRAND)


def _is_called(name: str) -> bool:
    """Whether words with their initials behind them may name a body."""
    words = name.lower().split()
    head = re.split(r" (?:of|on|for|to|against)\b", name.lower())[0].split()[-1]
    if head in _OTHERS and head not in words[-1:]:
        return False
    own = words[-1] == "development" and words[0] in DEMONYMS
    return not (words[-1] in _OTHERS - {"development"} or _TITLES.intersection(words)) and (
        own or words[-1] != "development"
    )


def _is_name(name: str, *, alone: bool = False) -> bool:
    """Whether words may name a body: two or more of their own, or a brand in one."""
    words = [word.lower() for word in name.split()]
    if len(words) == 1 and not (alone or (sum(map(str.isupper, name)) > 1 and len(name) > 2)):
        return False
    if words[-1] in _OTHERS or _TITLES.intersection(words):
        return False
    outside = any(w in NOT_IN_NAMES_EN or w in DEMONYMS for w in words)
    return not (outside or all(w in SUBJECTS_EN for w in words))
