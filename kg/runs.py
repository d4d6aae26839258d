"""What the store remembers of its loads: when, from which path, and which bytes it has already.

Shape:  <run>      a prov:Activity ; prov:startedAtTime … ; prov:endedAtTime … ;
                   dcterms:identifier <sequence> ; ea:pipelineVersion "…"
        <version>  prov:wasGeneratedBy <run> ; ea:sourcePath "/absolute/path" ;
                   prov:wasRevisionOf <version before> ;
                   prov:generatedAtTime "when it was fetched"

A path belongs to the one version that it gave last, even after another path replaced that version's
facts: so two files of one source do not replace each other again with each load.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NotFound
from kg.graph.catalog import active_graphs
from kg.graph.content import MADE_KINDS
from kg.graph.document import PIPELINE_VERSION, DocumentGraph, without_additions
from kg.iris import Namespace, h16, is_key
from kg.store.base import Reader, Term
from kg.terms import DCTERMS, EA, PROV, RDF, XSD


@dataclass(frozen=True, slots=True)
class Candidate:
    """Bytes that somebody might load: is it worth reading them?"""

    digest: str
    path: str
    collection: str | None = None
    pipeline: str = PIPELINE_VERSION  # how they would be read


class Runs:
    def __init__(self, reader: Reader, namespace: Namespace) -> None:
        self._reader = reader
        self._namespace = namespace
        self._graph = NamedNode(namespace.runs)
        self._catalog = NamedNode(namespace.catalog)

    def last_sequence(self) -> int:
        """Return the number of the latest commit, 0 before the first one."""
        numbers = self._reader.quads(None, DCTERMS.identifier, None, self._graph)
        return max((int(text_of(quad.object)) for quad in numbers), default=0)

    def run(self, sequence: int, started: str) -> list[Quad]:
        """Return what is said of the commit with this number."""
        run = self._run(sequence)
        ended = datetime.now(UTC).isoformat(timespec="milliseconds")
        return [
            Quad(run, RDF.type, PROV.Activity, self._graph),
            Quad(run, PROV.startedAtTime, Literal(started, datatype=XSD.dateTime), self._graph),
            Quad(run, PROV.endedAtTime, Literal(ended, datatype=XSD.dateTime), self._graph),
            Quad(run, DCTERMS.identifier, Literal(sequence), self._graph),
            Quad(run, EA.pipelineVersion, Literal(PIPELINE_VERSION), self._graph),
        ]

    def generated(
        self, documents: Iterable[DocumentGraph], sequence: int
    ) -> tuple[list[Quad], list[Quad]]:
        """Return the quads to delete and to insert when a run has made these documents."""
        delete: list[Quad] = []
        insert: list[Quad] = []
        for document in documents:
            version = self._version(document.key, document.digest)
            delete += self._reader.quads(version, PROV.wasGeneratedBy, None, self._graph)
            insert.append(Quad(version, PROV.wasGeneratedBy, self._run(sequence), self._graph))
            former = self.digest(document.key)
            if former and former != document.digest:
                before = self._version(document.key, former)
                insert.append(Quad(version, PROV.wasRevisionOf, before, self._graph))
            if document.fetched:
                delete += self._reader.quads(version, PROV.generatedAtTime, None, self._graph)
                fetched = Literal(document.fetched, datatype=XSD.dateTime)
                insert.append(Quad(version, PROV.generatedAtTime, fetched, self._graph))
        return delete, insert

    def moved(self, version: NamedNode, path: str) -> tuple[list[Quad], list[Quad]]:
        """Return the quads to delete and to insert when `path` gives `version` now."""
        if not path.startswith("/"):  # standard input has no path to remember
            return [], []
        now = Quad(version, EA.sourcePath, Literal(path), self._graph)
        found = list(self._reader.quads(None, EA.sourcePath, Literal(path), self._graph))
        return [quad for quad in found if quad != now], [] if now in found else [now]

    def forgotten(self, key: str) -> list[Quad]:
        """Return the quads to delete when a document is removed, so that it can be loaded again.

        Which states it had stays: whoever has it erased later means their bytes too.
        """
        removed: list[Quad] = []
        graph = self._namespace.document_graph(key)
        for digest in self._values(NamedNode(graph), EA.contentDigest, self._catalog):
            version = self._version(key, digest)
            found = self._reader.quads(version, None, None, self._graph)
            removed += (quad for quad in found if quad.predicate != PROV.wasGeneratedBy)
        return removed

    def traces(self, key: str) -> Iterator[Quad]:
        """Yield all that is remembered of the versions of a document."""
        versions = self._namespace.thing("version", f"{key}-")
        for quad in self._reader.quads(graph=self._graph):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(versions):
                yield quad

    def traces_of(self, things: AbstractSet[NamedNode]) -> Iterator[Quad]:
        """Yield what the derived graphs have of things that no document names any more."""
        for name in (self._namespace.identity, self._namespace.matching):
            for thing in things:
                yield from self._reader.quads(thing, graph=NamedNode(name))
                yield from self._reader.quads(object=thing, graph=NamedNode(name))

    def decisions_about(self, things: AbstractSet[NamedNode]) -> Iterator[Quad]:
        """Yield the decisions that name one of these things."""
        decisions = NamedNode(self._namespace.decisions)
        for quad in self._reader.quads(graph=decisions) if things else ():
            if quad.object in things and isinstance(quad.subject, NamedNode):
                yield from self._reader.quads(quad.subject, graph=decisions)

    def made(self, key: str) -> Iterator[NamedNode]:
        """Yield a document and the things that it alone speaks of."""
        yield self._document(key)
        for quad in self._reader.quads(graph=NamedNode(self._namespace.document_graph(key))):
            if isinstance(quad.subject, NamedNode):
                local = self._namespace.split(quad.subject.value)
                if local and local[0] in MADE_KINDS:
                    yield quad.subject

    def hashes(self, key: str) -> set[str]:
        """Return the hashes of the digests of all states that a document ever had here."""
        versions = self._namespace.thing("version", f"{key}-")
        found = self._reader.quads(None, PROV.wasGeneratedBy, None, self._graph)
        names = (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))
        return {key, *(n.removeprefix(versions) for n in names if n.startswith(versions))}

    def hashes_of_others(self, keys: Sequence[str]) -> set[str]:
        """Return the hashes of the digests of all documents but these."""
        graphs = {NamedNode(self._namespace.document_graph(key)) for key in keys}
        found = self._reader.quads(None, EA.contentDigest, None, self._catalog)
        return {h16(text_of(quad.object)) for quad in found if quad.subject not in graphs}

    def family(self, reference: str, path: str) -> list[str]:
        """Return the keys of a document, and of those that it took the place of at its path.

        A document that is gone already is known by its key or IRI.
        Raises: NotFound
        """
        identity = NamedNode(self._namespace.identity)
        try:
            first = self.find(reference, path)
        except NotFound:
            first = (self._namespace.split(reference) or ("", reference))[1]
            if not is_key(first) or not any(self._reader.quads(self._document(first))):
                raise
        found = [first]
        for key in found:
            heir = self._document(key)
            former = self._reader.quads(None, DCTERMS.isReplacedBy, heir, identity)
            parts = (self._namespace.split(text_of(quad.subject)) for quad in former)
            found += [k for kind, k in filter(None, parts) if kind == "document" and k not in found]
        return found

    def known(self, candidate: Candidate) -> NamedNode | None:
        """Return the version that these bytes are in the store already, None when they are not.

        Bytes that take the place of another document have to be loaded, wherever else they stand.
        """
        for version in self._of_path(candidate.path):
            key, suffix = self._parts(version)
            if suffix != h16(candidate.digest) or not self._is_current(version):
                continue
            if self.digest(key) and not self._is_read_by(key, candidate.pipeline):
                continue
            if not candidate.collection or self._is_in(key, candidate.collection):
                return version
        keys = [h16(candidate.collection)] if candidate.collection else self._of(candidate.digest)
        for key in keys:
            is_there = self.digest(key) == candidate.digest
            if not (is_there and self._is_read_by(key, candidate.pipeline)):
                continue
            if not self.superseded(key, candidate.path):
                return self._version(key, candidate.digest)
        return None

    def version(self, document: DocumentGraph) -> NamedNode:
        return self._version(document.key, document.digest)

    def digest(self, key: str) -> str | None:
        """Return the digest of the active version of a document, None when there is none."""
        graph = NamedNode(self._namespace.document_graph(key))
        return next(self._values(graph, EA.contentDigest, self._catalog), None)

    def active(self) -> Iterator[str]:
        """Yield the keys of all documents that the store holds."""
        for graph in active_graphs(self._reader, self._namespace):
            yield graph.value.removeprefix(self._namespace.document_graph(""))

    def holds(self, key: str, digest: str, pipeline: str) -> bool:
        """Tell whether the document's present state is these bytes, read by this pipeline."""
        return self.digest(key) == digest and pipeline in self._pipelines(key)

    def _is_read_by(self, key: str, pipeline: str) -> bool:
        """Tell whether a document was read in this way, whatever was added to the names since."""
        return without_additions(pipeline) in map(without_additions, self._pipelines(key))

    def _pipelines(self, key: str) -> Iterator[str]:
        graph = NamedNode(self._namespace.document_graph(key))
        return self._values(graph, EA.pipelineVersion, self._catalog)

    def superseded(self, document: str, path: str) -> list[str]:
        """Return the keys of plain files' documents that `document`, now at `path`, replaces.

        A document whose bytes stand under another path as well stays.
        """
        if not (path.startswith("/") and Path(path).is_file()):
            return []
        found = []
        for version in self._of_path(path):
            key, suffix = self._parts(version)
            digest = self.digest(key)
            if key == document or digest is None or h16(digest) != suffix:
                continue
            elsewhere = (p for p in self._paths(version) if p != path and Path(p).exists())
            if self._is_plain(key, digest) and not any(elsewhere):
                found.append(key)
        return found

    def find(self, reference: str, path: str) -> str:
        """Return the key of the document with this key or IRI, else of the one at `path`.

        Raises: NotFound
        """
        kind, key = self._namespace.split(reference) or ("", reference)
        if kind == "version":
            key = key.split("-")[0]
        key = key.removeprefix(self._namespace.document_graph(""))
        keys = [key, *(self._parts(version)[0] for version in self._of_path(path))]
        for key in keys:
            if self.digest(key) is not None:
                return key
        raise NotFound(f"no document {reference} is loaded")

    def _is_in(self, key: str, collection: str) -> bool:
        """Tell whether a document was loaded as this member of a collection."""
        graph = NamedNode(self._namespace.document_graph(key))
        document = NamedNode(self._namespace.thing("document", key))
        names = self._values(document, EA.key, graph)
        # Lines of one file differ in what follows the #, and may have an id of their own there.
        return collection.partition("#")[0] in (name.partition("#")[0] for name in names)

    def _is_plain(self, key: str, digest: str) -> bool:
        """Tell whether a document has no identity but its bytes."""
        return key == h16(digest)

    def _is_current(self, version: NamedNode) -> bool:
        runs = self._reader.quads(version, PROV.wasGeneratedBy, None, self._graph)
        pipelines = (
            self._values(run.object, EA.pipelineVersion, self._graph)
            for run in runs
            if isinstance(run.object, NamedNode)
        )
        return any(PIPELINE_VERSION in versions for versions in pipelines)

    def _of(self, digest: str) -> Iterator[str]:
        prefix = self._namespace.document_graph("")
        for quad in self._reader.quads(None, EA.contentDigest, Literal(digest), self._catalog):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value.removeprefix(prefix)

    def _of_path(self, path: str) -> Sequence[NamedNode]:
        found = self._reader.quads(None, EA.sourcePath, Literal(path), self._graph)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def _paths(self, version: NamedNode) -> Iterator[str]:
        return self._values(version, EA.sourcePath, self._graph)

    def _values(self, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> Iterator[str]:
        for quad in self._reader.quads(subject, predicate, None, graph):
            yield text_of(quad.object)

    def _parts(self, version: NamedNode) -> tuple[str, str]:
        """Return the document's key and the hash of the digest that make up a version's key."""
        key, _, suffix = version.value.rpartition("/")[2].partition("-")
        return key, suffix

    def _document(self, key: str) -> NamedNode:
        return NamedNode(self._namespace.thing("document", key))

    def _version(self, key: str, digest: str) -> NamedNode:
        return NamedNode(self._namespace.thing("version", f"{key}-{h16(digest)}"))

    def _run(self, sequence: int) -> NamedNode:
        return NamedNode(self._namespace.thing("run", str(sequence)))


def text_of(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
