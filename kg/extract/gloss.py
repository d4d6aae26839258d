"""Masked sentences of other languages put into English word for word, for the rules that read it.

A file of `ontology/lexicon/gloss/` has rows `forms = English`. Forms are separated by `|`; endings
in brackets stand for as many forms, and go together with as many endings of the English:
`reuni(ón|ones) = meeting(|s)`. Names, people and dates are read in their own language before and
stay masked: `el {T} = on {T}`. The longest row wins. Adjectives go before their nouns, and right
before these the complements, as `de formation = training`; without a noun these keep "of". German
rows may have `~` for the endings of adjectives; its verbs have sections of their own, with both
parts of one that frames a clause: `fand + statt = was held` (see gloss_german.py).

Regular verbs have a row each, with five English forms; a section of endings has the rows that
each of them stands for: `~(ou|aram) = <past>` and `assin = sign, signs, signing, signed, signed`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import Final, NamedTuple

from kg.extract.gloss_german import in_english_order
from kg.extract.gloss_german_phrases import VERBAL
from kg.extract.slots import slot_of, slots
from kg.model import Span
from kg.terms import ONTOLOGY

_FOLDER: Final = ONTOLOGY / "lexicon" / "gloss"
_CAPITAL_NOUNS: Final = frozenset({"de"})
_ANY_CAPITALS: Final = frozenset({"de", "vi"})  # where those inside a sentence say nothing
_ANY_ENDING: Final = "(|e|en|er|es|em)"  # of German adjectives, written ~
_JOINTS: Final = ("", "s", "es", "n", "en", "er", "e", "-")  # between the parts of a compound
_TELLING: Final = 4  # letters of a last part that may stand alone
_SHORTEST: Final = 3  # letters of a part of a compound
_WORD: Final = r"[^\W_]+(?:['’](?!\w)|(?=['’]\w)['’]|(?:-[^\W_]+)*)"
_TOKEN: Final = re.compile(rf"[\ue000-\uf8ff]|{_WORD}")
_FORM: Final = re.compile(rf"\{{[A-Z]\}}|{_WORD}")
_SLOT: Final = re.compile(r"\{[A-Z]\}")
_ENDINGS: Final = re.compile(r"\(([^()]*)\)")
_OR: Final = re.compile(r"\|(?![^()]*\))")
ITEM: Final = ("{I}",)  # the number of a paragraph
_NUMBERED: Final = re.compile(r"\d{1,2}[.)] ")
_TENSES: Final = ("base", "s", "ing", "past", "done")
# English of small words that German names look like: Oder, Aller, Ach.
_SMALL_WORDS: Final = frozenset({"or", "all", "eight", "so", "as", "sich", "also", "where", "what"})
_LONGEST: Final = 12  # words of a row
# The tone of Vietnamese stands on either vowel: hoà and hòa, uỷ ban and ủy ban.
_TONES: Final = re.compile("([ou])([àáảãạỳýỷỹỵ])")
_TONE_FIRST: Final = dict(
    zip(("oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "ùy", "úy", "ủy", "ũy", "ụy"), strict=True)
)  # fmt: skip
_DAYS: Final = frozenset((word, "{T}") for word in ("el", "este", "o", "no", "na"))
_AFTER: Final = re.compile(r"\b(?:until|from|since|for|before|after|by)$")
_BEHIND: Final = frozenset({"adjectives", "complements"})
# What French sets apart from the words.
_QUOTES: Final = {"«": "“", "»": "”"}
_MARKS: Final = re.compile(r"« ?| ?»| (?=[:;!?])")
_FILED: Final = re.compile(slots(r"\W{0,3}{P}(?:, {P}| ?\({P}\))*,? "))  # "Dakar, le 3 mai"


class Row(NamedTuple):
    english: str
    section: str  # adjectives, complements, nouns, or words


class Word(NamedTuple):
    """Words of a sentence and what stands for them in English."""

    span: Span  # masked text
    english: str
    section: str


@dataclass(frozen=True)
class Glossary:
    rows: Mapping[tuple[str, ...], Row]
    capital_nouns: bool
    any_capitals: bool
    verbs: Mapping[str, Mapping[tuple[str, ...], str]]  # forms of verbs that are put in order


@cache
def glossary(code: str) -> Glossary | None:
    """Return the words of a language, None where there is no file of them."""
    path = _FOLDER / f"{code}.txt"
    if not path.is_file():
        return None
    rows: dict[tuple[str, ...], Row] = {}
    endings: dict[str, list[str]] = {}
    verbs: dict[str, dict[tuple[str, ...], str]] = {section: {} for section in VERBAL}
    section = ""
    for line in path.read_text("utf-8").splitlines():
        kind, _, group = section.partition(" ")
        if line.startswith("["):
            section = line.strip("[]")
        elif not line or line.startswith("#"):
            continue
        elif kind == "endings":
            endings.setdefault(group, []).append(line)
        elif kind == "verbs":
            for row in endings[group]:
                forms, _, english = _conjugated(row, line).partition(" =")
                for form, words in _forms(forms, english.strip()):
                    rows[tuple(_keys(form))] = Row(words, "words")
        else:
            forms, _, english = line.partition(" =")
            for form, words in _forms(forms.replace("~", _ANY_ENDING), english.strip()):
                _enter(rows, verbs, section, form, words)
    return Glossary(rows, code in _CAPITAL_NOUNS, code in _ANY_CAPITALS, verbs)


def _enter(
    rows: dict[tuple[str, ...], Row],
    verbs: dict[str, dict[tuple[str, ...], str]],
    section: str,
    form: str,
    english: str,
) -> None:
    keys = tuple(_keys(form))
    if section == "split":  # the second part may be several words: in Kraft
        keys = (keys[0], " ".join(keys[1:]))
    if section in VERBAL:
        verbs[section][keys] = english
        if section in {"participles", "finite"} and len(keys) > 1:  # "ins Leben gerufen"
            rows[keys] = Row(english, "words")
    else:
        rows[keys] = Row(english, section)


def _conjugated(row: str, verb: str) -> str:
    """Return a row of endings for a verb."""
    stem, _, english = verb.partition(" = ")
    row = row.replace("~", stem)
    for name, form in zip(_TENSES, english.split(", "), strict=True):
        row = row.replace(f"<{name}>", form)
    return row


def _forms(forms: str, english: str) -> Iterator[tuple[str, str]]:
    """Yield each form of a row with its English."""
    theirs = [ending.split("|") for ending in _ENDINGS.findall(english)]
    for form in _OR.split(forms):
        endings = [ending.split("|") for ending in _ENDINGS.findall(form)]
        for numbers in product(*(range(len(each)) for each in endings)):
            ours = [each[n] for each, n in zip(endings, numbers, strict=True)]
            same = [len(each) == len(endings[0]) for each in theirs] if endings else []
            chosen = [
                each[numbers[0]] if is_same else each[0]
                for each, is_same in zip(theirs, same or [False] * len(theirs), strict=True)
            ]
            yield _filled(form.strip(), ours), _filled(english, chosen)


def _filled(words: str, endings: list[str]) -> str:
    left = iter(endings)
    return _ENDINGS.sub(lambda _: next(left), words)


def _keys(form: str) -> Iterator[str]:
    for word in _FORM.findall(form):
        yield word if word.startswith("{") else _plain(word)


def _plain(word: str) -> str:
    word = word.lower().replace("’", "'")
    return _TONES.sub(lambda tone: _TONE_FIRST.get(tone[0], tone[0]), word)


def glossed(text: str, known: Glossary) -> tuple[str, list[tuple[Span, Span]]]:
    """Return a masked sentence in English, with its stretches and those they come from."""
    found = list(_looked_up(text, known))
    if known.capital_nouns:
        ordered = in_english_order(text, found, known.verbs)
        found = [word._replace(english=e) for word, e in zip(found, ordered, strict=True)]
    words = list(_with_an(list(_in_order(text, found))))
    parts: list[str] = []
    pieces: list[tuple[Span, Span]] = []
    at = length = 0
    for word in [*words, Word(Span(len(text), len(text)), "", "")]:
        if word.english[:3] == "on " and _FILED.fullmatch(text, 0, word.span.start):
            word = word._replace(english=word.english[3:])
        elif word.english[:3] == "on " and parts and _AFTER.search(parts[-1]):
            word = word._replace(english=word.english[3:])  # hasta | el viernes
        gap = text[at : word.span.start]
        if not gap and parts and parts[-1][-1:].isalnum() and word.english:
            gap = " "  # behind l' and d'
        gap = _MARKS.sub(lambda mark: _QUOTES.get(mark[0].strip(), ""), gap)
        if gap[:1] == " " and (not parts or parts[-1].endswith(" ")):
            gap = gap[1:]  # behind a word without English
        if gap[:1] in (",", ".", ";", ":", ")") and parts and parts[-1] == " ":
            parts.pop()  # before a word without English
            length = pieces.pop()[0].start
        for piece, start, end in ((gap, at, word.span.start), (word.english, *word.span)):
            if piece:
                parts.append(piece)
                pieces.append((Span(length, length + len(piece)), Span(start, end)))
                length += len(piece)
        at = word.span.end
    return "".join(parts), _without_gaps(pieces, len(text))


def _without_gaps(pieces: list[tuple[Span, Span]], end: int) -> list[tuple[Span, Span]]:
    """Let each stretch begin where the one before it ends."""
    starts = [0, *(source.start for _, source in pieces[1:]), end]
    return [
        (gloss, Span(one, other))
        for (gloss, _), (one, other) in zip(pieces, pairwise(starts), strict=True)
    ]


def _looked_up(text: str, known: Glossary) -> Iterator[Word]:
    tokens = [Span(*match.span()) for match in _TOKEN.finditer(text)]
    keys = [_key(token.of(text)) for token in tokens]
    beside = [_adjoin(text, one, other) for one, other in pairwise(tokens)]
    number = 0
    while number < len(tokens):
        if not number and ITEM in known.rows and _NUMBERED.match(text):
            keys[0] = ITEM[0]
        size = next(_fitting(keys, beside, number, known.rows), 0)
        if size > 1 and tuple(keys[number + size - 1 : number + size + 1]) in _DAYS:
            size -= tuple(keys[number : number + size - 1]) in known.rows  # presidió | el {T}
        row = known.rows[tuple(keys[number : number + size])] if size else None
        span = Span(tokens[number].start, tokens[number + max(size, 1) - 1].end)
        if row and size == 1 and ITEM in known.rows and _in_name(text, tokens[number:], row):
            row = None  # "São" in "São Francisco"
        if row and known.capital_nouns and row.section == "nouns" and text[span.start].islower():
            row = None  # the verb "treffen" and not the noun
        if row and known.capital_nouns and size == 1 and _capital_word(text, span, row):
            row = None  # the river "Oder", not the word
        if row is None and known.capital_nouns:
            row = _compound(span.of(text), keys[number - 1] if number else "", known)
        if row is None:
            yield Word(span, span.of(text), "")
        else:
            english = _with_names(row.english, (c for c in span.of(text) if slot_of(c)))
            capital = text[span.start].isupper() and (not known.any_capitals or number == 0)
            yield Word(span, english[:1].upper() + english[1:] if capital else english, row.section)
        number += max(size, 1)


def _adjoin(text: str, one: Span, other: Span) -> bool:
    """Whether nothing stands between two words, or a dash between two names of bodies."""
    between = text[one.end : other.start]
    if between in ("-", "–"):
        return slot_of(text[one.start]) == slot_of(text[other.start]) == "A"
    return between in (" ", "")


def _capital_word(text: str, span: Span, row: Row) -> bool:
    """Whether a small word of German has a capital inside a sentence, so that it is a noun."""
    inside = text[span.start - 1 : span.start] == " " and text[span.start - 2].isalnum()
    capital = text[span.start].isupper() and text[span.start + 1 : span.end].islower()
    return (
        span.start > 1
        and inside
        and capital
        and row.section == "words"
        and (row.english in _SMALL_WORDS)
    )


def _compound(noun: str, before: str, known: Glossary) -> Row | None:
    """Return the English of a German noun by its last part, with the first if that is known."""
    key = _plain(noun)
    if not noun[:1].isupper() or slot_of(noun[0]):
        return None
    if before in {"des", "eines", "dieses", "seines", "ihres"} and key.endswith("s"):
        plain = known.rows.get((key.removesuffix("s"),))
        if plain is not None:
            return plain
    for at in range(_SHORTEST, len(key) - _SHORTEST):
        last = known.rows.get((key[at:],))
        if last is None or last.section != "nouns":
            continue
        firsts = (key[:at].removesuffix(joint).rstrip("-") for joint in _JOINTS)
        first = next(filter(None, (_first_part(f, known) for f in firsts)), "")
        if first or len(key) - at > _TELLING:
            return Row(f"{first} {last.english}".strip(), "nouns")
    return None


def _first_part(part: str, known: Glossary) -> str | None:
    row = known.rows.get((part,))
    noun = row.english if row is not None and row.section == "nouns" else None
    return known.verbs["parts"].get((part,), noun)


def _in_name(text: str, tokens: list[Span], row: Row) -> bool:
    """Whether a small word has a capital and stands before another that has one."""
    capitals = [text[token.start].isupper() for token in tokens[:2]]
    return row.section == "words" and tokens[0].start > 0 and capitals == [True, True]


def _with_names(english: str, names: Iterator[str]) -> str:
    return _SLOT.sub(lambda _: next(names), english)


def _key(token: str) -> str:
    slot = slot_of(token[0])
    return f"{{{slot}}}" if slot else _plain(token)


def _fitting(
    keys: list[str], beside: list[bool], start: int, rows: Mapping[tuple[str, ...], Row]
) -> Iterator[int]:
    """Yield how many words from `start` make a row, the most first."""
    most = 1
    while most < _LONGEST and start + most < len(keys) and beside[start + most - 1]:
        most += 1
    for size in range(most, 0, -1):
        if tuple(keys[start : start + size]) in rows:
            yield size


def _in_order(text: str, words: list[Word]) -> Iterator[Word]:
    """Yield the words, adjectives before the noun that they follow."""
    number = 0
    while number < len(words):
        noun = words[number]
        number += 1
        adjectives: list[Word] = []
        while noun.section == "nouns" and number < len(words):
            last, word = (adjectives or [noun])[-1], words[number]
            if word.section not in _BEHIND or text[last.span.end : word.span.start] != " ":
                break
            adjectives.append(word)
            number += 1
        if adjectives:
            adjectives.sort(key=lambda each: (each.section, -each.span.start))
            span = Span(noun.span.start, max(each.span.end for each in adjectives))
            ordered = [*(each.english for each in adjectives), noun.english]
            noun = Word(span, _cased(ordered, noun.english[:1].isupper()), noun.section)
        elif noun.section == "complements":
            noun = noun._replace(english=f"of {noun.english}")
        yield noun


def _with_an(words: Sequence[Word]) -> Iterator[Word]:
    """Write "an" before vowels."""
    for word, after in pairwise([*words, Word(Span(0, 0), "", "")]):
        vowel = after.english[:1] in "aeiou" and not after.english.startswith(("uni", "use", "eu"))
        article = word.english.lower() == "a" and after.english and vowel
        yield word._replace(english=word.english + "n") if article else word


def _cased(words: list[str], capital: bool) -> str:
    *before, noun = words
    text = " ".join([*before, noun if noun[1:2].isupper() else noun[:1].lower() + noun[1:]])
    return text[:1].upper() + text[1:] if capital else text
