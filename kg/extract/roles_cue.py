"""One row of the tables of cues, and the kinds of event that cues hold for."""

from dataclasses import dataclass
from typing import Final

CONVENED: Final = frozenset(
    {"Training", "Workshop", "Forum", "PressConference", "Conference", "Campaign", "Launch"}
    | {"Inspection", "Other", "Meeting"}
)
BETWEEN_SIDES: Final = frozenset({"Meeting", "Signing", "Visit"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a role to the agencies before them, after them, or both."""

    name: str
    source: str
    left: str | None = None
    right: str | None = None
    types: frozenset[str] | None = None  # event types it holds for; None for all
    bodies: bool = True
    people: bool = True  # whether a person stands for the agency they work for
    confidence: float = 0.85
    announced: bool = False  # holds only in a sentence that announces the event
    near: bool = False  # of those before it only the enumeration that ends there
    subject: bool = False  # only for the subject right before it, of what has happened
