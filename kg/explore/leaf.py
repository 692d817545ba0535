"""The page of one thing as data: what it is, its facts with their passages, the questions that are asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import ShareError
from kg.explore import answers, queries, why
from kg.explore.answers import Cell
from kg.explore.around import Around, around
from kg.explore.labels import TEMPLATES
from kg.explore.narrowing import Narrowing, sure, untaken
from kg.explore.whole import Wanted
from kg.graph.vocab import PREFIXES, term
from kg.model import AGENTS
from kg.resources import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.explore.answers import Table
    from kg.explore.queries import Question
    from kg.explore.whole import Answers
    from kg.explore.why import Explanation
    from kg.graph.store import Graph

_MANY_NAME = frozenset(AGENTS) - {"Post"} | {"Law"}
"""What many facts name: their page shows answers, and no list of all facts; no answer is of a post alone."""
_HAS = PREFIXES["gov"] + "has"
# The union has it once, however many documents say it.
_TYPES = "SELECT DISTINCT ?class { %s a ?class }"
_DAYS = ("since", "until")
"""What an answer on a page may be narrowed by besides the parameters of its question."""
_MORE = {"AgendaItem": "dcterms:title", "Law": "skos:altLabel"}
"""What stands with the label of a thing of a class."""
_FIRST = "who-holds-a-case"
_CASE = "Case"
_DATE = "date"
_Asked = Mapping[str, Mapping[str, str]]
_Told = tuple[str, dict[str, str], "Table"]
"""A question's name, what of the thing binds it, its answer."""
SHOWN = 25
"""How many rows of an answer stand on a page; the whole answer is one click away."""


