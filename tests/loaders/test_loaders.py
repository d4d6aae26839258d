"""What every loader must do, and what each does with its own format."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import docx, mail, record, rss, warc
from reportlab.pdfgen.canvas import Canvas

from kg.errors import BadDocument
from kg.iris import Namespace, h16
from kg.model import Document
from kg.text.clean import clean_text
from loaders import discover
from loaders._base import Source
from loaders._document import iso_date, web_address

ARTICLE = (
    "On 4 March 2024 the Ministry of Water and the Nordic Council signed a memorandum of "
    "understanding on lakes in Oslo."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Lakes - The Site</title>
<meta charset="utf-8"><meta name="PubDate" content="2024-03-05 09:16">
<meta name="ContentSource" content="Ministry of Water">
<link rel="canonical" href="https://example.org/a?id=1#top">
<script>var x = "<p>no</p>";</script></head>
<body><div class="nav"><a href="/">Home</a> | <a>News</a></div><h1>Lakes</h1>
<p>{ARTICLE}</p><p>Both sides  want&nbsp;the work to go on for many years, <b>they</b> said.</p>
<ul class="related"><li>Fish prices fall</li></ul>
<style>p {{}}</style><footer>© 2024</footer></body>"""


def pdf(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.save()
    return buffer.getvalue()


def jsonl(**fields: object) -> bytes:
    return json.dumps({"text": ARTICLE, **fields}).encode()


def one(loader: str, content: bytes, path: str = "x", **known: str) -> Document:
    (document,) = discover()[loader].read(Source(path, content, **known))
    return document


SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx": ("a.docx", lambda: docx("Lakes", ARTICLE)),
    "feed": ("a.rss", lambda: rss(f"<title>Lakes</title><description>{ARTICLE}</description>")),
    "mail": ("a.eml", lambda: mail(ARTICLE)),
    "table": ("a.csv", lambda: b"Title,Parties,Date\nLake pact,UNEP; FAO,2024-03-04\n"),
    "warc": ("a.warc.gz", lambda: warc(record(PAGE.encode()))),
    "text": ("a.txt", lambda: ARTICLE.encode()),
    "html": ("a.html", lambda: PAGE.encode()),
    "jsonl": ("a.jsonl#1", lambda: jsonl(title="Lakes")),
    "pdf": ("a.pdf", lambda: pdf("The ministry and the council signed.", "They met in Oslo.")),
    "rdf": ("a.ttl", lambda: b"<urn:a> <urn:b> <urn:c> ."),
}


@pytest.mark.parametrize("name", sorted(discover()))
def test_every_loader_has_a_sample_and_a_golden_case(name: str, root: Path) -> None:
    assert name in SAMPLES
    assert list((root / "tests" / "golden" / name).glob("*/input.*"))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_reading_twice_gives_the_same(name: str) -> None:
    path, content = SAMPLES[name]
    first, second = (one(name, content(), path) for _ in range(2))
    assert first == second
    graphs = [discover()[name].to_quads(first, Namespace()) for _ in range(2)]
    assert graphs[0] == graphs[1]
    assert graphs[0].nquads.splitlines() == sorted(set(graphs[0].nquads.splitlines()))


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"feed", "mail", "warc"}))
def test_documents_are_keyed_by_collection_then_url_then_digest(name: str) -> None:
    path, content = SAMPLES[name]
    collected = one(name, content(), path, collection="reports/a")
    assert collected.source_key.startswith("reports/a") and collected.key == h16(
        collected.source_key
    )
    addressed = one(name, content(), path, url="https://example.org/x#part")
    assert addressed.source_key == "https://example.org/x"
    if name != "html":
        assert one(name, content(), path).source_key == one(name, content(), path).digest


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize(
    "content", [b"", b"\n \n", bytes(range(256)) * 40], ids=["empty", "blank", "binary"]
)
def test_bad_input_is_refused_with_its_path_and_a_reason(name: str, content: bytes) -> None:
    with pytest.raises(BadDocument) as caught:
        loader = discover()[name]
        for document in loader.read(Source(f"bad/{SAMPLES[name][0]}", content)):
            loader.to_quads(document, Namespace())
    assert caught.value.path.startswith("bad/") and caught.value.reason


