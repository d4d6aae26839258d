"""What matching knows of a thing, and what every kind of thing has to offer to be matched."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple, Protocol, runtime_checkable

from pyoxigraph import NamedNode

from kg.graph.statement import Statement
from kg.iris import Namespace
from kg.terms import DCTERMS, EA, RDF

_REMEMBERED: Final = 1 << 13  # profiles, of some kilobyte each
DAY: Final = "day"  # of publication, of every document that speaks of the thing


@dataclass(frozen=True)
class Profile:
    """Named sets of values, each the union over the documents that speak of the thing."""

    thing: str
    values: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.values.get(name, frozenset())

    def first(self, name: str) -> str:
        """Return the smallest value, "" where there is none."""
        return min(self[name], default="")

    def joined(self, other: "Profile") -> "Profile":
        """Return what both know; of the days of publication, the first."""
        names = self.values.keys() | other.values.keys()
        values = {name: self[name] | other[name] for name in names}
        return Profile(self.thing, {**values, DAY: frozenset(sorted(values.get(DAY, ()))[:1])})

    def mapped(self, references: Iterable[str], canonical: Callable[[str], str]) -> "Profile":
        """Return the same with canonical things in place of those that values refer to."""
        changed = {name: frozenset(map(canonical, self[name])) for name in references}
        if all(changed[name] == self[name] for name in references):
            return self
        return Profile(self.thing, {**self.values, **changed})

    def dumped(self) -> str:
        lists = {name: sorted(found) for name, found in sorted(self.values.items()) if found}
        return json.dumps(lists, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def digest(self) -> bytes:
        """Return what two profiles have in common only if they are equal."""
        return blake2b(f"{self.thing} {self.dumped()}".encode(), digest_size=16).digest()

    @staticmethod
    @lru_cache(_REMEMBERED)  # with what is computed from them: things are compared again and again
    def loaded(thing: str, text: str) -> "Profile":
        return Profile(thing, {name: frozenset(each) for name, each in json.loads(text).items()})


class Comparison(NamedTuple):
    """How sure it is that two things are one; `reason` is for people. A veto has the score 0."""

    score: float
    rule: str
    reason: str


class Said:
    """What one document says, or the authority data, to look up from either side."""

    def __init__(self, statements: Iterable[Statement], namespace: Namespace) -> None:
        self.namespace = namespace
        self._by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._by_object: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object in statements:
            self._by_subject[subject.value][predicate.value].append(object.value)
            if isinstance(object, NamedNode):
                self._by_object[object.value][predicate.value].append(subject.value)

    def of(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the objects, as IRIs or plain strings."""
        found = self._by_subject.get(subject)
        return found.get(predicate.value, []) if found else []

    def to(self, object: str, predicate: NamedNode) -> list[str]:
        """Return the subjects that lead to a thing."""
        found = self._by_object.get(object)
        return found.get(predicate.value, []) if found else []

    def things(self, kind: str) -> Iterator[str]:
        """Yield the things of a kind that are described here."""
        prefix = self.namespace.thing(kind, "")
        return (subject for subject in self._by_subject if subject.startswith(prefix))

    @cached_property
    def document(self) -> str:
        return next(iter(self.to(EA.Document.value, RDF.type)), "")

    @cached_property
    def days(self) -> list[str]:
        return self.of(self.document, DCTERMS.issued)


class Matcher(Protocol):
    """How things of one kind are told apart: pure functions of their profiles.

    Profiles given to `blocks` and `compare` have canonical things where `references` name values
    that are things. Only things with a block in common are ever compared.
    """

    kind: str
    references: frozenset[str]
    accept: float  # at least this score: one thing
    propose: float  # at least this score: a person is asked

    def __hash__(self) -> int: ...

    def profiles(self, said: Said) -> Iterator[Profile]:
        """Yield what one document, or the authority data, tells of things of this kind."""

    def names(self, profile: Profile) -> frozenset[str]:
        """Return what the thing is called, normalised."""

    def blocks(self, profile: Profile) -> frozenset[str]:
        """Return the names of the groups whose members are compared with each other."""

    def compare(self, one: Profile, other: Profile) -> Comparison:
        """Compare two things; symmetric, and a function of the two profiles alone."""


@runtime_checkable
class Excluding(Protocol):
    """A matcher whose things keep whole clusters apart, whatever single pairs look like."""

    def veto(self, one: Profile, other: Profile) -> str:
        """Return why two clusters, by the joined profiles of their members, are not one thing."""


def veto_of(matcher: Matcher) -> Callable[[Profile, Profile], str]:
    """Return what a matcher says against two clusters being one, nothing where it never does."""
    return matcher.veto if isinstance(matcher, Excluding) else lambda one, other: ""
