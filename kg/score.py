"""Precision and recall of a built graph, kind by kind, against hand-made annotations."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.errors import NothingFoundError, QueryError, ShareError
from kg.explore.tables import layout
from kg.gold import compared
from kg.graph.vocab import term
from kg.resources import check_keys, folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.gold import Facts
    from kg.graph.store import Graph, Term

_READINGS = ("text", "agent", "party", "concept", "organisation")
_ITEM = "?item gov:recordedIn ?minutes ; gov:number ?paragraph . "


@dataclass(frozen=True, slots=True)
class Measure:
    """How the facts of one kind are read from a document's graph: a query, and how each of its columns is read."""

    kind: str
    query: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many facts annotations and graph have, and how many they share."""

    gold: int
    built: int
    hits: int

    @property
    def precision(self) -> float:
        """How much of what was built is right."""
        return self.hits / self.built if self.built else 0.0

    @property
    def recall(self) -> float:
        """How much of what is there was built."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of every kind that has facts on either side, and the facts on one side only."""

    kinds: dict[str, Figures]
    missed: Facts
    spurious: Facts
    documents: int

    @property
    def micro(self) -> Figures:
        """All kinds counted together."""
        figures = self.kinds.values()
        return Figures(sum(f.gold for f in figures), sum(f.built for f in figures), sum(f.hits for f in figures))

    @property
    def macro(self) -> float:
        """The mean F1 of the kinds that the annotations have."""
        found = [figures.f1 for figures in self.kinds.values() if figures.gold]
        return sum(found) / len(found) if found else 0.0


def measures() -> list[Measure]:
    """Read `queries/score.toml`.

    Raises:
        ShareError: It is broken.
    """
    path = folder("queries") / "score.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ShareError(f"cannot be read: {problem}", where=str(path)) from problem
    return [_measure(kind, table, f"{path} [{kind}]") for kind, table in tables.items()]


def _measure(kind: str, table: dict[str, Any], where: str) -> Measure:
    check_keys(table, {"of", "where", "counts", "columns"}, where)
    columns = [column.partition(":") for column in table["columns"]]
    unknown = [reading for _, _, reading in columns if reading not in _READINGS]
    if unknown or table["of"] not in {"item", "document"}:
        raise ShareError("a column's reading or `of` is unknown", where=where, hint=f"readings: {', '.join(_READINGS)}")
    of_item = table["of"] == "item"
    variables = [table.get("counts", "fact"), *(["paragraph"] if of_item else []), *(name for name, _, _ in columns)]
    selected = " ".join(f"?{name}" for name in variables)
    query = f"SELECT DISTINCT {selected} {{ {_ITEM if of_item else ''}{table['where']} }}"
    return Measure(kind, query, (*(["text"] if of_item else []), *(reading for _, _, reading in columns)))


def score(gold: Facts, graph: Graph, only: Sequence[str] = ()) -> Score:
    """Compare annotations with a graph, as multisets of facts.

    Args:
        gold: The facts of the annotations.
        graph: A graph with a named graph for each document.
        only: The beginnings of the names of the documents to look at; all where there are none.

    Raises:
        NothingFoundError: The graph has none of the documents.
    """
    documents = {fact[0] for facts in gold.values() for fact in facts if fact[0].startswith(tuple(only) or "")}
    graphs = [(name, iri) for name, iri in _documents(graph) if name in documents]
    if not graphs:
        hint = "build the annotated documents to .trig or .nq, which keep a graph for each"
        raise NothingFoundError("none of the annotated documents is here", where=graph.name, hint=hint)
    kinds: dict[str, Figures] = {}
    missed: Facts = {}
    spurious: Facts = {}
    read = _Reader(graph)
    for measure in measures():
        want = Counter({fact: n for fact, n in gold.get(measure.kind, Counter()).items() if fact[0] in documents})
        have = Counter(fact for name, iri in graphs for fact in read.facts(measure, name, iri))
        if want or have:
            kinds[measure.kind] = Figures(want.total(), have.total(), (want & have).total())
            missed[measure.kind], spurious[measure.kind] = want - have, have - want
    return Score(kinds, missed, spurious, len(documents))


