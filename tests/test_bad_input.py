"""Input that is not minutes: one clear line each, the right exit status, the other documents built all the same."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg import conductor, processes
from kg.cli import main
from kg.document import Options
from kg.errors import KgError, OutputError
from kg.files import source
from kg.graph import files
from kg.graph.store import open_graph
from kg.minutes import segment
from tests.processes import started

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).resolve().parent.parent
ONE = ROOT / "data" / "sample" / "norradal-vardutskottet-2025-02-11.txt"
RECIPE = "Sockerkaka\n\nVispa ägg och socker. Smält smöret.\n\nGrädda i 175 grader, 40 minuter.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines_about(name: str, done: Result) -> list[str]:
    return [line for line in done.stderr.splitlines() if name in line]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "kg: empty.txt: is empty"),
        ("blank.txt", b" \n\t\n\f\n", "kg: blank.txt: is empty"),
        ("bom.txt", b"\xef\xbb\xbf", "kg: bom.txt: is empty"),
        ("binary.txt", bytes(range(256)) * 20, "kg: binary.txt: is a binary file, not text (open it in the program"),
        ("zip.md", b"PK\x03\x04\x14\x00\x00\x00", "kg: zip.md: is a zip archive, although its name ends in .md"),
        ("control.txt", b"\x01\x02\x03abc" * 50, "kg: control.txt: is a binary file"),
        (
            "p.txt",
            RECIPE.replace("S", "Protokoll, s").encode(),
            "kg: p.txt: no paragraphs (§) and no head of minutes found",
        ),
        ("line.txt", b"x" * 1_000_001, "kg: line.txt: has a line of 1,000,001 characters"),
        ("broken.txt", b"\xff\xfea\x00b", "kg: broken.txt: is no valid utf-16-le"),
        ("page.html", b"<html>", "kg: page.html: is empty"),
        ("sheet.xlsx", b"PK", "kg: sheet.xlsx: files ending in .xlsx are not read"),
    ],
)
def test_what_is_no_minutes_is_told_in_one_line_and_the_rest_is_built(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("build", tmp_path / name, ONE, "-o", tmp_path / "x.nq")
    assert done.exit_code == 3
    (line,) = lines_about(name, done)
    assert line.startswith(said)
    assert "documents   1 read, 1 failed" in done.stdout
    assert name not in (tmp_path / "x.nq").read_text(encoding="utf-8")


def test_a_text_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_CHARACTERS", 1000)
    (tmp_path / "large.txt").write_text("å§\n" * 500, encoding="utf-8")
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(5000)
    monkeypatch.setattr(segment, "segment", lambda _: pytest.fail("it was cut into parts"))
    done = run("build", tmp_path, "-o", tmp_path / "x.nq")
    assert done.exit_code == 1
    assert lines_about("huge.txt", done) == ["kg: huge.txt: has 5,000 bytes, more than any minutes (split it)"]
    assert lines_about("large.txt", done) == ["kg: large.txt: has 1,500 characters, more than 1,000 (split it)"]
    assert not (tmp_path / "x.nq").exists()


def test_the_bounds_are_a_line_of_a_million_and_a_text_of_twenty_million() -> None:
    assert (source.MAX_LINE, source.MAX_CHARACTERS) == (1_000_000, 20_000_000)


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = run("build", tmp_path / "pipe.txt", ONE, "-o", tmp_path / "x.nq")
    assert done.exit_code == 3
    assert lines_about("pipe.txt", done) == [
        "kg: pipe.txt: is no file that can be read (give files, folders or .zip archives)"
    ]


def test_a_missing_path_and_a_folder_without_minutes_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("build", tmp_path / "nowhere.txt", tmp_path / "empty", ONE, "-o", tmp_path / "x.nq")
    assert done.exit_code == 3
    assert done.stderr.splitlines() == [
        f"kg: {tmp_path}/nowhere.txt: does not exist (check the path)",
        f"kg: {tmp_path}/empty: no minutes found (read are {', '.join(sorted(source.READERS))} files)",
    ]


def test_where_nothing_can_be_read_the_build_fails_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "cake.txt").write_bytes(b"")
    assert run("build", tmp_path / "cake.txt", "-o", tmp_path / "x.nq").exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["cake.txt"]


def test_what_is_no_minutes_is_skipped_and_no_failure_but_alone_it_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "cake.txt").write_text(RECIPE, encoding="utf-8")
    done = run("build", tmp_path, ONE, "-o", tmp_path / "x.nq")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "documents   1 read, 0 failed, 1 skipped as no minutes\nskipped     1 annan handling" in done.stdout
    alone = run("build", tmp_path / "cake.txt", "-o", tmp_path / "y.nq")
    assert alone.exit_code == 5
    assert alone.stderr.startswith("kg: ")
    assert not (tmp_path / "y.nq").exists()


def test_minutes_without_paragraphs_but_with_a_head_are_minutes(tmp_path: Path) -> None:
    head = ONE.read_text(encoding="utf-8").partition("\n§ ")[0]
    (tmp_path / "head.txt").write_text(head, encoding="utf-8")
    assert run("build", tmp_path / "head.txt", "-o", tmp_path / "x.nq").exit_code == 0


def test_latin_1_is_read_as_such_and_said(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(ONE.read_text(encoding="utf-8").encode("cp1252"))
    done = run("build", tmp_path / "old.txt", "-o", tmp_path / "x.nq")
    assert done.exit_code == 0
    assert "old.txt: not UTF-8, read as Latin-1" in done.stdout
    assert "Vårdutskottet" in (tmp_path / "x.nq").read_text(encoding="utf-8")


def test_utf_8_with_a_broken_byte_keeps_its_other_letters() -> None:
    read = source.from_bytes("Nämnden\nRådet\nför ".encode() + b"\xe5", "a.txt")
    assert read.text == "Nämnden\nRådet\nför \ufffd"
    assert read.notes == ("line 3: not UTF-8, 1 bytes are read as \ufffd",)


def test_letters_that_were_decoded_wrongly_before_are_told() -> None:
    twice = "Protokoll\nHälso- och sjukvårdsnämnden".encode().decode("cp1252")
    assert source.from_bytes(twice.encode(), "a.txt").notes[0].startswith("line 2: letters were decoded wrongly")
    assert source.from_bytes("Ãlands råd, à la Â".encode(), "a.txt").notes == ()


@pytest.mark.parametrize("output", ["nofolder/x.trig", "x.docx", ".", "/proc/x.trig", "x" * 300 + ".trig"])
def test_an_output_that_cannot_be_written_is_found_before_anything_is_read(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "build", lambda *_: pytest.fail("the minutes were read"))
    done = run("build", ONE, "-o", tmp_path / output)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_is_told_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "x.trig").write_text("old", encoding="utf-8")
    monkeypatch.setitem(files.WRITERS, ".trig", full)
    with pytest.raises(OutputError, match=r"x.trig: cannot write: No space left on device"):
        conductor.save(conductor.Built(), tmp_path / "x.trig")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_two_files_with_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ONE.read_bytes())
    (tmp_path / "b.txt").write_bytes(ONE.read_bytes())
    done = run("build", tmp_path, "-o", tmp_path / "x.nq")
    assert done.exit_code == 0
    assert "b.txt: has the same bytes as a.txt: read once" in done.stdout


def test_the_same_minutes_in_two_forms_are_both_kept_and_one_of_them_counts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ONE.read_bytes())
    (tmp_path / "b.md").write_bytes(ONE.read_bytes() + b"\n")
    done = run("build", tmp_path, "-o", tmp_path / "x.nq", "--json")
    assert done.exit_code == 0
    reports = {one["name"]: one for one in json.loads(done.stdout)["reports"]}
    told = [(name, text) for name, one in reports.items() for text in one["warnings"] if "records" in text]
    ((worse, text),) = told
    better = "b.md" if worse == "a.txt" else "a.txt"
    count = reports[worse]["coverage"]["paragraphs"]
    assert text == f"records {count} of its {count} paragraphs that {better} records too: {better} counts"
    alone = run("build", ONE, "-o", tmp_path / "y.nq")
    assert alone.exit_code == 0
    # What is asked counts once what is recorded twice.
    for name in ("attendance", "who-reserved", "who-moved-what"):
        both, one = (
            run("query", tmp_path / graph, name, "--columns", "person,date,sentence", "--csv").stdout
            for graph in ("x.nq", "y.nq")
        )
        assert both == one
    assert len(open_graph(tmp_path / "x.nq").named()) == 3


# Builds that are stopped. The module stands in for `kg`; its processes import it too, so that they wait as well.
SLOW = """
import os
import sys, time
from kg.graph import files
from kg.minutes import segment
from kg.files import source

