"""`/review` over HTTP: who gets in, what is listed, what a decision does, and what undoes it."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from review.people import NAMES, load

from kg.settings import Settings
from kg.tokens import Tokens
from server import create_app

BROWSER = {"Accept": "text/html,*/*;q=0.8"}


NOTES = {
    "Lake talks": "Amara Njeri",
    "A visit to the delta": "Amara Njeri",
    "Course on reeds": "Tomas Lindqvist",
    "Wardens meet": "Tomas Lindqvist",
}


class Place:
    """A store with two pairs of persons that may be one, and the application on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.persons = load(root / "store", root / "archive", NOTES)
        tokens = Tokens(root / "store")
        self.token, self.loader = tokens.add("ann", "review"), tokens.add("load", "load")
        self.bearer = {"Authorization": f"Bearer {self.token}"}
        self.app: Flask = create_app(Settings(store=str(root / "store"), query_workers=1))

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def visitor(self) -> tuple[FlaskClient, str]:
        """Return a browser that has signed in, and the secret of its forms."""
        client = self.client()
        client.post("/review/login", data={"token": self.token})
        page = client.get("/review", headers=BROWSER).text
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found
        return client, found[1]

    def proposals(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            self.client().get("/review.json", headers=self.bearer).json["proposals"]
        )
        return found

    def event(self) -> tuple[str, str]:
        """Return the address of the page of an event, and its IRI."""
        client = self.client()
        hits = client.get("/documents", headers={"Accept": "text/html"}).text
        document = re.search(r'href="(/page/document/[^"]+)"', hits)
        assert document
        page = client.get(document[1], headers={"Accept": "text/html"}).text
        found = re.search(r'href="(/page/event/([^"]+))"', page)
        assert found
        return found[1], NAMES.thing("event", found[2])

    def uses(self) -> list[dict[str, Any]]:
        lines = (self.root / "store" / "audit.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]


def form_of(proposal: dict[str, Any]) -> dict[str, str]:
    """Return the form that accepts a proposal."""
    [accepted] = proposal["accept"]
    return {"at": accepted.pop("etag"), **accepted}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("review"))
    yield made
    made.app.extensions["writing"].close()
    made.app.extensions["pool"].close()


@pytest.fixture(autouse=True)
def nothing_decided(place: Place) -> Iterator[None]:
    yield
    client = place.client()
    for each in client.get("/review.json?tab=decided", headers=place.bearer).json["decisions"]:
        client.delete(f"/review/decisions/{each['key']}", headers=place.bearer)


def test_people_are_sent_to_sign_in_and_programs_are_told_so(place: Place) -> None:
    answer = place.client().get("/review?tab=facts", headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/review/login?next=%2Freview%3Ftab%3Dfacts",
    )
    assert place.client().get("/review.json").status_code == 401
    other = {"Authorization": f"Bearer {place.loader}"}
    answer = place.client().get("/review.json", headers=other)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "forbidden")


def test_a_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_never_get(
    place: Place,
) -> None:
    client = place.client()
    assert client.post("/review/login", data={"token": "guess"}).status_code == 401
    form = {"token": place.token, "next": "//example.org/"}
    answer = client.post("/review/login", data=form, base_url="https://localhost")
    assert answer.headers["Location"] == "/review"
    cookie = answer.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/review", "Max-Age=14400"):
        assert part in cookie
    assert place.token not in cookie
    assert answer.headers["Cache-Control"] == "no-store"
    assert [use["status"] for use in place.uses()[-2:]] == [401, 303]


def test_a_form_of_another_site_decides_nothing(place: Place) -> None:
    client, secret = place.visitor()
    _, other = place.visitor()
    wanted = form_of(place.proposals()[0])
    for forged in ("", "guess", other):
        answer = client.post("/review/decisions", data={**wanted, "csrf": forged})
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "refused")
    assert client.post("/review/decisions", data={**wanted, "csrf": secret}).status_code == 303
    assert client.post("/review/logout", data={"csrf": secret}).status_code == 303
    assert client.get("/review").status_code == 401


