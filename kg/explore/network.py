"""The projections of a graph that networkx carries: who referred to whom, cases, people, votes, and the whole."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.explore import movement, swedish
from kg.explore.movement import RECORDED, Agent, Movement, Scope, local, rows
from kg.graph.iri import CONCEPTS
from kg.graph.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.store import Graph
    from kg.graph.terms import Term

KINDS = ("proposes", "forwards", "refers-back", "prepares", "consults", "answers", "requests")
"""Every kind of referral, in the order of a legend."""
Quads = dict[str, list[tuple["Term", "Term", "Term"]]]

_MEETING = """ OPTIONAL {
  ?meeting gov:hasItem ?item . OPTIONAL { ?meeting gov:firstDate ?day }
  OPTIONAL { ?meeting gov:heldBy/rdfs:label ?body }
}"""
_CASES = """SELECT DISTINCT ?item ?case ?label ?body ?name ?day {
  ?item gov:concerns ?case . ?meeting gov:hasItem ?item ; gov:heldBy ?body . ?body rdfs:label ?name .
  ?case a gov:Case . OPTIONAL { ?case rdfs:label ?label } OPTIONAL { ?meeting gov:firstDate ?day }
}"""
_TOGETHER = """SELECT DISTINCT ?fact ?item ?who ?label ?class ?meeting ?body ?day {{ {recorded}
  ?fact gov:{relation} ?who . ?who a ?class ; rdfs:label ?label . {meeting} }}"""
_BALLOTS = """SELECT DISTINCT ?fact ?ballot ?who ?label ?party ?option ?item ?body ?day {{ {recorded}
  ?fact gov:hasBallot ?ballot . ?ballot gov:voter ?who ; gov:option ?option . ?who rdfs:label ?label .
  OPTIONAL {{ ?ballot gov:party/gov:abbreviation ?party }} {meeting} }}"""
_AFFILIATIONS = """SELECT DISTINCT ?who ?meeting ?party {
  ?affiliation gov:ofPerson ?who ; gov:atMeeting ?meeting ; gov:party/gov:abbreviation ?party }"""
_MEETINGS = """SELECT DISTINCT ?minutes ?body ?day {
  ?minutes gov:recordOf ?meeting . OPTIONAL { ?meeting gov:heldBy/rdfs:label ?body }
  OPTIONAL { ?meeting gov:firstDate ?day }
}"""


def referrals(graph: Graph, scope: Scope | None = None) -> nx.DiGraph[str]:
    """Give who referred how many matters to whom.

    Nodes are bodies, administrations and other authorities; an edge has the number of movements as weight, one number
    a kind, how many are only anticipated, the first and the last date, and the cases.

    Raises:
        NothingFoundError: No movement is within the scope.
    """
    return referral_network(movement.movements(graph, scope))


def referral_network(movements: Iterable[Movement]) -> nx.DiGraph[str]:
    """Give the network of some movements; see `referrals`."""
    between: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    ends: dict[str, Agent] = {}
    for one in movements:
        between[one.sender.iri, one.receiver.iri].append(one)
        ends |= {one.sender.iri: one.sender, one.receiver.iri: one.receiver}
    network: nx.DiGraph[str] = nx.DiGraph()
    for agent in sorted(
        ends.values(), key=lambda one: (swedish.key(one.organisation), swedish.key(one.label), one.iri)
    ):
        network.add_node(
            agent.iri,
            label=agent.label,
            type=agent.type,
            body_kind=agent.kind or None,
            organisation=agent.organisation or None,
        )
    for (sender, receiver), told in sorted(between.items()):
        dates = sorted(one.date for one in told if one.date)
        network.add_edge(
            sender,
            receiver,
            weight=len(told),
            **{kind: sum(one.kind == kind for one in told) for kind in KINDS},
            anticipated=sum(one.anticipated for one in told),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
            cases=sorted({case for one in told for case in one.cases}, key=swedish.key),
        )
    return network


def cases(graph: Graph, scope: Scope | None = None) -> nx.DiGraph[str]:
    """Give which case was before which body, in how many paragraphs, and when first and last.

    Raises:
        NothingFoundError: No case is within the scope.
    """
    scope = scope or Scope()
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in _scoped(graph, _CASES, scope, "case", "name"):
        found[row["case"], row["body"]].append(row)
    network: nx.DiGraph[str] = nx.DiGraph()
    for (case, body), told in sorted(found.items()):
        days = sorted(row["day"] for row in told if row["day"])
        network.add_node(case, label=told[0]["label"] or local(case), type="Case")
        network.add_node(body, label=told[0]["name"], type="GoverningBody")
        weight = len({row["item"] for row in told})
        network.add_edge(case, body, weight=weight, first=days[0] if days else None, last=days[-1] if days else None)
    _need(network, "no case with a diary number", scope, graph)
    return network


def people(graph: Graph, scope: Scope | None = None) -> nx.Graph[str]:
    """Give who stood together: people and parties behind one motion, reservation or statement, and how often.

    A person has the parties printed at the meetings in question; nodes and edges have the bodies, and the first and
    the last date.

    Raises:
        NothingFoundError: Nobody stood with anybody within the scope.
    """
    scope = scope or Scope()
    pairs: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(("motions", "reservations"), 0))
    seen: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    known: dict[str, tuple[str, str]] = {}
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(graph, _AFFILIATIONS):
        printed[row["who"], row["meeting"]].add(row["party"])
    sources = (("hasMotion", "movedBy", "motions"), ("hasReservation", "reservedBy", "reservations"))
    for relation, who, counted in sources:
        query = _TOGETHER.format(recorded=RECORDED.format(relation=relation), relation=who, meeting=_MEETING)
        behind: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in _scoped(graph, query, scope):
            behind[row["fact"]][row["who"]].append(row)
            known[row["who"]] = (row["label"], local(row["class"]))
        for together in behind.values():
            for pair in combinations(sorted(together), 2):
                pairs[pair][counted] += 1
                seen[pair] += together[pair[0]]
                for one in pair:
                    parties = sorted({name for row in together[one] for name in printed[one, row["meeting"]]})
                    seen[one,] += [{**row, "party": name} for row in together[one] for name in parties or ("",)]
    network: nx.Graph[str] = nx.Graph()
    for iri in sorted({iri for pair in pairs for iri in pair}):
        network.add_node(
            iri, label=known[iri][0], type=known[iri][1], party=_several(seen[iri,], "party"), **_time(seen[iri,])
        )
    for (one, other), counts in sorted(pairs.items()):
        network.add_edge(one, other, weight=sum(counts.values()), **counts, **_time(seen[one, other]))
    _need(network, "nobody moved or reserved themselves with another", scope, graph)
    return network


def ballots(graph: Graph, scope: Scope | None = None) -> list[dict[str, str]]:
    """Give the ballots that are printed with a name within the scope, as rows; `fact` is the vote."""
    scope = scope or Scope()
    query = _BALLOTS.format(recorded=RECORDED.format(relation="hasVote"), meeting=_MEETING)
    return [{**row, "option": local(row["option"])} for row in _scoped(graph, query, scope)]


def votes(graph: Graph, scope: Scope | None = None) -> nx.Graph[str]:
    """Give who voted with whom: the votes in which both took part, those in which they agreed, and the share.

    Two who never agreed have no edge; both are nodes all the same.

    Yes, no and abstaining are ways to take part; who is marked absent took none. A person has the parties printed
    with the ballots; nodes and edges have the bodies, and the first and the last date.

    Raises:
        NothingFoundError: No ballots of two people are within the scope.
    """
    scope = scope or Scope()
    options: dict[str, dict[str, str]] = defaultdict(dict)
    seen: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    meetings: dict[str, dict[str, str]] = {}
    labels: dict[str, str] = {}
    for row in ballots(graph, scope):
        if row["option"] != "absent":
            options[row["fact"]][row["who"]] = row["option"]
            labels[row["who"]] = row["label"]
            meetings[row["fact"]] = row
            seen[row["who"],].append(row)
    both: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for vote, taken in options.items():
        for one, other in combinations(sorted(taken), 2):
            both[one, other].append(taken[one] == taken[other])
            seen[one, other].append(meetings[vote])
    network: nx.Graph[str] = nx.Graph()
    for iri in sorted({iri for pair in both for iri in pair}):
        network.add_node(
            iri, label=labels[iri], type="Person", party=_several(seen[iri,], "party"), **_time(seen[iri,])
        )
    for (one, other), agreed in sorted(both.items()):
        if not any(agreed):
            continue  # an edge says that two went together: one of weight 0 says nothing
        share = round(sum(agreed) / len(agreed), 4)
        told = _time(seen[one, other])
        network.add_edge(one, other, weight=sum(agreed), votes=len(agreed), share=share, **told)
    _need(network, "no ballots are printed", scope, graph)
    return network


def full(graph: Graph, scope: Scope | None = None) -> nx.MultiDiGraph[str]:
    """Give all resources as nodes and the relations between them as edges, each named by its property.

    Literals, classes, concepts and what the graph says nothing of (a language, a page of Wikidata) are properties of
    the node; several values of one property are a list.

    Raises:
        NothingFoundError: No document is within the scope.
    """
    return whole(chosen(graph, scope))


def whole(quads: Quads) -> nx.MultiDiGraph[str]:
    """Give the network of some statements; see `full`."""
    triples = {triple for found in quads.values() for triple in found}
    subjects = {subject.value for subject, _, _ in triples}
    properties: dict[str, dict[str, set[Any]]] = {iri: defaultdict(set) for iri in subjects}
    edges: set[tuple[str, str, str]] = set()
    for subject, predicate, value in triples:
        name = "type" if predicate.value == term("rdf:type") else local(predicate.value)
        if value.kind == "iri" and value.value in subjects:
            edges.add((subject.value, value.value, name))
        else:
            properties[subject.value][name].add(_value(value))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(subjects):
        told = {name: sorted(values, key=str) for name, values in sorted(properties[iri].items())}
        plain = {name: values[0] if len(values) == 1 else values for name, values in told.items()}
        network.add_node(iri, **{"label": local(iri), **plain})
    for at, (source, target, name) in enumerate(sorted(edges), start=1):
        network.add_edge(source, target, key=name, id=f"e{at}", label=name)
    return network


def chosen(graph: Graph, scope: Scope | None = None) -> Quads:
    """Give the statements of the documents within the scope, by the IRI of their graph.

    A document is within it when it records a meeting of that body or organisation, that day or later, on that case.
    Of what holds across documents that part is given which speaks of a thing that these documents name.

    Raises:
        NothingFoundError: No document is within the scope.
    """
    scope = scope or Scope()
    narrowed = scope != Scope()
    wanted = {row["minutes"] for row in _scoped(graph, _MEETINGS, scope, "minutes")} if narrowed else set()
    if narrowed and not wanted:  # told before everything is read
        raise movement.nothing("no document is of such a meeting", graph, scope)
    found: Quads = defaultdict(list)
    for subject, predicate, value, name in graph.match():
        found[name].append((subject, predicate, value))
    if not narrowed:
        return dict(found)
    wanted &= set(found)
    if not wanted:
        hint = "a file without named graphs cannot be narrowed: build a .trig" if set(found) == {""} else ""
        raise movement.nothing("no document is of such a meeting", graph, scope, hint)
    meetings = list(rows(graph, _MEETINGS))
    documents = {row["minutes"] for row in meetings}
    named = {end.value for name in wanted for triple in found[name] for end in (triple[0], triple[2])}
    kept: Quads = {}
    for name, triples in found.items():
        if name in wanted:
            kept[name] = triples
        elif name not in documents:
            kept[name] = [triple for triple in triples if triple[0].value in named]
    return kept


VIEWS: Mapping[str, Callable[[Graph, Scope | None], nx.Graph[str]]] = {
    "referrals": referrals,
    "cases": cases,
    "people": people,
    "votes": votes,
    "full": full,
}


def _scoped(graph: Graph, query: str, scope: Scope, of: str = "item", body: str = "body") -> Iterator[dict[str, str]]:
    """Give the rows of a query that are of a meeting within the scope, and on its case.

    Args:
        graph: What is asked.
        query: A query whose rows have the `day` of the meeting, and its `item` or `minutes`.
        scope: What is wanted.
        of: The column by which a row concerns a case: its paragraph, its minutes, the case itself.
        body: The column that names the body that met.
    """
    on_case = {row[of] for row in movement.concerning(graph, scope.case)} if scope.case else set()
    theirs = movement.meetings_of(graph, scope.organisation) if scope.organisation else set()
    for row in rows(graph, query):
        if (
            (not scope.body or row[body].casefold() == scope.body.casefold())
            and (not scope.since or row["day"] >= scope.since)
            and (not scope.case or row[of] in on_case)
            and (not scope.organisation or row.get("item", row.get("minutes")) in theirs)
        ):
            yield row


def _several(told: Iterable[Mapping[str, str]], name: str) -> list[str] | None:
    """Give the values of a column that are there, each once; None where there is none."""
    return sorted({row[name] for row in told if row[name]}, key=swedish.key) or None


def _time(told: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Say whose meetings it was and when, first and last."""
    told = list(told)
    days = sorted(row["day"] for row in told if row["day"])
    return {
        "body": _several(told, "body"),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }


def _value(value: Term) -> str | int | float | bool:
    """Give a value as Python has it, a term of a vocabulary by its local name."""
    if value.kind == "iri":
        ours = value.value.startswith((*PREFIXES.values(), CONCEPTS)) and "/id/" not in value.value
        return local(value.value) if ours else value.value
    datatype = value.datatype.removeprefix(PREFIXES["xsd"])
    if datatype == "boolean":
        return value.value in {"true", "1"}
    if datatype in {"integer", "nonNegativeInteger"}:
        return int(value.value)
    return float(value.value) if datatype == "decimal" else value.value


def _need(network: nx.Graph[str], what: str, scope: Scope, graph: Graph) -> None:
    if not network:
        raise movement.nothing(what, graph, scope)
