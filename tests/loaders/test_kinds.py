"""Which loader reads what."""

import pytest
from made_files import atom, docx, mail, package, record, rss, warc

from loaders._kinds import by_declaration, by_suffix, sniff

OFFICE = "application/vnd.openxmlformats-officedocument."
HTML = b"<!DOCTYPE html><p>They met.</p>"


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n\x00", "application/pdf"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "text/html"),
        (b"<HTML>", "text/html"),
        (b'{"text": "one"}\n{"text"', "application/jsonl"),
        (b'{\n "text": 1}', None),
        (b"[1, 2]", None),
        ("普通话".encode("gb18030"), "text/plain"),
        ("words".encode("utf-16"), "text/plain"),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (warc(record(b"")), "application/warc"),
        (warc(record(b""), packed=False), "application/warc"),
        (b"\x1f\x8b broken", None),
        (rss("<title>a</title>"), "application/rss+xml"),
        (b"<!-- a -- b --> <!-- <rss> --><feed/>", "application/atom+xml"),
        (atom(), "application/atom+xml"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "application/rss+xml"),
        (b"<rdf:RDF>", "text/plain"),
        (b"<!--" * 20_000, "text/plain"),
        (mail("They met."), "message/rfc822"),
        (b"Note: one\nTo: two\nWhen: three\n\nSubject: none", "text/plain"),
        (docx("They met."), f"{OFFICE}wordprocessingml.document"),
        (package({"xl/workbook.xml": b""}), f"{OFFICE}spreadsheetml.sheet"),
        (package({"photo.jpg": b""}), None),
    ],
)
def test_content_tells_the_format_where_the_name_does_not(
    head: bytes, media_type: str | None
) -> None:
    assert sniff(head) == media_type


@pytest.mark.parametrize(
    ("name", "loader"),
    [
        ("a.WARC.GZ", "warc"), ("v1.2.txt", "text"), ("a.gz", None), ("feed.atom", "feed"),
        ("plain", None), ("/news/a.html", "html"),
    ],
)  # fmt: skip
def test_suffix_tells_the_loader(name: str, loader: str | None) -> None:
    assert by_suffix(name) == loader


@pytest.mark.parametrize(
    ("media_type", "name", "head", "loader"),
    [
        ("text/html", "/", b"<p>no doctype", "html"),
        ("application/pdf", "/a.pdf", HTML, "html"),  # an error page in place of the file
        ("application/octet-stream", "/a.pdf", b"%PDF-1.7", "pdf"),
        ("application/octet-stream", "/a.zip", b"PK\x03\x04\x00", None),
        ("text/plain", "/a.md", b"They met.", "text"),
        ("text/css", "/a.txt", b"p { color: red }", None),
        ("image/png", "/a.png", b"\x89PNG\r\n\x1a\n\x00", None),
        ("text/html", "/", b"\x89PNG\r\n\x1a\n\x00", None),
        (None, "/a.txt", b"They met.", "text"),
    ],
)
def test_what_servers_declare_is_heard_unless_the_bytes_say_otherwise(
    media_type: str | None, name: str, head: bytes, loader: str | None
) -> None:
    assert by_declaration(media_type, name, head) == loader
