"""Work done by other processes, side by side or in a given time; they end when their parent does, however it ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from kg.errors import KgError, TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def mapped(function: Callable[[_In], _Out], many: Sequence[_In], jobs: int) -> Generator[_Out, None, None]:
    """Apply a function to many things, in their order; closing the generator ends all processes at once.

    Args:
        function: A function that can be pickled.
        many: What it is applied to.
        jobs: How many processes; one means this one.

    Raises:
        KgError: A process ended before its work was done.
    """
    if jobs <= 1 or len(many) < 2:
        with _few_collections():
            yield from map(function, many)
        return
    # A tenth of the time that a question takes: only who reads side by side pays for it.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start)
    try:
        with _no_interrupt():
            results = pool.map(function, many)
        yield from results
    except BrokenProcessPool as problem:
        hint = "was the memory used up? Try --jobs 1"
        raise KgError("a process that read documents ended before it was done", hint=hint) from problem
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()


FORKS = sys.platform == "linux"
"""Only Linux forks safely: there another process is ready at once and has what this one has, elsewhere not."""
_GRACE = 1
"""Seconds that a process has to end by itself."""


def within(function: Callable[[_In], _Out], argument: _In, seconds: float, hint: str = "") -> _Out:
    """Call a function in a process of its own, which is ended when the time is up or this one is told to stop.

    What runs in compiled code hears no signal and no timer of Python: only ending its process stops it.

    Args:
        function: A function of a module, whose result can be pickled.
        argument: What it is given.
        seconds: How long it may take.
        hint: What to do where that is not enough.

    Raises:
        KgError: What the function raises; or its process ended before it was done.
        TimeLimitError: The time is up.
    """
    context = multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    # No daemon, which could have no process of its own to draw with; it ends with this one all the same.
    process = context.Process(target=_send, args=(sender, function, argument, seconds))
    with warnings.catch_warnings():  # Python 3.12 warns of threads, of which the child has none that it waits for
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        in_time = receiver.poll(seconds)
        result, problem = receiver.recv() if in_time else (None, None)
    except EOFError as ended:
        raise KgError(
            "the process that worked on it ended before it was done", hint="was the memory used up?"
        ) from ended
    except BaseException:
        _end(process)
        raise
    else:
        if not in_time:
            _end(process)
            raise TimeLimitError(f"took longer than {seconds:g} seconds", hint=hint)
    finally:
        process.kill()
        process.join()
        receiver.close()
    if problem is not None:
        raise problem
    return cast("_Out", result)


def _end(process: BaseProcess) -> None:
    """Give a process the time to take away what it has half written; what is in compiled code does not hear it."""
    process.terminate()
    process.join(_GRACE)


def _send(sender: Connection, function: Callable[[_In], _Out], argument: _In, seconds: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells all processes: the parent hears it, and ends this
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if hasattr(signal, "setitimer"):
        # Where the parent is killed, nobody ends this process: the system does, as soon as nobody can want its answer.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 5)
    end_with_the_parent()
    try:
        told: tuple[_Out | None, KgError | None] = (function(argument), None)
    except KgError as problem:
        told = (None, problem)
    sender.send(told)


@contextmanager
def until_told_to_end() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, so that nothing half-done is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: object) -> None:
        raise KeyboardInterrupt(number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Keep Ctrl-C from the processes that start meanwhile: they inherit the mask, and their parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_MANY = 100_000
"""How many objects may come before the collector looks for cycles: a document makes fewer."""


@contextmanager
def _few_collections() -> Iterator[None]:
    """Keep the collector of cycles from going through everything again and again: facts and triples are in none."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _start() -> None:
    """Make a process ready that works for this one."""
    gc.freeze()
    gc.set_threshold(_MANY)
    end_with_the_parent()


def end_with_the_parent() -> None:
    """Watch the parent: where it is killed nobody else tells its processes, and they would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
