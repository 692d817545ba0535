"""In which role or roles an entry of a list says that somebody was there, by the list's label and the entry's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.head import limits, printed_party, roster_entry
from kg.facts.kind import Fact
from kg.language import agents, grammar, roster_labels
from kg.language.roster_labels import MEMBERS, PRESIDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.facts.head.roster_records import Entry, Style
    from kg.model import Mention


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


_NO_TITLE = 4
"""What stands beside a member's name and is not understood may have this many words at most: more is prose."""
_PAIR = 2
_FEW_PARTIES = 2
"""So many of a list have a party where the elected have one."""
ELECTED = roster_labels.OF_ELECTED | PRESIDING | {"absent"}
"""Lists of the elected: a party may stand behind each name, also one of which nobody has heard."""
_BESIDE = frozenset({"official", "beside"})
"""Lists of those who were there besides: `beside` may hold substitutes that do not serve too, told by their party."""
_OTHERS = frozenset({"secretary", "union", "auditor"})
DEFAULT, STRANGE_PARTY, UNREAD = 0.9, 0.7, 0.6
_NO_PARTY, _FLATTENED = 0.8, 0.5
"""How sure an entry is: one that is understood, whose party is in no register, that is not wholly understood; that has
no party, and that stood in a line of several labels."""
_NOT_SERVING = grammar.pattern("attendance", "not")


def of_entry(one: Entry, group: Group, writers: frozenset[str], style: Style) -> Iterator[Attendance]:
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
        if group.name in ELECTED and not group.flat:
            yield _limited(replace(fact, role="absent"), limits.of_absence(one.limit, one.rest, style.year))
        return
    if group.name not in ELECTED | _BESIDE:
        role = next((role for role in roles if role in _OTHERS), "") if group.name == "guest" else ""
        fact = replace(fact, role=role or fact.role)
        title = "" if group.name == "secretary" and one.title.casefold() in {"sekreterare", "sekr"} else one.title
        yield _limited(replace(fact, title=title), one.limit)
        return
    if group.name == "substitute" and one.serves and one.limit.attended and _NOT_SERVING.search(group.label.text):
        # On a list of those who do not serve somebody may serve for some paragraphs.
        yield replace(fact, serves_for=None)
    if group.name in _BESIDE and _writes_too(one):
        # `Stadsjurist Bo Ek (vid protokollet § 3)`: there in the office, and who wrote in that part.
        yield unlimited(replace(fact, role="official", title=one.title))
        yield _limited(replace(fact, role="secretary", title=one.title), one.limit)
        return
    main = _role(one, group, writers)
    title = one.title if main in {"official", "guest", *_OTHERS} else ""
    if main == "secretary" and title.casefold() in {"sekreterare", "sekr"}:
        title = ""
    fact = replace(fact, role=main, title=title)
    if main in PRESIDING and "chair" in roles and main != "chair" and not one.serves:
        # `1:e vice ordförande, ordförande §§ 3-4`
        printed = dict(one.roles)
        yield _limited(replace(fact, role="chair"), limits.read(printed["chair"], style.year))
        yield _limited(fact, limits.read(printed[main], style.year))
        return
    yield _limited(fact, one.limit)


def _writes_too(one: Entry) -> bool:
    """Whether it is said behind the name of somebody with another office in front of it that this one wrote."""
    office = one.title.casefold()
    wrote = any(role == "secretary" for role, _ in one.roles)
    writer = office.endswith("sekreteraren") or roster_entry.role_of(office) == "secretary"
    # `Kanslichef Bo Ek, sekreterare` wrote all of it.
    part = bool(one.limit.note) or "protokoll" in one.flow.text.casefold()
    return wrote and part and one.titled_before and bool(office) and not writer


def _role(one: Entry, group: Group, writers: frozenset[str]) -> str:
    """Choose the role of somebody on a list of the elected or of officials."""
    roles = [role for role, _ in one.roles]
    presiding = next((role for role in roles if role in PRESIDING), "")
    if one.in_office:
        return _office(one, writers)
    if one.titled_before and not one.party and one.serves_for is None and group.name not in PRESIDING:
        return "guest" if group.name in _BESIDE and _presides_elsewhere(one) else _office(one, writers)
    if group.name in MEMBERS:
        if one.serves or "serving-substitute" in roles:
            return presiding or "serving-substitute"
        if presiding:
            return presiding
        if "substitute" in roles:
            return "serving-substitute" if group.name == "deciding" and not one.waits else "substitute"
        if other := next((role for role in roles if role not in {"member", "presenter"}), ""):
            return other
        if not one.party and _presides_elsewhere(one):
            return "guest"
        official = group.name == "present" and not one.party and not roles and agents.has_post(one.title)
        return "official" if official else "member"
    if group.name == "serving-substitute":
        return presiding or group.name
    in_office = not one.party and ("secretary" in roles or agents.has_post(one.title))
    if group.name == "substitute" and in_office and "substitute" not in roles:
        return _office(one, writers)  # `Ej beslutande` may hold those of the administration too
    if group.name == "substitute":
        return "serving-substitute" if one.serves or "serving-substitute" in roles else group.name
    if group.name in PRESIDING:
        return group.name
    if one.serves:
        return "serving-substitute"
    if listed := next(
        (role for role in roles if role in roster_labels.SUBSTITUTES | {"union", "auditor", "guest"}), ""
    ):
        return listed
    if group.name == "beside" and one.party and not one.title:
        return "substitute"
    if ("chair" in roles and one.party) or (presiding and presiding != "chair"):
        return "guest"  # `Anna Ek (S), ordförande` among the officials has the chair elsewhere
    return "guest" if _is_guest(one, group) else _office(one, writers)


