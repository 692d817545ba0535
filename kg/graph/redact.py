"""A copy of a graph without the people who hold no office in it: their facts left out, their names covered."""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg.graph import masking
from kg.graph.iri import CONCEPTS
from kg.graph.store import statements
from kg.graph.terms import Term
from kg.graph.vocab import PREFIXES, term
from kg.language import agents
from kg.language.roster_labels import OF_PARTIES
from kg.language.word_order import given_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.graph.masking import Names

    Statement = tuple[Term, Term, Term, str]

_SEATS = frozenset(f"{CONCEPTS}role/{name}" for name in OF_PARTIES | {"absent", "secretary", "auditor"})
"""The roles at a meeting that somebody is elected or appointed to."""
_OFFICE = ("appointee", "inPlaceOf", "substitutesFor", "adjustedBy", "voter", "castingVoteBy")
"""What leads to somebody who holds a seat: elected, replaced, or voting in it."""
_OF_ONE = ("attendee", "ofPerson", "names", "voter")
"""What leads from a fact that is about one person and nothing else."""
_BEHIND = ("submittedBy", "movedBy", "statedBy", "reservedBy")
"""What leads from a fact that stays to somebody behind it: somebody without a name stands there then."""
NOBODY = "person/redacted"
"""The end of the IRI of whoever stands for those left out."""
_CALLED = "utelämnad person"
_STATES = "rdf:object"
_NAMED = ("rdfs:label", "skos:altLabel", "foaf:name")
_STAYS = ("PublicOrganisation", "GoverningBody", "Administration", "Party", "Post", "Group")
"""Agents whose names are no names of people, though a word of them may be."""
_KEPT = ("sharedStatement", "graphDigest")
"""What a build keeps for itself: statements as text, and a digest of those that stood here."""
_SHORT = re.compile(r"[A-ZÅÄÖ]{2,5}\s")
"""In front of a heading: the registry, as in `KS Svar på motion`."""
_SMALL = re.compile(r"(?<![\w-])[a-zåäöé]{3,}(?![\w-])")
"""A word in small letters: no given name, where it stands in front of another with a capital."""
_WIDE = re.compile(r"[ \t]{4,}|\s*\n\s*\n\s*")
"""What parts columns and paragraphs: no name goes over it."""
_REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a graph without people who hold no office."""

    place: Path
    """The file."""
    redaction: Redaction

    def covering(self, read: Callable[[str], str]) -> Callable[[str], str]:
        """Give what gives the text of a document, names covered; every place in it stays where it was.

        Args:
            read: Gives the text of a document by what the graph calls it; the copy may call it otherwise.
        """

        def covered(source: str) -> str:
            name, graph = self.redaction.sources.get(source, (source, ""))
            text = read(name)
            return masking.masked(text, self.redaction.names(graph, text))

        return covered


@contextmanager
def copy(file: Path) -> Iterator[Copy]:
    """Write a copy of a graph without people who hold no office, and take it away again.

    Who answers from the copy has never seen the rest.

    Raises:
        GraphError: The graph cannot be opened.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        place = Path(folder) / f"{file.stem}.nq"
        given = list(dict.fromkeys(statements(file)))
        redaction = Redaction(given)
        with place.open("w", encoding="utf-8", newline="\n") as stream:
            for subject, predicate, value, graph in dict.fromkeys(redaction.redacted(given)):
                name = f" <{graph}>" if graph else ""
                stream.write(f"{subject.written()} {predicate.written()} {value.written()}{name} .\n")
        yield Copy(place, redaction)