def _documents(graph: Graph) -> Iterator[tuple[str, str]]:
    """Give the name and the IRI of each document that has a graph of its own."""
    for subject, _, value, named in graph.match(predicate=term("dcterms:source")):
        if subject.value == named:
            yield PurePosixPath(unquote(value.value)).stem, subject.value


class _Reader:
    """Reads facts from documents' graphs; agents are called as the whole store calls them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[tuple[str, str], str] = defaultdict(str)

    def facts(self, measure: Measure, document: str, iri: str) -> Iterator[tuple[str, ...]]:
        for row in self._graph.select(measure.query, graph=iri).rows:
            cells = [self._read(cell, reading) for cell, reading in zip(row[1:], measure.readings, strict=True)]
            if measure.kind != "organisation" or cells[0]:
                yield document, *map(compared, cells)

    def _read(self, cell: Term | None, reading: str) -> str:
        if cell is None:
            return ""
        if cell.kind != "iri" or reading == "text":
            return cell.value
        if reading == "concept":
            return re.split(r"[/#]", cell.value)[-1]
        known = (cell.value, reading)
        if known not in self._names:
            self._names[known] = self._name(cell.value, reading)
        return self._names[known]

    def _name(self, iri: str, reading: str) -> str:
        if reading == "organisation":
            organisation = self._first(iri, "org:unitOf")
            return self._first(organisation, "rdfs:label") or organisation if organisation else ""
        ways = ("gov:abbreviation", "foaf:name", "rdfs:label") if reading == "party" else ("foaf:name", "rdfs:label")
        return next((name for way in ways if (name := self._first(iri, way))), iri)

    def _first(self, iri: str, predicate: str) -> str:
        return next((value.value for _, _, value, _ in self._graph.match(iri, term(predicate))), "")


def as_data(result: Score) -> dict[str, Any]:
    """Give a score as plain data."""
    return {
        "documents": result.documents,
        "micro": _data(result.micro),
        "macro_f1": result.macro,
        "kinds": {kind: _data(figures) for kind, figures in result.kinds.items()},
    }


def as_text(result: Score) -> str:
    """Lay a score out for reading."""
    rows = [_row(kind, figures) for kind, figures in (*result.kinds.items(), ("all", result.micro))]
    table = layout(("kind", "gold", "built", "hits", "precision", "recall", "F1"), rows)
    with_gold = sum(figures.gold > 0 for figures in result.kinds.values())
    return f"{table}macro F1 over {with_gold} kinds: {result.macro:.3f}   documents: {result.documents}\n"


def differences(result: Score, kind: str) -> str:
    """List what is missed and what is spurious of a kind, or of all.

    Raises:
        QueryError: There is no such kind.
    """
    if kind != "all" and kind not in (known := [measure.kind for measure in measures()]):
        raise QueryError(f"there is no kind {kind!r}", hint=f"kinds are {', '.join(known)}, all")
    lines = [
        " | ".join((f"{title:8}", one, *fact))
        for one in result.kinds
        if kind in {"all", one}
        for title, facts in (("missed", result.missed[one]), ("spurious", result.spurious[one]))
        for fact in sorted(facts.elements())
    ]
    return "".join(f"{line}\n" for line in lines)


def _data(figures: Figures) -> dict[str, float]:
    return {
        "gold": figures.gold,
        "built": figures.built,
        "hits": figures.hits,
        "precision": figures.precision,
        "recall": figures.recall,
        "f1": figures.f1,
    }


def _row(kind: str, figures: Figures) -> tuple[str, ...]:
    counts = (str(count) for count in (figures.gold, figures.built, figures.hits))
    shares = (f"{share:.3f}" for share in (figures.precision, figures.recall, figures.f1))
    return (kind, *counts, *shares)
