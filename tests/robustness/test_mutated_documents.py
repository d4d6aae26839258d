"""Whatever happens to a document on its way, reading it ends, and every quote is in its text."""

import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pyoxigraph as ox
import pytest
from robustness.mutations import LARGE, Mutated, bases, mutated

from kg.errors import BadDocument
from kg.graph.document import DocumentGraph
from kg.graph.validate import check_quads
from kg.iris import Namespace
from kg.model import Document
from kg.terms import EA, OA, RDF
from loaders import html, text
from loaders._base import Source

SAMPLE = range(0, 10_000, 97)  # in every run; none of them has 5 MB
IN_ONE_TEST = 100
SECONDS_FOR_100_KB = 2.0


def read(each: Mutated) -> Iterator[tuple[Document, DocumentGraph]]:
    """Yield the documents of a file with their graphs; a file may be refused with a reason."""
    loader = html.LOADER if each.name.endswith(".html") else text.LOADER
    try:
        for document in loader.read(Source(each.name, each.content)):
            yield document, loader.to_quads(document, Namespace())
    except BadDocument as refused:
        assert refused.reason


def assert_true_to(document: Document, graph: DocumentGraph) -> None:
    """Every span quotes the text at its place, every claim has a span, the shapes hold."""
    quads = list(ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS))
    values: dict[ox.NamedNode, dict[ox.NamedNode, str]] = defaultdict(dict)
    for quad in quads:
        values[quad.subject][quad.predicate] = quad.object.value
    for said in values.values():
        if OA.exact in said:
            assert said[OA.exact]
            assert document.text[int(said[OA.start]) : int(said[OA.end])] == said[OA.exact]
        if said.get(RDF.type) == EA.Claim.value:
            assert EA.evidence in said
    assert not [found for found in check_quads(quads) if found.severity == "violation"]


@pytest.mark.parametrize("number", SAMPLE)
def test_mutated_document_is_read_or_refused(number: int) -> None:
    for document, graph in read(mutated(number)):
        assert_true_to(document, graph)


@contextmanager
def within(cpu_seconds: float) -> Iterator[None]:
    """Fail what takes longer: at once, so that nothing hangs."""

    def late(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"takes longer than {cpu_seconds:.1f} s of processor time")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def tables() -> None:
    """Read what all documents need once, so that no document pays for it."""
    for name, content in bases():
        list(read(Mutated(name, content)))


@pytest.mark.full
@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("first", range(0, 10_000, IN_ONE_TEST))
def test_ten_thousand_mutated_documents_take_linear_time(first: int) -> None:
    for number in range(first, first + IN_ONE_TEST):
        each = mutated(number)
        with within(SECONDS_FOR_100_KB * max(1.0, len(each.content) / 100_000)):
            found = list(read(each))
        for document, graph in found:
            assert_true_to(document, graph)


@pytest.mark.full
@pytest.mark.usefixtures("tables")
def test_time_grows_with_length_not_faster() -> None:
    """A tenth of a document of 5 MB takes at least a thirtieth of the time."""
    large = mutated(999)
    assert len(large.content) == LARGE
    part = Mutated(large.name, large.content[: LARGE // 10])
    seconds = []
    for each in (part, large):
        began = time.process_time()
        list(read(each))
        seconds.append(time.process_time() - began)
    assert seconds[1] < 30 * seconds[0]
