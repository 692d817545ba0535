"""The explorer: every page, the search, the SPARQL protocol for other people's programs, limits, hostile input."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, XML, SPARQLWrapper
from starlette.testclient import TestClient

from kg import conductor
from kg.document import Options
from kg.explore import answers, labels, narrowing, queries, swedish
from kg.explore.search import Entry, Index
from kg.graph.store import statements
from kg.web import server
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.dom.minidom import Document

    from kg.graph.store import Graph
    from kg.web.server import Serving

FOLDER = Path(__file__).resolve().parent
BASE = "https://w3id.org/protokollgraf/id/"
# A cross product of everything with everything: no machine ends it.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ATTACK = "<script>alert(1)</script><b onclick=x>&\"'"


def text_of(source: str) -> str:
    """Give no text: the documents are not at hand."""
    return "" if source else "?"


@pytest.fixture(scope="module")
def ready(sample: Path) -> Iterator[Serving]:
    """Give the explorer of the sample."""
    made = server.serving(sample, text_of, 60)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(ready: Serving) -> TestClient:
    """Give a client of it that shows errors as they happen."""
    return TestClient(ready.app)


@pytest.fixture(scope="module")
def address(ready: Serving) -> Iterator[str]:
    """Give the address of a real server of it, for clients that are not ours."""
    with servers.explorer(ready.app) as found:
        yield found


def page(client: TestClient, path: str, status: int = 200) -> html.HtmlElement:
    """Give a page, parsed; it runs nothing and loads nothing but our own style."""
    answer = client.get(path)
    assert answer.status_code == status, path
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    found = html.fromstring(answer.text)
    assert not found.xpath("//script")
    assert not found.xpath("//@style")
    assert not found.xpath("//@onclick")
    return found


def things(graph: Graph) -> dict[str, str]:
    """Give one thing of each class that has a label."""
    query = "SELECT ?class (SAMPLE(?thing) AS ?one) { ?thing a ?class ; rdfs:label ?label } GROUP BY ?class"
    rows = graph.select(query).rows
    return {kind.value: one.value for kind, one in rows if kind and one and one.value.startswith(BASE)}


def local(iri: str) -> str:
    return f"/id/{quote(iri.removeprefix(BASE))}"


def test_home_says_what_is_loaded(client: TestClient) -> None:
    found = page(client, "/")
    assert "13" in found.xpath("//dl[@class='counts']")[0].text_content()
    assert found.xpath("//a[text()='Regionfullmäktige']/@href")[0].startswith("/id/org/")


def test_everything_that_a_page_leads_to_is_there(client: TestClient, sample_graph: Graph) -> None:
    case = next(iri for kind, iri in things(sample_graph).items() if kind.endswith("#Case"))
    followed: set[str] = set()
    for start in ("/", local(case)):
        for link in page(client, start).xpath("//main//a/@href")[::4]:
            if link not in followed:
                followed.add(link)
                assert client.get(link).status_code == 200, link
    assert len(followed) > 15


def test_every_kind_of_thing_has_a_page_and_its_twins(client: TestClient, sample_graph: Graph) -> None:
    kinds = things(sample_graph)
    assert len(kinds) > 10
    for kind, iri in kinds.items():
        assert page(client, local(iri)).xpath("//h1")[0].text_content().strip(), kind
        assert client.get(f"{local(iri)}.json").json()["thing"]["iri"] == iri
        triples = rdflib.Graph().parse(data=client.get(f"{local(iri)}.ttl").text, format="turtle")
        assert (rdflib.URIRef(iri), None, None) in triples
    turtle = client.get(local(iri), headers={"accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")


def test_the_page_of_a_case_shows_its_path_by_day_and_body(client: TestClient) -> None:
    found = page(client, "/id/case/tallvikens-kommun/SBN/2025-033")
    lanes = found.xpath("//div[contains(@class, 'lanes')]")[0]
    heads = [one.text_content().strip() for one in lanes.xpath(".//thead/tr/th")]
    assert heads == ["datum", "Samhällsbyggnadsnämnden", "Kommunstyrelsen", "Kommunfullmäktige"]
    days = [one.text_content() for one in lanes.xpath(".//tbody//th")]
    assert days == ["2025-02-18", "2025-02-18", "2025-03-10", "2025-03-26", "2025-04-07", "2025-04-28"]
    assert "förslag" in lanes.text_content()
    assert "proposal" not in lanes.text_content()
    assert "Var ett ärende ligger nu" in next(one.text_content() for one in found.xpath("//h2"))


def test_a_passage_is_shown_where_it_stands_in_the_text(client: TestClient, sample_graph: Graph) -> None:
    iri = next(iri for kind, iri in things(sample_graph).items() if kind.endswith("#Clause"))
    fact = page(client, local(iri))
    there = page(client, fact.xpath("//blockquote//a/@href")[0])
    marked = there.xpath("//mark[@id='here']")
    assert marked
    assert marked[0].text_content() == fact.xpath("//blockquote/p")[0].text_content()


@pytest.mark.parametrize("name", [question.name for question in queries.shipped()])
def test_every_question_has_a_page_with_its_parameters(client: TestClient, name: str) -> None:
    found = page(client, f"/questions/{name}?lang=en")
    question = queries.find(name)
    assert found.xpath("//h1")[0].text_content() == question.titles["en"]
    fields = found.xpath("//form[@class='ask']//input/@name | //form[@class='ask']//select/@name")
    own = [one.name for one in question.parameters]
    assert [one for one in fields if one != "lang"] == [*own, *narrowing.for_question(question)]


def test_an_answer_is_narrowed_sorted_and_saved(client: TestClient) -> None:
    found = page(client, "/questions/ballots?option=no&sort=-person")
    options = {one.text_content() for one in found.xpath("//td[@class='c-option']")}
    assert options == {"nej"}
    people = [one.text_content() for one in found.xpath("//td[@class='c-person']")]
    assert people == sorted(people, key=swedish.key, reverse=True)
    saved = client.get("/questions/ballots.csv?option=no")
    assert saved.headers["content-disposition"] == 'attachment; filename="ballots.csv"'
    assert len(saved.text.splitlines()) == len(people) + 1
    assert client.get("/questions/ballots.excel").text.startswith("\ufeff")


def test_a_wrong_value_is_told_with_those_that_there_are(client: TestClient) -> None:
    told = page(client, "/questions/ballots?option=nja", 400).xpath("//pre[@role='alert']")[0].text_content()
    assert "abstain" in told
    assert page(client, "/questions/no-such-question", 404) is not None
    assert page(client, "/id/person/nobody", 404).xpath("//h1")[0].text_content() == "Grafen känner inget sådant"


def test_a_table_of_a_page_says_nothing_twice_and_has_no_empty_column(client: TestClient, sample_graph: Graph) -> None:
    for kind, iri in things(sample_graph).items():
        found = page(client, local(iri))
        name = found.xpath("//h1")[0].text_content()
        for table in found.xpath("//main//section//table"):
            rows = [[cell.text_content() for cell in row.xpath("td")] for row in table.xpath("tbody/tr")]
            assert all(any(column) for column in zip(*rows, strict=True)), (kind, table.text_content()[:200])
            assert all({*column} != {name} for column in zip(*rows, strict=True)), (kind, name)


def test_a_page_of_a_body_begins_with_what_is_new(client: TestClient, sample_graph: Graph) -> None:
    body = next(iri for kind, iri in things(sample_graph).items() if kind.endswith("#GoverningBody"))
    answers = client.get(f"{local(body)}.json").json()["answers"]
    days = [row["date"] for row in answers["decisions-of-a-body"]]
    assert days == sorted(days, reverse=True)


def test_no_cell_of_an_answer_is_a_term_of_the_program(sample_graph: Graph) -> None:
    """What a query writes itself, such as adopted, recused or GoverningBody, is said in Swedish too."""
    english = {*concept_names(), "recused", "result", "true", "false", "Administration", "GoverningBody", "Person"}
    for question in queries.shipped():
        told = answers.table(sample_graph, question, {}, "sv")
        for at, column in enumerate(told.columns):
            strange = {part for row in told.rows for part in (row[at].text, *row[at].text.split(", "))} & english
            assert not strange, (question.name, column, strange)
    decided = answers.table(sample_graph, queries.find("initiatives"), {}, "sv")
    at = decided.columns.index("decision")
    assert "beslut avslagen" in {part for row in decided.rows for part in row[at].text.split(", ")}


def concept_names() -> set[str]:
    """Give the names of concepts that are called otherwise in Swedish."""
    called = {name.rpartition("/")[2]: word for name, word in labels.concepts("sv").items()}
    return {name for name, word in called.items() if word != name} - {"S", "M"}


def test_search_folds_as_swedish_does_and_finds_beginnings_of_words() -> None:
    index = Index.of(
        [
            Entry("a", "Person", "Désirée Ängqvist"),
            Entry("b", "Person", "Anna Angqvist"),
            Entry("c", "AgendaItem", "Taxa för ängsskötsel", "Tekniska nämnden"),
        ]
    )
    assert [one.iri for one in index.find("ÄNG").entries] == ["a", "c"]
    assert [one.iri for one in index.find("ang").entries] == ["b"]
    assert [one.iri for one in index.find("desiree äng").entries] == ["a"]
    assert [one.iri for one in index.find("taxa tekn").entries] == ["c"]
    assert index.find("äng", "Person").counts == {"Person": 1, "AgendaItem": 1}
    assert index.find('" OR * NEAR(').entries == ()


def test_search_is_narrowed_by_kind_body_and_time(client: TestClient) -> None:
    whole = page(client, "/search?q=svar")
    days = set(re.findall(r"\d{4}-\d\d-\d\d", " ".join(whole.xpath("//main//li/span/text()"))))
    assert len(days) > 1
    late = page(client, f"/search?q=svar&since={max(days)}&kind=AgendaItem&place=fullmäktige")
    found = [one.text_content() for one in late.xpath("//main//li")]
    assert found
    assert all(max(days) in one and "fullmäktige" in one for one in found)
    assert [one.text_content().split(" (")[0] for one in late.xpath("//main//h2")] == ["paragrafer"]
    assert page(client, "/search?q=svar&until=1990-01-01").xpath("//main//li") == []
    assert client.get("/search?q=svar&since=igår").status_code == 400


def test_one_is_one_and_several_are_many(client: TestClient) -> None:
    assert "1 träff på" in page(client, "/search?q=avfallstaxa&kind=AgendaItem").xpath("//h1")[0].text_content()
    heads = {one.text_content() for one in page(client, "/").xpath("//dl[@class='counts']//dt")}
    assert {"personer", "ärenden", "sammanträden"} <= heads
    assert heads.isdisjoint({"person", "ärende", "sammanträde"})


def test_home_is_narrowed_by_body_and_time(client: TestClient) -> None:
    found = page(client, "/?body=vårdutskottet&since=2025-02-01&until=2025-02-28")
    text = found.xpath("//main")[0].text_content()
    latest = [one.text_content() for one in found.xpath("//ul[@class='list']/li")]
    assert latest
    assert all("2025-02-11" in one and "Vårdutskottet" in one for one in latest)
    assert "Kommunledningskontoret" not in text
    assert found.xpath("//input[@id='f-body']/@value") == ["vårdutskottet"]
    assert "Ingenting passar" in page(client, "/?body=qqq").xpath("//main")[0].text_content()
    assert client.get("/?since=igår").status_code == 400
    assert "Kommunledningskontoret" in page(client, "/").xpath("//main")[0].text_content()


def test_every_question_stands_once_under_what_it_is_about(client: TestClient) -> None:
    found = page(client, "/questions")
    links = found.xpath("//main//li/a/@href")
    assert sorted(links) == sorted(f"/questions/{one.name}" for one in queries.shipped())
    assert "Ärendens väg" in found.xpath("//main//h2/text()")
    assert "The way of cases" in page(client, "/questions?lang=en").xpath("//main//h2/text()")


def test_search_leads_to_the_page(client: TestClient) -> None:
    found = page(client, "/search?q=Samhällsbyggnadsn")
    links = found.xpath("//main//a[contains(@href, '/id/org/')]/@href")
    assert links
    assert "Samhällsbyggnadsnämnden" in page(client, links[0]).xpath("//h1")[0].text_content()


def test_the_map_is_shown_and_only_its_own_script_runs(client: TestClient) -> None:
    answer = client.get("/map?case=2025.033 SBN")
    assert "<svg" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-frame-options"] == "DENY"
    assert "'unsafe-inline'" not in policy.split("script-src")[1]
    assert client.get("/map?body=Ingen").status_code == 404
    assert client.get("/map?since=igår").status_code == 400


def test_the_map_of_an_organisation_is_one_click_from_its_page_and_leads_on(client: TestClient) -> None:
    found = page(client, "/id/org/tallvikens-kommun")
    link = found.xpath("//main//a[text()='Karta']/@href")[0]
    assert "organisation=" in link
    drawn = client.get(link).text
    assert "Tallvikens kommun" in drawn
    assert "Vårdutskottet" not in drawn
    assert '"around": {"node-' in drawn
    assert 'href="/"' in drawn


def test_a_fact_says_what_it_is_a_part_of(client: TestClient, sample_graph: Graph) -> None:
    iri = next(iri for kind, iri in things(sample_graph).items() if kind.endswith("#Ballot"))
    parts = page(client, local(iri)).xpath("//nav[@class='above']/a")
    assert len(parts) == 3  # meeting, paragraph, vote
    assert "§" in parts[1].text_content()


def test_pages_are_swedish_first_and_english_one_click_away(client: TestClient) -> None:
    swedish = page(client, "/questions/votes?body=Kommunfullmäktige")
    assert swedish.xpath("//html/@lang") == ["sv"]
    other = swedish.xpath("//nav//a[@lang='en']/@href")[0]
    english = page(client, other)
    assert english.xpath("//html/@lang") == ["en"]
    assert english.xpath("//input[@name='body']/@value") == ["Kommunfullmäktige"]


def test_sparqlwrapper_asks_it_by_get_and_post_in_every_form(address: str) -> None:
    count = "SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a <https://w3id.org/protokollgraf/ns#Meeting> }"
    for method in ("GET", POST):
        client = SPARQLWrapper(f"{address}/sparql")
        client.setMethod(method)
        client.setQuery(count)
        client.setReturnFormat(JSON)
        told = cast("dict[str, dict[str, list[dict[str, dict[str, str]]]]]", client.queryAndConvert())
        assert told["results"]["bindings"][0]["n"]["value"] == "40"
        client.setReturnFormat(XML)
        assert "<literal" in cast("Document", client.queryAndConvert()).toxml()
        client.setReturnFormat(CSV)
        assert cast("bytes", client.queryAndConvert()).split() == [b"n", b"40"]


def test_rdflib_asks_it_as_a_store(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    rows = list(graph.query("SELECT ?c { ?c a <https://w3id.org/protokollgraf/ns#Case> }"))
    assert len(rows) == 72


def test_the_protocol(client: TestClient) -> None:
    made = client.get("/sparql", params={"query": "CONSTRUCT { ?c a gov:Case } { ?c a gov:Case }"})
    assert made.headers["content-type"].startswith("text/turtle")
    assert len(rdflib.Graph().parse(data=made.text, format="turtle")) == 72
    body = client.post("/sparql", content="ASK { ?c a gov:Case }", headers={"content-type": "application/sparql-query"})
    assert body.json()["boolean"] is True
    one = {"query": "ASK { ?c a gov:Case }", "default-graph-uri": "https://example.org/none"}
    assert client.get("/sparql", params=one).json()["boolean"] is False
    described = rdflib.Graph().parse(data=client.get("/sparql").text, format="turtle")
    service = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert (None, rdflib.RDF.type, service) in described
    assert rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    assert client.get("/health").text.startswith("ok")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"query": "SELECT"}, "not understood"),
        ({"update": "CLEAR ALL"}, "read-only"),
        ({"query": "ASK {}", "named-graph-uri": "x:y"}, "GRAPH"),
    ],
)
def test_what_it_does_not_do_is_said(client: TestClient, data: dict[str, str], told: str) -> None:
    answer = client.post("/sparql", data=data)
    assert answer.status_code == 400
    assert told in answer.text


def test_a_runaway_query_is_ended_and_pages_are_answered_meanwhile(sample: Path) -> None:
    made = server.serving(sample, text_of, 2)
    try:
        client = TestClient(made.app)
        answers: list[tuple[int, float]] = []
        begun = time.monotonic()
        asking = threading.Thread(
            target=lambda: answers.append(
                (client.get("/sparql", params={"query": RUNAWAY}).status_code, time.monotonic() - begun)
            )
        )
        asking.start()
        time.sleep(0.3)
        assert page(client, "/id/party/m") is not None
        assert not answers  # the page came while the query was still running
        asking.join()
        status, took = answers[0]
        assert status == 503
        assert took >= 2
        # The process that was ended has a successor.
        for _ in range(20):
            if client.get("/sparql", params={"query": "ASK {}"}).status_code == 200:
                break
        else:
            pytest.fail("nobody answers any more")
    finally:
        made.close()


def test_another_page_of_the_browser_cannot_reach_it_by_a_name_of_its_own(ready: Serving) -> None:
    assert TestClient(ready.app, base_url="http://evil.example").get("/").status_code == 400


def test_what_a_document_says_is_text_on_every_page(small: Path, tmp_path: Path) -> None:
    """Every string of the graph is an attack; none becomes a part of a page."""
    path = tmp_path / "attack.nq"
    lines = []
    for subject, predicate, value, graph in statements(small):
        plain = value.kind == "literal" and not value.datatype and not value.language
        told = value._replace(value=value.value + ATTACK) if plain else value
        lines.append(f"{subject.written()} {predicate.written()} {told.written()} <{graph}> .\n")
    path.write_text("".join(lines), encoding="utf-8")
    made = server.serving(path, text_of, 20)
    try:
        client = TestClient(made.app)
        shown = 0
        starts = ["/", "/search?q=script", *(f"/questions/{one.name}" for one in queries.shipped())]
        links = [link for start in starts for link in page(client, start).xpath("//main//a/@href")]
        for link in dict.fromkeys(link for link in links if link.startswith("/id/")):
            shown += ATTACK in page(client, link).text_content()
        assert shown > 10
    finally:
        made.close()


def test_what_stands_in_any_field_of_a_minutes_file_is_text_on_every_page(tmp_path: Path) -> None:
    """An attack in names, titles, numbers, clauses, papers and the name of the file, read as minutes are read."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (minutes,) = (FOLDER / "private").iterdir()
    text = minutes.read_text(encoding="utf-8")
    for word in ("Karlbom", "Stenbrink", "Tussilago", "belysning", "00117", "Mosippan", "Vikabergs kommun", "Kommunal"):
        assert word in text
        text = text.replace(word, f"{word}{ATTACK}")
    (folder / "a<img src=x onerror=alert(1)>&'.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "attack.trig"
    conductor.save(conductor.build([folder], Options()), path)
    made = server.serving(path, lambda source: (folder / source).read_text(encoding="utf-8"), 60)
    try:
        client = TestClient(made.app)
        waiting = ["/", "/search?q=script", *(f"/questions/{one.name}" for one in queries.shipped())]
        seen: set[str] = set()
        shown = 0
        while waiting:
            link = waiting.pop()
            if link not in seen and len(seen) < 250:
                seen.add(link)
                found = page(client, link)
                assert not found.xpath("//img")
                shown += "<script>" in found.text_content()
                links = (one.partition("#")[0] for one in found.xpath("//main//a/@href"))
                waiting += [one for one in links if one.startswith("/id/") and not one.endswith((".json", ".ttl"))]
        assert shown > 10
        drawn = client.get("/map").text
        assert drawn.count("<script>") == drawn.count("</script>") == 1
        assert "onerror=alert(1)>" not in drawn
    finally:
        made.close()


_FIELDS = st.dictionaries(
    st.sampled_from(
        [
            *(
                "q",
                "kind",
                "query",
                "sort",
                "option",
                "lang",
                "char",
                "case",
                "from",
                "rows",
                "body",
                "organisation",
                "all",
            ),
            *("default-graph-uri", "since", "until", "party", "confidence", "person"),
        ]
    ),
    st.one_of(
        st.text(max_size=30), st.sampled_from(["2025-04-01", "0.5", "nan", "inf", "-1", "1e400", "2025-02-30", "en"])
    ),
    max_size=3,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        [
            *(
                "/map",
                "/questions/who-moved-what",
                "/questions/votes.ttl",
                "/questions/ballots.csv",
                "/questions/seats.json",
            ),
            *("/id/org/tallvikens-kommun", "/id/org/tallvikens-kommun.ttl", "/id/org/tallvikens-kommun.json"),
            *("/id/case/tallvikens-kommun/SBN/2025-033", "/sparql", "/query", "/static/..%2f..%2fapp.py", "/id/x.json"),
        ]
    ),
    fields=_FIELDS,
    accept=st.sampled_from(["*/*", "text/html", "text/turtle", "application/json;q=x", ",;=", "\xff"]),
)
def test_no_filter_makes_it_fail(ready: Serving, path: str, fields: dict[str, str], accept: str) -> None:
    client = TestClient(ready.app, raise_server_exceptions=True)
    answer = client.get(path, params=fields, headers={b"accept": accept.encode("latin-1")})
    assert answer.status_code in {200, 307, 400, 404, 503}, answer.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(
        ["application/sparql-query", "application/x-www-form-urlencoded", "", "text/plain", "application/sparql-update"]
    ),
    body=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))),
    asks=st.booleans(),
)
def test_no_body_makes_it_fail(ready: Serving, kind: str, body: bytes, asks: bool) -> None:
    client = TestClient(ready.app, raise_server_exceptions=True)
    answer = client.post("/sparql", content=b"query=" + body if asks else body, headers={"content-type": kind})
    assert answer.status_code in {200, 400, 503}, answer.text
    assert client.post("/", content=body).status_code == 405


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        ["/search", "/questions/", "/questions/ballots", "/id/", "/query", "/sparql", "/id/x/text", "/"]
    ),
    more=st.text(max_size=12),
    name=st.sampled_from(["q", "kind", "query", "sort", "option", "lang", "char", "case", "from", "default-graph-uri"]),
    value=st.text(max_size=30),
)
def test_no_request_makes_it_fail(ready: Serving, path: str, more: str, name: str, value: str) -> None:
    client = TestClient(ready.app, raise_server_exceptions=True)
    answer = client.get(path + quote(more) if path.endswith("/") else path, params={name: value})
    assert answer.status_code in {200, 307, 400, 404, 503}


