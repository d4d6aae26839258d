"""What a name of a body consists of; what two names must share to be one body's."""

from dataclasses import dataclass

from kg.authority import Entry
from kg.model import Span


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name as the grammar reads it, before anything is linked or minted."""

    span: Span
    group: str  # class of its head noun, such as "bureau"; empty for a known name
    kind: str  # notation in agency-kind
    words: tuple[str, ...]  # content words without head, place and ranks; Chinese: one string
    place: str | None = None  # a label of the place in the name, or of the country of a demonym
    head: str = ""  # the head noun
    parent: Span | None = None  # the body that this is a unit of
    entries: tuple[Entry, ...] = ()  # what the authority data knows under this name
    plural: str | None = None  # the singular of a head that stands for several bodies
    listed: bool = False  # one of several bodies that share the words; write its name out
    rank: str = ""  # "provincial", 省 and the like, of a place that is named elsewhere
