"""Bodies that no word of their name shows to be some, but the list that they stand in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.minting import identified
from kg.extract.names import Mention, Mentions
from kg.extract.names_lexicon import DEMONYMS, NOT_IN_NAMES_EN
from kg.extract.names_parts import Cover
from kg.model import Label, MintedEntity, Span, Text
from kg.text.sifting import Sifted

_OPENS: Final = Sifted(
    r"\b(?:[Rr]epresentatives|[Dd]elegates|[Oo]fficials|[Pp]articipants|[Pp]artners|[Mm]embers"
    r"|[Ee]xperts|[Ss]taff|NGOs|[Oo]rgani[sz]ations|[Ii]nstitutions|[Aa]gencies|[Ss]takeholders"
    r"|[Cc]ompanies)(?: [a-z]+){0,4} (?:from|of|including|include[ds]?|such as|like"
    r"|were)(?= (?:the )?[A-Z])"
)
_GAP: Final = re.compile(r"(?:[,;] (?:and |as well as )?| and | & | as well as )(?:the )?")
_SHORT: Final = re.compile(r" \(([^()]+)\)$")
_THE: Final = re.compile(r" (?:the )?")
_NAME: Final = re.compile(
    r"[A-Z][\w.'’&-]*(?: (?:(?:of|for|de|du|la) )?[A-Z][\w.'’&-]*){0,6}"
    r"(?P<short> \([A-Z][\w&.-]{1,14}\))?(?=[,;.]| and | & | as well as | [a-z]|$)"
)
_KNOWN: Final = 2  # bodies of a list that must be known as such
_MOST: Final = 40  # entries that are read


def with_listed(text: Text, mentions: Mentions, source_key: str) -> Mentions:
    """Return the mentions together with what stands between bodies in a list of bodies."""
    found = {
        span: _minted(name, span.of(text.clean), language, source_key)
        for span, name, language in _listed(text, mentions)
    }
    if not found:
        return mentions
    new = (
        Mention(span, entity.ref, span.of(text.clean), entity.kind, "list", 0.7)
        for span, entity in found.items()
    )
    every = sorted((*mentions.mentions, *new), key=lambda m: m.span)
    minted = {entity.ref: entity for entity in found.values()}
    return replace(mentions, mentions=tuple(every), minted=(*mentions.minted, *minted.values()))


def _listed(text: Text, mentions: Mentions) -> Iterator[tuple[Span, str, str]]:
    """Yield where a body is named, its name and the language of the sentence."""
    opened = [
        (Span(match.end(), sentence.span.end), sentence.language)
        for sentence in text.sentences
        if sentence.language.startswith("en")
        for match in _OPENS.within(text.clean, sentence.span)
    ]
    if not opened:
        return
    bodies = {m.span.start: m.span for m in mentions.of("agency")}
    taken = Cover((*(m.span for m in mentions.mentions), *(p.span for p in mentions.people)))
    for rest, language in opened:
        entries = list(_entries(text.clean, rest, bodies))
        known = [at for at, entry in enumerate(entries) if entry.start in bodies]
        if len(known) < _KNOWN:
            continue
        for entry in entries[: known[-1]]:
            name = _name(entry.of(text.clean))
            if name and entry.start not in bodies and not taken.overlaps(entry):
                yield entry, name, language


def _entries(text: str, stretch: Span, bodies: dict[int, Span]) -> Iterator[Span]:
    """Yield the capitalised names of the list that a stretch begins with."""
    gap = _THE.match(text, stretch.start, stretch.end)
    for _ in range(_MOST):
        if gap is None:
            return
        known = bodies.get(gap.end())
        name = None if known else _NAME.match(text, gap.end(), stretch.end)
        entry = known or (Span(*name.span()) if name else None)
        if entry is None:
            return
        yield entry
        gap = _GAP.match(text, entry.end, stretch.end)


def _name(entry: str) -> str | None:
    """Return the name in an entry, if it may be that of a body."""
    name = _SHORT.sub("", entry)
    words = name.split()
    if len(words) < 2 and not (entry != name or name.isupper()):
        return None
    outside = any(word.lower() in NOT_IN_NAMES_EN or word.lower() in DEMONYMS for word in words)
    return None if outside else name


def _minted(name: str, entry: str, language: str, source_key: str) -> MintedEntity:
    identity, ref = identified("agency", name, source_key)
    labels = [Label(name, language)]
    if short := _SHORT.search(entry):
        labels.append(Label(short[1], language))
    return MintedEntity(ref, identity, tuple(labels), "ngo")
