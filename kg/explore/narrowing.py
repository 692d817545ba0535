"""What a view is narrowed to besides a question's own parameters: time, body, party, kind, least confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from kg.explore import surer, values
from kg.explore.labels import concepts
from kg.graph.store import Graph
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kg.explore.queries import Question
    from kg.graph.terms import Answer

_DATES = ("date", "since")
_PERIOD = ("first", "last")
_COLUMNS = {
    "body": ("body", "bodies", "from", "to", "holder"),
    "party": ("party",),
    "kind": ("kind", "role", "option", "outcome", "result", "fate"),
}
"""In which columns a view is looked for what it is narrowed to; any of them is enough."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is shown; empty for all.

    Args:
        since: An ISO date: what is dated that day or later; what has no date is left out.
        until: The same, that day or earlier.
        body: A part of the name of a body, in any case of letters.
        party: A party as it is printed.
        kind: A kind of step, decision, ballot or outcome, by its name or as it is called in either language.
        confidence: Only what the program is at least so sure of, from 0 to 1.
    """

    since: str = ""
    until: str = ""
    body: str = ""
    party: str = ""
    kind: str = ""
    confidence: str = ""

    def given(self) -> dict[str, str]:
        """Give what is narrowed to, by name."""
        return {name: value for name in NAMES if (value := getattr(self, name))}


NAMES = tuple(one.name for one in fields(Narrowing))
"""What a view can be narrowed by."""


def of(told: Mapping[str, str]) -> Narrowing:
    """Read what a view is narrowed to.

    Raises:
        QueryError: A day is none, or the confidence is no number from 0 to 1.
    """
    found = {name: value for name in NAMES if (value := told.get(name, "").strip())}
    found |= {name: values.date(found[name], name) for name in ("since", "until") if name in found}
    surer.split(found, "filter")
    return Narrowing(**found)


def for_question(question: Question) -> tuple[str, ...]:
    """Say what the answer to a question can be narrowed by besides its own parameters."""
    own = {one.name for one in question.parameters}
    return tuple(name for name in NAMES if name not in own and _is_taken(name, question.columns))


def _is_taken(name: str, columns: Collection[str]) -> bool:
    if name == "confidence":
        return True
    if name in {"since", "until"}:
        return bool({*_DATES} & {*columns}) or {*_PERIOD} <= {*columns}
    return bool({*_COLUMNS[name]} & {*columns})


def untaken(narrowing: Narrowing, question: Question) -> tuple[str, ...]:
    """Say by what an answer is narrowed in vain: it has no such column, and is shown whole."""
    return tuple(name for name in narrowing.given() if not _is_taken(name, question.columns))


def narrowed(answer: Answer, narrowing: Narrowing) -> Answer:
    """Keep the rows that fit; what an answer has no column for leaves it as it is."""
    if not isinstance(answer, Rows) or not narrowing.given():
        return answer
    fits = fitting(answer.variables, narrowing)
    return replace(answer, rows=[row for row in answer.rows if fits(row)])


class _Told(Protocol):
    """What stands in a cell."""

    @property
    def value(self) -> str: ...


Row = Sequence["_Told | None"]


def fitting(columns: Sequence[str], narrowing: Narrowing) -> Callable[[Row], bool]:
    """Give what says whether a row with these columns fits; where a cell is empty nothing is there."""
    at = {name: place for place, name in enumerate(columns)}
    tests = [_in_time(at, narrowing), _named(at, narrowing.body), _alike(at, narrowing)]
    return lambda row: all(test(row) for test in tests)


def _in_time(at: Mapping[str, int], narrowing: Narrowing) -> Callable[[Row], bool]:
    since, until = narrowing.since, narrowing.until
    date = next((at[name] for name in _DATES if name in at), None)
    period = [at[name] for name in _PERIOD if name in at]
    first, last = (date, date) if date is not None else period if len(period) == len(_PERIOD) else (None, None)

    def fits(row: Row) -> bool:
        if first is None or last is None or not (since or until):
            return True
        begun, ended = row[first], row[last]
        if begun is None or ended is None:
            return False
        return (not since or ended.value >= since) and (not until or begun.value <= until)

    return fits


def _named(at: Mapping[str, int], body: str) -> Callable[[Row], bool]:
    places = [at[name] for name in _COLUMNS["body"] if name in at]
    wanted = body.casefold()
    return lambda row: (
        not body or not places or any(wanted in cell.value.casefold() for place in places if (cell := row[place]))
    )


def _alike(at: Mapping[str, int], narrowing: Narrowing) -> Callable[[Row], bool]:
    wanted = {"party": {narrowing.party.casefold()}, "kind": _kinds(narrowing.kind)}

    def fits(row: Row) -> bool:
        for name, given in (("party", narrowing.party), ("kind", narrowing.kind)):
            places = [at[column] for column in _COLUMNS[name] if column in at]
            told = {cell.value.casefold() for place in places if (cell := row[place])}
            if given and places and not told & wanted[name]:
                return False
        return True

    return fits


def _kinds(given: str) -> set[str]:
    """Give the names of the concepts that a word means, in either language."""
    word = given.casefold()
    named = {
        name.rpartition("/")[2]
        for language in ("sv", "en")
        for name, called in concepts(language).items()
        if called.casefold() == word
    }
    return {word, *named}


def sure(graph: Graph, confidence: str) -> Graph:
    """Give a graph without the facts that the program is less sure of; the last one asked for is kept."""
    _, least = surer.split({surer.NAME: confidence or "0"}, "filter")
    return _above(graph, least) if least else graph


@lru_cache(maxsize=1)
def _above(graph: Graph, least: float) -> Graph:
    found = surer.above(graph, least)
    if not isinstance(found, Graph):
        raise TypeError(found)
    return found
