"""What a terminal shows while something takes its time: bars on stderr, gone when it is done, none in a pipe."""

from __future__ import annotations

import shutil
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 2.0
"""How many seconds nobody wonders whether anything is done."""
WIDTH = 160
"""How wide a table may be where no terminal says it."""
ROWS = 200
"""How many rows a table shows on a terminal, unless more are asked for."""


class Progress:
    """A bar on stderr while a build runs, and only on a terminal."""

    def __enter__(self) -> Callable[[int, int], None]:
        self._bar: Any = None
        if not sys.stderr.isatty():
            return lambda *_: None
        self._bar = _bar()
        self._bar.start()
        task = self._bar.add_task("reading", total=None)
        return lambda done, total: self._bar.update(task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def waiting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar as soon as something takes longer than `PATIENCE`; nothing before, and nothing in a pipe.

    Args:
        what: What is done, in a word or two.

    Returns:
        What may be told how much of it is done, and of how much; until then the bar only moves.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    shown: list[Any] = []
    told = [0, 0]

    def show() -> None:
        bar = _bar()
        bar.add_task(what, completed=told[0], total=told[1] or None)
        bar.start()
        shown.append(bar)

    def tell(done: int, total: int) -> None:
        told[:] = done, total
        for bar in shown:
            bar.update(bar.task_ids[0], completed=done, total=total)

    timer = threading.Timer(PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        for bar in shown:
            bar.stop()


def _bar() -> Any:
    from rich.console import Console  # noqa: PLC0415 - rich takes a tenth of a second: only who waits pays for it
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - the same

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def width() -> int:
    """Give how many letters a line of the terminal holds."""
    return shutil.get_terminal_size((WIDTH, 24)).columns
