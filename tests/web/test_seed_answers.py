"""The seed documents, loaded by the command line and asked over HTTP."""

from collections.abc import Iterator

import pytest
from conftest import SHARED, needs_corpus
from flask.testing import FlaskClient

from kg.iris import PREFIXES
from kg.load import load
from kg.settings import Settings
from server import create_app

pytestmark = needs_corpus

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
MEE = "Ministry of Ecology and Environment of the People's Republic of China"
UNEP = "United Nations Environment Programme"
Row = dict[str, str]


class Seeds:
    """Asks one seed's named graph, with labels from the view."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def ask(self, number: str, pattern: str) -> list[Row]:
        """Return the solutions of a pattern in the graph of the seed with that number."""
        query = f"""{PREFIX} SELECT * WHERE {{
          GRAPH <https://w3id.org/ecoaccord/graph/runs> {{ ?version ea:sourcePath ?path }}
          FILTER(CONTAINS(?path, "/{number}_"))
          GRAPH ?graph {{ ?document dcterms:hasVersion ?version . {pattern} }}
        }}"""
        answer = self._client.post("/sparql", data={"query": query, "format": "json"})
        assert answer.status_code == 200, answer.text
        return [
            {name: term["value"].rpartition("#")[2] for name, term in row.items()}
            for row in answer.json["results"]["bindings"]
        ]

    def names(self, number: str, pattern: str) -> set[str]:
        """Return the English names, else any, of what ?thing is in a pattern."""
        found = {row["thing"] for row in self.ask(number, pattern)}
        values = " ".join(f"<{iri}>" for iri in found)
        query = f"""{PREFIX} SELECT ?thing ?label WHERE {{
          VALUES ?thing {{ {values} }} ?thing skos:prefLabel ?label }}"""
        rows = self._client.get("/sparql", query_string={"query": query, "format": "json"}).json
        labels: dict[str, str] = {}
        for row in rows["results"]["bindings"]:
            if row["label"].get("xml:lang") == "en" or row["thing"]["value"] not in labels:
                labels[row["thing"]["value"]] = row["label"]["value"]
        assert labels.keys() == found
        return set(labels.values())


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeds]:
    settings = Settings(store=str(tmp_path_factory.mktemp("seeds") / "store"), query_workers=1)
    report = load([SHARED / "corpus/seeds/docs"], settings)
    assert (report.added, report.rejected) == (5, [])
    application = create_app(settings)
    yield Seeds(application.test_client())
    application.extensions["pool"].close()


def test_a_renewed_memorandum_with_both_parties_and_its_date(seeds: Seeds) -> None:
    memorandum = "?deal ea:agreementType <https://w3id.org/ecoaccord/ns/agreement-type#memorandum>"
    (row,) = seeds.ask("001", f"{memorandum} ; ea:status ?status ; ea:adoptedOn ?date .")
    assert (row["status"], row["date"]) == ("renewed", "2023-05-15")
    assert seeds.names("001", f"{memorandum} ; ea:party ?thing .") == {MEE, UNEP}


def test_a_thirteenth_consultation_in_nairobi(seeds: Seeds) -> None:
    event = "?event ea:inSeries ?series ; ea:seriesNumber ?number"
    (row,) = seeds.ask("001", f"{event} ; ea:startsNotBefore ?from ; ea:endsNotAfter ?to .")
    assert (row["number"], row["from"], row["to"]) == ("13", "2023-05-15", "2023-05-15")
    assert "Nairobi" in seeds.names("001", f"{event} ; ea:place ?thing .")


def test_nothing_of_the_footer_is_a_place_or_an_agency(seeds: Seeds) -> None:
    places = seeds.names("001", "?event a ea:Event ; ea:place ?thing .")
    assert places <= {"Nairobi", "Kenya"}
    agencies = seeds.names("001", "?document ea:reports ?thing . ?m ea:refersTo ?thing .")
    for foreign in ("National Energy Administration", "Development and Reform", "Industry"):
        assert not [name for name in agencies if foreign in name]


def test_talks_that_end_in_a_preliminary_agreement(seeds: Seeds) -> None:
    assert [row["status"] for row in seeds.ask("002", "?deal ea:status ?status .")] == [
        "preliminary"
    ]


def test_a_workshop_without_a_year(seeds: Seeds) -> None:
    (row,) = seeds.ask("003", "?event ea:eventType ?type ; ea:dateEdtf ?date .")
    assert row["type"] in {"Workshop", "Training"}
    assert row["date"] == "XXXX-05-24/XXXX-05-28"
    assert not seeds.ask("003", "?event ea:startsNotBefore ?any .")


def test_agreements_at_three_stages_and_no_nanjing(seeds: Seeds) -> None:
    stages = {row["status"] for row in seeds.ask("004", "?deal ea:status ?status .")}
    assert {"signed", "preliminary", "in-force"} <= stages
    for pattern in ("?any ea:place ?thing", "?any ea:party ?thing", "?any ea:refersTo ?thing"):
        assert not [name for name in seeds.names("004", f"{pattern} .") if "Nanjing" in name]


def test_a_visit_that_concerns_kunming_montreal(seeds: Seeds) -> None:
    names = seeds.names("000", "?event a ea:Event ; ea:concerns ?thing .")
    assert "Kunming-Montreal Global Biodiversity Framework" in names


def test_each_answer_leads_to_the_sentence_it_came_from(seeds: Seeds) -> None:
    for number in ("000", "001", "002", "003", "004"):
        unsupported = seeds.ask(
            number,
            """?event ea:eventType ?type . FILTER NOT EXISTS {
                 ?claim rdf:subject ?event ; rdf:predicate ea:eventType ;
                   ea:evidence/oa:exact ?quote }""",
        )
        assert not unsupported
