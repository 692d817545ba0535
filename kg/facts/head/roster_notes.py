"""Groups of lines in the head of minutes, and the notes below them: `Anna Ek (S) *` and then `* för Bo Ek (S)`.

A note that is a role holds for all that have its mark: `*Anna Ek (S)` and then `* Tjänstgörande ersättare`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar
from kg.language.roster_labels import SUBSTITUTES
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Flow, Line


class Group(NamedTuple):
    """Lines under one label of the head: `kind` is `list` or `field`, `name` the role or the field."""

    kind: str
    name: str
    label: Flow
    lines: list[Line]
    flat: bool = False
    """Whether it was cut out of a line that several labels and their values share: what stood where is lost."""


_MARK = re.compile(r"(?P<mark>\*{1,5}|\d\)|[¹²³⁴†‡])\)?\s*=?\s*")
_STARS = re.compile(r"\*{1,5}\s*")
_STARS_BEFORE = re.compile(r"\*{1,5}\s*$")
_SERVES = grammar.pattern("attendance", "note-serves")


class _Note(NamedTuple):
    """A note: its mark, its words, and the line it stands on."""

    mark: str
    words: Flow
    number: int


def resolved(groups: Sequence[Group], text: str) -> list[Group]:
    """Put each note behind the one entry that has its mark; a note with no such entry, or several, says nothing.

    Marks are read in the source's `text`: where stars stand in pairs the lines may have lost them as markup.
    """
    groups = _by_role(groups, text)
    notes = [note for group in groups for line in group.lines if (note := _note(line, text)) is not None]
    if not notes:
        return list(groups)
    numbers = {note.number for note in notes}
    found = [group._replace(lines=[line for line in group.lines if line.number not in numbers]) for group in groups]
    for note in notes:
        marked = [
            (group, at, place)
            for group in found
            if group.kind == "list"
            for at, line in enumerate(group.lines)
            if (place := _place(line, note.mark, text)) is not None
        ]
        if len(marked) == 1 and sum(other.mark == note.mark for other in notes) == 1:
            group, at, (begin, end) = marked[0]
            line = group.lines[at]
            rest = [line.flow.cut(0, begin), note.words, line.flow.cut(end)]
            group.lines[at] = replace(line, flow=join(flow for flow in rest if flow.text))
    return found


def _by_role(groups: Sequence[Group], text: str) -> list[Group]:
    """Give entries that have the mark of a label (`* Ersättare`) that label's words, where the label heads no names."""
    found: list[Group] = []
    for group in groups:
        mark = _STARS_BEFORE.search(_before(group.label, text)) if group.name in SUBSTITUTES else None
        named = any(agents.people(line.flow) for line in group.lines)
        if mark is None or named or not found or found[-1].kind != "list":
            found.append(group)
            continue
        for one in found:
            one.lines[:] = [_with_role(line, mark[0].strip(), group.label, text) for line in one.lines]
    return found


def _with_role(line: Line, mark: str, role: Flow, text: str) -> Line:
    place = _place(line, mark, text) or _opening(line, mark, text)
    if place is None:
        return line
    begin, end = place
    rest = join([line.flow.cut(0, begin), line.flow.cut(end)], " ") if begin else line.flow.cut(end)
    return replace(line, flow=join([rest, role], ", "))


def _opening(line: Line, mark: str, text: str) -> tuple[int, int] | None:
    """Give the mark in front of a line's one name; the line's beginning where it was left out of the line."""
    if len(agents.people(line.flow)) != 1:
        return None
    stars = _STARS.match(line.text)
    if stars is not None:
        return stars.span() if stars[0].strip() == mark else None
    return (0, 0) if _before(line.flow, text).strip() == mark else None


def _before(flow: Flow, text: str) -> str:
    begin = flow.span().begin
    return text[text.rfind("\n", 0, begin) + 1 : begin]


def _note(line: Line, text: str) -> _Note | None:
    """Read a line as a note: its mark and then for whom somebody serves, with no other name in front."""
    match = _MARK.match(line.text)
    stars = _STARS_BEFORE.search(_around(line, text)[0])
    mark = match["mark"] if match else stars[0].strip() if stars else line.mark.strip(" .")
    if match is None and _MARK.fullmatch(mark) is None:
        return None
    words = line.flow.cut(match.end() if match else len(line.text) - len(line.text.lstrip("=) ")))
    serves = _SERVES.match(agents.lowered(words.text))
    if serves is None or len(agents.people(words)) != 1:
        return None
    return _Note(mark, words, line.number)


def _around(line: Line, text: str) -> tuple[str, str]:
    """Give what stands before and behind a line's flow on its line of the source."""
    span = line.flow.span()
    end = text.find("\n", span.end)
    return _before(line.flow, text), text[span.end : end if end >= 0 else None]


def _place(line: Line, mark: str, text: str) -> tuple[int, int] | None:
    """Give where the mark stands in the entry of one person; at its end where the mark opened the line."""
    if len(agents.people(line.flow)) != 1:
        return None
    if mark in (line.mark.strip(" ."), _around(line, text)[1].strip()):
        return len(line.text), len(line.text)
    places = list(_found(line.text, mark))
    return places[0].span() if len(places) == 1 else None


def _found(text: str, mark: str) -> Iterable[re.Match[str]]:
    return re.finditer(rf"(?<![*\d(])(?<!§)(?<!§ ){re.escape(mark)}(?![*\w])", text) if mark in text else ()
