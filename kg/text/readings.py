"""Readings of single characters, as brackets behind them may give them."""

import json
import os
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_DIAERESIS = "\u0308"


@cache
def _table() -> dict[str, str]:
    """Return pypinyin's table of single characters without importing its dictionary of phrases."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin")
    text = Path(spec.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def pinyin(text: str) -> list[str]:
    """Return the syllables of Chinese characters without tones, and other text as it is.

    Readings are those of single characters: the dictionary of phrases would take 50 MB.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "yes")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "yes")
    from pypinyin import lazy_pinyin  # a quarter of a second, and few processes need it

    return lazy_pinyin(text)


@cache
def _readings(character: str) -> frozenset[str]:
    toned = {_folded(reading) for reading in _table().get(str(ord(character)), "").split(",")}
    toneless = {_toneless(reading) for reading in toned}
    return frozenset(toned | toneless | {r.replace("ü", "v") for r in toneless} - {""})


def reads(character: str, reading: str) -> bool:
    """Tell whether `reading`, with tone marks or without, is one of the character's."""
    return _folded(reading) in _readings(character)


@lru_cache(maxsize=4_096)
def _folded(reading: str) -> str:
    return unicodedata.normalize("NFC", reading.strip().lower().replace("ɡ", "g"))


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    kept = (c for c in letters if not unicodedata.combining(c) or c == _DIAERESIS)
    return unicodedata.normalize("NFC", "".join(kept))
