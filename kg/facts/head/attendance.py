"""Who was there, in which role and for which part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.facts.head import (
    adjuster,
    attendance_lines,
    attendance_role,
    present_off_list,
    printed_party,
    roster,
    roster_entry,
    roster_style,
    told_attendance,
)
from kg.facts.head.attendance_role import DEFAULT, ELECTED, STRANGE_PARTY, UNREAD, Attendance
from kg.facts.kind import DocumentText, Field, Kind
from kg.language import agents, grammar
from kg.language.roster_labels import MEMBERS, OF_PARTIES, PRESIDING, SEATED
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.facts.head.roster_records import Entry, Style
    from kg.model import Flow, Minutes


_NOT_THERE = grammar.pattern("attendance", "not-those")
_MAY_WRITE = frozenset({"guest", "presenter"})
_DOUBTFUL = 0.6
"""How sure somebody was there of whom it is said elsewhere that another served for them."""
_WITH_WHOLE_NAMES = 2
"""So many entries of a list have whole names where one with the first name alone is understood."""
_MISSPELT = 2
"""How many letters of a name in a signature may differ from the name on the list."""
_FAR = 150
"""A limit that names paragraphs further from those of the document than this is about other minutes."""


def extract(text: DocumentText) -> Iterator[Attendance]:
    """Read the lists of the head, then who presented, and where no list is left who signed."""
    minutes = text.minutes
    meeting = next(iter(text.before.get("meeting", ())), None)
    lists = [group for group in roster.groups(minutes) if group.kind == "list"]
    groups = [group for group in lists if group.name != "adjuster"]
    style = roster_style.of(groups, int(meeting.dates[0][:4]) if meeting and meeting.dates else None)
    found: list[Attendance] = []
    writers = _writers(minutes, groups, style)
    for group in groups:
        one_person = group.name in {"secretary", *PRESIDING}
        listed_here: list[Attendance] = []
        for at, fact in enumerate(_of_group(group, style, writers)):
            if one_person and at and not fact.note:
                break
            if not one_person and fact.party and any(_stands_twice(fact, other) for other in listed_here):
                found.append(_within(fact, minutes))  # two people of one name, perhaps: no row is lost
                continue
            listed_here.append(fact)
            _add(found, _within(fact, minutes), one_person=one_person)
        if group.name in MEMBERS:
            found += _seats_of_chairs(listed_here)
    signed = {one.text for one, _ in adjuster.signatures(minutes)}
    found = [fact for fact in found if fact.role != "absent" or fact.note or fact.person.text not in signed]
    found = _with_parties(_consistent(found), lists, style)
    listed = {fact.person.text for fact in found}
    for sign in (*present_off_list.presenters(minutes, lists, listed), *present_off_list.speakers(minutes, listed)):
        found.append(_of_sign(sign))
    for one in present_off_list.undersigned(minutes, lists, style.year):
        role = "secretary" if any(role == "secretary" for role, _ in one.roles) else "chair"
        if not any(fact.role == role for fact in found if fact.confidence > UNREAD):
            signs = attendance_role.undersigned(one, role)
            _add(found, signs, one_person=True)
    if not any(fact.role == "chair" for fact in found):
        chair = present_off_list.signed(minutes, "chair")
        same = [k for k, fact in enumerate(found) if chair and fact.person.text == chair.person.text]
        if chair is not None and not same:
            found.append(_of_sign(chair))
        elif chair is not None and found[same[0]].role == "member":
            member = found[same[0]]
            found[same[0]] = replace(member, role="chair", at=(*member.at, chair.person.span), confidence=UNREAD)
    if not any(fact.role == "chair" for fact in found) and (chair := present_off_list.spoken_chair(minutes)):
        found.append(_of_sign(chair))
    secretary = present_off_list.signed(minutes, "secretary")
    if secretary is not None and not any(fact.role == "secretary" for fact in found):
        _add(found, _of_sign(secretary), one_person=True)
    yield from told_attendance.told(minutes, KIND, found)


def _with_parties(found: list[Attendance], lists: Sequence[Group], style: Style) -> list[Attendance]:
    """Give the elected whose entry prints no party the one that stands behind their name where they adjust."""
    flows = [line.flow for group in lists if group.name == "adjuster" for line in group.lines]
    named = {one.name: one for flow in flows for one in roster_entry.read(flow, style, politicians=True) if one.party}
    return [_with_its_party(fact, named.get(fact.person.text)) for fact in found]


def _with_its_party(fact: Attendance, named: Entry | None) -> Attendance:
    if named is None or fact.party is not None or fact.role not in OF_PARTIES:
        return fact
    person = replace(fact.person, party=named.party)
    return replace(fact, party=named.party_mention, person=person, at=(*fact.at, named.person.span))


def _seats_of_chairs(listed: list[Attendance]) -> Iterator[Attendance]:
    """Give the seats of those who take the chair for a part: `Bo Ek (M), ordförande § 4` below the one who has it."""
    chairs = [fact for fact in listed if fact.role == "chair"]
    for fact in chairs[1:]:
        if fact.note and sum(other.person.may_be(fact.person) for other in listed) == 1:
            seated = "serving-substitute" if fact.serves_for else "member"
            yield attendance_role.unlimited(replace(fact, role=seated))


def _of_sign(sign: present_off_list.Sign) -> Attendance:
    person = sign.person
    party = Mention("party", person.party, person.span) if person.party and sign.role in PRESIDING else None
    return Attendance(
        at=(person.span,), person=person, role=sign.role, party=party, title=sign.title, confidence=sign.confidence
    )


def _writers(minutes: Minutes, groups: list[Group], style: Style) -> frozenset[str]:
    """Give who wrote the minutes, by the label in the head or the signature at the end; nobody where neither says."""
    named = {
        one.name
        for group in groups
        if group.name == "secretary"
        for flow in attendance_lines.stretches(group)[:2]
        for one in roster_entry.read(flow, style, politicians=False)
    }
    sign = present_off_list.signed(minutes, "secretary")
    return frozenset(named or ({sign.person.text} if sign else set()))


def _add(found: list[Attendance], fact: Attendance, *, one_person: bool) -> None:
    """Add a fact that is new: who signs as chair or secretary stands on a list already, perhaps as an official."""
    same = [at for at, other in enumerate(found) if other.person.may_be(fact.person)]
    if one_person and not same:
        # Who signs is spelt otherwise on the list: one who has that role there, and nearly that name.
        alike = [
            at for at, other in enumerate(found) if other.role == fact.role and _is_nearly(other.person, fact.person)
        ]
        same = alike if len(alike) == 1 else []
    for at in same:
        if found[at].party is None and fact.party is not None and not fact.note:
            # Whoever signs without a party stands on the list with it.
            found[at] = replace(found[at], party=fact.party, at=(*found[at].at, *fact.at))
    if one_person and same:
        at = same[0]
        if fact.role == "chair" and found[at].role == "member" and not fact.note:
            found[at] = replace(found[at], role="chair", at=(*found[at].at, *fact.at))
            return
        if fact.note and found[at].role != fact.role:
            found.append(fact)
        elif found[at].role == "official" or (found[at].role in _MAY_WRITE and fact.role == "secretary"):
            # `Bo Ek, KD` is no Christian Democrat where he writes the minutes.
            party = None if found[at].role == "guest" else found[at].party
            found[at] = replace(found[at], role=fact.role, party=party, at=(*found[at].at, *fact.at))
        return
    # Who presides from a paragraph on may be a member in those before it: `§§ 72-73` beside `§§ 74-78`.
    known = [found[at] for at in same if not _is_another_part(fact, found[at])]
    roles = {one.role for one in known if not (one.role == "chair" and one.note)}
    seat = next((at for at in same if _is_seat_of(found[at], fact)), None)
    if seat is not None:
        # `Närvarande: Anna Ek (S), Bo Ås (M)` and below it `Ordförande: Anna Ek`.
        found[seat] = replace(found[seat], role=fact.role, at=(*found[seat].at, *fact.at))
        return
    twice = any(found[at].role == fact.role and not _serves_another(fact, found[at]) for at in same)
    if twice or (fact.role == "member" and roles & PRESIDING):
        return
    found.append(fact)


def _is_seat_of(seat: Attendance, fact: Attendance) -> bool:
    """Whether a row is the seat of somebody who presides all the time: then it is no row of its own."""
    return seat.role == "member" and fact.role in PRESIDING and not seat.note and not fact.note


def _serves_another(fact: Attendance, other: Attendance) -> bool:
    """Whether two entries of one substitute say for which part each is, and name two people: `for Bo Ek (C) § 4`."""
    here, there = fact.serves_for, other.serves_for
    said = bool(fact.note and other.note and fact.note != other.note)
    return said and here is not None and there is not None and not here.may_be(there)


def _is_another_part(fact: Attendance, other: Attendance) -> bool:
    """Whether two entries of one person are of two roles in paragraphs that both say, and none of which is in both."""
    said = bool(fact.attended and other.attended)
    return said and fact.role != other.role and set(fact.attended).isdisjoint(other.attended)


def _stands_twice(fact: Attendance, other: Attendance) -> bool:
    """Whether two entries of one list have one name and party, with nothing that limits either: two people.

    Of members one may preside: `Bo Ek (S), vice ordförande` above `Bo Ek (S)`.
    """
    same = (fact.person.text, fact.person.party) == (other.person.text, other.person.party)
    roles = {fact.role, other.role}
    seated = "member" in roles and roles <= {"member", *PRESIDING}
    return same and (seated or roles == {"substitute"}) and not fact.note and not other.note


def _consistent(found: list[Attendance]) -> list[Attendance]:
    """Leave out whom another list calls absent, and doubt whom somebody serves for though nothing limits either."""
    found = list(_away_for_a_part(found))
    absent = [fact.person for fact in found if fact.role == "absent"]
    served = [fact.serves_for for fact in found if fact.serves_for and not fact.note]
    # A list of all who decide may hold those whom a note below it (`* ersätter ...`) calls substitutes.
    serving = [fact.person for fact in found if fact.role == "serving-substitute" and not fact.note]
    # Whoever serves may stand among the substitutes as well.
    once = {"member", "substitute"}
    found = [fact for fact in found if fact.role not in once or fact.note or not _among(fact.person, serving)]
    # Who decides in a part and stands among the substitutes too serves in that part.
    waiting = [fact.person for fact in found if fact.role == "substitute"]
    found = [
        replace(fact, role="serving-substitute")
        if fact.role == "member" and fact.note and _among(fact.person, waiting)
        else fact
        for fact in found
    ]
    return [
        replace(fact, confidence=min(fact.confidence, _DOUBTFUL))
        if _among(fact.person, served) and fact.role in SEATED and not fact.note
        else fact
        for fact in found
        if fact.role not in OF_PARTIES or fact.note or not _among(fact.person, absent)
    ]


def _away_for_a_part(found: Sequence[Attendance]) -> Iterator[Attendance]:
    """Say of who sits there and was away for a part what limits it; no row of the absent is left of that."""
    away = [fact for fact in found if fact.role == "absent" and fact.note]
    seats = [fact for fact in found if fact.role in SEATED]
    for fact in found:
        part = next((one for one in away if fact in seats and one.person.may_be(fact.person)), None)
        if fact in away and any(seat.person.may_be(fact.person) for seat in seats):
            continue
        if part is None or fact.note:
            yield fact
        else:
            at = (*fact.at, *part.at)
            note = part.note if _NOT_THERE.match(part.note) else f"frånvarande {part.note}"
            yield replace(fact, note=note, missed=part.missed, missed_date=part.missed_date, at=at)


def _is_nearly(one: Mention, other: Mention) -> bool:
    words, others = set(one.text.casefold().split(" ")), set(other.text.casefold().split(" "))
    nearly = OSA.distance(one.text.casefold(), other.text.casefold(), score_cutoff=_MISSPELT) <= _MISSPELT
    return (nearly or words <= others or others <= words) and not words.isdisjoint(others)


def _among(person: Mention, others: Sequence[Mention]) -> bool:
    return any(person.may_be(other) for other in others)


def _within(fact: Attendance, minutes: Minutes) -> Attendance:
    """Take paragraphs far from those of the document for those of other minutes: the note is kept as printed."""
    numbers = [int("".join(filter(str.isdigit, item.number)) or 0) for item in minutes.items]
    said = [int(number) for number in (*fact.attended, *fact.missed)]
    if not numbers or not said or any(min(numbers) <= one <= max(numbers) + _FAR for one in said):
        return fact
    return replace(fact, attended=(), missed=())


def _of_group(group: Group, style: Style, writers: frozenset[str]) -> Iterator[Attendance]:
    elected = group.name in ELECTED
    listed = list(_entries(group, roster_style.for_list(group, style)))
    if group.name in MEMBERS:
        attendance_role.mark_offices([one for entries, _ in listed for one in entries], group)
    for entries, heading in listed:
        if group.name == "serving-substitute" and attendance_role.is_pair(entries):
            continue
        for one in attendance_role.seated(entries):
            if attendance_role.is_prose(one) and elected:
                continue
            if adjuster.elects(one.flow):
                continue
            if group.flat and not (elected and one.party):
                continue
            for fact in attendance_role.of_entry(one, group, writers, style):
                yield _with_party(fact, heading) if heading and not fact.party else fact


def _entries(group: Group, style: Style) -> Iterator[tuple[list[Entry], Mention | None]]:
    """Read a list: the entries of each stretch, with the party that stands above or in front of them."""
    elected = group.name in ELECTED
    heading: Mention | None = None
    alone = bool(group.lines) and printed_party.stands_alone(group.lines[0].flow) is not None
    above: list[Entry] = []
    whole = True
    for stretch in _stretches(group, style):
        flow = stretch
        headed = printed_party.party_heading(stretch) or (printed_party.stands_alone(stretch) if alone else None)
        if elected and headed is not None:
            heading, flow = headed
        entries = list(roster_entry.read(flow, style, politicians=elected or group.name == "beside"))
        if not entries and elected and whole:
            entries = list(_by_first_name(flow, style, above))
        yield entries, heading
        whole = bool(entries)
        above += entries
        if heading and flow is not stretch and flow.text:
            heading = None  # `Moderaterna: Bo Ek` speaks of its own line only


def _by_first_name(flow: Flow, style: Style, above: Sequence[Entry]) -> Iterator[Entry]:
    """Read somebody who is called by the first name alone among others with whole names: `Anna (S)`.

    A surname of somebody above, or a first name that another of the party has too, says nobody.
    """
    found = list(roster_entry.read(flow, style, politicians=True, first_names=True))
    last = {word for one in above for word in one.name.split(" ")[1:]}
    first = {(one.name.split(" ")[0], one.party) for one in above}
    if len(above) < _WITH_WHOLE_NAMES or len(found) != 1 or found[0].party not in agents.parties():
        return
    if found[0].begin == 0 and found[0].name not in last and (found[0].name, found[0].party) not in first:
        yield from found


def _stretches(group: Group, style: Style) -> list[Flow]:
    """Part a list: one that runs on from line to line is one stretch, unless that names fewer people or parties."""
    parted = attendance_lines.stretches(group)
    whole = attendance_lines.run_on(group)
    if whole is None or _named([whole], style) < _named(parted, style):
        return parted
    return [whole]


def _named(flows: Sequence[Flow], style: Style) -> int:
    entries = [one for flow in flows for one in roster_entry.read(flow, style, politicians=True)]
    return sum(1 + bool(one.party) + (one.serves_for is not None) for one in entries)


def _with_party(fact: Attendance, heading: Mention) -> Attendance:
    """Give somebody the party of the heading above or in front: `Moderaterna (M): Bo Ek, Eva Ås`."""
    sure = DEFAULT if heading.text in agents.parties() else STRANGE_PARTY
    person = replace(fact.person, party=heading.text)
    return replace(fact, person=person, party=heading, at=(*fact.at, heading.span), confidence=sure)


KIND = Kind(
    name="attendance",
    record=Attendance,
    term="Attendance",
    link="hasAttendance",
    subject="meeting",
    reads_frames=True,
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
    needs=("person", "role"),
    extract_document=extract,
)