def test_a_page_is_narrowed_by_time_body_party_kind_and_confidence(client: TestClient, sample_graph: Graph) -> None:
    body = next(iri for kind, iri in things(sample_graph).items() if kind.endswith("#GoverningBody"))
    name = local(body)
    whole = client.get(f"{name}.json").json()["answers"]
    days = sorted({row["date"] for row in whole["decisions-of-a-body"]})
    assert days
    none = client.get(f"{name}.json", params={"since": "2031-01-01"}).json()["answers"]
    assert "decisions-of-a-body" not in none
    assert client.get(f"{name}.json", params={"since": days[0], "until": days[-1]}).json()["answers"] == whole
    kind = client.get(f"{name}.json", params={"kind": "beslut"}).json()["answers"]
    assert 0 < len(kind["decisions-of-a-body"]) <= len(whole["decisions-of-a-body"])
    assert client.get(f"{name}.json", params={"kind": "decision"}).json()["answers"] == kind
    found = page(client, f"{name}?kind=beslut")
    assert found.xpath("//input[@id='f-kind']/@value") == ["beslut"]
    links = found.xpath("//a[text()='CSV']/@href")
    assert any("kind=" in link for link in links)
    assert all(client.get(link).status_code == 200 for link in links)
    sure = client.get(f"{name}.ttl", params={"confidence": "1"}).text
    assert len(sure) < len(client.get(f"{name}.ttl", params={"confidence": "0.1"}).text)


def test_an_answer_is_narrowed_in_every_form_by_what_is_no_parameter_of_it(client: TestClient) -> None:
    asked = {"since": "2025-04-01", "party": "s"}
    found = page(client, "/questions/who-moved-what?since=2025-04-01&party=s")
    rows = found.xpath("//tbody/tr")
    assert rows
    for form in ("csv", "tsv", "excel"):
        text = client.get(f"/questions/who-moved-what.{form}", params=asked).text
        assert text.count("2025-0") >= len(rows)
        assert "2025-02" not in text
    turtle = rdflib.Graph().parse(data=client.get("/questions/who-moved-what.ttl", params=asked).text, format="turtle")
    motions = set(turtle.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/protokollgraf/ns#Motion")))
    assert 0 < len(motions) <= len(rows)
    assert client.get("/questions/who-moved-what", params={"since": "i går"}).status_code == 400
    assert client.get("/questions/who-moved-what", params={"confidence": "mycket"}).status_code == 400
