"""Page headers and footers are found, not deleted: lines that the reading skips, and the pages they tell of."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kg.model import Page, Source, Span
from kg.resources import check_keys, lexicon

_REACH = 90
"""Longest line that can be furniture, in characters: longer ones are prose."""
_REACH_LINES = 8
"""How far from an anchor furniture can stand, in lines with text."""
_HEAD = 400
"""A first page number further down than this, in characters, is printed at the foot of the page."""
_HYPHENS = str.maketrans("‐‑‒", "---")
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"(?:^|\s)(?:sid(?:a|nr|an)?\.? ?)?(\d{1,3}) ?(?:\((\d{1,3})\)|av (\d{1,3}))$", re.IGNORECASE)


class Raw(NamedTuple):
    """One line of the text as it stands: its span without white space at the ends, and what stands there."""

    begin: int
    end: int
    text: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = lexicon("furniture")
    check_keys(table, {"anchor", "beside", "never"}, "data/lexicon/furniture.toml")
    return {name: re.compile("|".join(f"(?:{p})" for p in table[name])) for name in table}


def raw_lines(text: str) -> list[Raw]:
    """Cut a text into its lines, form feeds counting as line ends."""
    lines = []
    begin = 0
    for part in re.split(r"[\n\f]", text):
        stripped = part.strip()
        at = begin + (part.find(stripped[0]) if stripped else 0)
        lines.append(Raw(at, at + len(stripped), stripped))
        begin += len(part) + 1
    return lines


def _plain(text: str) -> str:
    """Fold a line for comparing: no markup, no case, one kind of hyphen, single spaces."""
    if len(text) >= _REACH:
        return text
    folded = text.strip("#*-_| ").casefold().translate(_HYPHENS).replace("**", "")
    return " ".join(folded.split())


def find(lines: list[Raw]) -> frozenset[int]:
    """Find the lines that are page furniture.

    A line that the lexicon calls an anchor is furniture. From an anchor it grows over blank lines to its neighbours
    while these are numbers, dates or lines that stand beside anchors again and again, page after page.

    Returns:
        Their places in `lines`.
    """
    patterns = _patterns()
    plain = [_plain(line.text) for line in lines]
    keys = [_NUMBER.sub("#", text) if len(text) < _REACH else text for text in plain]
    filled = [i for i, text in enumerate(plain) if text]
    place = {i: at for at, i in enumerate(filled)}
    anchors = [i for i in filled if len(plain[i]) < _REACH and patterns["anchor"].fullmatch(plain[i])]
    if len(anchors) < 2:
        return frozenset()
    recurring = Counter(keys[i] for i in filled)
    parted = sum(1 for one, other in pairwise(anchors) if place[other] - place[one] > 1) + 1
    numbered = sum(1 for i in anchors if _PAGE.search(lines[i].text))
    pages_ = numbered or (parted + 1) // 2
    steps = _steady_steps(keys, filled, [place[anchor] for anchor in anchors])

    def grows(i: int) -> bool:
        text = plain[i]
        if len(text) >= _REACH or patterns["never"].fullmatch(text):
            return False
        if patterns["beside"].fullmatch(text) or (lines[i].text.strip("*# ").isupper() and text[0] != "("):
            return True  # "(MP)" is the end of the line above
        often = max(2, 0.6 * recurring[keys[i]], 0.4 * pages_)
        return steps[keys[i]] >= often and text[-1] not in ".:;,"

    found = set(anchors)
    for anchor in anchors:
        for step in (-1, 1):
            at = place[anchor] + step
            while 0 <= at < len(filled) and filled[at] not in found and grows(filled[at]):
                found.add(filled[at])
                at += step
    return frozenset(found)


def _steady_steps(keys: list[str], filled: list[int], anchors: list[int]) -> Counter[str]:
    """Count how often a line recurs at one and the same distance from the anchor next to it."""
    found: Counter[tuple[str, int]] = Counter()
    at = 0
    for here, i in enumerate(filled):
        while at + 1 < len(anchors) and abs(anchors[at + 1] - here) <= abs(anchors[at] - here):
            at += 1
        if abs(anchors[at] - here) <= _REACH_LINES:
            found[keys[i], anchors[at] - here] += 1
    steady: Counter[str] = Counter()
    for (key, _), count in found.items():
        steady[key] = max(steady[key], count)
    return steady


def pages(source: Source, lines: list[Raw], furniture: frozenset[int]) -> tuple[Page, ...]:
    """Give the pages of a source: its own, else those whose number its furniture prints (`20(33)`)."""
    if source.pages:
        return source.pages
    blocks: list[tuple[int, Span]] = []
    begin = -1
    last = -2
    for i in sorted(furniture):
        if last < 0 or any(line.text for line in lines[last + 1 : i]):
            begin = lines[i].begin
        last = i
        match = _PAGE.search(lines[i].text)
        if match and (not blocks or blocks[-1][1].begin < begin):
            blocks.append((int(match[1]), Span(begin, lines[i].end)))
    at_foot = bool(blocks) and blocks[0][0] == 1 and blocks[0][1].begin > _HEAD
    found = []
    for at, (number, span) in enumerate(blocks):
        if at_foot:
            before = blocks[at - 1][1].end if at and blocks[at - 1][0] == number - 1 else 0 if at == 0 else span.begin
            found.append(Page(number, Span(before, span.end)))
        else:
            follows = at + 1 < len(blocks) and blocks[at + 1][0] == number + 1
            last = len(source.text) if at + 1 == len(blocks) else span.end
            found.append(Page(number, Span(span.begin, blocks[at + 1][1].begin if follows else last)))
    return tuple(found)
