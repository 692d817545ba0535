"""`kg.build`, `kg.save`, `kg.ask` as a user of Python calls them; the examples of docs and docstrings run."""

from __future__ import annotations

import builtins
import datetime as dt
import doctest
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, URIRef

import kg
from kg import api
from kg.errors import EndpointError, GraphError, NothingFoundError, OutputError, QueryError, TimeLimitError
from kg.explore import records
from kg.graph.terms import Rows, Term

if TYPE_CHECKING:
    from kg.conductor import Built

# rdflib 7.6 warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"
ONE = ROOT / "data" / "sample" / "norradal-halso-och-sjukvardsnamnden-2025-03-04.txt"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def checkout(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that looks as a checkout does after `make demo`, and stand in it."""
    (tmp_path / "out").mkdir()
    shutil.copy(sample, tmp_path / "out" / "sample.trig")
    (tmp_path / "data").mkdir()
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def built() -> Built:
    """Give the build of one document."""
    return kg.build(ONE)


def test_the_examples_of_the_page_run_as_they_stand(checkout: Path) -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) > 5
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert "".join(told) == "", f"in {checkout}"


@pytest.mark.usefixtures("checkout")
def test_the_examples_of_the_docstrings_run() -> None:
    done = doctest.testmod(api)
    assert done.failed == 0
    assert done.attempted >= 12


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(kg.__file__).parent / "py.typed").is_file()


def test_a_build_a_file_a_dataset_and_a_time_limit_give_the_same_rows(built: Built, tmp_path: Path) -> None:
    file = tmp_path / "x.trig"
    kg.save(built, file)
    rows = kg.ask(built, "ballots")
    assert len(rows) > 10
    assert rows == kg.ask(str(file), "ballots") == kg.ask(file, "ballots", timeout=60)
    assert rows == kg.ask(kg.load(file), "ballots") == kg.ask(built, "ballots", timeout=60)


def test_a_dataset_is_asked_as_it_is_now(built: Built, tmp_path: Path) -> None:
    kg.save(built, tmp_path / "x.trig")
    dataset = kg.load(tmp_path / "x.trig")
    count = "SELECT (COUNT(*) AS ?n) { ?s a <http://example.org/Added> }"
    assert kg.ask(dataset, count) == [{"n": 0}]
    dataset.add((URIRef("http://example.org/a"), RDF.type, URIRef("http://example.org/Added")))
    assert kg.ask(dataset, count) == [{"n": 1}]


def test_a_file_that_changes_is_read_again(built: Built, tmp_path: Path) -> None:
    file = tmp_path / "x.trig"
    kg.save(built, file)
    count = "SELECT (COUNT(?minutes) AS ?n) { ?minutes a gov:Minutes }"
    assert kg.ask(file, count) == [{"n": 1}]
    file.write_text("", encoding="utf-8")
    assert kg.ask(file, count) == [{"n": 0}]


def test_paths_are_one_or_several_of_any_type(built: Built) -> None:
    for paths in (str(ONE), [ONE], (str(ONE),), iter([ONE])):
        assert kg.build(paths).inputs == built.inputs


def test_nothing_to_read_is_an_error_and_a_broken_file_beside_minutes_is_not(tmp_path: Path) -> None:
    with pytest.raises(NothingFoundError, match="no minutes were read") as caught:
        kg.build(tmp_path / "nowhere")
    assert "does not exist" in str(caught.value)
    found = kg.build([ONE, tmp_path / "nowhere"])
    assert [report.problem for report in found.failed] == [f"{tmp_path / 'nowhere'}: does not exist (check the path)"]


def test_a_day_is_given_as_a_date_or_a_text(built: Built) -> None:
    written = kg.ask(built, "attendance", date="2025-03-04")
    assert written == kg.ask(built, "attendance", date=dt.date(2025, 3, 4))
    assert written
    assert not kg.ask(built, "attendance", date=dt.date(2025, 3, 5))


@pytest.mark.parametrize(
    ("question", "values", "error", "said"),
    [
        ("balots", {}, QueryError, "no question called 'balots'"),
        ("ballots", {"persn": "x"}, QueryError, "no parameter persn"),
        ("ballots", {"option": "maybe"}, QueryError, "no value 'maybe'"),
        ("attendance", {"date": "2025-02-30"}, QueryError, "no day"),
        ("SELECT ?s { ?s a }", {}, QueryError, "line 1, column"),
    ],
)
def test_what_cannot_be_asked_is_told(
    question: str, values: dict[str, Any], error: type[Exception], said: str, built: Built
) -> None:
    with pytest.raises(error, match=said):
        kg.ask(built, question, **values)


def test_what_is_no_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such file"):
        kg.ask(tmp_path / "x.trig", "ballots")
    with pytest.raises(EndpointError):
        kg.ask("http://localhost:1/query", "ballots", timeout=1)


def test_a_question_that_runs_away_is_ended(built: Built) -> None:
    with pytest.raises(TimeLimitError):
        kg.ask(built, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=1)


def test_a_file_is_replaced_only_where_that_is_said(built: Built, tmp_path: Path) -> None:
    kg.save(built, tmp_path / "x.nq")
    with pytest.raises(OutputError, match="exists already"):
        kg.save(built, tmp_path / "x.nq")
    kg.save(built, tmp_path / "x.nq", force=True)
    with pytest.raises(OutputError, match="no format"):
        kg.save(built, tmp_path / "x.xls")


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (Term("iri", "http://example.org/a"), "http://example.org/a"),
        (Term("literal", "007"), "007"),
        (Term("literal", "7", f"{XSD}integer"), 7),
        (Term("literal", "7", f"{XSD}nonNegativeInteger"), 7),
        (Term("literal", "0.90", f"{XSD}decimal"), 0.9),
        (Term("literal", "false", f"{XSD}boolean"), False),
        (Term("literal", "2025-02-11", f"{XSD}date"), dt.date(2025, 2, 11)),
        (Term("literal", "2025-02-30", f"{XSD}date"), "2025-02-30"),
        (Term("literal", "nämnd", language="sv"), "nämnd"),
    ],
)
def test_a_cell_is_a_value_of_python(term: Term | None, value: object) -> None:
    ((found,),) = (row.values() for row in records.of(Rows(("x",), [(term,)])))
    assert (found, type(found)) == (value, type(value))


def test_an_answer_without_rows_has_its_columns(built: Built) -> None:
    rows = kg.ask(built, "ballots", person="Nobody")
    assert (rows, rows.columns[:2]) == ([], ("person", "person_iri"))
    assert list(rows.dataframe().columns) == list(rows.columns)


def test_a_dataframe_keeps_days_and_whole_numbers_where_some_are_missing() -> None:
    rows = records.Records(("day", "count"), [{"day": dt.date(2025, 1, 2), "count": 3}, {"day": None, "count": None}])
    frame = rows.dataframe()
    assert str(frame["day"].dtype).startswith("datetime64")
    assert (str(frame["count"].dtype), frame["count"].sum()) == ("Int64", 3)


def test_without_pandas_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install 'protokollgraf\[pandas\]'"):
        records.Records(("a",), [{"a": 1}]).dataframe()
