"""Which pairs of values and documents the question after disagreements shows."""

import pyoxigraph as ox
import pytest
from pyoxigraph import RdfFormat
from queries.answers import NAMES

from kg.query.saved import saved_queries

ONE = f"{NAMES.base}id/agreement/one"


def told(document: str, status: str) -> str:
    """Return what one document says and claims of the status of an agreement."""
    return f"""<urn:graph:{document}> {{
      <{ONE}> ea:status <urn:status#{status}> .
      <urn:claim:{document}:{status}> rdf:subject <{ONE}> ; rdf:predicate ea:status ;
        rdf:object <urn:status#{status}> .
      <urn:document:{document}> dcterms:hasVersion <urn:version:{document}> .
    }}"""


def disagreements(*claims: str, values: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    store = ox.Store()
    text = f"""
      @prefix dcterms: <http://purl.org/dc/terms/> .
      @prefix ea: <https://w3id.org/ecoaccord/ns#> .
      @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      <{NAMES.view}> {{
        ea:status ea:singleValued true .
        <{ONE}> ea:contestedProperty ea:status ; ea:status <urn:status#signed> .
      }}
      <{NAMES.identity}> {{ <{ONE}> ea:canonical <{ONE}> }}
      {" ".join(claims)}"""
    store.load(text, RdfFormat.TRIG)
    query = saved_queries()["disagreements"].bind(values or {}, NAMES)
    found = store.query(query, default_graph=[ox.NamedNode(NAMES.view)])
    assert isinstance(found, ox.QuerySolutions)
    columns = ("valueA", "sourceA", "valueB", "sourceB")
    return [tuple(row[c].value.removeprefix("urn:document:") for c in columns) for row in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("values", [{}, {"p": "status"}, {"limit": "500"}], ids=str)
def test_each_pair_of_values_has_a_row_however_many_say_so(values: dict[str, str]) -> None:
    claims = [
        told("a", "signed"),
        told("b", "signed"),
        told("c", "mentioned"),
        told("d", "drafted"),
    ]
    assert disagreements(*claims, values=values) == [
        ("drafted", "d", "mentioned", "c"),
        ("drafted", "d", "signed", "b"),
        ("mentioned", "c", "signed", "b"),
    ]


def test_two_documents_stand_beside_each_other_even_if_one_says_both() -> None:
    claims = [told("a", "mentioned"), told("a", "signed"), told("b", "mentioned")]
    assert disagreements(*claims) == [("mentioned", "b", "signed", "a")]


def test_what_one_document_says_twice_is_no_disagreement_of_sources() -> None:
    assert disagreements(told("a", "mentioned"), told("a", "signed")) == []


def test_another_property_is_left_out() -> None:
    claims = [told("a", "signed"), told("b", "mentioned")]
    assert disagreements(*claims, values={"p": "eventType"}) == []
