"""What is erased is nowhere any more: the whole directory is searched for its words."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from erasure.searching import holders
from flask.testing import FlaskClient
from pyoxigraph import NamedNode
from writer.one_document import graph_of

from kg.committing import Committer
from kg.erasing import Eraser
from kg.erasure import Erased, admit, erase
from kg.errors import NotFound
from kg.graph.view import rebuild
from kg.identity.decision import Decision
from kg.identity.decisions import read as read_decisions
from kg.iris import Namespace
from kg.load import load
from kg.search.index import Index
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.checkpoints import pin_newest
from kg.terms import DCTERMS
from kg.writer import reader
from server import create_app

NAMES = Namespace()
STARTED = "2026-01-01T00:00:00Z"
GONE = ("Quibblethorpe", "zanzibaric", "earlierwording")
TEXT = (
    "Zone {word} opens\n\nOn 5 May 2023, China's Ministry of Ecology and Environment and the "
    "United Nations Environment Programme held their {word} dialogue in Nairobi. Minister Anna "
    "Quibblethorpe attended. They signed a memorandum of understanding on biodiversity.\n"
)
KEPT = (
    "Ministers meet again\n\nOn 9 June 2023, China's Ministry of Ecology and Environment and the "
    "United Nations Environment Programme held their remainingwords dialogue in Geneva.\n"
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("erased")
    log = str(root / "queries.log")
    return Settings(store=str(root / "data" / "store"), load_workers=1, query_workers=1, log=log)


@pytest.fixture(scope="module")
def page(settings: Settings) -> Path:
    """A page in its second version, beside another one; its words are all over the place."""
    root, data = Path(settings.log).parent, Path(settings.store)
    page = root / "page.txt"
    page.write_text(TEXT.format(word="earlierwording"))
    load([page], settings)
    page.write_text(TEXT.format(word="zanzibaric"))
    (root / "kept.txt").write_text(KEPT)
    load([page, root / "kept.txt"], settings)
    index = Index(data, NAMES)
    with reader(settings) as store:
        index.update(store, store.sequence)
    index.close()
    report = data / "uploads" / "abc" / "upload.json"
    report.parent.mkdir(parents=True)
    report.write_text(json.dumps({"state": "done", "report": {"rejected": "zanzibaric.txt"}}))
    audit = {"token": "harvester", "address": "/documents?name=zanzibaric.txt"}
    (data / "audit.jsonl").write_text(json.dumps(audit) + "\n")
    lines = [{"event": "query-start", "text": "ASK { ?s ?p 'zanzibaric' }"}, {"event": "query-end"}]
    Path(settings.log).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return page


@pytest.fixture(scope="module")
def erased(settings: Settings, page: Path) -> Erased:
    data = Path(settings.store).parent
    assert len(holders(data, *GONE)) > 5  # the search finds them while they are there
    return erase(str(page), settings)


def test_its_words_are_nowhere(settings: Settings, erased: Erased) -> None:
    assert not erased.readers_left and not erased.index_left
    assert holders(Path(settings.store).parent, *GONE, "page.txt") == []
    assert [json.loads(line) for line in Path(settings.log).read_text().splitlines()] == [
        {"event": "query-start"},
        {"event": "query-end"},
    ]


def test_all_else_is_as_though_it_had_never_been(settings: Settings, erased: Erased) -> None:
    assert len(erased.documents) == 2  # the earlier version of the file, too
    assert holders(Path(settings.store).parent, "remainingwords") != []
    with reader(settings) as store:
        view = NamedNode(NAMES.view)
        assert set(store.quads(graph=view)) == set(rebuild(store, NAMES))


def test_its_address_says_that_it_is_gone(settings: Settings, erased: Erased) -> None:
    application = create_app(settings)
    client: FlaskClient = application.test_client()
    for key in erased.documents:
        for path in (f"/id/document/{key}", f"/page/document/{key}", f"/data/document/{key}.ttl"):
            assert client.get(path, follow_redirects=True).status_code == 410
    assert "erased" in client.get("/changes").text
    application.extensions["pool"].close()


def test_it_does_not_come_back_until_it_is_let_in(
    settings: Settings, page: Path, erased: Erased
) -> None:
    refused = load([page], settings)
    assert "erased for good" in refused.rejected[0].reason
    assert holders(Path(settings.store).parent, *GONE) == []
    assert admit(erased.documents[0], settings)
    assert not admit(erased.documents[0], settings)
    assert load([page], settings).added == 1


@pytest.fixture
def committer(tmp_path: Path) -> Iterator[Committer]:
    yield opened(tmp_path)


def opened(root: Path) -> Committer:
    return Committer(root / "store", root / "archive", NAMES, managed=True)


@pytest.mark.parametrize("step", ["_log.erase", "_store.rewrite", "publish"])
def test_an_erasure_that_is_broken_off_is_finished_by_the_next_writer(
    committer: Committer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    committer.add([graph_of("zanzibaric"), graph_of("remains")], STARTED)
    committer.publish()
    owner, _, name = step.rpartition(".")
    with monkeypatch.context() as patched:
        patched.setattr(getattr(committer, owner) if owner else committer, name, _die)
        with pytest.raises(KeyboardInterrupt):
            Eraser(committer, tmp_path / "store", tmp_path / "archive").erase(
                graph_of("zanzibaric").key, "", ""
            )
    committer._store.close()
    again = opened(tmp_path)
    Eraser(again, tmp_path / "store", tmp_path / "archive").resume()
    again.close()
    assert holders(tmp_path, "zanzibaric") == []
    assert holders(tmp_path, "remains") != []


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_pinned_state_goes_when_its_reader_leaves(committer: Committer, tmp_path: Path) -> None:
    committer.add([graph_of("zanzibaric")], STARTED)
    committer.publish()
    pinned = pin_newest(tmp_path / "store")
    assert pinned
    Eraser(committer, tmp_path / "store", tmp_path / "archive").erase(
        graph_of("zanzibaric").key, "", ""
    )
    assert not committer.is_swept
    assert len(list(checkpoints.folder(tmp_path / "store").iterdir())) == 2
    pinned.close()
    committer.sweep()
    assert committer.is_swept
    assert holders(tmp_path, "zanzibaric") == []
    committer.close()


def test_decisions_about_it_go_too(committer: Committer, tmp_path: Path) -> None:
    committer.add([graph_of("zanzibaric")], STARTED)
    document = f"<{NAMES.thing('document', graph_of('zanzibaric').key)}>"
    decision = Decision(
        "reject",
        document,
        f"{DCTERMS.title}",
        '"zanzibaric"@en',
        source=document,
        who="editor",
        when=STARTED,
        why="zanzibaric is no title",
    )
    committer.decide([decision], [], {})
    Eraser(committer, tmp_path / "store", tmp_path / "archive").erase(document[1:-1], "", "")
    assert read_decisions(committer._store, NAMES) == []
    assert holders(tmp_path, "zanzibaric") == []
    committer.close()


def test_bytes_that_another_document_needs_stay(committer: Committer, tmp_path: Path) -> None:
    first, second = (graph_of("same", source_key=key) for key in ("page one", "page two"))
    committer.add([first, second], STARTED)
    _, hashes = committer.family(first.key, "")
    assert hashes == {first.key}
    committer.close()


def test_bytes_of_what_was_removed_before_go_too(committer: Committer, tmp_path: Path) -> None:
    graph = graph_of("zanzibaric", source_key="page")
    committer.add([graph], STARTED)
    kept = tmp_path / "archive" / graph.digest[:2] / graph.digest[2:4] / f"{graph.digest}.gz"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(gzip.compress(b"{}\nzanzibaric"))
    committer.remove(graph.key, "")
    assert holders(tmp_path, "zanzibaric") != []
    eraser = Eraser(committer, tmp_path / "store", tmp_path / "archive")
    assert eraser.erase(graph.key, "", "") == [graph.key]
    assert holders(tmp_path, "zanzibaric") == []
    with pytest.raises(NotFound):
        eraser.erase("nothing", "", "")
    committer.close()
