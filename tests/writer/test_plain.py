"""A plain dataset holds what its users write, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from writer.one_document import graph_of

from kg.dumping import dump
from kg.errors import NotFound, StoreProblem
from kg.settings import Settings
from kg.store.numbering import Numbering
from kg.writer import WriterClient

LIMITS = {"time_s": 60.0, "memory_mb": 0, "least_free_bytes": 0}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"), dataset="plain")


def update(writer: WriterClient, text: str) -> int:
    header = {"command": "update", "original": None, "mark": None, "graphs": None}
    header |= {"limits": LIMITS, "condition": None, "flush": True}
    return writer.change(header, text.encode()).sequence


def test_it_is_empty_at_first_and_after_everything_was_dropped(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as writer:
        assert writer.checkpoint() > 0
        assert b"".join(dump(settings)) == b""
        update(writer, "INSERT DATA { <a> <b> 1 GRAPH <g> { <a> <b> 2 } }")
        writer.checkpoint()
        assert len(b"".join(dump(settings, runs=True)).splitlines()) == 2
        update(writer, "DROP ALL")
        writer.checkpoint()
        assert b"".join(dump(settings, runs=True)) == b""


def test_commits_are_counted_upwards_across_lives(settings: Settings) -> None:
    numbers = []
    for life in range(3):
        with WriterClient.connect_or_start(settings) as writer:
            numbers += [update(writer, f"INSERT DATA {{ <a> <b> {life} }}") for _ in range(2)]
    assert numbers == sorted(set(numbers))


def test_numbers_are_given_once_even_when_a_life_is_cut_short(tmp_path: Path) -> None:
    given: list[int] = []
    for _ in range(4):
        numbering = Numbering(tmp_path)
        given += [numbering.next() for _ in range(700)]
    assert given == sorted(set(given))


def test_it_takes_no_documents(settings: Settings) -> None:
    with WriterClient.connect_or_start(settings) as writer:
        outcome = writer.commit([graph_of("one")], "2026-01-01T00:00:00Z").result().outcomes[0]
        assert outcome[0] == "rejected" and "plain" in outcome[1]
        with pytest.raises(NotFound, match="plain"):
            writer.remove("one")


@pytest.mark.parametrize("first", ["plain", "managed"])
def test_a_store_stays_what_it_was_made_as(settings: Settings, first: str) -> None:
    made = replace(settings, dataset=first)
    with WriterClient.connect_or_start(made):
        pass
    other = replace(settings, dataset="managed" if first == "plain" else "plain")
    with pytest.raises(StoreProblem, match="dataset"):
        WriterClient.connect_or_start(other)
