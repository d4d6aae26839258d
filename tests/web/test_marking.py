"""Texts cut at their marks: nothing is lost, offsets are code points, damage is told."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.pages.marking import Mention, Repair, Window, marked, windows

RIVER = "http://x/river"


def test_a_text_is_cut_where_marks_begin_and_end() -> None:
    text = "The River Office met."
    pieces = marked(Window(0, text), [Span(0, 16), Span(4, 21)], [Mention(Span(4, 16), RIVER)])
    assert [(piece.text, piece.thing, piece.anchor) for piece in pieces] == [
        ("The ", None, 0),
        ("River Office", RIVER, 4),
        (" met.", None, None),
    ]
    assert [len(piece.evidence) for piece in pieces] == [1, 2, 1]


def test_offsets_are_code_points_whatever_a_browser_counts() -> None:
    text = "🐼🐼 panda 会议"
    (before, panda, rest) = marked(Window(0, text), [], [Mention(Span(3, 8), RIVER)])
    assert (before.text, panda.text, rest.text) == ("🐼🐼 ", "panda", " 会议")


def test_the_smallest_of_names_within_names_is_linked() -> None:
    text = "Ministry of Water of Norland"
    mentions = [
        Mention(Span(0, 28), "http://x/ministry"),
        Mention(Span(21, 28), "http://x/norland"),
    ]
    things = [piece.thing for piece in marked(Window(0, text), [], mentions)]
    assert things == ["http://x/ministry", "http://x/norland"]


def test_a_repair_stands_beside_what_was_found() -> None:
    text = "生?xián)B環境"
    repair = Repair(Span(1, 8), "态", "restored")
    pieces = marked(Window(0, text), [Span(0, 10)], (), [repair])
    assert [(piece.text, piece.repair) for piece in pieces] == [
        ("生", None),
        ("?xián)B", repair),
        ("環境", None),
    ]


def test_a_repair_that_a_mark_divides_is_shown_as_it_was_found() -> None:
    pieces = marked(Window(0, "abcdef"), [Span(0, 3)], (), [Repair(Span(2, 5), "x", "guessed")])
    assert "".join(piece.text for piece in pieces) == "abcdef"
    assert not any(piece.repair for piece in pieces)


def test_quotes_that_touch_make_one_window() -> None:
    quotes = [(Span(10, 14), "met "), (Span(0, 3), "The"), (Span(12, 17), "t in ")]
    assert windows(quotes) == [Window(0, "The"), Window(10, "met in ")]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda at: Span(at[0], sum(at)))


@given(
    st.text(max_size=40),
    st.integers(0, 5),
    st.lists(SPANS, max_size=6),
    st.lists(SPANS, max_size=6),
    st.lists(SPANS, max_size=4),
)
def test_the_stretches_together_are_the_text(
    text: str, start: int, evidence: list[Span], mentions: list[Span], damage: list[Span]
) -> None:
    repairs: list[Repair] = []
    for span in sorted(damage):
        if not repairs or span.start >= repairs[-1].span.end:
            repairs.append(Repair(span, "?", "guessed"))
    named = [Mention(span, RIVER) for span in mentions]
    pieces = marked(Window(start, text), evidence, named, repairs)
    assert "".join(piece.text for piece in pieces) == text
    at = start
    for piece in pieces:
        assert all(span.start <= at and at + len(piece.text) <= span.end for span in piece.evidence)
        at += len(piece.text)
