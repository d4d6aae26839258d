"""Decisions as triples and as lines of a file, and which of them hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadDecision
from kg.identity.conflicts import conflicts, in_force
from kg.identity.decision import Decision
from kg.identity.decisions import of_plain, parsed, quads, read, written
from kg.iris import Namespace
from kg.store.base import Change
from kg.store.embedded import memory_store
from kg.terms import EA

NAMES = Namespace()


def iri(kind: str, key: str) -> str:
    return f"<{NAMES.thing(kind, key)}>"


keys = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
agencies = keys.map(lambda key: iri("agency", key))
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
times = st.datetimes().map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ"))
times = times.filter(lambda text: len(text) == 20)
signed = {"who": words, "when": times, "why": words | st.just("")}
pairs = st.builds(
    Decision,
    kind=st.sampled_from(("same-as", "different-from")),
    subject=keys.map(lambda key: iri("agency", f"a-{key}")),
    object=keys.map(lambda key: iri("agency", f"b-{key}")),
    **signed,
)
about_facts = {
    "subject": agencies,
    "predicate": st.sampled_from((str(EA.status), str(EA.place))),
    "object": agencies,
    "source": keys.map(lambda key: iri("document", key)),
    **signed,
}
facts = st.builds(Decision, kind=st.sampled_from(("reject", "confirm")), **about_facts)
corrections = st.builds(
    Decision,
    kind=st.just("correct"),
    replacement=keys.map(lambda key: iri("agency", f"right-{key}")),
    **about_facts,
)
additions = st.builds(
    lambda name, **more: Decision(
        "add-entry",
        iri("agency", "unep"),
        entry=f'{{"alt_en": "{name}", "key": "unep", "kind": "agency"}}',
        **more,
    ),
    name=keys,
    **signed,
)
decisions = pairs | facts | corrections | additions


@given(st.lists(decisions, unique_by=lambda each: each.key))
def test_triples_and_back(some: list[Decision]) -> None:
    store = memory_store(NAMES)
    store.apply(Change(insert=[quad for each in some for quad in quads(each, NAMES)]))
    assert sorted(read(store, NAMES), key=str) == sorted(some, key=str)


@given(st.lists(decisions))
def test_lines_and_back(some: list[Decision]) -> None:
    assert parsed(written(some), NAMES) == some


UNEP, OFFICE = NAMES.thing("agency", "unep"), NAMES.thing("agency", "x-office")
PAIR = {"kind": "same-as", "subject": f"<{UNEP}>", "object": f"<{OFFICE}>"}
SIGNED = {"who": "ann", "when": "2026-01-31T12:00:00Z"}
ADDED = {"kind": "add-entry", "subject": f"<{UNEP}>"}


@pytest.mark.parametrize(
    ("values", "problem", "allowed"),
    [
        ({**PAIR, **SIGNED, "kind": "same"}, "no kind 'same'", "same-as"),
        ({**PAIR, **SIGNED, "whom": "ann"}, "no 'whom'", "who"),
        ({**PAIR, "who": "ann", "when": "yesterday"}, "when is", "2026-01-31T12:00:00Z"),
        ({**PAIR, "when": SIGNED["when"]}, "who decided", "who"),
        ({**PAIR, **SIGNED, "object": f"<{UNEP}>"}, "the same one", "two things"),
        ({**PAIR, **SIGNED, "object": iri("place", "cn")}, "of two kinds", "one kind"),
        ({**PAIR, **SIGNED, "object": '"unep"'}, "not about two things", "id/"),
        ({**PAIR, **SIGNED, "object": "unep"}, "no IRI in <>", "<https://"),
        ({**PAIR, **SIGNED, "predicate": str(EA.status)}, "no predicate", "subject"),
        ({**SIGNED, "kind": "reject", "subject": f"<{UNEP}>"}, "needs object", "source"),
        ({**ADDED, **SIGNED, "entry": {"key": "unep"}}, "no table", "agency"),
        (
            {**ADDED, **SIGNED, "entry": {"kind": "agency", "key": "unep", "name": "x"}},
            "no column",
            "name_",
        ),
        (
            {**ADDED, **SIGNED, "entry": {"kind": "agency", "key": "unep", "name_en": "x"}},
            "there already",
            "alt_en",
        ),
        (
            {**ADDED, **SIGNED, "entry": {"kind": "agency", "key": "river-office", "alt_en": "x"}},
            "no agency river-office",
            "name_en",
        ),
        (
            {
                **ADDED,
                **SIGNED,
                "entry": {
                    "kind": "agency",
                    "key": "river-office",
                    "name_en": "River Office",
                    "type": "ministry",
                    "jurisdiction": "kenia",
                },
            },
            "no place kenia",
            "",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_is_refused_with_what_would(
    values: object, problem: str, allowed: str
) -> None:
    with pytest.raises(BadDecision, match=problem) as refused:
        of_plain(values, NAMES)
    assert allowed in (refused.value.hint or "")


def test_a_file_names_the_line() -> None:
    good = written([of_plain({**PAIR, **SIGNED}, NAMES)])
    with pytest.raises(BadDecision, match="line 3: it is no JSON") as refused:
        parsed(good + "\n{", NAMES)
    assert refused.value.line == 3


def test_entries_of_one_file_refer_to_each_other() -> None:
    rows = [
        {"kind": "agency", "key": "river-office", "type": "ministry", "name_en": "River Office"},
        {"kind": "agency", "key": "river-unit", "type": "department", "name_en": "River Unit",
         "parent": "river-office"},
    ]  # fmt: skip
    some = [
        {"kind": "add-entry", "subject": iri("agency", row["key"]), "entry": row, **SIGNED}
        for row in rows
    ]
    assert len(parsed("\n".join(json.dumps(each) for each in some), NAMES)) == 2


def pair(kind: str, one: str, other: str, day: int) -> Decision:
    when = f"2026-01-{day:02}T00:00:00Z"
    return Decision(kind, iri("agency", one), object=iri("agency", other), who="a", when=when)  # type: ignore[arg-type]


def fact(kind: str, day: int, source: str = "d", replacement: str = "") -> Decision:
    return Decision(
        kind,  # type: ignore[arg-type]
        iri("agreement", "memo"),
        str(EA.status),
        '"signed"',
        iri("document", source),
        replacement,
        who="a",
        when=f"2026-01-{day:02}T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("some", "overruled"),
    [
        ([pair("same-as", "a", "b", 1), pair("different-from", "b", "a", 2)], [0]),
        ([pair("same-as", "a", "b", 2), pair("different-from", "b", "a", 1)], [1]),
        (
            [
                pair("same-as", "a", "b", 3),
                pair("same-as", "b", "c", 2),
                pair("different-from", "a", "c", 1),
            ],
            [2],
        ),
        (
            [
                pair("same-as", "a", "b", 1),
                pair("same-as", "b", "c", 2),
                pair("different-from", "a", "c", 3),
            ],
            [0],
        ),
        ([pair("same-as", "a", "b", 1), pair("different-from", "b", "c", 2)], []),
        ([fact("reject", 1), fact("confirm", 2)], [0]),
        ([fact("reject", 1, "d"), fact("confirm", 2, "e")], []),
        ([fact("correct", 1, replacement='"a"'), fact("correct", 2, replacement='"b"')], [0]),
        ([fact("correct", 1, replacement='"a"'), fact("correct", 2, replacement='"a"')], []),
    ],
    ids=[
        *("later", "earlier", "through-others", "oldest-link", "apart"),
        *("rejected-and-confirmed", "of-two-documents", "corrected-twice", "corrected-alike"),
    ],
)
def test_contradictions_are_found_and_the_later_decision_holds(
    some: list[Decision], overruled: list[int]
) -> None:
    found = conflicts(some)
    assert [each.overruled for each in found] == [some[number] for number in overruled]
    assert all(each.holding for each in found)
    assert conflicts(reversed(some)) == found


@given(st.lists(pairs | facts | corrections, max_size=12))
def test_what_holds_contradicts_nothing(some: list[Decision]) -> None:
    assert conflicts(in_force(some)) == []
    assert len(in_force(some)) + len(conflicts(some)) == len(some)
