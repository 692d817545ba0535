"""The movements of matters between bodies, as a graph tells them: each counted once, whoever tells of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NothingFoundError
from kg.explore import nearest
from kg.explore.values import is_case

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.graph.store import Graph

# Where a fact of a paragraph is recorded, when the meeting was and whose. Of several records of one paragraph only the
# preferred one counts. Plain patterns joined here: each is a scan, and a query that joins them all is slower at size.
RECORDED = """
  ?item gov:{relation} ?fact .
  ?fact gov:supportedBy/nif:referenceContext/gov:textOf ?minutes .
  FILTER NOT EXISTS {{ ?item gov:preferredRecord ?preferred . FILTER(?preferred != ?minutes) }}
"""
_AGENTS = """SELECT DISTINCT ?agent ?label ?class ?kind ?unit ?parent {
  { ?fact gov:referredFrom ?agent } UNION { ?fact gov:referredTo ?agent } UNION { ?fact gov:heldBy ?agent }
  ?agent a ?class .
  OPTIONAL { ?agent rdfs:label ?label }
  OPTIONAL { ?agent org:classification ?kind }
  OPTIONAL { ?agent org:unitOf|org:postIn ?unit }
  OPTIONAL { ?agent org:subOrganizationOf/org:unitOf ?parent }
}"""
_LABELS = "SELECT ?thing ?label { ?thing a gov:PublicOrganisation ; rdfs:label ?label }"
_REFERRALS = (
    "SELECT DISTINCT ?fact ?item ?minutes ?from ?to ?kind ?stated ?anticipated {"
    + RECORDED.format(relation="hasReferral")
    + """ ?fact gov:referredFrom ?from ; gov:referredTo ?to ; gov:referralKind ?kind .
  OPTIONAL { ?fact gov:date ?stated }
  OPTIONAL { ?fact gov:anticipated ?anticipated }
}"""
)
_ITEMS = """SELECT DISTINCT ?item ?number ?title ?meeting ?day ?holder {
  ?item a gov:AgendaItem ; gov:number ?number .
  OPTIONAL { ?item dcterms:title ?title }
  OPTIONAL {
    ?meeting gov:hasItem ?item .
    OPTIONAL { ?meeting gov:firstDate ?day }
    OPTIONAL { ?meeting gov:heldBy ?holder }
  }
}"""
_CASES = """SELECT DISTINCT ?fact ?case ?called ?label {
  ?fact a gov:Referral ; gov:concerns ?case .
  OPTIONAL { ?case (gov:sameMatterAs|^gov:sameMatterAs)?/dcterms:identifier ?called }
  OPTIONAL { ?case rdfs:label ?label }
}"""
_CONCERNING = """SELECT DISTINCT ?item ?case ?called ?minutes {
  ?item gov:concerns ?case . ?meeting gov:hasItem ?item . ?minutes gov:recordOf ?meeting .
  ?case (gov:sameMatterAs|^gov:sameMatterAs)?/dcterms:identifier ?called
}"""
_HELD = """SELECT DISTINCT ?organisation ?item ?minutes {
  ?meeting gov:heldBy/org:unitOf/rdfs:label ?organisation . ?minutes gov:recordOf ?meeting .
  OPTIONAL { ?meeting gov:hasItem ?item }
}"""
_SENTENCES = """SELECT DISTINCT ?fact ?begin ?anchor {
  ?fact a gov:Referral ; gov:supportedBy ?passage . ?passage nif:beginIndex ?begin ; nif:anchorOf ?anchor
}"""
_SOURCES = "SELECT DISTINCT ?minutes ?source { ?minutes a gov:Minutes ; dcterms:source ?source }"
_SAME = "SELECT DISTINCT ?one ?other { ?one gov:sameMovementAs ?other }"
_RETOLD = "SELECT DISTINCT ?one { ?one gov:countedAs ?other }"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer is narrowed to; empty for all.

    Args:
        since: An ISO date: only what is dated that day or later; what has no date is left out.
        body: The name of a body, in any case of letters.
        case: A diary number, with its class code or without it.
        organisation: The name of the municipality, region or association, in any case of letters.
    """

    since: str = ""
    body: str = ""
    case: str = ""
    organisation: str = ""

    def __str__(self) -> str:
        """Say what it narrows to."""
        names = ("organisation", "body", "since", "case")
        return ", ".join(f"{name} {value}" for name in names if (value := getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Agent:
    """One who sends or receives matters.

    Args:
        iri: Its IRI.
        label: Its name.
        type: The class by its local name: `GoverningBody`, `Administration`, `PublicOrganisation`, ...
        kind: The kind of body by its concept: `board`, `committee`; empty where none is known.
        organisation: The name of the organisation that it is a unit of; its own where it is one.
    """

    iri: str
    label: str
    type: str = ""
    kind: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A matter that went, or is asked to go, from one agent to another; `date` is empty where none is known."""

    iri: str
    sender: Agent
    receiver: Agent
    kind: str
    date: str = ""
    anticipated: bool = False
    cases: tuple[str, ...] = ()
    """Diary numbers and titles, as labelled."""
    called: frozenset[str] = frozenset()
    """Every diary number that finds it, in small letters: other spellings and other numbers of the matter too."""
    title: str = ""
    meeting_of: str = ""
    met: str = ""
    paragraph: str = ""
    sentence: str = ""
    document: str = ""


def rows(graph: Graph, query: str) -> Iterator[dict[str, str]]:
    """Give the rows of a SELECT as plain strings, empty where nothing is bound."""
    found = graph.select(query)
    for row in found.rows:
        yield {name: cell.value if cell else "" for name, cell in zip(found.variables, row, strict=True)}


def local(iri: str) -> str:
    """Give the local name of a class or concept.

    >>> local("https://w3id.org/protokollgraf/referral-kind/refers-back")
    'refers-back'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def agents(graph: Graph) -> dict[str, Agent]:
    """Give all that send, receive or meet, by IRI."""
    organisations = {row["thing"]: row["label"] for row in rows(graph, _LABELS)}
    found: dict[str, Agent] = {}
    for row in sorted(rows(graph, _AGENTS), key=lambda row: tuple(row.values())):
        iri = row["agent"]
        unit = row["unit"] or row["parent"]
        found.setdefault(
            iri,
            Agent(
                iri,
                row["label"] or local(iri),
                local(row["class"]),
                local(row["kind"]),
                organisations.get(unit, local(unit)) if unit else organisations.get(iri, ""),
            ),
        )
    return found


def concerning(graph: Graph, case: str) -> list[dict[str, str]]:
    """Give the paragraphs on a case, by any of its numbers: the `item`, the `case`, the `minutes` of the meeting."""
    return [row for row in rows(graph, _CONCERNING) if is_case(row["called"], case)]


def meetings_of(graph: Graph, organisation: str) -> set[str]:
    """Give the paragraphs of the meetings of an organisation's bodies, and the minutes that record them."""
    name = organisation.casefold()
    theirs = [row for row in rows(graph, _HELD) if row["organisation"].casefold() == name]
    return {row[end] for row in theirs for end in ("item", "minutes")}


def movements(graph: Graph, scope: Scope | None = None) -> list[Movement]:
    """Give the movements that a graph tells, in the order of time, those without a date last.

    A movement that two minutes tell is counted once, in the words of the one who sent it; it is anticipated only while
    no minutes tell that it was done. `body` narrows to what it sent or received.

    Raises:
        NothingFoundError: There is no movement, or none within the scope.
    """
    scope = scope or Scope()
    told = {movement.iri: movement for movement in _told(graph)}
    pairs = [(row["one"], row["other"]) for row in rows(graph, _SAME)]
    retold = {row["one"] for row in rows(graph, _RETOLD)}
    once = [_as_one([told[iri] for iri in group], retold) for group in _groups(told, pairs)]
    found = sorted((one for one in once if _within(one, scope)), key=_order)
    if not found:
        hint = "kg query FILE who-referred-what lists all" if once else ""
        raise nothing("the graph tells of no movement between bodies", graph, scope, hint)
    return found


def nothing(what: str, graph: Graph, scope: Scope, hint: str = "") -> NothingFoundError:
    """Say that a scope holds nothing, and which body or case the user may have meant."""
    names = ("organisation", "body", "case")
    named = {name: value for name in names if (value := getattr(scope, name))}
    hint = nearest.meant(graph, named, "--{name} {value!r}") or hint
    return NothingFoundError(what, where=str(scope) or graph.name, hint=hint)


def _told(graph: Graph) -> Iterator[Movement]:
    known = agents(graph)
    items = {row["item"]: row for row in rows(graph, _ITEMS)}
    sources = {row["minutes"]: row["source"] for row in rows(graph, _SOURCES)}
    cases, called, quotes = _attached(graph)
    for row in rows(graph, _REFERRALS):
        if row["from"] not in known or row["to"] not in known:
            continue
        iri, item = row["fact"], items.get(row["item"], defaultdict(str))
        holder = known.get(item["holder"])
        yield Movement(
            iri=iri,
            sender=known[row["from"]],
            receiver=known[row["to"]],
            kind=local(row["kind"]),
            date=row["stated"] or item["day"],
            anticipated=row["anticipated"] in {"true", "1"},
            cases=tuple(sorted(cases[iri])),
            called=frozenset(called[iri]),
            title=item["title"],
            meeting_of=holder.label if holder else "",
            met=item["day"],
            paragraph=item["number"],
            sentence=" … ".join(dict.fromkeys(quote for _, quote in sorted(quotes[iri]))),
            document=sources.get(row["minutes"], ""),
        )


def _attached(graph: Graph) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[tuple[int, str]]]]:
    """Give the cases, all their numbers and the sentences of each referral."""
    cases, called = defaultdict(set), defaultdict(set)
    for row in rows(graph, _CASES):
        cases[row["fact"]].add(row["label"] or row["called"] or local(row["case"]))
        called[row["fact"]].add(row["called"].casefold())
    quotes = defaultdict(set)
    for row in rows(graph, _SENTENCES):
        quotes[row["fact"]].add((int(row["begin"]), " ".join(row["anchor"].split())))
    return cases, called, quotes


