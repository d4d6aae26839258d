"""The saved questions: their headers, their answers over a small data set, and safe binding."""

import csv
import json
import re
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from queries.answers import CASES, NAMES, TESTS, documents, small_store

from kg.errors import BadParameter, BadSetting
from kg.graph.validate import check_quads
from kg.query.saved import Parameter, SavedQuery, saved_queries, unreadable_queries
from kg.remote.pool import queries_of
from kg.settings import Settings
from kg.store.base import Solution
from kg.store.embedded import EmbeddedStore
from kg.terms import notations, vocabularies

QUERIES = saved_queries()
_CHOSEN = re.compile(r"LIMIT (\d+)(?=\s+#\? no\b)")
IDS = {
    f"{group}{number}"
    for group, count in {"A": 7, "B": 7, "C": 6, "D": 5, "E": 4, "F": 3, "G": 5, "H": 3}.items()
    for number in range(1, count + 1)
}


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return small_store()


def examples(query: SavedQuery) -> dict[str, str]:
    return {p.name: p.example for p in query.parameters if p.example}


def test_the_competency_questions_are_saved() -> None:
    assert {query.id for query in QUERIES.values()} == IDS


def test_the_small_data_set_breaks_no_shape() -> None:
    for document in documents().values():
        quads = ox.parse(document.nquads, format=ox.RdfFormat.N_QUADS)
        assert [v for v in check_quads(quads) if v.severity == "violation"] == []


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_the_expected_table(case: str, store: EmbeddedStore) -> None:
    name, values = CASES[case]
    query = QUERIES[name]
    with (TESTS / "answers" / f"{case}.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    rows = store.select(query.bind(values, NAMES))
    found = [[_cell(row, column) for column in query.columns] for row in rows]
    assert header == list(query.columns)
    assert found == expected


def _cell(row: dict[str, ox.NamedNode | ox.Literal], column: str) -> str:
    return row[column].value.removeprefix(f"{NAMES.base}id/") if column in row else ""


def test_every_question_has_an_expected_answer() -> None:
    assert {name for name, _ in CASES.values()} == set(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_is_valid_as_it_stands_and_with_all_parameters(query: SavedQuery) -> None:
    empty = ox.Store()
    for text in (query.text, query.bind(examples(query), NAMES)):
        solutions = empty.query(text)
        assert isinstance(solutions, ox.QuerySolutions)
        assert [variable.value for variable in solutions.variables] == list(query.columns)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_header_is_complete_in_both_languages(query: SavedQuery) -> None:
    texts = (query.title, query.description, *(p.title for p in query.parameters))
    assert all(text["en"] and text["zh-Hans"] for text in texts)
    assert {column.removeprefix("-") for column in query.order} <= set(query.columns)
    assert set(query.chart.values()) - {query.chart["type"]} <= set(query.columns)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_names_declared_terms_only(query: SavedQuery) -> None:
    for prefix, vocabulary in vocabularies().items():
        for name in re.findall(rf"(?<![\w/?$-]){prefix}:([A-Za-z]\w*)", query.text):
            assert vocabulary[name]


# Binding


def test_an_authority_key_stands_for_its_iri() -> None:
    text = QUERIES["representatives"].bind({"agency": "unep"}, NAMES)
    assert f"VALUES $agency {{ <{NAMES.thing('agency', 'unep')}> }}" in text


def test_a_concept_is_chosen_by_its_notation() -> None:
    assert QUERIES["agreements-by-status"].parameters[0].values == notations("status")
    text = QUERIES["agreements-by-status"].bind({"status": "in-force"}, NAMES)
    assert "VALUES $status { <https://w3id.org/ecoaccord/ns/status#in-force> }" in text


def test_an_empty_value_counts_as_none() -> None:
    query = QUERIES["partners-of-agency"]
    assert "VALUES $from { UNDEF }" in query.bind({"agency": "unep", "from": ""}, NAMES)


def test_order_and_limit_belong_to_every_query() -> None:
    text = QUERIES["timeline"].bind({"order": "-type,event", "limit": "7"}, NAMES)
    assert text.endswith("ORDER BY DESC(?type) ?event DESC(?notBefore)\nLIMIT 7\n")


def page_by_page(
    store: EmbeddedStore, name: str, values: dict[str, str], most: int = sys.maxsize
) -> list[Solution]:
    query, found = QUERIES[name], list[Solution]()
    cursor: str | None = ""
    while cursor is not None and len(found) < most:
        asked = values | {"after": cursor}
        rows = store.select(query.bind(asked, NAMES))
        found += rows
        cursor = query.next_page(rows, asked)
    return found


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("size", ["1", "4"])
def test_pages_together_are_the_whole(case: str, size: str, store: EmbeddedStore) -> None:
    name, values = CASES[case]
    if QUERIES[name].limit < 10:
        pytest.skip("it has no second page")
    whole = store.select(QUERIES[name].bind({**values, "limit": "40"}, NAMES))
    pages = page_by_page(store, name, {**values, "limit": size}, most=len(whole))
    assert pages[: len(whole)] == whole


@pytest.mark.parametrize(
    "order", ["label", "-label", "edtf,-type", "-notBefore,place", "precision"]
)
def test_pages_follow_any_order(order: str, store: EmbeddedStore) -> None:
    whole = store.select(QUERIES["timeline"].bind({"order": order}, NAMES))
    assert page_by_page(store, "timeline", {"order": order, "limit": "5"}) == whole


def test_several_values_mean_any_of_them(store: EmbeddedStore) -> None:
    def events(agency: str | list[str]) -> list[str]:
        rows = store.select(QUERIES["timeline"].bind({"agency": agency}, NAMES))
        return [row["event"].value for row in rows]  # type: ignore[union-attr]

    both = events(["unep", "cn-mee"])
    assert len(both) == len(set(both)) and set(both) == {*events("unep"), *events("cn-mee")}
    with pytest.raises(BadParameter, match="2 values"):
        QUERIES["representatives"].bind({"agency": ["unep", "cn-mee"]}, NAMES)


@given(after=st.text(max_size=40) | st.binary(max_size=40).map(lambda b: b64encode(b).decode()))
def test_what_is_no_cursor_is_refused(after: str) -> None:
    if after:
        with pytest.raises(BadParameter, match="after"):
            QUERIES["timeline"].bind({"after": after}, NAMES)


@given(values=st.lists(st.none() | st.text(max_size=20), min_size=2, max_size=2))
def test_a_forged_cursor_stays_a_value(values: list[str | None]) -> None:
    after = b64encode(json.dumps(values).encode(), altchars=b"-_").decode()
    query = QUERIES["frameworks-without-activity"]
    results = ox.Store().query(query.bind({"after": after}, NAMES))
    assert isinstance(results, ox.QuerySolutions)
    assert [variable.value for variable in results.variables] == list(query.columns)


@pytest.mark.parametrize(
    ("name", "values", "problem"),
    [
        ("timeline", {"colour": "red"}, "parameter colour: unknown"),
        ("representatives", {}, "parameter agency: missing"),
        ("representatives", {"agency": "no-such-body"}, "there is no agency"),
        ("representatives", {"agency": "place/cn"}, "names nothing"),
        ("representatives", {"agency": "http://a b"}, "is no IRI"),
        ("timeline", {"from": "last May"}, "is no date"),
        ("timeline", {"lang": "en; DROP"}, "is no language tag"),
        ("timeline", {"limit": "0"}, "is no such number"),
        ("timeline", {"order": "event)"}, "is no column"),
        ("events-by-place", {"level": "galaxy"}, "cannot be chosen"),
        ("cooperation-network", {"minWeight": "-1"}, "is no such number"),
        ("why", {"s": "agency/unep", "p": "statuz"}, "did you mean status?"),
    ],
)
def test_a_wrong_value_is_refused(name: str, values: dict[str, str], problem: str) -> None:
    with pytest.raises(BadParameter) as refusal:
        QUERIES[name].bind(values, NAMES)
    assert problem in str(refusal.value)


HOSTILE = st.text(max_size=30) | st.sampled_from(
    ["} #", "> } SELECT * {", '" } UNION {', "x\\", "\\u007D", "a\n}", "http://a/}>", "?x", "urn:x"]
)


@given(parameter=st.sampled_from([p for q in QUERIES.values() for p in q.parameters]), text=HOSTILE)
def test_whatever_is_bound_is_one_term(parameter: Parameter, text: str) -> None:
    try:
        term = parameter.term(text, NAMES)
    except BadParameter:
        return
    solutions = list(ox.Store().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {term} }} }}"))
    assert [str(solution["x"]) for solution in solutions] == [str(_as_term(term))]


