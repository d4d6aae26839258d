"""SERVICE and LOAD are found wherever the engine would run them, and nowhere else."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Refused
from kg.query.guard import has_dataset, place, refuse_remote

U = "http://127.0.0.1:9/"
P = f"PREFIX : <{U}> "

CALLS = [
    f"SELECT * {{ SERVICE <{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ service <{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ sErViCe SILENT <{U}> {{?x ?y ?z}} }}",
    f"SELECT*{{SERVICE<{U}>{{?x ?y ?z}}}}",
    f"SELECT * {{ SERVICE#c\n<{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ ?a <http://a#b> ?c . SERVICE <{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ BIND('a\\'#' AS ?s) SERVICE <{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ BIND('''#''' AS ?s) SERVICE <{U}> {{?x ?y ?z}} }}",
    P + "SELECT * { SERVICE :x {?x ?y ?z} }",
    P + "SELECT * { SERVICE:x {?x ?y ?z} }",
    P + "SELECT * { SERVICESILENT:x {?x ?y ?z} }",
    f"SELECT * {{ VALUES ?u {{<{U}>}} SERVICE ?u {{?x ?y ?z}} }}",
    f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{U}> {{?x ?y ?z}} }} }}",
    f"SELECT * {{ {{ SELECT ?x {{ SERVICE <{U}> {{?x ?y ?z}} }} }} }}",
    f"#c\rSELECT * {{ SERVICE <{U}> {{?x ?y ?z}} }}",
    f"SELECT * {{ ?s ?p 1SERVICE<{U}>{{?x ?y ?z}}}}",
    f"SELECT * {{ ?s ?p trueSERVICE<{U}>{{?x ?y ?z}}}}",
    f"SELECT * {{ ?s ?p ?o.SERVICE<{U}>{{?x ?y ?z}}}}",
    P + "SELECT * { FILTER(?a<:f(?c>?d)&&?x<'#>') SERVICE :x {?s ?p ?o} FILTER(?y='')}",
    P + "SELECT * { <<?s?p'#>>'>> ?q ?r . SERVICE :x {?e ?f ?g} FILTER('')}",
    P + "SELECT * { ?s ?p <<(?s?p'#>')>> . SERVICE :x {?e ?f ?g} FILTER('a')}",
    P + "SELECT * { ?s ?p ?o FILTER(?o<?o)SERVICE#>\n:x{?x ?y ?z}}",
    P + "SELECT * { ?s ?p ?o FILTER(?o<?o+2)#>'''\nSERVICE :x {?x ?y ?z}}",
    P + "SELECT * { VALUES ?x {'''a' } SERVICE :x {?x ?y ?z} #\\uD800'''\n}",
    P + "PREFIX p: <http://a:8> SELECT * { ?s ?p p:SERVICE :x {?x ?y ?z} }",
    P + "SELECT * { SERVICE :x#{ \n {?x ?y ?z} }",
    P + "SELECT * { SERVICE :a\\#b{?x ?y ?z} }",
    f"INSERT {{ ?x ?y ?z }} WHERE {{ SERVICE <{U}> {{?x ?y ?z}} }}",
    f"LOAD <{U}x.nt>",
    f"load silent<{U}x.nt> INTO GRAPH <http://g>",
    f"CLEAR ALL;LOAD<{U}x.nt>",
    P + "LOAD:x",
    P + "CLEAR ALL; LOAD:x INTO GRAPH <http://g>",
]

HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://x/> {' }",
    'SELECT * { ?s ?p """a "SERVICE <http://x/> {" LOAD <http://x> """ }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> { LOAD <http://x>",
    "PREFIX ex: <http://e/> SELECT * { ?s ex:service ?service }",
    "PREFIX service: <http://e/> SELECT * { ?s service:x ?o }",
    "PREFIX load: <http://e/load/> SELECT * { ?s load:x ?load . ?load ?load <http://e/load> }",
    "SELECT ?service ?x { ?service ?p ?x }",
    "SELECT * { ?s <http://e/service#a> ?o . ?o <http://e/service> <http://e/load> }",
    "SELECT * { VALUES (?a ?b) { (<http://e#a> <http://e#serviceB>) } GRAPH ?service { } }",
    "SELECT * { ?s ?p 'it\\'s a service'@en-service }",
    "SELECT * FROM <http://e/service#> { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "PREFIX ex: <http://e/> ASK { ?s ex:downloads ?o . ?o ex:LOAD 'LOAD <http://x>' }",
]


