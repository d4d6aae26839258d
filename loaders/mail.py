"""Saved mail: the message under its subject, and each attachment that some loader reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, BinaryIO, Final

from kg.errors import BadDocument
from kg.model import Block, Document, Span
from kg.text.decode import decode
from loaders import html
from loaders._article import to_quads
from loaders._base import Loader, Member, Members, Source
from loaders._document import make_document
from loaders._kinds import HEAD, by_declaration
from loaders._members import bounded, member

DECODER: Final = "mail/1"
_ATTACHED: Final = frozenset({"html", "pdf", "text", "docx", "table", "feed", "mail"})


def members(stream: BinaryIO, source: Source, limit: int) -> Members:
    """Yield the message itself, then its attachments."""
    content = bounded(stream, limit, source.path)
    yield Member(replace(source, content=content), "mail")
    for number, part in enumerate(_message(content, source.path).iter_attachments(), start=1):
        name = part.get_filename() or f"attachment-{number}"
        attached = _bytes(part)
        loader = by_declaration(part.get_content_type(), name, attached[:HEAD])
        if loader in _ATTACHED:
            yield member(
                source, number, loader, attached, name=name, url=None,
                media_type=part.get_content_type(), charset=part.get_content_charset(),
            )  # fmt: skip


def read(source: Source) -> Iterator[Document]:
    """Yield the message without its attachments."""
    message = _message(source.content, source.path)
    subject = _header(message, "Subject")
    text, charset, blocks = _body(message, source)
    start = len(subject) + 1 if subject else 0
    if blocks:
        moved = (Block(Span(b.span.start + start, b.span.end + start), b.kind) for b in blocks)
        title = (Block(Span(0, len(subject)), "title"),) if subject else ()
        blocks = (*title, *moved)
    identity = _header(message, "Message-ID").strip(" <>")
    yield make_document(
        source,
        f"{subject}\n{text}" if subject else text,
        charset,
        DECODER,
        "message/rfc822",
        declared_id=f"mid:{identity}" if identity else None,
        title=subject,
        published=_day(message),
        publisher=parseaddr(_header(message, "From"))[0],
        language=_header(message, "Content-Language"),
        blocks=blocks,
    )


def _message(content: bytes, path: str) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    if not message.keys() or not content.strip():
        raise BadDocument(path, "it is not a mail: there are no headers")
    return message


def _header(message: EmailMessage, name: str) -> str:
    """Return what a header says, nothing where it is too broken for the library to take apart."""
    try:
        return " ".join(str(message[name] or "").split())
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return ""


def _body(message: EmailMessage, source: Source) -> tuple[str, str, tuple[Block, ...]]:
    """Return the text, its charset, and what its markup says of it; HTML keeps paragraphs whole."""
    part = message.get_body(("html", "plain"))
    content = _bytes(part) if part is not None else b""
    if part is None or not content.strip():
        raise BadDocument(source.path, "this mail has no text")
    if part.get_content_subtype() == "html":
        page = Source(source.path, content, charset=part.get_content_charset())
        (document,) = html.read(page)
        return document.text, document.charset, document.blocks
    text, charset = decode(content, source.path, part.get_content_charset())
    return text, charset, ()


def _bytes(part: Any) -> bytes:
    """Return what a part holds, without its transfer encoding."""
    if part.get_content_type() == "message/rfc822":
        return b"".join(bytes(inner) for inner in part.iter_parts())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _day(message: EmailMessage) -> str | None:
    try:
        day: date = parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, IndexError):
        return None
    return day.isoformat()


LOADER = Loader((".eml",), ("message/rfc822",), read, to_quads, members=members)
