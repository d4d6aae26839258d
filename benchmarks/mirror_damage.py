"""Damages a Chinese text the way mirror sites do: traditional characters with pinyin in brackets.

The sites replace GBK bytes without regard to where characters begin, so that a replacement may
hit the end of one character and the beginning of the next, and lose a byte.

    python benchmarks/mirror_damage.py CLEAN_PAGE > DAMAGED_PAGE
"""

import codecs
import sys
from functools import cache
from pathlib import Path
from typing import Final

from opencc import OpenCC
from pypinyin import Style, pinyin

_HALF_WIDTH: Final = str.maketrans("，：；（）", ",:;()")
_LOST: Final = "lost-in-mirroring"
_SPARED: Final = 4  # one traditional character in four gets no reading


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


@cache
def _replacements() -> tuple[tuple[bytes, bytes], ...]:
    """Return what the sites replace, and by what, as GBK bytes."""
    convert = _converter().convert
    simplified = (chr(code) for code in range(0x4E00, 0x9FA6))
    pairs = ((character, convert(character)) for character in simplified)
    changed = sorted({t for c, t in pairs if t != c and ord(t) % _SPARED and _in_gbk(t)})
    return tuple((t.encode("gbk"), f"{t}({_reading(t)})".encode("gbk")) for t in changed)


def _in_gbk(character: str) -> bool:
    return len(character.encode("gbk", errors="ignore")) == 2


def _reading(character: str) -> str:
    return pinyin(character, style=Style.TONE)[0][0].encode("gbk", "ignore").decode("gbk")


def damaged(clean: str) -> str:
    """Return the page as such a site shows it."""
    traditional = _converter().convert(clean.translate(_HALF_WIDTH))
    data = traditional.encode("gbk", errors="ignore")
    pairs = {data[at : at + 2] for at in range(len(data) - 1)}  # a replacement makes no new ones
    for wanted, replacement in _replacements():
        if wanted in pairs:
            data = data.replace(wanted, replacement)
    return data.decode("gbk", errors=_LOST)


def _lost(error: UnicodeError) -> tuple[str, int]:
    """Browsers show a lead byte, and the byte after it that cannot follow, as one `?`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "?", min(error.start + 2, len(error.object))


codecs.register_error(_LOST, _lost)


if __name__ == "__main__":
    sys.stdout.write(damaged(Path(sys.argv[1]).read_text(encoding="utf-8")))
