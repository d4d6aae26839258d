"""The curated things of the world: agencies, frameworks, elements, places and series.

Each table in `ontology/authority/` is one kind. A cell with several values separates them by
semicolons; a label in another language than its column's is written `text@tag`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import Namespace
from kg.model import EntityKind, Label
from kg.terms import EA, EDTF, GEO, ONTOLOGY, ORG, OWL, RDF, SKOS, concept

TABLES: Final[Mapping[EntityKind, str]] = {
    "agency": "agencies.csv",
    "framework": "frameworks.csv",
    "element": "elements.csv",
    "place": "places.csv",
    "series": "series.csv",
}
TYPE_SCHEMES: Final[Mapping[EntityKind, str]] = {
    "agency": "agency-kind",
    "framework": "framework-kind",
    "place": "place-kind",
}
_CLASSES: Final = {
    "agency": EA.Agency,
    "framework": EA.Framework,
    "element": EA.FrameworkElement,
    "place": EA.Place,
    "series": EA.EventSeries,
}
_TYPE_PROPERTIES: Final = {
    "agency": EA.agencyKind,
    "framework": EA.frameworkKind,
    "place": EA.placeKind,
}
_WIKIDATA: Final = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `labels` are the preferred names, `hidden` known mistranslations of them."""

    kind: EntityKind
    key: str
    type: str  # notation in the scheme of its kind; empty where the kind has none
    labels: tuple[Label, ...]
    alternatives: tuple[Label, ...] = ()
    abbreviations: tuple[str, ...] = ()
    hidden: tuple[Label, ...] = ()
    parent: str | None = (
        None  # key: of an agency or place the next larger, of an element its framework
    )
    place: str | None = None  # key: of an agency its jurisdiction, else its seat
    extra: Mapping[str, str] = field(default_factory=dict)  # the other cells that are not empty

    def names(self) -> Iterator[Label]:
        """Yield every name with its language; abbreviations are `und`."""
        yield from self.labels
        yield from self.alternatives
        yield from (Label(text, "und") for text in self.abbreviations)
        yield from self.hidden


@dataclass(frozen=True)
class Authority:
    entries: tuple[Entry, ...]

    @cached_property
    def _index(self) -> dict[tuple[str, str], Entry]:
        return {(entry.kind, entry.key): entry for entry in self.entries}

    def get(self, kind: str, key: str) -> Entry | None:
        return self._index.get((kind, key))


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _labels(cell: str, language: str) -> tuple[Label, ...]:
    parts = (part.partition("@") for part in _cells(cell))
    return tuple(Label(text, tag or language) for text, _, tag in parts)


_NAMED: Final = frozenset(
    ("key", "type", "name_en", "name_zh", "alt_en", "alt_zh", "hidden", "abbr", "parent")
)


def _entry(kind: EntityKind, row: Mapping[str, str]) -> Entry:
    names = (Label(row["name_en"], "en"), Label(row["name_zh"], "zh-Hans"))
    return Entry(
        kind,
        row["key"],
        row.get("type", ""),
        labels=tuple(label for label in names if label.text),
        alternatives=_labels(row["alt_en"], "en") + _labels(row["alt_zh"], "zh-Hans"),
        abbreviations=_cells(row.get("abbr", "")),
        hidden=_labels(row.get("hidden", ""), "en"),
        parent=row.get("parent") or None,
        place=row.get("jurisdiction") or row.get("seat") or None,
        extra={name: cell for name, cell in row.items() if cell and name not in _NAMED},
    )


@cache
def authority() -> Authority:
    """Return all entries, read once."""
    entries = []
    for kind, name in TABLES.items():
        text = (ONTOLOGY / "authority" / name).read_text("utf-8")
        entries += [_entry(kind, row) for row in csv.DictReader(text.splitlines())]
    return Authority(tuple(entries))


def authority_quads(namespace: Namespace) -> Iterator[Quad]:
    """Yield the description of every entry for the view, and its links for the links graph."""
    view, links = NamedNode(namespace.view), NamedNode(namespace.links)
    for entry in authority().entries:
        subject = NamedNode(namespace.thing(entry.kind, entry.key))
        for predicate, value in _description(entry, namespace):
            yield Quad(subject, predicate, value, view)
        for predicate, target in _links(entry):
            yield Quad(subject, predicate, target, links)


_Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def _description(entry: Entry, namespace: Namespace) -> _Pairs:
    yield RDF.type, _CLASSES[entry.kind]
    yield EA.key, Literal(entry.key)
    if entry.kind in TYPE_SCHEMES:
        yield _TYPE_PROPERTIES[entry.kind], concept(TYPE_SCHEMES[entry.kind], entry.type)
    for predicate, labels in (
        (SKOS.prefLabel, entry.labels),
        (SKOS.altLabel, entry.alternatives),
        (SKOS.hiddenLabel, entry.hidden),
    ):
        for label in labels:
            yield predicate, Literal(label.text, language=label.language)
    for text in entry.abbreviations:
        yield EA.abbreviation, Literal(text)
    yield from _relations(entry, namespace)
    yield from _values(entry)


_PARENTS: Final = {
    "agency": ("agency", ORG.subOrganizationOf),
    "framework": ("framework", EA.partOf),
    "element": ("framework", EA.elementOf),
    "place": ("place", EA.within),
}
_REFERENCES: Final = {
    "jurisdiction": ("place", EA.jurisdiction),
    "seat": ("place", EA.seat),
    "custodian": ("agency", EA.custodian),
}


def _relations(entry: Entry, namespace: Namespace) -> _Pairs:
    if entry.parent:
        kind, predicate = _PARENTS[entry.kind]
        yield predicate, NamedNode(namespace.thing(kind, entry.parent))
    for column, (kind, predicate) in _REFERENCES.items():
        for key in _cells(entry.extra.get(column, "")):
            yield predicate, NamedNode(namespace.thing(kind, key))


_LITERALS: Final = {
    "number": (EA.elementNumber, None),
    "iso": (SKOS.notation, None),
    "adopted": (EA.adoptedOn, EDTF.EDTF),
    "in_force": (EA.inForceFrom, EDTF.EDTF),
}


def _values(entry: Entry) -> _Pairs:
    for column, (predicate, datatype) in _LITERALS.items():
        for text in _cells(entry.extra.get(column, "")):
            yield predicate, Literal(text, datatype=datatype)
    if "lat" in entry.extra:
        yield GEO.lat, Literal(float(entry.extra["lat"]))
        yield GEO.long, Literal(float(entry.extra["lon"]))


def _links(entry: Entry) -> Iterator[tuple[NamedNode, NamedNode]]:
    if "wikidata" in entry.extra:
        yield OWL.sameAs, NamedNode(_WIKIDATA + entry.extra["wikidata"])
    if "exact_match" in entry.extra:
        yield SKOS.exactMatch, NamedNode(entry.extra["exact_match"])
