"""The paragraphs of a decision before they are walked: points that run on in one line, and what is no point at all."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.decisions import decision_points, who_decides
from kg.facts.papers import document
from kg.language import agents, grammar
from kg.language.headings import is_lead
from kg.lines import cells, reading
from kg.lines.sentences import sentences
from kg.model import Block, Section, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow, Line


_FOR_ITSELF = grammar.pattern("walk", "for-itself-too")
_ASKS_TOO = grammar.pattern("walk", "asks-too")
_ASKS_NOBODY_YET = grammar.pattern("walk", "asks-below")
_ATT = re.compile(r"\batt\s")
_COUNTED = re.compile(r"(\d{1,2}(?=\s)|[IVX]{1,5}(?=[.)]))[.)]?\s(?=[A-ZÅÄÖ]|att\s)")
_LETTERED = re.compile(r"([A-ZÅÄÖa-zåäö])[.)]\s(?=[A-ZÅÄÖ]|att\s)")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_PARTLY = re.compile(r"[Dd]els\s(?=att\s)")
_NUMBER = re.compile(r"\d{1,2}[.)]?|[a-zåäö][.)]?")
_RUN = 2
_WIDE = 2
_STOPS = ".:;!?”,"


def blocks(whole: Sequence[Block]) -> Iterator[Block]:
    """Give the paragraphs of a decision, each point with its mark, also where several stand in one line."""
    told = [part for one in _asked_below(_rows(whole)) for part in _lead_inside(one)]
    apart = [part for one in told for below in _below_a_lead(one) for part in _infinitives(below)]
    plain = [replace(one, flow=one.flow.cut(said.end())) if (said := _PARTLY.match(one.text)) else one for one in apart]
    yield from _parted(_marked([part for one in plain for part in _listed_in_line(one)]))


def _rows(whole: Sequence[Block]) -> Sequence[Block]:
    """Read the rows of a table as points where each has its number in front: `| 1 | Planen antas. |`."""
    told = [(block, cells.barred(block.flow) if block.text.startswith("|") else []) for block in whole]
    rows = [row for _, row in told if row]
    numbered = [row for row in rows if len(row) > 1 and _NUMBER.fullmatch(row[0].text) and row[1].text]
    if not numbered or len(numbered) < len(rows) - 1:
        return whole
    return [
        Block(row[1], (replace(block.lines[0], mark=f"{row[0].text.rstrip('.)')}."),)) if row else block
        for block, row in told
        if not row or row in numbered
    ]


def _asked_below(whole: Sequence[Block]) -> Iterator[Block]:
    """Join a line that asks with the one below that says whom: `Styrelsen beslutar hemställa` / `att fullmäktige`.

    Where that is a list, each point asks: `Nämnden föreslår` / `- styrelsen besluta att ...` / `- fullmäktige besluta`.
    """
    asking: Block | None = None
    asks_each: Block | None = None
    for block in whole:
        each = asking if asking is not None and block.mark else asks_each
        if each is not None and block.mark and _opens_another(told := join([each.flow, block.flow])):
            yield Block(told, block.lines[:1] and (replace(block.lines[0], mark=""), *block.lines[1:]))
            asks_each, asking = each, None
            continue
        asks_each = None
        joined = Block(join([asking.flow, block.flow]), (*asking.lines, *block.lines)) if asking else block
        whom = decision_points.ATT.match(block.text) or agents.body_at(block.flow, 0) or agents.short_at(block.flow, 0)
        if asking is not None and not (whom and _opens_another(joined.flow)):
            yield asking
            joined = block
        asking = joined if not joined.mark and _ASKS_NOBODY_YET.search(joined.text) else None
        if asking is None:
            yield joined
    if asking is not None:
        yield asking


def _lead_inside(block: Block) -> Iterator[Block]:
    """Part a paragraph at a line in it that begins with who decides, where the line above has no end but could have.

    `att föreslå styrelsen att höja taxan` / `Utskottet beslutar för egen del att ...`: the order is not proposed.
    """
    lines = block.lines
    begin = 0
    for at in range(1, len(lines)) if block.flow == reading.join_lines(lines) else ():
        above = lines[at - 1].text
        if above[-1] in _STOPS or reading.OPEN_END.search(above) or decision_points.asks_infinitive(above):
            continue
        told = who_decides.read(reading.join_lines(lines[at:])) if lines[at].text[0].isupper() else None
        named = told is not None and told.by is not None and told.by.span.begin == lines[at].flow.span().begin
        if told is not None and named and who_decides.opens(told, strict=True):
            yield Block(reading.join_lines(lines[begin:at]), lines[begin:at])
            begin = at
    yield Block(reading.join_lines(lines[begin:]), lines[begin:]) if begin else block


def _below_a_lead(block: Block) -> Iterator[Block]:
    """Part a line that alone says who decides from the sentence on the line below it, which is the decision.

    `För egen del beslutar nämnden` / `Kontoret får i uppdrag ...`: without a colon the two look as one sentence.
    """
    first, *below = block.lines
    ends = not decision_points.ends_in_att(first.text) and not _ASKS_NOBODY_YET.search(first.text)
    whole = bool(below) and (below[0].text[0].isupper() or first.text.endswith(" följande"))
    alone = who_decides.for_itself(first.text) or (whole and is_lead(first))
    if below and not block.mark and ends and alone:
        yield Block(first.flow, block.lines[:1])
        yield Block(reading.join_lines(below), tuple(below))
    else:
        yield block


def _infinitives(block: Block) -> Iterator[Block]:
    """Part a lead from the infinitives on the lines below it, and these from each other: each is a point.

    `Nämnden beslutar` / `avslå motionen` / `uppdra åt kontoret att ...`; what the line above asks for is its rest.
    """
    below = block.lines[1:] if is_lead(block.lines[0]) else block.lines
    if block.mark or not below or not who_decides.is_infinitive(below[0].text):
        yield block
        return
    listed = _parted_by_commas(below)
    groups: list[list[Line]] = []
    for line in below:
        asked = bool(groups) and decision_points.asks_infinitive(groups[-1][-1].text)
        if groups and (not who_decides.is_infinitive(line.text) or (asked and not listed)):
            groups[-1].append(line)
        else:
            groups.append([line])
    if below != block.lines:
        if len(groups) == 1 and decision_points.ends_in_att(block.lines[0].text):
            yield block  # one att-sats, whose line ends there
            return
        yield Block(block.lines[0].flow, block.lines[:1])
    for group in groups:
        yield Block(reading.join_lines(group), tuple(group))


def _parted_by_commas(lines: Sequence[Line]) -> bool:
    """Whether three lines or more are infinitives, each of which ends in the comma that parts it from the next."""
    return len(lines) > _RUN and all(
        who_decides.is_infinitive(line.text) and (line is lines[-1] or line.text.endswith(",")) for line in lines
    )


def _marked(blocks: Sequence[Block]) -> Sequence[Block]:
    """Read the figure in front of a point as its mark where the points count from one: `1 Marken säljs`.

    So too the letter, where the letters rise and one of the points settles something: `C. Marken säljs`.
    """
    counted = [match for block in blocks if not block.mark and (match := _COUNTED.match(block.text))]
    numbers = [_counted(match[1]) for match in counted]
    if not counted or numbers != list(range(1, len(counted) + 1)):
        counted = _lettered(blocks)
    if not counted or (len(counted) < _RUN and not _stands_apart(blocks, counted[0])):
        return blocks
    places = {match.string: match.end() for match in counted}
    return [
        block
        if block.mark or block.text not in places
        else Block(
            block.flow.cut(places[block.text]),
            (replace(block.lines[0], mark=f"{block.text.split(' ')[0].rstrip('.)')}."), *block.lines[1:]),
        )
        for block in blocks
    ]


def _lettered(blocks: Sequence[Block]) -> list[re.Match[str]]:
    letters = [match for block in blocks if not block.mark and (match := _LETTERED.match(block.text))]
    order = [_ALPHABET.index(match[1].casefold()) for match in letters]
    settles = any(decision_points.is_outcome(match.string[match.end() :].strip(" .")) for match in letters)
    rises = all(first < second for first, second in pairwise(order))
    return letters if len(letters) >= _RUN and rises and settles else []


def _stands_apart(blocks: Sequence[Block], one: re.Match[str]) -> bool:
    """Whether the one figure of a list is set apart from its point as a mark is, by white space."""
    flow = next(block.flow for block in blocks if block.text == one.string)
    return flow.origin(one.end()) - flow.origin(one.end() - 2) > _WIDE


def came_in(text: ItemText, blocks: Sequence[Block]) -> frozenset[int]:
    """Give the lines below a decision that list what came in: documents, and no points of it."""
    if not document.ANNOUNCED.search(text.item.title.text):
        return frozenset()
    section = Section("decision", None, tuple(line for block in blocks for line in block.lines), ())
    listed = frozenset(line.number for group in document.came_in(section) for line in group)
    return listed | frozenset(line.number for block in _entries_below(blocks) for line in block.lines)


def _entries_below(blocks: Sequence[Block]) -> Sequence[Block]:
    """Give marked entries below the sentence that settles them: `Anmälningarna läggs till handlingarna.` / `a) ..`."""
    first = next((at for at, block in enumerate(blocks) if block.mark), 0)
    above, below = blocks[first - 1] if first else None, blocks[first:]
    settled = above is not None and above.text.endswith(".") and _is_outcome(above)
    return below if settled and all(block.mark and not _is_outcome(block) for block in below) else ()


def _is_outcome(block: Block) -> bool:
    said = decision_points.ATT.match(block.text) or who_decides.read(block.flow) is not None
    return bool(said or decision_points.is_outcome(block.text.strip(" .")))


_IN_LINE = re.compile(r"(?:^|(?<=[.:;]\s))(?P<mark>(?P<number>\d{1,2}|[IVX]{1,5})[.)])\s(?=[A-ZÅÄÖ]|att\s)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
"""The number of a point that does not begin a line: behind a stop, with its own stop or bracket."""


def _counted(number: str) -> int:
    """Give the number of a point, in figures or in Roman ones; 0 where it is none."""
    return int(number) if number.isdigit() else 1 + _ROMAN.index(number) if number in _ROMAN else 0


def _listed_in_line(block: Block) -> Iterator[Block]:
    """Part a paragraph whose points run on in one line: `1) Planen antas. 2) Medel anvisas.`; they count from one."""
    begun = re.fullmatch(r"1[.)]", block.mark) is not None
    marks = list(_IN_LINE.finditer(block.text)) if begun or not block.mark else []
    numbers = [_counted(match["number"]) for match in marks]
    if begun:
        numbers = [1, *numbers]
    front = block.flow.cut(0, marks[0].start()) if marks and not begun else None
    if (
        len(numbers) < _RUN
        or numbers != list(range(1, len(numbers) + 1))
        or (front and front.text[-1:] not in {"", ":"})
    ):
        yield block
        return
    if front and front.text:
        yield replace(block, flow=front)
    edges = [*([0] if begun else []), *(match.start() for match in marks), len(block.text)]
    labels = [*([block.mark] if begun else []), *(match["mark"] for match in marks)]
    skipped = [*([0] if begun else []), *(match.end() for match in marks)]
    for mark, begin, end in zip(labels, skipped, edges[1:], strict=True):
        yield Block(block.flow.cut(begin, end), (replace(block.lines[0], mark=mark),))


def _opens_another(flow: Flow) -> bool:
    opening = who_decides.read(flow)
    return who_decides.for_itself(flow.text) or (opening is not None and bool(opening.asked))


def _begins_anew(flow: Flow) -> bool:
    """Whether a sentence behind others begins with who decides or asks, and with the word that a clause begins with."""
    opening = who_decides.read(flow)
    return opening is not None and opening.by is not None and opening.rest.text.casefold().startswith("att ")


def _asks_too(flow: Flow, asks: re.Match[str]) -> bool:
    """Whether behind an att-sats another body is asked: `tillstyrker förslaget och föreslår Y att` is one proposal."""
    opening = who_decides.read(flow.cut(asks.end()))
    return opening is not None and bool(opening.asked) and _ATT.search(flow.text, 0, asks.start()) is not None


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the paragraphs; one whose later words ask another body to decide, or none any more, is parted there."""
    for whole in blocks:
        block = whole
        if own := _FOR_ITSELF.search(block.text):
            # "att godkänna avtalet samt beslutar för egen del att ...": from here on nobody else is asked.
            yield replace(block, flow=block.flow.cut(0, own.start()))
            block = Block(block.flow.cut(own.end()), block.lines)
        if (asks := _ASKS_TOO.search(block.text)) and _asks_too(block.flow, asks):
            # "att höja taxan samt föreslår kommunfullmäktige besluta att ..."
            yield replace(block, flow=block.flow.cut(0, asks.start()))
            block = Block(block.flow.cut(asks.end()), block.lines)
        parts = [] if block.mark else list(sentences(block.flow))
        colon = ":" in block.text
        at = next(
            (k for k, part in enumerate(parts) if k and (_begins_anew(part) or (colon and _opens_another(part)))), 0
        )
        if not at:
            yield block
            continue
        for part in (*parts[:at], join(parts[at:])):
            yield replace(block, flow=part)
