"""Updates reach the graphs they may, and no others, whatever they are made of."""

import contextlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery, BadRequest, Refused
from kg.query.update import Dataset, rewrite

BASE = "http://e.org/"
VIEW = f"{BASE}graph/view"
MANAGED = Dataset(BASE, view=VIEW, reserved=f"{BASE}graph/")
PLAIN = Dataset(BASE)
DATA = """
<http://e.org/graph/view> { <http://e.org/a> <http://e.org/p> <http://e.org/graph/view>, 1 . }
<http://e.org/graph/document/d> { <http://e.org/a> <http://e.org/p> 2 . }
<http://e.org/mine> { <http://e.org/m> <http://e.org/p> <http://e.org/graph/view>, 3 . }
<http://e.org/yours> { <http://e.org/y> <http://e.org/p> 4 . }
"""
SUITE = SHARED / "w3c" / "sparql" / "sparql11"


def filled(data: str = DATA) -> ox.Store:
    store = ox.Store()
    store.load(data.encode(), format=ox.RdfFormat.TRIG)
    return store


def content(store: ox.Store) -> set[str]:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset} | {str(graph) for graph in store.named_graphs()}


def reserved(store: ox.Store) -> set[str]:
    return {line for line in content(store) if "<http://e.org/graph/" in line.split()[-1]}


def run(text: str, dataset: Dataset = MANAGED) -> set[str]:
    """Run an update on the data; return what it has added and removed."""
    store = filled()
    before = content(store)
    rewritten = rewrite(text, dataset)
    try:
        store.update(rewritten.text, base_iri=BASE)
    except RuntimeError as error:
        assert content(store) == before
        if rewritten.mark and rewritten.mark in str(error):
            raise Refused("a reserved graph") from error
        raise
    finally:
        assert reserved(store) == reserved(filled())
    return content(store) ^ before


