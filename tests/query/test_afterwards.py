"""What an answer need not wait for is done all the same, and in order."""

import pytest

from kg.query.afterwards import afterwards, answering


def test_it_is_done_once_the_answer_is_on_its_way() -> None:
    done: list[str] = []
    with answering():
        afterwards(lambda: done.append("noted"))
        done.append("sent")
    afterwards(lambda: done.append("noted at once"))
    assert done == ["sent", "noted", "noted at once"]


def test_it_is_done_when_there_is_no_answer() -> None:
    done: list[str] = []
    with pytest.raises(ConnectionError), answering():
        afterwards(lambda: done.append("noted"))
        raise ConnectionError
    assert done == ["noted"]
