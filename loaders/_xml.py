"""XML from strangers: no entities of its own, nothing fetched, read as far as it is well-formed."""

import html.entities
import re
from typing import Any, Final

from lxml import etree

from kg.errors import BadDocument
from kg.text.decode import decode

_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,99}encoding=[\"']([\w.:-]+)")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY: Final = re.compile(r"<!ENTITY\b")
_NAMED: Final = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,31};)")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD: Final = 1_024


def parse_xml(content: bytes, path: str, charset: str | None = None) -> Any:
    """Return the root element. What charset the bytes have is decided as for any text.

    Raises: BadDocument when there is no element, or when the file declares entities.
    """
    said = _DECLARED.search(content[:_HEAD])
    declared = charset or (said[1].decode("ascii") if said else None)
    text = _DECLARATION.sub("", decode(content, path, declared).text, count=1)
    if _ENTITY.search(text):
        raise BadDocument(path, "it declares entities, which may be a bomb")
    plain = _NAMED.sub(_character, _NOT_XML.sub(" ", text))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(plain.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadDocument(path, f"it is not XML: {error}") from error
    if root is None:
        raise BadDocument(path, "it is not XML")
    return root


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _character(named: "re.Match[str]") -> str:
    """Return the character of a name that HTML knows and XML does not."""
    return html.entities.html5.get(named[1], named[0])
