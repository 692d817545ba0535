"""The answers to the shipped questions about all of a store, asked once and kept beside its index to be sifted."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg import fingerprint
from kg.explore.answers import Table, read_table
from kg.explore.queries import composed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FORM = 2
"""Counts up with the tables below: those of an older program are thrown away."""
_NAMES = ("answer", "line", "sieve", "fits")
_TABLES = """
CREATE TABLE IF NOT EXISTS answer (question TEXT, language TEXT, program TEXT, head TEXT, rows INTEGER,
  PRIMARY KEY (question, language)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line (question TEXT, language TEXT, nth INTEGER, day TEXT, cells TEXT, fact TEXT,
  PRIMARY KEY (question, language, nth)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sieve (question TEXT, parameter TEXT, PRIMARY KEY (question, parameter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fits (question TEXT, parameter TEXT, value TEXT, nth INTEGER,
  PRIMARY KEY (question, parameter, value, nth)) WITHOUT ROWID;
"""
_HEAD = "SELECT head, rows FROM answer WHERE question = ? AND language = ? AND program = ?"
_SIEVES = "SELECT parameter FROM sieve WHERE question = ?"
_LINES = "FROM line WHERE question = ? AND language = ?"
_FITS = " AND nth IN (SELECT nth FROM fits WHERE question = ? AND parameter = ? AND value = ?)"
_IN_ORDER = "nth"
_NEWEST = "day = '', day DESC, nth"
_DATE = "date"


class Whole(NamedTuple):
    """The whole answer to a question: by language, and by parameter for each row the values that leave it in."""

    tables: Mapping[str, Table]
    fits: Mapping[str, list[set[str]]] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a whole answer is wanted.

    Args:
        given: Values of parameters that do no more than leave out rows (kg/explore/sifted.py).
        most: How many rows; None for all.
        newest: The newest first, where the answer has days, and those without any last.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers in a file; may be asked from several threads. Where the file cannot be used there are none.

    Args:
        place: The file, which no other state of the store has.
    """

    place: Path

    def get(self, question: str, language: str, wanted: Wanted | None = None) -> Table | None:
        """Give the answer to a question; None where it is not kept, or a parameter does more than leave out rows."""
        if not self.place.is_file():
            return None
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.place)) as connection:
            return _read(connection, question, language, wanted or Wanted())
        return None

    def has(self, question: str, language: str) -> bool:
        """Say whether the answer to a question is kept."""
        return self.get(question, language, Wanted(most=0)) is not None

    def put(self, question: str, whole: Whole) -> None:
        """Keep the answer to a question."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.place, timeout=30)) as connection:
            _make_ready(connection)
            for name in _NAMES:
                connection.execute(f"DELETE FROM {name} WHERE question = ?", (question,))  # noqa: S608 - names above
            for language, table in whole.tables.items():
                _write(connection, question, language, table)
            connection.executemany("INSERT INTO sieve VALUES (?, ?)", ((question, name) for name in whole.fits))
            connection.executemany(
                "INSERT INTO fits VALUES (?, ?, ?, ?)",
                (
                    (question, name, value, nth)
                    for name, rows in whole.fits.items()
                    for nth, values in enumerate(rows)
                    for value in sorted(values)
                ),
            )
            connection.commit()


def _make_ready(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] != _FORM:
        connection.executescript("".join(f"DROP TABLE IF EXISTS {name};" for name in _NAMES))
        connection.execute(f"PRAGMA user_version = {_FORM}")
    connection.executescript(_TABLES)


def _read(connection: sqlite3.Connection, question: str, language: str, wanted: Wanted) -> Table | None:
    known = connection.execute(_HEAD, (question, language, fingerprint.explorer())).fetchone()
    sieves = {name for (name,) in connection.execute(_SIEVES, (question,))}
    if known is None or not {*wanted.given} <= sieves:
        return None
    of = _LINES + _FITS * len(wanted.given)
    values = [question, language]
    for name, value in wanted.given.items():
        values += [question, name, composed(value).lower()]
    count = connection.execute(f"SELECT COUNT(*) {of}", values).fetchone()[0] if wanted.given else known[1]
    most = count if wanted.most is None else min(wanted.most, count)
    order = _NEWEST if wanted.newest else _IN_ORDER
    lines = connection.execute(f"SELECT cells, fact {of} ORDER BY {order} LIMIT ?", (*values, most)).fetchall()
    told = {"rows": [json.loads(cells) for cells, _ in lines], "facts": [fact for _, fact in lines]}
    return read_table({**json.loads(known[0]), **told, "left": count - most})


def _write(connection: sqlite3.Connection, question: str, language: str, table: Table) -> None:
    told = asdict(table)
    rows, facts = told.pop("rows"), told.pop("facts")
    at = table.columns.index(_DATE) if _DATE in table.columns else None
    connection.executemany(
        "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
        (
            (question, language, nth, "" if at is None else row[at]["text"], json.dumps(row, ensure_ascii=False), fact)
            for nth, (row, fact) in enumerate(zip(rows, facts, strict=True))
        ),
    )
    head = json.dumps(told, ensure_ascii=False)
    row = (question, language, fingerprint.explorer(), head, len(rows))
    connection.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", row)