def _as_term(text: str) -> ox.NamedNode | ox.Literal:
    triple = f"<urn:s> <urn:p> {text} ."
    return next(iter(ox.parse(triple, format=ox.RdfFormat.TURTLE))).object  # type: ignore[return-value]


@given(name=st.sampled_from(sorted(QUERIES)), data=st.data())
def test_binding_touches_nothing_but_slots(name: str, data: st.DataObject) -> None:
    query = QUERIES[name]
    chosen = {p.name: data.draw(HOSTILE) for p in query.parameters if data.draw(st.booleans())}
    try:
        text = query.bind(chosen, NAMES)
    except BadParameter:
        return
    solutions = ox.Store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == list(query.columns)


# Queries of one's own


def test_a_folder_of_own_queries_joins_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "all-events.rq").write_text(
        "#+ id: X1\n#+ title: {en: Events, zh-Hans: 事件}\n"
        "#+ description: {en: All events., zh-Hans: 全部事件。}\n"
        "#+ columns: {event: iri}\n#+ order: [event]\n#+ chart: {type: table}\n"
        "SELECT ?event WHERE { ?event a <https://w3id.org/ecoaccord/ns#Event> }\n",
        encoding="utf-8",
    )
    own = saved_queries(tmp_path)
    assert own["all-events"].group == "mine"
    assert set(QUERIES) < set(own)