P = "PREFIX g: <graph/> PREFIX : <http://e.org/> "
FORBIDDEN = [
    "INSERT DATA { <a> <b> <c> }",
    "DELETE DATA { <a> <p> 1 }",
    "INSERT DATA { GRAPH <graph/view> { <a> <b> <c> } }",
    "INSERT DATA { GRAPH <mine> { <a> <b> <c> } GRAPH <graph/new> { <a> <b> <c> } }",
    P + "INSERT DATA { GRAPH g:view { <a> <b> <c> } }",
    P + "INSERT DATA{GRAPH g:view{<a> <b> <c>}}",
    "PREFIX : <http://e.org/graph/> INSERT DATA { GRAPH :view { <a> <b> <c> } }",
    "BASE <http://e.org/graph/x/> INSERT DATA { GRAPH <../view> { <a> <b> <c> } }",
    "INSERT DATA { GRAPH <http://e.org/gr\\u0061ph/view> { <a> <b> <c> } }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE WHERE { GRAPH <graph/view> { ?s ?p ?o } }",
    "WITH <graph/view> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "WITH <graph/view> INSERT { <a> <b> 9 } WHERE {}",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "INSERT { <a> <b> <c> } USING <mine> WHERE { ?s ?p ?o }",
    "CLEAR DEFAULT",
    "DROP SILENT DEFAULT",
    "CLEAR ALL",
    "DROP NAMED",
    "DROP SILENT ALL",
    "CLEAR GRAPH <graph/view>",
    "DROP SILENT GRAPH <graph/document/d>",
    "CREATE GRAPH <graph/new>",
    "COPY <mine> TO <graph/view>",
    "COPY <mine> TO DEFAULT",
    "MOVE <graph/view> TO <mine>",
    "MOVE DEFAULT TO <mine>",
    "ADD SILENT GRAPH <mine> TO GRAPH <graph/document/d>",
    P + "ADD :mine TO g:view",
    "INSERT DATA { GRAPH <mine> { <a> <b> 1 } } ; CLEAR GRAPH <graph/view>",
]
FORBIDDEN_WHEN_RUN = [
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT { GRAPH ?g { <a> <b> <c> } } WHERE { GRAPH <mine> { ?s ?p ?g } FILTER(isIRI(?g)) }",
    "INSERT { GRAPH ?g { <a> <b> <c> } } WHERE { BIND(IRI('graph/view') AS ?g) }",
    "INSERT { GRAPH ?g { <a> <b> <c> } } WHERE { VALUES ?g { <mine> <graph/document/d> } }",
    "INSERT { GRAPH ?a { <a> <b> 1 } GRAPH ?b { <a> <b> 2 } }"
    " WHERE { VALUES (?a ?b) { (<mine> <graph/view>) } }",
    "WITH <mine> DELETE { ?s ?p ?g } INSERT { GRAPH ?g { ?s ?p ?g } } WHERE { ?s ?p ?g }",
    "INSERT { GRAPH ?g { <a> <b> 1 } } WHERE { BIND(<graph/view> AS ?g) } ;"
    " DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o }"
    " FILTER(!STRSTARTS(STR(?g), 'http://e.org/graph/')) }",
]
ALLOWED = [
    ("INSERT DATA { GRAPH <mine> { <a> <b> <c> } }", 1),
    ('INSERT DATA { GRAPH <new> { <a> <b> \'}\' , """{\'""" # }\n } }', 3),
    ("DELETE WHERE { GRAPH <mine> { ?s ?p 3 } }", 1),
    ("DELETE { GRAPH ?g { ?s ?p 3 } } WHERE { GRAPH ?g { ?s ?p 3 } }", 1),
    ("WITH <mine> DELETE { ?s ?p 3 } INSERT { ?s ?p 5 } WHERE { ?s ?p 3 }", 2),
    ("INSERT { GRAPH <mine> { ?s ?p ?o } } WHERE { ?s ?p ?o }", 2),  # from the view
    ("INSERT { GRAPH <mine> { ?s ?p ?o } } WHERE { GRAPH <graph/document/d> { ?s ?p ?o } }", 1),
    ("INSERT { GRAPH <mine> { ?s ?p ?o } } USING <yours> WHERE { ?s ?p ?o }", 1),
    ("WITH <graph/view> INSERT { GRAPH <mine> { ?s ?p ?o } } WHERE { ?s ?p ?o }", 2),
    ("COPY DEFAULT TO <new>", 3),
    ("ADD <graph/document/d> TO <mine>", 1),
    ("MOVE <mine> TO <yours>", 6),
    ("DROP GRAPH <mine>", 3),
    ("CLEAR GRAPH <mine>", 2),
    ("CREATE GRAPH <new>", 1),
    ("CREATE SILENT GRAPH <mine>", 0),
    ("", 0),
    ("# nothing", 0),
    (P + "INSERT DATA { GRAPH :mine { :a :b ( 1 2 ) } } ;", 5),
    ("INSERT { GRAPH <mine> { <a> <b> ?n } } WHERE { BIND(1 AS ?m) BIND(IF(?m<2,7,8) AS ?n) }", 1),
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_would_change_reserved_graphs_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rewrite(text, MANAGED)


@pytest.mark.parametrize("text", FORBIDDEN_WHEN_RUN)
def test_what_turns_out_to_change_reserved_graphs_is_undone(text: str) -> None:
    with pytest.raises(Refused):
        run(text)


@pytest.mark.parametrize("text, changes", ALLOWED)
def test_graphs_of_ones_own_can_be_changed(text: str, changes: int) -> None:
    assert len(run(text)) == changes


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <mine> { <a> <b> <c> }",
        "INSERT DATA { GRAPH <mine> { <a> <b> 'c } }",
        "INSERT DATA <mine> { <a> <b> <c> }",
        "INSERT DATA { { <a> <b> <c> } }",
        "INSERT DATA { GRAPH ?g { <a> <b> <c> } }",
        "INSERT { GRAPH 'x' { <a> <b> <c> } } WHERE {}",
        "DELETE { GRAPH <mine> { <a> <b> <c> } }",
        "INSERTDATA { GRAPH <mine> { <a> <b> <c> } }",
        "SELECT * { ?s ?p ?o }",
        "CLEAR XYZ",
        "COPY GRAPH:x TO <mine>",
        "DROP GRAPH x:y",
        "DROP GRAPH <mine> DROP GRAPH <yours>",
        "WITH <mine> CLEAR ALL",
        "INSERT { GRAPH <mine> { <a> <b> ?n } } WHERE { FILTER(?a<?b&&?c>'#') FILTER(?a<'#>') }",
    ],
)
def test_what_is_not_understood_is_not_run(text: str) -> None:
    with pytest.raises(BadQuery) as caught:
        rewrite(text, MANAGED)
    assert caught.value.line is not None


def test_the_request_may_name_the_dataset() -> None:
    both = Dataset(BASE, using=(f"{BASE}mine",), using_named=(f"{BASE}yours",))
    text = "INSERT { GRAPH <new> { ?s ?p ?o } } WHERE { ?s ?p ?o } ;"
    assert len(run(text, both)) == 3
    named = "INSERT { GRAPH <new> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert len(run(named, both)) == 2
    for clause in ("USING <mine>", "USING NAMED <mine>"):
        with pytest.raises(BadRequest):
            rewrite(f"INSERT {{ GRAPH <new> {{ ?s ?p ?o }} }} {clause} WHERE {{ ?s ?p ?o }}", both)
    with pytest.raises(BadRequest):
        rewrite("WITH <mine> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", both)


