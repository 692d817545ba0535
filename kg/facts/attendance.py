"""Who was there, in which role and for which part; and who adjusts the minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.facts import agents, dates, roster
from kg.facts.kind import DocumentText, Fact, Field, Kind
from kg.model import Line, Mention
from kg.resources import phrases
from kg.text.reading import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Item, Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Fact):
    """One person in one role; limits as printed in `note` and, where understood, as paragraphs, days and times."""

    person: Mention
    role: str
    party: Mention | None = None
    serves_for: Mention | None = None
    title: str = ""
    attended: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    missed_date: str = ""
    from_time: str = ""
    until_time: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjuster(Fact):
    """A person who adjusts the minutes beside the chair."""

    person: Mention


_LIMIT = re.compile(
    r"(?:\b(?:ej|inte|deltar ej|deltog ej|t\.?o\.?m\.?|fr\.?o\.?m\.?|från och med|till och med|from|tom)\b[\s.:]*)?"
    r"(?:beslutsmötet\s)?(?:§{1,2}\s?\d[\d\s,–—§och-]*\d|§{1,2}\s?\d+)",
    re.IGNORECASE,
)
_DAY_LIMIT = re.compile(
    rf"\b(?:ej|inte|deltar ej|deltog ej)\s(?:[a-zåäö]+\s){{0,2}}(?:den\s)?(?:{dates.DATE_PATTERN})", re.IGNORECASE
)
_CLOCK_LIMIT = re.compile(
    r"(?:\b(?:fr\.?o\.?m\.?|t\.?o\.?m\.?|från|till|ej|efter|före|kl)\b\.?\s*)*kl(?:ockan)?\.?\s?\d{1,2}[.:]\d\d(?:\s?[-–—]\s?(?:kl\.?\s?)?\d{1,2}[.:]\d\d)?",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?<=[)\d,;])\s*(?={agents.NAME}\s?\()")
_ELECTED = re.compile(
    rf"\butse(?:r|s)?\s(?P<names>.+?)\s(?:att|till att)\s(?:jämte|tillsammans med|utöver)\b.{{0,60}}\bjustera",
    re.IGNORECASE,
)
_ADJUSTS = re.compile(r"\bjusterar\b.{0,40}\bprotokoll", re.IGNORECASE)
_TITLE_LINE = re.compile(rf"(?P<title>[A-ZÅÄÖ][a-zåäö-]+(?:\s[a-zåäö-]+)*)\s(?P<name>{agents.NAME})$")
_JOB_LINE = re.compile(rf"(?P<name>{agents.NAME}),\s(?P<title>[a-zåäö][\w åäö&/,-]{{3,80}})$")
_HEADED = re.compile(
    rf"(?P<names>{agents.NAME}(?:(?:,|\soch|\s&)\s{agents.NAME})*),\s(?P<title>[a-zåäö][\wåäö &/-]{{3,70}}?)(?=,\s[A-ZÅÄÖ]|[.,]?$)"
)
_DIGITS = re.compile(r"\d+")


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE))
        for role, listed in phrases("roster", "role").items()
        for words in sorted(listed, key=len, reverse=True)
    )


@cache
def _serves() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(phrases("roster", "substitutes")["for"], key=len, reverse=True))
    return re.compile(rf"(?:^|[\s(])(?:{words})\s+(?={agents.NAME})", re.IGNORECASE)


def extract(text: DocumentText) -> Iterator[Attendance]:
    """Read the lists of the head, then who presented, and where no list is left who signed."""
    minutes = text.minutes
    seen: set[tuple[str, str]] = set()
    listed: set[str] = set()
    found: list[Attendance] = []
    for group in roster.groups(minutes.head):
        if group.kind != "list" or group.name in {"adjuster"}:
            continue
        for entry in _entries(group.lines):
            fact = _entry(entry, group.name)
            if fact is None:
                continue
            if group.name in {"chair", "secretary"} and fact.person.text in listed:
                at = next(k for k, other in enumerate(found) if other.person.text == fact.person.text)
                if found[at].role == "official":
                    found[at] = replace(found[at], role=group.name, at=(*found[at].at, *fact.at))
                continue
            if (fact.person.text, fact.role) not in seen:
                seen.add((fact.person.text, fact.role))
                listed.add(fact.person.text)
                found.append(fact)
    found += _presenters(minutes, listed)
    found += _speakers(minutes, listed)
    if not any(fact.role == "chair" for fact in found):
        found += [f for f in _signed(minutes, "chair") if f.person.text not in listed]
    if not any(fact.role == "secretary" for fact in found):
        for fact in _signed(minutes, "secretary"):
            same = next((k for k, other in enumerate(found) if other.person.text == fact.person.text), None)
            if same is None:
                found.append(fact)
            elif found[same].role == "official":
                found[same] = replace(found[same], role="secretary", at=(*found[same].at, *fact.at))
    yield from found


def _entries(lines: Sequence[Line]) -> Iterator[Flow]:
    """Give the stretch of each person: a line, lines that belong together, or a part of a line."""
    whole: list[list[Line]] = []
    for line in lines:
        text = line.text
        open_bracket = bool(whole) and "".join(l.text for l in whole[-1]).count("(") > "".join(
            l.text for l in whole[-1]
        ).count(")")
        if whole and (open_bracket or text[0] in "(§," or (text[0].islower() and not text.startswith("vakant"))):
            whole[-1].append(line)
        else:
            whole.append([line])
    for group in whole:
        flow = join_lines(group)
        begin = 0
        for match in _NEXT.finditer(flow.text):
            if _serves().search(flow.text[begin : match.end()] + " Xx Yy") and _serves().search(
                " " + flow.text[max(begin, match.start() - 30) : match.end()] + "Xx Yy"
            ):
                continue
            yield flow.cut(begin, match.start())
            begin = match.end()
        yield flow.cut(begin)


def _entry(flow: Flow, default: str) -> Attendance | None:
    """Read one person's stretch of a list."""
    start = re.match(agents.NAME, flow.text)
    if start is None:
        return None
    named = agents.people(flow)
    if not named or named[0].span.begin > flow.span().begin + 25:
        return None
    person = named[0]
    local = flow.text.find(person.text)
    rest_at = local + len(person.text)
    party_match = re.match(rf"\s?{agents.PARTY}", flow.text[rest_at:])
    party = None
    if person.party and party_match:
        party = Mention("party", person.party, flow.span(rest_at, rest_at + party_match.end()))
        rest_at += party_match.end()
    rest = flow.cut(rest_at)
    note, rest_text, limits = _limits(rest.text)
    serves_for = None
    if (match := _serves().search(flow.text[rest_at:])) and len(named) > 1:
        serves_for = next((n for n in named[1:] if flow.text.find(n.text, rest_at) >= rest_at + match.end() - 1), None)
    before_serving = rest_text[: m.start()] if (m := _serves().search(rest_text)) else rest_text
    role = next((name for name, pattern in _roles() if pattern.search(before_serving)), "")
    title = _title(before_serving)
    if default in {"official", "presenter", "union", "auditor", "guest"}:
        if default == "official" and role not in {"secretary", "union", "auditor"}:
            role = "secretary" if title.casefold().endswith("sekreterare") else ""
        elif default != "official":
            role = ""
    elif default in {"member", "serving-substitute", "substitute", "absent"}:
        if serves_for is not None and default in {"member", "substitute"}:
            role = role if role in {"chair", "vice-chair", "second-vice-chair"} else "serving-substitute"
        elif role in {"secretary", "union", "auditor"} or default in {"absent", "substitute"}:
            role = "" if default != "member" else role
        title = "" if role or default in {"member", "serving-substitute", "substitute"} else title
    if role == "secretary" and title.casefold() == "sekreterare":
        title = ""
    return Attendance(
        at=(flow.span(),),
        person=person,
        party=party,
        role=role or default,
        serves_for=serves_for,
        title=title,
        note=note,
        **limits,
    )


