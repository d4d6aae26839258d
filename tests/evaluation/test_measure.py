"""Our measure gives the figures of the script that defines it, on any facts and annotations."""

import json
import warnings
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import SHARED, needs_corpus
from hypothesis import given
from hypothesis import strategies as st

from kg.likeness import known_places, same_body, same_name, same_place
from kg.scoring import score_document
from kg.verdicts import Score

NAMES = st.sampled_from(
    [
        "Ministry of Tides",
        "the Ministry of Tides",
        "Tides Ministry",
        "ministry of tides (MOT)",
        "MOT",
        "潮汐部",
        "潮汐 部",
        "Institute for Reeds",
        "Fujian Province",
        "福建省",
        "Fujian",
        "Nairobi",
        "Kenya's Reed Board",
        "",
    ]
)
LABELS = st.lists(NAMES, min_size=1, max_size=3)
DATES = st.sampled_from([None, "2023", "2023-05", "2023-05-15", "2023-05-16", "2024-01-31"])
PARTIAL = st.sampled_from([None, "XXXX-05-15", "XXXX-05"])
TYPES = st.sampled_from(["Meeting", "Visit", "StudyTour", "Workshop", "Signing", "Other"])
TENSES = st.sampled_from(["held", "planned", "background", "cancelled"])
ROLES = st.sampled_from(["host", "visitor", "co-organizer"])
KINDS = st.sampled_from(["memorandum", "intent"])
STAGES = st.sampled_from(["signed", "renewed", "preliminary"])


def some(each: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(each, max_size=3)


FACTS = st.fixed_dictionaries(
    {
        "agencies": some(LABELS),
        "frameworks": some(LABELS),
        "events": some(
            st.fixed_dictionaries(
                {
                    "type": TYPES,
                    "title": st.just("a title"),
                    "start": DATES,
                    "partial_date": PARTIAL,
                    "tense": TENSES,
                    "places": some(LABELS),
                    "participants": some(st.fixed_dictionaries({"labels": LABELS, "role": ROLES})),
                    "people": some(st.fixed_dictionaries({"labels": LABELS})),
                    "frameworks": some(LABELS),
                }
            )
        ),
        "agreements": some(
            st.fixed_dictionaries(
                {
                    "title": st.just("a title"),
                    "type": KINDS,
                    "status": STAGES,
                    "parties": some(LABELS),
                }
            )
        ),
    }
)
OPTIONAL = {"optional": st.just(True)}
THINGS = st.fixed_dictionaries({"name": NAMES, "aliases": some(NAMES)}, optional=OPTIONAL)
GOLD = st.fixed_dictionaries(
    {
        "doc": st.just("a.txt"),
        "agencies": some(THINGS),
        "frameworks": some(THINGS),
        "events": some(
            st.fixed_dictionaries(
                {
                    "type": TYPES,
                    "title": st.just("a title"),
                    "start": DATES,
                    "end": DATES,
                    "partial_date": PARTIAL,
                    "tense": TENSES,
                    "places": some(NAMES),
                    "participants": some(
                        st.fixed_dictionaries({"agency": NAMES, "role": ROLES}, optional=OPTIONAL)
                    ),
                    "people": some(
                        st.fixed_dictionaries({"name": NAMES}, optional={"original": NAMES})
                    ),
                    "frameworks": some(NAMES),
                },
                optional=OPTIONAL,
            )
        ),
        "agreements": some(
            st.fixed_dictionaries(
                {"title": st.just("a"), "type": KINDS, "status": STAGES, "parties": some(NAMES)},
                optional=OPTIONAL,
            )
        ),
    }
)


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    """The defining script as a module; its last line runs it, so that line is left out."""
    path = SHARED / "corpus" / "score.py"
    names: dict[str, Any] = {"__file__": str(path), "__name__": "score"}
    exec(compile(path.read_text("utf-8").rpartition("main()")[0], str(path), "exec"), names)
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        names["places"] = names["Places"](SHARED / "authority" / "places.csv")
    return SimpleNamespace(**names)


@needs_corpus
@given(gold=GOLD, facts=FACTS)
def test_measure_equals_the_script_on_any_facts(
    script: SimpleNamespace, gold: dict[str, Any], facts: dict[str, Any]
) -> None:
    tally = script.Tally()
    script.score_document(gold, facts, script.places, tally, lambda *_: None)
    score = Score()
    score_document(gold, facts, score)
    assert [(kind, c.right, c.predicted, c.gold) for kind, c in score.counts.items()] == list(
        tally.rows()
    )[:-1]


@needs_corpus
def test_measure_equals_the_script_on_the_seed_annotations(script: SimpleNamespace) -> None:
    """The annotation of each seed document, turned into facts, against that of every other."""
    annotations = [
        json.loads(path.read_bytes())
        for path in sorted((SHARED / "corpus" / "seeds" / "gold").glob("*.json"))
    ]
    assert annotations
    tally, score = script.Tally(), Score()
    for gold in annotations:
        for other in annotations:
            facts = as_facts(other)
            script.score_document(gold, facts, script.places, tally, lambda *_: None)
            score_document(gold, facts, score)
    rows = [(kind, c.right, c.predicted, c.gold) for kind, c in score.counts.items()]
    total = score.total
    assert [*rows, ("ALL FACTS", total.right, total.predicted, total.gold)] == list(tally.rows())
    for _, right, predicted, wanted in tally.rows():
        assert script.ratios(right, predicted, wanted)
    assert script.ratios(total.right, total.predicted, total.gold) == (
        total.precision,
        total.recall,
        total.f1,
    )


def as_facts(gold: dict[str, Any]) -> dict[str, Any]:
    return {
        "agencies": [[each["name"], *each["aliases"]] for each in gold["agencies"]],
        "frameworks": [[each["name"], *each["aliases"]] for each in gold["frameworks"]],
        "events": [
            event
            | {
                "places": [[place] for place in event["places"]],
                "participants": [
                    {"labels": [each["agency"]], "role": each["role"]}
                    for each in event["participants"]
                ],
                "people": [{"labels": [each["name"]]} for each in event["people"]],
                "frameworks": [[name] for name in event["frameworks"]],
            }
            for event in gold["events"]
        ],
        "agreements": [
            each | {"parties": [[party] for party in each["parties"]]}
            for each in gold["agreements"]
        ],
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Tides", "the ministry of tides."),
        ("Tides Ministry", "Ministry of Tides"),
        ("潮汐 部", "潮汐部"),
        ("Reed’s Board", "Reed's board"),
    ],
)
def test_names_are_the_same_in_other_clothes(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Tides", "Tides Ministry"), ("潮汐部", "潮汐厅"), ("", ""), ("the", "of")]
)
def test_names_are_never_nearly_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_places_are_the_same_by_any_of_their_labels() -> None:
    assert same_place(["福建省"], ["Fujian"])
    assert same_body(["Fujian Province"], ["福建"])
    assert not same_place(["Fujian"], ["Ningxia"])


@needs_corpus
def test_places_are_those_that_the_script_knows(script: SimpleNamespace) -> None:
    assert known_places() == script.places.classes
