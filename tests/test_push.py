"""Pushed builds add up: a store holds what one build of all its documents would give."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import conductor
from kg.cli import main
from kg.document import Options
from kg.errors import EndpointError
from kg.graph.endpoint import Change, Endpoint, send
from kg.graph.login import Login
from kg.graph.push import Store, push
from kg.graph.store import open_graph
from kg.graph.terms import Rows
from tests.servers import VIRTUOSO, oxigraph, virtuoso

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.store import Asks

pytestmark = pytest.mark.usefixtures("no_proxy")
COUNTS = "SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY ?class"
OTHERS = """SELECT ?p (COUNT(?o) AS ?n) { ?s ?p ?o FILTER(?p NOT IN (gov:sharedStatement, gov:graphDigest)) }
  GROUP BY ?p ORDER BY ?p"""
NAMES = "SELECT DISTINCT ?x ?name { { ?x rdfs:label ?name } UNION { ?x skos:altLabel ?name } } ORDER BY ?x ?name"
FIRST = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2025-03-11

Beslutande
Alva Sandvik (S), ordförande
Bo Myrberg (M)

§ 31 Ny lekplats i Östervik (KS 2025/41)

Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att anlägga en lekplats.
"""
SECOND = (
    FIRST.replace("03-11", "03-25").replace("§ 31", "§ 40").replace("Bo Myrberg", "Bo Myrbergh").replace("Alva", "Ulla")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give builds of one meeting, of another, and of both."""
    folder = tmp_path_factory.mktemp("built")
    texts = {"first": FIRST, "second": SECOND}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    found = {name: [folder / f"{name}.txt"] for name in texts} | {"both": [folder / f"{name}.txt" for name in texts]}
    for name, paths in found.items():
        conductor.save(conductor.build(paths, Options()), folder / f"{name}.trig")
    return {name: folder / f"{name}.trig" for name in found}


def told(store: Asks, query: str) -> list[tuple[str, ...]]:
    answer = store.ask(query)
    assert isinstance(answer, Rows)
    return sorted(tuple(term.value if term else "" for term in row) for row in answer.rows)


@pytest.mark.parametrize("update", [False, True])
def test_two_pushes_give_what_one_build_of_both_gives(update: bool, built: dict[str, Path], tmp_path: Path) -> None:
    for url in oxigraph(tmp_path / "db"):
        for name in ("first", "second", "first"):
            push(open_graph(built[name]), Store(f"{url}/{'update' if update else 'store'}", update=update))
        there, both = Endpoint(f"{url}/query"), open_graph(built["both"])
        for query in (COUNTS, OTHERS, NAMES):
            assert told(there, query) == told(both, query)


def test_what_follows_from_several_documents_follows_in_a_store_elsewhere_too(tmp_path: Path) -> None:
    """A store keeps what documents say of shared things as lines: whose meeting, which day, which case."""
    proposed = FIRST
    decided = (
        FIRST.replace("Kommunstyrelsen", "Kommunfullmäktige")
        .replace("03-11", "04-14")
        .replace("§ 31", "§ 12")
        .replace("Kommunfullmäktige föreslår kommunfullmäktige besluta", "Kommunfullmäktige beslutar")
        .replace("\nBeslut\n", "\nKommunstyrelsen har den 11 mars 2025 § 31 behandlat ärendet.\n\nBeslut\n")
    )
    for name, text in {"board": proposed, "council": decided}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        conductor.save(conductor.build([tmp_path / f"{name}.txt"], Options()), tmp_path / f"{name}.trig")
    conductor.save(conductor.build(sorted(tmp_path.glob("*.txt")), Options()), tmp_path / "both.trig")
    joined = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p IN (gov:sameMovementAs, gov:countedAs, gov:settledBy, gov:fate)) }"
    here = told(open_graph(tmp_path / "both.trig"), joined)
    assert {name.rpartition("#")[2] for _, name, _ in here} == {"sameMovementAs", "countedAs", "settledBy", "fate"}
    for url in oxigraph(tmp_path / "db"):
        for pushed in (["board", "council"], ["both"]):
            for name in pushed:
                push(open_graph(tmp_path / f"{name}.trig"), Store(f"{url}/store"))
            assert told(Endpoint(f"{url}/query"), joined) == here
        push(open_graph(tmp_path / "board.trig"), Store(f"{url}/store"), prune=True)
        assert told(Endpoint(f"{url}/query"), joined) == []


def test_what_calls_itself_corrected_is_the_preferred_record_of_a_store_too(tmp_path: Path) -> None:
    more = "\n§ 32 Ny bro\n\nBeslut\nKommunstyrelsen beslutar att bygga en bro.\n"
    texts = {
        "old": FIRST + more,
        "new": FIRST.replace("Sammanträdesprotokoll", "Sammanträdesprotokoll, rättad version"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        conductor.save(conductor.build([tmp_path / f"{name}.txt"], Options()), tmp_path / f"{name}.trig")
    conductor.save(conductor.build([tmp_path / f"{name}.txt" for name in texts], Options()), tmp_path / "both.trig")
    preferred = (
        "SELECT ?item ?name { ?item gov:preferredRecord ?minutes . ?minutes gov:corrected ?c ; dcterms:source ?name }"
    )
    here = told(open_graph(tmp_path / "both.trig"), preferred)
    assert [name for _, name in here] == ["new.txt"]
    for url in oxigraph(tmp_path / "db"):
        for order in (("old", "new"), ("new", "old")):
            for name in order:
                push(open_graph(tmp_path / f"{name}.trig"), Store(f"{url}/store"))
            assert told(Endpoint(f"{url}/query"), preferred) == here


def test_prune_takes_out_what_the_file_no_longer_has(built: dict[str, Path], tmp_path: Path) -> None:
    for url in oxigraph(tmp_path / "db"):
        push(open_graph(built["both"]), Store(f"{url}/store"))
        done = CliRunner().invoke(main, ["push", str(built["second"]), "--endpoint", f"{url}/store", "--prune"])
        assert done.exit_code == 0
        assert "1 documents taken out" in done.stderr
        there, second = Endpoint(f"{url}/query"), open_graph(built["second"])
        for query in (COUNTS, OTHERS, NAMES):
            assert told(there, query) == told(second, query)


@pytest.mark.parametrize("update", [False, True])
def test_what_a_store_has_already_is_not_sent_again(update: bool, built: dict[str, Path], tmp_path: Path) -> None:
    first, both = open_graph(built["first"]), open_graph(built["both"])
    for url in oxigraph(tmp_path / "db"):
        store = Store(f"{url}/{'update' if update else 'store'}", update=update)
        assert not push(first, store).same
        assert not push(first, store).graphs
        done = push(both, store)
        assert len(done.same) == 1  # of two documents one is new, and so is the identity graph
        assert len(done.graphs) == 2
        store.delete(done.same[0])
        done = push(both, store)
        assert len(done.graphs) == 1  # what was lost there is sent, and the identity graph follows from the same
        for query in (COUNTS, OTHERS, NAMES):
            assert told(Endpoint(f"{url}/query"), query) == told(both, query)


def test_an_address_that_does_not_say_where_it_answers_is_told_before_anything_is_sent(built: dict[str, Path]) -> None:
    with pytest.raises(EndpointError, match="--query URL"):
        push(open_graph(built["first"]), Store("http://127.0.0.1:9/graphs"))


@pytest.mark.skipif(VIRTUOSO is None, reason="virtuoso-opensource-7-bin is not installed")
@pytest.mark.parametrize("address", ["sparql-graph-crud-auth", "sparql-auth"])
def test_virtuoso_takes_name_and_password_by_digest(address: str, built: dict[str, Path], tmp_path: Path) -> None:
    for url in virtuoso(tmp_path / "db"):
        there = f"{url.replace('//', '//dba:dba@')}/{address}"
        for name in ("first", "second"):
            push(open_graph(built[name]), Store(there, update=address == "sparql-auth"))
        ours = 'FILTER(STRSTARTS(STR(?class), "https://w3id.org/protokollgraf/"))'
        counts = COUNTS.replace("a ?class", f"a ?class {ours}")
        assert told(Endpoint(f"{url}/sparql"), counts) == told(open_graph(built["both"]), counts)
        with pytest.raises(EndpointError, match=r"401 Unauthorized .*name or password is not right"):
            push(
                open_graph(built["first"]),
                Store(there.replace("dba:dba@", "dba:wrong@"), update=address == "sparql-auth"),
            )


@pytest.mark.parametrize("silent", [False, True])
def test_digest_is_given_where_it_is_asked_for_and_a_nonce_may_be_used_up(silent: bool) -> None:
    seen: list[str] = []

    class Digest(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            given = self.headers.get("Authorization", "")
            seen.append(given)
            right = given.startswith("Digest ") and f'nonce="n{len(seen) - 1}"' in given and 'username="eva"' in given
            self.send_response(200 if right else 401)
            if not right and not (silent and given.startswith("Basic")):
                self.send_header("WWW-Authenticate", f'Digest realm="a, b", nonce="n{len(seen)}", qop="auth"')
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(b'{"head": {}, "boolean": true}')

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Digest)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        endpoint = Endpoint(f"http://eva:s%40crt@127.0.0.1:{server.server_port}/query")
        for _ in range(3):
            endpoint.ask("ASK FROM <urn:g> {}")
    finally:
        server.shutdown()
        server.server_close()
    assert "s@crt" not in "".join(seen)


def test_a_service_that_refuses_and_hangs_up_before_all_is_sent_is_heard() -> None:
    """Larger than what the system sends ahead, so that the connection breaks off while it is sent."""
    taken: list[int] = []

    class Hasty(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            if self.headers.get("Authorization", "").startswith("Digest "):
                taken.append(len(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(201)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.do_GET()

        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Digest realm="a", nonce="n", qop="auth"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hasty)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        change = Change("PUT", f"http://127.0.0.1:{server.server_port}/store", 20_000_000 * b"x", "text/turtle")
        send(change, Login("eva", "s@crt"), 60)
    finally:
        server.shutdown()
        server.server_close()
    assert taken == [20_000_000]


def test_a_login_never_shows_its_password() -> None:
    assert "s@crt" not in repr(Login("eva", "s@crt"))
