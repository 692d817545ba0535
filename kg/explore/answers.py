"""Answers for pages: cells with what they lead to, and the lanes of a case, by day and body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.explore import queries, swedish, values
from kg.explore.labels import columns as called
from kg.explore.narrowing import Narrowing, fitting, narrowed
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.explore.queries import Question
    from kg.graph.store import Graph
    from kg.graph.terms import Answer

_IRI = "_iri"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the IRI that it leads to; empty where it leads nowhere."""

    text: str
    iri: str = ""

    @property
    def value(self) -> str:
        """What stands there, as a term of an answer calls it."""
        return self.text


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a question: its columns by name and as they are called, its rows, the IRI behind each row."""

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    facts: tuple[str, ...]
    left: int = 0
    """How many rows are not shown."""

    def first(self, most: int) -> Table:
        """Keep the first rows."""
        left = self.left + max(len(self.rows) - most, 0)
        return replace(self, rows=self.rows[:most], facts=self.facts[:most], left=left)

    def trimmed(self, known: Collection[str] = ()) -> Table:
        """Leave out the columns that say nothing: empty in every row, or everywhere what is known beforehand.

        Args:
            known: What whoever reads the table knows already, such as the case that its page is of.
        """
        if not self.rows:
            return self
        told = [{row[at].text for row in self.rows} for at in range(len(self.columns))]
        kept = [at for at, texts in enumerate(told) if texts != {""} and not (len(texts) == 1 and texts <= {*known})]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            heads=tuple(self.heads[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
        )

    def narrowed(self, narrowing: Narrowing) -> Table:
        """Keep the rows that fit a time and a body; other columns are called as a language calls them."""
        fits = fitting(self.columns, Narrowing(narrowing.since, narrowing.until, narrowing.body))
        pairs = zip(self.rows, self.facts, strict=True)
        kept = [(row, fact) for row, fact in pairs if fits([cell if cell.text else None for cell in row])]
        return replace(self, rows=tuple(row for row, _ in kept), facts=tuple(fact for _, fact in kept))

    def sorted(self, column: str, *, falling: bool = False) -> Table:
        """Sort by a column as Swedish does, empty cells last.

        Raises:
            QueryError: There is no such column.
        """
        if column not in self.columns:
            raise QueryError(f"there is no column {column}", hint=f"columns are {', '.join(self.columns)}")
        at = self.columns.index(column)
        pairs = list(zip(self.rows, self.facts, strict=True))
        filled = sorted(
            (pair for pair in pairs if pair[0][at].text),
            key=lambda pair: swedish.key(pair[0][at].text),
            reverse=falling,
        )
        ordered = filled + [pair for pair in pairs if not pair[0][at].text]
        return replace(self, rows=tuple(row for row, _ in ordered), facts=tuple(fact for _, fact in ordered))


def read_table(told: Mapping[str, Any]) -> Table:
    """Read what `dataclasses.asdict` and JSON made of a table."""
    rows = tuple(tuple(Cell(**cell) for cell in row) for row in told["rows"])
    return Table(tuple(told["columns"]), tuple(told["heads"]), rows, tuple(told["facts"]), told["left"])


@dataclass(frozen=True, slots=True)
class Said:
    """Steps of one kind between the same two in one paragraph: their words, each with the fact that they lead to."""

    kind: str
    ends: str
    """From whom to whom; empty where a step has no receiver."""
    words: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one paragraph tells of a case: its number, whose it is unless the lane's, and what it says."""

    date: str
    paragraph: str
    lane: int
    teller: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """A case in time: a lane a body, in the order in which they first had it."""

    bodies: tuple[Cell, ...]
    steps: tuple[Step, ...]


