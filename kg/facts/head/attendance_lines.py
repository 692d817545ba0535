"""Which lines of a list belong together: one entry may run over several, or its title stand below the name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import printed_party, roster_entry
from kg.facts.head.attendance_role import ELECTED
from kg.language import agents, grammar
from kg.letters import UPPER
from kg.lines.reading import join_lines
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Line, Mention

_OFFICE_BEGUN = grammar.pattern("attendance", "role-open")
_BROKEN_NAME = grammar.pattern("attendance", "name-broken")
_PARTY_FIRST = re.compile(r"[(\[](?:[A-ZÅÄÖ]{1,5}|-)[)\]]\s[A-ZÅÄÖ][a-zåäö]")
_PARTY_SMALL = grammar.pattern("attendance", "party-in-front-small")
_SURNAME = re.compile(rf"[{UPPER}][\w-]+\s?(?:[(,]|$)")
"""A line that ends in one word of a name, and one that begins with the other."""
_SERVES = grammar.pattern("attendance", "serves-at-the-end")
"""An entry that ends so says a role: whoever stands on the next line is not the one served for."""
_EMPTY_SEAT = re.compile(r"[(\[]?[A-ZÅÄÖ]{1,6}[)\]]?\s+[-–—]+")
_FULL = 0.9
"""A line of a list that runs on is full from this share of the longest, with the first word of the next."""
_SEVERAL = 2
_PARTED = re.compile(r"[,;]\s")
_OPEN_WORDS = ("för", "ersätter", "ers", "och", "samt", "ers.", "av", "vars ställe", "hans ställe", "hennes ställe")


def stretches(group: Group) -> list[Flow]:
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
        if before is not None and _goes_on(whole[-1], line, elected=group.name in ELECTED):
            whole[-1].append(line)
        else:
            whole.append([line])
    found: list[Flow] = []
    for lines in whole:
        flow = join_lines(lines)
        # A title may stand on the line below the name: `Anna Ek` / `Ekonomichef`.
        if found and group.name not in ELECTED and not _people(flow) and agents.has_post(flow.text):
            if len(_people(found[-1])) == 1:
                found[-1] = join([found[-1], flow], ", ")
        else:
            found.append(flow)
    return found


def _people(flow: Flow) -> list[Mention]:
    """Find the people of a line; where all of it is in capitals, in front of a comma (`ANNA EK, CHEF`, `CHEF NORR`)."""
    comma = flow.text.find(",")
    return agents.people(flow.cut(0, max(comma, 0)) if flow.text.isupper() else flow, capitals=True)


def run_on(group: Group) -> Flow | None:
    """Give a list as one stretch whose entries run on from line to line, parted by commas; None where it is no such.

    Its lines are full, and name several people: where a line ends says nothing then.
    """
    lines = group.lines
    if len(lines) < _SEVERAL or group.name not in ELECTED:
        return None
    full = _FULL * max(len(line.text) for line in lines)
    for line, after in pairwise(lines):
        room = len(line.text) + 1 + len(after.text.split(" ", 1)[0]) < full
        if room or after.gap or not _PARTED.search(line.text) or _begins_anew(line.text, after.text):
            return None
    people = [sum(" " in one.name for one in agents.find(line.text)) for line in lines[:-1]]
    several = max(people) >= _SEVERAL and sum(people) >= _SEVERAL * len(people) - 1
    return join_lines(lines) if min(people) and several else None


def _begins_anew(line: str, after: str) -> bool:
    """Whether a line ends where an entry may, and the next begins with a full name and its party, or with a role."""
    first = next(agents.find(after), None)
    if first is None or " " not in first.name or line.endswith((",", ";")) or _is_open(line):
        return False
    named = first.begin == 0 and after[first.name_end :].startswith(" (")
    return named or roster_entry.role_of(after[: first.begin]) != ""


def _is_open(text: str) -> bool:
    """Whether a text ends in a word that wants a name, or in a hyphen: `Bo Ek ers`, but not `Bo Åkers`."""
    return text.endswith(("-", *(f" {words}" for words in _OPEN_WORDS))) or text in _OPEN_WORDS


def _is_role_of_another(before: str, after: str) -> bool:
    """Whether `ers` at a line's end is the role of who stands before it: the next line is one of another party.

    >>> _is_role_of_another("Bo Ek (S) ers", "Eva Ås (M)"), _is_role_of_another("Bo Ek (S) ers", "Eva Ås (S)")
    (True, False)
    """
    if not before.rstrip(".").endswith(" ers"):
        return False
    parties = [{one.party for one in agents.find(text) if one.party} for text in (before, after)]
    return all(parties) and parties[0].isdisjoint(parties[1])


def _goes_on(so_far: Sequence[Line], line: Line, *, elected: bool) -> bool:
    text = line.text
    if _PARTY_FIRST.match(text):
        return False
    if elected and (small := _PARTY_SMALL.match(text)) and small["party"].upper() in agents.parties():
        return False
    before = " ".join(part.text for part in so_far)
    if before.count("(") > before.count(")") or text[0] in "(§,":
        return True
    if text[0].isdigit() and grammar.pattern("attendance", "figure-open").search(before):
        return True
    if _EMPTY_SEAT.fullmatch(before):
        return False
    if elected and text[0].islower() and _OFFICE_BEGUN.search(before):
        return True
    if _is_open(before) and not _SERVES.search(before) and not _is_role_of_another(before, text):
        return True
    if before.endswith(",") and elected and printed_party.party_heading(so_far[0].flow) is not None:
        return printed_party.party_heading(line.flow) is None
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
