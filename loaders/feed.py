"""Saved feeds, RSS 0.9x to 2.0, RSS 1.0 and Atom: every entry is a document.

The archive keeps each entry by itself: the feed with this entry alone, in canonical XML. So an
entry keeps its digest while others come and go.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any, BinaryIO, Final
from urllib.parse import urljoin

from kg.errors import BadDocument
from kg.model import Document
from loaders._article import to_quads
from loaders._base import Loader, Member, Members, Source
from loaders._document import iso_date, make_document, web_address
from loaders._members import bounded, member

try:
    from lxml import etree

    from loaders._markup import Markup, parse_page, read_markup
    from loaders._xml import local, parse_xml

    _MISSING = ""
except ImportError:  # the extra is not installed
    _MISSING = "reading feeds needs an extra: pip install 'ecoaccord[html]'"

DECODER: Final = "feed/1"
_ENTRIES: Final = frozenset({"item", "entry"})
_HEADER: Final = frozenset({"title", "link", "language", "id"})  # what is kept of the feed itself
_TEXTS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "date", "published", "issued", "updated", "modified")
_MARKUP: Final = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[\da-fA-F]+|\w+);")
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def members(stream: BinaryIO, source: Source, limit: int) -> Members:
    """Yield the entries of a feed, each as a feed of its own."""
    yield from _members(_root(source, bounded(stream, limit, source.path)), source)


def read(source: Source) -> Iterator[Document]:
    """Yield every entry of a feed, the only one of what `members` gave."""
    root = _root(source, source.content)
    entries = list(_entries(root))
    if len(entries) == 1 and _alone(root, entries[0]) == source.content:
        yield _document(root, entries[0], source)
        return
    for found in _members(root, source):
        yield from read(found.source)


def _root(source: Source, content: bytes) -> Any:
    if _MISSING:
        raise BadDocument(source.path, _MISSING)
    root = parse_xml(content, source.path, source.charset)
    if next(_entries(root), None) is None:
        raise BadDocument(source.path, "there is no entry in this feed")
    return root


def _members(root: Any, source: Source) -> Iterator[Member]:
    for number, entry in enumerate(_entries(root), start=1):
        address = _address(entry, root)
        name = address or _identity(entry, root) or str(number)
        content = _alone(root, entry)
        yield member(source, number, "feed", content, name=name, url=address, charset="utf-8")


def _document(root: Any, entry: Any, source: Source) -> Document:
    markup = _markup(entry, source.path)
    address = _address(entry, root)
    channel = _channel(root)
    return make_document(
        source,
        markup.text,
        "utf-8",
        DECODER,
        "application/atom+xml" if local(entry) == "entry" else "application/rss+xml",
        declared_id=None if address else _identity(entry, root),
        title=_text(entry, "title"),
        url=address,
        published=_date(entry),
        publisher=_text(entry, "publisher") or _text(channel, "title"),
        language=entry.get(_LANGUAGE) or _text(channel, "language") or root.get(_LANGUAGE),
        blocks=tuple(markup.blocks),
    )


def _entries(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if local(element) in _ENTRIES)


def _channel(root: Any) -> Any:
    """Return the element that tells of the feed as a whole."""
    return next((child for child in root if local(child) == "channel"), root)


def _alone(root: Any, entry: Any) -> bytes:
    """Return the feed with one entry, and without what changes each time it is fetched."""
    feed = etree.Element(root.tag, nsmap=root.nsmap)
    feed.attrib.update(root.attrib)
    channel = _channel(root)
    inner = feed if channel is root else etree.SubElement(feed, channel.tag, nsmap=channel.nsmap)
    inner.extend(deepcopy(child) for child in channel if local(child) in _HEADER)
    (inner if entry.getparent() is channel else feed).append(deepcopy(entry))
    for element in feed.iter():
        element.tail = None if element.getparent() in (None, feed, inner) else element.tail
    return bytes(etree.tostring(feed, method="c14n", exclusive=True, with_comments=False))


def _text(element: Any, *names: str) -> str | None:
    """Return the words of the first child with one of these names, which come in order."""
    for name in names:
        for child in element:
            if local(child) == name and (words := " ".join("".join(child.itertext()).split())):
                return words
    return None


def _address(entry: Any, root: Any) -> str | None:
    links = [child for child in entry if local(child) == "link"]
    hrefs = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate"]
    guid = next((c for c in entry if local(c) == "guid" and c.get("isPermaLink") != "false"), None)
    home = _text(_channel(root), "link") or ""
    for link in (*hrefs, _text(entry, "link"), guid.text if guid is not None else None):
        if link and (address := web_address(_resolved(home, link))):
            return address
    return None


def _resolved(home: str, link: str) -> str | None:
    try:
        return urljoin(home, link.strip())
    except ValueError:
        return None


def _identity(entry: Any, root: Any) -> str | None:
    """Return what the entry calls itself; a bare number means something in its feed only."""
    said = _text(entry, "id", "guid")
    if said is None or ":" in said:
        return said
    return f"{_text(_channel(root), 'link', 'id', 'title') or ''}#{said}"


def _date(entry: Any) -> str | None:
    for name in _DATES:
        said = _text(entry, name)
        if said and (found := iso_date(said) or _mail_date(said)):
            return found
    return None


def _mail_date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _markup(entry: Any, path: str) -> "Markup":
    """Return title and text of an entry as they would stand on a page."""
    title = escape(_text(entry, "title") or "")
    markup = read_markup(parse_page(f"<h1>{title}</h1>{_content(entry)}", path))
    if not markup.text.strip():
        raise BadDocument(path, "this entry has no text")
    return markup


def _content(entry: Any) -> str:
    """Return the longest text of an entry as HTML, in whichever way it is packed."""
    texts = (_html(child) for child in entry if local(child) in _TEXTS)
    return max(texts, key=len, default="")


def _html(element: Any) -> str:
    if len(element):  # XHTML as it is
        inside = (etree.tostring(child, encoding="unicode") for child in element)
        return escape(element.text or "") + "".join(inside)
    text = element.text or ""
    if _MARKUP.search(text):
        return str(text)
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


LOADER = Loader(
    (".rss", ".atom"),
    ("application/rss+xml", "application/atom+xml"),
    read,
    to_quads,
    members=members,
)
