"""The folder of a store: its ledger, one writer at a time, and indexes that whoever reads them holds in their place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kg.errors import GraphError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

ENDING = ".kg"
"""What the name of a store ends in."""
LEDGER = "ledger.sqlite"
_WRITER = "writer.sqlite"
_INDEX = "index-"
_RETIRED = "retired-"
_SUMMARY = "summary-"
_NEVER_CHANGED = (".sst", ".blob")
"""Files of an index that are written once: two indexes may share them."""
_OF_ONE_RUN = ("LOCK", "LOG")
"""Files of an index that say nothing of what is in it."""


def is_store(path: Path) -> bool:
    """Say whether a folder is a store."""
    return (path / LEDGER).is_file()


def check(path: Path) -> None:
    """Find out whether a store can be made or written to there, before anything is read.

    Raises:
        OutputError: Something else lies there, or the folder above is missing or closed.
    """
    where = str(path)
    if path.exists() and not path.is_dir():
        raise OutputError("is a file, and a store is a folder", where=where, hint="name another")
    # Whoever is killed while a store is made leaves the beginnings of one.
    if (
        path.is_dir()
        and not is_store(path)
        and any(not one.name.startswith((LEDGER, _WRITER)) for one in path.iterdir())
    ):
        raise OutputError("is a folder with other things in it", where=where, hint="name another")
    if not path.parent.is_dir():
        raise OutputError("its folder does not exist", where=where, hint=f"mkdir -p {path.parent}")
    if not os.access(path if path.is_dir() else path.parent, os.W_OK | os.X_OK):
        raise OutputError("cannot be written: Permission denied", where=where)


def index(folder: Path, generation: int) -> Path:
    """Give where an index of a store lies: each change of the store publishes the next one."""
    return folder / f"{_INDEX}{generation}"


def summary(folder: Path, generation: int) -> Path:
    """Give the file beside an index in which whoever shows it to readers may keep what it says as a whole.

    Others may lie beside it whose names go on from its stem: all go when the index does.
    """
    return folder / f"{_SUMMARY}{generation}.sqlite"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one who writes to a store; made where it is not there. Whoever is killed writes no longer.

    Raises:
        OutputError: Somebody else writes to it, or the folder cannot be written to.
    """
    try:
        folder.mkdir(exist_ok=True)
        lock = sqlite3.connect(folder / _WRITER, timeout=0, isolation_level=None)
        try:
            # SQLite's own lock is let go by the system when the process ends, on every system.
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            lock.close()
            if "locked" in str(problem):
                hint = "wait until it is done"
                raise OutputError("another kg writes to it", where=str(folder), hint=hint) from problem
            raise OutputError(f"cannot be written: {problem}", where=str(folder)) from problem
    except OSError as problem:
        raise OutputError(f"cannot be written: {problem.strerror or problem}", where=str(folder)) from problem
    try:
        yield
    finally:
        lock.close()


class Hold:
    """Keeps an index where it is as long as somebody reads it.

    On Windows nothing need be done: there a folder with open files is not moved.
    """

    def __init__(self, place: Path) -> None:
        self._handle = -1
        if sys.platform != "win32":
            self._handle = os.open(place, os.O_RDONLY)
            fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def release(self) -> None:
        """Let it go; again changes nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.release()


def hold(folder: Path, generation: int) -> Hold | None:
    """Hold an index; None where it has just been taken away, as a newer one was published.

    Raises:
        GraphError: It cannot be opened.
    """
    place = index(folder, generation)
    try:
        found = Hold(place)
    except (FileNotFoundError, BlockingIOError):
        return None
    except OSError as problem:
        raise GraphError(f"cannot be opened: {problem.strerror or problem}", where=str(place)) from problem
    if not place.is_dir():
        found.release()
        return None
    return found


def sweep(folder: Path, current: int) -> None:
    """Take away every index but the current one, and what a killed writer left; those that are read stay."""
    for path in folder.iterdir():
        if path.name.startswith(_RETIRED):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(_INDEX) and path != index(folder, current):
            _retire(path)
        elif path.name.startswith(_SUMMARY) and not path.name.startswith(
            (f"{_SUMMARY}{current}.", f"{_SUMMARY}{current}-")
        ):
            with suppress(OSError):  # Windows keeps what is open: the next writer tries again
                path.unlink()


def _retire(path: Path) -> None:
    # Renamed first: whoever opens it by its name either gets all of it or nothing.
    away = path.with_name(_RETIRED + path.name)
    with suppress(OSError):  # somebody reads it: the next writer tries again
        if sys.platform != "win32":
            handle = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.rename(away)
            finally:
                os.close(handle)
        else:
            path.rename(away)
        shutil.rmtree(away, ignore_errors=True)


def cloned(folder: Path, generation: int, *, anew: bool = False) -> Path:
    """Make the next index of a copy of the current one, sharing the files that never change; an empty one `anew`."""
    target = index(folder, generation + 1)
    target.mkdir()
    if generation and not anew:
        for path in index(folder, generation).iterdir():
            if path.suffix in _NEVER_CHANGED:
                _link(path, target / path.name)
            elif not path.name.startswith(_OF_ONE_RUN):
                shutil.copyfile(path, target / path.name)
    return target


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
