"""Lists are whole, in order and without repetition, however they are read."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pyoxigraph as ox
import pytest

from kg.errors import BadParameter
from kg.iris import Namespace
from kg.pages import listing
from kg.pages.described import MOST, everything, read, referring
from kg.pages.listing import Asked, Part, choices, part, per_year, query_of, tallied
from kg.pages.lists import Listing, Tally, lists
from kg.pages.years import HEIGHT, WIDTH, drawn
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import EA, SKOS, XSD

NAMES = Namespace("http://localhost/")
VIEW = ox.NamedNode(NAMES.view)
HUB = ox.NamedNode(NAMES.thing("agency", "hub"))
EVENTS = 120


def _statements() -> Iterator[ox.Quad]:
    """Yield events of one agency: some on the same day, some without a day, two with two days."""
    random = Random(7)
    for number in range(EVENTS):
        event = ox.NamedNode(NAMES.thing("event", f"{random.getrandbits(64):016x}"))
        day = date(2019, 12, 1) + timedelta(random.randrange(60))
        yield ox.Quad(event, EA.hasParticipant, HUB, VIEW)
        yield ox.Quad(event, SKOS.prefLabel, ox.Literal(f"Event {number}", language="en"), VIEW)
        other = ox.NamedNode(NAMES.thing("agency", f"x-{number % 5}"))
        yield ox.Quad(event, EA.hasParticipant, other, VIEW)
        kind = ("Meeting", "Visit")[number % 2]
        concept = ox.NamedNode(f"https://w3id.org/ecoaccord/ns/event-type#{kind}")
        yield ox.Quad(event, EA.eventType, concept, VIEW)
        if number % 4:
            literal = ox.Literal(day.isoformat(), datatype=XSD.date)
            yield ox.Quad(event, EA.startsNotBefore, literal, VIEW)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:

    found = memory_store(NAMES)
    found.apply(Change(insert=list(_statements())))
    return found


def listed(name: str, kind: str = "agency") -> Listing:
    found = lists(kind)[name]
    assert isinstance(found, Listing)
    return found


def pages(store: EmbeddedStore, each: Listing, asked: Asked) -> list[Part]:
    """Read a list to its end, page by page."""
    found = [part(store, each, HUB, asked)]
    while (after := found[-1].after) is not None:
        assert len(found) <= EVENTS, "a list has an end"
        following = Asked(asked.order, after, asked.chosen, asked.most)
        found.append(part(store, each, HUB, following))
    return found


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("most", [7, 50, 500])
@pytest.mark.parametrize("limit", [1_000, 20], ids=["sorted", "walked"])
def test_all_rows_come_once_and_in_order(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, order: str, most: int, limit: int
) -> None:
    monkeypatch.setattr(listing, "MOST", limit)
    rows = [
        row for each in pages(store, listed("events"), Asked(order, most=most)) for row in each.rows
    ]
    assert len(rows) == EVENTS and len({row.iri for row in rows}) == EVENTS
    days = [row.date for row in rows if row.date]
    assert days == sorted(days, reverse=order == "newest")
    assert all(row.date for row in rows[: len(days)]), "what has no day comes last"
    assert all(row.cells["type"] for row in rows)


def test_both_ways_of_reading_give_the_same_order(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = part(store, listed("events"), HUB, Asked(most=EVENTS)).rows
    monkeypatch.setattr(listing, "MOST", 20)
    walked = part(store, listed("events"), HUB, Asked(most=EVENTS)).rows
    dated = [row.iri for row in whole if row.date]
    assert [row.iri for row in walked if row.date] == dated


def test_what_has_no_days_comes_as_it_stands_and_says_so(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", 20)
    undated = Listing("any", "Any", "?it ea:hasParticipant $this", None, {}, {})
    found = pages(store, undated, Asked(most=50))
    assert [len(each.rows) for each in found] == [50, 50, 20]
    assert not found[0].is_sorted
    assert len({row.iri for each in found for row in each.rows}) == EVENTS


def test_counts_are_capped_and_say_so(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = part(store, listed("events"), HUB, Asked())
    assert (exact.total, exact.is_capped) == (EVENTS, False)
    monkeypatch.setattr(listing, "MOST", 20)
    capped = part(store, listed("events"), HUB, Asked())
    assert (capped.total, capped.is_capped) == (20, True)


def test_a_list_is_narrowed_down_to_what_has_a_value(store: EmbeddedStore) -> None:
    offered = choices(store, listed("events"), HUB, Asked())
    assert dict(offered["type"]) == dict.fromkeys(dict(offered["type"]), EVENTS // 2)
    assert HUB.value not in dict(offered["agency"]), "a list of an agency is not narrowed by it"
    meeting = next(iri for iri, _ in offered["type"] if iri.endswith("#Meeting"))
    found = part(store, listed("events"), HUB, Asked(chosen={"type": meeting}, most=500))
    assert found.total == EVENTS // 2
    with pytest.raises(BadParameter):
        part(store, listed("events"), HUB, Asked(chosen={"colour": meeting}))


def test_partners_are_counted_in_so_many_events_as_is_said(store: EmbeddedStore) -> None:
    partners = lists("agency")["partners"]
    assert isinstance(partners, Tally)
    exact = tallied(store, partners, HUB)
    assert [row.count for row in exact.rows] == [EVENTS // 5] * 5 and not exact.is_capped
    assert all(row.date for row in exact.rows), "an event without a day hides no other's"
    some = tallied(store, partners, HUB, most=10)
    assert some.is_capped and sum(row.count or 0 for row in some.rows) == 10


@pytest.mark.parametrize("after", ["x", "2020-01-01", "}", " 99999999999999", "2020'; x y"])
def test_where_a_page_begins_is_checked(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    monkeypatch.setattr(listing, "MOST", 20)
    try:
        found = part(store, listed("events"), HUB, Asked(after=after))
    except BadParameter:
        return
    assert len(found.rows) <= EVENTS


@pytest.mark.parametrize(
    "kind", ["agency", "framework", "element", "event", "agreement", "place", "person", "series",
             "concept"]
)  # fmt: skip
def test_every_list_can_be_had_as_one_query(store: EmbeddedStore, kind: str) -> None:
    for each in lists(kind).values():
        assert store.select(query_of(each, HUB)) is not None
        if isinstance(each, Listing):
            assert part(store, each, HUB, Asked()).total >= 0
        else:
            assert tallied(store, each, HUB).total >= 0


def test_of_a_thing_with_many_statements_some_of_each_property_are_read() -> None:

    thing, word = ox.NamedNode("http://localhost/id/agency/large"), ox.Literal("Large")
    many = [
        ox.Quad(thing, EA.partner, ox.NamedNode(f"http://localhost/id/agency/x-{n}"), VIEW)
        for n in range(2 * MOST)
    ]
    found = memory_store(NAMES)
    found.apply(Change(insert=[*many, ox.Quad(thing, SKOS.prefLabel, word, VIEW)]))
    statements, cut = read(found, thing)
    assert (SKOS.prefLabel.value, word) in statements and len(statements) < 100
    assert cut == {EA.partner.value}
    assert len(everything(found, thing)) == 2 * MOST + 1
    (back,) = referring(found, many[0].object)  # type: ignore[arg-type]
    assert (back.subjects, back.has_more) == ([thing.value], False)


def test_what_is_listed_is_counted_by_year(store: EmbeddedStore) -> None:
    counts, undated = per_year(store, listed("events"), HUB, EVENTS)
    assert set(counts) == {2019, 2020} and undated == EVENTS / 4
    assert sum(counts.values()) + undated == EVENTS
    some, _ = per_year(store, listed("events"), HUB, 10)
    assert sum(some.values()) <= 10


def test_years_are_bars_from_the_first_to_the_last() -> None:
    chart = drawn({2015: 2, 2018: 4, 1950: 1})
    assert chart and [bar.year for bar in chart.bars][-4:] == [2015, 2016, 2017, 2018]
    assert len(chart.bars) == 60 and chart.counts[-1] == (1950, 1)  # in the table alone
    by_year = {bar.year: bar for bar in chart.bars}
    assert by_year[2018].height == 2 * by_year[2015].height > by_year[2016].height == 0
    assert by_year[2018].has_label
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH and 0 <= bar.y <= HEIGHT
    assert drawn({2018: 4}, 3) is None
