"""Facts and their kinds become quads: generic, one named graph a document, a passage behind each fact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.facts.papers.cited import CitedItem
from kg.graph import tellings
from kg.graph.quads import iri, literal, typed
from kg.graph.resolve import Resolver
from kg.graph.things import Things
from kg.graph.vocab import concept, label, term
from kg.language.agents import NAMELESS_OFFICES, administrations
from kg.model import Mention, Minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.facts.kind import Field, Kind
    from kg.graph.document_graph import DocumentGraph
    from kg.graph.iri import Names
    from kg.model import Coverage

_SWEDISH = "http://publications.europa.eu/resource/authority/language/SWE"


class Writer(Things):
    """Writes the facts of one document."""

    def __init__(
        self, minutes: Minutes, names: Names, resolver: Resolver, facts: Mapping[str, Sequence[Any]], factor: float
    ) -> None:
        super().__init__(minutes, names, resolver, facts, factor)
        self._written: dict[int, str] = {}
        self._cases = self._cases_of(facts.get("concern", ()))
        self._said: dict[str, dict[str, list[str]]] = {}

    def _cases_of(self, concerns: Iterable[Any]) -> dict[str, list[str]]:
        """Give the cases that every fact of a paragraph is about.

        Two registers number one matter twice; two numbers of one register are two matters, and which of them a fact is
        about is not known.
        """
        found: dict[str, list[Any]] = {}
        for fact in concerns:
            found.setdefault(fact.item, []).append(fact.case)
        return {
            item: [self.names.case(case, self.body) for case in cases]
            for item, cases in found.items()
            if len({case.series for case in cases}) == len(cases)
        }

    def document(self) -> None:
        """Write the Minutes, the text and the meeting."""
        source = self.minutes.source
        meeting = self.facts["meeting"][0]
        own = self.names.minutes
        self.type(own, "Minutes")
        self.label(own, meeting.title)
        self.add(own, "dcterms:title", literal(meeting.title))
        self.add(own, "dcterms:source", literal(source.address or source.name))
        self.add(own, "sha256", literal(source.sha256))
        self.add(own, "textSha256", literal(source.text_sha256))
        self.add(own, "dcterms:language", iri(_SWEDISH))
        self.add(own, "recordOf", iri(self.meeting))
        self.add(own, "complete", typed(meeting.complete, "boolean"))
        if self.graph.paged:
            self.add(own, "paged", typed(value=True, kind="boolean"))
        if meeting.corrected:
            self.add(own, "corrected", typed(value=True, kind="boolean"))
        if meeting.diary_number:
            self.add(own, "identifier", literal(meeting.diary_number))
        for name, value in (
            ("correctedOn", meeting.corrected_on),
            ("adjustedOn", meeting.adjusted_on),
            ("announcedOn", meeting.announced_on),
            ("announcementRemovedOn", meeting.removed_on),
        ):
            if value:
                self.add(own, name, typed(value, "date"))
        self.provenance(own, meeting, "minutes")
        self.type(self.names.text(), "nif:Context")
        self.add(self.names.text(), "textOf", iri(own))
        self.shared(self.meeting, "Meeting", " ".join(filter(None, (self.body, *meeting.dates[:1]))) or "sammanträde")
        if meeting.dates:
            self.add(self.meeting, "firstDate", typed(meeting.dates[0], "date"))
        if not self.body:
            self.add(self.meeting, "heldBy", iri(self.resolver.own_body().iri))
        self.resolver.organisation()

    def item(self, number: str) -> str:
        """Give the IRI of a paragraph of this meeting."""
        return f"{self.meeting}/{number}"

    def kind(self, kind: Kind, facts: Sequence[Any]) -> None:
        """Write all facts of one kind: equal ones of a paragraph become one, their passages together."""
        counters: dict[str, int] = defaultdict(int)
        known: dict[tuple[object, ...], list[str]] = defaultdict(list)
        told: dict[str, list[Any]] = defaultdict(list)
        for fact in facts:
            values = self._values(kind, fact)
            if values is None:
                continue
            if kind.term and kind.subject == "item" and kind.name != "item":
                key = (fact.item, *(tuple(values.get(name, ())) for name in kind.key))
                same = self._same(known[key], kind, values) if kind.key else None
                if same is not None:
                    self._merge(same, kind, fact, values)
                    self._written[id(fact)] = same
                    told[same].append(fact)
                    continue
                counters[fact.item] += 1
                subject = self.names.below(fact.item, kind.name, counters[fact.item])
                if kind.key:
                    known[key].append(subject)
                self._resource(subject, kind, fact, values, counters[fact.item])
                self._link(kind, fact, subject)
                told[subject].append(fact)
            elif kind.name == "item":
                self._item(kind, fact, values)
            elif kind.subject == "meeting" and kind.link:
                counters[""] += 1
                subject = self.names.below(kind.name, counters[""])
                self._resource(subject, kind, fact, values, counters[""])
                self.add(self.meeting, kind.link, iri(subject))
                self.add(subject, "recordedIn", iri(self.names.minutes))
            elif kind.subject == "meeting":
                self._put(self.meeting, kind, values)
                self.provenance(self.meeting, fact, kind.name)
            else:
                self._direct(kind, fact, values, counters)
            self.graph.counts[kind.name] = self.graph.counts.get(kind.name, 0) + 1
        if kind.name == "referral":
            for subject, same_movement in told.items():
                self._at_item(subject, same_movement)

    def _item(self, kind: Kind, fact: Any, values: dict[str, list[str]]) -> None:
        subject = self.item(fact.item)
        self.shared(subject, "AgendaItem", "")
        self.graph.labels[subject] = f"§ {fact.number} {fact.title}".strip()
        self.graph.items.append(subject)
        self.add(subject, "recordedIn", iri(self.names.minutes))
        self.add(self.meeting, "hasItem", iri(subject))
        self._put(subject, kind, values)
        self.provenance(subject, fact, kind.name)

    def _resource(self, subject: str, kind: Kind, fact: Any, values: dict[str, list[str]], count: int) -> None:
        self._written[id(fact)] = subject
        self.type(subject, kind.term)
        self.label(subject, f"{label(kind.term)} {count}" + (f", § {fact.item}" if fact.item else ""))
        self._put(subject, kind, values)
        self._said[subject] = dict(values)
        more = [
            span
            for f in kind.fields
            if f.type == "agent"
            for m in _mentions(getattr(fact, f.name))
            for span in self.resolver.support(m)
        ]
        self.provenance(subject, fact, kind.name, more)
        for nested in kind.fields:
            if nested.type == "nested" and nested.kind is not None:
                for order, part in enumerate(getattr(fact, nested.name), 1):
                    part_values = self._values(nested.kind, part)
                    if part_values is None:
                        continue
                    below = f"{subject}/{nested.kind.name}/{order}"
                    self._resource(below, nested.kind, part, part_values, order)
                    if nested.kind.ordered:
                        self.add(below, "order", typed(order, "integer"))
                    self.add(subject, nested.property, iri(below))
                    self.graph.counts[nested.kind.name] = self.graph.counts.get(nested.kind.name, 0) + 1
        if kind.ordered and kind.subject == "item":
            self.add(subject, "order", typed(count, "integer"))
        of_case = kind.of_case and not (kind.other_matter and getattr(fact, kind.other_matter))
        for case in self._cases.get(fact.item, ()) if of_case else ():
            self.add(subject, "concerns", iri(case))

    def _link(self, kind: Kind, fact: Any, subject: str) -> None:
        item = self.item(fact.item)
        self.add(item, kind.link, iri(subject))
        if kind.link_stated:
            self.state((item, term(kind.link), iri(subject)), (fact.item, kind.link), fact, kind.name)

    def _at_item(self, subject: str, told: Sequence[Any]) -> None:
        """Tie a movement to the paragraph of the sender's own minutes, where one of its tellings says which it was."""
        dated = next((fact for fact in told if fact.date and fact.step), None)
        done_in = self.other_item(CitedItem(dated.source, dated.date, dated.step)) if dated else None
        if done_in:
            self.add(subject, "atItem", iri(done_in))

    def _direct(self, kind: Kind, fact: Any, values: dict[str, list[str]], counters: dict[str, int]) -> None:
        subject = self.item(fact.item) if kind.subject == "item" else self.names.minutes
        for described in kind.fields:
            for value in values.get(described.name, ()):
                predicate = term(described.property)
                counters[fact.item] += 1
                self.graph.triples.add((iri(subject), iri(predicate), value))
                where = tuple(filter(None, (fact.item, described.property)))
                self.state((subject, predicate, value), where, fact, kind.name)

    def _same(self, known: Sequence[str], kind: Kind, values: Mapping[str, list[str]]) -> str | None:
        """Give the resource that tells the same: of those with one key, the first that nothing parts."""
        for subject in known:
            said = self._said[subject]
            if all(not values.get(name) or not said.get(name) or values[name] == said[name] for name in kind.apart):
                return subject
        return None

    def _merge(self, subject: str, kind: Kind, fact: Any, values: dict[str, list[str]]) -> None:
        """Add to a resource what an equal fact says besides: passages, and values where it had none."""
        said = self._said[subject]
        self._put(subject, kind, {name: found for name, found in values.items() if name not in said})
        said.update({name: found for name, found in values.items() if name not in said})
        for span in fact.at:
            if span.end > span.begin:
                self.add(subject, "supportedBy", iri(self.passage(span)))

    def _put(self, subject: str, kind: Kind, values: dict[str, list[str]]) -> None:
        for described in kind.fields:
            for value in values.get(described.name, ()):
                self.add(subject, described.property, value)

    def _values(self, kind: Kind, fact: Any) -> dict[str, list[str]] | None:
        """Write the values of a record; None where somebody it cannot do without is not known."""
        found: dict[str, list[str]] = {}
        for described in kind.fields:
            value = getattr(fact, described.name)
            if described.type == "nested" or value is None or value in ("", ()):
                continue
            many = value if isinstance(value, tuple) and not hasattr(value, "_fields") else (value,)
            written = [w for one in many if (w := self._value(described, one, fact)) is not None]
            if not written and described.name in kind.required:
                return None
            found[described.name] = written
        if kind.name == "referral" and (found["source"] == found["target"] or self._nameless(fact.source)):
            return None
        return found

    def _nameless(self, mention: Mention) -> bool:
        """Whether all that is known of a sender is that it is some administration, and the minutes name several."""
        entity = self.resolver.entity(mention)
        return entity is None or (entity.label.casefold() in NAMELESS_OFFICES and bool(self.resolver.administrations))

    def _value(self, described: Field, value: Any, fact: Any) -> str | None:
        if described.type == "agent":
            entity = self.agent(value)
            return iri(entity.iri) if entity else None
        if described.type == "concept":
            return iri(concept(described.scheme, value))
        if described.type == "item":
            return iri(self.item(value))
        if described.type == "case":
            return iri(self.case(value, getattr(fact, "title", "")))
        if described.type == "fact":
            known = self._written.get(id(value))
            return iri(known) if known else None
        if described.type == "cited":
            found = self.cited(value)
            return iri(found) if found else None
        return typed(value, described.type)

    def measured(self, coverage: Coverage) -> Coverage:
        """Count the paragraphs with a decision that is in the graph: one of nobody certain is not written."""
        decided = {fact.item for fact in self.facts.get("decision", ()) if id(fact) in self._written}
        self.graph.coverage = replace(coverage, decided=len(decided))
        return self.graph.coverage


