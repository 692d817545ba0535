"""The path of a case as a picture: a lane a body, a row a day, what each did there, and arrows to where it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.explore import answers, dot, drawing, movement, queries, values
from kg.explore.around import for_question
from kg.explore.legend import Legend
from kg.explore.words import words
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.explore.answers import Lanes, Said, Step, Table
    from kg.explore.movement import Scope
    from kg.graph.store import Graph

_QUESTION = "path-of-a-case"
_EXPECTED = "SELECT ?step { ?step gov:anticipated true }"
_LETTERS, _LINES, _CLAUSES = 34, 3, 3
"""How long a line is, how many of them a clause has, and how many clauses a step."""
_WIDTH = 3.6
"""How wide a lane is, in inches."""
_LANE = "#d8d8d8"
_HEAD, _DAY = "head", "day"
"""The row of the bodies' names and the column of the days."""
_BOX = {
    "shape": "box",
    "style": "filled",
    "color": drawing.INK,
    "fillcolor": "#ffffff",
    "fontsize": 13,
    "width": _WIDTH,
}
_HEADED = {"style": "rounded,filled", "fillcolor": "#eeeeee", "width": _WIDTH}
_TO = " → "


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: the graph in DOT, the edges over it, what stands below it, and how many things it shows."""

    text: str
    over: tuple[str, ...]
    legend: Legend
    count: int


def timeline(graph: Graph, scope: Scope, language: str = "sv") -> Drawn:
    """Draw the path of a case.

    Args:
        graph: The graph.
        scope: Whose diary number of which organisation; of any where that is empty.
        language: `sv` or `en`.

    Raises:
        NothingFoundError: No minutes tell of the case.
    """
    question = queries.find(_QUESTION)
    given = {name: value for name in ("case", "organisation") if (value := getattr(scope, name))}
    part = for_question(graph, question, given)
    answer = queries.ask(part, question, given)
    path = answers.shown(graph, question, answer, language)
    if not path.rows:
        hint = "kg query FILE who-holds-a-case lists all"
        raise movement.nothing("the minutes tell of no such case", graph, scope, hint)
    outcomes = _outcomes(answer, language) if isinstance(answer, Rows) else {}
    expected = frozenset(row[0].value for row in part.select(_EXPECTED).rows if row[0])
    return _drawn(path, outcomes, expected, scope.case, language)


def _outcomes(answer: Rows, language: str) -> dict[str, str]:
    """Give what each clause came to, as a language calls it, by its IRI."""
    told = values.translated(answer, queries.find(_QUESTION).schemes, language)
    rows = told.rows if isinstance(told, Rows) else []
    iri, outcome = (answer.variables.index(name) for name in ("iri", "outcome"))
    return {row[iri].value: cell.value for row in rows if (cell := row[outcome]) and row[iri]}  # type: ignore[union-attr]


def _drawn(path: Table, outcomes: Mapping[str, str], expected: frozenset[str], case: str, language: str) -> Drawn:
    lanes = answers.lanes(path)
    toward = words(language)["to"].lower()
    kinds = {drawing.called(kind, language): kind for kind in drawing.STYLES}
    days = list(dict.fromkeys(step.date for step in lanes.steps))
    placed: dict[tuple[int, int], list[Step]] = {}
    for step in lanes.steps:
        placed.setdefault((days.index(step.date), step.lane), []).append(step)
    lines = [
        *drawing.opening("TB"),
        "  graph [nodesep=0.9, ranksep=0.3, splines=true];",
        *_grid(path, lanes, days, language),
    ]
    for (day, lane), steps in placed.items():
        lines.append(
            f"  {_place(day, lane)}{dot.attributes(_BOX, dot.left(_written(steps, outcomes, kinds, toward)))};"
        )
    used, arrows, dashed = set[str](), list[str](), False
    names = [cell.text for cell in lanes.bodies]
    for place, steps in placed.items():
        for said in (said for step in steps for said in step.said if said.kind in kinds):
            target = _taken_up(said, place, names, placed)
            if target:
                used.add(kinds[said.kind])
                waits = expected.issuperset(word.iri for word in said.words)
                dashed |= waits
                style = drawing.edge(drawing.STYLES[kinds[said.kind]], 2.0, anticipated=waits)
                arrows.append(f"  {_place(*place)} -> {_place(*target)}{dot.attributes(style)};")
    titles = [row[path.columns.index("title")].text for row in path.rows if "title" in path.columns]
    title = ": ".join(filter(None, (words(language)["timeline"], f"{case} {titles[0] if titles else ''}".strip())))
    told = tuple((style, drawing.called(kind, language)) for kind, style in drawing.STYLES.items() if kind in used)
    told += ((drawing.EXPECTED, words(language)["dashed"]),) if dashed else ()
    return Drawn("\n".join((*lines, "}", "")), tuple(arrows), Legend(title, told), len(path.rows))


def _grid(path: Table, lanes: Lanes, days: Sequence[str], language: str) -> Iterator[str]:
    """Write the heads of the lanes, the days, and the lines that keep both straight."""
    units = _units(path)
    several = len({*units.values()}) > 1
    for lane, body in enumerate(lanes.bodies):
        unit = f"\n{units[body.iri]}" if several and units.get(body.iri) else ""
        name = drawing.wrapped(body.text, _LETTERS - 8)
        yield f"  {_place(_HEAD, lane)}{dot.attributes({**_HEADED, 'label': f'{name}{unit}'})};"
    rows = [_HEAD, *map(str, range(len(days)))]
    columns = [_DAY, *map(str, range(len(lanes.bodies)))]
    for row in rows:
        day = " " if row == _HEAD else days[int(row)] or words(language)["undated"]
        yield f"  {_place(row, _DAY)}{dot.attributes({'shape': 'plaintext', 'label': day, 'width': '1.1'})};"
        if row != _HEAD:
            # What no body did that day is a bend of its line; whoever did something is written over it.
            bend = dot.attributes({"shape": "point", "width": "0.02", "color": _LANE})
            yield from (f"  {_place(row, column)}{bend};" for column in columns[1:])
        beside = [_place(row, column) for column in columns]
        yield f"  {{ rank=same; {' '.join(beside)} }}"
        yield f"  {' -> '.join(beside)} [style=invis];"
    for column in columns:
        line = {"style": "invis"} if column == _DAY else {"arrowhead": "none", "color": _LANE, "penwidth": "3"}
        under = [_place(row, column) for row in rows]
        yield f"  {' -> '.join(under)}{dot.attributes({'weight': 1000, **line})};"


def _place(row: object, column: object) -> str:
    return dot.quoted(f"{row}-{column}")


def _units(path: Table) -> dict[str, str]:
    if "organisation" not in path.columns:
        return {}
    body, unit = (path.columns.index(name) for name in ("body", "organisation"))
    return {row[body].iri: row[unit].text for row in path.rows}


def _written(
    steps: Sequence[Step], outcomes: Mapping[str, str], kinds: Mapping[str, str], toward: str
) -> Iterator[str]:
    """Write what a body did in a day: each paragraph with its steps, the clauses of a decision cut short."""
    for step in steps:
        yield f"§ {step.paragraph}" + (f" ({step.teller})" if step.teller else "")
        for said in step.said:
            to = f" {toward} {said.ends.rpartition(_TO)[2]}" if said.kind in kinds else ""
            result = sorted({outcomes[word.iri] for word in said.words if word.iri in outcomes})
            head = f"{said.kind}{to}" + (f": {', '.join(result)}" if result else "")
            yield from drawing.lines(head, _LETTERS, _LINES)
            if said.kind not in kinds:
                shown = [word.text for word in said.words if word.text][:_CLAUSES]
                yield from (f"  {line}" for clause in shown for line in drawing.lines(clause, _LETTERS, _LINES))
                if len(said.words) > len(shown):
                    yield "  …"


def _taken_up(
    said: Said, place: tuple[int, int], names: Sequence[str], placed: dict[tuple[int, int], list[Step]]
) -> tuple[int, int] | None:
    """Give where the receiver first had it, that day or later; None where no minutes of the receiver tell of it."""
    sender, parted, receiver = said.ends.rpartition(_TO)
    # Of two bodies of one name nobody can tell here which is meant.
    if not parted or names.count(receiver) != 1 or sender == receiver:
        return None
    lane = names.index(receiver)
    later = [one for one in placed if one[1] == lane and one[0] >= place[0] and one != place]
    return min(later, default=None)
