"""How the lists of a document print parties: which there are, in brackets or behind commas, and what is a town."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg import later
from kg.facts.head import printed_party, roster_entry
from kg.facts.head.attendance_role import ELECTED
from kg.facts.head.roster_records import Style
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.facts.head.roster_notes import Group

_SEVERAL = 2
"""So many different unknown abbreviations behind commas, and no known one, are organisations that people speak for."""
_SHOWN = 3
"""So many names of the lists have a known party behind them, in small letters or capitals: that is how they stand."""
_SMALL_PARTY = later.pattern(rf"{agents.NAME}\s(?P<party>[a-zåäö]{{1,4}})(?=\s*(?:$|,))")
_PRESIDES = grammar.pattern("attendance", "presides")
"""What says that somebody of a list is the chair, and no vice chair."""
_LARGE_PARTY = re.compile(r"(?<=[a-zåäö])\s(?:[–-]\s)?(?P<party>[A-ZÅÄÖ]{1,5})(?=\s*(?:$|[,;(§]))")


def of(groups: Sequence[Group], year: int | None) -> Style:
    """Say which parties the lists print: those of the register, and those that stand there again and again."""
    known = agents.parties()
    seen: Counter[tuple[str, bool]] = Counter()
    lower = False
    strange: set[str] = set()
    printed: Counter[str] = Counter()
    commas = False
    for group in groups:
        if group.name in ELECTED:
            for line in group.lines:
                for one in roster_entry.read(line.flow, Style(known, lower=True, year=year), politicians=True):
                    behind = line.text[: one.party_at[0]].rstrip().endswith(",")
                    seen[one.party, behind] += 1
                    printed[line.text[slice(*one.party_at)].strip(" ()[]")] += 1
                    commas = commas or (behind and one.party in known)
                    strange |= {one.party} if behind and not one.known_party else set()
                    lower = lower or (bool(one.party) and line.text[slice(*one.party_at)].strip(" ()[]").islower())
    commas = commas or len(strange) < _SEVERAL
    listed = [line.text for group in groups if group.name in ELECTED for line in group.lines]
    small, large = _parties_behind(listed, _SMALL_PARTY), _parties_behind(listed, _LARGE_PARTY)
    bare = sum(count for party, count in small.items() if party in known) >= _SHOWN
    shown = sum(count for party, count in large.items() if party in known) >= _SHOWN
    known |= {party for party, count in small.items() if bare and count > 1}
    known |= {party for party in large if shown and len(party) > 1}
    often = {party for (party, behind), count in seen.items() if count > 1 and party and (commas or not behind)}
    # `(ADL)` behind one of the elected and again behind somebody who only listens.
    beside = [line.flow for group in groups if group.name not in ELECTED for line in group.lines if "(" in line.text]
    all_read = Style(known, lower=True, year=year)
    often |= {
        one.party
        for flow in beside
        for one in roster_entry.read(flow, all_read, politicians=True)
        if one.party and seen[one.party, False] and flow.text[slice(*one.party_at)].strip().startswith("(")
    }
    letter = _v_is_a_party(listed, seen)
    towns = printed_party.towns(printed, known)
    often -= {town.upper() for town in towns}
    return Style(frozenset(known | often), lower, year, bare, commas, towns, letter=letter)


def for_list(group: Group, style: Style) -> Style:
    """Give how a list is read: among officials `sd` may be stadsdirektör, where no bare party shows that it is none."""
    if group.name in ELECTED:
        return style
    entries = [one for line in group.lines for one in roster_entry.read(line.flow, style, politicians=False)]
    bare = {one.party for one in entries if one.party and not printed_party.is_bracketed(one)}
    offices = frozenset(party for party in style.known if printed_party.fits("party-or-office", party))
    return style._replace(offices=offices) if bare <= offices else style


def _v_is_a_party(listed: Sequence[str], seen: Iterable[tuple[str, bool]]) -> bool:
    """Whether `V` in front of `ordförande` is a party: parties stand behind commas, and nobody else presides."""
    behind_commas = any(behind and party in agents.parties() for party, behind in seen)
    return behind_commas and not any(_PRESIDES.search(line) for line in listed)


def _parties_behind(lines: Iterable[str], form: re.Pattern[str]) -> Counter[str]:
    """Count the words that may be parties right behind a name: `Anna Ek s`, `Bo Ek adl, ordf`, `Eva Ek ADL`."""
    found = Counter(match["party"].upper() for line in lines for match in form.finditer(line))
    return Counter({party: count for party, count in found.items() if not printed_party.is_no_party(party)})
