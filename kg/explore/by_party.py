"""Votes as a picture: of each a bar of what is printed, and one a party of the ballots that a list gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.errors import NothingFoundError, QueryError
from kg.explore import drawing, narrowing, queries, svg, swedish
from kg.explore.around import for_question
from kg.explore.labels import columns, concepts
from kg.explore.narrowing import Narrowing
from kg.explore.words import words
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from kg.explore.movement import Scope
    from kg.explore.queries import Question
    from kg.graph.store import Graph

_MOST = 12
"""So many votes stand in one picture."""
_FILLS = {"yes": "#2f6f9f", "no": "#c4622d", "abstain": "#8f8f8f", "absent": "#e4e4e4"}
"""The ballots in their order, from dark to light, told apart in grey too by the number in each."""
_DARK = frozenset(("yes", "no", "abstain"))
_BAR, _UNIT, _PAD, _LEFT, _LETTERS = 22, 9, 20, 110, 84

Row = dict[str, str]


def by_party(graph: Graph, scope: Scope, language: str = "sv") -> tuple[str, int]:
    """Draw the votes within a scope, as SVG.

    Returns:
        The picture, and how many votes it has.

    Raises:
        NothingFoundError: No vote is within the scope.
        QueryError: More are than one picture shows.
    """
    given = {name: value for name in ("case", "body", "organisation") if (value := getattr(scope, name))}
    votes = _rows(graph, queries.find("votes"), given, scope)
    if not votes:
        raise NothingFoundError("there is no counted vote", where=str(scope), hint="kg query FILE votes lists all")
    if len(votes) > _MOST:
        hint = "narrow it: --case NUMBER, --body NAME or --since DATE"
        raise QueryError(f"{len(votes)} votes are more than a picture shows ({_MOST})", hint=hint)
    cast: dict[str, list[Row]] = {}
    for ballot in _rows(graph, queries.find("ballots"), given, scope):
        cast.setdefault(ballot["iri"].rpartition("/ballot/")[0], []).append(ballot)
    drawn: list[str] = []
    y, width = float(_PAD), 0.0
    for vote in votes:
        y, wide = _vote(drawn, y, vote, cast.get(vote["iri"], []), language)
        width = max(width, wide)
    drawn += _key(y, language)
    return svg.document(max(width, 620) + _PAD, y + 34, drawn), len(votes)


def _rows(graph: Graph, question: Question, given: dict[str, str], scope: Scope) -> list[Row]:
    answer = queries.ask(for_question(graph, question, given), question, given)
    told = narrowing.narrowed(answer, Narrowing(since=scope.since))
    if not isinstance(told, Rows):
        raise TypeError(told)
    return [
        {name: cell.value if cell else "" for name, cell in zip(told.variables, row, strict=True)} for row in told.rows
    ]


def _vote(drawn: list[str], y: float, vote: Row, ballots: list[Row], language: str) -> tuple[float, float]:
    """Draw one vote below what is there; give where the next begins, and how wide it is."""
    said = words(language)
    of = concepts(language)
    head = f"{vote['date']} {vote['body']} § {vote['paragraph']} {vote['title']}".strip()
    for line in drawing.lines(head, _LETTERS, 2):
        y += 18
        drawn.append(svg.text(_PAD, y, line, 15, bold=True))
    counts = ((name, vote.get(name, "")) for name in _FILLS)
    told = ", ".join(f"{of.get(f'ballot/{name}', name).lower()} {number}" for name, number in counts if number)
    meant = "; ".join(
        f"{of.get(f'ballot/{name}', name).lower()} = {vote[column]}"
        for name, column in (("yes", "yes_means"), ("no", "no_means"))
        if vote[column]
    )
    for line in drawing.lines(f"{told}. {meant}" if meant else told, _LETTERS + 8, 3):
        y += 17
        drawn.append(svg.text(_PAD, y, line))
    if vote["list_says"]:
        y += 17
        drawn.append(svg.text(_PAD, y, f"{columns(language)['list_says']}: {vote['list_says']}", bold=True))
    y += 8
    printed = Counter({name: int(vote[name]) for name in _FILLS if vote.get(name)})
    x = _bar(drawn, y, said["sum"], printed)
    y += _BAR
    parties: dict[str, Counter[str]] = {}
    for ballot in ballots:
        parties.setdefault(ballot["party"], Counter())[ballot["option"]] += 1
    if not parties:
        drawn.append(svg.text(_LEFT, y + 14, f"({said['no_list']})", colour="#5a5a5a"))
        y += _BAR
    for party in sorted(parties, key=lambda one: (not one, -parties[one].total(), swedish.key(one))):
        x = max(x, _bar(drawn, y, party if party.strip("-–") else said["no_party"], parties[party]))
        y += _BAR
    return y + 14, x


def _bar(drawn: list[str], y: float, name: str, counts: Counter[str]) -> float:
    """Draw a bar; give where it ends."""
    x = float(_LEFT)
    drawn.append(svg.text(_LEFT - 8, y + 15, name, anchor="end"))
    for option, fill in _FILLS.items():
        count = counts[option]
        if count:
            ink = "#ffffff" if option in _DARK else drawing.INK
            drawn.append(svg.box(x, y, _UNIT * count, _BAR - 3, fill, frame="#ffffff"))
            drawn.append(svg.text(x + _UNIT * count / 2, y + 14, str(count), 11, anchor="middle", colour=ink))
            x += _UNIT * count
    return x


def _key(y: float, language: str) -> list[str]:
    drawn, x = [], float(_PAD)
    for option, fill in _FILLS.items():
        name = concepts(language).get(f"ballot/{option}", option)
        drawn += [svg.box(x, y, 16, 14, fill), svg.text(x + 22, y + 12, name)]
        x += 36 + svg.length(name)
    return drawn
