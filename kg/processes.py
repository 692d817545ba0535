"""Work done by several processes side by side, which end when their parent does, however that ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

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
    _end_with_the_parent()


def _end_with_the_parent() -> None:
    """Watch the parent: where it is killed nobody else tells its processes, and they would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
