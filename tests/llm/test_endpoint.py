"""However the model's server behaves, the answer is its words or nothing, within limits."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from llm.scripted_model import Reply, breaks_off, never_ends, raw, refuses, says, serving

from kg.errors import BadSetting
from kg.llm import Endpoint
from kg.settings import Settings

QUESTION = json.dumps(
    {"messages": [{"role": "user", "content": "?"}], "response_format": {"type": "json_schema"}}
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


class Asked:
    """One question put to a scripted server, and what came of it."""

    def __init__(self, store: str, *replies: Reply, times: int = 1, **more: object) -> None:
        self.pauses: list[float] = []
        with serving(*replies) as self.script:
            settings = Settings(
                store=store, llm_url=self.script.address, llm_model="m", **more  # type: ignore[arg-type]
            )  # fmt: skip
            endpoint = Endpoint(settings, sleep=self.pauses.append)
            questions = (QUESTION.replace("?", "?" * n) for n in range(1, times + 1))
            self.answers = [endpoint.ask(question) for question in questions]
            self.use = endpoint.use


def test_answer_is_the_words_of_the_message_with_tokens_and_cost(store: str) -> None:
    reply = says("forty-two", prompt_tokens=1000, completion_tokens=200)
    asked = Asked(store, reply, llm_price_in=0.5, llm_price_out=2.0, llm_api_key="secret")
    assert asked.answers == ["forty-two"]
    assert (asked.use.tokens_in, asked.use.tokens_out) == (1000, 200)
    assert asked.use.cost == pytest.approx((1000 * 0.5 + 200 * 2.0) / 1e6)
    assert asked.script.keys == ["Bearer secret"]
    (question,) = asked.script.questions
    assert (question["model"], question["temperature"]) == ("m", 0)
    assert "secret" not in json.dumps(question)


def test_the_same_question_is_asked_once(store: str) -> None:
    with serving(says("once"), refuses(500)) as script:
        settings = Settings(store=store, llm_url=script.address, llm_model="m")
        assert [Endpoint(settings).ask(QUESTION) for _ in range(3)] == ["once"] * 3
        other = Settings(store=store, llm_url=script.address, llm_model="other")
        assert Endpoint(other, sleep=lambda _: None).ask(QUESTION) is None
    assert {question["model"] for question in script.questions} == {"m", "other"}


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_server_that_is_busy_is_asked_again_later_and_later(store: str, status: int) -> None:
    asked = Asked(store, refuses(status), refuses(status), says("well"))
    assert asked.answers == ["well"]
    first, second = asked.pauses
    assert 1.0 <= first <= 1.2
    assert 2.0 <= second <= 2.4


def test_a_server_says_how_long_to_wait(store: str) -> None:
    asked = Asked(store, refuses(429, Retry_After="7"), refuses(429, Retry_After="3600"), says("x"))
    assert 7.0 <= asked.pauses[0] <= 8.4
    assert asked.pauses[1] <= 36.0


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(breaks_off, id="breaks off"),
        pytest.param(raw(b'{"choices": [{"message"'), id="truncated"),
        pytest.param(raw(b"[]"), id="another shape"),
        pytest.param(raw(b'{"choices": []}'), id="no choice"),
        pytest.param(raw(b"[" * 100_000), id="nested too deep"),
        pytest.param(says("  "), id="no words"),
        pytest.param(refuses(503), id="unavailable"),
    ],
)
def test_nothing_usable_is_tried_four_times(store: str, reply: Reply) -> None:
    asked = Asked(store, reply)
    assert asked.answers == [None]
    assert len(asked.script.questions) == 4
    assert asked.use.failed == 1


@pytest.mark.parametrize("status", [301, 307, 401, 403])
def test_a_refusal_is_final_and_leads_nowhere_else(store: str, status: int) -> None:
    asked = Asked(store, refuses(status, Location="http://127.0.0.1:9/"), llm_api_key="secret")
    assert asked.answers == [None]
    assert len(asked.script.questions) == 1


def test_a_server_without_schemas_is_asked_without(store: str) -> None:
    asked = Asked(store, refuses(400), says("plain"))
    assert asked.answers == ["plain"]
    assert ["response_format" in each for each in asked.script.questions] == [True, False]


def test_an_answer_without_end_is_given_up(store: str) -> None:
    asked = Asked(store, never_ends)
    assert asked.answers == [None]
    assert len(asked.script.questions) == 1


def test_a_budget_ends_the_asking(store: str) -> None:
    reply = says("x", prompt_tokens=60, completion_tokens=50)
    asked = Asked(store, reply, times=3, llm_max_tokens=100)
    assert asked.answers == ["x", None, None]
    assert (asked.use.asked, asked.use.left_out) == (1, 2)


def test_tokens_are_guessed_where_they_are_not_told(store: str) -> None:
    use = Asked(store, says("word " * 30)).use
    assert use.tokens_in > 20
    assert use.tokens_out == 50


def test_a_server_that_never_answers_is_left_alone(store: str) -> None:
    asked = Asked(store, refuses(401), times=8)
    assert len(asked.script.questions) == 5
    assert (asked.use.failed, asked.use.left_out) == (5, 3)


def test_who_is_stopped_asks_nothing_more(store: str) -> None:
    def busy_when_all_is_over(handler: BaseHTTPRequestHandler) -> None:
        endpoint.stop()
        refuses(503, Retry_After="30")(handler)

    with serving(busy_when_all_is_over) as script:
        endpoint = Endpoint(Settings(store=store, llm_url=script.address, llm_model="m"))
        assert [endpoint.ask(QUESTION) for _ in range(2)] == [None, None]
    assert len(script.questions) == 1
    assert (endpoint.use.failed, endpoint.use.left_out) == (1, 1)


def test_nobody_at_the_address_is_no_error(store: str) -> None:
    settings = Settings(store=store, llm_url="http://127.0.0.1:9/v1", llm_model="m")
    assert Endpoint(settings, sleep=lambda _: None).ask(QUESTION) is None


def test_a_model_is_asked_only_when_a_setting_names_it() -> None:
    assert Endpoint.of(Settings()) is None
    assert Endpoint.of(Settings(llm_model="m")) is None
    for wrong in ("file:///etc/passwd", "localhost:1234", "http://user@host/v1"):
        with pytest.raises(BadSetting, match="llm_url"):
            Settings(llm_url=wrong, llm_model="m")
    with pytest.raises(BadSetting, match="llm_model"):
        Settings(llm_url="http://localhost/v1")
    assert "secret" not in repr(Settings(llm_api_key="secret"))


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_threshold_is_a_share(share: float) -> None:
    with pytest.raises(BadSetting, match="min_confidence"):
        Settings(min_confidence=share)
