"""The log as a Linked Data Event Stream: version objects of things, on lasting pages.

Entry n of the log is member n. Pages have a fixed number of members, groups a fixed number of
pages, so a page is known by its number; the root leads to the groups, these to their pages.

Source: https://w3id.org/ldes/specification, https://w3id.org/tree/specification
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.history.log import TOGETHER
from kg.history.moves import triples
from kg.history.past import Commit, Entry, Past
from kg.iris import Namespace, h16
from kg.terms import PROV, RDF, XSD

_PAGES: Final = 200  # in a group
_GROUPED: Final = TOGETHER * _PAGES
_LDES: Final = "https://w3id.org/ldes#"
_TREE: Final = "https://w3id.org/tree#"
_SHACL: Final = "http://www.w3.org/ns/shacl#"
_VERSION_OF: Final = NamedNode("http://purl.org/dc/terms/isVersionOf")
_TIME: Final = PROV.generatedAtTime  # which nothing in the view has
_DURATION: Final = NamedNode("http://www.w3.org/2001/XMLSchema#duration")
_DELETE: Final = NamedNode("https://www.w3.org/ns/activitystreams#Delete")


@dataclass(frozen=True, slots=True)
class Node:
    """A resource of the stream; nothing comes to one that is full any more."""

    triples: list[Triple]
    is_full: bool


class Stream:
    """The entries of the log up to a commit; `address` is where the root is served."""

    def __init__(self, past: Past, namespace: Namespace, upto: int, address: str) -> None:
        self._past, self._namespace, self._address = past, namespace, address
        self._first, self._end = past.since(0, upto)
        self._stream, self._root = NamedNode(address + "#stream"), NamedNode(address)

    def root(self, keep_days: int) -> Node:
        """Return the root, which says what is in the stream and for how long."""
        shape = NamedNode(self._address + "#shape")
        found = [*self._described(self._root), Triple(self._stream, _tree("shape"), shape)]
        found += _shape(shape)
        if keep_days:
            view, policy = (NamedNode(f"{self._address}#{name}") for name in ("view", "retention"))
            duration = Literal(f"P{keep_days}D", datatype=_DURATION)
            found += [
                Triple(self._root, _tree("viewDescription"), view),
                Triple(view, RDF.type, _ldes("EventSource")),
                Triple(view, _ldes("retentionPolicy"), policy),
                Triple(policy, RDF.type, _ldes("RetentionPolicy")),
                Triple(policy, _ldes("fullLogDuration"), duration),
            ]
        groups = range(self._first // _GROUPED, -(-self._end // _GROUPED))
        steps = {number * _GROUPED: self._node(number) for number in groups}
        return Node([*found, *self._relations(self._root, steps)], is_full=False)

    def group(self, number: int) -> Node | None:
        """Return a node that leads to pages; None when there is no such group."""
        first, end = self._within(number * _GROUPED, _GROUPED)
        if first >= end:
            return None
        node = self._node(number)
        steps = {
            page * TOGETHER: self._node(number, page % _PAGES)
            for page in range(first // TOGETHER, -(-end // TOGETHER))
        }
        found = [*self._described(node), *self._relations(node, steps)]
        return self._whole(node, found, (number + 1) * _GROUPED)

    def page(self, group: int, number: int) -> Node | None:
        """Return a node that has members; None when there is no such page."""
        start = group * _GROUPED + number * TOGETHER
        first, end = self._within(start, TOGETHER)
        if first >= end or number >= _PAGES:
            return None
        node = self._node(group, number)
        entries = self._past.entries(first, end)
        commits = self._past.holding([entry.number for entry in entries])
        found = list(self._described(node))
        for entry in entries:
            found += self._member(entry, commits[entry.number])
        return self._whole(node, found, start + TOGETHER)

    def _whole(self, node: NamedNode, found: list[Triple], end: int) -> Node:
        is_full = self._end >= end
        return Node([*found, Triple(node, _ldes("immutable"), Literal(is_full))], is_full)

    def _within(self, start: int, length: int) -> tuple[int, int]:
        return max(start, self._first), min(start + length, self._end)

    def _node(self, group: int, page: int | None = None) -> NamedNode:
        rest = "" if page is None else f"/{page}"
        return NamedNode(f"{self._address}/{group}{rest}")

    def _described(self, node: NamedNode) -> Iterator[Triple]:
        yield Triple(self._stream, RDF.type, _ldes("EventStream"))
        yield Triple(self._stream, _ldes("timestampPath"), _TIME)
        yield Triple(self._stream, _ldes("versionOfPath"), _VERSION_OF)
        yield Triple(self._stream, _ldes("versionDeletePath"), RDF.type)
        yield Triple(self._stream, _ldes("versionDeleteObject"), _DELETE)
        yield Triple(self._stream, _tree("view"), self._root)
        yield Triple(node, RDF.type, _tree("Node"))

    def _relations(self, node: NamedNode, steps: dict[int, NamedNode]) -> Iterator[Triple]:
        """Yield a link to each node, whose members are not older than its first one."""
        starts = {max(first, self._first): target for first, target in steps.items()}
        commits = self._past.holding(list(starts))
        for first, target in starts.items():
            relation = NamedNode(f"{node.value}#from-{first}")
            time = Literal(commits[first].time, datatype=XSD.dateTime)
            yield Triple(node, _tree("relation"), relation)
            yield Triple(relation, RDF.type, _tree("GreaterThanOrEqualToRelation"))
            yield Triple(relation, _tree("path"), _TIME)
            yield Triple(relation, _tree("value"), time)
            yield Triple(relation, _tree("node"), target)

    def _member(self, entry: Entry, commit: Commit) -> Iterator[Triple]:
        """Yield the state of a thing after a commit; what is gone has none."""
        subject, after = entry.move.subject, entry.move.after
        run = self._namespace.thing("run", str(commit.sequence))
        member = NamedNode(f"{run}#{h16(subject)}")
        yield Triple(self._stream, _tree("member"), member)
        yield Triple(member, _VERSION_OF, NamedNode(subject))
        yield Triple(member, _TIME, Literal(commit.time, datatype=XSD.dateTime))
        if after:
            yield from triples(member.value, after)
        else:
            yield Triple(member, RDF.type, _DELETE)


def _shape(shape: NamedNode) -> Iterator[Triple]:
    """Yield what all members have; beside it they have whatever is said of their things."""
    yield Triple(shape, RDF.type, _sh("NodeShape"))
    for name, path, predicate, value in (
        ("thing", _VERSION_OF, _sh("nodeKind"), _sh("IRI")),
        ("time", _TIME, _sh("datatype"), XSD.dateTime),
    ):
        part = NamedNode(f"{shape.value}-{name}")
        yield Triple(shape, _sh("property"), part)
        yield Triple(part, _sh("path"), path)
        yield Triple(part, predicate, value)
        yield Triple(part, _sh("minCount"), Literal(1))
        yield Triple(part, _sh("maxCount"), Literal(1))


def _ldes(name: str) -> NamedNode:
    return NamedNode(_LDES + name)


def _tree(name: str) -> NamedNode:
    return NamedNode(_TREE + name)


def _sh(name: str) -> NamedNode:
    return NamedNode(_SHACL + name)
