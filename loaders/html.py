"""Web pages: every text node as it stands; what the page declares beside it; which part tells.

Trafilatura says which lines are the article; the text itself is never its output.
"""

import logging
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from kg.errors import BadDocument
from kg.model import Block, BlockKind, Document
from kg.text.decode import decode
from loaders._article import to_quads
from loaders._base import Loader, Source
from loaders._document import make_document, web_address

if TYPE_CHECKING:
    from loaders._markup import Markup

_MISSING: Final = (
    "" if find_spec("trafilatura") else "reading HTML needs an extra: pip install 'ecoaccord[html]'"
)
DECODER: Final = "html/1"
_HEAD: Final = 4_096  # bytes in which a charset is declared
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,99}encoding=[\"']([\w.:-]+)",
    re.I,
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DATES: Final = (
    "article:published_time", "pubdate", "publishdate", "publish_date", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "citation_publication_date", "date",
)  # fmt: skip
_PUBLISHERS: Final = (
    "contentsource",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "og:site_name",
)
_SUFFIX = re.compile(r"\s*[_|–—]\s*|\s+-\s+|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
_ITEM: Final = re.compile(r"^\s*- ")  # what it puts before the items of lists
_PARAGRAPH: Final = 30  # characters; Chinese paragraphs are short
_SENTENCE = re.compile(r"[。！？](?!\s*$).*[。！？]|[。！？.!?][”’」』）)\"']*\s*$")
_BETWEEN: Final = 2  # lines from a heading to the first of the article: it and that of its day
_BARS: Final = re.compile(r"^\s*\||\|\s*$| \| ")  # and around the cells of tables
_SHORTEST_MATCH: Final = 4


def read(source: Source) -> Iterator[Document]:
    if _MISSING:
        raise BadDocument(source.path, _MISSING)
    from loaders._markup import names, parse_page, read_markup

    text, charset = decode(source.content, source.path, source.charset or _declared(source.content))
    tree = parse_page(text, source.path)
    markup = read_markup(tree)
    if not markup.text.strip():
        raise BadDocument(source.path, "there is no text on the page")
    meta = dict(reversed(list(names(tree))))
    blocks = list(_told(markup, tree))
    yield make_document(
        source,
        markup.text,
        charset,
        DECODER,
        "text/html",
        title=_title(tree, markup.text, blocks, meta),
        url=_canonical(tree, meta, source.url),
        published=_first(meta, _DATES) or _json_date(text),
        publisher=_first(meta, _PUBLISHERS),
        language=tree.get("lang"),
        blocks=tuple(blocks),
    )


def _declared(content: bytes) -> str | None:
    match = _CHARSET.search(content[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _article(tree: Any) -> set[str]:
    """Return the lines that trafilatura takes for the article, without their white space."""
    import trafilatura  # it takes half a second, and most processes read no web page
    from lxml import html as lxml_html

    from loaders._markup import unframe

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = lxml_html.fromstring(lxml_html.tostring(tree))
    unframe(page)
    main = trafilatura.extract(
        page,
        output_format="txt",
        include_comments=False,
        favor_recall=True,
    )
    told = (main or "").splitlines()
    return {
        _bare(each) for line in told for each in (line, _ITEM.sub("", line), _BARS.sub("", line))
    }


def _told(markup: "Markup", tree: Any) -> Iterator[Block]:
    """Label as navigation what the article does not hold; without an article nothing changes."""
    article, text, blocks = _article(tree), markup.text, markup.blocks
    prose = [_bare(b.span.of(text)) for b in blocks if b.kind == "body" and _tells(b.span.of(text))]
    if 2 * sum(len(line) for line in prose if line in article) < sum(map(len, prose)):
        article = set()  # it took the furniture for the article
    head = _head(markup, article)
    for i, block in enumerate(blocks):
        line = _bare(block.span.of(text))
        outside = block.kind == "body" and article and line not in article
        inside = block.kind == "nav" and len(line) > 60 and line in article
        told: BlockKind = "nav" if outside else "body" if inside else block.kind
        yield block._replace(kind="title" if i == head else told)


def _head(markup: "Markup", article: set[str]) -> int | None:
    """Return which block is the heading over the article, on a page that declares no headline."""
    lines = [_bare(block.span.of(markup.text)) for block in markup.blocks]
    first = next((i for i, n in enumerate(lines) if n in article and _tells(n)), None)
    if first is None or any(block.kind == "title" for block in markup.blocks):
        return None
    above = range(first - 1, max(-1, first - 1 - _BETWEEN), -1)
    return next((i for i in above if i in markup.headings), None)


def _tells(line: str) -> bool:
    return len(line) >= _PARAGRAPH and bool(_SENTENCE.search(line))


def _bare(text: str) -> str:
    return "".join(text.split())


def _title(tree: Any, text: str, blocks: list[Block], meta: dict[str, str]) -> str | None:
    """Return the headline: the only first-level heading, else the declared title."""
    headings = [block.span.of(text) for block in blocks if block.kind == "title"]
    if len(headings) == 1 and len(_bare(headings[0])) >= _SHORTEST_MATCH:
        return headings[0]
    declared = meta.get("og:title") or (tree.findtext(".//title") or "").strip()
    parts = _SUFFIX.split(declared)
    return max(parts, key=len) if parts else None


def _canonical(tree: Any, meta: dict[str, str], base: str | None) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if e.get("rel", "").lower() == "canonical")
    for link in (next(links, None), meta.get("og:url")):
        if link and (address := web_address(_resolved(link, base))):
            return address
    return None


def _resolved(link: str, base: str | None) -> str | None:
    try:
        return urljoin(base or "", link.strip())
    except ValueError:
        return None


def _first(meta: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in wanted if name in meta), None)


def _json_date(text: str) -> str | None:
    match = _JSON_DATE.search(text)
    return match[1] if match else None


LOADER = Loader((".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), read, to_quads)
