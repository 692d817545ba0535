"""Words that a converter glued together where it left out a break: `beslutaratt anta`, `BeslutNämnden godkänner`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar, listed_headings
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Line

_GLUED = grammar.pattern("running", "glued")
"""Places between two words of which no Swedish word is made."""
_CAPITAL = re.compile(r"(?<=[a-zåäö:])(?=[A-ZÅÄÖ])")


def apart(lines: Sequence[Line]) -> list[Line]:
    """Put a space between glued words, and a heading that is glued to its text on a line of its own."""
    return [part for line in lines for part in _without_heading(_spaced(line) if _GLUED.search(line.text) else line)]


def _spaced(line: Line) -> Line:
    cuts = [match.start() for match in _GLUED.finditer(line.text)]
    parts = [line.flow.cut(begin, end) for begin, end in pairwise([0, *cuts, len(line.text)])]
    return replace(line, flow=join(parts))


def _without_heading(line: Line) -> Iterator[Line]:
    """Part a line at its first capital behind a small letter, where the words in front are a heading of the lexicon."""
    place = _CAPITAL.search(line.text) if line.text[:1].isupper() else None
    if place is None or not listed_headings.is_listed(line.text[: place.start()]):
        yield line
        return
    yield replace(line, flow=line.flow.cut(0, place.start()))
    yield replace(line, flow=line.flow.cut(place.start()), gap=False)
