"""Answers as text: a table, CSV, TSV, JSON or what Excel opens; one vocabulary of output for every command."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError, QueryError
from kg.graph.terms import Answer, Rows, Term, Triples, Truth
from kg.suggestion import meant
from kg.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

_NARROWEST = 10
_GAP = "  "
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|")
_NUMERIC = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"
# A table holds what CONSTRUCT and DESCRIBE give as N-Triples, which is Turtle too.
_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".json": "json"} | dict.fromkeys((".txt", ".nt", ".ttl", ""), "table")
_JSON_KINDS = {"iri": "uri", "literal": "literal", "blank": "bnode"}


def choose(answer: Answer, columns: Sequence[str]) -> Answer:
    """Keep only some columns of an answer, in the order asked for, and each row once.

    Raises:
        QueryError: The answer has no such column.
    """
    if not columns or not isinstance(answer, Rows):
        return answer
    unknown = [name for name in columns if name not in answer.variables]
    if unknown:
        hint = meant(unknown[0], answer.variables, f"columns are {', '.join(answer.variables)}")
        raise QueryError(f"there is no column {', '.join(unknown)}", hint=hint)
    places = [answer.variables.index(name) for name in columns]
    kept = dict.fromkeys(tuple(row[at] for at in places) for row in answer.rows)
    return replace(answer, variables=tuple(columns), rows=list(kept))


def form_of(output: Path | None) -> str:
    """Say how a file is written, by its ending: one of `FORMATS`.

    Raises:
        OutputError: The ending is that of something else.
    """
    ending = output.suffix.lower() if output else ""
    if ending not in _ENDINGS:
        known = [one for one in _ENDINGS if one]
        hint = meant(ending, known, f"use {', '.join(known)}; what Excel opens is --excel -o FILE.csv")
        raise OutputError(f"no answer ends in {ending}", where=str(output), hint=hint)
    return _ENDINGS[ending]


def first(answer: Answer, most: int) -> tuple[Answer, int]:
    """Keep the first rows of an answer, all where `most` is 0; say how many are left out."""
    if not most or not isinstance(answer, Rows) or len(answer.rows) <= most:
        return answer, 0
    return replace(answer, rows=answer.rows[:most]), len(answer.rows) - most


def as_table(answer: Answer, width: int = WIDTH) -> str:
    """Lay rows out in columns; what does not fit the width is cut and marked with an ellipsis."""
    if isinstance(answer, Truth):
        return f"{str(answer.value).lower()}\n"
    if isinstance(answer, Triples):
        return as_ntriples(answer)
    rows = [tuple(_cell(term) for term in row) for row in answer.rows]
    # An IRI that is cut cannot be given to `kg why`.
    whole = {at for row in answer.rows for at, term in enumerate(row) if term and term.kind == "iri"}
    return layout(answer.variables, rows, width, whole)


def layout(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH, whole: Collection[int] = ()
) -> str:
    """Lay cells out in columns under a header; numbers stand to the right, columns in `whole` are never cut."""
    if not header:
        return ""
    widths = [max(map(len, (name, *(row[at] for row in rows)))) for at, name in enumerate(header)]
    numbers = [bool(rows) and all(_NUMBER.fullmatch(row[at]) for row in rows) for at in range(len(header))]
    excess = sum(widths) + len(_GAP) * (len(header) - 1) - width
    cut = [at for at in range(len(header)) if at not in whole]
    while excess > 0 and cut and widths[widest := max(cut, key=widths.__getitem__)] > _NARROWEST:
        widths[widest] -= 1
        excess -= 1
    lines = [
        _GAP.join(_fit(cell, space, right) for cell, space, right in zip(row, widths, numbers, strict=True)).rstrip()
        for row in (header, ["─" * space for space in widths], *rows)
    ]
    return "\n".join(lines) + "\n"


def as_csv(answer: Answer, delimiter: str = ",") -> str:
    """Write comma-separated values with a header line."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    header, rows = _plain(answer)
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def as_tsv(answer: Answer) -> str:
    """Write tab-separated values, one line a row: tabs and line breaks inside a value become spaces."""
    header, rows = _plain(answer)
    return "".join("\t".join(_SPACE.sub(" ", cell) for cell in row) + "\n" for row in (header, *rows))


def as_excel(answer: Answer) -> str:
    """Write what a Swedish Excel opens by a double click: a byte order mark, semicolons, decimal commas."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    if isinstance(answer, Rows):
        writer.writerow(answer.variables)
        writer.writerows([_excel(term) for term in row] for row in answer.rows)
    else:
        header, rows = _plain(answer)
        writer.writerow(header)
        writer.writerows(rows)
    return _BYTE_ORDER_MARK + stream.getvalue()


def as_json(answer: Answer) -> str:
    """Write the SPARQL 1.1 results in JSON; triples as a list of their three terms."""
    document: dict[str, Any]
    if isinstance(answer, Truth):
        document = {"head": {}, "boolean": answer.value}
    elif isinstance(answer, Triples):
        names = ("subject", "predicate", "object")
        document = {"triples": [dict(zip(names, map(_json, triple), strict=True)) for triple in answer.triples]}
    else:
        bindings = [
            {name: _json(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
            for row in answer.rows
        ]
        document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return dumps(document)


def as_ntriples(answer: Triples) -> str:
    """Write triples as N-Triples."""
    return "".join(" ".join(term.written() for term in triple) + " .\n" for triple in answer.triples)


def dumps(document: Any) -> str:
    """Write one JSON document, letters as they are."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def short(iri: str) -> str:
    """Give the end of an IRI that still says which thing it is, for reading and for `kg why`.

    >>> short("https://w3id.org/protokollgraf/id/minutes/282fabbe93dbb5d1/9/referral/1")
    '282fabbe93dbb5d1/9/referral/1'
    """
    _, found, rest = iri.partition("/minutes/")
    return rest if found else "/".join(iri.split("/")[-3:])


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "excel": as_excel,
    "json": as_json,
}


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    return short(term.value) if term.kind == "iri" else _SPACE.sub(" ", term.value).strip()


def _excel(term: Term | None) -> str:
    if term is None:
        return ""
    if term.datatype in _NUMERIC:
        return term.value.replace(".", ",")
    # What begins so would be read as a formula, and a clause may well begin with a dash.
    return f"'{term.value}" if term.value.startswith(_FORMULA) else term.value


def _fit(cell: str, width: int, right: bool) -> str:
    cut = cell if len(cell) <= width else cell[: width - 1].rstrip() + "…"
    return cut.rjust(width) if right else cut.ljust(width)


def _plain(answer: Answer) -> tuple[Sequence[str], list[list[str]]]:
    if isinstance(answer, Truth):
        return ["answer"], [[str(answer.value).lower()]]
    if isinstance(answer, Triples):
        return ["subject", "predicate", "object"], [[term.value for term in triple] for triple in answer.triples]
    return answer.variables, [[term.value if term else "" for term in row] for row in answer.rows]


def _json(term: Term) -> dict[str, str]:
    found = {"type": _JSON_KINDS[term.kind], "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype:
        found["datatype"] = term.datatype
    return found
