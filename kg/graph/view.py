"""The merged graph that queries see: every fact of the active documents once.

`rebuild` says what it is; kg.graph.delta keeps it so without reading it all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.authority import authority, authority_quads
from kg.graph.canonical import StoredCanonical
from kg.graph.catalog import active_graphs
from kg.graph.content import CONTEST, is_made_from_documents
from kg.graph.corrections import Corrections
from kg.graph.merging import Canonical, Source, Translation
from kg.graph.picks import Published, group_of, settle
from kg.graph.said import Documents
from kg.graph.statement import Statement, statements
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA, vocabulary_quads

MOST_PARTNERS: Final = 20  # agencies; where more sit together, that makes them no partners


def curated(namespace: Namespace) -> Mapping[NamedNode, frozenset[Statement]]:
    """Return what the vocabulary and the authority data say in the view, by subject."""
    return _curated(namespace, authority().edition)


@lru_cache(maxsize=4)
def _curated(namespace: Namespace, _edition: str) -> Mapping[NamedNode, frozenset[Statement]]:
    view = NamedNode(namespace.view)
    quads = (*vocabulary_quads(view), *authority_quads(namespace))
    found: dict[NamedNode, set[Statement]] = {}
    for statement in statements(quad for quad in quads if quad.graph_name == view):
        found.setdefault(statement.subject, set()).add(statement)
    return {subject: frozenset(group) for subject, group in found.items()}


def curated_statements(subject: NamedNode, namespace: Namespace) -> frozenset[Statement]:
    """Return what the authority data says of one thing; reads it only for what it may list."""
    local = namespace.split(subject.value)
    if local and is_made_from_documents(*local):
        return frozenset()
    return curated(namespace).get(subject, frozenset())


def stored_corrections(reader: Reader, namespace: Namespace) -> Corrections:
    return Corrections(reader.quads(graph=NamedNode(namespace.decisions)), namespace)


def rebuild(reader: Reader, namespace: Namespace) -> Iterator[Quad]:
    """Yield the whole view from scratch: the reference that the incremental way must equal."""
    base, view = curated(namespace), NamedNode(namespace.view)
    touched: set[NamedNode] = set()
    for statement in merged(reader, namespace):
        touched.add(statement.subject)
        yield statement.quad(view)
    for subject in base.keys() - touched:
        yield from (each.quad(view) for each in base[subject])


def merged(reader: Reader, namespace: Namespace) -> set[Statement]:
    """Return all that the view says of whatever the documents say something of."""
    documents = Documents(reader, namespace, stored_corrections(reader, namespace))
    translation = Translation(StoredCanonical(reader, namespace), namespace)
    families = StoredCanonical(reader, namespace, EA.duplicateOf)
    said: dict[NamedNode, dict[Source, set[Statement]]] = defaultdict(lambda: defaultdict(set))
    reports: set[tuple[NamedNode, NamedNode]] = set()
    shown: set[Statement] = set()
    for graph in active_graphs(reader, namespace):
        document = documents.document(graph)
        family = families.of(document)
        if family != document:
            shown.add(Statement(document, EA.duplicateOf, family))
        for source, statement in translation.translated(graph, documents.contribution(graph)):
            said[statement.subject][source].add(statement)
            if statement.predicate == EA.reports and isinstance(statement.object, NamedNode):
                reports.add((statement.object, family))
    counts = Counter(thing for thing, _ in reports)
    for subject in said.keys() | counts.keys():
        shown |= set(shown_of(subject, said.get(subject, {}), namespace, documents.published))
        if counts[subject]:
            shown.add(Statement(subject, EA.sourceCount, Literal(counts[subject])))
    edges = _partnerships(shown, namespace)
    for partner in {edge.subject for edge in edges} - said.keys() - counts.keys():
        shown |= curated_statements(partner, namespace)
    return shown | edges


def _partnerships(shown: Iterable[Statement], namespace: Namespace) -> set[Statement]:
    together: dict[NamedNode, set[Statement]] = defaultdict(set)
    for statement in shown:
        if statement.predicate in (EA.hasParticipant, EA.party):
            together[statement.subject].add(statement)
    return {each for found in together.values() for each in partners(found, namespace)}


def partners(said: Iterable[Statement], namespace: Namespace) -> set[Statement]:
    """Return who is whose partner by what the view says of one event or agreement."""
    prefix = namespace.thing("agency", "")
    agencies = {
        object
        for _, predicate, object in said
        if predicate in (EA.hasParticipant, EA.party)
        and isinstance(object, NamedNode)
        and object.value.startswith(prefix)
    }
    if len(agencies) > MOST_PARTNERS:
        return set()
    return {Statement(a, EA.partner, b) for a in agencies for b in agencies if a != b}


def shown_of(
    subject: NamedNode,
    by_source: Mapping[Source, Iterable[Statement]],
    namespace: Namespace,
    published: Published,
) -> Iterator[Statement]:
    """Yield what the view says of a thing, but for the number of its sources and its partners."""
    base = curated_statements(subject, namespace)
    single, contested = settle(by_source, base, published)
    yield from single
    yield from (each for each in base.union(*by_source.values()) if not group_of(each))
    yield from contested_marks(subject, contested)


def renewed(reader: Reader, namespace: Namespace) -> tuple[set[Statement], set[Statement]]:
    """Return what the view loses and gains when it takes on the curated data of this program.

    It looks at curated things alone, and at contested ones of which it is not said on what.
    """
    view = NamedNode(namespace.view)
    documents = Documents(reader, namespace, stored_corrections(reader, namespace))
    canonical = StoredCanonical(reader, namespace)
    keyed = {quad.subject for quad in reader.quads(None, EA.key, None, view)}
    subjects = {s for s in keyed if isinstance(s, NamedNode) and _is_listed(s, namespace)}
    gone: set[Statement] = set()
    new: set[Statement] = set()
    for subject in subjects | curated(namespace).keys():
        by_source = said_of(subject, documents, canonical, namespace)
        stored = set(statements(reader.quads(subject, None, None, view)))
        counted = {each for each in stored if each.predicate in (EA.sourceCount, EA.partner)}
        expected = {*shown_of(subject, by_source, namespace, documents.published), *counted}
        gone |= stored - expected
        new |= expected - stored
    for subject in _unexplained(reader, view):
        by_source = said_of(subject, documents, canonical, namespace)
        shown = shown_of(subject, by_source, namespace, documents.published)
        stored = {Statement(subject, EA.contested, Literal(True))}
        expected = {each for each in shown if each.predicate in CONTEST}
        gone |= stored - expected
        new |= expected - stored
    return gone, new


def _unexplained(reader: Reader, view: NamedNode) -> set[NamedNode]:
    """Return what a view of an earlier edition calls contested without saying on what."""
    contested, explained = (
        {q.subject for q in reader.quads(None, predicate, None, view)}
        for predicate in (EA.contested, EA.contestedProperty)
    )
    return {each for each in contested - explained if isinstance(each, NamedNode)}


def said_of(
    subject: NamedNode, documents: Documents, canonical: Canonical, namespace: Namespace
) -> dict[Source, set[Statement]]:
    """Return what the documents say of a canonical thing that is no participation."""
    translation = Translation(canonical, namespace)
    found: dict[Source, set[Statement]] = defaultdict(set)
    for member in canonical.members(subject):
        for graph, statement, is_decided in documents.of(member):
            source = Source(graph, member, is_decided)
            found[source].update(translation.statement(statement, subject))
    return found


def _is_listed(subject: NamedNode, namespace: Namespace) -> bool:
    local = namespace.split(subject.value)
    return local is not None and not is_made_from_documents(*local)


def contested_marks(subject: NamedNode, properties: Collection[NamedNode]) -> set[Statement]:
    """Return the marks of a thing whose sources differ on these properties."""
    if not properties:
        return set()
    marks = {Statement(subject, EA.contestedProperty, each) for each in properties}
    return marks | {Statement(subject, EA.contested, Literal(True))}
