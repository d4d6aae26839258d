"""From what was read in a document to its named graph, in the shape of docs/graph.md."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.graph.claims import Claims
from kg.graph.document import DocumentGraph, pipeline
from kg.graph.frames import Frames
from kg.graph.lines import Lines, date, iri, plain, tagged
from kg.iris import Namespace, h16
from kg.model import (
    DEFAULT_POLICY,
    Document,
    EntityKind,
    EntityRef,
    Extraction,
    Label,
    MintedEntity,
    Policy,
    Text,
)
from kg.terms import DC, DCTERMS, EA, ORG, PROV, RDF, SKOS, concept
from kg.text.sketch import text_sketch

CLASSES: Final[Mapping[EntityKind, NamedNode]] = {
    "agency": EA.Agency,
    "framework": EA.Framework,
    "element": EA.FrameworkElement,
    "place": EA.Place,
    "person": EA.Person,
    "series": EA.EventSeries,
}
_KINDS: Final[Mapping[EntityKind, tuple[NamedNode, str]]] = {
    "agency": (EA.agencyKind, "agency-kind"),
    "framework": (EA.frameworkKind, "framework-kind"),
    "place": (EA.placeKind, "place-kind"),
}
_PARENTS: Final[Mapping[EntityKind, NamedNode]] = {
    "agency": ORG.subOrganizationOf,
    "framework": EA.partOf,
    "element": EA.elementOf,
    "place": EA.within,
}
_NOT_REPORTED: Final = frozenset({"place", "person"})
_ALLOWED_IN_IRI: Final = ":/?#[]@!$&'()*+,;=%~-._"


def document_quads(
    document: Document,
    text: Text,
    extraction: Extraction,
    namespace: Namespace,
    policy: Policy = DEFAULT_POLICY,
) -> DocumentGraph:
    """Return the graph of one document: the same bytes for the same input, on any machine."""
    graph = namespace.document_graph(document.key)
    return DocumentGraph(
        key=document.key,
        source_key=document.source_key,
        digest=document.digest,
        path=document.path,
        name=document.name,
        graph=graph,
        nquads=_Writer(document, text, extraction, namespace, policy).lines().nquads(graph),
        rejected=extraction.rejected,
        fetched=document.fetched,
        pipeline=pipeline(policy),
    )


class _Writer:
    """Writes one document; everything it adds is a function of the document alone."""

    def __init__(
        self,
        document: Document,
        text: Text,
        extraction: Extraction,
        names: Namespace,
        policy: Policy,
    ) -> None:
        self._document, self._text, self._extraction = document, text, extraction
        self._names = names
        self._node = iri(names.thing("document", document.key))
        self._version = iri(names.thing("version", f"{document.key}-{h16(document.digest)}"))
        self._lines = Lines()
        self._claims = Claims(
            self._lines, text, document, self._version, names, policy.min_confidence
        )

    def lines(self) -> Lines:
        extraction = self._extraction
        frames = Frames(
            self._lines, self._claims, self._names, self._document.source_key, extraction
        )
        self._write_document()
        self._write_reports(frames.things)
        self._write_version()
        for mention in extraction.mentions:
            self._claims.mention(mention, self._entity(mention.entity))
        for minted in extraction.minted:
            self._write_minted(minted)
        frames.write()
        self._claims.write()
        return self._lines

    def _write_document(self) -> None:
        document, extraction = self._document, self._extraction
        self._add(RDF.type, EA.Document)
        self._add(EA.key, plain(document.source_key))
        self._add(DCTERMS.language, plain(self._text.language))
        self._add(DCTERMS.hasVersion, self._version)
        self._add(EA.contentDigest, plain(document.digest))
        if extraction.title:
            self._add(DCTERMS.title, tagged(extraction.title.text, extraction.title.language))
        elif document.title:
            self._add(DCTERMS.title, tagged(document.title, self._text.language))
        if extraction.published and extraction.published.value.precision == "day":
            self._add(DCTERMS.issued, date(extraction.published.value.edtf))
        if source := _url(document.url):
            self._add(DCTERMS.source, source)
        if extraction.publisher:
            self._add(DCTERMS.publisher, self._entity(extraction.publisher.value))
        if publisher := extraction.publisher_name or document.publisher:
            self._add(DC.publisher, plain(publisher))
        if sketch := text_sketch(self._text):
            self._add(EA.textSketch, plain(sketch))
        for flag in self._text.quality:
            self._add(EA.textQuality, concept("quality-flag", flag))
        for topic in extraction.topics:
            self._add(EA.topic, concept("topic", topic))

    def _write_reports(self, things: Iterable[str]) -> None:
        for thing in things:
            self._add(EA.reports, thing)
        for ref in self._extraction.entities():
            if ref.kind not in _NOT_REPORTED:
                self._add(EA.reports, self._entity(ref))

    def _write_version(self) -> None:
        add, version = self._lines.add, self._version
        add(version, RDF.type, PROV.Entity)
        add(version, DCTERMS.isVersionOf, self._node)
        add(version, EA.contentDigest, plain(self._document.digest))
        add(version, EA.charset, plain(self._document.charset))
        add(version, EA.decoder, plain(self._document.decoder))

    def _write_minted(self, minted: MintedEntity) -> None:
        """Describe a thing that the authority data does not list."""
        add, node, kind = self._lines.add, self._entity(minted.ref), minted.ref.kind
        add(node, RDF.type, CLASSES[kind])
        add(node, EA.key, plain(minted.identity))
        self._write_labels(node, minted.labels)
        if minted.kind and kind in _KINDS:
            predicate, scheme = _KINDS[kind]
            add(node, predicate, concept(scheme, minted.kind))
        if minted.parent and kind in _PARENTS:
            add(node, _PARENTS[kind], self._entity(minted.parent))
        if minted.jurisdiction and kind == "agency":
            add(node, EA.jurisdiction, self._entity(minted.jurisdiction))

    def _write_labels(self, node: str, labels: Iterable[Label]) -> None:
        """The first label in each language is the preferred one."""
        languages: set[str] = set()
        for label in labels:
            is_first = label.language not in languages
            languages.add(label.language)
            predicate = SKOS.prefLabel if is_first else SKOS.altLabel
            self._lines.add(node, predicate, tagged(label.text, label.language))

    def _add(self, predicate: NamedNode, object: str | NamedNode) -> None:
        self._lines.add(self._node, predicate, object)

    def _entity(self, ref: EntityRef) -> str:
        return iri(self._names.thing(ref.kind, ref.key))


def _url(text: str | None) -> str | None:
    """Return a declared address as an IRI, None for what cannot be one."""
    try:
        return str(NamedNode(quote(text or "", safe=_ALLOWED_IN_IRI)))
    except ValueError:
        return None