def _groups(told: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Put those that are one movement together."""
    parent = {iri: iri for iri in told}

    def root(iri: str) -> str:
        while parent[iri] != iri:
            iri = parent[iri]
        return iri

    for one, other in pairs:
        if one in parent and other in parent:
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    found = defaultdict(list)
    for iri in sorted(parent):
        found[root(iri)].append(iri)
    return list(found.values())


def _as_one(same: Sequence[Movement], retold: Collection[str]) -> Movement:
    """Take the word of the telling that counts, the sender's where it is there."""
    first = min(same, key=lambda one: (one.iri in retold, one.kind == "prepares", one.iri))
    return Movement(
        iri=first.iri,
        sender=first.sender,
        receiver=first.receiver,
        kind=first.kind,
        date=first.date,
        anticipated=all(one.anticipated for one in same),
        cases=tuple(sorted({case for one in same for case in one.cases})),
        called=frozenset(number for one in same for number in one.called),
        title=first.title,
        meeting_of=first.meeting_of,
        met=first.met,
        paragraph=first.paragraph,
        sentence=first.sentence,
        document=first.document,
    )


def _within(one: Movement, scope: Scope) -> bool:
    ends = {one.sender.label.casefold(), one.receiver.label.casefold()}
    theirs = {one.sender.organisation.casefold(), one.receiver.organisation.casefold()}
    return (
        (not scope.organisation or scope.organisation.casefold() in theirs)
        and (not scope.body or scope.body.casefold() in ends)
        and (not scope.since or one.date >= scope.since)
        and (not scope.case or any(is_case(number, scope.case) for number in one.called))
    )


def _order(one: Movement) -> tuple[bool, str, bool, str]:
    return not one.date, one.date, one.anticipated, one.iri
