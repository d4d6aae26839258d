"""What there is to load under a path, and why some of it is not."""

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.guarded import Rejected, Task
from kg.sources import Found, Limits, find
from loaders._beside import apart


def no_containers(task: Task) -> Iterator[Task | Rejected]:
    raise AssertionError(f"{task.path} holds one document")


def found(*paths: Path | str, collection: str | None = None, limit: int = 1000) -> list[str]:
    """Return each finding as `name loader [collection]` or `name: reason`."""
    lines = []
    for finding in find(map(str, paths), Limits(collection, limit, no_containers)):
        if isinstance(finding, Rejected):
            lines.append(f"{Path(finding.path).name}: {finding.reason}")
        else:
            task = finding.task
            words = (Path(task.path).name, task.loader, task.collection)
            lines.append(" ".join(filter(None, words)))
    return lines


def test_folder_is_walked_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.md", ".hidden", ".git/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("words", encoding="utf-8")
    assert found(tmp_path) == ["a.md text", "1.txt text", "2.txt text"]


def test_collection_names_members_below_what_was_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "one"}\n\n{"text": "two"}\n', encoding="utf-8")
    assert found(tmp_path, collection="news") == [
        "b.jsonl#1 jsonl news/b.jsonl#1",
        "b.jsonl#3 jsonl news/b.jsonl#3",
        "a.txt text news/in/a.txt",
    ]
    assert found(f"{tmp_path}/*/a.txt", collection="news") == ["a.txt text news/in/a.txt"]
    assert found(tmp_path / "in/a.txt", collection="news") == ["a.txt text news/a.txt"]


def test_what_is_not_a_readable_file_is_rejected_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "garbage.bin").write_bytes(bytes(range(256)))
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "nothing.txt").touch()
    (tmp_path / "pretty.json").write_text('{\n "text": "one"\n}', encoding="utf-8")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        assert found(tmp_path, tmp_path / "missing", tmp_path / "*.nothing") == [
            "dangling.txt: No such file or directory",
            "fifo.txt: it is not a file",
            "garbage.bin: no loader reads this format",
            "loop: it leads back to a folder that it is in",
            "nothing.txt: it is empty",
            "pretty.json: no loader reads this format",
            "socket: it is not a file",
            "missing: there is no such file",
            "*.nothing: there is no such file",
        ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").touch(mode=0o000)
    assert found(tmp_path) == ["secret.txt: Permission denied"]


def test_single_line_of_200_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(200_000_000)
    assert found(tmp_path) == ["long.txt: it has more than 1,000 bytes (max_document_bytes)"]


def test_file_of_lines_may_be_large_but_not_its_lines(tmp_path: Path) -> None:
    fine = b'{"text": "' + b"a" * 900 + b'"}\n'
    long = b'{"text": "' + b"a" * 3_000_000 + b'"}\n'
    (tmp_path / "many.jsonl").write_bytes(fine * 3 + long + fine)
    assert found(tmp_path) == [
        "many.jsonl#1 jsonl",
        "many.jsonl#2 jsonl",
        "many.jsonl#3 jsonl",
        "many.jsonl#4: it has more than 1,000 bytes (max_document_bytes)",
        "many.jsonl#5 jsonl",
    ]


def test_digest_is_of_the_bytes_that_make_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"words")
    (tmp_path / "b.jsonl").write_bytes(b'  {"text": "one"} \r\n')
    digests = [
        f.digest
        for f in find([str(tmp_path)], Limits(None, 0, no_containers))
        if isinstance(f, Found)
    ]
    expected = (b"words", b'{"text": "one"}')
    assert digests == [hashlib.sha256(content).hexdigest() for content in expected]


def table(folder: Path, mapping: str | None = None) -> Path:
    file = folder / "register.csv"
    file.write_text("Title,Parties\nPact,UNEP\n", encoding="utf-8")
    if mapping is not None:
        (folder / "register.mapping.yaml").write_text(mapping, encoding="utf-8")
    return file


def contents(*paths: Path, mapping: Path | None = None) -> list[bytes | None]:
    limits = Limits(None, 1000, no_containers, mapping)
    return [f.task.content for f in find(map(str, paths), limits) if isinstance(f, Found)]


def test_mapping_beside_a_table_is_part_of_it(tmp_path: Path) -> None:
    file = table(tmp_path)
    assert contents(tmp_path) == [None]
    table(tmp_path, "kind: agreements")
    (content,) = contents(tmp_path)
    assert apart(content or b"") == (b"kind: agreements", file.read_bytes())


def test_mapping_that_is_named_comes_before_the_one_beside(tmp_path: Path) -> None:
    file = table(tmp_path, "kind: agreements")
    other = tmp_path / "other.yaml"
    other.write_text("kind: events", encoding="utf-8")
    (content,) = contents(file, mapping=other)
    assert apart(content or b"")[0] == b"kind: events"


def test_mapping_that_is_too_large_is_refused(tmp_path: Path) -> None:
    table(tmp_path, "x" * 100_001)
    (said,) = found(tmp_path)
    assert said.endswith("register.mapping.yaml has more than 100,000 bytes")
