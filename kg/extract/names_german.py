"""German nouns that name bodies: their cases, their compounds, and lists of what they are for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.linking import Hit
from kg.extract.names_parts import BodyName

_CASE: Final = "(?:e?s)?"
_ENDINGS: Final = ("", "s", "es")
_JOINTS: Final = ("", "s", "es", "n", "en", "er", "e", "-")
_SHORTEST: Final = 3  # letters of the first part of a compound
_FIRST: Final = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*-?"
_NOUN: Final = r"[A-ZÄÖÜ][\wäöüß-]{2,}"
# "Forst- und Jagdwesen", "ländliche Räume": what a body may be for besides known words.
TOPIC: Final = (
    rf"(?:[a-zäöüß]{{4,}}e[nrs]? )?(?:{_NOUN}- (?:und|sowie) )?{_NOUN}"
    rf"(?<!innen)(?!-)"
)
# "Gemeinsames Sekretariat", "Staatliche Vogelschutzwarte": in capitals, part of a name.
ADJECTIVE: Final = (
    r"(?!(?:Diese|Jede|Eine|Keine|Seine|Ihre|Unsere|Beide|Weitere|Neue|Erste|Nächste|Letzte))"
    r"[A-ZÄÖÜ][a-zäöüß-]+(?:isch|lich|al|ell|ig|iv|ar|är|sam|haft|ogen|ein|frei|tet|nt|iert)e[nrsm]?"
)
_LIST: Final = re.compile(rf"(?:, {TOPIC})*,? (?:und|sowie) (?:für )?{_NOUN}")
_FOR: Final = re.compile(
    r"\b(?:zum|zur) (?:Schutze?|Erhalt(?:ung)?|Förderung|Rettung|Pflege|Nutzung|Bekämpfung"
    r"|Bewahrung|Überwachung|Entwicklung|Verhütung|Verhinderung|Koordinierung|Erforschung|Reinhaltung"
    r"|Umsetzung|Verbesserung|Stärkung|Wiederherstellung|Einhaltung|Vermeidung|Verminderung"
    r"|Gewährleistung|Unterstützung|Begleitung|Anpassung|Beobachtung|Sicherung|Hebung|Abwehr"
    r"|Regelung|Kontrolle|Vernetzung|Wiederansiedlung|Weiterentwicklung|Information)$"
)
PEOPLE: Final = re.compile(
    r"(?:Vertret|Fachl|Partner|Expert|Gäste|Mitarbeit|Teilnehm|Professor|Prof\b|Dr\b|Frau\b|Herr"
    r"|Referent|Ansprech|Gast|Veranstalt|Träger|Mitglied|Ehren|Wissenschaftl|Delegiert|Minister|Präsident|Direktor|Staatssekret|Leiter|Vorsitz)"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Compounds that stand for no body, or for any of a kind.
_COMMON: Final = _words(
    "ehrenamt hauptamt besucherzentrum stadtzentrum einkaufszentrum rechenzentrum pressezentrum"
    " zivilgesellschaft aktiengesellschaft muttergesellschaft tochtergesellschaft vorrat hausrat"
    " apparat selbstverwaltung hauptverwaltung landrat landrats dachverband sportverein"
)


def head_pattern(heads: Sequence[str]) -> str:
    """Return an expression for head nouns in all cases, and for their compounds."""
    single = sorted((h for h in heads if " " not in h), key=len, reverse=True)
    several = sorted((h for h in heads if " " in h), key=len, reverse=True)
    plain = "|".join(f"[{h[0].upper()}{h[0]}]{re.escape(h[1:])}" for h in single)
    phrases = "|".join(_phrase(h) for h in several)
    ends = "|".join(map(re.escape, single))
    return rf"(?:{phrases}|(?:{plain}){_CASE}|{_FIRST}(?:{ends}){_CASE})"


def _phrase(head: str) -> str:
    *adjectives, noun = head.split()
    words = [
        f"[{a[0].upper()}{a[0]}]{re.escape(a[1:].rstrip('enrs'))}(?:e[nrs]?)" for a in adjectives
    ]
    return r"\s".join([*words, f"{noun[0].upper()}{re.escape(noun[1:])}{_CASE}"])


def head_words(
    surface: str, heads: Mapping[str, list[str]], subjects: Mapping[str, str]
) -> list[str] | None:
    """Return the English head noun of a name and what it includes; None for a common noun."""
    found = " ".join(surface.lower().split())
    for ending in _ENDINGS:
        word = found.removesuffix(ending)
        if word in heads:
            return heads[word]
        if " " in found and (phrase := _base(word, heads)):
            return heads[phrase]
    if found.rstrip("s") in _COMMON or found in _COMMON:
        return None
    for ending in _ENDINGS:
        if not found.endswith(ending):
            continue
        word = found.removesuffix(ending)
        for at in range(_SHORTEST, len(word) - 1):
            if word[at:] in heads and (known := _first(word[:at], subjects)):
                noun, *more = heads[word[at:]]
                return [noun, *known.split(), *(w for w in more if w not in known)]
    return None


def _base(phrase: str, heads: Mapping[str, list[str]]) -> str | None:
    *adjectives, noun = phrase.split()
    stems = [a.rstrip("enrs") for a in adjectives]
    for head in heads:
        *theirs, its = head.split()
        if its == noun and [a.rstrip("enrs") for a in theirs] == stems:
            return head
    return None


def _first(part: str, subjects: Mapping[str, str]) -> str | None:
    forms = (part.removesuffix(joint).rstrip("-") for joint in _JOINTS)
    return next((subjects[f] for f in forms if f in subjects), None)


def described(adjective: str, subjects: Mapping[str, str]) -> list[str]:
    """Return the words of an adjective before a head noun."""
    stem = re.sub(r"e[nrsm]?$", "", adjective.lower())
    known = next((subjects[f] for f in (stem, f"{stem}e", f"{stem}er") if f in subjects), stem)
    return known.split()


def lists_on(text: str, step: re.Match[str]) -> bool:
    """Whether a noun goes on with what a body is for: "für Zoll und Grenzsicherheit"."""
    if PEOPLE.match(step["word"]):
        return False
    if step["and"]:
        return True
    return _LIST.match(text, step.end()) is not None


def means_any(head: str, group: str) -> bool:
    """Whether a head noun alone means one told of before: "die Nationalparkverwaltung"."""
    return group != "ministry" and not re.match(r"Bundes|Landes|Staats", head) and " " not in head


def in_brackets(text: str, name: BodyName, at: Mapping[int, Hit]) -> BodyName:
    """Let a name be that of the listed body in brackets behind it."""
    opens = text.startswith(" (", name.span.end)
    hit = at.get(name.span.end + 2) if opens else None
    if hit is None or "agency" not in hit.kinds:
        return name
    return replace(name, entries=tuple(e for e in hit.entries if e.kind == "agency"))


def protects(text: str, at: int) -> bool:
    """Whether what a body is for goes on: "Kommission zum Schutz" + "der Donau"."""
    return _FOR.search(text, max(0, at - 40), at) is not None


def subject_in_case(word: str, subjects: Mapping[str, str]) -> str | None:
    """Return a known word of what bodies are about, without the ending of its case."""
    low = word.lower()
    return next((low.removesuffix(e) for e in _ENDINGS if low.removesuffix(e) in subjects), None)