SELECTS = "SELECT ?event WHERE { ?event a <urn:x> }"


def test_a_title_is_enough(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(f"#+ title: All events\n{SELECTS}\n", encoding="utf-8")
    query = saved_queries(tmp_path)["mine"]
    assert (query.columns, query.order) == ({"event": "string"}, ("event",))
    assert query.title == {"en": "All events", "zh-Hans": "All events"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("SELECT * {}", "line 1: there is no header"),
        ("#+ title: a\n#+ order: [\nSELECT * {}", "line 2: the header cannot be read"),
        ("#+ id: X1\nSELECT * {}", "the header has no title"),
        (f"#+ title: a\n#+ colums: {{}}\n{SELECTS}", "line 2: a header has no 'colums'"),
        (f"#+ title: a\n#+ columns: {{e: iri}}\n{SELECTS}", "line 2: columns and the query differ"),
        (
            f"#+ title: a\n#+ columns: {{event: url}}\n{SELECTS}",
            "line 2: column event is of no type",
        ),
        (f"#+ title: a\n#+ order: [x]\n{SELECTS}", "line 2: 'x' is no column"),
        (f"#+ title: a\n#+ limit: 0\n{SELECTS}", "line 2: limit is 0"),
        (f"#+ title: a\n#+ chart: {{type: pie}}\n{SELECTS}", "line 2: there is no chart of type"),
        (f"#+ title: a\n#+ chart: {{type: bar}}\n{SELECTS}", "line 2: a chart of type bar needs x"),
        (f"#+ title: a\n#+ parameters:\n#+   from:\n{SELECTS}", "line 3: the query has no slot"),
        (
            f"#+ title: a\n#+ parameters:\n#+   x: {{}}\n{SELECTS}",
            "line 3: parameter x is of no type",
        ),
        (
            f"#+ title: a\n#+ parameters:\n#+   raw:\n{SELECTS}",
            "line 3: raw is a parameter of every",
        ),
        ("#+ title: a\n\nSELECT ?x WHERE {\n  ?x a ea:Event }", "line 4: the prefix ea: is not"),
        ("#+ title: a\nASK {}", "line 2: a saved query selects rows (begin with SELECT)"),
        ("#+ title: a\nSELECT * {\n  SERVICE <http://a/> {} }", "line 3: SERVICE is not allowed"),
        (
            "#+ title: a\n#+ parameters: {from: {default: May}}\n"
            "SELECT ?event { VALUES $from { UNDEF } }",
            "default of parameter from: 'May' is no date (allowed: YYYY-MM-DD)",
        ),
        (
            f"#+ title: a\n#+ parameters: {{x: {{type: text, many: some}}}}\n{SELECTS}",
            "line 2: parameter x: many is 'some' (true or false)",
        ),
        (f"#+ title: a\n#+ limit: 99999\n{SELECTS}", "(a whole number from 1 to 10000)"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_others_stay(
    tmp_path: Path, content: str, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.rq").write_text(content, encoding="utf-8")
    assert saved_queries(tmp_path) == QUERIES
    assert "broken.rq" in caplog.text
    assert problem in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("timeline", b"#+ title: a", "there is a query timeline already (give the file another"),
        ("a{b}?", b"#+ title: a", "'a{b}?' cannot be part of an address"),
        ("latin", b"#+ title: a\n# caf\xe9", "line 2: this is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_served_is_left_out(
    tmp_path: Path, name: str, content: bytes, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / f"{name}.rq").write_bytes(content + b"\n" + SELECTS.encode())
    assert saved_queries(tmp_path) == QUERIES
    assert problem in caplog.text


def test_a_file_as_other_editors_save_it_is_read(tmp_path: Path) -> None:
    text = f"#+ title: Own\r\n{SELECTS}\r\n".encode("utf-8-sig")
    (tmp_path / "协议.rq").write_bytes(text)
    assert saved_queries(tmp_path)["协议"].title["en"] == "Own"


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no folder"):
        saved_queries(tmp_path / "none")


def test_no_file_of_the_product_is_broken() -> None:
    assert unreadable_queries() == ()


def test_a_thing_is_replaced_by_what_stands_for_it() -> None:
    old, new = (NamedNode(NAMES.thing("agency", key)) for key in ("x-old", "x-new"))
    text = QUERIES["representatives"].bind({"agency": "x-old"}, NAMES, {old: new}.__getitem__)
    assert f"VALUES $agency {{ {new} }}" in text


def test_a_line_may_have_two_conditions(tmp_path: Path) -> None:
    (tmp_path / "some.rq").write_text(
        "#+ title: Some\n#+ parameters: {agency: }\nSELECT ?event WHERE {\n  ?event ?p ?o .\n"
        "  VALUES $agency { UNDEF } ?event ?is $agency  #? agency no order\n}\n"
    )
    query = saved_queries(tmp_path)["some"]
    assert "?is" in query.bind({"agency": "unep"}, NAMES)
    assert "?is" not in query.bind({"agency": "unep", "order": "-event"}, NAMES)
    assert "?is" not in query.bind({}, NAMES)


def test_a_line_stands_where_its_condition_holds(tmp_path: Path) -> None:
    (tmp_path / "some.rq").write_text(
        "#+ title: Some\n#+ parameters: {agency: }\n"
        "SELECT ?event WHERE {\n  ?event ?p ?o .\n"
        "  VALUES $agency { UNDEF } ?event ?is $agency  #? agency\n}\nLIMIT 9  #? no order after\n"
    )
    query = saved_queries(tmp_path)["some"]
    assert "LIMIT 9" in query.bind({}, NAMES) and "VALUES" not in query.bind({}, NAMES)
    asked = query.bind({"agency": "unep", "order": "-event"}, NAMES)
    assert "agency/unep> }" in asked and "LIMIT 9" not in asked and "#?" not in asked


def test_a_store_that_cannot_plan_an_early_choice_is_not_asked_for_one() -> None:
    values = {"s": "agency/unep"}
    server = Settings(store="http://127.0.0.1:8890", store_kind="virtuoso")
    assert "LIMIT 101" not in queries_of(server)["why"].bind(values, NAMES)
    assert "LIMIT 101" in queries_of(Settings())["why"].bind(values, NAMES)


def test_what_is_chosen_for_more_rows_is_chosen_for_fewer() -> None:
    assert "?event LIMIT 200" in QUERIES["timeline"].bind({"limit": "25"}, NAMES)
    assert "?event LIMIT 500" in QUERIES["timeline"].bind({"limit": "500"}, NAMES)


@pytest.mark.parametrize(
    "case", [case for case, (name, _) in CASES.items() if _CHOSEN.search(QUERIES[name].text)]
)
def test_rows_chosen_early_are_those_of_the_first_page(case: str, store: EmbeddedStore) -> None:
    name, values = CASES[case]
    share = QUERIES[name].limit // 2
    few = _CHOSEN.sub(lambda limit: f"LIMIT {-(-int(limit[1]) // share)}", QUERIES[name].text)
    query = replace(QUERIES[name], text=few, limit=2)
    everything = store.select(query.bind({**values, "limit": "10000"}, NAMES))
    first = store.select(query.bind(values, NAMES))
    assert first == everything[:2]
    assert store.select(query.bind({**values, "limit": "5"}, NAMES)) == everything[:5]
    found = page = first
    while page and (after := query.next_page(page, values)):
        page = store.select(query.bind({**values, "after": after}, NAMES))
        found = found + page
    assert found == everything


def test_a_condition_on_nothing_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "odd.rq").write_text(
        "#+ title: Odd\nSELECT ?s WHERE { ?s ?p ?o\nFILTER (?s = ?o)  #? agent\n}\n"
    )
    assert "odd" not in saved_queries(tmp_path)
    assert "the condition #? agent is of no parameter" in caplog.text


def test_a_condition_for_later_pages_is_of_columns_in_the_order(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "odd.rq").write_text(
        "#+ title: Odd\n#+ order: [s]\nSELECT ?s WHERE { ?s ?p ?o\n"
        "FILTER (true)  #? behind s p\n}\n"
    )
    assert "odd" not in saved_queries(tmp_path)
    assert "more variables than the order has columns" in caplog.text
