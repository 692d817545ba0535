"""The meeting: whose it is, when and where, and what the minutes say of themselves."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import meeting_body, organisation, outside, roster
from kg.facts.kind import DocumentText, Fact, Field, Kind
from kg.language import agents, dates, diary, grammar, odd_dates
from kg.lines import breaks, cells
from kg.lines.reading import flow_of
from kg.minutes import genre
from kg.model import Flow, Mention, Span, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """A meeting; `organisation` is an id of the register, or a name, or empty where the minutes do not say."""

    body: Mention | None
    parent: Mention | None = None
    organisation: str = ""
    organisation_name: str = ""
    dates: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    place: str = ""
    diary_number: str = ""
    adjusted_on: str = ""
    announced_on: str = ""
    removed_on: str = ""
    complete: bool = True
    title: str = ""
    letterhead: bool = False
    """Whether a line that is nothing else names the organisation."""
    corrected: bool = False
    """Whether it calls itself a corrected version, or one that takes the place of another."""
    corrected_on: str = ""
    outside: tuple[tuple[str, str], ...] = ()
    """What does not stand in the text (`body`, `date`, `organisation`), each with what says it."""


_WEEK = 7
_LOOSE_AND = grammar.pattern("meeting", "loose-and")
_SHORTEST_PLACE = 3
"""What is left of a place's line without dates and times must have more letters than this: `och` is none."""
_OF_ANOTHER_DAY = grammar.pattern("meeting", "of-another-day")
"""In a line with one of these a date is that of another meeting, or of the paper."""
_ADJOURNED = grammar.pattern("meeting", "adjourned")
_WEEKDAY = grammar.pattern("meeting", "weekday")
_PLACE_LABEL = grammar.pattern("meeting", "place-label")
_TIME_LABEL = grammar.pattern("meeting", "time-label")
_CLOCK = grammar.pattern("meeting", "clock")


def extract(text: DocumentText) -> Iterator[Meeting]:
    """Read head, page furniture and the subjects of the decisions; what they do not say stays empty."""
    minutes = text.minutes
    heads = roster.groups(minutes)
    fields = roster.fields(heads)
    furniture = [flow_of(minutes.source.quote(span), span.begin) for span in minutes.furniture]
    quote = minutes.source.quote
    told = [cell for span in minutes.furniture for cell in cells.cells(quote(span), span.begin)]
    beside = [flow_of(quote(cell), cell.begin) for cell in told]
    # The name may run over two lines in the left column of a page's head, with day and page beside its first.
    named = [flow for flow in beside if meeting_body.TITLE_WORDS.sub("", dates.DATE.sub(" ", flow.text))]
    body, parent = meeting_body.body(minutes, named)
    days, day_span = _days(minutes, heads, furniture)
    place, place_span = _place(fields)
    clocks, clock_span = _times(fields, minutes)
    if not clocks:
        clocks, clock_span = _times_of_line(minutes, heads)
    letterhead = _letterhead(minutes, furniture)
    whose = organisation.find(minutes.source.text, body, letterhead)
    if body is None and organisation.has_a_board(whose):
        body = meeting_body.board(minutes)
    elif body is None and not whose:
        body = meeting_body.headed_board(minutes, named)
    spans = [s for s in (body.span if body else None, day_span, place_span, clock_span) if s is not None]
    corrected = genre.corrected(minutes)
    when = dates.find(corrected)
    found = Meeting(
        at=tuple(dict.fromkeys(spans)) or (_first_line(minutes),),
        body=body,
        parent=parent,
        organisation=whose,
        organisation_name=organisation.printed(minutes.source.text, whose) if whose else "",
        dates=days,
        start=clocks[0] if clocks else "",
        end=clocks[1] if len(clocks) > 1 else "",
        place=place,
        diary_number=_own_number(furniture, minutes),
        adjusted_on=_date_of(fields, "adjusted"),
        announced_on=_date_of(fields, "announced"),
        removed_on=_date_of(fields, "removed"),
        complete=_complete(minutes, heads),
        title=_title(body, days),
        letterhead=organisation.heads(letterhead, whose),
        corrected=bool(corrected),
        corrected_on=when.first if when else "",
    )
    yield outside.complete(found, text.outside, _first_line(minutes))


def _complete(minutes: Minutes, heads: Sequence[Group]) -> bool:
    """Whether these are the whole minutes: no extract by name, and no single paragraph without who was there."""
    if not minutes.head or not minutes.items or genre.is_extract(minutes):
        return False
    return len(minutes.items) > 1 or any(group.kind == "list" for group in heads)


_PAGE_COUNT = re.compile(r"\s\d{1,3} ?\(\d{1,3}\)$")


