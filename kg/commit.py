"""One commit: the graphs of some documents, and all that follows from them in the other graphs."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.authority import authority_quads
from kg.graph import catalog
from kg.graph.content import MADE_KINDS, Content, content, content_of_lines
from kg.graph.corrections import Corrections
from kg.graph.delta import Movement, Sides, ViewDelta
from kg.graph.document import DocumentGraph, pipeline
from kg.graph.identity import Departure, IdentityDelta, Things
from kg.graph.merging import Contribution, Contributions, Translation
from kg.graph.newness import NewsReader, news
from kg.graph.said import Documents
from kg.graph.statement import Statement
from kg.graph.view import renewed
from kg.identity.judging import judgement
from kg.identity.matchers import MATCHERS
from kg.identity.profile import Matcher
from kg.identity.resolving import Commit, Resolution, Resolver, moved_contributions
from kg.iris import Namespace
from kg.store.base import Change, Reader, Term
from kg.terms import DCTERMS, EA, vocabulary_quads

_NOTHING = Change()


def initial(namespace: Namespace) -> Change:
    """Return what a new store holds: the vocabulary and the authority data."""
    vocabulary = vocabulary_quads(NamedNode(namespace.view))
    quads = (*vocabulary, *authority_quads(namespace), _edition(namespace))
    return Change(insert=quads, in_bulk=True)  # a store that is broken off here begins anew


def renewal(reader: Reader, namespace: Namespace) -> Change | None:
    """Return what brings a store of another edition of the curated data up to this one's.

    None when it is of this edition. Documents are read anew when they are loaded again.
    """
    view, links = NamedNode(namespace.view), NamedNode(namespace.links)
    edition = _edition(namespace)
    former = set(reader.quads(view, EA.pipelineVersion, None, NamedNode(namespace.catalog)))
    if former == {edition}:
        return None
    gone, new = renewed(reader, namespace)
    stored = set(reader.quads(graph=links))
    linked = {quad for quad in authority_quads(namespace) if quad.graph_name == links}
    return Change(
        delete=[*(each.quad(view) for each in gone), *(stored - linked), *former],
        insert=[*(each.quad(view) for each in new), *(linked - stored), edition],
    )


def _edition(namespace: Namespace) -> Quad:
    """Return the catalogue's record of the data that the view was made with."""
    version, catalog_graph = Literal(pipeline()), NamedNode(namespace.catalog)
    return Quad(NamedNode(namespace.view), EA.pipelineVersion, version, catalog_graph)


def plan(
    reader: Reader,
    namespace: Namespace,
    documents: Sequence[DocumentGraph] = (),
    *,
    superseded: Mapping[str, str] | None = None,
    removed: Sequence[str] = (),
    decisions: Change = _NOTHING,
    matchers: Sequence[Matcher] = MATCHERS,
) -> Change:
    """Return the change that puts `documents` in and takes others out, with view and catalogue.

    A document replaces its former graph. `superseded` leads from the key of a document that goes
    to the key of the one that takes its place; keys that the store does not hold are passed over.
    `decisions` are quads to delete from `graph/decisions` and to insert there.
    """
    return _Plan(
        reader, namespace, documents, superseded or {}, removed, decisions, matchers
    ).change()


