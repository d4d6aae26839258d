"""How many things of a list there are of each year: bars, in the units of a small drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH, HEIGHT = 480, 132
_TOP, _BOTTOM = 18, 18  # for figures above the bars and years below them
_GAP: Final = 0.25  # of the room of a bar
_WIDEST: Final = 44  # units that a bar takes at most
_MOST_YEARS: Final = 60  # of what is older there is only the figure
_MOST_FIGURES: Final = 16  # bars that have their figures above them
_LABELS: Final = 8
_LEAST_SCALE: Final = 4  # things that the highest bar would stand for at least


@dataclass(frozen=True, slots=True)
class Bar:
    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    has_label: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Years:
    """`counts` has every year that anything is of, the latest first; `bars` the last of them."""

    bars: Sequence[Bar]
    counts: Sequence[tuple[int, int]]
    undated: int
    is_capped: bool  # not all of the list was counted

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts) + self.undated

    @property
    def has_figures(self) -> bool:
        return len(self.bars) <= _MOST_FIGURES


def drawn(counts: Mapping[int, int], undated: int = 0, *, is_capped: bool = False) -> Years | None:
    """Return the bars of all years from the first to the last; None where there is only one."""
    if len(counts) < 2:
        return None
    last = max(counts)
    shown = range(max(min(counts), last - _MOST_YEARS + 1), last + 1)
    room, most = WIDTH / len(shown), max(_LEAST_SCALE, *counts.values())
    step = -(-len(shown) // _LABELS)
    bars = []
    for at, year in enumerate(shown):
        count = counts.get(year, 0)
        width = round(min(room * (1 - _GAP), _WIDEST), 1)
        height = round((HEIGHT - _TOP - _BOTTOM) * count / most, 1)
        bars.append(
            Bar(
                year,
                count,
                x=round((at + 0.5) * room - width / 2, 1),
                y=round(HEIGHT - _BOTTOM - height, 1),
                width=width,
                height=height,
                has_label=(last - year) % step == 0,
            )
        )
    return Years(bars, sorted(counts.items(), reverse=True), undated, is_capped)
