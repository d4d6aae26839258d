"""Files of several documents: web archives, feeds and mail."""

import gzip
import io

import pytest
from made_files import atom, docx, mail, record, rss, warc

from kg.errors import BadDocument
from kg.iris import Namespace
from kg.model import Document
from loaders import discover
from loaders._base import Member, Source

ARTICLE = "On 4 March 2024 the Ministry of Water and the Nordic Council met in Oslo."
PAGE = f"<!DOCTYPE html><title>Lakes</title><p>{ARTICLE}</p>".encode()


def opened(
    loader: str, content: bytes, limit: int = 0, **known: str
) -> list[Member | BadDocument | None]:
    """Return what a file holds; what ends it early comes last."""
    found: list[Member | BadDocument | None] = []
    members = discover()[loader].members
    assert members
    try:
        found.extend(members(io.BytesIO(content), Source("a", content, **known), limit))
    except BadDocument as error:
        found.append(error)
    return found


def documents(loader: str, content: bytes, **known: str) -> list[Document]:
    """Return the documents as they are loaded: opened first, then read one by one."""
    members = [m for m in opened(loader, content, **known) if isinstance(m, Member)]
    return [d for m in members for d in discover()[m.loader].read(m.source)]


def reasons(loader: str, content: bytes, limit: int = 0) -> list[str]:
    return [str(m) for m in opened(loader, content, limit) if isinstance(m, BadDocument)]


@pytest.mark.parametrize(
    ("loader", "content"),
    [
        ("warc", warc(record(PAGE), record(PAGE, url="https://example.org/b"))),
        ("feed", rss(f"<title>Lakes</title><description>{ARTICLE}</description>")),
        ("feed", atom("<id>urn:1</id><title>A</title>", "<id>urn:2</id><title>B</title>")),
        ("mail", mail(ARTICLE, ("b.docx", "application/octet-stream", docx(ARTICLE)))),
    ],
)
def test_member_read_alone_is_the_document_that_the_file_holds(loader: str, content: bytes) -> None:
    for member in opened(loader, content):
        assert isinstance(member, Member)
        reader = discover()[member.loader]
        (first,), (again,) = (list(reader.read(member.source)) for _ in range(2))
        assert first == again and first.content == member.source.content
        assert reader.to_quads(first, Namespace()) == reader.to_quads(again, Namespace())


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_archive_gives_each_page_under_its_address_with_the_day_it_was_fetched(
    packed: bool,
) -> None:
    made = warc(
        record(b"", kind="request"),
        record(PAGE, url="https://example.org/a#top"),
        record("两部门在会上签署了合作协议。".encode("gb18030"), url="https://example.org/b",
               media_type="text/plain; charset=GBK"),
        packed=packed,
    )  # fmt: skip
    page, note = documents("warc", made)
    assert (page.source_key, page.path, page.title) == ("https://example.org/a", "a#2", "Lakes")
    assert page.fetched == "2024-03-06T07:08:09Z" and page.published is None
    assert note.text == "两部门在会上签署了合作协议。"


def test_archive_undoes_what_http_did_to_a_body() -> None:
    packed = gzip.compress(PAGE)
    chunks = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    more = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    (page,) = documents("warc", warc(record(chunks, more=more)))
    assert ARTICLE in page.text


def test_archive_passes_over_what_is_no_document() -> None:
    others = warc(
        record(b"\x89PNG\r\n\x1a\n\x00", url="https://example.org/a.png", media_type="image/png"),
        record(b"body { color: red }", url="https://example.org/a.css", media_type="text/css"),
        record(b"User-agent: *", url="https://example.org/robots.txt", media_type="text/plain"),
        record(PAGE, status="404 Not Found"),
        record(b"", status="301 Moved", more="Location: /b\r\n"),
        record(PAGE, url="dns:example.org"),
    )
    assert opened("warc", others) == []


