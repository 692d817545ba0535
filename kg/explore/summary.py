"""What the first pages need of a whole graph, looked over once; beside a store it is kept while that is current."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg import fingerprint
from kg.explore import search
from kg.explore.overview import read_home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.explore.overview import Home
    from kg.explore.search import Entry, Index


@dataclass(frozen=True, slots=True)
class Summary:
    """What can be found, and what the home page shows, by language."""

    index: Index
    homes: dict[str, Home]


def at(place: Path | None, make: Callable[[], tuple[list[Entry], Mapping[str, Home]]]) -> Summary:
    """Give the summary of a graph.

    Args:
        place: The file that it is kept in, which no other graph has; None for nowhere.
        make: Looks the graph over, where the file is not there or another version of the program wrote it.
    """
    if place and (known := _read(place)):
        return known
    entries, homes = make()
    if place and _write(place, entries, homes) and (known := _read(place)):
        return known
    return Summary(search.Index.of(entries), dict(homes))


def _read(place: Path) -> Summary | None:
    if not place.is_file():
        return None
    connection = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    with suppress(sqlite3.Error, ValueError, KeyError, TypeError):
        told = dict(connection.execute("SELECT name, text FROM told"))
        if told.pop("program") == fingerprint.explorer():
            homes = {name: read_home(json.loads(text)) for name, text in told.items()}
            return Summary(search.Index(connection), homes)
    connection.close()
    return None


def _write(place: Path, entries: list[Entry], homes: Mapping[str, Home]) -> bool:
    """Write it beside its place first, so that nobody reads half of it; say whether the folder could be written to."""
    beside = place.with_name(f"{place.name}.new")
    try:
        beside.unlink(missing_ok=True)
        with closing(sqlite3.connect(beside)) as connection:
            connection.execute("CREATE TABLE told (name TEXT PRIMARY KEY, text TEXT NOT NULL)")
            search.write(connection, entries)
            told = {name: json.dumps(asdict(home), ensure_ascii=False) for name, home in homes.items()}
            connection.executemany(
                "INSERT INTO told VALUES (?, ?)", {**told, "program": fingerprint.explorer()}.items()
            )
            connection.commit()
        beside.replace(place)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return False
    return True
