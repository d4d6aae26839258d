"""RDF that somebody else wrote: its triples in a graph of their own, shown as imported.

Blank nodes become IRIs made of the document's key and the canonical label (RDFC-1.0), so that
loading twice gives the same. What the service keeps about its own facts cannot be imported.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from kg.errors import BadDocument
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.iris import SCHEMES, VOCABULARY, Namespace
from kg.model import DEFAULT_POLICY, Document, Extraction, OffsetMap, Policy, Text
from kg.terms import DCTERMS, EA, RDF, concept
from kg.text.decode import decode
from loaders._base import Loader, Source
from loaders._document import make_document

DECODER: Final = "rdf/1"
_MEDIA_TYPES: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_RESERVED_PREDICATES: Final = frozenset(
    {
        *(EA.key, EA.canonical, EA.sourceCount, EA.contested, EA.contestedProperty),
        *(EA.hasParticipant, EA.reports),
        *(EA.contentDigest, EA.evidence, EA.pipelineVersion, EA.rejectedFrames, EA.sourcePath),
        *(EA.singleValued, EA.rank, DCTERMS.isReplacedBy, DCTERMS.hasVersion),
    }
)
_RESERVED_KINDS: Final = frozenset(("document", "version", "claim", "span", "run", "decision"))
_REPORTED: Final = frozenset(
    (EA.Event, EA.Agreement, EA.Agency, EA.Framework, EA.FrameworkElement, EA.EventSeries)
)


def read(source: Source) -> Iterator[Document]:
    text, charset = decode(source.content, source.path, source.charset or "utf-8")
    media_type = source.media_type or _MEDIA_TYPES[PurePath(source.path).suffix[1:].lower()]
    yield make_document(source, text, charset, DECODER, media_type)


def to_quads(
    document: Document, namespace: Namespace, policy: Policy = DEFAULT_POLICY
) -> DocumentGraph:
    """Return the triples of the document, whatever graphs it names, in the document's graph."""
    refused: Counter[str] = Counter()
    graph = NamedNode(namespace.document_graph(document.key))
    node = NamedNode(namespace.thing("document", document.key))
    base = f"{namespace.base}.well-known/genid/{document.key}"
    quads = {
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in _skolemized(_parsed(document, base), document, namespace)
        if not _is_refused(quad, namespace, refused)
    }
    quads.add(Quad(node, DCTERMS.type, concept("method", "imported"), graph))
    for quad in tuple(quads):
        if quad.predicate == RDF.type and quad.object in _REPORTED:
            quads.add(Quad(node, EA.reports, quad.subject, graph))
    described = document_quads(document, _unread(document), Extraction(), namespace, policy)
    lines = {*described.nquads.splitlines(True), *_lines(quads)}
    reasons = tuple(f"{why} ({n} triples)" for why, n in sorted(refused.items()))
    return replace(described, nquads=b"".join(sorted(lines)), rejected=reasons)


def _parsed(document: Document, base: str) -> list[Quad]:
    form = RdfFormat.from_media_type(document.media_type)
    try:
        return list(parse(document.text, format=form, base_iri=document.url or base))
    except (SyntaxError, ValueError) as error:
        raise BadDocument(document.path, f"it is not RDF of its kind: {error}") from error


def _skolemized(quads: Iterable[Quad], document: Document, namespace: Namespace) -> Iterator[Quad]:
    dataset = Dataset(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    prefix = f"{namespace.base}.well-known/genid/{document.key}-"
    for quad in dataset:
        subject, object = (
            NamedNode(prefix + term.value) if isinstance(term, BlankNode) else term
            for term in (quad.subject, quad.object)
        )
        yield Quad(subject, quad.predicate, object)


def _is_refused(quad: Quad, namespace: Namespace, refused: Counter[str]) -> bool:
    """Tell whether a triple may not be imported, and count why."""
    why = _objection(quad, namespace)
    if why:
        refused[why] += 1
    return why is not None


def _objection(quad: Quad, namespace: Namespace) -> str | None:
    if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
        return "triple terms cannot be stored"
    if isinstance(quad.object, Literal) and quad.object.direction is not None:
        return "literals with a base direction cannot be stored"
    if quad.predicate in _RESERVED_PREDICATES:
        return f"{quad.predicate} is kept by the service"
    subject = quad.subject.value
    split = namespace.split(subject)
    if split and split[0] in _RESERVED_KINDS:
        return f"a {split[0]} is described by the service"
    if subject.startswith((VOCABULARY, SCHEMES, f"{namespace.base}graph/")):
        return "the vocabulary and the graphs are described by the service"
    return None


def _unread(document: Document) -> Text:
    length = len(document.text)
    language = document.language or "und"
    return Text(document.text, document.text, OffsetMap.identity(length), (), (), (), language)


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(True)


LOADER = Loader(
    tuple(f".{suffix}" for suffix in _MEDIA_TYPES), tuple(_MEDIA_TYPES.values()), read, to_quads
)