def test_members_of_a_collection_are_told_apart_by_address() -> None:
    (page,) = documents("warc", warc(record(PAGE)), collection="crawl/1.warc.gz")
    assert page.source_key == "crawl/1.warc.gz#https://example.org/a"


@pytest.mark.parametrize("cut", [20, 100, 250, 300])
def test_archive_that_breaks_off_gives_what_came_before(cut: int) -> None:
    whole = warc(record(PAGE), record(PAGE, url="https://example.org/b"))
    first, last = opened("warc", whole[:-cut])
    assert isinstance(first, Member) and isinstance(last, BadDocument)
    assert last.path == "a" and "damaged in or after record" in last.reason


def test_plain_archive_that_breaks_off_says_what_is_missing() -> None:
    broken = warc(record(PAGE), record(PAGE), packed=False)[:-20]
    first, page, archive = opened("warc", broken)
    assert isinstance(first, Member)
    assert str(page) == "a#2: 16 bytes are missing at its end"
    assert "ends in the middle of a record" in str(archive)


def test_page_that_is_too_large_costs_itself_only() -> None:
    bomb = gzip.compress(b"<p>" + bytes(50_000_000))
    made = warc(
        record(PAGE), record(bomb, more="Content-Encoding: gzip\r\n"), record(PAGE + b"<p>end")
    )
    first, large, last = opened("warc", made, 1_000_000)
    assert isinstance(first, Member) and isinstance(last, Member)
    assert str(large) == "a#2: it has more than 1,000,000 bytes (max_document_bytes)"


@pytest.mark.parametrize(
    "content", [b"", b"WARC/1.0\r\nWARC-Type", b"\x1f\x8b", b"nothing", gzip.compress(b"", mtime=0)]
)
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    assert len(reasons("warc", content)) == 1


ITEM = (
    "<title>Lakes</title><link>https://example.org/1</link>"
    "<pubDate>Tue, 05 Mar 2024 23:30:00 +0100</pubDate><guid isPermaLink='false'>7</guid>"
)


def test_rss_entry_has_address_date_and_text() -> None:
    page = f"<![CDATA[<p>{ARTICLE}</p><p>More&nbsp;soon.</p>]]>"
    (entry,) = documents("feed", rss(f"{ITEM}<content:encoded>{page}</content:encoded>"))
    assert entry.text.splitlines() == ["Lakes", ARTICLE, "More\u00a0soon."]
    assert (entry.source_key, entry.published) == ("https://example.org/1", "2024-03-05")
    assert (entry.publisher, entry.language, entry.title) == ("Water News", "en", "Lakes")
    assert [block.kind for block in entry.blocks] == ["title", "body", "body"]


@pytest.mark.parametrize(
    "content",
    [
        f"<content type='text'>{ARTICLE}</content>",
        f"<content type='html'>&lt;p&gt;{ARTICLE}&lt;/p&gt;</content>",
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{ARTICLE}</p></div></content>",
        f"<content src='https://example.org/x'/><summary>{ARTICLE}</summary>",
    ],
)
def test_atom_text_in_whichever_way_it_is_packed(content: str) -> None:
    head = (
        "<id>tag:example.org,2024:1</id><title>Lakes</title><updated>2024-03-06T00:00:00Z</updated>"
        "<published>2024-03-05T08:00:00Z</published><link rel='edit' href='https://example.org/e'/>"
    )
    (entry,) = documents("feed", atom(head + content))
    assert entry.text.splitlines() == ["Lakes", ARTICLE]
    assert (entry.source_key, entry.published) == ("tag:example.org,2024:1", "2024-03-05")


def test_bare_number_of_an_entry_means_something_in_its_feed_only() -> None:
    item = "<title>Lakes</title><guid isPermaLink='false'>7</guid>"
    one = rss(item, channel="<link>https://one.example</link>")
    two = rss(item, channel="<link>https://two.example</link>")
    keys = [documents("feed", content)[0].source_key for content in (one, two)]
    assert keys == ["https://one.example#7", "https://two.example#7"]


