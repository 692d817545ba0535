"""What a graph holds, at a glance: whose minutes, of which time, what is cited and not here, what was understood."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from kg.explore import answers, queries, swedish
from kg.explore.answers import Cell, read_table
from kg.explore.narrowing import Narrowing, narrowed
from kg.graph.terms import literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
# The last meetings that decided anything first: so many hold so many decisions.
_DECISIONS = """SELECT DISTINCT ?day ?item ?number ?title ?body ?name {
  {
    SELECT ?meeting ?day ?body ?name {
      ?meeting gov:heldBy ?body ; gov:firstDate ?day .
      ?body rdfs:label ?name %s
      FILTER EXISTS {
        ?meeting gov:hasItem ?any . ?any gov:hasDecision ?own ; gov:number ?counted ; dcterms:title ?called .
        ?own gov:decisionKind <https://w3id.org/protokollgraf/decision-kind/decision> .
      }
    } ORDER BY DESC(?day) ?meeting LIMIT 12
  }
  ?meeting gov:hasItem ?item .
  ?item gov:hasDecision ?decision ; gov:number ?number ; dcterms:title ?title .
  ?decision gov:decisionKind <https://w3id.org/protokollgraf/decision-kind/decision> .
} ORDER BY DESC(?day) ?item LIMIT 12"""
# A paragraph counts once, however many documents record it: so many the first page says there are.
_PARAGRAPHS = """SELECT (COUNT(*) AS ?count) {
  SELECT DISTINCT ?item { ?item a gov:AgendaItem ; gov:recordedIn ?minutes . ?minutes a gov:Minutes . %s }
}"""
_READ = (
    "",
    "?item dcterms:title ?said",
    "?item gov:concerns ?said",
    # A fact stands under the document that tells it.
    '?item gov:hasDecision ?said FILTER(STRSTARTS(STR(?said), CONCAT(STR(?minutes), "/")))',
)
"""All paragraphs, and those with a title, a case, a decision."""
RESTS_ON = ("referral-matrix", "meetings-not-loaded")
"""The questions whose answers the first page shows parts of."""
_FLOWS = 12
_ABSENT = 10
_ORGANISATIONS = 350
"""So many are listed, more than Sweden has municipalities and regions."""
SHOWN = ("Minutes", "Meeting", "AgendaItem", "Decision", "Referral", "Motion", "Vote", "Person", "Case")


@dataclass(frozen=True, slots=True)
class Held:
    """A body whose minutes are here: how many meetings, from when to when, and whose body it is."""

    body: Cell
    meetings: int
    first: str
    last: str
    organisation: Cell


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation whose minutes are here: how many bodies of it, how many meetings, from when to when."""

    name: Cell
    bodies: int
    meetings: int
    first: str
    last: str

    @classmethod
    def of(cls, bodies: Sequence[Held]) -> Organisation:
        """Add up the bodies of an organisation."""
        days = [day for one in bodies for day in (one.first, one.last) if day]
        meetings = sum(one.meetings for one in bodies)
        return cls(bodies[0].organisation, len(bodies), meetings, min(days, default=""), max(days, default=""))


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

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """Those whose minutes are here, in the order of their names; of very many those with the most meetings."""
        found = [Organisation.of(ones) for ones in self.held.values()]
        most = {one.name for one in sorted(found, key=lambda one: -one.meetings)[:_ORGANISATIONS]}
        return tuple(one for one in found if one.name in most)


def homes(graph: Graph, languages: Sequence[str], narrowing: Narrowing | None = None) -> dict[str, Home]:
    """Look over a graph as the explorer's first page does: flows, decisions and what is missing within a narrowing."""
    within = narrowing or Narrowing()
    flows = narrowed(queries.ask(graph, queries.find("referral-matrix"), {}), within)
    last = latest(graph, within)
    found = {}
    for language, told in overviews(graph, languages, within).items():
        table = answers.shown(graph, queries.find("referral-matrix"), flows, language)
        found[language] = Home(told.counts, told.held, told.absent, told.understood, _largest(table), last)
    return found


