"""The characters that stand for mentions in masked text: one of private use for each mention."""

from typing import Final, Literal

Slot = Literal["A", "P", "N", "F", "T"]

WIDTH: Final = 0x300  # mentions of a slot in one sentence
SLOTS: Final[tuple[Slot, ...]] = ("A", "P", "N", "F", "T")
BASE: Final = {slot: 0xE000 + WIDTH * number for number, slot in enumerate(SLOTS)}
_CLASS: Final = {slot: f"[{chr(b)}-{chr(b + WIDTH - 1)}]" for slot, b in BASE.items()}


def slots(source: str) -> str:
    """Return a pattern over masked text as `re` reads it; `{A}` and its like are one mention."""
    for slot, characters in _CLASS.items():
        source = source.replace(f"{{{slot}}}", characters)
    return source


def slot_of(character: str) -> Slot | None:
    """Return the slot of the mention that a character stands for."""
    number = (ord(character) - BASE["A"]) // WIDTH
    return SLOTS[number] if 0 <= number < len(SLOTS) else None
