"""Delegations: who travels, who receives, and which towns they came to."""

from extract.article_reading import read

HERON, IBIS, DUNE = "Heron Institute", "Ibis Centre", "Dune Authority"


def test_whom_the_delegation_met_receive_it() -> None:
    reading = read(
        f"News\nFrom 3 to 6 June 2024 a delegation of the {HERON} went to Peru to study dunes. The"
        f" delegation met with representatives from the {IBIS}."
    )
    assert reading.event.type.value == "StudyTour"
    assert reading.roles == {HERON: "visitor", IBIS: "host"}


def test_representatives_in_a_delegation_travel() -> None:
    reading = read(
        f"News\nOn 3 June 2024 the {HERON} led a delegation to Lima with representatives of the"
        f" {IBIS}."
    )
    assert reading.roles == {HERON: "visitor", IBIS: "visitor"}


def test_who_stands_beside_the_host_is_no_guest() -> None:
    reading = read(
        f"News\nOn 3 June 2024 Ana Torres of the {HERON} visited the {IBIS}. Luis Vega, President"
        f" of the {IBIS}, received the delegation, together with Rosa Diaz, Director of the"
        f" {DUNE}."
    )
    assert reading.roles == {HERON: "visitor", IBIS: "host", DUNE: "participant"}


def test_towns_of_a_journey_are_its_places() -> None:
    reading = read(
        f"News\nFrom 3 to 6 June 2024 a delegation of the {HERON} went to Peru to study dunes.\n\n"
        f"During their stay in Lima, the delegation met with the head of the {IBIS}.\n\n"
        f"During their stay in Cusco, the delegation visited the {DUNE}."
    )
    assert reading.places == ["Peru", "Lima", "Cusco"]


def test_a_delegation_received_for_a_learning_exchange_studies() -> None:
    reading = read(
        f"News\nThe {HERON} has received a delegation from the {IBIS} for a learning exchange that"
        " runs from 3 to 6 June 2024."
    )
    assert reading.kinds == [("StudyTour", "held", "2024-06-03/2024-06-06")]


def test_a_laboratory_of_virtual_reality_is_no_video_link() -> None:
    reading = read(
        f"News\nOn 3 June 2024 a delegation of the {HERON} visited the {IBIS}. The delegation"
        f" visited the virtual reality laboratory of the {DUNE}."
    )
    assert reading.places == []


def test_who_hosts_a_visit_receives() -> None:
    reading = read(
        f"News\nOn 3 June 2024 a team from the {HERON} came to Peru for a benchmarking visit"
        f" hosted by the {IBIS}."
    )
    assert reading.roles == {HERON: "visitor", IBIS: "host"}
