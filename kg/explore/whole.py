"""The answers to the shipped questions about all of a large store, asked once and kept beside its index."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg import fingerprint
from kg.explore.answers import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS answer (question TEXT, language TEXT, program TEXT, head TEXT, rows INTEGER,
  PRIMARY KEY (question, language)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line (question TEXT, language TEXT, nth INTEGER, cells TEXT, fact TEXT,
  PRIMARY KEY (question, language, nth)) WITHOUT ROWID;
"""
_HEAD = "SELECT head, rows FROM answer WHERE question = ? AND language = ? AND program = ?"
_LINES = "SELECT cells, fact FROM line WHERE question = ? AND language = ? AND nth < ? ORDER BY nth"


class Answers:
    """Answers in a file; may be asked from several threads. Where the file cannot be used there are none.

    Args:
        place: The file, which no other state of the store has.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._lock = threading.Lock()

    def get(self, question: str, language: str, most: int | None = None) -> Table | None:
        """Give the answer to a question, its first rows where not all are asked for; None where it is not kept."""
        if not self._place.is_file():
            return None
        key = (question, language)
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._place)) as connection:
            known = connection.execute(_HEAD, (*key, fingerprint.explorer())).fetchone()
            if known is None:
                return None
            count = known[1] if most is None else min(most, known[1])
            lines = connection.execute(_LINES, (*key, count)).fetchall()
            told = {"rows": [json.loads(cells) for cells, _ in lines], "facts": [fact for _, fact in lines]}
            return read_table({**json.loads(known[0]), **told, "left": known[1] - count})
        return None

    def put(self, question: str, tables: Mapping[str, Table]) -> None:
        """Keep the answer to a question, by language."""
        with self._lock, suppress(sqlite3.Error), closing(sqlite3.connect(self._place, timeout=30)) as connection:
            connection.executescript(_TABLES)
            for language, table in tables.items():
                told = asdict(table)
                rows, facts = told.pop("rows"), told.pop("facts")
                connection.execute("DELETE FROM line WHERE question = ? AND language = ?", (question, language))
                connection.executemany(
                    "INSERT INTO line VALUES (?, ?, ?, ?, ?)",
                    (
                        (question, language, nth, json.dumps(row, ensure_ascii=False), fact)
                        for nth, (row, fact) in enumerate(zip(rows, facts, strict=True))
                    ),
                )
                head = json.dumps(told, ensure_ascii=False)
                row = (question, language, fingerprint.explorer(), head, len(rows))
                connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", row)
            connection.commit()
