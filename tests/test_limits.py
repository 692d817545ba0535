"""Nothing hangs: a question has a time, and whoever wants it to stop is heard at once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from kg import processes
from kg.cli import main
from kg.errors import GraphError, KgError, TimeLimitError
from kg.graph import files
from tests.processes import started

ROOT = Path(__file__).resolve().parent.parent
# Every thing with every thing with every thing: it ends in no lifetime, and compiled code hears no signal.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?a)) + STRLEN(STR(?f)) < 0) }"


def start(graph: Path, *options: str) -> subprocess.Popen[str]:
    return started(["-m", "kg.cli", "query", str(graph), RUNAWAY, *options])


def nobody_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_question_that_does_not_end_is_ended_when_its_time_is_up(sample: Path) -> None:
    began = monotonic()
    with start(sample, "--timeout", "2") as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 4
    assert told.startswith("kg: took longer than 2 seconds (give it more with --timeout")
    assert 2 < monotonic() - began < 40
    assert nobody_left(process.pid)


@pytest.mark.parametrize(
    ("number", "status", "said"),
    [(signal.SIGINT, 130, "kg: interrupted\n"), (signal.SIGTERM, 143, "kg: told to end\n")],
)
def test_a_question_that_does_not_end_is_stopped(number: int, status: int, said: str, sample: Path) -> None:
    with start(sample) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=4)  # it is asking by now
        began = monotonic()
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (status, said)
    assert monotonic() - began < 10
    assert nobody_left(process.pid)


def _refuse(what: str) -> None:
    raise GraphError(what, where="x.trig", hint="look there")


def test_an_error_comes_back_whole_from_the_other_process() -> None:
    with pytest.raises(GraphError, match=r"x\.trig: broken \(look there\)") as told:
        processes.within(_refuse, "broken", 20)
    assert (told.value.where, told.value.hint) == ("x.trig", "look there")


def test_a_result_comes_back_and_a_process_that_dies_is_told() -> None:
    assert processes.within(sorted, [3, 1, 2], 20) == [1, 2, 3]
    with pytest.raises(KgError, match="ended before it was done"):
        processes.within(os._exit, 3, 20)
    with pytest.raises(TimeLimitError, match=r"longer than 0\.2 seconds"):
        processes.within(signal.sigwait, {signal.SIGUSR1}, 0.2)


def _for_ever(*_: Any, **__: Any) -> NoReturn:
    while True:
        sleep(1)


@pytest.mark.skipif(sys.platform != "linux", reason="only where a process forks it has what a test puts into a module")
@pytest.mark.parametrize(
    ("command", "place"),
    [
        (["why", "votes"], "kg.explore.why.explain"),
        (["export", "-o", "x.graphml"], "kg.explore.export.export"),
        (["view", "-o", "x.svg"], "kg.explore.view.view"),
    ],
)
def test_what_looks_through_a_graph_has_a_time(
    command: list[str], place: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(place, _for_ever)
    began = monotonic()
    done = CliRunner().invoke(main, [command[0], str(sample), *command[1:], "--timeout", "1"])
    assert (done.exit_code, done.stderr) == (4, "kg: took longer than 1 seconds (give it more with --timeout)\n")
    assert monotonic() - began < 20
    assert not list(tmp_path.iterdir())


# The command as it stands, but for what it does in its other process: that writes half of a file and never ends.
HANGING = """import sys
from pathlib import Path
from time import sleep
import {module}
from kg.graph import files

def for_ever(*_, **__):
    with files.replacing(Path("half.txt")) as stream:
        stream.write("half")
        print("begun", flush=True)
        while True:
            sleep(1)

{module}.{name} = for_ever
from kg.cli import main
main(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only where a process forks it has what a test puts into a module")
@pytest.mark.parametrize(
    "stop",
    [(signal.SIGINT, 130, "kg: interrupted\n"), (signal.SIGTERM, 143, "kg: told to end\n")],
)
@pytest.mark.parametrize(
    "command",
    [["why", "explain", "votes"], ["export", "export", "-o", "x.graphml"], ["view", "view", "-o", "x.svg"]],
)
def test_why_export_and_view_are_stopped_and_leave_nothing(
    stop: tuple[int, int, str], command: list[str], sample: Path, tmp_path: Path
) -> None:
    number, status, said = stop
    name, function, *rest = command
    program = HANGING.format(module=f"kg.explore.{name}", name=function)
    with started(["-c", program, name, str(sample), *rest], cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: all processes get it
        else:
            process.send_signal(number)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (status, said)
    assert nobody_left(process.pid)
    assert not list(tmp_path.iterdir())


def test_a_service_that_answers_letter_by_letter_for_ever_is_left() -> None:
    """Each letter comes in time, so that no time limit of the connection is ever reached."""

    def trickle(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
            try:
                while True:
                    connection.sendall(b" ")
                    sleep(0.2)
            except OSError:  # the other end is gone, as it should
                return

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = threading.Thread(target=trickle, args=(listening,), daemon=True)
        server.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        done = CliRunner(env={"NO_PROXY": "127.0.0.1"}).invoke(
            main, ["query", "--endpoint", url, "ASK {}", "--timeout", "1"]
        )
        server.join(20)
    assert done.exit_code == 4, done.stderr
    assert not server.is_alive()


def test_who_is_ended_takes_away_what_it_has_half_written(tmp_path: Path) -> None:
    with pytest.raises(TimeLimitError):
        processes.within(_writes, tmp_path / "x.txt", 3)
    assert not list(tmp_path.iterdir())


def _writes(path: Path) -> None:
    with files.replacing(path) as stream:
        stream.write("half")
        _for_ever()
