"""What each caller spends: seconds of query processes, refilled evenly over each minute."""

import math
import threading
from collections import OrderedDict
from time import monotonic
from typing import Final

from kg.errors import OverBudget

_PERIOD_S: Final = 60.0
_MOST_CALLERS: Final = 10_000  # remembered; whoever was forgotten begins anew


class Spending:
    """Budgets of all callers; 0 seconds a minute = no limit."""

    def __init__(self, seconds_a_minute: float) -> None:
        self._most = seconds_a_minute
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # caller -> left, when

    def check(self, caller: str) -> None:
        """Let a caller pass who has something left.

        Raises: OverBudget
        """
        if self._most:
            with self._lock:
                left = self._now(caller)
            if left <= 0:
                wait_s = (1 - left) * _PERIOD_S / self._most
                raise OverBudget(
                    f"your queries took more than {self._most:g} s within a minute",
                    min(math.ceil(wait_s), _PERIOD_S * 60),
                )

    def charge(self, caller: str, seconds: float) -> None:
        if self._most:
            with self._lock:
                self._left[caller] = (self._now(caller) - seconds, monotonic())
                self._left.move_to_end(caller)
                if len(self._left) > _MOST_CALLERS:
                    self._left.popitem(last=False)

    def _now(self, caller: str) -> float:
        left, when = self._left.get(caller, (self._most, monotonic()))
        return min(self._most, left + (monotonic() - when) * self._most / _PERIOD_S)