def test_html_keeps_the_text_and_what_the_page_declares() -> None:
    document = one("html", PAGE.encode())
    assert (document.title, document.published) == ("Lakes", "2024-03-05")
    assert document.publisher == "Ministry of Water"
    assert document.source_key == document.url == "https://example.org/a?id=1"
    assert document.text.splitlines() == [
        "Home | News", "Lakes", ARTICLE,
        "Both sides want\u00a0the work to go on for many years, they said.",
        "Fish prices fall", "© 2024",
    ]  # fmt: skip
    assert [b.kind for b in document.blocks] == ["nav", "title", "body", "body", "nav", "nav"]
    assert [b.kind for b in clean_text(document).blocks] == [
        "nav", "title", "body", "body", "nav", "legal",
    ]  # fmt: skip


TOLD = (
    "4月9日，某省林业厅在石桥举办湿地修复培训班，全省四十多名基层技术人员参加了为期三天的学习。",
    "培训班邀请亚热带生态研究所的专家授课，内容包括退田还湖后的植被恢复和水鸟栖息地管理等。",
)
LAID_OUT = {
    "rows": "<table><tr><td><h3>办班</h3></td></tr>"
    + "".join(f"<tr><td>{line}</td></tr>" for line in TOLD)
    + "</table>",
    "nested": "<table><tr><td><table><tr><td>首页 | 公告</td></tr></table><h3>办班</h3>"
    + "".join(f"<p>{line}</p>" for line in TOLD)
    + "</td><td><b>图片新闻</b><br>江豚归来<br>小满</td></tr></table>",
    "spans": "<h3>办班</h3>" + "".join(f"<section><span>{n}</span></section>" for n in TOLD),
}


@pytest.mark.parametrize("body", LAID_OUT.values(), ids=LAID_OUT)
def test_html_tables_that_lay_out_a_page_are_no_data(body: str) -> None:
    document = one("html", f"<!DOCTYPE html><title>某省林业厅</title>{body}".encode())
    kinds = {block.span.of(document.text): block.kind for block in document.blocks}
    assert [kinds[line] for line in TOLD] == ["body", "body"]
    assert kinds["办班"] in {"title", "body"}


def test_html_rows_of_a_calendar_are_told() -> None:
    prose = "The wardens of the lake met on Monday and spoke about reeds, boats and birds. " * 4
    row = "<tr><td>9 May</td><td>The wardens hold a workshop on reeds in the old mill.</td></tr>"
    page = f"<article><h1>Lake</h1><p>{prose}</p><table>{row}</table><p>{prose}</p></article>"
    document = one("html", f"<!DOCTYPE html><html><body>{page}</body></html>".encode())
    kinds = {b.kind for b in document.blocks if "old mill" in b.span.of(document.text)}
    assert kinds == {"body"}


def test_html_with_a_wrong_charset_declaration() -> None:
    page = '<meta charset="iso-8859-1"><p>两部门在会上签署了关于湖泊保护的合作协议。</p>'
    assert "湖泊保护" in one("html", page.encode("gb18030")).text


@pytest.mark.parametrize(
    "content",
    [b"<p>open <b>tags <i>everywhere", b"<div>" * 5_000 + b"deep", b"</p></p>text<<<>&&;", b"text"],
    ids=["open", "deep", "stray", "no tags"],
)
def test_broken_html_is_read_or_refused(content: bytes) -> None:
    try:
        assert one("html", content).text.strip()
    except BadDocument as error:
        assert error.reason


def test_jsonl_line_declares_what_is_known() -> None:
    line = jsonl(
        id=7, title=" A\n title", url="https://example.org/7", published="2024-03-05T10:00Z"
    )
    document = one("jsonl", line, "a.jsonl#3")
    assert (document.source_key, document.title) == ("7", "A title")
    assert (document.published, document.name, document.content) == (
        "2024-03-05",
        "a.jsonl#3",
        line,
    )


def test_jsonl_lines_of_a_collection_stay_apart() -> None:
    keys = {
        one("jsonl", jsonl(), f"a.jsonl#{n}", collection="news/a.jsonl").source_key
        for n in range(3)
    }
    assert keys == {f"news/a.jsonl#{n}" for n in range(3)}


