"""Who was there, in which role and for which part; and who adjusts the minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.facts import adjuster, agents, limits, roster
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


_TITLE_LINE = re.compile(rf"(?P<title>[A-ZÅÄÖ][a-zåäö-]+(?:\s[a-zåäö-]+)*)\s(?P<name>{agents.NAME})$")
_JOB_LINE = re.compile(rf"(?P<name>{agents.NAME}),\s(?P<title>[a-zåäö][\w åäö&/,-]{{3,80}})$")
_CHAIR = re.compile(r"(?<![\wåäö]\s)(?:\b[Oo]rdföranden\s)(?=[A-ZÅÄÖ])|(?<=med\s)ordföranden\s(?=[A-ZÅÄÖ])")
_PARTY_CELL = re.compile(r"\s?\|\s?(?P<party>[A-ZÅÄÖ]{1,5}|-)\s?\|")
_CHAIR_FOR = re.compile(
    r"(?:ordförande|ordf\.?|ledamot|\bv\.\s?o\.),(?P<own>\s(?:tjänstgörande\s)?(?:ordförande|ordf\.?)\s"
    r"(?P<part>§{1,2}\s?\d[\d\s,–—och-]*))",
    re.IGNORECASE,
)
_ROLE_CELL = re.compile(r"(?P<role>[\wåäö:. ]{3,30}?)\s?\|\s?(?=[A-ZÅÄÖ])")
_NEXT = re.compile(rf"(?<=[)\d,;])\s*(?={agents.NAME}\s?\((?!lämna|kom\b|från|till|kl\b|ej\b|§))")

_HEADED = re.compile(
    rf"(?P<names>{agents.NAME}(?:(?:,|\soch|\s&)\s{agents.NAME})*),\s"
    r"(?P<title>[a-zåäö][\wåäö &/-]{3,70}?)(?=,\s[A-ZÅÄÖ]|[.,]?$)"
)


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


def _role_named(words: str) -> str:
    """Give the role that a cell of a table names; empty where it names none."""
    folded = words.casefold().strip(" :.")
    for part in ("heading", "role"):
        for role, listed in phrases("roster", part).items():
            if folded in listed:
                return role
    return {"gäst": "guest", "föredragande": "presenter"}.get(folded, "")


def extract(text: DocumentText) -> Iterator[Attendance]:
    """Read the lists of the head, then who presented, and where no list is left who signed."""
    minutes = text.minutes
    meeting = next(iter(text.before.get("meeting", ())), None)
    year = int(meeting.dates[0][:4]) if meeting and meeting.dates else None
    seen: set[tuple[str, str]] = set()
    listed: set[str] = set()
    found: list[Attendance] = []
    for group in roster.groups(minutes.head):
        if group.kind != "list" or group.name == "adjuster":
            continue
        for entry in _entries(group.lines):
            fact = _entry(entry, group.name, year)
            if fact is None:
                continue
            if (part := _chair_for(entry, fact)) is not None:
                found.append(part)
            if group.name in {"chair", "secretary"} and fact.person.text in listed:
                at = next(k for k, other in enumerate(found) if other.person.text == fact.person.text)
                if fact.note and found[at].role != group.name:
                    found.append(fact)
                elif found[at].role == "official":
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
    if not any(fact.role == "chair" for fact in found):
        found += _spoken_chair(minutes)
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
        open_bracket = bool(whole) and "".join(part.text for part in whole[-1]).count("(") > "".join(
            part.text for part in whole[-1]
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


def _chair_for(flow: Flow, fact: Attendance) -> Attendance | None:
    """Read that somebody with another role took the chair for a part: `1:e vice ordförande, ordförande §§ 3–4`."""
    match = _CHAIR_FOR.search(flow.text)
    if match is None or fact.role == "chair":
        return None
    numbers = limits.paragraphs(match["part"])
    return replace(fact, role="chair", title="", note=match["part"].strip(), attended=numbers, missed=())


def _entry(flow: Flow, default: str, year: int | None) -> Attendance | None:
    """Read one person's stretch of a list."""
    if flow.text.startswith("|"):
        flow = flow.cut(1)
        flow = flow.cut(len(flow.text) - len(flow.text.lstrip()))
        if (cell := _ROLE_CELL.match(flow.text)) and (role := _role_named(cell["role"])):
            default, flow = role, flow.cut(cell.end())
    if re.match(agents.NAME, flow.text) is None:
        return None
    named = agents.people(flow)
    if not named or named[0].span.begin > flow.span().begin + 25:
        return None
    person = named[0]
    local = flow.text.find(person.text)
    rest_at = local + len(person.text)
    party_match = re.match(rf"\s?{agents.PARTY}", flow.text[rest_at:])
    party = None
    if cell := _PARTY_CELL.match(flow.text, rest_at):
        person = replace(person, party=cell["party"])
        party = Mention("party", cell["party"], flow.span(*cell.span("party")))
        rest_at = cell.end()
    elif person.party and party_match:
        party = Mention("party", person.party, flow.span(rest_at, rest_at + party_match.end()))
        rest_at += party_match.end()
    rest = flow.cut(rest_at)
    in_chair = _CHAIR_FOR.search(rest.text)
    limit = limits.read(rest.text[: in_chair.start("own")] if in_chair else rest.text, year)
    rest_text = limit.rest
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
        note=limit.note,
        attended=limit.attended,
        missed=limit.missed,
        missed_date=limit.missed_date,
        from_time=limit.from_time,
        until_time=limit.until_time,
    )


def _title(text: str) -> str:
    text = re.sub(r"[()|]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.;:–-")


def _presenters(minutes: Minutes, listed: set[str]) -> Iterator[Attendance]:
    """Read lines `Name, title` and `Title Name` in the head outside every list: those who inform first."""
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


def _spoken_chair(minutes: Minutes) -> list[Attendance]:
    """Read the chair off the paragraphs where no list and no signature is left: `ordföranden Anna Ek (S)`."""
    named: dict[str, Mention] = {}
    for item in minutes.items:
        for section in item.sections:
            for block in section.blocks:
                match = _CHAIR.search(block.text) if "rdföranden " in block.text else None
                people = agents.people(block.flow.cut(match.end(), match.end() + 60)) if match else []
                if (
                    people
                    and people[0].party
                    and people[0].span.begin == block.flow.origin(match.end() if match else 0)
                ):
                    named.setdefault(people[0].text, people[0])
    if len(named) != 1:
        return []
    mention = next(iter(named.values()))
    party = Mention("party", mention.party, mention.span)
    return [Attendance(at=(mention.span,), person=mention, role="chair", party=party, confidence=0.6)]


def _signed(minutes: Minutes, role: str) -> Iterator[Attendance]:
    """Read chair and secretary off the signatures at the end."""
    for mention, kind in adjuster.signatures(minutes):
        if kind == role:
            yield Attendance(at=(mention.span,), person=mention, role=role, confidence=0.8)
            return


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
