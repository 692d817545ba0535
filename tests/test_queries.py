"""The shipped questions: every header is complete, every answer is right on a graph whose answer is known."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError, QueryError, ShareError
from kg.explore import queries
from kg.graph.store import Graph, open_graph
from kg.graph.terms import Rows, Triples, Truth

if TYPE_CHECKING:
    from pathlib import Path

PROPOSES = "Ängsutskottet föreslår nämnden"
SHIPPED = [question.name for question in queries.shipped()]
HEADER = """# title@sv: t
# title@en: t
# description@sv: d
# description@en: d
# columns: s
"""


def ask(graph: Graph, name: str, **values: str) -> Rows:
    """Ask a shipped question: once of each graph, as no test changes one."""
    return _ask(graph, name, tuple(values.items()))


@cache
def _ask(graph: Graph, name: str, values: tuple[tuple[str, str], ...]) -> Rows:
    answer = queries.ask(graph, queries.find(name), dict(values))
    assert isinstance(answer, Rows)
    return answer


def column(rows: Rows, *names: str) -> list[tuple[str, ...]]:
    places = [rows.variables.index(name) for name in names]
    return [tuple(term.value if (term := row[at]) else "" for at in places) for row in rows.rows]


def test_the_first_six_questions_are_shipped() -> None:
    assert {
        "who-referred-what",
        "path-of-a-case",
        "who-moved-what",
        "who-reserved",
        "attendance",
        "decisions-of-a-body",
    } <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_columns_are_those_of_the_header_and_end_with_the_iri(name: str, sample_graph: Graph) -> None:
    question = queries.find(name)
    assert ask(sample_graph, name).variables == question.columns
    assert question.columns[-1] == "iri"
    assert "document" in question.columns


@pytest.mark.parametrize("name", SHIPPED)
def test_no_fact_stands_twice_in_an_answer(name: str, small_graph: Graph, sample_graph: Graph) -> None:
    assert ask(sample_graph, name).rows
    for graph in (small_graph, sample_graph):
        rows = ask(graph, name)
        assert len(set(rows.rows)) == len(rows.rows)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_example_of_every_parameter_narrows_the_answer_of_the_sample(name: str, sample_graph: Graph) -> None:
    whole = ask(sample_graph, name).rows
    for parameter in queries.find(name).parameters:
        narrowed = ask(sample_graph, name, **{parameter.name: parameter.example}).rows
        if parameter.name == "organisation" and len(set(column(ask(sample_graph, name), "organisation"))) == 1:
            assert set(narrowed) == set(whole)
            assert not ask(sample_graph, name, organisation="Granfors kommun").rows
            continue
        if parameter.name == "reference":  # a day to count to: it leaves the facts and moves the days
            assert narrowed
            assert set(narrowed) != set(whole)
            continue
        assert 0 < len(narrowed) < len(whole), parameter.name
        assert set(narrowed) < set(whole)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_iri_of_an_answer_is_a_fact_with_a_passage(name: str, sample_graph: Graph) -> None:
    for (iri,) in column(ask(sample_graph, name), "iri"):
        assert any(sample_graph.match(iri, "https://w3id.org/protokollgraf/ns#supportedBy")), iri


def test_a_movement_told_by_two_bodies_or_recorded_twice_stands_once(small_graph: Graph) -> None:
    rows = ask(small_graph, "who-referred-what")
    assert {case for (case,) in column(rows, "case")} == {"ÄN 1-2030"}
    assert column(rows, "from", "to", "kind", "date", "paragraph", "anticipated", "sentence", "document") == [
        ("Åkernämnden", "Östra rådet", "consults", "2030-02-10", "7", "true", "utskottet har berett", "namnden.txt"),
        ("Ängsutskottet", "Åkernämnden", "proposes", "2030-01-10", "3", "", PROPOSES, "utskottet.txt"),
    ]


def test_the_path_of_a_case_is_told_in_the_order_of_time_with_its_clauses(small_graph: Graph) -> None:
    rows = ask(small_graph, "path-of-a-case", case="än 1-2030:2")
    assert column(rows, "date", "body", "kind", "from", "to", "text") == [
        ("2030-01-10", "Ängsutskottet", "proposal", "Ängsutskottet", "Åkernämnden", "att anlägga ängen"),
        ("2030-01-10", "Ängsutskottet", "proposal", "Ängsutskottet", "Åkernämnden", "att slå den i juli"),
        ("2030-01-10", "Ängsutskottet", "proposes", "Ängsutskottet", "Åkernämnden", PROPOSES),
        ("2030-02-10", "Åkernämnden", "consults", "Åkernämnden", "Östra rådet", "utskottet har berett"),
    ]


def test_a_motion_has_the_party_of_that_meeting_and_its_result(small_graph: Graph) -> None:
    rows = ask(small_graph, "who-moved-what")
    assert column(rows, "person", "party", "kind", "about", "text", "result") == [
        ("Exempelpartiet", "X", "approve", "Åke Öst", "", "carried"),
        ("Åke Öst", "X", "reject", "utskottets förslag", 'avslag på "Ny äng"', "lost"),
    ]


def test_each_who_reserves_is_a_row(small_graph: Graph) -> None:
    rows = ask(small_graph, "who-reserved")
    assert column(rows, "person", "party", "body", "date", "paragraph", "title", "case", "favour") == [
        ("Zoé Ek", "", "Ängsutskottet", "2030-01-10", "3", "Ny äng", "ÄN 1-2030, ÄN 1-2030:2", "Åke Öst"),
        ("Åke Öst", "X", "Ängsutskottet", "2030-01-10", "3", "Ny äng", "ÄN 1-2030, ÄN 1-2030:2", "Åke Öst"),
    ]


def test_attendance_says_for_whom(small_graph: Graph) -> None:
    rows = ask(small_graph, "attendance", role="Serving-Substitute")
    assert column(rows, "person", "party", "body", "date", "substitutes_for") == [
        ("Åke Öst", "X", "Ängsutskottet", "2030-01-10", "Zoé Ek")
    ]


def test_the_clauses_of_a_proposal_name_its_addressee(small_graph: Graph) -> None:
    rows = ask(small_graph, "decisions-of-a-body", body="ängsutskottet", case="än 1-2030")
    assert column(rows, "kind", "addressee", "clause", "outcome") == [
        ("proposal", "Åkernämnden", "att anlägga ängen", "adopted"),
        ("proposal", "Åkernämnden", "att slå den i juli", "adopted"),
    ]


def test_the_sample_says_who_referred_the_care_teams(sample_graph: Graph) -> None:
    rows = ask(sample_graph, "who-referred-what", case="HSN 1187-2024", kind="proposes")
    told = column(rows, "from", "to", "anticipated")
    assert ("Vårdutskottet", "Hälso- och sjukvårdsnämnden", "") in told
    assert ("Hälso- och sjukvårdsnämnden", "Regionfullmäktige", "true") in told


@pytest.mark.parametrize("spelling", ["ÅKERNÄMNDEN", " åkernämnden ", unicodedata.normalize("NFD", "Åkernämnden")])
def test_a_name_matches_in_any_case_and_normal_form(spelling: str, small_graph: Graph) -> None:
    assert len(ask(small_graph, "who-referred-what", to=spelling).rows) == 1


@pytest.mark.parametrize("value", ['" } SELECT', '"} #', "\\", "\n", "a\\u0022 b", "?from", "\\1", "\\g<1>"])
def test_a_value_is_data_whatever_it_holds(value: str, small_graph: Graph) -> None:
    assert ask(small_graph, "who-referred-what", body=value).rows == []


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"has no parameter boddy.*from, to, body, case, kind"):
        queries.find("who-referred-what").bound({"boddy": "x"})


def test_an_unknown_question_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(QueryError, match=r"did you mean who-moved-what\? kg queries lists all"):
        queries.find("who-knows-what")


@pytest.mark.parametrize("name", ["../queries/attendance", "/etc/passwd", "sub/attendance", ""])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(QueryError):
        queries.find(name)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEADER + "# colour: red\nSELECT", "unknown header '# colour: red'.*title@sv"),
        (HEADER + "# a remark\nSELECT", "unknown header"),
        (HEADER.replace("# title@sv: t\n", ""), "lacks title@sv"),
        (HEADER + "# columns: s\n", "columns stands twice"),
        (HEADER + "# param: body\n", "not understood"),
        (HEADER + "# param: body | a / b | c\nSELECT ?s {}", "places for them differ"),
        (HEADER + "SELECT ?s { VALUES ?param_body { UNDEF } }", "places for them differ: body"),
        (HEADER + "# sort: t\nSELECT ?s {}", "t is no column"),
    ],
)
def test_a_broken_header_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ShareError, match=complaint):
        queries.parse("mine", text, "mine.rq")


def test_prefixes_need_no_declaration_and_may_be_declared_otherwise(small_graph: Graph) -> None:
    assert small_graph.ask("ASK { ?s a gov:Referral ; gov:referralKind referral-kind:proposes }") == Truth(value=True)
    assert small_graph.ask("PREFIX gov: <urn:x:> ASK { ?s a gov:Referral }") == Truth(value=False)


def test_the_union_of_all_graphs_is_asked_and_one_graph_where_it_is_named(small_graph: Graph) -> None:
    query = "SELECT DISTINCT ?s { ?s a gov:Referral }"
    assert len(small_graph.select(query).rows) == 4
    assert len(small_graph.select(query, graph="https://example.org/id/minutes/2222222222222222").rows) == 2


def test_construct_gives_sorted_triples(small_graph: Graph) -> None:
    answer = small_graph.ask("CONSTRUCT { ?s foaf:name ?n } WHERE { ?s foaf:name ?n }")
    assert isinstance(answer, Triples)
    assert [value.value for _, _, value in answer.triples] == ["Åke Öst", "Zoé Ek"]


def test_rows_of_a_query_of_ones_own_sort_as_swedish_unless_it_orders_them(small_graph: Graph) -> None:
    plain = "SELECT ?name { ?s a gov:Person ; rdfs:label ?name }"
    assert column(ask(small_graph, plain), "name") == [("Zoé Ek",), ("Åke Öst",)]
    assert column(ask(small_graph, plain + " ORDER BY DESC(?name)"), "name") == [("Åke Öst",), ("Zoé Ek",)]
    subquery = "SELECT ?name { { SELECT ?name { ?s a gov:Person ; rdfs:label ?name } ORDER BY DESC(?name) } }"
    assert column(ask(small_graph, subquery), "name") == [("Zoé Ek",), ("Åke Öst",)]


@pytest.mark.parametrize("query", ["SELECT ?s { ?s a ", "DROP ALL", "INSERT DATA { <a:a> <b:b> <c:c> }", ""])
def test_what_is_no_query_is_said_so(query: str, small_graph: Graph) -> None:
    with pytest.raises(QueryError, match="not understood"):
        small_graph.ask(query)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.trig", None, "no such file"),
        ("x.rdf", "", "no graph ends in .rdf"),
        ("x.trig", "this is no TriG", "x.trig: is no valid TriG"),
        ("x.nt", "<a:a> <b:b> .", "is no valid N-Triples"),
    ],
)
def test_a_graph_that_cannot_be_opened_says_why(tmp_path: Path, name: str, content: str | None, complaint: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=complaint):
        open_graph(tmp_path / name)


def test_turtle_is_asked_like_a_graph_of_graphs(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text('<a:a> <b:b> "c"@sv , 1 .', encoding="utf-8")
    rows = open_graph(tmp_path / "x.ttl").select("SELECT ?o { ?s ?p ?o }").rows
    assert {(row[0].value, row[0].language, row[0].datatype.rpartition("#")[2]) for row in rows if row[0]} == {
        ("c", "sv", ""),
        ("1", "", "integer"),
    }


@pytest.mark.parametrize("question", queries.shipped(), ids=lambda one: one.name)
def test_what_is_called_by_a_name_has_its_iri_beside(question: queries.Question) -> None:
    named = {"person", "body", "organisation", "to", "case", "document", "law", "inquiry", "meeting"}
    wanted = {f"{name}_iri" for name in named & {*question.columns}}
    assert wanted - {*question.columns} <= ({"document_iri"} if question.name == "coverage" else set())  # it is the row
