"""What is worked out of parts, here or by Spark, is what a store makes that takes them in."""

import gzip
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from benchmarks.generate import write
from kg.commit import initial, plan
from kg.iris import Namespace
from kg.parts import graphs, make, manifests
from kg.resolution import resolve
from kg.resolved import GRAPHS
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore, memory_store

WITH_SPARK = (
    pytest.mark.full,
    pytest.mark.live,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs the extra spark"),
)
DOCUMENTS = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    write(made / "documents", DOCUMENTS, 3, "text")
    make([str(made / "documents")], made / "parts", settings(made))
    return made


def settings(folder: Path) -> Settings:
    return Settings(store=str(folder / "store"), load_workers=1)


@pytest.fixture(scope="module")
def store(folder: Path) -> EmbeddedStore:
    """A store that takes the parts in, some documents a commit."""
    names = Namespace(settings(folder).base_iri)
    store = memory_store(names)
    store.apply(initial(names))
    parts = folder / "parts"
    documents = [graph for manifest in manifests(parts) for graph in graphs(parts, manifest)]
    for first in range(0, len(documents), 50):
        store.apply(plan(store, names, documents[first : first + 50]))
    return store


@pytest.fixture(scope="module", params=["here", pytest.param("spark", marks=WITH_SPARK)])
def resolved(folder: Path, request: pytest.FixtureRequest) -> Path:
    master = f"local[{min(2, os.cpu_count() or 1)}]" if request.param == "spark" else None
    with pytest.MonkeyPatch.context() as here:
        here.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        resolve(folder / "parts", settings(folder), master)
    return folder / "parts" / "graphs"


@pytest.mark.parametrize("name", GRAPHS)
def test_what_is_worked_out_is_what_a_store_makes(
    name: str, folder: Path, store: EmbeddedStore, resolved: Path
) -> None:
    graph = NamedNode(getattr(Namespace(settings(folder).base_iri), name))
    found: set[Quad] = set()
    for path in (resolved / name).glob("part-*.gz"):
        found |= set(parse(gzip.decompress(path.read_bytes()), format=RdfFormat.N_QUADS))
    assert len(found) > DOCUMENTS
    assert found == set(store.quads(graph=graph))
