"""`kg upgrade`: another extractor takes over, and is taken back; old formats are read."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from load.small_corpus import english, problems, write_corpus
from pyoxigraph import NamedNode, Triple

from kg import upgrade
from kg.diff import diff
from kg.errors import NotFound, StoreProblem
from kg.history.moves import triples
from kg.history.past import Past
from kg.identity.decision import Decision
from kg.identity.decisions import read as read_decisions
from kg.iris import PREFIX_LINES, Namespace
from kg.load import load
from kg.settings import Settings
from kg.store.rewriting import BEFORE
from kg.terms import SKOS
from kg.writer import WriterClient, reader

NAMES = Namespace()
UNLIMITED = 1 << 60
WHEN = "2026-01-01T00:00:00Z"
EVENTS = (
    PREFIX_LINES + "SELECT ?d ?e ?name { ?d ea:reports ?e . ?e a ea:Event ; skos:prefLabel ?name } "
    "ORDER BY ?e"
)


def view(settings: Settings) -> set[Triple]:
    with reader(settings) as store:
        return {quad.triple for quad in store.quads(graph=NamedNode(NAMES.view))}


def replayed(settings: Settings) -> set[Triple]:
    past = Past(Path(settings.store))
    state = {e.move.subject: e.move.after for e in past.entries(*past.since(0, UNLIMITED))}
    return {triple for subject, said in state.items() for triple in triples(subject, said)}


def rejection(settings: Settings) -> Decision:
    """Return what takes its name from an event."""
    with reader(settings) as store:
        row = store.select(EVENTS)[0]
    document, event, name = (str(row[each]) for each in ("d", "e", "name"))
    return Decision(
        "reject", event, str(SKOS.prefLabel), name, source=document, who="editor", when=WHEN
    )


def is_followed(settings: Settings) -> bool:
    """Tell whether the one decision there is stands, and the view is without what it rejects."""
    with reader(settings) as store:
        (decision,) = read_decisions(store, NAMES)
    lines = {str(triple) for triple in view(settings)}
    return f"{decision.subject} {decision.predicate} {decision.object}" not in lines


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store with a few documents, facts of every confidence, and a decision."""
    root = tmp_path_factory.mktemp("upgrade")
    settings = Settings(store=str(root / "store"), load_workers=1, min_confidence=0.0)
    write_corpus(root / "docs", 4)
    with WriterClient.connect_or_start(settings) as writer:
        assert load([root / "docs"], settings).added == 4
        writer.decide([rejection(settings)])
        writer.checkpoint()
    assert is_followed(settings)
    return settings


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    """A copy of it."""
    root = Path(made.store).parent
    for name in ("store", "archive"):
        shutil.copytree(root / name, tmp_path / name)
    return replace(made, store=str(tmp_path / "store"))


@pytest.fixture
def docs(made: Settings) -> Path:
    return Path(made.store).parent / "docs"


@pytest.fixture
def service(settings: Settings) -> Iterator[WriterClient]:
    """Something that stays connected to the writer, as `kg serve` does."""
    with WriterClient.connect_or_start(settings) as client:
        yield client


@pytest.mark.full
def test_another_extractor_takes_over(settings: Settings, service: WriterClient) -> None:
    before, sequence = view(settings), service.stats()["sequence"]
    stricter = replace(settings, min_confidence=0.99)
    assert upgrade.plan(stricter).replaced == 4
    beside = Path(upgrade.planned(settings).store)
    differences = list(diff(Path(settings.store), beside, settings))
    assert any(difference.removed for difference in differences)
    assert view(settings) == before  # until it takes over
    upgrade.take(stricter)
    assert service.stats()["sequence"] > sequence
    taken = view(settings)
    assert len(taken) < len(before)
    assert replayed(settings) == taken
    assert is_followed(settings)


@pytest.mark.full
def test_what_was_loaded_meanwhile_comes_along_there_and_back(
    settings: Settings, service: WriterClient, docs: Path, tmp_path: Path
) -> None:
    stricter = replace(settings, min_confidence=0.99)
    upgrade.plan(stricter)
    (tmp_path / "later.txt").write_text(english(9))
    assert load([tmp_path / "later.txt"], settings).added == 1
    later = view(settings)
    assert upgrade.take(stricter).added == 1
    assert load([docs, tmp_path / "later.txt"], stricter).unchanged == 5
    assert problems(settings) == []

    upgrade.back(settings)
    assert view(settings) == later
    assert replayed(settings) == later
    assert is_followed(settings)
    assert (Path(settings.store) / BEFORE).exists()
    upgrade.finish(settings)
    assert not (Path(settings.store) / BEFORE).exists()
    with pytest.raises(NotFound):
        upgrade.back(settings)
    with pytest.raises(NotFound):
        upgrade.take(settings)


@pytest.mark.full
def test_a_store_of_the_former_format_is_brought_to_this_one(
    settings: Settings, docs: Path
) -> None:
    before = view(settings)
    stamp = Path(settings.store) / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"format": 1}))
    with pytest.raises(StoreProblem, match="format 1, not 2; kg upgrade"):
        WriterClient.connect_or_start(settings)
    assert upgrade.is_outdated(settings)
    assert upgrade.renew(settings) == 4
    assert not upgrade.is_outdated(settings)
    assert view(settings) == before == replayed(settings)
    assert is_followed(settings)
    assert load([docs], settings).unchanged == 4
    assert problems(settings) == []
    upgrade.back(settings)
    assert upgrade.is_outdated(settings)
    assert upgrade.renew(settings) == 4


def test_a_store_in_use_is_not_renewed(settings: Settings, service: WriterClient) -> None:
    with pytest.raises(StoreProblem, match="in use"):
        upgrade.renew(settings)
