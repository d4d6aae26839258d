"""Bodies that no word of their name shows to be some, but what stands beside the name.

That is a noun such as "company" or "charity", an officer, or a body that is known as one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.minting import identified
from kg.extract.names import Mention, Mentions
from kg.extract.names_en_acronyms import standing
from kg.extract.names_lexicon import DEMONYMS, NOT_IN_NAMES_EN, SUBJECTS_EN, section
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
    r"|[Nn]ational)"
    r" [Dd]irector|[Dd]irector|[Dd]irector[- ][Gg]eneral|[Cc]hair(?:man|woman|person)?|[Pp]resident"
    r"|[Ff]ounder|[Ss]ecretary[- ][Gg]eneral|[Cc]oordinator|[Ss]pokes(?:man|woman|person))"
)
_LED: Final = Sifted(
    rf"(?:{_OFFICER} (?:of|at|for)|who (?:heads|leads|runs|chairs|directs|founded)) (?:the )?"
    rf"{_RUN}{_BRACKET}(?=[,.;)]| (?:and|said|told|was|has|who|attended|signed|spoke)\b)"
)
_TELLING: Final = (_CALLED, _NAMED_SO, _APPOSED, _LED)
_SIGNS: Final = signs_of(_TELLING)
_AFTER: Final = re.compile(
    rf"(?: \([^()]{{1,20}}\))?,? and (?:the |its )?{_RUN}{_BRACKET}(?= [a-z]+\b|[,.;]|$)"
)
_BEFORE: Final = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?] )|, |\b(?:[Tt]he|by|from|between|of"
    rf"|with) )(?:the )?{_RUN}{_BRACKET} and (?:the )?$"
)
# What last words of a name show it to be no body.
_OTHERS: Final = frozenset(section("en", "no-bodies"))
_TITLES: Final = frozenset(section("en", "not-in-bodies"))
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
    for match, language in _candidates(text.clean, english, mentions):
        name, span = match["name"], Span(*match.span("name"))
        if not (taken.overlaps(span) or towns.covers(span)) and _is_name(name):
            told.setdefault(name, (match["short"], language))
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
                if not taken.overlaps(span)
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


def _is_name(name: str) -> bool:
    """Whether words may name a body: two or more of their own, or a brand in one."""
    words = [word.lower() for word in name.split()]
    if len(words) == 1 and not (sum(map(str.isupper, name)) > 1 and len(name) > 2):
        return False
    if words[-1] in _OTHERS or _TITLES.intersection(words):
        return False
    outside = any(w in NOT_IN_NAMES_EN or w in DEMONYMS for w in words)
    return not (outside or all(w in SUBJECTS_EN for w in words))