class Redaction:
    """Who is left out of a graph, and how their names are covered in what is said of others.

    Args:
        given: The statements of the graph, with the IRI of the graph of each.
    """

    def __init__(self, given: Iterable[Statement]) -> None:
        told = list(given)
        of_type: dict[str, set[str]] = {}
        for subject, predicate, value, _ in told:
            if predicate.value == term("rdf:type"):
                of_type.setdefault(value.value, set()).add(subject.value)
        people = of_type.get(term("Person"), set())
        self.private = frozenset(people - _holders(told))
        self._people = people - self.private
        self._passages = of_type.get(term("Passage"), set())
        stays = set().union(*(of_type.get(term(name), set()) for name in _STAYS)) | self._people
        self._stays = stays
        called = _called(told, people | stays)
        self._private_names = {name for iri in self.private for name in called.get(iri, ())}
        self._other_names = {name for iri in stays for name in called.get(iri, ())}
        self._first = given_names() | {name.split()[0].casefold() for iri in people for name in called.get(iri, ())}
        texts = {value.value for _, _, value, _ in told if value.kind == "literal" and not value.datatype}
        self._small = {word for text in texts for word in _SMALL.findall(text)}
        self._found, self._phrases = self._unknown(texts)
        self._here: dict[str, set[str]] = {}
        """The names of the people with an office that each graph names: another of the same name is not meant there."""
        for subject, _, value, graph in told:
            for end in (subject.value, value.value):
                if end in self._people:
                    self._here.setdefault(graph, set()).update(called.get(end, ()))
        self._dropped = self.private | _about(told, self.private)
        self._renamed = self._new_names(told)
        self.sources: dict[str, tuple[str, str]] = {}
        """What a document is called and its graph, by what the copy calls it."""

    def names(self, graph: str = "", text: str = "") -> Names:
        """Give the names that are covered in a graph: who holds an office there is not covered in it.

        Args:
            graph: Its IRI; empty for what no document says.
            text: The text of the document, which may name more people than the graph has.
        """
        return self._names(frozenset(self._here.get(graph, ())), text)

    @lru_cache(maxsize=64)  # noqa: B019 - as long as the copy is there
    def _names(self, here: frozenset[str], text: str) -> Names:
        own = {masking.folded_name(name) for name in here}
        private = [name for name in self._private_names if masking.folded_name(name) not in own]
        found, phrases = self._unknown([text]) if text else (set(), set())
        small = self._small.union(_SMALL.findall(text))
        return masking.names(private, self._found | found, self._other_names, self._phrases | phrases, small)

    def _unknown(self, texts: Iterable[str]) -> tuple[set[str], set[str]]:
        """Give the names in texts that no agent has: those of people by their given names, and what may be one."""
        known = {masking.folded_name(name) for name in self._other_names}
        found: set[str] = set()
        phrases: set[str] = set()
        for text in texts:
            for one in agents.find(_WIDE.sub(" | ", text).replace("\n", " ")):
                told = masking.folded_name(one.name)
                first = one.name.split()[0]
                if one.party or {told, told.removesuffix("s")} & known or _SHORT.match(one.name):
                    continue
                if first.casefold() in self._first or first.split("-")[0].casefold() in self._first:
                    found.add(one.name)
                elif first.casefold() not in self._small:
                    phrases.add(one.name)
        return found, phrases

    def redacted(self, given: Iterable[Statement]) -> Iterator[Statement]:
        """Give the statements that stay, names covered in their texts and taken out of their IRIs."""
        kept = list(self._kept(given))
        used = {value.value for _, predicate, value, _ in kept if value.value in self._passages}
        lost = self._passages - used
        for subject, predicate, value, graph in kept:
            if subject.value in lost:
                continue
            said = self._iri(value)
            own = subject.value in self._stays and predicate.value in {term(name) for name in _NAMED}
            if value.kind == "literal" and not value.datatype and not own:
                small = predicate.value == term("dcterms:source")
                said = value._replace(value=masking.masked(value.value, self.names(graph), small=small))
                if small:
                    self.sources[said.value] = (value.value, graph)
            yield self._iri(subject), predicate, said, graph

    def _kept(self, given: Iterable[Statement]) -> Iterator[Statement]:
        own = {term(name) for name in _KEPT}
        behind = {term(name) for name in _BEHIND}
        for subject, predicate, value, graph in given:
            if subject.value in self._dropped or predicate.value in own:
                continue
            if value.kind != "iri" or value.value not in self._dropped:
                yield subject, predicate, value, graph
            elif predicate.value in behind:
                # Without anybody it would be no motion, and no answer would have it.
                nobody = Term("iri", value.value.partition("person/")[0] + NOBODY)
                yield subject, predicate, nobody, graph
                yield nobody, Term("iri", term("rdf:type")), Term("iri", term("Person")), graph
                for name in ("rdfs:label", "foaf:name"):
                    yield nobody, Term("iri", term(name)), Term("literal", _CALLED), graph

    def _iri(self, given: Term) -> Term:
        new = self._renamed.get(given.value) if given.kind == "iri" else None
        return given._replace(value=new) if new else given

    def _new_names(self, told: Iterable[Statement]) -> dict[str, str]:
        """Give an IRI without a name for each that has one: what stands in front of the name, and a number."""
        known = {end.value for subject, _, value, _ in told for end in (subject, value) if end.kind == "iri"}
        foreign = tuple(PREFIXES.values())
        # A person of the same name who holds an office may have an IRI that tells it.
        found: dict[str, str] = {}
        given = self.names()
        for iri in sorted(known - self._stays - self._dropped):
            if iri.startswith(foreign) or CONCEPTS + "id/" not in iri:
                plain = masking.masked(unquote(iri), given) if not iri.startswith(foreign) else iri
            else:
                plain = masking.masked(unquote(iri), given, small=True)
            if masking.COVER in plain:
                front = plain[: plain.index(masking.COVER)].rpartition("/")[0]
                found[iri] = f"{front}/{_REDACTED}-{len(found) + 1}"
        return found


def _holders(told: Iterable[Statement]) -> set[str]:
    """Give who holds an office: a seat, a mandate for a party, a post."""
    office = {term(name) for name in _OFFICE}
    of = {term("attendee"), term("ofPerson")}
    role, party, title = term("role"), term("party"), term("jobTitle")
    whose: dict[str, set[str]] = {}
    seats: set[str] = set()
    found: set[str] = set()
    for subject, predicate, value, _ in told:
        if predicate.value in office:
            found.add(value.value)
        elif predicate.value in of:
            whose.setdefault(subject.value, set()).add(value.value)
        elif (predicate.value == role and value.value in _SEATS) or predicate.value in {party, title}:
            seats.add(subject.value)
    return found.union(*(whose.get(one, ()) for one in seats))


def _called(told: Iterable[Statement], whose: set[str]) -> dict[str, set[str]]:
    """Give what some agents are called, by any spelling that a document has."""
    named = {term(name) for name in _NAMED}
    spelling, names = term("spelling"), term("names")
    spelt: dict[str, str] = {}
    means: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    for subject, predicate, value, _ in told:
        if predicate.value in named and subject.value in whose:
            found.setdefault(subject.value, set()).add(value.value)
        elif predicate.value == spelling:
            spelt[subject.value] = value.value
        elif predicate.value == names and value.value in whose:
            means.setdefault(value.value, set()).add(subject.value)
    for iri, namings in means.items():
        found.setdefault(iri, set()).update(spelt[one] for one in namings if one in spelt)
    return found


def _about(told: Iterable[Statement], people: frozenset[str]) -> set[str]:
    """Give the facts that are about one of some people and nothing else."""
    leads = {term(name) for name in (*_OF_ONE, _STATES)}
    return {
        subject.value
        for subject, predicate, value, _ in told
        if predicate.value in leads and value.value in people and subject.value not in people
    }
