"""`--redact private`: no output has a byte of the name of somebody without an office, and those with one stay."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from pyarrow import parquet
from starlette.testclient import TestClient

from kg import conductor
from kg.cli import main
from kg.document import Options
from kg.explore import export, queries
from kg.graph import files, masking, redact, vocab
from kg.graph.store import open_graph
from kg.graph.terms import Term
from kg.web import server

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent / "private"
# Somebody who appeals, a neighbour, a citizen with a proposal, a trade unionist, the owner of a house; of them all the
# surname, of the last one, whom nothing in the graph names as a person, the whole name.
PRIVATE = ("karlbom", "snoripa", "nattljus", "artkvist", "casimiragravadd", "graavadd")
OFFICES = ("Gunvor Stenbrink", "Ingmar Vassbotten", "Anselm Rödhake", "Siw Bergkvarn", "Petronella Vättelin")
_LINK = re.compile(r'href="(/(?:id|questions)/[^"]+)"')
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|&#(\d+);")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give invented minutes with private people in every place, built."""
    path = tmp_path_factory.mktemp("private") / "private.trig"
    conductor.save(conductor.build([FOLDER], Options()), path)
    return path


@pytest.fixture(scope="module")
def copied(built: Path) -> Iterator[redact.Copy]:
    with redact.copy(built) as copy:
        yield copy


def told(data: bytes) -> str:
    """Give what an output says as names are compared: without escapes, marks, signs and case."""
    text = unquote(data.decode("utf-8", "replace"))
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16) if found[1] else int(found[2])), text)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalpha())


def names_in(data: bytes) -> list[str]:
    whole = told(data)
    return [name for name in PRIVATE if name in whole]


