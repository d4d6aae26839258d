"""What names of listed bodies have in common is worked out once, and kept for the next process."""

import json
from pathlib import Path

import pytest

from kg.remembering import remembered

LISTS = {"a|b": ["one", "two"], "名": []}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ecoaccord"


def never() -> dict[str, list[str]]:
    raise AssertionError("it was to be remembered")


def test_what_was_made_is_read_the_next_time(folder: Path) -> None:
    assert remembered("names", "1", lambda: LISTS) == LISTS
    assert remembered("names", "1", never) == LISTS
    assert [file.name for file in folder.iterdir()] == ["names.json"]


def test_another_edition_is_made_anew(folder: Path) -> None:
    remembered("names", "1", lambda: LISTS)
    assert remembered("names", "2", dict) == {}
    assert remembered("names", "2", never) == {}


@pytest.mark.parametrize("text", ["", "[1]", '{"edition": "1"}', '{"edition": "1", "lists": 3}'])
def test_a_broken_file_is_made_anew(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "names.json").write_text(text)
    assert remembered("names", "1", lambda: LISTS) == LISTS
    assert json.loads((folder / "names.json").read_text())["lists"] == LISTS


def test_without_a_folder_it_is_made_each_time(folder: Path) -> None:
    folder.write_text("no folder")
    assert remembered("names", "1", lambda: LISTS) == LISTS
    assert remembered("names", "1", dict) == {}