def mark_offices(entries: Sequence[Entry], group: Group) -> None:
    """Mark those of the administration, who stand behind the elected on a list of all who were there.

    They are told by an office, and where the list is not only of those who decide by what may shorten one, and `sd`.
    """
    elected = [at for at, one in enumerate(entries) if (one.party and not _may_be_office(one)) or _is_seated(one)]
    rest = entries[elected[-1] + 1 :] if elected else []
    has_office = _has_office if group.name == "present" else _has_post
    without = sum(bool(one.party) for one in entries) < _FEW_PARTIES
    if without:  # in small letters: `PRO` is whom somebody speaks for
        rest = [one for one in rest if one.flow.text.rstrip(" .").rpartition(" ")[2].islower()]
    if not any(map(has_office, rest)):
        return
    for one in rest:
        if one.party and group.name == "present" and (not without or _may_be_office(one)):
            one.title = one.flow.text[slice(*one.party_at)].strip(" ,")
            one.party, one.party_at = "", (0, 0)
        titled = bool(one.title) and (not without or printed_party.fits("party-or-office", one.title))
        one.in_office = not one.party and (has_office(one) or titled) and not one.absent


def _may_be_office(one: Entry) -> bool:
    return printed_party.fits("party-or-office", one.party) and not printed_party.is_bracketed(one)


def _is_seated(one: Entry) -> bool:
    return any(role in roster_labels.SEATED | {"substitute"} for role, _ in one.roles) or one.serves


def _has_post(one: Entry) -> bool:
    return agents.has_post(one.title)


def _has_office(one: Entry) -> bool:
    title = one.title
    if not title or printed_party.fits("no-office", title):
        return False
    short = any(printed_party.fits("short-office", piece) for piece in (title, title + "."))
    return short or agents.has_post(title) or any(role == "secretary" for role, _ in one.roles)


def _presides_elsewhere(one: Entry) -> bool:
    """Whether somebody has the chair of another body or speaks for one."""
    parts = ("title-of-council", "title-of-a-board")
    return any(grammar.pattern("attendance", part).search(one.title) for part in parts)


def _is_guest(one: Entry, group: Group) -> bool:
    """Whether somebody on a list of officials is one of the elected of another body, or from elsewhere.

    Below `Tjänstemän` a consultant is one of these.
    """
    of_officials = group.label.text.casefold().startswith("tjänste")
    if grammar.pattern("attendance", "title-elsewhere").search(one.title) and not of_officials:
        return True
    if _presides_elsewhere(one):
        return True
    elected = grammar.pattern("attendance", "title-elected").search(one.title) is not None
    return bool(one.party) and (elected or not agents.has_post(one.title))


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


def undersigned(one: Entry, role: str) -> Attendance:
    """Give the role of somebody who signs with the office and what limits it beside the name."""
    fact = Attendance(
        at=(one.flow.span(*one.extent),), person=one.person, role=role, party=one.party_mention, confidence=UNREAD
    )
    return _limited(fact, one.limit)


def people(attendance: Iterable[Attendance]) -> frozenset[str]:
    """Give the names of all of whom the lists speak: who was there, and for whom."""
    named = (person for fact in attendance for person in (fact.person, fact.serves_for))
    return frozenset(person.text for person in named if person is not None)


def unlimited(fact: Attendance) -> Attendance:
    """Give a fact without what limits it."""
    return _limited(fact, limits.Limits("", ""))


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
    elected = group.name in ELECTED
    doubts = (
        (group.flat, _FLATTENED),
        (elected and bool(one.unread), UNREAD),
        (not one.known_party, STRANGE_PARTY),
        (elected and not one.party, _NO_PARTY),
        (group.name in _BESIDE and not one.title and not one.roles and not one.party, _NO_PARTY),
    )
    return min([DEFAULT, *(low for doubt, low in doubts if doubt)])


def is_prose(entry: Entry) -> bool:
    """Whether what stands beside a name is a sentence, so that nothing is known of the name."""
    return any(len(words.split()) > _NO_TITLE for words in entry.unread)


def is_pair(entries: Sequence[Entry]) -> bool:
    """Whether a line is `Anna Ek (S) / Bo Ek (S)`: which of them serves, and whether for the other, is not said."""
    if len(entries) != _PAIR or any(one.serves or one.serves_for for one in entries):
        return False
    return _is_beside(*entries)


def seated(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Leave out who is not there where another sits in that place: `Anna Ek (S) / Bo Ek (S), tjg`."""
    if len(entries) != _PAIR or not _is_beside(*entries):
        return entries
    first, second = entries
    serves = any(role == "serving-substitute" for role, _ in second.roles) and not second.limit.note
    return [second] if serves and not first.roles else entries


def _is_beside(first: Entry, second: Entry) -> bool:
    return first.flow.text[: second.begin].rstrip().endswith("/")
