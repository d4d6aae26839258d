"""Which lists stand on the page of which kind of thing, as `lists.yaml` declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

_FILE: Final = "lists.yaml"


@dataclass(frozen=True, slots=True)
class Column:
    """`pattern` leads from ?it to ?value."""

    title: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Things of one sort that belong to the thing of a page, one in each row."""

    name: str
    title: str
    of: str
    date: str | None = None
    columns: Mapping[str, Column] | None = None
    narrow: Mapping[str, str] | None = None
    why: tuple[str, str, str] | None = None
    query: tuple[str, str] | None = None
    has_years: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Things counted by what leads to them from the thing of a page."""

    name: str
    title: str
    among: str
    of: str
    keep: str = ""
    every: str | None = None
    why: tuple[str, str, str] | None = None
    query: tuple[str, str] | None = None
    has_map: bool = False
    rows: tuple[str, str] | None = None


@cache
def lists(kind: str) -> Mapping[str, Listing | Tally]:
    """Return the lists of a kind of thing by name, in the order of its page; it may have none."""
    declared = _declared()
    return {name: _made(name, said) for name, said in declared.get(kind, {}).items()}


def column(name: str) -> Column:
    said = _declared()["columns"][name]
    return Column(said["title"], said["is"])


@cache
def _declared() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((files("kg.pages") / _FILE).read_text("utf-8"))
    return found


def _made(name: str, said: Mapping[str, Any]) -> Listing | Tally:
    why = tuple(said["why"]) if "why" in said else None
    query = tuple(said["query"]) if "query" in said else None
    if "among" in said:
        return Tally(
            name,
            said["title"],
            said["among"],
            said["of"],
            said.get("keep", ""),
            said.get("every"),
            why,
            query,
            said.get("map", False),
            tuple(said["rows"]) if "rows" in said else None,
        )
    shown = {each: column(each) for each in said["shows"]}
    return Listing(
        name,
        said["title"],
        said["of"],
        said.get("date"),
        shown,
        said.get("narrow", {}),
        why,
        query,
        said.get("years", False),
    )
