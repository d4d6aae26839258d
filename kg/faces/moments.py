"""Rows about events as a calendar and as a feed of what is new.

Source: RFC 5545 (iCalendar), RFC 4287 (Atom).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.util import find_spec
from typing import Final
from xml.etree import ElementTree as ET

from kg.faces import words
from kg.faces.table import Table
from kg.query.saved import SavedQuery

HAS_CALENDAR: Final = find_spec("icalendar") is not None  # imported when needed
ATOM: Final = "http://www.w3.org/2005/Atom"
_BEGINS: Final = ("notBefore", "date", "issued")
_ENDS: Final = ("notAfter",)
_SUBJECTS: Final = ("event", "firstEvent", "document")
_ENTRIES: Final = 100
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Moment:
    iri: str
    title: str
    begin: date
    end: date
    note: str


def has_dates(query: SavedQuery) -> bool:
    return "date" in query.columns.values() and _subject(query) is not None


def _subject(query: SavedQuery) -> str | None:
    """Return the column of what rows are about: an event, or a document."""
    return next((name for name in _SUBJECTS if query.columns.get(name) == "iri"), None)


def as_calendar(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return events of whole days; one whose day is not known spans the days it may lie in.

    Rows without a date are left out; the description of the calendar counts them.
    """
    import icalendar

    language = options.get("lang") or "en"
    moments, undated = _moments(query, table, language)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//EcoAccord//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.chosen(query.title, language))
    about = words.chosen(query.description, language)
    left_out = words.note("Rows without a date: {count}.", language, count=undated)
    calendar.add("x-wr-caldesc", f"{about} {left_out}")
    stamp = datetime.combine(date(2000, 1, 1), time(), UTC)  # the same data, the same bytes
    for moment in moments:
        event = icalendar.Event()
        event.add("uid", f"{moment.iri}?{moment.begin}")
        event.add("dtstamp", stamp)
        event.add("dtstart", moment.begin)
        event.add("dtend", moment.end + timedelta(days=1))
        event.add("summary", moment.title)
        event.add("url", moment.iri)
        event.add("transp", "TRANSPARENT")
        if moment.note:
            event.add("description", moment.note)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def as_atom(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return the latest rows, one entry each, dated by the day of what they tell."""
    language = options.get("lang") or "en"
    moments, _ = _moments(query, table, language)
    moments.sort(key=lambda each: each.begin, reverse=True)
    feed = ET.Element("feed", {"xmlns": ATOM})
    add_text(feed, "id", f"urn:ecoaccord:query:{query.name}")
    add_text(feed, "title", words.chosen(query.title, language))
    add_text(feed, "subtitle", words.chosen(query.description, language))
    newest = moments[0].begin if moments else date(2000, 1, 1)
    add_text(feed, "updated", _instant(newest))
    add_text(ET.SubElement(feed, "author"), "name", "EcoAccord")
    for moment in moments[:_ENTRIES]:
        entry = ET.SubElement(feed, "entry")
        add_text(entry, "id", f"{moment.iri}?{moment.begin}")
        add_text(entry, "title", moment.title)
        add_text(entry, "updated", _instant(moment.begin))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": moment.iri})
        add_text(entry, "summary", moment.note or moment.title)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _moments(query: SavedQuery, table: Table, language: str) -> tuple[list[_Moment], int]:
    """Return what happened, several rows about one thing on one day together; count the others."""
    dates = [name for name, kind in query.columns.items() if kind == "date"]
    first = next((name for name in _BEGINS if name in dates), dates[0])
    last = next((name for name in _ENDS if name in dates), first)
    about = _subject(query) or ""
    found: dict[tuple[str, date], _Moment] = {}
    undated = 0
    for record in table.records():
        begin, end, iri = record[first], record[last] or record[first], record[about]
        if not (isinstance(begin, date) and isinstance(end, date) and isinstance(iri, str)):
            undated += 1
            continue
        title = record.get(f"{about}Label") or record.get("eventLabel") or record.get("label")
        moment = _Moment(iri, str(title or iri), begin, max(begin, end), _note(record, language))
        if other := found.get((iri, begin)):
            note = f"{other.note}\n\n{moment.note}"
            moment = replace(other, end=max(other.end, moment.end), note=note)
        found[iri, begin] = moment
    return list(found.values()), undated


def _note(record: Mapping[str, object], language: str) -> str:
    """Return the other words of a row, one a line: how exact the date is among them."""
    return "\n".join(
        f"{words.heading(name, language)}: {words.shown(name, str(value), language)}"
        for name, value in record.items()
        if value not in (None, "") and not str(value).startswith(("http://", "https://"))
    )


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def add_text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)
