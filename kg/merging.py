"""People and bodies that may be one: pairs with what speaks for each, as a file that a person edits."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from kg.errors import GraphError
from kg.explore.movement import rows
from kg.graph.kept import ledger, merged
from kg.graph.kept.writer import writing
from kg.graph.matching import fold, is_misspelt, is_spelt_otherwise, sounds
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.graph.kept.merged import Merges
    from kg.graph.kept.writer import Published
    from kg.graph.store import Graph

_PEOPLE = "SELECT DISTINCT ?who ?name { ?who a gov:Person ; rdfs:label ?name }"
_SEEN = """SELECT DISTINCT ?who ?party ?meeting ?body ?day {
  ?seen gov:ofPerson ?who ; gov:party/gov:abbreviation ?party ; gov:atMeeting ?meeting .
  ?meeting gov:heldBy/rdfs:label ?body ; gov:firstDate ?day
}"""
_LISTED = """SELECT DISTINCT ?who ?minutes { ?listed gov:attendee ?who ; gov:recordedIn ?minutes }"""
_BODIES = """SELECT DISTINCT ?who ?name ?class ?unit {
  ?who a ?class ; rdfs:label ?name . OPTIONAL { ?who org:unitOf ?unit }
  VALUES ?class { gov:GoverningBody gov:Administration gov:Organisation gov:PublicOrganisation }
}"""
_APART = "--"
"""Stands in the IRI of who has the name of another on one list."""
_ALIKE = 90
"""How alike names of bodies are that are shown as a pair, of 100."""
_LONG_NAME = 10
"""Names of bodies shorter than this are not compared, in letters."""
_SURE = frozenset({"one name, written apart", "one has a surname more", "a letter or two differ", "they sound alike"})
"""What may be certain: an initial or a first name more may be that of a brother."""
_HEAD = """# Pairs that may be one. Set `same = true` where they are; `kg merge apply STORE THIS_FILE` does it.
# What is said of `other` is then said of `one`. To part them again, set `same = false` and apply again.
# `same` is true from the start where one party and one body agree, nobody else fits, and no list has both.
"""


class Who(NamedTuple):
    """Somebody or some body as a store knows it."""

    iri: str
    name: str
    parties: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    meetings: int = 0
    first: str = ""
    last: str = ""
    listed: frozenset[str] = frozenset()
    """The Minutes whose lists of those present have the name."""

    def __str__(self) -> str:
        """Say what is known."""
        of = f" ({', '.join(sorted(self.parties))})" if self.parties else ""
        several = "s" if self.meetings != 1 else ""
        days = f"{self.first} to {self.last}" if self.first != self.last else self.first
        met = f", {self.meetings} meeting{several} of {', '.join(sorted(self.bodies))}, {days}"
        return f"{self.name}{of}{met if self.meetings else ''}"


class Pair(NamedTuple):
    """Two that may be one: which stays, why, and whether that is certain enough to be said from the start."""

    one: Who
    other: Who
    why: str
    same: bool


def propose(store: Path) -> str:
    """Write the pairs of a store as a file: those that are merged, then those that may be one.

    Raises:
        GraphError: It is no store, or it is broken.
    """
    known = merged.read(_state(store))
    graph = open_graph(store)
    found = [*_people(graph), *_bodies(graph)]
    parts = [_HEAD]
    parts += [_written(one, other, "merged before", same=True) for other, one in sorted(known.items())]
    for pair in found:
        told = f"{pair.why}: {pair.one}; {pair.other}"
        parts.append(_written(pair.one.iri, pair.other.iri, told, same=pair.same))
    return "\n".join(parts)


def read(path: Path) -> Merges:
    """Read which are one from a file: the IRI that stays, by each that it stands for.

    Raises:
        GraphError: The file cannot be read, an entry is not understood, or what stays is itself replaced by another.
    """
    try:
        pairs = tomllib.loads(path.read_text(encoding="utf-8")).get("pair", [])
    except (OSError, ValueError) as problem:
        raise GraphError(f"the file of merges cannot be read: {problem}", where=str(path)) from problem
    found: Merges = {}
    for pair in pairs:
        one, other, same = (pair.get(name) for name in ("one", "other", "same"))
        if not isinstance(one, str) or not isinstance(other, str) or not isinstance(same, bool):
            raise GraphError("a pair needs one, other (IRIs) and same (true or false)", where=str(path))
        if not same:
            continue
        if _kind(one) != _kind(other) or not _kind(one) or one == other or found.get(other, one) != one:
            raise GraphError(f"{other} cannot be taken for {one}", where=str(path), hint="two people, or two bodies")
        found[other] = one
    for other in found:
        seen = [other]
        while (one := found.get(seen[-1])) is not None:
            if one in seen:
                raise GraphError(f"{other} stands for itself in the end", where=str(path))
            seen.append(one)
        found[other] = seen[-1]
    _refuse_two(found, path)
    return found


def _refuse_two(merges: Merges, path: Path) -> None:
    """Refuse what makes one person of two who stood on one list with one name: their IRIs say so.

    Raises:
        GraphError: Two of one name are the same person in the end.
    """
    of_name: dict[tuple[str, str], str] = {}
    for iri in sorted({*merges, *merges.values()}):
        name, apart, _ = iri.partition(_APART)
        other = of_name.setdefault((merges.get(iri, iri), name), iri) if apart else iri
        if other != iri:
            raise GraphError(f"{other} and {iri} would be one, and stood on one list", where=str(path))


def apply(store: Path, merges: Merges) -> Published:
    """Take people and bodies for one in a store, now and in every build to come; what was merged before is parted.

    Raises:
        OutputError: The store cannot be written to, or somebody else does.
        GraphError: It is no store, or it is broken.
    """
    ledger.open_ledger(store).close()  # what is no store is not made one
    with writing(store, "") as writer:
        return writer.merge(merges)


def _state(store: Path) -> str:
    known = ledger.open_ledger(store)
    try:
        return known.state("merges")
    finally:
        known.close()


def _written(one: str, other: str, why: str, *, same: bool) -> str:
    said = why.replace("\\", "\\\\").replace('"', '\\"')
    return f'[[pair]]\nsame = {str(same).lower()}\none = "{one}"\nother = "{other}"\nwhy = "{said}"\n'


def _kind(iri: str) -> str:
    """Say what an IRI stands for as far as merging goes; empty where it is no person and no body."""
    return next((kind for kind in ("person", "org") if f"/{kind}/" in iri and "/minutes/" not in iri), "")


def _people(graph: Graph) -> Iterator[Pair]:
    seen: Mapping[str, list[dict[str, str]]] = _by_who(rows(graph, _SEEN))
    listed = {who: frozenset(row["minutes"] for row in told) for who, told in _by_who(rows(graph, _LISTED)).items()}
    by_home: dict[str, list[Who]] = defaultdict(list)
    for row in rows(graph, _PEOPLE):
        told = seen.get(row["who"], [])
        days = sorted(one["day"] for one in told)
        by_home[row["who"].rpartition("/")[0]].append(
            Who(
                row["who"],
                row["name"],
                frozenset(one["party"] for one in told),
                frozenset(one["body"] for one in told),
                len({one["meeting"] for one in told}),
                days[0] if days else "",
                days[-1] if days else "",
                listed.get(row["who"], frozenset()),
            )
        )
    for people in by_home.values():
        related = [(one, other, why) for one, other in _near(people) if (why := _related(one, other))]
        fitting: dict[str, int] = defaultdict(int)
        for one, other, _ in related:
            fitting[one.iri] += 1
            fitting[other.iri] += 1
        for one, other, why in related:
            alone = fitting[one.iri] == fitting[other.iri] == 1
            sure = (
                alone
                and why in _SURE
                and len(one.parties) == 1
                and one.parties == other.parties
                and bool(one.bodies & other.bodies)
                and not one.listed & other.listed
                and _APART not in one.iri + other.iri
            )
            stays, goes = sorted((one, other), key=lambda who: (-who.meetings, who.iri))
            yield Pair(stays, goes, why, sure)


def _by_who(told: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in told:
        found[row["who"]].append(row)
    return found


def _near(people: list[Who]) -> list[tuple[Who, Who]]:
    """Give the pairs that share a word of their names, all letters or the sound: others are not looked at."""
    by_word: dict[str, list[Who]] = defaultdict(list)
    for who in people:
        name = fold(who.name)
        for word in {*name.split(" "), name.replace(" ", ""), sounds(name)}:
            by_word[word].append(who)
    pairs = {tuple(sorted(pair)) for same in by_word.values() for pair in combinations(same, 2)}
    return sorted((one, other) for one, other in pairs)


def _related(one: Who, other: Who) -> str:
    """Say how two names may be of one; empty where parties or names speak against it."""
    if one.parties and other.parties and not one.parties & other.parties:
        return ""
    short, long = sorted((fold(one.name), fold(other.name)), key=len)
    words, more = short.split(" "), long.split(" ")
    if short.replace(" ", "") == long.replace(" ", ""):
        return "one name, written apart"
    if len(words) > 1 and words[-1] == more[-1] and set(words) < set(more):
        return "one has a first name more"
    if len(words) > 1 and words[0] == more[0] and set(words) < set(more):
        return "one has a surname more"
    if len(words) == len(more) == 2 and words[1] == more[1] and words[0][0] == more[0][0] and len(words[0]) == 1:
        return "an initial"
    if is_misspelt(short, long) or is_misspelt(long, short):
        return "a letter or two differ"
    alike = sounds(short) == sounds(long) or is_spelt_otherwise(short, long) or is_spelt_otherwise(long, short)
    return "they sound alike" if alike and one.parties & other.parties else ""


def _bodies(graph: Graph) -> Iterator[Pair]:
    by_home: dict[tuple[str, bool], list[Who]] = defaultdict(list)
    for row in rows(graph, _BODIES):
        if len(row["name"]) >= _LONG_NAME and "/unknown-" not in row["who"]:
            by_home[row["unit"] or "", row["class"].endswith("Administration")].append(Who(row["who"], row["name"]))
    for bodies in by_home.values():
        for one, other in combinations(sorted(bodies), 2):
            a, b = one.name.casefold(), other.name.casefold()
            if one.iri != other.iri and max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) >= _ALIKE:
                yield Pair(one, other, "the names are alike", same=False)
            elif min(len(a.split()), len(b.split())) > 1 and fuzz.token_set_ratio(a, b) == 100:
                yield Pair(one, other, "one name has all words of the other", same=False)