def _title(text: str) -> str:
    text = re.sub(r"[()]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.;:–-")


def _limits(text: str) -> tuple[str, str, dict[str, tuple[str, ...] | str]]:
    """Part what limits a presence from the rest.

    Returns:
        The limit as printed, the text without it, and what was understood of it.
    """
    notes: list[str] = []
    limits: dict[str, tuple[str, ...] | str] = {}
    if match := _DAY_LIMIT.search(text):
        notes.append(match[0].strip())
        text = text.replace(match[0], " ")
    if match := _CLOCK_LIMIT.search(text):
        notes.append(match[0].strip())
        clocks = dates.clock(match[0])
        if len(clocks) == 2:
            limits |= {"from_time": clocks[0], "until_time": clocks[1]}
        elif re.match(r"fr|från|efter", match[0].strip(), re.IGNORECASE):
            limits["from_time"] = clocks[0]
        elif clocks:
            limits["until_time"] = clocks[0]
        text = text.replace(match[0], " ")
    while match := _LIMIT.search(text):
        notes.append(match[0].strip())
        numbers = paragraphs(match[0])
        negative = re.match(r"ej|inte|deltar ej|deltog ej", match[0].strip(), re.IGNORECASE) is not None
        open_range = re.match(r"t\.?o\.?m|fr\.?o\.?m|från|till|from|tom", match[0].strip(), re.IGNORECASE)
        if numbers and not open_range:
            limits["missed" if negative else "attended"] = numbers
        text = text.replace(match[0], " ", 1)
    return ", ".join(notes), text, limits


