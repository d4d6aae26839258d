"""Terms in code come from the vocabulary; a misspelt one raises."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.errors import UnknownTerm
from kg.terms import (
    EA,
    SKOS,
    coarse,
    concept,
    jsonld_context,
    notations,
    rank,
    schemes,
    single_valued,
    vocabularies,
    vocabulary_quads,
)


def test_a_declared_name_is_an_iri() -> None:
    assert NamedNode("https://w3id.org/ecoaccord/ns#Event") == EA.Event
    assert NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel") == SKOS.prefLabel
    assert EA.Event in EA and SKOS.prefLabel not in EA


@pytest.mark.parametrize(
    ("misspelt", "nearest"),
    [
        (lambda: EA.Evnet, "did you mean Event?"),
        (lambda: SKOS.preferredLabel, "is not declared"),
        (lambda: concept("role", "hots"), "did you mean host?"),
        (lambda: concept("roles", "host"), "is not a scheme"),
    ],
)
def test_a_misspelt_name_raises(misspelt, nearest: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownTerm, match=nearest.replace("?", r"\?")):
        misspelt()


def test_closed_lists_keep_the_order_of_their_files() -> None:
    assert notations("status")[:3] == ("mentioned", "preliminary", "signed")
    assert len(notations("event-type")) == 14
    assert notations("role")[0] == "organizer"


def test_a_finer_kind_leads_to_its_coarse_one() -> None:
    assert coarse("agency-kind", "academy") == "research-institute"
    assert coarse("agency-kind", "ministry") == "ministry"
    assert coarse("place-kind", "municipality") == "province"


def test_stages_have_an_order() -> None:
    assert rank("mentioned") < rank("preliminary") < rank("signed") < rank("renewed")
    assert rank("in-force") == rank("renewed")


def test_single_valued_properties_are_declared_as_such() -> None:
    assert {EA.status, EA.eventType} <= single_valued()
    assert EA.party not in single_valued()


def test_the_vocabulary_holds_no_blank_node() -> None:
    quads = list(vocabulary_quads(NamedNode("urn:graph")))
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    assert all(concept(s, n) in {q.subject for q in quads} for s in schemes() for n in notations(s))


def test_the_jsonld_context_is_fresh(root: Path) -> None:
    stored = (root / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    assert json.loads(stored) == jsonld_context(), "write jsonld_context() to the file again"


def test_reading_the_terms_brings_in_no_rdflib() -> None:
    code = "import sys, kg.terms; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_namespaces_are_those_of_the_prefixes() -> None:
    from kg.iris import PREFIXES

    assert {p: v.namespace for p, v in vocabularies().items() if p in PREFIXES} == PREFIXES
