"""One document of a graph as the checks see it: its triples, what is known of the things it names, and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.check.finding import Finding
from kg.check.triples import TYPE, Triples, node
from kg.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from kg.check.triples import Triple
    from kg.graph.terms import Term
    from kg.model import Source

_NOT_PARAGRAPHS = {"attendance", "affiliation", "name", "text"}


def prefixed(iri: str) -> str:
    """Write an IRI with a prefix where one fits."""
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return next((f"{prefix}:{iri[at:]}" for prefix, namespace in PREFIXES.items() if namespace == iri[:at]), iri)


@dataclass(frozen=True, slots=True)
class Document:
    """The graph of one document together with what the identity graph says of the things in it."""

    name: str
    minutes: Term
    graph: Triples
    source: Source | None = None
    """The text, where the file was given along."""

    def value(self, subject: Term, name: str) -> str:
        """Give one value of a property, the least where there are several; empty where there is none."""
        return min((value.value for value in self.graph.objects(subject, node(name))), default="")

    def things(self, name: str) -> list[Term]:
        """Give the things of a class, in order."""
        return sorted(self.graph.subjects(TYPE, node(name)))

    def items(self) -> list[Term]:
        """Give the paragraphs that this document records; those that it only cites are not among them."""
        recorded = set(self.graph.subjects(node("recordedIn"), self.minutes))
        return [item for item in self.things("AgendaItem") if item in recorded]

    def passages(self, subject: Term) -> list[Term]:
        """Give the passages behind a thing, in the order of the text."""
        return sorted(
            self.graph.objects(subject, node("supportedBy")),
            key=lambda passage: (self.offset(passage, "nif:beginIndex") or 0, passage),
        )

    def offset(self, passage: Term, name: str) -> int | None:
        """Give where a passage begins or ends, None where that is no number."""
        text = self.value(passage, name)
        return int(text) if text.isascii() and text.isdigit() else None

    def finding(self, subject: Term, what: str, severity: Literal["violation", "warning"] = "violation") -> Finding:
        """Tell a fault of a thing, at the first passage behind it or behind the paragraph that it belongs to."""
        at = subject
        if (subject, TYPE, node("Passage")) not in self.graph:
            at = next(iter(self.passages(subject)), subject)
        begin, end = (self.offset(at, name) for name in ("nif:beginIndex", "nif:endIndex"))
        line = self.source.line(begin) if self.source and begin is not None else None
        return Finding(self.name, begin, end, line, self._paragraph(subject), what, subject.value, severity)

    def _paragraph(self, subject: Term) -> str:
        number = self.value(subject, "number")
        if number or not subject.value.startswith(f"{self.minutes.value}/"):
            return number
        parts = subject.value.removeprefix(f"{self.minutes.value}/").split("/")
        at = 1 if parts[0] == "statement" else 0
        known = len(parts) > at + 1 and parts[at].split("#")[0] not in _NOT_PARAGRAPHS
        return parts[at] if known and parts[at][:1].isdigit() else ""


Graphs = Mapping[str, Triples]
"""The graphs of a file by their IRIs; the default graph by an empty one."""


def graphs(statements: Iterable[tuple[Term, Term, Term, str]]) -> Graphs:
    """Sort statements by their graphs."""
    found: dict[str, Triples] = {}
    for subject, predicate, value, name in statements:
        found.setdefault(name, Triples()).add((subject, predicate, value))
    return dict(sorted(found.items()))


def documents(all_: Graphs) -> Iterator[Document]:
    """Cut graphs into documents, each with what the other graphs say of the things in it.

    A document is the graph that holds its Minutes. Where one graph holds several (the union in a .ttl or .nt file), it
    is what stands under the IRI of one of the Minutes and what can be reached from there.
    """
    found, others = _parted(all_)
    for minutes, triples in found:
        whole = triples if isinstance(triples, Triples) else Triples(triples)
        for subject in {*whole.things(), *(one for one in whole.named() if one.kind == "iri")}:
            for other in others.values():
                for predicate, value in other.of(subject):
                    whole.add((subject, predicate, value))
        name = min((value.value for value in whole.objects(minutes, node("dcterms:source"))), default=minutes.value)
        yield Document(name, minutes, whole)


def shared(all_: Graphs) -> Graphs:
    """Give the graphs that are no document's: identities, and the build's record where it stands within."""
    return _parted(all_)[1]


def _parted(all_: Graphs) -> tuple[list[tuple[Term, Iterable[Triple]]], Graphs]:
    found: list[tuple[Term, Iterable[Triple]]] = []
    others: dict[str, Triples] = {}
    for name, graph in all_.items():
        minutes = sorted(graph.subjects(TYPE, node("Minutes")))
        if len(minutes) > 1:
            found += _apart(graph, minutes)
        elif minutes:
            found.append((minutes[0], graph))
        else:
            others[name] = graph
    return found, others


def _apart(graph: Triples, minutes: Sequence[Term]) -> Iterator[tuple[Term, Iterable[Triple]]]:
    """Take a union of documents apart again, by the IRIs of what belongs to one document alone."""
    names = {one.value: one for one in minutes}
    length = len(next(iter(names)))

    def owner(thing: Term) -> Term | None:
        found = names.get(thing.value[:length])
        return found if found is not None and thing.value[length : length + 1] in {"", "/"} else None

    own: dict[Term, list[Triple]] = {one: [] for one in minutes}
    rest: dict[Term, list[Triple]] = {}
    for triple in graph:
        belongs = owner(triple[0])
        (rest.setdefault(triple[0], []) if belongs is None else own[belongs]).append(triple)
    rule = {node("extractedBy"), node("confidence"), node("status")}
    stated = _stated(own)
    recorded: dict[Term, set[Term]] = {}
    for one, of_one in own.items():
        for _, predicate, value in of_one:
            if predicate == node("recordOf"):
                recorded.setdefault(value, set()).add(one)
    for thing, triples in rest.items():
        recorded.setdefault(thing, set()).update(t[2] for t in triples if t[1] == node("recordedIn"))
    for one, of_one in own.items():
        open_ = {value for _, _, value in of_one}
        seen: set[Term] = set()
        found = list(of_one)
        while open_:
            thing = open_.pop()
            if thing in seen:
                continue
            seen.add(thing)
            reached = [
                triple
                for triple in rest.get(thing, ())
                if owner(triple[2]) in {None, one} and stated.get(triple, {one}) & {one}
            ]
            reached = _one_value(reached) if len(recorded.get(thing, ())) > 1 else reached
            if not any(predicate == node("supportedBy") for _, predicate, _ in reached):
                # What another document says of it stays with the passages there.
                reached = [triple for triple in reached if triple[1] not in rule]
            found += reached
            open_ |= {value for _, _, value in reached}
        yield one, found


def _stated(own: Mapping[Term, Sequence[Triple]]) -> dict[Triple, set[Term]]:
    """Give which documents have a statement of a value of a direct property: it is theirs, and of no other."""
    found: dict[Triple, set[Term]] = {}
    for one, triples in own.items():
        parts: dict[Term, dict[Term, Term]] = {}
        for subject, predicate, value in triples:
            parts.setdefault(subject, {})[predicate] = value
        for said in parts.values():
            triple = tuple(said.get(node(f"rdf:{part}")) for part in ("subject", "predicate", "object"))
            if None not in triple:
                found.setdefault(triple, set()).add(one)  # type: ignore[arg-type]
    return found


def _one_value(triples: Sequence[Triple]) -> list[Triple]:
    """Keep one literal of each property of a thing that several documents record.

    Each of them may state a value of its own, and a union does not say which is whose.
    """
    least: dict[Term, Term] = {}
    for _, predicate, value in triples:
        if value.kind == "literal":
            least[predicate] = min(least.get(predicate, value), value)
    return [one for one in triples if one[2].kind != "literal" or least[one[1]] == one[2]]