@dataclass(frozen=True, slots=True)
class Block:
    """The answer to a question about the thing: the first rows, and how the whole is asked for."""

    question: str
    title: str
    values: Mapping[str, str]
    table: Table
    whole: tuple[str, ...] = ()
    """What the page is narrowed by and this answer has no column for."""
    newest: bool = False
    """Whether the newest rows stand first."""
    known: frozenset[str] = frozenset()
    """What the page says already: a column that says only that need not be shown."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """All that stands on the page of a thing.

    Args:
        kind: The class by its local name: `Case`, `Person`, ...
        explanation: The thing, its properties, its facts with the sentences behind them.
        blocks: The answers about it that have a row, in the order of `pages.toml`.
        lanes: What happened in a case, by day and body; of a case only.
        first: The answer that stands above all: of a case where it lies now.
        above: What it is a part of, the meeting first.
        more: What stands with its name: the title of a paragraph, the name of a law.
        newest: From how many documents it is made, where these are the newest of more that name the thing; else 0.
        since: The first day of these.
    """

    kind: str
    explanation: Explanation
    blocks: tuple[Block, ...]
    lanes: answers.Lanes | None = None
    first: Block | None = None
    above: tuple[Cell, ...] = ()
    more: str = ""
    newest: int = 0
    since: str = ""


def leaf(
    graph: Graph, iri: str, language: str, narrowing: Narrowing | None = None, kept: Answers | None = None
) -> Leaf:
    """Make the page of a thing, its answers narrowed.

    Args:
        graph: The graph.
        iri: The thing.
        language: `sv` or `en`.
        narrowing: What of its answers is shown.
        kept: The whole answers to questions: of what many facts name, what is kept is not asked again.

    Raises:
        NothingFoundError: The graph knows no such thing.
    """
    kind = _kind(graph, iri)
    shown = narrowing or Narrowing()
    asked = read_toml(TEMPLATES / "pages.toml").get(kind, {})
    told = _kept(graph, iri, asked, language, kept) if kept and kind in _MANY_NAME and not shown.given() else None
    asks = (asked and told is None) or (shown.confidence and any(graph.match(iri)))
    near = around(graph, iri, kind, shown.until) if asks else Around(graph)
    part = sure(near.graph, shown.confidence)
    explanation = why.explain(part, iri, language, whole=kind not in _MANY_NAME)
    if told is None:
        told = _answered(graph, part, iri, asked, language, shown)
    own = {value.value for name in ("rdfs:label", "dcterms:title") for _, _, value, _ in part.match(iri, term(name))}
    found = []
    for name, values, table in told:
        # Who reads of a body wants to know what is new; a case is read from its beginning.
        fallen = kind in _MANY_NAME and kind != _CASE and _DATE in table.columns
        ordered = table.sorted(_DATE, falling=True) if fallen else table
        known = frozenset({*values.values(), *own} - {""})
        question = queries.find(name)
        whole = untaken(shown, question)
        title = question.titles[language]
        found.append(Block(name, title, values, ordered.first(SHOWN), whole, newest=fallen, known=known))
    path = next((table for name, _, table in told if name == "path-of-a-case"), None)
    first = next((block for block in found if block.question == _FIRST), None)
    rest = tuple(block for block in found if block is not first)
    return Leaf(
        kind,
        explanation,
        rest,
        answers.lanes(path) if path and kind == _CASE else None,
        first,
        # What many facts name is part of none; to look through all that name it takes seconds.
        () if kind in _MANY_NAME else _above(part, iri),
        more if (more := _text(part, iri, _MORE[kind]) if kind in _MORE else "") not in explanation.thing.says else "",
        near.newest,
        near.since,
    )


def bound_by_pages(question: str) -> frozenset[str]:
    """Give the parameters that pages bind of a question."""
    return frozenset(one for asked in read_toml(TEMPLATES / "pages.toml").values() for one in asked.get(question, ()))


def _kind(graph: Graph, iri: str) -> str:
    own = PREFIXES["gov"]
    known = next(graph.match(iri), None)
    rows = graph.select(_TYPES % known[0].written()).rows if known else []
    return min((one for (kind,) in rows if kind and "/" not in (one := kind.value.removeprefix(own))), default="")


def _above(graph: Graph, iri: str) -> tuple[Cell, ...]:
    """Give what a thing is a part of, from the meeting down to what has it."""
    found: list[Cell] = []
    here = iri
    while here:
        subjects = sorted(
            subject.value for subject, predicate, _, _ in graph.match(value=here) if predicate.value.startswith(_HAS)
        )
        here = subjects[0] if subjects and subjects[0] not in {cell.iri for cell in found} else ""
        if here:
            found.insert(0, Cell(_text(graph, here, "rdfs:label"), here))
    return tuple(found)


def _bound(graph: Graph, iri: str, asked: _Asked) -> Iterator[tuple[Question, dict[str, str], dict[str, str]]]:
    """Give the questions that stand on a page, with what is told of the thing: all, and what binds parameters."""
    for name, bound in asked.items():
        question = queries.find(name)
        known = {one.name for one in question.parameters}
        if strange := sorted(set(bound) - known - {*_DAYS}):
            raise ShareError(f"{name} has no parameter {', '.join(strange)}", where="pages.toml")
        told = {parameter: text for parameter, place in bound.items() if (text := _text(graph, iri, place))}
        values = {parameter: text for parameter, text in told.items() if parameter in known}
        if values and len(told) == len(bound):
            yield question, told, values


def _answered(  # noqa: PLR0913, PLR0917 - what answers are made from, each a thing of its own
    graph: Graph, part: Graph, iri: str, asked: _Asked, language: str, narrowing: Narrowing
) -> list[_Told]:
    found = []
    for question, told, values in _bound(part, iri, asked):
        own = replace(narrowing, **{day: told[day] for day in _DAYS if day in told})
        table = answers.table(graph, question, values, language, own, part=part)
        if table.rows:
            found.append((question.name, told, table))
    return found


def _kept(graph: Graph, iri: str, asked: _Asked, language: str, kept: Answers) -> list[_Told] | None:
    """Take the answers of a page from whole ones, the newest rows of each; None where one is not at hand."""
    found = []
    for question, told, values in _bound(graph, iri, asked):
        table = kept.get(question.name, language, Wanted(values, SHOWN, newest=True)) if told == values else None
        if table is None:
            return None
        if table.rows:
            found.append((question.name, told, table))
    return found


def _text(graph: Graph, iri: str, place: str) -> str:
    """Give the text that a property of a thing has, or the label of what it or a path of properties leads to."""
    place, _, beyond = place.partition("/")
    if beyond:
        ends = sorted(value.value for _, _, value, _ in graph.match(iri, term(place)))
        return _text(graph, ends[0], beyond) if ends else ""
    found = sorted((value.kind, value.value) for _, _, value, _ in graph.match(iri, term(place)))
    if not found:
        return ""
    kind, value = found[0]
    return value if kind == "literal" else _text(graph, value, "rdfs:label")
