"""What holds across documents: classes and labels of shared things, hierarchy of agents, one movement told twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import laws
from kg.graph.iri import slug
from kg.graph.quads import DocumentGraph, Movement, Triple, iri, literal
from kg.graph.vocab import concept, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.resolve import Named

_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")


class Rank(NamedTuple):
    """Of several records the least counts: what calls itself corrected, whole minutes before an extract, the later one.

    Of equals the one with more paragraphs, with more facts, with pages.
    """

    uncorrected: bool
    partial: bool
    settled: int
    items: int
    facts: int
    pageless: bool
    sha256: str
    minutes: str


class Outranked(NamedTuple):
    """Minutes that record paragraphs which others record better: how many of how many, and why where it is said."""

    minutes: str
    better: str
    shared: int
    own: int
    why: str


_SENDING = {"proposes", "forwards", "answers"}


class Identities:
    """Gathers what the documents say of things that several of them name."""

    def __init__(self) -> None:
        self._agents: dict[str, list[Named]] = defaultdict(list)
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._classes: dict[str, set[str]] = defaultdict(set)
        self._movements: list[Movement] = []
        self._records: dict[str, list[Rank]] = defaultdict(list)

    def add(self, graph: DocumentGraph) -> None:
        """Take in one document."""
        for found in graph.agents.values():
            self._agents[found.iri].append(found)
        for subject, name in graph.classes.items():
            self._classes[subject].add(name)
            self._labels[subject][graph.labels[subject]] += 1
        self._movements += graph.movements
        # The rank is the document's, not the paragraph's: of two records of a meeting one counts as a whole, so that
        # nobody's attendance or vote is taken from one and the decision from the other.
        standing = rank(graph)
        for item in graph.items:
            self._records[item].append(standing)

    def triples(self) -> set[Triple]:
        """Give the triples of the identity graph, as N-Triples terms."""
        found: set[Triple] = set()
        for subject, named in self._agents.items():
            found |= _agent(subject, named)
        for subject, labels in self._labels.items():
            found.add((iri(subject), iri(_LABEL), literal(_most(labels))))
            found |= {(iri(subject), iri(_TYPE), iri(term(name))) for name in self._classes[subject]}
            if "Law" in self._classes[subject]:
                found |= _law(subject, labels)
        found |= _same_movements(self._movements)
        for item, records in self._records.items():
            if len(records) > 1:
                found.add((iri(item), iri(term("preferredRecord")), iri(min(records).minutes)))
        return found

    def outranked(self) -> Iterator[Outranked]:
        """Tell of all minutes of which some paragraphs count as others record them."""
        own: Counter[str] = Counter()
        others: Counter[tuple[Rank, Rank]] = Counter()
        for records in self._records.values():
            best = min(records)
            own.update(record.minutes for record in records)
            others.update((record, best) for record in records if record != best)
        for (record, best), count in sorted(others.items(), key=lambda one: (one[0][0].minutes, one[0][1].minutes)):
            minutes = record.minutes
            yield Outranked(minutes, best.minutes, count, own[minutes], _preferred_for(best, record))


def rank(graph: DocumentGraph) -> Rank:
    """Give where a document stands among several records of a paragraph."""
    return Rank(
        not graph.corrected,
        not graph.complete,
        -int(graph.settled_on.replace("-", "") or 0),
        -len(graph.items),
        -sum(graph.counts.values()),
        not graph.paged,
        graph.sha256,
        graph.minutes,
    )


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


def _agent(subject: str, named: Sequence[Named]) -> set[Triple]:
    spellings: Counter[str] = Counter()
    others: set[str] = set()
    for one in named:
        for spelling, count in one.printed.items():
            if one.matched[spelling] == "misspelt":
                others.add(spelling)
            else:
                spellings[spelling] += count
    label = _most(spellings) if spellings else min(others)
    found = {(iri(subject), iri(_LABEL), literal(label))}
    found |= {
        (iri(subject), iri(term("skos:altLabel")), literal(other)) for other in (others | set(spellings)) - {label}
    }
    for one in named:
        found.add((iri(subject), iri(_TYPE), iri(term(one.term))))
        if one.unit_of:
            found.add((iri(subject), iri(term("org:postIn" if one.term == "Post" else "org:unitOf")), iri(one.unit_of)))
        if one.parent:
            found.add((iri(subject), iri(term("org:subOrganizationOf")), iri(one.parent)))
        if one.body_kind:
            found.add((iri(subject), iri(term("org:classification")), iri(concept("body-kind", one.body_kind))))
    # An identity has one identifier of a kind, however its documents write it.
    for name, written in (("abbreviation", "abbreviation"), ("identifier", "identifier")):
        if printed := Counter(filter(None, (getattr(one, written) for one in named))):
            found.add((iri(subject), iri(term(name)), literal(_most(printed))))
    if any(one.term == "Person" for one in named):
        found.add((iri(subject), iri(term("foaf:name")), literal(label)))
    return found


def _law(subject: str, labels: Counter[str]) -> set[Triple]:
    """Say what else a law is called, and its number where it is one of the register's."""
    label = _most(labels)
    known = {slug(number): number for number in laws.numbers()}.get(subject.rpartition("/")[2])
    others = {one for one in labels if one.casefold() != label.casefold()}
    found = {(iri(subject), iri(term("skos:altLabel")), literal(other)) for other in others}
    if known:
        found.add((iri(subject), iri(term("statuteNumber")), literal(known)))
    return found


def _same_movements(movements: Iterable[Movement]) -> set[Triple]:
    """Join what the sender's minutes tell of a movement with what the receiver's tell of the same."""
    told: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for movement in movements:
        if movement.kind in _SENDING:
            told[movement.told_in, movement.target].append(movement)
    same = iri(term("sameMovementAs"))
    found: set[Triple] = set()
    for movement in movements:
        if not movement.done_in or movement.done_in == movement.told_in:
            continue
        partners = [m for m in told.get((movement.done_in, movement.target), ()) if m.source == movement.source]
        if len(partners) == 1:
            found.add((iri(movement.iri), same, iri(partners[0].iri)))
            found.add((iri(partners[0].iri), same, iri(movement.iri)))
    return found
