"""Precision and recall of a built graph, kind by kind, against hand-made annotations."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.errors import NothingFoundError, QueryError, ShareError
from kg.explore.tables import layout
from kg.gold import compared
from kg.graph.vocab import term
from kg.resources import check_keys, folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.gold import Facts
    from kg.graph.store import Graph
    from kg.graph.terms import Term

_READINGS = ("text", "agent", "party", "concept", "organisation")
_ITEM = "?item gov:recordedIn ?minutes ; gov:number ?paragraph . "
BANDS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.5, 0.0)
"""The least confidence of each band of `--by-confidence`; a band ends where the one before it begins."""


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
class Band:
    """How many facts were built with a confidence from `least` to that of the band before, and how many are right."""

    least: float
    built: int
    hits: int

    @property
    def precision(self) -> float:
        """How much of what was built is right."""
        return self.hits / self.built if self.built else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of every kind that has facts on either side, the facts on one side only, the bands of confidence."""

    kinds: dict[str, Figures]
    missed: Facts
    spurious: Facts
    documents: int
    bands: tuple[Band, ...]

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
    check_keys(table, {"of", "where", "counts", "sure", "columns"}, where)
    columns = [column.partition(":") for column in table["columns"]]
    unknown = [reading for _, _, reading in columns if reading not in _READINGS]
    if unknown or table["of"] not in {"item", "document"}:
        raise ShareError("a column's reading or `of` is unknown", where=where, hint=f"readings: {', '.join(_READINGS)}")
    of_item = table["of"] == "item"
    variables = [table.get("counts", "fact"), *(["paragraph"] if of_item else []), *(name for name, _, _ in columns)]
    selected = " ".join(f"?{name}" for name in variables)
    bearer = f"{table['sure']} . " if "sure" in table else ""
    sure = f"OPTIONAL {{ {bearer}?fact gov:confidence ?confidence }}"
    pattern = f"{_ITEM if of_item else ''}{table['where']} {sure}"
    query = f"SELECT {selected} (MAX(?confidence) AS ?sure) {{ {pattern} }} GROUP BY {selected}"
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
    judged: list[tuple[float, bool]] = []
    read = _Reader(graph)
    for measure in measures():
        want = Counter({fact: n for fact, n in gold.get(measure.kind, Counter()).items() if fact[0] in documents})
        told = [one for name, iri in graphs for one in read.facts(measure, name, iri)]
        have = Counter(fact for fact, _ in told)
        if want or have:
            kinds[measure.kind] = Figures(want.total(), have.total(), (want & have).total())
            missed[measure.kind], spurious[measure.kind] = want - have, have - want
            judged += _judged(told, want)
    return Score(kinds, missed, spurious, len(documents), tuple(_bands(judged)))


def _judged(
    told: Iterable[tuple[tuple[str, ...], float]], want: Counter[tuple[str, ...]]
) -> Iterator[tuple[float, bool]]:
    """Say of each fact how sure the program is of it, and whether it is right: of two tellings the surer one."""
    left = want.copy()
    for fact, sure in sorted(told, key=lambda one: -one[1]):
        yield sure, left[fact] > 0
        left[fact] -= 1


def _bands(judged: Sequence[tuple[float, bool]]) -> Iterator[Band]:
    for least, end in zip(BANDS, (math.inf, *BANDS), strict=False):
        inside = [right for sure, right in judged if least <= sure < end]
        yield Band(least, len(inside), sum(inside))


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

    def facts(self, measure: Measure, document: str, iri: str) -> Iterator[tuple[tuple[str, ...], float]]:
        for row in self._graph.select(measure.query, graph=iri).rows:
            cells = [self._read(cell, reading) for cell, reading in zip(row[1:-1], measure.readings, strict=True)]
            if measure.kind != "organisation" or cells[0]:
                sure = row[-1]
                yield (document, *map(compared, cells)), float(sure.value) if sure is not None else 0.0

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
        "confidence": [
            {"least": band.least, "built": band.built, "hits": band.hits, "precision": band.precision}
            for band in result.bands
        ],
    }


def as_text(result: Score) -> str:
    """Lay a score out for reading."""
    rows = [_row(kind, figures) for kind, figures in (*result.kinds.items(), ("all", result.micro))]
    table = layout(("kind", "gold", "built", "hits", "precision", "recall", "F1"), rows)
    with_gold = sum(figures.gold > 0 for figures in result.kinds.values())
    return f"{table}macro F1 over {with_gold} kinds: {result.macro:.3f}   documents: {result.documents}\n"


def by_confidence(result: Score) -> str:
    """Lay out how much is right of the facts of each band of confidence, and of all that are as sure or surer."""
    rows = []
    for band, upward in zip(result.bands, accumulate(result.bands, _joined), strict=True):
        counts = (f"{band.built}", f"{band.hits}", f"{band.precision:.3f}" if band.built else "-")
        rows.append(
            (f"{band.least:.2f}", *counts, f"{upward.built}", f"{upward.precision:.3f}" if upward.built else "-")
        )
    return layout(("confidence", "built", "hits", "precision", "built from here up", "precision from here up"), rows)


def _joined(one: Band, other: Band) -> Band:
    return Band(other.least, one.built + other.built, one.hits + other.hits)


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
