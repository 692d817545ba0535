"""Who was there by other signs than a list: who informs, speaks under a heading signed, or has the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from kg import later
from kg.facts.head import adjuster, roster_entry
from kg.facts.head.roster_records import Style
from kg.language import agents, grammar, roster_labels
from kg.lines import cells
from kg.lines.reading import flow_of
from kg.model import join

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kg.facts.head.roster_notes import Group
    from kg.facts.head.roster_records import Entry
    from kg.model import Item, Mention, Minutes


class Sign(NamedTuple):
    """Somebody, in a role, and how sure it is."""

    person: Mention
    role: str
    title: str
    confidence: float


_SIGNS = frozenset({"chair", "secretary"})
_TITLE_LINE = later.pattern(rf"(?P<title>[A-ZÅÄÖ][a-zåäö-]+(?:\s[a-zåäö-]+)*)\s(?P<name>{agents.NAME})$")
_JOB_LINE = later.pattern(rf"(?P<name>{agents.NAME}),\s(?P<title>[a-zåäö][\w åäö&/,-]{{3,80}})$")
_CHAIR = grammar.pattern("attendance", "chair-in-front")
_WROTE = grammar.pattern("attendance", "secretary-told")
_WITH_PARTY = len(" (XXXXX)")
"""How far behind a name its party may end."""
_PRESIDES = grammar.patterns("attendance", "chair-presides")
_PRESIDES_HAS = grammar.pattern("attendance", "presides-has")
_HEADED = later.pattern(
    rf"(?P<names>{agents.NAME}(?:(?:,|\soch|\s&)\s{agents.NAME})*),\s"
    r"(?P<title>[a-zåäö][\wåäö &/-]{3,70}?)(?=,\s[A-ZÅÄÖ]|[.,]?$)"
)


def presenters(minutes: Minutes, lists: list[Group], listed: set[str]) -> Iterator[Sign]:
    """Read lines `Name, title` and `Title Name` in the head outside every list: those who inform first."""
    in_lists = {line.number for group in lists for line in group.lines}
    for line in minutes.head:
        if line.number in in_lists:
            continue
        if any(roster_entry.role_of(title) in _SIGNS for title in line.text.split(",")[1:2]):
            continue
        match = _JOB_LINE.fullmatch(line.text) or _TITLE_LINE.fullmatch(line.text)
        named = agents.people(line.flow) if match and agents.has_post(match["title"]) else []
        # `Intygar Bo Ek, kanslist`: who has the minutes posted need not have been there.
        if match and [one.text for one in named] == [match["name"]] and named[0].text not in listed:
            listed.add(named[0].text)
            yield Sign(named[0], "presenter", match["title"].strip(" .,"), 0.7)


def undersigned(minutes: Minutes, lists: list[Group], year: int | None) -> Iterator[Entry]:
    """Give who signs in the head with the office beside the name: `Anna Ek, ordförande, §§ 1-3`."""
    in_lists = {line.number for group in lists for line in group.lines}
    style = Style(agents.parties(), lower=True, year=year)
    for line in minutes.head:
        if line.number in in_lists or "," not in line.text:
            continue
        found = list(roster_entry.read(line.flow, style, politicians=True))
        if len(found) == 1 and not found[0].unread and {role for role, _ in found[0].roles} & _SIGNS:
            yield found[0]


def headed_people(item: Item) -> Iterator[tuple[Mention, str]]:
    """Give the people, with their titles, whose names are headings inside a paragraph: they speak there."""
    for section in item.sections:
        for line in (line for line in section.lines if line.level):
            for match in _HEADED.finditer(line.text):
                for mention in agents.people(line.flow.cut(*match.span("names"))):
                    yield mention, match["title"].strip(" .,")


def speakers(minutes: Minutes, listed: set[str]) -> Iterator[Sign]:
    """Add who speaks under a heading of a paragraph and stands on no list, not even misspelt."""
    for item in minutes.items:
        for mention, title in headed_people(item):
            if not any(OSA.distance(mention.text, name, score_cutoff=2) <= 2 for name in listed):
                listed.add(mention.text)
                yield Sign(mention, "presenter", title, 0.7)


def spoken_chair(minutes: Minutes) -> Sign | None:
    """Read the chair off the paragraphs where no list and no signature is left.

    `ordföranden Anna Ek (S)`, and without a party where she does what only the chair does.
    """
    named: dict[str, Mention] = {}
    told = (section.blocks for item in minutes.items for section in item.sections if section.blocks)
    for flow in (join([block.flow for block in blocks], " ") for blocks in told):
        for match in _CHAIR.finditer(flow.text):
            people = agents.people(flow.cut(match.end(), match.end() + 60))
            if people and people[0].party and people[0].span.begin == flow.origin(match.end()):
                named.setdefault(people[0].text, people[0])
        for presides in (hit for form in _forms(flow.text) for hit in form.finditer(flow.text)):
            for one in agents.people(flow.cut(presides.start("name"), presides.end("name") + _WITH_PARTY))[:1]:
                named.setdefault(one.text, one)
    return Sign(next(iter(named.values())), "chair", "", 0.6) if len(named) == 1 else None


def _forms(text: str) -> tuple[re.Pattern[str], ...]:
    """Give the forms in which a text may say who presides: most paragraphs name neither chair nor meeting."""
    return _PRESIDES if _PRESIDES_HAS.search(text) else ()


def signed(minutes: Minutes, role: str) -> Sign | None:
    """Read chair or secretary off the signatures, else who wrote off the head, else off what stands on every page."""
    signs = (Sign(one, role, "", 0.8) for one, kind in adjuster.signatures(minutes) if kind == role)
    return next(signs, None) or _in_a_sentence(minutes, role) or _in_running_head(minutes, role)


def _in_a_sentence(minutes: Minutes, role: str) -> Sign | None:
    """Read who wrote the minutes off a sentence of the head."""
    told = ((line.flow, match.end()) for line in minutes.head if (match := _WROTE.search(line.text)))
    people = (agents.people(flow.cut(at)) for flow, at in told if role == "secretary")
    return next((Sign(one[0], role, "", 0.8) for one in people if one), None)


def _in_running_head(minutes: Minutes, role: str) -> Sign | None:
    """Read the one whom a line of the page's head or foot names behind the label: `Sekreterare är Bo Ek`."""
    named: dict[str, Mention] = {}
    quote = minutes.source.quote
    told = (cell for span in minutes.furniture for cell in cells.cells(quote(span), span.begin))
    for flow in (flow_of(quote(cell), cell.begin) for cell in told):
        people = agents.people(flow)
        if len(people) != 1 or not flow.text.endswith(people[0].text):
            continue
        if roster_labels.kind(flow.text[: flow.place(people[0].span.begin)]) == ("list", role):
            named.setdefault(people[0].text, people[0])
    return Sign(next(iter(named.values())), role, "", 0.8) if len(named) == 1 else None
