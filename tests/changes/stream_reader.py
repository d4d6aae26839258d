"""A reader of event streams, made from the specifications of LDES and TREE and nothing else.

It starts at the root, follows every relation, does not ask again for what it may keep, and knows
members by their IRIs. The latest version of a thing counts.
"""

from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

LDES, TREE = "https://w3id.org/ldes#", "https://w3id.org/tree#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Fetch = Callable[[str], tuple[bytes, Mapping[str, str]]]


class StreamReader:
    def __init__(self, root: str, fetch: Fetch) -> None:
        self._root, self._fetch = root, fetch
        self._kept: set[str] = set()  # pages that never change
        self._members: set[str] = set()
        self._versions: dict[str, tuple[str, set[Triple]]] = {}  # time and state, by thing
        self.requests = 0

    @property
    def state(self) -> set[Triple]:
        return {triple for _, state in self._versions.values() for triple in state}

    def follow(self) -> None:
        """Read whatever is new."""
        waiting, seen = [self._root], set(self._kept)
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                waiting += self._read(address)

    def _read(self, address: str) -> list[str]:
        self.requests += 1
        body, headers = self._fetch(address)
        page = [q.triple for q in parse(body, format=RdfFormat.TURTLE, base_iri=address)]
        stream = next(t.subject for t in page if t.object == NamedNode(LDES + "EventStream"))
        settings = {t.predicate.value: t.object for t in page if t.subject == stream}
        by_subject: dict[str, list[Triple]] = {}
        for triple in page:
            by_subject.setdefault(triple.subject.value, []).append(triple)
        for triple in page:
            if triple.predicate.value == TREE + "member":
                self._take(triple.object.value, by_subject[triple.object.value], settings)
        if "immutable" in headers.get("Cache-Control", ""):
            self._kept.add(address)
        return [t.object.value for t in page if t.predicate.value == TREE + "node"]

    def _take(self, member: str, said: list[Triple], settings: Mapping[str, NamedNode]) -> None:
        if member in self._members:
            return
        self._members.add(member)
        version_of, time = settings[LDES + "versionOfPath"], settings[LDES + "timestampPath"]
        (thing,) = (t.object for t in said if t.predicate == version_of)
        (when,) = (t.object.value for t in said if t.predicate == time)
        rest = {t for t in said if t.predicate not in (version_of, time)}
        deleted = Triple(
            NamedNode(member),
            settings[LDES + "versionDeletePath"],
            settings[LDES + "versionDeleteObject"],
        )
        state = set() if deleted in rest else {Triple(thing, t.predicate, t.object) for t in rest}
        if when > self._versions.get(thing.value, ("", set()))[0]:
            self._versions[thing.value] = (when, state)
