"""Names printed surname first (`Ek, Anna (S)`, `Ek Anna (S)`) are turned, where the document itself shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import agents
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Span

LAST_FIRST = re.compile(
    rf"(?:^|(?<=ersätter\s)|(?<=för\s))(?P<last>(?:{agents.PARTICLE}\s)*{agents.WORD}(?:\s{agents.WORD})?),"
    rf"\s(?P<first>{agents.WORD}(?:\s{agents.WORD})?)(?=\s*(?:[(,|§]|$)|\s(?:[A-ZÅÄÖ]{{1,3}}|[a-zåäö]+)\b)"
)
"""A surname, a comma and the first name, at the beginning of a line or behind the words of serving."""
_LEAST = 3
"""So many names of the lists of the elected must be printed so with a comma, and all of them."""
_LAST_OF_TWO = 0.3
"""What share of a list printed surname first may have surnames of two words: more are names side by side."""
_SHOWN = 2
"""So many names must stand the other way round elsewhere, and more than as the lists have them."""


def turned(found: Sequence[Group], elected: frozenset[str], text: str) -> Iterator[Group]:
    """Turn the names of the lists that are printed surname first.

    With a comma the lists of the elected must be printed so as a whole. Without, the document itself must show it: the
    same people are called the other way round where they sign, move or vote.
    """
    listed = [line for group in found if group.name in elected for line in group.lines if agents.people(line.flow)]
    commas = [match for line in listed if (match := LAST_FIRST.match(line.text))]
    two = sum(" " in re.sub(r"^(?:[a-zåäö]+\s)+", "", match["last"]) for match in commas)
    whole = len(commas) >= _LEAST and len(commas) == len(listed) and two <= _LAST_OF_TWO * len(commas)
    order = {} if whole else _order(found, text)
    for group in found:
        if group.kind != "list" or group.name == "adjuster" or not (whole or order):
            yield group
        else:
            turn = _comma_out if whole else lambda flow: _first_in_front(flow, order)
            yield group._replace(lines=[replace(line, flow=turn(line.flow)) for line in group.lines])


def _comma_out(flow: Flow) -> Flow:
    """Put first names first; every character keeps its place in the source."""
    pieces: list[Flow] = []
    at = 0
    for match in LAST_FIRST.finditer(flow.text):
        pieces += [flow.cut(at, match.start()), flow.cut(*match.span("first")), flow.cut(*match.span("last"))]
        at = match.end()
    return _put_together(pieces, flow.cut(at)) if at else flow


def _put_together(pieces: Sequence[Flow], rest: Flow) -> Flow:
    whole = join([piece for piece in pieces if piece.text])
    return join([whole, rest], "" if rest.text.startswith(",") else " ") if rest.text else whole


def _order(found: Sequence[Group], text: str) -> dict[str, int]:
    """Give how many words in front of each name of the lists are its surname, where the document shows it."""
    spans = [group.label.span() for group in found] + [line.flow.span() for group in found for line in group.lines]
    listed = [group for group in found if group.kind == "list" and group.name != "adjuster"]
    every = {one.name for group in listed for line in group.lines for one in agents.find(line.text)}
    names = {name for name in every if " " in name and not agents.is_title(name.partition(" ")[0])}
    outside = {name: sum(_is_outside(match.start(), spans) for match in _places(name, text)) for name in names}
    shown: dict[str, int] = {}
    kept = 0
    for name in names:
        words = name.split(" ")
        rest = outside[name]
        at = next((at for at in range(1, len(words)) if any(_places(" ".join([*words[at:], *words[:at]]), text))), 0)
        if at and not rest:
            shown[name] = at
        elif rest and not at:
            kept += 1
    if len(shown) < _SHOWN or kept >= len(shown):
        return {}
    # The list is printed so as a whole: who is named nowhere else is turned too.
    return {name: shown.get(name) or 1 for name in names if name in shown or not outside[name]}


def _places(name: str, text: str) -> Iterator[re.Match[str]]:
    words = r"\s+".join(map(re.escape, name.split(" ")))
    return re.finditer(rf"(?<![\w-]){words}s?(?![\w-])", text)


def _is_outside(place: int, spans: Sequence[Span]) -> bool:
    return not any(span.begin <= place < span.end for span in spans)


def _first_in_front(flow: Flow, order: dict[str, int]) -> Flow:
    pieces: list[Flow] = []
    at = 0
    for one in agents.find(flow.text):
        if words := order.get(one.name):
            cut = one.begin + len(" ".join(one.name.split(" ")[:words]))
            end = one.begin + len(one.name)
            pieces += [flow.cut(at, one.begin), flow.cut(cut + 1, end), flow.cut(one.begin, cut)]
            at = end
    return _put_together(pieces, flow.cut(at)) if at else flow
