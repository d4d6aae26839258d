"""Two reports of one event become one; two events that are only alike do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.commit import initial, plan
from kg.facts import facts
from kg.identity.agreements import AgreementMatcher
from kg.identity.events import EventMatcher
from kg.identity.profile import Profile
from kg.identity.spans import months, relation, span
from kg.iris import Namespace
from kg.store.embedded import memory_store
from loaders import discover
from loaders._base import Source

EVENTS, AGREEMENTS = EventMatcher(), AgreementMatcher()


def told(document: str, **values: str | set[str]) -> Profile:
    """What a document tells: each value is one, or a set."""
    sets = {n: frozenset({v} if isinstance(v, str) else v) for n, v in values.items()}
    return Profile(f"event-of-{document}", {"document": frozenset({document}), **sets})


def talks(document: str = "page", **changes: str | set[str]) -> Profile:
    usual: dict[str, str | set[str]] = {
        "type": "Meeting",
        "factuality": "held",
        "certainty": "explicit",
        "language": "en",
        "span": "2024-05-07/2024-05-07",
        "agency": {"id/agency/heron-ministry", "id/agency/otter-ministry"},
        "busy": {"id/agency/heron-ministry", "id/agency/otter-ministry"},
        "place": "id/place/port",
        "site": "id/place/port",
        "around": "id/place/isle",
    }
    return told(document, **(usual | changes))


ONE = {
    "another day of the journey is told too": {"span": "2024-05-07/2024-05-08"},
    "the year is left out": {"span": "XXXX-05-07/XXXX-05-07"},
    "only the country is told": {"place": "id/place/isle", "site": set(), "around": "id/place/sea"},
    "it is called a visit": {"type": "Visit"},
    "it was announced": {"factuality": "planned"},
    "one body more is named": {
        "agency": {"id/agency/heron-ministry", "id/agency/otter-ministry", "id/agency/marsh-fund"}
    },
}
TWO = {
    "on another day": {"span": "2024-05-21/2024-05-21"},
    "with another counterpart": {
        "agency": {"id/agency/heron-ministry", "id/agency/crane-ministry"}
    },
    "of other bodies": {"agency": {"id/agency/crane-ministry", "id/agency/reed-ministry"}},
}


@pytest.mark.parametrize("changes", ONE.values(), ids=ONE)
def test_reports_of_one_event(changes: dict[str, str | set[str]]) -> None:
    assert EVENTS.compare(talks("a"), talks("b", **changes)).score >= EVENTS.accept


@pytest.mark.parametrize("changes", TWO.values(), ids=TWO)
def test_reports_of_two_events(changes: dict[str, str | set[str]]) -> None:
    assert EVENTS.compare(talks("a"), talks("b", **changes)).score < EVENTS.propose


def test_events_of_one_document_are_never_one() -> None:
    found = EVENTS.compare(talks("page"), talks("page"))
    assert (found.score, found.reason) == (0.0, "told apart by one document")


def test_a_number_in_a_series_names_one_event() -> None:
    session = {"series": "id/series/otter-council", "number": "4", "agency": set()}
    once = talks("a", **session)
    assert EVENTS.compare(once, talks("b", **session, span=set())).rule == "event.series-number"
    other = talks("b", **(session | {"number": "5"}))
    assert EVENTS.compare(once, other).reason == "different numbers in one series"


def test_a_report_that_bridges_two_meetings_does_not_join_them() -> None:
    """One tells of May only, and so might be of either."""
    early = talks("a", span="2024-05-07/2024-05-07")
    vague = talks("b", span="2024-05-01/2024-05-31")
    late = talks("c", span="2024-05-21/2024-05-21")
    assert not EVENTS.veto(early, vague)
    assert EVENTS.veto(early.joined(vague), late) == "different dates"


def test_documents_that_list_other_bodies_tell_of_two_events() -> None:
    mine = talks("a").joined(talks("b"))
    theirs = {"agency": {"id/agency/heron-ministry", "id/agency/crane-ministry"}}
    assert EVENTS.veto(mine, talks("c", **theirs).joined(talks("d", **theirs))) == "other bodies"


SOME = st.sets(st.sampled_from("abcd"), max_size=3)
SPANS = st.sampled_from(
    ["2024-05-07", "2024-05", "XXXX-05-07", "2024-05-06/2024-05-09", "2024-12-30/2025-01-02"]
).map(span)


@st.composite
def reports(draw: st.DrawFn) -> Profile:
    values = {name: draw(SOME) for name in ("agency", "name", "site", "place", "word", "party")}
    return told(
        draw(st.sampled_from("pqr")),
        **values,
        type=draw(st.sampled_from(["Meeting", "Visit", "Training"])),
        span=draw(SPANS),
        series=draw(st.sampled_from([set(), {"s"}])),
        number=draw(st.sampled_from([set(), {"1"}, {"2"}])),
        pact=draw(st.sampled_from([set(), {"memorandum"}])),
        event=draw(st.sampled_from([set(), {"e"}])),
        under=draw(st.sampled_from([set(), {"e"}])),
    )


@given(reports(), reports())
def test_comparing_is_symmetric_and_blocks_miss_nothing(one: Profile, other: Profile) -> None:
    for matcher in (EVENTS, AGREEMENTS):
        found = matcher.compare(one, other)
        assert found == matcher.compare(other, one)
        if found.score >= matcher.propose:
            assert matcher.blocks(one) & matcher.blocks(other)


def test_dates_without_a_year_are_compared_by_month_and_day() -> None:
    turn_of_the_year = span("XXXX-12-30/XXXX-01-02")
    assert relation(turn_of_the_year, span("2025-01-01")) == "overlaps"
    assert relation(turn_of_the_year, span("2025-02-01")) == "apart"
    assert relation(span("XXXX-05-07"), span("2024-05-07")) == "same"
    assert relation(span("2024-05-07"), span("2024-05-08")) == "next day"
    assert months(turn_of_the_year) == ["XXXX-12", "XXXX-01"]
    assert span("2024") == ""


def pact(document: str, **changes: str | set[str]) -> Profile:
    usual: dict[str, str | set[str]] = {
        "type": "memorandum",
        "span": "2024-05-07/2024-05-07",
        "party": {"id/agency/heron-ministry", "id/agency/otter-ministry"},
    }
    return told(document, **(usual | changes))


def test_an_agreement_is_known_by_parties_and_day_or_by_its_event() -> None:
    assert AGREEMENTS.compare(pact("a"), pact("b")).score >= AGREEMENTS.accept
    at_event = {"event": "id/event/talks", "span": set[str]()}
    found = AGREEMENTS.compare(pact("a", **at_event), pact("b", **at_event))
    assert found.score >= AGREEMENTS.accept
    assert found.rule == "agreement.event"


def test_a_renewed_agreement_is_another() -> None:
    later = pact("b", span="2027-05-07/2027-05-07")
    assert AGREEMENTS.compare(pact("a"), later).reason == "made on different days"


ENGLISH = (
    "Talks about rivers in Nanning\n\nOn March 12, 2024, the Ministry of Ecology and Environment"
    " (MEE) held talks with the United Nations Environment Programme (UNEP) in Nanning. MEE and"
    " UNEP signed a memorandum of understanding.\n"
)
CHINESE = (
    "生态环境部与联合国环境规划署举行会谈\n\n2024年3月12日,生态环境部与联合国环境规划署"
    "在南宁举行会谈。双方签署河流监测谅解备忘录。\n"
)


def test_a_page_in_either_language_tells_of_one_event() -> None:
    names, text = Namespace(), discover()["text"]
    store = memory_store(names)
    store.apply(initial(names))
    for name, words in (("en.txt", ENGLISH), ("zh.txt", CHINESE)):
        for document in text.read(Source(name, words.encode())):
            store.apply(plan(store, names, [text.to_quads(document, names)]))
    found = [each["events"] for each in facts(store, names).values()]
    assert [len(events) for events in found] == [1, 1]
    assert len({event["id"] for events in found for event in events}) == 1
