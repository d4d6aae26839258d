"""Documents become parts apart from any store, and parts become a store."""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scale.servers import oxigraph

from kg import parts
from kg.dumping import dump
from kg.errors import StoreProblem
from kg.guarded import Preparers
from kg.importing import import_parts
from kg.load import load
from kg.settings import Settings
from kg.sources import Limits

TEXTS = {
    "lakes.txt": "Geneva, 4 March 2024 - The United Nations Environment Programme (UNEP) and the "
    "Ministry of Ecology and Environment of China held a meeting on lakes in Geneva.\n",
    "rivers.txt": "Vientiane, 7 May 2024 - The Ministry of Natural Resources and Environment of "
    "Lao PDR met the Mekong River Commission in Vientiane on 7 May 2024.\n",
    "wetlands.txt": "Gland, 2 June 2024 - The Secretariat of the Convention on Wetlands opened a "
    "workshop on peat in Gland on 2 June 2024.\n",
}
BROKEN = "broken.pdf"
HOSTILE = Path(__file__).resolve().parent.parent / "guarded"  # loaders that do such things
HOSTILE_REASONS = {
    "eat": "needs more than 200 MiB of memory",
    "exit": "the process that read it ended with code 3",
    "fail": "KeyError: 'a fault of the loader'",
    "loop": "takes longer than 5 s",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (made / name).write_text(text)
    (made / BROKEN).write_bytes(b"%PDF-1.7 and nothing else")
    return made


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(store=str(tmp_path_factory.mktemp("store") / "store"), load_workers=1)


@pytest.fixture(scope="module")
def preparers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preparers]:
    with Preparers(replace(settings, archive=str(tmp_path_factory.mktemp("a")))) as made:
        yield made