@pytest.mark.parametrize("text", CALLS)
def test_calls_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        refuse_remote(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_are_no_calls_pass(text: str) -> None:
    ox.Store().query(text)  # the example is a query
    refuse_remote(text)


def test_the_position_is_that_of_the_keyword() -> None:
    with pytest.raises(Refused) as caught:
        refuse_remote("SELECT *\n{ ?s ?p '上海' .\n  ?s ?p '会议' . SERVICE <http://x> { } }")
    assert (caught.value.line, caught.value.column) == (3, 16)
    assert place("a\nb", 2) == (2, 1)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server of our own that answers every SERVICE with nothing, and remembers who called."""
    calls: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
        b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    )

    def answer() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                calls.append(connection.recv(65536))
                connection.sendall(head + body)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield server.getsockname()[1], calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


WORDS = """SERVICE service SILENT # ' " \'\'\' \\ \\' \\uD800 < > <http://a#b> ?o . 1 true :x p: _:b
    @en { } {?x?y?z} FILTER(?o< FILTER(1<2) ( ) VALUES BIND(1AS?b) a ; << >> <<( )>> :f( ?c>?d)"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "?s ?p ?o ", "VALUES ?v {"])


@given(st.lists(PIECES, max_size=9), st.lists(PIECES, max_size=5))
def test_whatever_passes_does_not_connect(
    listener: tuple[int, list[bytes]], before: list[str], after: list[str]
) -> None:
    port, calls = listener
    prologue = f"PREFIX : <http://127.0.0.1:{port}/> PREFIX p: <http://a:8> "
    text = (
        prologue
        + "SELECT * { "
        + "".join(before)
        + "SERVICE :x {?x ?y ?z}"
        + "".join(after)
        + "\n}"
    )
    try:
        refuse_remote(text)
    except Refused:
        return
    engine = ox.Store()
    engine.add(ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://b"), ox.Literal(1)))
    calls.clear()
    with contextlib.suppress(SyntaxError, RuntimeError, OSError):
        list(engine.query(text))  # type: ignore[arg-type]
    assert not calls


@pytest.mark.parametrize(
    "text, has_one",
    [
        ("SELECT * FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT*from<http://g>{ ?s ?p ?o }", True),
        ("ASKFROM NAMED <http://g> { ?s ?p ?o }", True),
        ("DESCRIBE <http://e/x> FROM <http://g>", True),
        ("SELECT ?from { ?s <http://e/from> 'FROM' } # FROM <g>", False),
        ("PREFIX from: <http://e/> ASK { ?s from:x ?o }", False),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", False),
        ("SELECT (EXISTS { ?x ?y ?z } AS ?a) FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT * # { FROM <http://g>\n FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT * # FROM <http://g> {\n { ?s ?p ?o }", False),
        ("SELECT ('''a' FROM <http://g> {''' AS ?a) { ?s ?p ?o }", False),
        ('SELECT ("""" FROM <http://g> {""" AS ?a) { ?s ?p ?o }', False),
        ("SELECT * FROM <http://e/{> { ?s ?p ?o }", True),
        ("PREFIX e: <http://e/#> SELECT * { ?s e:from ?o }", False),
        ("SELECT * { { SELECT * FROM <http://g> { ?s ?p ?o } } }", False),
    ],
)
def test_a_dataset_clause_is_seen(text: str, has_one: bool) -> None:
    assert has_dataset(text) is has_one


@pytest.mark.parametrize(
    "piece",
    [
        "SERVICE:",
        "SERVICE#",
        "SERVICE<",
        "a.a.SERVICE ",
        "'''\\q SERVICE",
        "'",
        '"""',
        "((SERVICE ",
        "LOAD ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = "SELECT * { " + piece * (2_000_000 // len(piece)) + " SERVICE"
    start = time.process_time()
    try:
        refuse_remote(text)
        has_dataset(text)
    except Refused:
        pass
    assert time.process_time() - start < 10  # a square law would take hours