def test_entry_keeps_its_digest_while_others_come() -> None:
    build = "<title>Water News</title><lastBuildDate>{}</lastBuildDate>"
    before = rss(ITEM, channel=build.format("Monday"))
    after = rss("<title>New</title>", ITEM, channel=build.format("Tuesday"))
    assert documents("feed", before)[0].digest == documents("feed", after)[1].digest


def test_entries_of_a_fetched_feed_do_not_take_its_address() -> None:
    (entry,) = documents("feed", rss("<title>Lakes</title>"), url="https://example.org/feed")
    assert entry.url is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01" * 500, "not XML"),
        (b"no markup", "not XML"),
        (rss(), "no entry"),
        (b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss>&c;</rss>', "entities"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(content: bytes, reason: str) -> None:
    (said,) = reasons("feed", content)
    assert reason in said


def test_broken_feeds_are_read_as_far_as_they_go() -> None:
    broken = rss(ITEM, "<title>Rain & snow</title><description>They met.").replace(b"</rss>", b"")
    assert [d.title for d in documents("feed", broken)] == ["Lakes", "Rain snow"]


def test_feed_in_another_charset_than_it_says() -> None:
    feed = rss("<title>两部门在会上签署了关于湖泊保护的合作协议</title>").decode().encode("gb18030")
    assert "湖泊保护" in documents("feed", feed)[0].text


def test_entry_without_words_is_refused_alone() -> None:
    found = opened("feed", rss("<link>https://example.org/1</link>", ITEM))
    assert all(isinstance(member, Member) for member in found)
    with pytest.raises(BadDocument, match="no text"):
        documents("feed", rss("<link>https://example.org/1</link>"))


def test_mail_is_its_text_under_its_subject() -> None:
    (letter,) = documents("mail", mail(f"{ARTICLE}\n"))
    assert letter.text == f"Lakes: a memorandum\n{ARTICLE}\n"
    assert (letter.source_key, letter.published) == ("mid:lakes-1@example.org", "2024-03-05")
    assert (letter.path, letter.publisher) == ("a", "Water News")


def test_mail_in_html_keeps_the_blocks_of_the_page() -> None:
    page = f"<h2>News</h2><p>{ARTICLE}</p>"
    (letter,) = documents("mail", mail("see the page", markup=page))
    assert [b.span.of(letter.text) for b in letter.blocks][:1] == ["Lakes: a memorandum"]
    assert ARTICLE in [b.span.of(letter.text) for b in letter.blocks]


def test_attachments_that_some_loader_reads_are_documents_too() -> None:
    letter = mail(
        "See the files.",
        ("notes.txt", "text/plain", ARTICLE.encode()),
        ("logo.png", "image/png", b"\x89PNG\r\n\x1a\n\x00"),
        ("report.docx", "application/octet-stream", docx(ARTICLE)),
    )
    _, notes, report = documents("mail", letter)
    assert (notes.path, report.path) == ("a#1", "a#3")
    assert notes.text.strip() == report.text.strip() == ARTICLE


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\nno headers", mail(""), b"Content-Type: multipart/mixed; boundary=q\n\n--q\n"],
)  # fmt: skip
def test_mail_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument):
        list(discover()["mail"].read(Source("a.eml", content)))


@pytest.mark.parametrize(
    "header",
    [
        b"From: \xff\xfe <", b"Date: yesterday", b"Subject: =?utf-8?B?broken", b"Message-ID: <",
        b"Content-Type: text/plain; charset=nonsense", b"From: " + b"(" * 5000,
        b"Content-Transfer-Encoding: base64", b"To: " + b"a@b.c, " * 3000,
    ],
)  # fmt: skip
def test_broken_headers_do_not_cost_the_message(header: bytes) -> None:
    content = header + b"\nX-One: 1\n\nVGhleSBtZXQ= They met in Oslo.\n"
    (document,) = discover()["mail"].read(Source("a.eml", content))
    assert document.text.strip()
