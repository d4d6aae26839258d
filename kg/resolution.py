"""Which things are one, and the view of that, worked out from parts alone, here or by Spark.

For collections that no store has taken in yet, so that nobody has decided anything on them: then
it is what a store makes of the same parts. Parts and these graphs together are all that a server
has to load.

Shape:  <folder>/graphs/<name>/part-*.gz   lines of N-Quads of identity, matching and view
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import add, itemgetter, or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.graph.content import content_of_lines, shortcuts
from kg.graph.identity import Things
from kg.graph.merging import Contribution, Source, Translation
from kg.graph.statement import Statement
from kg.graph.view import curated, partners, shown_of
from kg.identity import steps
from kg.identity.clusters import Edge
from kg.identity.links import link
from kg.identity.listed import blocks_of, listed
from kg.identity.matchers import MATCHERS
from kg.identity.profile import Profile, Said
from kg.iris import Namespace
from kg.parts import graphs, manifests, totals
from kg.resolved import FOLDER, GRAPHS, mark
from kg.rows import Here
from kg.settings import Settings
from kg.spark import running
from kg.terms import DCTERMS, EA

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext

_GZIP: Final = "org.apache.hadoop.io.compress.GzipCodec"
_DOCUMENT: Final = "document"
_FEWEST_PIECES, _MOST_PIECES = 2, 4_000  # that all is divided into: each is a task in each round
_PIECE: Final = 500_000  # quads
_MEMORY: Final = "3g"  # of a Python worker, beyond which it groups on disk


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says, and the entities that it names."""

    iri: str
    said: frozenset[Statement]
    entities: frozenset[NamedNode]


def resolve(folder: Path, settings: Settings, master: str | None = None) -> None:
    """Write the graphs that follow from all parts in a folder; they take the place of former ones.

    Without a Spark master all is done in this process, and held in its memory.
    Raises: KgError without pyspark, or when Spark gives up
    """
    made = folder / f"{FOLDER}.partial"
    shutil.rmtree(made, ignore_errors=True)
    with _context(folder, master) as context:
        found = _Resolution(context, Namespace(settings.base_iri), folder)
        for name in GRAPHS:
            lines = found.quads(name).mapPartitions(_lines).distinct()
            lines.saveAsTextFile(str(made / name), compressionCodecClass=_GZIP)
    mark(made, folder)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    made.rename(folder / FOLDER)


