"""Words that names are made of, read from `ontology/lexicon/`: one table per question."""

import csv
from functools import cache
from typing import Final

from kg.terms import ONTOLOGY

_FOLDER: Final = ONTOLOGY / "lexicon"


@cache
def section(language: str, name: str) -> tuple[str, ...]:
    """Return the words of a section of `ontology/lexicon/<language>.txt`."""
    return tuple(_sections(language)[name])


def pairs(language: str, name: str) -> dict[str, str]:
    """Return a section whose words are written `word=value`."""
    split = (word.partition("=") for word in section(language, name))
    return {word: value for word, _, value in split}


@cache
def _sections(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (_FOLDER / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return found


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of `ontology/lexicon/`."""
    return list(csv.DictReader((_FOLDER / table).read_text("utf-8").splitlines()))


def _heads(language: str) -> dict[str, tuple[str, str]]:
    spoken = (row for row in rows("heads.csv") if row["language"] == language)
    return {row["head"]: (row["group"], row["kind"]) for row in spoken}


# Head noun -> (class in which bodies may merge, notation in agency-kind).
HEADS_EN: Final = _heads("en")
HEADS_ZH: Final = _heads("zh")
# Plural -> head noun; it stands for a list of bodies ("the societies of A and B").
PLURAL_HEADS_EN: Final = {
    plural: row["head"] for row in rows("heads.csv") for plural in row["plurals"].split()
}
DEMONYMS: Final = {row["demonym"]: row["country"] for row in rows("demonyms.csv")}

COMPANY_ENDS_EN: Final = frozenset(w.replace("_", " ") for w in section("en", "companies"))
UNIT_CLASSES: Final = frozenset(section("en", "units"))
PARENT_CLASSES: Final = frozenset(section("en", "parents"))
CONFUSED_CLASSES: Final = tuple(frozenset(w.split("+")) for w in section("en", "confused"))
MISTRANSLATED_CLASSES: Final = tuple(
    frozenset(w.split("+")) for w in section("en", "mistranslated")
)
GRADES_EN: Final = frozenset(section("en", "grades"))
RANKS_EN: Final = pairs("en", "ranks")
LOWER_SUBJECTS_EN: Final = frozenset(section("en", "subjects"))
SUBJECTS_EN: Final = LOWER_SUBJECTS_EN | frozenset(section("en", "topics"))
REGIONS_EN: Final = frozenset(section("en", "regions"))
NOT_IN_NAMES_EN: Final = frozenset(section("en", "outside"))
ALLOWED_BEFORE_HEAD_EN: Final = frozenset(section("en", "inside"))
GENERIC_EN: Final = frozenset(section("en", "generic"))
STEMS_EN: Final = {
    word: tuple(filter(None, stems.split("+"))) for word, stems in pairs("en", "stems").items()
}

NOT_HEADS_ZH: Final = frozenset(section("zh", "not-heads"))
STOPS_ZH: Final = frozenset(section("zh", "stops"))
NAME_WORDS_ZH: Final = frozenset(section("zh", "inside"))
ANCHORS_ZH: Final = section("zh", "anchors")
GENERIC_ZH: Final = section("zh", "generic")
NOT_PLACES_ZH: Final = frozenset(section("zh", "not-places"))
RANKS_ZH: Final = pairs("zh", "ranks")
OFFICES_ZH: Final = section("zh", "offices")
DOUBLE_SURNAMES_ZH: Final = frozenset(section("zh", "double-surnames"))
