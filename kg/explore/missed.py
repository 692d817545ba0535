"""What was not understood of a document, and what was skipped: as plain data and for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.explore import spoken
from kg.explore.tables import layout
from kg.report import new_template, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.explore.inspect import Reading
    from kg.model import Span

_NUMBER = re.compile(r"\d+")


def quoted(reading: Reading, span: Span) -> dict[str, Any]:
    """Give a span as data, with the text that stands there; offsets are those of the graph."""
    return {"begin": span.begin, "end": span.end, "text": reading.text[span.begin : span.end]}


def as_data(reading: Reading) -> dict[str, Any]:
    """Give how much was understood, every stretch that was not, and what was skipped, as plain data."""
    found = reading.coverage
    return {
        "coverage": {name: getattr(found, name) for name in type(found).__slots__} | {"shares": found.shares()},
        "unread": [
            {"kind": one.kind, "item": one.item, "line": one.line, "page": one.page, "why": one.why}
            | quoted(reading, one.span)
            for one in reading.unread
        ],
        "furniture": [{"line": line, **quoted(reading, span)} for line, span in reading.furniture],
    }


def as_text(reading: Reading, width: int) -> str:
    """Lay out what was not understood for a terminal of some width; furniture apart, each kind of line once."""
    return "\n".join(_lines(reading, width)) + "\n"


def block(reading: Reading, width: int, language: str = "en") -> Iterator[str]:
    """Give the lines of the table of what was not understood."""
    say = spoken.speaker(language)
    rows = [
        (
            str(one.line),
            "" if one.page is None else str(one.page),
            one.kind,
            f"§ {one.item}" if one.item else "",
            " ".join(reading.text[one.span.begin : one.span.end].split()),
            one.why,
        )
        for one in reading.unread
    ]
    yield ""
    yield f"{say('not understood')} ({len(rows)})"
    if rows:
        columns = tuple(map(say, ("line", "page", "looks like", "in", "text", "why")))
        yield from (f"  {line}" for line in layout(columns, rows, width - 2).splitlines())


def _lines(reading: Reading, width: int) -> Iterator[str]:
    yield f"{reading.name}: {understood(reading.coverage)}"
    if told := new_template(reading.coverage):
        yield f"  {told}"
    yield from (f"  {note}" for note in reading.notes)
    yield from block(reading, width)
    alike: dict[str, list[tuple[int, str]]] = {}
    for line, (begin, end) in reading.furniture:
        text = " ".join(reading.text[begin:end].split())
        if text:
            alike.setdefault(_NUMBER.sub("#", text), []).append((line, text))
    yield ""
    yield f"skipped as page furniture ({sum(map(len, alike.values()))} lines, {len(alike)} different)"
    if alike:
        rows = [(str(found[0][0]), str(len(found)), found[0][1]) for found in alike.values()]
        yield from (f"  {line}" for line in layout(("line", "times", "text"), rows, width - 2).splitlines())
