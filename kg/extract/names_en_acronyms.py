"""Bodies known by their initials: alone with an officer, or in brackets behind a foreign name."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.minting import identified
from kg.extract.names import Mention
from kg.extract.names_parts import Cover
from kg.model import Label, MintedEntity, Sentence, Span
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
# "Office National des Forêts (ONF)": a name in another language, with its initials.
_FOREIGN: Final = Sifted(
    r"(?<![\w’'-])(?P<name>[A-ZÀ-Þ][\w’'-]+(?: (?:de|des|du|del|da|do|dos|das|la|las|los|les|le|et"
    r"|e|y|für|der|und)\b| (?:[dl]['’])?[A-ZÀ-Þ][\w’-]+){2,9}) \((?P<short>[A-Z]{2,8})\)"
)
_SMALL: Final = re.compile(r" (?:de|des|du|del|da|do|dos|das|für|der|und)\b| [dl]['’]")
_INITIAL: Final = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ]")
# Texts and places that bear such names too.
_NO_BODIES: Final = re.compile(
    r"Plan|Program|Proje|Proyecto|L(?:oi|ey|ei)\b|Conv[eê]n|Acc?ord|Acuerdo|Protoco|Pol[ií]ti"
    r"|Estrat|Strat|R[ií]o\b|Par[qc]|Mar\b|Ilha|[IÎ]les?\b|Fête|D[ií]a\b|Journée"
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
    mentions, minted = _with_foreign(text, mentions, english, source_key)
    told = {
        match[match.lastgroup]: sentence.language
        for sentence in english
        for match in _ACTING.within(text, sentence.span)
        if match.lastgroup
    }
    names = [name for name in told if name not in _OTHERS and f"({name})" not in text]
    if not names:
        return mentions, minted
    taken = Cover(mention.span for mention in mentions)
    found: list[Mention] = []
    for name in names:
        spans = [span for s in english for span in standing(text, name, s.span)]
        if len(spans) < _TWICE or any(taken.overlaps(span) for span in spans):
            continue
        identity, ref = identified("agency", name, source_key)
        minted.append(MintedEntity(ref, identity, (Label(name, told[name]),), "ngo"))
        found += (Mention(span, ref, name, "ngo", "grammar", 0.7) for span in spans)
    return sorted([*mentions, *found], key=lambda m: m.span), minted


def standing(text: str, name: str, within: Span) -> list[Span]:
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return [Span(*match.span()) for match in whole.finditer(text, within.start, within.end)]


def _with_foreign(
    text: str, mentions: list[Mention], sentences: Sequence[Sentence], source_key: str
) -> tuple[list[Mention], list[MintedEntity]]:
    """Return the mentions together with bodies of foreign names, and these."""
    told = [
        match
        for sentence in sentences
        if text.find(" (", *sentence.span) >= 0 and _SMALL.search(text, *sentence.span)
        for match in _FOREIGN.within(text, sentence.span)
        if _SMALL.search(match["name"])
        and not _NO_BODIES.match(match["name"])
        and initialed(match["short"], match["name"])
    ]
    if not told:
        return mentions, []
    taken = Cover(m.span for m in mentions if m.entity.kind == "agency")
    found: list[Mention] = []
    minted: list[MintedEntity] = []
    for match in told:
        if taken.covers(Span(*match.span("name"))):
            continue
        identity, ref = identified("agency", match["name"], source_key)
        labels = (Label(match["name"], "en"), Label(match["short"], "en"))
        minted.append(MintedEntity(ref, identity, labels, "government-agency"))
        for name in match.group("name", "short"):
            spans = [span for s in sentences for span in standing(text, name, s.span)]
            found += (
                Mention(span, ref, name, "government-agency", "grammar", 0.7)
                for span in spans
                if not taken.covers(span)
            )
    outer = Cover(mention.span for mention in found)
    kept = [m for m in mentions if not outer.covers(m.span)]
    return sorted({*kept, *found}, key=lambda m: m.span), minted


def initialed(short: str, name: str) -> bool:
    """Whether a short form is made of the initials of a name."""
    initials = "".join(_INITIAL.findall(name))
    return _within(initials, short) or _within(short, initials)


def _within(few: str, many: str) -> bool:
    """Whether letters stand among others in their order, the first of them first."""
    rest = iter(many)
    return few[:1] == many[:1] and all(letter in rest for letter in few)
