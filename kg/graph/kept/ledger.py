"""The ledger of a store: what was read of each file and what followed from it, in SQLite; one transaction a change."""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import GraphError
from kg.graph.iri import identities
from kg.graph.kept.folder import LEDGER, is_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.graph.evidence import Row

VERSION = "4"
"""Of the tables, and of the rows of evidence: a store of another version has to be made again."""
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (
  id INTEGER PRIMARY KEY, place TEXT NOT NULL, live INTEGER NOT NULL, shown INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL, name TEXT NOT NULL, minutes TEXT NOT NULL, report TEXT NOT NULL,
  said BLOB NOT NULL, lines BLOB NOT NULL, UNIQUE (place, live));
CREATE INDEX reading_minutes ON reading (minutes, live);
CREATE INDEX reading_key ON reading (key);
CREATE TABLE original (key TEXT PRIMARY KEY, said BLOB NOT NULL, lines BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE tally (
  part TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, weight INTEGER NOT NULL, documents INTEGER NOT NULL,
  PRIMARY KEY (part, what, value)) WITHOUT ROWID;
CREATE TABLE identity (part TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (part, line)) WITHOUT ROWID;
CREATE INDEX identity_line ON identity (line);
CREATE TABLE shared (line TEXT PRIMARY KEY, documents INTEGER NOT NULL, listed INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX shared_changed ON shared (line) WHERE (documents > 0) <> listed;
"""
_PATIENCE = 30
"""Seconds to wait for another process that is just writing: each of its transactions is short."""


class Reading(NamedTuple):
    """What one file gave when it was read."""

    place: str
    """Where it lies on this machine."""
    key: str
    """The digest of all that the rest follows from."""
    name: str
    minutes: str
    """The IRI of its Minutes; empty where it is none."""
    report: str
    said: bytes
    """The rows of evidence, packed."""
    lines: bytes
    """The triples of its graph as `spool.pack` writes them, packed."""


def packed(data: bytes) -> bytes:
    """Make data small."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> bytes:
    """Give data as it was."""
    return zlib.decompress(data)


def pack_rows(rows: dict[Row, int]) -> bytes:
    """Write rows of evidence, in order."""
    written = [[*row, weight] for row, weight in sorted(rows.items())]
    return packed(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_rows(data: bytes) -> dict[Row, int]:
    """Read rows of evidence."""
    from kg.graph.evidence import Row  # noqa: PLC0415 - who asks a store reads no evidence

    return {Row(*row): weight for *row, weight in json.loads(unpacked(data))}


class Ledger:
    """An open ledger. What is read in one transaction is of one state, whatever others write meanwhile."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.sql = connection

    def state(self, name: str) -> str:
        """Give what is noted under a name; empty where nothing is."""
        row = self.sql.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, name: str, value: str) -> None:
        """Note something under a name."""
        self.sql.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    @property
    def generation(self) -> int:
        """The number of the index that is published; 0 before the first."""
        return int(self.state("generation") or 0)

    @property
    def identities(self) -> str:
        """The IRI of the identity graph."""
        return identities(self.state("base"))

    def documents(self) -> Iterator[tuple[str, str]]:
        """Give the documents of the graph, in order: the IRI of the Minutes, and the name."""
        yield from self.sql.execute("SELECT minutes, name FROM reading WHERE shown ORDER BY minutes")

    def named(self) -> list[str]:
        """Give the IRIs of all named graphs, sorted."""
        linked = self.sql.execute("SELECT 1 FROM identity LIMIT 1").fetchone()
        return [*([self.identities] if linked else []), *(minutes for minutes, _ in self.documents())]

    def triples(self) -> int:
        """Give how many triples all graphs have."""
        return sum(lines.count(b" .\n") for _, lines in self.graphs())

    def graphs(self) -> Iterator[tuple[str, bytes]]:
        """Give every named graph as sorted lines of N-Triples: the identity graph first, then the documents'."""
        if shared := self.shared():
            yield self.identities, shared
        for minutes, _ in list(self.documents()):
            yield minutes, self.lines(minutes)

    def lines(self, minutes: str) -> bytes:
        """Give the graph of a document."""
        row = self.sql.execute("SELECT lines FROM reading WHERE minutes = ? AND shown", (minutes,)).fetchone()
        return unpacked(row[0])

    def shared(self) -> bytes:
        """Give the identity graph."""
        rows = self.sql.execute("SELECT DISTINCT line FROM identity ORDER BY line")
        return "".join(line for (line,) in rows).encode()

    def identities_of(self, things: Iterable[str]) -> set[str]:
        """Give the lines of the identity graph with some things as subjects."""
        asked = "SELECT line FROM identity WHERE line > ? AND line < ?"
        # `!` is the character behind the space that ends a subject.
        return {line for one in things for (line,) in self.sql.execute(asked, (f"<{one}> ", f"<{one}>!"))}

    def close(self) -> None:
        """Close it; what is not committed is as if it had not been."""
        self.sql.close()


def open_ledger(folder: Path) -> Ledger:
    """Open the ledger of a store to read, at the state that it has now.

    Raises:
        GraphError: It is no store, it is broken, or another version of the program made it.
    """
    if not is_store(folder):
        hint = "make one with: kg build PATH... -o NAME.kg"
        raise GraphError("is no store" if folder.exists() else "there is no such store", where=str(folder), hint=hint)
    found = Ledger(folder, _connected(folder / LEDGER))
    try:
        found.sql.execute("BEGIN")
        built = found.generation > 0
    except sqlite3.Error as problem:
        found.close()
        raise GraphError(f"the ledger cannot be read: {problem}", where=str(folder)) from problem
    if not built:
        found.close()
        raise GraphError("nothing has been built into it yet", where=str(folder), hint="kg build PATH... -o it")
    _check(found)
    return found


def open_to_write(folder: Path) -> Ledger:
    """Open the ledger of a store whose one writer this process is; made where it is not there.

    Raises:
        GraphError: It is broken, or another version of the program made it.
    """
    try:
        if not is_store(folder):
            _make(folder)
        found = Ledger(folder, _connected(folder / LEDGER))
        _check(found)
    except sqlite3.Error as problem:
        raise GraphError(f"the ledger cannot be read: {problem}", where=str(folder)) from problem
    return found


def _make(folder: Path) -> None:
    """Make a ledger, beside its place first: nobody meets one without tables, or keeps it from what only one may do."""
    beside = folder / f"{LEDGER}.new"
    beside.unlink(missing_ok=True)
    sql = _connected(beside)
    for statement in _TABLES.split(";"):
        sql.execute(statement)
    Ledger(folder, sql).note("version", VERSION)
    sql.execute("PRAGMA journal_mode = WAL")
    sql.close()
    beside.rename(folder / LEDGER)


def _connected(path: Path) -> sqlite3.Connection:
    # One thread at a time uses it, but the one that lets it go may be another.
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)


def _check(ledger: Ledger) -> None:
    if ledger.state("version") != VERSION:
        ledger.close()
        hint = "build it again under another name"
        raise GraphError("another version of this program made it", where=str(ledger.folder), hint=hint)
