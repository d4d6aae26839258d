"""Copies of stores: complete, checked, and refused where they do not fit."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from writer.one_document import graph_of

from kg.backup import backup, restore, verify
from kg.dumping import dump
from kg.errors import StoreProblem
from kg.settings import Settings
from kg.writer import WriterClient, reader


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"))


@pytest.fixture
def copy(settings: Settings, tmp_path: Path) -> Path:
    with WriterClient.connect_or_start(settings) as writer:
        writer.commit([graph_of("one")], "2026-01-01T00:00:00Z").result()
        archived = settings.archive_path / "ab" / "cd" / "abcd.gz"
        archived.parent.mkdir(parents=True)
        archived.write_bytes(b"kept")
        backup(settings, tmp_path / "copy")  # while the writer runs
        writer.commit([graph_of("two")], "2026-01-01T00:00:00Z").result()
    return tmp_path / "copy"


def test_a_store_comes_back_from_its_copy(settings: Settings, copy: Path, tmp_path: Path) -> None:
    elsewhere = replace(settings, store=str(tmp_path / "new" / "store"))
    manifest = restore(elsewhere, copy)
    found = b"".join(dump(elsewhere))
    assert b'"one"' in found and b'"two"' not in found
    with closing(reader(elsewhere)) as restored:
        assert len(list(restored.quads())) == manifest.quads
    assert (elsewhere.archive_path / "ab" / "cd" / "abcd.gz").read_bytes() == b"kept"
    with WriterClient.connect_or_start(elsewhere) as writer:
        assert writer.stats()["sequence"] == manifest.sequence
        writer.commit([graph_of("two")], "2026-01-01T00:00:00Z").result()
    assert b'"two"' in b"".join(dump(elsewhere))


def test_nothing_is_overwritten(settings: Settings, copy: Path) -> None:
    with pytest.raises(StoreProblem, match="move it away"):
        restore(settings, copy)
    with pytest.raises(StoreProblem, match="there already"):
        backup(settings, copy)


@pytest.mark.parametrize(
    "change", [{"base_iri": "https://example.org/other/"}, {"dataset": "plain"}]
)
def test_a_copy_of_another_kind_is_refused(
    settings: Settings, copy: Path, tmp_path: Path, change: dict[str, str]
) -> None:
    elsewhere = replace(settings, store=str(tmp_path / "new"), **change)
    with pytest.raises(StoreProblem, match=next(iter(change))):
        restore(elsewhere, copy)
    assert not (tmp_path / "new").exists()


def test_a_copy_of_another_format_is_refused(copy: Path) -> None:
    manifest = copy / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    with pytest.raises(StoreProblem, match="format 99"):
        verify(copy)


def test_damage_is_noticed(copy: Path) -> None:
    names = sorted(json.loads((copy / "manifest.json").read_text())["files"])
    for name in (names[0], next(name for name in names if name.endswith(".sst"))):
        path = copy / name
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(StoreProblem, match="damaged"):
            verify(copy)
        path.unlink()
        with pytest.raises(StoreProblem, match="cannot be read"):
            verify(copy)
        path.write_bytes(content)
    shutil.rmtree(copy / "oxigraph")
    with pytest.raises(StoreProblem):
        verify(copy)
