"""The documents that name a thing, as a graph of their own: what is asked of the thing is asked of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kg.explore.labels import TEMPLATES
from kg.graph import parts
from kg.graph.terms import Term, Truth
from kg.graph.vocab import term
from kg.model import BODIES
from kg.resources import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kg.explore.movement import Scope
    from kg.explore.queries import Question
    from kg.graph.store import Graph

_WHOLE = 48_000_000
"""So many bytes of triples are read for a page, about a hundred minutes: a second or two."""
_SOME = 12_000_000
"""Where there are more, so many of the newest are: less than a second."""
_FEW = 6_000_000
"""So many of what is named everywhere."""
_CASE = "Case"
_TOLD = {_CASE: True, "Law": False}
"""Of what is of these classes not whole documents are read: the paragraphs that name it, or its facts in them alone."""
_MOST_TOLD, _FEW_TOLD = 100, 30
"""Of no more documents are paragraphs looked up, fewer of what is named everywhere: each takes some milliseconds."""
_EVERYWHERE = frozenset(("Law", "Party"))
MANY = 300
"""So many documents make a graph large: of a smaller one all is asked where too many name the thing."""
_ANSWER = 100_000_000
"""So many are for a whole answer; of more, the whole graph is asked."""
_MOST = 500
"""So many documents are looked up by what they name; of what more of them name, the newest are sought."""
_NAMING = "SELECT DISTINCT ?in { { GRAPH ?in { %s ?p ?o } } UNION { GRAPH ?in { ?s ?p %s } } } LIMIT %d"
_NAMES = "ASK { GRAPH %s { ?s ?p %s } }"
_SAME = "SELECT DISTINCT ?same { %s (gov:sameMatterAs|^gov:sameMatterAs)* ?same }"
_DATED = "SELECT ?minutes (MAX(?date) AS ?day) { ?minutes gov:recordOf/gov:firstDate ?date } GROUP BY ?minutes"
_NAMED = "SELECT DISTINCT ?thing ?name { ?thing a gov:%s ; %s ?name }"
_UNIT_OF = "org:unitOf"
_NAME = ("rdfs:label", "dcterms:identifier", "gov:abbreviation")
"""Properties by which a page's questions name the thing itself."""
_UNITS = "SELECT DISTINCT ?thing ?name { ?thing org:unitOf/rdfs:label ?name }"


@dataclass(frozen=True, slots=True)
class Around:
    """What the page of a thing is made from.

    Args:
        graph: The documents that name it, or the whole graph.
        newest: How many they are, where these are the newest of more; else 0.
        since: The first day of these.
    """

    graph: Graph
    newest: int = 0
    since: str = ""


def around(graph: Graph, iri: str, kind: str, until: str = "") -> Around:
    """Give the documents that name a thing; of a case, those of every case that is the same matter.

    Where they are more than a page is made from, they are the newest.

    Args:
        graph: The graph.
        iri: The thing.
        kind: Its class by its local name.
        until: An ISO date: where not all are taken, those up to that day come first.
    """
    same = _same(graph, iri)
    found = _naming(graph, same, _MOST)
    if not found:
        return Around(graph)
    days = dated(graph)

    def newest(minutes: Iterable[str]) -> list[str]:
        return sorted(
            minutes, key=lambda one: (not until or days.get(one, "") <= until, days.get(one, "")), reverse=True
        )

    large = len(days) > MANY
    if kind in _TOLD and len(found) <= (_FEW_TOLD if large and kind in _EVERYWHERE else _MOST_TOLD):
        documents = _read(_reader(graph, kind, same), newest(found), _WHOLE)
        return _made(_put(graph, kind, documents), documents, len(found), days)
    if not large and len(found) > len(days) / 2:
        return Around(graph)  # to take most of it out costs more than to ask it all
    few = _FEW if kind in _EVERYWHERE else _SOME
    if len(found) < _MOST:
        documents = _read(graph.document, newest(found), few if large and kind in _EVERYWHERE else _WHOLE)
        if len(documents) < len(found):
            if not large:
                return Around(graph)
            documents = _read(graph.document, newest(found), few)
        return _made(_put(graph, kind, documents), documents, len(found), days)
    names = (one for one in newest(days) if _is_named(graph, one, same))
    documents = _read(graph.document, names, few)
    return _made(_put(graph, kind, documents), documents, len(days), days)


def _made(graph: Graph, documents: Collection[str], named: int, days: Mapping[str, str]) -> Around:
    """Say of what is made from some documents whether they are the newest of more."""
    if len(documents) == named:
        return Around(graph)
    since = min(filter(None, (days.get(one, "") for one in documents)), default="")
    return Around(graph, len(documents), since)


def for_question(graph: Graph, question: Question, values: Mapping[str, str]) -> Graph:
    """Give what has the whole answer to a question about something: the documents that name it, or the whole graph.

    Which questions are answered by the documents that name a thing of a class, the pages of things say (pages.toml).
    """
    for kind, asked in read_toml(TEMPLATES / "pages.toml").items():
        bound = asked.get(question.name, {})
        own = next((name for name, place in bound.items() if values.get(name) and place in _NAME), "")
        if own:
            unit = next((values[name] for name, place in bound.items() if values.get(name) and _UNIT_OF in place), "")
            found = _whole(graph, _called(graph, [kind], bound[own], values[own], unit), kind)
            if found is not None:
                return found
    return graph


