"""Endpoints of others: every question gives there what it gives on the file; what fails is told in one line."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import EndpointError, GraphError, QueryError, TimeLimitError
from kg.explore import queries
from kg.graph.endpoint import Endpoint
from kg.graph.push import Store, push
from kg.graph.store import open_graph
from kg.graph.terms import Rows, Term, Triples, Truth, read_answer
from tests.servers import oxigraph as serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.graph.store import Graph

pytestmark = pytest.mark.usefixtures("no_proxy")
SHIPPED = [question.name for question in queries.shipped()]
EVERYTHING = "SELECT DISTINCT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, sample_graph: Graph) -> Iterator[str]:
    """Give the address of a server into which the sample was pushed."""
    for url in serve(tmp_path_factory.mktemp("oxigraph") / "db"):
        push(sample_graph, Store(f"{url}/store"))
        yield url


@pytest.fixture
def listed(service: str) -> Endpoint:
    """Give an endpoint taken for one whose default graph is empty: every query has to name the graphs."""
    endpoint = Endpoint(f"{service}/query")
    graphs = endpoint.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(graphs, Rows)
    endpoint._graphs = [row[0].value for row in graphs.rows if row[0]]  # noqa: SLF001 - what Fuseki would be told
    return endpoint


@pytest.fixture
def odd() -> Iterator[Callable[[int, str, bytes], str]]:
    """Give the address of a server that gives one and the same answer to everything."""
    running: list[HTTPServer] = []

    def start(status: int, content: str, body: bytes) -> str:
        class Always(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                if status == 0:
                    time.sleep(1.5)
                    return
                self.send_response(status)
                self.send_header("Content-Type", content)
                self.send_header("X-Login", self.headers.get("Authorization", ""))
                self.end_headers()
                self.wfile.write(body)

            do_PUT = do_POST  # noqa: N815 - http.server calls it so

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Always)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/query"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def call(url: str, data: bytes | None = None) -> bytes:
    """Put triples into a store, or get them, without the code that is tested."""
    headers = {"Content-Type": "text/turtle", "Accept": "application/n-triples"}
    request = urllib.request.Request(url, data, headers, method="PUT" if data else "GET")  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server
        return bytes(response.read())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_question_gives_there_what_it_gives_on_the_file(
    name: str, service: str, sample_graph: Graph
) -> None:
    question = queries.find(name)
    here = queries.ask(sample_graph, question, {})
    assert isinstance(here, Rows)
    assert here.rows
    assert queries.ask(Endpoint(f"{service}/query"), question, {}) == here


@pytest.mark.parametrize("name", SHIPPED[::6])
def test_so_it_does_where_the_default_graph_is_no_union(name: str, listed: Endpoint, sample_graph: Graph) -> None:
    question = queries.find(name)
    first = dict([(one.name, one.example) for one in question.parameters][:1])
    assert queries.ask(listed, question, first) == queries.ask(sample_graph, question, first)


def test_a_service_that_takes_no_union_is_found_out(
    service: str, sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Oxigraph without its parameter is as strict as Fuseki: its default graph is empty.
    endpoint = Endpoint(f"{service}/query")
    send = endpoint._send  # noqa: SLF001 - the parameter is taken away before it is sent
    monkeypatch.setattr(
        endpoint,
        "_send",
        lambda query, sent: send(query, {k: v for k, v in sent.items() if k != "union-default-graph"}),
    )
    query = "SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a gov:Minutes }"
    assert endpoint.ask(query) == sample_graph.ask(query)


def test_graphs_that_a_query_names_are_there_too(listed: Endpoint, sample_graph: Graph) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?m gov:sha256 ?d } ?m gov:recordOf/rdfs:label ?name }"
    answer, here = listed.ask(query), sample_graph.ask(query)
    assert isinstance(answer, Rows)
    assert isinstance(here, Rows)
    assert sorted(answer.rows, key=str) == sorted(here.rows, key=str)
    assert answer.rows


def test_a_query_with_a_dataset_of_its_own_is_asked_of_that(service: str, sample_graph: Graph) -> None:
    one = sample_graph.named()[1]
    query = "SELECT ?m FROM <one> { ?m gov:sha256 ?digest }".replace("<one>", f"<{one}>")
    rows = Endpoint(f"{service}/query").ask(query)
    assert isinstance(rows, Rows)
    assert [row[0].value for row in rows.rows if row[0]] == [one]


def test_ask_construct_and_ones_own_prefixes_work_as_on_a_file(service: str, sample_graph: Graph) -> None:
    endpoint = Endpoint(f"{service}/query")
    for query in (
        "ASK { ?s a gov:Vote }",
        "CONSTRUCT { ?s foaf:name ?n } WHERE { ?s foaf:name ?n }",
        "PREFIX gov: <urn:x:> ASK { ?s a gov:Vote }",
        "# SELECT is not asked for <here>\nBASE <urn:y>\nASK { ?s a gov:Vote . FILTER('DROP ALL #' != ?s) }",
    ):
        assert endpoint.ask(query) == sample_graph.ask(query), query
    assert endpoint.ask("ASK { ?s a gov:Vote }") == Truth(value=True)
    assert isinstance(endpoint.ask("CONSTRUCT { ?s foaf:name ?n } WHERE { ?s foaf:name ?n }"), Triples)


@pytest.mark.parametrize("update", [False, True])
def test_a_push_replaces_each_graph_and_leaves_the_others_and_the_default_graph(
    update: bool, tmp_path: Path, small: Path
) -> None:
    address = "update" if update else "store"
    for url in serve(tmp_path / "db"):
        mine = b'<urn:a> <urn:b> "mine" .'
        for graph in ("graph=urn:mine", "default"):
            call(f"{url}/store?{graph}", mine)
        assert len(push(open_graph(small), Store(f"{url}/{address}", update=update)).graphs) > 1
        # One statement less: what a document no longer says does not stay.
        less = tmp_path / "less.nq"
        graphs = open_graph(small)
        names = graphs.named()
        name = next(one for one in names if "/minutes/" in one)
        identities = next(one for one in names if one.endswith("graph/identities"))
        lines = graphs.lines()[name].decode().splitlines()
        less.write_text("".join(f"{line[:-1]} <{name}> .\n" for line in lines[1:]), encoding="utf-8")
        assert push(open_graph(less), Store(f"{url}/{address}", update=update)).graphs == (name,)
        told = Endpoint(f"{url}/query").ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        assert isinstance(told, Rows)
        counts = {g.value: int(n.value) for g, n in told.rows if g and n}
        assert counts == {
            "urn:mine": 1,
            # One statement more each: the digest of what was sent.
            **{one: len(said.splitlines()) + 1 for one, said in graphs.lines().items()},
            name: len(lines),
            identities: counts[identities],  # which has all that is shared, see tests/test_push.py
        }
        assert call(f"{url}/store?default").strip() == mine


def test_a_union_is_not_pushed(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"x.ttl: has no named graphs to push .*build a .trig or .nq file"):
        push(open_graph(tmp_path / "x.ttl"), Store("http://127.0.0.1:9/store"))


def test_the_command_asks_and_pushes(service: str, sample: Path) -> None:
    there = run("query", "--endpoint", f"{service}/query", "attendance", "-p", "role=chair", "--csv")
    assert there.exit_code == 0
    assert there.stdout == run("query", sample, "attendance", "-p", "role=chair", "--csv").stdout
    done = run("push", sample, "--endpoint", f"{service}/store")
    assert (done.exit_code, done.stdout) == (0, "")
    graphs = len(open_graph(sample).named())
    assert done.stderr == f"kg: 0 graphs pushed, {graphs} are there already\n"  # the fixture has put them there


def test_a_file_and_an_endpoint_are_not_asked_at_once(sample: Path) -> None:
    for words in (("query", sample, "attendance", "--endpoint", "http://127.0.0.1:9"), ("query", "attendance")):
        done = run(*words)
        assert done.exit_code == 2
        assert "--endpoint URL and QUESTION" in done.stderr


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("ftp://example.org/query", "is no http or https address"),
        ("file:///etc/passwd", "is no http or https address"),
        ("example.org/query", "is no http or https address"),
        ("http://127.0.0.1:9/query", "127.0.0.1:9/query: cannot be reached: .*is it running there"),
    ],
)
def test_an_address_where_nothing_answers_is_told(url: str, complaint: str) -> None:
    with pytest.raises(EndpointError, match=complaint):
        Endpoint(url).ask("ASK {}")


@pytest.mark.parametrize(
    ("status", "content", "body", "complaint"),
    [
        (200, "text/html", b"<html>Welcome", "gives no SPARQL results but text/html .*query service"),
        (200, "application/sparql-results+json", b'{"head":', "gives no SPARQL results"),
        (401, "text/plain", b"", "answers 401 Unauthorized .*name and password"),
        (403, "text/plain", b"not you", "answers 403 Forbidden: not you"),
        (404, "text/html", b"<html>", "answers 404 Not Found .*check the address"),
        (500, "text/plain", b"out of\nmemory", "fails: out of memory"),
        (
            500,
            "text/plain",
            "frågan 'är' \"fel\"\n\nSPARQL query:\nSELECT".encode(),
            "fails: frågan 'är' \"fel\"$",
        ),
        (503, "text/plain", b"later", "answers 503 Service Unavailable: later"),
    ],
)
def test_what_is_no_answer_is_told_in_one_line(
    odd: Callable[[int, str, bytes], str], status: int, content: str, body: bytes, complaint: str
) -> None:
    with pytest.raises(EndpointError, match=complaint) as raised:
        Endpoint(odd(status, content, body)).ask("ASK {}")
    assert "\n" not in str(raised.value)


def test_a_service_that_takes_too_long_is_left(odd: Callable[[int, str, bytes], str]) -> None:
    with pytest.raises(TimeLimitError, match="did not answer within 1 seconds"):
        Endpoint(odd(0, "", b""), timeout=1).ask("ASK {}")
    assert TimeLimitError.exit_status == 4


def test_a_store_that_refuses_a_graph_is_told(odd: Callable[[int, str, bytes], str], small_graph: Graph) -> None:
    with pytest.raises(EndpointError, match=r"answers 405 .*--update"):
        push(small_graph, Store(odd(405, "text/plain", b"")))


def test_a_password_is_sent_and_never_shown(odd: Callable[[int, str, bytes], str]) -> None:
    url = odd(403, "text/plain", b"").replace("http://", "http://eva:s%40crt@")
    endpoint = Endpoint(url)
    assert endpoint._login.header("POST", url) == "Basic ZXZhOnNAY3J0"  # noqa: SLF001 - eva:s@crt
    with pytest.raises(EndpointError) as raised:
        endpoint.ask("ASK {}")
    assert "s%40crt" not in str(raised.value)
    assert "s@crt" not in str(raised.value)


@pytest.mark.parametrize("query", ["DROP ALL", "INSERT DATA { <a:a> <b:b> <c:c> }", "", "PREFIX x: <y:> CLEAR ALL"])
def test_a_query_never_changes_a_store(query: str, service: str) -> None:
    with pytest.raises(QueryError, match="not understood"):
        Endpoint(f"{service}/query").ask(query)


def test_what_the_service_does_not_understand_is_told_in_its_words(service: str) -> None:
    with pytest.raises(QueryError, match=r"/query: does not understand the query: .*expected"):
        Endpoint(f"{service}/query").ask("SELECT { nonsense")


@pytest.mark.parametrize(("given", "value"), [("1", "true"), ("0", "false"), ("true", "true")])
def test_a_boolean_has_one_form_however_a_service_writes_it(given: str, value: str) -> None:
    """Virtuoso gives `1` for what was pushed as `true`."""
    kind = "http://www.w3.org/2001/XMLSchema#boolean"
    found = {"a": {"type": "literal", "datatype": kind, "value": given}}
    data = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [found]}}).encode()
    assert read_answer(data, triples=False) == Rows(("a",), [(Term("literal", value, kind),)])
