"""Tables, workbooks, Parquet, Popolo, Neo4j, annotations, bare facts: opened by the tool it is for or its parser."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import rdflib
from click.testing import CliRunner
from pyarrow import parquet

from kg.cli import main
from kg.errors import NothingFoundError, OutputError, QueryError
from kg.explore import bare, export, network, queries, sheets, table_files
from kg.explore.movement import Scope, rows
from kg.graph.terms import Rows
from kg.graph.vocab import term

if TYPE_CHECKING:
    from pathlib import Path

    from kg.explore.sheets import Table
    from kg.graph.store import Graph

CASE = Scope(case="HSN 1187-2024")


@pytest.fixture(scope="module")
def tables(sample_graph: Graph) -> dict[str, Table]:
    return sheets.tables(sample_graph)


def column(table: Table, name: str) -> list[str]:
    columns, cells = table
    return [row[columns.index(name)] for row in cells]


def test_a_table_is_the_answer_of_its_question(tables: dict[str, Table], sample_graph: Graph) -> None:
    assert [part.removeprefix(".") for part in tables] == list(sheets.SHEETS)
    for name in ("motions", "votes", "persons"):
        answer = queries.ask(sample_graph, queries.find(sheets.SHEETS[name]), {})
        assert isinstance(answer, Rows)
        columns, cells = tables[f".{name}"]
        assert columns == list(answer.variables)
        assert len(cells) == len(answer.rows) > 10


def test_every_person_and_every_paragraph_of_the_minutes_has_a_row(
    tables: dict[str, Table], sample_graph: Graph
) -> None:
    people = [row["p"] for row in rows(sample_graph, "SELECT ?p { ?p a gov:Person }")]
    assert sorted(column(tables[".persons"], "person_iri")) == sorted(people)
    items = [row["i"] for row in rows(sample_graph, "SELECT DISTINCT ?i { ?m gov:recordOf/gov:hasItem ?i }")]
    assert sorted(set(column(tables[".paragraphs"], "iri"))) == sorted(items)
    assert all(column(tables[".persons"], "organisation"))


def test_a_case_narrows_every_table_to_what_its_paragraphs_tell(sample_graph: Graph) -> None:
    found = sheets.tables(sample_graph, CASE)
    for name in ("paragraphs", "decisions", "motions", "votes", "referrals"):
        cases = column(found[f".{name}"], "case")
        assert cases
        assert all("HSN 1187-2024" in case for case in cases)
    assert set(column(found[".meetings"], "iri")) == set(column(found[".paragraphs"], "meeting_iri"))
    named = {
        iri
        for part, table in found.items()
        if part != ".persons"
        for iri in column_of(table, "person_iri")
        if "/person/" in iri
    }
    assert named <= set(column(found[".persons"], "person_iri"))
    assert len(found[".persons"][1]) < len(sheets.tables(sample_graph)[".persons"][1])


def column_of(table: Table, name: str) -> list[str]:
    return column(table, name) if name in table[0] else []


def test_a_day_and_a_body_narrow_and_nothing_is_said(sample_graph: Graph) -> None:
    found = sheets.tables(sample_graph, Scope(since="2025-04-01", body="regionfullmäktige"))
    assert set(column(found[".meetings"], "body")) == {"Regionfullmäktige"}
    assert min(column(found[".motions"], "date")) >= "2025-04-01"
    with pytest.raises(NothingFoundError, match="no table has a row"):
        sheets.tables(sample_graph, Scope(since="2999-01-01", body="Ingen nämnd"))


def test_a_workbook_has_a_sheet_a_table_with_days_and_numbers(tmp_path: Path, tables: dict[str, Table]) -> None:
    path = tmp_path / "tabeller.xlsx"
    table_files.write(tables, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(sheets.SHEETS)
    votes = book["votes"]
    head = [cell.value for cell in votes[1]]
    first = dict(zip(head, (cell.value for cell in votes[2]), strict=True))
    assert isinstance(first["date"], dt.datetime)
    assert isinstance(first["yes"], int)
    assert first["paragraph"] == column(tables[".votes"], "paragraph")[0]
    assert votes.freeze_panes == "A2"
    once = path.read_bytes()
    table_files.write(tables, path)
    assert path.read_bytes() == once


def test_a_cell_that_begins_as_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    table_files.write({".t": (["clause"], [["=1+1"], ["http://example.org/å"], ["\x0cÄnd\x01ring"]])}, path)
    sheet = openpyxl.load_workbook(path)["t"]
    assert [sheet.cell(line, 1).value for line in (2, 3, 4)] == ["=1+1", "http://example.org/å", " Änd ring"]
    assert sheet.cell(2, 1).data_type == "s"
    assert sheet.cell(3, 1).hyperlink is None


def test_a_parquet_file_has_types_and_what_is_missing(tmp_path: Path, tables: dict[str, Table]) -> None:
    paths = table_files.outputs(tmp_path / "x.parquet", list(tables))
    table_files.write(tables, tmp_path / "x.parquet")
    found = parquet.read_table(paths[list(tables).index(".votes")]).to_pylist()
    assert [row["iri"] for row in found] == column(tables[".votes"], "iri")
    assert all(isinstance(row["date"], dt.date) and isinstance(row["no"], int) for row in found)
    assert any(row["won"] is None for row in found)
    assert all(isinstance(row["paragraph"], str) for row in found)  # 12 a may come


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("date", ["2025-02-11", ""], [dt.date(2025, 2, 11), None]),
        ("date", ["2025-02-30"], ["2025-02-30"]),
        ("yes", ["12", "3"], [12, 3]),
        ("share", ["0.5", "1"], [0.5, 1.0]),
        ("code", ["007", "12"], ["007", "12"]),
        ("paragraph", ["12"], ["12"]),
        ("won", ["", ""], [None, None]),
    ],
)
def test_a_column_is_of_a_type_only_where_every_cell_is(name: str, cells: list[str], expected: list[Any]) -> None:
    sheet: Table = ([name], [[cell] for cell in cells])
    assert table_files.typed(name, [row[0] for row in sheet[1]]) == expected


def test_what_is_no_table_has_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="referrals is a network"):
        export.check(tmp_path / "x.xlsx", force=False)
    with pytest.raises(QueryError, match="popolo is a form of its own"):
        export.check(tmp_path / "x.csv", "popolo", force=False)
    with pytest.raises(QueryError, match="tables is a table"):
        export.check(tmp_path / "x.graphml", "tables", force=False)
    with pytest.raises(QueryError, match="takes no --facts-only"):
        export.check(tmp_path / "x.graphml", "votes", force=False, facts_only=True)
    with pytest.raises(OutputError, match="no format ends in"):
        export.check(tmp_path / "x.xls", force=False)


def test_popolo_has_the_party_of_everybody_whose_party_is_printed(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.json", "popolo")
    told = json.loads(path.read_text(encoding="utf-8"))
    parties = {one["id"] for one in told["organizations"] if one.get("classification") == "party"}
    people = {one["name"]: one["id"] for one in told["persons"]}
    of = {one["person_id"] for one in told["memberships"] if one["organization_id"] in parties}
    assert people["Lovisa Rågmark"] in of
    assert all(one["organization_id"] for one in told["motions"])


def test_every_annotation_says_in_words_what_it_is_of(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.jsonld", "annotations")
    labels = [one["body"]["label"] for one in json.loads(path.read_text(encoding="utf-8"))["items"]]
    assert all(labels)
    assert not [label for label in labels if label.startswith(("gov:", "http"))]
    assert any(label.startswith("gäller ärende: ") for label in labels)


def test_popolo_refers_to_nothing_that_it_does_not_have(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.json", "popolo")
    found = json.loads(path.read_text(encoding="utf-8"))
    people = {one["id"]: one["name"] for one in found["persons"]}
    bodies = {one["id"]: one for one in found["organizations"]}
    assert all(one["name"] for one in bodies.values())
    assert all(one.get("parent_id", next(iter(bodies))) in bodies for one in bodies.values())
    for seat in found["memberships"]:
        assert seat["person_id"] in people
        assert seat["organization_id"] in bodies
        assert bodies[seat["on_behalf_of_id"]]["classification"] == "party" if "on_behalf_of_id" in seat else True
        assert seat.get("first_listed", "") <= seat.get("last_listed", "")
        assert seat["sources"][0]["url"]
    assert {one["result"] for one in found["motions"] if "result" in one} == {"pass", "fail"}
    voted = [one for one in found["vote_events"] if one.get("votes")]
    assert voted
    for vote in found["vote_events"]:
        assert vote["organization_id"] in bodies
        counts = {one["option"]: one["value"] for one in vote["counts"]}
        assert counts["yes"] + counts["no"] > 0
        assert all(ballot["voter_id"] in people for ballot in vote.get("votes", ()))
    # Torkel Myrhage chairs the committee for his party.
    chairs = {
        (people[one["person_id"]], bodies[one["organization_id"]]["name"])
        for one in found["memberships"]
        if one["role"] == "chair"
    }
    assert ("Torkel Myrhage", "Vårdutskottet") in chairs


def test_neo4j_has_an_id_a_label_and_a_type_for_everything(tmp_path: Path, sample_graph: Graph) -> None:
    nodes, relations = export.export(sample_graph, tmp_path / "x.csv", "neo4j", CASE, facts_only=True)
    with nodes.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    with relations.open(encoding="utf-8", newline="") as stream:
        edges = list(csv.DictReader(stream))
    ids = [row["iri:ID"] for row in told]
    assert len(ids) == len(set(ids))
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    assert {"HAS_ITEM", "REFERRED_TO", "HAS_BALLOT"} <= {edge[":TYPE"] for edge in edges}
    assert {"Person", "Vote", "AgendaItem"} <= {label for row in told for label in row[":LABEL"].split(";")}
    assert {row["yesCount:long"] for row in told if row[":LABEL"] == "Vote"} - {""}
    assert not any(row[":LABEL"] in {"Passage", "Naming", "Context"} for row in told)


def test_annotations_quote_the_text_at_their_place(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.jsonld", "annotations")
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    facts = [row["f"] for row in rows(sample_graph, "SELECT DISTINCT ?f { ?f gov:supportedBy ?p }")]
    assert [one["body"]["id"] for one in page["items"]] == sorted(facts)
    paged = 0
    for one in page["items"]:
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        for target in targets:
            kinds = {selector["type"]: selector for selector in target["selector"]}
            place, quote = kinds["TextPositionSelector"], kinds["TextQuoteSelector"]
            assert place["end"] - place["start"] == len(quote["exact"])
            paged += "FragmentSelector" in kinds
    assert paged > 100


def test_bare_facts_are_the_facts_and_nothing_that_tells_of_them(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.ttl", facts_only=True)
    found = rdflib.Graph().parse(path)
    properties = {str(predicate) for predicate in found.predicates()}
    assert not properties & {
        term(name) for name in ("supportedBy", "extractedBy", "confidence", "status", "nif:anchorOf")
    }
    assert not {str(one) for one in found.objects(None, rdflib.RDF.type)} & {term("Passage"), term("Naming")}
    # Every thing that a fact names is still said something of.
    whole = {end.value for triples in network.chosen(sample_graph).values() for s, _, o in triples for end in (s,)}
    subjects = {str(one) for one in found.subjects()}
    assert not [one for one in found.objects() if str(one) in whole and str(one) not in subjects]
    for name in ("Motion", "Ballot", "Clause", "Referral", "Person"):
        (count,) = rows(sample_graph, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a gov:{name} }}")
        assert len(set(found.subjects(rdflib.RDF.type, rdflib.URIRef(term(name))))) == int(count["n"])
    assert bare.facts({"g": []}) == {}


def test_the_command_writes_a_workbook_of_one_body(tmp_path: Path, sample: Path) -> None:
    output = tmp_path / "ö.xlsx"
    given = ["export", str(sample), "--view", "tables", "--body", "Vårdutskottet", "-o", str(output)]
    told = CliRunner().invoke(main, given)
    assert told.exit_code == 0, told.output
    assert told.output == f"{output}\n"
    assert openpyxl.load_workbook(output)["meetings"].max_row == 2
    again = CliRunner().invoke(main, given)
    assert again.exit_code == 1
    assert "exists already" in again.output
