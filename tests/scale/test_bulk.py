"""Parts go into a server by its own loader; what that does not load, updates do."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from scale.servers import CREDENTIALS, needs_virtuoso, oxigraph, sql_of, virtuoso

from kg.errors import BadAnswer
from kg.iris import Namespace
from kg.remote import store as remote_store
from kg.remote.address import Remote
from kg.remote.reader import RemoteReader
from kg.remote.store import RemoteStore
from kg.store.base import Change

P = NamedNode("http://example.org/p")
VIEW = NamedNode(Namespace().view)
GRAPHS = [NamedNode(Namespace().document_graph(f"{letter * 16}")) for letter in "abc"]
OLD, NEW = (Quad(NamedNode(f"http://example.org/{n}"), P, Literal(n), VIEW) for n in ("old", "new"))


@pytest.fixture(
    params=["oxigraph", pytest.param("virtuoso", marks=[pytest.mark.full, needs_virtuoso])]
)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remote]:
    (tmp_path / "state").mkdir()
    start = oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path)
    with start as address:
        remote = Remote(
            address, request.param, Namespace().base, "managed", state=str(tmp_path / "state")
        )
        if request.param == "virtuoso":
            (tmp_path / "credentials").write_text(CREDENTIALS)
            (tmp_path / "bulk").mkdir()
            remote = replace(
                remote,
                credentials=str(tmp_path / "credentials"),
                sql=sql_of(tmp_path),
                folder=str(tmp_path / "bulk"),
            )
        yield remote


def quads(graph: NamedNode) -> list[Quad]:
    """Return some quads of a document, with all that lines of N-Quads may have."""
    subject = NamedNode(f"{graph.value}#it")
    said = [Literal(f"{n} «Wald» 森林\n\"'\\") for n in range(1500)]
    return [Quad(subject, P, each, graph) for each in (*said, Literal("Au", language="de"))]


def lines(graph: NamedNode) -> bytes:
    return serialize(quads(graph), format=RdfFormat.N_QUADS) or b""


FORMER = Quad(NamedNode("http://example.org/former"), P, Literal("former"), GRAPHS[0])
CHANGE = Change(
    drop=(GRAPHS[0],), delete=[OLD], insert=[NEW], load=[*map(lines, GRAPHS), b""], in_bulk=True
)


def filled(server: Remote) -> RemoteStore:
    store = RemoteStore(server)
    store.apply(Change(insert=[OLD, FORMER]), 1)
    return store


def assert_all_is_there(server: Remote) -> None:
    with RemoteReader(server) as reader:
        assert reader.sequence == 2
        assert set(reader.quads(graph=VIEW)) == {NEW}
        for graph in GRAPHS:
            assert set(reader.quads(graph=graph)) == set(quads(graph))


def test_13_its_own_loader_brings_what_counts_the_same(
    server: Remote, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(filled(server)) as store:
        store.apply(CHANGE, 2)
        assert store.counts_loads
    assert_all_is_there(server)
    assert "updates do instead" not in caplog.text
    if server.folder:
        assert not [*Path(server.folder).iterdir()]


def test_13_updates_bring_what_the_loader_did_not(
    server: Remote, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Sequence[bytes]) -> None:
        raise BadAnswer("it has no room")

    with closing(filled(server)) as store:
        monkeypatch.setattr(store, "_loader", fail)
        store.apply(CHANGE, 2)
        assert not store.counts_loads
    assert_all_is_there(server)
    assert "updates do instead: it has no room" in caplog.text


def test_13_a_load_that_was_broken_off_is_finished_by_the_next_writer(
    server: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_one_and_end(graphs: Sequence[bytes]) -> None:
        loader = remote_store.loader_of(server, store._endpoint)
        assert loader
        loader(graphs[:1])
        raise SystemExit("the power is gone")

    store = filled(server)
    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(store, "_loader", load_one_and_end)
        store.apply(CHANGE, 2)
    store.close()
    RemoteStore(server).close()
    assert_all_is_there(server)
