"""Tells which queries may answer differently though the data are the same."""

import re
from functools import lru_cache
from typing import Final

# Words in strings and comments count too: a repeated evaluation costs less than a wrong answer.
_FUNCTION: Final = re.compile(
    r"(?:NOW|RAND|UUID|BNODE)(?:[ \t\r\n]|#[^\r\n]*+)*+\(", re.IGNORECASE | re.ASCII
)
_NEW_NODE: Final = re.compile(r"_:|\[")


@lru_cache(maxsize=64)
def is_volatile(text: str) -> bool:
    """Tell whether a query asks for the time or chance, or makes blank nodes."""
    lower = text.lower()
    if "construct" in lower and _NEW_NODE.search(text):
        return True
    is_suspect = "now" in lower or "rand" in lower or "uuid" in lower or "bnode" in lower
    return is_suspect and bool(_FUNCTION.search(text))
