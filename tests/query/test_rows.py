"""Limits on solutions: exact for whoever asks for fewer, an error where the service sets them."""

import io
from contextlib import nullcontext

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat

from kg.query.rows import (
    TooManySolutions,
    bounded,
    counted,
    counter,
    first_solutions,
    first_triples,
)

FORMATS = [getattr(QueryResultsFormat, name) for name in ("JSON", "XML", "CSV", "TSV")]
NASTY = ['a},{"b', "},{", "\r\n", '"', "\\", "<result>", "},{}", "it's\t", "", "河"]
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=5), unique=True, max_size=12)
P = NamedNode("http://example.org/p")


def solutions(texts: list[str]) -> ox.QuerySolutions:
    store = ox.Store()
    store.extend(Quad(P, P, Literal(text)) for text in texts)
    found = store.query("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(found, ox.QuerySolutions)
    return found


def written(result: ox.QuerySolutions, form: QueryResultsFormat) -> bytes:
    output = io.BytesIO()
    result.serialize(output, form)
    return output.getvalue()


@given(TEXTS, st.integers(1, 40))
def test_solutions_are_counted_in_every_format_whatever_they_hold(
    texts: list[str], size: int
) -> None:
    printable = [text for text in texts if text.isprintable() or text in NASTY]
    for form in FORMATS:
        count = counter(form)
        body = written(solutions(printable), form)
        found = [count(body[at : at + size]) for at in range(0, len(body), size)][-1]
        assert found == max(len(printable), form == QueryResultsFormat.JSON)


@given(st.integers(0, 12), st.integers(1, 200), st.integers(1, 14))
def test_a_result_with_one_solution_too_many_is_an_error(rows: int, size: int, most: int) -> None:
    for form in FORMATS:
        body = written(solutions([f"number {row}" for row in range(rows)]), form)
        check = bounded(form, most)
        blocks = [body[at : at + size] for at in range(0, len(body), size)]
        with pytest.raises(TooManySolutions) if rows > most else nullcontext():
            for block in blocks:
                check(block)


@given(TEXTS, st.integers(0, 14))
def test_the_first_solutions_are_those_of_the_whole(texts: list[str], most: int) -> None:
    first, is_cut = first_solutions(solutions(texts), most)
    rows = [row["o"] for row in first]
    assert rows == [row["o"] for row in solutions(texts)][:most]
    assert is_cut == (len(texts) > most)


def test_the_first_triples_and_whether_there_are_more() -> None:
    assert first_triples(iter("abc"), 2) == (["a", "b"], True)
    assert first_triples(iter("ab"), 2) == (["a", "b"], False)


def test_one_too_many_is_an_error() -> None:
    assert list(counted("ab", 2)) == ["a", "b"]
    with pytest.raises(TooManySolutions):
        list(counted("abc", 2))
