"""Documents' bytes come back by digest, and read again they give the same document."""

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.archive import Archive
from kg.errors import NotFound, StoreProblem
from kg.model import Document
from loaders import discover
from loaders._base import Source


def keep(archive: Archive, source: Source, loader: str) -> Document:
    (document,) = discover()[loader].read(source)
    archive.put(document, source, loader)
    return document


@given(content=st.binary(min_size=1))
def test_bytes_come_back_as_they_were(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    document = Document("k", digest, digest, content, "a", "a", "text/plain", "", "", "text/1")
    archive = Archive(tmp_path_factory.mktemp("archive"))
    archive.put(document, Source("a", content), "text")
    assert archive.load(digest).source.content == content


@pytest.mark.parametrize(
    ("loader", "source"),
    [
        (
            "text",
            Source("/docs/a.txt", "两国部长在内罗毕会面。".encode("gb18030"), charset="gb18030"),
        ),
        ("text", Source("/docs/a.txt", b"They met.", collection="news/a.txt")),
        ("jsonl", Source("/docs/a.jsonl#7", b'{"id": "x", "title": "T", "text": "They met."}')),
    ],
)
def test_document_read_again_is_the_same(tmp_path: Path, loader: str, source: Source) -> None:
    archive = Archive(tmp_path / "archive")
    document = keep(archive, source, loader)
    assert archive.document(document.digest) == document


def test_record_says_how_the_bytes_were_read(tmp_path: Path) -> None:
    text = "两国环境部门的部长在内罗毕会面，讨论了生物多样性。"
    source = Source("/docs/a.txt", text.encode("gb18030"), charset="gb18030")
    archive = Archive(tmp_path / "archive")
    record = archive.load(keep(archive, source, "text").digest)
    assert (record.loader, record.charset, record.decoder) == ("text", "gb18030", "text/1")


def test_what_is_kept_stays_as_it_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    keep(archive, Source("/docs/a.txt", b"They met."), "text")
    (file,) = (tmp_path / "archive").rglob("*.gz")
    before = file.stat()
    keep(archive, Source("/elsewhere/b.txt", b"They met."), "text")
    assert file.stat() == before
    assert [f for f in (tmp_path / "archive").rglob("*") if f.is_file()] == [file]
    archive.sync()


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_unknown_digest_is_not_found(tmp_path: Path, digest: str) -> None:
    archive = Archive(tmp_path / "archive")
    archive.sync()  # nothing was ever kept, which is no problem
    with pytest.raises(NotFound):
        archive.load(digest)


@pytest.mark.parametrize(
    "damage",
    [b"", b"not gzip", gzip.compress(b'{"path": "a"}\nother bytes', mtime=0)],
    ids=["empty", "not gzip", "other bytes"],
)
def test_damage_is_noticed(tmp_path: Path, damage: bytes) -> None:
    archive = Archive(tmp_path / "archive")
    document = keep(archive, Source("/docs/a.txt", b"They met."), "text")
    (file,) = (tmp_path / "archive").rglob("*.gz")
    file.write_bytes(damage)
    with pytest.raises(StoreProblem, match="is damaged"):
        archive.load(document.digest)
