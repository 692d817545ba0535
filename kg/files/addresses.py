"""Where documents are published: a template, or a table of paths and addresses, gives each its address."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES = ("{path}", "{name}", "{stem}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Gives the address of a document by its name, which is its path below the folder that was given."""

    template: str = ""
    table: Mapping[str, str] | None = None

    def of(self, name: str) -> str:
        """Give the address of a document; empty where none is known."""
        if self.table is not None:
            return self.table.get(name, "")
        path = PurePosixPath(name)
        written = zip(_PLACES, (name, path.name, path.stem), strict=True)
        address = self.template
        for place, value in written:
            address = address.replace(place, quote(value))
        return address


def read(given: str) -> Addresses:
    """Read what the user says of addresses.

    Args:
        given: A template such as `https://example.org/{path}`, with `{path}`, `{name}` (of the file) or `{stem}` (the
            name without its ending), or a .csv file whose rows are a path and an address.

    Raises:
        SourceError: It is neither, or a row of the table is no path and address.
    """
    if given.lower().endswith(".csv"):
        return Addresses(table=_table(Path(given)))
    if not _is_address(given) or not any(place in given for place in _PLACES):
        hint = f"write https://... with {', '.join(_PLACES)} in it, or name a .csv file of paths and addresses"
        raise SourceError("gives no document an address of its own", where=given, hint=hint)
    return Addresses(template=given)


def _table(path: Path) -> dict[str, str]:
    where = str(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row for row in csv.reader(stream) if row]
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise SourceError(f"cannot be read: {reason}", where=where) from problem
    if rows and len(rows[0]) > 1 and not _is_address(rows[0][1]):
        rows = rows[1:]  # the names of the columns
    for number, row in enumerate(rows, 1):
        if len(row) != 2 or not _is_address(row[1].strip()):
            hint = "a row is the path below the folder, a comma, and https://..."
            raise SourceError(f"row {number} is no path and address", where=where, hint=hint)
    return {name.strip(): address.strip() for name, address in rows}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(ch.isspace() for ch in text)
