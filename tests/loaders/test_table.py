"""Registers and lists: what their columns mean, and the cell behind each fact."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import package, xlsx
from pyoxigraph import RdfFormat, parse

from kg.errors import BadDocument
from kg.graph.validate import check_quads, shacl_report
from kg.iris import Namespace
from kg.terms import notations
from loaders import discover
from loaders._base import Source
from loaders._beside import apart, together
from loaders._grid import place
from loaders._mapping import _file, words

REGISTER = """Register of agreements,,,,
Title,Party A,Party B,Signed on,Status
Memorandum on Wetlands,UNEP,Ministry of Environment of Peru,15 May 2023,In force
Letter of Intent,UNEP,Blue River Trust,2024-03,draft
"""
EVENTS = """活动名称,时间,地点,主办单位,参会单位
湿地保护研讨会,2024年5月6日至8日,杭州,浙江省生态环境厅,青海省生态环境厅；联合国环境规划署
"""
STAFF = "姓名,职务,单位\n王小明,处长,浙江省生态环境厅\n李雷,,青海省生态环境厅\n"


def quads(content: bytes | str, path: str = "a.csv", mapping: str | None = None) -> list[str]:
    """Return what the graph says without its evidence, shortened."""
    content = content.encode() if isinstance(content, str) else content
    if mapping is not None:
        content = together(mapping.encode(), content)
    table = discover()["table"]
    document = next(table.read(Source(path, content)))
    graph = table.to_quads(document, Namespace())
    triples = list(parse(graph.nquads, format=RdfFormat.N_QUADS))
    assert not [v for v in check_quads(triples) if v.severity == "violation"]
    lines = graph.nquads.decode().replace("https://w3id.org/ecoaccord/", "").splitlines()
    return [line.rpartition(" <")[0] for line in lines]


def problem(content: bytes | str, path: str = "a.csv", mapping: str | None = None) -> str:
    """Return why a table, or a part of it, is refused."""
    content = content.encode() if isinstance(content, str) else content
    if mapping is not None:
        content = together(mapping.encode(), content)
    with pytest.raises(BadDocument) as caught:
        list(discover()["table"].read(Source(path, content)))
    assert caught.value.path == path
    return caught.value.reason


def values(lines: list[str], predicate: str) -> list[str]:
    """Return the objects of a predicate, leaving out claims."""
    stated = [
        line.split(" ", 2) for line in lines if not line.startswith(("<id/claim", "<id/span"))
    ]
    return sorted(o for _, p, o in stated if p.endswith(f"{predicate}>"))


def test_register_of_agreements_by_its_headers() -> None:
    found = quads(REGISTER)
    assert values(found, "#status") == ["<ns/status#in-force>", "<ns/status#preliminary>"]
    assert values(found, "#agreementType") == [
        "<ns/agreement-type#intent>", "<ns/agreement-type#memorandum>",
    ]  # fmt: skip
    assert [d.split("^")[0] for d in values(found, "#adoptedOn")] == ['"2023-05-15"', '"2024-03"']
    known = [party for party in values(found, "#party") if "/x-" not in party]
    assert known == ["<id/agency/pe-minam>", "<id/agency/unep>", "<id/agency/unep>"]
    assert '"Blue River Trust"@en' in values(found, "#prefLabel")
    assert values(found, "terms/title") == ['"Register of agreements"@en']


def test_row_is_read_without_the_others() -> None:
    rows = "Title,Parties\nOne,UNEP; Ministry of Environment of Peru\n"
    found = quads(rows + "Two,Chile; Ministry of Environment\n")
    parties = values(found, "#party")
    assert parties[:2] == ["<id/agency/pe-minam>", "<id/agency/unep>"]
    assert parties[2].startswith("<id/agency/x-") and parties[3] == "<id/place/cl>"
    assert '"Ministry of Environment"@en' in values(found, "#prefLabel")


def test_list_of_events_in_chinese() -> None:
    found = quads(EVENTS)
    assert values(found, "#eventType") == ["<ns/event-type#Workshop>"]
    assert [d.split("^")[0] for d in values(found, "#dateEdtf")] == ['"2024-05-06/2024-05-08"']
    assert values(found, "#place") == ["<id/place/cn-zj-hangzhou>"]
    assert values(found, "#role") == [
        "<ns/role#organizer>", "<ns/role#participant>", "<ns/role#participant>",
    ]  # fmt: skip
    assert values(found, "#participant") == [
        "<id/agency/cn-qh-dee>", "<id/agency/cn-zj-dee>", "<id/agency/unep>",
    ]  # fmt: skip


def test_list_of_staff_gives_people_with_their_offices() -> None:
    found = quads(STAFF)
    assert values(found, "#organization") == ["<id/agency/cn-qh-dee>", "<id/agency/cn-zj-dee>"]
    assert values(found, "#positionHeld") == ['"处长"@zh-hans']
    assert '"王小明"@zh-hans' in values(found, "#prefLabel")
    assert len(values(found, "#member")) == 2


def test_every_fact_leads_to_its_cell() -> None:
    found = quads(REGISTER)
    spans = {line.split()[0]: line.split(" ", 2)[2] for line in found if "ns#cell>" in line}
    status = [line.split()[0] for line in found if line.endswith("<ns/status#in-force>")]
    claims = [claim for claim in status if claim.startswith("<id/claim")]
    evidence = [
        line.split()[2] for line in found if "ns#evidence>" in line and line.split()[0] in claims
    ]
    assert [spans[span] for span in evidence] == ['"E3"']
    exact = [
        line.split(" ", 2)[2]
        for line in found
        if line.split()[0] == evidence[0] and "#exact>" in line
    ]
    assert exact == ['"In force"']


def test_graphs_of_tables_fit_the_published_shapes() -> None:
    table = discover()["table"]
    for content in (REGISTER, EVENTS, STAFF):
        document = next(table.read(Source("a.csv", content.encode())))
        graph = table.to_quads(document, Namespace())
        report = shacl_report(parse(graph.nquads, format=RdfFormat.N_QUADS))
        assert not [v for v in report if v.severity == "violation"]


def test_workbook_with_two_sheets_and_dates_as_excel_keeps_them() -> None:
    pact = ["Pact", "UNEP\nMinistry of Environment of Peru", datetime(2024, 5, 6)]
    agreements = [["Title", "Parties", "Date"], pact]
    staff: list[list[object]] = [["Name", "Position"], ["Ann Lee", "Director"]]
    found = quads(xlsx(**{"Our agreements": agreements, "Staff": staff}), "a.xlsx")
    assert [d.split("^")[0] for d in values(found, "#adoptedOn")] == ['"2024-05-06"']
    assert values(found, "#party") == ["<id/agency/pe-minam>", "<id/agency/unep>"]
    cells = {line.split(" ", 2)[2] for line in found if "ns#cell>" in line}
    assert {"\"'Our agreements'!B2\"", '"Staff!A2"'} <= cells


MAPPING = """
kind: agreements
columns:
  title: Instrument name
  parties: [Us, Them]
  status: How it stands
  date: When
