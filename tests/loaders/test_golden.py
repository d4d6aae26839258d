"""Whole documents and the graphs they give, compared as RDF datasets.

`UPDATE_GOLDEN=1 pytest tests/loaders/test_golden.py` writes what comes out now, and fails.
"""

import os
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from kg.iris import Namespace
from loaders import discover
from loaders._base import Source

CASES = sorted((ROOT / "tests" / "golden").glob("*/*/input.*"))


def dataset(nquads: bytes) -> Dataset:
    found = Dataset(parse(nquads, format=RdfFormat.N_QUADS))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parts[-3]}-{c.parts[-2]}")
def test_golden(case: Path) -> None:
    loader = discover()[case.parts[-3]]
    source = Source(f"{case.parts[-2]}{case.suffix}", case.read_bytes())
    made = b"".join(loader.to_quads(d, Namespace()).nquads for d in loader.read(source))
    expected = case.with_name("expected.nq")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_bytes(made)
        pytest.fail(f"{expected} was written; look at the difference")
    assert dataset(made) == dataset(expected.read_bytes())
