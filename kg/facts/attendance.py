"""Who was there, in which role and for which part."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.facts import adjuster, entry, limits, roster, unlisted
from kg.facts.kind import DocumentText, Fact, Field, Kind
from kg.language import agents, grammar
from kg.letters import LOWER, UPPER
from kg.model import Mention, join
from kg.text.reading import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.entry import Entry, Style
    from kg.facts.roster_notes import Group
    from kg.model import Flow, Line, Minutes


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


_PRESIDING = frozenset({"chair", "vice-chair", "second-vice-chair"})
_ELECTED = frozenset({"member", "deciding", "present", "serving-substitute", "substitute", "absent", *_PRESIDING})
"""Lists of the elected: a party may stand behind each name, also one of which nobody has heard."""
_MEMBERS = frozenset({"member", "deciding", "present"})
_SEATED = _PRESIDING | {"member", "serving-substitute"}
_OTHERS = frozenset({"secretary", "union", "auditor"})
_DEFAULT = 0.9
_STRANGE_PARTY, _NO_PARTY, _UNREAD, _FLATTENED, _DOUBTFUL = 0.7, 0.8, 0.6, 0.5, 0.6
"""How sure an entry is whose party is in no register, that has none, that is not wholly understood, that stood in a
line of several labels, and of whom it is said elsewhere that another served for them."""
_SEVERAL = 2
"""So many different unknown abbreviations behind commas, and no known one, are organisations that people speak for."""
_MISSPELT = 2
"""How many letters of a name in a signature may differ from the name on the list."""
_FAR = 150
"""A limit that names paragraphs further from those of the document than this is about other minutes."""
_BROKEN_NAME = re.compile(rf"(?:[,;]|\s(?:och|samt|ersätter|för|ers\.?))\s[{UPPER}][{LOWER}][\w-]*$")
_NOT_SERVING = re.compile(r"\b(?:ej|icke|inte)\s", re.IGNORECASE)
_PARTY_FIRST = re.compile(r"[(\[](?:[A-ZÅÄÖ]{1,5}|-)[)\]]\s[A-ZÅÄÖ][a-zåäö]")
_SURNAME = re.compile(rf"[{UPPER}][\w-]+\s?(?:[(,]|$)")
"""A line that ends in one word of a name, and one that begins with the other."""
_OPEN_ENDS = ("för", "ersätter", "ers", "och", "samt", "ers.", "av", "-", "ställe")


def extract(text: DocumentText) -> Iterator[Attendance]:
    """Read the lists of the head, then who presented, and where no list is left who signed."""
    minutes = text.minutes
    meeting = next(iter(text.before.get("meeting", ())), None)
    lists = [group for group in roster.groups(minutes) if group.kind == "list"]
    groups = [group for group in lists if group.name != "adjuster"]
    style = _style(groups, int(meeting.dates[0][:4]) if meeting and meeting.dates else None)
    found: list[Attendance] = []
    writers = _writers(minutes, groups, style)
    for group in groups:
        one_person = group.name in {"secretary", *_PRESIDING}
        listed_here: list[Attendance] = []
        for at, fact in enumerate(_of_group(group, style, writers)):
            if one_person and at and not fact.note:
                break
            if not one_person and fact.party and any(_stands_twice(fact, other) for other in listed_here):
                found.append(_within(fact, minutes))  # two people of one name, perhaps: no row is lost
                continue
            listed_here.append(fact)
            _add(found, _within(fact, minutes), one_person=one_person)
    found = _consistent(found)
    listed = {fact.person.text for fact in found}
    for sign in (*unlisted.presenters(minutes, lists, listed), *unlisted.speakers(minutes, listed)):
        found.append(_of_sign(sign))
    if not any(fact.role == "chair" for fact in found):
        chair = unlisted.signed(minutes, "chair")
        same = [k for k, fact in enumerate(found) if chair and fact.person.text == chair.person.text]
        if chair is not None and not same:
            found.append(_of_sign(chair))
        elif chair is not None and found[same[0]].role == "member" and not found[same[0]].note:
            member = found[same[0]]
            found[same[0]] = replace(member, role="chair", at=(*member.at, chair.person.span), confidence=_UNREAD)
    if not any(fact.role == "chair" for fact in found) and (chair := unlisted.spoken_chair(minutes)):
        found.append(replace(_of_sign(chair), party=Mention("party", chair.person.party, chair.person.span)))
    secretary = unlisted.signed(minutes, "secretary")
    if secretary is not None and not any(fact.role == "secretary" for fact in found):
        _add(found, _of_sign(secretary), one_person=True)
    yield from found


def _of_sign(sign: unlisted.Sign) -> Attendance:
    return Attendance(
        at=(sign.person.span,), person=sign.person, role=sign.role, title=sign.title, confidence=sign.confidence
    )


def _style(groups: list[Group], year: int | None) -> Style:
    """Say which parties the lists print: those of the register, and those that stand there again and again."""
    known = agents.parties()
    seen: Counter[tuple[str, bool]] = Counter()
    lower = False
    strange: set[str] = set()
    commas = False
    for group in groups:
        if group.name in _ELECTED:
            for line in group.lines:
                for one in entry.read(line.flow, entry.Style(known, lower=True, year=year), politicians=True):
                    behind = line.text[: one.party_at[0]].rstrip().endswith(",")
                    seen[one.party, behind] += 1
                    commas = commas or (behind and one.party in known)
                    strange |= {one.party} if behind and not one.known_party else set()
                    lower = lower or (bool(one.party) and line.text[slice(*one.party_at)].strip(" ()[]").islower())
    commas = commas or len(strange) < _SEVERAL
    often = {party for (party, behind), count in seen.items() if count > 1 and party and (commas or not behind)}
    return entry.Style(frozenset(known | often), lower=lower, year=year, commas=commas)


def _writers(minutes: Minutes, groups: list[Group], style: Style) -> frozenset[str]:
    """Give who wrote the minutes, by the label in the head or the signature at the end; nobody where neither says."""
    named = {
        one.name
        for group in groups
        if group.name == "secretary"
        for flow in _stretches(group)[:2]
        for one in entry.read(flow, style, politicians=False)
    }
    sign = unlisted.signed(minutes, "secretary")
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
        if fact.role == "chair" and found[at].role == "member" and not found[at].note and not fact.note:
            found[at] = replace(found[at], role="chair", at=(*found[at].at, *fact.at))
            return
        if fact.note and found[at].role != fact.role:
            found.append(fact)
        elif found[at].role == "official":
            found[at] = replace(found[at], role=fact.role, at=(*found[at].at, *fact.at))
        return
    roles = {found[at].role for at in same}
    if fact.role in roles or (fact.role == "member" and roles & _PRESIDING):
        return
    found.append(fact)


def _stands_twice(fact: Attendance, other: Attendance) -> bool:
    """Whether two entries of one list have one name, party and role, with nothing that limits either: two people."""
    same = (fact.person.text, fact.person.party, fact.role) == (other.person.text, other.person.party, other.role)
    return same and fact.role in {"member", "substitute"} and not fact.note and not other.note


def _consistent(found: list[Attendance]) -> list[Attendance]:
    """Leave out whom another list calls absent, and doubt whom somebody serves for though nothing limits either."""
    absent = [fact.person for fact in found if fact.role == "absent"]
    served = [fact.serves_for for fact in found if fact.serves_for and not fact.note]
    # A list of all who decide may hold those whom a note below it (`* ersätter ...`) calls substitutes.
    serving = [fact.person for fact in found if fact.role == "serving-substitute" and not fact.note]
    found = [fact for fact in found if fact.role != "member" or fact.note or not _among(fact.person, serving)]
    return [
        replace(fact, confidence=min(fact.confidence, _DOUBTFUL))
        if _among(fact.person, served) and fact.role in _SEATED and not fact.note
        else fact
        for fact in found
        if fact.role not in _SEATED or fact.note or not _among(fact.person, absent)
    ]


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
    elected = group.name in _ELECTED
    heading: Mention | None = None
    for stretch in _stretches(group):
        flow = stretch
        if elected and (headed := entry.party_heading(stretch)) is not None:
            heading, flow = headed
        for one in entry.read(flow, style, politicians=elected):
            if entry.is_prose(one) and elected:
                continue
            if adjuster.elects(flow):
                continue
            if group.flat and not (elected and one.party):
                continue
            for fact in _facts(one, group, writers, style):
                yield _with_party(fact, heading) if heading and not fact.party else fact
        if heading and flow is not stretch and flow.text:
            heading = None  # `Moderaterna: Bo Ek` speaks of its own line only


def _with_party(fact: Attendance, heading: Mention) -> Attendance:
    """Give somebody the party of the heading above or in front: `Moderaterna (M): Bo Ek, Eva Ås`."""
    sure = _DEFAULT if heading.text in agents.parties() else _STRANGE_PARTY
    person = replace(fact.person, party=heading.text)
    return replace(fact, person=person, party=heading, at=(*fact.at, heading.span), confidence=sure)


def _stretches(group: Group) -> list[Flow]:
    """Give what belongs together: a line, or lines of which the later ones only go on."""
    whole: list[list[Line]] = []
    all_but = grammar.pattern("attendance", "all-but")
    in_sentence = False
    for line in group.lines:
        before = whole[-1][-1] if whole else None
        if in_sentence and before is not None and not line.gap and not before.text.endswith("."):
            whole[-1].append(line)
            continue
        in_sentence = all_but.search(line.text) is not None
        if before is not None and _goes_on(whole[-1], line, elected=group.name in _ELECTED):
            whole[-1].append(line)
        else:
            whole.append([line])
    found: list[Flow] = []
    for lines in whole:
        flow = join_lines(lines)
        # A title may stand on the line below the name: `Anna Ek` / `Ekonomichef`.
        if found and group.name not in _ELECTED and not agents.people(flow) and agents.has_post(flow.text):
            if len(agents.people(found[-1])) == 1:
                found[-1] = join([found[-1], flow], ", ")
        else:
            found.append(flow)
    return found


def _goes_on(so_far: Sequence[Line], line: Line, *, elected: bool) -> bool:
    text = line.text
    if _PARTY_FIRST.match(text):
        return False
    before = " ".join(part.text for part in so_far)
    if before.count("(") > before.count(")") or text[0] in "(§," or before.endswith(_OPEN_ENDS):
        return True
    if before.endswith(",") and elected and entry.party_heading(so_far[0].flow) is not None:
        return entry.party_heading(line.flow) is None
    if (elected and _BROKEN_NAME.search(before) and _SURNAME.match(text)) or _ends_in_title(before):
        return True
    if not text[0].islower() or grammar.pattern("attendance", "vacant").match(text):
        return False
    people = agents.find(text)
    first = next(iter(people), None)
    return first is None or before.endswith(",") or not agents.has_post(text[: first.begin])


def _ends_in_title(text: str) -> bool:
    """Whether a line of names behind their titles ends in a title: `socialchef Anna Ek, områdeschef`."""
    first = next(agents.find(text), None)
    titles_first = first is not None and agents.has_post(text[: first.begin])
    last = text[text.rindex(",") :] if "," in text else ""
    return titles_first and agents.has_post(last) and next(agents.find(last), None) is None


def _facts(one: Entry, group: Group, writers: frozenset[str], style: Style) -> Iterator[Attendance]:
    """Say in which role or roles somebody was there."""
    roles = [role for role, _ in one.roles]
    span = one.flow.span(*one.extent)
    served = one.serves_for.span if one.serves_for else span
    fact = Attendance(
        # Who is served for may stand in a cell or line of their own: the passages say both names.
        at=(span,) if span.begin <= served.begin < span.end else (span, served),
        person=one.person,
        role=group.name,
        party=one.party_mention,
        serves_for=one.serves_for,
        confidence=_confidence(one, group),
    )
    if group.name == "absent" and one.steps_in:
        yield _limited(replace(fact, role="serving-substitute"), one.limit)
        return
    if one.replaced and not one.absent and group.name != "absent":
        return
    if one.absent or group.name == "absent":
        fact = replace(fact, serves_for=None)
        if group.name in _ELECTED and not group.flat:
            yield _limited(replace(fact, role="absent"), one.limit)
        return
    if group.name not in _ELECTED and group.name != "official":
        role = next((role for role in roles if role in {"union", "auditor"}), "") if group.name == "guest" else ""
        fact = replace(fact, role=role or fact.role)
        title = "" if group.name == "secretary" and one.title.casefold() in {"sekreterare", "sekr"} else one.title
        yield _limited(replace(fact, title=title), one.limit)
        return
    if group.name == "substitute" and one.serves and one.limit.attended and _NOT_SERVING.search(group.label.text):
        # On a list of those who do not serve somebody may serve for some paragraphs.
        yield replace(fact, serves_for=None)
    main = _role(one, group, writers)
    title = one.title if main in {"official", "guest", *_OTHERS} else ""
    if main == "secretary" and title.casefold() in {"sekreterare", "sekr"}:
        title = ""
    fact = replace(fact, role=main, title=title)
    if main in _PRESIDING and "chair" in roles and main != "chair" and not one.serves:
        # `1:e vice ordförande, ordförande §§ 3-4`
        printed = dict(one.roles)
        yield _limited(replace(fact, role="chair"), limits.read(printed["chair"], style.year))
        yield _limited(fact, limits.read(printed[main], style.year))
        return
    yield _limited(fact, one.limit)


def _role(one: Entry, group: Group, writers: frozenset[str]) -> str:
    """Choose the role of somebody on a list of the elected or of officials."""
    roles = [role for role, _ in one.roles]
    presiding = next((role for role in roles if role in _PRESIDING), "")
    if one.titled_before and not one.party and group.name not in _PRESIDING:
        return _office(one, writers)
    if group.name in _MEMBERS:
        if one.serves or "serving-substitute" in roles:
            return presiding or "serving-substitute"
        if presiding:
            return presiding
        if "substitute" in roles:
            return "serving-substitute" if group.name == "deciding" else "substitute"
        if other := next((role for role in roles if role not in {"member", "presenter"}), ""):
            return other
        official = group.name == "present" and not one.party and not roles and agents.has_post(one.title)
        return "official" if official else "member"
    if group.name == "serving-substitute":
        return presiding or group.name
    if group.name == "substitute":
        return "serving-substitute" if one.serves or "serving-substitute" in roles else group.name
    if group.name in _PRESIDING:
        return group.name
    if one.serves:
        return "serving-substitute"
    if listed := next(
        (role for role in roles if role in {"substitute", "serving-substitute", "union", "auditor", "guest"}), ""
    ):
        return listed
    return "guest" if one.party and not agents.has_post(one.title) else _office(one, writers)


def _office(one: Entry, writers: frozenset[str]) -> str:
    """Say whether an official is the one who writes the minutes."""
    roles = [role for role, _ in one.roles]
    writes = one.title.casefold().endswith(("sekreterare", "sekreteraren")) or "secretary" in roles
    elsewhere = grammar.pattern("attendance", "other-secretary").search(one.title)
    if (
        writes
        and elsewhere is None
        and (not writers or one.name in writers or one.title.casefold() in {"", "sekreterare"})
    ):
        return "secretary"
    return "official"


def _limited(fact: Attendance, limit: limits.Limits) -> Attendance:
    return replace(
        fact,
        note=limit.note,
        attended=limit.attended,
        missed=limit.missed,
        missed_date=limit.missed_date,
        from_time=limit.from_time,
        until_time=limit.until_time,
    )


def _confidence(one: Entry, group: Group) -> float:
    elected = group.name in _ELECTED
    doubts = (
        (group.flat, _FLATTENED),
        (elected and bool(one.unread), _UNREAD),
        (not one.known_party, _STRANGE_PARTY),
        (elected and not one.party, _NO_PARTY),
        (group.name == "official" and not one.title and not one.roles and not one.party, _NO_PARTY),
    )
    return min([_DEFAULT, *(low for doubt, low in doubts if doubt)])


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