def test_a_revoked_token_ends_its_sessions(place: Place) -> None:
    tokens = Tokens(place.root / "store")
    client = place.client()
    client.post("/review/login", data={"token": tokens.add("passing", "review")})
    assert client.get("/review").status_code == 200
    tokens.revoke("passing")
    assert client.get("/review").status_code == 401


def test_the_list_is_filtered(place: Place) -> None:
    def total(query: str) -> int:
        number: int = (
            place.client().get(f"/review.json?{query}", headers=place.bearer).json["total"]
        )
        return number

    assert total("") == 2
    assert [total(f"least={score}") for score in ("0.5", "0.8", "0.9")] == [2, 2, 0]
    assert [total(f"kind={kind}") for kind in ("person", "agency")] == [2, 0]
    assert [total(f"q={word}") for word in ("njeri", "lindqvist", "nothing")] == [1, 1, 0]
    assert [total(f"rule={rule}") for rule in ("person.name", "person.x")] == [2, 0]
    assert place.client().get("/review.json?least=x", headers=place.bearer).status_code == 400


def test_the_page_has_both_sides_and_their_sentences(place: Place) -> None:
    client, _ = place.visitor()
    answer = client.get("/review?q=njeri", headers=BROWSER)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    for words in (
        "Amara Njeri",
        "Lake talks",
        "same name",
        "0.80",
        "<blockquote",
        'value="same-as"',
    ):
        assert words in answer.text
    assert "<script>" not in answer.text and " onclick" not in answer.text


def test_what_is_decided_leaves_the_list_until_it_is_taken_back(place: Place) -> None:
    client = place.client()
    first = place.proposals()[0]
    [accepted] = first["accept"]
    match = {"If-Match": f'"{accepted.pop("etag")}"'}
    answer = client.post("/review/decisions", json=accepted, headers=place.bearer | match)
    assert answer.status_code == 200 and int(answer.headers["X-Commit"]) > 1
    assert answer.json["decisions"][0]["who"] == "ann"
    assert first["key"] not in [each["key"] for each in place.proposals()]
    page = client.get(f"/id/decision/{first['key']}", headers={"Accept": "text/turtle"})
    assert page.status_code == 303
    answer = client.delete(f"/review/decisions/{first['key']}", headers=place.bearer)
    assert answer.status_code == 204
    assert first["key"] in [each["key"] for each in place.proposals()]
    answer = client.delete(f"/review/decisions/{first['key']}", headers=place.bearer)
    assert (answer.status_code, "taken back" in answer.json["error"]["detail"]) == (404, True)


def test_two_reviewers_do_not_overwrite_each_other(place: Place) -> None:
    first, second = place.proposals()
    client = place.client()
    both = [*second["accept"], *first["accept"]]
    assert client.post("/review/decisions", json=both[1], headers=place.bearer).status_code == 200
    answer = client.post("/review/decisions", json=first["reject"], headers=place.bearer)
    assert answer.status_code == 412
    assert "decided meanwhile: same-as by ann" in answer.json["error"]["detail"]
    answer = client.post("/review/decisions", json=both, headers=place.bearer)
    assert answer.status_code == 412, "all or nothing"
    assert [each["key"] for each in place.proposals()] == [second["key"]]


def test_a_number_of_proposals_is_accepted_once_the_number_is_seen(place: Place) -> None:
    client, secret = place.visitor()
    page = client.get("/review/accept?tab=pairs&least=0.8&q=njeri", headers=BROWSER).text
    assert "Accept 1 proposals?" in page
    found = re.search(r'name="mark" value="([^"]+)"', page)
    assert found
    form = {"csrf": secret, "tab": "pairs", "mark": found[1]}
    answer = client.post("/review/accept", data=form)
    assert answer.status_code == 412, "without the words it is another list"
    answer = client.post("/review/accept", data={**form, "least": "0.8", "q": "njeri"})
    assert answer.status_code == 303
    assert [each["score"] for each in place.proposals()] == [0.8]