class _Plan:
    def __init__(
        self,
        reader: Reader,
        namespace: Namespace,
        documents: Sequence[DocumentGraph],
        superseded: Mapping[str, str],
        removed: Sequence[str],
        decisions: Change,
        matchers: Sequence[Matcher],
    ) -> None:
        self._reader: Reader = reader
        self._namespace = namespace
        self._decisions, self._matchers = decisions, matchers
        self._documents = {document.key: document for document in documents}
        self._superseded = {
            old: new for old, new in superseded.items() if old not in self._documents
        }
        self._arriving = {
            key: content_of_lines(document.nquads, namespace)
            for key, document in self._documents.items()
        }
        leaving = dict.fromkeys((*self._documents, *self._superseded, *removed))
        stored = {key: quads for key in leaving if (quads := self._stored(key))}
        made = self._arriving.values()
        self._news = news(reader, namespace, made, self._decided_quads)
        self._reader = NewsReader(reader, self._news)
        self._leaving = {key: content(quads, namespace) for key, quads in stored.items()}
        self._decided = self._decided_anew()

    def change(self) -> Change:
        identity = self._identity()
        resolution, movement = self._resolved(identity)
        parts_gone, parts_new = self._participations(resolution, movement)
        out, into = ViewDelta(self._reader, self._namespace, movement, self._others).changes()
        view = NamedNode(self._namespace.view)
        gone, new = identity.changes(resolution.canonical.stored)
        former, present = self._records()
        shared, own = self._parted([each.quad(view) for each in into], new)
        return Change(
            drop=tuple(self._graph(key) for key in self._leaving),
            delete=[
                *(each.quad(view) for each in out),
                *gone,
                *resolution.delete,
                *(parts_gone - parts_new),
                *(former - present),
                *self._decisions.delete,
            ],
            insert=[
                *shared,
                *resolution.insert,
                *(parts_new - parts_gone),
                *(present - former),
                *self._decisions.insert,
            ],
            load=[*(document.nquads for document in self._documents.values()), *own],
            news=self._news,
        )

    def _resolved(self, identity: IdentityDelta) -> tuple[Resolution, Movement]:
        """Find out which things are one now, and what that and the documents move."""
        before, after = self._corrections
        leaving = self._contributions(self._leaving | self._decided, before)
        arriving = self._contributions(self._arriving | self._decided, after)
        changed = [*self._decisions.delete, *self._decisions.insert]
        read = (*map(self._things, self._decided.values()), *self._arriving_things.values())
        present = {thing for things in read for thing in things.entities}
        present |= self._asserted(arriving)
        dropped = {t for t in self._asserted(leaving) - present if not self._others.name(t)}
        commit = Commit(
            leaving,
            arriving,
            self._others,
            present,
            (identity.gone | dropped) - present,
            judgement(self._decided_quads, changed),
        )
        resolution = Resolver(self._reader, self._namespace, self._matchers, commit).resolve()
        canonical, families = resolution.canonical, resolution.families
        return resolution, Movement(
            leaving,
            arriving,
            moved_contributions(resolution, self._others),
            Sides(canonical.stored, canonical),
            Sides(families.stored, families),
            frozenset(families.moving()),
        )

    @cached_property
    def _arriving_things(self) -> dict[str, Things]:
        return {key: self._things(found) for key, found in self._arriving.items()}

    def _asserted(self, contributions: Contributions) -> set[NamedNode]:
        """Return the entities that people speak of where the documents perhaps do not."""
        statements = frozenset[Statement]().union(*(c.decided for c in contributions.values()))
        return self._things(Content(statements, frozenset())).entities

    @cached_property
    def _decided_quads(self) -> list[Quad]:
        """Return the decisions as they are after the commit."""
        gone = set(self._decisions.delete) - set(self._decisions.insert)
        stored = self._reader.quads(graph=NamedNode(self._namespace.decisions))
        return list({*(quad for quad in stored if quad not in gone), *self._decisions.insert})

    @cached_property
    def _corrections(self) -> tuple[Corrections, Corrections]:
        after = Corrections(self._decided_quads, self._namespace)
        if not (self._decisions.delete or self._decisions.insert):
            return after, after
        stored = self._reader.quads(graph=NamedNode(self._namespace.decisions))
        return Corrections(stored, self._namespace), after

    @cached_property
    def _others(self) -> Documents:
        keys = (*self._arriving, *self._leaving, *self._decided)
        _, corrections = self._corrections
        touched = [self._graph(key) for key in keys]
        return Documents(self._reader, self._namespace, corrections, touched)

    def _decided_anew(self) -> dict[str, Content]:
        """Return the documents that stay and of whose facts people think otherwise now."""
        quads = (*self._decisions.delete, *self._decisions.insert)
        sources = (quad.object for quad in quads if quad.predicate == DCTERMS.source)
        keys = {term.value.rpartition("/")[2] for term in sources if isinstance(term, NamedNode)}
        stored = {key: self._stored(key) for key in keys - self._leaving.keys()}
        return {
            key: content(found, self._namespace)
            for key, found in stored.items()
            if found and key not in self._arriving
        }

    def _participations(
        self, resolution: Resolution, movement: Movement
    ) -> tuple[set[Quad], set[Quad]]:
        """Let participations stand for others, and return what is written down of that."""
        before = Translation(movement.canonical.before, self._namespace)
        after = Translation(movement.canonical.after, self._namespace)
        gone, new = dict[NamedNode, NamedNode](), dict[NamedNode, NamedNode]()
        for translation, contributions, found in (
            (before, (movement.leaving, movement.moved), gone),
            (after, (movement.arriving, movement.moved), new),
        ):
            for made in contributions:
                for contribution in made.values():
                    found.update(translation.participations(contribution.all))
        for part in gone.keys() | new.keys():
            resolution.canonical.stand(new.get(part, part), part)
        return self._standing(gone), self._standing(new)

    def _standing(self, found: Mapping[NamedNode, NamedNode]) -> set[Quad]:
        graph = NamedNode(self._namespace.identity)
        return {Quad(part, EA.canonical, other, graph) for part, other in found.items()}

    def _parted(self, *graphs: Iterable[Quad]) -> tuple[list[Quad], list[bytes]]:
        """Set apart what is said of things of one document, which other commits hardly look at."""
        shared: list[Quad] = []
        own: list[bytes] = []
        for quads in graphs:
            mine: list[Quad] = []
            for quad in quads:
                (mine if self._is_of_one_document(quad.subject) else shared).append(quad)
            own.append(serialize(mine, format=RdfFormat.N_QUADS) or b"")
        return shared, own

    def _is_of_one_document(self, thing: Term) -> bool:
        local = self._namespace.split(thing.value) if isinstance(thing, NamedNode) else None
        return local is not None and local[0] in MADE_KINDS

    def _records(self) -> tuple[set[Quad], set[Quad]]:
        graph = NamedNode(self._namespace.catalog)
        former = {
            quad
            for key in self._leaving
            for quad in self._reader.quads(self._graph(key), graph=graph)
        }
        present = {
            quad
            for document in self._documents.values()
            for quad in catalog.record(document, self._namespace)
        }
        return former, present

    def _identity(self) -> IdentityDelta:
        arriving = self._arriving_things
        departures = [
            self._departure(key, self._things(found), arriving)
            for key, found in self._leaving.items()
        ]
        by_node = {self._node(key): things for key, things in arriving.items()}
        return IdentityDelta(self._reader, self._namespace, departures, by_node)

    def _departure(self, key: str, things: Things, arriving: Mapping[str, Things]) -> Departure:
        heir = key if key in arriving else self._superseded.get(key)
        if heir is None:
            return Departure(self._node(key), things)
        of_heir = arriving.get(heir) or self._things(content(self._stored(heir), self._namespace))
        return Departure(self._node(key), things, self._node(heir), of_heir)

    def _contributions(
        self, contents: Mapping[str, Content], corrections: Corrections
    ) -> Contributions:
        found: dict[NamedNode, Contribution] = {}
        for key, each in contents.items():
            graph = self._graph(key)
            found[graph] = corrections.applied(graph, each.statements)
        return found

    def _stored(self, key: str) -> list[Quad]:
        return list(self._reader.quads(graph=self._graph(key)))

    def _things(self, found: Content) -> Things:
        return Things(found, self._namespace)

    def _graph(self, key: str) -> NamedNode:
        return NamedNode(self._namespace.document_graph(key))

    def _node(self, key: str) -> NamedNode:
        return NamedNode(self._namespace.thing("document", key))
