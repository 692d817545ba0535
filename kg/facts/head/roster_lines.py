"""The lines of a roster one by one: their cells, and what each may be."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import printed_party, roster_entry, roster_names
from kg.language import agents, grammar, roster_labels
from kg.letters import LOWER, UPPER
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.model import Flow, Line

ONE_PERSON = roster_labels.PRESIDING | {"secretary"}
NOBODY_PRESIDES = roster_labels.SUBSTITUTES | {"absent", "presenter", "union", "auditor"}
"""Lists in which nobody presides or writes: such a label ends them."""
_SIGNED = 8
"""So many characters stand beside the name of somebody who signs: a party."""
NUMBERS = re.compile(
    r"(?:sid(?:a|an)?\.?\s*)?[\d\s()/.:–-]+(?:av\s\d+)?|(?:den\s)?\d{1,2}\s[a-zåäö]+\s\d{4}", re.IGNORECASE
)
"""A day, a page, a range of numbers: no name."""
_SHORT = 70
"""Page headers are no longer than this, in characters."""
_FIGURES_BEHIND = re.compile(r"(?:[\s,]+(?:(?:19|20)\d\d-\d\d-\d\d|(?:[Ss]id(?:a|an)?\s)?\d+\s?(?:\(\d+\)|av\s\d+)))+$")
"""Day and page behind a name in the head of a page."""
_PARTY_BEGINS = re.compile(rf"[(\[]?[A-ZÅÄÖ]{{1,5}}[)\]]?\s[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?\s[{UPPER}]")
_PARTY_ENDS = re.compile(r"[(\[][A-ZÅÄÖ]{1,4}[)\]]\W*$")


def cells(flow: Flow, text: str) -> list[Flow]:
    """Part a line at tabs, at runs of spaces and at the strokes of a table, as it stands in the source's text."""
    # A flow of one piece has no tab and no run of spaces: they would part it.
    if "|" not in flow.text and len(flow.starts) < 2:
        return [flow]
    cuts = [0]
    span = flow.span()
    printed = text[span.begin : span.end]
    if "|" in flow.text or "\t" in printed or "  " in printed:
        for at, letter in enumerate(flow.text):
            if letter == "|":
                cuts += [at, at + 1]
            elif letter == " " and at in flow.starts and at + 1 < len(flow.text):
                here, after = flow.origin(at), flow.origin(at + 1)
                if after - here > 1 or text[here] == "\t":
                    cuts.append(at)
    cuts.append(len(flow.text))
    parts = [flow.cut(a, b) for a, b in pairwise(cuts) if flow.text[a:b].strip(" |")]
    return parts or [flow]


def with_parties(parts: list[Flow]) -> list[Flow]:
    """Join each cell that is a party to the name in the cell right of it, where the line begins so."""
    found: list[Flow] = []
    for part in parts:
        lone = found and found[-1].text.strip("()").upper() in agents.parties()
        if lone and agents.people(part) and len(parts) > 1 and parts[0].text.strip("()").upper() in agents.parties():
            found[-1] = join([found[-1], part])
        else:
            found.append(part)
    return found


def behind(line: Line, parts: list[Flow]) -> Flow:
    """Give what stands behind the first cell of a line."""
    return line.flow.cut(line.text.find(parts[1].text, len(parts[0].text)))


def may_head(line: Line, match: re.Match[str]) -> bool:
    """Whether a label at the beginning of a line may be one: with a capital, or that of a list with a colon behind."""
    return line.text[0].isupper() or (
        ":" in line.text[: match.start("rest")] and roster_labels.listed()[match["label"].casefold()][0] == "list"
    )


def has_value(kind: tuple[str, str], match: re.Match[str], rest: Flow) -> bool:
    """Whether what stands behind a label on its line is its value: no sentence that begins with the same word."""
    behind = match["rest"]
    colon = ":" in match.string[: match.start("rest")]
    if kind[0] == "list":
        if re.match(agents.NAME, behind) is not None or (colon and kind[1] not in ONE_PERSON):
            return True
        named = agents.people(rest)
        return bool(named) and (
            colon or bool(re.match(r"[(\[]?[A-ZÅÄÖ]{1,4}[)\]]?\s", behind)) or agents.has_post(behind)
        )
    return kind[1] != "stop" and (
        colon
        or bool(re.match(r"§|\d|kl", behind))
        or kind[1] in {"place", "adjusted"}
        or len(match["label"].split()) > 2
    )


def is_whole(cell: Flow) -> bool:
    """Whether a cell holds a name, a role or a party, and not the first half of a name that is set wide."""
    words = cell.text.strip(" :")
    return bool(agents.people(cell)) or roster_entry.role_of(words) != "" or words.upper() in agents.parties()


def is_body(line: Line) -> bool:
    """Whether a line is a body and nothing else."""
    named = agents.bodies(line.flow, kinds=("body",))
    return len(named) == 1 and len(named[0].text) >= len(line.text) - 1


@cache
def _header() -> re.Pattern[str]:
    words = "|".join(map(re.escape, phrases("roster", "header")["words"]))
    return re.compile(rf"(?:{words})(?:\s.*)?")


def is_header(line: Line, repeated: Collection[str], text: str) -> bool:
    """Whether a line is what pages repeat at their top: date, page, the body's name; or stands in cells, once."""
    folded = roster_labels.fold(line.text)
    if len(folded) >= _SHORT:
        return False
    if folded in repeated or not folded or _header().fullmatch(folded) or NUMBERS.fullmatch(folded):
        return True
    # `Vårdnämnden  2031-03-20  2(3)`: the body with the day or the page behind it.
    figures = _FIGURES_BEHIND.search(line.text)
    if figures is not None and is_body(replace(line, flow=line.flow.cut(0, figures.start()))):
        return True
    parts = [replace(line, flow=part) for part in cells(line.flow, text)]
    return len(parts) > 1 and all(map(_is_of_a_header, parts))


def _is_of_a_header(cell: Line) -> bool:
    """Whether a cell is a word of such a head, a day, a page, a body or an organisation."""
    folded = roster_labels.fold(cell.text)
    organisation = roster_entry.is_behalf(cell.text) and printed_party.party_heading(cell.flow) is None
    said = _header().fullmatch(folded) is not None or NUMBERS.fullmatch(folded) is not None
    return organisation or said or is_body(cell)


def may_be_entry(line: Line) -> bool:
    """Whether a line may be an entry of a list of people."""
    folded = line.text.casefold()
    return (
        line.text[:1] in "(§*|["
        or line.text[:1].islower()
        or bool(agents.people(line.flow))
        or _is_in_capitals(line)
        or roster_names.LAST_FIRST.match(line.text) is not None
        or grammar.pattern("attendance", "vacant").search(folded) is not None
        or grammar.pattern("attendance", "elsewhere").search(folded) is not None
        or grammar.pattern("attendance", "all-but").search(folded) is not None
        or _PARTY_ENDS.search(line.text) is not None
        or grammar.pattern("attendance", "ends-in-a-party").search(line.text) is not None
        or _PARTY_BEGINS.match(line.text) is not None
        or printed_party.party_heading(line.flow) is not None
    )


def _is_in_capitals(line: Line) -> bool:
    """Whether a line is a name in capitals, a comma and a title: `ANNA EK, ekonomichef`."""
    name, _, title = line.text.partition(",")
    return agents.has_post(title) and bool(agents.people(line.flow.cut(0, len(name)), capitals=True))


def is_name(flow: Flow) -> bool:
    """Whether a line is a name and nothing else, but for a party."""
    people = agents.people(flow)
    return len(people) == 1 and len(flow.text) <= len(people[0].text) + _SIGNED