def paragraphs(text: str) -> tuple[str, ...]:
    """Read a list of paragraph numbers.

    >>> paragraphs("§§ 94-98, 101")
    ('94', '95', '96', '97', '98', '101')
    """
    found: list[str] = []
    for part in re.split(r",|\boch\b|§", text):
        numbers = [int(n) for n in _DIGITS.findall(part)]
        if len(numbers) == 2 and numbers[0] < numbers[1] < numbers[0] + 300 and re.search(r"\d\s?[-–—]\s?\d", part):
            found += map(str, range(numbers[0], numbers[1] + 1))
        else:
            found += map(str, numbers)
    return tuple(dict.fromkeys(found))


def _presenters(minutes: Minutes, listed: set[str]) -> Iterator[Attendance]:
    """Read lines `Name, title` and `Title Name` that stand in the head outside every list: those who inform before the meeting."""
    in_lists = {line.number for group in roster.groups(minutes.head) if group.kind == "list" for line in group.lines}
    for line in minutes.head:
        if line.number in in_lists:
            continue
        match = _JOB_LINE.fullmatch(line.text) or _TITLE_LINE.fullmatch(line.text)
        named = agents.people(line.flow) if match and agents.has_post(match["title"]) else []
        if match and len(named) == 1 and named[0].text not in listed:
            listed.add(named[0].text)
            yield Attendance(
                at=(line.flow.span(),),
                person=named[0],
                role="presenter",
                title=match["title"].strip(" .,"),
                confidence=0.7,
            )


def headed_people(item: Item) -> Iterator[tuple[Mention, str]]:
    """Give the people, with their titles, whose names are headings inside a paragraph: they speak there."""
    for section in item.sections:
        for line in (line for line in section.lines if line.level):
            for match in _HEADED.finditer(line.text):
                for mention in agents.people(line.flow.cut(*match.span("names"))):
                    yield mention, match["title"].strip(" .,")


def _speakers(minutes: Minutes, listed: set[str]) -> Iterator[Attendance]:
    """Add who speaks under a heading of a paragraph and stands on no list, not even misspelt."""
    for item in minutes.items:
        for mention, title in headed_people(item):
            if not any(OSA.distance(mention.text, name, score_cutoff=2) <= 2 for name in listed):
                listed.add(mention.text)
                yield Attendance(at=(mention.span,), person=mention, role="presenter", title=title, confidence=0.7)


def _signed(minutes: Minutes, role: str) -> Iterator[Attendance]:
    """Read chair and secretary off the signatures at the end."""
    for mention, kind in signatures(minutes):
        if kind == role:
            yield Attendance(at=(mention.span,), person=mention, role=role, confidence=0.8)
            return


