"""What a document says of things that others name too, as rows that can be counted: the identity graph follows.

A row belongs to a group, and every triple of the identity graph follows from the rows of one group. So documents can
come and go: their rows are added and taken away again, and only groups whose rows changed are told anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import renumbered
from kg.graph.iri import slug
from kg.graph.tellings import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.document_graph import DocumentGraph
    from kg.graph.resolve import Named
    from kg.graph.tellings import Paragraph, Told

AGENT, THING, RECORDS, MATTER, STEP, DAY = "agent", "thing", "records", "matter", "step", "day"
"""The kinds of groups: how a group's name begins, before a space."""


_GIVEN_OUT = frozenset({"refers-back", "consults", "forwards"})
"""Movements that who got the matter often tells by the day alone, under a number of its own."""
_BROUGHT = frozenset({"proposes", "forwards", "prepares"})
"""Movements that bring a proposal."""
_TWO = 2
"""A paragraph with a number in each of two diaries is about one matter; with more it may be about several."""


class Row(NamedTuple):
    """One thing said: in which group, what it is (`spelling`, `class` ...), and its value."""

    group: str
    what: str
    value: str


class Rank(NamedTuple):
    """Of several records the least counts: what calls itself corrected, whole minutes before an extract, the later one.

    Of equals the one with more paragraphs, with more facts, with pages.
    """

    uncorrected: bool
    partial: bool
    settled: int
    items: int
    facts: int
    pageless: bool
    sha256: str
    minutes: str

    def written(self) -> str:
        """Write it as the value of a row."""
        return json.dumps(self, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> Rank:
        """Read it from the value of a row."""
        return cls(*json.loads(written))


def said(graph: DocumentGraph) -> dict[Row, int]:
    """Give the rows of one document, each with its weight: how often a spelling is printed, of all else 1."""
    found: dict[Row, int] = {}
    for named in graph.agents.values():
        for what, value, weight in _of_agent(named):
            found[Row(f"{AGENT} {named.iri}", what, value)] = weight
    for subject, name in graph.classes.items():
        group = f"{THING} {subject}"
        found[Row(group, "class", name)] = 1
        found[Row(group, "label", graph.labels[subject])] = 1
    # The rank is the document's, not the paragraph's: of two records of a meeting one counts as a whole, so that
    # nobody's attendance or vote is taken from one and the decision from the other.
    standing = _rank(graph).written()
    found |= {Row(f"{RECORDS} {item}", "record", standing): 1 for item in graph.items}
    for paragraph in graph.paragraphs:
        found |= dict.fromkeys(_of_paragraph(paragraph, standing), 1)
    return found


def _of_agent(named: Named) -> Iterator[tuple[str, str, int]]:
    for spelling, count in named.printed.items():
        yield ("misspelt" if named.matched[spelling] == "misspelt" else "spelling"), spelling, count
    yield "term", named.term, 1
    said: Mapping[str, str] = {
        "org:postIn" if named.term == "Post" else "org:unitOf": named.unit_of,
        "org:subOrganizationOf": named.parent,
        "body-kind": named.body_kind,
        "abbreviation": named.abbreviation,
        "identifier": named.identifier,
    }
    yield from ((what, value, 1) for what, value in said.items() if value)


def _of_paragraph(paragraph: Paragraph, standing: str) -> Iterator[Row]:
    """Tell a paragraph where it may meet what others tell of the same: by its cases, and by the paragraphs it cites."""
    sent = {paragraph.item for told in paragraph.told if told.source == told.body}
    # A matter may have a number in each of two series: what is about one number of a year is looked at together.
    groups = sorted({f"{MATTER} {renumbered.key(case)}" for case in paragraph.cases})
    matters = tuple(groups)
    given = {one.item for one in paragraph.given}
    named = {told.at for told in paragraph.told if told.at} | {one.on for one in paragraph.reported}
    groups += [f"{STEP} {item}" for item in sorted(sent | given | named)]
    taken_up = _taken_up(paragraph)
    for group in groups:
        yield Row(group, "record", f"{paragraph.item} {standing}")
        at = group.removeprefix(f"{STEP} ")
        for told in paragraph.told:
            if at in {group, told.at} or (at == told.item and told.source == told.body):
                yield Row(group, "told", write(told))
        if group.startswith(STEP) and (at == paragraph.item or any(told.at == at for told in paragraph.told)):
            yield Row(group, "about", write(_about(paragraph, paragraph.cases, standing)))
        if at == paragraph.item or at in taken_up:
            yield from (Row(group, "made", write(made)) for made in paragraph.made)
        yield from (Row(group, "given", write(one)) for one in paragraph.given if one.item == at)
        yield from (Row(group, "reported", write(one)) for one in paragraph.reported if one.on == at)
    for told in paragraph.told:
        # What states the paragraph meets the sender's there.
        day = told.day if told.source == told.body else told.date if not told.at else ""
        if day and told.kind in _GIVEN_OUT and not told.anticipated:
            group = f"{DAY} {told.source} {told.target} {day}"
            yield Row(group, "record", f"{paragraph.item} {standing}")
            yield Row(group, "told", write(told))
            yield Row(group, "about", write(_about(paragraph, paragraph.cases, standing)))
    if len(paragraph.cases) == _TWO and len(matters) == _TWO:
        yield Row(matters[0], "beside", write(_about(paragraph, paragraph.cases, standing)))
    for group in matters:
        cases = tuple(case for case in paragraph.cases if f"{MATTER} {renumbered.key(case)}" == group)
        yield Row(group, "about", write(_about(paragraph, cases, standing)))
        yield from (Row(group, "made", write(made)) for made in paragraph.made)


def _taken_up(paragraph: Paragraph) -> frozenset[str]:
    """Give the steps whose proposals a paragraph has before it: of each body the last."""
    last: dict[str, Told] = {}
    for told in paragraph.told:
        if told.at and told.source != told.body and told.kind in _BROUGHT and not told.anticipated:
            last[told.source] = max(told, last.get(told.source, told), key=lambda one: (one.date, one.number))
    return frozenset(told.at for told in last.values())


def _about(paragraph: Paragraph, cases: tuple[str, ...], standing: str) -> renumbered.About:
    """Say that a paragraph is about cases; its title as words alone."""
    return renumbered.About(
        paragraph.item,
        Rank.read(standing).minutes,
        paragraph.body,
        paragraph.day,
        cases,
        slug(paragraph.title),
        paragraph.passage,
    )


def _rank(graph: DocumentGraph) -> Rank:
    """Give where a document stands among several records of a paragraph."""
    return Rank(
        not graph.corrected,
        not graph.complete,
        -int(graph.settled_on.replace("-", "") or 0),
        -len(graph.items),
        -sum(graph.counts.values()),
        not graph.paged,
        graph.sha256,
        graph.minutes,
    )
