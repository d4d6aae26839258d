"""A document made readable: repaired, labelled, split into sentences, offsets kept."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.model import Block, BlockKind, Document, Text, len_of
from kg.text.abroad import is_translated_abroad
from kg.text.blocks import label, refine
from kg.text.calqued_dates import dated
from kg.text.calqued_dates_abroad import dated_abroad
from kg.text.calqued_lists import listed
from kg.text.calques import idiomatic, idiomatic_abroad
from kg.text.language import (
    is_translated,
    language_of,
    punctuated,
    simplified,
)
from kg.text.offsets import View, turned
from kg.text.recover import recover
from kg.text.respacing import respaced
from kg.text.sentences import sentences
from kg.text.transport import transported
from kg.text.wrapping import unwrapped

_WIDE: Final = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]  # ０ Ａ ａ
_BREAKS_OFF = re.compile(r"(?:…|\.{3}|[，,、]|[^\s\W])$")  # the last paragraph, without an end
_GARBLED: Final = {"charset", "reading", "realign"}
_SPACES: Final = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
_PLAIN: Final[dict[int, int | str]] = {
    **{wide: wide - 0xFEE0 for wide in _WIDE},
    **_SPACES,
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_UNUSUAL: Final = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def clean_text(document: Document) -> Text:
    """Return the readable text of a document with the way back to its raw offsets."""
    view = View.of(document.text).patched(transported(document.text))
    if _UNUSUAL.search(view.text):
        view = view.respelt(view.text.replace("\r\n", " \n").translate(_PLAIN))
    if not document.blocks:
        view = view.patched(unwrapped(view.text))
    patches = recover(view.text)
    view = view.patched(patches)
    language = "zh-Hans" if patches else language_of(view.text)
    if patches or language == "zh-Hant":
        view = view.respelt(simplified(view.text))
    if language.startswith("zh"):
        view = view.respelt(punctuated(view.text))
    abroad = language == "en" and is_translated_abroad(view.text)
    translated = abroad or (language == "en" and is_translated(view.text))
    if abroad:
        for repair in (dated_abroad, idiomatic_abroad):
            view = view.patched(repair(view.text))
    elif translated:
        language = "en-t-zh"
        for repair in (respaced, dated, idiomatic, idiomatic, listed):  # phrases hold phrases
            view = view.patched(repair(view.text))
    blocks = tuple(_spoken(block, view.text, language) for block in _blocks(document, view))
    return Text(
        raw=document.text,
        clean=view.text,
        offsets=view.offsets,
        edits=view.edits,
        blocks=blocks,
        sentences=tuple(sentences(view.text, blocks)),
        language=language,
        quality=tuple(_flaws(view, blocks, translated)),
    )


def _flaws(view: View, blocks: tuple[Block, ...], translated: bool) -> Iterator[str]:
    sizes: Counter[BlockKind] = Counter()
    for block in blocks:
        sizes[block.kind] += len_of(block.span)
    if translated:
        yield "machine-translated"
    if sizes["noise"]:
        yield "injected-noise"
    if "\ufffd" in view.text or any(edit.op in _GARBLED for edit in view.edits):
        yield "mojibake"
    if sizes["nav"] + sizes["legal"] > sizes["body"]:
        yield "boilerplate"
    if blocks and blocks[-1].kind == "body" and _BREAKS_OFF.search(blocks[-1].span.of(view.text)):
        yield "truncated"


def _blocks(document: Document, view: View) -> tuple[Block, ...]:
    if not document.blocks:
        return label(view.text, document.title)
    onward = turned(view.offsets)
    placed = [block._replace(span=onward.raw(block.span)) for block in document.blocks]
    return refine(view.text, placed, document.title)


def _spoken(block: Block, text: str, language: str) -> Block:
    """Give a block its language: the page's, unless it is long enough to show another."""
    if block.language != "und":
        return block
    if language == "en-t-zh":
        found = language_of(block.span.of(text), "en")
        return block._replace(language=language if found == "en" else found)
    return Block(block.span, block.kind, language_of(block.span.of(text), language))
