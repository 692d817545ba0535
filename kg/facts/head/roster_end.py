"""A roster that stands at the end of the minutes, behind the last paragraph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import grammar, roster_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Line, Minutes


def list_at_end(minutes: Minutes) -> Iterator[Line]:
    """Give the lines of the list of those present that is put behind the paragraphs, its heading first."""
    last = [
        [replace(section.lines[0], flow=section.heading), *section.lines]
        if section.heading and section.lines
        else list(section.lines)
        for item in minutes.items[-1:]
        for section in item.sections
    ]
    heading = grammar.pattern("attendance", "list-heading")
    for at, lines in enumerate([*last, minutes.tail]):
        begin = next((k for k, line in enumerate(lines) if heading.fullmatch(line.text.strip(" :."))), None)
        if begin is None:
            continue
        first = lines[begin]
        word = grammar.pattern("attendance", "list-word").search(first.text)
        known = word is not None and roster_labels.kind(first.text) is None and roster_labels.kind(word[0]) is not None
        yield replace(first, flow=first.flow.cut(*word.span())) if word is not None and known else first
        yield from lines[begin + 1 :]
        if at < len(last):
            yield from minutes.tail
        return
