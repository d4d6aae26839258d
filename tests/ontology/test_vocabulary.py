"""The vocabulary as OOPS! and FOOPS! would judge it, offline.

Inverses are waived as a whole: none is stored, SPARQL reads every property both ways.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.iris import SCHEMES, VOCABULARY
from kg.terms import vocabularies

NS = URIRef(VOCABULARY)
LANGUAGES = {"en", "zh-Hans"}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
ROOTS = ("Event", "Agency", "Person", "Framework", "Agreement", "Place", "Document", "TextSpan",
         "Claim", "Participation", "EventSeries", "FrameworkElement")  # fmt: skip
MOST_PROPERTIES = 71  # docs/decisions.md says why more than 65


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "ontology" / "ecoaccord.ttl")


@pytest.fixture(scope="module")
def everything(root: Path, ontology: rdflib.Graph) -> rdflib.Graph:
    graph = rdflib.Graph() + ontology
    for file in (root / "ontology" / "schemes").glob("*.ttl"):
        graph.parse(file)
    return graph.parse(root / "ontology" / "alignments.ttl")


def classes(graph: rdflib.Graph) -> set[URIRef]:
    return {c for c in graph.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}


def properties(graph: rdflib.Graph) -> set[URIRef]:
    return {p for kind in PROPERTIES for p in graph.subjects(RDF.type, kind)}  # type: ignore[misc]


def name(term: rdflib.term.Node) -> str:
    return str(term).removeprefix(VOCABULARY)


def languages(graph: rdflib.Graph, term: rdflib.term.Node, predicate: URIRef) -> list[str | None]:
    return [o.language for o in graph.objects(term, predicate) if isinstance(o, Literal)]


def test_the_header_says_who_what_when_and_under_which_licence(ontology: rdflib.Graph) -> None:
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    for predicate in (
        DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, DCTERMS.created,
        DCTERMS.modified, DCTERMS.bibliographicCitation, OWL.versionIRI, OWL.versionInfo,
        vann.preferredNamespacePrefix, vann.preferredNamespaceUri,
    ):  # fmt: skip
        assert ontology.value(NS, predicate), f"the header lacks {predicate}"
    version = str(ontology.value(NS, OWL.versionInfo))
    assert str(ontology.value(NS, OWL.versionIRI)) == f"{SCHEMES}{version}"
    assert str(ontology.value(NS, vann.preferredNamespaceUri)) == VOCABULARY


def test_it_is_small(ontology: rdflib.Graph) -> None:
    assert len(properties(ontology)) <= MOST_PROPERTIES


def test_every_term_is_named_and_defined_in_both_languages(ontology: rdflib.Graph) -> None:
    for term in classes(ontology) | properties(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(languages(ontology, term, predicate)) == sorted(LANGUAGES), term
        assert ontology.value(term, RDFS.isDefinedBy) == NS, term


def test_no_two_terms_of_one_sort_share_a_definition(ontology: rdflib.Graph) -> None:
    found = Counter(ontology.objects(None, SKOS.definition))
    assert [text for text, times in found.items() if times > 1] == []


def test_names_follow_the_convention(ontology: rdflib.Graph) -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name(term)) for term in classes(ontology))
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", name(term)) for term in properties(ontology))


def test_a_domain_and_a_range_are_single_or_explained(ontology: rdflib.Graph) -> None:
    for term in properties(ontology) - set(ontology.subjects(RDF.type, OWL.AnnotationProperty)):
        assert len(list(ontology.objects(term, RDFS.range))) == 1, term
        domains = list(ontology.objects(term, RDFS.domain))
        assert len(domains) == 1 or ontology.value(term, SKOS.scopeNote), term


def test_ranges_fit_the_kind_of_property(ontology: rdflib.Graph) -> None:
    edtf = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
    for term in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        datatype = ontology.value(term, RDFS.range)
        assert datatype in (edtf, RDF.langString) or str(datatype).startswith(str(XSD)), term
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        assert not str(ontology.value(term, RDFS.range)).startswith(str(XSD)), term


def test_what_is_used_is_declared(ontology: rdflib.Graph) -> None:
    declared = classes(ontology) | properties(ontology)
    terms = {t for triple in ontology for t in triple if isinstance(t, URIRef)}
    assert {t for t in terms if t.startswith(VOCABULARY)} - {NS} <= declared


def test_reused_terms_exist_in_their_vocabularies(everything: rdflib.Graph) -> None:
    """Aligned vocabularies are named in alignments alone; all others are listed term by term."""
    known = {term.value for v in vocabularies().values() for term in v}
    namespaces = tuple(v.namespace for v in vocabularies().values())
    used = {str(t) for triple in everything for t in triple if isinstance(t, URIRef)}
    assert {iri for iri in used if iri.startswith(namespaces)} - known - {VOCABULARY} == set()


def test_the_list_of_reused_terms_is_that_which_rdflib_ships() -> None:
    shipped = {"skos": SKOS, "org": rdflib.ORG, "prov": rdflib.PROV, "void": rdflib.VOID}
    for prefix, namespace in shipped.items():
        assert all(term.value in namespace for term in vocabularies()[prefix]), prefix


def test_no_inverse_is_declared(ontology: rdflib.Graph) -> None:
    assert list(ontology.triples((None, OWL.inverseOf, None))) == []


def test_hierarchies_have_no_cycle(everything: rdflib.Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for term in set(everything.subjects(predicate)):
            assert term not in set(above(everything, term, predicate)), term


def above(
    graph: rdflib.Graph, term: rdflib.term.Node, predicate: URIRef
) -> Iterator[rdflib.term.Node]:
    for parent in graph.objects(term, predicate):
        yield parent
        yield from above(graph, parent, predicate)


def test_the_roots_are_disjoint(ontology: rdflib.Graph) -> None:
    apart = {frozenset(pair) for pair in ontology.subject_objects(OWL.disjointWith)}
    for pair in combinations([NS + root for root in ROOTS], 2):
        assert frozenset(URIRef(iri) for iri in pair) in apart, pair


def test_no_class_stands_below_two_disjoint_ones(ontology: rdflib.Graph) -> None:
    apart = {frozenset(pair) for pair in ontology.subject_objects(OWL.disjointWith)}
    for term in classes(ontology):
        line = [term, *above(ontology, term, RDFS.subClassOf)]
        assert not any(frozenset(pair) in apart for pair in combinations(line, 2)), term


def test_every_concept_is_named_defined_and_in_its_scheme(everything: rdflib.Graph) -> None:
    for concept in everything.subjects(RDF.type, SKOS.Concept):
        scheme, _, notation = str(concept).partition("#")
        assert str(everything.value(concept, SKOS.notation)) == notation
        assert everything.value(concept, SKOS.inScheme) == URIRef(scheme)
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert sorted(languages(everything, concept, predicate)) == sorted(LANGUAGES), concept
        is_top = (concept, SKOS.topConceptOf, URIRef(scheme)) in everything
        assert is_top != bool(everything.value(concept, SKOS.broader)), concept


def test_schemes_are_named_and_defined(everything: rdflib.Graph, root: Path) -> None:
    found = set(everything.subjects(RDF.type, SKOS.ConceptScheme))
    assert found == {URIRef(SCHEMES + f.stem) for f in (root / "ontology" / "schemes").iterdir()}
    for scheme in found:
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(languages(everything, scheme, predicate)) == sorted(LANGUAGES)


def test_no_two_concepts_of_a_scheme_share_a_label(everything: rdflib.Graph) -> None:
    for scheme in everything.subjects(RDF.type, SKOS.ConceptScheme):
        concepts = everything.subjects(SKOS.inScheme, scheme)
        labels = Counter(label for c in concepts for label in everything.objects(c, SKOS.prefLabel))
        assert [label for label, times in labels.items() if times > 1] == []


def test_alignments_speak_of_declared_terms(root: Path, ontology: rdflib.Graph) -> None:
    alignments = rdflib.Graph().parse(root / "ontology" / "alignments.ttl")
    assert set(alignments.subjects()) <= classes(ontology) | properties(ontology)