@pytest.fixture(scope="module")
def made(
    folder: Path, settings: Settings, preparers: Preparers, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with a part for each document."""
    target = tmp_path_factory.mktemp("parts")
    make_all(folder, target, settings, preparers)
    return target


def make_all(folder: Path, target: Path, settings: Settings, preparers: Preparers) -> None:
    parts.begin(target, settings)
    limits = Limits(None, 0, preparers.open)
    for partition in parts.partitions([str(folder)], together=1):
        parts.make_part(partition, target, preparers, limits)


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "parts").iterdir()}


def test_3_a_document_that_cannot_be_read_costs_itself_only(made: Path) -> None:
    totals = parts.totals(made)
    assert (totals.parts, totals.documents, totals.rejected) == (4, 3, 1)
    (rejected,) = (each for manifest in parts.manifests(made) for each in manifest["rejected"])
    assert rejected[0].endswith(BROKEN)


@pytest.mark.full
def test_3_documents_that_exit_loop_raise_or_eat_memory_stand_in_the_manifest(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HOSTILE))
    for word in (*HOSTILE_REASONS, "fine", "well"):
        (tmp_path / f"{word}.txt").write_text(word)
    strict = replace(settings, load_timeout_s=5.0, load_memory_mb=200)
    target = tmp_path / "made"
    with Preparers(parts.begin(target, strict), loaders="hostile_loaders") as preparers:
        (partition,) = parts.partitions([str(tmp_path / "*.txt")])
        manifest = parts.make_part(partition, target, preparers, Limits(None, 0, preparers.open))
    assert {Path(path).stem: reason for path, reason in manifest["rejected"]} == HOSTILE_REASONS
    assert [Path(each["path"]).name for each in manifest["documents"]] == [
        "fine.txt#1",
        "well.txt#1",
    ]


def test_4_a_second_run_does_nothing(
    made: Path, folder: Path, settings: Settings, preparers: Preparers
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (made / "parts").iterdir()}
    make_all(folder, made, settings, preparers)
    assert {path: path.stat().st_mtime_ns for path in (made / "parts").iterdir()} == before


def test_2_a_run_that_was_broken_off_is_gone_on_with(
    made: Path, folder: Path, settings: Settings, preparers: Preparers, tmp_path: Path
) -> None:
    again = tmp_path / "parts-again"
    shutil.copytree(made, again)
    done = sorted((again / "parts").glob("*.json"))
    done[1].unlink()  # the manifest is written last
    (again / "parts" / "000009-left.nq.gz.partial").write_bytes(b"half of it")
    make_all(folder, again, settings, preparers)
    assert held(made).items() <= held(again).items()


def test_4_parts_of_another_version_are_left_alone(made: Path, settings: Settings) -> None:
    with pytest.raises(StoreProblem, match="base_iri"):
        parts.begin(made, replace(settings, base_iri="https://example.org/"))
    with pytest.raises(StoreProblem, match="collection"):
        parts.begin(made, settings, "other")


def test_1_a_part_is_a_function_of_its_files(
    made: Path, folder: Path, settings: Settings, preparers: Preparers, tmp_path: Path
) -> None:
    make_all(folder, tmp_path, settings, preparers)
    assert held(tmp_path) == held(made)


@pytest.mark.full
def test_13_parts_become_the_store_that_loading_makes(
    made: Path, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    report = import_parts(made, settings)
    assert (report.added, report.rejected, report.quads) == (3, [], parts.totals(made).quads)
    loaded = replace(settings, store=str(tmp_path / "store"))
    load([folder], loaded)
    assert b"".join(dump(settings)) == b"".join(dump(loaded))
    assert import_parts(made, settings).unchanged == 3


@pytest.mark.full
def test_13_parts_become_the_same_store_on_a_server(
    made: Path, settings: Settings, tmp_path: Path
) -> None:
    here = replace(settings, store=str(tmp_path / "store"))
    import_parts(made, here)
    with oxigraph() as address:
        there = replace(settings, store=address, state=str(tmp_path / "state"))
        report = import_parts(made, there)
        assert (report.added, report.rejected, report.quads) == (3, [], parts.totals(made).quads)
        assert b"".join(dump(there)) == b"".join(dump(here))


@pytest.mark.full
def test_13_a_damaged_part_is_reported_and_nothing_else_lost(
    made: Path, settings: Settings, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(made, damaged)
    name = next(each["name"] for each in parts.manifests(damaged) if each["documents"])
    part = damaged / "parts" / f"{name}.nq.gz"
    content = gzip.decompress(part.read_bytes())
    part.write_bytes(gzip.compress(content[: len(content) // 2]))
    report = import_parts(damaged, replace(settings, store=str(tmp_path / "store")))
    assert report.added == 2
    assert [each.path for each in report.rejected] == [name]


def test_a_file_of_several_documents_is_a_part_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl.zst", "c.txt", "d.warc.gz", "e.txt"):
        (tmp_path / name).touch()
    divided = [
        [each.member for each in part.files] for part in parts.partitions([str(tmp_path)], 2)
    ]
    assert divided == [["b.jsonl.zst"], ["a.txt", "c.txt"], ["d.warc.gz"], ["e.txt"]]


def test_a_mapping_says_what_the_columns_of_tables_mean(
    settings: Settings, preparers: Preparers, tmp_path: Path
) -> None:
    table, mapping = tmp_path / "treaties.csv", tmp_path / "treaties.yaml"
    table.write_text("Wie,Was\nNorway,Treaty on the Fjord Basin\n")
    mapping.write_text("kind: agreements\ncolumns: {title: Was, parties: Wie}\n")
    target = tmp_path / "made"
    parts.begin(target, settings, mapping=mapping)
    (partition,) = parts.partitions([str(table)])
    limits = Limits(None, 0, preparers.open, mapping)
    manifest = parts.make_part(partition, target, preparers, limits)
    (graph,) = parts.graphs(target, manifest)
    assert b'"Treaty on the Fjord Basin"' in graph.nquads
    mapping.write_text("kind: agreements\ncolumns: {title: Was, parties: [Wie]}\n")
    with pytest.raises(StoreProblem, match="mapping"):
        parts.begin(target, settings, mapping=mapping)


def test_5_progress_is_read_from_the_manifests(made: Path) -> None:
    documents = sum(
        len(json.loads(path.read_text())["documents"]) for path in (made / "parts").glob("*.json")
    )
    assert parts.totals(made).documents == documents
    assert "4 parts" in parts.totals(made).summary()
