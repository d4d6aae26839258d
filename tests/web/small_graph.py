"""A small graph with one of everything, as a store on disk."""

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.iris import PREFIXES, Namespace
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore
from kg.terms import vocabulary_quads

NAMESPACE = Namespace("https://example.org/kg/")
DATA = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8")


def fill(root: Path) -> None:
    """Write the small graph and the vocabulary into a new store."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    quads = parse(prefixes + DATA, format=RdfFormat.TRIG, base_iri=NAMESPACE.base)
    with EmbeddedStore.open(root, NAMESPACE) as store:
        vocabulary = vocabulary_quads(NamedNode(NAMESPACE.view))
        store.apply(Change(insert=[*quads, *vocabulary]))
        checkpoints.publish(store, root, 0)
