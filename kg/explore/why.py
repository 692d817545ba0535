"""Why a graph says something: the properties of a thing and the sentences, documents and rules behind each fact."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from kg import suggestion
from kg.errors import NothingFoundError, QueryError
from kg.explore import labels, swedish
from kg.explore.tables import short
from kg.explore.words import words
from kg.graph.iri import CONCEPTS
from kg.graph.terms import literal
from kg.graph.vocab import PREFIXES, concept, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.graph.store import Graph
    from kg.graph.terms import Term

_PREFIXED = re.compile(r"([\w-]+):(?!//)(\S*)")
_BEFORE_SUFFIX = re.compile(r"^[.…/]+")
_PROVENANCE = ("supportedBy", "confidence", "extractedBy", "status")
_UNTOLD = {"rdf:type", "rdfs:label", "gov:order", "gov:recordedIn", *(f"gov:{name}" for name in _PROVENANCE)}
_STATEMENT = ("rdf:subject", "rdf:predicate", "rdf:object")
_MANY = 50
"""How many facts the text form lists; the JSON form has all."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a property says, as one reads it; `iri` is empty for a literal."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: `text` is what stands at `begin` to `end` of its text, character by character."""

    document: str
    begin: int
    end: int
    text: str
    page: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing or a direct property with what it rests on."""

    iri: str
    says: str
    passages: tuple[Passage, ...]
    rule: str = ""
    confidence: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a graph says of one thing: itself with its own passages, its properties, the facts that touch it."""

    thing: Fact
    types: tuple[str, ...]
    properties: dict[str, tuple[Value, ...]]
    facts: tuple[Fact, ...]
    told: tuple[str, ...] = ()
    """The properties whose values are told with their sentences, among the facts."""


def explain(graph: Graph, given: str, language: str = "", *, whole: bool = True) -> Explanation:
    """Explain the thing that an IRI names.

    Args:
        graph: The graph.
        given: An IRI, a prefixed one, or the end of one where only one thing's ends so: `.../38/referral/1`.
        language: `sv` or `en` to call terms and concepts by their labels; without it by their prefixed names.
        whole: With the facts that touch it; a body or a person may have thousands.

    Raises:
        NothingFoundError: The graph knows no such thing.
        QueryError: Several things' IRIs end so.
    """
    iri = resolve(graph, given)
    told: dict[str, set[Value]] = {}
    for _, predicate, value, _ in graph.match(iri):
        if value.kind == "iri":
            told.setdefault(_name(predicate.value), set()).add(Value(_label(graph, value.value, language), value.value))
        else:
            told.setdefault(_name(predicate.value), set()).add(Value(_literal(value, language)))
    types = tuple(sorted(_called(_name(value.iri), language) for value in told.pop("rdf:type", ())))
    own = _fact(graph, iri, _label(graph, iri, language), language)
    hidden = _UNTOLD - {"gov:order", "gov:recordedIn"}
    properties = {
        _called(name, language): tuple(sorted(values, key=lambda value: (swedish.key(value.text), value.iri)))
        for name, values in sorted(told.items())
        if name not in hidden
    }
    facts = sorted(_touching(graph, iri, own, language), key=_place) if whole else []
    below = tuple(_called(name, language) for name in sorted(told) if name.startswith("gov:has"))
    return Explanation(own, types, properties, tuple(facts), below)


def resolve(graph: Graph, given: str) -> str:
    """Give the full IRI of what a user names; see `explain`."""
    text = given.strip().removeprefix("<").removesuffix(">")
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed and prefixed[1] in PREFIXES:
        text = PREFIXES[prefixed[1]] + prefixed[2]
    if "://" in text:
        if any(graph.match(text)):
            return text
        raise NothingFoundError("the graph says nothing of this IRI", where=given)
    suffix = _BEFORE_SUFFIX.sub("", text)
    if not suffix:
        raise QueryError("an empty IRI names nothing", hint="give an IRI or its end")
    ending = literal(f"/{suffix}")
    # A spelling's IRI ends like the one of whom it names: it is no thing that anybody asks for.
    wanted = f"?class != gov:Naming && STRENDS(STR(?thing), {ending})"
    rows = graph.select(f"SELECT DISTINCT ?thing {{ ?thing a ?class FILTER({wanted}) }}").rows
    found = sorted(cell.value for (cell,) in rows if cell is not None)
    if not found:
        hint = _near(graph, suffix) or "take one from the iri column"
        raise NothingFoundError("the graph has no IRI that ends so", where=given, hint=hint)
    if len(found) > 1:
        some = ", ".join(found[:4]) + (", ..." if len(found) > 4 else "")
        raise QueryError(f"{len(found)} IRIs end so", where=given, hint=f"say more of it: {some}")
    return found[0]


def _near(graph: Graph, suffix: str) -> str:
    """Ask back by what is called nearly so in the document, or in the organisation, that the end begins with."""
    first, parted, _ = suffix.partition("/")
    if not parted:
        return ""
    within = literal(f"/{first}/")
    rows = graph.select(f"SELECT DISTINCT ?thing {{ ?thing a ?class FILTER(CONTAINS(STR(?thing), {within})) }}").rows
    ends = [f"{first}/{cell.value.partition(f'/{first}/')[2]}" for (cell,) in rows if cell is not None]
    return suggestion.meant(suffix, ends)


def _touching(graph: Graph, iri: str, own: Fact, language: str) -> Iterator[Fact]:
    """Give the facts of a paragraph or meeting, the direct properties stated of a thing, or what names it."""
    for _, predicate, value, _ in graph.match(iri):
        name = _name(predicate.value)
        if name.startswith("gov:has") and name != "gov:hasItem" and value.kind == "iri":
            said = _label(graph, value.value, language)
            # Most are called by what they are, with a number: `beslut 1, § 9`.
            said = said if language else f"{_called(name, language)} {said}"
            yield _fact(graph, value.value, f"{said}: {_told(graph, value.value, language)}", language)
    yield from _stated(graph, iri, "rdf:subject", language)
    if own.passages:
        return
    # A person, a body, a case, a passage rests on no passage of its own: the facts that name it do.
    yield from _stated(graph, iri, "rdf:object", language)
    for subject in {found.value for found, _, _, _ in graph.match(value=iri)} - {iri}:
        said = f"{_label(graph, subject, language)}: {_told(graph, subject, language)}"
        fact = _fact(graph, subject, said, language)
        if fact.passages and not any(graph.match(subject, term("rdf:object"))):
            yield fact


def _stated(graph: Graph, iri: str, role: str, language: str) -> Iterator[Fact]:
    for statement in {subject.value for subject, _, _, _ in graph.match(predicate=term(role), value=iri)}:
        subject, predicate, value = (_only(graph, statement, part) for part in _STATEMENT)
        said = f"{_called(_name(predicate), language)} {_label(graph, value, language)}"
        whole = said if role == "rdf:subject" else f"{_label(graph, subject, language)} {said}"
        yield _fact(graph, statement, whole, language)


def _fact(graph: Graph, iri: str, says: str, language: str) -> Fact:
    passages = {passage(graph, value.value) for _, _, value, _ in graph.match(iri, term("supportedBy"))}
    rule = _only(graph, iri, "extractedBy")
    return Fact(
        iri,
        says,
        tuple(sorted(passages, key=lambda passage: (passage.document, passage.begin, passage.end))),
        rule=rule,
        confidence=_only(graph, iri, "confidence"),
        # What has a rule and no status stands in the text.
        status=_status(_only(graph, iri, "status") or (rule and concept("status", "stated")), language),
    )


def _told(graph: Graph, iri: str, language: str) -> str:
    """Say in one line what a fact says: its properties, long texts cut."""
    told = {
        (
            _name(predicate.value),
            _label(graph, value.value, language) if value.kind == "iri" else _literal(value, language),
        )
        for _, predicate, value, _ in graph.match(iri)
    }
    lines = (
        f"{_called(name, language).removeprefix('gov:')} {shorten(text, 80, placeholder='…')}"
        for name, text in sorted(told)
        if name not in _UNTOLD and not name.startswith("gov:has")
    )
    return ", ".join(lines)


def passage(graph: Graph, iri: str) -> Passage:
    """Give a passage with its words, its place in the text, and the document it stands in."""
    text = _only(graph, iri, "nif:referenceContext")
    return Passage(
        document=_only(graph, _only(graph, text, "textOf"), "dcterms:source"),
        begin=int(_only(graph, iri, "nif:beginIndex") or 0),
        end=int(_only(graph, iri, "nif:endIndex") or 0),
        text=_only(graph, iri, "nif:anchorOf"),
        page=_only(graph, iri, "page"),
        iri=iri,
    )


def _only(graph: Graph, iri: str, predicate: str) -> str:
    if not iri:
        return ""
    return min((value.value for _, _, value, _ in graph.match(iri, term(predicate))), default="")


def _label(graph: Graph, iri: str, language: str) -> str:
    """Call a thing by its label, a term or concept by its name, anything else by the end of its IRI."""
    return _only(graph, iri, "rdfs:label") or _called(_name(iri), language)


def _literal(value: Term, language: str) -> str:
    """Give a literal as one reads it: yes and no in a language."""
    if language and value.datatype.endswith("#boolean"):
        return words(language)["yes" if value.value in {"true", "1"} else "no"]
    return value.value


def _called(name: str, language: str) -> str:
    """Give what a term or concept is called in a language; its name where none is asked for, or it has no label."""
    if not language:
        return name
    return labels.terms(language).get(name) or labels.concepts(language).get(name.replace(":", "/", 1), name)


def _status(iri: str, language: str) -> str:
    name = iri.removeprefix(CONCEPTS)
    return _called(name, language).rpartition("/")[2]


def _name(iri: str) -> str:
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    for prefix, namespace in PREFIXES.items():
        if iri[:at] == namespace:
            return f"{prefix}:{iri[at:]}"
    return short(iri) if iri.startswith(CONCEPTS) or "/minutes/" in iri else iri


def _place(fact: Fact) -> tuple[str, int, str]:
    first = fact.passages[0] if fact.passages else Passage("", 0, 0, "")
    return first.document, first.begin, fact.iri


def as_data(found: Explanation) -> dict[str, Any]:
    """Give an explanation as plain data."""
    whole = asdict(found)
    del whole["told"]
    return whole


def as_text(found: Explanation, language: str = "en") -> str:
    """Lay an explanation out for reading: what it is, what is said of it, the sentences."""
    return "".join(f"{line}\n" for line in _lines(found, words(language)))


def _lines(found: Explanation, said: Mapping[str, str]) -> Iterator[str]:
    yield found.thing.says
    yield f"  {found.thing.iri}"
    yield f"  {', '.join(found.types)}"
    width = max(map(len, found.properties), default=0)
    for name, values in found.properties.items():
        if name in found.told and found.facts:
            continue  # they stand below, with their sentences
        for value in values:
            yield f"  {name:{width}}  {' '.join(value.text.split())}"
    if found.thing.passages:
        yield ""
        yield from _support(found.thing, "  ", said)
    if found.facts:
        yield ""
        yield f"{said['facts']} ({len(found.facts)})"
    for fact in found.facts[:_MANY]:
        yield f"  {fact.says}"
        yield from _support(fact, "    ", said)
    if len(found.facts) > _MANY:
        yield f"  {said['more_facts'].format(count=len(found.facts) - _MANY)}"


def _support(fact: Fact, indent: str, said: Mapping[str, str]) -> Iterable[str]:
    for passage in fact.passages:
        page = f" {said['page']} {passage.page}" if passage.page else ""
        yield f"{indent}“{' '.join(passage.text.split())}”"
        yield f"{indent}  {passage.document}{page} [{passage.begin}:{passage.end}]"
    if fact.rule:
        yield f"{indent}  {said['rule'].format(rule=fact.rule, confidence=fact.confidence)}, {fact.status}"
