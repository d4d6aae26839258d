"""Tables in the store: rows, mappings, and what comes back."""

from pathlib import Path

import pytest
from load.small_corpus import problems

from kg.archive import Archive
from kg.iris import Namespace
from kg.load import load
from kg.reasons import explain
from kg.settings import Settings
from kg.terms import EA
from kg.writer import reader

REGISTER = """Title,Party A,Party B,Signed on,Status
Memorandum on Wetlands,UNEP,Ministry of Environment of Peru,15 May 2023,In force
Letter of Intent,UNEP,Blue River Trust,2024-03,sleeping
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"), load_workers=1)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    return file


def statuses(settings: Settings) -> list[str]:
    with reader(settings) as store:
        rows = store.select(f"SELECT ?status {{ ?agreement {EA.status} ?status }}")
        return sorted(row["status"].value.rpartition("#")[2] for row in rows)


def test_row_that_nobody_understands_is_told_and_the_others_are_loaded(
    register: Path, settings: Settings
) -> None:
    report = load([register], settings)
    (rejected,) = report.rejected
    assert report.added == 1 and "E3: 'sleeping' is no status" in rejected.reason
    assert statuses(settings) == ["in-force"]
    assert problems(settings) == []


@pytest.mark.full
def test_new_mapping_is_a_new_state_of_the_table(register: Path, settings: Settings) -> None:
    load([register], settings)
    mapping = register.with_name("register.mapping.yaml")
    mapping.write_text("values: {status: {sleeping: preliminary}}", encoding="utf-8")
    report = load([register], settings)
    assert (report.replaced, report.rejected) == (1, [])
    assert load([register.parent / "*.*"], settings).unchanged == 1
    assert statuses(settings) == ["in-force", "preliminary"]
    with reader(settings) as store:
        rows = store.select(f"SELECT ?digest {{ ?d a {EA.Document}; {EA.contentDigest} ?digest }}")
        (digest,) = [row["digest"].value for row in rows]
    document = Archive(settings.archive_path).document(digest)
    assert document.text.startswith("Title\tParty A")
    assert problems(settings) == []


def test_fact_of_a_table_is_explained_by_its_cell(register: Path, settings: Settings) -> None:
    load([register], settings)
    with reader(settings) as store:
        (row,) = store.select(f"SELECT ?a {{ ?a {EA.status} ?status }}")
        reasons = explain(store, Namespace(), row["a"].value)
    told = {(r.quote, r.cell) for r in reasons if r.predicate.endswith("status")}
    assert told == {("In force", "E2")}