def content(path: Path) -> bytes:
    """Give all that a file says, unpacked."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return b"".join(book.read(name) for name in book.namelist())
    if path.suffix == ".parquet":
        return str(parquet.read_table(path).to_pylist()).encode()
    return path.read_bytes()


def test_the_minutes_name_them_all_where_nobody_is_left_out(built: Path) -> None:
    assert set(names_in(built.read_bytes())) == set(PRIVATE) - {"graavadd"}


def test_who_holds_an_office_stays_and_nobody_else(copied: redact.Copy) -> None:
    rows = open_graph(copied.place).select("SELECT ?name { ?person a gov:Person ; rdfs:label ?name }").rows
    found = {row[0].value for row in rows if row[0]}
    assert found >= set(OFFICES)
    # An employee whose title stands on the list of those present holds a post.
    assert found - set(OFFICES) == {"Rakel Hjortsberg", "Sigfrid Pärlbrink", "Wilhelmina Tussilago", "utelämnad person"}


@pytest.mark.parametrize(
    ("ending", "view"),
    [
        *((ending, "") for ending in files.WRITERS),
        *((ending, "full") for ending in export.WRITERS),
        *((ending, view) for view in ("referrals", "cases", "people") for ending in export.WRITERS),
        *((ending, "tables") for ending in (".csv", ".xlsx", ".parquet")),
        (".csv", "events"),
        (".csv", "neo4j"),
        (".json", "popolo"),
        (".jsonld", "annotations"),
    ],
)
def test_no_export_has_a_name(copied: redact.Copy, tmp_path: Path, ending: str, view: str) -> None:
    for path in export.export(open_graph(copied.place), tmp_path / f"x{ending}", view):
        assert names_in(content(path)) == [], path.name


def test_no_page_text_or_answer_has_a_name(copied: redact.Copy) -> None:
    """Every page that the others lead to, its twins, every question, the map, the search, the text from the file."""

    def read(source: str) -> str:
        return (FOLDER / source).read_text(encoding="utf-8")

    ready = server.serving(copied.place, copied.covering(read), 60)
    try:
        client = TestClient(ready.app)
        waiting = ["/", "/questions", "/map", "/query", "/search?q=Karlbom", "/search?q=medborgarförslag"]
        waiting += [f"/questions/{one.name}" for one in queries.shipped()]
        seen: set[str] = set()
        texts = 0
        while waiting:
            path = waiting.pop()
            if path in seen or len(seen) > 300:
                continue
            seen.add(path)
            answer = client.get(path)
            assert answer.status_code in {200, 404}, path
            searched = b"Karlbom" if path == "/search?q=Karlbom" else b"\0"
            assert names_in(answer.content.replace(searched, b"")) == [], path
            texts += "/text" in path and "Byggnadsnämnden beslutar att" in answer.text
            links = [unescape(link.partition("#")[0]) for link in _LINK.findall(answer.text)]
            waiting += [link for link in links if "lang=" not in link]
            if path.startswith("/id/") and "/text" not in path and "?" not in path and "." not in path:
                waiting += [f"{path}.json", f"{path}.ttl"]
        assert texts
        everything = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert names_in(everything.content) == []
    finally:
        ready.close()


@pytest.mark.parametrize(
    "command",
    [
        ["query", "{graph}", "SELECT ?s ?p ?o { ?s ?p ?o }", "--csv"],
        ["query", "{graph}", "initiatives"],
        ["why", "{graph}", "byggnadsnamnden/2031-05-14/32"],
        ["export", "{graph}", "-o", "{folder}/x.trig"],
        ["view", "{graph}", "-o", "{folder}/x.html"],
    ],
)
def test_every_command_that_shows_a_graph_takes_it(built: Path, tmp_path: Path, command: list[str]) -> None:
    words = [word.format(graph=built, folder=tmp_path) if word[0] == "{" else word for word in command]
    result = CliRunner().invoke(main, [*words, "--redact", "private"])
    assert result.exit_code == 0, result.output
    assert names_in(result.output.encode()) == []
    for path in tmp_path.iterdir():
        assert names_in(path.read_bytes()) == []


def test_a_proposal_of_somebody_left_out_is_still_there(copied: redact.Copy) -> None:
    answer = queries.ask(open_graph(copied.place), queries.find("initiatives"), {})
    assert len(getattr(answer, "rows", ())) == 1


def test_a_text_keeps_its_length_so_that_passages_stand_where_they_stood(copied: redact.Copy) -> None:
    path = next(FOLDER.iterdir())
    whole = path.read_text(encoding="utf-8")
    (source,) = copied.redaction.sources
    shown = copied.covering(lambda _: whole)(source)
    assert len(shown) == len(whole)
    for begin, end, anchor in (
        open_graph(copied.place)
        .select("SELECT ?b ?e ?a { ?p nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?a }")
        .rows
    ):
        assert begin
        assert end
        assert anchor
        assert shown[int(begin.value) : int(end.value)] == anchor.value


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Algot Karlbom yrkar", "█████████████ yrkar"),
        ("KARLBOM Algot, ALGOT KARLBOM", "█████████████, █████████████"),
        ("Algot\nKarlboms och Karl-\nboms lada", "██████████████ och ██████████ lada"),
        ("Karlbomska villan", "██████████ villan"),
        ("karlboms lada", "karlboms lada"),  # in small letters it may be any word
        ("Siv Karlbom (S) och Karlbom (S)", "Siv Karlbom (S) och Karlbom (S)"),
        ("Algots äng", "Algots äng"),  # a first name alone tells nobody
        ("A\u030asa Ek", "███████"),
        ("Ekbacken", "Ekbacken"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, covered: str) -> None:
    given = masking.names(["Algot Karlbom", "Åsa Ek"], [], ["Siv Karlbom"])
    assert masking.masked(text, given) == covered


def test_of_two_of_one_name_the_one_with_an_office_is_shown_in_her_own_minutes() -> None:
    """Who votes in one municipality may be somebody who appeals in another."""
    term = Term
    about = "https://w3id.org/protokollgraf/id/"
    given = []
    for place, extra in (("a", True), ("b", False)):
        person = term("iri", f"{about}person/{place}/eva-dahlmo")
        own = f"{about}minutes/{place}"
        given.append((person, term("iri", vocab.term("rdf:type")), term("iri", vocab.term("Person")), own))
        given.append((person, term("iri", vocab.term("rdfs:label")), term("literal", "Eva Dahlmo"), own))
        said = term("literal", "Eva Dahlmo anför")
        given.append((term("iri", f"{own}/text"), term("iri", vocab.term("nif:anchorOf")), said, own))
        if extra:
            given.append((term("iri", f"{own}/ballot/1"), term("iri", vocab.term("voter")), person, own))
    told_ = redact.Redaction(given).redacted(given)
    texts = {graph[-1]: value.value for _, _, value, graph in told_ if value.kind == "literal"}
    assert texts["a"].startswith("Eva Dahlmo")
    assert "Dahlmo" not in texts["b"]


def test_unpacking_finds_a_name() -> None:
    """The tests above would see one in a workbook, in percent signs and in escapes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("a.xml", "Algot Karlbom")
    assert names_in(b"algot%2Dkarlbom")
    assert names_in(rb"Ottiliana Sn\u00f6ripa")


@pytest.mark.parametrize("which", ["private", "sample"])
def test_a_copy_without_private_people_keeps_the_contract(
    built: Path, sample: Path, tmp_path: Path, which: str
) -> None:
    path = tmp_path / "x.trig"
    given = built if which == "private" else sample
    assert CliRunner().invoke(main, ["export", str(given), "-o", str(path), "--redact", "private"]).exit_code == 0
    done = CliRunner().invoke(main, ["check", str(path)])
    assert "0 violations" in done.output, done.output