def test_one_graph_alone_can_be_changed() -> None:
    only = Dataset(BASE, view=VIEW, reserved=f"{BASE}graph/", only=f"{BASE}mine")
    assert len(run("INSERT DATA { <a> <b> <c> }", only)) == 1
    assert len(run("DELETE WHERE { ?s ?p 3 }", only)) == 1
    assert len(run("DELETE { ?s ?p ?o } INSERT { ?s ?p 8 } WHERE { ?s ?p ?o }", only)) == 3
    for text in (
        "INSERT DATA { GRAPH <yours> { <a> <b> <c> } }",
        "INSERT { GRAPH ?g { <a> <b> <c> } } WHERE { GRAPH ?g {} }",
        "WITH <yours> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { <a> <b> <c> } USING <yours> WHERE {}",
        "CLEAR ALL",
        "DROP GRAPH <mine>",
    ):
        with pytest.raises(Refused):
            rewrite(text, only)


def test_a_reserved_graph_is_not_the_one_that_can_be_changed() -> None:
    for only in (VIEW, f"{BASE}graph/new", ""):
        for text in ("INSERT DATA { <a> <b> <c> }", "DELETE WHERE { ?s ?p ?o }", ""):
            with pytest.raises(Refused):
                rewrite(text, Dataset(BASE, view=VIEW, reserved=f"{BASE}graph/", only=only))


def test_the_default_graph_of_a_plain_dataset_can_be_changed_alone() -> None:
    only = Dataset(BASE, only="")
    assert len(run("INSERT DATA { <a> <b> <c> }", only)) == 1
    assert len(run("INSERT { <a> <b> <c> } WHERE {}", only)) == 1
    with pytest.raises(Refused):
        rewrite("INSERT DATA { GRAPH <mine> { <a> <b> <c> } }", only)


def test_it_tells_which_graphs_may_change() -> None:
    assert rewrite("INSERT DATA { GRAPH <x> {} } ; COPY <y> TO <z>", PLAIN).graphs == {
        f"{BASE}x",
        f"{BASE}z",
    }
    assert rewrite("CLEAR DEFAULT", PLAIN).graphs == {""}
    assert rewrite("DROP ALL", PLAIN).graphs is None
    assert rewrite("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", PLAIN).graphs is None


GRAPHS = (
    "<mine> <graph/view> <graph/document/d> :mine g:view GRAPH:x DEFAULT:view ?g ?o DEFAULT ALL"
)
WORDS = f"""{GRAPHS} INSERT DELETE DATA WHERE WITH USING NAMED CLEAR DROP CREATE COPY MOVE ADD
    TO GRAPH SILENT {{ }} {{ }} ; . <a> <b> 'x' '# '' ''' \\ \\' < > <<?s?p'#>> <<( )>> ( ) [ ] {{|
    |}} , 1 # ?s ?p FILTER( BIND( BASE PREFIX g: : a:b\\' @en ^^ "}}" && = <?b&&?c> <x'#> VALUES"""
WHOLE = [*FORBIDDEN, *FORBIDDEN_WHEN_RUN, *(text for text, _ in ALLOWED)]


@given(
    st.sampled_from(WHOLE),
    st.lists(
        st.tuples(
            st.integers(0, 200), st.integers(0, 6), st.sampled_from([*WORDS.split(), " ", "\n"])
        ),
        max_size=4,
    ),
)
def test_reserved_graphs_stay_whatever_is_sent(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    for position, removed, word in changes:
        text = text[:position] + word + text[position + removed :]
    with contextlib.suppress(BadQuery, BadRequest, SyntaxError, RuntimeError, OSError):
        run(text)  # which looks at the reserved graphs


@given(st.lists(st.sampled_from([*WORDS.split(), " ", " "]), max_size=14))
def test_reserved_graphs_stay_whatever_words_come_together(words: list[str]) -> None:
    text = "PREFIX g: <graph/> PREFIX : <http://e.org/> " + "".join(f"{word} " for word in words)
    with contextlib.suppress(BadQuery, BadRequest, SyntaxError, RuntimeError, OSError):
        run(text)


@pytest.mark.skipif(not SUITE.exists(), reason="needs ../shared")
@pytest.mark.parametrize(
    "path", sorted(SUITE.rglob("*.ru")), ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_what_runs_means_what_was_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "LOAD" in text:
        return
    outcomes = []
    for version in (text, None):
        store = filled(DATA + "<http://example.org/s> <http://example.org/p> 1 .")
        try:
            store.update(version or rewrite(text, PLAIN).text, base_iri=BASE)
            outcomes.append(content(store))
        except (SyntaxError, BadQuery):
            outcomes.append({"does not parse"})
        except RuntimeError as error:
            outcomes.append({str(error)})
    assert outcomes[0] == outcomes[1]
