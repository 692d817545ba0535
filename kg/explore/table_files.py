"""Tables written as files: CSV and Parquet, a file a table, and a workbook of Excel, a sheet a table."""

from __future__ import annotations

import csv
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.explore import plain
from kg.graph import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.explore.sheets import Table

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
# What is written as digits but is a name: it is never counted with.
_NAMES = ("paragraph", "case", "number")
_WIDEST, _ROOM = 60, 32767
"""The widest column of a sheet, in characters, and how much text a cell of Excel takes."""
# A workbook says when it was made: always the same, so that the same tables give the same bytes.
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a time without a zone, as workbooks have it


def outputs(output: Path, parts: Sequence[str]) -> list[Path]:
    """Give the files that tables are written to: one a table, named by its part, or one for all in a workbook."""
    if output.suffix.lower() == ".xlsx":
        return [output]
    return [output.with_name(f"{output.stem}{part}{output.suffix}") for part in parts]


def write(tables: Mapping[str, Table], output: Path) -> None:
    """Write tables in the form that the ending of the output names.

    Args:
        tables: By what stands before the ending of each file; in a workbook it is the name of the sheet.
        output: Where to; its ending is one of `WRITERS`.

    Raises:
        OutputError: A file cannot be written, or what writes that form is not installed.
    """
    WRITERS[output.suffix.lower()](tables, output)


def _csv(tables: Mapping[str, Table], output: Path) -> None:
    for path, (columns, rows) in zip(outputs(output, list(tables)), tables.values(), strict=True):
        with files.replacing(path) as stream:
            csv.writer(stream, lineterminator="\n").writerows([columns, *rows])


def _xlsx(tables: Mapping[str, Table], output: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only who asks for a workbook waits for it

    with files.replacing(output) as stream:
        # Nothing that minutes say is a formula or a link: what begins with `=` is text.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        book = xlsxwriter.Workbook(stream.buffer, safe)
        book.set_properties({"created": _MADE})
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for part, (columns, rows) in tables.items():
            sheet = book.add_worksheet(part.removeprefix(".") or output.stem[:31])
            sheet.write_row(0, 0, columns, head)
            as_typed = [typed(name, [row[at] for row in rows]) for at, name in enumerate(columns)]
            for at, (name, column) in enumerate(zip(columns, as_typed, strict=True)):
                for line, cell in enumerate(column, start=1):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(line, at, dt.datetime.combine(cell, dt.time()), day)
                    elif isinstance(cell, str):
                        sheet.write_string(line, at, plain.text(cell)[:_ROOM])
                    elif cell is not None:
                        sheet.write_number(line, at, cell)
                sheet.set_column(
                    at, at, min(_WIDEST, max([len(name), *(len(str(cell)) for cell in column if cell)]) + 2)
                )
            sheet.freeze_panes(1, 0)
            if columns:
                sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        book.close()


def _parquet(tables: Mapping[str, Table], output: Path) -> None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra of 50 MB: only who asks for it pays
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as problem:
        hint = "pip install 'protokollgraf[parquet]'; or export .csv or .xlsx"
        raise OutputError("Parquet needs pyarrow, which is not installed", where=str(output), hint=hint) from problem
    for path, (columns, rows) in zip(outputs(output, list(tables)), tables.values(), strict=True):
        as_typed = {name: typed(name, [row[at] for row in rows]) for at, name in enumerate(columns)}
        with files.replacing(path) as stream:
            parquet.write_table(pa.table({name: pa.array(cells) for name, cells in as_typed.items()}), stream.buffer)


def typed(name: str, cells: Sequence[str]) -> list[Any]:
    """Give a column as dates or numbers where every cell of it is one, else as text; None where a cell is empty."""
    filled = [cell for cell in cells if cell]
    as_is = name in _NAMES or not filled
    if not as_is and all(_DAY.fullmatch(cell) for cell in filled):
        try:
            return [dt.date.fromisoformat(cell) if cell else None for cell in cells]
        except ValueError:
            return [cell or None for cell in cells]  # a day that no calendar has is given as it is printed
    if not as_is and all(_NUMBER.fullmatch(cell) for cell in filled):
        whole = not any("." in cell for cell in filled)
        return [(int(cell) if whole else float(cell)) if cell else None for cell in cells]
    return [cell or None for cell in cells]


WRITERS: dict[str, Callable[[Mapping[str, Table], Path], None]] = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
"""By the ending of the output."""
