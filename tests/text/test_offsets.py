"""Every clean character knows where it came from, however many steps lie between."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import OffsetMap, Span
from kg.text.offsets import Patch, View, compose, turned


@st.composite
def patches(draw: st.DrawFn, text: str) -> list[Patch]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    apart = [s for s, before in zip(spans, [None, *spans], strict=False) if s != before]
    return [Patch(span, draw(st.text("XYZ", max_size=4)), "test", "restored") for span in apart]


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, View]:
    raw = draw(st.text("abcdefgh \n", max_size=30))
    view = View.of(raw)
    for _ in range(draw(st.integers(0, 3))):
        view = view.patched(draw(patches(view.text)))
    return raw, view


@given(st.text(max_size=40))
def test_without_patches_every_offset_stays(text: str) -> None:
    view = View.of(text)
    spans = [Span(i, j) for i in range(len(text)) for j in range(i + 1, len(text) + 1)]
    assert all(view.offsets.raw(span) == span for span in spans)


@given(rewritten())
def test_spans_lead_into_the_raw_text(case: tuple[str, View]) -> None:
    raw, view = case
    for start in range(len(view.text)):
        for end in range(start + 1, len(view.text) + 1):
            found = view.offsets.raw(Span(start, end))
            assert 0 <= found.start <= found.end <= len(raw)


@given(rewritten())
def test_characters_that_no_patch_wrote_are_found_again(case: tuple[str, View]) -> None:
    raw, view = case
    for at, character in enumerate(view.text):
        if character not in "XYZ":
            span = view.offsets.raw(Span(at, at + 1))
            assert character in span.of(raw)


@given(rewritten())
def test_pieces_cover_both_texts_without_gaps(case: tuple[str, View]) -> None:
    raw, view = case
    clean_at = raw_at = 0
    for clean, original in view.offsets.pieces:
        assert (clean.start, original.start) == (clean_at, raw_at)
        clean_at, raw_at = clean.end, original.end
    assert (clean_at, raw_at) == (len(view.text), len(raw))


@given(rewritten())
def test_edits_lie_in_both_texts_and_keep_their_certainty(case: tuple[str, View]) -> None:
    raw, view = case
    for edit in view.edits:
        assert 0 <= edit.raw.start <= edit.raw.end <= len(raw)
        assert 0 <= edit.clean.start <= edit.clean.end <= len(view.text)
        assert edit.certainty == "restored"


@given(rewritten())
def test_turned_map_covers_what_a_raw_span_became(case: tuple[str, View]) -> None:
    _, view = case
    onward = turned(view.offsets)
    for at in range(len(view.text)):
        original = view.offsets.raw(Span(at, at + 1))
        if original.end > original.start:
            assert onward.raw(original).covers(Span(at, at + 1))


def test_a_deleted_bracket_is_left_out_of_the_quote() -> None:
    raw = "態(tài)環(huán)"
    view = View.of(raw).patched([Patch(Span(1, 6), "", "reading"), Patch(Span(7, 13), "", "x")])
    assert view.text == "態環"
    assert view.offsets.raw(Span(0, 1)).of(raw) == "態"
    assert view.offsets.raw(Span(0, 2)).of(raw) == "態(tài)環"


def test_a_span_inside_a_rewritten_run_rounds_outward() -> None:
    raw = "ab?;x;cd"
    view = View.of(raw).patched([Patch(Span(2, 6), "WON", "realign", "guessed")])
    assert view.offsets.raw(Span(3, 4)).of(raw) == "?;x;"


def test_respelling_must_keep_the_length() -> None:
    view = View.of("abc").respelt("ABC")
    assert view.offsets == OffsetMap.identity(3)
    assert compose(view.offsets, OffsetMap.identity(3)).raw(Span(1, 2)) == Span(1, 2)
