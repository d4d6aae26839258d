"""The texts of documents, read again from the bytes that the archive keeps."""

from functools import lru_cache
from typing import Final

from kg.archive import Archive
from kg.errors import BadDocument, NotFound, StoreProblem
from kg.model import Edit, Span
from kg.pages.marking import Repair
from kg.text.clean import clean_text
from kg.web.site import Site

MOST: Final = 200_000  # characters that a page shows
_AROUND: Final = 140  # characters of context


class Texts:
    """Reads texts, where the settings let pages show them."""

    def __init__(self, site: Site) -> None:
        self._archive = Archive(site.settings.archive_path)
        self._may_show = site.settings.shows_full_text

    def text(self, digest: str) -> str | None:
        """Return a text as its loader decoded it; None when it may not be shown or is not kept."""
        return _read(self._archive, digest) if self._may_show and digest else None

    def around(self, digest: str, span: Span) -> tuple[str, str]:
        """Return what stands before and after a stretch of a text, "" where that is not shown."""
        text = self.text(digest)
        if text is None or span.end > len(text):
            return "", ""
        before = text[max(0, span.start - _AROUND) : span.start]
        return before, text[span.end : span.end + _AROUND]

    def repairs(self, digest: str) -> tuple[Repair, ...]:
        """Return what was repaired in a text to read it, in the order of the text."""
        text = self.text(digest)
        if text is None or len(text) > MOST:
            return ()
        return _repairs(self._archive, digest)


@lru_cache(maxsize=64)
def _read(archive: Archive, digest: str) -> str | None:
    try:
        return archive.document(digest).text
    except (NotFound, StoreProblem, BadDocument):
        return None


@lru_cache(maxsize=32)
def _repairs(archive: Archive, digest: str) -> tuple[Repair, ...]:
    whole = clean_text(archive.document(digest))
    found: list[Repair] = []
    for edit in sorted(whole.edits, key=_place):
        raw, clean = edit.raw.of(whole.raw), edit.clean.of(whole.clean)
        is_seen = raw.split() != clean.split()  # spaces and line ends are no damage
        if is_seen and (not found or edit.raw.start >= found[-1].span.end):
            found.append(Repair(edit.raw, clean, edit.certainty))
    return tuple(found)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.raw.start, -edit.raw.end
