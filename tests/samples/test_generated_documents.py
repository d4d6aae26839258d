"""The generator of benchmark documents: deterministic, distinct, and of the genre."""

import json
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.generate import FORMATS, Format, generate, write

SOME = 200


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_seed_gives_the_same_documents(form: Format) -> None:
    assert list(generate(20, 7, form)) == list(generate(20, 7, form))


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    assert list(islice(generate(1000, 7), 10)) == list(generate(10, 7))


def test_another_seed_gives_other_documents() -> None:
    assert not {g.content for g in generate(50, 1)} & {g.content for g in generate(50, 2)}


def test_all_documents_differ_and_have_the_size_of_a_page() -> None:
    contents = [generated.content for generated in generate(SOME, 3, "text")]
    assert len(set(contents)) == SOME
    assert 2_000 < sum(map(len, contents)) / SOME < 4_500


def test_both_languages_and_the_damage_occur() -> None:
    texts = [generated.content.decode() for generated in generate(SOME, 3, "text")]
    chinese = [text for text in texts if "。" in text]
    assert SOME * 0.3 < len(chinese) < SOME * 0.6
    assert any("(huán)" in text or "(huì)" in text for text in chinese)


def test_written_files_hold_every_document(tmp_path: Path) -> None:
    total = write(tmp_path / "out", SOME, 5, "mixed")
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    lines = [
        json.loads(line)
        for path in files if path.suffix == ".jsonl"
        for line in path.read_text(encoding="utf-8").splitlines()
    ]  # fmt: skip
    assert sum(path.suffix != ".jsonl" for path in files) + len(lines) == SOME
    assert sum(path.stat().st_size for path in files) == total
    assert all({"url", "title", "published", "language", "text"} <= set(line) for line in lines)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write(tmp_path, 1, 1, "text")
