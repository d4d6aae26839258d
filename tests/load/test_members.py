"""Files of several documents are loaded like folders of single ones."""

from pathlib import Path

import pytest
from load.small_corpus import english, problems
from made_files import mail, record, rss, warc

from kg.archive import Archive
from kg.dumping import dump
from kg.load import LoadReport, load
from kg.settings import Settings
from kg.terms import EA, PROV
from kg.writer import reader


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"), load_workers=1)


def page(number: int, words: str = "") -> bytes:
    body = f"<!DOCTYPE html><p>{english(number)} {words}</p>".encode()
    return record(body, url=f"https://example.org/{number}")


def counts(report: LoadReport) -> tuple[int, int, int, int]:
    return report.added, report.replaced, report.unchanged, len(report.rejected)


def digests(settings: Settings) -> list[str]:
    with reader(settings) as source:
        query = f"SELECT ?digest {{ ?d a {EA.Document}; {EA.contentDigest} ?digest }}"
        return [row["digest"].value for row in source.select(query)]


@pytest.mark.full
def test_all_members_are_loaded_once_and_kept(tmp_path: Path, settings: Settings) -> None:
    """The time of fetching stands with the runs."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(warc(page(1), page(2), page(3)))
    (folder / "b.xml").write_bytes(rss(f"<title>{english(4)}</title>", "<title>They met.</title>"))
    (folder / "c.eml").write_bytes(mail(english(5), ("d.txt", "text/plain", english(6).encode())))
    assert counts(load([folder], settings)) == (7, 0, 0, 0)
    assert counts(load([folder], settings)) == (0, 0, 7, 0)
    archive = Archive(settings.archive_path)
    assert all(archive.document(digest).digest == digest for digest in digests(settings))
    assert problems(settings) == []
    line = f'{PROV.generatedAtTime} "2024-03-06T07:08:09Z"'
    assert line in b"".join(dump(settings, runs=True)).decode()
    assert line not in b"".join(dump(settings, runs=False)).decode()


@pytest.mark.full
def test_changed_page_replaces_itself_alone(tmp_path: Path, settings: Settings) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(warc(page(1), page(2)))
    load([archive], settings)
    archive.write_bytes(warc(page(1), page(2, "It rained.")))
    assert counts(load([archive], settings)) == (0, 1, 1, 0)


@pytest.mark.full
def test_same_bytes_under_two_addresses_are_two_documents(
    tmp_path: Path, settings: Settings
) -> None:
    body = f"<!DOCTYPE html><p>{english(1)}</p>".encode()
    twice = [record(body, url=f"https://{host}.example/a") for host in ("one", "two")]
    (tmp_path / "a.warc.gz").write_bytes(warc(twice[0]))
    (tmp_path / "b.warc.gz").write_bytes(warc(twice[1]))
    assert counts(load([tmp_path / "a.warc.gz"], settings)) == (1, 0, 0, 0)
    assert counts(load([tmp_path / "b.warc.gz"], settings)) == (1, 0, 0, 0)
    assert counts(load([tmp_path / "b.warc.gz"], settings)) == (0, 0, 1, 0)


def test_broken_file_gives_what_is_whole_and_a_reason(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc(page(1), page(2))[:-30])
    (tmp_path / "b.rss").write_bytes(b"<rss><channel/></rss>")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04word/ and no more")
    (tmp_path / "d.txt").write_text(english(3), encoding="utf-8")
    for name in ("e.eml", "f.atom", "g.csv", "h.xlsx"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(200_000_000)
    report = load([path for path in sorted(tmp_path.iterdir()) if path.is_file()], settings)
    assert report.added == 2
    reasons = {Path(r.path).name: r.reason for r in report.rejected}
    assert "damaged" in reasons["a.warc.gz"] and "no entry" in reasons["b.rss"]
    assert "not a whole zip" in reasons["c.docx"]
    for name in ("e.eml", "f.atom", "g.csv", "h.xlsx"):
        assert reasons[name] == "it has more than 50,000,000 bytes (max_document_bytes)"


@pytest.mark.full
def test_member_over_the_limit_is_named(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc(page(1), page(2, "x" * 20_000), page(3)))
    small = Settings(store=settings.store, load_workers=1, max_document_bytes=10_000)
    report = load([tmp_path / "a.warc.gz"], small)
    assert report.added == 2
    ((rejected),) = report.rejected
    assert rejected.path.endswith("a.warc.gz#2") and "max_document_bytes" in rejected.reason


@pytest.mark.full
def test_strict_leaves_an_archive_that_is_still_open(tmp_path: Path, settings: Settings) -> None:
    pages = [page(n, "x" * 5_000 if n == 1 else "") for n in range(600)]
    (tmp_path / "a.warc.gz").write_bytes(warc(*pages))
    small = Settings(store=settings.store, load_workers=1, max_document_bytes=2_000)
    report = load([tmp_path / "a.warc.gz"], small, strict=True)
    assert [Path(r.path).name for r in report.rejected] == ["a.warc.gz#2"]
