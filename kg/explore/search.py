"""Search over all that a graph names: SQLite's full-text index, folded as Swedish is, by the beginnings of words."""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.store import Graph

# What is searched: what a thing is called, and what is said with it. One class a query: each is a scan.
_LABELLED = "SELECT DISTINCT ?thing ?name ?more { ?thing a gov:%s ; rdfs:label|skos:altLabel ?name %s }"
_OF_A_BODY = "OPTIONAL { ?thing org:unitOf/rdfs:label ?more }"
_QUERIES = {
    "Person": _LABELLED % ("Person", ""),
    "Party": "SELECT DISTINCT ?thing ?name ?more { ?thing a gov:Party ; rdfs:label ?name . "
    "OPTIONAL { ?thing gov:abbreviation ?more } }",
    "GoverningBody": _LABELLED % ("GoverningBody", _OF_A_BODY),
    "Administration": _LABELLED % ("Administration", _OF_A_BODY),
    "PublicOrganisation": _LABELLED % ("PublicOrganisation", ""),
    "Organisation": _LABELLED % ("Organisation", ""),
    "Group": _LABELLED % ("Group", _OF_A_BODY),
    "Case": "SELECT DISTINCT ?thing ?name ?more { ?thing a gov:Case ; dcterms:identifier ?name . "
    "OPTIONAL { ?thing dcterms:title ?more } }",
    "AgendaItem": "SELECT DISTINCT ?thing ?name ?more { ?thing a gov:AgendaItem ; dcterms:title ?name . "
    "OPTIONAL { ?meeting gov:hasItem ?thing ; rdfs:label ?more } }",
    "Clause": "SELECT DISTINCT ?thing ?name ?more { ?thing a gov:Clause ; gov:text ?name . "
    "OPTIONAL { ?decision gov:hasClause ?thing . ?item gov:hasDecision ?decision . "
    "?meeting gov:hasItem ?item ; rdfs:label ?more } }",
    "Motion": "SELECT DISTINCT ?thing ?name (CONCAT(?mover, COALESCE(CONCAT(', ', ?meeting_name), '')) AS ?more) { "
    "?thing a gov:Motion ; gov:text ?name . OPTIONAL { ?thing gov:movedBy/rdfs:label ?mover } "
    "OPTIONAL { ?item gov:hasMotion ?thing . ?meeting gov:hasItem ?item ; rdfs:label ?meeting_name } }",
    "Law": _LABELLED % ("Law", "OPTIONAL { ?thing dcterms:identifier ?more }"),
    "Meeting": _LABELLED % ("Meeting", ""),
}
CLASSES = tuple(_QUERIES)
"""The classes that are searched, in the order in which they are listed."""
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
# Letters of their own in Swedish: å is no a. Every other accent is dropped: é is found by e.
_OWN = frozenset("åäö")
_WITHIN = "(? = '' OR instr(place, ?)) AND (? = '' OR day >= ?) AND (? = '' OR (day != '' AND day <= ?))"
_COUNT = f"SELECT kind, COUNT(DISTINCT iri) FROM entry WHERE entry MATCH ? AND {_WITHIN} GROUP BY kind"  # noqa: S608
# Several names of one thing may match; bm25 is no aggregate, so the thing is told apart outside.
_FIND = f"""SELECT iri, kind, name, more FROM (
  SELECT iri, kind, name, more, ROW_NUMBER() OVER (PARTITION BY iri ORDER BY nearness) AS nth, nearness FROM (
    SELECT iri, kind, name, more, rank AS nearness FROM entry WHERE entry MATCH ? AND kind = ? AND {_WITHIN}
  )
) WHERE nth = 1 ORDER BY nearness, LENGTH(name), name LIMIT ?"""  # noqa: S608 - both are constants
_MOST = 40
_PLACES = frozenset({"GoverningBody", "Administration", "PublicOrganisation", "Meeting"})
"""Classes whose own name says where."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: its IRI, its class, what it is called, what is said with it."""

    iri: str
    kind: str
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Within:
    """Where and when is searched; empty for everywhere, and for what has no date too.

    Args:
        place: A part of the name of the body that something is of.
        since: An ISO date: what is dated that day or later.
        until: The same, that day or earlier.
    """

    place: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: the first of each class, and how many there are."""

    entries: tuple[Entry, ...]
    counts: dict[str, int]


EVERYWHERE = Within()


def _day(one: Entry) -> str:
    """Give the day of something, which is named with its meeting."""
    found = _DAY.search(one.name if one.kind == "Meeting" else one.more)
    return found[0] if found else ""


def entries(graph: Graph) -> list[Entry]:
    """Give all that can be found in a graph."""
    found = []
    for kind, query in _QUERIES.items():
        for thing, name, more in graph.select(query).rows:
            if thing and name:
                found.append(Entry(thing.value, kind, " ".join(name.value.split()), more.value if more else ""))
    return sorted(found, key=lambda one: (one.kind, one.name, one.iri))


def folded(text: str) -> str:
    """Give a text as it is searched: small letters, without accents but for å, ä and ö.

    >>> folded("Ängsjö, Désirée Å")
    'ängsjö, desiree å'
    """
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(one if one in _OWN else unicodedata.normalize("NFD", one)[0] for one in letters)


def write(connection: sqlite3.Connection, given: Iterable[Entry]) -> None:
    """Write what can be found into a database."""
    # Accents are folded before: the tokenizer keeps every letter as it is.
    connection.execute(
        "CREATE VIRTUAL TABLE entry USING fts5(words, iri UNINDEXED, kind UNINDEXED, name UNINDEXED, "
        "more UNINDEXED, place UNINDEXED, day UNINDEXED, "
        "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')"
    )
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                folded(f"{one.name} {one.more}"),
                *(one.iri, one.kind, one.name, one.more),
                folded(f"{one.name} {one.more}" if one.kind in _PLACES else one.more),
                _day(one),
            )
            for one in given
        ),
    )


class Index:
    """A full-text index; it may be asked from several threads.

    Args:
        connection: The database that has it: see `write`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._lock = threading.Lock()
        self._db = connection

    @classmethod
    def of(cls, given: Iterable[Entry]) -> Index:
        """Make one in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        write(connection, given)
        return cls(connection)

    def find(self, text: str, kind: str = "", within: Within = EVERYWHERE) -> Found:
        """Find what has a word beginning with each word of a text.

        Args:
            text: What somebody looks for, in any case of letters.
            kind: Only this class; empty for the first few of each.
            within: Where and when.
        """
        words = _WORD.findall(folded(text))
        if not words:
            return Found((), {})
        match = " ".join(f'"{word}"*' for word in words)
        place = folded(within.place)
        asked = (place, place, within.since, within.since, within.until, within.until)
        with self._lock:
            counts = dict(self._db.execute(_COUNT, (match, *asked)))
            rows = []
            for one in (kind,) if kind else CLASSES:
                if one in counts:
                    rows += self._db.execute(_FIND, (match, one, *asked, _MOST if kind else _MOST // 8)).fetchall()
        return Found(tuple(Entry(*row) for row in rows), {one: counts[one] for one in CLASSES if one in counts})