def _letterhead(minutes: Minutes, furniture: list[Flow]) -> str:
    """Give the lines where an organisation names itself; neither a list of contents nor who is from elsewhere."""
    lines = [*furniture, *(line.flow for line in (*minutes.head, *minutes.tail))]
    own = [flow for flow in lines if "§" not in flow.text and "(" not in _PAGE_COUNT.sub("", flow.text)]
    told = [flow.text for flow in own]
    beside = [_first_cell(minutes, flow) for flow in own]
    return "\n".join(dict.fromkeys([*told, *beside, *_over_two_lines(minutes, lines)]))


def _over_two_lines(minutes: Minutes, lines: list[Flow]) -> Iterator[str]:
    """Give the names whose second word stands below the first, at the left of a page's head: `EKBY` / `KOMMUN`."""
    for flow, below in pairwise(lines):
        if below.text.casefold().startswith(("kommun", "stad")) or flow.text.casefold().startswith("region"):
            first, second = (_first_cell(minutes, part) for part in (flow, below))
            if second.casefold() in {"kommun", "stad"} or first.casefold() == "region":
                yield f"{first} {second}"


def _first_cell(minutes: Minutes, flow: Flow) -> str:
    span = flow.span()
    first = next(cells.cells(minutes.source.quote(span), span.begin), span)
    return minutes.source.quote(first)


def _first_line(minutes: Minutes) -> Span:
    lines = minutes.head or tuple(line for item in minutes.items for section in item.sections for line in section.lines)
    return lines[0].flow.span() if lines else Span(0, min(80, len(minutes.source.text)))


def _title(body: Mention | None, days: tuple[str, ...]) -> str:
    return " ".join(part for part in ("Protokoll", body.text if body else "", days[0] if days else "") if part)


def _days(minutes: Minutes, heads: Sequence[Group], furniture: list[Flow]) -> tuple[tuple[str, ...], Span | None]:
    fields = roster.fields(heads)
    others = _of_other_days(heads)
    sources: list[Iterable[Flow]] = [
        fields.get("date", []),
        fields.get("place", []),
        _recurring(furniture),
        _head_lines(minutes, others),
        furniture,
    ]
    for flows in sources:
        for flow in flows:
            found: list[str] = []
            for day in dates.days(flow.text):
                found += [day] if _same_meeting(found[:1], day) else []
            if found:
                return tuple(sorted(set(found))), flow.span()
    for flow, below in pairwise(_head_lines(minutes, others)):
        whole = join([flow, below])  # `den 11 mars` / `2031`
        if breaks.parts(flow.text, below.text) and (parted := list(dates.days(whole.text))):
            return tuple(sorted(set(parted))), whole.span()
    for flow in [*fields.get("date", []), *_head_lines(minutes, others)]:
        odd = odd_dates.find(flow.text)
        if odd and not meeting_body.TITLE_WORDS.sub("", _without_bodies(flow, _without(flow.text, *odd[1]))):
            return (odd[0],), flow.cut(*odd[1]).span()
    return (), None


def _without(text: str, begin: int, end: int) -> str:
    return f"{text[:begin]} {text[end:]}"


def _head_lines(minutes: Minutes, others: frozenset[int]) -> list[Flow]:
    """Give the lines of the head whose day may be that of the meeting.

    Where nothing says that these are minutes, what stands above the first paragraph may be the end of another one, or
    the whole of another text: there only a line says it that is a day and perhaps the name of a body, or that speaks
    of the sitting.
    """
    lines = [
        line.flow for line in minutes.head[:40] if not (line.number in others or _OF_ANOTHER_DAY.search(line.text))
    ]
    if genre.is_minutes(minutes):
        return lines
    bare = [(flow, dates.DATE.sub(" ", flow.text)) for flow in lines]
    return [
        flow
        for flow, rest in bare
        if "sammanträde" in flow.text.casefold() or not meeting_body.TITLE_WORDS.sub("", _without_bodies(flow, rest))
    ]


def _without_bodies(flow: Flow, text: str) -> str:
    for hit in agents.locate(flow, kinds=("body",)):
        text = text.replace(flow.text[hit.begin : hit.end], " ")
    return _CLOCK.sub(" ", _WEEKDAY.sub(" ", text))


def _of_other_days(heads: Sequence[Group]) -> frozenset[int]:
    """Give the lines of the head that say when the minutes are adjusted, announced and taken down."""
    groups = [group for group in heads if group.name in {"adjusted", "announced", "removed", "adjuster"}]
    return frozenset(line.number for group in groups for line in group.lines)