def test_decisions_leave_and_come_as_lines(place: Place) -> None:
    client = place.client()
    accepted = [decision for each in place.proposals() for decision in each["accept"]]
    client.post("/review/decisions", json=accepted, headers=place.bearer)
    lines = client.get("/review/decisions", headers=place.bearer)
    assert lines.mimetype == "application/jsonl" and len(lines.text.splitlines()) == 2
    for line in lines.text.splitlines():
        key = client.post(
            "/review/decisions", data=line, headers=place.bearer, content_type="application/jsonl"
        ).json["decisions"][0]["key"]
        assert client.delete(f"/review/decisions/{key}", headers=place.bearer).status_code == 204
    answer = client.post(
        "/review/decisions",
        data=lines.text + "{}\n",
        headers=place.bearer,
        content_type="application/jsonl",
    )
    assert (answer.status_code, answer.json["error"]["line"]) == (400, 3)
    assert len(place.proposals()) == 2


def test_contradictions_are_shown_with_what_holds(place: Place) -> None:
    one, other, third, _ = (f"<{person}>" for person in place.persons)
    joined = {"kind": "same-as", "subject": other, "object": third}
    apart = {"kind": "different-from", "subject": one, "object": third}
    some = [{"kind": "same-as", "subject": one, "object": other}, joined, apart]
    client = place.client()
    client.post("/review/decisions", json=some, headers=place.bearer)
    found = client.get("/review.json?tab=conflicts", headers=place.bearer).json["conflicts"]
    assert len(found) == 1 and len(found[0]["holding"]) == 2
    visitor, _ = place.visitor()
    assert "Holds against it" in visitor.get("/review?tab=conflicts", headers=BROWSER).text


def test_a_fact_is_corrected_from_the_page_of_its_sentence(place: Place) -> None:
    client, secret = place.visitor()
    path, event = place.event()
    page = client.get(path, headers=BROWSER).text
    why = re.search(r'href="(/why\?[^"]*factuality[^"]*)"', page)
    assert why
    page = client.get(html.unescape(why[1]), headers=BROWSER).text
    address = re.search(r'href="(/review/fact\?[^"]*factuality[^"]*)"', page)
    assert address
    form = client.get(address[1].replace("&amp;", "&"), headers=BROWSER).text
    assert "It should be" in form and "postponed" in form
    status = "https://w3id.org/ecoaccord/ns/factuality#"
    at = re.search(r'name="at" value="([^"]+)"', form)
    assert at
    fact = {
        "at": html.unescape(at[1]),
        "subject": f"<{event}>",
        "predicate": "<https://w3id.org/ecoaccord/ns#factuality>",
        "object": f"<{status}held>",
        "csrf": secret,
    }
    wrong = {**fact, "kind": "correct", "instead": "agency/unep"}
    assert client.post("/review/decisions", data=wrong).status_code == 400
    right = {**fact, "kind": "correct", "instead": f"<{status}planned>", "why": "see the page"}
    assert client.post("/review/decisions", data=right).status_code == 303
    told = client.get("/review?tab=decided").json["decisions"]
    assert [(each["kind"], each["why"]) for each in told] == [("correct", "see the page")]
    form = {"csrf": secret, "key": told[0]["key"], "tag": told[0]["etag"]}
    assert client.post("/review/undo", data=form).status_code == 303


def test_each_use_is_written_down_without_the_token(place: Place) -> None:
    client, secret = place.visitor()
    wanted = form_of(place.proposals()[0])
    client.post("/review/decisions", data={**wanted, "csrf": secret})
    use = place.uses()[-1]
    assert (use["token"], use["method"], use["status"]) == ("ann", "POST", 303)
    log = (place.root / "store" / "audit.jsonl").read_text()
    assert place.token not in log and secret not in log


@pytest.mark.parametrize("tab", ["pairs", "facts", "names", "conflicts", "decided"])
def test_the_lists_come_in_chinese(place: Place, tab: str) -> None:
    client, _ = place.visitor()
    text = client.get(f"/review?tab={tab}&lang=zh-Hans", headers=BROWSER).text
    assert "审核" in text and "未收录名称" in text
