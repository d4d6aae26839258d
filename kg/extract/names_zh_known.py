"""Chinese names that begin or end with a listed one and mean another body."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.names_lexicon import ANCHORS_ZH, HEADS_ZH, STOPS_ZH, UNIT_CLASSES
from kg.extract.names_parts import BodyName
from kg.extract.names_place import place_key, same_country
from kg.extract.names_zh_sense import above, head_of
from kg.extract.names_zh_words import Word, label_of
from kg.model import Span

_SHORT_WORD = 2
_AND = frozenset("、和与及暨")
_MINISTRIES = frozenset("部署省")  # heads of bodies that look after several subjects
_LIST = 3  # words of the shortest list behind a place
_LONGEST_LIST = 12
_NOUNS = frozenset("njl")  # what tags of nouns begin with


def foreign(text: str, name: BodyName, place: Word) -> BodyName | None:
    """Read 智利外交部 as a body of Chile where the list only knows one of another country."""
    country = place_key(name.place)
    if any(same_country(country, e.place) for e in name.entries):
        return None
    surface = name.span.of(text)
    head = head_of(surface)
    if head is None or place.span.end != name.span.start:
        return None
    core = surface[: len(surface) - len(head)]
    span = Span(place.span.start, name.span.end)
    return BodyName(span, *HEADS_ZH[head], (core,), place=name.place, head=head)


def of_several_subjects(
    text: str, words: Sequence[Word], name: BodyName, position: int
) -> BodyName | None:
    """Read 智利农业、林业和水利部 as a body of Chile, though the list knows a 水利部 elsewhere."""
    surface = name.span.of(text)
    head = head_of(surface)
    if head not in _MINISTRIES or name.parent or position < _LIST:
        return None
    if words[position - 1].text not in _AND or surface.startswith(ANCHORS_ZH):
        return None
    start = position - 1
    while start and position - start < _LONGEST_LIST and _in_list(words, start - 1):
        start -= 1
    place = words[start - 1] if start else None
    nouns = [w for w in words[start:position] if w.text not in _AND]
    if place is None or place.tag != "P" or not nouns or words[start].text in _AND:
        return None
    country = place_key(label_of(place))
    if country is None or any(same_country(country, e.place) for e in name.entries):
        return None
    core = "".join(w.text for w in words[start:position]) + surface.removesuffix(head)
    span = Span(place.span.start, name.span.end)
    return BodyName(span, *HEADS_ZH[head], (core,), place=label_of(place), head=head)


def _in_list(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    subject = word.tag[:1] in _NOUNS | {"v"} and word.text not in STOPS_ZH
    subject = subject and head_of(word.text) is None
    return _adjoin(words, index) and (word.text in _AND or subject)


def unit_of_another(text: str, name: BodyName, before: BodyName | None) -> BodyName | None:
    """Read 发展改革委应对气候变化司 as a unit of the one where the list knows the other's."""
    if before is None or not before.entries or before.span.end != name.span.start:
        return None
    keys = {entry.key for entry in before.entries}
    owners = {key for entry in name.entries for key in above(entry)}
    surface = name.span.of(text)
    head = head_of(surface)
    span = Span(before.span.start, name.span.end)
    if keys & owners:  # 香港特区政府渔护署
        return replace(name, span=span, parent=before.span)
    if head is None or not owners or HEADS_ZH[head][0] not in UNIT_CLASSES:
        return None
    core = surface.removesuffix(head)
    return BodyName(span, *HEADS_ZH[head], (core,), head=head, parent=before.span)


def placed(text: str, words: Sequence[Word], name: BodyName, position: int) -> BodyName | None:
    """Read 帕劳农渔环境部 as a body of Palau, though the list knows an 环境部 elsewhere."""
    surface, start = name.span.of(text), position
    head = head_of(surface)
    if head is None or name.place or name.parent or surface.startswith(ANCHORS_ZH):
        return None
    while start and position - start < _SHORT_WORD and _glued(words, start - 1):
        start -= 1
    place = words[start - 1] if start else None
    if start == position or place is None or place.tag != "P" or not _adjoin(words, start - 1):
        return None
    core = "".join(w.text for w in words[start:position]) + surface.removesuffix(head)
    span = Span(place.span.start, name.span.end)
    return BodyName(span, *HEADS_ZH[head], (core,), place=label_of(place), head=head)


def _glued(words: Sequence[Word], index: int) -> bool:
    """Is it a plain noun, no body and no border, right before the next word?"""
    word = words[index]
    noun = word.tag[:1] in _NOUNS and len(word.text) >= _SHORT_WORD
    return (
        noun and word.text not in STOPS_ZH and head_of(word.text) is None and _adjoin(words, index)
    )


def _adjoin(words: Sequence[Word], index: int) -> bool:
    return words[index].span.end == words[index + 1].span.start