def _recurring(furniture: list[Flow]) -> list[Flow]:
    """Give the furniture whose date stands on page after page: that of the meeting."""
    found: dict[str, list[Flow]] = {}
    for flow in furniture:
        if when := dates.find(flow.text):
            found.setdefault(when.first, []).append(flow)
    often = max(found.values(), key=len, default=[])
    return often[:1] if len(often) > 1 else []


def _same_meeting(first: list[str], day: str) -> bool:
    """Days of one meeting lie within a week of each other."""
    return not first or abs((dt.date.fromisoformat(day) - dt.date.fromisoformat(first[0])).days) < _WEEK


def _place(fields: dict[str, list[Flow]]) -> tuple[str, Span | None]:
    for flow in fields.get("place", []):
        text = _PLACE_LABEL.sub("", flow.text)
        text = dates.DATE.sub("", text)
        text = _WEEKDAY.sub("", _CLOCK.sub("", text))
        text = _NO_PLACE.sub("", text)
        text = re.sub(r"\s+", " ", re.sub(r"\s*,(?:\s*,)*", ",", text)).strip(" ,.;:–-")
        text = _LOOSE_AND.sub("", text)  # "Rådhuset, den 3 maj kl. 9 och den 4 maj kl. 9"
        text = _PLACE_LABEL.sub("", text)  # "Tid: 8.30–10.15   Plats: Rådhuset"
        if len(re.findall(r"[^\W\d_]", text)) > _SHORTEST_PLACE:
            return text, flow.span()
    return "", None


def _times(fields: dict[str, list[Flow]], minutes: Minutes) -> tuple[list[str], Span | None]:
    for flow in fields.get("place", []):
        own = flow.span()
        torn = (line.flow.span() for line in minutes.head if _OPEN_SPAN.search(line.text))
        if any(span.end <= own.begin or span.begin >= own.end for span in torn):
            return [], None  # `kl. 9.00–` / label / `11.30`: what stands below the label is when it ended
        if _TIME_LABEL.search(flow.text):
            clocks = dates.clock(dates.DATE.sub(" ", _ADJOURNED.sub(" ", flow.text)))
            if clocks:
                # On one day the meeting ends at the latest time that is printed; of several days the last time counts.
                one_day = len(dates.DATE.findall(flow.text)) < 2
                end = max(clocks) if one_day else clocks[-1]
                return [clocks[0], end] if len(clocks) > 1 else clocks, flow.span()
    return [], None


_OPEN_SPAN = re.compile(r"\d[.:]\d\d\s?[–-]$")
_NO_PLACE = grammar.pattern("meeting", "no-place")
_FROM_TO = grammar.pattern("meeting", "from-to")
_OF_MEETING = grammar.pattern("meeting", "of-meeting")


def _times_of_line(minutes: Minutes, heads: Sequence[Group]) -> tuple[list[str], Span | None]:
    """Read the times off a line of the head that speaks of the meeting: `Sammanträde den 3 maj kl. 9.00–11.30`."""
    others = _of_other_days(heads)
    for line in minutes.head[:25]:
        text = line.text
        if line.number in others or "(" in text or "§" in text or not _FROM_TO.search(text):
            continue
        if dates.DATE.search(text) or _OF_MEETING.search(text.casefold()):
            clocks = dates.clock(dates.DATE.sub(" ", _ADJOURNED.sub(" ", text)))
            return ([clocks[0], max(clocks)], line.flow.span()) if len(clocks) > 1 else ([], None)
    return [], None


def _date_of(fields: dict[str, list[Flow]], name: str) -> str:
    for flow in fields.get(name, []):
        if when := dates.find(flow.text):
            return when.first
    return ""


def _own_number(furniture: list[Flow], minutes: Minutes) -> str:
    """Read the diary number of the minutes themselves: in the furniture, beside the date."""
    for flow in [*furniture, *(line.flow for line in minutes.head[:25])]:
        if dates.DATE.search(flow.text) or re.search(r"\bDnr\b|\d\s?\(\d+\)$", flow.text):
            rest = dates.DATE.sub(" ", flow.text)
            if match := diary.SERIES.search(rest) or re.search(r"\b\d{2}[A-ZÅÄÖ]{2,6}\d{1,6}\b", rest):
                return match[0]
    return ""


KIND = Kind(
    name="meeting",
    record=Meeting,
    term="Meeting",
    subject="meeting",
    fields=(
        Field("body", "heldBy", "agent"),
        Field("dates", "date", "date"),
        Field("start", "startTime", "time"),
        Field("end", "endTime", "time"),
        Field("place", "place", "string"),
    ),
    extract_document=extract,
)
