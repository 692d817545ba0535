"""What the facts of a document speak of (agents, cases, laws, paragraphs of others), and how it calls each of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.facts.kind import Fact
from kg.facts.papers.cited import Cited, CitedCase, CitedItem
from kg.graph import laws
from kg.graph.document_graph import DocumentGraph
from kg.graph.iri import Names, slug
from kg.graph.quads import TYPE, iri, literal, typed
from kg.graph.sheet import Sheet
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.facts.papers.cited import CitedLaw
    from kg.graph.resolve import Resolver
    from kg.language.diary import DiaryNumber
    from kg.model import Entity, Mention, Minutes


class Things(Sheet):
    """Writes what facts point to."""

    def __init__(
        self, minutes: Minutes, names: Names, resolver: Resolver, facts: Mapping[str, Sequence[Any]], factor: float
    ) -> None:
        self.minutes = minutes
        self.resolver = resolver
        self.facts = facts
        meeting = next(iter(facts.get("meeting", ())), None)
        graph = DocumentGraph(
            names.minutes,
            minutes.source.sha256,
            complete=bool(meeting and meeting.complete),
            paged=minutes.source.name.lower().endswith(".pdf"),
            corrected=bool(meeting and meeting.corrected),
            settled_on=max(meeting.corrected_on, meeting.adjusted_on) if meeting else "",
        )
        super().__init__(minutes.source, names, graph, factor)
        self.body = resolver.body_name(resolver.own_body())
        day = meeting.dates[0] if meeting and meeting.dates else ""
        self.day = day
        self.meeting = names.meeting(self.body, day)
        self._laws = laws.named(facts.get("citation", ()))
        self._called = laws.identifiers(facts.get("citation", ()), self._law)
        self._alike: Counter[tuple[str, str]] = Counter()

    def agent(self, mention: Mention) -> Entity | None:
        """Resolve a mention and note the party that stands with a name."""
        entity = self.resolver.entity(mention)
        if entity is None:
            self.graph.dropped.append(
                f"line {self.minutes.source.line(mention.span.begin)}: {mention.text!r} is "
                + ("the name of several people" if mention.text in self.resolver.ambiguous else "no one body")
            )
        elif mention.kind == "person" and mention.party:
            self._affiliation(entity, mention)
        return entity

    def _affiliation(self, person: Entity, mention: Mention) -> None:
        party = self.resolver.party(mention.party, mention.span)
        place = person.iri.rsplit("/", 1)[-1]
        found = self.names.below("affiliation", f"{place}-{slug(mention.party)}")
        known = (iri(found), TYPE, iri(term("Affiliation"))) in self.graph.triples
        self.type(found, "Affiliation")
        self.add(found, "ofPerson", iri(person.iri))
        self.add(found, "party", iri(party.iri))
        self.add(found, "atMeeting", iri(self.meeting))
        if not known:
            self.label(found, f"{person.label} ({mention.party})")
            self.provenance(found, Fact(at=(mention.span,), confidence=0.95), "affiliation")

    def case(self, number: DiaryNumber, title: str) -> str:
        """Write a case of this organisation's registers, and what it is about."""
        found = self.names.case(number, self.body)
        self.identify(found, number.printed)
        if title:
            self.add(found, "title", literal(title))
        organisation = self.resolver.organisation()
        if organisation is not None:
            self.add(found, "registeredBy", iri(organisation.iri))
        self.shared(found, "Case", f"{number.printed} {title}".strip())
        return found

    def cited(self, thing: Cited) -> str | None:
        """Write a cited thing; None where an earlier decision's body is nobody certain."""
        if isinstance(thing, CitedCase):
            found = self.names.case(thing.number, self.body)
            self.shared(found, "Case", thing.number.printed)
            self.identify(found, thing.number.printed)
            return found
        if isinstance(thing, CitedItem):
            return self.other_item(thing)
        found = self._law(thing)
        self.shared(found, thing.kind, self._called[found])
        self.add(found, "identifier", literal(self._called[found]))
        return found

    def _law(self, thing: CitedLaw) -> str:
        if thing.kind != "Law":
            return self.names.inquiry(thing.identifier)
        return self.names.law(self._law_number(thing.identifier) or thing.identifier)

    def _law_number(self, printed: str) -> str:
        """Give the number of a law that is called by its name: the document's own word goes before the register."""
        known = self._laws.get(printed.casefold(), "")
        return known or laws.number(printed, self.day)

    def other_item(self, thing: CitedItem) -> str | None:
        """Write a paragraph of another meeting, whether or not its minutes are read; without a date it stays text."""
        body = self.resolver.entity(thing.body)
        if body is None or not thing.date:
            return None
        meeting = self.names.meeting_of(body.iri, self.resolver.body_name(body), thing.date)
        self.shared(meeting, "Meeting", f"{body.label} {thing.date}")
        self.add(meeting, "heldBy", iri(body.iri))
        self.add(meeting, "firstDate", typed(thing.date, "date"))
        if not thing.number:
            return meeting
        found = f"{meeting}/{thing.number}"
        self.shared(found, "AgendaItem", f"{body.label} {thing.date} § {thing.number}")
        self.add(found, "number", literal(thing.number))
        self.add(meeting, "hasItem", iri(found))
        return found

    def namings(self) -> None:
        """Write the ledger: how this document calls each shared thing and what it takes it for.

        Of agents every spelling, how often it stands here and how it was matched. The identity graph is made from
        these alone (`kg.graph.readback`), so that it can be made anew wherever the documents' graphs are.
        """
        for found in sorted(self.resolver.ledger.values(), key=lambda named: named.iri):
            for spelling, count in sorted(found.printed.items()):
                own = self._naming(found.iri, spelling, found.term)
                self.add(own, "timesPrinted", typed(count, "integer"))
                self.add(own, "matchedBy", literal(found.matched[spelling]))
                for name, value in (("namedUnitOf", found.unit_of), ("namedBelow", found.parent)):
                    if value:
                        self.add(own, name, iri(value))
        for thing, name in sorted(self.graph.classes.items()):
            self._naming(thing, self.graph.labels[thing], name)
        self.graph.agents = dict(self.resolver.ledger)

    def _naming(self, thing: str, spelling: str, name: str) -> str:
        # Spellings that differ in case or hyphens only share a slug: the second one has a number behind it.
        same = slug(thing.removeprefix(self.names.base)), slug(spelling)
        self._alike[same] += 1
        nth = "" if self._alike[same] == 1 else f"-{self._alike[same]}"
        own = self.names.below("name", same[0], same[1] + nth)
        self.type(own, "Naming")
        self.label(own, spelling)
        self.add(own, "names", iri(thing))
        self.add(own, "namedAs", iri(term(name)))
        self.add(own, "spelling", literal(spelling))
        return own
