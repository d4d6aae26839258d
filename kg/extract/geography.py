"""Which place an agency answers for, and which place lies within which."""

from collections.abc import Iterator, Sequence

from kg.authority import authority
from kg.model import EntityRef, MintedEntity

_DEEPEST = 6  # places nest no deeper; guards against a table that points in a circle


class Geography:
    """Jurisdictions of the listed agencies and of those that a document introduces."""

    def __init__(self, minted: Sequence[MintedEntity]) -> None:
        self._known = authority()
        self._minted = {entity.ref: entity for entity in minted}

    def jurisdiction(self, agency: EntityRef) -> str | None:
        """Return the key of the place an agency answers for; None for bodies of the world."""
        for ref in self._upward(agency):
            entry = self._known.get("agency", ref.key)
            if entry is not None:
                return entry.extra.get("jurisdiction")
            minted = self._minted.get(ref)
            if minted is not None and minted.jurisdiction is not None:
                return minted.jurisdiction.key
        return None

    def country(self, agency: EntityRef) -> str | None:
        """Return the key of the country of an agency."""
        here = self.jurisdiction(agency)
        for _ in range(_DEEPEST):
            entry = self._known.get("place", here) if here else None
            if here is None or (entry and entry.type == "country"):
                return here
            here = self._parent(here)
        return None

    def covers(self, outer: str, inner: str) -> bool:
        """Whether a place is another one or holds it."""
        here: str | None = inner
        for _ in range(_DEEPEST):
            if here is None or here == outer:
                return here is not None
            here = self._parent(here)
        return False

    def _upward(self, agency: EntityRef) -> Iterator[EntityRef]:
        here: EntityRef | None = agency
        for _ in range(_DEEPEST):
            if here is None:
                return
            yield here
            minted = self._minted.get(here)
            here = minted.parent if minted else None

    def _parent(self, place: str) -> str | None:
        entry = self._known.get("place", place)
        if entry is not None:
            return entry.parent
        minted = self._minted.get(EntityRef("place", place))
        return minted.parent.key if minted and minted.parent else None
