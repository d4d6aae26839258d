"""Chronicles whose entries begin with day and month: `14-18/03 LIMA. Training of rangers.`."""

from extract.article_reading import read

CHRONICLE = """HERON COAST DIGEST
Month under review: March 2024, published on 2 April 2024

02/03  LIMA. The Heron Fund received a delegation of the Ibis Society.

14-18/03  QUITO. Training of rangers. Hosts: Heron Fund.

24/03  BOGOTÁ. The national workshop on mangroves was put off without a new date.
"""


def test_an_entry_has_the_day_that_it_begins_with() -> None:
    kinds = sorted(read(CHRONICLE).kinds, key=lambda kind: kind[2] or "")
    assert kinds == [
        ("Meeting", "held", "2024-03-02"),
        ("Training", "held", "2024-03-14/2024-03-18"),
        ("Workshop", "postponed", "2024-03-24"),
    ]


def test_two_numbers_that_are_no_days_are_none() -> None:
    text = "On 5 March 2024 the Heron Fund held a workshop in Lima. Of the lakes 11/12 are clean."
    assert read(f"News\n{text}").kinds == [("Workshop", "held", "2024-03-05")]