def signatures(minutes: Minutes) -> list[tuple[Mention, str]]:
    """Give those who signed at the end, as `chair`, `secretary` or `adjuster`.

    A name is read with the label above it and the office below it; under `Justeras` the chair signs first.
    """
    found: list[tuple[Mention, str]] = []
    label = ""
    lines = [line for line in minutes.tail if agents.people(line.flow) or any(ch.isalpha() for ch in line.text)]
    for at, line in enumerate(lines):
        folded = line.text.casefold().strip(" .:…")
        if folded.startswith("vid protokollet") or folded == "sekreterare":
            label = "secretary"
        elif folded.startswith("just"):
            label = "justeras"
        elif folded == "ordförande":
            label = "chair" if label != "name" else label
        people = agents.people(line.flow)
        if len(people) != 1 or len(line.text) > len(people[0].text) + 25:
            continue
        below = lines[at + 1].text.casefold() if at + 1 < len(lines) else ""
        if below.startswith("ordförande") and label in {"justeras", ""}:
            found.append((people[0], "chair"))
        elif label in {"secretary", "chair"}:
            found.append((people[0], label))
        elif label == "justeras":
            found.append((people[0], "adjuster" if any(kind == "chair" for _, kind in found) or below else "adjuster"))
    if not any(kind == "chair" for _, kind in found):
        adjusters = [k for k, (_, kind) in enumerate(found) if kind == "adjuster"]
        if len(adjusters) > 1:
            found[adjusters[0]] = (found[adjusters[0]][0], "chair")
    return found


def extract_adjusters(text: DocumentText) -> Iterator[Adjuster]:
    """Read who adjusts: from the head, else from the election of adjusters, else from the signatures."""
    minutes = text.minutes
    chairs = {fact.person.text for fact in text.before.get("attendance", ()) if fact.role == "chair"}
    for mentions in (
        _head_adjusters(minutes),
        _elected(minutes),
        [m for m, kind in signatures(minutes) if kind == "adjuster"],
    ):
        chosen = {m.text: m for m in reversed(mentions) if m.text not in chairs}
        if chosen:
            for mention in reversed(chosen.values()):
                yield Adjuster(at=(mention.span,), person=mention)
            return


def _head_adjusters(minutes: Minutes) -> list[Mention]:
    found: list[Mention] = []
    for group in roster.groups(minutes.head):
        if group.name == "adjuster":
            for line in group.lines:
                named = agents.people(line.flow)
                if not named or re.match(r"ersättare", line.text, re.IGNORECASE):
                    break
                found += named
    return found


def _elected(minutes: Minutes) -> list[Mention]:
    found: list[Mention] = []
    for item in minutes.items:
        if "juster" not in item.title.text.casefold():
            continue
        for section in item.of("", "decision"):
            for block in section.blocks:
                if match := _ELECTED.search(block.text):
                    found += agents.people(block.flow.cut(*match.span("names")))
                elif match := _ADJUSTS.search(block.text):
                    found += agents.people(block.flow.cut(0, match.start()))
        if found:
            break
    return found


KIND = Kind(
    name="attendance",
    record=Attendance,
    term="Attendance",
    link="hasAttendance",
    subject="meeting",
    fields=(
        Field("person", "attendee", "agent"),
        Field("role", "role", "concept", "role"),
        Field("party", "party", "agent"),
        Field("serves_for", "substitutesFor", "agent"),
        Field("title", "jobTitle", "string"),
        Field("attended", "attendedItem", "item"),
        Field("missed", "missedItem", "item"),
        Field("missed_date", "missedDate", "date"),
        Field("from_time", "fromTime", "time"),
        Field("until_time", "untilTime", "time"),
        Field("note", "note", "string"),
    ),
    extract_document=extract,
)
ADJUSTER = Kind(
    name="adjuster",
    record=Adjuster,
    subject="minutes",
    fields=(Field("person", "adjustedBy", "agent"),),
    key=("person",),
    extract_document=extract_adjusters,
)
