"""What the graph says of its documents, read back through SPARQL."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.errors import NotFound
from kg.graph.content import content
from kg.graph.view import stored_corrections
from kg.iris import PREFIX_LINES, Namespace
from kg.store.base import Reader, Solution
from kg.terms import EA, RDF, SKOS

_TOGETHER: Final = 200  # documents in one query
_LABELS: Final = (SKOS.prefLabel.value, SKOS.altLabel.value, EA.abbreviation.value)

_DOCUMENTS: Final = """SELECT ?graph ?document ?language ?issued ?path WHERE {
  GRAPH <%(catalog)s> { ?graph foaf:primaryTopic ?document }
  GRAPH ?graph {
    ?document a ea:Document .
    OPTIONAL { ?document dcterms:language ?language }
    OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?document dcterms:hasVersion ?version }
  }
  OPTIONAL { GRAPH <%(runs)s> { ?version ea:sourcePath ?path } }
}"""
_FRAMES: Final = ("Event", "Agreement")
_CLASSES: Final = (*_FRAMES, "Participation")
# One class a query: Oxigraph would join two lists of VALUES before it looks at any graph.
_DESCRIPTIONS: Final = """SELECT ?graph ?thing ?property ?value WHERE {
  VALUES ?graph { %(graphs)s }
  GRAPH ?graph { ?thing a ea:%(cls)s ; ?property ?value }
}"""
_MENTIONS: Final = """SELECT ?graph ?thing ?exact ?normalized WHERE {
  VALUES ?graph { %(graphs)s }
  GRAPH ?graph {
    ?mention ea:refersTo ?thing ; oa:exact ?exact ; oa:start ?start .
    OPTIONAL { ?mention ea:normalizedText ?normalized }
  }
} ORDER BY ?start ?thing"""
_CANONICAL: Final = """SELECT ?thing ?canonical WHERE {
  VALUES ?thing { %(things)s }
  GRAPH <%(identity)s> { ?thing ea:canonical ?canonical }
}"""
_NAMES: Final = """SELECT ?thing ?property ?label ?framework WHERE {
  VALUES ?thing { %(things)s }
  { VALUES ?property { skos:prefLabel skos:altLabel ea:abbreviation } ?thing ?property ?label }
  UNION { ?thing ea:elementOf ?framework }
}"""
_KINDS: Final = {
    "Document": "documents",
    "Event": "events",
    "Agreement": "agreements",
    "Agency": "agencies",
    "Framework": "frameworks",
    "FrameworkElement": "framework elements",
    "EventSeries": "event series",
    "Person": "people",
    "Place": "places",
}
_COUNTS: Final = """SELECT ?class (COUNT(?thing) AS ?count) WHERE {
  VALUES ?class {
    ea:Document ea:Event ea:Agreement ea:Agency ea:Framework ea:FrameworkElement ea:EventSeries
    ea:Person ea:Place
  }
  ?thing a ?class .
  FILTER (?class = ea:Document || EXISTS { GRAPH <%(identity)s> { ?thing ea:canonical ?thing } })
} GROUP BY ?class"""
_TOTALS: Final = """SELECT (SUM(?size) AS ?triples) (SUM(?dropped) AS ?rejected) WHERE {
  GRAPH <%(catalog)s> { ?graph void:triples ?size ; ea:rejectedFrames ?dropped }
}"""


def facts(
    reader: Reader, namespace: Namespace, names: Iterable[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return what each document tells, by file name; `names` are file names, paths or keys.

    Raises: NotFound for a name that no loaded document has.
    """
    documents = _documents(reader, namespace)
    if names is not None:
        documents = _chosen(documents, list(names))
    found: dict[str, dict[str, Any]] = {}
    for first in range(0, len(documents), _TOGETHER):
        part = documents[first : first + _TOGETHER]
        reading = _Reading(reader, namespace, [document.graph for document in part])
        found |= {document.name: reading.document(document) for document in part}
    return dict(sorted(found.items()))


class Labels(list[str]):
    """The names of one thing, which know whose they are."""

    def __init__(self, names: Iterable[str], thing: str) -> None:
        super().__init__(names)
        self.thing = thing


@dataclass(frozen=True, slots=True)
class _Loaded:
    graph: str
    key: str
    path: str  # the key where it came from standard input
    language: str | None
    issued: str | None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def is_called(self, name: str) -> bool:
        return name in (self.name, self.key) or f"/{self.path}".endswith(f"/{name}")


