"""What the writer makes of documents: one commit each way, and a memory of paths."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from writer.one_document import graph_of

from kg.committing import Committer, Outcome
from kg.dumping import dump
from kg.errors import NotFound
from kg.iris import Namespace, h16
from kg.runs import Candidate
from kg.terms import DCTERMS, EA, RDF, SKOS

NAMES = Namespace()
STARTED = "2026-01-01T00:00:00Z"


@pytest.fixture
def committer(tmp_path: Path) -> Iterator[Committer]:
    committer = Committer(tmp_path / "store", tmp_path / "archive", NAMES, managed=True)
    yield committer
    committer.close()


def add(committer: Committer, *texts: str, path: str = "-", **identity: str) -> list[str]:
    graphs = [graph_of(text, path, **identity) for text in texts]
    return [outcome.kind for outcome in committer.add(graphs, STARTED)]


def titles(committer: Committer) -> list[str]:
    """Return what the view says the events are, which is the texts of the active documents."""
    rows = committer._store.select(
        f"SELECT ?label {{ ?event a {EA.Event}; {SKOS.prefLabel} ?label }}"
    )
    return sorted(row["label"].value for row in rows)


def runs(committer: Committer) -> list[Quad]:
    return list(committer._store.quads(None, None, None, NamedNode(NAMES.runs)))


def test_new_store_holds_the_vocabulary(committer: Committer) -> None:
    assert committer._store.select(f"SELECT ?s {{ ?s {RDF.type} {SKOS.ConceptScheme} }}")
    assert committer.sequence == committer.published == 1


def test_many_documents_are_one_commit(committer: Committer) -> None:
    texts = [f"text {n}" for n in range(40)]
    assert add(committer, *texts) == ["added"] * 40
    assert committer.sequence == 2
    assert titles(committer) == sorted(texts)


def test_same_bytes_again_change_nothing(committer: Committer) -> None:
    add(committer, "one")
    before = runs(committer)
    assert add(committer, "one") == ["unchanged"]
    assert runs(committer) == before
    assert committer.sequence == 2


def test_other_bytes_of_one_source_replace_its_facts_in_one_commit(committer: Committer) -> None:
    add(committer, "one", source_key="https://example.org/a")
    assert add(committer, "two", source_key="https://example.org/a") == ["replaced"]
    assert titles(committer) == ["two"]
    assert committer.sequence == 3


def test_one_source_twice_in_a_batch_leaves_the_later_one(committer: Committer) -> None:
    assert add(committer, "one", "two", source_key="x") == ["added", "replaced"]
    assert titles(committer) == ["two"]


def test_other_bytes_at_a_path_supersede_the_document(committer: Committer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    path = str(tmp_path / "a.txt")
    add(committer, "one", path=path)
    assert add(committer, "two", path=path) == ["replaced"]
    assert titles(committer) == ["two"]
    old, new = (NamedNode(NAMES.thing("document", graph_of(t).key)) for t in ("one", "two"))
    identity = NamedNode(NAMES.identity)
    assert list(committer._store.quads(old, DCTERMS.isReplacedBy, new, identity))
    assert add(committer, "one", path=path) == ["replaced"]
    assert titles(committer) == ["one"]


def test_bytes_that_stand_under_another_path_too_stay(committer: Committer, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    first, second = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    add(committer, "one", path=first)
    assert committer.known([Candidate(graph_of("one").digest, second)]) == [True]
    add(committer, "two", path=first)
    assert titles(committer) == ["one", "two"]
    (tmp_path / "b.txt").unlink()
    (tmp_path / "c.txt").touch()
    add(committer, "three", path=first)  # nothing else holds "two" any more
    assert titles(committer) == ["one", "three"]


def test_file_that_becomes_a_copy_of_another_gives_its_document_up(
    committer: Committer, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    add(committer, "one", path=str(tmp_path / "a.txt"))
    add(committer, "two", path=str(tmp_path / "b.txt"))
    assert committer.known([Candidate(graph_of("two").digest, str(tmp_path / "a.txt"))]) == [False]
    assert add(committer, "two", path=str(tmp_path / "a.txt")) == ["unchanged"]
    assert titles(committer) == ["two"]


def test_known_are_bytes_and_paths_loaded_before(committer: Committer) -> None:
    add(committer, "one", path="/docs/a.txt")
    digest, other = graph_of("one").digest, graph_of("two").digest
    candidates = [
        Candidate(digest, "/docs/a.txt"),
        Candidate(digest, "/docs/copy.txt"),
        Candidate(other, "/docs/a.txt"),
        Candidate(digest, "/docs/a.txt", "news/a.txt"),
    ]
    assert committer.known(candidates) == [True, True, False, False]
    add(committer, "one", path="/docs/a.txt", source_key="news/a.txt")
    assert committer.known(candidates) == [True, True, False, True]


def test_two_files_of_one_source_do_not_take_turns(committer: Committer) -> None:
    """The later one stands; loading both again must find nothing to do."""
    add(committer, "one", path="/docs/a.html", source_key="https://example.org/a")
    add(committer, "two", path="/docs/b.html", source_key="https://example.org/a")
    both = [
        Candidate(graph_of(text).digest, path)
        for text, path in (("one", "/docs/a.html"), ("two", "/docs/b.html"))
    ]
    assert committer.known(both) == [True, True]


def test_bytes_read_in_another_way_before_are_read_again(committer: Committer) -> None:
    graph = graph_of("one", "/docs/a.txt")
    add(committer, "one", path="/docs/a.txt")
    candidate = Candidate(graph.digest, "/docs/a.txt", pipeline="next")
    elsewhere = replace(candidate, path="/docs/copy.txt")
    assert committer.known([candidate, elsewhere]) == [False, False]
    (outcome,) = committer.add([replace(graph, pipeline="next")], STARTED)
    assert outcome.kind == "replaced"
    assert committer.known([candidate, elsewhere]) == [True, True]


@pytest.mark.parametrize("kind", ["key", "iri", "graph", "version", "path"])
def test_removed_document_is_gone_and_can_be_loaded_again(committer: Committer, kind: str) -> None:
    graph = graph_of("one", "/docs/a.txt")
    references = {
        "key": graph.key,
        "iri": NAMES.thing("document", graph.key),
        "graph": graph.graph,
        "version": NAMES.thing("version", f"{graph.key}-{h16(graph.digest)}"),
        "path": "/docs/a.txt",
    }
    committer.add([graph, graph_of("two")], STARTED)
    assert (
        committer.remove(references[kind], "/docs/a.txt" if kind == "path" else "/x") == graph.key
    )
    assert titles(committer) == ["two"]
    assert committer.known([Candidate(graph.digest, "/docs/a.txt")]) == [False]
    assert committer.add([graph], STARTED) == [Outcome("added")]


def test_unknown_document_cannot_be_removed(committer: Committer) -> None:
    with pytest.raises(NotFound, match="no document nothing"):
        committer.remove("nothing", "/nothing")


def test_document_that_cannot_be_committed_does_not_hold_up_the_others(
    committer: Committer,
) -> None:
    fine = graph_of("one")
    broken = type(fine)("k", "k", "d", "-", "k", fine.graph, b"not a quad\n")
    outcomes = committer.add([fine, broken, graph_of("two")], STARTED)
    assert [outcome.kind for outcome in outcomes] == ["added", "rejected", "added"]
    assert outcomes[1].reason.startswith("SyntaxError")
    assert titles(committer) == ["one", "two"]


def test_sequence_goes_on_after_reopening(tmp_path: Path) -> None:
    for expected in (2, 3):
        committer = Committer(tmp_path / "store", tmp_path / "archive", NAMES, managed=True)
        add(committer, f"text {expected}")
        assert committer.sequence == expected
        committer.close()


def test_history_of_loading_leaves_no_trace_in_dumps(tmp_path: Path) -> None:
    """Dumps are a function of the documents: not of the order, the batches, or the clock."""
    from kg.settings import Settings

    dumps = []
    for name, batches in (("a", [["one", "two"], ["three"]]), ("b", [["three"], ["two", "one"]])):
        settings = Settings(store=str(tmp_path / name / "store"))
        committer = Committer(tmp_path / name / "store", tmp_path / "archive", NAMES, managed=True)
        for batch in batches:
            add(committer, *batch)
        committer.close()
        dumps.append(b"".join(dump(settings)))
        assert len(b"".join(dump(settings, runs=True))) > len(dumps[-1])
    assert dumps[0] == dumps[1]
    assert dumps[0].splitlines() == sorted(dumps[0].splitlines())
