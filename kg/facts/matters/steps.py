"""Lines and tables of the preparation that only name a body, a day and a paragraph: each is one step of a matter."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.facts.matters import movement
from kg.facts.matters.movement import Referral
from kg.language import agents, dates
from kg.model import join
from kg.resources import abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText
    from kg.model import Flow, Section

# What may stand in front of the body on a line of steps, and behind it: nothing that says more.
_DAY = dates.DATE_PATTERN
_LINE_BEFORE = re.compile(
    rf"(?:(?:den\s)?{_DAY}[\s,:|–-]+|§\s?\d{{1,4}}(?:/\d{{2,4}})?[\s,:|–-]+|(?:Beslut|Behandlat|Beredning|Protokoll)\s(?:av|i|från)\s)+",
    re.IGNORECASE,
)
_LINE_BEHIND = re.compile(
    rf"(?:s?\s(?:beslut|förslag|protokoll(?:sutdrag)?|behandling|sammanträde))?(?P<rest>(?:[\s,:;|()–-]|\bden\b|\bvid\b|{_DAY}|"
    rf"(?:§\s?|paragraf\s)(?P<alone>\d{{1,4}})(?:/\d{{2,4}})?|(?P<behind>\d{{1,4}})\s§)*?)(?:\s(?P<bare>\d{{1,3}}))?\s*(?:\||\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_LINE_OF_A_DAY = re.compile(rf"{_DAY}[\s,|]*(?:§\s?\d{{1,4}}(?:/\d{{2,4}})?|\d{{1,4}}(?:\s§)?)?[\s|]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LINE_DATED = re.compile(rf"[\s,:–-]*(?:den\s)?{_DAY}", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,5}\b")


def steps(text: ItemText, section: Section) -> Iterator[Referral]:
    """Read the lines of the preparation that only name body, date and paragraph, in a list or table: each one step."""
    alone: list[Referral] = []
    rows = list(section.lines)
    for row, below in zip_longest(rows, rows[1:]):
        flow = row.flow.cut(2) if row.text.startswith("| ") else row.flow
        # A table's first column may be a line of its own: who, and in the next line when.
        if below is not None and _LINE_OF_A_DAY.fullmatch(below.text) and not _DIGIT.search(flow.text):
            flow = join([flow, below.flow])
        alone += line(text, flow, whole=True)
    yield from alone
    for block in () if alone else section.blocks:
        yield from line(text, block.flow)


def line(text: ItemText, flow: Flow, *, whole: bool = False) -> Iterator[Referral]:
    """Read a line such as `KSAU 2031-05-06, § 88`, `Tekniska nämnden § 12/2031`, `Nämndens beslut den 6 maj, § 9`."""
    before = _LINE_BEFORE.match(flow.text)
    begin = before.end() if before else 0
    hit = agents.body_at(flow, begin) or _abbreviated(flow, begin)
    match = _LINE_BEHIND.match(flow.text, hit.end) if hit else None
    dated = _LINE_DATED.match(flow.text, hit.end) if hit and not whole else None
    if not hit or not (match or dated) or hit.mention.kind == "authority":
        return
    if whole and match and match.end() < len(flow.text):
        return
    date, step = movement.step(text, flow)
    step = step or (match["bare"] or match["alone"] or match["behind"] if match else "") or ""
    if (date or step) and not movement.is_own(text, hit.mention):
        yield Referral(
            item=text.item.number,
            at=(flow.span(),),
            source=hit.mention,
            target=agents.own(),
            kind="prepares",
            date=date,
            step=step,
        )


def _abbreviated(flow: Flow, begin: int = 0) -> agents.Located | None:
    """Give the body whose abbreviation stands at a place of a line (`KSAU § 68, 2031-05-20`)."""
    match = _ABBREVIATION.match(flow.text, begin)
    name = abbreviations().get(match[0]) if match else None
    return agents.Located(begin, match.end(), agents.named(name, flow.span(*match.span()))) if match and name else None
