"""Small files of every kind that loaders read, made by hand so that each byte can be wrong."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from html import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def record(
    body: bytes,
    *,
    url: str = "https://example.org/a",
    media_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
    more: str = "",
) -> bytes:
    """Return one record of a web archive."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-06T07:08:09Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc(*records: bytes, packed: bool = True) -> bytes:
    """Return an archive; packed, each record is a member of the gzip file."""
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def rss(*items: str, channel: str = "<title>Water News</title><language>en</language>") -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel>{channel}{entries}</channel></rss>"
    ).encode()


def atom(*entries: str) -> bytes:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lake Office</title>'
        f"<updated>2024-03-07T00:00:00Z</updated>{inside}</feed>"
    ).encode()


def mail(text: str, *attached: tuple[str, str, bytes], markup: str | None = None) -> bytes:
    """Return a mail; what is attached are name, media type and content."""
    message = EmailMessage()
    message["From"] = "Water News <news@example.org>"
    message["Subject"] = "Lakes: a memorandum"
    message["Date"] = "Tue, 05 Mar 2024 09:00:00 +0100"
    message["Message-ID"] = "<lakes-1@example.org>"
    message.set_content(text)
    if markup:
        message.add_alternative(markup, subtype="html")
    for name, media_type, content in attached:
        main, sub = media_type.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    if message.is_multipart():
        message.set_boundary("part")
        for number, part in enumerate(message.iter_parts()):
            if part.is_multipart():
                part.set_boundary(f"part{number}")
    return bytes(message)


def docx(*paragraphs: str, title: str = "") -> bytes:
    """Return a Word document; a paragraph that begins with `<` is markup as it stands."""
    body = "".join(
        p if p.startswith("<") else f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>"
        for p in paragraphs
    )
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'
    return package(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": (
                f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
            ).encode(),
            "docProps/core.xml": core.encode(),
        }
    )


def package(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def xlsx(**sheets: list[list[object]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
