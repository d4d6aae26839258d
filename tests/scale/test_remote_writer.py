"""Writing to a server: one writer, whole commits, and nothing that the server would change."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BaseDirection, Literal, NamedNode, Quad, Triple
from queries.answers import documents
from scale.servers import oxigraph, virtuoso

from kg.committing import Committer
from kg.errors import BadRequest, KgError, NotSupported, StoreAway, StoreProblem
from kg.iris import Namespace
from kg.remote import lease
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.remote.reader import RemoteReader
from kg.remote.store import RemoteStore
from kg.remote.watch import RemoteWatch
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import open_checkpoint

GRAPH, P = NamedNode("http://example.org/g"), NamedNode("http://example.org/p")
XSD = "http://www.w3.org/2001/XMLSchema#"


def said(number: int) -> Quad:
    return Quad(NamedNode(f"http://example.org/{number}"), P, Literal(number), GRAPH)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Remote]:
    with oxigraph() as address:
        yield Remote(address, "oxigraph", Namespace().base, "managed", state=_state(tmp_path, "a"))


@pytest.fixture
def stepwise(server: Remote) -> Remote:
    """The same server, treated as one that does operations one by one."""
    return replace(
        server, url=f"{server.url}/query", kind="qlever", other_update=f"{server.url}/update"
    )


def _state(folder: Path, name: str) -> str:
    (folder / name).mkdir(exist_ok=True)
    return str(folder / name)


def _held(remote: Remote) -> set[Quad]:
    with RemoteReader(remote) as reader:
        return set(reader.quads(graph=GRAPH))


def test_a_second_writer_is_refused_until_the_first_one_leaves(
    server: Remote, tmp_path: Path
) -> None:
    other = replace(server, state=_state(tmp_path, "b"))
    first = RemoteStore(server)
    with pytest.raises(StoreProblem, match="another writer"):
        RemoteStore(other)
    with closing(RemoteStore(server)):  # the same one after a kill
        first.apply(Change(insert=[said(1)]), 1)
    RemoteStore(other).close()


def test_a_lease_that_runs_out_lets_another_writer_in(
    server: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_LASTS_S", -1.0)
    late = RemoteStore(server)
    monkeypatch.setattr(lease, "_LASTS_S", 30.0)
    other = replace(server, state=_state(tmp_path, "b"))
    with closing(RemoteStore(other)), pytest.raises(StoreProblem, match="another writer"):
        late.apply(Change(insert=[said(1)]), 1)
    assert _held(server) == set()


def test_each_commit_has_a_number_that_readers_see(server: Remote) -> None:
    watch = RemoteWatch(server)
    before = watch.state()
    with closing(RemoteStore(server)) as store:
        store.apply(Change(insert=[said(1)]), 1)
        store.apply(Change(delete=[said(1)], insert=[said(2)]), 2)
    watch = RemoteWatch(server)
    assert watch.sequence() == 2
    assert watch.state().startswith("2-") and watch.state() == watch.state() != before
    assert _held(server) == {said(2)}


def test_a_commit_over_which_the_server_hangs_up_is_looked_for(
    server: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Endpoint.update_all

    def hang_up(self: Endpoint, operations: Sequence[str], time_s: float) -> None:
        done(self, operations, time_s)
        raise StoreAway("it has hung up", may_be_done=True)

    with closing(RemoteStore(server)) as store:
        with monkeypatch.context() as patched:
            patched.setattr(Endpoint, "update_all", hang_up)
            store.apply(Change(insert=[said(1)]), 1)
        assert store.number == 1
    assert _held(server) == {said(1)}


@pytest.mark.parametrize("steps", range(5))
def test_a_commit_that_was_broken_off_is_finished_by_the_next_writer(
    steps: int, stepwise: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(RemoteStore(stepwise)) as store:
        store.apply(Change(insert=[said(1), said(2)]), 1)
    store = RemoteStore(stepwise)
    made = Endpoint.update
    left = iter(range(steps))

    def break_off(self: Endpoint, text: str, time_s: float = 0.0) -> None:
        if next(left, None) is None:
            raise StoreAway("the power is gone")
        made(self, text, time_s)

    with monkeypatch.context() as patched, pytest.raises((SystemExit, KgError)):
        patched.setattr(Endpoint, "update", break_off)
        store.apply(Change(delete=[said(1)], insert=[said(3)]), 2)
    is_begun = bool(steps)
    assert RemoteWatch(stepwise).state().startswith("0-" if is_begun else "1-")
    with closing(RemoteStore(stepwise)) as after:
        assert after.number == (2 if is_begun else 1)
    assert _held(stepwise) == ({said(2), said(3)} if is_begun else {said(1), said(2)})


def test_15_an_update_that_fails_in_the_middle_does_nothing(
    server: Remote, stepwise: Remote
) -> None:
    text = (
        f"INSERT DATA {{ GRAPH {GRAPH} {{ {GRAPH} {P} 1 }} }} ; DROP GRAPH <http://example.org/x>"
    )
    with closing(RemoteStore(server)) as store, pytest.raises(BadRequest, match="does not exist"):
        store.update(text, "http://example.org/")
    with closing(RemoteStore(stepwise)) as store, pytest.raises(NotSupported, match="one by one"):
        store.update(text, "http://example.org/")
    assert _held(server) == set()


LITERALS = {
    "integer-of-30-digits": Literal("1" * 30, datatype=NamedNode(f"{XSD}integer")),
    "decimal-of-21-digits": Literal("0." + "1" * 20, datatype=NamedNode(f"{XSD}decimal")),
    "year-before-the-first": Literal("-0044-03-15", datatype=NamedNode(f"{XSD}date")),
    "boolean": Literal("true", datatype=NamedNode(f"{XSD}boolean")),
    "plain": Literal("v"),
    "language": Literal("Umwelt", language="de-at"),
    "emoji": Literal("🌊\n\"'\\"),
    "text-of-3-megabytes": Literal("x" * 3_000_000),
    "direction": Literal("سلام", language="ar", direction=BaseDirection.RTL),
    "triple-term": Triple(GRAPH, P, Literal("v")),
}
REFUSED_BY_VIRTUOSO = {
    *("integer-of-30-digits", "decimal-of-21-digits", "year-before-the-first"),
    *("text-of-3-megabytes", "direction", "triple-term"),
}


@pytest.fixture(
    scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.full)]
)
def any_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    folder = tmp_path_factory.mktemp(request.param)
    start = oxigraph() if request.param == "oxigraph" else virtuoso(folder)
    with start as address:
        (folder / "credentials").write_text("digest kg:kg-test-secret")
        credentials = str(folder / "credentials") if request.param == "virtuoso" else ""
        remote = Remote(
            *(address, request.param, Namespace().base, "managed"),
            credentials=credentials,
            state=_state(folder, "state"),
        )
        with closing(RemoteStore(remote)) as store:
            yield store


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.full if "megabytes" in n else ()) for n in LITERALS],
)
def test_14_a_literal_comes_back_as_it_went_or_is_refused(
    name: str, any_store: RemoteStore
) -> None:
    subject = NamedNode(f"http://example.org/{name}")
    quad = Quad(subject, P, LITERALS[name], GRAPH)
    number = any_store.number + 1
    if name in REFUSED_BY_VIRTUOSO and any_store.remote.kind == "virtuoso":
        with pytest.raises(NotSupported, match="does not keep"):
            any_store.apply(Change(insert=[quad]), number)
    else:
        any_store.apply(Change(insert=[quad]), number)
        assert list(any_store.quads(subject)) == [quad]


@pytest.mark.full
def test_documents_come_and_go_as_in_an_embedded_store(server: Remote, tmp_path: Path) -> None:
    some = list(documents().values())[:4]
    changed = [replace(some[0], digest="other", nquads=some[1].nquads.replace(
        some[1].graph.encode(), some[0].graph.encode()))]  # fmt: skip
    ends = []
    for remote in (None, server):
        root = Path(server.state) if remote else tmp_path / "embedded"
        root.mkdir(exist_ok=True)
        archive, names = tmp_path / "archive", Namespace()
        committer = Committer(root, archive, names, managed=True, remote=remote)
        with closing(committer):
            committer.add(some, "2026-01-01T00:00:00Z")
            committer.add(changed, "2026-01-02T00:00:00Z")
            committer.remove(some[2].key, "")
        newest = checkpoints.newest(root)
        reader = RemoteReader(remote) if remote else open_checkpoint(newest or root, names)
        left_out = {NamedNode(names.service), NamedNode(names.runs)}
        with reader:
            ends.append({quad for quad in reader.quads() if quad.graph_name not in left_out})
    assert ends[0] == ends[1]