def wait(stream, graphs):
    stream.write("half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(60)

def read(path):
    os.write(1, b"reading\\n")  # at once: two processes write to one pipe
    time.sleep(60)

files.WRITERS[".trig"] = wait
if "slow" in sys.argv[-1]:
    source.read = read

if __name__ == "__main__":
    from kg.cli import main
    main()
"""


def start(tmp_path: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    program = tmp_path / "program.py"
    program.write_text(SLOW, encoding="utf-8")
    return started([str(program), "build", *map(str, arguments)])


@pytest.mark.parametrize(
    ("number", "status", "said", "left"),
    [
        (signal.SIGINT, 130, "kg: interrupted\n", 0),
        pytest.param(signal.SIGTERM, 143, "kg: told to end\n", 0, marks=pytest.mark.slow),
        (signal.SIGKILL, -9, "", 1),  # nobody can tidy up after that: what is left has a name of its own
    ],
)
def test_a_build_that_is_stopped_while_it_writes_leaves_the_old_file(
    number: int, status: int, said: str, left: int, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "x.trig"
    output.parent.mkdir()
    output.write_text("old", encoding="utf-8")
    with start(tmp_path, ONE, "--force", "-o", output) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (status, said)
    assert output.read_text(encoding="utf-8") == "old"
    assert len(list(output.parent.iterdir())) == 1 + left


@pytest.mark.parametrize(
    ("jobs", "number", "status", "said"),
    [
        pytest.param("1", signal.SIGINT, 130, "kg: interrupted\n", marks=pytest.mark.slow),
        ("2", signal.SIGINT, 130, "kg: interrupted\n"),
        pytest.param("2", signal.SIGKILL, -9, "", marks=pytest.mark.slow),
    ],
)
def test_a_build_that_is_stopped_while_it_reads_ends_with_all_its_processes(
    jobs: str, number: int, status: int, said: str, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    output = tmp_path / "slow.trig"
    with start(tmp_path, tmp_path, "--jobs", jobs, "-o", output) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(int(jobs))] == ["reading\n"] * int(jobs)
        began = monotonic()
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: all processes get it
        else:
            process.send_signal(number)
        # The pipes end when the last process has ended.
        _, told = process.communicate(timeout=20)
    assert monotonic() - began < 10
    assert process.returncode == status
    assert told == said or number == signal.SIGKILL  # Python's own tracker of semaphores may speak after that
    assert not list(tmp_path.glob("*.trig*"))
    assert not list(tmp_path.glob(".*"))


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(KgError, match=r"ended before it was done .*--jobs 1"):
        list(processes.mapped(os._exit, [3, 3], 2))


ROSTER = """Aspvikens kommun
Kommunstyrelsen
Sammanträdesprotokoll
2031-09-08

Beslutande
Gunvor Stenbrink (S), ordförande
Lars Ekmo (C)

{heading}
{entry}

§ 8 Bad

Beslut
Kommunstyrelsen bygger badet.
"""


@pytest.mark.parametrize(
    ("heading", "entry", "role"),
    [
        ("Ersättare", "Lars Ekmo (C)", "substitute"),
        ("Övriga närvarande", "Lars Ekmo, ekonomichef", "official"),
        ("Ersättare", "Lars Ekmo (M)", ""),
        ("Ersättare", "Lars Ekholm (C)", ""),
    ],
)
def test_a_name_that_has_a_seat_and_stands_elsewhere_too_is_warned_of(
    tmp_path: Path, heading: str, entry: str, role: str
) -> None:
    (tmp_path / "a.txt").write_text(ROSTER.format(heading=heading, entry=entry), encoding="utf-8")
    report = conductor.build([tmp_path], Options()).reports[0]
    told = [warning for warning in report.warnings if "both are taken for one person" in warning]
    assert [f"as member and as {role}:" in one for one in told] == ([True] if role else [])
