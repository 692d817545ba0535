"""What a graph holds, at a glance: whose minutes, of which time, what is cited and not here, what was understood."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.explore import answers, queries
from kg.explore.answers import Cell
from kg.explore.narrowing import Narrowing
from kg.graph.store import Rows, literal

if TYPE_CHECKING:
    from typing import Any

    from kg.explore.answers import Table
    from kg.graph.store import Graph

_COUNTS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) { ?thing a ?class } GROUP BY ?class"
_HELD = """SELECT ?organisation ?unit ?body ?name (COUNT(DISTINCT ?meeting) AS ?meetings) (MIN(?day) AS ?first)
  (MAX(?day) AS ?last) {
  ?minutes gov:recordOf ?meeting . ?meeting gov:heldBy ?body .
  ?body rdfs:label ?name .
  OPTIONAL { ?meeting gov:firstDate ?day }
  OPTIONAL { ?body org:unitOf ?unit . ?unit rdfs:label ?organisation }
} GROUP BY ?organisation ?unit ?body ?name"""
# What is only cited is not loaded.
_RECORDED = """SELECT (COUNT(DISTINCT ?meeting) AS ?meetings) (COUNT(DISTINCT ?item) AS ?items) {
  { ?minutes gov:recordOf ?meeting } UNION { ?item gov:recordedIn ?minutes . ?item a gov:AgendaItem }
}"""
_DECISIONS = """SELECT DISTINCT ?day ?item ?number ?title ?body ?name {
  ?meeting gov:heldBy ?body ; gov:firstDate ?day ; gov:hasItem ?item .
  ?item gov:hasDecision ?decision ; gov:number ?number ; dcterms:title ?title .
  ?decision gov:decisionKind <https://w3id.org/protokollgraf/decision-kind/decision> .
  ?body rdfs:label ?name %s
} ORDER BY DESC(?day) ?item LIMIT 12"""
_FLOWS = 12
_ABSENT = 10
SHOWN = ("Minutes", "Meeting", "AgendaItem", "Decision", "Referral", "Motion", "Vote", "Person", "Case")


@dataclass(frozen=True, slots=True)
class Held:
    """A body whose minutes are here: how many meetings, from when to when."""

    body: Cell
    meetings: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Latest:
    """A paragraph in which something was decided."""

    date: str
    body: Cell
    item: Cell


@dataclass(frozen=True, slots=True)
class Understood:
    """Of all documents together: how many paragraphs, and how many of them have a title, a case, a decision."""

    paragraphs: int
    titled: int
    with_case: int
    decided: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a graph holds."""

    counts: dict[str, int]
    held: dict[str, tuple[Held, ...]]
    """By the name of the organisation."""
    absent: Table
    """The meetings that are cited most while their minutes are not here."""
    understood: Understood


@dataclass(frozen=True, slots=True)
class Home(Overview):
    """What the first page of the explorer shows: an overview, who sends most to whom, what was decided last."""

    flows: Table
    latest: tuple[Latest, ...]


def home(graph: Graph, language: str, narrowing: Narrowing | None = None) -> Home:
    """Look over a graph as the explorer's first page does: flows, decisions and what is missing within a narrowing."""
    within = narrowing or Narrowing()
    flows = answers.table(graph, queries.find("referral-matrix"), {}, language, within)
    if "movements" in flows.columns:
        flows = flows.sorted("movements", falling=True).first(_FLOWS)
    latest = [
        Latest(day.value, Cell(name.value, body.value), Cell(f"§ {number.value} {title.value}", item.value))
        for day, item, number, title, body, name in graph.select(_DECISIONS % _filters(within)).rows
        if day and item and number and title and body and name
    ]
    told = overview(graph, language, within)
    return Home(told.counts, told.held, told.absent, told.understood, flows, tuple(latest))


def _filters(narrowing: Narrowing) -> str:
    """Write what decisions are narrowed to; the days are checked, and a name is data."""
    parts = [
        f"FILTER(STR(?day) {sign} {literal(day)})"
        for sign, day in ((">=", narrowing.since), ("<=", narrowing.until))
        if day
    ]
    if narrowing.body:
        parts.append(f"FILTER(CONTAINS(LCASE(?name), {literal(narrowing.body.lower())}))")
    return " ".join(parts)


