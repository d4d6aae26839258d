"""A document made readable: repaired, labelled, split into sentences, offsets kept."""

from dataclasses import replace
from typing import Final

from kg.model import Block, Document, Text
from kg.text.blocks import label
from kg.text.language import is_translated, language_of, simplified
from kg.text.offsets import View, forward
from kg.text.sentences import sentences

_WIDE: Final = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]  # ０ Ａ ａ
_SPACES: Final = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
_PLAIN: Final[dict[int, int | str]] = {
    **{wide: wide - 0xFEE0 for wide in _WIDE},
    **_SPACES,
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}


def clean_text(document: Document) -> Text:
    """Return the readable text of a document with the way back to its raw offsets."""
    view = View.of(document.text)
    language = language_of(view.text)
    if language == "zh-Hant":
        view = view.respelt(simplified(view.text))
    view = view.respelt(view.text.replace("\r\n", " \n").translate(_PLAIN))
    blocks = _blocks(document, view)
    translated = language == "en" and is_translated(view.text)
    language = "en-t-zh" if translated else language
    spoken = tuple(_spoken(block, view.text, language) for block in blocks)
    return Text(
        raw=document.text,
        clean=view.text,
        offsets=view.offsets,
        edits=view.edits,
        blocks=spoken,
        sentences=tuple(sentences(view.text, spoken)),
        language=language,
        quality=("machine-translated",) if translated else (),
    )


def _blocks(document: Document, view: View) -> tuple[Block, ...]:
    if not document.blocks:
        return label(view.text, document.title)
    return tuple(replace(b, span=forward(view.offsets, b.span)) for b in document.blocks)


def _spoken(block: Block, text: str, language: str) -> Block:
    if block.language != "und":
        return block
    return replace(block, language=language)
