"""The documents that a paragraph rests on (beslutsunderlag), each entry one, with its annex number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.language import dates, diary, grammar
from kg.language.headings import is_lead
from kg.lines import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Fact):
    """One entry of the list of documents; title as printed, without the word that it is annexed."""

    title: str
    flow: Flow
    annex: str = ""
    dated: str = ""
    kind: str = ""


_ANNEX_BEHIND = grammar.pattern("document", "annex-behind")
_ANNEX_BEFORE = grammar.pattern("document", "annex-before")
_NO_BEGINNING = re.compile(r"[a-zåäö(),]|\d[\d\s–-]*(?:\.|$)")
_SEMICOLON = re.compile(r";\s+(?=\S)")
_COMMA = re.compile(r",\s(?=[A-ZÅÄÖ])")
_ENDS_IN_A_DAY = re.compile(r"\s\d{4}-\d{2}-\d{2}$")
_COMMA_BETWEEN = re.compile(r",\s(?=[^\W\d_])")
_DATED_EACH = re.compile(r"(?:[A-ZÅÄÖ][^,;]*,\s\d{4}-\d{2}-\d{2}(?:\s|$)){2,}")
"""Entries whose line ends a converter lost: `Tjänsteskrivelse, 2031-02-27 Rapport, 2031-02-25`."""
_BEHIND_A_DAY = re.compile(r"(?<=,\s\d{4}-\d{2}-\d{2})\s(?=[A-ZÅÄÖ])")
_SHORT, _NEARLY_FULL = 0.75, 0.9
_ABBREVIATED = grammar.pattern("document", "abbreviated")
"""A full stop that ends no entry: `m.m.`, `dnr.`, an initial."""
_LONG_WORD = 5
_FEW = 10
"""A paragraph of so few lines says nothing about how long a full line is."""
_ANNEXED = grammar.pattern("document", "annexed")
_FOOTNOTE = re.compile(r"^\d{1,2}\s[A-ZÅÄÖ][a-zåäö]+\s[a-zåäö]")
# Paragraphs whose lists are what has come in.
ANNOUNCED = grammar.pattern("document", "announced")
_CAME_IN = grammar.pattern("document", "came-in")
_DELEGATED = grammar.pattern("document", "delegated")
"""Lists of decisions that were delegated are nothing: without bullets one does not see where they end."""
_INITIATIVES = grammar.pattern("document", "initiatives")
_COUNTS = re.compile(r"(\d{1,2})[.)]?\s+(?=[A-ZÅÄÖ])")
_CALLED = grammar.pattern("document", "called")
_OF_MEMBERS = grammar.pattern("document", "of-members")
_NO_ENTRY = grammar.pattern("document", "no-entry")
_KIND = grammar.pattern("document", "kind")
_ONE_OF_SEVERAL = grammar.pattern("document", "one-of-several")
_READS_ON = re.compile(r"\s[^\W\d_]{3,}(?:\s|$)")
_IN_PREPARATION = grammar.pattern("document", "in-a-preparation")


def extract(text: ItemText) -> Iterator[Document]:
    """Read the lists under `Beslutsunderlag`, `Handlingar` and the like."""
    lines = [line for section in text.item.sections for line in section.lines]
    # A long list has a width of its own; a short one is as wide as the document.
    full = max(reading.width(lines) if len(lines) > _FEW else text.minutes.width, 60)
    announced = ANNOUNCED.search(text.item.title.text) is not None
    for section in text.item.sections:
        if section.kind == "documents":
            listed = entries(section.lines, full)
            if section.heading is not None and _OF_MEMBERS.fullmatch(section.heading.text):
                # What members and citizens have put is a document where it is called one.
                listed = [flow for flow in listed if _CALLED.match(flow.text)]
            beside = _beside(text, section)
            listed = [part for flow in listed for part in _in_a_line(flow, beside=beside)]
        elif announced and section.kind in {"", "background", "other", "deliberation", "decision"}:
            listed = list(_announced(section, full, delegated=_DELEGATED.search(text.item.title.text) is not None))
        elif section.kind == "preparation":
            listed = [flow for flow in entries(section.lines, full) if _IN_PREPARATION.match(flow.text)]
        elif section.kind in {"", "other"}:
            listed = [block.flow for block in section.blocks if _ANNEXED.search(block.text)]
        else:
            continue
        for entry in _without_numbers(list(listed)):
            document = _read(text, entry)
            if document is not None:
                yield document


def _announced(section: Section, full: int, *, delegated: bool) -> Iterator[Flow]:
    """Read what came in without a heading above it: points, or lines without bullets; motions are no documents."""
    above = ""
    for block in section.blocks:
        if block.mark:
            if section.kind != "decision" and not _INITIATIVES.search(above):
                yield block.flow
            continue
        above = block.text
    for group in () if delegated else came_in(section):
        part: list[Line] = []
        for line in group:
            if part and _CAME_IN.match(line.text) and not reading.OPEN_END.search(part[-1].text):
                yield from entries(part, full)
                part = []
            part.append(line)
        yield from entries(part, full)


def came_in(section: Section) -> Iterator[list[Line]]:
    """Give the lines of each list without bullets of what came in: none ends in a stop, and they begin as entries do.

    In a decision such a list stands apart, below what was decided.
    """
    groups: list[list[Line]] = []
    for before, line in pairwise([None, *section.lines]):
        if line is None:
            continue
        new = before is None or before.text[-1] in ":." or bool(before.mark) != bool(line.mark) or is_lead(line)
        if new or (line.gap and not line.furniture) or not groups:
            groups.append([])
        groups[-1].append(line)
    for at, group in enumerate(groups):
        if section.kind == "decision" and (not at or not group[0].gap):
            continue
        whole = all(not line.mark and not line.level and line.text[-1] not in ".:;!?" for line in group)
        if whole and _CAME_IN.match(group[0].text):
            yield group


def entries(lines: Sequence[Line], full: int) -> list[Flow]:
    """Part the lines of a list into entries: at bullets, at gaps, and where a line ended with room to spare."""
    groups: list[list[Line]] = []
    for line in lines:
        parted = bool(groups) and groups[-1][-1].text.endswith(
            "-"
        )  # a date that goes on: `2026-02-` / `28 Norra hallen`
        if _FOOTNOTE.match(line.text) and not line.mark and not parted:
            break
        if groups and not _NO_ENTRY.match(line.text) and _goes_on(groups[-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [flow for group in groups if not _NO_ENTRY.match((flow := reading.join_lines(group)).text)]


def _without_numbers(listed: list[Flow]) -> list[Flow]:
    """Leave out the numbers in front of the entries of a list, where they count from one: `1 Länsstyrelsen. Beslut`."""
    numbers = [_COUNTS.match(flow.text) for flow in listed]
    if len(listed) < 2 or any(match is None or int(match[1]) != at for at, match in enumerate(numbers, 1)):
        return listed
    return [flow.cut(match.end()) for flow, match in zip(listed, numbers, strict=True) if match]


def _beside(text: ItemText, section: Section) -> bool:
    """Whether the list stands on the line of its heading: `Underlag: Rapporten; förslag till yttrande`."""
    if section.heading is None or not section.lines:
        return False
    return "\n" not in text.minutes.source.text[section.heading.span().end : section.lines[0].flow.span().begin]


def _in_a_line(flow: Flow, *, beside: bool) -> list[Flow]:
    """Part a line that holds several documents.

    Beside its heading a list has no other marks. Below it a line is one but where every part is called one.
    """
    if _DATED_EACH.fullmatch(flow.text):
        ends = [match.end() for match in _BEHIND_A_DAY.finditer(flow.text)]
        return [flow.cut(begin, end) for begin, end in pairwise([0, *ends, len(flow.text)])]
    parts = [part for one in _at_semicolons(flow) for part in (_at_commas(one) if beside else [one])]
    if beside and len(parts) > 1:
        return parts
    parts = [part for one in _at_semicolons(flow) for part in _cut(one, _COMMA_BETWEEN)]
    return parts if all(_ONE_OF_SEVERAL.match(part.text.rstrip(" .")) for part in parts) else [flow]


def _at_semicolons(flow: Flow) -> Iterator[Flow]:
    begin = 0
    for match in _SEMICOLON.finditer(flow.text):
        yield flow.cut(begin, match.start())
        begin = match.end()
    yield flow.cut(begin)


def _at_commas(flow: Flow) -> list[Flow]:
    """Part a list at its commas where each part is called a document: `Skrivelse 2031-05-03, Yttrande, Rapport`."""
    parts = _cut(flow, _COMMA)
    return parts if all(_KIND.match(part.text) for part in parts) else [flow]


def _cut(flow: Flow, comma: re.Pattern[str]) -> list[Flow]:
    ends = [match.start() for match in comma.finditer(flow.text)]
    first, *more = [flow.cut(begin, end) for begin, end in pairwise([0, *ends, len(flow.text)])]
    return [first, *(part.cut(2) for part in more)]


def _goes_on(group: list[Line], line: Line, full: int) -> bool:
    """Say whether a line goes on with the entry above it.

    An entry never begins with a bracket, a bare number or year, or in lower case, and never ends with a preposition.
    Else a line goes on where its first word had no room above; a line well short of full is an end all the same.
    """
    before = group[-1]
    if line.mark or (line.gap and not line.furniture) or _ANNEX_BEHIND.search(before.text):
        return False
    if diary.SERIES.match(line.text) and diary.SERIES.match(group[0].text):
        return False
    if (
        group[0].mark
        or before.text.endswith("-")
        or _NO_BEGINNING.match(line.text)
        or reading.OPEN_END.search(before.text)
    ):
        return True
    if before.text.endswith(".") and line.text[0].isupper() and not _ABBREVIATED.search(before.text):
        return False  # an entry that ends in a full stop is at its end, however far its line reaches
    if before.text.endswith(",") and all(_ONE_OF_SEVERAL.match(one.text.rstrip(",")) for one in (before, line)):
        return False  # `Tjänsteskrivelse 2031-03-04,` / `Motion om båtplatser,`: the comma parts entries
    if _ENDS_IN_A_DAY.search(before.text) and line.text[0].isupper() and _ONE_OF_SEVERAL.match(line.text):
        return False  # `Motion om torget 2030-05-06` / `Rapport om hamnar`
    first = line.text.split(" ", 1)[0]
    if line.text[0].isupper() and len(first) >= _LONG_WORD and group[0].text.startswith(f"{first} "):
        return False  # "Förteckning över ..." / "Förteckning över ...": an entry of the same sort
    filled = before.reach / full
    if filled < _SHORT or (filled < _NEARLY_FULL and (_KIND.match(line.text) or _CAME_IN.match(line.text))):
        return False
    return reading.runs_on(before, line, full)


def _read(text: ItemText, flow: Flow) -> Document | None:
    if _NO_ENTRY.match(flow.text) or len(flow.text) < 4:
        return None
    annex = ""
    begin, end = 0, len(flow.text)
    if behind := _ANNEX_BEHIND.search(flow.text):
        annex = behind["number"] or ""
        end = behind.start()
    elif before := _ANNEX_BEFORE.match(flow.text):
        annex = before["number"]
        # `Bilaga 1 förslag till reglemente`: what reads on is the title; `Bilaga 1 - Karta` has it in it.
        begin = before.end() + 1 if _READS_ON.match(flow.text, before.end()) else 0
    title = flow.cut(begin, end)
    trimmed = title.text.rstrip(" ,;.") if not title.text.endswith(("m.fl.", "m.m.", "dnr.")) else title.text
    title = title.cut(0, len(trimmed))
    if not title.text:
        return None
    when = dates.find(title.text)
    kind = _KIND.match(title.text)
    return Document(
        item=text.item.number,
        at=(flow.span(),),
        title=title.text,
        flow=title,
        annex=annex,
        dated=when.first if when else "",
        kind=kind["kind"].casefold() if kind else "",
        confidence=0.85,
    )


KIND = Kind(
    name="document",
    record=Document,
    term="Document",
    link="basedOn",
    link_stated=True,
    fields=(
        Field("title", "title", "string"),
        Field("annex", "annexNumber", "string"),
        Field("dated", "created", "date"),
        Field("kind", "documentKind", "string"),
    ),
    needs=("title",),
    extract_item=extract,
)
