"""Answers as tables: values of the types that a header declares, and text that computes nothing."""

import csv
import io
from datetime import date

import pyoxigraph as ox
import pytest
from icalendar import Calendar
from pyoxigraph import Literal

from kg.errors import BadQuery
from kg.faces.moments import as_atom, as_calendar
from kg.faces.table import Table, table
from kg.faces.text import as_csv
from kg.iris import Namespace
from kg.query.saved import saved_queries
from kg.store.embedded import EmbeddedStore

MONTHS = saved_queries()["events-per-month"]  # month, type and count
TIMELINE = saved_queries()["timeline"]


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠", "\t", "\r", "\n"])
def test_a_cell_that_would_be_computed_begins_with_an_apostrophe(sign: str) -> None:
    text = f"{sign}1+1"
    content = as_csv(MONTHS, Table(MONTHS.columns, [("2024-01", text, -1)]), {})
    _, row = csv.reader(io.StringIO(content.decode(), newline=""))
    assert row == ["2024-01", f"'{text}", "-1"]
    raw = as_csv(MONTHS, Table(MONTHS.columns, [("2024-01", text, -1)]), {"raw": "yes"})
    assert text in raw.decode()


def test_several_rows_about_one_event_and_day_are_one_entry() -> None:
    day, event = date(2024, 5, 1), "https://example.org/event"
    rows = [(event, "Talks", f"2024-05-01 {n}", day, day, "day", "Visit", "", "") for n in (1, 2)]
    undated = (event, "Talks", "2024", None, None, "year", "Visit", "", "")
    table = Table(TIMELINE.columns, [*rows, undated])
    calendar = Calendar.from_ical(as_calendar(TIMELINE, table, {}))
    (entry,) = calendar.walk("VEVENT")
    assert "2024-05-01 1" in entry["DESCRIPTION"] and "2024-05-01 2" in entry["DESCRIPTION"]
    assert "Rows without a date: 1." in calendar["X-WR-CALDESC"]
    assert as_atom(TIMELINE, table, {}).count(b"<entry>") == 1


def test_a_value_that_is_not_of_its_column_is_told() -> None:
    rows = [{"month": Literal("2024-01"), "type": Literal("Visit"), "count": Literal("many")}]
    with pytest.raises(BadQuery, match="column count is declared as integer, and 'many' is none"):
        table(MONTHS, rows, EmbeddedStore(ox.Store(), Namespace()), ["en"])
