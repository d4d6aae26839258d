"""What people read in place of the names of columns, and of values that stand for concepts."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from kg.terms import label, notations

_LABEL: Final = "Label"
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def heading(column: str, language: str) -> str:
    """Return what a column is called; one of labels is called as what it labels."""
    names = _words()["chinese" if _is_chinese(language) else "english"]
    base = column.removesuffix(_LABEL) or column
    known: str | None = names.get(column) or names.get(base)
    return known or " ".join(w if len(w) == 1 else w.lower() for w in _CAPITAL.split(base))


def shown(column: str, value: str, language: str) -> str:
    """Return what is shown of a text in a column: of a notation, the label of its concept."""
    for scheme in _words()["schemes"].get(column, ()):
        if value in notations(scheme):
            return label(scheme, value, "zh-hans" if _is_chinese(language) else "en")
    return _words()["values"].get(value, value) if _is_chinese(language) else value


def note(text: str, language: str, **values: object) -> str:
    words: str = _words()["notes"][text] if _is_chinese(language) else text
    return words.format(**values)


def chosen(texts: Mapping[str, str], language: str) -> str:
    """Return a title or description of a query in that language."""
    return texts["zh-Hans" if _is_chinese(language) else "en"]


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (files("queries") / "words.yaml").read_text("utf-8")
    )
    return found