@contextmanager
def _context(folder: Path, master: str | None) -> "Iterator[SparkContext]":
    if master is None:
        yield cast("SparkContext", Here())
        return
    pieces = min(_MOST_PIECES, max(_FEWEST_PIECES, totals(folder).quads // _PIECE))
    # else each join adds up the pieces of its sides, and what grouping holds is written to disk
    # again and again as soon as the tables of names fill half a gigabyte
    parallel, memory = str(pieces), _MEMORY
    with running(
        master, spark_default_parallelism=parallel, spark_python_worker_memory=memory
    ) as context:
        yield context


class _Resolution:
    """The graphs of all documents of a folder, by name."""

    def __init__(self, context: "SparkContext", names: Namespace, folder: Path) -> None:
        self._context, self._names = context, names
        self._documents = _read(context, names, folder).cache()
        self._profiles = (
            self._documents.flatMap(lambda each: steps.told(Said(each.said, names), names))
            .reduceByKey(Profile.joined)
            .cache()
        )
        self._canonical: RDD[Any] = context.emptyRDD()  # what stands for what else
        self._families: RDD[Any] = context.emptyRDD()
        self._links: list[RDD[Quad]] = []
        self._matching: list[RDD[Quad]] = []
        for number in range(len(MATCHERS)):
            self._decide(number)
        self._translated = self._translate().cache()

    def quads(self, name: str) -> "RDD[Quad]":
        makers: dict[str, Callable[[], RDD[Quad]]] = {
            "identity": self._identity,
            "matching": lambda: self._context.union(self._matching),
            "view": self._view,
        }
        return makers[name]()

    def _decide(self, number: int) -> None:
        """Find out which things of one kind are one."""
        names, kind = self._names, MATCHERS[number].kind
        own = self._profiles.filter(lambda each: each[0][0] == number).map(
            lambda each: (each[0][1], each[1])
        )
        mapped = _mapped(own, number, self._canonical).cache()
        authority = listed(names, MATCHERS[number])
        everything = mapped.union(self._context.parallelize([*authority.profiles()])).cache()
        blocks = mapped.flatMap(
            lambda each: ((b, each[0]) for b in blocks_of(MATCHERS[number], each[1]))
        ).union(self._context.parallelize([*authority.memberships()]))
        judged = _judged(blocks, everything, number, names).cache()
        edges = judged.filter(itemgetter(1)).map(itemgetter(0))
        decided = _decided(edges, everything, number, names).cache()
        canonical = decided.flatMap(lambda each: each.canonical).cache()
        asked = judged.filter(lambda each: not each[1]).map(itemgetter(0))
        asked = asked.union(decided.flatMap(lambda each: each.refused))
        self._links += [
            decided.flatMap(lambda each: (q for e in each.used for q in link(e, EA.Claim, names))),
            _still_two(asked, canonical).flatMap(lambda e: link(e, EA.Proposal, names)),
        ]
        self._matching.append(
            own.join(mapped).flatMap(
                lambda each: steps.matching(MATCHERS[number], each[1][0], each[1][1], names)
            )
        )
        if kind == _DOCUMENT:
            self._families = canonical
        else:
            self._canonical = self._canonical.union(canonical).cache()

    def _translate(self) -> "RDD[Any]":
        """Return each document with what stands for what it names, and for itself."""
        names = self._names
        base = f"{names.base}id/"
        named = self._documents.flatMap(
            lambda each: ((thing, each.iri) for thing in _named(each, base))
        )
        by_iri = self._documents.map(lambda each: (each.iri, each))
        standing = _standing(named, self._canonical)
        whole = by_iri.leftOuterJoin(standing).leftOuterJoin(self._families)
        return whole.map(
            lambda each: (each[1][0][0], dict(each[1][0][1] or ()), each[1][1] or each[0])
        )

    def _identity(self) -> "RDD[Quad]":
        names = self._names
        graph = NamedNode(names.identity)

        def same(property: NamedNode, pair: tuple[str, str]) -> Quad:
            return Quad(NamedNode(pair[0]), property, NamedNode(pair[1]), graph)

        entities = self._documents.flatMap(
            lambda each: ((e.value, e.value) for e in each.entities)
        ).union(self._canonical.map(lambda pair: (pair[1], pair[1])))
        standing = entities.leftOuterJoin(self._canonical).map(
            lambda each: (each[0], each[1][1] or each[0])
        )
        return self._context.union(
            [
                standing.union(self._canonical).map(partial(same, EA.canonical)),
                self._translated.flatMap(partial(_participations, names)),
                self._families.map(partial(same, EA.duplicateOf)),
                *self._links,
            ]
        )

    def _view(self) -> "RDD[Quad]":
        names = self._names
        view = NamedNode(names.view)
        said = self._translated.flatMap(partial(_statements, names)).groupByKey()
        counts = (
            self._translated.flatMap(partial(_reports, names))
            .distinct()
            .map(lambda each: (each[0], 1))
            .reduceByKey(add)
        )
        shown = said.fullOuterJoin(counts).map(partial(_shown, names)).cache()
        base = self._context.parallelize([*curated(names).items()])
        everything = self._context.union(
            [
                shown.flatMap(itemgetter(1)),
                shown.flatMap(lambda each: partners(each[1], names)),
                base.subtractByKey(shown).flatMap(itemgetter(1)),
            ]
        )
        return everything.map(lambda each: each.quad(view)).union(
            self._families.map(
                lambda pair: Quad(NamedNode(pair[0]), EA.duplicateOf, NamedNode(pair[1]), view)
            )
        )


def _read(context: "SparkContext", names: Namespace, folder: Path) -> "RDD[Document]":
    """Return the documents; of one that is there several times, the last."""
    everything = list(manifests(folder))
    parts = context.parallelize(everything, context.defaultParallelism)
    found = parts.flatMap(
        lambda manifest: (
            (graph.key, ((manifest["name"], at), graph.nquads))
            for at, graph in enumerate(graphs(folder, manifest))
        )
    ).reduceByKey(partial(max, key=itemgetter(0)))
    return found.map(lambda each: _document(names, each[0], each[1][1]))


def _document(names: Namespace, key: str, nquads: bytes) -> Document:
    content = content_of_lines(nquads, names)
    said = content.statements | shortcuts(content.statements)
    return Document(names.thing(_DOCUMENT, key), said, frozenset(Things(content, names).entities))


def _mapped(own: "RDD[Any]", number: int, canonical: "RDD[Any]") -> "RDD[Any]":
    """Return profiles with canonical things in place of those that they refer to."""
    references = MATCHERS[number].references
    if not references:
        return own
    named = own.flatMap(
        lambda each: {(value, each[0]) for name in references for value in each[1][name]}
    )

    def put(found: tuple[Profile, Iterable[tuple[str, str]] | None]) -> Profile:
        now = dict(found[1] or ())
        return found[0].mapped(references, lambda value: now.get(value, value))

    return own.leftOuterJoin(_standing(named, canonical)).mapValues(put)


def _standing(named: "RDD[Any]", canonical: "RDD[Any]") -> "RDD[Any]":
    """Return what stands for what, by whoever names it, from pairs of a thing and who does."""
    found = named.join(canonical)
    return found.map(lambda each: (each[1][0], (each[0], each[1][1]))).groupByKey()


def _judged(
    blocks: "RDD[Any]", everything: "RDD[Any]", number: int, names: Namespace
) -> "RDD[Any]":
    """Compare what a block has together; yields pairs, and whether they are one."""
    heads = blocks.aggregateByKey(steps.NO_HEAD, steps.with_member, steps.both)
    pairs = blocks.join(heads).flatMap(lambda each: steps.pairs(MATCHERS[number], *each[1]))

    def compare(each: Any) -> Iterator[tuple[Edge, bool]]:
        _, ((is_asked, one), other) = each
        known = listed(names, MATCHERS[number])
        if one.thing in known and other.thing in known:
            return  # two entries are two things
        if found := steps.judged(MATCHERS[number], one, other, is_asked=is_asked):
            yield found

    by_one = pairs.reduceByKey(or_).map(lambda each: (each[0][0], (each[0][1], each[1])))
    by_other = by_one.join(everything).map(
        lambda each: (each[1][0][0], (each[1][0][1], each[1][1]))
    )
    return by_other.join(everything).flatMap(compare)


def _decided(
    edges: "RDD[Any]", everything: "RDD[Any]", number: int, names: Namespace
) -> "RDD[steps.Decided]":
    """Divide each component of what pairs connect."""
    component = _components(edges)
    within = edges.map(lambda edge: (edge.one, edge)).join(component).map(itemgetter(1))
    members = everything.join(component).map(itemgetter(1))
    return (
        members.map(lambda each: (each[1], each[0]))
        .cogroup(within.map(lambda each: (each[1], each[0])))
        .map(
            lambda each: steps.decided(
                MATCHERS[number], listed(names, MATCHERS[number]), each[1][0], each[1][1]
            )
        )
    )


def _components(edges: "RDD[Any]") -> "RDD[Any]":
    """Return the smallest thing that each is connected with, step by step along all pairs."""
    links = edges.flatMap(lambda e: ((e.one, e.other), (e.other, e.one))).cache()
    labels = links.reduceByKey(min).map(lambda each: (each[0], min(each))).cache()
    while True:
        reached = links.join(labels).map(itemgetter(1))
        further = labels.union(reached).reduceByKey(min).cache()
        if further.join(labels).filter(lambda each: each[1][0] != each[1][1]).isEmpty():
            return further
        labels = further


def _still_two(edges: "RDD[Any]", canonical: "RDD[Any]") -> "RDD[Any]":
    """Return the pairs that nothing else has made one."""
    by_one = edges.map(lambda edge: (edge.one, edge)).leftOuterJoin(canonical)
    by_other = by_one.map(lambda each: (each[1][0].other, (each[1][0], each[1][1] or each[0])))
    return (
        by_other.leftOuterJoin(canonical)
        .filter(lambda each: each[1][0][1] != (each[1][1] or each[0]))
        .map(lambda each: each[1][0][0])
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which things are one, as far as a document names them."""

    now: dict[str, str]

    def of(self, thing: NamedNode) -> NamedNode:
        found = self.now.get(thing.value)
        return NamedNode(found) if found else thing

    def members(self, thing: NamedNode) -> frozenset[NamedNode]:
        return frozenset({thing, *(NamedNode(k) for k, v in self.now.items() if v == thing.value)})


def _named(document: Document, base: str) -> set[str]:
    terms = (term for s in document.said for term in (s.subject, s.object))
    return {t.value for t in terms if isinstance(t, NamedNode) and t.value.startswith(base)}


def _translation(names: Namespace, now: dict[str, str]) -> Translation:
    return Translation(_Standing(now), names)


def _participations(names: Namespace, each: tuple[Document, dict[str, str], str]) -> list[Quad]:
    document, now, _ = each
    found = _translation(names, now).participations(document.said)
    graph = NamedNode(names.identity)
    return [Quad(part, EA.canonical, other, graph) for part, other in found.items()]


def _statements(
    names: Namespace, each: tuple[Document, dict[str, str], str]
) -> Iterator[tuple[NamedNode, tuple[Source, Statement, str]]]:
    """Yield by subject who says what, and when that was published."""
    document, now, _ = each
    graph = NamedNode(names.document_graph(document.iri.rpartition("/")[2]))
    node = NamedNode(document.iri)
    days = (s.object.value for s in document.said if s[:2] == (node, DCTERMS.issued))
    day = min(days, default="")
    translation = _translation(names, now)
    for source, statement in translation.translated(graph, Contribution(document.said)):
        yield statement.subject, (source, statement, day)


def _reports(
    names: Namespace, each: tuple[Document, dict[str, str], str]
) -> Iterator[tuple[NamedNode, str]]:
    """Yield what a document deals with, and the family that it is of."""
    document, now, family = each
    canonical = _Standing(now)
    for _, predicate, object in document.said:
        if predicate == EA.reports and isinstance(object, NamedNode):
            yield canonical.of(object), family


def _shown(names: Namespace, each: Any) -> tuple[NamedNode, list[Statement]]:
    """Return what the view says of a thing, but for its partners."""
    subject, (said, count) = each
    by_source: dict[Source, set[Statement]] = defaultdict(set)
    days: dict[NamedNode, str] = {}
    for source, statement, day in said or ():
        by_source[source].add(statement)
        days[source.graph] = day
    shown = list(shown_of(subject, by_source, names, days.__getitem__))
    if count:
        shown.append(Statement(subject, EA.sourceCount, Literal(count)))
    return subject, shown


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        yield (serialize([quad], format=RdfFormat.N_QUADS) or b"").decode().rstrip("\n")
