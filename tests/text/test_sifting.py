"""Patterns tried only where their literals stand find what plain expressions find."""

import re
from functools import cache
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import agreements_lexicon, modality, roles_cues, triggers_lexicon, triggers_verbs_en
from kg.extract.any_case import AnyCase, lower_case
from kg.extract.scene import sifted
from kg.model import Span
from kg.text.literals import beginnings, literals
from kg.text.sifting import Rows, lowered, sift, stretch

TABLES = {
    "nouns": [source for _, source in triggers_lexicon.EN_NOUNS],
    "verbs": [source for _, source in triggers_verbs_en.EN_VERBS],
    "nouns zh": [source for _, source in triggers_lexicon.ZH_NOUNS],
    "verbs zh": [source for _, source in triggers_lexicon.ZH_VERBS],
    "cues": [cue.source for cue in roles_cues.CUES_EN.rows],
    "cues zh": [cue.source for cue in roles_cues.CUES_ZH.rows],
    "agreements": [source for _, source in agreements_lexicon.TYPES],
}
# Words of the tables, so that texts made of them come near to what the rows want.
WORDS = {
    name: sorted(set(chain.from_iterable(re.findall(r"[a-z]+|[\u4e00-\u9fff]+", s) for s in rows)))
    for name, rows in TABLES.items()
}
JOINTS = st.sampled_from(
    [" ", "", ", ", "，", " of ", " by ", "Ed ", "\ue000", " \ue300 ", "的", "会"]
)


@st.composite
def near(draw: st.DrawFn, name: str) -> str:
    words = draw(st.lists(st.sampled_from(WORDS[name]), max_size=8))
    return "".join(word + draw(JOINTS) for word in words)


@cache
def both(name: str) -> tuple[Rows, re.Pattern[str]]:
    """Return a table as rows, and as one expression."""
    sources = [lower_case(source) for source in TABLES[name]]
    joined = "|".join(f"(?P<x{i}>{source})" for i, source in enumerate(sources))
    return Rows(sources, any_case=True), re.compile(joined)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
def test_rows_find_what_one_expression_finds(name: str, data: st.DataObject) -> None:
    text = data.draw(near(name))
    rows, joined = both(name)
    found = [(row, m.span()) for row, m in rows.finditer(text)]
    low = lowered(text)
    assert found == [(int(m.lastgroup[1:]), m.span()) for m in joined.finditer(low) if m.lastgroup]


SIFTED = {
    "hint": agreements_lexicon.HINT,
    **{n: sifted("|".join(TABLES[n]), re.IGNORECASE) for n in ("verbs", "verbs zh", "cues")},
}


@pytest.mark.parametrize("name", SIFTED)
@given(text=near("verbs") | near("verbs zh") | st.text())
def test_sifted_patterns_find_what_plain_ones_find(name: str, text: str) -> None:
    pattern = SIFTED[name]
    spans = [m.span() for m in pattern.expression.finditer(text)]
    assert [m.span() for m in pattern.finditer(text)] == spans
    assert [m.span() for m in pattern.within(f"will {text}", Span(5, 5 + len(text)))] == [
        (start + 5, end + 5) for start, end in spans
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\b(?:plan(?:s|ned)? to|is due)\b", {"plan to", "plans to", "planned to", "is due"}),
        (r"(?:very )*(?<=the )organi[sz]ed", {"organised", "organized"}),
        (r"(?:了)?(?:盛情)?邀请(?=，)", {"邀请"}),
        (r"(?:\d+|some) [Mm]eetings", {" meetings"}),
        (r"(?:réunion|meeting)s?", {"union", "meeting"}),
        (r"(?:é|met)", None),
        (r"[a-z]+(?:ing)?", None),
        (r"(?!)", None),
    ],
)
def test_every_match_holds_a_literal(source: str, expected: set[str] | None) -> None:
    assert literals(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            r"\b(?:is |was )?(?:led|headed) by",
            {"is led by", "was led by", "is headed by", "was headed by", "led by", "headed by"},
        ),
        (r"(?:met|meets?) [a-z]+", {"met ", "meet ", "meets "}),
        (r"[a-z]+ met", None),
        (r"(?:met)?[a-z]", None),
    ],
)
def test_every_match_begins_with_a_word(source: str, expected: set[str] | None) -> None:
    assert beginnings(source) == expected


@given(st.lists(near("verbs") | near("verbs zh") | st.text()))
def test_stretches_bear_the_same_signs_together(texts: list[str]) -> None:
    alone = [stretch(f"{text}\x01")[0] for text in texts]
    sift(texts)
    assert [stretch(text)[0] for text in texts] == alone


@pytest.mark.parametrize("text", ["poſtponed", "POSTPONED", "postponed", "PO\u017fTPONED"])
def test_letters_that_meet_without_case(text: str) -> None:
    assert modality.POSTPONED.search(text)


def test_long_lines_are_read_too() -> None:
    assert AnyCase(r"\bsigned\b").search("x " * 5_000 + "Signed")


def test_halves_of_surrogate_pairs_are_read_over() -> None:
    text = "\ud83d Signed by"
    assert AnyCase(r"\bsigned\b").search(text)
    assert [m[0] for _, m in Rows(["signed", "by"], any_case=True).finditer(text)] == [
        "signed",
        "by",
    ]


def test_a_row_that_matches_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="matches nothing at all"):
        Rows(["a", "b*"])
