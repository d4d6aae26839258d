"""A store with one event for each name, each of a document of its own."""

from pathlib import Path

from writer.one_document import graph_of

from kg.committing import Committer
from kg.iris import Namespace
from kg.terms import EA, SKOS

NAMES = Namespace()


def load_events(root: Path, archive: Path, names: list[str]) -> list[str]:
    """Make the store; return the events as kind and key, in the order of the names."""
    committer = Committer(root, archive, NAMES, managed=True)
    committer.add([graph_of(name) for name in names], "2026-01-01T00:00:00Z")
    rows = committer._store.select(
        f"SELECT ?event ?name {{ ?event a {EA.Event} ; {SKOS.prefLabel} ?name }}"
    )
    committer.close()
    found = {row["name"].value: row["event"].value for row in rows}
    return [found[name].partition("/id/")[2] for name in names]
