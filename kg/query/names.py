"""Names for IRIs: labels in the languages asked for, looked up many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIXES
from kg.store.base import Reader

_TOGETHER: Final = 200
_KNOWN: Final = 20_000  # names that are remembered, for each of so many orders of languages
_ORDERS: Final = 4
_QUERY: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing ?label { VALUES ?thing { %s }
  %s ?thing skos:prefLabel|rdfs:label|dcterms:title ?label } }"""
_HERE, _ANYWHERE = "{", "GRAPH ?g {"  # what is not named in the view may be in another graph
# Vocabularies that others made do not stand in the store; these are the terms that pages show.
_REUSED: Final = {
    "dcterms:issued": ("published", "发布日期"),
    "dcterms:language": ("language", "语言"),
    "dcterms:source": ("address", "原文地址"),
    "dcterms:publisher": ("publisher", "发布机构"),
    "dc:publisher": ("publisher", "发布机构"),
    "dcterms:hasVersion": ("version", "版本"),
    "dcterms:isVersionOf": ("version of", "所属文档"),
    "org:subOrganizationOf": ("part of", "上级机构"),
    "owl:sameAs": ("same as", "等同于"),
    "skos:prefLabel": ("name", "名称"),
    "skos:altLabel": ("other name", "别名"),
    "rdf:type": ("class", "类别"),
    "skos:broader": ("narrower than", "下位于"),
    "skos:exactMatch": ("same concept as", "精确匹配"),
    "foaf:homepage": ("home page", "主页"),
    "geo:lat": ("latitude", "纬度"),
    "geo:long": ("longitude", "经度"),
    "oa:exact": ("words", "原文"),
    "oa:start": ("from character", "起始字符"),
    "oa:end": ("to character", "结束字符"),
    "oa:hasSource": ("in", "出处"),
    "rdf:subject": ("subject", "主体"),
    "rdf:predicate": ("property", "属性"),
    "rdf:object": ("value", "值"),
}
_LANGUAGE_NAMES: Final = {"en": "English", "zh-Hans": "简体中文"}


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called: in the best language there is, and in another one."""

    text: str
    language: str | None = None
    other: str | None = None
    other_language: str | None = None


class Names:
    """The names of a set of IRIs; any other IRI is shown in short form."""

    def __init__(self, names: Mapping[str, Name], languages: Sequence[str]) -> None:
        self._names, self._languages = names, languages

    def __getitem__(self, iri: str) -> Name:
        found = self._names.get(iri)
        if found is None and (reused := _REUSED.get(short(iri))):
            labels = [Literal(reused[0], language="en"), Literal(reused[1], language="zh-Hans")]
            return choose(labels, self._languages)
        return found or Name(short(iri))


class Known:
    """Names that were looked up already, while the data stay as they are."""

    def __init__(self) -> None:
        self._state = ""
        self._names: dict[tuple[str, ...], dict[str, Name | None]] = {}

    def of(self, state: str, languages: tuple[str, ...]) -> dict[str, Name | None]:
        """Return those of a state of the data in an order of languages; None has no name."""
        if state != self._state or len(self._names) > _ORDERS:
            self._state, self._names = state, {}
        names = self._names.setdefault(languages, {})
        if len(names) > _KNOWN:
            names = self._names[languages] = {}
        return names


def look_up(
    reader: Reader,
    iris: Iterable[str],
    languages: Sequence[str],
    known: dict[str, Name | None] | None = None,
) -> Names:
    """Return the names of `iris`, `languages` in order of preference; new ones become known."""
    wanted, known = dict.fromkeys(iris), {} if known is None else known
    waiting = (iri for iri in wanted if iri not in known)
    while chunk := list(islice(waiting, _TOGETHER)):
        labels: dict[str, list[Literal]] = {}
        _gather(reader, chunk, _HERE, labels)
        missing = [iri for iri in chunk if iri not in labels and short(iri) not in _REUSED]
        if missing:
            _gather(reader, missing, _ANYWHERE, labels)
        known |= {iri: choose(labels[iri], languages) if iri in labels else None for iri in chunk}
    return Names({iri: name for iri in wanted if (name := known[iri])}, languages)


def _gather(
    reader: Reader, iris: Iterable[str], where: str, labels: dict[str, list[Literal]]
) -> None:
    things = " ".join(str(NamedNode(iri)) for iri in iris)
    for solution in reader.select(_QUERY % (things, where)):
        thing, label = solution["thing"], solution["label"]
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            labels.setdefault(thing.value, []).append(label)


def choose(labels: Sequence[Literal], languages: Sequence[str]) -> Name:
    """Return the label in the first language that there is one in, and one in another."""
    ranked = sorted(labels, key=lambda label: (preference(label.language, languages), label.value))
    first = ranked[0]
    others = (label for label in ranked[1:] if _base(label) != _base(first))
    other = next(others, None)
    return Name(
        first.value,
        first.language,
        other.value if other else None,
        other.language if other else None,
    )


def short(iri: str) -> str:
    """Return an IRI as prefix and local name, or in full where there is no prefix for it."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return unquote(iri)


def language_name(tag: str) -> str:
    return _LANGUAGE_NAMES.get(tag, tag)


def preference(tag: str | None, languages: Sequence[str]) -> int:
    """Return how well a language suits: exact tags first, then relatives, none, any."""
    exact = [language.lower() for language in languages]
    if tag is None:
        return 2 * len(exact)
    if tag.lower() in exact:
        return exact.index(tag.lower())
    relatives = [language.split("-")[0] for language in exact]
    base = tag.lower().split("-")[0]
    return len(exact) + relatives.index(base) if base in relatives else 2 * len(exact) + 1


def _base(label: Literal) -> str:
    return (label.language or "").split("-")[0]
