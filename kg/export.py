"""The whole graph as tables for a data lake: Parquet or CSV, with a DCAT description.

Rows are read one thing after the other and written some thousands at a time, so that memory does
not grow with the store.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import NotAcceptable, WrongUse
from kg.faces import columnar
from kg.graph.catalog import active_graphs
from kg.iris import Namespace
from kg.query.names import choose
from kg.settings import Settings
from kg.store.base import Reader, Term
from kg.terms import DC, DCTERMS, EA, GEO, OA, ORG, RDF, SKOS, XSD
from kg.writer import reader

FORMATS: Final[Mapping[str, str]] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
}
_ROWS: Final = 5_000  # written together
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_CSVW: Final = "http://www.w3.org/ns/csvw#"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_BESIDE: Final = "urn:x-beside:"  # taken away from what is written: addresses beside it are left
_DATATYPES: Final = {"date": XSD.date, "integer": XSD.integer, "decimal": XSD.decimal}

Cell: TypeAlias = str | int | float | date | None
Row: TypeAlias = tuple[Cell, ...]
Rows: TypeAlias = Callable[[Reader, Namespace, Sequence[str]], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """`types` of the columns are iri, string, integer, decimal and date."""

    name: str
    about: str
    types: Mapping[str, str]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    predicate: NamedNode
    type: str = "string"


def _things(name: str, about: str, kind: NamedNode, key: str, *columns: Column) -> ExportedTable:
    """Return the table of all things of a class; of several values, the least is shown."""

    def rows(data: Reader, namespace: Namespace, languages: Sequence[str]) -> Iterator[Row]:
        view = NamedNode(namespace.view)
        for found in data.quads(None, RDF.type, kind, view):
            if isinstance(found.subject, NamedNode):
                said: dict[NamedNode, list[Term]] = {}
                for quad in data.quads(found.subject, None, None, view):
                    said.setdefault(quad.predicate, []).append(quad.object)
                cells = (_chosen(said.get(c.predicate, ()), c.type, languages) for c in columns)
                yield (found.subject.value, *cells)

    return ExportedTable(name, about, {key: "iri"} | {c.name: c.type for c in columns}, rows)


def _links(name: str, about: str, subject: str, predicate: NamedNode, object: str) -> ExportedTable:
    """Return the table of all pairs that a property connects."""

    def rows(data: Reader, namespace: Namespace, languages: Sequence[str]) -> Iterator[Row]:
        for quad in data.quads(None, predicate, None, NamedNode(namespace.view)):
            yield _value(quad.subject, "iri"), _value(quad.object, "iri")

    return ExportedTable(name, about, {subject: "iri", object: "iri"}, rows)


def _names(data: Reader, namespace: Namespace, languages: Sequence[str]) -> Iterator[Row]:
    for predicate, is_preferred in ((SKOS.prefLabel, 1), (SKOS.altLabel, 0)):
        for quad in data.quads(None, predicate, None, NamedNode(namespace.view)):
            if isinstance(quad.object, Literal):
                yield (
                    _value(quad.subject, "iri"), quad.object.value, quad.object.language,
                    is_preferred,
                )  # fmt: skip


def _evidence(data: Reader, namespace: Namespace, languages: Sequence[str]) -> Iterator[Row]:
    for graph in active_graphs(data, namespace):
        document = namespace.thing("document", graph.value.rpartition("/")[2])
        for found in data.quads(None, EA.evidence, None, graph):
            if isinstance(found.subject, NamedNode) and isinstance(found.object, NamedNode):
                claim = {q.predicate: q.object for q in data.quads(found.subject, graph=graph)}
                span = {q.predicate: q.object for q in data.quads(found.object, graph=graph)}
                quote = span.get(EA.normalizedText, span.get(OA.exact))
                yield (
                    found.subject.value,
                    document,
                    *(_value(claim.get(p), "string") for p in _CLAIMED),
                    _value(claim.get(EA.confidence), "decimal"),
                    _value(quote, "string"),
                    _value(span.get(OA.start), "integer"),
                    _value(span.get(OA.end), "integer"),
                )


_CLAIMED: Final = (RDF.subject, RDF.predicate, RDF.object)
_LABEL: Final = Column("label", SKOS.prefLabel)
_SOURCES: Final = Column("sources", EA.sourceCount, "integer")
TABLES: Final = (
    _things(
        "documents", "Documents, with what they say of themselves.", EA.Document, "document",
        Column("title", DCTERMS.title), Column("language", DCTERMS.language),
        Column("issued", DCTERMS.issued, "date"), Column("publisher", DC.publisher),
        Column("address", DCTERMS.source, "iri"), Column("copy_of", EA.duplicateOf, "iri"),
    ),
    _things(
        "events", "Events, each once, whichever documents tell of it.", EA.Event, "event",
        _LABEL, Column("type", EA.eventType, "concept"),
        Column("factuality", EA.factuality, "concept"), Column("edtf", EA.dateEdtf),
        Column("starts_not_before", EA.startsNotBefore, "date"),
        Column("ends_not_after", EA.endsNotAfter, "date"), _SOURCES,
    ),
    _things(
        "agreements", "Agreements and their status now.", EA.Agreement, "agreement",
        _LABEL, Column("type", EA.agreementType, "concept"), Column("status", EA.status, "concept"),
        Column("adopted", EA.adoptedOn), _SOURCES,
    ),
    _things(
        "agencies", "Agencies, listed ones and those found in documents.", EA.Agency, "agency",
        _LABEL, Column("kind", EA.agencyKind, "concept"),
        Column("part_of", ORG.subOrganizationOf, "iri"),
        Column("jurisdiction", EA.jurisdiction, "iri"), _SOURCES,
    ),
    _things(
        "frameworks", "Frameworks.", EA.Framework, "framework",
        _LABEL, Column("kind", EA.frameworkKind, "concept"), Column("part_of", EA.partOf, "iri"),
        Column("adopted", EA.adoptedOn), _SOURCES,
    ),
    _things(
        "elements", "Goals, targets and articles of frameworks.", EA.FrameworkElement, "element",
        _LABEL, Column("number", EA.elementNumber), Column("framework", EA.elementOf, "iri"),
        _SOURCES,
    ),
    _things(
        "places", "Places.", EA.Place, "place",
        _LABEL, Column("kind", EA.placeKind, "concept"), Column("within", EA.within, "iri"),
        Column("lat", GEO.lat, "decimal"), Column("lon", GEO.long, "decimal"),
    ),
    _things("people", "People, as documents name them.", EA.Person, "person", _LABEL, _SOURCES),
    _things(
        "participations", "Who took part in which event, and as what.", EA.Participation,
        "participation",
        Column("event", EA.inEvent, "iri"), Column("participant", EA.participant, "iri"),
        Column("role", EA.role, "concept"), Column("representing", EA.representing, "iri"),
        Column("post", EA.positionHeld),
    ),
    _links("event_places", "Where events took place.", "event", EA.place, "place"),
    _links("event_concerns", "What events concern.", "event", EA.concerns, "concerned"),
    _links("event_agreements", "Which events affect which agreements.", "event", EA.affects,
           "agreement"),
    _links("agreement_parties", "Who agreed.", "agreement", EA.party, "party"),
    _links("agreement_frameworks", "On what agreements rest.", "agreement", EA.underFramework,
           "framework"),
    _links("document_reports", "What documents tell of.", "document", EA.reports, "thing"),
    ExportedTable(
        "names", "All names of things; is_preferred is 1 or 0.",
        {"thing": "iri", "name": "string", "language": "string", "is_preferred": "integer"},
        _names,
    ),
    ExportedTable(
        "evidence", "The sentence behind each statement, with the confidence in it.",
        {
            "claim": "iri", "document": "iri", "subject": "string", "property": "string",
            "value": "string", "confidence": "decimal", "quote": "string", "start": "integer",
            "end": "integer",
        },
        _evidence,
    ),
)  # fmt: skip


def export(settings: Settings, folder: Path, form: str) -> Iterator[tuple[str, int]]:
    """Write all tables into a folder; yield the name of each with its rows when it is there.

    Raises: WrongUse for a folder of other things; NotAcceptable for Parquet without its extra.
    """
    if form == "parquet" and not columnar.IS_INSTALLED:
        raise NotAcceptable("Parquet without an extra: pip install 'ecoaccord[tables]'", ["csv"])
    described = folder / "dcat.ttl"
    if folder.exists() and any(folder.iterdir()) and not described.exists():
        raise WrongUse(f"{folder} is neither empty nor an earlier export")
    folder.mkdir(parents=True, exist_ok=True)
    described.unlink(missing_ok=True)
    namespace = Namespace(settings.base_iri)
    with reader(settings) as data:
        for table in TABLES:
            part = folder / f"{table.name}.{form}.part"
            rows = table.rows(data, namespace, settings.languages)
            count = (_write_csv if form == "csv" else columnar.write_parquet)(
                part, table.types, _batches(rows)
            )
            part.replace(folder / f"{table.name}.{form}")
            yield table.name, count
        _describe(folder, form, namespace, data.sequence)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch


def _write_csv(path: Path, types: Mapping[str, str], batches: Iterator[list[Row]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(types)
        for batch in batches:
            writer.writerows(batch)
            count += len(batch)
    return count


def _chosen(terms: Sequence[Term], kind: str, languages: Sequence[str]) -> Cell:
    tagged = [term for term in terms if isinstance(term, Literal) and term.language]
    if tagged:
        return choose(tagged, languages).text
    return min((_value(term, kind) for term in terms), key=str, default=None)


def _value(term: Term | None, kind: str) -> Cell:
    if term is None or isinstance(term, BlankNode | Triple):
        return None
    text = term.value
    match kind:
        case "concept":
            return text.rpartition("#")[2]
        case "date":
            return date.fromisoformat(text[:10])
        case "integer":
            return int(text)
        case "decimal":
            return float(text)
    return text


def _describe(folder: Path, form: str, namespace: Namespace, sequence: int) -> None:
    """Write what is there as DCAT, with columns in the terms of CSVW.

    Source: Data Catalog Vocabulary 3; CSV on the Web: Metadata Vocabulary.
    """
    dataset = NamedNode(f"{namespace.base}export/{sequence}")
    facts: list[tuple[NamedNode, NamedNode, Term]] = [
        (dataset, RDF.type, NamedNode(f"{_DCAT}Dataset")),
        (dataset, DCTERMS.title, Literal("EcoAccord: environmental agencies and agreements")),
        (dataset, NamedNode(f"{_DCAT}version"), Literal(str(sequence))),
        (dataset, DCTERMS.issued, Literal(datetime.now(UTC).date().isoformat(), datatype=XSD.date)),
    ]
    for table in TABLES:
        path = folder / f"{table.name}.{form}"
        found = NamedNode(f"{dataset.value}#{table.name}")
        facts.append((dataset, NamedNode(f"{_DCAT}distribution"), found))
        facts += _distribution(found, table, path, FORMATS[form])
    triples = [ox.Triple(*fact) for fact in facts]
    prefixes = {"dcat": _DCAT, "csvw": _CSVW, "dcterms": DCTERMS.namespace, "xsd": XSD.namespace}
    for name, written in (("dcat.jsonld", ox.RdfFormat.JSON_LD), ("dcat.ttl", ox.RdfFormat.TURTLE)):
        text = ox.serialize(triples, format=written, prefixes=prefixes) or b""
        (folder / name).write_bytes(text.replace(_BESIDE.encode(), b""))


def _distribution(
    found: NamedNode, table: ExportedTable, path: Path, media_type: str
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    yield found, RDF.type, NamedNode(f"{_DCAT}Distribution")
    yield found, DCTERMS.title, Literal(table.name)
    yield found, DCTERMS.description, Literal(table.about, language="en")
    yield found, NamedNode(f"{_DCAT}downloadURL"), NamedNode(f"{_BESIDE}{path.name}")
    yield found, NamedNode(f"{_DCAT}mediaType"), NamedNode(f"{_MEDIA_TYPES}{media_type}")
    yield found, NamedNode(f"{_DCAT}byteSize"), Literal(path.stat().st_size)
    yield found, EA.contentDigest, Literal(digest)
    for name, kind in table.types.items():
        column = NamedNode(f"{found.value}.{name}")
        yield found, NamedNode(f"{_CSVW}column"), column
        yield column, NamedNode(f"{_CSVW}name"), Literal(name)
        yield column, NamedNode(f"{_CSVW}datatype"), _DATATYPES.get(kind, XSD.string)
