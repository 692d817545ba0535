"""A graph as Popolo, a form in which legislatures exchange persons, organisations, memberships, motions and votes.

The terms are those of the specification at popoloproject.com. Where minutes do not say what a term means there, it is
left out: a membership has the first and the last day on which a list has the person, and no term of office.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.explore import sheets
from kg.explore.movement import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.explore.movement import Scope
    from kg.explore.sheets import Table
    from kg.graph.store import Graph

Thing = dict[str, Any]
Row = dict[str, str]

_PARTIES = """SELECT DISTINCT ?party ?label ?short {
  ?party a gov:Party ; rdfs:label ?label . OPTIONAL { ?party gov:abbreviation ?short } }"""
_PARTY = "SELECT DISTINCT ?of ?party { ?of gov:party ?party }"
_CAST = "SELECT DISTINCT ?vote ?ballot { ?vote gov:hasBallot ?ballot }"
_RESULTS = {"carried": "pass", "lost": "fail"}
_OPTIONS = ("yes", "no", "abstain", "absent")


def write(graph: Graph, scope: Scope | None = None) -> str:
    """Give what a graph says as one Popolo document in JSON; what is empty is left out.

    The `id` of a thing is its IRI; its `sources` name the minutes and quote the sentence that says it.

    Raises:
        NothingFoundError: Nothing is within the scope.
    """
    told = {part.removeprefix("."): _records(table) for part, table in sheets.tables(graph, scope).items()}
    party = {row["of"]: row["party"] for row in rows(graph, _PARTY)}
    stood = {party[row["iri"]] for name in ("attendance", "ballots") for row in told[name] if row["iri"] in party}
    of = {row["ballot"]: row["vote"] for row in rows(graph, _CAST)}
    every = list(rows(graph, _PARTIES))
    short = {name: row["party"] for row in every for name in (row["short"], row["label"]) if name}
    belongs = {
        row["person_iri"]: [short[one] for one in row["party"].split(", ") if one in short] for row in told["persons"]
    }
    stood |= {one for parties_ in belongs.values() for one in parties_}
    parties = [row for row in every if row["party"] in stood]
    met = {row["iri"]: row["body_iri"] for row in told["meetings"]}
    document = {
        "persons": [_thing(id=row["person_iri"], name=row["person"]) for row in told["persons"]],
        "organizations": [*_bodies(told["bodies"]), *_parties(parties)],
        "memberships": [*_memberships(told["attendance"], party), *_of_parties(told["persons"], belongs)],
        "events": [
            _thing(
                id=row["iri"],
                name=f"{row['body']} {row['date']}".strip(),
                classification="meeting",
                start_date=row["date"],
                location=row["place"],
                organization_id=row["body_iri"],
            )
            for row in told["meetings"]
        ],
        "motions": list(_motions(told["motions"], met)),
        "vote_events": list(_votes(told["votes"], [{**row, "vote": of[row["iri"]]} for row in told["ballots"]], party)),
    }
    return (
        json.dumps({name: things for name, things in document.items() if things}, ensure_ascii=False, indent=1) + "\n"
    )


def _records(table: Table) -> list[Row]:
    columns, cells = table
    return [dict(zip(columns, row, strict=True)) for row in cells]


def _thing(**said: Any) -> Thing:
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _sources(*told: Row) -> list[Thing]:
    found = {(row["document"], row["sentence"]): None for row in told}
    return [_thing(url=document, note=sentence) for document, sentence in found]


def _bodies(told: Sequence[Row]) -> Iterator[Thing]:
    """Give the organisations and then their bodies."""
    whose = {row["organisation_iri"]: row["organisation"] for row in told if row["organisation_iri"]}
    yield from (_thing(id=iri, name=name) for iri, name in whose.items())
    for row in told:
        above = row["part_of_iri"] or row["organisation_iri"]
        yield _thing(id=row["body_iri"], name=row["body"], classification=row["kind"], parent_id=above)


def _parties(told: Sequence[Row]) -> Iterator[Thing]:
    for row in sorted(told, key=lambda row: row["party"]):
        other = [_thing(name=row["short"])] if row["short"] != row["label"] else []
        yield _thing(
            id=row["party"], name=row["label"], classification="party", other_names=[one for one in other if one]
        )


def _memberships(told: Sequence[Row], party: dict[str, str]) -> Iterator[Thing]:
    """Give one for each person, body, role and party that lists of attendance have together."""
    seats: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in told:
        if row["role"] != "absent" and row["body_iri"]:
            seats[row["person_iri"], row["body_iri"], row["role"], party.get(row["iri"], "")].append(row)
    for (person, body, role, behalf), listed in sorted(seats.items()):
        days = sorted(row["date"] for row in listed if row["date"])
        yield _thing(
            person_id=person,
            organization_id=body,
            role=role,
            on_behalf_of_id=behalf,
            first_listed=days[0] if days else "",
            last_listed=days[-1] if days else "",
            sources=_sources(listed[0]),
        )


def _of_parties(told: Sequence[Row], belongs: Mapping[str, Sequence[str]]) -> Iterator[Thing]:
    """Give one for each person and party that minutes print together, where no list of attendance may be at all."""
    for row in told:
        for party in belongs[row["person_iri"]]:
            yield _thing(
                person_id=row["person_iri"], organization_id=party, role="member", sources=[_thing(url=row["document"])]
            )


def _motions(told: Sequence[Row], met: Mapping[str, str]) -> Iterator[Thing]:
    moved: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        moved[row["iri"]].append(row)
    for iri, together in moved.items():
        first = together[0]
        movers = [row["person_iri"] for row in together]
        yield _thing(
            id=iri,
            creator_id=movers[0],
            # Popolo has one who moves a motion; who moved it with them is kept beside.
            co_creator_ids=movers[1:],
            organization_id=met.get(first["meeting_iri"], ""),
            date=first["date"],
            classification=first["kind"],
            text=first["text"] or first["about"],
            result=_RESULTS.get(first["result"], ""),
            sources=_sources(*together),
        )


def _votes(told: Sequence[Row], ballots: Sequence[Row], party: dict[str, str]) -> Iterator[Thing]:
    cast: dict[str, list[Thing]] = defaultdict(list)
    for row in ballots:
        behalf = party.get(row["iri"], "")
        cast[row["vote"]].append(_thing(option=row["option"], voter_id=row["person_iri"], group_id=behalf))
    for row in told:
        motion = _thing(text=row["title"], organization_id=row["body_iri"], date=row["date"])
        yield _thing(
            id=row["iri"],
            motion=motion,
            organization_id=row["body_iri"],
            start_date=row["date"],
            counts=[{"option": one, "value": int(row[one])} for one in _OPTIONS if row[one]],
            votes=cast[row["iri"]],
            yes_means=row["yes_means"],
            no_means=row["no_means"],
            winning_option=row["won"],
            sources=_sources(row),
        )
