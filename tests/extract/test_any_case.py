"""Patterns over lower-cased text find what expressions that ignore case find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.any_case import AnyCase
from kg.extract.scene import pattern

SOURCES = (
    r"\b(?:(?P<x0>COP ?-?\d+)|(?P<x1>[A-Z]{2,3}\b(?! up)))",
    r"(?<=[^a-z])Met\b|signed\b(?= {N}| [A-Z])|\Ww\w+\S",
    r"(?P<Kind>MoU|协议)[^，.]{0,4}(?P=Kind)|Réunion",
)
TEXTS = st.text(st.sampled_from("aAeEmMoOuUcCpP tTsSiIgGnNdD19 .，协议RÉé\ue600")) | st.text(
    st.characters(exclude_characters="ſKİı", exclude_categories=["Cs"])
)


@pytest.mark.parametrize("source", SOURCES)
@given(text=TEXTS)
def test_case_makes_no_difference(source: str, text: str) -> None:
    expected = pattern(source, re.IGNORECASE)
    found = [(m.lastgroup, m.span()) for m in AnyCase(source).finditer(text)]
    assert found == [(m.lastgroup, m.span()) for m in expected.finditer(text)]


@pytest.mark.parametrize(
    ("text", "start"), [("İ will be SIGNED in May", 10), ("the MoU was Signed", 12)]
)
def test_offsets_stay(text: str, start: int) -> None:
    found = AnyCase(r"\bSigned\b").search(text)
    assert found is not None
    assert found.start() == start
    assert AnyCase("signed").search(text, start + 1) is None
