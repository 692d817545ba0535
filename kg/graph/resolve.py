"""Mentions become entities: within the document, by its roster, and only where exactly one candidate is left."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.graph import registered
from kg.graph.acting import Acting
from kg.graph.matching import Roster, fold
from kg.graph.printed import Printed
from kg.graph.respelt import respellings
from kg.language import agents, grammar
from kg.language.agents import called
from kg.language.names import without_nickname
from kg.model import Entity, Mention, Span
from kg.resources import abbreviations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.graph.iri import Names

_OWN_UNITS = {"arbetsutskottet": "arbetsutskott", "presidiet": "presidium", "beredningsutskottet": "beredningsutskott"}
_OF_A_GENERIC = grammar.pattern("agents", "of-one-alone")
_AT_HOME = grammar.pattern("agents", "at-home")
UNKNOWN_BODY = "okänt organ"
"""What the body that meets is called where its minutes do not say it."""


@dataclass(slots=True)
class Named:
    """What one document says of one agent: its class, where it belongs, how it is spelt and how often."""

    iri: str
    term: str
    spellings: Counter[str] = field(default_factory=Counter)
    """How often each spelling was looked up."""
    printed: dict[str, int] = field(default_factory=dict)
    """How often it stands in the text."""
    matched: dict[str, str] = field(default_factory=dict)
    first: dict[str, Span] = field(default_factory=dict)
    unit_of: str = ""
    parent: str = ""
    body_kind: str = ""
    abbreviation: str = ""
    identifier: str = ""


def _is_short_name(folded: str, own: str) -> bool:
    """Whether a body is the one that meets: `personalutskottet` of `Xnämndens personalutskott`, or without its part."""
    part = own.casefold().startswith(f"{folded} ") and agents.is_called(own, folded)
    return part or (folded.endswith("utskottet") and own.casefold().endswith(f"s {folded.removesuffix('et')}"))


class Resolver:
    """Turns the mentions of one document into entities and keeps the ledger of their names."""

    def __init__(
        self,
        names: Names,
        facts: Mapping[str, Sequence[Any]],
        administrations: Callable[[], frozenset[str]] = frozenset,
        text: str = "",
    ) -> None:
        self.names = names
        self._find_administrations = administrations
        self._printed = Printed(text)
        self.ledger: dict[str, Named] = {}
        self.unmatched: Counter[str] = Counter()
        meeting = next(iter(facts.get("meeting", ())), None)
        self._organisation = meeting.organisation if meeting else ""
        self._organisation_name = meeting.organisation_name or self._organisation if meeting else ""
        self._own = meeting.body if meeting else None
        self._parent = meeting.parent if meeting else None
        self.ambiguous: set[str] = set()
        """Names that two on the roster have, where nothing says which of them is meant."""
        self._roster = Roster(facts.get("attendance", ()))
        self._chair: tuple[Mention, Span] | None = None
        self._item_bodies: list[Mention] = []
        self._item_authorities: set[str] = set()
        self._all_bodies: Counter[str] = Counter()
        self._respelt = respellings(facts)
        self._joined: dict[str, str] = {}
        self._acting = Acting(facts)
        self._read_roster(facts)

    @cached_property
    def administrations(self) -> frozenset[str]:
        """The administrations that the document names; looked for where one is only called so."""
        return self._find_administrations()

    def _read_roster(self, facts: Mapping[str, Sequence[Any]]) -> None:
        for fact in facts.get("attendance", ()):
            if fact.role == "chair" and self._chair is None:
                self._chair = (fact.person, fact.at[0])
        for kind in ("adjuster",):
            for fact in facts.get(kind, ()):
                self._match_or_add(fact.person)
        for kind in ("responsible", "handler"):
            for fact in facts.get(kind, ()):
                if fact.agent.kind == "person":
                    self._match_or_add(fact.agent)

    def _match_or_add(self, mention: Mention) -> None:
        if self._roster.match(mention.text, mention.party) is None:
            self._roster.add(mention)

    def start_item(self, mentions: Iterable[Mention]) -> None:
        """Take note of the bodies that a paragraph names, so that `förvaltningen` can be the one named there."""
        mentions = list(mentions)
        self._item_bodies = [m for m in mentions if m.kind in {"body", "administration"}]
        self._item_authorities = {m.text for m in mentions if m.kind == "authority"}
        self._all_bodies.update(m.text for m in self._item_bodies)

    def organisation(self) -> Entity | None:
        """Give the organisation whose minutes these are, where they say it."""
        if not self._organisation:
            return None
        row = registered.organisations().get(self._organisation)
        entity = Entity(self.names.organisation, "PublicOrganisation", self._organisation_name)
        self._note(entity, entity.label, Span(0, 0), identifier=row["code"] if row else "")
        return entity

    def own_body(self) -> Entity:
        """Give the body whose meeting it is; one that no line names is a body all the same, of this document alone."""
        if self._own is not None:
            return self._unit("GoverningBody", self._own.text, self._own.span)
        entity = Entity(self.names.unit(""), "GoverningBody", UNKNOWN_BODY)
        self._note(entity, UNKNOWN_BODY, Span(0, 0), unit_of=self.names.organisation)
        return entity

    def body_name(self, body: Entity) -> str:
        """Give the name of a body as IRIs of its meetings have it; empty for the one that no line names."""
        return "" if body.iri == self.names.unit("") else body.label

    def entity(self, mention: Mention) -> Entity | None:
        """Say who a mention is; None where it could be nobody certain."""
        if mention.kind == "own":
            return self.own_body()
        if mention.kind == "home":
            return self.organisation() or self.own_body()
        if mention.kind == "party":
            return self.party(mention.text, mention.span)
        if mention.kind == "person" or (mention.kind == "name" and self._is_person(mention.text)):
            return self.person(mention)
        if mention.kind == "chair":
            return self._chair_entity()
        if mention.kind == "post":
            entity = Entity(self.names.post(mention.text), "Post", mention.text)
            self._note(entity, mention.text, mention.span, unit_of=self.names.organisation)
            return entity
        if mention.kind in {"body", "administration"}:
            return self._organ(mention)
        if mention.kind == "authority":
            name = self._whole_authority(mention.text)
            return self._called(name, "PublicOrganisation", mention.span)
        return self._other(mention)

    def support(self, mention: Mention) -> tuple[Span, ...]:
        """Give the further passage that says who an office is: the chair's line on the roster."""
        return (self._chair[1],) if mention.kind == "chair" and self._chair else ()

    def _is_person(self, name: str) -> bool:
        """Whether words with capitals that stand alone are somebody's name: of the roster, or of one who acts here."""
        in_the_minutes = self._roster.match(name, "") is not None or fold(name) in self._acting.names
        return in_the_minutes or called.has_a_surname(name)

    def _chair_entity(self) -> Entity | None:
        return None if self._chair is None else self.person(self._chair[0])

    def _other(self, mention: Mention) -> Entity:
        text = mention.text
        if text in abbreviations():
            return self._unit("GoverningBody", abbreviations()[text], mention.span)
        row = registered.organisations().get(text.casefold())
        if row is not None:
            entity = Entity(self.names.registered(row["id"]), "PublicOrganisation", text)
            self._note(entity, text, mention.span, identifier=row["code"])
            return entity
        if own := called.of_ones_own(text, self._organisation_name):
            return self._unit("GoverningBody", own, mention.span, text)
        if (term := called.class_of(text)) == "Group":
            entity = Entity(self.names.group(text), term, text)
            self._note(entity, text, mention.span, unit_of=self.names.organisation)
            return entity
        if called.parent_of(text)[0] == "Administration":
            return self._unit("Administration", text, mention.span)
        return self._called(text, term, mention.span)

    def _called(self, name: str, term: str, span: Span) -> Entity:
        """Give an organisation that belongs to nobody here, by its name."""
        entity = Entity(self.names.organisation_called(called.identity(name)), term, name)
        self._note(entity, name, span)
        return entity

    def _organ(self, mention: Mention) -> Entity | None:
        text = self._whole(self._respelt.get(mention.text, mention.text))
        folded = text.casefold()
        if called.is_of_the_state(text):
            return self._called(text, "PublicOrganisation", mention.span)
        if called.class_of(text) == "Group":
            return self._other(replace(mention, kind="agent"))
        term = "Administration" if mention.kind == "administration" else "GoverningBody"
        if folded in agents.OWN_BODIES and folded not in _OWN_UNITS:
            found = self._generic(folded)
            return None if found is None else self._unit("GoverningBody", found, mention.span)
        if self._own is not None and _is_short_name(folded, self._own.text):
            return self._unit("GoverningBody", self._own.text, mention.span)
        if folded in _OWN_UNITS and self._own is not None:
            return self._unit("GoverningBody", self._own_unit(folded), mention.span)
        if (whole := self._own_whole(text)) is not None:
            return self._unit("GoverningBody", whole, mention.span)
        if folded in agents.NAMELESS_OFFICES:
            candidates = {
                m.text
                for m in self._item_bodies
                if m.kind == "administration" and m.text.casefold().endswith(folded) and m.text.casefold() != folded
            }
            candidates = candidates or self._administrations_ending(folded)
            if len(candidates) == 1:
                return self._unit("Administration", candidates.pop(), mention.span)
            return self._unit("Administration", text, mention.span)
        return self._unit(term, text, mention.span)

    def _own_whole(self, text: str) -> str | None:
        """Say which body a short name means by the meeting's own: `nämndens presidium`, `personalutskottet`."""
        own: Mention | None = self._own
        if own is None:
            return None
        if (match := _OF_A_GENERIC.fullmatch(text)) and (parent := self._generic(match["parent"].casefold())):
            return f"{parent}s {match['unit']}"
        if (match := _AT_HOME.fullmatch(text)) and not own.text.casefold().startswith("gemensam"):
            home = self._organisation_name.casefold()
            return match["body"] if match["home"].casefold() in {home, home.replace(" ", "s ", 1)} else None
        if own.text.startswith(f"{text} ") and agents.is_called(own.text, text):
            return own.text
        unit = re.sub(r"(?:et|en)$", "", text.casefold())
        return own.text if unit != text.casefold() and own.text.casefold().endswith(f"s {unit}") else None

    def _whole_authority(self, name: str) -> str:
        """Give the one authority of the paragraph whose name a shorter one begins: `Länsstyrelsen i Norrlands län`."""
        longer = {whole for whole in self._item_authorities if whole.startswith(f"{name} ")}
        return longer.pop() if len(longer) == 1 else name

    def _own_unit(self, folded: str) -> str:
        """Say which body `arbetsutskottet` is: the meeting's own, or its committee; of an assembly, the board's."""
        own: str = self._own.text if self._own else ""
        if own.casefold().endswith((folded, f" {_OWN_UNITS[folded]}")):
            return own
        if own.casefold().endswith("fullmäktige") and folded != "presidiet":
            own = self._generic("styrelsen") or own
        return f"{own}s {_OWN_UNITS[folded]}"

    def _administrations_ending(self, folded: str) -> set[str]:
        """Give what `förvaltningen` could be: the board's own administration by its name, else all of the document."""
        named = {name for name in self.administrations if name.casefold().endswith(folded)}
        stem = self._own.text.casefold().removesuffix("nämnden") if self._own else ""
        own = {name for name in named if name.casefold() == stem + folded}
        return own or named

    def _generic(self, folded: str) -> str | None:
        """Say which body `nämnden`, `utskottet`, `styrelsen` or `fullmäktige` is."""
        own: str = self._own.text if self._own else ""
        # `Utskottet` is any: the Kommunstyrelsens arbetsutskott that meets is called so too.
        indefinite = f"{'' if folded == 'utskottet' else ' '}{re.sub('(?:et|en)$', '', folded)}"
        if own.casefold().endswith((folded, indefinite)) or own.casefold().startswith(folded):
            return own
        if own and agents.is_called(own, folded):
            return own
        whole = re.match(r"(?P<parent>\S.*)s \S+$", own)
        parent: str = self._parent.text if self._parent else whole["parent"] if whole else ""
        if parent.casefold().endswith(folded):
            return parent
        regional = self.names.organisation_slug.startswith("region-") or self.names.organisation_slug.endswith(
            "regionen"
        )
        if folded in {"fullmäktige", "styrelsen"} and own:
            return f"{'Region' if regional else 'Kommun'}{folded}"

        def meant(text: str) -> bool:
            return text.casefold() != folded and (
                text.casefold().endswith(folded) or text.casefold().startswith(f"{folded} ")
            )

        named = {m.text for m in self._item_bodies if meant(m.text)} or {
            text for text in self._all_bodies if meant(text)
        }
        return named.pop() if len(named) == 1 else None

    def _whole(self, name: str) -> str:
        """Give the whole name of a body of which only the last word was found: `Hamn och kajnämnden`."""
        if name not in self._joined:
            known = " " in name or "-" in name or name.casefold() in agents.OWN_BODIES
            self._joined[name] = name if known else called.joined(name, self._printed.words_before(name))
        return self._joined[name]

    def _unit(self, term: str, name: str, span: Span, printed: str = "") -> Entity:
        """Give a body or administration of the organisation.

        Args:
            term: Its class.
            name: Its whole name.
            span: Where it is named.
            printed: How the text calls it, where that is another name.
        """
        home = _AT_HOME.fullmatch(name)
        above, whose = called.parent_of(home["body"] if home else name)
        parent = self._unit(above, f"{whose} i {home['home']}" if home else whose, span).iri if whose else ""
        if self._own is not None and name == self._own.text and self._parent is not None:
            parent = self._unit("GoverningBody", self._parent.text, self._parent.span).iri
        unit_of = self._other(Mention("agent", home["home"], span)).iri if home else self.names.organisation
        # The `Kommunstyrelsen` of its own minutes: what a joint authority tells of it is told of that one.
        entity = Entity(
            self.names.unit(home["body"], unit_of) if home else self.names.unit(name), term, printed or name
        )
        self._note(
            entity,
            printed or name,
            span,
            unit_of=unit_of,
            parent=parent,
            body_kind=registered.body_kind(name) if term == "GoverningBody" else "",
        )
        return entity

    def party(self, abbreviation: str, span: Span) -> Entity:
        """Give a party by its abbreviation."""
        row = registered.parties().get(abbreviation.casefold())
        printed = (row["abbreviation"] if row else abbreviation.upper()).replace("–", "-")
        label = "partilös" if printed == "-" else row["name"] if row else printed
        entity = Entity(self.names.party(printed, registered=row is not None), "Party", label)
        named = self._note(entity, label, span)
        named.abbreviation = printed
        return entity

    def person(self, mention: Mention) -> Entity | None:
        """Give a person: one of the roster where exactly one fits, else the person of that name.

        None where two on the roster have the name and nothing says which of them is meant.
        """
        hit = self._roster.match(mention.text, mention.party)
        printed = self._acting.named_in_full(mention) or self._printed.nominative(mention.text)
        name, how = hit or (without_nickname(printed), "unmatched")
        one = self._roster.which(name, mention)
        if one is None:
            self.ambiguous.add(mention.text)
            return None
        if hit is None:
            self.unmatched[name] += 1
        iri = self.names.person(name, self._roster.apart(name, one))
        if not self._roster.is_alone(name) and not self._roster.apart(name, one):
            iri = self.names.person_here(name, one.nth)
        entity = Entity(iri, "Person", name, how)
        spelling = mention.text if how in {"exact", "misspelt"} else name
        self._note(entity, spelling, mention.span, matched=how)
        return entity

    def count_printed(self) -> None:
        """Enter how often each spelling stands in the text: what was read of an agent says it less often, or more."""
        for named in self.ledger.values():
            named.printed = {spelling: self._printed.times(spelling) for spelling in named.spellings}

    def place(self, spelling: str) -> Span:
        """Give where a spelling of a person's name stands first."""
        return next(
            named.first[spelling]
            for named in self.ledger.values()
            if named.term == "Person" and spelling in named.first
        )

    def _note(self, entity: Entity, spelling: str, span: Span, **said: str) -> Named:
        """Enter one mention in the ledger, with what else it says of the agent (fields of `Named`)."""
        named = self.ledger.get(entity.iri)
        if named is None:
            named = self.ledger[entity.iri] = Named(entity.iri, entity.term)
        named.spellings[spelling] += 1
        named.matched.setdefault(spelling, said.pop("matched", "exact"))
        named.first.setdefault(spelling, span)
        for name, value in said.items():
            if value and not getattr(named, name):
                setattr(named, name, value)
        return named