@pytest.mark.parametrize(
    "line", [b"{", b"[1]", b"{}", b'{"text": 3}', b'{"text": " "}', b"[" * 100_000, b'"text"']
)
def test_jsonl_bad_lines_are_refused(line: bytes) -> None:
    with pytest.raises(BadDocument, match=r"a\.jsonl#9"):
        one("jsonl", line, "a.jsonl#9")


def test_jsonl_reads_a_line_of_five_megabytes() -> None:
    assert len(one("jsonl", jsonl(text="省生态环境厅。" * 700_000)).text) == 4_900_000


def test_pdf_text_is_extracted() -> None:
    document = one("pdf", SAMPLES["pdf"][1](), "a.pdf")
    assert "The ministry and the council signed." in document.text


@pytest.mark.parametrize("content", [b"%PDF-1.7\ngarbage", b"%PDF-1.4\n%%EOF", pdf()])
def test_pdf_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument, match="PDF|no text"):  # noqa: RUF043
        one("pdf", content, "a.pdf")


RDF = b"""@prefix ea: <https://w3id.org/ecoaccord/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<#a> a ea:Agency ; skos:prefLabel "Lake Office"@en ; ea:jurisdiction [ a ea:Place ] ; ea:rank 3 .
<https://w3id.org/ecoaccord/ns#Event> skos:note "mine now" .
<#a> skos:note <<( <#x> <#y> <#z> )>> , "x"@en--ltr .
"""


def test_rdf_goes_into_its_own_graph_without_blank_nodes() -> None:
    graph = discover()["rdf"].to_quads(one("rdf", RDF, "a.ttl"), Namespace())
    lines = graph.nquads.decode().splitlines()
    assert all(line.endswith(f"<{graph.graph}> .") for line in lines)
    assert not [line for line in lines if "_:" in line]
    assert [line for line in lines if "method#imported" in line]
    assert [line for line in lines if "ns#reports>" in line and "#a>" in line]


def test_rdf_refuses_what_the_service_keeps() -> None:
    graph = discover()["rdf"].to_quads(one("rdf", RDF, "a.ttl"), Namespace())
    text = " ".join(graph.rejected)
    for reason in ("ns#rank", "vocabulary", "triple terms", "base direction"):
        assert reason in text
    assert b"mine now" not in graph.nquads and b"--ltr" not in graph.nquads


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.nt", b"<urn:a> <urn:b> _:x ."),
        ("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> ."),
        ("a.trig", b"<urn:g> { <urn:a> <urn:b> <urn:c> }"),
        ("a.jsonld", b'{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}'),
        (
            "a.rdf",
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            b'<rdf:Description rdf:about="urn:a"><u:b rdf:resource="urn:c"/></rdf:Description>'
            b"</rdf:RDF>",
        ),
    ],
)
def test_rdf_in_every_syntax(path: str, content: bytes) -> None:
    graph = discover()["rdf"].to_quads(one("rdf", content, path), Namespace())
    assert b"<urn:a> <urn:b> <" in graph.nquads


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a#b", "https://example.org/a"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://exa mple.org", None),
        ("https://[bad", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_keys(text: str | None, address: str | None) -> None:
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-05T10:00Z", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-13-40", None),
        ("5 March", None),
    ],
)
def test_declared_dates_are_iso(text: str, date: str | None) -> None:
    assert iso_date(text) == date


def test_missing_extras_are_named() -> None:
    program = """
import sys
for name in ("lxml", "trafilatura", "pypdf", "warcio", "openpyxl"):
    sys.modules[name] = None
from kg.errors import BadDocument
from loaders import discover
from loaders._base import Source
for name, loader in discover().items():
    try:
        path = f"a{loader.suffixes[0]}"
        list(loader.read(Source(path, b"PK\\x03\\x04" if name == "table" else b"Subject: x")))
    except BadDocument as error:
        if "extra" in error.reason:
            print(name, error.reason.rpartition("[")[2].partition("]")[0])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    said = dict(line.split() for line in done.stdout.splitlines())
    assert said == {
        "docx": "office", "feed": "html", "html": "html", "pdf": "pdf", "table": "office",
        "warc": "archives",
    }, done.stderr  # fmt: skip
