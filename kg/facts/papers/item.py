"""The paragraph itself: number, title, case, and who answers for, handles and presents it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head.present_off_list import headed_people
from kg.facts.kind import OFFICIALS, Fact, Field, ItemText, Kind
from kg.language import agents, diary, grammar
from kg.language.listed_headings import fold
from kg.minutes import title_lines
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.model import Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Fact):
    """A paragraph of the minutes."""

    number: str
    order: int
    title: str
    immediately_adjusted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Fact):
    """The case that a paragraph is about."""

    case: diary.DiaryNumber
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Fact):
    """Somebody in a standing relation to a paragraph: responsible, handler, presenter."""

    agent: Mention


_TELLING = frozenset({"", "background", "other", "deliberation"})
"""Sections below whose headings the labels of a paragraph may stand: `Ärende` / `Diarienummer: KS 2031/4`."""
_APART = re.compile(r"\s*(?:,|;|/|\(|\boch\b|\bsamt\b|&)\s*")
_PARAGRAPH = re.compile(r"§+\s?(?P<number>\d{1,4})")
_BEFORE = 12
"""So near in front of the words the paragraph is named, in characters."""
_IMMEDIATE = grammar.pattern("item", "immediate")
_NOT_IMMEDIATE = grammar.pattern("item", "not-immediate")
_IN_TITLE = grammar.pattern("item", "immediate-in-title")
_PREPARED_BY = grammar.pattern("item", "prepared-by")
_CONTACT = grammar.pattern("item", "contact")


def extract(text: ItemText) -> Iterator[AgendaItem]:
    """Read number, title and whether the paragraph was adjusted at once."""
    item = text.item
    yield AgendaItem(
        item=item.number,
        at=(item.title.span() if item.title.text else item.heading.span(),),
        number=item.printed or item.number,
        order=item.order,
        title=item.title.text,
        immediately_adjusted=True if _immediate(text) else None,
        confidence=0.95,
    )


def _immediate(text: ItemText) -> bool:
    return _IN_TITLE.search(text.item.title.text) is not None or any(
        _of_this(_IMMEDIATE.search(block.text), text.item.number) and not _NOT_IMMEDIATE.search(block.text)
        for section in text.item.sections
        if section.kind not in {"draft", "delegation"}
        for block in section.blocks
        if "juster" in block.text
    )


def _of_this(match: re.Match[str] | None, number: str) -> bool:
    """Whether what is adjusted at once is this paragraph: the one that is named right in front, if one is."""
    if match is None:
        return False
    named = _PARAGRAPH.search(match.string, max(0, match.start() - _BEFORE), match.end())
    return named is None or named["number"] == number


def extract_concern(text: ItemText) -> Iterator[Concern]:
    """Read the diary numbers of a paragraph: one as a rule."""
    for printed in text.item.cases or _labelled_below(text):
        if match := diary.LABELLED.match(printed.text):
            yield Concern(
                item=text.item.number,
                at=(printed.span(),),
                case=diary.parse(match),
                title=text.item.title.text,
                confidence=0.95,
            )


def _labelled_below(text: ItemText) -> Iterator[Flow]:
    """Give the number behind its label below a heading of the paragraph, where the head of it has none."""
    for section in text.item.sections:
        for line in section.lines if section.kind in _TELLING else ():
            label = title_lines.label_of(line)
            if label is not None and label[0] == "case" and diary.LABELLED.fullmatch(label[1].text.rstrip(" .")):
                yield label[1]
                return


def _named(text: ItemText, field: str) -> Iterator[Relation]:
    for flow in text.item.fields.get(field, ()):
        people = agents.people(flow, capitals=True)
        if people:
            yield from (Relation(item=text.item.number, at=(p.span,), agent=p) for p in people)
        else:
            found = agents.agent(flow)
            if found is not None and found.kind != "agent":
                yield Relation(item=text.item.number, at=(found.span,), agent=found)


def _headed(text: ItemText, label: str) -> Iterator[tuple[Mention, bool]]:
    """Give the people whom a field names, or what stands below or beside its heading, and if an office stands beside.

    `Föredragande` / `Hamnchef Anna Ek och Bo Å, miljöstrateg`: names and offices, nothing else.
    """
    called = phrases("headings", "label")[label]
    headed = (s for s in text.item.sections if s.heading is not None and fold(s.heading.text) in called)
    yield from _with_offices(
        (*text.item.fields.get(label, ()), *(block.flow for section in headed for block in section.blocks))
    )


def _with_offices(flows: Iterable[Flow]) -> Iterator[tuple[Mention, bool]]:
    """Give the people of lines that hold names and offices and nothing else, and if an office stands beside."""
    for flow in flows:
        found = list(agents.find(flow.text, capitals=True))
        edges = [0, *(place for one in found for place in (one.begin, one.end)), len(flow.text)]
        between = [_APART.split(flow.text[begin:end].rstrip(" .)")) for begin, end in pairwise(edges)][::2]
        if all(agents.is_title(part) or agents.is_address(part) for parts in between for part in parts if part.strip()):
            for one, before, behind in zip(found, between, between[1:], strict=False):
                # `Anna Ek, miljöstrateg`: a comma is in front of the office, and no name behind it.
                office = before[-1].strip() or (behind[1] if len(behind) > 1 and not behind[0] else "").strip()
                yield from (
                    (person, bool(office)) for person in agents.people(flow.cut(one.begin, one.end), capitals=True)
                )


def _prepared_by(text: ItemText) -> Iterator[Flow]:
    """Give who prepared it where an official does: `Beredning: stadsjurist Anna Ek, tfn 040 000 0001`, in Finland."""
    for section in text.item.of("preparation"):
        if section.heading is not None and section.blocks and _PREPARED_BY.fullmatch(fold(section.heading.text)):
            flow = section.blocks[0].flow
            contact = _CONTACT.search(flow.text)
            yield flow.cut(0, contact.start() if contact else None)


def extract_responsible(text: ItemText) -> Iterator[Relation]:
    """Read who answers for the paragraph (ärendeansvarig)."""
    return _named(text, "responsible")


def extract_handler(text: ItemText) -> Iterator[Relation]:
    """Read who handles it (handläggare), one or several, and the official who presents it."""
    named = list(_named(text, "handler"))
    yield from named
    handling = ((person, True) for person, _ in _headed(text, "handler"))
    told = (*handling, *_headed(text, "presenter"), *_with_offices(_prepared_by(text)))
    yield from _further(text, named, (person for person, official in told if official and not person.party))


def _further(text: ItemText, named: list[Relation], people: Iterable[Mention]) -> Iterator[Relation]:
    """Give those who are not named yet, each once."""
    seen = {one.agent.text for one in named}
    for person in people:
        if person.text not in seen:
            seen.add(person.text)
            yield Relation(item=text.item.number, at=(person.span,), agent=person)


def extract_presenter(text: ItemText) -> Iterator[Relation]:
    """Read who presents it: the field `Föredragande`, or headings inside the paragraph that are name and title."""
    named = list(_named(text, "presenter"))
    yield from named
    yield from _further(text, named, (person for person, _ in _headed(text, "presenter")))
    for mention, _ in headed_people(text.item):
        yield Relation(item=text.item.number, at=(mention.span,), agent=mention, confidence=0.8)


def _direct(name: str, term: str, extract_item: Callable[[ItemText], Iterator[Relation]]) -> Kind:
    return Kind(
        name=name,
        record=Relation,
        fields=(Field("agent", term, "agent", takes=OFFICIALS),),
        key=("agent",),
        extract_item=extract_item,
    )


KIND = Kind(
    name="item",
    record=AgendaItem,
    term="AgendaItem",
    fields=(
        Field("number", "number", "string"),
        Field("order", "order", "integer"),
        Field("title", "title", "string"),
        Field("immediately_adjusted", "immediatelyAdjusted", "boolean"),
    ),
    extract_item=extract,
)
CONCERN = Kind(
    name="concern",
    record=Concern,
    fields=(Field("case", "concerns", "case"),),
    key=("case",),
    extract_item=extract_concern,
)
RESPONSIBLE = _direct("responsible", "responsible", extract_responsible)
HANDLER = _direct("handler", "handler", extract_handler)
PRESENTER = _direct("presenter", "presenter", extract_presenter)