def overview(graph: Graph, language: str, narrowing: Narrowing | None = None) -> Overview:
    """Look over a graph; the meetings that are missing within a narrowing."""
    counts = {one.value.rpartition("#")[2]: int(n.value) for one, n in graph.select(_COUNTS).rows if one and n}
    counts |= dict(
        zip(("Meeting", "AgendaItem"), (int(n.value) for n in graph.select(_RECORDED).rows[0] if n), strict=True)
    )
    held: dict[str, list[Held]] = {}
    for organisation, _, body, name, meetings, first, last in graph.select(_HELD).rows:
        if body and name and meetings:
            one = Held(
                Cell(name.value, body.value),
                int(meetings.value),
                first.value if first else "",
                last.value if last else "",
            )
            held.setdefault(organisation.value if organisation else "", []).append(one)
    absent = answers.table(graph, queries.find("meetings-not-loaded"), {}, language, narrowing).first(_ABSENT)
    return Overview(
        {name: counts.get(name, 0) for name in SHOWN},
        {name: tuple(sorted(ones, key=lambda one: -one.meetings)) for name, ones in sorted(held.items())},
        absent,
        _understood(graph),
    )


def _understood(graph: Graph) -> Understood:
    """Add up what was read in each document."""
    question = queries.find("coverage")
    answer = queries.ask(graph, question, {})
    rows = [dict(zip(question.columns, row, strict=True)) for row in answer.rows] if isinstance(answer, Rows) else []
    names = ("paragraphs", "titled", "with_case", "decided")
    return Understood(*(sum(int(value.value) for row in rows if (value := row[name])) for name in names))


def as_data(told: Overview) -> dict[str, Any]:
    """Give it as plain data; `missing` are the meetings that are cited while their minutes are not here."""
    # A table leaves out a column that says the same throughout.
    columns = told.absent.columns
    of = {name: columns.index(name) for name in ("organisation", "body", "date", "citing") if name in columns}
    return {
        "counts": told.counts,
        "held": {
            name: [
                {"body": one.body.text, "meetings": one.meetings, "first": one.first, "last": one.last} for one in ones
            ]
            for name, ones in told.held.items()
        },
        "coverage": asdict(told.understood),
        "missing": len(told.absent.rows) + told.absent.left,
        "missing_most": [{name: row[at].text for name, at in of.items()} for row in told.absent.rows],
    }


def as_text(told: Overview) -> str:
    """Say it in lines."""
    data, understood = as_data(told), told.understood
    lines = [f"{name:<13}{count:>8}" for name, count in told.counts.items()]
    for organisation, bodies in told.held.items():
        lines += ["", organisation or "of no organisation"]
        lines += [
            f"  {one.meetings:>4}  {one.body.text}, {one.first or '?'} to {one.last or '?'}" for one in _named(bodies)
        ]
    lines += ["", f"paragraphs   {understood.paragraphs}" + "".join(_share(understood, *one) for one in _SHARES)]
    lines += ["", f"not loaded   {data['missing']} meetings are cited whose minutes are not here"]
    lines += [f"  {one['citing']:>4}  {_meeting(one)}" for one in data["missing_most"]]
    if told.absent.left:
        lines.append(f"  and {told.absent.left} more: kg query FILE meetings-not-loaded")
    return "\n".join(lines) + "\n"


def _meeting(one: dict[str, str]) -> str:
    return " ".join(one[name] for name in ("organisation", "body", "date") if name in one)


def _named(bodies: tuple[Held, ...]) -> list[Held]:
    """Put bodies of one name together: where minutes do not say whose they are, each has its own."""
    found: dict[str, Held] = {}
    for one in bodies:
        known = found.get(one.body.text, one)
        first = min(known.first or one.first, one.first or known.first)
        last = max(known.last, one.last)
        meetings = one.meetings + (known.meetings if known is not one else 0)
        found[one.body.text] = Held(one.body, meetings, first, last)
    return sorted(found.values(), key=lambda one: -one.meetings)


_SHARES = (("titled", "titled"), ("with_case", "with a case"), ("decided", "with a decision"))


def _share(understood: Understood, name: str, said: str) -> str:
    whole = max(understood.paragraphs, 1)
    return f", {100 * getattr(understood, name) // whole} % {said}"
