"""What the documents say is what the program does: README's sessions, commands and questions, docstrings."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import kg
from kg.cli import main
from tools import readme

ROOT = Path(__file__).resolve().parent.parent
TEXT = readme.README.read_text(encoding="utf-8")
STEPS = [step for step in readme.steps(TEXT) if step.runs]
GUIDES = [f"docs/{path.name}" for path in (*readme.TUTORIALS, readme.TRANSLATED)]
RENEW = "if the program is right, `make readme` writes it anew"


def within(step: readme.Step, scratch: Path) -> str:
    """Run a command in this process, and what stands behind the first bar or sign of its line in a shell.

    As `readme.run` does, it leaves out what the environment says of a terminal, by which the cells of a table would be
    cut: GNU readline writes COLUMNS and LINES into that of every worker of the tests.
    """
    (scratch / "out").mkdir(exist_ok=True)
    command = readme.OUTPUT.sub(f"{scratch}/out/", step.command)
    own, mark, behind = min((command.partition(f" {sign} ") for sign in "|>"), key=lambda parts: len(parts[0]))
    printed = _printed(shlex.split(own)[1:], last="|" not in mark)
    if mark:
        shell = ["sh", "-c", f"cat {mark} {behind}"]
        printed = subprocess.run(shell, input=printed, capture_output=True, encoding="utf-8", check=True).stdout
    return readme.plain(printed.replace(f"{scratch}/out/", "out/"))


_BUILT: dict[tuple[str, ...], tuple[str, dict[str, bytes]]] = {}
"""What a build of a file printed, and what it wrote: README and tutorials build the same sample, which is done once."""


def _printed(arguments: list[str], *, last: bool) -> str:
    """Run a command in this process and give what it prints; a shell gives the status of the last one of a line."""
    output = Path(arguments[arguments.index("-o") + 1]) if arguments[0] == "build" else Path()
    same = tuple(one for one in arguments if one != str(output))
    if output.suffix == ".trig" and same in _BUILT:
        printed, written = _BUILT[same]
        for ending, data in written.items():
            Path(f"{output}{ending}").write_bytes(data)
        return printed
    done = CliRunner(env={"COLUMNS": None, "LINES": None}).invoke(main, arguments)
    assert done.exit_code == 0 or not last, done.output
    if output.suffix == ".trig":
        beside = output.parent.glob(f"{output.name}*")
        _BUILT[same] = done.stdout, {path.name.removeprefix(output.name): path.read_bytes() for path in beside}
    return done.stdout


def told(step: readme.Step, scratch: Path) -> str:
    """Run a command here, but in a process of its own where it teaches wordings, which is done once in a process."""
    return (readme.run if "lexicon" in step.command else within)(step, scratch)


def test_the_sessions_of_the_readme_print_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one test: later commands read what earlier ones wrote, and workers of tests share no folder."""
    monkeypatch.chdir(ROOT)
    for step in STEPS:
        assert told(step, tmp_path) == readme.plain(step.printed), f"README.md:{step.line}: {RENEW}"


@pytest.mark.slow
def test_the_sessions_of_the_readme_in_a_shell_print_what_they_say(tmp_path: Path) -> None:
    for step in STEPS:
        assert readme.run(step, tmp_path) == readme.plain(step.printed), f"README.md:{step.line}: {RENEW}"


@pytest.mark.parametrize("path", readme.TUTORIALS, ids=lambda path: path.name)
def test_the_sessions_of_a_tutorial_print_what_they_say(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = path.read_text(encoding="utf-8")
    assert readme.renewed(text, told) == text, RENEW
    assert any(step.runs for step in readme.steps(text))


def test_the_tutorial_says_the_same_in_both_languages() -> None:
    swedish, english = (
        readme.steps(path.read_text(encoding="utf-8")) for path in (readme.TUTORIALS[0], readme.TRANSLATED)
    )
    assert [(step.command, step.printed) for step in swedish] == [(step.command, step.printed) for step in english]


def test_every_session_of_the_readme_runs_a_second_time() -> None:
    """What writes a file replaces it; a store is brought up to date."""
    writing = [step.command for step in STEPS if re.search(r" -o (?!\S+\.kg\b)", step.command)]
    assert len(writing) > 3
    assert [command for command in writing if "--force" not in command.split()] == []


def test_commands_and_what_they_print_are_told_apart() -> None:
    text = "# T\n\n```console\n$ kg a \\\n    b\nout/x 1\n\n$ make demo  # said\n```\n\n```console\n$ kg c\n```\n"
    first, second, third = readme.steps(text)
    assert (first.command, first.printed, first.line) == ("kg a     b", "out/x 1", 4)
    assert text[first.begin : first.end] == first.printed
    assert (second.runs, third.command, third.printed) == (False, "kg c", "")


def test_every_command_the_documents_name_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        named = set(re.findall(r"(?:^\$ |`)kg ([a-z]+)\b", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= set(main.commands), name


def test_every_question_the_readme_lists_is_shipped() -> None:
    cells = re.findall(r"^\| (`[^|]+`) \|", TEXT, re.MULTILINE)
    listed = {name for cell in cells for name in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", cell)}
    assert listed <= {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert listed


def test_the_documents_say_how_many_questions_are_shipped() -> None:
    shipped = len(list((ROOT / "queries").glob("*.rq")))
    assert f"\n{shipped} questions are shipped" in TEXT
    for name in ("CHANGELOG.md", "docs/engines.md", "ontology/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert {int(number) for number in re.findall(r"\b[Aa]ll (\d+)(?: shipped)? questions", text)} <= {shipped}, name


def test_files_the_documents_point_to_are_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "bench/README.md", *GUIDES):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:kg|data|queries|ontology|tests|bench|tools)/[\w/.-]*)`", text):
            assert (ROOT / path).exists(), f"{name} points to {path}"


@pytest.mark.parametrize("path", sorted((ROOT / "kg").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_public_functions_and_classes_say_what_they_do(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the first line of a module says what it holds"
    bare = [
        f"{node.name} (line {node.lineno})"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert bare == []


def test_the_citation_names_the_version_that_the_program_says() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["version"], cited["license"]) == (kg.__version__, "Apache-2.0")
