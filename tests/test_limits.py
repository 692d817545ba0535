"""Nothing hangs: a question has a time, and whoever wants it to stop is heard at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from kg import processes
from kg.errors import GraphError, KgError, TimeLimitError
from tests.test_bad_input import default_signals

ROOT = Path(__file__).resolve().parent.parent
# Every thing with every thing with every thing: it ends in no lifetime, and compiled code hears no signal.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?a)) + STRLEN(STR(?f)) < 0) }"


def start(graph: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "query", str(graph), RUNAWAY, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=default_signals,  # noqa: PLW1509 - it sets two signals and nothing else
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


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
