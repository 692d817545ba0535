"""Processes that hold the graph and answer one question at a time; one that takes too long is ended and made anew."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kg.errors import KgError, TimeLimitError
from kg.graph.store import open_graph
from kg.processes import end_with_the_parent

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from kg.graph.store import Graph

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_START = 600
"""Seconds that a process may take to load the graph."""


class Workers:
    """Some processes, each with the graph; may be asked from several threads.

    Args:
        place: The graph.
        count: How many processes: so many questions are answered at a time, the others wait.
        seconds: How long one question may take, waiting included.

    Raises:
        GraphError: The graph cannot be opened.
    """

    def __init__(self, place: Path, count: int, seconds: float) -> None:
        self._place = place
        self._seconds = seconds
        self._free: queue.Queue[_Worker] = queue.Queue()
        self._all = [_Worker(place) for _ in range(count)]
        for worker in self._all:
            worker.ready()
            self._free.put(worker)

    def ask(self, function: Callable[[Graph, _In], _Out], argument: _In, seconds: float | None = None) -> _Out:
        """Call a function with the graph, in one of the processes.

        Args:
            function: A function of a module, whose result can be pickled.
            argument: What it is given.
            seconds: How long this question may take, where that is not as long as others.

        Raises:
            KgError: What the function raises; or its process ended before it was done.
            TimeLimitError: It takes too long, or all processes are busy for so long.
        """
        try:
            worker = self._free.get(timeout=self._seconds)
        except queue.Empty:
            raise TimeLimitError("too many questions at once", hint="try again in a moment") from None
        try:
            return worker.ask(function, argument, self._seconds if seconds is None else seconds)
        finally:
            self._free.put(worker)

    def each(self, function: Callable[[Graph, _In], None], argument: _In, seconds: float) -> None:
        """Call a function in each of the processes, before anybody asks them; see `ask`."""
        for worker in self._all:
            worker.ask(function, argument, seconds)

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.stop()


class _Worker:
    def __init__(self, place: Path) -> None:
        self._place = place
        self._stopped = False
        # Who waits for an answer and who closes all may both find that it has ended.
        self._ending = threading.Lock()
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # No daemon: the map is laid out by a process of its own.
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, self._place))
        self._process.start()
        theirs.close()
        self._waits = True

    def ready(self) -> None:
        """Wait until the graph is loaded."""
        if not self._waits:
            return
        problem = self._connection.recv() if self._connection.poll(_START) else TimeLimitError("loading took too long")
        self._waits = False
        if problem is not None:
            raise problem

    def ask(self, function: Callable[[Graph, _In], _Out], argument: _In, seconds: float) -> _Out:
        try:
            self.ready()
            self._connection.send((function, argument))
            if not self._connection.poll(seconds):
                self._again()
                raise TimeLimitError(f"took longer than {seconds:g} seconds", hint="narrow it, or end it with LIMIT")
            result, problem = self._connection.recv()
        except (EOFError, OSError) as ended:
            self._again()
            raise KgError("the process that worked on it ended", hint="was the memory used up?") from ended
        if problem is not None:
            raise problem
        return cast("_Out", result)

    def _again(self) -> None:
        with self._ending:
            self._end()
            if not self._stopped:
                self._start()

    def stop(self) -> None:
        """End it for good: who still waits for an answer gets none."""
        with self._ending:
            self._stopped = True
            self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(connection: Connection, place: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells all processes: the parent hears it, and ends this
    end_with_the_parent()
    try:
        graph = open_graph(place)
    except KgError as problem:
        connection.send(problem)
        return
    connection.send(None)
    while True:
        try:
            function, argument = cast("tuple[Callable[[Graph, Any], Any], Any]", connection.recv())
        except EOFError:  # the parent is gone
            return
        try:
            told: tuple[Any, KgError | None] = (function(graph, argument), None)
        except KgError as problem:
            told = (None, problem)
        connection.send(told)
