"""Who and what a document names: one call, clean spans, everything linked or minted."""

from kg.extract.linking import Hit, known_names, reference
from kg.extract.names import Mention, Mentions, MentionSource, Office, PersonMention, Reference
from kg.model import BlockKind, Text

__all__ = [
    "Mention",
    "MentionSource",
    "Mentions",
    "Office",
    "PersonMention",
    "Reference",
    "find_mentions",
]

_READ: frozenset[BlockKind] = frozenset({"title", "body", "caption"})


def find_mentions(text: Text, source_key: str) -> Mentions:
    """Return everything that the readable blocks of a document name.

    Menus, legal lines and noise yield nothing; bylines only `Mentions.byline`.
    """
    blocks = [block.span for block in text.blocks if block.kind in _READ]
    hits = [h for h in known_names().find(text.clean) if any(b.covers(h.span) for b in blocks)]
    return Mentions(tuple(_mention(text, hit) for hit in hits), (), (), ())


def _mention(text: Text, hit: Hit) -> Mention:
    entry = hit.entries[0]
    return Mention(hit.span, reference(entry), hit.span.of(text.clean), entry.type)
