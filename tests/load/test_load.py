"""Loading: everything that can be read, once, whatever else lies in the folder."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from load.small_corpus import chinese, english, problems, write_corpus

from kg.archive import Archive
from kg.dumping import dump
from kg.errors import NotFound
from kg.iris import Namespace, h16
from kg.load import LoadReport, load, remove
from kg.settings import Settings
from kg.terms import EA
from kg.writer import reader


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"), load_workers=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    write_corpus(folder)
    return folder


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    return report.added, report.replaced, report.unchanged, len(report.rejected)


def digests(settings: Settings) -> list[str]:
    with reader(settings) as source:
        rows = source.select(
            f"SELECT ?digest {{ ?document a {EA.Document}; {EA.contentDigest} ?digest }}"
        )
        return sorted(row["digest"].value for row in rows)


def everything(settings: Settings, *, runs: bool = False) -> bytes:
    return b"".join(dump(settings, runs=runs))


def test_folder_of_mixed_formats_is_loaded_and_archived(folder: Path, settings: Settings) -> None:
    report = load([folder], settings)
    assert counts(report) == (12, 0, 0, 0)
    assert "12 documents added" in report.summary()
    assert problems(settings) == []
    found = digests(settings)
    assert len(found) == 12
    archive = Archive(settings.archive_path)
    assert all(archive.document(digest).digest == digest for digest in found)


def test_loading_again_changes_nothing(folder: Path, settings: Settings) -> None:
    load([folder], settings)
    before = everything(settings, runs=True)
    assert counts(load([folder], settings)) == (0, 0, 12, 0)
    assert everything(settings, runs=True) == before


def test_bad_documents_are_rejected_with_a_reason_and_the_rest_is_loaded(
    folder: Path, settings: Settings
) -> None:
    (folder / "garbage.txt").write_bytes(os.urandom(5000))
    (folder / "empty.txt").touch()
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "more" / "loop").symlink_to("..")
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.jsonl").write_text('{"text": \n[1]\n{"title": "none"}\n', encoding="utf-8")
    with (folder / "long.txt").open("wb") as file:
        file.truncate(200_000_000)
    report = load([folder], settings)
    assert report.added == 12
    reasons = {str(Path(r.path).relative_to(folder)): r.reason for r in report.rejected}
    assert set(reasons) == {
        "broken.jsonl#1", "broken.jsonl#2", "broken.jsonl#3", "empty.txt", "garbage.txt",
        "gone.txt", "long.txt", "more/loop", "pipe.txt",
    }  # fmt: skip
    assert reasons["empty.txt"] == "it is empty"
    assert all(reasons.values())


def test_hostile_markup_and_wrong_charsets_do_not_stop_anything(
    folder: Path, settings: Settings
) -> None:
    (folder / "broken.html").write_text(
        "<div><p>They met in Bonn<div></p></b>" * 50, encoding="utf-8"
    )
    wrong = '<html><head><meta charset="ascii"></head><body><p>' + chinese(1) + "</p></body></html>"
    (folder / "wrong.html").write_bytes(wrong.encode("gb18030"))
    (folder / "deep.html").write_text("<div>" * 20_000 + "deep", encoding="utf-8")
    report = load([folder], settings)
    assert report.added + len(report.rejected) == 15
    assert report.added >= 12
    assert problems(settings) == []


def test_strict_stops_at_the_first_rejection(folder: Path, settings: Settings) -> None:
    (folder / "000.bin").write_bytes(b"\0")
    (folder / "zzz.bin").write_bytes(b"\0")
    report = load([folder], settings, strict=True)
    assert [Path(rejected.path).name for rejected in report.rejected] == ["000.bin"]
    assert problems(settings) == []


def test_changed_file_takes_the_place_of_its_document(folder: Path, settings: Settings) -> None:
    load([folder], settings)
    file = folder / "000.txt"
    before = digests(settings)
    file.write_text(english(99), encoding="utf-8")
    assert counts(load([folder], settings)) == (0, 1, 11, 0)
    assert len(digests(settings)) == 12
    assert problems(settings) == []
    file.write_text(english(0), encoding="utf-8")
    assert counts(load([folder], settings)) == (0, 1, 11, 0)
    assert digests(settings) == before


@pytest.mark.full
def test_changed_line_of_the_same_source_replaces_its_facts(
    tmp_path: Path, settings: Settings
) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": "a", "text": "They met."}\n{"id": "b", "text": "We met."}\n')
    load([lines], settings)
    lines.write_text('{"id": "b", "text": "We met."}\n{"id": "a", "text": "They never met."}\n')
    assert counts(load([lines], settings)) == (0, 1, 1, 0)
    assert len(digests(settings)) == 2
    assert counts(load([lines], settings)) == (0, 0, 2, 0)


def test_same_bytes_elsewhere_are_the_same_document(tmp_path: Path, settings: Settings) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(english(1), encoding="utf-8")
    load([tmp_path / "a.txt"], settings)
    assert counts(load([tmp_path / "b.txt"], settings)) == (0, 0, 1, 0)


@pytest.mark.full
def test_member_of_a_collection_keeps_its_identity_when_it_changes(
    folder: Path, settings: Settings
) -> None:
    load([folder], settings, collection="news")
    (folder / "000.txt").write_text(english(99), encoding="utf-8")
    assert counts(load([folder], settings, collection="news")) == (0, 1, 11, 0)
    with reader(settings) as source:
        graph = Namespace().document_graph(h16("news/000.txt"))
        assert source.select(f"SELECT ?s {{ GRAPH <{graph}> {{ ?s a {EA.Document} }} }}")


def test_removed_document_takes_its_facts_with_it(folder: Path, settings: Settings) -> None:
    load([folder / "more"], settings)
    before = _living(settings)
    load([folder / "000.txt", folder / "more"], settings)
    assert _living(settings) != before
    remove(str(folder / "000.txt"), settings)
    assert problems(settings) == []
    assert _living(settings) == before
    with pytest.raises(NotFound):
        remove(str(folder / "000.txt"), settings)


def _living(settings: Settings) -> list[bytes]:
    """Return everything but the graph that keeps the IRIs of what is gone."""
    identity = f"<{Namespace().identity}>".encode()
    return [line for line in everything(settings).splitlines() if identity not in line]


def test_two_loads_at_once_share_the_writer(tmp_path: Path, settings: Settings) -> None:
    write_corpus(tmp_path / "a", 12)
    write_corpus(tmp_path / "b", 16)
    with ThreadPoolExecutor() as threads:
        runs = [threads.submit(load, [tmp_path / name], settings) for name in ("a", "b")]
        reports = [run.result() for run in runs]
    assert not any(report.rejected for report in reports)
    assert len(digests(settings)) == 16
    assert problems(settings) == []


@pytest.mark.full
def test_order_of_loading_does_not_show(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "docs"
    write_corpus(folder)
    other = Settings(store=str(tmp_path / "other" / "store"), load_workers=2)
    load([folder], settings)
    load([folder / "more"], other)
    load(sorted(folder.glob("*.*"), reverse=True), other)
    assert everything(settings) == everything(other)


def test_progress_is_told(folder: Path, settings: Settings) -> None:
    told: list[tuple[int, int, float]] = []
    (folder / "zzz.bin").write_bytes(b"\0")
    load([folder], settings, progress=lambda *state: told.append(state))
    assert told == sorted(told, key=lambda state: state[:2])
    assert told[-1][:2] == (12, 1)
    assert told[-1][2] > 0


@pytest.mark.parametrize(
    ("content", "names"),
    [(english(1), ["-"]), ('{"text": "They met."}\n{"text": "We met."}\n', ["-#1", "-#2"])],
)
def test_standard_input_is_loaded(settings: Settings, content: str, names: list[str]) -> None:
    program = (
        "from kg.load import load\nfrom kg.settings import Settings\n"
        f"report = load(['-'], Settings(store={settings.store!r}, load_workers=1))\n"
        "print(report.added, len(report.rejected))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=content, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(len(names)), "0"]
    assert len(digests(settings)) == len(names)
