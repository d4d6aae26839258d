"""Bodies that a text only calls by their initials, known by an officer or by what they sign."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.names import Mention
from kg.extract.names_parts import Cover
from kg.iris import h16, identity_key
from kg.model import EntityRef, Label, MintedEntity, Sentence, Span
from kg.text.sifting import Sifted

_SHORT: Final = r"[A-Z]{3,8}(?:-[A-Z]{2,6})?"
_OFFICE: Final = (
    r"(?:(?:Deputy|Vice|Acting|Assistant|Executive|Managing|Regional|Country|Founding)[ -])*"
    r"(?:(?:Secretary|Director)[ -]General|Director|President|Chair(?:man|woman|person)?"
    r"|Coordinator|Representative|Administrator|Commissioner)\b"
)
_ACTING: Final = Sifted(
    rf"(?<![\w(’'-])(?P<led>{_SHORT})(?:['’]s)? {_OFFICE},? "
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?[A-Z][a-z]"
    rf"|\b(?i:{_OFFICE}) (?:of|at) (?:the )?(?P<of>{_SHORT})\b(?! [A-Z])"
    rf"|(?<![\w(’'-])(?P<signs>{_SHORT}) (?:(?:has|have|had|today|recently|also) )*"
    r"(?:signed|inked|concluded|entered into) (?:an?|the|its|two) "
)
_TWICE: Final = 2  # so often it must stand there
# Initials that are of no body.
_OTHERS: Final = frozenset(
    {"CEO", "CFO", "COO", "CSO", "NGO", "MOU", "MOA", "COP", "INC", "USA", "UAE", "DRC", "PRC"}
    | {"ROK", "DPRK", "EIA", "NDC", "NAP", "SDG", "THE", "FOR", "AND", "NEWS", "ASIA", "AFRICA"}
)


def with_acronyms(
    text: str, mentions: list[Mention], sentences: Sequence[Sentence], source_key: str
) -> tuple[list[Mention], list[MintedEntity]]:
    """Return the mentions together with bodies known by their initials alone, and these."""
    english = [s for s in sentences if s.language.startswith("en")]
    told = {
        match[match.lastgroup]: sentence.language
        for sentence in english
        for match in _ACTING.within(text, sentence.span)
        if match.lastgroup
    }
    names = [name for name in told if name not in _OTHERS and f"({name})" not in text]
    if not names:
        return mentions, []
    taken = Cover(mention.span for mention in mentions)
    found: list[Mention] = []
    minted: list[MintedEntity] = []
    for name in names:
        spans = [span for s in english for span in _standing(text, name, s.span)]
        if len(spans) < _TWICE or any(taken.overlaps(span) for span in spans):
            continue
        identity = identity_key("agency", name, source_key)
        ref = EntityRef("agency", f"x-{h16(identity)}")
        minted.append(MintedEntity(ref, identity, (Label(name, told[name]),), "ngo"))
        found += (Mention(span, ref, name, "ngo", "grammar", 0.7) for span in spans)
    return sorted([*mentions, *found], key=lambda m: m.span), minted


def _standing(text: str, name: str, within: Span) -> list[Span]:
    whole = re.compile(rf"(?<![\w-]){name}(?![\w-])")
    return [Span(*match.span()) for match in whole.finditer(text, within.start, within.end)]