def narrowed_home(home: Home, flows: Table, absent: Table, last: tuple[Latest, ...], narrowing: Narrowing) -> Home:
    """Narrow a first page by whole answers that are at hand; what is loaded stays what it is.

    Args:
        home: The page of all.
        flows: The whole answer to `referral-matrix`.
        absent: That to `meetings-not-loaded`.
        last: What was decided last within the narrowing; see `latest`.
        narrowing: A time and a body.
    """
    cited = absent.narrowed(narrowing).first(_ABSENT)
    return replace(home, flows=_largest(flows.narrowed(narrowing)), absent=cited, latest=last)


def _largest(flows: Table) -> Table:
    return flows.sorted("movements", falling=True).first(_FLOWS) if "movements" in flows.columns else flows


def latest(graph: Graph, narrowing: Narrowing) -> tuple[Latest, ...]:
    """Give what was decided last within a narrowing."""
    return tuple(
        Latest(day.value, Cell(name.value, body.value), Cell(f"§ {number.value} {title.value}", item.value))
        for day, item, number, title, body, name in graph.select(_DECISIONS % _filters(narrowing)).rows
        if day and item and number and title and body and name
    )


def home(graph: Graph, language: str, narrowing: Narrowing | None = None) -> Home:
    """Look over a graph for the first page in one language; see `homes`."""
    return homes(graph, (language,), narrowing)[language]


def read_home(told: Mapping[str, Any]) -> Home:
    """Read what `dataclasses.asdict` and JSON made of it."""
    return Home(
        counts=told["counts"],
        held={name: tuple(Held(**one | _cells(one)) for one in ones) for name, ones in told["held"].items()},
        absent=read_table(told["absent"]),
        understood=Understood(**told["understood"]),
        flows=read_table(told["flows"]),
        latest=tuple(Latest(**one | _cells(one)) for one in told["latest"]),
    )


def _cells(told: Mapping[str, Any]) -> dict[str, Cell]:
    return {name: Cell(**value) for name, value in told.items() if isinstance(value, dict)}


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


def overview(graph: Graph, language: str) -> Overview:
    """Look over a graph."""
    return overviews(graph, (language,), Narrowing())[language]


def overviews(graph: Graph, languages: Sequence[str], narrowing: Narrowing) -> dict[str, Overview]:
    """Look over a graph; the meetings that are missing within a narrowing."""
    counts = {one.value.rpartition("#")[2]: int(n.value) for one, n in graph.select(_COUNTS).rows if one and n}
    counts |= dict(
        zip(("Meeting", "AgendaItem"), (int(n.value) for n in graph.select(_RECORDED).rows[0] if n), strict=True)
    )
    held: dict[str, list[Held]] = {}
    for organisation, unit, body, name, meetings, first, last in graph.select(_HELD).rows:
        if body and name and meetings:
            one = Held(
                Cell(name.value, body.value),
                int(meetings.value),
                first.value if first else "",
                last.value if last else "",
                Cell(organisation.value if organisation else "", unit.value if unit else ""),
            )
            held.setdefault(one.organisation.text, []).append(one)
    # What is nobody's stands last.
    ordered = sorted(held.items(), key=lambda pair: (not pair[0], swedish.key(pair[0])))
    absent = narrowed(queries.ask(graph, queries.find("meetings-not-loaded"), {}), narrowing)
    understood = _understood(graph)
    return {
        language: Overview(
            {name: counts.get(name, 0) for name in SHOWN},
            {name: tuple(sorted(ones, key=lambda one: -one.meetings)) for name, ones in ordered},
            answers.shown(graph, queries.find("meetings-not-loaded"), absent, language).first(_ABSENT),
            understood,
        )
        for language in languages
    }


def _understood(graph: Graph) -> Understood:
    """Count the paragraphs, and those of which a document that records them tells this or that."""
    counts = []
    for what in _READ:
        row = graph.select(_PARAGRAPHS % what).rows[0]
        counts.append(int(row[0].value) if row[0] else 0)
    return Understood(*counts)


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
        found[one.body.text] = Held(one.body, meetings, first, last, one.organisation)
    return sorted(found.values(), key=lambda one: -one.meetings)


_SHARES = (("titled", "titled"), ("with_case", "with a case"), ("decided", "with a decision"))


def _share(understood: Understood, name: str, said: str) -> str:
    whole = max(understood.paragraphs, 1)
    return f", {100 * getattr(understood, name) // whole} % {said}"
