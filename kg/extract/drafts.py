"""An event while it is being put together."""

from dataclasses import dataclass, field

from kg.extract.modality import Factuality
from kg.extract.scene import Item, Line
from kg.extract.triggers import Trigger
from kg.model import EntityRef, PartialDate, Span


@dataclass(slots=True)
class Stretch:
    """A part of a masked line that tells of one event."""

    line: Line
    start: int
    end: int
    announces: bool = False  # holds a trigger of its event, and does not only go on telling

    def items(self, slots: str) -> list[Item]:
        return self.line.within(self.start, self.end, slots)

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.line.clean(self.start, self.end)


@dataclass(slots=True)
class Draft:
    """An event of this document; `home` is the stretch whose trigger announced it."""

    type: str
    factuality: Factuality
    home: Stretch
    trigger: Trigger
    time: Item | None = None
    date: PartialDate | None = None
    places: list[Item] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    types: tuple[str, ...] = ()  # of all triggers in the home stretch
    online: bool = False
    main: bool = False
    heard: list[Stretch] = field(default_factory=list)  # what speakers there told of
    listed: list[tuple[str, Stretch]] = field(default_factory=list)  # "Organizers: ..."
    parts: list["Part"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A role of an agency in an event, with the words that say so."""

    agency: EntityRef
    role: str
    span: Span  # clean
    rule: str
    confidence: float
