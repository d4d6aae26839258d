"""Which loader reads what: by the name of a file, its declared media type, its first bytes."""

import json
import re
import zlib
from functools import cache
from pathlib import PurePath
from typing import Final

from loaders import discover

HEAD: Final = 1 << 16  # bytes to tell the format by
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DECLARATION: Final = re.compile(rb"\s*<(!--|[!?])")
_ELEMENT: Final = re.compile(rb"\s*<([A-Za-z_][\w:.-]*)([^>]*)")
_FEEDS: Final = {b"rss": "application/rss+xml", b"feed": "application/atom+xml"}
_MAIL: Final = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}")
_MAIL_HEADER: Final = re.compile(rb"^(?:MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # no text has these
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_PARTS: Final = (  # folders whose names stand near the beginning of a package
    (b"word/", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}spreadsheetml.sheet"),
)
_PLAIN: Final = "text/plain"


def by_suffix(name: str) -> str | None:
    """Return the loader for files of that name; of two suffixes the longer one tells."""
    suffixes = PurePath(name.lower()).suffixes[-2:]
    endings = ("".join(suffixes), *suffixes[-1:])
    return next((found for e in endings if (found := _suffixes().get(e))), None)


def by_media_type(media_type: str | None) -> str | None:
    return _media_types().get((media_type or "").lower())


def by_content(head: bytes) -> str | None:
    """Return the loader for bytes that begin like this."""
    return by_media_type(sniff(head))


def by_declaration(media_type: str | None, name: str, head: bytes) -> str | None:
    """Return the loader for something from the web or from a mail.

    Servers call things text or binary that are neither: clear first bytes come before what is
    declared, and only what is declared as text passes for it.
    """
    seen = sniff(head)
    if seen not in (None, _PLAIN):
        return by_media_type(seen)
    if media_type and media_type not in (_PLAIN, "application/octet-stream"):
        return by_media_type(media_type) if seen else None
    return (by_suffix(name) or by_media_type(media_type)) if seen else None


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Return the media type and the charset that a header declares."""
    kind, _, parameters = (header or "").partition(";")
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    return kind.strip().lower() or None, charset or None


@cache
def _suffixes() -> dict[str, str]:
    return {suffix: name for name, loader in discover().items() for suffix in loader.suffixes}


@cache
def _media_types() -> dict[str, str]:
    return {kind: name for name, loader in discover().items() for kind in loader.media_types}


def sniff(head: bytes) -> str | None:
    """Return the media type of content that begins like this, None when it is not known."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if found := _by_mark(start):
        return found
    if start[:1] in (b"{", b"["):
        return "application/jsonl" if _is_object(start.partition(b"\n")[0]) else None
    if _MAIL.match(start) and _MAIL_HEADER.search(start):
        return "message/rfc822"
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 has zeros
    return _PLAIN if is_wide or not _BINARY.search(head) else None


def _by_mark(start: bytes) -> str | None:
    """Return the media type of content that says what it is."""
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _PARTS if part in start), None)
    if start.startswith((b"WARC/", b"\x1f\x8b")):
        return "application/warc" if _unzipped(start).startswith(b"WARC/") else None
    if _HTML.match(start):
        return "text/html"
    if first := _ELEMENT.match(start, _prolog(start)):
        if first[1] == b"rdf:RDF":
            return "application/rss+xml" if b"//purl.org/rss/1.0/" in first[2] else None
        return _FEEDS.get(first[1].rpartition(b":")[2])
    return None


def _prolog(start: bytes) -> int:
    """Return where declarations and comments end that come before the first element."""
    at = 0
    while opening := _DECLARATION.match(start, at):
        closing = b"-->" if opening[1] == b"!--" else b">"
        end = start.find(closing, opening.end())
        if end < 0:
            return at
        at = end + len(closing)
    return at


def _unzipped(start: bytes) -> bytes:
    if not start.startswith(b"\x1f\x8b"):
        return start
    try:
        return zlib.decompressobj(31).decompress(start, 16)
    except zlib.error:
        return b""


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return len(line) >= HEAD // 2  # cut off
