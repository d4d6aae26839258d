"""PDF: the extracted text of all pages."""

import io
import logging
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from kg.errors import BadDocument
from kg.model import Document
from loaders._article import to_quads
from loaders._base import Loader, Source
from loaders._document import make_document

_MISSING: Final = (
    "" if find_spec("pypdf") else "reading PDF needs an extra: pip install 'ecoaccord[pdf]'"
)
DECODER: Final = "pdf/1"


def read(source: Source) -> Iterator[Document]:
    if _MISSING:
        raise BadDocument(source.path, _MISSING)
    import pypdf  # it takes a quarter of a second, and most processes read no PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadDocument(source.path, "it is locked with a password")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadDocument(source.path, f"it is not readable as PDF: {error}") from error
    if not text.strip():
        raise BadDocument(source.path, "it holds no text; perhaps its pages are pictures")
    clean = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates come out of bad fonts
    yield make_document(source, clean, "utf-8", DECODER, "application/pdf", title=_said(title))


def _said(title: object) -> str | None:
    """Return a title that a person wrote; programs put the file name there."""
    text = str(title or "").strip()
    return None if text.lower().endswith((".doc", ".docx", ".pdf", ".indd", "untitled")) else text


LOADER = Loader((".pdf",), ("application/pdf",), read, to_quads)
