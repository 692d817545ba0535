"""Pages at size: made from the documents that name a thing, of many the newest; what is kept of a store."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from kg import fingerprint, keeping
from kg.document import Options
from kg.explore import answers, around, leaf, movement, overview, queries, search, sifted, summary
from kg.explore.around import Around
from kg.explore.labels import TEMPLATES
from kg.explore.movement import Scope
from kg.explore.narrowing import Narrowing
from kg.explore.whole import Answers, Wanted, Whole
from kg.graph.store import Kept, open_graph
from kg.graph.terms import Rows
from kg.resources import read_toml
from kg.web import asked, server
from tests.test_kept import filled

if TYPE_CHECKING:
    from pathlib import Path

    from kg.explore.overview import Home
    from kg.explore.search import Entry
    from kg.graph.store import Graph

BASE = "https://w3id.org/protokollgraf/id/"
BOARD = f"{BASE}org/region-norradal/regionstyrelsen"
_THINGS = "SELECT DISTINCT ?thing { ?thing a gov:%s . ?any ?property ?thing } ORDER BY ?thing"


@pytest.mark.parametrize("kind", list(read_toml(TEMPLATES / "pages.toml")))
def test_the_documents_that_name_a_thing_tell_all_that_the_graph_tells_of_it(
    kind: str, sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sample_graph.select(_THINGS % kind).rows
    things = [row[0].value for row in rows[:: len(rows) // 6 + 1] if row[0]]
    part = [leaf.leaf(sample_graph, iri, "sv") for iri in things]
    monkeypatch.setattr(leaf, "around", lambda graph, *_: Around(graph))
    assert part == [leaf.leaf(sample_graph, iri, "sv") for iri in things]


def test_of_a_large_graph_the_newest_documents_are_taken_and_the_page_says_so(
    sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "MANY", 5)
    monkeypatch.setattr(around, "_WHOLE", 400_000)
    monkeypatch.setattr(around, "_SOME", 400_000)
    found = leaf.leaf(sample_graph, BOARD, "sv")
    assert 0 < found.newest < 13
    assert found.since > "2025-03"
    assert "2025-05-20" in {cell.text for block in found.blocks for row in block.table.rows for cell in row}
    earlier = leaf.leaf(sample_graph, BOARD, "sv", Narrowing(until="2025-04-01"))
    assert earlier.since < found.since
    monkeypatch.setattr(around, "_MOST", 3)
    sought = leaf.leaf(sample_graph, BOARD, "sv")
    assert (sought.newest, sought.since) == (found.newest, found.since)


def test_a_page_of_the_newest_documents_says_how_many_they_are(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = server.serving(sample, lambda _: "", 60)
    whole = ready.workers[0].ask

    def cut(*given: Any) -> Any:
        told: Any = whole(*given)
        return replace(told, newest=3, since="2025-04-01") if isinstance(told, leaf.Leaf) else told

    monkeypatch.setattr(ready.workers[0], "ask", cut)
    text = TestClient(ready.app).get("/id/org/region-norradal/regionstyrelsen").text
    ready.close()
    assert "här räknas bara de 3 senaste, från och med 2025-04-01" in text


def test_a_smaller_graph_is_asked_as_a_whole_where_too_many_documents_name_a_thing(
    sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "_WHOLE", 1)
    assert around.around(sample_graph, BOARD, "GoverningBody") == Around(sample_graph)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("decisions-of-a-body", {"body": "regionstyrelsen", "organisation": "REGION NORRÅDAL"}),
        ("decisions-of-a-body", {"body": "Kommunstyrelsen", "kind": "proposal"}),
        ("who-moved-what", {"party": "M"}),
        ("ballots", {"person": "Lovisa Rågmark"}),
        ("votes", {"case": "HSN 1187-2024"}),
        ("seats", {"person": "Ingen Alls"}),
        ("coverage", {"organisation": "Granfors kommun"}),
    ],
)
def test_a_question_about_a_thing_is_answered_by_the_documents_that_name_it(
    name: str, values: dict[str, str], sample_graph: Graph
) -> None:
    question = queries.find(name)
    part = around.for_question(sample_graph, question, values)
    assert (part is sample_graph) == ("Ingen Alls" in values.values())
    whole = answers.table(sample_graph, question, values, "sv")
    assert answers.table(sample_graph, question, values, "sv", part=part) == whole


@pytest.mark.parametrize(
    "scope",
    [
        Scope(body="Regionstyrelsen", organisation="Region Norrådal"),
        Scope(body="kommunstyrelsen"),
        Scope(case="HSN 1187-2024"),
        Scope(organisation="Tallvikens kommun"),
    ],
)
def test_the_map_of_a_scope_is_drawn_from_the_documents_that_name_it(scope: Scope, sample_graph: Graph) -> None:
    part = around.for_scope(sample_graph, scope)
    assert part is not sample_graph
    assert movement.movements(part, scope) == movement.movements(sample_graph, scope)


def test_what_a_store_says_as_a_whole_is_looked_over_once(tmp_path: Path) -> None:
    store = tmp_path / "kept.kg"
    folder = filled(tmp_path / "minutes")
    keeping.update([folder], store, Options())
    looked: list[int] = []

    def looking() -> tuple[list[Entry], dict[str, Home]]:
        looked.append(1)
        return search.entries(graph), {"sv": overview.home(graph, "sv")}

    graph = open_graph(store)
    place = graph.summary()
    first = summary.at(place, looking)
    again = summary.at(place, looking)
    assert looked == [1]
    assert again.homes == first.homes == {"sv": overview.home(graph, "sv")}
    assert again.index.find("protokoll") == search.Index.of(search.entries(graph)).find("protokoll")
    (folder / "protokoll-00.txt").unlink()
    keeping.update([folder], store, Options(), keeping.Given(prune=True))
    assert place is not None
    assert not place.exists()
    assert open_graph(store).summary() != place


def test_what_is_kept_of_a_store_is_made_anew_where_it_is_broken_or_of_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "summary-1.sqlite"
    entry = search.Entry("x:1", "Party", "Äppelpartiet")
    place.write_bytes(b"no database at all")
    assert summary.at(place, lambda: ([entry], {})).index.find("äpp").entries == (entry,)
    monkeypatch.setattr(fingerprint, "explorer", lambda: "another")
    assert not summary.at(place, lambda: ([], {})).index.find("äpp").entries


def test_questions_about_all_of_a_store_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "kept.kg"
    keeping.update([filled(tmp_path / "minutes")], store, Options())
    ready = server.serving(store, lambda _: "", 60)
    client = TestClient(ready.app)
    paths = (
        "/?until=2031-12-31&body=nämnden",
        "/questions/persons",
        "/questions/attendance?sort=-person",
        "/questions/bodies?lang=en",
        "/questions/votes",
    )
    before = {path: client.get(path).text for path in paths}
    assert ready.later is not None
    ready.later.run()
    told: list[object] = []
    of_graph = ready.workers[0].ask

    def ask(*given: Any) -> Any:
        told.append(given[0])
        return of_graph(*given)

    monkeypatch.setattr(ready.workers[0], "ask", ask)
    assert {path: client.get(path).text for path in paths} == before
    assert told == [asked.latest]
    ready.close()
    again = server.serving(store, lambda _: "", 60)
    assert TestClient(again.app).get("/questions/persons").text == before["/questions/persons"]
    again.close()


def test_of_a_kept_answer_the_first_rows_are_given_with_how_many_more_there_are(tmp_path: Path) -> None:
    whole = Answers(tmp_path / "answers.sqlite")
    assert whole.get("persons", "sv") is None
    rows = tuple((answers.Cell(f"Å{number}", f"x:{number}"),) for number in range(5))
    table = answers.Table(("person",), ("person",), rows, ("",) * 5)
    whole.put("persons", Whole({"sv": table}))
    assert whole.get("persons", "sv") == table
    assert whole.get("persons", "sv", Wanted(most=2)) == table.first(2)
    assert whole.get("persons", "en") is None
    assert whole.get("persons", "sv", Wanted({"person": "å3"})) is None


def test_a_kept_answer_is_sifted_and_its_newest_rows_come_first(tmp_path: Path) -> None:
    whole = Answers(tmp_path / "answers.sqlite")
    days = ("", "2031-02-03", "2031-05-06", "2031-02-03")
    rows = tuple((answers.Cell(f"Å{number}"), answers.Cell(day)) for number, day in enumerate(days))
    table = answers.Table(("person", "date"), ("person", "datum"), rows, ("x:0", "x:1", "x:2", "x:3"))
    whole.put("votes", Whole({"sv": table}, {"person": [{"å"}, {"å"}, {"ö"}, {"å", "ö"}]}))
    newest = whole.get("votes", "sv", Wanted({"person": "Å"}, 2, newest=True))
    assert newest is not None
    assert (newest.facts, newest.left) == (("x:1", "x:3"), 1)
    nobody = whole.get("votes", "sv", Wanted({"person": "Ingen"}))
    assert nobody is not None
    assert (nobody.rows, nobody.left) == ((), 0)


def test_a_file_of_answers_of_an_older_program_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "answers.sqlite"
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE line (question TEXT, words TEXT)")
        connection.commit()
    whole = Answers(place)
    assert whole.get("persons", "sv") is None
    whole.put("persons", Whole({"sv": answers.Table(("person",), ("person",), (), ())}))
    assert whole.has("persons", "sv")


@pytest.mark.parametrize("name", [one.name for one in queries.shipped() if sifted.sieves(one)])
def test_what_a_parameter_leaves_of_a_whole_answer_is_what_the_question_answers_with_it(
    name: str, sample_graph: Graph
) -> None:
    question = queries.find(name)
    whole = queries.ask(sample_graph, question, {})
    assert isinstance(whole, Rows)
    for parameter, sieve in sifted.sieves(question).items():
        stays = [sifted.values(sieve, whole.variables, row) for row in whole.rows]
        for value in sorted(set[str]().union(*stays))[:: max(len(stays) // 3, 1)]:
            asked_for = queries.ask(sample_graph, question, {parameter: value})
            assert isinstance(asked_for, Rows)
            assert asked_for.rows == [row for row, values in zip(whole.rows, stays, strict=True) if value in values]


def test_every_answer_on_the_page_of_what_many_facts_name_can_be_sifted() -> None:
    for kind in ("PublicOrganisation", "GoverningBody", "Administration", "Person", "Party", "Law"):
        for name, bound in read_toml(TEMPLATES / "pages.toml")[kind].items():
            assert {*bound} <= {*sifted.sieves(queries.find(name))}


def test_pages_made_from_kept_answers_are_those_that_the_graph_gives(sample_graph: Graph, tmp_path: Path) -> None:
    kept = Answers(tmp_path / "answers.sqlite")
    for question in queries.shipped():
        kept.put(question.name, asked.whole(sample_graph, (question.name, ("sv",))))
    for kind in read_toml(TEMPLATES / "pages.toml"):
        rows = sample_graph.select(_THINGS % kind).rows
        for thing in (row[0].value for row in rows[:: len(rows) // 6 + 1] if row[0]):
            told, other = (leaf.leaf(sample_graph, thing, "sv", None, one) for one in (kept, None))
            assert told.explanation == other.explanation
            # A column that is empty throughout is left out on the page.
            pairs = zip(told.blocks, other.blocks, strict=True)
            assert all(
                replace(one, table=one.table.trimmed()) == replace(two, table=two.table.trimmed()) for one, two in pairs
            )


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    place = gone / "summary-1.sqlite"
    shutil.rmtree(gone)
    entry = search.Entry("x:1", "Party", "Äppelpartiet")
    assert summary.at(place, lambda: ([entry], {})).index.find("äpp").entries == (entry,)


def test_of_many_organisations_those_with_the_most_meetings_are_listed(sample_graph: Graph) -> None:
    home = overview.home(sample_graph, "sv")
    assert [one.name.text for one in home.organisations] == list(home.held)
    most = max(home.organisations, key=lambda one: one.meetings)
    assert (most.name.text, most.bodies, most.meetings) == ("Region Norrådal", 5, 6)
    assert most.name.iri == f"{BASE}org/region-norradal"


def test_no_page_counts_all_that_a_store_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To count is to unpack every document, and a graph that is asked whether it is true counts."""
    store = tmp_path / "kept.kg"
    keeping.update([filled(tmp_path / "minutes")], store, Options())
    graph = open_graph(store)

    def count(_: Graph) -> int:
        raise AssertionError("counted")

    monkeypatch.setattr(Kept, "__len__", count)
    for kind in read_toml(TEMPLATES / "pages.toml"):
        for (thing,) in graph.select(_THINGS % kind).rows[:1]:
            assert thing is not None
            assert leaf.leaf(graph, thing.value, "sv").kind == kind
