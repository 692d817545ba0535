"""What parameters take and answers say, in Swedish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import QueryError
from kg.explore import labels, queries, values
from kg.graph.terms import Rows, Term

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.store import Graph

SHIPPED = queries.shipped()


@pytest.mark.parametrize("given", ["no", "nej", "Nej", " NO "])
def test_a_value_is_taken_in_both_languages(given: str) -> None:
    assert values.concept(given, "ballot", "ballots") == "no"


def test_a_misspelt_value_gets_a_suggestion_and_the_list() -> None:
    with pytest.raises(QueryError, match=r"did you mean avslag\? values: .*reject \(avslag / reject\)"):
        values.concept("avslg", "motion-kind", "who-moved-what")


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("body", "vårdutskotet", "Vårdutskottet"),
        ("person", "Mirjam Oskarsdahl", "Mirjam Oskarsdal"),
        ("organisation", "Region Norådal", "Region Norrådal"),
    ],
)
def test_a_misspelt_name_gets_a_suggestion(name: str, given: str, meant: str, sample: Path) -> None:
    done = CliRunner().invoke(main, ["query", str(sample), "attendance", "-p", f"{name}={given}"])
    assert done.exit_code == 5
    assert done.stderr == f"kg: attendance: nothing in the graph matches (did you mean -p {name}={meant!r}?)\n"


@pytest.mark.parametrize("given", ["body=Vårdutskottet", "person=Zz Qq", "date=2024-01-01", "role=auditor"])
def test_a_name_that_is_known_or_near_to_none_gets_no_suggestion(given: str, sample: Path) -> None:
    """What is known attended on no such day; concepts and days are checked before anything is asked."""
    done = CliRunner().invoke(main, ["query", str(sample), "attendance", "-p", given, "-p", "date=2024-01-01"])
    assert done.exit_code == 5
    assert "did you mean" not in done.stderr


@pytest.mark.parametrize("given", ["2025-02-30", "2025-2-1", "igår", "20250201"])
def test_what_is_no_day_of_the_calendar_is_refused(given: str) -> None:
    with pytest.raises(QueryError, match="is no day"):
        values.date(given, "x")


@pytest.mark.parametrize("question", SHIPPED, ids=lambda one: one.name)
def test_the_example_of_every_parameter_is_taken(question: queries.Question) -> None:
    """Each parameter that holds concepts or days knows its own example."""
    for one in question.parameters:
        assert one.example.casefold() in question.bound({one.name: one.example}).casefold()


def test_the_schemes_of_the_questions_are_known() -> None:
    """Where a query would cut the name off in another way, its values would be checked no more."""
    known = {(one.name, column): scheme for one in SHIPPED for column, scheme in one.schemes.items()}
    wanted = {
        ("ballots", "option"): "ballot",
        ("who-moved-what", "kind"): "motion-kind",
        ("who-moved-what", "result"): "result",
        ("who-referred-what", "kind"): "referral-kind",
        ("attendance", "role"): "role",
        ("decisions-of-a-body", "outcome"): "outcome",
        ("initiatives", "kind"): "initiative-kind",
    }
    assert wanted.items() <= known.items()


def test_every_column_has_a_swedish_name_and_no_two_the_same() -> None:
    named = labels.columns("sv")
    for question in SHIPPED:
        assert {column.removesuffix("_iri") for column in question.columns} <= named.keys()
        called = [values.column_word(column, named) for column in question.columns]
        assert len(set(called)) == len(called), question.name


def test_an_answer_in_swedish_has_words_for_columns_concepts_and_truth() -> None:
    truth = Term("literal", "true", "http://www.w3.org/2001/XMLSchema#boolean")
    answer = Rows(("option", "person", "anticipated"), [(Term("literal", "no"), Term("literal", "no"), truth)])
    told = values.translated(answer, {"option": "ballot"}, "sv")
    assert isinstance(told, Rows)
    assert told.variables == ("röst", "person", "väntas")
    assert [cell.value for cell in told.rows[0] if cell] == ["nej", "no", "ja"]


def test_values_in_swedish_and_english_find_the_same(sample_graph: Graph) -> None:
    question = queries.find("ballots")
    one, other = (queries.ask(sample_graph, question, {"option": word}) for word in ("nej", "no"))
    assert isinstance(one, Rows)
    assert one == other
    assert one.rows


@pytest.mark.parametrize(("given", "written"), [("100", "100"), ("5 000 000", "5000000"), ("2,5", "2.5"), ("-1", "-1")])
def test_a_number_is_taken_as_it_is_written_in_swedish(given: str, written: str) -> None:
    assert queries.find("money").bound({"least": given}) == queries.find("money").bound({"least": written})


@pytest.mark.parametrize("given", ["hundra", "1e3", "", "1.2.3"])
def test_what_is_no_number_is_refused_where_one_is_wanted(given: str) -> None:
    with pytest.raises(QueryError, match=r"open-initiatives -p days: .* is no number"):
        queries.find("open-initiatives").bound({"days": given})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "none.trig", "balots"], "did you mean ballots? kg queries lists all"),
        (["query", "none.trig", "Vem yrkade vad och vad vann"], "did you mean who-moved-what?"),
        (["queries", "who refered what"], "did you mean who-referred-what?"),
        (["query", "none.trig", "ballots", "-p", "boddy=x"], "did you mean body? its parameters: person, party"),
        (["query", "none.trig", "ballots", "-p", "diarienumer=x"], "did you mean case? its parameters"),
        (["query", "none.trig", "ballots", "-o", "x.cvs"], "no answer ends in .cvs (did you mean .csv? use .csv, .tsv"),
        (["query", "none.trig", "ballots", "-o", "x.xlsx"], "no answer ends in .xlsx (use .csv, .tsv"),
        (["export", "none.trig", "-o", "x.gefx"], "no format ends in .gefx (did you mean .gexf?"),
        (["view", "none.trig", "-o", "x.htlm"], "no picture ends in .htlm (did you mean .html?"),
        (["build", "none", "-o", "x.trgi"], "no format ends in .trgi (did you mean .trig?"),
        (["view", "none.trig", "-o", "x.svg", "--since", "2025-02-30"], "--since: '2025-02-30' is no day"),
        (["export", "none.trig", "-o", "x.csv", "--since", "igår"], "--since: 'igår' is no day"),
    ],
)
def test_a_misspelt_word_is_told_with_the_nearest_before_a_file_is_looked_for(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code in {1, 2}
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["--body", "Vardutskottet"], "did you mean --body 'Vårdutskottet'?"),
        (["--organisation", "Region Norådal"], "did you mean --organisation 'Region Norrådal'?"),
        (["--case", "HSN 1187-2025"], "did you mean --case 'HSN 1187-2024'?"),
    ],
)
@pytest.mark.parametrize("command", [["view", "x.svg"], ["export", "x.trig"], ["export", "x.csv", "--view", "votes"]])
def test_a_misspelt_body_or_case_of_a_picture_or_an_export_gets_a_suggestion(
    command: list[str], given: list[str], meant: str, sample: Path, tmp_path: Path
) -> None:
    name, output, *more = command
    done = CliRunner().invoke(main, [name, str(sample), "-o", str(tmp_path / output), *more, *given])
    assert done.exit_code == 5
    assert meant in done.stderr


def test_a_column_that_is_not_there_gets_a_suggestion(sample: Path) -> None:
    done = CliRunner().invoke(main, ["query", str(sample), "ballots", "--columns", "persn"])
    assert "there is no column persn (did you mean person? columns are person," in done.stderr
