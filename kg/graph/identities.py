"""What holds across documents: classes and labels of shared things, hierarchy of agents, one movement told twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import laws, matters
from kg.graph.evidence import AGENT, DAY, MATTER, RECORDS, STEP, THING, Rank, said
from kg.graph.group import Group
from kg.graph.iri import slug
from kg.graph.quads import Triple, iri, literal
from kg.graph.vocab import concept, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.document_graph import DocumentGraph

_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")


class Outranked(NamedTuple):
    """Minutes that record paragraphs which others record better: how many of how many, and why where it is said."""

    minutes: str
    better: str
    shared: int
    own: int
    why: str

    def told(self, better: str) -> str:
        """Give the warning, in which the other document is called as its file."""
        return (
            f"records {self.shared} of its {self.own} paragraphs that {better} records too: {better} counts{self.why}"
        )


class Identities:
    """Gathers what the documents say of things that several of them name."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = defaultdict(Group)

    def add(self, graph: DocumentGraph) -> None:
        """Take in one document."""
        for (group, what, value), weight in said(graph).items():
            self._groups[group].add(what, value, weight)

    def triples(self) -> set[Triple]:
        """Give the triples of the identity graph, as N-Triples terms."""
        return {triple for name, group in self._groups.items() for triple in told(name, group)}

    def outranked(self) -> Iterator[Outranked]:
        """Tell of all minutes of which some paragraphs count as others record them."""
        return outranked(group for name, group in self._groups.items() if name.startswith(f"{RECORDS} "))


def told(name: str, group: Group) -> set[Triple]:
    """Give the triples of the identity graph that follow from one group of rows (see `kg.graph.evidence`)."""
    kind, _, subject = name.partition(" ")
    return _TELL[kind](subject, group) if group else set()


def outranked(records: Iterable[Group]) -> Iterator[Outranked]:
    """Tell of all minutes of which some paragraphs count as others record them, from the records of each paragraph."""
    others: Counter[tuple[Rank, Rank]] = Counter()
    for group in records:
        ranks = [Rank.read(value) for value in group.of("record")]
        best = min(ranks)
        others.update((record, best) for record in ranks if record != best)
    for (record, best), count in sorted(others.items(), key=lambda one: (one[0][0].minutes, one[0][1].minutes)):
        yield Outranked(record.minutes, best.minutes, count, -record.items, _preferred_for(best, record))


def _preferred_for(better: Rank, other: Rank) -> str:
    """Say why one record goes before another, where its own text says it; else nothing."""
    if better.uncorrected != other.uncorrected:
        return ", as it says that it is corrected"
    if better.partial == other.partial and better.settled < other.settled:
        return ", as it was adjusted or corrected later"
    return ""


def _most(counted: Counter[str]) -> str:
    """Give the most frequent spelling, of equals the first by code point."""
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))


def _agent(subject: str, group: Group) -> set[Triple]:
    spellings, others = group.of("spelling"), set(group.of("misspelt"))
    label = _most(spellings) if spellings else min(others)
    found = {(iri(subject), iri(_LABEL), literal(label))}
    found |= {
        (iri(subject), iri(term("skos:altLabel")), literal(other)) for other in (others | set(spellings)) - {label}
    }
    found |= {(iri(subject), iri(_TYPE), iri(term(name))) for name in group.of("term")}
    for name in ("org:postIn", "org:unitOf", "org:subOrganizationOf"):
        found |= {(iri(subject), iri(term(name)), iri(value)) for value in group.of(name)}
    for kind in group.of("body-kind"):
        found.add((iri(subject), iri(term("org:classification")), iri(concept("body-kind", kind))))
    # An identity has one identifier of a kind, however its documents write it.
    for name in ("abbreviation", "identifier"):
        if printed := group.of(name):
            found.add((iri(subject), iri(term(name)), literal(_most(printed))))
    if "Person" in group.of("term"):
        found.add((iri(subject), iri(term("foaf:name")), literal(label)))
    return found


def _thing(subject: str, group: Group) -> set[Triple]:
    labels, classes = group.of("label"), group.of("class")
    found = {(iri(subject), iri(_LABEL), literal(_most(labels)))}
    found |= {(iri(subject), iri(_TYPE), iri(term(name))) for name in classes}
    return found | _law(subject, labels) if "Law" in classes else found


def _law(subject: str, labels: Counter[str]) -> set[Triple]:
    """Say what else a law is called, and its number where it is one of the register's."""
    label = _most(labels)
    known = {slug(number): number for number in laws.numbers()}.get(subject.rpartition("/")[2])
    others = {one for one in labels if one.casefold() != label.casefold()}
    found = {(iri(subject), iri(term("skos:altLabel")), literal(other)) for other in others}
    if known:
        found.add((iri(subject), iri(term("statuteNumber")), literal(known)))
    return found


def _records(item: str, group: Group) -> set[Triple]:
    ranks = [Rank.read(value) for value in group.of("record")]
    if len(ranks) < 2:
        return set()
    return {(iri(item), iri(term("preferredRecord")), iri(min(ranks).minutes))}


_TELL: Mapping[str, Callable[[str, Group], set[Triple]]] = {
    AGENT: _agent,
    THING: _thing,
    RECORDS: _records,
    MATTER: matters.by_case,
    STEP: matters.by_step,
    DAY: matters.by_day,
}