def table(  # noqa: PLR0913 - what a page says of a question, each a thing of its own
    graph: Graph,
    question: Question,
    given: Mapping[str, str],
    language: str,
    narrowing: Narrowing | None = None,
    *,
    part: Graph | None = None,
) -> Table:
    """Put a question to a graph.

    Args:
        graph: The graph.
        question: A shipped question, or a query of the user's own.
        given: The values of its parameters.
        language: `sv` or `en`, of columns and concepts.
        narrowing: Which of its rows are shown; its confidence is that of the graph.
        part: A part of the graph that has the whole answer; the columns are those of the graph.

    Raises:
        QueryError: The query is not understood, gives no rows, or a value is none.
    """
    # A graph is not asked whether it is true: a store would count all that it has.
    asked = graph if part is None else part
    return shown(graph, question, narrowed(queries.ask(asked, question, given), narrowing or Narrowing()), language)


def shown(graph: Graph, question: Question, answer: Answer, language: str) -> Table:
    """Lay an answer out in a language, with the columns that a table of the graph shows.

    Raises:
        QueryError: It has no rows.
    """
    if not isinstance(answer, Rows):
        raise QueryError("a page shows rows: write SELECT", hint="other forms are answered at /sparql")
    names = queries.in_table(graph, question) or tuple(n for n in answer.variables if not n.endswith(_IRI))
    names = tuple(name for name in names if name != "iri" or not question.table)
    said = values.translated(answer, question.schemes, language)
    if not isinstance(said, Rows):
        raise TypeError(said)
    at = {name: place for place, name in enumerate(answer.variables)}
    rows, facts = [], []
    for raw, told in zip(answer.rows, said.rows, strict=True):
        cells = []
        for name in names:
            text, own = told[at[name]], raw[at[name]]
            twin = raw[at[name + _IRI]] if name + _IRI in at else None
            lead = twin.value if twin and twin.kind == "iri" else own.value if own and own.kind == "iri" else ""
            cells.append(Cell(text.value if text else "", lead))
        rows.append(tuple(cells))
        fact = raw[at["iri"]] if "iri" in at else None
        facts.append(fact.value if fact else "")
    words = called(language)
    heads = tuple(values.column_word(name, words).replace("_", " ") for name in names)
    return Table(names, heads, tuple(rows), tuple(facts))


_NO_DAY = "9"
"""Sorts behind every day."""


def lanes(path: Table) -> Lanes:
    """Lay the path of a case out by day and body; what one paragraph tells of one body stands together.

    A step stands in the lane of the body that took it, where that body has one, else of the body that tells of it. The
    answer has the steps number by number where a matter has several: here they stand in time, those without a day last.
    """
    at = {name: place for place, name in enumerate(path.columns)}
    tellers = {row[at["body"]] for row in path.rows}
    bodies: list[Cell] = []
    grouped: dict[tuple[str, Cell, Cell, str], dict[tuple[str, str], list[Cell]]] = {}
    told_in_time = sorted(zip(path.rows, path.facts, strict=True), key=lambda one: one[0][at["date"]].text or _NO_DAY)
    for row, fact in told_in_time:
        teller, sender = row[at["body"]], row[at["from"]]
        body = sender if sender in tellers else teller
        if body not in bodies:
            bodies.append(body)
        key = (row[at["date"]].text, body, teller, row[at["paragraph"]].text)
        # Between whom is said where there is a receiver.
        ends = " → ".join(text for name in ("from", "to") if row[at["to"]].text and (text := row[at[name]].text))
        alike = grouped.setdefault(key, {}).setdefault((row[at["kind"]].text, ends), [])
        alike.append(Cell(row[at["text"]].text, fact))
    steps = (
        Step(date, paragraph, bodies.index(body), teller.text if teller != body else "", _said(told))
        for (date, body, teller, paragraph), told in grouped.items()
    )
    return Lanes(tuple(bodies), tuple(steps))


def _said(told: Mapping[tuple[str, str], Sequence[Cell]]) -> tuple[Said, ...]:
    return tuple(Said(kind, ends, tuple(words)) for (kind, ends), words in told.items())
