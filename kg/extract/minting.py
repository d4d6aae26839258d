"""Identities of what a document names and the authority data does not list."""

from kg.iris import h16, identity_key
from kg.model import EntityKind, EntityRef


def identified(kind: EntityKind, name: str, slot: str) -> tuple[str, EntityRef]:
    """Return the identity of a thing of that name, and the reference to it.

    The slot keeps namesakes apart: a place, a parent or the source of the document.
    """
    identity = identity_key(kind, name, slot)
    return identity, EntityRef(kind, f"x-{h16(identity)}")