def _documents(reader: Reader, namespace: Namespace) -> list[_Loaded]:
    query = PREFIX_LINES + _DOCUMENTS % {"catalog": namespace.catalog, "runs": namespace.runs}
    return [
        _Loaded(
            graph=text_of(row, "graph"),
            key=(key := text_of(row, "document").rpartition("/")[2]),
            path=text_of(row, "path") or key,
            language=text_of(row, "language") or None,
            issued=text_of(row, "issued") or None,
        )
        for row in reader.select(query)
    ]


def _chosen(documents: Sequence[_Loaded], names: Sequence[str]) -> list[_Loaded]:
    for name in names:
        if not any(document.is_called(name) for document in documents):
            raise NotFound(f"no document called {name} is loaded")
    return [each for each in documents if any(each.is_called(name) for name in names)]


_Values = dict[str, list[str]]  # of one thing, by the local name of the property


class _Reading:
    """What some document graphs say, with every thing replaced by its canonical one."""

    def __init__(self, reader: Reader, namespace: Namespace, graphs: Sequence[str]) -> None:
        self._reader, self._namespace = reader, namespace
        described = self._described(graphs)
        mentions = self._select(_MENTIONS, graphs=terms(graphs))
        named = {text_of(row, "thing") for row in mentions}
        named |= {
            text_of(row, "value")
            for row in chain(*described.values())
            if isinstance(row["value"], NamedNode)
        }
        told = {text_of(row, "thing") for cls in _FRAMES for row in described[cls]}
        self._canonical = {
            text_of(row, "thing"): text_of(row, "canonical")
            for row in self._select(_CANONICAL, things=terms(named | told))
        }
        self._labels: dict[str, list[str]] = {}
        self._framework: dict[str, str] = {}  # of an element
        self._read_names({self._of(thing) for thing in named})
        self._things: dict[tuple[str, str], dict[str, _Values]] = defaultdict(dict)
        self._read_descriptions(described)
        self._surfaces: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._mentioned: dict[str, list[str]] = defaultdict(list)  # things by graph
        self._read_mentions(mentions)

    def _described(self, graphs: Sequence[str]) -> dict[str, list[Solution]]:
        """Return what documents say of events, agreements and participations, as corrected."""
        corrections = stored_corrections(self._reader, self._namespace)
        corrected = [graph for graph in graphs if corrections.concern(NamedNode(graph))]
        whole = terms(set(graphs) - set(corrected))
        found = {cls: self._select(_DESCRIPTIONS, graphs=whole, cls=cls) for cls in _CLASSES}
        for graph in map(NamedNode, corrected):
            said = content(self._reader.quads(graph=graph), self._namespace).statements
            contribution = corrections.applied(graph, said).all
            for cls in _CLASSES:
                things = {s for s, p, o in contribution if (p, o) == (RDF.type, EA[cls])}
                found[cls] += [
                    {"graph": graph, "thing": s, "property": p, "value": o}
                    for s, p, o in contribution
                    if s in things
                ]
        return found

    def document(self, document: _Loaded) -> dict[str, Any]:
        graph = document.graph
        frameworks = [self._framework.get(each, each) for each in self._mentioned[graph]]
        return {
            "lang": document.language,
            "published": document.issued,
            "agencies": self._names(graph, self._of_kind("agency", self._mentioned[graph])),
            "frameworks": self._names(graph, self._of_kind("framework", frameworks)),
            "events": self._events(graph),
            "agreements": self._agreements(graph),
        }

    def _events(self, graph: str) -> list[dict[str, Any]]:
        parts: dict[str, list[_Values]] = defaultdict(list)
        for _, part in sorted(self._things[graph, "Participation"].items()):
            parts[part["inEvent"][0]].append(part)
        events = [
            self._event(graph, iri, values, parts[iri])
            for iri, values in self._things[graph, "Event"].items()
        ]
        return sorted(events, key=lambda each: (each["start"] or "", each["id"]))

    def _event(
        self, graph: str, iri: str, values: _Values, parts: Iterable[_Values]
    ) -> dict[str, Any]:
        edtf = _first(values, "dateEdtf")
        start, end = _bounds(edtf)
        concerned = [self._framework.get(each, each) for each in values.get("concerns", [])]
        return {
            "id": iri,
            "type": _notation(values, "eventType"),
            "title": _first(values, "prefLabel"),
            "start": start,
            "end": end,
            "partial_date": None if start else edtf,
            "tense": _notation(values, "factuality"),
            "places": self._names(graph, values.get("place", [])),
            "participants": [
                {"labels": self._name(graph, part["participant"][0]), "role": role}
                for part in parts
                if (role := _notation(part, "role"))
            ],
            "people": [self._person(graph, part) for part in parts if "role" not in part],
            "frameworks": self._names(graph, concerned),
            "agreements": sorted({*values.get("affects", []), *values.get("underAgreement", [])}),
        }

    def _person(self, graph: str, part: _Values) -> dict[str, Any]:
        return {
            "labels": self._name(graph, part["participant"][0]),
            "position": _first(part, "positionHeld"),
            "affiliation": [
                label for body in part.get("representing", []) for label in self._name(graph, body)
            ],
        }

    def _agreements(self, graph: str) -> list[dict[str, Any]]:
        return [
            {
                "id": iri,
                "title": _first(values, "prefLabel"),
                "type": _notation(values, "agreementType"),
                "status": _notation(values, "status"),
                "date": _bounds(_first(values, "adoptedOn"))[0],
                "parties": self._names(graph, values.get("party", [])),
            }
            for iri, values in sorted(self._things[graph, "Agreement"].items())
        ]

    def _of_kind(self, kind: str, things: Iterable[str]) -> list[str]:
        prefix = self._namespace.thing(kind, "")
        return [thing for thing in things if thing.startswith(prefix)]

    def _names(self, graph: str, things: Iterable[str]) -> list[Labels]:
        return [self._name(graph, thing) for thing in dict.fromkeys(things)]

    def _name(self, graph: str, thing: str) -> Labels:
        """Return the labels of a thing and what this document calls it, each once."""
        names = [*self._labels.get(thing, []), *self._surfaces[graph, thing]]
        return Labels(dict.fromkeys(names), thing)

    def _of(self, thing: str) -> str:
        return self._canonical.get(thing, thing)

    def _read_descriptions(self, described: Mapping[str, Iterable[Solution]]) -> None:
        for cls, rows in described.items():
            for row in rows:
                things = self._things[text_of(row, "graph"), cls]
                values = things.setdefault(self._of(text_of(row, "thing")), {})
                value = text_of(row, "value")
                if isinstance(row["value"], NamedNode):
                    value = self._of(value)
                values.setdefault(local_name(text_of(row, "property")), []).append(value)
        for things in self._things.values():
            for values in things.values():
                for found in values.values():
                    found.sort()

    def _read_mentions(self, rows: Iterable[Solution]) -> None:
        for row in rows:
            graph, thing = text_of(row, "graph"), self._of(text_of(row, "thing"))
            self._mentioned[graph].append(thing)
            surfaces = (text_of(row, "normalized"), text_of(row, "exact"))
            self._surfaces[graph, thing].extend(filter(None, surfaces))

    def _read_names(self, things: set[str]) -> None:
        labels: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in self._select(_NAMES, things=terms(things)):
            thing = text_of(row, "thing")
            if "framework" in row:
                self._framework[thing] = text_of(row, "framework")
            else:
                order = _LABELS.index(text_of(row, "property"))
                labels[thing].append((order, text_of(row, "label")))
        self._labels = {
            thing: [label for _, label in sorted(found)] for thing, found in labels.items()
        }

    def _select(self, query: str, **parts: str) -> list[Solution]:
        return self._reader.select(
            PREFIX_LINES + query % {"identity": self._namespace.identity, **parts}
        )


def _bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return begin and end of a date as exact as the text says them, None where the year lacks."""
    ends = (edtf or "").split("/")
    start, end = (each if each[:1].isdigit() else None for each in (ends[0], ends[-1]))
    return start, end


def _first(values: _Values, name: str) -> str | None:
    return next(iter(values.get(name, [])), None)


def _notation(values: _Values, name: str) -> str | None:
    concept = _first(values, name)
    return local_name(concept) if concept else None


def local_name(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def terms(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(iris))


def text_of(row: Solution, name: str) -> str:
    term = row.get(name)
    return "" if term is None or isinstance(term, (BlankNode, Triple)) else term.value


def stats(reader: Reader, namespace: Namespace) -> dict[str, int]:
    """Count what the documents tell of; things of the authority data only once mentioned."""
    counts = dict.fromkeys(_KINDS.values(), 0)
    for row in reader.select(PREFIX_LINES + _COUNTS % {"identity": namespace.identity}):
        counts[_KINDS[local_name(text_of(row, "class"))]] = int(text_of(row, "count"))
    (totals,) = reader.select(PREFIX_LINES + _TOTALS % {"catalog": namespace.catalog})
    return counts | {name: int(text_of(totals, name) or 0) for name in ("triples", "rejected")}
