"""The vocabulary and its schemes, read once from `ontology/`; a name not declared there raises.

`ecoaccord.ttl` and `schemes/` declare our terms, `reused.txt` lists those of other vocabularies.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import UnknownTerm
from kg.iris import SCHEMES, VOCABULARY

ONTOLOGY: Final = files("ontology")
_Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


class Vocabulary:
    """A closed namespace: `SKOS.prefLabel` is an IRI, `SKOS.preferredLabel` raises UnknownTerm."""

    def __init__(self, namespace: str, names: frozenset[str]) -> None:
        self.namespace = namespace
        self._terms = {name: NamedNode(namespace + name) for name in names}

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        term = self.__dict__[name] = self[name]  # an attribute from now on, which is quicker
        return term

    def __getitem__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise _unknown(f"{self.namespace}{name}", name, self._terms) from None

    def __contains__(self, term: object) -> bool:
        return term in self._terms.values()

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._terms.values())


def _unknown(wanted: str, name: str, known: dict[str, NamedNode]) -> UnknownTerm:
    near = get_close_matches(name, known, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return UnknownTerm(f"{wanted} is not declared in ontology/{hint}")


def _statements(file: Traversable) -> list[_Statement]:
    return [
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    ]


@cache
def _declared() -> tuple[_Statement, ...]:
    """Return what the vocabulary and its schemes state."""
    schemes = sorted((ONTOLOGY / "schemes").iterdir(), key=lambda file: file.name)
    sources = (ONTOLOGY / "ecoaccord.ttl", *schemes)
    return tuple(statement for file in sources for statement in _statements(file))


def _value(subject: NamedNode, predicate: NamedNode) -> str | None:
    return next((o.value for s, p, o in _declared() if s == subject and p == predicate), None)


@cache
def _reused() -> dict[str, Vocabulary]:
    found: dict[str, tuple[str, set[str]]] = {}
    names: set[str] = set()
    for line in (ONTOLOGY / "reused.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            names.update(line.split())
        elif line and not line.startswith("#"):
            prefix, namespace = line.split(": ")
            names = set()
            found[prefix] = (namespace, names)
    return {prefix: Vocabulary(iri, frozenset(names)) for prefix, (iri, names) in found.items()}


def vocabularies() -> dict[str, Vocabulary]:
    """Return every closed namespace by its prefix."""
    return {"ea": EA, **_reused()}


def _own_names() -> frozenset[str]:
    iris = (subject.value for subject, _, _ in _declared())
    return frozenset(iri.removeprefix(VOCABULARY) for iri in iris if iri.startswith(VOCABULARY))


EA: Final = Vocabulary(VOCABULARY, _own_names() - {""})
RDF: Final = _reused()["rdf"]
RDFS: Final = _reused()["rdfs"]
OWL: Final = _reused()["owl"]
XSD: Final = _reused()["xsd"]
SKOS: Final = _reused()["skos"]
DCTERMS: Final = _reused()["dcterms"]
DC: Final = _reused()["dc"]
FOAF: Final = _reused()["foaf"]
ORG: Final = _reused()["org"]
PROV: Final = _reused()["prov"]
OA: Final = _reused()["oa"]
GEO: Final = _reused()["geo"]
VOID: Final = _reused()["void"]
SD: Final = _reused()["sd"]
VANN: Final = _reused()["vann"]
EDTF: Final = _reused()["edtf"]


@cache
def _schemes() -> dict[str, dict[str, NamedNode]]:
    found: dict[str, dict[str, NamedNode]] = {}
    for subject, predicate, value in _declared():
        if predicate == SKOS.notation:
            scheme = subject.value.removeprefix(SCHEMES).partition("#")[0]
            found.setdefault(scheme, {})[value.value] = subject
    return found


def schemes() -> tuple[str, ...]:
    """Return the names of all concept schemes."""
    return tuple(_schemes())


def notations(scheme: str) -> tuple[str, ...]:
    """Return the values of a closed list, in the order of its file.

    Raises: UnknownTerm for a scheme that does not exist.
    """
    if scheme not in _schemes():
        raise UnknownTerm(f"{scheme} is not a scheme; there are {', '.join(_schemes())}")
    return tuple(_schemes()[scheme])


@cache
def label(scheme: str, notation: str, language: str) -> str:
    """Return what a concept is called; the notation where nothing is said in that language."""
    concept = _schemes()[scheme][notation]
    named = (
        value.value
        for subject, predicate, value in _declared()
        if subject == concept
        and predicate == SKOS.prefLabel
        and isinstance(value, Literal)
        and value.language == language
    )
    return next(named, notation)


def concept(scheme: str, notation: str) -> NamedNode:
    """Return the concept with that notation, such as `concept("event-type", "Meeting")`.

    Raises: UnknownTerm for an unknown scheme or notation.
    """
    notations(scheme)
    concepts = _schemes()[scheme]
    if notation not in concepts:
        raise _unknown(f"{scheme}#{notation}", notation, concepts)
    return concepts[notation]


@cache
def coarse(scheme: str, notation: str) -> str:
    """Return the notation of the top concept above a finer kind, itself for a top concept."""
    broader = _value(concept(scheme, notation), SKOS.broader)
    return coarse(scheme, broader.partition("#")[2]) if broader else notation


@cache
def akin(scheme: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of values that two reports may give of one thing, in either order."""
    found = {
        (subject.value.partition("#")[2], value.value.partition("#")[2])
        for subject, predicate, value in _declared()
        if predicate == SKOS.related and subject in _schemes()[scheme].values()
    }
    return frozenset(found | {(b, a) for a, b in found})


@cache
def rank(status: str) -> int:
    """Return the order of an agreement's stage among the stages."""
    return int(_value(concept("status", status), EA.rank) or 0)


@cache
def single_valued() -> frozenset[NamedNode]:
    """Return the properties of which the merged view keeps one value."""
    return frozenset(
        subject
        for subject, predicate, value in _declared()
        if predicate == EA.singleValued and value == Literal(True)
    )


def vocabulary_quads(graph: NamedNode) -> Iterator[Quad]:
    """Yield the vocabulary with its schemes and alignments as the content of `graph`."""
    for statement in (*_declared(), *_statements(ONTOLOGY / "alignments.ttl")):
        yield Quad(*statement, graph)


def jsonld_context() -> dict[str, object]:
    """Return the content of `ontology/context.jsonld`: every class and property by its name."""
    prefixes = {p: v.namespace for p, v in vocabularies().items()}
    context: dict[str, object] = {"@version": 1.1, **prefixes, "id": "@id", "type": "@type"}
    for term in sorted(EA, key=lambda term: term.value):
        name = term.value.removeprefix(VOCABULARY)
        kind = _value(term, RDF.type)
        if kind == OWL.Class.value:
            context[name] = f"ea:{name}"
        elif kind == OWL.ObjectProperty.value:
            context[name] = {"@id": f"ea:{name}", "@type": "@id"}
        else:
            context[name] = {"@id": f"ea:{name}", **_coercion(_value(term, RDFS.range))}
    for name in ("prefLabel", "altLabel", "hiddenLabel", "definition"):
        context[name] = {"@id": f"skos:{name}", "@container": ["@language", "@set"]}
    return {"@context": context}


def _coercion(datatype: str | None) -> dict[str, str]:
    if datatype == RDF.langString.value:
        return {"@container": "@language"}
    return {"@type": datatype} if datatype and datatype != XSD.string.value else {}
