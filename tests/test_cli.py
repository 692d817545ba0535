"""The command: what it prints where, and the exit status that scripts rely on."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import kg
from kg import revision
from kg.cli import main
from kg.graph.store import open_graph

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
ONE = SAMPLE / "norradal-vardutskottet-2025-02-11.txt"
REFERRAL = "1111111111111111/3/referral/1"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_build_writes_the_graph_and_its_record_and_reports_on_stdout(tmp_path: Path) -> None:
    done = run("build", SAMPLE, "-o", tmp_path / "x.trig")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert "documents   13 read, 0 failed" in done.stdout
    assert "paragraphs  117 found" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.trig", "x.trig.prov.ttl"]
    record = open_graph(tmp_path / "x.trig.prov.ttl")
    inputs = record.select("SELECT ?name { ?a a prov:Activity ; prov:used/dcterms:source ?name }").rows
    assert sorted(cell.value for (cell,) in inputs if cell) == sorted(path.name for path in SAMPLE.iterdir())
    licence = record.select("SELECT ?l { ?file prov:wasGeneratedBy ?a ; dcterms:license ?l }").rows
    assert [cell.value for (cell,) in licence if cell] == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    assert str(tmp_path) not in (tmp_path / "x.trig.prov.ttl").read_text(encoding="utf-8")


def test_the_json_report_is_one_document_with_the_same_sums(tmp_path: Path) -> None:
    report = json.loads(run("build", SAMPLE, "-o", tmp_path / "x.trig", "--json").stdout)
    assert report["documents"] == {"read": 13, "unchanged": 0, "failed": 0, "same": 0, "skipped": 0}
    assert report["paragraphs"]["found"] == sum(one["coverage"]["paragraphs"] for one in report["reports"]) == 117
    assert report["facts"]["referral"] == sum(one["facts"].get("referral", 0) for one in report["reports"])


@pytest.mark.parametrize("ending", [".trig", ".ttl", ".nt", ".jsonld"])
def test_every_format_holds_the_same_statements(ending: str, tmp_path: Path) -> None:
    said = []
    for file in (tmp_path / "x.nq", tmp_path / f"x{ending}"):
        assert run("build", ONE, "-o", file).exit_code == 0
        said.append(set(open_graph(file).select("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }").rows))
    assert said[0] == said[1] != set()


@pytest.mark.slow
def test_processes_side_by_side_give_the_bytes_of_the_whole_sample(tmp_path: Path, sample: Path) -> None:
    assert run("build", SAMPLE, "-o", tmp_path / "x.trig", "--jobs", "2").exit_code == 0
    assert (tmp_path / "x.trig").read_bytes() == sample.read_bytes()


def test_processes_side_by_side_give_the_same_bytes(tmp_path: Path) -> None:
    several = sorted(SAMPLE.glob("norradal-*.txt"), key=lambda path: path.stat().st_size)[:3]
    for jobs in ("1", "2"):
        assert run("build", *several, "-o", tmp_path / f"{jobs}.trig", "--jobs", jobs).exit_code == 0
    assert (tmp_path / "1.trig").read_bytes() == (tmp_path / "2.trig").read_bytes()


def test_a_missing_path_among_several_is_told_and_the_rest_is_built(tmp_path: Path) -> None:
    done = run("build", ONE, tmp_path / "nowhere.txt", "-o", tmp_path / "x.trig")
    assert done.exit_code == 3
    assert "nowhere.txt: does not exist" in done.stderr
    assert "documents   1 read, 1 failed" in done.stdout
    assert (tmp_path / "x.trig").is_file()


def test_a_file_that_is_no_text_is_told_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    done = run("build", ONE, tmp_path / "bad.txt", "-o", tmp_path / "x.trig")
    assert done.exit_code == 3
    assert "bad.txt: is a binary file" in done.stderr


def test_a_build_of_nothing_readable_fails_and_leaves_no_file(tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere", tmp_path, "-o", tmp_path / "x.trig")
    assert done.exit_code == 1
    assert "does not exist" in done.stderr
    assert "no minutes found" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_under_two_names_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes(ONE.read_bytes())
    done = run("build", ONE, tmp_path / "copy.txt", "-o", tmp_path / "x.trig")
    assert done.exit_code == 0
    assert "documents   1 read, 0 failed, 1 read before" in done.stdout


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "x.trig").write_text("mine", encoding="utf-8")
    refused = run("build", ONE, "-o", tmp_path / "x.trig")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert (tmp_path / "x.trig").read_text(encoding="utf-8") == "mine"
    assert run("build", ONE, "-o", tmp_path / "x.trig", "--force").exit_code == 0


@pytest.mark.parametrize("output", ["x.docx", "x", "nofolder/x.trig", "."])
def test_an_output_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path, output: str) -> None:
    done = run("build", tmp_path / "nowhere.txt", "-o", tmp_path / output)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "nowhere.txt" not in done.stderr


def test_the_base_of_all_iris_can_be_set(tmp_path: Path) -> None:
    assert run("build", ONE, "-o", tmp_path / "x.nq", "--base-iri", "https://example.org/data").exit_code == 0
    text = (tmp_path / "x.nq").read_text(encoding="utf-8")
    assert "<https://example.org/data/minutes/" in text
    assert ox.parse(text, format=ox.RdfFormat.N_QUADS)
    assert "protokollgraf/id/" not in text
    assert run("build", ONE, "-o", tmp_path / "y.nq", "--base-iri", "not an IRI").exit_code == 2


def test_a_query_prints_a_table_cut_to_the_width(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = run("query", small, "who-referred-what")
    assert done.exit_code == 0
    header, rule, *rows = done.stdout.splitlines()
    assert header.split() == ["from", "to", "kind", "case", "date", "sentence", "iri"]
    assert set(rule) == {"─", " "}
    assert max(map(len, rows)) <= 100
    assert [row.rpartition("  ")[2] for row in rows] == ["2222222222222222/7/referral/2", REFERRAL]


def test_csv_and_tsv_have_every_column_and_whole_values(small: Path) -> None:
    for option, delimiter in (("--csv", ","), ("--tsv", "\t")):
        done = run("query", small, "who-referred-what", "-p", "from=ängsutskottet", option)
        header, row = csv.reader(io.StringIO(done.stdout), delimiter=delimiter)
        told = dict(zip(header, row, strict=True))
        assert told["sentence"] == "Ängsutskottet föreslår nämnden"
        assert told["iri"] == f"https://example.org/id/minutes/{REFERRAL}"
        assert told["document"] == "utskottet.txt"


def test_json_is_the_sparql_results_format(small: Path) -> None:
    done = run("query", small, "SELECT ?n { ?s gov:stepNumber ?n }", "--json")
    assert json.loads(done.stdout) == {
        "head": {"vars": ["n"]},
        "results": {"bindings": [{"n": {"type": "literal", "value": "3"}}]},
    }
    assert json.loads(run("query", small, "ASK { ?s a gov:Vote }", "--json").stdout) == {"head": {}, "boolean": False}


def test_columns_are_chosen_and_equal_rows_folded(small: Path) -> None:
    done = run("query", small, "attendance", "--columns", "body,date", "--csv")
    assert done.stdout == "body,date\nÄngsutskottet,2030-01-10\n"
    assert run("query", small, "attendance", "--columns", "colour").exit_code == 2


def test_a_query_of_ones_own_is_read_from_a_file_with_parameters(small: Path, tmp_path: Path) -> None:
    query = tmp_path / "mine.rq"
    query.write_text(
        "SELECT ?n { ?s a gov:Person ; rdfs:label ?n VALUES ?param_name { UNDEF } FILTER(?n = ?param_name) }",
        encoding="utf-8",
    )
    assert run("query", small, query, "-p", "name=Åke Öst", "--csv").stdout == "n\nÅke Öst\n"


def test_construct_prints_ntriples(small: Path) -> None:
    done = run("query", small, "CONSTRUCT { ?s gov:number ?n } WHERE { ?s gov:number ?n }")
    assert [str(quad.object.value) for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)] == ["3", "7"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["who-referred-what", "-p", "body=Ingen"], 5, "nothing in the graph matches"),
        (["who-referred-what", "-p", "boddy=Ingen"], 2, "has no parameter boddy"),
        (["who-referred-what", "-p", "body"], 2, "write -p name=value"),
        (["who-knows-what"], 2, "there is no question called 'who-knows-what'"),
        (["nofile.rq"], 2, "nofile.rq: the query cannot be read"),
        (["ballots", "-p", "option=nix"], 2, "there is no value 'nix'"),
        (["attendance", "-p", "date=2025-02-30"], 2, "'2025-02-30' is no day"),
    ],
)
def test_a_query_that_fails_says_why_in_one_line(small: Path, arguments: list[str], status: int, said: str) -> None:
    done = run("query", small, *arguments)
    assert done.exit_code == status
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_error_in_sparql_shows_its_line_and_a_mark_below(small: Path) -> None:
    done = run("query", small, "SELECT ?n {\n  ?s gov:number ?n }}")
    assert done.exit_code == 2
    said, line, mark = done.stderr.splitlines()
    assert said.startswith("kg: the query is not understood: line 2, column ")
    assert line == "    ?s gov:number ?n }}"
    assert mark.strip() == "^"
    assert mark.index("^") in range(line.index("}"), len(line) + 1)
    assert "there is no such prefix" in run("query", small, "SELECT ?n { ?s nope:number ?n }").stderr


def test_a_question_comes_from_standard_input_and_goes_to_a_file(small: Path, tmp_path: Path) -> None:
    asked = "SELECT ?n { ?s gov:stepNumber ?n }"
    output = tmp_path / "x.csv"
    done = CliRunner().invoke(main, ["query", str(small), "-", "-o", str(output)], input=asked)
    assert (done.exit_code, done.stdout) == (0, "")
    assert output.read_text(encoding="utf-8") == "n\n3\n"
    # What is there is told before the graph is opened.
    again = run("query", tmp_path / "none.trig", asked, "-o", output)
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)


def test_an_output_that_exists_is_told_before_anything_is_read(tmp_path: Path, small: Path) -> None:
    for command in ("build", "export", "view"):
        done = run(command, tmp_path / "none", "-o", small)
        assert done.exit_code == (2 if command == "build" and done.exit_code == 2 else 1)
        assert "exists already" in done.stderr or "no picture ends" in done.stderr


def test_a_table_is_cut_to_rows_where_asked(small: Path) -> None:
    done = run("query", small, "who-referred-what", "--rows", "1")
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr == "kg: 1 more rows: --rows 0 shows all, -o FILE.csv writes all\n"


def test_one_question_is_shown_with_its_values() -> None:
    text = run("queries", "ballots").stdout
    assert "no: nej / no" in text
    assert "kg query FILE ballots -p person=" in text


def test_a_graph_that_is_not_there_is_told(tmp_path: Path) -> None:
    for command, question in (("query", "attendance"), ("why", "x")):
        done = run(command, tmp_path / "x.trig", question)
        assert done.exit_code == 1
        assert "there is no such file" in done.stderr


def test_the_questions_are_listed_in_both_languages() -> None:
    text = run("queries").stdout
    assert "Vem skickade vad till vilket organ / Who referred what to which body" in text
    assert '-p body="Hälso- och sjukvårdsnämnden"' in text
    listed = json.loads(run("queries", "--json").stdout)
    assert [one["name"] for one in listed] == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


def test_why_prints_the_sentence_or_json(small: Path) -> None:
    assert "“Ängsutskottet föreslår nämnden”" in run("why", small, REFERRAL).stdout
    told = json.loads(run("why", small, REFERRAL, "--json").stdout)
    assert told["thing"]["passages"][0]["text"] == "Ängsutskottet föreslår\nnämnden"
    assert run("why", small, "99/referral/1").exit_code == 5


def test_score_prints_a_table_or_json(sample: Path) -> None:
    done = run("score", ROOT / "data" / "gold", sample)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].endswith("documents: 13")
    told = json.loads(run("score", ROOT / "data" / "gold", sample, "--json", "--show", "clause").stdout)
    assert told["documents"] == 13
    assert set(told["kinds"]["clause"]) == {"gold", "built", "hits", "precision", "recall", "f1"}


def test_the_version_says_which_commit_where_it_is_known(tmp_path: Path) -> None:
    git = ("git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org")
    nothing = tmp_path / "COMMIT"
    for arguments in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "x")):
        subprocess.run([*git, *arguments], check=True)
    head = subprocess.run([*git, "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True)
    assert revision.commit(tmp_path, nothing) == head.stdout.strip()
    (tmp_path / "below").mkdir()  # installed inside a checkout of something else
    assert revision.commit(tmp_path / "below", nothing) == ""
    nothing.write_text("abc1234\n", encoding="utf-8")
    assert revision.commit(tmp_path / "below", nothing) == "abc1234"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_as_the_readme_says(shell: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"_KG_COMPLETE={shell}_source kg" in readme
    command = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')"]
    asked = {"bash": {"COMP_WORDS": "kg qu", "COMP_CWORD": "1"}, "zsh": {"COMP_WORDS": "kg qu", "COMP_CWORD": "1"}}
    given = asked.get(shell, {"COMP_WORDS": "kg qu", "COMP_CWORD": "qu"})
    environment = {**os.environ, **given, "_KG_COMPLETE": f"{shell}_complete"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert {"query", "queries"} <= set(re.findall(r"\w+", done.stdout))


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("query x.tr", {"x.tr": "file"}),
        ("query x.trig who-re", {"who-referred-what": "plain", "who-reserved": "plain"}),
        ("query x.trig mine", {"mine": "file"}),
        ("query --endpoint http://x coverag", {"coverage": "plain"}),
        ("query x.trig ballots -p ca", {"case=": "plain"}),
        ("query x.trig ballots -p body=x -p opt", {"option=": "plain"}),
        ("query x.trig ballots -p option=n", {"option=no": "plain"}),
        ("query x.trig mine.rq -p ca", {}),
        ("queries bal", {"ballots": "plain"}),
        ("view x.tr", {"x.tr": "file"}),
    ],
)
def test_completion_offers_files_questions_parameters_and_values(words: str, offered: dict[str, str]) -> None:
    *before, begun = words.split()
    found = ShellComplete(main, {}, "kg", "_KG_COMPLETE").get_completions(before, begun)
    assert {one.value: one.type for one in found} == offered


def test_the_version_and_help_of_every_command() -> None:
    assert kg.__version__ in run("--version").stdout
    for command in main.commands:
        assert run(command, "--help").exit_code == 0
    assert run("nonsense").exit_code == 2


def test_help_and_queries_do_not_wait_for_heavy_imports() -> None:
    program = "import sys; from kg import cli; import kg.explore.queries, kg.explore.why; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    heavy = {"spacy", "rich", "rdflib", "networkx", "numpy", "rapidfuzz", "random", "kg.model", "kg.explore.nearest"}
    assert heavy & set(done.stdout.split()) == set()


def test_help_is_there_at_once() -> None:
    def seconds(*arguments: str) -> float:
        began = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=os.environ)
        return perf_counter() - began

    # Against what the interpreter and click need on this machine, so that a slow one does not fail.
    floor = min(seconds("-c", "import click") for _ in range(3))
    assert min(seconds("-m", "kg.cli", "--help") for _ in range(3)) < floor * 3 + 0.1
