"""Lines and tables of the preparation that only name a body, a day and a paragraph: each is one step of a matter."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from kg.facts.floor.vote_row import as_printed
from kg.facts.matters import movement
from kg.facts.matters.movement import ASKER, Referral
from kg.language import agents, dates, grammar
from kg.lines.reading import flow_of
from kg.model import join
from kg.resources import abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText
    from kg.model import Flow, Mention, Section

# What may stand in front of the body on a line of steps, and behind it: nothing that says more.
_DAY = dates.DATE_PATTERN
_LINE_BEFORE = grammar.pattern("steps", "line-before")
_LINE_BEHIND = grammar.pattern("steps", "line-behind")
_LINE_OF_A_DAY = re.compile(rf"{_DAY}[\s,|]*(?:§\s?\d{{1,4}}(?:/\d{{2,4}})?|\d{{1,4}}(?:\s§)?)?[\s|]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LINE_DATED = re.compile(rf"[\s,:–-]*(?:den\s)?{_DAY}", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,4}(?:[ -]?[aA][uU]\b)?(?=[\s,:]+(?:den\s|§|\d))")
_APART = re.compile(r"[ -]")
"""Between the letters of a board and those of its committee: `TN au`."""
_HANDED_ON = grammar.pattern("steps", "handed-on")
_DAY_ALONE_IN_FRONT = grammar.pattern("steps", "day-alone-in-front")
_BETWEEN_STEPS = grammar.pattern("steps", "between")
"""What stands behind one step of a line, and in front of the next."""
_COMMITTEE = "arbetsutskott"
_SAID = "referral/said-behind-a-colon"
_THREE = 3
"""Fewer letters may be those of many boards."""


def steps(text: ItemText, section: Section) -> Iterator[Referral]:
    """Read the lines of the preparation that only name body, date and paragraph, in a list or table: each one step."""
    alone: list[Referral] = []
    rows = _rows(text, section)
    for row, below in zip_longest(rows, rows[1:]):
        flow = row.cut(2) if row.text.startswith("| ") else row
        # A table's first column may be a line of its own: who, and in the next line when.
        if below is not None and _LINE_OF_A_DAY.fullmatch(below.text) and not _DIGIT.search(flow.text):
            flow = join([flow, below])
        alone += several(text, flow) or line(text, flow, whole=True)
    yield from alone
    for block in () if alone else section.blocks:
        yield from several(text, block.flow) or line(text, block.flow)


def _rows(text: ItemText, section: Section) -> list[Flow]:
    """Give the rows of a section: as they are printed where what stands on one line was parted into columns."""
    printed = {begin: raw for raw, begin in (as_printed(line, text.minutes.source) for line in section.lines)}
    if len(printed) == len(section.lines) or any("|" in raw for raw in printed.values()):
        return [line.flow for line in section.lines]
    return [flow_of(raw, begin) for begin, raw in sorted(printed.items())]


def said(text: ItemText, section: Section) -> Iterator[Referral]:
    """Read the lines that begin with a step and say behind a colon what was said there, to whom asked or none.

    `Socialnämnden 2031-03-15 § 33: Nämnden ställer sig positiv till motionen.`
    """
    for row in section.lines:
        head, colon, rest = row.text.partition(": ")
        if colon and rest[:1].isupper():
            found = line(text, row.flow.cut(0, len(head)), whole=True)
            yield from (replace(one, target=ASKER, rule=_SAID) for one in found if one.date and one.step)


def heading_steps(text: ItemText) -> Iterator[Referral]:
    """Read the lines right below a title that are steps and nothing else: `Au § 71`, `TN § 41   KSAU § 88`."""
    top = text.item.sections[0] if text.item.sections else None
    for row in top.lines if top is not None and top.heading is None else ():
        found = several(text, row.flow) or list(line(text, row.flow, whole=True))
        if not found or not all(one.step for one in found):
            return
        yield from found


def earlier(text: ItemText, section: Section) -> Iterator[Referral]:
    """Read whose paragraph is printed in front of this one's, `Teknn § 41/13.5.2031`: by its heading, or who decides.

    An assembly prepares nothing: what it handed on is told by its decision.
    """
    if section.heading is None:
        return
    hit = agents.body_at(section.heading, 0) or _abbreviated(text, section.heading)
    who = hit.mention if hit is not None else _decider(section)
    date, step = movement.step(text, section.heading)
    if who is None or not step or movement.is_own(text, who):
        return
    found = _prepared(text, section.heading, who, date, step)
    told = "\n".join(line.text for line in section.lines)
    yield replace(found, kind="forwards") if _HANDED_ON.search(told) else found


def _decider(section: Section) -> Mention | None:
    """Give the body that a sentence of an earlier paragraph begins with, where its heading only has its initial."""
    letter = section.heading.text[:1] if section.heading else ""
    hits = (hit for line in section.lines for hit in agents.locate(line.flow, kinds=("body",)) if hit.begin == 0)
    return next((hit.mention for hit in hits if hit.mention.text[:1] == letter), None)


def several(text: ItemText, flow: Flow) -> list[Referral]:
    """Read a line of several steps and nothing else: `Tekniska nämnden 2031-04-03, § 41, arbetsutskottet § 88`."""
    located = [hit for hit in agents.locate(flow) if hit.mention.kind in {"body", "administration"}]
    begins = sorted({hit.begin for hit in located} | {match.start() for match in _ABBREVIATION.finditer(flow.text)})
    begins = [begin for begin in begins if flow.text[begin - 1 : begin] != "("]
    begins = [begin for at, begin in enumerate(begins) if not at or not _names_it_again(flow, begins[at - 1], begin)]
    if len(begins) < 2 or flow.text[: begins[0]].strip():
        return []
    found: list[Referral] = []
    for begin, end in pairwise([*begins, len(flow.text)]):
        between = _BETWEEN_STEPS.search(flow.text, begin, end)
        piece = flow.cut(begin, between.start() if between else end)
        one = next(line(text, piece, whole=True), None)
        if one is None and not _names_a_step(text, piece):
            return []
        found += [one] if one else []
    return found


def _names_it_again(flow: Flow, begin: int, at: int) -> bool:
    """Whether an abbreviation is that of the body in front of the day: `Allmänna utskottet 2031-01-14, Au § 5`."""
    short, hit = _ABBREVIATION.match(flow.text, at), agents.body_at(flow, begin)
    return bool(
        short
        and hit
        and _DAY_ALONE_IN_FRONT.search(flow.text, 0, at)
        and agents.is_short_for(short[0], hit.mention.text)
    )


def _names_a_step(text: ItemText, flow: Flow) -> bool:
    """Whether a piece names the body that meets, or one that is still to meet: a step, but none before this meeting."""
    hit = agents.body_at(flow, 0) or _abbreviated(text, flow)
    return hit is not None and _LINE_BEHIND.fullmatch(flow.text, hit.end) is not None


def line(text: ItemText, flow: Flow, *, whole: bool = False) -> Iterator[Referral]:
    """Read a line such as `KSAU 2031-05-06, § 88`, `Tekniska nämnden § 12/2031`, `Nämndens beslut den 6 maj, § 9`."""
    before = _LINE_BEFORE.match(flow.text)
    begin = before.end() if before else 0
    hit = agents.body_at(flow, begin) or _abbreviated(text, flow, begin)
    match = _LINE_BEHIND.match(flow.text, hit.end) if hit else None
    dated = _LINE_DATED.match(flow.text, hit.end) if hit and not whole else None
    if not hit or not (match or dated) or hit.mention.kind == "authority":
        return
    if whole and match and match.end() < len(flow.text):
        return
    date, step = movement.step(text, flow)
    if date and date >= (movement.day(text) or date + "-"):
        return  # it is still to come
    step = step or (match["bare"] or match["alone"] or match["behind"] if match else "") or ""
    if (date or step) and not movement.is_own(text, hit.mention):
        yield _prepared(text, flow, hit.mention, date, step)


def _prepared(text: ItemText, flow: Flow, who: Mention, date: str, step: str) -> Referral:
    return Referral(
        item=text.item.number,
        at=(flow.span(),),
        source=who,
        target=agents.own(),
        kind="prepares",
        date=date,
        step=step,
    )


def _abbreviated(text: ItemText, flow: Flow, begin: int = 0) -> agents.Located | None:
    """Give the body whose abbreviation stands at a place of a line (`KSAU § 68, 2031-05-20`)."""
    match = _ABBREVIATION.match(flow.text, begin)
    letters = _APART.sub("", match[0].upper()) if match else ""
    name = _ours(text, letters) or abbreviations().get(letters) or _spelt_out(text, letters)
    return agents.Located(begin, match.end(), agents.named(name, flow.span(*match.span()))) if match and name else None


def _ours(text: ItemText, letters: str) -> str:
    """Give the board that meets, or its committee, where letters stand for that: `VON` and `VONAU` in its minutes."""
    board = movement.own_name(text).removesuffix(f"s {_COMMITTEE}")
    short = letters.removesuffix("AU")
    if not board.endswith("nämnden") or not short.endswith("N") or not agents.is_short_for(short, board):
        return ""
    return board if short == letters else f"{board}s {_COMMITTEE}"


def _spelt_out(text: ItemText, letters: str) -> str:
    """Give the one board that the minutes name and that has these letters: `Byggnadstekniska nämnden` for BTN."""
    if len(letters) < _THREE or letters[-1] != "N":
        return ""
    found = {name for name in _boards(text.minutes.source.text) if agents.is_short_for(letters, name)}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=2)
def _boards(text: str) -> frozenset[str]:
    """Give the boards that a text names, each with a capital."""
    named = grammar.pattern("steps", "board-named").finditer(text)
    return frozenset(" ".join(match[0].split()).capitalize() for match in named)
