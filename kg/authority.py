"""The curated things of the world: agencies, frameworks, elements, places and series.

Each table in `ontology/authority/` is one kind. A cell with several values separates them by
semicolons; a label in another language than its column's is written `text@tag`. The rows that
people add to a store are the same as JSON, with their kind.
"""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import nearest
from kg.iris import Namespace, h8, is_key
from kg.model import EntityKind, Label
from kg.terms import EA, EDTF, GEO, ONTOLOGY, ORG, OWL, RDF, SKOS, concept, notations

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
    edition: str = ""  # of what was added to the packaged tables

    @cached_property
    def index(self) -> dict[tuple[str, str], Entry]:
        return {(entry.kind, entry.key): entry for entry in self.entries}

    def get(self, kind: str, key: str) -> Entry | None:
        return self.index.get((kind, key))


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


_added: tuple[str, ...] = ()


def take_up(rows: Sequence[str]) -> None:
    """Let the rows that were added to a store, as JSON, count in this process from now on."""
    global _added
    _added = tuple(rows)


def authority() -> Authority:
    """Return all entries: those of the packaged tables, and what was added to them."""
    return _with(_added)


@lru_cache(maxsize=8)
def _with(rows: tuple[str, ...]) -> Authority:
    if not rows:
        return packaged()
    entries = dict(packaged().index)
    for row in map(json.loads, rows):
        entry, place = _added_entry(row), (row["kind"], row["key"])
        entries[place] = _joined(entries[place], entry) if place in entries else entry
    return Authority(tuple(entries.values()), h8("\n".join(rows)))


@cache
def packaged() -> Authority:
    """Return the entries of the packaged tables, read once."""
    entries = [_entry(kind, row) for kind in TABLES for row in csv.DictReader(_lines(kind))]
    return Authority(tuple(entries))


def _lines(kind: EntityKind) -> list[str]:
    return (ONTOLOGY / "authority" / TABLES[kind]).read_text("utf-8").splitlines()


@cache
def columns(kind: EntityKind) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(next(csv.reader(_lines(kind))))


def _added_entry(row: Mapping[str, str]) -> Entry:
    kind: EntityKind = row["kind"]  # type: ignore[assignment]
    return _entry(kind, {column: row.get(column, "") for column in columns(kind)})


def _joined(entry: Entry, more: Entry) -> Entry:
    """Return an entry with the names of another one as further names."""
    known = {label.text for label in entry.names()}
    new = [label for label in (*more.labels, *more.alternatives) if label.text not in known]
    return replace(
        entry,
        alternatives=(*entry.alternatives, *new),
        abbreviations=(*entry.abbreviations, *(t for t in more.abbreviations if t not in known)),
        hidden=(*entry.hidden, *(label for label in more.hidden if label.text not in known)),
    )


def row_names(row: Mapping[str, str]) -> list[str]:
    """Return every name that a row adds."""
    return [label.text for label in _added_entry(row).names()]


class Problem(NamedTuple):
    words: str
    allowed: str


def row_problem(row: Mapping[str, str], also: Collection[tuple[str, str]] = ()) -> Problem | None:
    """Return what is wrong with a row that is to be added; it may refer to `also`, too.

    A row whose key is known already adds names to it.
    """
    kind, key = row.get("kind", ""), row.get("key", "")
    if kind not in TABLES:
        return Problem(f"there is no table of the kind {kind!r}", ", ".join(TABLES))
    names = columns(kind)
    for column in row:
        if column != "kind" and column not in names:
            near = nearest(column, names)
            return Problem(f"{kind} has no column {column!r}", near or ", ".join(names))
    if not is_key(key) or key.startswith("x-"):
        return Problem(f"{key!r} is no key", "small letters, digits and hyphens; not x-...")
    if not row_names(row):
        return Problem("it adds no name", ", ".join(column for column in _NAMES if column in names))
    is_packaged = (kind, key) in packaged().index
    if is_packaged or not (row.get("name_en") or row.get("name_zh")):
        return _alias_problem(row, is_known=is_packaged or _is_known(kind, key, also))
    return _entry_problem(row, also)


_NAMES: Final = ("name_en", "name_zh", "abbr", "alt_en", "alt_zh", "hidden")
_MORE_NAMES: Final = _NAMES[2:]


def _alias_problem(row: Mapping[str, str], *, is_known: bool) -> Problem | None:
    if not is_known:
        return Problem(f"there is no {row['kind']} {row['key']}", "name_en or name_zh makes one")
    for column in row:
        if column not in ("kind", "key", *_MORE_NAMES):
            words = f"{row['key']} is there already, and has its {column}"
            return Problem(words, f"further names of it: {', '.join(_MORE_NAMES)}")
    return None


def _entry_problem(row: Mapping[str, str], also: Collection[tuple[str, str]]) -> Problem | None:
    kind: EntityKind = row["kind"]  # type: ignore[assignment]
    if kind in TYPE_SCHEMES and row.get("type") not in notations(TYPE_SCHEMES[kind]):
        allowed = notations(TYPE_SCHEMES[kind])
        return Problem(f"there is no type {row.get('type', '')!r}", ", ".join(allowed))
    parent = _PARENTS.get(kind, ("", None))[0]
    for column, target in (("parent", parent), *((c, k) for c, (k, _) in _REFERENCES.items())):
        for key in _cells(row.get(column, "")):
            if not _is_known(target, key, also):
                keys = [known for of, known in _with(_added).index if of == target]
                return Problem(
                    f"{column}: there is no {target} {key}", nearest(key, keys) or f"a {target}"
                )
    return None


def _is_known(kind: str, key: str, also: Collection[tuple[str, str]]) -> bool:
    return (kind, key) in also or authority().get(kind, key) is not None


def authority_quads(namespace: Namespace, entries: Iterable[Entry] | None = None) -> Iterator[Quad]:
    """Yield the description of entries, of all by default, for the view, and their links."""
    view, links = NamedNode(namespace.view), NamedNode(namespace.links)
    for entry in authority().entries if entries is None else entries:
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
