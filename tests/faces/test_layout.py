"""Networks are laid out the same each time, within the picture, what belongs together nearer."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kg.faces.layout import places

names = st.text("abcdefgh", min_size=1, max_size=2)
edges = st.dictionaries(st.tuples(names, names), st.floats(1, 50), max_size=12)


@given(edges)
def test_every_node_has_a_place_in_the_picture(given_edges: dict[tuple[str, str], float]) -> None:
    found = places(given_edges)
    assert found.keys() == {name for edge in given_edges for name in edge}
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in found.values())


@given(edges)
def test_the_order_of_edges_does_not_matter(given_edges: dict[tuple[str, str], float]) -> None:
    assert places(given_edges) == places(dict(reversed(given_edges.items())))


def test_neighbours_are_nearer_than_strangers() -> None:
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]
    at = places(dict.fromkeys(pairs, 1.0))
    near = max(math.dist(at[a], at[b]) for a, b in pairs)
    assert near < min(math.dist(at[a], at[x]) for a in "abc" for x in "xyz")
