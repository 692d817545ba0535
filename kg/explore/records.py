"""Answers as Python's own values: rows as dicts, and as a DataFrame where pandas is installed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kg.graph.terms import Triples, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pandas import DataFrame

    from kg.graph.terms import Answer, Term

Value = str | int | float | bool | dt.date | None
"""An IRI and a text are strings; a cell that is empty is None."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: dict[str, Callable[[str], Value]] = {
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
    f"{_XSD}date": dt.date.fromisoformat,
    f"{_XSD}dateTime": dt.datetime.fromisoformat,
    **{f"{_XSD}{name}": int for name in ("integer", "int", "nonNegativeInteger", "positiveInteger")},
    **{f"{_XSD}{name}": float for name in ("decimal", "double", "float")},
}


class Records(list[dict[str, Value]]):
    """The rows of an answer, each a dict by the names of its columns.

    Attributes:
        columns: The names of the columns in their order, also where there is no row.
    """

    def __init__(self, columns: Iterable[str] = (), rows: Iterable[dict[str, Value]] = ()) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)

    def dataframe(self) -> DataFrame:
        """Give the rows as a table of pandas: days as dates, whole numbers as such also where some are missing.

        Raises:
            ImportError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an extra, and half a second: only who asks for it pays
        except ImportError as problem:
            raise ImportError("a DataFrame needs pandas: pip install 'protokollgraf[pandas]'") from problem
        frame = pd.DataFrame(list(self), columns=list(self.columns)).convert_dtypes()
        for name in self.columns:
            values = [row[name] for row in self]
            if any(isinstance(one, dt.date) for one in values) and all(isinstance(one, _DAYS) for one in values):
                frame[name] = pd.to_datetime(values)
        return frame


_DAYS = (dt.date, type(None))


def of(answer: Answer) -> Records:
    """Give an answer as rows: triples have the columns subject, predicate, object; yes or no is one row, `answer`."""
    if isinstance(answer, Truth):
        return Records(("answer",), [{"answer": answer.value}])
    columns: tuple[str, ...] = ("subject", "predicate", "object")
    rows: Iterable[Iterable[Term | None]] = answer.triples if isinstance(answer, Triples) else answer.rows
    if not isinstance(answer, Triples):
        columns = answer.variables
    return Records(columns, (dict(zip(columns, map(_value, row), strict=True)) for row in rows))


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    read = _READ.get(term.datatype)
    try:
        return read(term.value) if read else term.value
    except ValueError:
        return term.value  # such as a day that no calendar has: it is given as it is written


def written(value: Any) -> str:
    """Write a value of Python as a question takes it: a date as 2025-02-11, True as true."""
    return str(value).lower() if isinstance(value, bool) else str(value)
