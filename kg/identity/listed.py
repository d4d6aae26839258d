"""What the packaged authority data tells of the things of one kind: their profiles and blocks.

What people added to it is linked by name when documents are read; if it counted here, too, adding
it would have to compare everything with it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from kg.authority import authority_quads, packaged
from kg.graph.statement import statements
from kg.identity.profile import Matcher, Profile, Said
from kg.iris import Namespace
from kg.remembering import remembered
from kg.terms import ONTOLOGY

_READS_NAMES: Final = ("pypinyin", "opencc")


class Listed:
    def __init__(self, namespace: Namespace, matcher: Matcher) -> None:
        self._namespace, self._matcher = namespace, matcher
        self._profiles: dict[str, Profile | None] = {}

    def __contains__(self, thing: object) -> bool:
        kind, key = self._namespace.split(str(thing)) or ("", "")
        return kind == self._matcher.kind and packaged().get(kind, key) is not None

    def profile(self, thing: str) -> Profile | None:
        if thing not in self._profiles:
            self._profiles[thing] = self._read(thing) if thing in self else None
        return self._profiles[thing]

    def profiles(self) -> Iterator[tuple[str, Profile]]:
        """Yield every thing with its profile."""
        for entry in packaged().entries:
            thing = self._namespace.thing(entry.kind, entry.key)
            if entry.kind == self._matcher.kind and (profile := self.profile(thing)):
                yield thing, profile

    def memberships(self) -> Iterator[tuple[str, str]]:
        """Yield every block with each thing in it."""
        for block in self._keys:
            yield from ((block, thing) for thing in self.members(block))

    def members(self, block: str) -> frozenset[str]:
        kind = self._matcher.kind
        return frozenset(self._namespace.thing(kind, key) for key in self._keys.get(block, ()))

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        """Keys by block, worked out once for this program and these data."""
        return remembered(f"blocks-{self._matcher.kind}", _edition(), self._blocks)

    def _blocks(self) -> Mapping[str, list[str]]:
        blocks: dict[str, list[str]] = defaultdict(list)
        prefix = self._namespace.thing(self._matcher.kind, "")
        for thing, profile in self.profiles():
            for block in blocks_of(self._matcher, profile):
                blocks[block].append(thing.removeprefix(prefix))
        return blocks

    def _read(self, thing: str) -> Profile | None:
        kind, key = self._namespace.split(thing) or ("", "")
        entry = packaged().get(kind, key)
        view = NamedNode(self._namespace.view)
        quads = authority_quads(self._namespace, [entry] if entry else [])
        said = Said(statements(q for q in quads if q.graph_name == view), self._namespace)
        return next((p for p in self._matcher.profiles(said) if p.thing == thing), None)


@cache
def listed(namespace: Namespace, matcher: Matcher) -> Listed:
    return Listed(namespace, matcher)


def blocks_of(matcher: Matcher, profile: Profile) -> frozenset[str]:
    """Return the blocks of a thing; those of different kinds are never one."""
    return frozenset(f"{matcher.kind} {block}" for block in matcher.blocks(profile))


@cache
def _edition() -> str:
    """Return what stands for the program and the data that names are read with."""
    digest = hashlib.blake2b(digest_size=16)
    for file in chain(_files(files("kg"), (".py",)), _files(ONTOLOGY, (".csv", ".ini", ".txt"))):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for package in _READS_NAMES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def _files(folder: Traversable, endings: tuple[str, ...]) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _files(entry, endings)
        elif entry.name.endswith(endings):
            yield entry