def for_scope(graph: Graph, scope: Scope) -> Graph:
    """Give what tells of all movements within a scope: the documents that name its body or case, or the whole graph."""
    if scope.case:
        kinds: Sequence[str] = (_CASE,)
        place, name, unit = "dcterms:identifier", scope.case, ""
    elif scope.body:
        kinds, place, name, unit = BODIES, "rdfs:label", scope.body, scope.organisation
    else:
        kinds, place, name, unit = ("PublicOrganisation",), "rdfs:label", scope.organisation, ""
    found = _whole(graph, _called(graph, kinds, place, name, unit) if name else [], kinds[0])
    return graph if found is None else found


def _called(graph: Graph, kinds: Iterable[str], place: str, name: str, unit: str) -> list[str]:
    """Give the things of some classes that have a name, in any case of letters, where asked for as units of another."""
    found = [thing for kind in kinds for thing in _names(graph, kind, place).get(name.lower(), ())]
    return [thing for thing in found if unit.lower() in _units(graph).get(thing, ())] if unit else found


@lru_cache(maxsize=32)
def _names(graph: Graph, kind: str, place: str) -> dict[str, list[str]]:
    """Give the things of a class by name, in small letters; it is kept, as to look through all names takes long."""
    found: dict[str, list[str]] = {}
    for thing, name in graph.select(_NAMED % (kind, place)).rows:
        if thing and name:
            found.setdefault(name.value.lower(), []).append(thing.value)
    return found


@lru_cache(maxsize=1)
def _units(graph: Graph) -> dict[str, set[str]]:
    """Give what each body is a unit of, by name in small letters."""
    found: dict[str, set[str]] = {}
    for thing, name in graph.select(_UNITS).rows:
        if thing and name:
            found.setdefault(thing.value, set()).add(name.value.lower())
    return found


def _whole(graph: Graph, things: Sequence[str], kind: str) -> Graph | None:
    """Give all that documents tell of some things; None where there is none, or the documents are too many."""
    if kind == _CASE:
        things = sorted({same for thing in things for same in _same(graph, thing)})
    names = _naming(graph, things, _MOST) if len(things) < _MOST else []
    if not 0 < len(names) < _MOST:
        return None
    documents = _read(_reader(graph, kind, things), names, _ANSWER)
    return _put(graph, kind, documents) if len(documents) == len(names) else None


def _same(graph: Graph, case: str) -> list[str]:
    """Give the cases that are the same matter as one, that one among them."""
    return [row[0].value for row in graph.select(_SAME % _written(case)).rows if row[0]] or [case]


def _reader(graph: Graph, kind: str, things: Sequence[str]) -> Callable[[str], bytes]:
    """Give what reads of a document what is needed for things of a class."""
    return partial(parts.told, graph, things=things, whole=_TOLD[kind]) if kind in _TOLD else graph.document


def _put(graph: Graph, kind: str, documents: Mapping[str, bytes]) -> Graph:
    made = parts.told_part if kind in _TOLD else parts.part
    return made(graph, documents, _last(graph))


def warm(graph: Graph) -> None:
    """Look up beforehand what every page asks for."""
    dated(graph)
    _units(graph)
    for kind in BODIES:
        _names(graph, kind, "rdfs:label")


@lru_cache(maxsize=1)
def dated(graph: Graph) -> dict[str, str]:
    """Give the day of the meeting that each document records; of the last graph that was asked it is kept."""
    return {one.value: day.value for one, day in graph.select(_DATED).rows if one and day}


def _last(graph: Graph) -> list[str]:
    """Give what a graph says of its last meeting: what is open is counted up to that day."""
    days = dated(graph)
    if not days:
        return []
    minutes = max(days, key=lambda one: (days[one], one))
    found = list(graph.match(minutes, term("recordOf")))
    found += [quad for _, _, meeting, _ in found for quad in graph.match(meeting.value, term("firstDate"))]
    return [" ".join(one.written() for one in quad[:3]) + " .\n" for quad in found]


def _naming(graph: Graph, things: Sequence[str], most: int) -> list[str]:
    found = {
        row[0].value
        for thing in map(_written, things)
        for row in graph.select(_NAMING % (thing, thing, most)).rows
        if row[0] and "/minutes/" in row[0].value
    }
    return sorted(found)


def _is_named(graph: Graph, minutes: str, things: Iterable[str]) -> bool:
    found = (graph.ask(_NAMES % (_written(minutes), _written(thing))) for thing in things)
    return any(isinstance(one, Truth) and one.value for one in found)


def _read(read: Callable[[str], bytes], names: Iterable[str], most: int) -> dict[str, bytes]:
    """Read documents in their order, at least one, as long as they have no more bytes together."""
    found: dict[str, bytes] = {}
    left = most
    for name in names:
        lines = read(name)
        left -= len(lines)
        if left < 0 and found:
            break
        found[name] = lines
    return found


def _written(iri: str) -> str:
    return Term("iri", iri).written()