values:
  status: {alive: in-force}
dates: dmy
separator: /
as_of: 2024-06-30
"""
MAPPED = (
    "Instrument name,Us,Them,When,How it stands,Colour\nPact,UNEP,FAO / UNDP,05/06/2024,Alive,red\n"
)


def test_mapping_says_what_headers_and_values_mean() -> None:
    found = quads(MAPPED, mapping=MAPPING)
    assert values(found, "#status") == ["<ns/status#in-force>"]
    assert [d.split("^")[0] for d in values(found, "#adoptedOn")] == ['"2024-06-05"']
    assert values(found, "#party") == ["<id/agency/fao>", "<id/agency/undp>", "<id/agency/unep>"]
    assert [d.split("^")[0] for d in values(found, "terms/issued")] == ['"2024-06-30"']


def test_what_lies_after_the_day_of_the_table_is_planned() -> None:
    rows = "Event,Date,Organizer\nMeeting,2024-05-01,UNEP\nNext meeting,2025-05-01,UNEP\n"
    found = quads(rows, mapping="kind: events\nas_of: 2024-06-30")
    assert values(found, "#factuality") == ["<ns/factuality#held>", "<ns/factuality#planned>"]


def test_changed_cell_leaves_the_address_of_its_agreement() -> None:
    before, after = REGISTER, REGISTER.replace("draft", "signed")
    table = discover()["table"]
    addresses = []
    for content in (before, after):
        source = Source("a.csv", content.encode(), collection="registers/a.csv")
        graph = table.to_quads(next(table.read(source)), Namespace())
        lines = [line.split() for line in graph.nquads.splitlines() if b"ns#party> <" in line]
        addresses.append({subject for subject, *_ in lines if b"id/agreement" in subject})
    assert addresses[0] == addresses[1] and len(addresses[0]) == 2


def test_agreement_renews_another_of_the_table() -> None:
    rows = "No,Agreement,Parties,Renews\n1,Pact,UNEP; FAO,\n2,New pact,UNEP; FAO,Pact\n"
    assert len(values(quads(rows), "#renews")) == 1


@pytest.mark.parametrize(
    ("content", "mapping", "reason"),
    [
        ("", None, "empty"),
        ("They met.\nIt rained.\n", None, "no known headers in the first 20 rows"),
        ("Title,Parties,Colour\na,b,c\n", None, "C1: the header 'Colour' is not known"),
        ("Title,Status\na,signed\n", None, "needs a column for parties"),
        ("Title,Parties\n", None, "no row below the headers"),
        ("Title,Parties,Status\na,b,maybe\n", None, "C2: 'maybe' is no status; allowed: "),
        ("Title,Parties,Date\na,b,soon\n", None, "C2: 'soon' is no date"),
        ("Title,Parties,Date\na,b,05/06/2024\n", None, "say dates: dmy or mdy"),
        ("Title,Parties,Date\na,b,31/02/2024\n", "dates: dmy", "no date"),
        ("Event,From,To\na,2024-05-06,2024-05-01\n", None, "B2: '2024-05-06' ends before"),
        ("Title,Parties\n,b\n", None, "this row has no title"),
        ('Title,Parties\n"' + "a" * 200_000 + '",b\n', None, "field larger than field limit"),
        ("a,b\n", "kind: treaties", "kind 'treaties'; allowed: agreements, events, people"),
        ("a,b\n", "kinds: events", "allowed: kind, sheet, header"),
        ("a,b\n", "kind: events\ncolumns: {when: a}", "the field 'when'; allowed: id, title"),
        ("a,b\n", "kind: events\ncolumns: {title: A, date: C}", "there is no column 'c'"),
        ("a,b\n", "columns: {title: a}", "needs a kind"),
        ("a,b\n", "- 1", "no keys"),
        ("a,b\n", "a: [", "not YAML"),
        ("a,b\n", "dates: ymd", "allowed: dmy, mdy"),
        ("Title,Parties\na,b\n", "sheet: Other", "no sheet 'Other'"),
        ("Title,Parties\na,b\n", "header: 7", "no known headers in row 7"),
    ],
)  # fmt: skip
def test_what_nobody_understands_is_refused_with_its_cell(
    content: str, mapping: str | None, reason: str
) -> None:
    assert reason in problem(content, mapping=mapping)


def test_rows_that_are_left_out_do_not_cost_the_others() -> None:
    rows = REGISTER + "".join(f"Pact {n},UNEP,FAO,2024,perhaps\n" for n in range(9))
    assert values(quads(rows), "#status") == ["<ns/status#in-force>", "<ns/status#preliminary>"]
    reason = problem(rows)
    assert reason.startswith("rows left out: E5: 'perhaps'") and reason.endswith("; and 4 more")


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (xlsx(A=[["Title"]])[:-60], "not a whole zip"),
        (xlsx(A=[]), "the table is empty"),
        (package({"xl/workbook.xml": b"<workbook/>"}), "not readable as a spreadsheet"),
        (package({"xl/worksheets/sheet1.xml": SHEET + b" " * 90_000_000}), "a bomb"),
        (xlsx(A=[["Title"] * 300]), "50,000 rows and 200 columns"),
    ],
)
def test_broken_workbooks_and_bombs_are_refused(content: bytes, reason: str) -> None:
    assert reason in problem(content, "a.xlsx")


def test_sheet_that_claims_a_million_columns_is_read_for_what_is_in_it() -> None:
    rows: list[list[object]] = [["Title", "Parties"], ["Pact", "UNEP; FAO"]]
    with ZipFile(BytesIO(xlsx(A=rows))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'"A1:B2"' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'"A1:B2"', b'"A1:XFD1048576"')
    assert len(values(quads(package(parts), "a.xlsx"), "#party")) == 2


def test_table_in_an_old_charset_with_semicolons() -> None:
    found = quads(
        "名称;甲方;乙方\n合作备忘录;浙江省生态环境厅;青海省生态环境厅\n".encode("gb18030")
    )
    assert values(found, "#party") == ["<id/agency/cn-qh-dee>", "<id/agency/cn-zj-dee>"]


def test_place_that_is_asked_to_be_an_agency_is_left_out() -> None:
    table = discover()["table"]
    rows = b"Event,Date,Organizer\nMeeting,2024-05-01,Peru\n"
    graph = table.to_quads(next(table.read(Source("a.csv", rows))), Namespace())
    assert graph.rejected == ("C2: 'Peru' is no known agency",)


@pytest.mark.parametrize(
    "column, name", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_names_of_spreadsheets(column: int, name: str) -> None:
    assert place(None, column, 7) == f"{name}7"
    assert place("O'Neil's list", column, 1) == f"'O''Neil''s list'!{name}1"


@given(beside=st.text(), content=st.binary())
def test_table_and_mapping_come_apart_as_they_were(beside: str, content: bytes) -> None:
    said = beside.encode("utf-8", "replace")
    assert apart(together(said, content)) == (said, content)


def test_words_of_a_list_lead_to_one_value_each() -> None:
    for name, rows in _file().items():
        said = [word for line in rows.values() for word in line.split(" | ")]
        assert len(said) == len(set(said)), f"{name} says a word twice"
    for scheme in ("agreement-type", "status", "event-type", "factuality"):
        assert set(words(scheme).values()) == set(notations(scheme))
