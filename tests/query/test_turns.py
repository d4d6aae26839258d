"""Whose turn it is, who is sent away, and what queries cost their callers."""

import threading
import time

import pytest

from kg.errors import OverBudget, Overloaded
from kg.query.expected import Expected, shape_of
from kg.query.spending import Spending
from kg.query.turns import Turns


class Waiting:
    """A caller that waits in a thread of its own."""

    def __init__(self, turns: Turns[str], caller: str, *, is_short: bool = False) -> None:
        self._caller = caller
        self.worker: str | None = None
        self.refusal: Overloaded | None = None
        before = self._others(turns)

        def wait() -> None:
            try:
                self.worker = turns.take(caller, 30, is_short=is_short)
            except Overloaded as refusal:
                self.refusal = refusal

        self._thread = threading.Thread(target=wait)
        self._thread.start()
        while self._others(turns) == before and self._thread.is_alive():
            time.sleep(0.001)

    def _others(self, turns: Turns[str]) -> int:
        return sum(ticket.caller == self._caller for ticket in turns._waiting)

    def result(self) -> str | Overloaded | None:
        self._thread.join(30)
        return self.worker or self.refusal


def turns_with(*workers: str, most: int = 0) -> Turns[str]:
    turns = Turns[str](len(workers), most)
    for worker in workers:
        turns.give(worker)
    return turns


def test_a_caller_with_less_comes_before_one_with_more() -> None:
    turns = turns_with("a", "b")
    assert {turns.take("greedy", 0), turns.take("greedy", 0)} == {"a", "b"}
    first, second = Waiting(turns, "greedy"), Waiting(turns, "modest")
    turns.give("a")
    assert second.result() == "a"
    turns.give("b")
    assert first.result() == "b"


def test_the_last_idle_worker_is_kept_for_others_and_for_short_queries() -> None:
    turns = turns_with("a", "b", "c")
    turns.take("greedy", 0), turns.take("greedy", 0)
    with pytest.raises(Overloaded, match="busy"):
        turns.take("greedy", 0)
    kept = turns.take("greedy", 0, is_short=True)
    turns.done("greedy")
    turns.give(kept)
    assert turns.take("modest", 0) == kept


def test_short_queries_go_ahead() -> None:
    turns = turns_with("a")
    turns.take("x", 0)
    long, short = Waiting(turns, "x"), Waiting(turns, "x", is_short=True)
    turns.give("a")
    assert short.result() == "a"
    turns.give("a")
    assert long.result() == "a"


def test_without_room_the_greediest_gives_way() -> None:
    turns = turns_with("a", most=3)
    turns.take("greedy", 0)
    second, third = Waiting(turns, "greedy"), Waiting(turns, "greedy")
    with pytest.raises(Overloaded, match="3 queries are running or waiting"):
        turns.take("greedy", 0)
    modest = Waiting(turns, "modest")
    assert isinstance(third.result(), Overloaded)
    turns.give("a")
    turns.give("b")
    assert {modest.result(), second.result()} == {"a", "b"}


def test_who_waits_when_it_closes_is_told() -> None:
    turns = turns_with("a", "b")
    turns.take("x", 0)
    turns.take("x", 0)
    waiting = Waiting(turns, "x")
    assert turns.close() == []
    assert "stopping" in str(waiting.result())
    assert not turns.give("a")


def test_a_budget_is_spent_and_refilled() -> None:
    spending = Spending(600)
    spending.charge("a", 600.5)
    with pytest.raises(OverBudget) as refusal:
        spending.check("a")
    assert refusal.value.retry_after_s == 1
    spending.check("b")
    time.sleep(0.1)
    spending.check("a")


def test_without_a_budget_nobody_is_refused() -> None:
    spending = Spending(0)
    spending.charge("a", 1e9)
    spending.check("a")


def test_queries_of_one_shape_share_what_is_expected() -> None:
    expected = Expected()
    shape = shape_of("SELECT ?p { <http://a/1> ?p 'x' } LIMIT 5")
    assert shape == shape_of("SELECT ?p { <http://a/2> ?p 'y' } LIMIT 7")
    assert not expected.is_short(shape)
    expected.note(shape, 0.001)
    assert expected.is_short(shape)
    expected.note(shape, 1)
    assert not expected.is_short(shape)
