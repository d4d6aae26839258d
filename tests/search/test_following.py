"""The index and the log of changes: what moved is written anew, and nothing else."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from writer.one_document import graph_of

from kg.committing import Committer
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.search.finding import Search
from kg.search.index import FILE, Index
from kg.store import checkpoints
from kg.store.base import Solution
from kg.store.embedded import EmbeddedStore, open_checkpoint

NAMES = Namespace()
STARTED = "2026-01-01T00:00:00Z"
LONG = "Minutes of the day. " * 20 + "The bittern 大麻鳽 was heard at dawn. " + "And so on. " * 40
TEXTS = {graph_of("bird count", source_key="count").digest: LONG}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("following")


@pytest.fixture(scope="module")
def committer(root: Path) -> Iterator[Committer]:
    """A store with an index over it, of one document."""
    committer = Committer(root, root / "archive", NAMES, managed=True)
    put(committer, root, graph_of("reed warblers", source_key="page"))
    yield committer
    committer.close()


def put(committer: Committer, root: Path, graph: DocumentGraph) -> None:
    committer.add([graph], STARTED)
    committer.publish()
    bring_up_to_date(root)


def bring_up_to_date(root: Path) -> None:
    newest = checkpoints.newest(root)
    assert newest
    index = Index(root, NAMES, TEXTS.get)
    with open_checkpoint(newest, NAMES) as reader:
        index.update(reader, reader.sequence)
        index.count(reader, reader.sequence)
    index.close()


def found(root: Path, text: str) -> list[str]:
    """Return the names of what has just these words."""
    answer = Search(root).find(text, {})
    return [] if answer.instead else [hit.name for hit in answer.hits]


def numbers(root: Path) -> dict[str, int]:
    data = sqlite3.connect(root / FILE)
    rows = dict(data.execute("SELECT iri, id FROM things"))
    data.close()
    return rows


def test_what_moved_is_written_anew_and_nothing_else(committer: Committer, root: Path) -> None:
    assert found(root, "reed warblers")
    before = numbers(root)
    put(committer, root, graph_of("marsh harriers", source_key="page"))
    assert found(root, "marsh harriers")
    assert found(root, "reed warblers") == []
    unmoved = NAMES.thing("agency", "unep")
    assert numbers(root)[unmoved] == before[unmoved]
    committer.remove(graph_of("", source_key="page").key, "")
    committer.publish()
    bring_up_to_date(root)
    assert found(root, "marsh harriers") == []


def test_full_texts_are_found_where_they_may_be_shown(
    committer: Committer, root: Path, tmp_path: Path
) -> None:
    put(committer, root, graph_of("bird count", source_key="count"))
    for asked, sought in (("bitterns dawn", "bittern"), ("大麻鳽", "大麻鳽")):
        (hit,) = Search(root).find(asked, {}).hits
        assert next(part.text for part in hit.extract if part.is_sought) == sought
        assert len("".join(part.text for part in hit.extract)) < 250
    shutil.copy(root / FILE, tmp_path)
    Index(tmp_path, NAMES).close()  # which is to know quotes alone
    assert not Search(tmp_path).is_ready()


def test_it_counts_what_there_is_and_how_terms_are_used(committer: Committer, root: Path) -> None:
    put(committer, root, graph_of("otter tracks", source_key="otters"))
    overview = Search(root).overview(10)
    assert overview and overview.counts["document"] >= 1
    sequence, uses = Search(root).uses()
    count, example = uses["https://w3id.org/ecoaccord/ns#Document"]
    assert (sequence, count) == (overview.sequence, overview.counts["document"])
    assert "/id/document/" in example


def test_facets_alone_choose_too(committer: Committer, root: Path) -> None:
    put(committer, root, graph_of("beaver dams", source_key="beavers"))
    assert Search(root).find("", {"kind": "document"}).total >= 1
    assert Search(root).find("", {}).total == 0
    assert Search(root).find("?!", {"kind": "document"}).total == 0


class _Breaking:
    """A reader that is killed after so many queries."""

    def __init__(self, reader: EmbeddedStore, queries: int) -> None:
        self._reader, self._left = reader, queries

    def select(self, query: str) -> list[Solution]:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return self._reader.select(query)


@pytest.mark.full
def test_making_it_goes_on_where_it_was_broken_off(committer: Committer, root: Path) -> None:
    put(committer, root, graph_of("reed warblers", source_key="broken"))
    newest = checkpoints.newest(root)
    assert newest
    (root / FILE).unlink()
    index = Index(root, NAMES, TEXTS.get)
    with open_checkpoint(newest, NAMES) as reader, pytest.raises(KeyboardInterrupt):
        index.update(_Breaking(reader, 8), reader.sequence)  # type: ignore[arg-type]
    index.close()
    begun = numbers(root)
    assert begun and not Search(root).is_ready()
    put(committer, root, graph_of("marsh harriers", source_key="other"))
    assert found(root, "reed warblers") and found(root, "marsh harriers")
    assert begun.items() <= numbers(root).items()


@pytest.mark.full
def test_an_index_of_another_history_is_made_anew(committer: Committer, root: Path) -> None:
    put(committer, root, graph_of("reed warblers", source_key="history"))
    data = sqlite3.connect(root / FILE)
    data.execute("UPDATE about SET value = '1 2000-01-01T00:00:00Z' WHERE name = 'entry'")
    data.execute("UPDATE things SET iri = iri || '-of-old', digest = '' WHERE kind = 'document'")
    data.commit()
    data.close()
    newest = checkpoints.newest(root)
    assert newest
    index = Index(root, NAMES, TEXTS.get)
    with open_checkpoint(newest, NAMES) as reader, pytest.raises(KeyboardInterrupt):
        index.update(_Breaking(reader, 8), reader.sequence)  # type: ignore[arg-type]
    index.close()
    meanwhile = Search(root).find("reed warblers", {})
    assert meanwhile.hits and not meanwhile.is_current
    bring_up_to_date(root)
    after = Search(root).find("reed warblers", {})
    assert after.hits and after.is_current
    assert not [iri for iri in numbers(root) if iri.endswith("-of-old")]
