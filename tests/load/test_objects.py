"""Documents in object stores: fsspec's own stores, in memory and of files, stand for S3."""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from kg.errors import StoreProblem
from kg.guarded import Preparers, Rejected
from kg.settings import Settings
from kg.sources import Limits, files, find

PAGE = b"<html><p>A lake.</p></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/lakes\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(ANSWER), ANSWER)
)
LAKES = b"Geneva, 4 March 2024 - The ministries met on lakes in Geneva.\n"


@pytest.fixture
def bucket() -> Iterator[str]:
    """A store in the memory of this process with a few documents."""
    store = fsspec.filesystem("memory")
    store.pipe(
        {
            "/bucket/lakes.txt": LAKES,
            "/bucket/deep/lines.jsonl.gz": gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'),
            "/bucket/.hidden/a.txt": LAKES,
            "/bucket/web.warc.gz": gzip.compress(WARC),
        }
    )
    yield "memory://bucket"
    store.rm("/bucket", recursive=True)


@pytest.fixture(scope="module")
def preparers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preparers]:
    folder = tmp_path_factory.mktemp("store")
    with Preparers(Settings(store=str(folder / "store"), load_workers=1)) as made:
        yield made


def names(path: str) -> list[str]:
    return [each.reason if isinstance(each, Rejected) else each.member for each in files(path)]


def test_folders_and_globs_are_walked_in_order(bucket: str) -> None:
    assert names(bucket) == ["deep/lines.jsonl.gz", "lakes.txt", "web.warc.gz"]
    assert names(f"{bucket}/*.txt") == ["lakes.txt"]
    assert names(f"{bucket}/**/*.gz") == ["deep/lines.jsonl.gz", "web.warc.gz"]
    assert names(f"{bucket}/lakes.txt") == ["lakes.txt"]
    assert names(f"{bucket}/none.txt") == ["there is no such file"]


def test_every_kind_of_file_is_read_under_its_address(bucket: str, preparers: Preparers) -> None:
    limits = Limits("news", 1000, preparers.open)
    found = [each.task for each in find([bucket], limits) if not isinstance(each, Rejected)]
    assert [(task.path, task.loader, task.collection) for task in found] == [
        ("memory:///bucket/deep/lines.jsonl.gz#1", "jsonl", "news/deep/lines.jsonl.gz#1"),
        ("memory:///bucket/deep/lines.jsonl.gz#2", "jsonl", "news/deep/lines.jsonl.gz#2"),
        ("memory:///bucket/lakes.txt", "text", "news/lakes.txt"),
        ("memory:///bucket/web.warc.gz#1", "html", "news/web.warc.gz#https://example.org/lakes"),
    ]
    assert found[2].content == LAKES


def test_a_file_gives_the_same_document_by_its_path_and_by_its_address(
    tmp_path: Path, preparers: Preparers
) -> None:
    file = tmp_path / "lakes.txt"
    file.write_bytes(LAKES)
    limits = Limits(None, 1000, preparers.open)
    (by_path,), (by_address,) = find([str(file)], limits), find([file.as_uri()], limits)
    assert not isinstance(by_path, Rejected)
    assert not isinstance(by_address, Rejected)
    assert by_path.digest == by_address.digest


@pytest.mark.parametrize("missing", ["fsspec.core", "s3fs"])
def test_without_the_extra_its_name_is_told(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    (reason,) = names("s3://bucket/lakes.txt")
    assert "pip install 'ecoaccord[objects]'" in reason


def test_a_store_that_is_away_is_no_fault_of_the_document(
    bucket: str, preparers: Preparers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang_up(*_: object, **__: object) -> None:
        raise TimeoutError("it has hung up")

    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "_open", hang_up)
    with pytest.raises(StoreProblem, match=r"lakes.txt cannot be read now: it has hung up"):
        list(find([f"{bucket}/lakes.txt"], Limits(None, 1000, preparers.open)))