def _mentions(value: object) -> list[Mention]:
    if isinstance(value, Mention):
        return [value]
    if isinstance(value, tuple):
        return [one for one in value if isinstance(one, Mention)]
    return []


def write(
    minutes: Minutes, names: Names, facts: Mapping[str, Sequence[Any]], kinds: Sequence[Kind], coverage: Coverage
) -> tuple[DocumentGraph, Resolver]:
    """Write the graph of one document.

    Returns:
        Its triples and what it says of shared things, and the resolver with the ledger of names.
    """
    resolver = Resolver(names, facts, partial(administrations, minutes), minutes.source.text)
    writer = Writer(minutes, names, resolver, facts, coverage.factor)
    writer.document()
    by_item: dict[str, list[Mention]] = defaultdict(list)
    for found in facts.values():
        for fact in found:
            for mention in _mentions(tuple(getattr(fact, name, None) for name in _slots(type(fact)))):
                by_item[fact.item].append(mention)
    for kind in kinds:
        for number, group in _grouped(facts.get(kind.name, ())):
            resolver.start_item(by_item[number])
            writer.kind(kind, group)
    resolver.count_printed()
    writer.namings()
    writer.coverage(writer.measured(coverage), len({*resolver.unmatched, *resolver.ambiguous}))
    writer.graph.paragraphs = list(tellings.paragraphs(names.minutes, tellings.described(writer.graph.triples)))
    return writer.graph, resolver


def _slots(record: type) -> list[str]:
    return [name for base in record.__mro__ for name in getattr(base, "__slots__", ())]


def _grouped(facts: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for fact in facts:
        found.setdefault(fact.item, []).append(fact)
    return list(found.items())
