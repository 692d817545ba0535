"""Every shipped question against answers worked out by hand from the sample minutes, and the README that names them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import QueryError, ShareError
from kg.explore import queries, tables
from kg.graph.store import statements
from kg.graph.terms import Rows, Term, Truth
from tests.excerpts import load

if TYPE_CHECKING:
    from kg.graph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = [question.name for question in queries.shipped()]
# The IRI follows from the digest of the file, and what a passage quotes is tested where passages are.
NOT_COMPARED = {"iri", "sentence"}
XSD = "http://www.w3.org/2001/XMLSchema#"


def expected(name: str) -> list[dict[str, Any]]:
    """Read the cases of a question: parameters, whole rows that are in the answer, parts of rows that never are."""
    cases: list[dict[str, Any]] = load(ROOT / "tests" / "questions" / f"{name}.yaml")
    return cases


def answer(graph: Graph, name: str, params: dict[str, str]) -> list[dict[str, str]]:
    """Ask a shipped question; an empty cell has no key, and a line break is a space."""
    rows = queries.ask(graph, queries.find(name), params)
    assert isinstance(rows, Rows)
    return [
        {key: " ".join(cell.value.split()) for key, cell in zip(rows.variables, row, strict=True) if cell}
        for row in rows.rows
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_answer_has_the_rows_worked_out_by_hand(name: str, sample_graph: Graph) -> None:
    for case in expected(name):
        unseen = NOT_COMPARED | set(case.get("aside", ()))
        unseen |= {column for column in queries.find(name).columns if column.endswith("_iri")}
        found = [
            {key: value for key, value in row.items() if key not in unseen and value}
            for row in answer(sample_graph, name, case["params"])
        ]
        for row in case.get("rows", ()):
            assert row in found, f"{case['params']}: {row} is not in {found}"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_answer_has_no_row_that_the_minutes_do_not_tell(name: str, sample_graph: Graph) -> None:
    for case in expected(name):
        found = answer(sample_graph, name, case["params"])
        for part in case.get("never", ()):
            wrong = [row for row in found if part.items() <= row.items()]
            assert not wrong, f"{case['params']}: {wrong}"


def test_every_question_has_cases_of_both_kinds_and_every_case_its_question() -> None:
    assert {path.stem for path in (ROOT / "tests" / "questions").glob("*.yaml")} == set(SHIPPED)
    for name in SHIPPED:
        cases = expected(name)
        assert any(case.get("rows") for case in cases), name
        assert any(case.get("never") for case in cases), name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_names_columns_and_parameters_that_the_question_has(name: str) -> None:
    question = queries.find(name)
    for case in expected(name):
        assert set(case) <= {"params", "rows", "never", "aside"}
        assert set(case["params"]) <= {parameter.name for parameter in question.parameters}
        for row in (*case.get("rows", ()), *case.get("never", ())):
            assert set(row) <= set(question.columns)


@pytest.mark.parametrize(
    ("reference", "days"),
    [("2025-03-20", 1), ("2025-04-01", 13), ("2025-12-31", 287), ("2026-03-19", 365), ("2028-03-01", 1078)],
)
def test_days_are_counted_over_months_years_and_leap_days(reference: str, days: int, sample_graph: Graph) -> None:
    """From 19 March 2025, when Granfors referred the sale of a forest back."""
    rows = answer(sample_graph, "never-heard-of-again", {"case": "KS 2025/80-045", "reference": reference})
    assert [row["days"] for row in rows] == [str(days)]


def test_what_is_sent_after_the_day_of_reference_is_not_waited_for(sample_graph: Graph) -> None:
    assert not answer(sample_graph, "never-heard-of-again", {"case": "KS 2025/80-045", "reference": "2025-03-18"})


def test_a_least_number_leaves_out_what_is_smaller(sample_graph: Graph) -> None:
    amounts = [float(row["amount"]) for row in answer(sample_graph, "money", {"least": "9400000"})]
    assert amounts
    assert min(amounts) == 9_400_000
    with pytest.raises(QueryError, match="'many' is no number"):
        answer(sample_graph, "money", {"least": "many"})


def test_a_column_with_a_minus_sorts_downwards_and_empty_cells_stay_last() -> None:
    given = [("b", "2"), ("å", "10"), ("a", None), ("a", "10")]
    rows = Rows(("name", "count"), [(Term("literal", name), Term("literal", n) if n else None) for name, n in given])
    sorted_rows = queries.sort(rows, ("-count", "name")).rows
    assert [(name.value, n.value if n else "") for name, n in sorted_rows if name] == [
        ("a", "10"),
        ("å", "10"),
        ("b", "2"),
        ("a", ""),
    ]


def test_a_minus_before_an_unknown_column_is_refused() -> None:
    header = "# title@sv: t\n# title@en: t\n# description@sv: d\n# description@en: d\n# columns: s\n# sort: -t\n"
    with pytest.raises(ShareError, match="t is no column"):
        queries.parse("mine", f"{header}SELECT ?s {{}}", "mine.rq")


def test_excel_gets_a_byte_order_mark_semicolons_and_decimal_commas() -> None:
    cells = (
        Term("literal", "Åsa; Öst"),
        Term("literal", "1.5", f"{XSD}decimal"),
        Term("literal", "-3", f"{XSD}integer"),
        Term("literal", "1.5"),
        None,
    )
    text = tables.FORMATS["excel"](Rows(("a", "b", "c", "d", "e"), [cells]))
    assert text == '\ufeffa;b;c;d;e\n"Åsa; Öst";1,5;-3;1.5;\n'
    assert tables.as_excel(Truth(value=True)) == "\ufeffanswer\ntrue\n"


@pytest.mark.parametrize("value", ["=1+1", "- Protokoll", "+46", "@SUM(A1)"])
def test_excel_reads_no_text_as_a_formula(value: str) -> None:
    text = tables.as_excel(Rows(("a",), [(Term("literal", value),)]))
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")) == [["a"], [f"'{value}"]]


def test_every_question_is_a_competency_question_of_the_ontology_and_the_reverse() -> None:
    told = (ROOT / "ontology" / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"`queries/([\w-]+)\.rq`", told)) == sorted(SHIPPED)


NAMED = {
    "body",
    "case",
    "document",
    "holder",
    "organisation",
    "other",
    "person",
    "recipient",
    "from",
    "to",
    "by",
    "for",
}


@pytest.mark.parametrize("name", SHIPPED)
def test_beside_what_is_called_by_a_name_stands_its_iri(name: str, sample_graph: Graph) -> None:
    """Persons, bodies, organisations, documents and cases; where several stand in a cell, as many IRIs, in order."""
    question = queries.find(name)
    dates = {"from"} if name == "elections" else set()  # from and until when
    for column in NAMED.intersection(question.columns) - dates:
        if column == "document" and name == "coverage":
            continue  # a row is a document: its IRI is that of the row
        assert question.columns[question.columns.index(column) + 1] == f"{column}_iri"
        for row in answer(sample_graph, name, {}):
            iris = row.get(f"{column}_iri", "").split()
            assert bool(iris) == bool(row.get(column)) or (column == "to" and name == "elections")
            for iri in iris:
                assert any(sample_graph.match(iri)), iri


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_takes_and_shows_the_organisation(name: str) -> None:
    question = queries.find(name)
    assert "organisation" in {parameter.name for parameter in question.parameters}
    assert "organisation" in question.table


def test_a_table_shows_the_organisation_where_the_graph_has_more_than_one(sample: Path, tmp_path: Path) -> None:
    question = queries.find("who-reserved")
    assert "organisation" in queries.told(sample, question, {}).table
    one = tmp_path / "one.nq"
    lines = [
        f"{subject.written()} {predicate.written()} {value.written()} <{name}> .\n"
        for subject, predicate, value, name in statements(sample)
        if not (predicate.value.endswith("#unitOf") and "region-norradal" not in value.value)
    ]
    one.write_text("".join(lines), encoding="utf-8")
    assert "organisation" not in queries.told(one, question, {}).table


def test_a_diary_number_is_found_without_its_class_code(sample_graph: Graph) -> None:
    whole = answer(sample_graph, "path-of-a-case", {"case": "KS 2025/80-045"})
    assert whole
    assert answer(sample_graph, "path-of-a-case", {"case": "ks 2025/80"}) == whole
    assert not answer(sample_graph, "path-of-a-case", {"case": "KS 2025/8"})
