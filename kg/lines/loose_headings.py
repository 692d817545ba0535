"""Headings that a converter left on two lines, as a narrow column has them, or glued to the text beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, headings, listed_headings
from kg.lines import reading
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_NARROW, _MOST_LINES = 30, 3
"""A heading that had no room stands on so many lines at most, none longer than this."""
_GLUED = re.compile(r" (?=[A-ZÅÄÖ•–-])")
_WORDS = re.compile(r" ")
_LONGEST = 60
_FEWEST, _KINDS = 3, 2
"""So many headings of so many wordings stand glued where a converter did it."""
_BEHIND = {
    kind: grammar.pattern("running", f"behind-a-heading-{kind}")
    for kind in ("decision", "motions", "proposition", "reservation", "vote")
}
"""How the text begins that stands beside a heading of a kind: else the words may be a title or an entry of a list."""
_ANY_TEXT = frozenset({"background", "preparation", "documents", "notified"})


def put_apart(lines: Sequence[Line]) -> list[Line]:
    """Join the parts of headings that are wrapped, and part those from their text that stand glued to it."""
    return _parted(_joined(lines))


def _joined(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    at = 0
    while at < len(lines):
        count = _wrapped(lines, at)
        group = lines[at : at + count]
        found.append(replace(lines[at], flow=join([line.flow for line in group])) if count > 1 else lines[at])
        at += count
    return found


def _wrapped(lines: Sequence[Line], at: int) -> int:
    """Give over how many lines the heading goes on that begins here, word for word one of the lexicon; else 1."""
    first = lines[at]
    if len(first.text) > _NARROW or first.mark or first.level or not first.text[:1].isupper():
        return 1
    if at and not first.gap and reading.OPEN_END.search(lines[at - 1].text):
        return 1
    for count in range(_MOST_LINES, 1, -1):
        group = lines[at : at + count]
        rest = group[1:]
        if len(group) < count or any(x.gap or x.mark or len(x.text) > _NARROW or not x.text[0].islower() for x in rest):
            continue
        below = lines[at + count : at + count + 1]
        whole = " ".join(line.text for line in group)
        if listed_headings.is_listed(whole) and (not below or below[0].gap or not below[0].text[0].islower()):
            return count
    return 1


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Part glued headings where the document has several of them, and their words hardly ever stand alone."""
    places = {at: glued for at, line in enumerate(lines) if (glued := _heading_in_front(line, lines[at + 1 : at + 2]))}
    places = {at: one for at, one in places.items() if not at or not reading.OPEN_END.search(lines[at - 1].text)}
    alone = {listed_headings.fold(line.text) for line in lines if listed_headings.is_listed(line.text)}
    own = {at: one for at, one in places.items() if one.words not in alone}
    kinds = {headings.heading_kind(one.words) for one in places.values()}
    several = len(own) >= _FEWEST and len({one.words for one in own.values()}) >= _KINDS
    sure = bool(kinds & {"decision", "proposal"}) or sum(one.words.count(" ") > 1 for one in own.values()) >= _FEWEST
    if not (several and sure):
        # `Beslutet skickas till Rektorn`: a heading that wants what stands behind it says so by itself.
        own = {at: one for at, one in places.items() if not one.second and reading.OPEN_END.search(one.words)}
    found: list[Line] = []
    for at, line in enumerate(lines):
        rest = own[at - 1].second if at - 1 in own else 0
        text = line.flow.cut(rest + 1) if rest else line.flow
        if at not in own:
            found += [replace(line, flow=text)] if text.text else []
            continue
        one = own[at]
        parts = [line.flow.cut(0, one.end), *([lines[at + 1].flow.cut(0, one.second)] if one.second else [])]
        found += [replace(line, flow=join(parts)), replace(line, flow=line.flow.cut(one.end + 1), gap=False)]
    return found


class _Glued(NamedTuple):
    """A heading in front of its text: its words, where they end on the line, and on the next if they go on there."""

    words: str
    end: int
    second: int = 0


def _heading_in_front(line: Line, below: Sequence[Line]) -> _Glued | None:
    """Give the longest heading of the lexicon that a line begins with; none where the text is not one of its kind.

    A heading that had no room goes on in front of the next line: `Ärendets Nämnden har` / `beredning behandlat`.
    """
    if line.mark or line.level or not line.text[:1].isupper() or "|" in line.text:
        return None
    if not listed_headings.may_open(line.text):
        return None
    ends = [match.start() for match in _GLUED.finditer(line.text[: _LONGEST + 2])]
    for end in reversed(ends):
        words = line.text[:end]
        if not words[-1].isalpha():
            continue
        kind = headings.heading_kind(words) if listed_headings.is_listed(words) else None
        if kind in _ANY_TEXT or (kind in _BEHIND and _BEHIND[kind].match(line.text, end + 1)):
            return _Glued(listed_headings.fold(words), end)
        for next_ in below if end <= _NARROW else ():
            for match in _WORDS.finditer(f"{next_.text} ") if next_.text[0].islower() and not next_.gap else ():
                if listed_headings.is_listed(f"{words} {next_.text[: match.start()]}"):
                    return _Glued(listed_headings.fold(f"{words} {next_.text[: match.start()]}"), end, match.start())
    return None
